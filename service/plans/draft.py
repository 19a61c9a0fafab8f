"""An editable copy of a result: moves go onto it one by one, and the last one can always be taken back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from matcher.matching import Run
from questionnaires.wording import Wording

IndexPair = tuple[int, int]

NOBODY = Wording("Кода {code} нет среди наставляемых этого подбора.", "{code} is no mentee of this run.")
NO_SEAT = Wording(
    "Наставника {code} нет в форме «{form}» этого подбора.",
    "{code} is no mentor of the form «{form}» in this run.",
)
NO_FORM = Wording("У {mentee} и {mentor} нет общей формы.", "{mentee} and {mentor} share no form.")
WHICH_FORM = Wording(
    "У {mentee} и {mentor} несколько общих форм: назовите одну.",
    "{mentee} and {mentor} share several forms: name one.",
)
NOT_THEIRS = Wording("{mentor} — не наставник {mentee}.", "{mentor} is no mentor of {mentee}.")


class MoveRefused(Exception):  # noqa: N818 - named for what a person sees
    """A move names somebody or something that is not in the run."""

    def __init__(self, why: Wording) -> None:
        self.why = why
        super().__init__(why.en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One mentee gets another mentor.

    Parameters
    ----------
    mentor
        Empty: the mentee stays without a mentor.
    form
        Empty: the only form the two share. A mentee keeps the mentors of other forms.
    instead
        The mentor who gives way; empty: those of the form, or all when no form is named.
    """

    mentee: str
    mentor: str = ""
    form: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Steps that belong together, so that two mentees can change places at once.

    Parameters
    ----------
    anew
        The steps are the whole plan: nobody else has a mentor, and nobody gives way.
    """

    steps: tuple[Step, ...]
    anew: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draft:
    """A run with the pairs as they stand after some moves.

    Parameters
    ----------
    pairs
        (mentee row, seat column) of `run.assembly`.
    """

    run: Run
    pairs: frozenset[IndexPair]

    @property
    def is_edited(self) -> bool:
        """Whether the pairs differ from those of the run."""
        return self.run.solution is None or self.pairs != frozenset(self.run.solution.pairs)

    @property
    def served(self) -> int:
        """How many mentees have a mentor."""
        return len({row for row, _ in self.pairs})

    def points(self) -> int:
        """Return the points of all pairs together."""
        return sum(self.points_of(pair) for pair in self.pairs)

    def points_of(self, pair: IndexPair) -> int:
        """Return the points of one pair, wherever it stands."""
        table, i, j = self.run.assembly.place_in_form(*pair)
        return sum(wish.points(i, j) for wish in table.scores.comparisons if wish.criterion.points)

    def codes_of(self, pair: IndexPair) -> tuple[str, str, str]:
        """Return (form, mentee, mentor)."""
        form, mentor = self.run.assembly.seats[pair[1]]
        table, i, _ = self.run.assembly.place_in_form(*pair)
        # The code of the form's own base: who stands in two bases has two codes and one row.
        return form, table.scores.mentees.codes[i], mentor


def start(run: Run) -> Draft:
    """Return the draft that says what the run said."""
    assert run.solution is not None  # a run without a solution has conflicts and no plan
    return Draft(run=run, pairs=frozenset(run.solution.pairs))


def apply(draft: Draft, move: Move) -> Draft:
    """Return the draft after a move.

    Raises
    ------
    MoveRefused
        When a step names somebody who is not there.
    """
    pairs = set() if move.anew else set(draft.pairs)
    for step in move.steps:
        row, column = find_pair(draft.run, step)
        if not move.anew:
            pairs -= _giving_way(draft.run, step, {pair for pair in pairs if pair[0] == row})
        if column is not None:
            pairs.add((row, column))
    return replace(draft, pairs=frozenset(pairs))


def apply_all(draft: Draft, moves: Sequence[Move]) -> Draft:
    """Return the draft after several moves; undo is one move less."""
    for move in moves:
        draft = apply(draft, move)
    return draft


def find_pair(run: Run, step: Step) -> tuple[int, int | None]:
    """Return the row and the column a step speaks of; no column when the mentee is to stay alone."""
    row = run.assembly.row_of.get(step.mentee)
    if row is None:
        raise MoveRefused(NOBODY.format(code=step.mentee))
    if not step.mentor:
        return row, None
    columns = list(_columns(run, row, step))
    if not columns:
        raise MoveRefused(_no_column(run, step))
    if len(columns) > 1:
        raise MoveRefused(WHICH_FORM.format(mentee=step.mentee, mentor=step.mentor))
    return row, columns[0]


def _columns(run: Run, row: int, step: Step) -> Iterator[int]:
    for column, (form, mentor) in enumerate(run.assembly.seats):
        wanted = mentor == step.mentor and step.form in ("", form)
        if wanted and row in run.assembly.table_of(form).rows:
            yield column


def _no_column(run: Run, step: Step) -> Wording:
    if step.form and (step.form, step.mentor) not in run.assembly.seats:
        return NO_SEAT.format(code=step.mentor, form=step.form)
    return NO_FORM.format(mentee=step.mentee, mentor=step.mentor)


def _giving_way(run: Run, step: Step, own: set[IndexPair]) -> set[IndexPair]:
    """Return those of a mentee's pairs that make room."""
    if not step.instead:
        return {pair for pair in own if step.form in ("", run.assembly.seats[pair[1]][0])}
    found = {pair for pair in own if run.assembly.seats[pair[1]][1] == step.instead}
    if not found:
        raise MoveRefused(NOT_THEIRS.format(mentee=step.mentee, mentor=step.instead))
    return found
