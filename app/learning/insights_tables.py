"""The figures of Insights as plain tables: what a chart shows can be saved, number by number."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from app.learning.ranking import interval
from app.model.decision import DecisionKind
from app.model.feedback import FeedbackStats
from app.model.insights import DecisionsThen, Insights, Score

Cell = str | int | float | date | datetime | bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """A name fit for a file, the heads of the columns (with their units), and the rows."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def csv_text(table: Table) -> str:
    """Comma-separated values; dates as 2026-11-22, numbers with a point, nothing where nothing is known."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.header)
    writer.writerows([_told(cell) for cell in row] for row in table.rows)
    return out.getvalue()


def _told(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case float():
            return f"{cell:.6g}"
        case datetime():
            return cell.isoformat(timespec="seconds")
        case str():
            # A spreadsheet would take these for a formula.
            return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell
        case _:
            return str(cell)


def tables(found: Insights) -> tuple[Table, ...]:
    """All of them, also those without rows."""
    return tuple(make(found) for make in _TABLES)


def _answers(found: Insights) -> Table:
    kinds = tuple(DecisionKind)
    rows = (_answers_then(then, kinds) for then in found.decisions)
    return Table("answers", (f"{found.span} from", "answers", *kinds), tuple(rows))


def _answers_then(then: DecisionsThen, kinds: tuple[DecisionKind, ...]) -> tuple[Cell, ...]:
    return then.begin, then.answered, *(then.counts.get(kind, 0) for kind in kinds)


def _questions(found: Insights) -> Table:
    rows = ((each.begin, each.runs, each.questions, each.questions / each.runs) for each in found.runs if each.runs)
    return Table("questions", (f"{found.span} from", "runs", "questions", "questions per run"), tuple(rows))


def _locators(found: Insights) -> Table:
    header = ("locator", "right", "wrong", "share right", "at least", "at most", "alone right", "alone wrong")
    rows = ((each.locator, *_with_interval(each.people), each.alone.right, each.alone.wrong) for each in found.locators)
    return Table("locators", header, tuple(rows))


def _with_interval(score: Score) -> tuple[Cell, ...]:
    low, high = interval(score.right, score.of)
    return score.right, score.wrong, score.rate, low, high


def _agreement(found: Insights) -> Table:
    header = ("agreed", "elsewhere", "share agreed", "at least", "at most", "nothing to compare")
    rows = ((*_with_interval(found.watched), found.watched_silent),) if found.watched.of else ()
    return Table("agreement", header, rows)


def _agreement_then(found: Insights) -> Table:
    header = (f"{found.span} from", "agreed", "elsewhere", "share agreed", "at least", "at most")
    rows = ((each.begin, *_with_interval(each.score)) for each in found.agreement)
    return Table("agreement-over-time", header, tuple(rows))


def _match_score(found: Insights) -> Table:
    header = ("workflow", "step", f"{found.span} from", "checked acts", "mean match score")
    rows = (
        (
            found.name_of(each.workflow_id),
            found.step_name(each.workflow_id, each.step_id),
            then.begin,
            then.acts,
            then.score,
        )
        for each in found.steps
        for then in each.then
    )
    return Table("match-score", header, tuple(rows))


def _where(found: Insights, workflow_id: str, step_id: str) -> tuple[Cell, ...]:
    return found.name_of(workflow_id), found.step_name(workflow_id, step_id)


def _alarms(found: Insights) -> Table:
    header = ("when", "workflow", "what", "severity", "score then", "score now")
    rows = (
        (
            each.when,
            found.name_of(each.workflow_id),
            found.step_name(each.workflow_id, each.subject.id),
            each.severity,
            each.was,
            each.now,
        )
        for each in found.alarms
    )
    return Table("alarms", header, tuple(rows))


def _risk_coverage(found: Insights) -> Table:
    header = ("score of at least", "share asked", "suggestions", "wrong", "share wrong", "at least", "at most")
    rows = ((each.limit, each.coverage, each.asked, each.wrong, each.risk, each.low, each.high) for each in found.risks)
    return Table("risk-coverage", header, tuple(rows))


def _runs(found: Insights) -> Table:
    header = ("run", "workflow", "ended", "mode", "state", "every step proved", "questions", "seconds", "frames")
    rows = (
        (
            *(each.run_id, found.name_of(each.workflow_id), each.ended, each.mode, each.state, each.clean),
            *(each.questions, each.seconds, each.frames, each.peak_rss_mib, each.cpu_seconds),
        )
        for each in found.figures
    )
    return Table("runs", (*header, "peak memory in MiB", "processor seconds"), tuple(rows))


def _minutes(found: Insights) -> Table:
    header = ("workflow", "step", "acts done alone", "seconds by hand", "seconds saved")
    steps = (
        (
            *(
                found.name_of(each.workflow_id),
                found.step_name(each.workflow_id, each.step_id),
                each.acts,
                each.by_hand,
            ),
            None if each.by_hand is None else each.acts * each.by_hand,
        )
        for each in found.alone
    )
    spent: Iterator[tuple[Cell, ...]] = iter(
        (
            ("seconds of answers", None, None, None, -found.effort.answering),
            ("seconds of recordings", None, None, None, _less(found.effort.recording)),
        )
    )
    return Table("minutes", header, (*steps, *spent) if not found.empty else ())


def _less(seconds: float | None) -> float | None:
    return None if seconds is None else -seconds


_TABLES: tuple[Callable[[Insights], Table], ...] = (
    *(_answers, _questions, _locators, _agreement, _agreement_then, _match_score, _alarms, _risk_coverage, _runs),
    _minutes,
)


def feedback_table(stats: FeedbackStats) -> Table:
    """What the person rated, and what of it was exported."""
    row = (stats.total, stats.good, stats.neutral, stats.bad, stats.good_rate, stats.exported, stats.pending)
    return Table("feedback", ("total", "good", "neutral", "bad", "good rate", "exported", "pending"), (row,))


def told_in_short(found: Insights) -> dict[str, object]:
    """The sums alone, for other programs; None where nothing is known."""
    runs, questions = sum(each.runs for each in found.runs), sum(each.questions for each in found.runs)
    low, high = interval(found.watched.right, found.watched.of)
    spent = found.effort
    return {
        "runs_ended": runs,
        "questions_per_run": questions / runs if runs else None,
        "watched": {"agreed": found.watched.right, "elsewhere": found.watched.wrong, "at_least": low, "at_most": high},
        "locators": {
            each.locator: {
                **{"right": each.people.right, "wrong": each.people.wrong},
                **{"alone_right": each.alone.right, "alone_wrong": each.alone.wrong},
            }
            for each in found.locators
        },
        "seconds_answering": spent.answering,
        "seconds_recording": spent.recording,
        "seconds_saved": None if spent.acts and spent.acts == spent.unknown else spent.saved,
        "acts_alone": spent.acts,
        "acts_of_unknown_time": spent.unknown,
        "alarms": len(found.alarms),
    }
