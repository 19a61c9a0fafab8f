"""Every paper of a run: what the whole programme gets and what each of its organisations gets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from questionnaires.people import People
from questionnaires.programme import Organisation, Programme
from questionnaires.reading import InputFile, write_people
from service.documents.bases import render_bases
from service.documents.cards import render_cards
from service.documents.extracts import render_extracts
from service.documents.interviews import render_interviews
from service.documents.journals import render_journals
from service.documents.letters import render_letters
from service.documents.orders import render_orders
from service.documents.overview import render_overview, render_reports
from service.documents.proposal import render_proposal
from service.documents.publication import render_publication
from service.folder.numbers import COMPLETION
from service.folder.previous import earlier_bases
from service.folder.tables import render_pairs, render_unmatched
from service.view import Paper, RunView, SignedOrder

AGREED = (render_orders, render_publication, render_extracts, render_letters, render_cards, render_journals)
"""Papers that exist only when people have agreed; a proposal is talked over with the interview sheets alone."""


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
            yield from _below(folder, (*render_pairs(scope), *render_unmatched(scope), _people_of(scope)))
            yield from _below(folder, render_overview(scope))
        yield from _below(folder, render_proposal(scope))
        yield from _below(folder, render_interviews(scope))
        yield from _below(folder, render_bases(scope, _earlier(scope, folder, previous), given))


def approved_papers(view: RunView) -> Iterator[Paper]:
    """Yield the papers that approval adds, and the reports anew: they say «ПРОЕКТ» until somebody approves."""
    yield from render_reports(view)
    for scope, folder in scopes(view):
        if folder:
            yield from _below(folder, render_reports(scope))
        for render in AGREED:
            yield from _below(folder, render(scope))


def order_papers(view: RunView) -> Iterator[Paper]:
    """Yield the papers in which the number and the date of the order stand."""
    for scope, folder in scopes(view):
        yield from _below(folder, _order_papers(scope))


def signed_papers(view: RunView, numbers: Mapping[str, SignedOrder]) -> Iterator[Paper]:
    """Yield the papers in which number and date stand, of every organisation whose orders have them."""
    for scope, folder in numbered_scopes(view, numbers):
        yield from _below(folder, _order_papers(scope))


def completion_papers(
    view: RunView, numbers: Mapping[str, SignedOrder], completions: Mapping[str, SignedOrder]
) -> Iterator[Paper]:
    """Yield the orders that complete all pairs of an organisation at the close of the programme.

    Parameters
    ----------
    numbers
        The orders by which the pairs of this run began.
    """
    for organisation, (scope, folder) in zip(signing(view.programme), scopes(view), strict=True):
        if signed := completions.get(organisation.key):
            began = numbers.get(organisation.key)
            closed = replace(
                scope, number=signed.number, day=signed.day, assigned_on=began.day if began else None
            )
            place = f"{folder}/{COMPLETION}" if folder else COMPLETION
            for render in (render_orders, render_publication):
                yield from _below(place, render(closed, ending=True))


def _order_papers(scope: RunView) -> Iterator[Paper]:
    for render in (render_orders, render_publication, render_extracts):
        yield from render(scope)


def numbered_scopes(view: RunView, numbers: Mapping[str, SignedOrder]) -> Iterator[tuple[RunView, str]]:
    """Yield (view with number and date, folder) of every organisation whose orders have them."""
    for organisation, (scope, folder) in zip(signing(view.programme), scopes(view), strict=True):
        if signed := numbers.get(organisation.key):
            yield replace(scope, number=signed.number, day=signed.day), folder


def scopes(view: RunView) -> list[tuple[RunView, str]]:
    """Return (view, folder) of every organisation that signs orders; one organisation has no folder of its own."""
    own = signing(view.programme)
    if len(own) == 1:
        return [(replace(view, organisation=None), "")]
    return [(view.seen_by(organisation), organisation.key) for organisation in own]


def signing(programme: Programme) -> tuple[Organisation, ...]:
    """Return the organisations that sign orders: partners do not."""
    return tuple(organisation for organisation in programme.organisations if not organisation.partner)


def _below(folder: str, papers: Sequence[Paper] | Iterator[Paper]) -> Iterator[Paper]:
    for paper in papers:
        yield Paper(f"{folder}/{paper.path}", paper.content) if folder else paper


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
