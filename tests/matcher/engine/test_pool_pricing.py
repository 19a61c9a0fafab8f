"""Which pairs of a base are looked at: against a definition by loops on tiny bases."""

import numpy as np
from engine_oracle import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.proof.pool_certificate import OddPrices
from matcher.solve.pool.around import Around
from matcher.solve.pool.levels import Levels
from matcher.solve.pool.pricing import find_violations, share_out, share_out_best


@st.composite
def odd_prices(draw, levels=3, most=9):
    """Prices of a few people and of nested or separate sets of them, whose worth is above zero."""
    n = draw(st.integers(0, most))
    order = draw(st.permutations(range(n)))
    sets = []

    def split(first, last):
        if last - first >= 3 and draw(st.booleans()):
            size = draw(st.integers(3, last - first))
            start = draw(st.integers(first, last - size))
            sets.append(sorted(order[start : start + size]))
            cut = draw(st.integers(start, start + size))
            if size < last - first or cut > start:
                split(start, cut)
                split(cut, start + size)

    split(0, n)
    sets = sorted({tuple(people) for people in sets})
    digits = st.integers(-2, 2)
    rows = st.lists(digits, min_size=levels, max_size=levels)
    worths = [draw(rows.filter(lambda row: row > [0] * levels)) for _ in sets]
    prices = [draw(rows) for _ in range(n)]
    return OddPrices(
        prices=np.array(prices, dtype=np.int64).reshape(n, levels).T,
        sizes=np.array([len(people) for people in sets], dtype=np.int64),
        members=np.array([person for people in sets for person in people], dtype=np.int64),
        worths=np.array(worths, dtype=np.int64).reshape(len(sets), levels).T,
    )


def worth_around(found, i, j):
    both = [k for k, people in enumerate(found.sets()) if i in people and j in people]
    return found.worths[:, both].sum(axis=1).tolist()


@settings(max_examples=examples(200), deadline=None)
@given(odd_prices())
def test_what_lies_around_two_people_is_the_sum_of_the_sets_with_both(found):
    n, around = found.prices.shape[1], Around(found)
    block = around.block(0, n)
    for i in range(n):
        for j in range(n):
            if i != j:
                alone = around.pairs(np.array([i]), np.array([j]))
                assert around.worths[:, block[i, j]].tolist() == worth_around(found, i, j)
                assert around.worths[:, alone[0]].tolist() == worth_around(found, i, j)


@settings(max_examples=examples(200), deadline=None)
@given(odd_prices(), st.data())
def test_all_pairs_worth_more_than_their_prices_are_found_the_worst_first(found, data):
    n, levels = found.prices.shape[1], len(found.prices)
    squares = []
    for _ in range(levels):
        cells = data.draw(st.lists(st.integers(-2, 2), min_size=n * n, max_size=n * n))
        half = np.triu(np.array(cells, dtype=np.int64).reshape(n, n), 1)
        squares.append(half + half.T)
    opened = squares[0] > -2
    rows, columns = find_violations(Levels(tuple(squares), opened, scale=2), found)

    def slack(i, j):
        around = worth_around(found, i, j)
        return [
            int(found.prices[k, i] + found.prices[k, j] - 2 * squares[k][i, j] + around[k])
            for k in range(levels)
        ]

    bad = [(i, j) for i in range(n) for j in range(i + 1, n) if opened[i, j] and slack(i, j) < [0] * levels]
    assert list(zip(rows.tolist(), columns.tolist(), strict=True)) == sorted(bad, key=lambda p: slack(*p))


@settings(max_examples=examples(50), deadline=None)
@given(st.integers(1, 60), st.integers(1, 50), st.integers(0, 999))
def test_the_best_pairs_are_shared_out_as_if_all_had_been_sorted(n, distinct, seed):
    draw = np.random.default_rng(seed)
    keys = draw.integers(0, distinct, (n, n))
    left = np.flatnonzero(np.triu(draw.random((n, n)) < draw.random(), 1))
    order = left[np.argsort(-keys.ravel()[left], kind="stable")]
    expected = share_out(*np.divmod(order, n), np.zeros(n, dtype=np.int64))
    assert np.array(share_out_best(keys, left)).tolist() == expected.tolist()
