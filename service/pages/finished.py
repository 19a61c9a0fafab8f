"""A finished run as the pages see it, told by the limited child from what the run was asked."""

from dataclasses import replace
from typing import cast

from service.api.context import reading
from service.api.limited import ask
from service.api.negotiation import language
from service.pages.prospect import outlook
from service.pages.signing import moves_of_run
from service.runs.accept import get_request
from service.store.runs import Run
from service.view import RunView


def finished_view(run: Run) -> RunView:
    """Return a finished run in the visitor's language."""
    with reading() as session:
        asked, moves = get_request(session, run.id), moves_of_run(session, run)
    return replace(cast(RunView, ask(outlook, asked, moves)), language=language())
