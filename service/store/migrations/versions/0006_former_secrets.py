"""The secrets an endpoint had before, as long as notices are signed with them too."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Go forward; in place, for a table made anew would take the notices of its endpoints with it."""
    op.add_column(
        "webhook_endpoints", sa.Column("former_secrets", sa.JSON(), nullable=False, server_default="[]")
    )


def downgrade() -> None:
    """Go back: from then on only the newest secret signs."""
    op.drop_column("webhook_endpoints", "former_secrets")
