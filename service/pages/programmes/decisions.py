"""The curator's decisions before a run: «оставить вместе», «не ставить вместе», «выбыл», with a private reason."""

from typing import Any

from flask import abort, redirect, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires.wording import Wording
from service.access.roles import May
from service.api.protocol.context import reading, writing
from service.api.protocol.deeds import note_decided, note_decision
from service.pages.desk import Desk, desk_facts, desk_of, get_programme
from service.pages.frame import me, need, page, page_blueprint, tell
from service.pages.ribbon import Step
from service.personal.register import codes_of
from service.plans.deciding import Decision, DecisionRefused, decide
from service.store.programmes import PRESENCE, Constraint, ConstraintKind, Participant
from service.store.users import ApiKey, User

KINDS = {
    ConstraintKind.LOCK: Wording("Оставить вместе", "Keep together"),
    ConstraintKind.FORBID: Wording("Не ставить вместе", "Keep apart"),
    ConstraintKind.LEFT: Wording("Выбыл из программы", "Has left the programme"),
    ConstraintKind.RETURNED: Wording("Вернулся в программу", "Came back to the programme"),
}
MARKS = {
    ConstraintKind.LOCK: "+",
    ConstraintKind.FORBID: "×",
    ConstraintKind.LEFT: "−",
    ConstraintKind.RETURNED: "↺",
}
SAME_AS = {ConstraintKind.TOGETHER: ConstraintKind.LOCK, ConstraintKind.APART: ConstraintKind.FORBID}
MADE = Wording("Решение записано.", "The decision was put down.")
GONE = Wording("Решение снято.", "The decision was withdrawn.")
PARTS = ("kind", "form", "first", "second", "reason")
LONGEST = 1000

decisions = page_blueprint("decisions")


@decisions.get("/programmes/<programme_id>/decisions")
def index(programme_id: str) -> Any:
    """Show the decisions and the form for a new one."""
    need(May.EDIT)
    return _page(programme_id)


@decisions.post("/programmes/<programme_id>/decisions")
def create(programme_id: str) -> Any:
    """Put a decision down; what no run could obey is refused, and nothing typed is lost."""
    need(May.EDIT)
    typed = {name: " ".join(request.form.get(name, "").split())[:LONGEST] for name in PARTS}
    kind = ConstraintKind(typed["kind"]) if typed["kind"] in KINDS else ConstraintKind.LOCK
    decision = Decision(
        kind=kind,
        first=typed["first"],
        second=typed["second"],
        form=typed["form"],
        reason=typed["reason"],
    )
    try:
        with writing() as session:
            programme = get_programme(session, programme_id)
            same = codes_of(session, programme_id, decision.first)
            note_decided(decide(session, programme, decision, me().principal.actor, same=same))
    except DecisionRefused as refused:
        tell(refused.why, "bad")
        return _page(programme_id, typed, status=422)
    tell(MADE)
    return redirect(url_for("pages.decisions.index", programme_id=programme_id))


@decisions.post("/programmes/<programme_id>/decisions/<constraint_id>/withdraw")
def withdraw(programme_id: str, constraint_id: str) -> Any:
    """Withdraw a decision."""
    need(May.EDIT)
    with writing() as session:
        get_programme(session, programme_id)
        row = session.get(Constraint, constraint_id)
        if row is None or row.programme_id != programme_id:
            abort(404)
        note_decision("constraint.deleted", row)
        session.delete(row)
    tell(GONE)
    return redirect(url_for("pages.decisions.index", programme_id=programme_id))


def _page(programme_id: str, typed: dict[str, str] | None = None, *, status: int = 200) -> Any:
    with reading() as session:
        desk = desk_of(session, programme_id)
        people = _people(session, programme_id)
        rows = session.scalars(
            select(Constraint).where(Constraint.programme_id == programme_id).order_by(Constraint.created_at)
        )
        mentees, mentors = (_of_side(people, desk, mentors=side) for side in (False, True))
        decided = [_shown(session, row, desk, people) for row in rows]
    facts = {
        "kinds": [(kind, title) for kind, title in KINDS.items() if kind not in PRESENCE],
        "presences": [(kind, title) for kind, title in KINDS.items() if kind in PRESENCE],
        "mentees": mentees,
        "mentors": mentors,
        "others": [one for one in mentors if one not in mentees],
        "decided": decided,
        "typed": typed or dict.fromkeys(PARTS, ""),
        "two": typed is None or typed["kind"] not in PRESENCE,
    }
    return page("decisions/index.html", {**desk_facts(desk, Step.READINESS), **facts}, status=status)


def _people(session: Session, programme_id: str) -> dict[str, Participant]:
    known = Participant.programme_id == programme_id, Participant.erased_at.is_(None)
    rows = session.scalars(select(Participant).where(*known, Participant.code.is_not(None)))
    return {row.code: row for row in sorted(rows, key=lambda row: (row.name_key or "", row.code)) if row.code}


def _of_side(people: dict[str, Participant], desk: Desk, *, mentors: bool) -> list[tuple[str, str]]:
    """Return (code, name) of those who stand in a base of the side; of people kept apart only the code."""
    bases = {key for form in desk.programme.forms for key in (form.mentors if mentors else form.mentees)}
    return [(code, _name(row)) for code, row in people.items() if (row.facts or {}).get("base") in bases]


def _name(row: Participant) -> str:
    facts = row.facts or {}
    if facts.get("apart") or not row.name:
        return str(row.code)
    return f"{row.name}, {facts['grade']}" if facts.get("grade") else str(row.name)


def _shown(session: Session, row: Constraint, desk: Desk, people: dict[str, Participant]) -> dict[str, Any]:
    kind = SAME_AS.get(row.kind, row.kind)
    titles = {form.key: form.title for form in desk.programme.forms}
    mentee, mentor = _columns(row, desk, people)
    return {
        "id": row.id,
        "kind": KINDS[kind],
        "mark": MARKS[kind],
        "code": row.first if kind is ConstraintKind.LEFT else "",
        "mentee": mentee,
        "mentor": mentor,
        "who": " — ".join(name for name in (mentee, mentor) if name),
        "form": titles.get(row.form, row.form),
        "reason": row.reason,
        "author": _author(session, row.author),
    }


def _columns(row: Constraint, desk: Desk, people: dict[str, Participant]) -> tuple[str, str]:
    """Return who stands in the column of mentees and of mentors: who left stands on the own side alone."""
    first, second = (_name(people[code]) if code in people else code for code in (row.first, row.second))
    taught = {code for code, _ in _of_side(people, desk, mentors=False)}
    return ("", first) if row.kind in PRESENCE and row.first not in taught else (first, second)


def _author(session: Session, actor: str) -> str:
    user = session.get(User, actor)
    if user is not None:
        return user.name or user.login
    key = session.get(ApiKey, actor)
    return key.title if key is not None else actor
