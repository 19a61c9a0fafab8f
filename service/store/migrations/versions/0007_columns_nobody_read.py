"""Two columns that were written and read by nobody: the records and the pairs themselves say the same."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Go forward."""
    op.drop_column("plans", "approved_version")
    op.drop_column("publications", "difference")


def downgrade() -> None:
    """Go back; both may be empty."""
    op.add_column("plans", sa.Column("approved_version", sa.Integer(), nullable=True))
    op.add_column("publications", sa.Column("difference", sa.JSON(), nullable=True))
