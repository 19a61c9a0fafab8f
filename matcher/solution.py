"""What solving says: the pairs, what is proved of them, and with which proof."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from questionnaires.programme import Purpose


class Status(StrEnum):
    """How far solving came."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    """Shown: no assignment keeps all conditions."""
    UNKNOWN = "unknown"
    """The effort ended before an assignment was found, and before it was shown that none exists."""


class Proof(StrEnum):
    """What shows that nothing better exists; no more is claimed than that."""

    DUALS = "duals"
    """A certificate that `matcher.verify` checks without the solver."""
    SOLVER = "solver"
    """CP-SAT's own bound."""
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked of a problem: everything besides the problem that decides the answer.

    Parameters
    ----------
    floor
        Pairs with fewer points are forbidden; locked ones are exempt.
    raise_worst
        Lift the worst unlocked pair before the total.
    previous
        Pairs that existed before; those no longer possible are ignored.
    max_changes
        None: as many of `previous` as possible stay, before points. A number: at most so many of them end.
    salt
        Decides equal choices; fixed before answers are read.
    effort
        Deterministic amount of work for CP-SAT; None for the default.
    """

    purpose: Purpose = Purpose.MOST_MATCHED
    floor: int = 0
    raise_worst: bool = False
    previous: tuple[tuple[int, int], ...] = ()
    max_changes: int | None = None
    salt: bytes = b""
    effort: float | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """What a change would cost: people served, pairs and points lost, in this order of weight, and who moves.

    Each number is what there was before less what there is after. The first that is not 0 is positive under
    `MOST_MATCHED` where nothing but the three is asked for (an optimum cannot be bettered); those after it may have
    either sign: to serve one person less may bring more pairs or points. Priority classes, earlier pairs and the worst
    pair stand among these levels with the numbers of `classes`, `kept` and `worst`, so that with them even the first
    may be negative; under `BEST_TOTAL` points come before pairs, and people follow from both.

    Parameters
    ----------
    moves
        ((mentee, mentor before or None, mentor after or None), ...) for every mentee whose mentor changes.
    proved
        Whether both choices compared are proved to be best; otherwise the cost is only what was found.
    classes
        People of each priority class who lose their mentor, the highest class first; empty where there is one class.
    kept
        Earlier pairs lost.
    worst
        Points that the worst unlocked pair loses, where it was raised.
    """

    people: int
    pairs: int
    points: int
    moves: tuple[tuple[int, int | None, int | None], ...]
    proved: bool = True
    classes: tuple[int, ...] = ()
    kept: int = 0
    worst: int = 0


class EffortEnded(Exception):  # noqa: N818 - named for what happened
    """The effort ended before it was known whether a decision is possible at all."""


class ConflictKind(StrEnum):
    """Why no assignment exists."""

    LOCK_NOT_ALLOWED = "lock-not-allowed"
    """A locked pair that a rule forbids."""
    LOCKS_OVER_DEMAND = "locks-over-demand"
    """More locked mentors than the mentee may have."""
    LOCKS_OVER_UPPER = "locks-over-upper"
    """More locked mentees than the mentor takes."""
    LOCKS_OVER_SHARED = "locks-over-shared"
    """More locked mentees than one person takes in all forms."""
    LOWER_OVER_SHARED = "lower-over-shared"
    """Lower quotas of the forms of one person are more than the person takes."""
    LOWER_OUT_OF_REACH = "lower-out-of-reach"
    """Together these mentors must get more mentees than can reach them."""
    REQUIREMENTS = "requirements"
    """CP-SAT shows that these locks, quotas, group minima, loads or this bound on changes cannot hold together."""
    NONE_FOUND = "none-found"
    """CP-SAT shows that no assignment exists, and which requirements contradict each other was not found."""


class RequirementKind(StrEnum):
    """What can be lifted to make an assignment possible."""

    LOCK = "lock"
    """A locked pair (mentee, mentor)."""
    LOWER = "lower"
    """The lower quota of a mentor."""
    GROUP = "group"
    """The least size of a mentor's group."""
    SHARED = "shared"
    """A shared load, by its place in the problem."""
    CHANGES = "changes"
    """The bound on changes."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One of the things asked that can contradict each other; rules, prohibitions and upper quotas stand above.

    Parameters
    ----------
    of
        Indices of what it is about: (mentee, mentor), (mentor,), (place of the load,) or ().
    """

    kind: RequirementKind
    of: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lift:
    """A requirement to lift, with what can still be asked in its place.

    Parameters
    ----------
    reach
        The lower quota or size of a group that can still be reached, or the bound on the load or on changes that is
        enough; each after those before it in the repair. None for a lock, which is lifted whole.
    """

    requirement: Requirement
    reach: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One contradiction among rules, quotas and locks.

    Parameters
    ----------
    kind
        What contradicts what.
    mentees, mentors
        Indices of the people in the conflict.
    locks
        Locked pairs in the conflict.
    needed, possible
        How many mentees are needed and how many are possible at most.
    repair
        Cheapest repair: ((mentor, lower quota that can be reached), ...), or locks to lift as (mentee,
        mentor).
    requirements
        The smallest set of requirements that cannot hold together; empty when it was not sought.
    lifts
        The fewest requirements of the whole problem that make an assignment possible when lifted together. Of these and
        of the smallest sets: the one with fewest locks, and among equal ones that of the lot.
    proved
        Whether no smaller set and no shorter repair exists.
    """

    kind: ConflictKind
    mentees: tuple[int, ...] = ()
    mentors: tuple[int, ...] = ()
    locks: tuple[tuple[int, int], ...] = ()
    needed: int = 0
    possible: int = 0
    repair: tuple[tuple[int, int], ...] = ()
    requirements: tuple[Requirement, ...] = ()
    lifts: tuple[Lift, ...] = ()
    proved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solution:
    """Result of `matcher.solve`.

    Parameters
    ----------
    pairs
        (mentee, mentor) indices, sorted.
    certain
        In the order of `pairs`: whether the pair is in every optimum before the tie rule. None when not
        proved.
    objective
        Total points; None when infeasible.
    bound, gap
        Proven most points under the levels above them, and the relative distance of `objective` to it.
    unmatched
        Mentees without a mentor, in order.
    unmatched_certain
        In the order of `unmatched`: whether the person has no mentor in every optimum.
    conflicts
        When infeasible: what contradicts what, the smallest first.
    certificate
        `matcher.proof.certificate.Certificate` under DUALS.
    asked
        What was asked besides the problem.
    canonical
        Whether the pairs are proved to be the one choice of the tie rule.
    """

    pairs: tuple[tuple[int, int], ...]
    certain: tuple[bool, ...] | None
    objective: int | None
    bound: int | None
    gap: float | None
    status: Status
    proof: Proof
    unmatched: tuple[int, ...]
    unmatched_certain: tuple[bool, ...] | None
    conflicts: tuple[Conflict, ...] = ()
    certificate: Any = None
    asked: Asked = Asked()
    canonical: bool = False

    def __str__(self) -> str:
        return (
            f"{self.status}: {len(self.pairs)} pairs, {self.objective} points of at most {self.bound}, "
            f"{len(self.unmatched)} without a mentor, proof: {self.proof}"
        )
