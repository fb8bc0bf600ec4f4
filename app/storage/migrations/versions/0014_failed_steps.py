"""Steps that failed are found without looking at all the others: the library asks for them at each start."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_INDEX, _FAILED = "ix_step_result_failed", sa.text("status = 'failed'")


def upgrade() -> None:
    """Go to the tables of this version."""
    op.create_index(_INDEX, "step_result", ["id"], sqlite_where=_FAILED, postgresql_where=_FAILED)


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_index(_INDEX, "step_result")
