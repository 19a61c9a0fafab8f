"""What the levels above points can reach while enough earlier pairs stay: every number is shown by one flow.

With so many people given, the flow that keeps most earlier pairs tells whether enough of them can stay. The most that
can is a concave function of the number of people: beyond its top it only falls, so that narrowing finds the last
number.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

import numpy as np

from matcher.arrays import IntArray
from matcher.progress import Stage
from matcher.solve.ladder.coverage import reach_within
from matcher.solve.ladder.settling import settle
from matcher.solve.pairs.board import Board
from matcher.solve.pairs.dense import DenseLevel
from matcher.solve.pairs.network import Arcs, Network
from matcher.solve.pairs.settled import Settled
from questionnaires.programme import Purpose


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reach:
    """What the levels above points cannot exceed, the first of them weighing most.

    Parameters
    ----------
    people
        Of each class, the highest first, and then further pairs.
    worst
        Points of the worst pair, when it is raised and there are just so many people; None where nothing is known.
    """

    people: IntArray
    worst: int | None = None

    def of_people(self, people: IntArray) -> "Reach":
        """Return what cannot be exceeded with so many people: with fewer of them the worst pair may be better."""
        return self if np.array_equal(people, self.people) else Reach(people=people)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kept:
    """The levels above points at the most they can have while enough earlier pairs stay.

    Parameters
    ----------
    board
        With the pairs below the raised worst one closed.
    network
        With the number of people of each class, and of pairs, held.
    offers
        Pairs among which a choice keeps all that.
    pairs
        Those of such a choice.
    reach
        What the levels have; without people where best total is sought.
    """

    board: Board
    network: Network
    offers: IntArray
    pairs: IntArray
    reach: Reach


def keep_enough(
    board: Board, network: Network, offers: IntArray, needed: int, reach: Reach | None = None
) -> Kept | None:
    """Settle the levels above points while so many earlier pairs stay; None when so many cannot.

    Parameters
    ----------
    offers
        Pairs among which all lower quotas can be reached.
    reach
        What is known of the levels: it is tried first.
    """
    search = _Search(board=board, network=network, needed=needed)
    best = search.reach_people(offers, None if reach is None else reach.people)
    if best is None:
        return None
    if board.asked.purpose is Purpose.BEST_TOTAL:
        nobody = Reach(people=np.zeros(0, dtype=np.int64))
        return Kept(board=board, network=network, offers=best.keys, pairs=best.pairs, reach=nobody)
    people = best.flow[network.entries]
    held = replace(network, arcs=network.arcs.held(network.entries, best.flow))
    if not board.asked.raise_worst:
        return Kept(board=board, network=held, offers=best.keys, pairs=best.pairs, reach=Reach(people=people))
    is_known = reach is not None and np.array_equal(people, reach.people)
    raised, worst, best = search.raise_worst(best, reach.worst if is_known and reach is not None else None)
    found = Reach(people=people, worst=worst)
    return Kept(board=raised, network=held, offers=best.keys, pairs=best.pairs, reach=found)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Search:
    board: Board
    network: Network
    needed: int

    def keep_most(self, offers: IntArray, people: IntArray) -> Settled:
        """Return the flow that keeps most earlier pairs, with so many people of the first classes where that can be.

        Whoever is missing or too many costs more than all earlier pairs, so that a flow always exists.
        """
        board, arcs = self.board, self.network.arcs
        weights = np.zeros_like(board.points)
        weights.ravel()[board.kept] = 1
        entries, unit = self.network.entries[: len(people)], len(board.kept) + 1
        high, reward = arcs.high.copy(), np.zeros_like(arcs.reward)
        high[entries], reward[entries] = people, unit
        beyond = Arcs(
            arcs.tail[entries],
            arcs.head[entries],
            np.zeros_like(people),
            arcs.high[entries],
            np.full_like(people, -unit),
        )
        elastic = replace(self.network, arcs=replace(arcs, high=high, reward=reward).joined(beyond))
        settled = settle(elastic, DenseLevel(weights, board.opened, 1), board.locked, offers)
        assert settled is not None, "Lower quotas can be reached among the pairs offered."
        return settled

    def is_enough(self, settled: Settled, people: IntArray | None = None) -> bool:
        """Tell whether enough earlier pairs stay, with just so many people of the first classes."""
        enough = int(np.isin(self.board.kept, settled.pairs).sum()) >= self.needed
        if people is None:
            return enough
        first = settled.flow[self.network.entries[: len(people)]]
        return enough and np.array_equal(first, people) and not settled.flow[len(self.network.arcs) :].any()

    def reach_people(self, offers: IntArray, reach: IntArray | None) -> Settled | None:
        """Return the flow with most people of every class; None where not enough earlier pairs can stay."""
        if reach is not None and len(reach):
            tried = self.keep_most(offers, reach)
            if self.is_enough(tried, reach):
                return tried
            offers = tried.keys
        best = self.keep_most(offers, np.zeros(0, dtype=np.int64))
        if not self.is_enough(best):
            return None
        if self.board.asked.purpose is Purpose.BEST_TOTAL:
            return best
        for level in range(len(self.network.entries)):
            best = self._fill(best, level)
            self.board.watcher.tell(Stage.PEOPLE, best.pairs)
        return best

    def _fill(self, best: Settled, level: int) -> Settled:
        """Return the flow with most people of one class more, the classes above it being held."""
        people = best.flow[self.network.entries[: level + 1]].copy()
        # Nearly as many as there are can mostly be reached, so numbers are tried from above.
        low, high, step = int(people[-1]), self._room(level) + 1, 1
        while high - low > 1:
            people[-1] = max(low + 1, high - step)
            tried = self.keep_most(best.keys, people)
            if self.is_enough(tried, people):
                low, best = int(people[-1]), tried
                step = (high - low) // 2
            else:
                high, step = int(people[-1]), 2 * step
        return best

    def raise_worst(self, best: Settled, reach: int | None) -> tuple[Board, int, Settled]:
        """Raise the worst pair: return the board without pairs below it, its points, and the flow."""
        people, steps = best.flow[self.network.entries], self.board.steps()
        low, high, raised = 0, len(steps), self.board
        # What is known to be the most is tried first.
        middle = high // 2 if reach is None else bisect_left(steps, reach)
        while high - low > 1:
            tried = self._at_least(int(steps[middle]))
            settled = tried._if_enough(best.keys, people) if middle else best
            if settled is None:
                high = middle
            else:
                low, raised, best = middle, tried.board, settled
                high = high if reach is None else min(high, bisect_right(steps, reach))
                self.board.watcher.tell(Stage.PEOPLE, best.pairs)
            middle = (low + high) // 2
        return raised, int(steps[low]) if len(steps) else 0, best

    def _room(self, level: int) -> int:
        """Return how many people of a class there are, or how many further pairs they want."""
        arcs = self.network.arcs
        into = arcs.tail == arcs.head[self.network.entries[level]]
        return int(arcs.high[into].sum())

    def _at_least(self, least: int) -> "_Search":
        return replace(
            self, board=replace(self.board, opened=self.board.opened & (self.board.points >= least))
        )

    def _if_enough(self, offers: IntArray, people: IntArray) -> Settled | None:
        short, offers = reach_within(self.board, self.network, offers)
        if short is not None:
            return None
        settled = self.keep_most(offers, people)
        return settled if self.is_enough(settled, people) else None
