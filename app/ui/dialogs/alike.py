"""Which of the steps that point at the same thing are corrected, too."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.model.lesson import StepName
from app.ui.buttons import labelled
from app.ui.scrolling import scrolling


class AlikeDialog(QDialog):
    """`chosen` carries the ticked steps."""

    chosen = Signal(object)

    def __init__(self, names: tuple[StepName, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Steps that point at the same thing"))
        self.setMinimumSize(460, 320)
        self._boxes = [(name, self._box(name)) for name in names]
        inside = QVBoxLayout()
        for _, box in self._boxes:
            inside.addWidget(box)
        inside.addStretch(1)
        buttons = QDialogButtonBox()
        take = buttons.addButton(self.tr("Correct these"), QDialogButtonBox.ButtonRole.AcceptRole)
        take.setAccessibleName(self.tr("Correct these"))
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(labelled(self.tr("One undo takes all of them back."), "muted"))
        column.addWidget(scrolling(inside), 1)
        column.addWidget(buttons)

    def _box(self, name: StepName) -> QCheckBox:
        made = QCheckBox(f"{name.workflow_name}: {name.number} · {name.sentence}")
        made.setChecked(True)
        made.setAccessibleName(made.text())
        return made

    def _take(self) -> None:
        self.chosen.emit(tuple(name for name, box in self._boxes if box.isChecked()))
        self.accept()
