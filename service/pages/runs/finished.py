"""A finished run as the pages see it, told by the limited child from what the run was asked."""

from dataclasses import replace
from typing import cast

from service.access.roles import May
from service.api.protocol.context import reading
from service.api.protocol.limited import ask
from service.api.protocol.negotiation import language
from service.pages.desk import moves_of_run
from service.pages.form_titles import with_form_titles
from service.pages.frame import me
from service.pages.prospect import outlook
from service.runs.accept import get_request
from service.store.runs import Run
from service.view import RunView


def finished_view(run: Run) -> RunView:
    """Return a finished run in the visitor's language."""
    with reading() as session:
        asked, moves = get_request(session, run.id), moves_of_run(session, run)
    view = cast(RunView, ask(outlook, asked, moves))
    view = replace(view, language=language(), programme=with_form_titles(view.programme, language()))
    return view if me().may(May.EDIT) else without_apart(view)


def without_apart(view: RunView) -> RunView:
    """Return a view without the people of bases that are kept apart: they are for the curator only."""
    private = {base.key for base in view.programme.bases if base.private}
    apart = {person.code for person in view.answers.people if person.base in private}
    result = view.result
    kept = replace(
        result,
        pairs=tuple(one for one in result.pairs if not apart & {one.mentee, one.mentor}),
        groups=tuple(one for one in result.groups if not apart & set(one.members)),
        unmatched=tuple(one for one in result.unmatched if one.mentee not in apart),
        absences=tuple(one for one in result.absences if one.code not in apart),
        idle_mentors=tuple(code for code in result.idle_mentors if code not in apart),
        blocking=(),  # whom a person named is for the curator only
    )
    return replace(view, result=kept)
