"""What is given is taken in any usual shape, or refused by a sentence; never by an error of another library."""

import numpy as np
import pytest
from scipy.sparse import coo_array, csr_array

from matcher import (
    GroupProblem,
    PoolProblem,
    Problem,
    Purpose,
    Rules,
    Scores,
    alternatives,
    blocking_pairs,
    certificate_bytes,
    cost_of_forcing,
    sensitivity,
    solve,
    solve_groups,
    solve_pool,
    solve_stable,
    verify,
)
from matcher.solve import choosing

POINTS = np.array([[3, 1], [2, 2]])
COHESION = np.ones((4, 4), int)
RANKS = np.array([[1, 2], [1, 2]])
EYE = np.eye(2, dtype=int)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"points": [[1, 2], [3]]}, "rows of different lengths"),
        ({"points": np.empty((0, 2), "U3")}, "points must be integers, got an array of <U3"),
        ({"points": np.array([[1, 2], [2.5, 3]], object)}, "points must be integers, got 2.5"),
        ({"points": np.ma.masked_array(POINTS, POINTS > 2)}, "no masked entries"),
        ({"points": Scores([[1], [2, 3]], EYE)}, "rows of different lengths"),
        ({"points": Scores(EYE, EYE, ([0], [1]))}, "exceptions must be three arrays"),
        ({"points": Scores(EYE, EYE, csr_array(EYE))}, "exceptions must be three arrays"),
        ({"points": Scores(EYE, EYE, ([0], [1], [1], [[1], [1, 2]]))}, "exceptions must be three arrays"),
        ({"allowed": [["yes", "no"], ["no", "yes"]]}, "allowed must hold true or false, got .*yes"),
        ({"allowed": [[float("nan"), 1], [1, 1]]}, "allowed must hold true or false, got .*nan"),
        ({"allowed": csr_array([[float("nan"), 0], [0, 1]])}, "allowed must hold true or false, got .*nan"),
        ({"allowed": [[0.5, 1], [1, 1]]}, "allowed must hold true or false, got .*0.5"),
        ({"allowed": [[True], [True, False]]}, "allowed must have shape .* different lengths"),
        ({"allowed": Rules(None)}, "Rules must be a list of"),
        ({"allowed": Rules((EYE, EYE, 1))}, "put a single rule in a list"),
        ({"allowed": Rules(((1, 1, 1),))}, "rule 0: features must be two matrices"),
        ({"upper": [[1], [1, 2]]}, "upper must be one number or 2 numbers, got lists of different lengths"),
        ({"priority": [[1], [1, 2]]}, "priority must be one number or 2 numbers"),
        ({"locked": None}, "locked must be a list of pairs of two indices, got None"),
        ({"locked": iter([(0, 0)])}, "locked must be a list of pairs"),
        ({"locked": (0, 1)}, "locked must be pairs of two indices, got 0"),
        ({"forbidden": [(True, False)]}, "forbidden must be pairs of two indices, got .True, False"),
        ({"forbidden": [(1 << 70, 0)]}, "forbidden: mentee 1180591620717411303424 is out of range"),
        (
            {"locked": [(0, 1)], "forbidden": np.array([[0, 1]])},
            r"pair \(0, 1\) is both locked and forbidden",
        ),
        ({"shared_upper": None}, "shared_upper must be a list of"),
        ({"shared_upper": (0, 1)}, "shared_upper 0 must be .mentor indices, most., got 0"),
        ({"shared_upper": (((0.5, 1), 1),)}, "shared_upper 0 must name mentors by a list of indices"),
        ({"shared_upper": ((iter([0, 1]), 1),)}, "shared_upper 0 must name mentors by a list of indices"),
        ({"mentee_ids": {"a", "b"}}, "mentee_ids must be a list of 2 ids"),
        ({"mentor_ids": "ab"}, "mentor_ids must be a list of 2 ids"),
        ({"mentor_ids": ["\ud800", "b"]}, "cannot be written in UTF-8"),
    ],
)
def test_what_a_problem_cannot_be_made_of_is_said_in_a_sentence(given, message):
    with pytest.raises(ValueError, match=message):
        Problem(**{"points": POINTS, **given})


