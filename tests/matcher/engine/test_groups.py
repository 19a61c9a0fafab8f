"""`solve_groups` against all groupings of a few people, and what is claimed of many."""

import subprocess
import sys
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import GroupProblem, Proof, Status, solve_groups
from matcher.solve.groups import proof
from matcher.solve.groups.annealing import lay_ground
from matcher.solve.groups.bound import group_kinds, plain_bound
from matcher.solve.groups.cover import better_cover
from matcher.solve.groups.groups import GroupConflict
from matcher.solve.groups.model import find_grouping
from matcher.solve.groups.prices import points_inside
from matcher.solve.groups.problem import broken, could_be_groups, worth
from matcher.solve.groups.proof import LIMIT, prove
from matcher.solve.groups.relaxation import _without_negative, relaxed_bound
from matcher.solve.groups.search import search_groups
from matcher.solve.groups.starts import first_groupings
from matcher.solve.groups.table import best_grouping
from matcher.solve.groups.tabu import STAY, go_on, set_out


@st.composite
def group_problems(draw):
    n, groups = draw(st.integers(1, 6)), draw(st.integers(1, 3))
    half = np.triu(
        np.array(draw(st.lists(st.integers(0, 5), min_size=n * n, max_size=n * n))).reshape(n, n), 1
    )
    sizes = [
        (low, low + draw(st.integers(0, 3)))
        for low in draw(st.lists(st.integers(0, 3), min_size=groups, max_size=groups))
    ]
    led = draw(
        st.none()
        | st.lists(st.lists(st.integers(0, 5), min_size=groups, max_size=groups), min_size=n, max_size=n)
    )
    cells = [(i, j) for i in range(n) for j in range(i + 1, n)]
    decided = draw(st.lists(st.sampled_from(cells), max_size=2, unique=True)) if cells else []
    split = draw(st.integers(0, len(decided)))
    labels = draw(st.none() | st.lists(st.sampled_from(["a", "b", None]), min_size=n, max_size=n))
    return GroupProblem(
        half + half.T,
        sizes,
        mentor_points=led,
        together=decided[:split],
        apart=decided[split:],
        categories=labels,
    )


def groupings(problem):
    """Every grouping that keeps all conditions, by the definition of each."""
    people = range(problem.people)
    for group_of in product(range(len(problem.sizes)), repeat=problem.people):
        members = [[i for i in people if group_of[i] == g] for g in range(len(problem.sizes))]
        fits = all(
            low <= len(group) <= high for group, (low, high) in zip(members, problem.sizes, strict=True)
        )
        decided = all(group_of[i] == group_of[j] for i, j in problem.together) and all(
            group_of[i] != group_of[j] for i, j in problem.apart
        )
        labels = problem.categories or [None] * problem.people
        lone = any(
            labels[i] is not None and [labels[j] for j in group].count(labels[i]) == 1
            for group in members
            for i in group
        )
        if fits and decided and not lone:
            yield np.array(group_of)


@settings(max_examples=150, deadline=None)
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


@settings(max_examples=30, deadline=None)
@given(group_problems())
def test_local_search_keeps_all_conditions(problem):
    starts = first_groupings(problem)
    assert all(broken(GroupProblem(problem.cohesion, problem.sizes), start) == 0 for start in starts)
    found = search_groups(problem, starts, 1.0)
    for group_of in found:
        assert broken(problem, group_of) == 0
        assert any(np.array_equal(group_of, other) for other in groupings(problem))


def fined(problem, group_of, fine):
    """Points less a fine for every broken decision and everyone who stands alone, by the definition of each."""
    labels = problem.categories or [None] * problem.people
    cohesion, _ = problem.matrices()
    # A decision about two people is a point more or less of theirs, once however often it is written.
    for i, j in problem.together:
        cohesion[i, j] = cohesion[j, i] = cohesion[i, j] + fine
    for i, j in problem.apart:
        cohesion[i, j] = cohesion[j, i] = cohesion[i, j] - fine
    alone = sum(
        labels[i] is not None
        and not any(
            labels[j] == labels[i] and group_of[j] == group_of[i] for j in range(problem.people) if j != i
        )
        for i in range(problem.people)
    )
    same = group_of[:, None] == group_of[None]
    led = problem.matrices()[1][np.arange(problem.people), group_of].sum()
    return int(np.triu(np.where(same, cohesion, 0), 1).sum() + led - fine * alone)


