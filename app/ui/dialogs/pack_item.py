"""One item of a pack: how the step's place looks today and in the pack, what trying it showed, and the choice."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.learning.packs import proved
from app.model.action import Params
from app.model.decision import Keep
from app.model.frame import Pixels
from app.model.geometry import Box
from app.model.pack import Choice, Judged, Offer, Take
from app.model.proof import Proof
from app.model.sentences import describe
from app.model.target import Target
from app.ui.buttons import button, labelled, restyle
from app.ui.picture_pair import picture_pair, show_around
from app.ui.pixels import image_of
from app.ui.proof_words import proof_words
from app.ui.repair_card import PictureBox
from app.ui.step_pictures import StepPictures
from app.ui.theme import Theme

PICTURE = (170, 100)


class PackItemCard(QFrame):
    """`changed` when the person has chosen, or what is recommended has."""

    changed = Signal()

    def __init__(self, offer: Offer, images: Mapping[str, Pixels], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offer = offer
        self._judged: Judged | None = None
        self._touched = False
        self.take = Take.REFUSE
        self.setProperty("surface", "panel")
        self.setAccessibleName(self._heading())
        self._today = PictureBox(theme, self.tr("No picture is kept"))
        self._theirs = PictureBox(theme, self.tr("No picture in the pack"))
        self._proof = labelled("", "small", wrap=True)
        self._variant = labelled("", "small", wrap=True)
        self._variant.hide()
        self._takes = QButtonGroup(self)
        self.buttons: dict[Take, QAbstractButton] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 11, 12, 11)
        line.setSpacing(12)
        line.addLayout(self._pictures())
        line.addLayout(self._texts(), 1)
        line.addLayout(self._choices())
        show_around(self._theirs, PICTURE, *_picture_in(offer.taught.target, images))
        self._say(self._first_words(), "small")

    @property
    def wanted(self) -> Choice:
        """What the person wants with it now."""
        proof = self._judged.proof_for(self.take) if self._judged else None
        return Choice(self.offer, self.take, proof)

    @property
    def can_be_taken(self) -> bool:
        """Whether there is anything to choose."""
        return self.offer.step is not None and not self.offer.known

    def show_today(self, pictures: StepPictures) -> None:
        """Read the picture of what the step points at now."""
        today, step = self.offer.today, self.offer.step
        picture = (today.ring or today.picture) if today else None
        if step is not None and picture is not None:
            pictures.show_picture(self, step.workflow_id, picture, partial(show_around, self._today, PICTURE))

    def show_judged(self, judged: Judged) -> None:
        """What trying it showed; it is chosen accordingly unless the person was faster."""
        self._judged = judged
        if not self.can_be_taken:
            return
        proof = judged.plain or judged.beside or Proof()
        self._say(proof_words(proof), _kind(proof))
        if judged.plain is not None and judged.beside is not None:
            words = self.tr("As a variant: {words}").format(words=proof_words(judged.beside))
            _tell(self._variant, words, _kind(judged.beside))
        if not self._touched:
            self._choose(judged.take)

    def show_failure(self, why: str) -> None:
        """It could not be tried; it can be taken all the same."""
        self._say(self.tr("Not tried: {why}").format(why=why), "problem")

    def _heading(self) -> str:
        step, item = self.offer.step, self.offer.item
        if step is not None:
            return f"{step.workflow_name}: {step.number} · {step.sentence}"
        words = describe(item.action, Params(keys=()), item.target.label, item.target.window.title)
        return f"{item.workflow_name}: {item.number} · {words}"

    def _told(self) -> str:
        item = self.offer.item
        keep = self.tr("another place, from now on") if item.keep is Keep.ALWAYS else self.tr("one more look")
        parts = [keep, self.tr("taught {day}").format(day=f"{item.taught:%Y-%m-%d}")]
        if item.proof is not None and item.proof.frames:
            theirs = self.tr("there it hit {hits} of {frames}")
            parts.append(theirs.format(hits=item.proof.hits, frames=item.proof.frames))
        return " · ".join(parts)

    def _first_words(self) -> str:
        if self.offer.step is None:
            return self.tr("It fits none of your steps.")
        if self.offer.known:
            return self.tr("This step knows it already.")
        return self.tr("Waits to be tried on your past pictures…")

    def _pictures(self) -> QHBoxLayout:
        both = ((self.tr("Yours today"), self._today), (self.tr("From the pack"), self._theirs))
        return picture_pair(both, PICTURE)

    def _texts(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(labelled(self._heading(), "strong", wrap=True))
        column.addWidget(labelled(self._told(), "small", wrap=True))
        column.addWidget(self._proof)
        column.addWidget(self._variant)
        if self.offer.secret:
            words = self.tr("The step types a secret: look closely before you take this in.")
            column.addWidget(labelled(words, "problem", wrap=True))
        column.addStretch(1)
        return column

    def _choices(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(5)
        for take, label, tip in (
            (Take.ADOPT, self.tr("Adopt"), self.tr("In the place of what the step points at now")),
            (Take.VARIANT, self.tr("As variant"), self.tr("Beside what the step points at now")),
            (Take.REFUSE, self.tr("Leave out"), self.tr("Nothing changes")),
        ):
            made = button(label, "choice", tip)
            made.setCheckable(True)
            made.setEnabled(self.can_be_taken)
            made.setVisible(take is not Take.ADOPT or self.offer.item.keep is Keep.ALWAYS)
            made.clicked.connect(partial(self._clicked, take))
            self._takes.addButton(made)
            self.buttons[take] = made
            column.addWidget(made)
        column.addStretch(1)
        self.buttons[Take.REFUSE].setChecked(True)
        return column

    def _clicked(self, take: Take, _: bool = False) -> None:
        self._touched = True
        self._choose(take)

    def _choose(self, take: Take) -> None:
        self.take = take
        self.buttons[take].setChecked(True)
        self.changed.emit()

    def _say(self, words: str, kind: str) -> None:
        _tell(self._proof, words, kind)


def _picture_in(target: Target, images: Mapping[str, Pixels]) -> tuple[QImage, Box | None]:
    picture = target.ring or target.picture
    return (image_of(images[picture.image]), picture.box) if picture else (QImage(), None)


def _tell(label: QLabel, words: str, kind: str) -> None:
    label.setText(words)
    label.setProperty("kind", kind)
    label.show()
    restyle(label)


def _kind(proof: Proof) -> str:
    return "small" if not proof.frames else "good" if proved(proof) else "problem"
