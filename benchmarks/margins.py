"""Deciding otherwise: what parting each chosen pair would cost, all at once, and some of them by solving again."""

import time
from dataclasses import replace

import numpy as np

from matcher import Cost, Problem, Purpose, Solution, alternatives, margins, solve

SHAPES = {
    "points from 0 to 10 000": lambda draw, n: Problem(draw.integers(0, 10_001, (n, n))),
    "five distinct points": lambda draw, n: Problem(draw.integers(0, 5, (n, n))),
    "mentors who take three": lambda draw, n: Problem(draw.integers(0, 10_001, (n, n // 2)), upper=3),
    "two mentors each, two classes": lambda draw, n: Problem(
        draw.integers(0, 10_001, (n, n)), upper=2, demand=2, priority=np.arange(n) % 2
    ),
}
NEAR = 100
"""Points that an alternative may cost."""
AGAIN = 10
"""Pairs that are parted by solving again."""


def run(smoke: bool) -> list[dict[str, object]]:
    sizes = (30,) if smoke else (100, 1000)
    return [_row(shape, size) for size in sizes for shape in SHAPES]


def _row(shape: str, size: int) -> dict[str, object]:
    problem = SHAPES[shape](np.random.default_rng(size), size)
    solution = solve(problem)
    before = time.process_time()
    costs = margins(problem, solution)
    told = time.process_time()
    near = alternatives(problem, solution, NEAR)
    listed = time.process_time()
    some = np.linspace(0, len(costs) - 1, AGAIN).astype(int).tolist()
    agreed = sum(_is_so(problem, solution, solution.pairs[k], costs[k]) for k in some)
    return {
        "mentees": size,
        "shape": shape,
        "pairs": len(costs),
        "margins, processor s": f"{told - before:.2f}",
        f"alternatives of at most {NEAR} points": len(near),
        "alternatives, processor s": f"{listed - told:.2f}",
        "as solving again": f"{agreed} of {AGAIN}",
    }


def _is_so(problem: Problem, solution: Solution, pair: tuple[int, int], cost: Cost | None) -> bool:
    """Tell whether solving again without the pair costs as much."""
    assert solution.asked.purpose is Purpose.MOST_MATCHED
    other = solve(replace(problem, forbidden=[pair]))
    if cost is None or other.objective is None or solution.objective is None:
        return cost is None and other.objective is None
    people = len({i for i, _ in solution.pairs}) - len({i for i, _ in other.pairs})
    pairs = len(solution.pairs) - len(other.pairs)
    return (cost.people, cost.pairs, cost.points) == (people, pairs, solution.objective - other.objective)
