"""Finding what an address names: 404 for what is not there or not one's own, 410 for what was destroyed."""

from typing import TypeVar

from service.api.protocol import problem_types as kinds
from service.api.protocol.context import session
from service.api.protocol.problems import Problem
from service.store.base import Base
from service.store.plans import Plan
from service.store.programmes import Import, Participant, Programme
from service.store.runs import Run

Row = TypeVar("Row", bound=Base)


def get_row(table: type[Row], row_id: str) -> Row:
    """Return a row of the caller's organisation; raise 404."""
    from sqlalchemy import inspect, select

    key = inspect(table).primary_key[0]
    row = session().scalar(select(table).where(key == row_id))
    if row is None:
        raise Problem(kinds.NOT_FOUND)
    return row


def get_programme(programme_id: str) -> Programme:
    """Return a programme."""
    return get_row(Programme, programme_id)


def get_import(programme_id: str, import_id: str) -> Import:
    """Return an import of a programme."""
    row = get_row(Import, import_id)
    if row.programme_id != programme_id:
        raise Problem(kinds.NOT_FOUND)
    return row


def get_participant(programme_id: str, participant_id: str) -> Participant:
    """Return a participant of a programme; raise 410 when the person was erased."""
    row = get_row(Participant, participant_id)
    if row.programme_id != programme_id:
        raise Problem(kinds.NOT_FOUND)
    if row.erased_at is not None:
        raise Problem(kinds.ERASED)
    return row


def get_run(run_id: str) -> Run:
    """Return a run."""
    return get_row(Run, run_id)


def get_whole_run(run_id: str) -> Run:
    """Return a run whose inputs and papers are still there; raise 410 when somebody in it was erased."""
    run = get_run(run_id)
    if run.erased_at is not None:
        raise Problem(kinds.ERASED)
    return run


def get_plan(plan_id: str) -> Plan:
    """Return a plan."""
    return get_row(Plan, plan_id)
