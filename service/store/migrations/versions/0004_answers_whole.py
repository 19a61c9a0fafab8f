"""An answer is put down together with its key: no key waits for an answer any more."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

COLUMNS: tuple[tuple[str, sa.types.TypeEngine[Any]], ...] = (
    ("status", sa.Integer()),
    ("headers", sa.JSON()),
    ("answer", sa.JSON()),
)


def upgrade() -> None:
    """Go forward."""
    # Such a request was cut off: it is sent again, as if for the first time.
    op.execute("DELETE FROM idempotency WHERE status IS NULL")
    _let_be_empty(nullable=False)


def downgrade() -> None:
    """Go back."""
    _let_be_empty(nullable=True)


def _let_be_empty(*, nullable: bool) -> None:
    with op.batch_alter_table("idempotency") as table:
        for name, kind in COLUMNS:
            table.alter_column(name, existing_type=kind, nullable=nullable)
