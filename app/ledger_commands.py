"""`understudy db …`: the ledger by hand."""

from __future__ import annotations

from typing import Annotated

import typer

from app.model.errors import StoreProblem
from app.model.run import ExitStatus

db = typer.Typer(help="The ledger: upgrade, rebuild, check, backup.", no_args_is_help=True)


@db.command()
def upgrade() -> None:
    """Bring the ledger to this version, after a backup."""
    from app.home import opened_store

    with opened_store() as store:
        typer.echo(f"The ledger is up to date: {store.database.where}")


@db.command()
def rebuild(check: Annotated[bool, typer.Option("--check", help="Only compare.")] = False) -> None:
    """Compute everything learned anew from the rows."""
    from app.home import opened_store

    with opened_store() as store:
        differences = store.ledger.rebuild(check=check)
    for each in differences:
        typer.echo(f"{each.workflow_id}: {', '.join(each.parts)}")
    typer.echo("No differences." if not differences else f"{len(differences)} differences.")
    raise typer.Exit(ExitStatus.NOT_ALL_CHECKED if check and differences else ExitStatus.FINISHED)


@db.command("check")
def check_database() -> None:
    """Look for damage."""
    from app.home import opened_store

    with opened_store() as store:
        database = store.database
        wrong = store.check()
        if wrong:
            cure = "Nothing was changed. Start the program: it names the newest backup."
            raise StoreProblem(database.where, wrong, cure)
        typer.echo(f"No damage found: {database.where}")


@db.command()
def backup() -> None:
    """Make a copy that can be opened on its own."""
    from app.home import opened_store

    with opened_store() as store:
        typer.echo(f"Backup: {store.database.back_up()}")
