"""No statistics of people: PostgreSQL would keep the commonest values of a column where an erasure does not reach."""

from collections.abc import Sequence

from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

COLUMNS = (
    ("participants", "external_id"),
    ("participants", "name"),
    ("participants", "name_key"),
    ("participants", "facts"),
    ("constraints", "reason"),
    ("imports", "file_name"),
    ("plans", "title"),
    ("idempotency", "answer"),
    ("blobs", "content"),
)


def upgrade() -> None:
    """Go forward."""
    _keep(0)


def downgrade() -> None:
    """Go back."""
    _keep(-1)


def _keep(target: int) -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, column in COLUMNS:
        op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS {target}")
