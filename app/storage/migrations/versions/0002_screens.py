"""What was seen and learned of Screens, and the drift that was told."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ENTRIES = ("screen_seen", "screen_look", "drift", "drift_left")


def upgrade() -> None:
    """Go to the tables of this version."""
    _entry("screen_seen", _text("step_id"), _text("screen_id"), _score(), _json("picture", nullable=True))
    _entry(
        "screen_look",
        _text("screen_id"),
        _json("picture"),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        _text("step_id", nullable=True),
        _score(nullable=True),
    )
    _entry("drift", _json("drift"))
    _entry("drift_left", _json("subject"))


def downgrade() -> None:
    """Go back to the version before; what these tables held is lost, and so are their numbers."""
    for entry in _ENTRIES:
        op.drop_table(entry)
        op.execute(sa.text("DELETE FROM journal WHERE entry = :entry").bindparams(entry=entry))


def _text(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _json(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=nullable)


def _score(nullable: bool = False) -> sa.Column[Any]:
    return sa.Column("score", sa.Double(), nullable=nullable)


def _entry(name: str, *columns: sa.Column[Any]) -> None:
    """The table of one kind of entry; its rows are numbered in the journal."""
    op.create_table(
        name,
        sa.Column("id", sa.String(36), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["id"], ["journal.id"], name=f"fk_{name}_id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
