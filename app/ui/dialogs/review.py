"""After recording: each step as a sentence with its picture, the workflow's name, Save or Discard."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.model.recording import Recorded
from app.model.workflow import Step
from app.ui.buttons import button, labelled
from app.ui.pixels import image_of, surroundings
from app.ui.repair_card import PictureBox
from app.ui.theme import Theme
from app.ui.words import step_words

PICTURE = (168, 84)


class ReviewDialog(QDialog):
    """`saved` carries the Recorded with its name, `discarded` nothing; closing the window is neither."""

    saved = Signal(object)
    discarded = Signal()

    def __init__(self, recorded: Recorded, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recorded = recorded
        self._theme = theme
        self._sure = False
        self._over = False
        self.setWindowTitle(self.tr("Review the recording"))
        self.resize(680, 640)
        self.name = QLineEdit(recorded.workflow.name)
        self.name.setAccessibleName(self.tr("Name of the workflow"))
        self.name.textChanged.connect(self._judge)
        self._problem = labelled("", "problem", wrap=True)
        self.save = button(self.tr("Save"), "primary", self.tr("Save the workflow (Ctrl+S)"))
        self.save.setShortcut("Ctrl+S")
        self.save.clicked.connect(self._save)
        self.discard = button(self.tr("Discard"), "danger")
        self.discard.clicked.connect(self._discard)
        self._lay_out()
        self._judge()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(9)
        column.addWidget(labelled(self.tr("This is what was recorded"), "heading"))
        name = QHBoxLayout()
        name.addWidget(labelled(self.tr("Name")))
        name.addWidget(self.name, 1)
        column.addLayout(name)
        column.addWidget(self._steps(), 1)
        column.addWidget(self._problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self.discard)
        buttons.addStretch(1)
        buttons.addWidget(self.save)
        column.addLayout(buttons)

    def _steps(self) -> QScrollArea:
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 6, 0)
        rows.setSpacing(6)
        for number, step in enumerate(self._recorded.workflow.steps, start=1):
            rows.addWidget(self._row(number, step))
        rows.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        return scroll

    def _row(self, number: int, step: Step) -> QFrame:
        frame = QFrame()
        frame.setProperty("surface", "panel")
        line = QHBoxLayout(frame)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(12)
        picture = PictureBox(self._theme, self.tr("No place on the screen"))
        picture.setFixedSize(*PICTURE)
        self._fill(picture, step)
        line.addWidget(labelled(str(number), "muted"))
        line.addWidget(picture)
        texts = QVBoxLayout()
        texts.addStretch(1)
        texts.addWidget(labelled(step_words(step), "strong", wrap=True))
        text = step.params.text
        if text is not None:
            texts.addWidget(labelled(self.tr("Text: “{text}”").format(text=text), "small", wrap=True))
        texts.addStretch(1)
        line.addLayout(texts, 1)
        return frame

    def _fill(self, field: PictureBox, step: Step) -> None:
        target = step.target
        shown = (target.ring or target.picture) if target else None
        pixels = self._recorded.images.get(shown.image) if shown else None
        if shown is not None and pixels is not None:
            image, box = surroundings(image_of(pixels), shown.box, 2 * PICTURE[0], 2 * PICTURE[1])
            field.show_picture(image, (("", box),))

    @Slot()
    def _judge(self) -> None:
        wrong = not self.name.text().strip()
        self._problem.setText(self.tr("A workflow needs a name.") if wrong else "")
        self._problem.setVisible(wrong)
        self.save.setEnabled(not wrong)

    @Slot()
    def _save(self) -> None:
        workflow = self._recorded.workflow.model_copy(update={"name": self.name.text().strip()})
        self._over = True
        self.saved.emit(Recorded(workflow, self._recorded.images))
        self.accept()

    @Slot()
    def _discard(self) -> None:
        """Nothing is thrown away by one click."""
        if not self._sure:
            self._sure = True
            self.discard.setText(self.tr("Really discard it"))
            return
        self._over = True
        self.discarded.emit()
        self.accept()

    def reject(self) -> None:
        """Escape and the window's cross decide nothing: what was recorded stays until it is saved or discarded."""
        if self._over:
            super().reject()
            return
        self._problem.setText(self.tr("Save it or discard it first."))
        self._problem.setVisible(True)

    def closeEvent(self, event: QCloseEvent) -> None:
        """As Escape."""
        if self._over:
            super().closeEvent(event)
        else:
            event.ignore()
            self.reject()

    def give_up(self) -> None:
        """The program ends: close without a decision, the recorder keeps nothing."""
        self._over = True
        self.close()
