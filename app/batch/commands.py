"""The words `locate` and `recognise` of the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.model.errors import BadInput
from app.model.run import ExitStatus

if TYPE_CHECKING:
    from app.vision.text import TextReader

_USE = "Give --reference, --query and --box or --point; or --cases and --out."

Ocr = Annotated[bool, typer.Option("--ocr", help="Read texts where the pictures leave a doubt; slower.")]


def locate(
    reference: Annotated[Path | None, typer.Option(help="Picture on which the target is shown.")] = None,
    query: Annotated[Path | None, typer.Option(help="Picture to find it in.")] = None,
    box: Annotated[tuple[int, int, int, int] | None, typer.Option(help="X Y W H of the target, pixels.")] = None,
    point: Annotated[tuple[int, int] | None, typer.Option(help="X Y inside the target, pixels.")] = None,
    cases: Annotated[Path | None, typer.Option(help="Questions, one JSON object a line.")] = None,
    out: Annotated[Path | None, typer.Option(help="Answers, one JSON object a line.")] = None,
    explain: Annotated[Path | None, typer.Option(help="Draw every answer with its reasons into this folder.")] = None,
    ocr: Ocr = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")] = False,
) -> None:
    """Find a shown target again on another picture, or say that it is not there."""
    if cases is not None and out is not None and reference is None and query is None:
        from app.batch.answering import locate_all

        _end(locate_all(cases, out, explain, _reader(ocr)), cases)
    if reference is None or query is None or cases is not None or out is not None:
        raise BadInput("Command line", "these options do not go together", _USE)
    from app.batch.answering import locate_one
    from app.batch.questions import LocateCase

    question = LocateCase(id="1", ref=str(reference), query=str(query), point=point, box=box)
    locate_one(question, explain, _reader(ocr), as_json, typer.echo)


def recognise(
    cases: Annotated[Path, typer.Option(help="Questions, one JSON object a line.")],
    known: Annotated[Path, typer.Option(help="The known pictures: {picture: {title, win}}.")],
    out: Annotated[Path, typer.Option(help="Answers, one JSON object a line.")],
) -> None:
    """Say which of the known Screens each picture shows, if any."""
    from app.batch.answering import recognise_all

    _end(recognise_all(cases, known, out), cases)


def _end(faults: int, cases: Path) -> None:
    if faults:
        typer.echo(f"{faults} of the cases in {cases} could not be answered; their lines say why.", err=True)
    raise typer.Exit(ExitStatus.NOT_ALL_CHECKED if faults else ExitStatus.FINISHED)


def _reader(wanted: bool) -> TextReader | None:
    if not wanted:
        return None
    from app.vision.text import TextReader

    return TextReader()
