"""The curator's decisions about two people or about one, checked so that the next run can obey them."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires.loading import load_programme
from questionnaires.programme import ProgrammeForm
from questionnaires.wording import Wording
from service.store.blobs import get_blob
from service.store.programmes import PRESENCE, Constraint, ConstraintKind, Participant, Programme

UNKNOWN = Wording("В программе нет человека с этим кодом.", "The programme has nobody with this code.")
NEEDED = Wording("Нужны два человека: назовите второго.", "Two people are needed: name the second.")
SAME = Wording("Нужны два разных человека.", "Two different people are needed.")
ONE = Wording(
    "Это решение об одном человеке: второго не называют.", "This is said of one person: name no second."
)
NO_PART = Wording(
    "Выбывают из программы целиком: форму не называют.", "Who leaves, leaves all forms: name none."
)
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
    """What a curator decides about two people, or about one.

    Parameters
    ----------
    first, second
        Codes of the mentee and of the mentor; who left or came back is the first, on whichever side.
    form
        Key of the form; empty for any.
    reason
        Private: it stays in the service, and no run reads it.
    """

    kind: ConstraintKind
    first: str
    second: str = ""
    form: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was kept, and those of before that it put an end to."""

    row: Constraint
    overtaken: tuple[Constraint, ...] = ()


def decide(
    session: Session, programme: Programme, decision: Decision, author: str, *, same: Collection[str] = ()
) -> Decided:
    """Keep a decision; of «выбыл» and «вернулся» about one human only the latest stands.

    Parameters
    ----------
    same
        Codes of the human who is the first: who leaves as a mentor is gone as a mentee too.

    Raises
    ------
    DecisionRefused
        When no run could obey it, or it was made before.
    """
    said = _said_of_one(session, programme, decision, same) if decision.kind in PRESENCE else ()
    if decision.kind not in PRESENCE:
        _check(session, programme, decision)
    for row in said:
        session.delete(row)
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
    return Decided(row, said)


def _said_of_one(
    session: Session, programme: Programme, decision: Decision, same: Collection[str]
) -> tuple[Constraint, ...]:
    """Return whether the human takes part as it was decided until now; refuse what says nothing new."""
    if decision.second:
        raise DecisionRefused("second", "one", ONE)
    if decision.form:
        raise DecisionRefused("form", "all-forms", NO_PART)
    _base(session, programme, "first", decision.first)
    about = (
        Constraint.programme_id == programme.id,
        Constraint.kind.in_(PRESENCE),
        Constraint.first.in_({decision.first, *same}),
    )
    said = tuple(session.scalars(select(Constraint).where(*about).order_by(Constraint.id)))
    if decision.kind in {row.kind for row in said}:
        raise DecisionRefused("", "twice", TWICE)
    return said


def _check(session: Session, programme: Programme, decision: Decision) -> None:
    if not decision.second:
        raise DecisionRefused("second", "required", NEEDED)
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
