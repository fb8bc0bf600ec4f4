"""In what surroundings a Screen was seen."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TABLE = "surroundings"


def upgrade() -> None:
    """Go to the tables of this version."""
    op.create_table(
        _TABLE,
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("screen_id", sa.Text(), nullable=False),
        sa.Column("seen", sa.JSON(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["journal.id"], name=f"fk_{_TABLE}_id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{_TABLE}"),
    )


def downgrade() -> None:
    """Go back to the version before; what this table held is lost, and so are its numbers."""
    op.drop_table(_TABLE)
    op.execute(sa.text("DELETE FROM journal WHERE entry = :entry").bindparams(entry=_TABLE))
