"""Sums for Insights, and the rows of one kind by their day."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to the tables of this version."""
    op.create_index("ix_journal_entry", "journal", ["entry", "utc", "run_id"])
    op.create_table(
        "fold_insight",
        sa.Column("about", sa.String(12), nullable=False),
        sa.Column("span", sa.String(1), nullable=False),
        sa.Column("period", sa.String(10), nullable=False),
        sa.Column("workflow_id", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("more", sa.String(40), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("good", sa.Integer(), nullable=False),
        sa.Column("bad", sa.Integer(), nullable=False),
        sa.Column("total", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint(
            "about", "span", "period", "workflow_id", "part", "more", "level", name="pk_fold_insight"
        ),
    )
    op.create_index("ix_fold_insight_period", "fold_insight", ["span", "period"])
    op.create_table(
        "fold_insight_day",
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_fold_insight_day"),
    )
    op.create_table(
        "fold_insight_seen",
        sa.Column("origin", sa.String(36), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("origin", name="pk_fold_insight_seen"),
    )


def downgrade() -> None:
    """Go back to the version before; these tables are caches."""
    for table in ("fold_insight", "fold_insight_day", "fold_insight_seen"):
        op.drop_table(table)
    op.drop_index("ix_journal_entry", "journal")
