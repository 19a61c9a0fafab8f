"""A moving line while something takes time: on a terminal only, so that logs and pipes stay clean."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from questionnaires.wording import Wording


@contextmanager
def progress(what: Wording) -> Iterator[None]:
    """Show what is being done until it is done."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{what.ru} …"):
        yield