def test_faults_of_points_hide_no_others():
    with pytest.raises(ValueError, match="at least 0, got -1") as caught:
        Problem([[-1, 1]], upper=-2, mentor_ids=["a", "a"], locked=[(5, 0)])
    assert len(str(caught.value).splitlines()) == 4
    with pytest.raises(ValueError, match="at least 0, got -1") as caught:
        PoolProblem([[0, -1], [-1, 0]], ids=["a", "a"])
    assert "twice" in str(caught.value)
    with pytest.raises(ValueError, match="at least 0, got -1") as caught:
        GroupProblem([[0, -1], [-1, 0]], sizes=[(3, 2)], ids=["a", "a"])
    assert len(str(caught.value).splitlines()) == 3


@pytest.mark.parametrize(
    ("call", "faults"),
    [
        (lambda: Problem([[1, -2], [3.5, 1 << 31]], priority=[0.5, 1 << 63]), 5),
        (lambda: Problem(Scores([[0.5]], [["a"]], exceptions=([3], [0.5], [1 << 31]))), 5),
        (lambda: PoolProblem([[0, -1], [2, 0]]), 2),
        (lambda: solve_stable([[-1]], [[1]], points=[[1, 2]], mentee_ids=["a", "b"]), 3),
        (lambda: blocking_pairs([[-1]], [[1]], [(0, 1)], upper=-1, demand=-1), 4),
        (lambda: solve_pool(PoolProblem(COHESION), "most", salt="x"), 2),
        (
            lambda: solve(
                Problem(POINTS),
                Purpose.BEST_TOTAL,
                floor=-1,
                raise_worst=True,
                previous=[(0, 9)],
                max_changes=-1,
                salt="x",
                effort=-1,
            ),
            6,
        ),
        (lambda: solve(Problem(POINTS), "most", raise_worst=True, floor=0.5), 2),
    ],
)
def test_no_fault_hides_another(call, faults):
    with pytest.raises(ValueError, match=r"\.") as caught:
        call()
    assert len(str(caught.value).splitlines()) == faults


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"previous": [(0.7, 1)]}, "previous must be pairs of two indices, got .0.7, 1"),
        ({"previous": [("0", "1")]}, "previous must be pairs of two indices"),
        ({"previous": 5}, "previous must be a list of pairs"),
        ({"previous": [(0, 1, 1)]}, "previous must be pairs of two indices"),
        ({"max_changes": -1}, "max_changes must be at least 0"),
        ({"max_changes": "1"}, "max_changes must be a whole number"),
        ({"salt": "x"}, "salt must be bytes, got 'x'; encode"),
        ({"salt": None}, "salt must be bytes"),
        ({"effort": "1"}, "effort must be a finite number"),
        ({"raise_worst": "no"}, "raise_worst must be true or false, got 'no'"),
        ({"raise_worst": np.ones(2)}, "raise_worst must be true or false, got array"),
        ({"purpose": np.ones(2)}, "is not a valid Purpose; known are"),
        ({"purpose": [], "raise_worst": 2}, r"valid Purpose(?s:.*)raise_worst must"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_sentence(asked, message):
    with pytest.raises(ValueError, match=message):
        solve(Problem(POINTS), **asked)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: PoolProblem(COHESION, allowed=[["no"] * 4] * 4), "allowed must hold true or false"),
        (lambda: PoolProblem(COHESION, locked=[("a", 1)]), "locked must be pairs"),
        (lambda: PoolProblem(COHESION, forbidden=[(1 << 70, 0)]), "out of range"),
        (lambda: solve_pool(PoolProblem(COHESION), "most"), "is not a valid Purpose"),
        (lambda: solve_pool(PoolProblem(COHESION), salt="x"), "salt must be bytes"),
        (lambda: GroupProblem(COHESION, sizes=iter([(4, 4)])), "sizes must be a list"),
        (lambda: GroupProblem(COHESION, sizes=[(4, 4)], categories="aabb"), "categories must be a list"),
        (lambda: GroupProblem(COHESION, sizes=[(4, 4)], together=[(1, True)]), "together must be pairs"),
        (lambda: solve_groups(GroupProblem(COHESION, [(4, 4)]), salt="x"), "salt must be bytes"),
        (lambda: solve_stable([[1], [1, 2]], RANKS), "rows of different lengths"),
        (lambda: solve_stable(RANKS, RANKS.T, salt="x"), "salt must be bytes"),
        (lambda: blocking_pairs(RANKS, RANKS.T, [(-1, 0)]), "mentee -1 is out of range"),
        (lambda: blocking_pairs(RANKS, RANKS.T, [(5, 0)]), "mentee 5 is out of range"),
        (lambda: blocking_pairs(RANKS, RANKS.T, (), demand=1.5), "demand must be integers"),
        (lambda: cost_of_forcing(Problem(POINTS), solve(Problem(POINTS)), (0.5, 1)), "must be pairs"),
        (lambda: sensitivity(solve(Problem(POINTS)), lambda _: Problem(POINTS), 1, step=0), "step must be"),
        (lambda: alternatives(Problem(POINTS), solve(Problem(POINTS)), 1.5), "most must be a whole number"),
    ],
)
def test_other_ways_refuse_in_sentences_too(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_lists_arrays_and_sets_are_read_alike():
    rule = ([[1, 0], [0, 1]], [[1, 0], [0, 1]], 0)
    plain = Problem(POINTS, allowed=Rules([rule]), forbidden=[(0, 0)], shared_upper=[([0, 1], 2)])
    for kind in (np.array, set, list):
        problem = Problem(
            POINTS.tolist(),
            allowed=np.ones((2, 2), int).tolist(),
            forbidden=kind([(0, 0)]),
            shared_upper=[(np.array([0, 1]), np.int64(2))],
        )
        solution = solve(problem, previous=np.array([(0, 1)]))
        assert solution.pairs == solve(plain, previous=[(0, 1)]).pairs == ((0, 1), (1, 0))
        assert verify(problem, solution) == []
        assert problem.forbidden == ((0, 0),)


def test_ids_may_be_numbers_or_an_array():
    named = ["5", "6", "7", "8"]
    groups = [solve_groups(GroupProblem(COHESION, [(2, 2)] * 2, ids=ids)).members for ids in _kinds(named)]
    pairs = [solve_pool(PoolProblem(COHESION, ids=ids)).pairs for ids in _kinds(named)]
    ties = np.ones((4, 4), int)
    stable = [solve_stable(ties, ties, mentee_ids=i, mentor_ids=i).pairs for i in _kinds(named)]
    for found in (groups, pairs, stable):
        assert found[0] == found[1] == found[2]


def _kinds(named):
    return named, np.array(named), [int(name) for name in named]


def test_pairs_of_one_base_are_plain_numbers_and_may_be_given_as_an_array():
    found = solve_pool(PoolProblem(COHESION, allowed=csr_array(COHESION), locked=np.array([[2, 1]])))
    assert found.pairs == ((0, 3), (1, 2))
    assert all(type(person) is int for pair in found.pairs for person in pair)


@pytest.mark.parametrize("wide", [-1, 3_000])
def test_entries_of_a_sparse_matrix_that_stand_twice_are_added_up(monkeypatch, wide):
    monkeypatch.setattr(choosing, "WIDE", wide)
    allowed = coo_array((np.array([1, -1, 1, 1]), ([0, 0, 0, 1], [0, 0, 1, 0])), shape=(2, 2))
    problem = Problem([[9, 1], [1, 9]], allowed=allowed)
    solution = solve(problem)
    assert solution.pairs == ((0, 1), (1, 0))
    assert verify(problem, solution) == []


def test_a_sparse_matrix_that_was_given_is_not_changed():
    allowed = coo_array((np.array([1, 1, 1]), ([0, 0, 1], [0, 0, 1])), shape=(2, 2)).tocsr()
    doubled = csr_array((np.array([1, 1, 1]), np.array([0, 0, 1]), np.array([0, 2, 3])), shape=(2, 2))
    assert solve(Problem(POINTS, allowed=doubled)).pairs == solve(Problem(POINTS, allowed=allowed)).pairs
    assert doubled.nnz == 3
    assert Problem(POINTS, allowed=allowed).allowed is allowed


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("asked", [{}, {"raise_worst": True}, {"purpose": Purpose.BEST_TOTAL}])
def test_matrices_that_lie_in_memory_column_after_column_are_read_alike(asked, wide, monkeypatch):
    monkeypatch.setattr(choosing, "WIDE", -1 if wide else 3000)
    dice = np.random.default_rng(5)
    points, allowed = dice.integers(0, 4, (12, 9)), dice.random((12, 9)) < 0.8
    allowed[0, 0] = True
    told = []
    for order in "CF":
        matrices = {"points": np.array(points, order=order), "allowed": np.array(allowed, order=order)}
        problem = Problem(**matrices, upper=2, locked=[(0, 0)], forbidden=[(1, 1)])
        solution = solve(problem, previous=[(i, (i * 5) % 9) for i in range(1, 12)], **asked)
        assert verify(problem, solution) == []
        told.append((solution.pairs, certificate_bytes(solution.certificate)))
    assert told[0] == told[1]
