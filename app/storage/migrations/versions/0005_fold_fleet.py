"""The second keys as they were read last, so that a start need not read all labels."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TABLE = "fold_fleet"


def upgrade() -> None:
    """Go to the tables of this version."""
    op.create_table(
        _TABLE,
        sa.Column("rules", sa.String(64), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("trust", sa.JSON(), nullable=False),
        sa.Column("order_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("origin", sa.String(36), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("everything", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("rules", name=f"pk_{_TABLE}"),
    )


def downgrade() -> None:
    """Go back to the version before; the table is a cache."""
    op.drop_table(_TABLE)
