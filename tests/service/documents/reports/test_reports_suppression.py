"""Hidden counts stay hidden: every published table is attacked by trying all the tables it could come from."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from service.documents.reports.suppression import Counts, show, show_list, show_table

COUNTS = st.one_of(st.just(0), st.integers(0, 6), st.integers(5, 9))


def tables(rows, columns):
    return st.lists(st.lists(COUNTS, min_size=columns, max_size=columns), min_size=rows, max_size=rows)


def has_another_value(rows, shown: Counts, cell: tuple[int, int]) -> bool:
    """Try tables near the true one; none has a hidden 0, as zeros are shown."""
    holes = [(i, j) for i, row in enumerate(shown.rows) for j, count in enumerate(row[:-1]) if count is None]
    near = [range(max(1, rows[i][j] - 2), rows[i][j] + 3) for i, j in holes]
    inner = [list(row) for row in rows]
    for values in product(*near):
        for (i, j), value in zip(holes, values, strict=True):
            inner[i][j] = value
        if inner[cell[0]][cell[1]] != rows[cell[0]][cell[1]] and adds_up(inner, shown):
            return True
    return False


def adds_up(inner, shown: Counts) -> bool:
    rows = all(row[-1] in (None, sum(values)) for row, values in zip(shown.rows, inner, strict=True))
    sums = (*map(sum, zip(*inner, strict=True)), sum(map(sum, inner)))
    return rows and all(total in (None, one) for total, one in zip(shown.totals, sums, strict=True))


def small_cells(rows):
    return [(i, j) for i, row in enumerate(rows) for j, count in enumerate(row) if show(count) is None]


@settings(max_examples=150, deadline=None)
@given(tables(2, 2))
def test_no_small_count_of_a_table_can_be_worked_out(rows):
    shown = show_table(rows)
    for i, j in small_cells(rows):
        assert shown.rows[i][j] is None
        assert has_another_value(rows, shown, (i, j)) or rows_are_one_secret(shown)


@settings(max_examples=30, deadline=None)
@given(tables(3, 2))
def test_nor_of_a_larger_table(rows):
    shown = show_table(rows)
    for cell in small_cells(rows)[:2]:
        assert has_another_value(rows, shown, cell) or rows_are_one_secret(shown)


def rows_are_one_secret(shown: Counts) -> bool:
    """Nothing is left to hide: every count that is not 0 is hidden and only the number of all people stands."""
    return all(count in (None, 0) for row in shown.rows for count in row)


@given(st.lists(COUNTS, min_size=1, max_size=5), st.booleans())
def test_no_small_count_of_a_list_can_be_worked_out(counts, secret):
    shown, total = show_list(counts, secret_total=secret)
    assert all(one is None for one, count in zip(shown, counts, strict=True) if show(count) is None)
    hidden = [count for one, count in zip(shown, counts, strict=True) if one is None]
    if hidden and total is not None:
        assert len(hidden) > 1
        assert sum(hidden) > len(hidden)


@given(st.lists(COUNTS, min_size=1, max_size=5).filter(any))
def test_a_secret_total_is_not_the_sum_of_what_is_shown(counts):
    shown, total = show_list(counts, secret_total=True)
    assert total is None
    assert None in shown


def test_what_is_shown_is_true_and_large_tables_are_shown_whole():
    shown = show_table([[10, 20], [0, 40]])
    assert shown == Counts(((10, 20, 30), (0, 40, 40)), (10, 60, 70))


def test_one_small_count_hides_a_circle_of_four():
    shown = show_table([[3, 20], [30, 40]])
    assert shown.rows == ((None, None, 23), (None, None, 70))
    assert shown.totals == (33, 60, 93)


def test_two_ones_hide_a_third_for_their_sum_gives_them_away():
    assert show_list([1, 1, 30]) == ((None, None, None), 32)
