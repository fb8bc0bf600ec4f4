"""What has drifted in the chosen workflow: shown when it was told, and its one next action is done."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from app.learning.drift import open_messages
from app.model.drift import Drift, NextAction, Subject
from app.ui.main_window import COACH, STEPS, MainWindow
from app.ui.parts import Parts
from app.ui.recording_session import RecordingSession


class _Again(NamedTuple):
    """The workflow that is being recorded again, and for what."""

    workflow_id: str
    subject: Subject


class DriftDesk(QObject):
    """Shows nothing during a run or a recording: the screen belongs to them. Lives on the main thread."""

    failed = Signal(object)

    def __init__(
        self, window: MainWindow, parts: Parts, recording: RecordingSession, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._parts = parts
        self._recording = recording
        self._again: _Again | None = None
        window.drift.acted.connect(self._act)
        window.drift.left.connect(self._leave)
        window.drift.denied.connect(self._deny)
        window.edits.changed.connect(self.show)
        window.place_shown.connect(self.show)
        parts.bridge.state_changed.connect(self.show)
        recording.active_changed.connect(self._on_recording)
        recording.saved.connect(self._on_recorded)

    @Slot()
    def show(self) -> None:
        """As the record says now, in the places where the workflow is worked with."""
        loaded = self._window.edits.loaded
        busy = self._parts.bridge.running or self._recording.active
        if loaded is None or busy or self._window.place not in (COACH, STEPS):
            self._window.drift.show_messages(None, ())
        else:
            self._window.drift.show_messages(loaded.workflow, open_messages(loaded.workflow, loaded.knowledge))

    @Slot(object)
    def _act(self, drift: Drift) -> None:
        match drift.next_action:
            case NextAction.POINT_AGAIN:
                self._window.show_place(STEPS)
                self._window.steps.point_at(drift.subject.id)
            case NextAction.ADD_LOOK:
                if drift.latest is not None:
                    self._window.edits.add_look(drift.subject.id, drift.latest)
            case NextAction.RE_RECORD:
                self._record_again(drift)

    @Slot(object)
    def _leave(self, drift: Drift) -> None:
        self._window.edits.leave_drift(drift.subject)

    @Slot(object)
    def _deny(self, drift: Drift) -> None:
        loaded, latest = self._window.edits.loaded, drift.latest
        if loaded is None or latest is None:
            return
        lessons, workflow_id = self._parts.services.lessons, loaded.workflow.id
        self._parts.queries.ask(
            self,
            lambda: lessons.deny_screen(workflow_id, drift.subject.id, latest),
            lambda _: self._window.edits.open(workflow_id),
            self.failed.emit,
        )

    # --- recording again

    def _record_again(self, drift: Drift) -> None:
        loaded = self._window.edits.loaded
        if loaded is None or self._recording.active or self._parts.bridge.running:
            return
        self._window.step_aside()
        self._recording.begin(loaded.workflow.name)
        self._again = _Again(loaded.workflow.id, drift.subject)

    @Slot(bool)
    def _on_recording(self, active: bool) -> None:
        if active:
            self._again = None
        self.show()

    @Slot(str)
    def _on_recorded(self, _: str) -> None:
        """The new recording stands beside the old one, of which nothing more is to be said."""
        again, self._again = self._again, None
        if again is not None:
            library = self._parts.services.library
            self._parts.queries.ask(self, lambda: library.leave_drift(*again), lambda _: self.show(), self.failed.emit)
