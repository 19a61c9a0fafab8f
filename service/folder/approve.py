"""A named person confirms that the stages are done: the proposal becomes orders; number and date come later."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from matcher.options import Options
from questionnaires.answers import PairState
from questionnaires.programme import Programme, Stage
from questionnaires.wording import Wording, both, join
from questionnaires.words import STAGES
from service.folder.agreed_papers import approved_papers
from service.folder.contents.edited import keep_edited
from service.folder.contents.manifest import (
    APPROVAL,
    RUN,
    Damaged,
    chained_manifest,
    checksum,
    read_manifest,
)
from service.folder.contents.numbers import read_completions, read_numbers
from service.folder.contents.strangers import find_strangers
from service.folder.make import Made, make
from service.folder.request import Request, Role, read_request
from service.folder.write import add_papers
from service.view import Approval, Paper

NOT_DONE = Wording("этап не пройден: {stage}", "the stage is not done: {stage}")
NO_VERDICT = Wording(" (нет решения: {pairs})", " (no decision on: {pairs})")
MORE = Wording("и ещё {count}", "and {count} more")
MOST_NAMED = 10
"""Pairs named in one sentence; the rest are counted."""
PROPOSAL = ("proposal.docx", "interviews.docx")
"""How the names of the papers end that are for the talks before approval."""


DECIDED = ("pairs.csv", "people.csv")
"""Tables of what people were told; a paper may look otherwise under another version, these may not."""
OTHERWISE = Wording(
    "Подбор, повторённый сейчас, даёт другой {path}. Проверьте папку: matcher reproduce.",
    "Made again today, the run gives another {path}. Check the folder: matcher reproduce.",
)
NUMBERED = Wording(
    "приказу уже присвоен номер {number}; изменения вносит новый подбор с --previous",
    "the order already has the number {number}; changes come from a new run with --previous",
)


class AlreadyNumbered(Exception):  # noqa: N818 - named for what a person sees
    """The orders of the folder have a number, so nobody else can approve them."""

    def __init__(self, number: str) -> None:
        self.why = NUMBERED.format(number=number)
        super().__init__(self.why.en)


class StagesOpen(Exception):  # noqa: N818 - named for what a person sees
    """A stage of the programme has no result yet, so nothing may become an order.

    Parameters
    ----------
    undecided
        Pairs on which nobody has decided yet, as they are named to a person.
    """

    def __init__(self, stages: Iterable[Stage], undecided: Sequence[str] = ()) -> None:
        self.stages, self.undecided = tuple(stages), tuple(undecided)
        self.reasons = tuple(self._reason(stage) for stage in self.stages)
        super().__init__("; ".join(reason.en for reason in self.reasons))

    def _reason(self, stage: Stage) -> Wording:
        reason = NOT_DONE.format(stage=STAGES[stage])
        if stage is not Stage.VERDICTS or not self.undecided:
            return reason
        named, over = self.undecided[:MOST_NAMED], len(self.undecided) - MOST_NAMED
        pairs = [both(pair) for pair in named] + [MORE.format(count=over)] * (over > 0)
        return join((reason, NO_VERDICT.format(pairs=join(pairs, "; "))), "")


class NotApproved(Exception):  # noqa: N818 - named for what a person sees
    """The run has not been approved, so it has no order."""


def read_options(folder: Path) -> Options:
    """Return the options of the run in a folder."""
    return Options(**read_manifest(folder)["options"])


def remade(folder: Path) -> tuple[Request, Made]:
    """Return the request of a folder and its run made again.

    Raises
    ------
    Damaged
        When the inputs are not what they were, or the run made again decides otherwise than the people were told.
    """
    request = read_request(folder)
    made = make(request)
    told = read_manifest(folder)["outputs"]
    faults = {
        paper.path: OTHERWISE.format(path=paper.path)
        for paper in made.papers
        if paper.path.endswith(DECIDED) and told.get(paper.path) != checksum(paper.content)
    }
    if faults:
        raise Damaged(folder, faults)
    return request, made


def approve(folder: Path, by: str) -> Made:
    """Write orders, extracts, letters and cards; the proposals go.

    Raises
    ------
    StagesOpen
        When the programme asks for a stage that has left no trace in the inputs.
    AlreadyNumbered
        When the orders have been given a number.
    HandEdited
        When a paper of an earlier approval was edited by hand.
    Damaged
        When the folder is not what its run left.
    """
    if signed := [*read_numbers(folder).values(), *read_completions(folder).values()]:
        raise AlreadyNumbered(", ".join(each.number for each in signed))
    request, made = remade(folder)
    missing = open_stages(made, request)
    if missing:
        raise StagesOpen(missing, undecided(made))
    papers = tuple(approved_papers(made.approved(Approval(by=by))))
    # a card or a letter left by another run would be handed out with those of this one
    if strangers := find_strangers(folder, {paper.path for paper in papers}):
        raise Damaged(folder, strangers)
    keep_edited(folder, papers)
    manifest = chained_manifest((folder / RUN).read_bytes(), {"approved_by": by}, papers)
    add_papers(folder, (*papers, Paper(APPROVAL, manifest)))
    for proposal in proposals(made):
        (folder / proposal).unlink(missing_ok=True)
    return made


def proposals(made: Made) -> tuple[str, ...]:
    """Return the paths of the papers that approval replaces."""
    return tuple(paper.path for paper in made.papers if paper.path.endswith(PROPOSAL))


def read_approval(folder: Path) -> Approval:
    """Return who approved the run of a folder."""
    return Approval(by=read_manifest(folder, APPROVAL)["approved_by"])


def open_stages(made: Made, request: Request) -> tuple[Stage, ...]:
    """Return the stages of the programme that have no result in the inputs."""
    return tuple(stage for stage in made.programme.stages if not _is_done(stage, made, request))


def _is_done(stage: Stage, made: Made, request: Request) -> bool:
    answers, programme = made.answers, made.programme
    done = {
        Stage.ANSWERS: bool(answers.bases),
        Stage.CONSENTS: bool(answers.records) or not _asks_documents(programme),
        Stage.THIRD_PARTY: bool(answers.requests),
        Stage.SELECTION: bool(answers.records),
        Stage.MEETING: bool(answers.preferences),
        # what was accepted before an earlier run are working pairs now
        Stage.SHORTLIST: bool(answers.verdicts or (answers.previous and request.of(Role.VERDICTS))),
        Stage.VERDICTS: not _undecided(made) and bool(request.of(Role.VERDICTS)),
    }
    return done[stage]


def _asks_documents(programme: Programme) -> bool:
    return any(base.documents for base in programme.bases)


def undecided(made: Made) -> tuple[str, ...]:
    """Return the pairs of the result on which nobody has decided, by codes and names."""
    named = {person.code: f"{person.code} {person.name}" for person in made.answers.people}
    return tuple(f"{named[mentee]} — {named[mentor]}" for mentee, mentor in _undecided(made))


def _undecided(made: Made) -> list[tuple[str, str]]:
    """Return the pairs of the result that the people themselves did not accept and that did not work already."""
    decided = {(verdict.mentee, verdict.mentor) for verdict in made.answers.verdicts}
    kept = {(pair.mentee, pair.mentor) for pair in made.answers.previous if pair.state is PairState.WORKING}
    together = {(lock.mentee, lock.mentor) for lock in made.answers.locks}
    pairs = ((pair.mentee, pair.mentor) for pair in made.run.result.pairs)
    return [pair for pair in pairs if pair not in decided | kept | together]
