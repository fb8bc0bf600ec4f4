"""The plain sentences of Insights: one big figure each, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from app.learning.ranking import interval
from app.model.decision import DecisionKind
from app.model.insights import Effort, Insights, Risk

COMPARED = 10
"""So many runs at the beginning and at the end are compared."""
NOTHING = "–"


class Fact(NamedTuple):
    """A few characters to be seen from afar, and a sentence."""

    figure: str
    sentence: str


def facts(found: Insights) -> tuple[Fact, ...]:
    """What the person wants to know first."""
    return questions_fact(found), answers_fact(found), watched_fact(found), minutes_fact(found.effort)


def questions_fact(found: Insights) -> Fact:
    """How often a run asks now, and how often it did at first."""
    runs = found.figures
    if not runs:
        return Fact(NOTHING, QCoreApplication.translate("Insights", "No run has ended in this time."))
    now = _mean([run.questions for run in runs[-COMPARED:]])
    if len(runs) < 2 * COMPARED:
        words = QCoreApplication.translate("Insights", "It asked {now} a run.")
        return Fact(_short(now), words.format(now=_times(now)))
    before = _before(found)
    words = QCoreApplication.translate("Insights", "It asked {now} a run, before {before}.")
    return Fact(_short(now), words.format(now=_times(now), before=_short(before)))


def _before(found: Insights) -> float:
    """At the beginning of the time that is shown, which may lie before the newest runs."""
    first = next((each for each in found.runs if each.runs), None)
    return first.questions / first.runs if first else _mean([run.questions for run in found.figures[:COMPARED]])


def answers_fact(found: Insights) -> Fact:
    """How many suggestions were accepted, how many corrected."""
    every = sum(each.answered for each in found.decisions)
    if not every:
        return Fact(NOTHING, QCoreApplication.translate("Insights", "No suggestion was answered in this time."))
    accepted = sum(each.counts.get(DecisionKind.ACCEPT, 0) for each in found.decisions)
    corrected = sum(each.counts.get(DecisionKind.CORRECT, 0) for each in found.decisions)
    words = QCoreApplication.translate(
        "Insights", "You accepted {accepted} of {every} suggestions and corrected {corrected}."
    )
    return Fact(percent(accepted / every), words.format(accepted=accepted, every=every, corrected=corrected))


def watched_fact(found: Insights) -> Fact:
    """How often it expected what the person did, with the interval of what that proves."""
    score = found.watched
    if not score.of:
        words = QCoreApplication.translate("Insights", "It has not watched you work in this time (mode Observe).")
        return Fact(NOTHING, words)
    low, high = interval(score.right, score.of)
    words = QCoreApplication.translate(
        "Insights", "Watching you, it expected {right} of {all} acts. That proves between {low} and {high}."
    )
    told = words.format(right=score.right, all=score.of, low=percent(low), high=percent(high))
    return Fact(f"{score.right} / {score.of}", told)


def minutes_fact(spent: Effort) -> Fact:
    """Minutes taught against minutes saved; says what is not known."""
    if not spent.acts and not spent.taught:
        return Fact(NOTHING, QCoreApplication.translate("Insights", "Nothing was taught or done alone in this time."))
    saved = None if spent.acts and spent.unknown == spent.acts else spent.saved
    words = QCoreApplication.translate("Insights", "You taught it for {taught}; acting alone it saved you {saved}.")
    told = words.format(taught=lasting(spent.taught), saved=_known(saved))
    return Fact(NOTHING if saved is None else lasting(saved), f"{told} {_unknown(spent)}".strip())


def _known(seconds: float | None) -> str:
    if seconds is None:
        return QCoreApplication.translate("Insights", "a time nobody knows")
    return lasting(seconds)


def _unknown(spent: Effort) -> str:
    if not spent.unknown:
        return ""
    words = QCoreApplication.translate(
        "Insights", "{unknown} of its {acts} acts are not counted: nobody knows how long you need for them."
    )
    return words.format(unknown=spent.unknown, acts=spent.acts)


def formula(spent: Effort) -> str:
    """How minutes are counted, on the page itself."""
    taught = QCoreApplication.translate(
        "Insights", "Taught: from each question to your answer ({answers}), and recording ({recording})."
    )
    unknown = QCoreApplication.translate("Insights", "not known")
    recording = unknown if spent.recording is None else lasting(spent.recording)
    saved = QCoreApplication.translate(
        "Insights",
        "Saved: acts done alone and checked × the seconds you need for that step by hand: the median of the times it "
        "watched you, else the pause when it was recorded. Where neither is known, nothing is counted.",
    )
    return f"{taught.format(answers=lasting(spent.answering), recording=recording)}\n{saved}"


def risk_sentence(risks: Sequence[Risk]) -> str:
    """The curve in one sentence, at a score of 0.9 or the nearest above."""
    if not risks:
        return QCoreApplication.translate("Insights", "Nobody has said yet whether a suggestion was right.")
    point = [each for each in risks if each.limit >= 0.9][-1:] or [risks[0]]
    [one] = point
    words = QCoreApplication.translate(
        "Insights",
        "Made only from a score of {limit} on, {coverage} of the suggestions would remain; {wrong} of these {asked} "
        "were wrong (between {low} and {high}).",
    )
    return words.format(
        limit=f"{one.limit:.2f}",
        coverage=percent(one.coverage),
        wrong=one.wrong,
        asked=one.asked,
        low=percent(one.low, 1),
        high=percent(one.high, 1),
    )


def lasting(seconds: float) -> str:
    """Seconds as a person says them."""
    if seconds < 90:
        return QCoreApplication.translate("Insights", "{n} s").format(n=round(seconds))
    if seconds < 90 * 60:
        return QCoreApplication.translate("Insights", "{n} min").format(n=round(seconds / 60))
    return QCoreApplication.translate("Insights", "{n} h").format(n=f"{seconds / 3600:.1f}")


def percent(share: float, digits: int = 0) -> str:
    """A share as a person reads it."""
    return f"{100 * share:.{digits}f} %"


def _mean(numbers: Sequence[int]) -> float:
    return sum(numbers) / len(numbers)


def _short(number: float) -> str:
    return f"{number:.0f}" if abs(number - round(number)) < 0.05 else f"{number:.1f}"


def _times(number: float) -> str:
    if _short(number) == "1":
        return QCoreApplication.translate("Insights", "once")
    return QCoreApplication.translate("Insights", "{n} times").format(n=_short(number))
