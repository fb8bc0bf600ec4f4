"""It should have…: point to another place on the stored picture, another text, another action; then teach it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.model.action import ActionKind
from app.model.coaching import StepRecord
from app.model.feedback import MOST_WORDS, BetterAction, Remembered
from app.model.geometry import Box, Point
from app.ui.buttons import button, labelled
from app.ui.dialogs.text import TextDialog
from app.ui.picture_canvas import PictureCanvas
from app.ui.theme import Theme
from app.ui.words import action_word

_CLICKS = (ActionKind.CLICK, ActionKind.DOUBLE_CLICK, ActionKind.RIGHT_CLICK)


class BetterLine(QWidget):
    """`said` carries the BetterAction; `teach` the id of the opinion of which a correction is wanted."""

    said = Signal(object)
    teach = Signal(str)

    def __init__(self, record: StepRecord, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record = record
        self._theme = theme
        self._image = QImage()
        self._remembered = record.remembered
        self.choose = button(
            self.tr("It should have…"), "quiet", self.tr("Say what would have been right: place, text or action")
        )
        self.choose.clicked.connect(self._ask)
        self._words = labelled("", "small", wrap=True)
        self._teach = button(self.tr("Teach this"), "choice", self.tr("From now on the robot does it like that"))
        self._teach.clicked.connect(lambda: self.teach.emit(self._remembered.feedback_id))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._words, 1)
        line.addWidget(self._teach)
        self.show_remembered(record.remembered)

    @property
    def possible(self) -> bool:
        """Whether there is anything that can be said of this step."""
        return self._can_point or self._types or self._record.action in _CLICKS

    @property
    def _can_point(self) -> bool:
        before = self._record.before
        return before is not None and before.box.area > 0 and not self._image.isNull()

    @property
    def _types(self) -> bool:
        return self._record.action is ActionKind.TYPE_TEXT and not self._record.secret

    def show_image(self, image: QImage) -> None:
        """The whole picture from before the act; a null one when it is no longer kept."""
        self._image = image
        self.choose.setVisible(self.possible)

    def show_remembered(self, remembered: Remembered) -> None:
        """What was said, and whether it was taught."""
        self._remembered = remembered
        better = remembered.opinion.better
        self.setVisible(better is not None)
        self.choose.setVisible(self.possible)
        if better is None:
            return
        self._words.setText(self._said_words(better))
        self._teach.setText(self.tr("Taught") if remembered.taught else self.tr("Teach this"))
        self._teach.setEnabled(bool(remembered.feedback_id) and not remembered.taught)

    def _said_words(self, better: BetterAction) -> str:
        parts = []
        if better.point is not None:
            parts.append(self.tr("another place"))
        if better.text is not None:
            parts.append(self.tr("the text “{text}”").format(text=better.text))
        if better.action is not None:
            parts.append(action_word(better.action).casefold())
        return self.tr("It should have: {what}").format(what=", ".join(parts))

    @Slot()
    def _ask(self) -> None:
        menu = QMenu(self)
        if self._can_point:
            menu.addAction(self.tr("Acted at another place…"), self._point)
        if self._types:
            menu.addAction(self.tr("Typed another text…"), self._other_text)
        if self._record.action in _CLICKS:
            for kind in _CLICKS:
                if kind is not self._record.action:
                    words = self.tr("Done: {action}").format(action=action_word(kind))
                    menu.addAction(words, lambda kind=kind: self.said.emit(BetterAction(action=kind)))
        menu.popup(self.choose.mapToGlobal(self.choose.rect().bottomLeft()))

    def _point(self) -> None:
        dialog = PointDialog(self._theme, self._image, self._record, self)
        dialog.chosen.connect(self.said)
        dialog.open()

    def _other_text(self) -> None:
        def check(text: str) -> str:
            return self.tr("{most} characters at most").format(most=MOST_WORDS) if len(text) > MOST_WORDS else ""

        before = self._remembered.opinion.better
        dialog = TextDialog(
            self.tr("It should have typed"),
            self.tr("It should have typed"),
            (before.text if before else "") or "",
            check,
            self,
        )
        dialog.given.connect(lambda text: self.said.emit(BetterAction(text=text)))
        dialog.open()


class PointDialog(QDialog):
    """`chosen` carries the BetterAction of the place; closing it says nothing."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, image: QImage, record: StepRecord, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record = record
        self.setWindowTitle(self.tr("Where should it have acted?"))
        self.resize(900, 620)
        words = self.tr(
            "Click the right place, or drag a box round it. Keys: arrows move, Enter points, Esc goes back."
        )
        self.canvas = PictureCanvas(theme, self.tr("The screen before the act"))
        before = record.before
        self.canvas.show_picture(image, (before.box,) if before is not None else ())
        self.canvas.pointed.connect(lambda point: self._choose(point, None))
        self.canvas.drawn.connect(lambda box: self._choose(box.center, box))
        cancel = button(self.tr("Cancel"), "", self.tr("Cancel (Esc)"))
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addWidget(labelled(words, "muted", wrap=True))
        column.addWidget(self.canvas, 1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(cancel)
        column.addLayout(line)
        self.canvas.setFocus()

    def _choose(self, point: Point, box: Box | None) -> None:
        before = self._record.before
        self.chosen.emit(BetterAction(before.image if before else None, point, box))
        self.accept()
