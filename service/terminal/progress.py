"""A moving line while something takes time: on a terminal only, so that logs and pipes stay clean."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from questionnaires.wording import Language, Wording


@contextmanager
def progress(what: Wording) -> Iterator[None]:
    """Show what is being done until it is done."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    context = click.get_current_context(silent=True)
    language = getattr(context.command, "language", Language.RU) if context else Language.RU
    with Console(stderr=True).status(f"{what[language]} …"):
        yield