@settings(max_examples=60, deadline=None)
@given(group_problems(), st.integers(1, 50), st.integers(0, 30), st.integers(1, 1 << 60))
def test_cooling_counts_what_it_gains_and_keeps_sizes(problem, fine, heat, seed):
    """Also what people alone of their category cost, however often it went through such groupings."""
    ground = lay_ground(problem, fine)
    for start in first_groupings(problem):
        found, gained = ground.cooled(start, np.array([heat, heat // 2, 0]), 300, seed)
        assert gained == fined(problem, found, fine) - fined(problem, start, fine) >= 0
        counts = np.bincount(found, minlength=len(problem.sizes)).tolist()
        assert all(low <= count <= high for count, (low, high) in zip(counts, problem.sizes, strict=True))


def neighbours(ground, group_of):
    """Every grouping of right sizes that one exchange or move makes, with who changes places."""
    people, groups = range(len(group_of)), range(len(ground.sizes))
    for i in people:
        for j in people[:i]:
            if group_of[i] != group_of[j]:
                other = group_of.copy()
                other[[i, j]] = group_of[[j, i]]
                yield other, [i, j]
        for g in groups:
            other = group_of.copy()
            other[i] = g
            counts = np.bincount(other, minlength=len(groups))
            if (
                g != group_of[i]
                and (counts >= ground.sizes[:, 0]).all()
                and (counts <= ground.sizes[:, 1]).all()
            ):
                yield other, [i]


@settings(max_examples=60, deadline=None)
@given(group_problems(), st.integers(1, 50), st.integers(0, 1 << 30))
def test_wandering_makes_the_best_change_that_it_may(problem, fine, seed):
    """And all that it carries from step to step is what counting it anew would give."""
    ground, rng = lay_ground(problem, fine), np.random.default_rng(seed)
    starts = first_groupings(problem)
    if not starts:
        return
    walk, met = set_out(ground, np.array(starts)), []
    for step in range(8):
        before, best, busy = walk.group_of.copy(), walk.best.copy(), walk.busy_until > step
        go_on(walk, step, rng)
        for row, group_of in enumerate(before):
            values = [
                fined(problem, other, fine)
                for other, moved in neighbours(ground, group_of)
                if not busy[row, moved].any() or fined(problem, other, fine) > best[row]
            ]
            assert walk.value[row] == max(values, default=fined(problem, group_of, fine))
        assert (walk.busy_until[before != walk.group_of] > step + STAY[0]).all()
        anew = set_out(ground, walk.group_of)
        assert all(
            np.array_equal(getattr(walk, name), getattr(anew, name))
            for name in ("value", "there", "count", "held")
        )
        met.append(walk.value.copy())
    assert np.array_equal(walk.best, np.max([set_out(ground, np.array(starts)).value, *met], axis=0))
    assert [fined(problem, group_of, fine) for group_of in walk.best_of] == walk.best.tolist()


@pytest.mark.parametrize("seed", range(6))
def test_search_leaves_nobody_alone_of_a_category_and_finds_the_best_grouping(seed):
    rng = np.random.default_rng(seed)
    half = np.triu(rng.integers(0, 10, (8, 8)), 1)
    labels = rng.permutation(["a", "a", "b", "b", "c", "c", "c", None]).tolist()
    problem = GroupProblem(half + half.T, [(2, 4)] * 3, categories=labels)
    every = list(groupings(problem))
    found = search_groups(problem, first_groupings(problem), 5.0)
    assert broken(problem, found[0]) == 0
    assert worth(problem, found[0]) == max(worth(problem, group_of) for group_of in every)


@settings(max_examples=40, deadline=None)
@given(group_problems(), st.sampled_from([0, 40, 100_000]))
def test_bounds_are_never_exceeded_and_what_is_called_best_is(problem, limit):
    """However little may be looked at: all groups, a few sets, or none."""
    every = list(groupings(problem))
    if not every:
        return
    best = max(worth(problem, group_of) for group_of in every)
    proved = prove(problem, every[:2], 20 * limit / LIMIT)
    assert plain_bound(problem) >= best
    assert proved.bound >= best
    assert broken(problem, proved.group_of) == 0
    if limit == 100_000:
        assert proved.best
    if proved.best:
        assert worth(problem, proved.group_of) == best == proved.bound


@settings(max_examples=60, deadline=None)
@given(group_problems(), st.integers(-2, 2))
def test_the_best_cover_is_found_when_it_is_good_enough(problem, more):
    """Out of all groups there are: with several groups empty, and kinds that overlap in sizes."""
    every = list(groupings(problem))
    best = max((worth(problem, group_of) for group_of in every), default=0)
    kinds, cohesion = group_kinds(problem), problem.matrices()[0]
    sets = np.array([bits for bits in product([False, True], repeat=problem.people) if any(bits)])
    sets = sets[could_be_groups(problem, sets)]
    listed = {
        (kind.led.tobytes(), tuple(np.flatnonzero(group).tolist()), int(value))
        for kind in kinds
        for group, value in zip(sets, points_inside(cohesion, sets) + sets @ kind.led, strict=True)
    }
    found, shown = better_cover(problem.people, kinds, sorted(listed), best + more, 20.0)
    assert shown
    assert (found is not None) == (bool(every) and more <= 0)
    if found is not None:
        assert (broken(problem, found), worth(problem, found)) == (0, best)


@settings(max_examples=80, deadline=None)
@given(group_problems())
def test_no_grouping_exceeds_what_the_relaxation_says(problem):
    every = list(groupings(problem))
    if every:
        assert relaxed_bound(problem) >= max(worth(problem, group_of) for group_of in every)


@pytest.mark.parametrize(("people", "size", "slack"), [(30, 6, 0.06), (60, 10, 0.06)])
def test_the_relaxation_is_near_what_people_meeting_at_random_are_worth(people, size, slack):
    """Half as far as everyone's best partners, or less; and exact where people fall into groups by themselves."""
    rng = np.random.default_rng(people)
    half = np.triu(rng.integers(0, 100, (people, people)), 1)
    problem = GroupProblem(half + half.T, [(size, size)] * (people // size))
    found = search_groups(problem, first_groupings(problem), 4.0)[0]
    assert worth(problem, found) <= relaxed_bound(problem) <= (1 + slack) * worth(problem, found)
    assert plain_bound(problem) >= (1 + 2 * slack) * worth(problem, found)
    apart = np.arange(people) // size
    friends = 50 * (apart[:, None] == apart) + half % 2 + half.T % 2
    told = GroupProblem(friends, [(size - 1, size + 1)] * (people // size))
    assert relaxed_bound(told) <= 1.01 * worth(told, apart)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 5), st.integers(0, 1 << 40), st.integers(0, 1 << 30))
def test_a_matrix_is_mended_until_no_eigenvalue_is_negative(n, size, seed):
    """Shown exactly: all principal minors that count are positive, in whole numbers."""
    rng = np.random.default_rng(seed)
    half = rng.integers(-size, size + 1, (n, n))
    mended = _without_negative((half + half.T).astype(float))
    assert np.array_equal(mended - np.diag(np.diag(mended)), half + half.T - 2 * np.diag(np.diag(half)))
    assert all(_determinant(mended[:k, :k].tolist()) > 0 for k in range(1, n + 1))


def _determinant(rows):
    if not rows:
        return 1
    return sum(
        (-1) ** j * rows[0][j] * _determinant([[*row[:j], *row[j + 1 :]] for row in rows[1:]])
        for j in range(len(rows))
    )


def different_sizes(people, seed, sizes):
    half = np.triu(np.random.default_rng(seed).integers(0, 100, (people, people)), 1)
    return GroupProblem(half + half.T, sizes)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_proved_of_groups_of_different_sizes_is_the_best_of_all(seed):
    """Beside the table of all groupings, from one that is far from the best."""
    problem = different_sizes(11, seed, [(2, 4), (2, 5), (3, 6)])
    proved = prove(problem, first_groupings(problem)[-1:], 20.0)
    assert proved.best
    assert worth(problem, proved.group_of) == proved.bound == worth(problem, best_grouping(problem, b""))


@pytest.mark.parametrize("seed", range(2))
def test_groups_of_different_sizes_are_proved_by_looking_again_for_ones_worth_less(seed, monkeypatch):
    problem = different_sizes(18, seed, [(3, 6), (3, 5), (4, 7), (3, 6)])
    found = search_groups(problem, first_groupings(problem), 5.0)
    assert prove(problem, found, 20.0).best
    monkeypatch.setattr(proof, "DEEPER", 1)
    assert not prove(problem, found, 20.0).best


@settings(max_examples=15, deadline=None)
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


def _group_of(problem, solution):
    group_of = np.zeros(problem.people, dtype=int)
    for g, members in enumerate(solution.members):
        group_of[list(members)] = g
    return group_of
