"""One past run in the list of the history."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.model.coaching import RunSummary
from app.model.feedback import Opinion
from app.ui.buttons import labelled, restyle
from app.ui.looks import mode_look, run_look
from app.ui.meters import Badge
from app.ui.pages.history_filter import opinion_words
from app.ui.theme import Theme


class RunRow(QFrame):
    """One run: when, what, how it ended."""

    chosen = Signal(str)

    def __init__(self, run: RunSummary, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.run = run
        self.setProperty("row", "true")
        look = run_look(run.state, run.unverified, run.reason)
        when = f"{run.started.astimezone():%Y-%m-%d %H:%M}"
        self.setAccessibleName(f"{run.workflow_name}, {when}, {look.word}")
        self.setToolTip(look.word)
        column = QVBoxLayout(self)
        column.setContentsMargins(9, 7, 9, 8)
        column.setSpacing(4)
        column.addWidget(labelled(run.workflow_name, "strong", wrap=True))
        short = look.word if len(look.word) <= 34 else look.word[:33] + "…"
        badge = Badge(theme, look._replace(word=short))
        column.addWidget(badge, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(labelled(f"{when} · {self._figures(run)}", "small", wrap=True))
        self._opinion = labelled("", "small", wrap=True)
        column.addWidget(self._opinion)
        self.show_opinion(run.opinion)

    def _figures(self, run: RunSummary) -> str:
        words = self.tr("{mode} · {steps} steps · {questions} questions")
        return words.format(mode=mode_look(run.mode).name, steps=run.steps, questions=run.questions)

    def show_opinion(self, opinion: Opinion) -> None:
        """What the person thinks of it; no line when that is nothing."""
        words = opinion_words(opinion)
        self._opinion.setText(words)
        self._opinion.setVisible(bool(words))

    def show_chosen(self, chosen: bool) -> None:
        """Mark it as the one shown."""
        self.setProperty("chosen", "true" if chosen else "false")
        restyle(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show it."""
        self.chosen.emit(self.run.run_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or space show it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.run.run_id)
        else:
            super().keyPressEvent(event)
