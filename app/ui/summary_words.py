"""How much was learned, in one line."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.learning.summary import Learned, Summary
from app.model.advice import Anomaly


def _tr(text: str) -> str:
    return QCoreApplication.translate("summary_words", text)


def summary_words(summary: Summary) -> str:
    """Of the workflow, then of each trouble that was met."""
    steps = _tr("{sure} of {steps} steps are known well enough").format(sure=summary.sure, steps=summary.steps)
    troubles = [
        _tr("{trouble}: {word} (helped {right} of {tried} times)").format(
            trouble=_trouble(each.anomaly), word=_word(each.learned).casefold(), right=each.right, tried=each.tried
        )
        for each in summary.anomalies
    ]
    return " · ".join((f"{_word(summary.learned)}: {steps}", *troubles))


def _word(learned: Learned) -> str:
    words = {
        Learned.INSUFFICIENT: _tr("Too little to say"),
        Learned.LEARNING: _tr("Learning"),
        Learned.SUFFICIENT: _tr("Sufficient"),
        Learned.EXCELLENT: _tr("Excellent"),
    }
    return words[learned]


def _trouble(anomaly: Anomaly) -> str:
    words = {
        Anomaly.NO_MATCH: _tr("When nothing is found"),
        Anomaly.STEP_FAILED: _tr("When a step failed"),
        Anomaly.UNEXPECTED_WINDOW: _tr("When another window is in the way"),
    }
    return words[anomaly]
