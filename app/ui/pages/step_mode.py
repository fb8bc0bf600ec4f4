"""The mode that a person gives to one step: as the run, supervised, or always asked."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from app.model.modes import RunMode
from app.model.workflow import Step
from app.ui.buttons import labelled
from app.ui.looks import Look


def own_mode_look(step: Step) -> Look | None:
    """The badge of a step with a mode of its own; None when it goes as the run."""
    match step.mode:
        case RunMode.OBSERVATION | RunMode.COACHING:
            return Look("soft_amber", "?", QCoreApplication.translate("StepMode", "You: always ask"))
        case RunMode.SUPERVISED:
            return Look("soft_amber", "◐", QCoreApplication.translate("StepMode", "You: supervised"))
        case RunMode.AUTOMATIC | None:
            return None


class StepMode(QComboBox):
    """`wanted` carries the mode that the person chose for the step shown; None: as the run."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[tuple[RunMode | None, str], ...] = (
            (None, self.tr("As the run")),
            (RunMode.SUPERVISED, self.tr("Supervised")),
            (RunMode.COACHING, self.tr("Always ask")),
        )
        for _, words in self._choices:
            self.addItem(words)
        self.setAccessibleName(self.tr("Mode of the step"))
        self.setToolTip(self.tr("How much the robot may do in this step; the run's mode is the most it ever may"))
        self.activated.connect(self._chosen)

    def beside(self, words: QWidget) -> QHBoxLayout:
        """A line with these words, and this at its end with its name."""
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(words, 1)
        line.addStretch(1)
        line.addWidget(labelled(self.tr("This step:"), "muted"))
        line.addWidget(self)
        return line

    def show_step(self, step: Step | None) -> None:
        """What is in force for this step."""
        own = own_mode_look(step) is not None if step else False
        asked = step is not None and own and step.mode is not RunMode.SUPERVISED
        self.setCurrentIndex(2 if asked else 1 if own else 0)
        self.setEnabled(step is not None)

    @Slot(int)
    def _chosen(self, place: int) -> None:
        self.wanted.emit(self._choices[place][0])
