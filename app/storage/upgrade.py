"""Brings a database to the tables of this program, in one transaction."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from app import __version__
from app.model.errors import StoreProblem

MIGRATIONS = Path(__file__).parent / "migrations"
REVISIONS = tuple(f"{number:04}" for number in range(1, 15))
"""The versions of the data that this program knows, oldest first; a test compares them with the scripts."""


def data_version(engine: Engine) -> str | None:
    """The version of the data in this database; None when it holds none yet."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def refuse_newer(version: str | None, where: str, known: tuple[str, ...] = REVISIONS) -> None:
    """StoreProblem when a newer program wrote it; the data stays as it is."""
    if version is None or version in known:
        return
    why = (
        f"it was written by a newer Understudy (NEWER_DATA): its data has version {version}, "
        f"this program ({__version__}) knows versions up to {known[-1]}"
    )
    raise StoreProblem(
        where, why, "Install the newer program again, or choose another data folder; nothing was changed."
    )


def upgrade(engine: Engine, migrations: Path = MIGRATIONS) -> None:
    """Run all missing revisions; either all of them or none take effect."""
    with engine.connect().execution_options(immediate=True) as connection, connection.begin():
        _migrate(connection, migrations)


def _migrate(connection: Connection, migrations: Path) -> None:
    # Imported here: alembic is needed on the first start and after an update only.
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, "head")
