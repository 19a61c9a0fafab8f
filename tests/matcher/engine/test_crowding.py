"""Wide problems in which everybody wants the same few mentors: likely pairs by guessed prices, and the same bytes."""

import numpy as np
import pytest
from both_ways import assert_same, solve_both
from engine_oracle import asks, examples, options, problems
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Problem, Scores, solve
from matcher.solution import Asked
from matcher.solve.pairs.network import build_network
from matcher.solve.wide import crowding
from matcher.solve.wide import level as wide_level
from matcher.solve.wide.board import set_wide_board
from questionnaires.programme import Purpose


@settings(max_examples=examples(60), deadline=None)
@given(st.data())
def test_prices_guessed_beforehand_give_the_same_bytes(data):
    problem = data.draw(problems())
    asked = data.draw(asks(problem))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wide_level, "is_crowded", lambda asked, network: True)
        patch.setattr(crowding, "LOOKED_AT", data.draw(st.sampled_from([4, 1000])))
        assert_same(*solve_both(problem, options(asked)))


def offers_of(problem):
    """Return (whether the mentors asked for are few, keys offered first) of the level of points."""
    board = set_wide_board(problem, Asked(purpose=Purpose.MOST_MATCHED))
    network, level = build_network(problem, Purpose.MOST_MATCHED), board.points_level(0)
    asked = level.field.survey.asked
    return crowding.is_crowded(asked, network), set(level.first_offers(network).tolist())


@pytest.mark.parametrize("quota", [1, 2])
def test_nearly_all_pairs_of_the_optimum_are_offered_where_all_want_the_same_few(quota, monkeypatch):
    dice = np.random.default_rng(2)
    problem = Problem(
        Scores(dice.integers(0, 90, (240, 3)), dice.integers(0, 90, (200 // quota, 3))), upper=quota
    )
    chosen = {i * problem.shape[1] + j for i, j in solve(problem).pairs}
    crowded, offered = offers_of(problem)
    assert crowded
    assert len(chosen - offered) < len(chosen) / 5
    monkeypatch.setattr(wide_level, "is_crowded", lambda asked, network: False)
    assert len(chosen - offers_of(problem)[1]) > len(chosen) / 3


def test_no_prices_are_guessed_where_everybody_wants_another():
    dice = np.random.default_rng(2)
    left, right = ((dice.random((240, 30)) < 0.2).astype(int) for _ in range(2))
    assert not offers_of(Problem(Scores(left, right)))[0]
