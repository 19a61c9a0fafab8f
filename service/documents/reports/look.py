"""Pairs worth a look («пары, на которые стоит взглянуть»): no rule is broken, yet a person should see them first."""

from collections.abc import Mapping, Sequence

from matcher.result import Pair
from questionnaires.wording import Wording
from service.documents.reports.figures import score

WELL = 5_000
"""A pair with at least half of the points in common is not looked at for its points alone."""
LEAST_TENTH = 10

LITTLE = Wording("мало общего: {score} из 100", "little in common: {score} of 100")
BLANK = Wording("больше половины ответов пусты", "more than half of the answers are blank")


def find_worth_a_look(pairs: Sequence[Pair]) -> Mapping[int, Wording]:
    """Return the index of every pair worth a look, with the reason.

    A pair is, when it is among the tenth with the fewest points and below 50 of 100, or when criteria with more than
    half of the points could not be compared because an answer is blank. Ties at the tenth are all taken.
    """
    points = sorted(pair.points for pair in pairs)
    tenth = points[-(-len(points) // LEAST_TENTH) - 1] if points else 0
    reasons = ((number, _reason(pair, tenth)) for number, pair in enumerate(pairs))
    return {number: reason for number, reason in reasons if reason}


def _reason(pair: Pair, tenth: int) -> Wording | None:
    if pair.points <= tenth and pair.points < WELL:
        return LITTLE.format(score=score(pair.points))
    blank = sum(part.most for part in pair.parts if part.blank)
    return BLANK if 2 * blank > sum(part.most for part in pair.parts) > 0 else None
