"""Target memory: where each step's target was found before, how, how often, and the way to forget it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.learning.corrections import effective
from app.learning.memory import reliable, tells_apart
from app.model.geometry import Box
from app.model.knowledge import RememberedPlace
from app.model.sentences import step_sentence
from app.model.target import LocatorKind
from app.model.workflow import Step
from app.ui.buttons import button, labelled
from app.ui.learned_view import LearnedView
from app.ui.learning_services import Lessons
from app.ui.pages.learned import ListSection
from app.ui.pixels import surroundings
from app.ui.repair_card import PictureBox
from app.ui.step_pictures import StepPictures
from app.ui.theme import Theme

PICTURE = (140, 70)


class PlacesList(ListSection):
    """The places of all steps; one that was forgotten here can be remembered again."""

    def __init__(self, theme: Theme, lessons: Lessons, pictures: StepPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent, spacing=4)
        self.title = self.tr("Places")
        self._theme = theme
        self._lessons = lessons
        self._pictures = pictures
        self._workflow_id = ""
        self._last: tuple[str, Box] | None = None
        self.rows: list[PlaceRow] = []
        self.undo = button(self.tr("Remember it again"), tip=self.tr("Undo the forgetting of the last place"))
        self.undo.clicked.connect(self._remember)
        self.lay_out(self.undo)

    def show_view(self, view: LearnedView) -> None:
        """The places of this workflow's steps."""
        if view.workflow.id != self._workflow_id:
            self._workflow_id, self._last = view.workflow.id, None
        known = [(number, step, view.knowledge.step(step.id)) for number, step in enumerate(view.workflow.steps, 1)]
        self.rows = [
            self._row(number, effective(step, learned), place)
            for number, step, learned in known
            for place in learned.places
        ]
        self.fill(self.rows)
        self._words.setText(self._summary())
        self.undo.setVisible(self._last is not None)

    def _summary(self) -> str:
        if not self.rows:
            return self.tr("No places yet: one is remembered after each checked act.")
        return self.tr("The robot looks here first. It acts only where what it sees agrees.")

    def _row(self, number: int, step: Step, place: RememberedPlace) -> PlaceRow:
        row = PlaceRow(f"{number} · {step_sentence(step)}", step, place, self._theme)
        row.forgotten.connect(lambda: self._forget(step.id, place.box))
        if place.picture is not None:
            self._pictures.show_capture(row, place.picture, row.show_picture)
        return row

    def _forget(self, step_id: str, box: Box) -> None:
        lessons, workflow_id = self._lessons, self._workflow_id
        self._last = step_id, box
        self.wanted.emit(lambda: lessons.forget_place(workflow_id, step_id, box))

    @Slot()
    def _remember(self) -> None:
        if self._last is None:
            return
        lessons, workflow_id = self._lessons, self._workflow_id
        step_id, box = self._last
        self._last = None
        self.wanted.emit(lambda: lessons.remember_place(workflow_id, step_id, box))


class PlaceRow(QFrame):
    """One remembered place; `forgotten` when the person wants it gone."""

    forgotten = Signal()

    def __init__(
        self, heading: str, step: Step, place: RememberedPlace, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self.setAccessibleName(heading)
        self._picture = PictureBox(theme, self.tr("No picture kept"))
        self._picture.setFixedSize(*PICTURE)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(labelled(heading, "strong", wrap=True))
        texts.addWidget(labelled(self._record(place), "small", wrap=True))
        texts.addWidget(labelled(self._standing(step, place), "small", wrap=True))
        self.forget = button(
            self.tr("Forget"),
            tip=self.tr("Do not look here first any more"),
            name=self.tr("Forget: {heading}").format(heading=heading),
        )
        self.forget.clicked.connect(self.forgotten)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 8, 12, 8)
        line.setSpacing(14)
        line.addWidget(self._picture)
        line.addLayout(texts, 1)
        line.addWidget(self.forget)

    def show_picture(self, image: QImage, box: Box | None) -> None:
        """What it looked like there."""
        if box is not None and not image.isNull():
            image, box = surroundings(image, box, 2 * PICTURE[0], 2 * PICTURE[1])
        self._picture.show_picture(image, (("", box),) if box else ())

    def _record(self, place: RememberedPlace) -> str:
        parts = [self._how(place.how), self.tr("worked {good} ×").format(good=place.good)]
        if place.bad:
            parts.append(self.tr("failed {bad} ×").format(bad=place.bad))
        if place.failed is not None:
            when = f"{datetime.fromtimestamp(place.failed):%Y-%m-%d %H:%M}"
            parts.append(self.tr("last failed {when}").format(when=when))
        at = self.tr("{x}, {y} in its window ({w} × {h})")
        parts.append(at.format(x=place.box.x, y=place.box.y, w=place.box.w, h=place.box.h))
        return " · ".join(parts)

    def _how(self, how: str) -> str:
        words = {
            LocatorKind.PLACE: self.tr("found at its place"),
            LocatorKind.PICTURE: self.tr("found by its picture"),
            LocatorKind.TEXT: self.tr("found by its text"),
            LocatorKind.ACCESSIBILITY: self.tr("found by what its program told"),
            LocatorKind.POINTED: self.tr("shown by you"),
        }
        return words[LocatorKind(how)] if how in tuple(LocatorKind) else self.tr("found in an earlier version")

    def _standing(self, step: Step, place: RememberedPlace) -> str:
        if not tells_apart(step):
            return self.tr("No hint: buttons of this name are in many windows, and too little tells this one apart.")
        if reliable(place):
            return self.tr("The search begins here.")
        return self.tr("No hint yet: it takes two successes and less than three failures in ten.")
