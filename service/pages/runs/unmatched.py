"""The people without a mentor yet: the reason of each, and the smallest change that would help."""

from typing import Any

from flask import abort

from service.api.protocol.context import reading
from service.pages.desk import desk_facts, desk_of, get_run, run_tabs, who_of
from service.pages.frame import page, page_blueprint
from service.pages.ribbon import Step
from service.pages.runs.finished import finished_view
from service.pages.runs.outcome import waiting_list
from service.store.run_states import GOOD

unmatched = page_blueprint("unmatched")


@unmatched.get("/runs/<run_id>/unmatched")
def index(run_id: str) -> Any:
    """List the people without a mentor yet."""
    with reading() as session:
        run = get_run(session, run_id)
        desk = desk_of(session, run.programme_id, run)
    if run.outcome not in GOOD:
        abort(404)
    view = finished_view(run)
    who = who_of(view, run.programme_id)
    facts = {"who": who, "show_certain": True, "show_rivals": True, **waiting_list(view, who)}
    return page(
        "unmatched/index.html",
        {**desk_facts(desk, Step.PAIRS), **run_tabs(run.id, "pages.unmatched.index"), **facts},
    )
