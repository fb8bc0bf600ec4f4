"""The small dialog that asks for one name before something is saved or exported."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.practice.parts import named_button, named_field
from app.practice.witness import Witness


class Question(NamedTuple):
    """What the dialog says, and the object names its parts get."""

    title: str
    label: str
    value: str
    confirm: str
    prefix: str


class NameDialog(QDialog):
    """Emits `named` with the text when the person confirms; Cancel and Escape change nothing."""

    named = Signal(str)

    def __init__(self, question: Question, parent: QWidget, witness: Witness) -> None:
        super().__init__(parent)
        self.setWindowTitle(question.title)
        self.setObjectName(question.prefix)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._field = named_field(question.label, f"{question.prefix}Field", witness)
        self._field.setText(question.value)
        self._field.selectAll()
        self._confirm = named_button(question.confirm, f"{question.prefix}Confirm", self._say_name, primary=True)
        self._field.textChanged.connect(self._allow)
        self._lay_out(question)

    @property
    def field(self) -> QLineEdit:
        """Where the name is typed."""
        return self._field

    @property
    def confirm(self) -> QPushButton:
        """The button that takes the name."""
        return self._confirm

    def _lay_out(self, question: Question) -> None:
        label = QLabel(question.label)
        label.setBuddy(self._field)
        self._confirm.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(named_button(self.tr("Cancel"), f"{question.prefix}Cancel", self.reject))
        buttons.addWidget(self._confirm)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 20, 22, 18)
        layout.setSpacing(8)
        layout.addWidget(label)
        layout.addWidget(self._field)
        layout.addStretch(1)
        layout.addLayout(buttons)
        wanted = self.sizeHint()
        self.setFixedSize(max(380, wanted.width()), max(150, wanted.height()))

    @Slot(str)
    def _allow(self, text: str) -> None:
        self._confirm.setEnabled(bool(text.strip()))

    @Slot()
    def _say_name(self) -> None:
        self.named.emit(self._field.text().strip())
        self.accept()
