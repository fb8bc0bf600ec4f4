"""When saved settings begin to count: all but the keys at once, the keys while nothing goes on."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from app.settings import Settings
from app.ui.bridge import EngineBridge
from app.ui.countdown import Countdown
from app.ui.recording_session import RecordingSession


class TakingEffect(QObject):
    """`changed` carries the settings that count from now on.

    During a run, a recording or a countdown the keys stand on the screen and are taken from the desktop; there the
    old ones stay, so that a key that is shown is always one that is heard.
    """

    changed = Signal(object)

    def __init__(
        self,
        bridge: EngineBridge,
        recording: RecordingSession,
        countdown: Countdown,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._recording = recording
        self._countdown = countdown
        self._saved = settings
        self._counting = settings
        for ended in (bridge.state_changed, recording.active_changed, countdown.ended):
            ended.connect(self._follow)

    @Slot(object)
    def save(self, settings: Settings) -> None:
        """The person has saved these."""
        self._saved = settings
        self._follow()

    @Slot()
    def _follow(self) -> None:
        keys = self._counting.keys if self._busy() else self._saved.keys
        wanted = self._saved.model_copy(update={"keys": keys})
        if wanted != self._counting:
            self._counting = wanted
            self.changed.emit(wanted)

    def _busy(self) -> bool:
        return self._bridge.running or self._recording.active or self._countdown.active
