"""Which locators pointed at different places when a step was done."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to the tables of this version."""
    op.add_column("step_result", sa.Column("apart", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Go back to the version before; which locators disagreed is lost."""
    op.drop_column("step_result", "apart")
