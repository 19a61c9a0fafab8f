"""Number and date of an order stand in the papers of its plan alone: the columns beside them were read by nobody."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Go forward."""
    op.drop_column("plans", "order_number")
    op.drop_column("plans", "order_date")


def downgrade() -> None:
    """Go back."""
    op.add_column("plans", sa.Column("order_number", sa.String(length=100), nullable=True))
    op.add_column("plans", sa.Column("order_date", sa.String(length=10), nullable=True))
