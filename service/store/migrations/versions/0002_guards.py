"""Guards inside the database: finished runs and audit events never change; rows of others stay unseen."""

from collections.abc import Sequence

from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

TENANT_TABLES = (
    "accesses",
    "audit_events",
    "constraints",
    "idempotency",
    "imports",
    "outbox",
    "participants",
    "plan_moves",
    "plan_papers",
    "plans",
    "programmes",
    "publications",
    "retention",
    "run_inputs",
    "run_results",
    "runs",
    "webhook_endpoints",
)

CHANGES_FINISHED = (
    "OLD.state = 'finished' AND NOT (NEW.state = 'finished' AND NEW.erased_at IS NOT NULL"
    " AND NEW.outcome = OLD.outcome AND NEW.attempt = OLD.attempt)"
)
"""Erasure alone may touch a finished run: it empties what speaks of people and never changes the outcome."""

GUARDS = (
    ("runs_finished_is_absorbing", "runs", "UPDATE", CHANGES_FINISHED, "a finished run never changes"),
    ("run_results_are_final", "run_results", "UPDATE", "TRUE", "a result is recorded once"),
    ("audit_events_are_never_changed", "audit_events", "UPDATE", "TRUE", "audit events are append-only"),
    ("audit_events_are_never_removed", "audit_events", "DELETE", "TRUE", "audit events are append-only"),
)
"""Name, table, what is done to it, when it is refused, and why."""

MAY_SEE = (
    "current_setting('matcher.everything', true) = 'on' OR organisation_id = ANY "
    "(string_to_array(current_setting('matcher.organisations', true), ','))"
)


def upgrade() -> None:
    """Go forward."""
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for guard in GUARDS:
        for statement in _sqlite_guard(*guard) if on_sqlite else _postgresql_guard(*guard):
            op.execute(statement)
    if not on_sqlite:
        for table in TENANT_TABLES:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            # Without this the owner of the tables, who the service usually is, would see everything.
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY own_rows ON {table} USING ({MAY_SEE}) WITH CHECK ({MAY_SEE})")


def downgrade() -> None:
    """Go back."""
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    if not on_sqlite:
        for table in TENANT_TABLES:
            op.execute(f"DROP POLICY own_rows ON {table}")
            op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    for name, table, *_ in GUARDS:
        op.execute(f"DROP TRIGGER {name}" if on_sqlite else f"DROP TRIGGER {name} ON {table}")
        if not on_sqlite:
            op.execute(f"DROP FUNCTION {name}()")


def _sqlite_guard(name: str, table: str, action: str, when: str, why: str) -> tuple[str, ...]:
    return (
        f"CREATE TRIGGER {name} BEFORE {action} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{why}'); END",
    )


def _postgresql_guard(name: str, table: str, action: str, when: str, why: str) -> tuple[str, ...]:
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{why}' USING ERRCODE = 'check_violation'; END $$",
        f"CREATE TRIGGER {name} BEFORE {action} ON {table} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {name}()",
    )
