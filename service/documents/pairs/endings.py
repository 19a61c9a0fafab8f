"""How an earlier pair ended: in its time, early with its goal reached, or broken off."""

from collections.abc import Iterable

from questionnaires.answers import EarlierPair, PairState
from questionnaires.people import Person
from questionnaires.programme import Programme
from service.documents.pairs.terms import end_of_pair
from service.documents.words.grounds import is_goal_reached


def is_broken_off(programme: Programme, pair: EarlierPair, two: Iterable[Person]) -> bool:
    """Return whether a pair that is over ended before its planned day, and not because its goal was reached.

    Parameters
    ----------
    two
        The mentee and the mentor: their classes decide the planned day.
    """
    if pair.state is not PairState.ENDED:
        return True
    early = pair.ended_on is not None and pair.ended_on < end_of_pair(programme, two)
    return early and not is_goal_reached(pair.ground)
