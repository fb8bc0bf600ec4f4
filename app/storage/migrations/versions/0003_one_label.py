"""Labels are looked up by the Suggestion they speak of, for a newer one takes the older back."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_INDEX = "ix_evidence_suggestion_id"


def upgrade() -> None:
    """Go to the tables of this version."""
    op.create_index(_INDEX, "evidence", ["suggestion_id"])


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_index(_INDEX, "evidence")
