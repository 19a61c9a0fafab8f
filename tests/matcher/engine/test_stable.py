"""`solve_stable` and `blocking_pairs` against all choices of a few people, by the definition of stability."""

from itertools import combinations, islice, product

import numpy as np
import pytest
from engine_oracle import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Problem, Status, blocking_pairs, solve, solve_stable
from matcher.lot import LotSide, lots, person_keys
from matcher.solve.stable.proposing import Wishes, propose_back
from matcher.solve.stable.rotations import find_rotations


@st.composite
def wishes(draw, *, strict):
    n, m = draw(st.integers(1, 4)), draw(st.integers(1, 3))

    def ranks(rows, columns):
        if strict:
            places = [draw(st.permutations(range(1, columns + 1))) for _ in range(rows)]
        else:
            places = [
                draw(st.lists(st.integers(1, 2), min_size=columns, max_size=columns)) for _ in range(rows)
            ]
        refused = [draw(st.lists(st.booleans(), min_size=columns, max_size=columns)) for _ in range(rows)]
        return np.where(np.array(refused) & (np.array(places) > 1), 0, np.array(places))

    upper = draw(st.lists(st.integers(0, 2), min_size=m, max_size=m))
    points = np.array(draw(st.lists(st.integers(0, 4), min_size=n * m, max_size=n * m))).reshape(n, m)
    return ranks(n, m), ranks(m, n).T, upper, points


def blocks(theirs, ours, upper, pairs, i, j):
    """Tell by the definition: both accept each other and both gain."""
    if (i, j) in pairs or not theirs[i, j] or not ours[i, j]:
        return False
    mine = [theirs[i, b] for a, b in pairs if a == i]
    held = [ours[a, j] for a, b in pairs if b == j]
    mentee_gains = not mine or not all(mine) or theirs[i, j] < mine[0]
    mentor_gains = len(held) < upper[j] or any(not place or ours[i, j] < place for place in held)
    return mentee_gains and mentor_gains


def choices(theirs, ours, upper, *, any_pairs=False):
    n, m = theirs.shape
    for chosen in product(range(-1, m), repeat=n):
        pairs = frozenset((i, j) for i, j in enumerate(chosen) if j >= 0)
        full = all(sum(b == j for _, b in pairs) <= upper[j] for j in range(m))
        if full and (any_pairs or all(theirs[p] and ours[p] for p in pairs)):
            yield pairs


def stable_choices(theirs, ours, upper):
    n, m = theirs.shape
    for pairs in choices(theirs, ours, upper):
        if not any(blocks(theirs, ours, upper, pairs, i, j) for i in range(n) for j in range(m)):
            yield pairs


@settings(max_examples=examples(120), deadline=None)
@given(wishes(strict=False))
def test_ties_leave_a_stable_choice(given_wishes):
    theirs, ours, upper, points = given_wishes
    for found in (solve_stable(theirs, ours, upper), solve_stable(theirs, ours, upper, points)):
        assert blocking_pairs(theirs, ours, found.pairs, upper) == ()
        assert frozenset(found.pairs) in set(stable_choices(theirs, ours, upper))


@settings(max_examples=examples(60), deadline=None)
@given(wishes(strict=True))
def test_strict_ranks_give_the_best_for_mentees_or_the_most_points(given_wishes):
    theirs, ours, upper, points = given_wishes
    every = list(stable_choices(theirs, ours, upper))
    best = dict(solve_stable(theirs, ours, upper).pairs)
    for pairs in every:
        assert all(i in best and theirs[i, best[i]] <= theirs[i, j] for i, j in pairs)
    found = solve_stable(theirs, ours, upper, points)
    assert found.status is Status.OPTIMAL
    assert found.blocking == ()
    assert found.objective == found.bound == max(sum(points[p] for p in pairs) for pairs in every)
    assert frozenset(found.pairs) in every


@settings(max_examples=examples(100), deadline=None)
@given(wishes(strict=False), st.randoms())
def test_blocking_pairs_are_those_of_the_definition(given_wishes, random):
    theirs, ours, upper, _ = given_wishes
    pairs = random.choice(list(choices(theirs, ours, upper, any_pairs=True)))
    expected = [p for p in np.ndindex(theirs.shape) if blocks(theirs, ours, upper, pairs, *p)]
    assert list(blocking_pairs(theirs, ours, pairs, upper)) == expected


