"""Solutions that claim what they should not: ways to tamper with one."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from matcher import Problem
from matcher.solution import Solution

Claim = tuple[Problem, Solution]


def proved_problem() -> Problem:
    """Return a problem in which every level has something to say: classes, quotas, loads, ties, earlier pairs."""
    rng = np.random.default_rng(1)
    return Problem(
        rng.integers(1, 4, (12, 8)),
        upper=[2, 2, 2, 1, 1, 1, 1, 1],
        lower=[1, 0, 0, 1, 0, 0, 0, 0],
        demand=[2] + [1] * 11,
        allowed=rng.random((12, 8)) < 0.6,
        locked=[(5, 3)],
        priority=rng.integers(0, 2, 12),
        shared_upper=[([0, 1, 2], 4), ([0, 1], 3)],
        mentee_ids=[f"n{i}" for i in range(12)],
        mentor_ids=[f"m{j}" for j in range(8)],
    )


def rule(**changes: object) -> Callable[[Claim], Claim]:
    """Change the problem; a function is given the problem and the solution."""

    def tamper(claim: Claim) -> Claim:
        made = {name: value(*claim) if callable(value) else value for name, value in changes.items()}
        return replace(claim[0], **made), claim[1]

    return tamper


def said(**changes: object) -> Callable[[Claim], Claim]:
    """Change what the solution says."""

    def tamper(claim: Claim) -> Claim:
        made = {name: value(claim[1]) if callable(value) else value for name, value in changes.items()}
        return claim[0], replace(claim[1], **made)

    return tamper


def asked(**changes: object) -> Callable[[Claim], Claim]:
    """Change what is said to have been asked."""
    return lambda claim: (claim[0], replace(claim[1], asked=replace(claim[1].asked, **changes)))


def price(name: str, change: Callable[[np.ndarray], object]) -> Callable[[Claim], Claim]:
    """Change one array of the certificate."""

    def tamper(claim: Claim) -> Claim:
        changed = change(np.array(getattr(claim[1].certificate, name)))
        return claim[0], replace(claim[1], certificate=replace(claim[1].certificate, **{name: changed}))

    return tamper


def points_at(choose: Callable[[Problem, Solution], tuple[int, int]], add: int) -> Callable[..., np.ndarray]:
    def changed(problem: Problem, solution: Solution) -> np.ndarray:
        points = np.array(problem.points)
        points[choose(problem, solution)] += add
        return points

    return changed


def first_pair(problem: Problem, solution: Solution) -> tuple[int, int]:
    return next(pair for pair in solution.pairs if pair not in problem.locked)


def free_pair(problem: Problem, solution: Solution) -> tuple[int, int]:
    """Return a pair that may be formed and is not, of a mentee who has a mentor."""
    served = {i for i, _ in solution.pairs}
    cells = np.argwhere(np.asarray(problem.allowed)).tolist()
    return next((i, j) for i, j in cells if (i, j) not in solution.pairs and i in served)


def without_first(problem: Problem, solution: Solution) -> np.ndarray:
    allowed = np.array(problem.allowed)
    allowed[first_pair(problem, solution)] = False
    return allowed


def flipped(marks: tuple[bool, ...], k: int) -> tuple[bool, ...]:
    return (*marks[:k], not marks[k], *marks[k + 1 :])


def swapped(solution: Solution) -> tuple[tuple[int, int], ...]:
    pairs = list(solution.pairs)
    (a, x), (b, y) = next((p, q) for p in pairs for q in pairs if p[0] < q[0] and p[1] != q[1])
    return tuple(sorted([*(p for p in pairs if p not in ((a, x), (b, y))), (a, y), (b, x)]))


def raised(node: int, step: int) -> Callable[[np.ndarray], np.ndarray]:
    def change(prices: np.ndarray) -> np.ndarray:
        prices[..., node] += step
        return prices

    return change


FAR = 1 << 45
