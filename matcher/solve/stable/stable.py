"""Stable pairs: nobody of either side would rather change for someone who would rather change too."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.arrays import BoolArray, IntArray
from matcher.faults.matrices import faults_of_ranks, shape_of_ranks
from matcher.faults.numbers import faults_of_vector
from matcher.faults.pairs import faults_of_ids, faults_of_pairs, faults_of_salt
from matcher.lot import LotSide, lots, person_keys
from matcher.solution import Proof, Solution, Status
from matcher.solve.stable.points import most_points
from matcher.solve.stable.proposing import Wishes, propose


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StableSolution:
    """Result of `solve_stable`.

    Parameters
    ----------
    pairs
        (mentee, mentor) indices, sorted.
    objective, bound
        Total points, and what no stable choice exceeds; None where points were not given or nothing is proved.
    status
        OPTIMAL when no stable choice has more points; FEASIBLE otherwise: stable and no more is claimed.
    unmatched
        Mentees without a mentor.
    blocking
        Pairs that block the choice, counted anew from the ranks: none.
    proposals
        How often a mentee asked a mentor: at most once for each pair.
    """

    pairs: tuple[tuple[int, int], ...]
    objective: int | None
    bound: int | None
    status: Status
    proof: Proof
    unmatched: tuple[int, ...]
    blocking: tuple[tuple[int, int], ...] = ()
    proposals: int = 0


def solve_stable(
    mentee_ranks: npt.ArrayLike,
    mentor_ranks: npt.ArrayLike,
    upper: int | npt.ArrayLike = 1,
    points: npt.ArrayLike | None = None,
    *,
    salt: bytes = b"",
    mentee_ids: Sequence[str] | None = None,
    mentor_ids: Sequence[str] | None = None,
) -> StableSolution:
    """Return a stable choice: no two people would both strictly rather have each other.

    Parameters
    ----------
    mentee_ranks, mentor_ranks
        (n_mentees, n_mentors) both: the place of the other in a person's list, 1 for the best; equal places are ties;
        0 is unacceptable.
    upper
        Most mentees of a mentor, one number or one per mentor.
    points
        (n_mentees, n_mentors): with strict ranks the stable choice of most points is returned; with ties points break
        them. Without points the choice is the best one for mentees, ties broken by lot.
    salt, mentee_ids, mentor_ids
        Decide what is drawn by lot; without ids the indices do.

    Raises
    ------
    ValueError
        Naming every fault of ranks, quotas, points and ids.

    References
    ----------
    .. [1] D. Gale and L. S. Shapley, "College admissions and the stability of marriage", 1962: deferred acceptance.
    .. [2] R. W. Irving, P. Leather and D. Gusfield, "An efficient algorithm for the «optimal» stable marriage", 1987:
       most points as a closed set of rotations of most weight.

    Examples
    --------
    >>> import matcher
    >>> matcher.solve_stable([[1, 2], [1, 2]], [[2, 1], [1, 2]]).pairs
    ((0, 1), (1, 0))
    """
    faults = faults_of_ranks(mentee_ranks, mentor_ranks, upper, points)
    faults += faults_of_salt(salt)
    if (shape := shape_of_ranks(mentee_ranks, mentor_ranks)) is not None:
        faults += faults_of_ids("mentee_ids", mentee_ids, shape[0])
        faults += faults_of_ids("mentor_ids", mentor_ids, shape[1])
    if faults:
        raise ValueError("\n".join(faults))
    n, m = np.shape(mentee_ranks)
    ranks = np.asarray(mentee_ranks, dtype=np.int64), np.asarray(mentor_ranks, dtype=np.int64)
    mentees = [str(i) for i in (range(n) if mentee_ids is None else mentee_ids)]
    mentors = [str(j) for j in (range(m) if mentor_ids is None else mentor_ids)]
    drawn = lots(
        person_keys(salt, LotSide.MENTEE, mentees)[:, None], person_keys(salt, LotSide.MENTOR, mentors)[None]
    )
    worth = None if points is None else np.asarray(points, dtype=np.int64)
    wishes = _break_ties(
        *ranks, drawn.reshape(n, m), worth, np.broadcast_to(np.asarray(upper, dtype=np.int64), (m,))
    )
    proposed, asked = propose(wishes)
    pairs, best = proposed, False
    if worth is not None and _strict(*ranks):
        pairs, best = most_points(wishes, worth, drawn.reshape(n, m)), True
    blocking = blocking_pairs(*ranks, pairs, upper)
    return _read_out(n, pairs, worth, best=best, blocking=blocking, proposals=asked)


def blocking_pairs(
    mentee_ranks: npt.ArrayLike,
    mentor_ranks: npt.ArrayLike,
    pairs: Iterable[tuple[int, int]] | Solution | StableSolution,
    upper: int | npt.ArrayLike = 1,
    *,
    demand: int | npt.ArrayLike = 1,
) -> tuple[tuple[int, int], ...]:
    """Return the acceptable pairs both of whose people would strictly rather have each other than what they have.

    A place left free, or held by someone unacceptable, is worth less than any acceptable person.

    Parameters
    ----------
    mentee_ranks, mentor_ranks, upper
        As for `solve_stable`.
    pairs
        Pairs of indices, or a solution of any mode: `solve` knows points and no ranks, so its pairs may block.
    demand
        Most mentors of a mentee, one number or one per mentee.

    Raises
    ------
    ValueError
        Naming every fault at once.

    Examples
    --------
    >>> import matcher
    >>> matcher.blocking_pairs([[1, 2], [1, 2]], [[2, 1], [1, 2]], [(0, 0), (1, 1)])
    ((1, 0),)
    """
    given = tuple(pairs.pairs if isinstance(pairs, Solution | StableSolution) else pairs)
    faults = faults_of_ranks(mentee_ranks, mentor_ranks, upper, None)
    if (shape := shape_of_ranks(mentee_ranks, mentor_ranks)) is not None:
        faults += faults_of_pairs("pairs", given, shape) + faults_of_vector("demand", demand, shape[0])
    if faults:
        raise ValueError("\n".join(faults))
    theirs, ours = np.asarray(mentee_ranks, dtype=np.int64), np.asarray(mentor_ranks, dtype=np.int64)
    formed = np.zeros(theirs.shape, dtype=np.bool_)
    for i, j in given:
        formed[i, j] = True
    mentees = _least_wanted(theirs, formed, demand)
    mentors = _least_wanted(ours.T, formed.T, upper)
    wanted = (theirs > 0) & (ours > 0) & ~formed & (theirs < mentees[:, None]) & (ours < mentors[None])
    return tuple((int(i), int(j)) for i, j in zip(*np.nonzero(wanted), strict=True))


def _least_wanted(ranks: IntArray, formed: BoolArray, most: int | npt.ArrayLike) -> IntArray:
    """Return the place below which a person gains: the worst held, or any when there is room."""
    places = np.broadcast_to(np.asarray(most, dtype=np.int64), (len(ranks),))
    any_place = np.iinfo(np.int64).max
    # Who is unacceptable may be held after all: other modes know nothing of ranks.
    worst = np.where(formed, np.where(ranks > 0, ranks, any_place), 0).max(axis=1, initial=0)
    least: IntArray = np.where(formed.sum(axis=1) < places, any_place, worst)
    least[places == 0] = 0
    return least


def _strict(theirs: IntArray, ours: IntArray) -> bool:
    """Tell whether nobody ranks two acceptable people alike."""
    both = (theirs > 0) & (ours > 0)
    rows = [row[mask] for row, mask in zip(theirs, both, strict=True)]
    columns = [row[mask] for row, mask in zip(ours.T, both.T, strict=True)]
    return all(len(np.unique(places)) == len(places) for places in (*rows, *columns))


def _break_ties(
    theirs: IntArray, ours: IntArray, drawn: IntArray, points: IntArray | None, upper: IntArray
) -> Wishes:
    acceptable = (theirs > 0) & (ours > 0)
    first = np.zeros_like(drawn) if points is None else -points
    mentee = np.lexsort((drawn, first, theirs), axis=1).argsort(axis=1)
    mentor = np.lexsort((drawn, first, ours), axis=0).argsort(axis=0)
    return Wishes(acceptable, mentee, mentor, upper)


def _read_out(
    n: int,
    pairs: list[tuple[int, int]],
    points: IntArray | None,
    *,
    best: bool,
    blocking: tuple[tuple[int, int], ...],
    proposals: int,
) -> StableSolution:
    served = {i for i, _ in pairs}
    objective = None if points is None else sum(int(points[pair]) for pair in pairs)
    return StableSolution(
        pairs=tuple(sorted(pairs)),
        objective=objective,
        bound=objective if best else None,
        status=Status.OPTIMAL if best else Status.FEASIBLE,
        proof=Proof.SOLVER if best else Proof.NONE,
        unmatched=tuple(i for i in range(n) if i not in served),
        blocking=blocking,
        proposals=proposals,
    )
