"""Pictures of counts as SVG that needs no browser engine, no installed font and no script.

Vega through vl-convert was tried: 0.6 s before the first picture, and the layout follows the widths of whatever fonts
the machine has, so two machines would give two files. These pictures are a few rectangles whose places are percentages
of the page: they fit a phone without shrinking their letters, and no text is measured, so the bytes are the same
everywhere. Each picture is drawn from the rows that its table shows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup, escape


class Look(StrEnum):
    """What a series means; the style sheet gives it a colour and, where it must stand out, a hatching."""

    MAIN = "main"
    SECOND = "second"
    MARKED = "marked"
    LACKING = "lacking"


class Shape(StrEnum):
    """How the rows of a chart are drawn."""

    BARS = "bars"
    """One group of horizontal bars per row."""
    COLUMNS = "columns"
    """One stacked column per row; rows are neighbouring intervals."""


@dataclass(frozen=True, slots=True)
class Series:
    """One column of numbers."""

    title: str
    look: Look


@dataclass(frozen=True, slots=True)
class Row:
    """One row of numbers, one per series; `edge` is written under the left edge of a column."""

    label: str
    values: tuple[int, ...]
    edge: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Numbers that are shown twice, as a picture and as a table.

    Parameters
    ----------
    title
        What is counted.
    meaning
        One sentence: what the eye should take from it; also read aloud instead of the picture.
    head
        Title of the column of labels.
    last_edge
        Written under the right edge of the last column.
    """

    title: str
    meaning: str
    head: str
    series: tuple[Series, ...]
    rows: tuple[Row, ...]
    shape: Shape = Shape.BARS
    last_edge: str = ""

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.values) != len(self.series):
                raise ValueError(
                    f"Row {row.label!r} has {len(row.values)} values; expected {len(self.series)}."
                )

    @property
    def picture(self) -> Markup:
        """The picture, as SVG to stand in a page."""
        return (_draw_columns if self.shape is Shape.COLUMNS else _draw_bars)(self)


LONGEST_LABEL, LONGEST_SIDE = 40, 17
"""Letters of a line that fit a phone: a label has two lines, a name beside the bands has one."""
LABEL, BAR, GAP = 19, 16, 12
"""Heights in a group of bars: a line of the label, one bar, the space below."""
WIDEST = 86.0
"""Percent of the width that the largest number takes; the rest is for the number itself."""


def _draw_bars(chart: Chart) -> Markup:
    most = max((max(row.values) for row in chart.rows), default=0) or 1
    drawn: list[str] = []
    top = 0
    for row in chart.rows:
        lines = _lines(row.label)
        drawn += _bar_group(chart, row, lines, top, most)
        top += LABEL * len(lines) + BAR * len(chart.series) + GAP
    return _svg(chart, top, drawn)


def _lines(label: str) -> list[str]:
    """Return a label in one or two lines."""
    if len(label) <= LONGEST_LABEL:
        return [label]
    first = label[: LONGEST_LABEL + 1].rpartition(" ")[0] or label[:LONGEST_LABEL]
    return [first, _clipped(label[len(first) :].lstrip(), LONGEST_LABEL)]


def _bar_group(chart: Chart, row: Row, lines: Sequence[str], top: int, most: int) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield _text("0", top + 14 + number * LABEL, line, "label")
    bars = top + LABEL * len(lines)
    for number, (series, value) in enumerate(zip(chart.series, row.values, strict=True)):
        y, width = bars + number * BAR, WIDEST * value / most
        yield f'<rect class="{series.look}" y="{y}" width="{_percent(width)}" height="{BAR - 3}" rx="2"/>'
        yield _text(_percent(width), y + 11, value, "number", ' dx="6"')


PLOT, HEADROOM, FOOT = 150, 20, 24
"""Heights of a column chart: the tallest column, the number above it, the edges below."""
LEFT, ACROSS = 3.0, 94.0
"""Percent: where the first column begins, and how much all of them take."""


def _draw_columns(chart: Chart) -> Markup:
    most = max((sum(row.values) for row in chart.rows), default=0) or 1
    each = ACROSS / max(len(chart.rows), 1)
    floor = HEADROOM + PLOT
    drawn = [f'<line class="axis" x1="{LEFT}%" x2="{LEFT + ACROSS}%" y1="{floor}.5" y2="{floor}.5"/>']
    for number, row in enumerate(chart.rows):
        left = LEFT + each * number
        drawn += _column(chart, row, left, each, most)
        drawn.append(_text(_percent(left), floor + 17, row.edge, "edge"))
    drawn.append(_text(_percent(LEFT + ACROSS), floor + 17, chart.last_edge, "edge"))
    return _svg(chart, floor + FOOT, drawn)


