"""A worker: takes runs from the queues, says that it lives, takes over what dead workers left, ends in good order."""

import contextlib
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from types import FrameType

from sqlalchemy import delete, select, update

from service.config import Config
from service.processes import begin_from
from service.runs.aside import Aside
from service.runs.carry import GIVING_BACK_SECONDS, Carrier
from service.runs.ledger import Listener
from service.runs.queue import engine
from service.runs.queue.glance import Glance
from service.runs.queue.launch import give_back_orphans, launch
from service.runs.solving.solver import Solver, SolverLost
from service.store.base import now
from service.store.ids import Kind, new_id
from service.store.runs import Worker as WorkerRow
from service.store.store import Store

log = logging.getLogger("matcher.worker")

PARTING_SECONDS = 3.0
"""How long signing out may take: a database that is gone, or hangs, is waited for no longer."""

UNSIGNED = "left without signing out (%s): does the database answer? Others find out by the silence"


@dataclass
class Silence:
    """How long each worker has been silent, by this process's own clock: clocks of hosts differ."""

    heard: dict[str, tuple[datetime, float]] = field(default_factory=dict)

    def silent(self, seen: dict[str, datetime], seconds: float) -> set[str]:
        """Return the workers whose sign of life has not changed for so long."""
        at = time.monotonic()
        for worker, moment in seen.items():
            if worker not in self.heard or self.heard[worker][0] != moment:
                self.heard[worker] = (moment, at)
        self.heard = {worker: told for worker, told in self.heard.items() if worker in seen}
        return {worker for worker, (_, since) in self.heard.items() if at - since > seconds}


class Worker:
    """One worker process.

    Parameters
    ----------
    config, store
        Settings and database.
    listeners
        Told of finished runs, in the transaction that finishes them.
    """

    def __init__(self, config: Config, store: Store, listeners: Iterable[Listener] = ()) -> None:
        self.config, self.store = config, store
        self.id = new_id(Kind.WORKER)
        self.runs = engine.DurableRuns(store, queue_limit=config.queue_limit)
        self.carrier = Carrier(
            store=store,
            worker_id=self.id,
            make_solver=self._make_solver,
            listeners=tuple(listeners),
            hands=threading.BoundedSemaphore(config.solvers),
        )
        self.aside = Aside(carrier=self.carrier, solvers=config.solvers)
        self.told_to_end = threading.Event()
        self._parted = threading.Event()
        self._silence = Silence()
        self._glance = Glance(store.engine, engine.places(store.engine.dialect.name), engine.QUEUE)

    def run(self) -> None:
        """Work until told to end; then finish in good order."""
        self.start()
        try:
            while not self.told_to_end.wait(self.config.heartbeat_seconds):
                self.look_around()
        finally:
            self.close()

    def start(self) -> None:
        """Sign in, warm up the solvers and begin to take runs."""
        self._sign_in()
        begin_from("service.runs.solving.rehearsed")
        for _ in range(self.config.solvers + 1):
            solver = self._make_solver()
            with contextlib.suppress(SolverLost):  # killed at once; the next task starts it anew
                solver.warm_up()
            self.carrier.idle.append(solver)
        self.runs.hand_over_forgotten()
        launch(self.config, self.id, self.carrier, self._glance)
        self.aside.start()
        self.look_around()

    def look_around(self) -> None:
        """Say that this worker lives, and give the runs of dead workers back to the queues."""
        try:
            self._sign()
            self._take_over()
        except Exception as error:  # a lost connection comes back; the worker must not die of it
            log.warning("look-around failed: %s", type(error).__name__)

    def close(self) -> None:
        """Let running solvers finish for the time of grace, give the rest back, sign out."""
        self.carrier.leave(self.config.grace_seconds)
        self.aside.wait(GIVING_BACK_SECONDS)
        self.carrier.end()
        parting = threading.Thread(target=self._part, daemon=True)
        parting.start()
        parting.join(PARTING_SECONDS)
        self._parted.set()
        if parting.is_alive():
            log.warning(UNSIGNED, f"no answer within {PARTING_SECONDS:.0f} s")

    def end_on_signal(self) -> None:
        """End in good order on SIGTERM and SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._told)

    def leave_late(self) -> None:
        """End the process when it is told to end and hangs: a database that stands still holds whoever asks it."""
        threading.Thread(target=self._leave_late, daemon=True).start()

    def _leave_late(self) -> None:
        self.told_to_end.wait()
        at_work = self.config.grace_seconds + 2 * GIVING_BACK_SECONDS if self.carrier.since else 0.0
        longest = at_work + 2 * PARTING_SECONDS
        if not self._parted.wait(longest):
            log.warning(UNSIGNED, f"still busy {longest:.0f} s after being told to end")
            os._exit(0)

    def _part(self) -> None:
        """Let go of the run engine and of the database."""
        from dbos import DBOS

        try:
            DBOS.destroy()
            self._glance.close()
            self._sign_out()
            self.runs.close()
        except Exception as error:
            log.warning(UNSIGNED, type(error).__name__)

    def _told(self, number: int, frame: FrameType | None) -> None:
        self.told_to_end.set()

    def _make_solver(self) -> Solver:
        return Solver(memory_mb=self.config.run_memory_mb, seconds=self.config.run_seconds)

    def _sign_in(self) -> None:
        with self.store.whole() as session:
            session.add(WorkerRow(id=self.id, host=socket.gethostname(), process=os.getpid()))

    def _sign(self) -> None:
        with self.store.passing() as session:
            done = session.execute(update(WorkerRow).where(WorkerRow.id == self.id).values(seen_at=now()))
            if done.rowcount != 1:  # type: ignore[attr-defined]
                # Others took this worker for dead while it was cut off; it is alive again.
                session.add(WorkerRow(id=self.id, host=socket.gethostname(), process=os.getpid()))

    def _sign_out(self) -> None:
        with self.store.whole() as session:
            session.execute(delete(WorkerRow).where(WorkerRow.id == self.id))

    def _take_over(self) -> None:
        with self.store.whole(read_only=True) as session:
            rows = list(session.scalars(select(WorkerRow).where(WorkerRow.id != self.id)))
        dead = self._silence.silent({row.id: row.seen_at for row in rows}, self.config.lost_after_seconds)
        if self.config.is_embedded:
            # The database is a file of this machine, so its workers are processes of this machine.
            dead |= {row.id for row in rows if not _is_alive(row)}
        if dead:
            with self.store.whole() as session:
                session.execute(delete(WorkerRow).where(WorkerRow.id.in_(dead)))
        give_back_orphans(self.runs, {row.id for row in rows} - dead | {self.id})


def _is_alive(row: WorkerRow) -> bool:
    if row.host != socket.gethostname() or os.name == "nt":
        return True  # not to be known from here; its silence will tell
    try:
        os.kill(row.process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
