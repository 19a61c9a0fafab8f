"""Worker processes: each takes one organisation at a time; a worker that dies takes nothing with it."""

import multiprocessing
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from questionnaires.wording import Language, Wording
from service.batch.done import Done, State
from service.batch.interrupts import inherited_by_none, interrupts_held
from service.batch.region import Entry
from service.batch.worker import follow_parent, work_here

ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
"""Workers share the cores between organisations, so each uses one thread."""
LOOK_SECONDS = 0.2
DIED = Wording(
    "рабочий процесс был прерван дважды на этой организации",
    "the worker process ended twice during this organisation",
)

Outcome = tuple[Entry, Done | None]
"""An organisation with its result; None when its worker may have died of it."""


def work_all(entries: Sequence[Entry], out: str, workers: int, language: Language) -> Iterator[Done]:
    """Yield results as they come; an organisation during which a worker died is tried once more, alone."""
    suspects: list[Entry] = []
    left = list(entries)
    while left:
        for entry, result in _pool(tuple(left), out, workers, language):
            left.remove(entry)
            if result is None:
                suspects.append(entry)
            else:
                yield result
    for entry in suspects:
        ((_, result),) = _pool((entry,), out, 1, language)
        yield result or Done(key=entry.key, state=State.FAILED, code=1, facts={"error": DIED[language]})


def _pool(entries: Sequence[Entry], out: str, workers: int, language: Language) -> Iterator[Outcome]:
    """Yield outcomes until all is done or a worker dies; then what it left is for a new pool."""
    os.environ.update({name: os.environ.get(name, value) for name, value in ONE_THREAD.items()})
    waiting = list(entries)
    running: dict[Future[Done], Entry] = {}
    context = multiprocessing.get_context("spawn")
    with interrupts_held() as look:
        pool = ProcessPoolExecutor(workers, mp_context=context, initializer=follow_parent)
        try:
            while waiting or running:
                if not _fill(pool, waiting, running, workers, (out, language)):
                    yield waiting[0], None
                    yield from _suspects(running)
                    return
                finished = _wait_for_any(running, look)
                if any(isinstance(future.exception(), BrokenProcessPool) for future in finished):
                    yield from _suspects(running)
                    return
                for future in finished:
                    yield running.pop(future), future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _wait_for_any(running: Collection[Future[Done]], look: Callable[[], None]) -> set[Future[Done]]:
    """Return what has finished, at least one; Ctrl-C is looked for now and then."""
    while True:
        look()
        finished = wait(running, timeout=LOOK_SECONDS, return_when=FIRST_COMPLETED).done
        if finished:
            return finished


def _fill(
    pool: ProcessPoolExecutor,
    waiting: list[Entry],
    running: dict[Future[Done], Entry],
    workers: int,
    others: tuple[str, Language],
) -> bool:
    """Give every free worker an organisation; return whether the workers are all alive."""
    with inherited_by_none():
        while waiting and len(running) < workers:
            try:
                running[pool.submit(work_here, waiting[0], *others)] = waiting[0]
            except BrokenProcessPool:
                return False
            waiting.pop(0)
    return True


def _suspects(running: dict[Future[Done], Entry]) -> Iterator[Outcome]:
    """Yield all that were running when a worker died: which of them it was is not known."""
    for future, entry in running.items():
        alive = future.done() and future.exception() is None
        yield entry, future.result() if alive else None
