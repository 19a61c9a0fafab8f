"""A solver process: the bytes of the command, its limits, and its end with its worker or its task."""

import io
import os
import signal
import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from multiprocessing import forkserver
from typing import Any

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.options import Options
from matcher.progress import Progress
from matcher.progress import Stage as Settling
from questionnaires.finding import Finding, InputRefused, Severity
from questionnaires.reading import InputFile
from questionnaires.wording import Wording
from service.folder.make import make
from service.folder.request import PROGRAMME, Request, Role
from service.runs.inputs import request_from
from service.runs.solving.frames import Frame, Word, read_frame, receive, write_frame
from service.runs.solving.judging import verdict_against
from service.runs.solving.process import answer, serve
from service.runs.solving.progress import Reporter, Stage, Told
from service.runs.solving.solver import PROCESSES, Solver, SolverEnded, SolverLost, Watch, Wish
from service.runs.solving.verdict import read_verdict
from service.store.run_states import RunOutcome, StopReason

OPTIONS = {"max_changes": None, "shortlist": 0}
PATIENT = Watch(wish=lambda: Wish.GO_ON, hear=lambda told: None)


@pytest.fixture(scope="module")
def task(studio_request: Request) -> Frame:
    return Frame(word=Word.SOLVE, facts={"options": OPTIONS}, files=dict(studio_request.inputs()))


@pytest.fixture(scope="module")
def solver() -> Iterator[Solver]:
    one = Solver(memory_mb=4096, seconds=120)
    yield one
    one.end()


def test_the_bytes_are_those_of_the_command_twice(
    solver: Solver, task: Frame, studio_request: Request
) -> None:
    expected = {paper.path: paper.content for paper in make(studio_request).papers}
    first, second = solver.run(task, PATIENT), solver.run(task, PATIENT)
    assert dict(first.files) == expected
    assert dict(second.files) == expected
    assert read_verdict(dict(first.facts)).outcome in {RunOutcome.OPTIMAL, RunOutcome.FEASIBLE}


def test_a_solver_lets_others_go_first(solver: Solver, task: Frame) -> None:
    solver.run(replace(task, word=Word.READ), PATIENT)
    assert solver.process_id is not None
    assert psutil.Process(solver.process_id).nice() >= min(19, psutil.Process().nice() + 10)


def test_a_bad_input_is_refused_with_its_problems(solver: Solver, task: Frame) -> None:
    files = {**task.files, "inputs/answers/01-empty.csv": b"\x00"}
    answer = solver.run(Frame(word=Word.READ, facts=task.facts, files=files), PATIENT)
    verdict = read_verdict(dict(answer.facts))
    assert verdict.outcome is RunOutcome.INVALID
    assert all({"code", "reason", "file", "row"} <= problem.keys() for problem in verdict.problems)


def test_what_is_kept_of_a_refused_input_repeats_no_cell() -> None:
    """Neither the cell itself nor the sentences that quote it: they are of people, and outlive the upload."""
    bad = Finding(
        severity=Severity.ERROR,
        code="bad-date",
        reason=Wording("Записано «Каштанов Лев».", "Found “Каштанов Лев”."),
        remedy=Wording("Исправьте дату.", "Mend the date."),
        file="a.csv",
        row=7,
        column="Дата рождения",
        found="Каштанов Лев",
    )
    quoting = replace(bad, remedy=Wording("Исправьте «Каштанов Лев».", "Mend “Каштанов Лев”."))
    kept = verdict_against(InputRefused([bad, quoting])).problems
    assert "Каштанов" not in str(kept)
    assert [(one["row"], one["column"]) for one in kept] == [(7, "Дата рождения")] * 2
    assert kept[0]["reason"] == {"ru": "Исправьте дату.", "en": "Mend the date."}


def test_a_good_input_has_no_verdict_yet(solver: Solver, task: Frame) -> None:
    assert dict(solver.run(Frame(word=Word.READ, facts=task.facts, files=task.files), PATIENT).facts) == {}


