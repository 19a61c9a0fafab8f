"""The head's report: counts of consents, load, coverage and decisions, and monitoring; no names, no points of pairs."""

from typing import Any

from questionnaires.programme import Side
from questionnaires.wording import Wording
from questionnaires.words import SIDES
from service.documents.bases.monitoring import FEWEST, MEANING, measure
from service.documents.participants import Participants
from service.documents.reports.counts import (
    MATCHED,
    WAITING,
    count_consents,
    count_decisions,
    count_forms,
    count_indicators,
    count_load,
    count_locks,
    count_people,
)
from service.documents.reports.figures import share, with_decimal
from service.documents.reports.page import render_page
from service.documents.reports.proofs import find_claims
from service.documents.reports.suppression import Count
from service.documents.reports.who import Who
from service.view import Paper, RunView

PATH = "report-head.html"


def render_head_report(view: RunView) -> tuple[Paper, ...]:
    """Return the report for the head: counts only, small ones hidden with those that would reveal them."""
    who = Who(view)
    mentees, mentors = (tuple(count_people(view, who, side)) for side in (Side.MENTEE, Side.MENTOR))
    # A mentee of one mentor is a pair: the number of pairs would tell what this total hides.
    forms = count_forms(view, secret_total=mentees[0].counts.totals[0] is None)
    secret = forms.total is None
    small_side = any(tables[0].counts.totals[-1] is None for tables in (mentees, mentors))
    facts: dict[str, Any] = {
        "programme": view.programme,
        "place": view.organisation.name if view.organisation else "",
        "approval": view.approval,
        "tiles": _tiles(mentees[0].counts.totals),
        "tables": (*mentees, *mentors),
        "forms": forms,
        "load": count_load(view, who, secret_total=secret),
        "consents": tuple(count_consents(view, who, secret_total=small_side)),
        "indicators": tuple(count_indicators(view, who)),
        "decided": count_decisions(view, secret_total=secret),
        "locks": count_locks(view, who),
        "monitoring": measure(Participants.of(view)) if view.answers.monitoring else None,
        "meaning": MEANING,
        "fewest": FEWEST,
        "sides": SIDES,
        "proofs": tuple(find_claims(view)),
        "share": share,
        "with_decimal": with_decimal,
    }
    return (Paper(PATH, render_page("head.html", view.language, facts)),)


def _tiles(totals: tuple[Count, ...]) -> tuple[tuple[Wording, Count], ...]:
    return ((MATCHED, totals[0]), (WAITING, totals[1]))
