"""«Оставить вместе», «не ставить вместе»: a decision about two people, checked so that the next run can obey it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires.loading import load_programme
from questionnaires.programme import ProgrammeForm
from questionnaires.wording import Wording
from service.store.blobs import get_blob
from service.store.programmes import Constraint, ConstraintKind, Participant, Programme

UNKNOWN = Wording("В программе нет человека с этим кодом.", "The programme has nobody with this code.")
SAME = Wording("Нужны два разных человека.", "Two different people are needed.")
TWICE = Wording("Такое решение уже есть.", "The same decision exists already.")
NO_FORM = Wording("В программе нет такой формы.", "The programme has no such form.")
NOT_THESE = Wording(
    "В этой форме первый не может быть наставляемым второго.",
    "In this form the first cannot be a mentee of the second.",
)
NEVER = Wording(
    "Ни в одной форме программы первый не может быть наставляемым второго.",
    "In no form of the programme can the first be a mentee of the second.",
)


class DecisionRefused(Exception):  # noqa: N818 - named for what a person sees
    """No run could obey this decision."""

    def __init__(self, field: str, code: str, why: Wording) -> None:
        self.field, self.code, self.why = field, code, why
        super().__init__(why.en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a curator decides about two people.

    Parameters
    ----------
    first, second
        Codes of the mentee and of the mentor.
    form
        Key of the form; empty for any.
    reason
        Private: it stays in the service, and no run reads it.
    """

    kind: ConstraintKind
    first: str
    second: str
    form: str = ""
    reason: str = ""


def decide(session: Session, programme: Programme, decision: Decision, author: str) -> Constraint:
    """Keep a decision.

    Raises
    ------
    DecisionRefused
        When no run could obey it, or it was made before.
    """
    _check(session, programme, decision)
    row = Constraint(
        programme_id=programme.id,
        kind=decision.kind,
        first=decision.first,
        second=decision.second,
        form=decision.form,
        reason=decision.reason,
        author=author,
    )
    session.add(row)
    session.flush()
    return row


def _check(session: Session, programme: Programme, decision: Decision) -> None:
    if decision.first == decision.second:
        raise DecisionRefused("second", "same", SAME)
    first = _base(session, programme, "first", decision.first)
    second = _base(session, programme, "second", decision.second)
    forms = load_programme(get_blob(session, programme.content)).forms
    chosen = [form for form in forms if decision.form in ("", form.key)]
    if not chosen:
        raise DecisionRefused("form", "unknown-form", NO_FORM)
    if not any(_joins(form, first, second) for form in chosen):
        raise DecisionRefused("second", "no-form", NOT_THESE if decision.form else NEVER)
    same = (
        Constraint.programme_id == programme.id,
        Constraint.kind == decision.kind,
        Constraint.form == decision.form,
        Constraint.first == decision.first,
        Constraint.second == decision.second,
    )
    if session.scalar(select(Constraint.id).where(*same)) is not None:
        raise DecisionRefused("", "twice", TWICE)


def _base(session: Session, programme: Programme, field: str, code: str) -> str:
    known = Participant.programme_id == programme.id, Participant.code == code
    row = session.scalar(select(Participant).where(*known, Participant.erased_at.is_(None)))
    if row is None:
        raise DecisionRefused(field, "unknown-code", UNKNOWN)
    return str((row.facts or {}).get("base", ""))


def _joins(form: ProgrammeForm, mentee_base: str, mentor_base: str) -> bool:
    return mentee_base in form.mentees and mentor_base in form.mentors
