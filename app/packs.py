"""`understudy export pack` and `understudy import`: corrections given to others and taken from them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from app.engine.proving import Prover
    from app.model.lesson import StepName
    from app.model.pack import Judged, OpenedPack, Sharable, Take
    from app.model.proof import Proof
    from app.model.target import TaughtTarget
    from app.storage.store import Store

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]


class Adopt(StrEnum):
    """Which corrections of a pack are taken in: what was proved here, all that fit a step, none."""

    GREEN = "green"
    ALL = "all"
    NONE = "none"


def export_pack(
    workflow: Annotated[str, typer.Argument(help="Name, id or folder of a workflow.")],
    out: Annotated[Path, typer.Option(help="The file to write; it gets the ending .understudy-pack.")],
    steps: Annotated[str, typer.Option(help="Numbers of steps, for instance 1,3. Default: what is new.")] = "",
    name: Annotated[str, typer.Option(help="What the pack is called. Default: the workflow's name.")] = "",
    with_pictures: Annotated[bool, typer.Option("--with-pictures", help="With pictures of whole windows.")] = False,
    as_json: Json = False,
) -> None:
    """Write corrections of a workflow into one file for others; never what was typed, never a secret."""
    from app.home import opened_store
    from app.model.errors import BadInput
    from app.model.pack import SUFFIX, PackWish

    file = out if out.suffix == SUFFIX else out.with_name(out.name + SUFFIX)
    if file.exists():
        raise BadInput(f"Pack {file}", "there is such a file already", "Choose another name.")
    with opened_store() as store:
        found = store.library.load(workflow)
        chosen = _chosen(store.packs.sharables(found.id), steps, len(found.steps))
        pack = store.packs.export(PackWish(found.id, chosen, name or found.name, with_pictures), file)
    told = {"file": str(file), "id": pack.id, "corrections": len(pack.items), "pictures": len(pack.images)}
    if as_json:
        _print({**told, "content": pack.content})
        return
    typer.echo(f"{file}: {len(pack.items)} corrections, {len(pack.images)} pictures")


def _chosen(found: Sequence[Sharable], steps: str, count: int) -> tuple[str, ...]:
    """Those of the named steps, or those that were in no pack yet."""
    from app.model.errors import BadInput

    wanted = _numbers(steps, count)
    for each in found:
        if each.why_not and each.lesson.step.number in wanted:
            number = each.lesson.step.number
            raise BadInput(f"Step {number}", each.why_not, "Leave the step out.")
    chosen = [each for each in found if not each.why_not]
    chosen = (
        [each for each in chosen if each.lesson.step.number in wanted] if wanted else [e for e in chosen if e.fresh]
    )
    missing = wanted - {each.lesson.step.number for each in chosen}
    if missing:
        raise BadInput(f"Step {min(missing)}", "no correction of it counts today", "See Learned for those that do.")
    if not chosen:
        why = "nothing was corrected since the last one" if found else "nothing was corrected yet"
        raise BadInput("The pack", why, "Name the steps: --steps 1,3" if found else "Correct something first.")
    return tuple(each.lesson.correction_id for each in chosen)


def _numbers(steps: str, count: int) -> set[int]:
    from app.model.errors import BadInput

    words = [word.strip() for word in steps.split(",")] if steps.strip() else []
    for word in words:
        if not word.isdecimal() or not 1 <= int(word) <= count:
            raise BadInput("--steps", f"{word!r} is no step; there are {count}", "Give numbers, for instance 1,3.")
    return {int(word) for word in words}


def import_file(
    file: Annotated[Path, typer.Argument(help="A pack (.understudy-pack) or a workflow (.understudy).")],
    adopt: Annotated[Adopt, typer.Option(help="Take in what is proved here, all that fits, or nothing.")] = Adopt.GREEN,
    as_json: Json = False,
) -> None:
    """Take in a workflow, or corrections of a pack after they were tried on your own stored pictures."""
    from app.home import opened_store
    from app.model.pack import Choice, Take

    if file.suffix == ".understudy":
        _import_workflow(file, as_json)
        return
    with opened_store() as store:
        opened = store.packs.open(file)
        judged = _tried(store, opened)
        takes = [_take(each, adopt) for each in judged]
        choices = [Choice(each.offer, take, each.proof_for(take)) for each, take in zip(judged, takes, strict=True)]
        count = store.packs.adopt(opened, choices) if any(take is not Take.REFUSE for take in takes) else 0
    if as_json:
        _print(_as_json(opened, judged, takes, count))
        return
    _say(opened, judged, takes, count)


def _import_workflow(file: Path, as_json: bool) -> None:
    from app.home import opened_store
    from app.storage.workflow_import import import_workflow

    with opened_store() as store:
        made = import_workflow(file, store.workflows, store.ledger)
    if as_json:
        _print({"id": made.id, "name": made.name, "steps": len(made.steps)})
        return
    typer.echo(f"Imported {made.name!r} with {len(made.steps)} steps. It watches first: understudy run {made.name!r}")


def _tried(store: Store, opened: OpenedPack) -> list[Judged]:
    """Each offer on my own pictures of past runs."""
    from app.learning.packs import judged

    prover = _prover(store)
    found = []
    for offer in opened.offers:
        step = offer.step

        def prove(beside: bool, taught: TaughtTarget = offer.taught, step: StepName | None = step) -> Proof:
            assert step is not None
            return prover.prove(step.workflow_id, step.step_id, taught, beside, lambda _: None, Event())

        found.append(judged(offer, prove))
    return found


def _prover(store: Store) -> Prover:
    from app.engine.proving import Prover
    from app.vision.eye import Eye
    from app.vision.text import TextReader

    reader = TextReader()
    return Prover(store.library, lambda pictures: Eye(pictures, None, reader))


def _take(judged: Judged, adopt: Adopt) -> Take:
    from app.model.decision import Keep
    from app.model.pack import Take

    if adopt is Adopt.NONE or judged.offer.step is None or judged.offer.known:
        return Take.REFUSE
    if adopt is Adopt.GREEN or judged.take is not Take.REFUSE:
        return judged.take
    return Take.ADOPT if judged.offer.item.keep is Keep.ALWAYS else Take.VARIANT


def _says(judged: Judged) -> str:
    """What trying it here has shown, in one line."""
    offer, proof = judged.offer, judged.plain or judged.beside
    if offer.step is None:
        return offer.why
    if offer.known:
        return "this step knows it already"
    if proof is None or not proof.frames:
        return "no past picture of this step to try it on"
    beside = judged.beside if judged.plain is not None else None
    words = f"hits {proof.hits} of {proof.frames} past pictures, {proof.false} false on {proof.others} others"
    return f"{words}; beside the old target {beside.hits} of {beside.frames}, {beside.false} false" if beside else words


def _as_json(opened: OpenedPack, found: Sequence[Judged], takes: Sequence[Take], count: int) -> dict[str, Any]:
    pack = opened.pack
    items = [
        {
            "id": each.offer.item.id,
            "workflow": each.offer.step.workflow_id if each.offer.step else None,
            "step": each.offer.step.number if each.offer.step else None,
            "known": each.offer.known,
            "secret": each.offer.secret,
            "proof": _says(each),
            "recommended": each.take,
            "taken": take,
        }
        for each, take in zip(found, takes, strict=True)
    ]
    told = {"id": pack.id, "name": pack.name, "author": pack.author, "content": pack.content}
    return {**told, "installed": opened.installed, "corrections": count, "items": items}


def _say(opened: OpenedPack, found: Sequence[Judged], takes: Sequence[Take], count: int) -> None:
    pack = opened.pack
    typer.echo(f"{pack.name}, by {pack.author or 'nobody'} ({pack.made:%Y-%m-%d}), {len(pack.items)} corrections")
    typer.echo("The file is whole. Nobody can tell from it who really made it.")
    if opened.installed is not None:
        typer.echo(f"This pack was taken in before, on {opened.installed.astimezone():%Y-%m-%d %H:%M}.")
    for each, take in zip(found, takes, strict=True):
        step = each.offer.step
        where = f"{step.workflow_name}, step {step.number}" if step else f"step {each.offer.item.number} there"
        typer.echo(f"  {where}: {_says(each)} -> {_WORDS[take]}")
    typer.echo(
        f"{count} corrections taken in; they ask until they have proved themselves." if count else "Nothing taken in."
    )


def _print(value: dict[str, Any]) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, default=str))


_WORDS = {"adopt": "adopted", "variant": "adopted as variant", "refuse": "left out"}
