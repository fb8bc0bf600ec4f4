"""After pointing: what was taken, what past runs say about it, and for how long it counts."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.model.decision import Keep, Pointed
from app.model.proof import Proof
from app.model.target import Target, TaughtTarget
from app.ui.buttons import KeyButton, labelled, restyle
from app.ui.proof_words import proof_words, short_proof
from app.ui.proving import Offer, OfferKind

LOW, HIGH, AROUND = 28, 64, 60
_ENTER = "enter"
_BEST = (OfferKind.PLAIN, OfferKind.LOOK, OfferKind.BIGGER, OfferKind.AROUND)


class PointedPlace(NamedTuple):
    """What the person showed, for how long it counts, the target made of it, and what proved it."""

    pointed: Pointed
    keep: Keep
    taught: TaughtTarget
    proof: Proof | None = None


class Choice(NamedTuple):
    """What the person chose: which way, for how long."""

    kind: OfferKind
    keep: Keep


ALWAYS = Choice(OfferKind.PLAIN, Keep.ALWAYS)
ONCE = Choice(OfferKind.PLAIN, Keep.ONCE)
LOOK = Choice(OfferKind.LOOK, Keep.LOOK)
BIGGER = Choice(OfferKind.BIGGER, Keep.ALWAYS)
SURROUNDINGS = Choice(OfferKind.AROUND, Keep.ALWAYS)


class KeepBar(QFrame):
    """ "From now on", "This time only", "Only for this look"; where the proof is not green also with a bigger picture
    or by its surroundings. Where only a place is wanted, "Use this place".

    Enter takes what is best: as it is while nothing speaks against it, else the first way that is green.
    """

    chosen = Signal(object)
    back = Signal()

    def __init__(self, keeps: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self._words, self._places = labelled("", "strong"), labelled("", "small")
        self._proof, self._more = labelled("", "small"), QWidget()
        self._buttons: dict[Choice, KeyButton] = {}
        self._offers: dict[OfferKind, Offer] = {}
        self._spot: float | None = None
        self.default = ALWAYS
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 11, 12, 11)
        column.setSpacing(8)
        column.addLayout(self._first_line(keeps))
        column.addWidget(self._more)
        self._lay_out_more()
        self._proof.hide()
        self._more.hide()

    def show_target(self, target: Target, places: int) -> None:
        """Say what was taken and how many places look like it."""
        label = target.label
        self._words.setText(self.tr("✓ Taken: “{label}”").format(label=label) if label else self.tr("✓ Taken"))
        if places > 1:
            more = self.tr("{count} places look the same here: its surroundings will decide")
            self._places.setText(more.format(count=places))
        else:
            self._places.setText(self.tr("Nothing else on this screen looks like it"))
        _look(self._places, "small" if places <= 1 else "problem")

    def expect_proof(self) -> None:
        """A proof is on its way."""
        self._say(self.tr("Trying it on past pictures…"), "small")

    def show_offer(self, offer: Offer) -> None:
        """What is known of one way by now."""
        self._offers[offer.kind] = offer
        if offer.kind is OfferKind.PLAIN:
            self._show_plain(offer)
        else:
            self._show_other(offer)
        self._choose_default()
        self._present_again()

    def show_failure(self, why: str) -> None:
        """The proof could not be made; the place can be kept all the same."""
        self._say(self.tr("Not proved: {why}").format(why=why), "problem")

    def proof_of(self, kind: OfferKind) -> Offer | None:
        """What is known of this way; None when nothing is yet."""
        return self._offers.get(kind)

    def choice_of(self, key: Qt.Key) -> Choice | None:
        """What this key chooses now; None when it chooses nothing."""
        choice = self.default if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) else _BY_KEY.get(key)
        made = self._buttons.get(choice) if choice else None
        return choice if made is not None and not made.isHidden() else None

    def present(self, window: QWidget, spot: float) -> None:
        """Come up low in the window, or high where the place shown (`spot`, its y there) would be covered."""
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._spot = spot
        self._place(window)
        self.show()

    def _place(self, window: QWidget) -> None:
        self.adjustSize()
        low = window.height() - self.height() - LOW
        spot = self._spot or 0.0
        self.move((window.width() - self.width()) // 2, HIGH if spot > low - AROUND else low)

    def _present_again(self) -> None:
        parent = self.parentWidget()
        if self._spot is not None and parent is not None:
            self._place(parent)

    # --- what is known

    def _show_plain(self, offer: Offer) -> None:
        proof = offer.proof
        bad = proof.frames > 0 and not proof.green
        sign = "" if not proof.frames else "✗ " if bad else "✓ "
        self._say(sign + proof_words(proof, offer.done), "problem" if bad else "good" if proof.frames else "small")

    def _show_other(self, offer: Offer) -> None:
        choice = {OfferKind.LOOK: LOOK, OfferKind.BIGGER: BIGGER, OfferKind.AROUND: SURROUNDINGS}[offer.kind]
        made = self._buttons.get(choice)
        if made is None:
            return
        made.setText(f"{_name(choice)} · {short_proof(offer.proof)}" + ("" if offer.done else "…"))
        made.setToolTip(proof_words(offer.proof, offer.done))
        if choice is not LOOK:
            made.show()
            self._more.show()

    def _choose_default(self) -> None:
        """Enter goes to the first way that is green, once it is known that the plain one is not."""
        plain = self._offers.get(OfferKind.PLAIN)
        ways = {choice.kind for choice in self._buttons}
        green = next((kind for kind in _BEST if kind in ways and self._is_green(kind)), None)
        doubted = plain is not None and plain.done and not plain.green
        kind = green if doubted and green is not None else OfferKind.PLAIN
        self.default = next(choice for choice in self._buttons if choice.kind is kind and choice is not ONCE)
        for choice, made in self._buttons.items():
            made.set_key(_ENTER if choice is self.default else _KEYS[choice])
            made.setProperty("decision", "accept" if choice is self.default else "plain")
            restyle(made)

    def _is_green(self, kind: OfferKind) -> bool:
        offer = self._offers.get(kind)
        return offer is not None and offer.green

    def _say(self, words: str, kind: str) -> None:
        self._proof.setText(words)
        self._proof.show()
        _look(self._proof, kind)
        self._present_again()

    # --- the parts

    def _first_line(self, keeps: bool) -> QHBoxLayout:
        line, texts = QHBoxLayout(), QVBoxLayout()
        line.setSpacing(8)
        texts.setSpacing(1)
        for text in (self._words, self._places, self._proof):
            texts.addWidget(text)
        line.addLayout(texts, 1)
        line.addSpacing(18)
        for choice in (ONCE, ALWAYS, LOOK) if keeps else (ALWAYS,):
            line.addWidget(self._button(choice, _name(choice) if keeps else self.tr("Use this place")))
        back = KeyButton(self.tr("Back"), "esc")
        back.setProperty("kind", "quiet")
        back.clicked.connect(self.back)
        line.addWidget(back)
        return line

    def _lay_out_more(self) -> None:
        line = QHBoxLayout(self._more)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(labelled(self.tr("Or keep it another way:"), "small"), 1)
        for choice in (BIGGER, SURROUNDINGS):
            made = self._button(choice, _name(choice))
            made.hide()
            line.addWidget(made)

    def _button(self, choice: Choice, label: str) -> KeyButton:
        made = KeyButton(label, _ENTER if choice is ALWAYS else _KEYS[choice])
        made.setProperty("decision", "accept" if choice is ALWAYS else "plain")
        made.clicked.connect(lambda: self.chosen.emit(choice))
        self._buttons[choice] = made
        return made


_KEYS = {ALWAYS: "", ONCE: "1", LOOK: "2", BIGGER: "3", SURROUNDINGS: "4"}
_BY_KEY = {Qt.Key.Key_1: ONCE, Qt.Key.Key_2: LOOK, Qt.Key.Key_3: BIGGER, Qt.Key.Key_4: SURROUNDINGS}


def _name(choice: Choice) -> str:
    names = {
        ALWAYS: QCoreApplication.translate("KeepBar", "From now on"),
        ONCE: QCoreApplication.translate("KeepBar", "This time only"),
        LOOK: QCoreApplication.translate("KeepBar", "Only for this look"),
        BIGGER: QCoreApplication.translate("KeepBar", "With more around it"),
        SURROUNDINGS: QCoreApplication.translate("KeepBar", "By what stands around it"),
    }
    return names[choice]


def _look(label: QWidget, kind: str) -> None:
    label.setProperty("kind", kind)
    restyle(label)
