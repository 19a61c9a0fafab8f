"""Large numbers: solved exactly as far as 64 bits go, and refused with the limit beyond, never wrong."""

from dataclasses import replace

import numpy as np
import pytest
from engine_oracle import asks, examples, optima, options
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import (
    Certificate,
    Problem,
    Proof,
    Purpose,
    Rules,
    Scores,
    Solution,
    Status,
    cost_of_forbidding,
    margins,
    solve,
    verify,
)
from matcher.proof.prices import exact_sum
from matcher.solution import Asked
from matcher.solve.search import few_changes

GREATEST = (1 << 31) - 1
LARGE = st.sampled_from([0, 1, GREATEST - 1, GREATEST, 1 << 30])
FAR_OFF = st.sampled_from([-(1 << 62), -(1 << 62) + 1, -1, 0, 1, (1 << 62) - 1, 1 << 62])


@st.composite
def large_problems(draw):
    """Problems of three by three whose numbers are as large as they may be."""
    n, m = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    row = st.lists(LARGE, min_size=m, max_size=m)
    quota = st.sampled_from([1, 2, GREATEST])
    return Problem(
        draw(st.lists(row, min_size=n, max_size=n)),
        upper=draw(st.lists(quota, min_size=m, max_size=m)),
        lower=draw(st.sampled_from([0, 1])),
        demand=draw(st.lists(quota, min_size=n, max_size=n)),
        lower_if_used=draw(st.sampled_from([0, 0, 2, GREATEST])),
        shared_upper=draw(st.sampled_from([(), [(range(m), GREATEST)], [(range(m), 2)]])),
        priority=draw(st.none() | st.lists(FAR_OFF, min_size=n, max_size=n)),
    )


@settings(max_examples=examples(80), deadline=None)
@given(st.data())
def test_the_largest_numbers_are_solved_exactly(data):
    problem = data.draw(large_problems())
    drawn = data.draw(asks(problem, max_changes=data.draw(st.booleans())))
    asked = replace(drawn, floor=data.draw(st.sampled_from([0, GREATEST, 1 << 40, 1 << 70])))
    best = optima(problem, asked)
    solution = solve(problem, **options(asked))
    assert verify(problem, solution) == []
    assert (solution.status is Status.INFEASIBLE) == (not best)
    assert not best or frozenset(solution.pairs) == best[0]


@pytest.mark.parametrize(
    ("settings", "limit"),
    [
        ({"points": [[1 << 31]]}, "points must be below 2147483648, got 2147483648"),
        ({"points": [[1 << 70]]}, "points must be below 2147483648"),
        ({"points": [[1e300]]}, "points must be below 2147483648"),
        ({"points": np.array([[1 << 63]], dtype=np.uint64)}, "points must be below 2147483648"),
        ({"upper": 10**12}, "upper must be below 2147483648, got 1000000000000"),
        ({"demand": 10**30}, "demand must be below 2147483648"),
        ({"lower": 10**12, "upper": 10**12}, "lower must be below 2147483648"),
        ({"lower_if_used": 10**12}, "lower_if_used must be below 2147483648"),
        ({"shared_upper": [([0], 10**30)]}, "shared_upper 0 must have a bound below 2147483648"),
        ({"priority": [(1 << 62) + 1]}, "priority must be within 4611686018427387904 of 0"),
        ({"priority": [-(1 << 63)]}, "priority must be within 4611686018427387904 of 0"),
        ({"priority": [1 << 64]}, "priority must be within 4611686018427387904 of 0"),
        ({"priority": np.array([1 << 63], dtype=np.uint64)}, "priority must be within"),
        (
            {"points": Scores(np.full((1, 2), 1 << 31), np.full((1, 2), 1 << 30))},
            "products of features must stay",
        ),
        (
            {"points": Scores(np.ones((1, 1)), np.ones((1, 1)), ([0], [0], [1 << 31]))},
            "must add less than 2147483648",
        ),
        (
            {"allowed": Rules(((np.full((1, 1), 1 << 62), np.ones((1, 1)), 0),))},
            "rule 0: products of features",
        ),
        ({"allowed": Rules(((np.ones((1, 1)), np.ones((1, 1)), 0.5),))}, "rule 0 must have a whole number"),
    ],
)
def test_larger_numbers_are_refused_with_the_limit(settings, limit):
    with pytest.raises(ValueError, match=limit):
        Problem(**{"points": [[1]], **settings})


def test_points_from_features_are_refused_beyond_the_limit():
    exact = Problem(Scores(np.array([[1 << 16, 1]]), np.array([[(1 << 15) - 1, (1 << 16) - 1]])))
    assert solve(exact).objective == GREATEST
    with pytest.raises(ValueError, match="Points must be below 2147483648, got 2147483648"):
        solve(Problem(Scores(np.array([[1 << 16]]), np.array([[1 << 15]]))))


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"floor": 0.5}, "floor must be a whole number, got 0.5"),
        ({"max_changes": 1.0, "previous": [(0, 0)]}, "max_changes must be a whole number"),
        ({"effort": -1}, "effort must be a finite number of at least 0"),
        ({"effort": float("inf")}, "effort must be a finite number"),
        ({"effort": float("nan")}, "effort must be a finite number"),
    ],
)
def test_numbers_that_cannot_be_asked_are_refused(request_, message):
    with pytest.raises(ValueError, match=message):
        solve(Problem([[1]]), **request_)


