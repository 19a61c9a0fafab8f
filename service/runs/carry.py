"""What a worker does with a run: read it, solve it, record it; each may be repeated without harm."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from questionnaires.wording import Wording
from service.runs import ledger
from service.runs.engine import SOLVE, DurableRuns
from service.runs.frames import Frame, Word
from service.runs.ledger import Attempt, Listener, Part
from service.runs.port import Ask
from service.runs.solver import Solver, SolverEnded, SolverLost, Watch
from service.runs.verdict import Verdict, failed, read_verdict
from service.runs.watching import Watching
from service.store.store import Store

TOO_LONG = Wording(
    "Подбор шёл дольше отведённого времени и остановлен.", "The run took longer than allowed and was ended."
)


ASIDE_SECONDS = 2.0
"""So long what waits for a solver's turn waits for it: short runs follow each other, and a worker takes one core for
each solver; a long run keeps nobody from having an input read beside it."""
GIVING_BACK_SECONDS = 5.0
"""How long giving back may take before the worker goes anyway; others find out by its silence."""


class Given(Exception):  # noqa: N818 - named for what happened
    """The worker ends: the run was given back, and its workflow stays open for another worker."""


@dataclass(kw_only=True)
class Carrier:
    """Carries runs, one at a time on each of its solvers.

    Parameters
    ----------
    turns
        One for each solver.
    leaving
        Set when the worker is told to end: nothing new is begun.
    closing
        Set when the time of grace is over too: what is being solved is given back.
    """

    store: Store
    runs: DurableRuns
    worker_id: str
    make_solver: Callable[[], Solver]
    listeners: tuple[Listener, ...] = ()
    turns: threading.Semaphore = field(default_factory=threading.Semaphore)
    leaving: threading.Event = field(default_factory=threading.Event)
    closing: threading.Event = field(default_factory=threading.Event)
    busy: set[str] = field(default_factory=set)
    idle: list[Solver] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def validate(self, run_id: str) -> None:
        """Read the input of a run; a good one goes on to the solvers' queue, a bad one ends here."""
        self._until_done(run_id, Part.VALIDATE, Word.READ, self._after_reading)

    def solve(self, run_id: str) -> None:
        """Solve a run and record its result once."""
        self._until_done(run_id, Part.SOLVE, Word.SOLVE, self._record)

    def leave(self, grace_seconds: float) -> None:
        """Begin nothing new; let what runs finish for the time of grace, then have it given back."""
        self.leaving.set()
        self._wait_until_free(grace_seconds)
        self.closing.set()
        self._wait_until_free(GIVING_BACK_SECONDS)

    def end(self) -> None:
        """End every solver."""
        with self.lock:
            for solver in self.idle:
                solver.end()
            self.idle.clear()

    def _wait_until_free(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while self.busy and time.monotonic() < deadline:
            time.sleep(0.05)

    def _until_done(
        self, run_id: str, part: Part, word: Word, after: Callable[[Attempt, Frame], None]
    ) -> None:
        with self._turn():
            if self.leaving.is_set():
                raise Given(run_id)
            self.busy.add(run_id)
            try:
                self._attempts(run_id, part, word, after)
            finally:
                self.busy.discard(run_id)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        has_turn = self.turns.acquire(timeout=ASIDE_SECONDS)
        try:
            yield
        finally:
            if has_turn:
                self.turns.release()

    def _attempts(self, run_id: str, part: Part, word: Word, after: Callable[[Attempt, Frame], None]) -> None:
        while (attempt := self._begin(run_id, part)) is not None:
            task = Frame(word=word, facts={"options": dict(attempt.options)}, files=attempt.files)
            try:
                answer = self._answer(attempt, task)
            except SolverLost:
                continue  # the next attempt counts the loss
            except SolverEnded:
                self._ended(attempt)
            else:
                after(attempt, answer)
            return

    def _answer(self, attempt: Attempt, task: Frame) -> Frame:
        """Have a solver do a task."""
        solver = self._take()
        try:
            return solver.run(task, self._watch(attempt))
        finally:
            self._put_back(solver)

    def _begin(self, run_id: str, part: Part) -> Attempt | None:
        with self.store.whole() as session:
            return ledger.begin(session, run_id, part, self.worker_id, self.listeners)

    def _after_reading(self, attempt: Attempt, answer: Frame) -> None:
        if answer.facts:
            self._finish(attempt, read_verdict(dict(answer.facts)), {})
            return
        with self.store.whole() as session:
            # The hand-over is in the transaction that notes it: never one without the other.
            if ledger.queue(session, attempt):
                self.runs.hand_over(session, attempt.run_id, SOLVE)

    def _record(self, attempt: Attempt, answer: Frame) -> None:
        self._finish(attempt, read_verdict(dict(answer.facts)), dict(answer.files))

    def _ended(self, attempt: Attempt) -> None:
        """Decide what becomes of a task that was given up."""
        if self._asked(attempt) is Ask.CANCEL:
            # Recorded only when this attempt is still the latest.
            self._finish(attempt, ledger.CANCELLED, {})
        elif self.closing.is_set():
            with self.store.whole() as session:
                ledger.release(session, attempt)
            raise Given(attempt.run_id)
        else:
            self._finish(attempt, failed("too-long", TOO_LONG), {})

    def _finish(self, attempt: Attempt, verdict: Verdict, files: dict[str, bytes]) -> None:
        with self.store.whole() as session:
            ledger.finish(session, attempt.run_id, attempt.number, verdict, files, self.listeners)

    def _watch(self, attempt: Attempt) -> Watch:
        return Watching(
            asked=attempt.asked,
            ask=lambda: self._asked(attempt),
            note=lambda facts: self._note(attempt, facts),
            closing=self.closing.is_set,
        ).watch()

    def _note(self, attempt: Attempt, facts: Mapping[str, Any]) -> None:
        with self.store.whole() as session:
            ledger.note(session, attempt, facts)

    def _asked(self, attempt: Attempt) -> Ask | None:
        with self.store.whole(read_only=True) as session:
            return ledger.asked(session, attempt)

    def _take(self) -> Solver:
        with self.lock:
            return self.idle.pop() if self.idle else self.make_solver()

    def _put_back(self, solver: Solver) -> None:
        with self.lock:
            self.idle.append(solver)
