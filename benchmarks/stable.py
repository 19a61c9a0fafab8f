"""Stable choices: complete lists drawn by a seed, and published records."""

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.stable_records import compare
from matcher import blocking_pairs, solve_stable


def run(smoke: bool, instances: Path | None = None) -> list[dict[str, object]]:
    sizes = (50,) if smoke else (100, 300, 1000)
    records = [] if instances is None else list(_published(instances / "stable"))
    return [*(_drawn(size) for size in sizes), *records]


def _drawn(size: int) -> dict[str, object]:
    draw = np.random.default_rng(size)
    theirs = draw.permuted(np.tile(np.arange(1, size + 1), (size, 1)), axis=1)
    ours = draw.permuted(np.tile(np.arange(1, size + 1), (size, 1)), axis=1).T
    before = time.perf_counter()
    found = solve_stable(theirs, ours)
    seconds = time.perf_counter() - before
    blocked = len(blocking_pairs(theirs, ours, found.pairs))
    return {
        "record": f"{size} x {size}, complete lists",
        "asked": "a stable choice, the best for mentees",
        "result": f"{blocked} blocking pairs, {seconds:.2f} s",
    }


def _published(folder: Path) -> Iterator[dict[str, object]]:
    for record, asked, result in compare(folder):
        yield {"record": record, "asked": asked, "result": result}
