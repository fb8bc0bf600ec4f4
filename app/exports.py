"""`understudy export`: decisions that wait, and data sets for training."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer

export = typer.Typer(help="Write what was learned to files of your own; nothing is ever sent.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
Texts = Annotated[bool, typer.Option("--texts", help="Share what was typed; secrets never are.")]
Titles = Annotated[bool, typer.Option("--titles", help="Share window titles and names of workflows.")]
Comments = Annotated[bool, typer.Option("--comments", help="Share your comments.")]
Coach = Annotated[bool, typer.Option("--coach", help="Share the name of the coach.")]


@export.command()
def decisions(
    out: Annotated[Path | None, typer.Option(help="Folder; default: the one in the settings.")] = None,
    texts: Texts = False,
    titles: Titles = False,
    comments: Comments = False,
    coach: Coach = False,
    as_json: Json = False,
) -> None:
    """Write the decisions and ratings that wait, each exactly once, in batches (JSON lines and pictures)."""
    from app.home import opened_store
    from app.model.training import Shared

    said = Shared(texts, titles, comments, coach)
    with opened_store() as store:
        made = store.outbox.export(out, said if said != Shared() else None)
        exported, pending, _ = store.outbox.state()
    files = [{"first": batch.first, "last": batch.last, "file": str(batch.file)} for batch in made]
    if as_json:
        _print({"batches": files, "exported": exported, "pending": pending})
        return
    for batch in made:
        typer.echo(f"{batch.file}: {batch.last - batch.first + 1} rows")
    if not made:
        typer.echo(f"Nothing is waiting that could be exported ({exported} exported before, {pending} not ready).")


@export.command()
def training(
    workflows: Annotated[list[str], typer.Argument(help="Names, ids or folders of workflows.")],
    out: Annotated[Path | None, typer.Option(help="A folder that is new or empty.")] = None,
    masks: Annotated[Path | None, typer.Option(help="JSON file with boxes to paint over, by picture.")] = None,
    preview: Annotated[bool, typer.Option("--preview", help="Say what would be exported, and write nothing.")] = False,
    texts: Texts = False,
    titles: Titles = False,
    comments: Comments = False,
    coach: Coach = False,
    as_json: Json = False,
) -> None:
    """Write a data set for training: pictures with instructions and places, and runs as sequences of decisions."""
    from app.home import opened_store
    from app.model.errors import BadInput
    from app.model.training import Shared, Wish
    from app.storage.training_export import masks_of

    if out is None and not preview:
        raise BadInput("--out", "no folder is given", "Give a folder that is new or empty, or --preview.")
    wish = Wish(tuple(workflows), Shared(texts, titles, comments, coach), masks_of(masks) if masks else {})
    with opened_store() as store:
        if preview or out is None:
            seen = store.training.preview(wish)
            _told({**asdict(replace(seen, left_out={})), "left_out": dict(seen.left_out)}, as_json)
            return
        made = store.training.write(wish, out)
    _told(made.model_dump() | {"folder": str(out)}, as_json)


def _told(figures: dict[str, object], as_json: bool) -> None:
    if as_json:
        _print(figures)
        return
    typer.echo(f"{figures['examples']} examples ({figures['positive']} right, {figures['negative']} wrong places)")
    typer.echo(f"{figures['runs']} runs")
    left_out = figures["left_out"]
    for reason, count in left_out.items() if isinstance(left_out, dict) else ():
        typer.echo(f"left out {count} ×: {reason}")
    if "folder" in figures:
        typer.echo(f"Written: {figures['folder']}")


def _print(value: dict[str, object]) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, default=str))
