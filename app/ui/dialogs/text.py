"""Asks for another text, other keys, or a name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.ui.buttons import button, labelled, restyle


class TextDialog(QDialog):
    """One line; `check` says in plain words what is wrong with it (empty = right).

    Non-modal: open it and listen to `given`. Closing it gives nothing.
    """

    given = Signal(str)

    def __init__(
        self,
        title: str,
        label: str,
        text: str = "",
        check: Callable[[str], str] = lambda _: "",
        parent: QWidget | None = None,
        on_top: bool = False,
    ) -> None:
        super().__init__(parent)
        self._check = check
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if on_top:
            self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self.field = QLineEdit(text)
        self.field.setAccessibleName(label)
        self.field.setMinimumWidth(340)
        self.field.textChanged.connect(self._judge)
        self.field.selectAll()
        self._problem = labelled("", "problem", wrap=True)
        self.extra = QVBoxLayout()
        self.ok = button(self.tr("Use it"), "primary", self.tr("Use it (Enter)"))
        self.ok.setDefault(True)
        self.ok.clicked.connect(self._give)
        cancel = button(self.tr("Cancel"), "", self.tr("Cancel (Esc)"))
        cancel.clicked.connect(self.reject)
        self._lay_out(label, cancel)
        self._judge()

    def _lay_out(self, label: str, cancel: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(9)
        column.addWidget(labelled(label, "strong", wrap=True))
        column.addWidget(self.field)
        column.addLayout(self.extra)
        column.addWidget(self._problem)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(cancel)
        line.addWidget(self.ok)
        column.addLayout(line)

    def add_choice(self, label: str, on: bool = False) -> QCheckBox:
        """A yes-or-no choice below the field."""
        made = QCheckBox(label)
        made.setAccessibleName(label)
        made.setToolTip(label)
        made.setChecked(on)
        self.extra.addWidget(made)
        return made

    @Slot()
    def _judge(self) -> None:
        problem = self._check(self.field.text())
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.ok.setEnabled(not problem)
        self.field.setProperty("wrong", "true" if problem else "false")
        restyle(self.field)

    @Slot()
    def _give(self) -> None:
        if not self._check(self.field.text()):
            self.given.emit(self.field.text())
            self.accept()


def keys_of(text: str) -> tuple[str, ...]:
    """Key names of a chord written as ctrl+s; empty for something that is none."""
    parts = tuple(part.strip().lower() for part in text.split("+"))
    return parts if all(parts) else ()