def places_of(theirs, ours, upper):
    return Wishes(
        acceptable=(theirs > 0) & (ours > 0),
        mentee=np.argsort(np.argsort(theirs, axis=1, kind="stable"), axis=1),
        mentor=np.argsort(np.argsort(ours, axis=0, kind="stable"), axis=0),
        upper=np.array(upper),
    )


def made_by(best, rotations):
    """Every choice made by a set of rotations that holds what must come before each, once for every such set."""
    for count in range(len(rotations) + 1):
        for chosen in combinations(range(len(rotations)), count):
            if all(rotations[k].before <= set(chosen) for k in chosen):
                has = dict(best)
                for mentee, old, new in (move for k in chosen for move in rotations[k].moves):
                    assert has[mentee] == old
                    has[mentee] = new
                yield frozenset(has.items())


@settings(max_examples=examples(80), deadline=None)
@given(wishes(strict=True))
def test_sets_of_rotations_are_the_stable_choices(given_wishes):
    theirs, ours, upper, _ = given_wishes
    found = list(made_by(*find_rotations(places_of(theirs, ours, upper))))
    assert len(found) == len(set(found))
    assert set(found) == set(stable_choices(theirs, ours, upper))


@pytest.mark.parametrize("seed", range(12))
def test_every_set_of_rotations_of_longer_lists_is_stable(seed):
    """Where mentees pass over mentors whom only an earlier rotation put out of their reach."""
    draw = np.random.default_rng(seed)
    n, m = 14, (14, 9)[seed % 2]
    theirs = draw.permuted(np.tile(np.arange(1, m + 1), (n, 1)), axis=1)
    ours = draw.permuted(np.tile(np.arange(1, n + 1), (m, 1)), axis=1).T
    upper = [1 + (j % 2) * (n - m > 0) for j in range(m)]
    best, rotations = find_rotations(places_of(theirs, ours, upper))
    for pairs in islice(made_by(best, rotations), 300):
        assert blocking_pairs(theirs, ours, pairs, upper) == ()


def test_of_two_mentees_of_one_mentor_the_better_one_leaves_after_the_worse():
    """Else the better one leaves for a mentor wanted less while the worse one stays: a blocking pair."""
    theirs = [
        *([1, 3, 2, 4], [3, 4, 1, 2], [3, 4, 2, 1], [1, 2, 3, 4]),
        *([3, 1, 2, 4], [4, 1, 3, 2], [4, 1, 2, 3]),
    ]
    ours = [
        *([7, 2, 2, 3], [1, 3, 1, 5], [5, 1, 4, 4], [6, 4, 6, 1]),
        *([4, 6, 3, 2], [2, 5, 5, 6], [3, 7, 7, 7]),
    ]
    points = [
        *([18, 2, 1, 16], [19, 3, 8, 7], [13, 15, 16, 11], [0, 18, 14, 0]),
        *([1, 15, 19, 4], [8, 17, 6, 17], [7, 12, 3, 2]),
    ]
    upper = [2, 2, 1, 2]
    solution = solve_stable(theirs, ours, upper=upper, points=points)
    assert solution.blocking == ()
    every = stable_choices(np.array(theirs), np.array(ours), upper)
    assert solution.objective == max(sum(points[i][j] for i, j in pairs) for pairs in every)


@pytest.mark.parametrize("upper", [[1, 1, 1, 1], [2, 1, 1, 1]])
def test_rings_of_wishes_leave_many_stable_choices_of_which_the_lot_takes_one(upper):
    """Mentees and mentors want each other in opposite orders: the most rotations that so few people can have."""
    n = sum(upper)
    theirs = np.array([[(j - i) % 4 + 1 for j in range(4)] for i in range(n)])
    ours = np.array([[(i - j - 1) % n + 1 for j in range(4)] for i in range(n)])
    every = list(stable_choices(theirs, ours, upper))
    assert len(every) > 2
    assert set(made_by(*find_rotations(places_of(theirs, ours, upper)))) == set(every)
    keys = (person_keys(b"", side, [str(k) for k in range(5)]) for side in (LotSide.MENTEE, LotSide.MENTOR))
    drawn = lots(*np.ix_(*keys)).astype(object)
    for points in (np.zeros((n, 4), int), np.array([[(i * j) % 3 for j in range(4)] for i in range(n)])):
        most = max(sum(points[p] for p in pairs) for pairs in every)
        expected = min(
            (pairs for pairs in every if sum(points[p] for p in pairs) == most),
            key=lambda pairs: sum(drawn[p] for p in pairs),
        )
        assert frozenset(solve_stable(theirs, ours, upper, points).pairs) == expected


