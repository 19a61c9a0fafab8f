"""What is given for groups: refused where it would be read wrongly, and said where it cannot hold."""

import numpy as np
import pytest

from matcher import GroupProblem, Proof, Status, solve_groups
from matcher.solve.groups import model
from matcher.solve.groups.bound import plain_bound
from matcher.solve.groups.groups import GroupConflict
from matcher.solve.groups.problem import broken


@pytest.mark.parametrize(
    ("sizes", "more", "conflict"),
    [
        ([(3, 4)] * 4, {}, GroupConflict.SIZES),
        ([(6, 7)] * 3, {}, GroupConflict.SIZES),
        ([(8, 9)] * 2, {"together": [(0, 1), (1, 2)], "apart": [(0, 2)]}, GroupConflict.CONDITIONS),
    ],
)
def test_why_there_are_no_groups_is_said(sizes, more, conflict):
    solution = solve_groups(GroupProblem(np.ones((17, 17), dtype=int), sizes, **more))
    assert (solution.status, solution.proof, solution.conflict) == (
        Status.INFEASIBLE,
        Proof.SOLVER,
        conflict,
    )


def test_that_none_was_found_is_not_said_to_be_shown(monkeypatch):
    """Three of these eighteen may not meet in two groups, which CP-SAT would show if its effort were not at an end."""
    problem = GroupProblem(np.ones((18, 18), dtype=int), [(9, 9)] * 2, apart=[(0, 1), (1, 2), (0, 2)])
    assert solve_groups(problem).status is Status.INFEASIBLE
    monkeypatch.setattr(model, "find_first", lambda *_: (None, None))
    solution = solve_groups(problem)
    assert (solution.status, solution.proof, solution.conflict, solution.members) == (
        Status.UNKNOWN,
        Proof.NONE,
        GroupConflict.NONE_FOUND,
        (),
    )


def test_all_faults_are_named_together():
    with pytest.raises(
        ValueError, match=r"(?s)sizes must be.*person 5 is out of range.*mentor_points must have shape"
    ):
        GroupProblem(np.zeros((2, 2), int), [(3, 1)], mentor_points=[[1]], apart=[(0, 5)])


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"sizes": None}, "sizes must be a list of ranges, got None."),
        ({"sizes": [(2.0, 2.0)] * 2}, r"got \(2.0, 2.0\)."),
        ({"sizes": [(2, 2), (2,)]}, r"got \(2,\)."),
        ({"sizes": [4]}, "got 4."),
        ({"sizes": [(-1, 4)]}, r"got \(-1, 4\)."),
        ({"mentor_points": np.full((4, 2), -1)}, "mentor_points must be at least 0, got -1."),
        ({"mentor_points": np.full((4, 2), 0.5)}, "mentor_points must be integers, got 0.5."),
        ({"mentor_points": np.full((4, 2), np.nan)}, "mentor_points must be integers, got nan."),
        ({"mentor_points": np.full((4, 2), 1 << 62)}, "mentor_points must be below 2147483648"),
        ({"mentor_points": [["a", "b"]] * 4}, "mentor_points must be integers, got a."),
        ({"cohesion": np.ones((4, 4)) - 2}, "cohesion must be at least 0"),
        ({"cohesion": np.full((4, 4), 1 << 40)}, "cohesion must be below 2147483648"),
        ({"categories": ["a"]}, "categories must be 4 labels, got 1."),
        ({"apart": [(0, 0)]}, "apart pairs 0 with itself."),
        ({"together": [(3, 3)]}, "together pairs 3 with itself."),
    ],
)
def test_what_would_be_read_wrongly_is_refused(given, fault):
    """Halves of points, points that wrap, sizes that are no whole numbers."""
    usual = {"cohesion": np.ones((4, 4), int), "sizes": [(2, 2)] * 2}
    with pytest.raises(ValueError, match=fault):
        GroupProblem(**(usual | given))


@pytest.mark.parametrize("effort", [-1, float("nan"), float("inf")])
def test_an_effort_that_is_no_amount_is_refused(effort):
    with pytest.raises(ValueError, match="effort must be a finite number"):
        solve_groups(GroupProblem(np.ones((20, 20), int), [(4, 6)] * 4), effort=effort)


