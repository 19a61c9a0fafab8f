"""Groups: the best for few people, and the same every time for many."""

import subprocess
import sys

import numpy as np
from engine_oracle import examples
from hypothesis import given, settings
from small_groups import group_problems, groupings

from matcher import GroupProblem, Proof, Status, solve_groups
from matcher.solve.groups.model import find_grouping
from matcher.solve.groups.problem import broken, worth


@settings(max_examples=examples(150), deadline=None)
@given(group_problems())
def test_few_people_are_grouped_best(problem):
    best = max((worth(problem, group_of) for group_of in groupings(problem)), default=None)
    solution = solve_groups(problem)
    assert solution.objective == best
    assert solution.proof is Proof.SOLVER
    if best is None:
        assert solution.status is Status.INFEASIBLE
    else:
        group_of = np.zeros(problem.people, dtype=int)
        for g, members in enumerate(solution.members):
            group_of[list(members)] = g
        assert broken(problem, group_of) == 0
        assert worth(problem, group_of) == best == solution.bound


@settings(max_examples=examples(15), deadline=None)
@given(group_problems())
def test_the_model_finds_a_grouping_exactly_when_one_exists(problem):
    found, none_exists = find_grouping(problem, None)
    every = list(groupings(problem))
    assert none_exists == (not every)
    assert (found is not None) == bool(every)
    assert found is None or broken(problem, found) == 0


def test_many_people_are_grouped_alike_every_time_with_an_honest_gap():
    rng = np.random.default_rng(1)
    cohesion = rng.integers(0, 100, (24, 24))
    problem = GroupProblem(
        cohesion + cohesion.T - 2 * np.diag(np.diag(cohesion)), [(3, 5)] * 6, apart=[(0, 1), (2, 3)]
    )
    first, second = solve_groups(problem, effort=0.05), solve_groups(problem, effort=0.05)
    assert first.members == second.members
    assert first.status is Status.FEASIBLE
    assert first.proof is Proof.NONE
    assert 0 < first.gap < 1
    assert first.bound > first.objective


def test_few_people_are_grouped_without_anything_compiled():
    """Loading and compiling would take longer than the groups themselves."""
    asked = (
        "import sys, numpy as np; from matcher import GroupProblem, solve_groups;"
        "points = np.add.outer(np.arange(20), np.arange(20)) % 7;"
        "print(solve_groups(GroupProblem(points, [(4, 6)] * 4), effort=1.0).status, 'numba' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True).stdout
    assert said.split()[-1] == "False"


def test_renaming_places_does_not_change_who_meets_whom():
    ids = ["Н-3", "Н-1", "Н-2", "Н-0", "Н-5", "Н-4"]
    order = np.argsort(ids)
    flat = np.ones((6, 6), dtype=int)
    there = solve_groups(GroupProblem(flat, [(3, 3)] * 2, ids=ids))
    sorted_there = solve_groups(GroupProblem(flat, [(3, 3)] * 2, ids=[ids[i] for i in order]))
    named = {frozenset(ids[i] for i in group) for group in there.members}
    assert named == {frozenset(ids[order[i]] for i in group) for group in sorted_there.members}


def test_the_order_of_rows_changes_nothing_for_many_people_with_many_ties():
    rng = np.random.default_rng(2)
    half = np.triu(rng.integers(0, 3, (18, 18)), 1)
    cohesion, ids = half + half.T, [f"Н-{k}" for k in range(18)]

    def named(order):
        problem = GroupProblem(cohesion[np.ix_(order, order)], [(4, 5)] * 4, ids=[ids[i] for i in order])
        return [[ids[order[i]] for i in group] for group in solve_groups(problem, effort=1.0).members]

    there, mixed = named(np.arange(18)), named(rng.permutation(18))
    assert [sorted(group) for group in there] == [sorted(group) for group in mixed]


def test_everyone_who_is_alike_is_grouped_best_without_search():
    solution = solve_groups(GroupProblem(np.ones((20, 20), dtype=int), [(3, 6)] * 5), effort=1.0)
    assert (solution.status, solution.proof) == (Status.OPTIMAL, Proof.SOLVER)
    # Most pairs of 20 people in five groups of 3 to 6: two of 6, and 8 = 3 + 3 + 2 is too few, so 6, 5, 3, 3, 3.
    assert solution.objective == solution.bound == 15 + 10 + 3 + 3 + 3
