"""What was answered about steps with the same target, forgotten places, and packs of corrections that were taken in."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_TABLES = {
    "alike_answer": (
        sa.Column("correction_id", sa.Text(), nullable=False),
        sa.Column("applied", sa.JSON(), nullable=False),
    ),
    "place_forgotten": (
        sa.Column("step_id", sa.Text(), nullable=False),
        sa.Column("box", sa.JSON(), nullable=False),
    ),
    "pack_import": (
        sa.Column("pack_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("correction_ids", sa.JSON(), nullable=False),
    ),
}


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


def downgrade() -> None:
    """Go back to the version before; what these tables held is lost, and so are their numbers."""
    for table in _TABLES:
        op.drop_table(table)
        op.execute(sa.text("DELETE FROM journal WHERE entry = :entry").bindparams(entry=table))
