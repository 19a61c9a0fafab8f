"""Run a region: a lock, workers, a journal, and going on where an earlier batch was stopped."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from questionnaires.wording import Language
from service.batch.done import Done, State
from service.batch.pool import work_all
from service.batch.region import Entry
from service.folder.contents.manifest import to_json
from service.folder.write import recover, write_file

LOCK = ".batch.lock"
JOURNAL = "batch.json"
WAITING = {"state": "waiting"}

Carry = Callable[[Sequence[Entry], str, int, Language], Iterator[Done]]
"""Does the work of organisations: entries, folder, how many at a time, language."""

States = dict[str, Mapping[str, Any]]
"""Organisation → what batch.json says of it."""


class BatchRunning(Exception):  # noqa: N818 - named for what a person sees
    """Another batch works on the same folder."""

    def __init__(self, out: Path) -> None:
        self.out = out
        super().__init__(str(out))


def run_batch(
    entries: Sequence[Entry],
    out: Path,
    workers: int,
    tell: Callable[[Done], None] = lambda done: None,
    language: Language = Language.RU,
    carry: Carry = work_all,
) -> dict[str, Done]:
    """Run every organisation; return what became of each, in the order of the region file.

    Parameters
    ----------
    carry
        Where the work is done: in processes here, or on a server.

    Raises
    ------
    BatchRunning
        When another batch holds the folder.
    """
    out.mkdir(parents=True, exist_ok=True)
    try:
        held = FileLock(out / LOCK).acquire(timeout=0)
    except Timeout as error:
        raise BatchRunning(out) from error
    with held:
        recover(out)
        return _run_locked(entries, out, carry(entries, str(out), workers, language), tell)


def _run_locked(
    entries: Sequence[Entry], out: Path, results: Iterator[Done], tell: Callable[[Done], None]
) -> dict[str, Done]:
    states = read_journal(out)
    done: dict[str, Done] = {}
    for result in results:
        done[result.key] = result
        states[result.key] = state_of(result)
        write_journal(out, {entry.key: states.get(entry.key, WAITING) for entry in entries})
        tell(result)
    return {entry.key: done[entry.key] for entry in entries}


def read_journal(out: Path) -> States:
    """Return what the journal of an earlier batch says: it stays true until an organisation is done again."""
    try:
        states = json.loads((out / JOURNAL).read_bytes())["organisations"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    return dict(states) if isinstance(states, dict) else {}


def write_journal(out: Path, states: States) -> None:
    """Write batch.json: equal bytes for equal results, in whichever order they came; not touched when equal."""
    content = to_json({"format": 1, "organisations": states})
    path = out / JOURNAL
    if not path.is_file() or path.read_bytes() != content:
        write_file(path, content)


def state_of(done: Done) -> Mapping[str, Any]:
    """Return what stays true when the batch is repeated: an unchanged organisation is a finished one."""
    state = State.FINISHED if done.state is State.UNCHANGED else done.state
    return {"state": state.value, "exit": done.code, **done.facts}
