"""What two choices of pairs differ in: people, pairs, points and the levels between them, and who moves."""

from collections.abc import Iterable
from itertools import zip_longest

import numpy as np

from matcher.problem import Problem
from matcher.solution import Cost, Solution
from questionnaires.programme import Purpose

Pairs = set[tuple[int, int]]


def cost_between(problem: Problem, solution: Solution, after: Pairs) -> Cost:
    """Return what is lost when other pairs take the place of those of a solution, and who moves."""
    before = set(solution.pairs)
    served = len({i for i, _ in before}) - len({i for i, _ in after})
    points = _points(problem, before - after) - _points(problem, after - before)
    classes = zip(_classes(problem, solution, before), _classes(problem, solution, after), strict=True)
    worst, raised = _worst(problem, solution, before), _worst(problem, solution, after)
    earlier = set(solution.asked.previous)
    return Cost(
        served,
        len(before) - len(after),
        points,
        _moves(before, after),
        classes=tuple(had - has for had, has in classes),
        kept=len(before & earlier) - len(after & earlier),
        worst=0 if worst is None or raised is None else worst - raised,
    )


def loses_no_level(problem: Problem, solution: Solution, cost: Cost) -> bool:
    """Tell whether classes, earlier pairs and the worst pair, the forced one counted with them, lose nothing."""
    before = set(solution.pairs)
    parted = {(mentee, left) for mentee, left, _ in cost.moves}
    formed = {(mentee, come) for mentee, _, come in cost.moves if come is not None}
    after = (before - parted) | formed
    return _quiet_levels(problem, solution, after) >= _quiet_levels(problem, solution, before)


def _quiet_levels(problem: Problem, solution: Solution, pairs: Pairs) -> list[int]:
    """Return the levels that are neither people, pairs nor points, in their order, the more the better."""
    levels = _classes(problem, solution, pairs)
    if solution.asked.max_changes is None:
        levels.append(len(pairs & set(solution.asked.previous)))
    return [*levels, _worst(problem, solution, pairs) or 0]


def _classes(problem: Problem, solution: Solution, pairs: Pairs) -> list[int]:
    """Return how many people of each priority class have a mentor, the highest first; nothing of a single class."""
    if solution.asked.purpose is Purpose.BEST_TOTAL or problem.priority is None:
        return []
    priority = problem.per_mentee(problem.priority)
    served, levels = priority[sorted({i for i, _ in pairs})], np.unique(priority)[::-1]
    return [int((served == level).sum()) for level in levels] if len(levels) > 1 else []


def _worst(problem: Problem, solution: Solution, pairs: Pairs) -> int | None:
    """Return the points of the worst unlocked pair where it was raised; None where there is none."""
    if not solution.asked.raise_worst:
        return None
    unlocked = pairs - {(int(i), int(j)) for i, j in problem.locked}
    return min((_points(problem, [pair]) for pair in unlocked), default=None)


def _points(problem: Problem, pairs: Iterable[tuple[int, int]]) -> int:
    return sum(int(problem.points_block(i, i + 1)[0, j]) for i, j in pairs)


def _moves(before: Pairs, after: Pairs) -> tuple[tuple[int, int | None, int | None], ...]:
    moves: list[tuple[int, int | None, int | None]] = []
    for mentee in sorted({i for i, _ in before ^ after}):
        left = sorted(j for i, j in before - after if i == mentee)
        come = sorted(j for i, j in after - before if i == mentee)
        moves += [(mentee, a, b) for a, b in zip_longest(left, come)]
    return tuple(moves)
