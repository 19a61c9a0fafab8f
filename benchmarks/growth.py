"""How something grows with the number of people: panels side by side, both axes by powers of ten."""

import itertools
import math
from collections.abc import Mapping, Sequence

WIDTH, HEIGHT, EDGE = 460, 320, 48
COLOURS = ("#0b5cad", "#b3541e", "#3c7a3c", "#7a3c7a", "#555b66", "#a01f3c")
LABEL_HEIGHT = 13

Points = Sequence[tuple[float, float]]


def draw_growth(panels: Mapping[str, Mapping[str, Points]]) -> str:
    """Return an SVG picture: a panel for each title, in it a line for each name.

    An axis of powers of ten has no zero: whatever is less than a thousandth is drawn there.
    """
    parts = [_panel(title, lines, k * WIDTH) for k, (title, lines) in enumerate(panels.items())]
    width = len(parts) * WIDTH
    size = f'width="{width}" height="{HEIGHT}" viewBox="0 0 {width} {HEIGHT}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="12">'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>\n'
    )


def _panel(name: str, lines: Mapping[str, Points], left: int) -> str:
    lines = {title: points for title, points in lines.items() if points}
    every = [point for line in lines.values() for point in line]
    (x0, x1), (y0, y1) = (_range([point[axis] for point in every]) for axis in (0, 1))

    def at(point: tuple[float, float]) -> tuple[float, float]:
        x = left + EDGE + (math.log10(point[0]) - x0) / (x1 - x0) * (WIDTH - EDGE - 90)
        y = HEIGHT - EDGE - (math.log10(max(point[1], 1e-3)) - y0) / (y1 - y0) * (HEIGHT - 2 * EDGE)
        return round(x, 1), round(y, 1)

    ticks = [
        f'<text x="{at((x, 1))[0]}" y="{HEIGHT - EDGE + 18}" text-anchor="middle">{_short(x)}</text>'
        for x in sorted({point[0] for point in every})
    ]
    for k in range(math.ceil(y0), math.floor(y1) + 1):
        y = at((10**x0, 10.0**k))[1]
        ticks.append(
            f'<line x1="{left + EDGE}" x2="{left + WIDTH - 90}" y1="{y}" y2="{y}" stroke="#ddd"/>'
            f'<text x="{left + EDGE - 6}" y="{y + 4}" text-anchor="end">{10.0**k:g}</text>'
        )
    title = f'<text x="{left + EDGE}" y="24">{name}</text>'
    placed = {title: [at(point) for point in line] for title, line in lines.items()}
    heights = _apart({title: points[-1][1] for title, points in placed.items()})
    drawn = [
        _line(title, points, colour, heights[title])
        for (title, points), colour in zip(placed.items(), itertools.cycle(COLOURS), strict=False)
    ]
    return title + "".join(ticks) + "".join(drawn)


def _short(number: float) -> str:
    return f"{number / 1000:g}k" if number >= 1000 else f"{number:g}"


def _apart(wanted: Mapping[str, float]) -> dict[str, float]:
    """Return heights of labels near those wanted, no two so near that they could not be read."""
    heights: dict[str, float] = {}
    lowest = -math.inf
    for name, height in sorted(wanted.items(), key=lambda each: each[1]):
        lowest = heights[name] = max(height, lowest + LABEL_HEIGHT)
    return heights


def _line(name: str, points: Points, colour: str, height: float) -> str:
    path = " ".join(f"{x},{y}" for x, y in points)
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in points)
    label = f'<text x="{points[-1][0] + 6}" y="{height + 4}" fill="{colour}">{name}</text>'
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>{dots}{label}'


def _range(values: Sequence[float]) -> tuple[float, float]:
    low, high = (math.log10(max(value, 1e-3)) for value in (min(values), max(values)))
    return low - 0.15, high + 0.15
