"""Where people wrote of a person by hand: names of files, reasons, titles, answers kept for a second asking."""

import json
from collections.abc import Sequence
from pathlib import PurePosixPath

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.personal.redaction import Traces, words_of
from service.store.plans import Plan
from service.store.programmes import Constraint, Import
from service.store.runs import Idempotency

LEAST_STEM = 4
"""Shorter surnames are compared whole: their beginnings are those of too many words."""


def is_mentioned(text: str, traces: Traces) -> bool:
    """Tell whether a text may speak of a person: by surname in any case, code or contact; rather too often."""
    said = words_of(text)
    if any(one.strip() and one.casefold() in text.casefold() for one in (*traces.codes, *traces.contacts)):
        return True
    stems = {_stem(words_of(name)[0]) for name in traces.names if words_of(name)}
    return any(
        word == stem or (len(stem) >= LEAST_STEM and word.startswith(stem)) for word in said for stem in stems
    )


def forget_mentions(session: Session, programme_id: str, organisation: str, traces: Traces) -> int:
    """Blank every such text of a programme; return how many."""
    count = 0
    for row in session.scalars(select(Import).where(Import.programme_id == programme_id)):
        if is_mentioned(row.file_name, traces):
            row.file_name, count = f"{row.id}{PurePosixPath(row.file_name).suffix}", count + 1
        if is_mentioned(json.dumps(row.findings, ensure_ascii=False), traces):
            # They name the file; which problems it had is of no use without it.
            row.findings, count = [], count + 1
    for reason in session.scalars(select(Constraint).where(Constraint.programme_id == programme_id)):
        if is_mentioned(reason.reason, traces):
            reason.reason, count = "", count + 1
    for plan in session.scalars(select(Plan).where(Plan.programme_id == programme_id)):
        if is_mentioned(plan.title, traces):
            plan.title, count = "", count + 1
    kept = session.scalars(select(Idempotency).where(Idempotency.organisation_id == organisation)).all()
    return count + _drop_answers(session, kept, traces)


def _drop_answers(session: Session, kept: Sequence[Idempotency], traces: Traces) -> int:
    gone = [row for row in kept if is_mentioned(json.dumps(row.answer, ensure_ascii=False), traces)]
    for row in gone:
        session.delete(row)
    return len(gone)


def _stem(surname: str) -> str:
    """Return a surname without the letter that changes with the case: Каштанов, Каштанову; Ветрова, Ветровой."""
    return surname.rstrip("аяйьо") if len(surname.rstrip("аяйьо")) >= LEAST_STEM else surname