def test_a_fault_of_the_program_is_an_answer(solver: Solver) -> None:
    answer = solver.run(Frame(word=Word.SOLVE, facts={"options": OPTIONS}, files={PROGRAMME: b"["}), PATIENT)
    assert read_verdict(dict(answer.facts)).outcome in {RunOutcome.INVALID, RunOutcome.FAILED}


def test_a_killed_solver_is_noticed_and_the_next_task_finds_a_new_one(solver: Solver, task: Frame) -> None:
    def kill(told: Mapping[str, Any]) -> None:
        assert solver.process_id is not None
        os.kill(solver.process_id, signal.SIGKILL)

    with pytest.raises(SolverLost):
        solver.run(task, Watch(wish=lambda: Wish.GO_ON, hear=kill))
    assert solver.run(task, PATIENT).word is Word.DONE


@pytest.mark.skipif(not hasattr(PROCESSES, "set_forkserver_preload"), reason="no copies here")
def test_a_solver_killed_at_birth_is_lost_and_the_next_task_finds_a_new_one(
    task: Frame, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(descriptor: int) -> int:
        raise EOFError("unexpected EOF")  # instead of the process's own id, which it did not live to say

    solver = Solver(memory_mb=4096, seconds=120)
    with monkeypatch.context() as patch:
        patch.setattr(forkserver, "read_signed", ended)
        for _ in range(2):
            with pytest.raises(SolverLost):
                solver.run(task, PATIENT)
    try:
        assert solver.run(task, PATIENT).word is Word.DONE
    finally:
        solver.end()


def test_a_task_is_given_up_when_asked(solver: Solver, task: Frame) -> None:
    with pytest.raises(SolverEnded):
        solver.run(task, Watch(wish=lambda: Wish.GIVE_UP, hear=lambda told: None))
    assert solver.process_id is None


def test_a_stopped_task_keeps_the_best_so_far_and_can_be_made_again(
    solver: Solver, task: Frame, studio_request: Request
) -> None:
    heard: list[Mapping[str, Any]] = []
    answer = solver.run(task, Watch(wish=lambda: Wish.STOP, hear=heard.append))
    verdict = read_verdict(dict(answer.facts))
    assert (verdict.outcome, verdict.stop_reason) == (RunOutcome.FEASIBLE, StopReason.USER)
    assert verdict.options is not None
    again = make(replace(studio_request, options=Options(**verdict.options)))
    assert dict(answer.files) == {paper.path: paper.content for paper in again.papers}
    assert [told["stage"] for told in heard] == [Stage.READING, Stage.PEOPLE]
    assert heard[-1]["objective"] == verdict.objective
    # A wish that comes too late for one task is none for the next.
    whole = solver.run(task, PATIENT)
    assert read_verdict(dict(whole.facts)).outcome is RunOutcome.OPTIMAL


def test_what_is_told_comes_once_a_second_and_grows() -> None:
    seconds = iter([0.0, 0.0, 0.4, 0.9, 1.0, 1.0, 2.5, 2.5])
    told: list[Told] = []
    reporter = Reporter(tell=told.append, clock=lambda: next(seconds))
    steps = [(Settling.PEOPLE, 50, None), (Settling.POINTS, 60, 200), (Settling.POINTS, 70, 200)]
    steps += [(Settling.POINTS, 120, 200), (Settling.LOTS, 200, 200)]
    for number, (stage, objective, bound) in enumerate(steps, start=1):
        known = Progress(step=number, stage=stage, pairs=5, objective=objective, bound=bound)
        assert reporter(known)
    assert [(one.stage, one.progress, one.objective, one.bound) for one in told] == [
        (Stage.PEOPLE, 0, 50, None),
        (Stage.POINTS, 60, 120, 200),
        (Stage.LOTS, 99, 200, 200),
    ]
    reporter.stopping.set()
    reporter.clock = lambda: 2.6
    assert not reporter(Progress(step=9, stage=Settling.LOTS, pairs=5, objective=200, bound=200))


def test_a_solver_over_its_memory_is_lost_at_once_and_the_next_task_finds_another(task: Frame) -> None:
    solver = Solver(memory_mb=1024, seconds=120)
    try:
        with pytest.raises(SolverLost):
            solver.run(replace(task, files={"large": bytes(512 * 2**20)}), PATIENT)
        assert solver.run(task, PATIENT).word is Word.DONE
    finally:
        solver.end()


def test_a_task_that_runs_out_of_memory_says_so(monkeypatch: pytest.MonkeyPatch, task: Frame) -> None:
    def out_of_memory(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("service.folder.make.make", out_of_memory)
    ours, _theirs = PROCESSES.Pipe()
    verdict = read_verdict(dict(answer(task, ours, threading.Event()).facts))
    assert verdict.outcome is RunOutcome.FAILED
    assert [problem["code"] for problem in verdict.problems] == ["memory"]


def test_a_solver_goes_when_its_worker_is_gone() -> None:
    ours, theirs = PROCESSES.Pipe()
    process = PROCESSES.Process(target=serve, args=(theirs, 4096))
    process.start()
    theirs.close()
    assert receive(ours) == Frame(word=Word.READY)
    ours.close()
    process.join(30)
    assert process.exitcode == 0


def test_a_solver_outlives_the_process_it_was_copied_from(task: Frame) -> None:
    solver = Solver(memory_mb=4096, seconds=120)
    solver.warm_up()
    assert solver.process_id is not None
    first = psutil.Process(solver.process_id)
    if (origin := first.parent()) is not None and origin.pid != os.getpid():
        origin.kill()
    try:
        assert solver.run(task, PATIENT).word is Word.DONE
    finally:
        solver.end()
    first.wait(30)


FRAMES = st.builds(
    Frame,
    word=st.sampled_from(Word),
    facts=st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5) | st.none(), max_size=3),
    files=st.dictionaries(st.text(max_size=5), st.binary(max_size=20), max_size=3),
)


