"""Looking again only where prices have changed enough finds a pair that gains whenever there is one."""

import numpy as np
import pytest
from engine_oracle import examples, problems
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Problem
from matcher.solution import Asked
from matcher.solve.pairs import glance
from matcher.solve.pairs.keys import distinct
from matcher.solve.pairs.network import build_network
from matcher.solve.wide import level, survey
from matcher.solve.wide.board import set_wide_board
from matcher.solve.wide.lookout import Lookout
from questionnaires.programme import Purpose

ROUNDS = 6


@pytest.fixture(autouse=True)
def few_together(monkeypatch):
    """Offer a few pairs at first and look at few together, so that tiny problems take every turn."""
    for place, name, value in (
        (survey, "OF_MENTEE", 2),
        (survey, "OF_MENTOR", 1),
        (level, "WORST", 1),
        (glance, "BLOCK_CELLS", 8),
        (glance, "LEAST_ROWS", 1),
        (glance, "LEAST_COLUMNS", 1),
    ):
        monkeypatch.setattr(place, name, value)


@settings(max_examples=examples(60), deadline=None)
@given(st.data())
def test_nothing_that_gains_is_overlooked(data):
    problem = data.draw(problems(most=6))
    purpose = data.draw(st.sampled_from(Purpose))
    board = set_wide_board(problem, Asked(purpose=purpose))
    looked = data.draw(st.sampled_from([board.points_level(0), board.offer_level()]))
    n, m = problem.shape
    every = np.arange(n * m)
    rows, columns = np.divmod(every, m)
    start = looked.first_offers(build_network(problem, purpose))
    offered = start if data.draw(st.booleans()) else start[:0]
    lookout = Lookout(looked, offered)
    for _ in range(ROUNDS):
        prices = data.draw(st.lists(st.integers(-9, 9), min_size=n + m, max_size=n + m))
        potential = np.array([*prices, 0], dtype=np.int64)
        found, gains = lookout.look(potential, offered)
        gain = looked.at(every) - potential[rows] + potential[n + columns]
        idle = looked.is_open(every) & ~np.isin(every, offered)
        assert (np.diff(found) > 0).all()
        assert (idle[found] & (gain[found] == gains) & (gains > 0)).all()
        # Of everybody with a pair that gains at least the best one is found, and what is near is known.
        best = np.full(n, 0)
        np.maximum.at(best, rows[idle], gain[idle])
        told = np.full(n, 0)
        np.maximum.at(told, found // m, gains)
        assert told.tolist() == best.tolist()
        offered = distinct(np.concatenate([offered, found]))
        ties = rows[(gain == 0) & looked.is_open(every) & ~np.isin(every, offered)]
        assert np.isin(ties, lookout.near).all()


def test_who_was_looked_at_for_the_first_time_is_known():
    board = set_wide_board(Problem(np.array([[3, 1], [2, 9]])), Asked(purpose=Purpose.MOST_MATCHED))
    nobody = np.zeros(0, dtype=np.int64)
    lookout = Lookout(board.points_level(0), nobody)
    assert lookout.near.tolist() == [0, 1]
    found, _ = lookout.look(np.array([5, 9, 0, 0, 0]), nobody)
    # The nearest pair of the first lacks two points to gain; one of the second gains nothing, and no less.
    assert (found.tolist(), lookout.near.tolist()) == ([], [1])
