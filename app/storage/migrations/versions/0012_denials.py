"""What a Screen is not, and changes of the surroundings that were accepted."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_TABLES: dict[str, tuple[sa.Column[Any], ...]] = {
    "screen_denied": (
        sa.Column("denial_id", sa.Text(), nullable=False),
        sa.Column("step_id", sa.Text(), nullable=False),
        sa.Column("screen_id", sa.Text(), nullable=False),
        sa.Column("window", sa.JSON(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("picture", sa.JSON(), nullable=True),
        sa.Column("instead", sa.Text(), nullable=True),
    ),
    "surroundings_accepted": (
        sa.Column("step_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
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
    op.create_index("ix_screen_denied_denial_id", "screen_denied", ["denial_id"])


def downgrade() -> None:
    """Go back to the version before; what these tables held is lost, and so are their numbers."""
    for table in _TABLES:
        op.drop_table(table)
        op.execute(sa.text("DELETE FROM journal WHERE entry = :entry").bindparams(entry=table))
