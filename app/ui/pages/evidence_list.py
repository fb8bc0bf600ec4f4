"""Evidence line by line, the runner-up and why it lost."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.model.suggestion import Question
from app.model.target import Candidate
from app.ui.buttons import labelled


class EvidenceList(QWidget):
    """A sign, the words, the figure; built anew for each question."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._rows: QWidget | None = None

    def show_question(self, question: Question) -> None:
        """All reasons for and against the suggested place."""
        if self._rows is not None:
            self._column.removeWidget(self._rows)
            self._rows.hide()
            self._rows.deleteLater()
        self._rows = QWidget()
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        for sign, text, score in self._lines(question):
            _add_line(grid, sign, text, score)
        self._column.addWidget(self._rows)

    def _lines(self, question: Question) -> list[tuple[str, str, float | None]]:
        match = question.suggestion.match if question.suggestion else None
        evidence = match.evidence if match else ()
        lines: list[tuple[str, str, float | None]] = [
            ("✓" if line.favours else "!", line.text, line.score) for line in evidence
        ]
        runner_up = _runner_up(question, match)
        if runner_up is not None:
            why = _why_lost(runner_up) or self.tr("a weaker match")
            lines.append(("2", self.tr("Runner-up: {why}").format(why=why), runner_up.score))
        reason = "" if evidence else question.why
        lines += [("!", text, None) for text in (question.again, reason) if text]
        return lines


def _add_line(grid: QGridLayout, sign: str, text: str, score: float | None) -> None:
    row = grid.rowCount()
    mark = labelled(sign, "good" if sign == "✓" else "muted")
    mark.setFixedWidth(14)
    grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(labelled(text, "", wrap=True), row, 1)
    if score is not None:
        grid.addWidget(labelled(f"{score:.2f}", "strong"), row, 2, Qt.AlignmentFlag.AlignTop)


def _runner_up(question: Question, match: Candidate | None) -> Candidate | None:
    candidates = question.finding.candidates if question.finding else ()
    return next((other for other in candidates if match is None or other.box != match.box), None)


def _why_lost(runner_up: Candidate) -> str:
    """What speaks against it, else what speaks for it."""
    against = [line.text for line in runner_up.evidence if not line.favours]
    return (against or [line.text for line in runner_up.evidence] or [""])[0]
