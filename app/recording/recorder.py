"""Watches the person and writes down the task: one recording at a time, on a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection

from app.model.errors import AlreadyRunning, BadInput
from app.model.recording import Recorded, RecorderNews
from app.recording.ports import CameraMaker, EyeMaker, Listener, OwnWindow, Secrets, Touch, Windows
from app.recording.session import Session, Sources


class Recorder:
    """The service Recording. Its methods are safe from any thread; `start`, `finish` and `discard` may take long.

    The others return at once and count from that moment, whatever is still being worked on; the news tells when it
    is done. Listeners are called on the recorder's thread and must return at once.
    """

    def __init__(
        self,
        make_camera: CameraMaker,
        make_eye: EyeMaker,
        windows: Windows,
        listener: Listener,
        secrets: Secrets,
        own_window: OwnWindow,
        hot_keys: Callable[[], Collection[str]] = tuple,
        touch: Touch = lambda window, point: None,
    ) -> None:
        self._sources = Sources(make_camera, make_eye, windows, listener, secrets, own_window, touch)
        self._hot_keys = hot_keys
        self._listeners: tuple[Callable[[RecorderNews], None], ...] = ()
        self._lock = threading.Lock()
        self._session: Session | None = None

    def subscribe(self, listener: Callable[[RecorderNews], None]) -> None:
        """Hear of every state and step from now on."""
        self._listeners = (*self._listeners, listener)

    def start(self, name: str) -> None:
        """Begin; AlreadyRunning during a recording, EnvironmentProblem when the screen cannot be captured."""
        with self._lock:
            if self._session is not None:
                raise AlreadyRunning("Recording", "one is going on already", "Finish or discard it first.")
            session = Session(name, self._sources, self._hot_keys(), self._publish)
            session.start()
            self._session = session

    def pause(self) -> None:
        """Nothing is recorded until `resume`."""
        self._running().pause()

    def resume(self) -> None:
        """Go on recording."""
        self._running().resume()

    def forget_last(self) -> None:
        """Take the last step back."""
        self._running().forget_last()

    def set_secret(self, on: bool) -> None:
        """What is typed while this is on goes to the keyring only."""
        self._running().set_secret(on)

    def finish(self) -> Recorded:
        """End and give the workflow; raises what went wrong on the way."""
        session = self._taken()
        if session is None:
            raise _nothing_there()
        return session.finish()

    def discard(self) -> None:
        """End and forget everything; a recording that has ended already has nothing to forget."""
        session = self._taken()
        if session is not None:
            session.discard()

    def _publish(self, news: RecorderNews) -> None:
        for listener in self._listeners:
            listener(news)

    def _running(self) -> Session:
        session = self._session
        if session is None:
            raise _nothing_there()
        return session

    def _taken(self) -> Session | None:
        """Whoever ends it; another one may begin."""
        with self._lock:
            session, self._session = self._session, None
        return session


def _nothing_there() -> BadInput:
    return BadInput("Recording", "none is going on", "Start one first.")
