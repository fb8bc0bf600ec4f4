"""The pictures of an export, one after the other; what the person drags over them is painted black."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.model.geometry import Box
from app.model.training import PreviewPicture
from app.ui.buttons import button, labelled
from app.ui.picture_canvas import PictureCanvas
from app.ui.theme import Theme


class PaintPictures(QWidget):
    """`changed` when something else is painted over. Boxes are pixels of the stored picture."""

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        show: Callable[[QObject, str, Callable[[QImage], object]], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._show = show
        self._pictures: tuple[PreviewPicture, ...] = ()
        self._masks: dict[str, list[Box]] = {}
        self._place = 0
        self.canvas = PictureCanvas(theme, self.tr("The picture as it will be exported"))
        self.canvas.drawn.connect(self._paint)
        self._count = labelled("", "muted")
        self.back = button("‹", "step", self.tr("Picture before"), self.tr("Picture before"))
        self.on = button("›", "step", self.tr("Next picture"), self.tr("Next picture"))
        self.undo = button(self.tr("Take back"), "", self.tr("Take the last black box off this picture"))
        self.all = button(self.tr("In all pictures"), "", self.tr("Paint the last black box over all pictures"))
        self.back.clicked.connect(lambda: self._go(-1))
        self.on.clicked.connect(lambda: self._go(1))
        self.undo.clicked.connect(self._undo)
        self.all.clicked.connect(self._everywhere)
        line = QHBoxLayout()
        for made in (self.back, self._count, self.on):
            line.addWidget(made)
        line.addStretch(1)
        line.addWidget(self.undo)
        line.addWidget(self.all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        words = self.tr("Look through the pictures. Drag over what nobody should see: it becomes black.")
        column.addWidget(labelled(words, "muted", wrap=True))
        column.addWidget(self.canvas, 1)
        column.addLayout(line)
        self._refresh()

    @property
    def masks(self) -> Mapping[str, tuple[Box, ...]]:
        """What is painted over, by picture."""
        return {name: tuple(boxes) for name, boxes in self._masks.items() if boxes}

    @property
    def current(self) -> PreviewPicture | None:
        """The picture that is shown."""
        return self._pictures[self._place] if self._pictures else None

    def show_pictures(self, pictures: Sequence[PreviewPicture]) -> None:
        """These and those that something was painted over; the one that was shown stays."""
        before = self.current
        there = {picture.name for picture in pictures}
        painted = [each for each in self._pictures if each.name in self._masks and each.name not in there]
        self._pictures = tuple(sorted((*pictures, *painted), key=lambda each: self._order(each.name)))
        names = [picture.name for picture in self._pictures]
        self._place = names.index(before.name) if before and before.name in names else 0
        self._refresh()

    def _order(self, name: str) -> int:
        names = [picture.name for picture in self._pictures]
        return names.index(name) if name in names else len(names)

    def _go(self, by: int) -> None:
        self._place = max(0, min(len(self._pictures) - 1, self._place + by))
        self._refresh()

    @Slot(object)
    def _paint(self, box: Box) -> None:
        if self.current is not None:
            self._masks.setdefault(self.current.name, []).append(box)
            self._refresh()
            self.changed.emit()

    @Slot()
    def _undo(self) -> None:
        boxes = self._masks.get(self.current.name, []) if self.current else []
        if boxes:
            boxes.pop()
            self._refresh()
            self.changed.emit()

    @Slot()
    def _everywhere(self) -> None:
        boxes = self._masks.get(self.current.name, []) if self.current else []
        for picture in self._pictures if boxes else ():
            mine = self._masks.setdefault(picture.name, [])
            if boxes[-1] not in mine:
                mine.append(boxes[-1])
        self._refresh()
        self.changed.emit()

    def _refresh(self) -> None:
        current = self.current
        boxes = self._masks.get(current.name, []) if current else []
        words = self.tr("Picture {number} of {count}")
        none = self.tr("No picture would be exported.")
        self._count.setText(words.format(number=self._place + 1, count=len(self._pictures)) if current else none)
        self.back.setEnabled(self._place > 0)
        self.on.setEnabled(self._place + 1 < len(self._pictures))
        self.undo.setEnabled(bool(boxes))
        self.all.setEnabled(bool(boxes))
        if current is None:
            self.canvas.show_picture(QImage())
            return
        name = current.name
        self._show(self, name, lambda image: self._arrived(name, image))

    def _arrived(self, name: str, image: QImage) -> None:
        current = self.current
        if current is not None and current.name == name:
            covers = (*current.painted, *self._masks.get(name, ()))
            self.canvas.show_picture(image, current.boxes, covers)
