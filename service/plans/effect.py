"""What a move would do, before it is made: people, pairs, points, and who would have less in common."""

from dataclasses import dataclass

from questionnaires.wording import Wording
from service.plans.checking import find_violations
from service.plans.draft import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class PairChange:
    """One pair that begins or ends."""

    form: str
    mentee: str
    mentor: str
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The difference between two drafts.

    Parameters
    ----------
    people, pairs, points
        How many more people served, pairs, and points (hundredths).
    begun, ended
        Pairs that begin and end.
    violations
        What the later draft breaks.
    """

    people: int
    pairs: int
    points: int
    begun: tuple[PairChange, ...]
    ended: tuple[PairChange, ...]
    violations: tuple[Wording, ...]


def effect(before: Draft, after: Draft) -> Effect:
    """Return what changes from one draft to another."""
    begun, ended = _changes(after, before), _changes(before, after)
    return Effect(
        people=after.served - before.served,
        pairs=len(after.pairs) - len(before.pairs),
        points=sum(pair.points for pair in begun) - sum(pair.points for pair in ended),
        begun=begun,
        ended=ended,
        violations=find_violations(after),
    )


def _changes(draft: Draft, other: Draft) -> tuple[PairChange, ...]:
    found = []
    for pair in sorted(draft.pairs - other.pairs):
        form, mentee, mentor = draft.codes_of(pair)
        found.append(PairChange(form=form, mentee=mentee, mentor=mentor, points=draft.points_of(pair)))
    return tuple(found)
