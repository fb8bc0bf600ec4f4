"""Which runs the list of the history shows, by what the person thinks of them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QWidget

from app.model.feedback import Opinion, Verdict

_ALL, _UNRATED = "all", "unrated"


class OpinionFilter(QComboBox):
    """All runs, those rated good, neutral or bad, or those without any word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Filter by rating"))
        self.setToolTip(self.tr("Show only runs with this rating"))
        choices = (
            (_ALL, self.tr("All ratings")),
            (Verdict.GOOD, self.tr("Rated good")),
            (Verdict.NEUTRAL, self.tr("Rated neutral")),
            (Verdict.BAD, self.tr("Rated bad")),
            (_UNRATED, self.tr("Not rated")),
        )
        for value, words in choices:
            self.addItem(words, str(value))

    def lets_through(self, opinion: Opinion) -> bool:
        """Whether a run with this opinion is shown."""
        wanted = self.currentData()
        if wanted == _ALL:
            return True
        return opinion.rated is None if wanted == _UNRATED else opinion.rated == wanted


def opinion_words(opinion: Opinion) -> str:
    """What is thought of a run, on one line; empty when nothing is."""
    words = {
        Verdict.GOOD: QCoreApplication.translate("OpinionFilter", "good"),
        Verdict.NEUTRAL: QCoreApplication.translate("OpinionFilter", "neutral"),
        Verdict.BAD: QCoreApplication.translate("OpinionFilter", "bad"),
    }
    stars = "★" * opinion.stars + "☆" * (5 - opinion.stars) if opinion.stars else ""
    parts = [words[opinion.rated] if opinion.rated else "", stars, " ".join(opinion.comment.split())]
    line = " · ".join(part for part in parts if part)
    if not line:
        return ""
    line = line if len(line) <= 60 else line[:59] + "…"
    return QCoreApplication.translate("OpinionFilter", "You: {words}").format(words=line)
