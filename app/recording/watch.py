"""Takes pictures all the time and gives every event the picture from before it, whatever else is being worked on."""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future

from app.model.input import InputEvent, InputKind
from app.model.window import Window
from app.recording.acts import Heard
from app.recording.moments import Moment, Moments
from app.recording.ports import Camera, CameraMaker, Listener, Touch, Windows

PATIENCE = 60.0
PICTURE_GAP, IDLE_LOOK = 0.1, 0.2
PROMPT = 0.05
"""A press heard later than this (seconds) may already have opened or closed what lies under the pointer."""
ANSWERED = 0.25
"""Seconds in which a program shows the menu that was asked for: one that comes later was opened by what came later."""


class Watch:
    """A thread with the camera. `heard` gets the events in order, and the error that ended the thread, if one did."""

    def __init__(self, make_camera: CameraMaker, windows: Windows, listener: Listener, touch: Touch) -> None:
        self.heard: queue.SimpleQueue[Heard | Exception] = queue.SimpleQueue()
        self._make_camera = make_camera
        self._windows = windows
        self._listener = listener
        self._touch = touch
        self._events: deque[tuple[InputEvent, Window | None]] = deque()
        self._wake = threading.Event()
        self._over = threading.Event()
        self._ready: Future[None] = Future()
        self._moments = Moments()
        self._same_until = 0.0
        self._touched_at = time.monotonic()
        self._thread = threading.Thread(target=self._run, name="recorder camera")

    @property
    def newest(self) -> Moment:
        """The screen as it is; safe from any thread once `start` has returned."""
        return self._moments.newest

    @property
    def same_until(self) -> float:
        """The monotonic second up to which the screen is known to be as in the newest moment."""
        return self._same_until

    @property
    def behind(self) -> bool:
        """Whether something was heard that still waits for its picture, because one is just being taken."""
        return bool(self._events)

    def start(self) -> None:
        """Look and listen from now on; raises what makes it impossible."""
        self._thread.start()
        self._ready.result(PATIENCE)

    def close(self) -> None:
        """End the thread and wait for it; may be called twice."""
        self._over.set()
        self._wake.set()
        self._thread.join(PATIENCE)

    def _run(self) -> None:
        camera: Camera | None = None
        end_hearing: Callable[[], None] = _nothing
        try:
            camera = self._make_camera()
            self._look(camera)
            self._listener.recording = True
            end_hearing = self._listener.subscribe(self._hear)
            self._ready.set_result(None)
            self._watch(camera)
        except Exception as error:  # noqa: BLE001 - the top of a thread: whoever waits gets the error
            if self._ready.done():
                self.heard.put(error)
            else:
                self._ready.set_exception(error)
        finally:
            end_hearing()
            self._listener.recording = False
            if camera is not None:
                camera.close()

    def _watch(self, camera: Camera) -> None:
        while not self._over.is_set():
            self._wake.clear()
            self._pass_on()
            newest = self._moments.newest
            early = newest.frame.taken + PICTURE_GAP - time.monotonic()
            if self._over.is_set() or (early > 0 and self._wake.wait(early)):
                continue
            if camera.wait_change(newest.frame, time.monotonic() + IDLE_LOOK, self._wake):
                self._pass_on()
                self._look(camera)
            elif not self._wake.is_set():
                self._same_until = time.monotonic()
        self._pass_on()

    def _look(self, camera: Camera) -> None:
        """Take a moment; once more when the focus changed in the middle of it, so that picture and windows agree."""
        if self._take(camera):
            self._take(camera)

    def _take(self, camera: Camera) -> bool:
        """Whether the focus changed in the middle of it. Asking for the windows takes a while on a busy machine: where
        none came or went in it, they are known to be those of the picture.
        """
        frame, everything = camera.grab(), self._windows.all()
        windows = tuple(one for one in everything if not one.own)
        active = next((one for one in everything if one.active), None) or self._windows.active()
        torn = _handle(self._windows.active_at(frame.taken)) != _handle(active)
        same = not torn and self._moments.with_these(windows)
        self._moments.add(Moment(frame, windows, active, frame.taken if same else time.monotonic()))
        self._same_until = frame.taken
        return torn

    def _hear(self, event: InputEvent) -> None:
        """On the listener's thread: what may be gone soon is asked at once, the rest is left to our own threads."""
        if event.kind is InputKind.MOVE:
            return
        window = None
        if event.kind in (InputKind.PRESS, InputKind.SCROLL):
            window = self._under(event)
            if window is not None and not window.own:
                self._touch(window, event.point)
        elif event.kind is InputKind.KEY_DOWN:
            window = self._windows.active_at(event.at)
        self._touched_at = event.at
        self._events.append((event, window))
        self._wake.set()

    def _under(self, event: InputEvent) -> Window | None:
        """The window that was pressed. What was open before counts, but for a window that came up since then."""
        window = self._windows.at(event.point)
        late = time.monotonic() - event.at > PROMPT
        before = self._moments.before(event.at)
        if window is not None and (window.own or not (late or before.has(window.handle) or self._opens(window))):
            return window
        return before.at(event.point) or window

    def _opens(self, window: Window) -> bool:
        """Whether a menu that came up since the last picture was opened by this very press: a drop-down list covers its
        own button at once. What the person did before had been answered, and no menu was there.
        """
        known = max(self._moments.newest.frame.taken, self._same_until)
        return not window.identity.title and known - self._touched_at >= ANSWERED

    def _pass_on(self) -> None:
        while self._events:
            event, window = self._events[0]
            before = self._moments.before(event.at)
            as_it_was = before.window(window.handle) if window is not None else None
            self.heard.put(Heard(event, before, as_it_was or window))
            self._events.popleft()


def _handle(window: Window | None) -> int:
    return window.handle if window is not None else 0


def _nothing() -> None:
    """There is nothing to end yet."""
