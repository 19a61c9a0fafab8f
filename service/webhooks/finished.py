"""Telling other systems of a finished run, in the transaction that finishes it."""

from sqlalchemy.orm import Session

from service.store.runs import Run
from service.webhooks.outbox import announce


def tell_of_run(session: Session, run: Run) -> None:
    """Put «run.finished» down for every endpoint that wants it."""
    outcome = run.outcome.value if run.outcome else ""
    announce(session, run.organisation_id, "run.finished", {"run_id": run.id, "outcome": outcome})
