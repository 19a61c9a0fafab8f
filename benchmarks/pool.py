"""Pairs inside one base: everybody could be with everybody, solved and proved.

What is compiled for many people is compiled, or loaded from disk, before the clock starts.
"""

import resource
import time

import numpy as np

from matcher import PoolProblem, solve_pool, verify_pool
from matcher.solve.pool.search import FEW

SHAPES = {
    "points from 0 to 20 000": lambda draw, n: draw.integers(0, 20_001, (n, n)),
    "five distinct points": lambda draw, n: draw.integers(0, 5, (n, n)),
    "twelve needs and offers": lambda draw, n: (
        700 * (draw.integers(0, 2, (n, 12)) @ draw.integers(0, 2, (12, n)))
    ),
}


def run(smoke: bool) -> list[dict[str, object]]:
    sizes = (40,) if smoke else (200, 800, 2000)
    if max(sizes) > FEW:
        _row("five distinct points", FEW + 1)
    return [_row(shape, size) for size in sizes for shape in SHAPES]


def _row(shape: str, size: int) -> dict[str, object]:
    half = np.triu(SHAPES[shape](np.random.default_rng(size), size), 1)
    problem = PoolProblem(half + half.T)
    before = time.perf_counter()
    found = solve_pool(problem)
    solved = time.perf_counter()
    violations = verify_pool(problem, found)
    checked = time.perf_counter()
    return {
        "people": size,
        "shape": shape,
        "solved, s": f"{solved - before:.2f}",
        "checked, s": f"{checked - solved:.2f}",
        "proof": f"{found.proof}, {len(violations)} violations",
        "peak MB so far": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
