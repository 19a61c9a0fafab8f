"""Local search for groups: the best exchange of two people or move of one, with a memory of what was just undone.

It begins with the best groupings of `group_annealing`. Broken conditions cost more than all points together, so a
grouping that keeps them always wins. Everything is drawn from a fixed seed and counted in steps, so the same problem
gives the same groups.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.problem import IntArray
from matcher.solve.groups.annealing import anneal
from matcher.solve.groups.problem import GroupProblem, broken, category_counts, category_labels, worth

STEPS = 12_000
"""Exchanges made by default from all beginnings together, for 60 people; fewer where a step costs more."""
PATIENCE = 250
"""Steps without a better grouping before it is shaken."""
BEGINNINGS = 5
"""Annealed groupings that are improved."""
VECTORS = 4
"""Choices of sizes with most pairs that are begun with."""
MOST_ANNEALED = 2_000
"""With more people there is no annealing."""
BARRED = np.iinfo(np.int64).min // 4


@dataclass(slots=True, eq=False)
class _State:
    """A grouping with what each person would gain in each group.

    `meeting` is what two people lose of their gains when they change places; all, if they are in one group.
    """

    problem: GroupProblem
    pull: IntArray
    led: IntArray
    fine: int
    labels: IntArray
    sizes: IntArray
    group_of: IntArray
    sums: IntArray
    meeting: IntArray

    def value(self) -> int:
        """Return points minus the fines of broken conditions; sizes are always kept."""
        same = self.group_of[:, None] == self.group_of[None]
        lone = int((category_counts(self.problem, self.group_of) == 1).sum())
        led = int(self.led[np.arange(len(self.group_of)), self.group_of].sum())
        return int(self.pull[same].sum()) // 2 + led - self.fine * lone


def search_groups(problem: GroupProblem, starts: Sequence[IntArray], effort: float | None) -> list[IntArray]:
    """Return groupings found from starts of right sizes that keep all conditions, the best first."""
    if not starts:
        return []
    work = 1.0 if effort is None else effort / 20
    beginnings = list(starts)
    if len(problem.sizes) > 1 and 1 < problem.people <= MOST_ANNEALED:
        beginnings = _annealed(problem, starts, work)[: BEGINNINGS - 1] + beginnings[:1]
    share = min(1.0, (60 / max(1, problem.people)) ** 0.7) / max(1, len(beginnings))
    steps = int(STEPS * share * work) + 50
    found = [_improve(_open(problem, start), steps if problem.people > 1 else 0) for start in beginnings]
    kept = [group_of for group_of in found if broken(problem, group_of) == 0]
    return sorted(kept, key=lambda group_of: (-worth(problem, group_of), group_of.tolist()))


def _annealed(problem: GroupProblem, starts: Sequence[IntArray], work: float) -> list[IntArray]:
    cohesion, led = problem.matrices()
    # Here conditions cost much, but not everything: groupings can pass through broken ones.
    pull = _fined(problem, 4 * int(cohesion.std() * np.sqrt(problem.people / len(problem.sizes))) + 1)
    sizes = np.array(problem.sizes, dtype=np.int64).reshape(-1, 2)
    return anneal(pull, led, sizes, starts, work * min(1.0, (240 / problem.people) ** 2))


def _fined(problem: GroupProblem, fine: int) -> IntArray:
    """Return the cohesion with a fine for being apart, or together, against a condition."""
    pull, _ = problem.matrices()
    for pairs, sign in ((problem.together, 1), (problem.apart, -1)):
        for i, j in pairs:
            pull[i, j] = pull[j, i] = pull[i, j] + sign * fine
    return pull


def _improve(state: _State, steps: int) -> IntArray:
    """Return the best grouping of so many steps."""
    rng = np.random.default_rng(0)
    best, best_value = state.group_of.copy(), state.value()
    value, idle = best_value, 0
    tabu = np.full(state.sums.shape, -1, dtype=np.int64)
    for step in range(steps):
        value += _step(state, tabu, step, rng, best_value - value)
        idle += 1
        if value > best_value:
            best, best_value, idle = state.group_of.copy(), value, 0
        elif idle >= PATIENCE:
            _shake(state, best, rng)
            value, idle = state.value(), 0
            tabu[:] = -1
    return best


def first_groupings(problem: GroupProblem) -> list[IntArray]:
    """Return groupings of the right sizes: those with most pairs, and one as even as may be; or none."""
    least = np.array([low for low, _ in problem.sizes], dtype=np.int64)
    most = np.array([high for _, high in problem.sizes], dtype=np.int64)
    spare = problem.people - int(least.sum())
    if spare < 0 or problem.people > int(most.sum()):
        return []
    even = least.copy()
    for _ in range(spare):
        room = np.flatnonzero(even < most)
        even[room[np.argmin(even[room])]] += 1
    counts = dict.fromkeys([*_size_vectors(problem), tuple(even.tolist())])
    return [np.repeat(np.arange(len(count)), count) for count in counts]


def _size_vectors(problem: GroupProblem) -> list[tuple[int, ...]]:
    """Return the choices of sizes with most pairs; groups of one range, without mentors, count once."""
    order = sorted(range(len(problem.sizes)), key=lambda g: (tuple(problem.sizes[g]), g))
    reached: dict[int, list[tuple[int, tuple[int, ...]]]] = {0: [(0, ())]}
    for place, g in enumerate(order):
        low, high = problem.sizes[g]
        alike = (
            place and problem.mentor_points is None and problem.sizes[order[place - 1]] == problem.sizes[g]
        )
        grown: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
        for placed, choices in reached.items():
            for pairs, count in choices:
                top = min(high, problem.people - placed, count[-1] if alike else high)
                for size in range(low, top + 1):
                    choice = (pairs + size * (size - 1) // 2, (*count, size))
                    grown.setdefault(placed + size, []).append(choice)
        reached = {placed: sorted(choices, reverse=True)[:VECTORS] for placed, choices in grown.items()}
    back = np.argsort(order).tolist()
    return [tuple(count[k] for k in back) for _, count in reached.get(problem.people, [])]


def _open(problem: GroupProblem, group_of: IntArray) -> _State:
    cohesion, led = problem.matrices()
    fine = int(cohesion.sum()) // 2 + int(led.max(axis=1, initial=0).sum()) + 1
    pull = _fined(problem, fine)
    sizes = np.array(problem.sizes, dtype=np.int64).reshape(-1, 2)
    state = _State(problem, pull, led, fine, category_labels(problem), sizes, group_of.copy(), led, pull)
    _recount(state)
    return state


def _recount(state: _State) -> None:
    member = np.eye(len(state.sizes), dtype=np.int64)[state.group_of]
    state.sums = state.pull @ member + state.led
    state.meeting = 2 * state.pull - BARRED * (state.group_of[:, None] == state.group_of[None])


def _step(state: _State, tabu: IntArray, step: int, rng: np.random.Generator, wanted: int) -> int:
    """Make the best exchange or move that is not forbidden and return its gain."""
    swap, move = _swap_gains(state), _move_gains(state)
    if max(int(swap.max()), int(move.max(initial=BARRED))) <= wanted:
        # A person does not return to a group just left, unless that gives the best grouping so far.
        barred = tabu[:, state.group_of] >= step
        swap[barred | barred.T] = BARRED
        move[tabu >= step] = BARRED
    i, j = divmod(int(swap.argmax()), len(swap))
    k, g = divmod(int(move.argmax()), move.shape[1])
    gain = max(int(swap[i, j]), int(move[k, g]))
    if gain <= BARRED // 2:
        return 0
    tenure = step + 4 + int(rng.integers(0, 8))
    if swap[i, j] >= move[k, g]:
        a, b = int(state.group_of[i]), int(state.group_of[j])
        tabu[i, a] = tabu[j, b] = tenure
        _place(state, i, b)
        _place(state, j, a)
    else:
        tabu[k, int(state.group_of[k])] = tenure
        _place(state, k, g)
    return gain


def _place(state: _State, person: int, group: int) -> None:
    state.sums[:, state.group_of[person]] -= state.pull[:, person]
    state.sums[:, group] += state.pull[:, person]
    state.group_of[person] = group
    met = 2 * state.pull[person] - BARRED * (state.group_of == group)
    state.meeting[person] = state.meeting[:, person] = met


def _swap_gains(state: _State) -> IntArray:
    """Return (n, n): the gain of exchanging two people; nothing within one group."""
    group_of, sums = state.group_of, state.sums
    to = sums[:, group_of]
    to -= sums[np.arange(len(group_of)), group_of][:, None]
    gains: IntArray = to + to.T
    gains -= state.meeting
    if (state.labels >= 0).any():
        gains -= state.fine * _lone_by_swap(state)
    return gains


def _move_gains(state: _State) -> IntArray:
    """Return (n, n_groups): the gain of moving one person where sizes allow it."""
    group_of, sums = state.group_of, state.sums
    count = np.bincount(group_of, minlength=len(state.sizes))
    leaves, takes = count[group_of] > state.sizes[group_of, 0], count < state.sizes[:, 1]
    if not (leaves.any() and takes.any()):
        return np.full(sums.shape, BARRED, dtype=np.int64)
    gains = sums - sums[np.arange(len(group_of)), group_of][:, None]
    if (state.labels >= 0).any():
        gains = gains - state.fine * _lone_by_move(state)
    gains[~(leaves[:, None] & takes[None])] = BARRED
    gains[np.arange(len(group_of)), group_of] = BARRED
    return gains


def _changes(state: _State) -> tuple[IntArray, IntArray]:
    """Return how many more people stand alone when a person leaves the own group, and when one enters a group."""
    counts = category_counts(state.problem, state.group_of)
    if not counts.shape[1]:
        return np.zeros(len(state.labels), dtype=np.int64), np.zeros(
            (len(state.labels), len(state.sizes)), dtype=np.int64
        )
    mine = np.where(state.labels >= 0, counts[state.group_of, state.labels], 9)
    there = np.where(state.labels[:, None] >= 0, counts[:, state.labels].T, 9)
    leaving = (mine == 2).astype(np.int64) - (mine == 1)
    entering = (there == 0).astype(np.int64) - (there == 1)
    return leaving, entering


def _lone_by_move(state: _State) -> IntArray:
    leaving, entering = _changes(state)
    return leaving[:, None] + entering


def _lone_by_swap(state: _State) -> IntArray:
    leaving, entering = _changes(state)
    into = entering[:, state.group_of]
    change = leaving[:, None] + leaving[None] + into + into.T
    change[state.labels[:, None] == state.labels[None]] = 0
    return change


def _shake(state: _State, best: IntArray, rng: np.random.Generator) -> None:
    """Go back to the best grouping and exchange a few people at random."""
    state.group_of = best.copy()
    for _ in range(max(2, len(best) // 12)):
        i, j = rng.integers(0, len(best), 2)
        state.group_of[[i, j]] = state.group_of[[j, i]]
    _recount(state)
