"""The engine: features to the proven canonical optimum, beside dense solvers on the same data.

Shapes are those of `benchmarks.engine_instances`; each solver runs in a process of its own.
"""

import json
from typing import Any

from benchmarks.growth import PICTURE, draw_growth
from benchmarks.process import measure

SIZES = (500, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
HARD = (10_000, 20_000)
"""Sizes of the hard shapes, against the plain shape of the same size."""
PEERS = {"lapx": 20_000, "scipy": 5_000, "ortools": 2_000, "munkres": 500}
"""Most people a side that each peer is asked for: beyond, it takes minutes or does not fit."""


def run(smoke: bool) -> list[dict[str, object]]:
    from benchmarks.engine_instances import SHAPES

    plain = {size: _measured("plain", size) for size in ((60,) if smoke else SIZES)}
    rows = [_row("plain", size, found) for size, found in plain.items()]
    for shape in (shape for shape in SHAPES if shape != "plain"):
        rows += [_row(shape, size, _measured(shape, size)) for size in ((60,) if smoke else HARD)]
    if not smoke:
        PICTURE.write_text(draw_growth(_lines(plain, "seconds"), _lines(plain, "mb")), encoding="utf-8")
    return rows


def _measured(shape: str, size: int) -> dict[str, dict[str, Any]]:
    """Return what each solver told of a problem."""
    peers = [name for name, most in PEERS.items() if size <= most and shape == "plain"]
    return {name: _solve(name, shape, size) for name in ("matcher", "product", *peers)}


def _lines(plain: dict[int, dict[str, dict[str, Any]]], what: str) -> dict[str, list[tuple[float, float]]]:
    # Nothing is drawn where a solve stayed below what warming up had taken.
    return {
        name: [
            (size, found[name][what]) for size, found in plain.items() if name in found and found[name][what]
        ]
        for name in ("matcher", *PEERS)
    }


def _row(shape: str, size: int, found: dict[str, dict[str, Any]]) -> dict[str, object]:
    told, product = found["matcher"], found["product"]
    peers = {name: peer for name, peer in found.items() if name in PEERS}
    fastest = min(peers, key=lambda name: peers[name]["seconds"], default=None)
    for name, peer in peers.items():
        if peer["objective"] != told["objective"]:
            raise AssertionError(f"{name} found {peer['objective']} points, matcher {told['objective']}.")
    return {
        "shape": shape,
        "people a side": size,
        "seconds": f"{told['seconds']:.2f}",
        "MB": f"{told['mb']:.0f}",
        "said": f"{told['status']}, {told['proof']}, {'canonical' if told['canonical'] else 'not canonical'}",
        "fastest peer": f"{fastest} {peers[fastest]['seconds']:.2f} s, {peers[fastest]['mb']:.0f} MB"
        if fastest
        else "–",
        "ratio": f"{told['seconds'] / peers[fastest]['seconds']:.2f}" if fastest else "–",
        "products": f"{told['seconds'] / max(product['seconds'], 1e-9):.1f}",
    }


def _solve(name: str, shape: str, size: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        measure(["-m", "benchmarks.engine_run", name, shape, str(size)]).output
    )
    return found


def _told(name: str, peer: dict[str, Any]) -> str:
    return f"{name} {peer['seconds']:.2f} s, {peer['mb']:.0f} MB"
