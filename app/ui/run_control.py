"""Run, pause, stop and the mode: what the tool bar wants becomes wishes to the engine."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from app.model.errors import UserError
from app.model.modes import RunMode
from app.model.news import StateChanged, StepStarted
from app.settings import Keys
from app.ui.bridge import EngineBridge
from app.ui.countdown import Countdown
from app.ui.pre_flight import PreFlight
from app.ui.services import Library


class RunControl(QObject):
    """AUTOMATIC only after an explicit click, the sheet that the person agreed to, and three seconds, before a run and
    in the middle of one; lower modes at once."""

    starting = Signal()
    failed = Signal(object)
    mode_shown = Signal(object, object)

    def __init__(
        self,
        bridge: EngineBridge,
        library: Library,
        countdown: Countdown,
        sheet: PreFlight,
        keys: Keys,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._library = library
        self._countdown = countdown
        self._sheet = sheet
        self._keys = keys
        sheet.failed.connect(self.failed)
        self._workflow = ""
        self._start_mode = RunMode.COACHING
        self._chosen: RunMode | None = None
        self._number = 0
        bridge.step_started.connect(self._on_step)
        bridge.state_changed.connect(self._on_state)

    def use_keys(self, keys: Keys) -> None:
        """The stop keys that end a countdown."""
        self._keys = keys

    def choose_workflow(self, workflow_id: str, start_mode: RunMode) -> None:
        """Another workflow: its own start mode counts until the person clicks another."""
        if self._bridge.running:
            return
        self._countdown.cancel()
        self._workflow, self._start_mode, self._chosen = workflow_id, start_mode, None
        self.mode_shown.emit(start_mode, None)

    def learned(self, start_mode: RunMode) -> None:
        """The chosen workflow may have learned something: without a click its new start mode counts."""
        self._start_mode = start_mode
        if not self._bridge.running and self._chosen is None:
            self.mode_shown.emit(start_mode, None)

    def want_mode(self, mode: RunMode) -> None:
        """A click on the mode switch."""
        self._countdown.cancel()
        if not self._bridge.running:
            self._chosen = mode
            self.mode_shown.emit(mode, None)
        elif mode is RunMode.AUTOMATIC:
            self._ask_to_go_on_alone()
        else:
            self._sheet.cancel()
            self._set_mode(mode)

    def _ask_to_go_on_alone(self) -> None:
        """It would begin with the next step; until the person agrees, the mode stays."""
        if self._bridge.mode is not RunMode.AUTOMATIC:
            self._sheet.ask(self._workflow, self._go_on_alone, self._number + 1)

    def _go_on_alone(self) -> None:
        if self._bridge.running:
            self._countdown.begin(self._keys, lambda: self._set_mode(RunMode.AUTOMATIC))

    @Slot()
    def run(self) -> None:
        """Run the chosen workflow from its first step."""
        self._begin(None)

    @Slot(str)
    def run_from(self, step_id: str) -> None:
        """Run from this step, if the Screen fits (the engine checks)."""
        self._begin(step_id)

    @Slot()
    def stop(self) -> None:
        """Stop whatever goes on, a countdown included."""
        self._sheet.cancel()
        self._countdown.cancel()
        self._bridge.stop()

    def forget_choice(self) -> None:
        """After a run the workflow's own start mode counts again: a mode is never kept silently."""
        self._chosen = None

    def _begin(self, step_id: str | None) -> None:
        if self._bridge.running or not self._workflow or self._countdown.active or self._sheet.active:
            return
        if self._chosen is RunMode.AUTOMATIC:
            wanted = self._workflow
            self._sheet.ask(wanted, lambda: self._count_down(wanted, step_id))
        else:
            self._start(step_id)

    def _count_down(self, wanted: str, step_id: str | None) -> None:
        if self._workflow == wanted and not self._bridge.running:
            self._countdown.begin(self._keys, lambda: self._start(step_id))

    def _start(self, step_id: str | None) -> None:
        workflow = self._workflow
        self.starting.emit()
        self._bridge.start(self, lambda: self._library.load(workflow), self._chosen, step_id, self.failed.emit)

    @Slot(StepStarted)
    def _on_step(self, news: StepStarted) -> None:
        self._number = news.number

    @Slot(StateChanged)
    def _on_state(self, news: StateChanged) -> None:
        """What was to be agreed to is over with the run."""
        if news.state.ended:
            self._number = 0
            self._sheet.cancel()
            self._countdown.cancel()

    def _set_mode(self, mode: RunMode) -> None:
        if not self._bridge.running:
            return
        try:
            self._bridge.set_mode(mode)
        except UserError as error:
            self.failed.emit(error)
