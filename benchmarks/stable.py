"""Stable choices: complete lists drawn by a seed, and published records."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.stable_records import compare
from matcher import blocking_pairs, solve_stable

PEER = 50
"""Most people a side that `matching` is asked for: at 100 it copies its players beyond Python's limit of recursion."""


def run(smoke: bool, instances: Path | None = None) -> list[dict[str, object]]:
    sizes = (50,) if smoke else (50, 100, 300, 1000)
    records = [] if instances is None else list(_published(instances / "stable"))
    return [*(_drawn(size) for size in sizes), *(_of_most_points(size) for size in sizes), *records]


def _complete_lists(size: int) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(size)
    lists = np.tile(np.arange(1, size + 1), (size, 1))
    return draw.permuted(lists, axis=1), draw.permuted(lists, axis=1).T


def _drawn(size: int) -> dict[str, object]:
    theirs, ours = _complete_lists(size)
    before = time.perf_counter()
    found = solve_stable(theirs, ours)
    seconds = time.perf_counter() - before
    blocked = len(blocking_pairs(theirs, ours, found.pairs))
    peer = f"; {_peer(theirs, ours, found.pairs)}" if size <= PEER else ""
    return {
        "record": f"{size} x {size}, complete lists",
        "asked": "a stable choice, the best for mentees",
        "result": f"{blocked} blocking pairs, {seconds:.2f} s{peer}",
    }


def _peer(theirs: np.ndarray, ours: np.ndarray, pairs: Sequence[tuple[int, int]]) -> str:
    """Return how long `matching` takes for the same choice, its lists already made."""
    from matching.games import StableMarriage

    lists = (
        {i: order.tolist() for i, order in enumerate(ranks.argsort(axis=1))} for ranks in (theirs, ours.T)
    )
    game = StableMarriage.create_from_dictionaries(*lists)
    before = time.perf_counter()
    chosen = game.solve(optimal="suitor")
    seconds = time.perf_counter() - before
    same = {(i.name, j.name) for i, j in chosen.items()} == set(pairs)
    return f"matching {seconds:.2f} s, {'the same' if same else 'ANOTHER'} choice"


def _of_most_points(size: int) -> dict[str, object]:
    theirs, ours = _complete_lists(size)
    points = np.random.default_rng(size + 1).integers(0, 10_001, (size, size))
    plain = sum(int(points[pair]) for pair in solve_stable(theirs, ours).pairs)
    before = time.perf_counter()
    found = solve_stable(theirs, ours, points=points)
    seconds = time.perf_counter() - before
    return {
        "record": f"{size} x {size}, complete lists, points",
        "asked": "the stable choice of most points",
        "result": f"{found.status}, {len(found.blocking)} blocking pairs, {found.objective} points "
        f"(the best for mentees: {plain}), {seconds:.2f} s",
    }


def _published(folder: Path) -> Iterator[dict[str, object]]:
    for record, asked, result in compare(folder):
        yield {"record": record, "asked": asked, "result": result}
