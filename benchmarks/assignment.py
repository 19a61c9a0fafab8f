"""Published assignment problems (OR-Library): the optimum found, and how long it took. Needs ``--instances DIR``."""

import gzip
import json
import time
from pathlib import Path

import numpy as np

from matcher import Problem, Proof, Purpose, solve, verify


def run(smoke: bool, instances: Path | None = None) -> list[dict[str, object]]:
    folder = None if instances is None else instances / "lap-orlib"
    if folder is None or not folder.is_dir():
        return [
            {"instance": "none", "note": "give --instances DIR with DIR/lap-orlib/*.txt.gz and answers.json"}
        ]
    known = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
    names = [name for name, answer in known.items() if (folder / f"{name}.txt.gz").is_file()]
    return [_row(folder, name, known[name]["objective"]) for name in (names[:1] if smoke else names)]


def _row(folder: Path, name: str, best: int) -> dict[str, object]:
    problem, most = read_problem(gzip.decompress((folder / f"{name}.txt.gz").read_bytes()).decode())
    start = time.perf_counter()
    solution = solve(problem, Purpose.MOST_MATCHED)
    seconds = time.perf_counter() - start
    cost = most * len(solution.pairs) - (solution.objective or 0)
    return {
        "instance": name,
        "people a side": problem.shape[0],
        "cost": cost,
        "published": best,
        "equal": "yes" if cost == best else "NO",
        "proved": "yes" if solution.proof is Proof.DUALS and not verify(problem, solution) else "NO",
        "seconds": f"{seconds:.2f}",
    }


def read_problem(text: str) -> tuple[Problem, int]:
    """Return costs as points below a greatest one, dense or as ``i j cost`` triples, and that greatest cost."""
    numbers = np.array(text.split(), dtype=np.int64)
    n, rest = int(numbers[0]), numbers[1:]
    if len(rest) == n * n:
        costs = rest.reshape(n, n)
        return Problem(costs.max() - costs), int(costs.max())
    i, j, cost = rest.reshape(-1, 3).T
    points, allowed = np.zeros((n, n), dtype=np.int64), np.zeros((n, n), dtype=np.bool_)
    points[i - 1, j - 1] = cost.max() - cost
    allowed[i - 1, j - 1] = True
    return Problem(points, allowed=allowed), int(cost.max())
