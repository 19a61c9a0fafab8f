"""How processes begin that read and solve: as copies of one that has loaded all they need, where systems can."""

import multiprocessing


def _processes() -> multiprocessing.context.BaseContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["service.runs.loaded"])
    return context


PROCESSES = _processes()
"""One that dies is back in a moment."""
