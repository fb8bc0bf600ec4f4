"""Taking back what was taught, what a correction was proved with, and rows that are recorded without teaching."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TABLES = {
    "taken_back": (
        sa.Column("row_id", sa.String(36), nullable=False),
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
    ),
    "proof": (
        sa.Column("correction_id", sa.Text(), nullable=False),
        sa.Column("step_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("proof", sa.JSON(), nullable=False),
    ),
}


def upgrade() -> None:
    """Go to the tables of this version."""
    op.add_column("journal", sa.Column("teaches", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("suggestion", sa.Column("window", sa.JSON(), nullable=True))
    for table, columns in _TABLES.items():
        op.create_table(
            table,
            sa.Column("id", sa.String(36), nullable=False),
            *columns,
            sa.ForeignKeyConstraint(["id"], ["journal.id"], name=f"fk_{table}_id"),
            sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        )
    op.create_index("ix_taken_back_group_id", "taken_back", ["group_id"])
    op.create_index("ix_proof_correction_id", "proof", ["correction_id"])
    op.create_index("ix_journal_voids", "journal", ["voids"])


def downgrade() -> None:
    """Go back to the version before; what these tables held is lost, and so are their numbers."""
    op.drop_index("ix_journal_voids", "journal")
    for table in _TABLES:
        op.drop_table(table)
        op.execute(sa.text("DELETE FROM journal WHERE entry = :entry").bindparams(entry=table))
    op.drop_column("suggestion", "window")
    op.drop_column("journal", "teaches")
