"""Before a run: places against people, people whom nobody fits, and what would help."""

from typing import Any

from questionnaires.finding import Severity
from questionnaires.wording import Wording
from service.access.roles import May
from service.api.protocol.context import reading
from service.api.protocol.limited import ask
from service.api.protocol.negotiation import language
from service.documents.reports.reasons import absent_list, by_reason
from service.documents.reports.waiting import widest
from service.pages.desk import Desk, approved_run, desk_facts, desk_of, who_of
from service.pages.files.noticed import group_findings
from service.pages.frame import me, page, page_blueprint
from service.pages.prospect import Prospect, foresee
from service.pages.ribbon import Step
from service.pages.runs.neighbours import group_shortages
from service.runs.programme_request import request_of

ENOUGH = Wording("мест хватает", "enough places")
SHORT = Wording("нужно {people}, не хватает {lacking}", "{people} needed, {lacking} lacking")

readiness = page_blueprint("readiness")


@readiness.get("/programmes/<programme_id>/readiness")
def index(programme_id: str) -> Any:
    """Compare places with people before any run."""
    with reading() as session:
        desk = desk_of(session, programme_id)
        asked = request_of(session, desk.row)
        refreshes = approved_run(session, desk.row.id) is not None
    facts = {**desk_facts(desk, Step.READINESS), "refreshes": refreshes}
    if not desk.progress.accepted:
        return page("readiness/index.html", {**facts, "state": None})
    return page("readiness/index.html", {**facts, **_facts(desk, ask(foresee, asked, language()))})


def _facts(desk: Desk, prospect: Prospect) -> dict[str, Any]:
    state, who = prospect.state, who_of(prospect.view, desk.row.id)
    lacking = max(0, state.people - state.places)
    seen = [one for one in state.lonely if me().may(May.EDIT) or not who.is_private(one.mentee)]
    lonely = sorted(seen, key=lambda person: who.order(person.mentee))
    errors = [finding for finding in prospect.view.answers.findings if finding.severity is Severity.ERROR]
    return {
        "state": state,
        "who": who,
        "answered": sum(len(base.codes) for base in prospect.view.answers.bases),
        "lacking": lacking,
        "verdict": SHORT.format(people=state.people, lacking=lacking) if lacking else ENOUGH,
        "errors": group_findings(errors, language()) if me().may(May.NAMES) else [],
        "has_errors": bool(errors),
        "charts": prospect.charts,
        "shortages": group_shortages(
            state.shortages, {place.key: place.short for place in desk.programme.organisations}
        ),
        "lonely": lonely,
        "widest": widest(lonely),
        "stranded": by_reason(
            [
                (one.mentor, (one.reason,))
                for one in state.stranded
                if me().may(May.EDIT) or not who.is_private(one.mentor)
            ],
            who,
        ),
        "absences": absent_list(
            [one for one in state.absences if me().may(May.EDIT) or not who.is_private(one.code)], who
        ),
    }
