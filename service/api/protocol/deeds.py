"""What who asks has done, written into the chain of the organisation whose it was done to."""

from service.api.protocol.context import organisation, principal, session
from service.audit.journal import Facts, note
from service.plans.deciding import Decided
from service.store.journal import WebhookEndpoint
from service.store.plans import Plan
from service.store.programmes import Constraint, Import, Programme
from service.store.runs import Run
from service.store.users import ApiKey

Subject = Programme | Import | Constraint | Run | Plan | ApiKey | WebhookEndpoint


def write_down(action: str, row: Subject, facts: Facts | None = None) -> None:
    """Add a deed to the chain, in the session of the present request; a new row is written first."""
    session().flush()
    own, actor = row.organisation_id or organisation(), principal().actor
    note(session(), organisation=own, actor=actor, action=action, target=row.id, facts=facts)


def note_programme(action: str, row: Programme) -> None:
    """Add what was done to a programme: its rules stand by their checksum."""
    session().flush()  # only then it has its new version
    write_down(action, row, {"content": row.content, "version": row.version})


def note_decided(decided: Decided) -> None:
    """Add a curator's new decision, and those that it took the place of."""
    for row in decided.overtaken:
        note_decision("constraint.deleted", row)
    note_decision("constraint.created", decided.row)


def note_decision(action: str, row: Constraint) -> None:
    """Add a curator's decision on people."""
    write_down(action, row, {"kind": row.kind.value, "first": row.first, "second": row.second})


def note_plan(action: str, row: Plan) -> None:
    """Add what was done to a plan: the version it has now, and its points."""
    write_down(action, row, {"version": row.version, "points": row.objective})
