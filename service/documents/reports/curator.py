"""The curator's report: names, reasons and proof, in one file that opens anywhere and asks for nothing."""

from collections.abc import Sequence
from typing import Any

from matcher.assembly import PEERS
from matcher.result import BlockingPair, Change, Potential
from questionnaires.finding import Finding, Severity
from service.documents.refreshes import refresh_sentence
from service.documents.reports.balance import find_balance
from service.documents.reports.figures import PAIRS, counted, mean, share
from service.documents.reports.look import find_worth_a_look
from service.documents.reports.page import render_page
from service.documents.reports.pair_rows import find_pair_rows
from service.documents.reports.pictures import held_up, histogram, sides
from service.documents.reports.proofs import find_claims, find_lots
from service.documents.reports.reasons import absent_list
from service.documents.reports.served import find_served
from service.documents.reports.waiting import first_rivals, widest
from service.documents.reports.who import Who
from service.documents.words.doubtful import doubtful_names
from service.documents.words.names import Case
from service.view import Paper, RunView

PATH = "report-curator.html"
MOST_FINDINGS = 200
"""Findings shown of one severity; a larger file is mended in its corrected copy, not on this page."""
SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def render_curator_report(
    view: RunView,
    problems: Sequence[Finding] = (),
    *,
    violations: Sequence[str] = (),
) -> tuple[Paper, ...]:
    """Return the curator's report.

    Parameters
    ----------
    problems
        What reading noticed, in the order it is to be shown; by default what the answers carry.
    violations
        What the independent verifier found. A run whose verification failed writes nothing, so there is none.
    """
    who = Who(view)
    facts = _frame(view) | _overview(view, who, violations) | _pictures(view, who) | _people(view, who)
    facts |= {
        "problems": _problems(_own(view, who, problems or view.answers.findings)),
        "doubtful": doubtful_names(view),
        "who": who,
        "cases": tuple(case.title for case in Case),
    }
    return (Paper(PATH, render_page("curator.html", view.language, facts)),)


def _frame(view: RunView) -> dict[str, Any]:
    place = view.organisation
    return {"programme": view.programme, "place": place.name if place else "", "approval": view.approval}


def _overview(view: RunView, who: Who, violations: Sequence[str]) -> dict[str, Any]:
    pairs, waiting, result = view.pairs(), view.unmatched(), view.result
    # a school has a part in the pairs of its mentors too; the mentees it counts are its own
    served = {code for code in find_served(view) if who.belongs(code)}
    points = [pair.points for pair in pairs]
    return {
        "matched": len(served),
        "ready": len(served | {person.mentee for person in waiting}),
        "waiting_count": len(waiting),
        "mean": mean(points, view.language),
        "pair_count": counted(len(pairs), PAIRS),
        "violations": violations,
        "conflicts": result.conflicts,
        "proofs": tuple(find_claims(view)),
        "lots": find_lots(pairs, waiting),
        "refresh": refresh_sentence(view.programme),
    }


def _pictures(view: RunView, who: Who) -> dict[str, Any]:
    pairs, waiting, language = view.pairs(), view.unmatched(), view.language
    worth = find_worth_a_look(pairs)
    forms = tuple(find_pair_rows(view.programme, pairs, worth, who))
    looked = sorted((row for form in forms for row in form.rows if row.look), key=lambda row: row.points)
    charts = [histogram(pairs, worth, language)] if pairs else []
    charts += find_balance(view, who)
    charts += [held_up(waiting, language)] if waiting else []
    return {
        "charts": charts,
        "matrix": sides(pairs, who, language) if pairs else None,
        "forms": forms,
        "worth": looked,
        "worth_share": share(len(looked), len(pairs)),
    }


def _people(view: RunView, who: Who) -> dict[str, Any]:
    result = view.result
    idle = [code for code in result.idle_mentors if who.belongs(code)]
    return {
        "groups": view.groups(),
        "waiting": sorted(view.unmatched(), key=lambda person: who.order(person.mentee)),
        "rivals": lambda person: first_rivals(person, who),
        "widest": widest(view.unmatched()),
        "shortlist": _by_mentee(
            [potential for potential in result.shortlist if who.belongs(potential.mentee)], who
        ),
        "blocking": _blocking(view, who),
        "changes": _changes(result.changes, who),
        "absences": absent_list(result.absences, who),
        "idle": sorted(idle, key=who.order),
        "tallies": view.answers.tallies if view.organisation is None else (),
    }


def _by_mentee(potentials: Sequence[Potential], who: Who) -> list[tuple[str, list[Potential]]]:
    found: dict[str, list[Potential]] = {}
    for potential in potentials:
        found.setdefault(potential.mentee, []).append(potential)
    ordered = sorted(found, key=who.order)
    return [(code, sorted(found[code], key=lambda potential: potential.rank)) for code in ordered]


def _blocking(view: RunView, who: Who) -> list[BlockingPair]:
    """Return whom the mentee's organisation asks about; two peers are each other's, so either one's does."""
    peers = {form.key for form in view.programme.forms if form.arrangement in PEERS}
    own = [
        pair
        for pair in view.result.blocking
        if who.belongs(pair.mentee) or (pair.form in peers and who.belongs(pair.mentor))
    ]
    return sorted(own, key=lambda pair: who.order(pair.mentee))


def _changes(changes: Sequence[Change], who: Who) -> list[Change]:
    return sorted((c for c in changes if who.belongs(c.mentee)), key=lambda change: who.order(change.mentee))


def _own(view: RunView, who: Who, findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings of this organisation's rows: a cell of another school is not this one's to read."""
    if view.organisation is None:
        return list(findings)
    rows = {
        (source.file, source.sheet, source.row)
        for base in view.answers.bases
        for code, source in zip(base.codes, base.sources, strict=False)
        if who.belongs(code)
    }
    return [finding for finding in findings if (finding.file, finding.sheet or "", finding.row) in rows]


def _problems(findings: Sequence[Finding]) -> list[tuple[str, int, Sequence[Finding]]]:
    """Return (severity's word, how many, the first of them), the gravest first."""
    found: list[tuple[str, int, Sequence[Finding]]] = []
    for severity, word in SEVERITIES.items():
        these = [finding for finding in findings if finding.severity is severity]
        if these:
            found.append((word, len(these), these[:MOST_FINDINGS]))
    return found
