"""Measure a command as the operating system sees it."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """Wall time in seconds and peak resident set in MB of a process."""

    seconds: float
    megabytes: float
    output: str


def measure(arguments: Sequence[str], times: int = 1) -> Measured:
    """Run ``python ARGUMENTS`` and return the best of `times` runs; raise when one fails."""
    return min((_once(arguments) for _ in range(times)), key=lambda measured: measured.seconds)


def measure_matcher(*arguments: str, times: int = 1) -> Measured:
    """Run the `matcher` command in a new process."""
    code = "from service.command import main; main()"
    return measure(["-c", code, *arguments], times)


def _once(arguments: Sequence[str]) -> Measured:
    start = time.perf_counter()
    # A child of its own tells the peak of this run alone: the counter of children never falls.
    probe = (
        "import resource, subprocess, sys;"
        "done = subprocess.run([sys.executable, *sys.argv[1:]], capture_output=True, text=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr);"
        "sys.stdout.write(done.stdout); sys.stdout.write(done.stderr); sys.exit(done.returncode)"
    )
    # An installed copy has its modules compiled once; where that is switched off every start would do it anew.
    settings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", probe, *arguments], capture_output=True, text=True, check=False, env=settings
    )
    seconds = time.perf_counter() - start - _interpreter_start()
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} ended with {done.returncode}: {done.stdout[-2000:]}")
    return Measured(seconds, int(done.stderr.split()[-1]) / 1024, done.stdout)


_STARTS: list[float] = []


def _interpreter_start() -> float:
    """Return how long the probe's own interpreter takes, measured once."""
    if not _STARTS:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import resource, subprocess"], check=True)
        _STARTS.append(time.perf_counter() - start)
    return _STARTS[0]


def own_peak() -> float:
    """Return the peak resident set of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
