"""The engine: features to the proven canonical optimum, beside dense solvers on the same data.

Shapes are those of `benchmarks.engine_instances`; each solver runs in a process of its own. What other shapes than the
plain one take is held against what the plain one takes the fastest peer, or one product of its features.
"""

import json
from pathlib import Path
from typing import Any

from benchmarks.growth import Points, draw_growth
from benchmarks.process import measure

SIZES = (500, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
HARD = (10_000, 20_000, 50_000, 100_000)
"""Sizes of the hard shapes, against the plain shape of the same size."""
PEERS = {"lapx": 20_000, "scipy": 5_000, "ortools": 2_000, "munkres": 500}
"""Most people a side that each peer is asked for: beyond, it takes minutes or does not fit."""
SHORT = 2_000
"""Up to so many people a side the best of three is taken."""
TARGETS = {2_000: 1.0, 5_000: 0.5, 10_000: 0.2, 20_000: 0.1}
"""What the time may be of the fastest peer's."""
PICTURE = Path(__file__).with_name("engine.svg")

Found = dict[str, dict[str, Any]]
"""What each solver told of a problem."""


def run(smoke: bool) -> list[dict[str, object]]:
    from benchmarks.engine_instances import SHAPES

    plain = {size: _measured("plain", size) for size in ((60,) if smoke else SIZES)}
    rows = [_row("plain", size, found, found) for size, found in plain.items()]
    for shape in (shape for shape in SHAPES if shape != "plain"):
        sizes = (60,) if smoke else HARD
        rows += [_row(shape, size, _measured(shape, size), plain[size]) for size in sizes]
    if not smoke:
        PICTURE.write_text(draw(plain), encoding="utf-8")
    return rows


def draw(plain: dict[int, Found]) -> str:
    """Return the picture of the plain shape by size."""
    ratios = [(size, _ratio(found, found)) for size, found in plain.items() if _fastest(found)]
    return draw_growth(
        {
            "seconds by people a side": _lines(plain, "seconds"),
            "MB by people a side": _lines(plain, "mb"),
            "seconds of the fastest peer's, by people a side": {
                "matcher": ratios,
                "target": [*TARGETS.items()],
            },
        }
    )


def _measured(shape: str, size: int) -> Found:
    beside = ["product", *(name for name, most in PEERS.items() if size <= most)] if shape == "plain" else []
    return {name: _solve(name, shape, size) for name in ("matcher", *beside)}


def _lines(plain: dict[int, Found], what: str) -> dict[str, Points]:
    # Nothing is drawn where a solve stayed below what warming up had taken.
    return {
        name: [
            (size, found[name][what]) for size, found in plain.items() if name in found and found[name][what]
        ]
        for name in ("matcher", *PEERS)
    }


def _fastest(found: Found) -> str | None:
    peers = [name for name in found if name in PEERS]
    return min(peers, key=lambda name: float(found[name]["seconds"]), default=None)


def _ratio(found: Found, plain: Found) -> float:
    return float(found["matcher"]["seconds"] / plain[_fastest(plain) or "matcher"]["seconds"])


def _row(shape: str, size: int, found: Found, plain: Found) -> dict[str, object]:
    told, product, fastest = found["matcher"], plain["product"], _fastest(plain)
    for name in (name for name in found if name in PEERS):
        if found[name]["objective"] != told["objective"]:
            raise AssertionError(
                f"{name} found {found[name]['objective']} points, matcher {told['objective']}."
            )
    return {
        "shape": shape,
        "people a side": size,
        "seconds": _seconds(told),
        "MB": f"{told['mb']:.0f}",
        "said": f"{told['status']}, {told['proof']}, {'canonical' if told['canonical'] else 'not canonical'}",
        "fastest peer, plain": _told(fastest, plain[fastest]) if fastest else "–",
        "ratio": f"{_ratio(found, plain):.2f}" if fastest else "–",
        "products, plain": f"{told['seconds'] / max(product['seconds'], 1e-9):.1f}",
    }


def _solve(name: str, shape: str, size: int) -> dict[str, Any]:
    times = 3 if size <= SHORT else 1
    return min((_once(name, shape, size) for _ in range(times)), key=lambda found: float(found["seconds"]))


def _once(name: str, shape: str, size: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        measure(["-m", "benchmarks.engine_run", name, shape, str(size)]).output
    )
    return found


def _told(name: str, peer: dict[str, Any]) -> str:
    return f"{name} {_seconds(peer)} s, {peer['mb']:.0f} MB"


def _seconds(found: dict[str, Any]) -> str:
    return f"{found['seconds']:.{3 if found['seconds'] < 0.1 else 2}f}"
