"""A ledger of its own for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from app.storage.upgrade import MIGRATIONS, REVISIONS
from tests.unit.storage.pack_shelf import Desk, OpenDesk
from tests.unit.storage.stores import Open, Store, close_store, open_store

NEXT = f"{int(REVISIONS[-1]) + 1:04}"
NEXT_VERSION = f"""
import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{REVISIONS[-1]}"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("comment") as table:
        table.add_column(sa.Column("mood", sa.Text(), nullable=True))
    op.create_table("mood", sa.Column("id", sa.Text(), primary_key=True))


def downgrade():
    op.drop_table("mood")
"""


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Opens stores, by default one in a folder of the test; all are closed at its end."""
    with ExitStack() as cleanup:

        def opening(folder: Path = tmp_path / "data", url: str = "") -> Store:
            store = open_store(folder, url)
            cleanup.callback(close_store, store)
            return store

        yield opening


@pytest.fixture
def store(opened: Open) -> Store:
    """One store."""
    return opened()


@pytest.fixture
def desk(opened: Open, tmp_path: Path) -> OpenDesk:
    """Opens the desk of one person."""
    return lambda name, workflow=None: Desk(opened(tmp_path / name), workflow)


@pytest.fixture
def author(desk: OpenDesk) -> Desk:
    """Who gives."""
    return desk("author")


@pytest.fixture
def mine(desk: OpenDesk) -> Desk:
    """Who takes."""
    return desk("mine")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a pack is written."""
    return tmp_path / "fixes.understudy-pack"


def make_next_version(folder: Path) -> Path:
    """The migrations of a program to come: one more column in `comment`, one more table."""
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / f"{NEXT}_mood.py").write_text(NEXT_VERSION, encoding="utf-8")
    return folder


@pytest.fixture
def next_version(tmp_path: Path) -> Path:
    """Them in a folder of the test."""
    return make_next_version(tmp_path / "migrations")
