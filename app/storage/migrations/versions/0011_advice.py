"""What got a run out of a trouble, and what the person did with advice."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_TABLES: dict[str, tuple[sa.Column[Any], ...]] = {
    "recovery": (
        sa.Column("step_id", sa.Text(), nullable=False),
        sa.Column("screen_id", sa.Text(), nullable=False),
        sa.Column("anomaly", sa.String(40), nullable=False),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("worked", sa.Boolean(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("recommended", sa.Boolean(), nullable=False),
    ),
    "advice": (
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("step_id", sa.Text(), nullable=False),
        sa.Column("parameter", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("runs", sa.JSON(), nullable=False),
        sa.Column("answer", sa.String(40), nullable=False),
        sa.Column("made", sa.JSON(), nullable=False),
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
