"""Every paper of a run before it is approved: what the whole programme gets and each of its organisations."""

from collections.abc import Iterator, Sequence

from questionnaires.people import People
from questionnaires.reading import InputFile, write_people
from service.documents.bases.base import render_bases
from service.documents.overview import render_overview
from service.documents.pairs.interviews import render_interviews
from service.documents.pairs.proposal import render_proposal
from service.folder.contents.scopes import below, scopes
from service.folder.contents.tables import render_pairs, render_unmatched
from service.folder.earlier.previous import earlier_bases
from service.view import Paper, RunView

PEERS_CERTIFICATE = "certificate-peers.npz"


def result_papers(view: RunView, certificate: bytes, of_peers: bytes | None) -> Iterator[Paper]:
    """Yield what is equal across versions of the software: tables, register, certificates."""
    yield from render_pairs(view)
    yield from render_unmatched(view)
    yield Paper("people.csv", write_people(view.answers.people))
    yield Paper("certificate.npz", certificate)
    if of_peers is not None:
        yield Paper(PEERS_CERTIFICATE, of_peers)


def run_papers(
    view: RunView, previous: Sequence[InputFile], answers: Sequence[InputFile] = ()
) -> Iterator[Paper]:
    """Yield the papers of a run before it is approved; bases among the answers keep what was typed into them."""
    given = [file.content for file in answers]
    yield from render_overview(view)
    for scope, folder in scopes(view):
        if folder:
            yield from below(folder, (*render_pairs(scope), *render_unmatched(scope), _people_of(scope)))
            yield from below(folder, render_overview(scope))
        yield from below(folder, render_proposal(scope))
        yield from below(folder, render_interviews(scope))
        yield from below(folder, render_bases(scope, _earlier(scope, folder, previous), given))


def _people_of(scope: RunView) -> Paper:
    """Return the register of one organisation: its own people and their partners elsewhere."""
    assert scope.organisation is not None
    partners = {code for pair in scope.pairs() for code in (pair.mentee, pair.mentor)}
    own = scope.organisation.key
    kept = tuple(
        person for person in scope.answers.people if person.organisation == own or person.code in partners
    )
    return Paper("people.csv", write_people(People(kept)))


def _earlier(scope: RunView, folder: str, previous: Sequence[InputFile]) -> dict[str, bytes]:
    return earlier_bases(tuple(previous), folder)
