"""The ledger."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ENTRIES = (
    "vouch",
    "unanswered",
    "suggestion",
    "step_result",
    "run_end",
    "run",
    "risk_mark",
    "mode_change",
    "learning_state",
    "evidence",
    "decision",
    "correction",
    "comment",
    "act_outcome",
    "act",
)


def upgrade() -> None:
    """Go to the tables of this version."""
    _journal()
    _runs()
    _questions()
    _acts()
    _step_results()
    _lessons()
    _marks()
    _caches()


def downgrade() -> None:
    """Go back to an empty database."""
    for entry in _ENTRIES:
        op.drop_table(entry)
    op.drop_table("journal")
    op.drop_table("fold_knowledge")


def _needed(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _optional(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True)


def _choice() -> sa.String:
    return sa.String(40)


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def _entry(name: str, *columns: sa.Column[Any], unique: str = "", index: str = "") -> None:
    """The table of one kind of entry; its rows are numbered in the journal."""
    rules = [sa.UniqueConstraint(unique, name=f"uq_{name}_{unique}")] if unique else []
    op.create_table(
        name,
        sa.Column("id", sa.String(36), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["id"], ["journal.id"], name=f"fk_{name}_id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        *rules,
    )
    if index:
        op.create_index(f"ix_{name}_{index}", name, [index])


def _journal() -> None:
    op.create_table(
        "journal",
        _needed("id", sa.String(36)),
        _needed("origin", sa.String(36)),
        _needed("n", sa.BigInteger()),
        _needed("entry", _choice()),
        _needed("mono_ms", sa.BigInteger()),
        _needed("utc", _moment()),
        _needed("order_utc", _moment()),
        _needed("coach", sa.Text()),
        _optional("voids", sa.String(36)),
        _optional("workflow_id", sa.Text()),
        _optional("run_id", sa.Text()),
        sa.ForeignKeyConstraint(["voids"], ["journal.id"], name="fk_journal_voids"),
        sa.PrimaryKeyConstraint("id", name="pk_journal"),
        sa.UniqueConstraint("origin", "n", name="uq_journal_origin_n"),
    )
    op.create_index("ix_journal_run_id", "journal", ["run_id"])
    op.create_index("ix_journal_workflow", "journal", ["workflow_id", "order_utc", "origin", "n"])


def _runs() -> None:
    _entry("run", _needed("workflow_name", sa.Text()), _needed("mode", _choice()))
    _entry("mode_change", _needed("mode", _choice()), _needed("reason", sa.Text()))
    _entry(
        "run_end",
        _needed("mode", _choice()),
        _needed("state", _choice()),
        _needed("reason", sa.Text()),
        _needed("clean", sa.Boolean()),
        _needed("seconds", sa.Double()),
        _needed("frames", sa.Integer()),
        _needed("questions", sa.Integer()),
        _needed("peak_rss_mib", sa.Double()),
        _needed("cpu_seconds", sa.Double()),
    )


def _questions() -> None:
    _entry(
        "suggestion",
        _needed("suggestion_id", sa.Text()),
        _needed("step_id", sa.Text()),
        _optional("replaces", sa.Text()),
        _needed("score", sa.Double()),
        _needed("suggestion", sa.JSON()),
        _needed("mode", _choice()),
        _needed("risk", _choice()),
        _optional("picture", sa.JSON()),
        index="suggestion_id",
    )
    _entry(
        "decision",
        _needed("decision_id", sa.Text()),
        _needed("suggestion_id", sa.Text()),
        _needed("step_id", sa.Text()),
        _needed("kind", _choice()),
        _needed("seconds", sa.Double()),
        _optional("then", _choice()),
        _optional("reason", _choice()),
        _optional("keep", _choice()),
        unique="decision_id",
        index="suggestion_id",
    )
    _entry(
        "unanswered",
        _needed("suggestion_id", sa.Text()),
        _needed("step_id", sa.Text()),
        _needed("cancelled", sa.Boolean()),
        index="suggestion_id",
    )


def _acts() -> None:
    _entry(
        "act",
        _needed("act_id", sa.Text()),
        _needed("suggestion_id", sa.Text()),
        _needed("step_id", sa.Text()),
        _needed("permission", _choice()),
        _optional("point", sa.JSON()),
        _needed("gates", sa.JSON()),
        unique="act_id",
    )
    _entry(
        "act_outcome",
        _needed("act_id", sa.Text()),
        _needed("status", _choice()),
        _needed("reason", sa.Text()),
        _optional("verify", _choice()),
        index="act_id",
    )


def _step_results() -> None:
    _entry(
        "step_result",
        _needed("step_id", sa.Text()),
        _needed("number", sa.Integer()),
        _needed("status", _choice()),
        _optional("decision", _choice()),
        _needed("sentence", sa.Text()),
        _needed("reason", sa.Text()),
        _optional("score", sa.Double()),
        _needed("method", sa.Text()),
        _needed("seconds", sa.Double()),
        _optional("before", sa.JSON()),
        _optional("after", sa.JSON()),
        _optional("place", sa.JSON()),
        _needed("version", sa.Integer()),
        _needed("by_hand", sa.Boolean()),
    )


def _lessons() -> None:
    _entry(
        "correction",
        _needed("correction_id", sa.Text()),
        _optional("decision_id", sa.Text()),
        _needed("step_id", sa.Text()),
        _needed("version", sa.Integer()),
        _needed("keep", _choice()),
        _needed("old", sa.JSON()),
        _needed("new", sa.JSON()),
        _optional("refused", sa.JSON()),
        unique="correction_id",
    )
    _entry(
        "evidence",
        _needed("step_id", sa.Text()),
        _needed("version", sa.Integer()),
        _needed("label", _choice()),
        _needed("source", _choice()),
        _needed("reason", sa.Text()),
        _optional("suggestion_id", sa.Text()),
    )
    _entry("learning_state", _needed("state", _choice()), _needed("reason", sa.Text()))


def _marks() -> None:
    _entry(
        "vouch",
        _needed("step_id", sa.Text()),
        _needed("version", sa.Integer()),
        _needed("granted", sa.Boolean()),
        _needed("reason", sa.Text()),
    )
    _entry("risk_mark", _needed("step_id", sa.Text()), _optional("risk", _choice()))
    _entry(
        "comment",
        _optional("step_id", sa.Text()),
        _needed("comment", sa.Text()),
        _optional("rating", sa.Integer()),
    )


def _caches() -> None:
    op.create_table(
        "fold_knowledge",
        _needed("workflow_id", sa.Text()),
        _needed("rules", sa.Text()),
        _needed("order_utc", _moment()),
        _needed("origin", sa.String(36)),
        _needed("n", sa.BigInteger()),
        _needed("rows", sa.Integer()),
        _needed("knowledge", sa.JSON()),
        sa.PrimaryKeyConstraint("workflow_id", name="pk_fold_knowledge"),
    )
