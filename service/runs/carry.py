"""What a worker does with a run: solve it and record it; both may be repeated without harm."""

import contextlib
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from questionnaires.wording import Wording
from service.runs import ledger
from service.runs.ledger import Attempt, Listener
from service.runs.port import Ask
from service.runs.solving.frames import Frame, Word
from service.runs.solving.solver import Solver, SolverEnded, SolverLost, Watch
from service.runs.solving.verdict import Verdict, failed, read_verdict
from service.runs.watching import Watching
from service.store.store import Store

TOO_LONG = Wording(
    "Подбор шёл дольше отведённого времени и остановлен.", "The run took longer than allowed and was ended."
)

HAND_SECONDS = 0.5
"""How soon a run that waits for a hand notices that the worker ends."""
GIVING_BACK_SECONDS = 5.0
"""How long giving back may take before the worker goes anyway; others find out by its silence."""


class Given(Exception):  # noqa: N818 - named for what happened
    """The worker ends: the run was given back, and its workflow stays open for another worker."""


class Ends(Exception):  # noqa: N818 - named for what happened
    """Beginning the run would end it, or there is nothing left to begin."""


@dataclass(kw_only=True)
class Carrier:
    """Carries runs, as many at a time as the run engine hands to it.

    Parameters
    ----------
    leaving
        Set when the worker is told to end: nothing new is begun.
    closing
        Set when the time of grace is over too: what is being solved is given back.
    since
        What is being solved, and since when.
    hands
        One for each solver: the run engine may hand over one more than it should, before it has noted the last.
    """

    store: Store
    worker_id: str
    make_solver: Callable[[], Solver]
    listeners: tuple[Listener, ...] = ()
    leaving: threading.Event = field(default_factory=threading.Event)
    closing: threading.Event = field(default_factory=threading.Event)
    since: dict[str, float] = field(default_factory=dict)
    idle: list[Solver] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    hands: threading.Semaphore = field(default_factory=lambda: threading.BoundedSemaphore(1))

    def carry(self, run_id: str) -> None:
        """Solve a run and record its result once; what solves it reads its input first."""
        self._wait_for_hand(run_id)
        self.since[run_id] = time.monotonic()
        try:
            self._attempts(run_id)
        finally:
            self.since.pop(run_id, None)
            self.hands.release()

    def answer(self, attempt: Attempt, word: Word, closing: Callable[[], bool]) -> Frame:
        """Have a solver do something with the input of a run."""
        task = Frame(word=word, facts={"options": dict(attempt.options)}, files=attempt.files)
        solver = self._take()
        try:
            return solver.run(task, self._watch(attempt, closing))
        finally:
            self._put_back(solver)

    def finish(self, attempt: Attempt, verdict: Verdict, files: dict[str, bytes]) -> None:
        """Record how a run ended, where this attempt is still the latest."""
        with self.store.whole() as session:
            ledger.finish(session, attempt.run_id, attempt.number, verdict, files, self.listeners)

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
        while self.since and time.monotonic() < deadline:
            time.sleep(0.05)

    def _wait_for_hand(self, run_id: str) -> None:
        """Take a hand; a run that is handed over while all are full waits with its place in the queue unused."""
        while not self.hands.acquire(timeout=HAND_SECONDS):
            if self.leaving.is_set():
                raise Given(run_id)
        if self.leaving.is_set():
            self.hands.release()
            raise Given(run_id)

    def _attempts(self, run_id: str) -> None:
        while (attempt := self._begin(run_id)) is not None:
            try:
                answer = self.answer(attempt, Word.SOLVE, self.closing.is_set)
            except SolverLost:
                continue  # the next attempt counts the loss
            except SolverEnded:
                self._ended(attempt)
            else:
                self.finish(attempt, read_verdict(dict(answer.facts)), dict(answer.files))
            return

    def _begin(self, run_id: str) -> Attempt | None:
        """Begin an attempt; a power cut may take that, for it ends the worker too.

        One that would end the run here waits for the disk, as every end does: it is done over in a session that does.
        """
        with contextlib.suppress(Ends), self.store.passing() as session:
            return self._begun(session, run_id)
        with self.store.whole() as session:
            return ledger.begin(session, run_id, self.worker_id, self.listeners)

    def _begun(self, session: Session, run_id: str) -> Attempt:
        attempt = ledger.begin(session, run_id, self.worker_id, self.listeners)
        if attempt is None:
            raise Ends
        return attempt

    def _ended(self, attempt: Attempt) -> None:
        """Decide what becomes of a task that was given up."""
        if self._asked(attempt) is Ask.CANCEL:
            # Recorded only when this attempt is still the latest.
            self.finish(attempt, ledger.CANCELLED, {})
        elif self.closing.is_set():
            with self.store.whole() as session:
                ledger.release(session, attempt)
            raise Given(attempt.run_id)
        else:
            self.finish(attempt, failed("too-long", TOO_LONG), {})

    def _watch(self, attempt: Attempt, closing: Callable[[], bool]) -> Watch:
        return Watching(
            asked=attempt.asked,
            ask=lambda: self._asked(attempt),
            note=lambda facts: self._note(attempt, facts),
            closing=closing,
        ).watch()

    def _note(self, attempt: Attempt, facts: Mapping[str, Any]) -> None:
        with self.store.passing() as session:
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