@pytest.mark.parametrize("people", [0, 1, 2, 9, 16])
def test_sizes_may_be_larger_than_any_group(people):
    """Most members without a limit; and empty groups, where they may be empty."""
    solution = solve_groups(GroupProblem(np.ones((people, people), int), [(0, 1 << 70)] * 3), effort=0.5)
    assert sorted(map(len, solution.members)) == [0, 0, people]
    assert (solution.objective, solution.proof) == (people * (people - 1) // 2, Proof.SOLVER)
    beyond = solve_groups(GroupProblem(np.ones((people, people), int), [(1 << 70, 1 << 71)]))
    assert beyond.conflict is GroupConflict.SIZES


@pytest.mark.parametrize("people", [12, 18])
@pytest.mark.parametrize(
    ("more", "possible"),
    [
        ({"categories": ["a"]}, False),
        ({"categories": ["a", "b", "a"]}, False),
        ({"categories": ["a", "b", "a", "b"]}, True),
        ({"together": [(i, i + 1) for i in range(8)]}, False),
        ({"together": [(0, 1), (1, 2), (2, 3)], "apart": [(3, 0)]}, False),
        ({"together": [(0, 1), (1, 2)], "apart": [(2, 3), (3, 4)]}, True),
        ({"together": [(1, 0)], "apart": [(0, 1)]}, False),
        ({"apart": [(i, j) for i in range(5) for j in range(i)]}, False),
        ({"categories": ["a", "a"], "apart": [(0, 1)]}, False),
    ],
)
def test_conditions_that_contradict_each_other_are_said_to(people, more, possible):
    """Someone alone of a category, chains of decisions, more people apart than groups: for few people and for more."""
    if labels := more.get("categories"):
        more = more | {"categories": [*labels, *[None] * (people - len(labels))]}
    problem = GroupProblem(np.ones((people, people), int), [(people // 3, people // 3)] * 3, **more)
    solution = solve_groups(problem, effort=0.5)
    if possible:
        assert broken(problem, _group_of(problem, solution)) == 0
    else:
        assert (solution.conflict, solution.proof) == (GroupConflict.CONDITIONS, Proof.SOLVER)


@pytest.mark.parametrize("people", [12, 16])
def test_points_as_large_as_may_be_are_counted_without_wrapping(people):
    most = (1 << 31) - 1
    cohesion, led = np.full((people, people), most), np.full((people, 4), most)
    solution = solve_groups(
        GroupProblem(cohesion, [(people // 4, people // 4)] * 4, mentor_points=led), effort=0.5
    )
    met = 4 * (people // 4) * (people // 4 - 1) // 2
    assert solution.objective == solution.bound == most * (met + people)
    assert solution.proof is Proof.SOLVER


def test_points_too_large_for_so_many_people_and_conditions_are_refused():
    """A broken condition is weighed more than all points, and that as often as there are conditions fits 64 bits."""
    apart = [(i, j) for i in range(100) for j in range(i)]
    points = np.full((600, 600), (1 << 31) - 1)
    with pytest.raises(ValueError, match="points must be at most 1291549592 for 600 people"):
        GroupProblem(points, [(6, 6)] * 100, apart=apart)
    GroupProblem(np.minimum(points, 1291549592), [(6, 6)] * 100, apart=apart)


@pytest.mark.parametrize("sizes", [(300, 300), (1100, 550)])
def test_the_bound_is_not_below_the_only_grouping_however_large_points_are(sizes):
    people, most = sum(sizes), (1 << 31) - 1
    problem = GroupProblem(np.full((people, people), most), [(size, size) for size in sizes])
    assert plain_bound(problem) >= most * sum(size * (size - 1) // 2 for size in sizes)


@pytest.mark.parametrize("ids", [[("a", 1), ("b", 2), ("c", 3), ("d", 4)], [None, 1, "2", 3.5]])
def test_ids_may_be_anything_that_differs_as_text(ids):
    texts = [str(each) for each in ids]
    given, written = (GroupProblem(np.ones((4, 4), int), [(2, 2)] * 2, ids=each) for each in (ids, texts))
    assert solve_groups(given).members == solve_groups(written).members


def _group_of(problem, solution):
    group_of = np.zeros(problem.people, dtype=int)
    for g, members in enumerate(solution.members):
        group_of[list(members)] = g
    return group_of
