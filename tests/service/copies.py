"""Processes of the service as copies of one that has loaded everything: started in a moment, killed in earnest."""

import os
import threading
from collections.abc import Mapping
from multiprocessing import connection, forkserver, parent_process
from multiprocessing.process import BaseProcess

import psutil

from service.runs.solving.solver import PROCESSES

LOADED = (
    "service.runs.solving.rehearsed",
    "service.runs.worker",
    "service.runs.listeners",
    "service.operations.start",
    "dbos",
    "service.web",
    "service.operations.server",
    "waitress.server",
    "service.command.group",
)
PROCESSES.set_forkserver_preload(list(LOADED))


def start(settings: Mapping[str, str], *arguments: str) -> BaseProcess:
    """Start a command of the program with these settings."""
    process: BaseProcess = PROCESSES.Process(target=_run, args=(dict(settings), arguments), daemon=False)
    process.start()
    return process


def stop(processes: list[BaseProcess]) -> None:
    """Kill what still lives and wait for it."""
    for process in processes:
        process.kill()
        process.join()


def solvers(workers: list[BaseProcess]) -> list[psutil.Process]:
    """Return the solvers that live: what was copied and is no worker of ours."""
    own = {process.pid for process in workers}
    origin = psutil.Process(forkserver._forkserver._forkserver_pid)
    return [child for child in origin.children() if child.pid not in own and _lives(child)]


def _lives(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:  # it ended after it was listed
        return False


def _run(settings: dict[str, str], arguments: tuple[str, ...]) -> None:
    from service.command.group import run_command

    for name in [name for name in os.environ if name.startswith("MATCHER_")]:
        del os.environ[name]
    os.environ.update(settings)
    # Its solvers are copies of the same process, so that a killed worker is back in a moment.
    forkserver._forkserver.ensure_running = lambda: None
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os._exit(run_command(list(arguments)))


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    connection.wait([parent.sentinel])
    os._exit(1)