@given(st.lists(FRAMES, max_size=4), st.integers(0, 60))
def test_frames_arrive_as_they_were_sent_and_a_cut_one_not_at_all(frames: list[Frame], cut: int) -> None:
    stream = io.BytesIO()
    for frame in frames:
        write_frame(stream, frame)
    whole = io.BytesIO(stream.getvalue())
    assert [read_frame(whole) for _ in frames] == frames
    assert read_frame(whole) is None
    part = io.BytesIO(stream.getvalue()[: max(0, len(stream.getvalue()) - 1 - cut)])
    arrived = list(iter(lambda: read_frame(part), None))
    assert arrived == frames[: len(arrived)]
    assert len(arrived) < len(frames) or not frames


NAMES = st.text("абвxyz-. 01", min_size=1, max_size=8)


@given(st.dictionaries(st.sampled_from(Role), st.lists(st.tuples(NAMES, st.binary(max_size=5)), max_size=12)))
def test_a_request_survives_being_kept_as_paths(given_files: dict[Role, list[tuple[str, bytes]]]) -> None:
    files = {role: tuple(InputFile(*file) for file in files) for role, files in given_files.items() if files}
    request = Request(programme=b"{}", files=files)
    again = request_from(dict(request.inputs()), OPTIONS)
    assert (again.programme, again.files, again.options) == (b"{}", request.files, request.options)
    assert list(again.inputs()) == list(request.inputs())


def test_more_than_a_hundred_files_keep_their_order() -> None:
    files = tuple(InputFile("a.csv", str(number).encode()) for number in range(120))
    request = Request(programme=b"{}", files={Role.ANSWERS: files})
    assert request_from(dict(request.inputs()), OPTIONS).files == request.files


def test_time_is_limited(task: Frame) -> None:
    slow = Solver(memory_mb=4096, seconds=0.0)
    with pytest.raises(SolverEnded):
        slow.run(task, PATIENT)
