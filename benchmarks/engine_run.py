"""One solver on one problem in a process of its own: ``python -m benchmarks.engine_run SOLVER SHAPE N`` prints JSON.

Everything is loaded and compiled, and every solver warmed up with 60 people a side, before the clock starts; memory is
the peak above what that had taken.
"""

import json
import sys
import time
from collections.abc import Callable

import numpy as np

from benchmarks.engine_instances import SHAPES
from benchmarks.process import own_peak
from matcher import Problem, Purpose, solve
from matcher.problem import dense_allowed, dense_points

Answer = tuple[int, dict[str, object]]

FORBIDDEN = 1 << 20
"""What peers are told a forbidden pair costs: they know no other way."""


def ours(problem: Problem) -> Answer:
    """Features to the canonical optimum with its certificate."""
    solution = solve(problem)
    assert solution.objective is not None
    told = {"status": solution.status.value, "proof": solution.proof.value, "canonical": solution.canonical}
    return solution.objective, told


def product(problem: Problem) -> Answer:
    """Compute the points of all pairs by blocks, as floats, and nothing else."""
    left, right = (np.asarray(part, dtype=np.float32) for part in _features(problem))
    columns = np.ascontiguousarray(right.T)
    block = np.empty((256, len(right)), dtype=np.float32)
    for first in range(0, len(left), 256):
        rows = left[first : first + 256]
        np.matmul(rows, columns, out=block[: len(rows)])
    return 0, {}


def _features(problem: Problem) -> tuple[np.ndarray, np.ndarray]:
    return problem.points.mentee_features, problem.points.mentor_features


def lapx(problem: Problem) -> Answer:
    """`lapx` on the dense matrix of costs."""
    import lap

    points = _dense(problem)
    _, column, _ = lap.lapjv((points.max() - points).astype(np.float64), extend_cost=True)
    chosen = column >= 0
    return int(points[np.flatnonzero(chosen), column[chosen]].sum()), {}


def scipy(problem: Problem) -> Answer:
    """`scipy.optimize.linear_sum_assignment` on the dense matrix."""
    from scipy.optimize import linear_sum_assignment

    points = _dense(problem)
    rows, columns = linear_sum_assignment(points, maximize=True)
    return int(points[rows, columns].sum()), {}


def ortools(problem: Problem) -> Answer:
    """OR-tools' linear assignment on all pairs."""
    from ortools.graph.python.linear_sum_assignment import SimpleLinearSumAssignment

    points = _dense(problem).astype(np.int64)
    n, m = points.shape
    solver = SimpleLinearSumAssignment()
    solver.add_arcs_with_cost(
        np.repeat(np.arange(n), m).astype(np.int32),
        np.tile(np.arange(m), n).astype(np.int32),
        -points.ravel(),
    )
    assert solver.solve() == solver.OPTIMAL
    return -solver.optimal_cost(), {}


def munkres(problem: Problem) -> Answer:
    """`munkres` on the dense matrix of costs, as lists."""
    from munkres import Munkres

    points = _dense(problem).astype(np.int64)
    chosen = Munkres().compute((points.max() - points).tolist())
    return sum(int(points[i, j]) for i, j in chosen), {}


def _dense(problem: Problem) -> np.ndarray:
    """Return the points as a peer gets them: every place of a mentor a column of its own, forbidden pairs very bad."""
    left, right = (np.asarray(part, dtype=np.float32) for part in _features(problem))
    points = left @ right.T if problem.points.exceptions is None else dense_points(problem)
    if problem.allowed is not None:
        points = np.where(dense_allowed(problem), points, -FORBIDDEN)
    return np.repeat(points, int(problem.per_mentor(problem.upper).max()), axis=1)


SOLVERS: dict[str, Callable[[Problem], Answer]] = {
    "matcher": ours,
    "lapx": lapx,
    "scipy": scipy,
    "ortools": ortools,
    "munkres": munkres,
    "product": product,
}


def main() -> None:
    name, shape, size = sys.argv[1], sys.argv[2], int(sys.argv[3])
    make, way = SHAPES[shape], SOLVERS[name]
    way(make(min(size, 60)))
    if name == "matcher" and size > 1000:
        way(make(1600))  # loads what is compiled
        solve(SHAPES["scarce"](1600), Purpose.MOST_MATCHED)
    problem = make(size)
    before, start = own_peak(), time.perf_counter()
    objective, told = way(problem)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "mb": own_peak() - before, "objective": objective, **told}))


if __name__ == "__main__":
    main()
