"""Levels held as matrices: what gains and what gains nothing is counted exactly, and first offers are good ones."""

import numpy as np
import pytest
from engine_oracle import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Problem, Purpose, solve
from matcher.solution import Asked
from matcher.solve.pairs import blocks, offers, pricing
from matcher.solve.pairs.board import set_board
from matcher.solve.pairs.dense import DenseLevel
from matcher.solve.pairs.network import build_network

NEAR_32_BITS = st.sampled_from([0, 1, 5, (1 << 27) + 1, (1 << 28) - 2, (1 << 28) - 1, 1 << 28, (1 << 31) - 1])
PRICES = st.sampled_from(
    [0, 1, -1, 5, (1 << 28) - 2, 2 - (1 << 28), 1 << 28, -(1 << 28), 1 << 31, 1 << 60, -(1 << 60)]
)


@st.composite
def priced(draw):
    """Draw a level of at most three by four, prices of its people, and the pairs that are offered."""
    n, m = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    greatest = draw(NEAR_32_BITS)
    weights = draw(st.lists(NEAR_32_BITS.map(lambda w: min(w, greatest)), min_size=n * m, max_size=n * m))
    opened = draw(st.lists(st.booleans(), min_size=n * m, max_size=n * m))
    prices = draw(st.lists(PRICES, min_size=n + m + 1, max_size=n + m + 1))
    offered = draw(st.sets(st.integers(0, n * m - 1)))
    level = DenseLevel(np.array(weights).reshape(n, m), np.array(opened).reshape(n, m), greatest)
    return level, np.array(prices), np.array(sorted(offered), dtype=np.int64)


def gains_of(level, prices):
    """Return what each open pair gains, in numbers of any length."""
    n, m = level.shape
    price = prices.tolist()
    weights = level.weights.tolist()
    return {
        i * m + j: weights[i][j] - price[i] + price[n + j] for i, j in np.ndindex(n, m) if level.opened[i, j]
    }


@settings(max_examples=examples(300), deadline=None)
@given(priced())
def test_what_gains_is_counted_in_as_many_bits_as_prices_need(drawn):
    level, prices, offered = drawn
    left = {key: gain for key, gain in gains_of(level, prices).items() if key not in offered}
    greatest = max([*left.values(), 0])
    keys, gains = blocks.find_gaining(level, prices, offered)
    assert dict(zip(keys.tolist(), gains.tolist(), strict=True)) == {
        key: gain for key, gain in left.items() if greatest and gain > -greatest
    }


@settings(max_examples=examples(300), deadline=None)
@given(priced())
def test_what_gains_nothing_is_counted_in_as_many_bits_as_prices_need(drawn):
    level, prices, _ = drawn
    tight = np.flatnonzero(blocks.tight_matrix(level, prices)).tolist()
    assert tight == [key for key, gain in gains_of(level, prices).items() if not gain]


def test_only_the_most_gaining_pairs_of_a_mentee_are_taken(monkeypatch):
    monkeypatch.setattr(blocks, "WORST", 2)
    monkeypatch.setattr(blocks, "MANY", 1)
    level = DenseLevel(np.array([[5, 9, 7], [0, 3, 0]]), np.ones((2, 3), dtype=np.bool_), 9)
    keys, gains = blocks.find_gaining(level, np.zeros(6, dtype=np.int64), np.array([1]))
    assert (keys.tolist(), gains.tolist()) == ([2, 0, 4, 5], [7, 5, 3, 0])


def test_of_equal_pairs_every_mentee_gets_others():
    level = DenseLevel(np.full((60, 600), 5), np.ones((60, 600), dtype=np.bool_), 5)
    keys, gains = blocks.find_gaining(level, np.zeros(661, dtype=np.int64), np.zeros(0, dtype=np.int64))
    assert set(gains.tolist()) == {5}
    assert np.bincount(keys // 600).tolist() == [blocks.MANY // 60] * 60
    assert len(set((keys % 600).tolist())) > 500


def first_offers(problem, purpose=Purpose.MOST_MATCHED):
    board = set_board(problem, Asked(purpose=purpose))
    return board.points_level(0).first_offers(build_network(problem, purpose)).tolist()


@pytest.mark.parametrize("quotas", [{}, {"upper": 3}, {"demand": 2, "upper": 2}])
@pytest.mark.parametrize("shape", [(150, 150), (220, 90), (90, 220)])
def test_nearly_all_pairs_of_the_optimum_are_offered_at_once(shape, quotas):
    problem = Problem(np.random.default_rng(3).normal(400, 90, shape).astype(np.int64).clip(0), **quotas)
    offered = set(first_offers(problem))
    chosen = {i * shape[1] + j for i, j in solve(problem).pairs}
    assert len(offered) < np.prod(shape) / 4
    assert len(chosen - offered) <= len(chosen) / 50


def test_people_of_few_open_pairs_are_offered_them(monkeypatch):
    monkeypatch.setattr(offers, "ALL_PAIRS", 0)
    monkeypatch.setattr(offers, "BEST", 4)
    dice = np.random.default_rng(5)
    allowed = np.zeros((60, 60), dtype=np.bool_)
    allowed[:20] = True
    allowed[20:40, 0] = True
    offered = first_offers(Problem(dice.integers(0, 1000, (60, 60)), allowed=allowed))
    assert set(range(20 * 60, 40 * 60, 60)) <= set(offered)
    assert allowed.ravel()[offered].all()
    assert {key // 60 for key in offered} == set(range(40))
    assert {key % 60 for key in offered} == set(range(60))


@pytest.mark.parametrize("quotas", [{}, {"upper": 3}, {"demand": 2, "upper": 2}])
def test_pairs_that_lose_much_by_the_first_prices_are_let_go_without_a_trace(monkeypatch, quotas):
    problem = Problem(np.random.default_rng(8).integers(0, 300, (50, 45)), **quotas)
    asked = Asked(purpose=Purpose.BEST_TOTAL)
    network, level = build_network(problem, asked.purpose), set_board(problem, asked).points_level(0)
    few, none = np.arange(0, 50 * 45, 7), np.zeros(0, dtype=np.int64)
    settled = []
    for spared in (0, 1_000):
        monkeypatch.setattr(pricing, "SPARED", spared)
        settled.append(pricing.settle_dense(network, level, none, few))
    let_go, kept = settled
    assert len(np.setdiff1d(few, let_go.keys)) > len(few) / 2
    assert not len(np.setdiff1d(few, kept.keys))
    assert level.at(let_go.pairs).sum() == level.at(kept.pairs).sum()
    assert (let_go.potential == kept.potential).all()
