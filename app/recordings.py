"""One recording from the command line: the bar and its hot keys, then the saved workflow."""

from __future__ import annotations

from collections.abc import Callable

from app.bootstrap import Application, Shown, opened_windows
from app.home import opened_home
from app.model.errors import UserError
from app.model.recording import RecorderNews, RecorderState
from app.model.workflow import Workflow
from app.ui.recording_session import RecordingSession


def record_once(name: str, say: Callable[[str], None]) -> Workflow:
    """Record until the bar or its hot key ends it, and save; UserError when that failed. `say` tells how it goes."""
    with opened_home() as home:
        if home.cut_off:
            say(f"{home.cut_off.text} {home.cut_off.next_step}")
        with opened_windows(Shown.CARD, home) as application:
            return _Recording(application, name, say).until_saved()


class _Recording:
    def __init__(self, application: Application, name: str, say: Callable[[str], None]) -> None:
        self._application = application
        self._name = name
        self._say = say
        self._told = False
        self._saved = ""
        self._going_on = False
        self._error: UserError | None = None

    def until_saved(self) -> Workflow:
        application = self._application
        parts = application.windows.parts
        application.recorder.subscribe(self._hear)
        session = RecordingSession(
            application.recorder,
            application.store.library,
            parts.queries,
            parts.grabs,
            parts.theme,
            application.settings.keys,
            reviews=False,
        )
        session.active_changed.connect(self._follow)
        session.saved.connect(self._keep)
        session.failed.connect(self._fail)
        session.begin(self._name)
        application.until_closed()
        session.close()
        if self._saved:
            return application.store.library.load(self._saved)
        unsaved = UserError(f"Recording {self._name!r}", "it was ended before it was saved", "Record it again.")
        raise self._error or unsaved

    def _hear(self, news: RecorderNews) -> None:
        """Recorder's thread."""
        if news.state is RecorderState.RECORDING and not self._told:
            self._told = True
            self._say(f"Recording {self._name!r}. {self._application.settings.keys.record} ends it.")
        elif news.left_out:
            self._say(f"  {news.left_out}")
        elif news.sentence and news.state is not RecorderState.IDLE:
            self._say(f"  {news.steps}. {news.sentence}")

    def _follow(self, active: bool) -> None:
        self._going_on = active
        if not active:
            self._application.qt.quit()

    def _keep(self, workflow_id: str) -> None:
        self._saved = workflow_id

    def _fail(self, error: UserError) -> None:
        """Told at once while it still can be saved; at the end it is what the person gets instead of a workflow."""
        self._error = error
        if self._going_on:
            self._say(f"  {error}")
