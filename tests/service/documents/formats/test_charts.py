"""Pictures of counts: drawn from the numbers of their tables, the same bytes everywhere, safe text."""

import re

import pytest

from service.documents.formats.charts import Chart, Look, Matrix, Row, Series, Shape

TWO = (Series("нужно", Look.MAIN), Series("мест", Look.SECOND))


def chart(*rows: Row, shape: Shape = Shape.BARS) -> Chart:
    return Chart(title="Места", meaning="Смысл.", head="Предмет", series=TWO, rows=rows, shape=shape)


def test_bars_are_as_long_as_their_numbers():
    picture = chart(Row("Физика", (10, 5))).picture
    widths = [float(width) for width in re.findall(r'<rect[^>]*width="([\d.]+)%"', picture)]
    assert widths == [86.0, 43.0]


def test_a_long_label_has_two_lines_and_moves_what_is_below():
    long = "умеет вести занятие письменно, без долгих устных объяснений"
    picture = chart(Row(long, (1, 2)), Row("Химия", (3, 4))).picture
    labels = re.findall(r'class="label"[^>]*y="(\d+)"[^>]*>([^<]*)<', picture)
    assert [text for _, text in labels] == [
        "умеет вести занятие письменно, без",
        "долгих устных объяснений",
        "Химия",
    ]
    assert [int(y) for y, _ in labels] == [14, 33, 96]


def test_a_label_without_an_end_is_cut():
    picture = chart(Row("очень " * 40, (1, 2))).picture
    lines = re.findall(r'class="label"[^>]*>([^<]*)<', picture)
    assert len(lines) == 2
    assert max(map(len, lines)) <= 40
    assert lines[1].endswith("…")


def test_every_number_of_a_row_is_written_in_the_picture():
    picture = chart(Row("Физика", (17, 4)), Row("Химия", (0, 23))).picture
    assert re.findall(r'class="number"[^>]*>(\d+)<', picture) == ["17", "4", "0", "23"]


def test_stacked_columns_stand_on_the_axis_and_add_up():
    picture = chart(Row("0–9", (3, 6), "0"), Row("10–19", (0, 0), "10"), shape=Shape.COLUMNS).picture
    bars = [
        (int(y), int(height)) for y, height in re.findall(r'y="(\d+)" width="[^"]*" height="(\d+)"', picture)
    ]
    (low, thin), (high, thick) = bars
    assert low + thin == 170
    assert high + thick == low
    assert (thin, thick) == (50, 100)
    assert re.findall(r'class="top"[^>]*>(\d+)<', picture) == ["9"]


def test_a_row_without_a_number_for_each_series_is_refused():
    with pytest.raises(ValueError, match="has 1 values; expected 2"):
        chart(Row("Физика", (1,)))


def test_text_of_people_cannot_become_markup():
    picture = chart(Row("<script>alert(1)</script>", (1, 1))).picture
    assert "<script" not in picture
    assert "&lt;script" in picture


@pytest.mark.parametrize("shape", list(Shape))
def test_an_empty_chart_is_drawn(shape):
    assert chart(shape=shape).picture.startswith("<svg")


def test_the_picture_is_named_for_those_who_do_not_see_it():
    assert 'role="img" aria-label="Места. Смысл."' in chart(Row("Физика", (1, 1))).picture


def test_bands_of_the_two_sided_picture_are_as_thick_as_their_counts():
    matrix = Matrix(
        title="Кто", meaning="", head="", rows=("5", "6"), columns=("9", "10"), counts=((3, 0), (1, 4))
    )
    bands = re.findall(r"M0 ([\d.]+)C.*?V([\d.]+)C50 [\d.]+ 50 ([\d.]+) 0", matrix.picture)
    thick = [round(float(bottom) - float(top), 1) for top, _, bottom in bands]
    assert thick == [135.0, 45.0, 180.0]


def test_the_darkest_cell_is_the_largest_count():
    matrix = Matrix(
        title="", meaning="", head="", rows=("5",), columns=("9", "10", "11"), counts=((0, 1, 10),)
    )
    assert [matrix.shade(count) for count in matrix.counts[0]] == [0, 1, 5]