def test_any_number_of_changes_may_be_allowed():
    problem = Problem([[1, 9], [9, 1]], lower_if_used=2, upper=2)
    free = solve(problem, previous=[(0, 0)], max_changes=1)
    assert solve(problem, previous=[(0, 0)], max_changes=10**30).pairs == free.pairs


def test_levels_that_do_not_fit_together_are_refused_with_the_most_that_do():
    """Best total with earlier pairs stacks three levels in one weight; one point more than told does not fit."""
    size = 120
    points = np.full((size, size), GREATEST)
    points[0, 0] = 0
    full = {"upper": size, "demand": size}
    with pytest.raises(ValueError, match="points must be at most") as caught:
        solve(Problem(points, **full), Purpose.BEST_TOTAL, previous=[(0, 1)])
    most = int(str(caught.value).split("at most ")[1].split()[0])
    assert 10**6 < most < GREATEST
    within = Problem(np.minimum(points, most), **full)
    solution = solve(within, Purpose.BEST_TOTAL, previous=[(0, 1)])
    assert solution.objective == most * (size * size - 1)
    assert verify(within, solution) == []
    with pytest.raises(ValueError, match=f"points must be at most {most} "):
        solve(Problem(np.minimum(points, most + 1), **full), Purpose.BEST_TOTAL, previous=[(0, 1)])
    assert solve(Problem(points, **full), previous=[(0, 1)]).objective == GREATEST * (size * size - 1)


def test_costs_whose_levels_do_not_fit_are_found_by_solving_again():
    rng = np.random.default_rng(1)
    problem = Problem(rng.integers(GREATEST - 9, GREATEST, (60, 60)))
    solution = solve(problem, Purpose.BEST_TOTAL, previous=[(0, 0), (1, 1)])
    cost = cost_of_forbidding(problem, solution, solution.pairs[0])
    other = solve(
        replace(problem, forbidden=[solution.pairs[0]]), Purpose.BEST_TOTAL, previous=[(0, 0), (1, 1)]
    )
    assert (cost.people, cost.pairs, cost.points) == (0, 0, solution.objective - other.objective)
    small = Problem(np.asarray(problem.points) - (GREATEST - 9))
    assert margins(small, solve(small))[0] is not None


def test_a_price_of_earlier_pairs_that_does_not_fit_is_not_needed(monkeypatch):
    rng = np.random.default_rng(0)
    problem = Problem(rng.integers(0, 9, (8, 8)))
    earlier = [(i, i) for i in range(8)]
    priced = solve(problem, previous=earlier, max_changes=3)
    monkeypatch.setattr(few_changes, "LARGEST_PRICE", 0)
    assert solve(problem, previous=earlier, max_changes=3).pairs == priced.pairs


@given(st.lists(st.integers(-(1 << 62), 1 << 62), max_size=50))
def test_sums_of_the_verifier_are_exact(numbers):
    assert exact_sum(np.array(numbers, dtype=np.int64)) == sum(numbers)


def test_prices_so_large_that_sums_would_wrap_prove_nothing():
    """Without bounds on these prices a sum of gains wraps below the value, and a false claim is accepted."""
    problem = Problem(np.arange(16).reshape(4, 4) % 5, upper=GREATEST)
    solution = solve(problem, raise_worst=True)
    for size in (1 << 33, 1 << 45, 1 << 59, 1 << 60, 1 << 61, (1 << 62) + 1):
        for node in range(solution.certificate.points.size):
            prices = np.zeros_like(solution.certificate.points)
            prices[node] = size
            forged = replace(solution.certificate, blocked=prices, least=solution.certificate.least - 1)
            assert verify(problem, replace(solution, certificate=forged))


def test_points_that_weigh_more_than_64_bits_hold_are_proved_by_nothing():
    """`solve` refuses them; whoever claims to have solved them is refused by a sentence."""
    count = 300
    problem = Problem(np.full((count, count), GREATEST), upper=count, demand=count)
    asked = Asked(purpose=Purpose.BEST_TOTAL, previous=((0, 0),))
    prices, total = np.zeros(2 * count + 2, dtype=np.int64), count**2 * GREATEST
    claimed = Solution(
        pairs=tuple((i, j) for i in range(count) for j in range(count)),
        certain=(False,) * count**2,
        objective=total,
        bound=total,
        gap=0.0,
        status=Status.OPTIMAL,
        proof=Proof.DUALS,
        unmatched=(),
        unmatched_certain=(),
        certificate=Certificate(points=prices, rank=prices, order=prices, lots=prices[None][:0]),
        asked=asked,
    )
    (sentence,) = verify(problem, claimed)
    assert sentence.startswith("Points may weigh")
