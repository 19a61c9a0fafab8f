"""The pairs with their reasons: those with least in common first."""

from typing import Any

from flask import abort, request

from service.api.protocol.context import reading
from service.pages.desk import desk_facts, desk_of, get_run, run_tabs, who_of
from service.pages.frame import page, page_blueprint
from service.pages.ribbon import Step
from service.pages.runs.finished import finished_view
from service.pages.runs.outcome import SHOWN, SORTED, Filter, Shown, Sorted, pair_list
from service.store.run_states import GOOD

pairs = page_blueprint("pairs")


@pairs.get("/runs/<run_id>/pairs")
def index(run_id: str) -> Any:
    """List the pairs asked for."""
    with reading() as session:
        run = get_run(session, run_id)
        desk = desk_of(session, run.programme_id, run)
    if run.outcome not in GOOD:
        abort(404)
    view, asked = finished_view(run), _asked()
    who = who_of(view, run.programme_id)
    facts = {
        "who": who,
        "chosen": asked,
        "show_choices": list(SHOWN.items()),
        "sort_choices": list(SORTED.items()),
        **pair_list(view, who, asked),
    }
    return page(
        "pairs/index.html", {**desk_facts(desk, Step.PAIRS), **run_tabs(run.id, "pages.pairs.index"), **facts}
    )


def _asked() -> Filter:
    """Return what the address asks for; what it cannot mean is left out."""
    show, sort = request.args.get("show", ""), request.args.get("sort", "")
    return Filter(
        form=request.args.get("form", "")[:100],
        show=Shown(show) if show in set(Shown) else Shown.ALL,
        sort=Sorted(sort) if sort in set(Sorted) else Sorted.WORST,
        name=request.args.get("name", "")[:100],
    )
