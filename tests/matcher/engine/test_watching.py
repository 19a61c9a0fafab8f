"""What a watch is told while solving goes on, and what is kept when it stops the solving."""

import numpy as np
import pytest
from engine_oracle import asks, assignments, examples, optima, options, problems
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matcher import Problem, Progress, Proof, Stage, Status, solve, verify
from matcher.options import Options
from matcher.solve.pairs import blocks, offers
from matcher.stopping import Stop


@settings(max_examples=examples(60), deadline=None)
@given(st.data())
def test_whatever_the_step_what_is_kept_is_valid_and_its_bound_true(data):
    problem = data.draw(problems(groups=True, laminar=False))
    asked = data.draw(asks(problem, max_changes=True))
    steps = data.draw(st.integers(1, 4))
    solution = solve(problem, **options(asked), watch=lambda known: known.step < steps)
    best = optima(problem, asked)
    assume(best)
    assert verify(problem, solution) == []
    assert frozenset(solution.pairs) in set(assignments(problem, asked))
    most = sum(int(np.asarray(problem.points)[pair]) for pair in best[0])
    assert solution.bound is None or solution.bound >= most


@pytest.mark.parametrize("steps", [1, 2, 3, 4])
def test_nothing_is_said_of_points_while_group_minima_may_cost_people(steps):
    """The flow of two pairs has no points; it would leave a group too small, and the one pair that may be has one."""
    problem = Problem(
        [[0, 0, 0], [0, 0, 0], [0, 0, 0], [1, 0, 0]],
        upper=[1, 0, 1],
        lower_if_used=[0, 0, 2],
        demand=[0, 0, 0, 2],
        forbidden=[(0, 0)],
    )
    solution = solve(problem, previous=[(0, 0)], max_changes=0, watch=lambda known: known.step < steps)
    assert verify(problem, solution) == []
    assert solution.bound in (None, 1)


def test_stopped_solving_keeps_the_best_so_far_without_a_proof():
    problem = Problem([[3, 3], [3, 3]])
    solution = solve(problem, watch=lambda known: False)
    assert solution.status is Status.FEASIBLE
    assert solution.proof is Proof.NONE
    assert verify(problem, solution) == []


def test_a_watch_that_answers_nothing_only_looks_on():
    seen: list[Progress] = []
    solution = solve(Problem([[3, 1], [3, 2]]), watch=seen.append)
    assert solution.status is Status.OPTIMAL
    assert len(seen) > 1


@pytest.fixture
def many_rounds(monkeypatch):
    monkeypatch.setattr(offers, "ALL_PAIRS", 0)
    monkeypatch.setattr(offers, "BEST", 1)
    monkeypatch.setattr(offers, "NOISE", 1000)
    monkeypatch.setattr(blocks, "WORST", 1)
    monkeypatch.setattr(blocks, "MANY", 1)


@pytest.mark.usefixtures("many_rounds")
def test_what_is_known_only_gets_better():
    problem = Problem(np.random.default_rng(1).integers(0, 50, (60, 60)))
    known = []
    whole = solve(problem, watch=lambda progress: known.append(progress) or True)
    points = [progress for progress in known if progress.stage is Stage.POINTS]
    assert len(points) > 2
    assert [p.objective for p in points] == sorted(p.objective for p in points)
    assert all(p.objective <= whole.objective <= p.bound for p in points)
    assert points[-1].bound == whole.objective
    assert [p.step for p in known] == list(range(1, len(known) + 1))


@pytest.mark.usefixtures("many_rounds")
def test_the_same_steps_end_at_the_same_pairs():
    problem = Problem(np.random.default_rng(2).integers(0, 50, (50, 40)))
    stopped = [solve(problem, watch=lambda known: known.step < 3).pairs for _ in range(2)]
    assert stopped[0] == stopped[1] != solve(problem).pairs


def test_a_run_goes_on_when_its_watch_answers_nothing():
    known = Progress(step=1, stage=Stage.POINTS, pairs=1, objective=1, bound=None)
    assert Stop(Options(), lambda _: None).watch(known)
    assert not Stop(Options(), lambda _: False).watch(known)
    assert not Stop(Options(stop_after=1), lambda _: None).watch(known)
