"""The levels above points where groups have a least size and enough earlier pairs stay: branching over who leads.

With some leaders decided, and nothing asked of the others, flows tell how many people there can be while enough earlier
pairs stay (`keeping.py`). Sums of whole groups tell besides that some numbers of pairs cannot be.
"""

from dataclasses import dataclass, replace

import numpy as np

from matcher.arrays import IntArray
from matcher.progress import Stage
from matcher.solve.ladder.coverage import reach_within
from matcher.solve.pairs.board import Board
from matcher.solve.pairs.network import Network
from matcher.solve.pairs.watching import UNWATCHED
from matcher.solve.search.branching import first_choice
from matcher.solve.search.gathering import gather
from matcher.solve.search.keeping import Kept, Reach, keep_enough
from matcher.solve.search.leading import Leading, least_of, loads, nodes_allowed, too_small, within
from matcher.solve.search.sums import most_in_groups


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KeptNode:
    """What the levels above points reach when some mentors are decided to lead a group and some not to."""

    value: tuple[int, ...]
    low: IntArray
    high: IntArray
    load: IntArray
    short: IntArray
    kept: Kept


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KeptLeaders:
    """What was found of the levels above points.

    Parameters
    ----------
    best
        None where nothing was found.
    proved
        Whether nothing reaches more; without a best one, whether there is none at all.
    """

    best: KeptNode | None
    proved: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KeptSearch:
    """A search for the leaders with whom the levels above points reach most.

    Parameters
    ----------
    network
        With the bounds of mentors that hold whoever leads.
    needed
        How many earlier pairs must stay.
    people
        Of each class, and further pairs: what cannot be exceeded, neither one after another nor together.
    """

    board: Board
    network: Network
    needed: int
    people: IntArray

    def settle(self, offers: IntArray) -> KeptLeaders:
        """Find the best leaders; `offers` are offered from the start."""
        arcs, leaving = self.network.arcs, self.network.leaving
        root = self.evaluate(arcs.low[leaving], arcs.high[leaving], offers, Reach(people=self.people))
        if root is None:
            return KeptLeaders(best=None, proved=True)
        leading = Leading(
            least=least_of(self.board),
            evaluate=lambda low, high, above: self.evaluate(low, high, above.kept.offers, above.kept.reach),
            tell=lambda best: self.board.watcher.tell(
                Stage.PEOPLE, None if best is None else best.kept.pairs
            ),
        )
        first, none_exists = leading.dive(root), False
        if first is None:
            first, none_exists = self._from_first(root)
        if none_exists:
            return KeptLeaders(best=None, proved=True)
        best, beyond = leading.search(root, first, nodes_allowed(self.board.asked.effort))
        return KeptLeaders(best=best, proved=beyond is None)

    def evaluate(self, low: IntArray, high: IntArray, offers: IntArray, reach: Reach) -> KeptNode | None:
        """Return what is reached within these bounds of mentors, or None when nothing is.

        Parameters
        ----------
        reach
            What cannot be exceeded within these bounds.
        """
        people = self._in_groups(low, high, reach.people)
        if people is None:
            return None
        network = within(self.network, low, high)
        # A flow that leaves some group too small is no assignment to keep.
        board = replace(self.board, watcher=UNWATCHED)
        out_of_reach, offers = reach_within(board, network, offers)
        if out_of_reach is not None:
            return None
        kept = keep_enough(board, network, offers, self.needed, reach.of_people(people))
        if kept is None:
            return None
        kept = gather(kept, self.needed, least_of(board))
        load = loads(board, kept.pairs)
        worst = () if kept.reach.worst is None else (kept.reach.worst,)
        return KeptNode(
            value=(*kept.reach.people.tolist(), *worst),
            low=low,
            high=high,
            load=load,
            short=too_small(load, least_of(board)),
            kept=kept,
        )

    def _in_groups(self, low: IntArray, high: IntArray, people: IntArray) -> IntArray | None:
        """Return how many people whole groups can have at most; None where no number that there can be suits them."""
        if not len(people):
            return people
        most = int(people[0]) if len(people) == 1 else int(self.people.sum())
        together = most_in_groups(low, high, least_of(self.board), most)
        if together is None:
            return None
        # First classes are filled first, as far as all pairs together go.
        before = np.cumsum(people) - people
        left: IntArray = np.maximum(together - before, 0)
        return np.minimum(left, people)

    def _from_first(self, root: KeptNode) -> tuple[KeptNode | None, bool]:
        """Return what the leaders of any choice reach, or None and whether there is no choice."""
        pairs, none_exists = first_choice(self.board)
        if pairs is None:
            return None, none_exists
        leads = loads(self.board, pairs) > 0
        low = np.where(leads, np.maximum(root.low, least_of(self.board)), root.low)
        high = np.where(leads, root.high, 0)
        return self.evaluate(low, high, np.union1d(root.kept.offers, pairs), root.kept.reach), False
