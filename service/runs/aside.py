"""Reading inputs beside long runs: somebody whose file is wrong need not wait for a solver to hear it."""

import logging
import threading
import time
from dataclasses import dataclass, field

from service.runs import ledger
from service.runs.carry import Carrier
from service.runs.ledger import Attempt
from service.runs.solving.frames import Word
from service.runs.solving.solver import SolverEnded, SolverLost
from service.runs.solving.verdict import read_verdict

LONG_SECONDS = 2.0
"""So long what waits is left to the solvers: short runs follow each other, and a worker takes one core for each
solver; a long run keeps nobody from having an input read beside it."""
LOOK_SECONDS = 1.0
"""One input at each look: reading goes on beside solving and must not crowd it out."""

log = logging.getLogger("matcher.worker")


@dataclass(kw_only=True)
class Aside:
    """Reads what waits while every solver is long at work, one input from time to time.

    What it does is a courtesy: a run keeps its place in the queue, and whoever solves it reads its input again.

    Parameters
    ----------
    solvers
        How many runs the worker solves at one time.
    passed
        Runs whose reading came to no end here: what is wrong with them shows when they are solved.
    """

    carrier: Carrier
    solvers: int = 1
    passed: set[str] = field(default_factory=set)
    reading: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> None:
        """Look from time to time until the worker is told to end."""
        threading.Thread(target=self._look_on, daemon=True).start()

    def wait(self, seconds: float) -> None:
        """Wait until what is being read was given back; `Carrier.leaving` makes it soon."""
        if self.reading.acquire(timeout=seconds):
            self.reading.release()

    def look(self) -> None:
        """Read one input if every solver is long at work."""
        if self._is_long_at_work():
            self.read_one()

    def read_one(self) -> bool:
        """Read one input; return whether there was one."""
        with self.reading:
            if self.carrier.leaving.is_set():
                return False
            with self.carrier.store.whole() as session:
                attempt = ledger.begin_reading(session, self.carrier.worker_id, self.passed)
            if attempt is not None:
                self._read(attempt)
            return attempt is not None

    def _read(self, attempt: Attempt) -> None:
        try:
            answer = self.carrier.answer(attempt, Word.READ, self.carrier.leaving.is_set)
        except (SolverLost, SolverEnded):
            self.passed.add(attempt.run_id)
            with self.carrier.store.whole() as session:
                ledger.release(session, attempt)
            return
        if answer.facts:
            self.carrier.finish(attempt, read_verdict(dict(answer.facts)), {})
            return
        with self.carrier.store.whole() as session:
            ledger.queue(session, attempt)

    def _is_long_at_work(self) -> bool:
        before = time.monotonic() - LONG_SECONDS
        begun = list(self.carrier.since.values())
        return len(begun) >= self.solvers and all(since < before for since in begun)

    def _look_on(self) -> None:
        while not self.carrier.leaving.wait(LOOK_SECONDS):
            try:
                self.look()
            except Exception as error:  # a lost connection comes back; whoever solves the run reads it too
                log.warning("reading aside failed: %s", type(error).__name__)
