"""What the person thinks afterwards, and the outbox from which it is exported; past decisions wait in it, too."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_TABLES = {
    "feedback": (
        sa.Column("feedback_id", sa.Text(), nullable=False),
        sa.Column("step_id", sa.Text(), nullable=True),
        sa.Column("decision_id", sa.Text(), nullable=True),
        sa.Column("verdict", sa.String(40), nullable=True),
        sa.Column("stars", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("better", sa.JSON(), nullable=True),
        sa.UniqueConstraint("feedback_id", name="uq_feedback_feedback_id"),
    ),
    "outbox_batch": (
        sa.Column("batch_id", sa.Text(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
    ),
}
_WAITING = """
INSERT INTO outbox (origin, seq, row_id)
SELECT origin, row_number() OVER (PARTITION BY origin ORDER BY n), id FROM journal
WHERE entry = 'decision' OR id IN (SELECT id FROM comment WHERE rating IS NOT NULL)
"""


def upgrade() -> None:
    """Go to the tables of this version."""
    for table, columns in _TABLES.items():
        op.create_table(
            table,
            sa.Column("id", sa.String(36), nullable=False),
            *columns,
            sa.ForeignKeyConstraint(["id"], ["journal.id"], name=f"fk_{table}_id"),
            sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        )
    op.create_table(
        "outbox",
        sa.Column("origin", sa.String(36), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("row_id", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(["row_id"], ["journal.id"], name="fk_outbox_row_id"),
        sa.PrimaryKeyConstraint("origin", "seq", name="pk_outbox"),
    )
    op.create_index("ix_outbox_row_id", "outbox", ["row_id"], unique=True)
    op.execute(sa.text(_WAITING))


def downgrade() -> None:
    """Go back to the version before; what these tables held is lost, and so are their numbers."""
    op.drop_table("outbox")
    for table in _TABLES:
        op.drop_table(table)
        op.execute(sa.text("DELETE FROM journal WHERE entry = :entry").bindparams(entry=table))
