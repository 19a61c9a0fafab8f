"""The first tables."""

from collections.abc import Callable, Sequence

from alembic import op

from service.store.migrations.first import access, blobs, journal, notices, plans, programmes, runs

revision: str = "0001"
down_revision: str | None = None
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

TABLES: dict[str, Callable[[], None]] = {
    "blobs": blobs.create_blobs,
    "organisations": access.create_organisations,
    "users": access.create_users,
    "workers": runs.create_workers,
    "accesses": journal.create_accesses,
    "api_keys": access.create_api_keys,
    "audit_events": journal.create_audit_events,
    "idempotency": runs.create_idempotency,
    "logins": access.create_logins,
    "memberships": access.create_memberships,
    "programmes": programmes.create_programmes,
    "retention": programmes.create_retention,
    "webhook_endpoints": notices.create_webhook_endpoints,
    "constraints": programmes.create_constraints,
    "imports": programmes.create_imports,
    "outbox": notices.create_outbox,
    "participants": programmes.create_participants,
    "runs": runs.create_runs,
    "plans": plans.create_plans,
    "run_inputs": runs.create_run_inputs,
    "run_results": runs.create_run_results,
    "plan_moves": plans.create_plan_moves,
    "plan_papers": plans.create_plan_papers,
    "publications": plans.create_publications,
}
"""Table → how it is made, in an order in which each table comes after those it refers to."""


def upgrade() -> None:
    """Go forward."""
    for create in TABLES.values():
        create()


def downgrade() -> None:
    """Go back; the indexes of a table go with it."""
    for name in reversed(TABLES):
        op.drop_table(name)
