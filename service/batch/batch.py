"""Run a region: workers, a lock, a journal, and going on where an earlier batch was stopped."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from filelock import FileLock, Timeout

from service.batch.region import Entry
from service.batch.work import Done, State, follow_parent, work
from service.folder.manifest import to_json
from service.folder.write import recover, write_file

LOCK = ".batch.lock"
JOURNAL = "batch.json"
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
"""Workers share the cores between organisations, so each uses one thread."""
DIED = "рабочий процесс был прерван дважды на этой организации"


class BatchRunning(Exception):  # noqa: N818 - named for what a person sees
    """Another batch works on the same folder."""

    def __init__(self, out: Path) -> None:
        self.out = out
        super().__init__(str(out))


def run_batch(
    entries: Sequence[Entry], out: Path, workers: int, tell: Callable[[Done], None] = lambda done: None
) -> dict[str, Done]:
    """Run every organisation; return what became of each, in the order of the region file.

    Raises
    ------
    BatchRunning
        When another batch holds the folder.
    """
    out.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(out / LOCK, timeout=0):
            recover(out)
            return _run_locked(entries, out, workers, tell)
    except Timeout as error:
        raise BatchRunning(out) from error


def _run_locked(
    entries: Sequence[Entry], out: Path, workers: int, tell: Callable[[Done], None]
) -> dict[str, Done]:
    done: dict[str, Done] = {}
    try:
        for result in _results(entries, out, workers):
            done[result.key] = result
            tell(result)
            write_file(out / JOURNAL, journal(entries, done))
    finally:
        write_file(out / JOURNAL, journal(entries, done))
    return {entry.key: done[entry.key] for entry in entries}


def journal(entries: Sequence[Entry], done: Mapping[str, Done]) -> bytes:
    """Return the bytes of batch.json: equal for equal results, in whichever order they came."""
    states = {
        entry.key: {
            "state": _lasting(done[entry.key].state),
            "exit": done[entry.key].code,
            **done[entry.key].facts,
        }
        if entry.key in done
        else {"state": "waiting"}
        for entry in entries
    }
    return to_json({"format": 1, "organisations": states})


def _lasting(state: State) -> str:
    """Return what stays true when the batch is repeated: an unchanged organisation is a finished one."""
    return State.FINISHED.value if state is State.UNCHANGED else state.value


def _results(entries: Sequence[Entry], out: Path, workers: int) -> Iterator[Done]:
    """Yield results as they come; an organisation during which a worker died is tried once more, alone."""
    suspects: list[Entry] = []
    left = list(entries)
    while left:
        broken = False
        for entry, result in _pool(tuple(left), out, workers):
            left.remove(entry)
            if result is None:
                suspects.append(entry)
                broken = True
            else:
                yield result
        if not broken:
            break
    for entry in suspects:
        outcomes = [result for _, result in _pool([entry], out, 1)]
        yield outcomes[0] or Done(key=entry.key, state=State.FAILED, code=1, facts={"error": DIED})


def _pool(entries: Sequence[Entry], out: Path, workers: int) -> Iterator[tuple[Entry, Done | None]]:
    """Yield (organisation, result); None for those whose worker died, after which the rest is left for a new pool."""
    os.environ.update({name: os.environ.get(name, value) for name, value in ONE_THREAD.items()})
    context = multiprocessing.get_context("spawn")
    waiting = list(entries)
    running: dict[Future[Done], Entry] = {}
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=follow_parent)
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                entry = waiting.pop(0)
                running[pool.submit(work, entry, str(out))] = entry
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            if any(isinstance(future.exception(), BrokenProcessPool) for future in finished):
                # Which worker died is not known: all that were running are suspects.
                yield from ((entry, _outcome(future)) for future, entry in running.items())
                return
            for future in finished:
                yield running.pop(future), future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _outcome(future: Future[Done]) -> Done | None:
    return future.result() if future.done() and future.exception() is None else None
