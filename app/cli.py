"""The command line: stable words, clear errors, exit states that scripts can rely on."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from app.batch.commands import locate, recognise
from app.exports import export
from app.ledger_commands import db
from app.logs import start_log
from app.model.errors import AlreadyRunning, BadInput, EnvironmentProblem, StoreProblem, UserError
from app.model.modes import RunMode
from app.model.run import ExitStatus
from app.packs import export_pack, import_file
from app.settings import folders

_log = logging.getLogger(__name__)
_INTERRUPTED = 130
"""What typer makes of Ctrl+C before the windows take care of it."""

app = typer.Typer(add_completion=False, no_args_is_help=False, pretty_exceptions_enable=False)
app.add_typer(db, name="db")
app.add_typer(export, name="export")
app.command()(locate)
app.command()(recognise)
app.command("import")(import_file)
export.command("pack")(export_pack)

JsonFlag = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]


@app.callback(invoke_without_command=True)
def window(context: typer.Context) -> None:
    """A robot that watches, suggests, and learns from your corrections. Without a command: the window."""
    if context.invoked_subcommand is None:
        from app.bootstrap import show_window

        raise typer.Exit(show_window())


@app.command()
def demo(
    headless: Annotated[
        bool, typer.Option("--headless", help="On a display of its own, with a scripted coach.")
    ] = False,
    report: Annotated[Path | None, typer.Option(help="Folder for the report and its pictures.")] = None,
) -> None:
    """The practice program with the practice workflow."""
    if headless:
        from app.demo.session import run_headless

        raise typer.Exit(run_headless(report))
    from app.bootstrap import show_window

    raise typer.Exit(show_window(practice=True))


@app.command()
def record(name: Annotated[str, typer.Argument(help="Name of the new workflow.")]) -> None:
    """Record a task without the main window; the bar or its hot key ends it."""
    from app.recordings import record_once

    workflow = record_once(name, typer.echo)
    typer.echo(f"Saved {workflow.name!r} with {len(workflow.steps)} steps. Coach it: understudy run {workflow.name!r}")


@app.command()
def run(
    workflow: Annotated[str, typer.Argument(help="Name, id or folder of a workflow.")],
    mode: Annotated[RunMode | None, typer.Option(help="Default: as far as it has been learned.")] = None,
    coach: Annotated[Path | None, typer.Option(help="Answers from this list instead of a person.")] = None,
    on_question: Annotated[str, typer.Option(help="Without an answer: pause or stop.")] = "pause",
    start_at: Annotated[int | None, typer.Option("--from", min=1, help="Begin with this step.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write an HTML report into this folder.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Run a workflow with the coach card, or with a scripted coach."""
    if on_question not in ("pause", "stop"):
        raise BadInput("--on-question", f"{on_question!r} is unknown", "Use pause or stop.")
    from app.runs import RunOptions, run_once

    options = RunOptions(workflow, mode, coach, on_question == "stop", start_at, report)
    outcome = run_once(options)
    if as_json:
        print_json(outcome.as_json())
    else:
        typer.echo(outcome.as_text())
    raise typer.Exit(outcome.exit_status)


@app.command("list")
def list_workflows(as_json: JsonFlag = False) -> None:
    """The workflows of this computer."""
    from app.home import opened_store

    with opened_store() as store:
        items = store.library.items()
    if as_json:
        rows = [
            {
                "id": i.workflow_id,
                "name": i.name,
                "state": i.state,
                "steps": i.steps,
                "runs": i.runs,
                "problem": i.problem,
            }
            for i in items
        ]
        print_json({"workflows": rows})
        return
    for item in items:
        about = item.problem or f"{item.state.value}, {item.steps} steps, {item.runs} runs"
        typer.echo(f"{item.name}  ({about})")
    if not items:
        typer.echo("No workflows yet. Record one: understudy record NAME, or practise: understudy demo")


@app.command()
def show(workflow: Annotated[str, typer.Argument(help="Name, id or folder.")], as_json: JsonFlag = False) -> None:
    """The steps of a workflow and what was learned about them."""
    from app.home import opened_store
    from app.learning.apart import disagreements
    from app.learning.progress import trust_line
    from app.learning.trust import visible_score
    from app.model.sentences import step_sentence

    with opened_store() as store:
        found = store.library.load(workflow)
        known = store.library.knowledge(found.id)
        bar = store.library.bar()
        ready = store.library.readiness(found.id, RunMode.AUTOMATIC)
    rows = [
        {
            "number": n,
            "id": s.id,
            "sentence": step_sentence(s),
            "enabled": s.enabled,
            "trust": trust_line(known.step(s.id), *bar, s),
            "score": visible_score(
                known.step(s.id).trust, known.step(s.id).right, bar.rules, disagreements(known.step(s.id).apart)
            ),
            "streak": known.step(s.id).streak,
        }
        for n, s in enumerate(found.steps, 1)
    ]
    if as_json:
        told = {"id": found.id, "name": found.name, "state": known.state, "steps": rows}
        print_json({**told, "readiness": ready.told()})
        return
    typer.echo(f"{found.name}  ({known.state.value}, {known.runs} runs)")
    for row in rows:
        typer.echo(f"{row['number']:>3}. {row['sentence']}  [{row['trust']}]")
    typer.echo(f"{ready.sentence}.")


