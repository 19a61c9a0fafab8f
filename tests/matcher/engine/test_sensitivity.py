"""The interval of a weight against brute force: inside the same pairs, one step beyond others."""

from dataclasses import replace

import numpy as np
import pytest
from engine_oracle import asks, examples, options, problems
from engine_table import best_of
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matcher import Problem, Purpose, Rules, Status, sensitivity, solve
from matcher.solve.otherwise.standing import stand_on


@settings(max_examples=examples(40), deadline=None)
@given(st.data())
def test_inside_the_interval_pairs_stay_and_beyond_they_do_not(data):
    problem = data.draw(problems(groups=data.draw(st.integers(0, 3)) == 0, most=4))
    asked = data.draw(asks(problem))
    n, m = problem.shape
    row = st.lists(st.integers(0, 2), min_size=m, max_size=m)
    part = np.array(data.draw(st.lists(row, min_size=n, max_size=n)))
    weight, step = data.draw(st.integers(0, 4)), data.draw(st.integers(1, 3))

    def problem_at(moved):
        # Halves are rounded down, so that points do not follow the weight in a straight line.
        return replace(problem, points=np.asarray(problem.points) + part * moved // 2)

    solution = solve(problem_at(weight), **options(asked))
    assume(solution.status is Status.OPTIMAL)
    found = sensitivity(solution, problem_at, weight, step=step, steps=4)

    def same(moved):
        best = best_of(problem_at(moved), asked)
        return best is not None and best.pairs == frozenset(solution.pairs)

    assert all(same(moved) for moved in range(found.least, found.most + 1, step))
    assert found.least <= weight <= found.most
    if found.other_below:
        assert not same(found.least - step)
    else:
        assert found.least - step < max(0, weight - 4 * step)
    if found.other_above:
        assert not same(found.most + step)
    else:
        assert found.most == weight + 4 * step


@settings(max_examples=examples(40), deadline=None)
@given(st.data())
def test_what_stands_answers_as_solving_anew_does(data):
    problem = data.draw(problems(most=4))
    asked = data.draw(asks(problem))
    solution = solve(problem, **options(asked))
    assume(solution.status is Status.OPTIMAL)
    standing = stand_on(problem, solution)
    assert (standing.kept is None) == asked.raise_worst
    n, m = problem.shape
    row = st.lists(st.integers(0, 1), min_size=m, max_size=m)
    more = np.array(data.draw(st.lists(row, min_size=n, max_size=n)))
    moved = replace(problem, points=np.asarray(problem.points) + more)
    found = solve(moved, **options(asked))
    assert standing.keeps_pairs(moved) == (found.pairs == solution.pairs)


@pytest.mark.parametrize(
    ("problem", "change"),
    [
        (Problem([[3, 1]]), {"upper": [0, 1]}),
        (Problem([[3, 1]]), {"lower": [0, 1]}),
        (Problem([[3, 1]]), {"lower_if_used": [2, 0], "upper": 2}),
        (Problem([[3, 1]]), {"demand": 2}),
        (Problem([[3, 1]]), {"allowed": np.array([[False, True]])}),
        (Problem([[3, 1]], allowed=np.array([[True, True]])), {"allowed": np.array([[False, True]])}),
        (Problem([[3, 1]]), {"locked": [(0, 1)]}),
        (Problem([[3, 1]]), {"forbidden": [(0, 0)]}),
        (Problem([[3, 1]]), {"shared_upper": [((0,), 0)]}),
        (Problem([[3], [2]]), {"priority": [0, 1]}),
        (Problem([[1, 1]], mentor_ids=["a", "b"]), {"mentor_ids": ["b", "a"]}),
    ],
)
def test_what_is_other_besides_points_is_not_overlooked(problem, change):
    standing = stand_on(problem, solve(problem))
    assert standing.kept is not None
    assert standing.keeps_pairs(problem)
    assert not standing.keeps_pairs(replace(problem, **change))


def test_other_rules_are_not_taken_for_the_same():
    """Told by features: by the first rules nobody is shut out, by the second the better mentor is."""
    ones = np.ones((1, 1), int)
    points = [[2, 1]]
    first, second = (
        Problem(points, allowed=Rules(((ones, np.array([[k], [1]]), 1),)), mentor_ids=["a", "b"])
        for k in (1, 0)
    )
    standing = stand_on(first, solve(first))
    assert standing.keeps_pairs(replace(first, allowed=Rules(((ones, np.ones((2, 1), int), 1),))))
    assert not standing.keeps_pairs(second)


def test_both_ends_of_a_known_interval():
    """The second mentor earns the weight, the first always three: they change places where the weight passes three."""
    problem_at = lambda weight: Problem([[3, weight]], mentor_ids=["a", "b"])  # noqa: E731
    found = sensitivity(solve(problem_at(1)), problem_at, 1, steps=5)
    assert (found.least, found.other_below) == (0, False)
    assert found.other_above
    assert found.most in (2, 3)
    assert solve(problem_at(found.most)).pairs == ((0, 0),)
    assert solve(problem_at(found.most + 1)).pairs == ((0, 1),)


def test_a_weight_with_which_nothing_can_be_chosen_is_not_the_same_as_nobody_chosen():
    earlier = [(0, 0), (0, 1)]
    problem_at = lambda weight: Problem([[weight, weight]], upper=1)  # noqa: E731 - one line of data
    solution = solve(problem_at(1), floor=2, previous=earlier, max_changes=0)
    assert (solution.status, solution.pairs) == (Status.OPTIMAL, ())
    found = sensitivity(solution, problem_at, 1, steps=3)
    assert (found.most, found.other_above) == (1, True)


def test_points_that_grow_beyond_what_is_weighed_exactly_are_refused():
    def problem_at(weight):
        return Problem(np.full((60, 60), weight), upper=60, demand=60)

    asked = {"purpose": Purpose.BEST_TOTAL, "previous": [(0, 0)]}
    solution = solve(problem_at(5), **asked)
    with pytest.raises(ValueError, match="weighed exactly in 64 bits"):
        sensitivity(solution, problem_at, 5, step=(1 << 31) - 6, steps=1)