def test_of_all_tied_choices_the_best_for_mentees_in_the_order_of_the_lot_is_taken():
    """Ties are broken by the lot, so names decide and the order of rows does not."""
    theirs, ours = np.ones((5, 4), int), np.ones((5, 4), int)
    ids = [f"Н-{i}" for i in range(5)], [f"М-{j}" for j in range(4)]
    found = {(ids[0][i], ids[1][j]) for i, j in _stable(theirs, ours, ids).pairs}
    order = np.random.default_rng(2).permutation(5)
    moved = [ids[0][i] for i in order], ids[1]
    again = {(moved[0][i], moved[1][j]) for i, j in _stable(theirs, ours, moved).pairs}
    assert found == again
    assert found != {(ids[0][i], ids[1][j]) for i, j in _stable(theirs, ours, ids, b"2").pairs}


def _stable(theirs, ours, ids, salt=b""):
    return solve_stable(theirs, ours, mentee_ids=ids[0], mentor_ids=ids[1], salt=salt)


@pytest.mark.parametrize("n", [1, 10, 60])
def test_proposals_are_as_many_as_the_lists_demand_and_no_more(n):
    """All want the same mentors in the same order: the worst case of one proposal for each two people."""
    same = np.tile(np.arange(1, n + 1), (n, 1))
    assert solve_stable(same, same.T).proposals == n * (n + 1) // 2


def test_most_points_of_large_lists_may_be_the_best_choice_for_mentors():
    n = 120
    draw = np.random.default_rng(3)
    theirs = draw.permuted(np.tile(np.arange(1, n + 1), (n, 1)), axis=1)
    ours = draw.permuted(np.tile(np.arange(1, n + 1), (n, 1)), axis=1).T
    found = solve_stable(theirs, ours, points=n - ours)
    places = Wishes(np.ones((n, n), bool), theirs - 1, ours - 1, np.ones(n, int))
    assert found.status is Status.OPTIMAL
    assert sorted(found.pairs) == propose_back(places)


def test_a_choice_by_points_tells_its_blocking_pairs():
    problem = Problem([[9, 0], [8, 0]])
    solution = solve(problem)
    assert solution.pairs == ((0, 0), (1, 1))
    theirs, ours = [[1, 2], [1, 2]], [[2, 1], [1, 2]]
    assert blocking_pairs(theirs, ours, solution) == ((1, 0),)
    assert blocking_pairs(theirs, ours, solve_stable(theirs, ours)) == ()


def test_who_is_held_though_unacceptable_is_worth_less_than_any_acceptable_person():
    assert blocking_pairs([[0, 1]], [[1, 1]], [(0, 0)]) == ((0, 1),)
    assert blocking_pairs([[1], [1]], [[0], [1]], [(0, 0)]) == ((1, 0),)


def test_a_mentee_with_room_for_another_mentor_blocks():
    assert blocking_pairs([[1, 2]], [[1, 1]], [(0, 0)]) == ()
    assert blocking_pairs([[1, 2]], [[1, 1]], [(0, 0)], demand=2) == ((0, 1),)
    assert blocking_pairs([[1, 3, 2]], [[1, 1, 1]], [(0, 0), (0, 1)], demand=2) == ((0, 2),)


def test_faults_of_ranks_are_named():
    with pytest.raises(ValueError, match="got shapes"):
        solve_stable([[1]], [[1, 2]])
    with pytest.raises(ValueError, match=r"(?s)mentee_ranks must be at least 0.*points must have shape"):
        solve_stable([[-1]], [[1]], points=[[1, 2]])