@app.command()
def stats(as_json: JsonFlag = False) -> None:
    """How often what was suggested, and what the person said, per workflow."""
    from dataclasses import asdict

    from app.home import opened_store
    from app.learning.insights_tables import told_in_short
    from app.model.insights import Wanted
    from app.storage.history import evaluations

    with opened_store() as store:
        rows = store.library.stats()
        feedback = store.feedback.stats()
        learned = store.library.summaries()
        runs = {row.workflow_id: store.history.runs(row.workflow_id) for row in rows}
        found = {name: store.insights.read(Wanted(name)) for name in (None, *(row.workflow_id for row in rows))}
    if as_json:
        rates = [
            {
                "acceptance_rate": r.acceptance_rate,
                "correction_rate": r.correction_rate,
                "insights": told_in_short(found[r.workflow_id]),
                "learned": learned.get(r.workflow_id),
                "evaluation": evaluations(runs[r.workflow_id]),
            }
            for r in rows
        ]
        told = {**asdict(feedback), "good_rate": feedback.good_rate}
        workflows = [{**asdict(row), **rate} for row, rate in zip(rows, rates, strict=True)]
        print_json({"workflows": workflows, "feedback": told, "insights": told_in_short(found[None])})
        return
    for row in rows:
        rate = "–" if row.acceptance_rate is None else f"{row.acceptance_rate:.0%}"
        typer.echo(
            f"{row.workflow_name}: {row.runs} runs, {row.suggested} suggested, {row.accepted} accepted ({rate}), "
            f"{row.corrected} corrected, {row.manual} by hand, {row.skipped} skipped, {row.rejected} rejected, "
            f"{row.unanswered} unanswered"
        )
    if feedback.total or feedback.exported or feedback.pending:
        good = "–" if feedback.good_rate is None else f"{feedback.good_rate:.0%}"
        typer.echo(
            f"Feedback: {feedback.total} in all, {feedback.good} good ({good}), {feedback.neutral} neutral, "
            f"{feedback.bad} bad; {feedback.exported} rows exported, {feedback.pending} wait"
        )
    if not rows:
        typer.echo("Nothing was run yet.")


@app.command()
def doctor(as_json: JsonFlag = False) -> None:
    """Check display, capture, input, stop keys, accessibility, keyring and store; green or the exact cure."""
    from app.doctor import examine

    checks = examine()
    if as_json:
        print_json({"checks": [{"name": c.name, "good": c.good, "says": c.says} for c in checks]})
    else:
        for check in checks:
            typer.echo(f"{'ok  ' if check.good else 'BAD '} {check.name}: {check.says}")
    raise typer.Exit(ExitStatus.FINISHED if all(c.good for c in checks) else ExitStatus.ENVIRONMENT)


def print_json(value: dict[str, Any]) -> None:
    """One object on stdout."""
    typer.echo(json.dumps(value, ensure_ascii=False, default=str))


def status_of(error: UserError) -> ExitStatus:
    """The exit state an error stands for."""
    match error:
        case BadInput():
            return ExitStatus.BAD_INPUT
        case EnvironmentProblem() | StoreProblem() | AlreadyRunning():
            return ExitStatus.ENVIRONMENT
        case _:
            return ExitStatus.HALTED


def main() -> None:
    """Entry point: errors are one sentence on stderr, with their exit state; tracebacks go to the log."""
    sys.exit(guarded(lambda: app(standalone_mode=False), "--json" in sys.argv[1:]))


def guarded(action: Callable[[], object], as_json: bool = False) -> int:
    """Run an action of the command line and turn what it raises into an exit state; with JSON also into an object."""
    try:
        start_log(folders().log)
        result = action()
    except UserError as error:
        return _told(error, as_json)
    except typer.Abort:
        return ExitStatus.STOPPED
    except typer.Exit as leave:
        return leave.exit_code
    except TyperException as error:
        why = error.format_message().replace("Value error, ", "").rstrip(".")
        return _told(BadInput("Command line", why, "Add --help to see what the command takes."), as_json)
    except Exception as error:  # noqa: BLE001 - the main thread's top: the traceback goes to the log, a sentence to the person
        return _report(error, as_json)
    if result == _INTERRUPTED:
        return ExitStatus.STOPPED
    return result if isinstance(result, int) else ExitStatus.FINISHED


def _told(error: UserError, as_json: bool) -> ExitStatus:
    _log.info("ended with an error of the user's world", exc_info=error)
    typer.echo(f"{error.what}: {error.why}. {error.next_step}", err=True)
    return _ended(status_of(error), as_json, error.what, error.why, error.next_step)


def _report(error: Exception, as_json: bool) -> int:
    _log.error("a fault of ours", exc_info=error)
    next_step = f"The details are in {folders().log}."
    typer.echo(f"Understudy has a fault: {error}. {next_step}", err=True)
    return _ended(ExitStatus.HALTED, as_json, "Understudy has a fault", str(error), next_step)


def _ended(status: ExitStatus, as_json: bool, what: str, why: str, next_step: str) -> ExitStatus:
    """Who asked for JSON gets an object also when there is no result."""
    if as_json:
        print_json({"error": {"what": what, "why": why, "next_step": next_step}, "exit": status})
    return status
