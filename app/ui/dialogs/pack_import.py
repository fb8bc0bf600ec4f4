"""A pack from somebody else: each correction tried on my own past pictures, and taken in only by a click."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.model.pack import Judged, OpenedPack, Take
from app.ui.buttons import button, labelled
from app.ui.dialogs.pack_item import PackItemCard
from app.ui.learning_services import Proofs
from app.ui.pack_trying import PackTrying
from app.ui.scrolling import scrolling
from app.ui.step_pictures import StepPictures
from app.ui.theme import Theme


class PackImportDialog(QDialog):
    """Non-modal; `chosen` carries what the person wants with each item. Closing it takes nothing in."""

    chosen = Signal(object)

    def __init__(
        self, opened: OpenedPack, proofs: Proofs, pictures: StepPictures, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.opened = opened
        self._left = len(opened.offers)
        self.setWindowTitle(self.tr("Import a pack"))
        self.resize(860, 620)
        self.cards = [PackItemCard(offer, opened.images, theme) for offer in opened.offers]
        self._summary = labelled("", "muted", wrap=True)
        self.take_in = button(self.tr("Take in"), "primary", self.tr("Take in what is chosen; it can be taken back"))
        self._lay_out()
        for card in self.cards:
            card.show_today(pictures)
            card.changed.connect(self._sum_up)
        self._trying = PackTrying(proofs, self)
        self._trying.tried.connect(self._tried)
        self._trying.failed.connect(self._not_tried)
        self.finished.connect(self._trying.end)
        self._sum_up()
        self._trying.begin(opened.offers)

    def _lay_out(self) -> None:
        pack = self.opened.pack
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(8)
        column.addWidget(labelled(pack.name, "heading", wrap=True))
        column.addWidget(labelled(self._about(), "muted", wrap=True))
        words = self.tr("The file is whole. That does not prove who made it: take in only what you expect.")
        column.addWidget(labelled(words, "small", wrap=True))
        if self.opened.installed is not None:
            again = self.tr("You have taken in this pack before, on {when}.")
            when = f"{self.opened.installed.astimezone():%Y-%m-%d %H:%M}"
            column.addWidget(labelled(again.format(when=when), "problem", wrap=True))
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 6, 0)
        for card in self.cards:
            inside.addWidget(card)
        inside.addStretch(1)
        column.addWidget(scrolling(inside), 1)
        column.addLayout(self._bottom())

    def _about(self) -> str:
        pack = self.opened.pack
        author = self.tr("by {author}").format(author=pack.author) if pack.author else self.tr("author not told")
        parts = [author, f"{pack.made.astimezone():%Y-%m-%d}", pack.environment.platform]
        return " · ".join(part for part in parts if part)

    def _bottom(self) -> QHBoxLayout:
        cancel = button(self.tr("Cancel"), "", self.tr("Take nothing in (Esc)"))
        cancel.clicked.connect(self.reject)
        self.take_in.clicked.connect(self._take)
        line = QHBoxLayout()
        line.addWidget(self._summary, 1)
        line.addWidget(cancel)
        line.addWidget(self.take_in)
        return line

    @Slot(int, object)
    def _tried(self, number: int, judged: Judged) -> None:
        self._left -= 1
        self.cards[number].show_judged(judged)
        self._sum_up()

    @Slot(int, str)
    def _not_tried(self, number: int, why: str) -> None:
        self._left -= 1
        self.cards[number].show_failure(why)
        self._sum_up()

    @Slot()
    def _sum_up(self) -> None:
        taken = sum(card.take is not Take.REFUSE for card in self.cards)
        counted = self.tr("{taken} of {all} will be taken in; these steps ask until they have proved themselves.")
        words = counted.format(taken=taken, all=len(self.cards))
        if self._left:
            trying = self.tr("Trying them on your past pictures: {left} to go.").format(left=self._left)
            words = f"{trying} {words}"
        self._summary.setText(words)
        self.take_in.setEnabled(taken > 0)

    @Slot()
    def _take(self) -> None:
        self.chosen.emit(tuple(card.wanted for card in self.cards))
        self.accept()
