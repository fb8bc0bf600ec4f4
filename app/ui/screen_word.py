"""The recognised Screen as the windows show it, and the person's word that it is another one."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.model.denied import Denial
from app.model.news import Looked, StateChanged
from app.ui.bridge import EngineBridge

OFFER_MS = 30_000
"""So long it is offered to say which Screen it is."""


class ScreenName(NamedTuple):
    """A Screen of the workflow as it is told apart: its place among the others, from 1, and its name."""

    id: str
    number: int
    name: str

    @property
    def words(self) -> str:
        """How it is shown; names may come twice."""
        return f"{self.number} · {self.name}"


class ScreenWord(QObject):
    """One for all windows. `changed` when they have something else to show, `refused` why a word did not count."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, bridge: EngineBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._look: Looked | None = None
        self._denial: Denial | None = None
        self._offer = QTimer(self)
        self._offer.setSingleShot(True)
        self._offer.setInterval(OFFER_MS)
        self._offer.timeout.connect(self.leave)
        bridge.looked.connect(self._on_look)
        bridge.state_changed.connect(self._on_state)

    @property
    def name(self) -> str:
        """The Screen that is taken for recognised now; empty when none is, or when no run is open."""
        return self._look.screen if self._look and self._look.screen_id else ""

    @property
    def denied(self) -> str:
        """The Screen that this was just denied to be, while it can be said which one it is."""
        return self._denial.look.screen if self._denial else ""

    @property
    def stranger(self) -> str:
        """The Screen that was expected, and that such a window was denied to be before."""
        return self._look.denied if self._look and not self._denial else ""

    @property
    def others(self) -> tuple[ScreenName, ...]:
        """The other Screens of the workflow, those nearest in its order first."""
        workflow, denial = self._bridge.workflow, self._denial
        if workflow is None or denial is None:
            return ()
        names = [ScreenName(each.id, number, each.name) for number, each in enumerate(workflow.screens, 1)]
        here = next((each.number for each in names if each.id == denial.look.screen_id), 0)
        return tuple(sorted((each for each in names if each.number != here), key=lambda each: abs(each.number - here)))

    @Slot()
    def deny(self) -> None:
        """What is shown is not the Screen it is taken for."""
        look = self._look
        if look is not None and look.screen_id:
            self._say(Denial(str(uuid4()), look))

    def is_rather(self, screen_id: str) -> None:
        """What was just denied is this Screen."""
        if self._denial is not None:
            self._say(replace(self._denial, instead=screen_id))

    @Slot()
    def is_it(self) -> None:
        """What is shown is the Screen that such a window was denied to be, after all."""
        look = self._look
        if look is not None and look.denied_id:
            same = replace(look, screen=look.denied, screen_id=look.denied_id)
            self._say(Denial(str(uuid4()), same, look.denied_id))

    @Slot()
    def leave(self) -> None:
        """It is none of the others, or the person does not say."""
        self._open(None)

    def _say(self, denial: Denial) -> None:
        if self._bridge.deny(denial):
            self._look = None
            self._open(denial if denial.instead is None else None)
        else:
            self._open(None)
            self.refused.emit(self.tr("Too late: this run is over. Nothing was noted."))

    def _open(self, denial: Denial | None) -> None:
        self._denial = denial
        if denial is not None:
            self._offer.start()
        else:
            self._offer.stop()
        self.changed.emit()

    @Slot(Looked)
    def _on_look(self, look: Looked) -> None:
        before = self.name, self.stranger
        self._look = look if self._bridge.running else None
        if (self.name, self.stranger) != before:
            self.changed.emit()

    @Slot(StateChanged)
    def _on_state(self, news: StateChanged) -> None:
        if news.state.ended:
            self._look = None
            self._open(None)
