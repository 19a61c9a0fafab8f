"""Stable pairs: nobody of either side would rather change for someone who would rather change too."""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.faults import faults_of_ids, faults_of_ranks
from matcher.lot import LotSide, lots, person_keys
from matcher.problem import BoolArray, IntArray
from matcher.solution import Proof, Status
from matcher.solve.cpsat import run_model


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
    """

    pairs: tuple[tuple[int, int], ...]
    objective: int | None
    bound: int | None
    status: Status
    proof: Proof
    unmatched: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Wishes:
    """Ranks of both sides with ties broken: 0 is the best, and only acceptable pairs count."""

    acceptable: BoolArray
    mentee: IntArray
    mentor: IntArray
    upper: IntArray


def solve_stable(
    mentee_ranks: npt.ArrayLike,
    mentor_ranks: npt.ArrayLike,
    upper: int | npt.ArrayLike = 1,
    points: npt.ArrayLike | None = None,
    *,
    salt: bytes = b"",
    mentee_ids: Sequence[str] | None = None,
    mentor_ids: Sequence[str] | None = None,
    effort: float | None = None,
) -> StableSolution:
    """Return a stable choice.

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
    """
    faults = faults_of_ranks(mentee_ranks, mentor_ranks, upper, points)
    n, m = np.shape(mentee_ranks) if not faults else (0, 0)
    faults += (
        []
        if faults
        else faults_of_ids("mentee_ids", mentee_ids, n) + faults_of_ids("mentor_ids", mentor_ids, m)
    )
    if faults:
        raise ValueError("\n".join(faults))
    ranks = np.asarray(mentee_ranks, dtype=np.int64), np.asarray(mentor_ranks, dtype=np.int64)
    ids = mentee_ids or [str(i) for i in range(n)], mentor_ids or [str(j) for j in range(m)]
    drawn = lots(
        person_keys(salt, LotSide.MENTEE, ids[0])[:, None], person_keys(salt, LotSide.MENTOR, ids[1])[None]
    )
    worth = None if points is None else np.asarray(points, dtype=np.int64)
    wishes = _break_ties(
        *ranks, drawn.reshape(n, m), worth, np.broadcast_to(np.asarray(upper, dtype=np.int64), (m,))
    )
    proposed = _propose(wishes)
    if worth is None or not _strict(*ranks):
        return _read_out(n, proposed, worth)
    return _most_points(wishes, proposed, worth, drawn.reshape(n, m), effort)


def blocking_pairs(
    mentee_ranks: npt.ArrayLike,
    mentor_ranks: npt.ArrayLike,
    pairs: Iterable[tuple[int, int]],
    upper: int | npt.ArrayLike = 1,
) -> tuple[tuple[int, int], ...]:
    """Return the acceptable pairs both of whose people would strictly rather have each other than what they have.

    A place left free is worth less than any acceptable person.
    """
    theirs, ours = np.asarray(mentee_ranks, dtype=np.int64), np.asarray(mentor_ranks, dtype=np.int64)
    n, m = theirs.shape
    most = np.broadcast_to(np.asarray(upper, dtype=np.int64), (m,))
    last = np.iinfo(np.int64).max
    has, worst, load = np.full(n, last), np.zeros(m, dtype=np.int64), np.zeros(m, dtype=np.int64)
    formed = np.zeros((n, m), dtype=np.bool_)
    for i, j in pairs:
        formed[i, j] = True
        has[i] = min(has[i], theirs[i, j])
        worst[j] = max(worst[j], ours[i, j])
        load[j] += 1
    worst[load < most] = last
    worst[most == 0] = 0
    wanted = (theirs > 0) & (ours > 0) & ~formed & (theirs < has[:, None]) & (ours < worst[None])
    return tuple((int(i), int(j)) for i, j in zip(*np.nonzero(wanted), strict=True))


def _strict(theirs: IntArray, ours: IntArray) -> bool:
    """Tell whether nobody ranks two acceptable people alike."""
    both = (theirs > 0) & (ours > 0)
    rows = [row[mask] for row, mask in zip(theirs, both, strict=True)]
    columns = [row[mask] for row, mask in zip(ours.T, both.T, strict=True)]
    return all(len(np.unique(places)) == len(places) for places in (*rows, *columns))


def _break_ties(
    theirs: IntArray, ours: IntArray, drawn: IntArray, points: IntArray | None, upper: IntArray
) -> _Wishes:
    acceptable = (theirs > 0) & (ours > 0)
    first = np.zeros_like(drawn) if points is None else -points
    mentee = np.lexsort((drawn, first, theirs), axis=1).argsort(axis=1)
    mentor = np.lexsort((drawn, first, ours), axis=0).argsort(axis=0)
    return _Wishes(acceptable, mentee, mentor, upper)


def _propose(wishes: _Wishes) -> list[tuple[int, int]]:
    """Let mentees propose in the order of their lists; a mentor keeps the best so far."""
    lists = [
        [j for j in np.argsort(row) if ok[j]]
        for row, ok in zip(wishes.mentee, wishes.acceptable, strict=True)
    ]
    held: list[list[tuple[int, int]]] = [[] for _ in wishes.upper]
    waiting, asked = list(range(len(lists)))[::-1], [0] * len(lists)
    while waiting:
        i = waiting.pop()
        if asked[i] == len(lists[i]):
            continue
        j = int(lists[i][asked[i]])
        asked[i] += 1
        heapq.heappush(held[j], (-int(wishes.mentor[i, j]), i))
        if len(held[j]) > wishes.upper[j]:
            waiting.append(heapq.heappop(held[j])[1])
    return sorted((i, j) for j, mentees in enumerate(held) for _, i in mentees)


def _most_points(
    wishes: _Wishes, proposed: list[tuple[int, int]], points: IntArray, drawn: IntArray, effort: float | None
) -> StableSolution:
    """Return the stable choice of most points, then of the least sum of lots."""
    from ortools.sat.python import cp_model

    model, variables = build_stable_model(wishes)
    for pair, variable in variables.items():
        model.add_hint(variable, pair in set(proposed))
    total = sum(int(points[pair]) * variable for pair, variable in variables.items())
    model.maximize(total)
    solver, status = run_model(model, effort)
    if status != cp_model.OPTIMAL:
        return _read_out(len(points), proposed, points)
    model.add(total == round(solver.objective_value))
    model.minimize(sum(int(drawn[pair]) * variable for pair, variable in variables.items()))
    last, status = run_model(model, effort)
    solver = last if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else solver
    pairs = [pair for pair, variable in variables.items() if solver.value(variable)]
    return _read_out(len(points), pairs, points, best=True)


def build_stable_model(wishes: _Wishes) -> tuple[Any, dict[tuple[int, int], Any]]:
    """Return a model of all stable choices with a variable per acceptable pair."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    pairs = [(int(i), int(j)) for i, j in zip(*np.nonzero(wishes.acceptable), strict=True)]
    variables = {pair: model.new_bool_var("") for pair in pairs}
    # A mentee has one mentor at most, and a mentor as many mentees as the quota says.
    for i in range(len(wishes.mentee)):
        model.add(sum(variables[pair] for pair in pairs if pair[0] == i) <= 1)
    for j, most in enumerate(wishes.upper.tolist()):
        model.add(sum(variables[pair] for pair in pairs if pair[1] == j) <= most)
    # No pair blocks: the mentee is served as well or better, or the mentor is full of mentees liked better.
    for i, j in pairs:
        served = sum(
            variables[i, k] for a, k in pairs if a == i and wishes.mentee[i, k] <= wishes.mentee[i, j]
        )
        liked = sum(variables[k, j] for k, b in pairs if b == j and wishes.mentor[k, j] < wishes.mentor[i, j])
        most = int(wishes.upper[j])
        model.add(most * served + liked >= most)
    return model, variables


def _read_out(
    n: int, pairs: list[tuple[int, int]], points: IntArray | None, *, best: bool = False
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
    )