def _column(chart: Chart, row: Row, left: float, each: float, most: int) -> Iterator[str]:
    y = HEADROOM + PLOT
    for series, value in zip(chart.series, row.values, strict=True):
        # Half up in whole numbers: a float would be rounded to even and the column would miss its neighbour.
        height = (2 * PLOT * value + most) // (2 * most)
        y -= height
        if value:
            place = f'x="{_percent(left + each * 0.08)}" y="{y}" width="{_percent(each * 0.84)}" height="{height}"'
            yield f'<rect class="{series.look}" {place}/>'
    if any(row.values):
        yield _text(_percent(left + each / 2), y - 6, sum(row.values), "top")


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Counts of pairs between groups of two sides: a two-sided picture, and a table with a row per group.

    Parameters
    ----------
    rows, columns
        Names of the groups.
    counts
        One tuple per row, one number per column.
    """

    title: str
    meaning: str
    head: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    @property
    def most(self) -> int:
        """The largest count."""
        return max((count for row in self.counts for count in row), default=0)

    def shade(self, count: int) -> int:
        """Return how dark a cell is, 0 (empty) to 5."""
        return -(-5 * count // self.most) if count else 0

    @property
    def picture(self) -> Markup:
        """The two-sided picture: bands between groups, as thick as they have pairs."""
        return _draw_sides(self)


BAND_SPACE, LINE = 360, 24
"""Height all bands share, and the least height of a group, so that names do not touch."""


def _draw_sides(matrix: Matrix) -> Markup:
    total = sum(map(sum, matrix.counts)) or 1
    across = tuple(zip(*matrix.counts, strict=True)) if matrix.counts else ()
    left, left_height = _stack(matrix.counts, total)
    right, right_height = _stack(across, total)
    height = max(left_height, right_height)
    bands = _bands(matrix, left, right, total)
    middle = (
        f'<svg x="33%" width="34%" height="{height}" viewBox="0 0 100 {height}" preserveAspectRatio="none">'
    )
    drawn = [middle, *bands, "</svg>"]
    drawn += [
        _text("32%", y + 14, _clipped(name, LONGEST_SIDE), "side-left")
        for name, y in zip(matrix.rows, left, strict=True)
    ]
    drawn += [
        _text("68%", y + 14, _clipped(name, LONGEST_SIDE), "side-right")
        for name, y in zip(matrix.columns, right, strict=True)
    ]
    return _svg(matrix, height, drawn)


def _stack(counts: Sequence[Sequence[int]], total: int) -> tuple[list[int], int]:
    tops, y = [], 0
    for row in counts:
        tops.append(y)
        y += max(LINE, BAND_SPACE * sum(row) // total + 8)
    return tops, y


def _bands(matrix: Matrix, left: Sequence[int], right: Sequence[int], total: int) -> Iterator[str]:
    starts, ends = list(map(float, left)), list(map(float, right))
    for i, row in enumerate(matrix.counts):
        for j, count in enumerate(row):
            if not count:
                continue
            thick = max(1.5, BAND_SPACE * count / total)
            a, b = starts[i], ends[j]
            starts[i], ends[j] = a + thick, b + thick
            yield _band(a, b, thick, i % 4)


def _band(a: float, b: float, thick: float, tint: int) -> str:
    c, d = b + thick, a + thick
    path = f"M0 {a:.1f}C50 {a:.1f} 50 {b:.1f} 100 {b:.1f}V{c:.1f}C50 {c:.1f} 50 {d:.1f} 0 {d:.1f}Z"
    return f'<path class="band t{tint}" d="{path}"/>'


def _clipped(name: str, most: int) -> str:
    # The table beside the picture has the whole name.
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def _svg(chart: Chart | Matrix, height: int, drawn: Sequence[str]) -> Markup:
    heading = f'role="img" aria-label="{escape(chart.title)}. {escape(chart.meaning)}"'
    return Markup(f'<svg class="chart" {heading} width="100%" height="{height}">{"".join(drawn)}</svg>')


def _text(x: str, y: int, text: object, look: str, more: str = "") -> str:
    return f'<text class="{look}" x="{x}" y="{y}"{more}>{escape(text)}</text>'


def _percent(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"
