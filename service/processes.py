"""How processes begin that read and solve: as copies of one that has loaded all they need, where systems can."""

import multiprocessing


def _processes() -> multiprocessing.context.BaseContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    return multiprocessing.get_context("forkserver")


PROCESSES = _processes()
"""One that dies is back in a moment."""


def begin_from(module: str) -> None:
    """Have the process that is copied load a module first; of no effect once the first copy was made."""
    if PROCESSES.get_start_method() == "forkserver":
        PROCESSES.set_forkserver_preload([module])


begin_from("service.runs.solving.loaded")
