"""Small regions on the disk: organisations with a few people each, and a batch in a process of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from command_line import PROCESS
from waiting import PATIENCE

from questionnaires.examples import example_files
from questionnaires.loading import load_programme

PROGRAMME = "r4-additional-education"


def write_organisation(folder: Path, people: int) -> None:
    """Write the answer files of one organisation."""
    folder.mkdir(parents=True)
    for file in example_files(load_programme(PROGRAMME), people=people).answers:
        (folder / file.name).write_bytes(file.content)


def write_region(place: Path, count: int) -> Path:
    """Write a region of organisations that differ; return its file."""
    sections = []
    for number in range(1, count + 1):
        key = f"school-{number}"
        write_organisation(place / "answers" / key, people=9 + number % 7)
        sections.append(section(key))
    path = place / "region.toml"
    path.write_text("\n".join(sections), encoding="utf-8")
    return path


def section(key: str, **settings: object) -> str:
    """Return one organisation of a region file."""
    lines = {"key": key, "programme": PROGRAMME, "answers": [f"answers/{key}/*.*"], **settings}
    return "\n".join(["[[organisation]]", *(f"{name} = {_toml(value)}" for name, value in lines.items()), ""])


def _toml(value: object) -> str:
    return repr(value).replace("'", '"') if isinstance(value, str | list) else str(value)


def start(region: Path, out: Path, workers: int = 1) -> subprocess.Popen[bytes]:
    """Start a batch in a session of its own, as a terminal would."""
    arguments = ["batch", str(region), "--out", str(out), "--workers", str(workers)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(
        [*PROCESS, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    )


def wait_until(condition: Callable[[], bool], process: subprocess.Popen[bytes] | None = None) -> bool:
    """Wait until something is so; False when the process ended before."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if condition():
            return True
        if process is not None and process.poll() is not None:
            return condition()
        time.sleep(0.002)
    raise TimeoutError(f"not so after {PATIENCE:.0f} s")


def living(session: int) -> list[int]:
    """Return the processes of a session that still live."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return sorted(found)


def workers_of(parent: int) -> list[int]:
    """Return the worker processes of a batch."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == parent and b"spawn_main" in command:
            found.append(int(folder.name))
    return sorted(found)


def holds(process: int, path: Path) -> bool:
    """Tell whether a process has a file open: a batch that has its lock is past the loading of modules."""
    try:
        return any(link.resolve() == path for link in Path(f"/proc/{process}/fd").iterdir())
    except OSError:
        return False


def end(process: subprocess.Popen[bytes], how: signal.Signals) -> tuple[bytes, bytes]:
    """Stop a batch, if it has not ended by itself: Ctrl-C reaches the whole session, a kill only the first process."""
    if process.poll() is None:  # from here on it cannot go away unseen: nobody but us reaps it
        (os.killpg if how is signal.SIGINT else os.kill)(process.pid, how)
    out, error = process.communicate(timeout=PATIENCE)
    wait_until(lambda: not living(process.pid))
    return out, error


def finished(out: Path, keys: Sequence[str]) -> dict[str, int]:
    """Return the time of the manifest of every organisation that has one."""
    paths = {key: out / key / "run.json" for key in keys}
    return {key: path.stat().st_mtime_ns for key, path in paths.items() if path.is_file()}
