"""Destroying a person whole: what goes is found outside any transaction, in the limited child, and goes in one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires.reading import InputFile
from service.folder.request import Request
from service.personal.erasure import Act, erase
from service.personal.redaction import Traces
from service.personal.tracing import find_traces, redact_files
from service.runs.programme_request import request_of
from service.store.blobs import get_blob
from service.store.programmes import Import, Participant, Programme
from service.store.run_states import State
from service.store.runs import Run

Ask = Callable[..., Any]
"""Computes a task in a limited child."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a programme holds, as it was when it was read."""

    row: Participant
    request: Request
    files: tuple[tuple[str, InputFile], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How a person stands in the files, and the files without the person."""

    traces: Traces
    redacted: list[tuple[str, bytes, int]]
    seen: frozenset[str]


def read_held(session: Session, row: Participant) -> Held:
    """Read everything in which a person may stand."""
    programme = session.get_one(Programme, row.programme_id)
    files = tuple(
        (one.id, InputFile(one.file_name, get_blob(session, one.content)))
        for one in _files(session, row.programme_id)
        if one.content is not None
    )
    return Held(row=row, request=request_of(session, programme), files=files)


def find_person(held: Held, ask: Ask) -> Found:
    """Find a person in what was read; slow, so no transaction is open meanwhile."""
    traces: Traces = ask(find_traces, held.request, held.row.code or "")
    if held.row.name:
        traces = replace(traces, names=(*traces.names, held.row.name))
    redacted = ask(redact_files, held.files, traces)
    return Found(traces=traces, redacted=redacted, seen=frozenset(key for key, _ in held.files))


def carry_out(session: Session, participant_id: str, found: Found, *, by: str, reason: str) -> Act | None:
    """Destroy what was found; None when files came or went meanwhile, so that it must be looked for again."""
    row = session.get_one(Participant, participant_id)
    now_held = {one.id for one in _files(session, row.programme_id) if one.content is not None}
    if now_held != found.seen:
        return None
    same = Participant.programme_id == row.programme_id, Participant.code.in_(found.traces.codes)
    others = session.scalars(select(Participant).where(*same, Participant.id != row.id)).all()
    return erase(session, [row, *others], found.redacted, found.traces, by=by, reason=reason)


def open_runs(session: Session, programme_id: str) -> list[str]:
    """Return the runs of a programme that go on: what they read must not be taken from under them."""
    query = select(Run.id).where(Run.programme_id == programme_id, Run.state != State.FINISHED)
    return list(session.scalars(query.order_by(Run.id)))


def _files(session: Session, programme_id: str) -> list[Import]:
    query = select(Import).where(Import.programme_id == programme_id, Import.content.is_not(None))
    return list(session.scalars(query.order_by(Import.id)))
