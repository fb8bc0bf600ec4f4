"""Packs of corrections that were given away, so that the next one begins where the last one ended."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to the tables of this version."""
    op.create_table(
        "pack_export",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("pack_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("correction_ids", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["journal.id"], name="fk_pack_export_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pack_export"),
    )


def downgrade() -> None:
    """Go back to the version before; what this table held is lost, and so are its numbers."""
    op.drop_table("pack_export")
    op.execute(sa.text("DELETE FROM journal WHERE entry = 'pack_export'"))
