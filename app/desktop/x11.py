"""Talking to the X server: connections that fail in plain words, and properties of windows that may be gone."""

from __future__ import annotations

import os
import select
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from Xlib import X
from Xlib.display import Display
from Xlib.error import ConnectionClosedError, DisplayError, XauthError, XError

from app.model.errors import EnvironmentProblem
from app.model.geometry import Box, Point

XFailure = (XError, ConnectionClosedError, DisplayError, OSError)

_BUTTONS = X.Button1Mask | X.Button2Mask | X.Button3Mask
_NEXT = "Start it inside a desktop session, or see `understudy demo --headless`, which makes a display of its own."


def connect() -> Display:
    """A new connection for one owner; EnvironmentProblem when there is no display or it refuses."""
    name = os.environ.get("DISPLAY", "")
    if not name:
        raise EnvironmentProblem("Screen", "no X display is set (DISPLAY is empty)", _NEXT)
    try:
        display = Display(name)
    except (DisplayError, XauthError, ConnectionClosedError, OSError) as error:
        why = f"the X server does not let us in ({error})"
        raise EnvironmentProblem(f"Screen {name}", why, _NEXT) from error
    display.set_error_handler(forget)
    return display


def problem(what: str, why: str) -> EnvironmentProblem:
    """The display lacks something; the next step is the usual one."""
    return EnvironmentProblem(
        what, why, "Use an X11 session on Xorg or Xvfb; `understudy doctor` says what is missing."
    )


def forget(_error: XError, _request: object) -> None:
    """Errors without a reply concern windows that went away in the meantime; python-xlib would print them."""


class Link:
    """One lazily opened connection shared by threads; each use holds the lock, a lost connection is opened anew."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._display: Display | None = None

    @contextmanager
    def use(self) -> Iterator[Display]:
        """The connection, for this thread alone until the block ends."""
        with self._lock:
            if self._display is None:
                self._display = connect()
            try:
                drain(self._display)
                yield self._display
            except (ConnectionClosedError, OSError) as error:
                self._display = None
                why = "the X server closed the connection"
                raise EnvironmentProblem("Screen", why, "Start the program again when the session is back.") from error

    def close(self) -> None:
        """Give the connection back; may be called twice."""
        with self._lock:
            if self._display is not None:
                close(self._display)
                self._display = None


def drain(display: Display) -> None:
    """Drop what the server tells everybody, such as changes of the keyboard; unread it would pile up."""
    while display.pending_events():
        display.next_event()


def close(display: Display) -> None:
    """Close a connection that may be dead already."""
    try:
        display.close()
    except XFailure:
        return


def window_of(display: Display, handle: int) -> Any:
    """The library's object for a window id."""
    return display.create_resource_object("window", handle)


def numbers(display: Display, handle: int, name: str) -> tuple[int, ...]:
    """The 32-bit values of a property; empty when it, or the window, is not there."""
    try:
        found = window_of(display, handle).get_full_property(display.get_atom(name), X.AnyPropertyType)
    except XError:
        return ()
    if found is None or found.format != 32:
        return ()
    return tuple(int(value) for value in found.value)


def text(display: Display, handle: int, name: str) -> str:
    """A text property; empty when it, or the window, is not there."""
    try:
        found = window_of(display, handle).get_full_property(display.get_atom(name), X.AnyPropertyType)
    except XError:
        return ""
    if found is None or found.format != 8:
        return ""
    raw = bytes(found.value)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def title_of(display: Display, handle: int) -> str:
    """The window's title as its program set it."""
    return text(display, handle, "_NET_WM_NAME") or text(display, handle, "WM_NAME")


def class_of(display: Display, handle: int) -> str:
    """The class part of WM_CLASS; empty when there is none."""
    parts = text(display, handle, "WM_CLASS").split("\0")
    return parts[1] if len(parts) > 1 else parts[0]


def children(display: Display, handle: int) -> tuple[int, ...]:
    """Child windows, bottom-most first; empty when the window is gone."""
    try:
        return tuple(int(child.id) for child in window_of(display, handle).query_tree().children)
    except XError:
        return ()


def parents(display: Display, handle: int) -> tuple[int, ...]:
    """The window itself and all above it below the root, innermost first; empty when it is gone."""
    root = int(display.screen().root.id)
    chain: list[int] = []
    while handle and handle != root:
        chain.append(handle)
        try:
            parent = window_of(display, handle).query_tree().parent
        except XError:
            return ()
        handle = int(getattr(parent, "id", parent) or 0)
    return tuple(chain)


def top_level(display: Display, handle: int) -> int:
    """The child of the root that holds this window (the window manager's frame, or itself); 0 when it is gone."""
    chain = parents(display, handle)
    return chain[-1] if chain else 0


def client_box(display: Display, handle: int) -> Box | None:
    """The window's inner area in root coordinates; None when it is gone."""
    try:
        window = window_of(display, handle)
        size = window.get_geometry()
        origin = display.screen().root.translate_coords(window, 0, 0)
    except XError:
        return None
    return Box(int(origin.x), int(origin.y), int(size.width), int(size.height))


def root_box(display: Display) -> Box:
    """The whole virtual desktop as it is now."""
    size = display.screen().root.get_geometry()
    return Box(0, 0, int(size.width), int(size.height))


def viewable(display: Display, handle: int) -> bool:
    """Whether the window and all its parents are mapped."""
    try:
        return bool(window_of(display, handle).get_attributes().map_state == X.IsViewable)
    except XError:
        return False


def override_redirect(display: Display, handle: int) -> bool:
    """Whether the window manager leaves it alone, as menus and tooltips ask for."""
    try:
        return bool(window_of(display, handle).get_attributes().override_redirect)
    except XError:
        return False


def pid_of(display: Display, handle: int) -> int:
    """The process that owns the window, by its own word or the server's; 0 when nobody knows."""
    told = numbers(display, handle, "_NET_WM_PID")
    if told:
        return told[0]
    return _pid_by_server(display, handle)


_LOCAL_PID = 2


def _pid_by_server(display: Display, handle: int) -> int:
    if not display.has_extension("X-Resource"):
        return 0
    try:
        answer = display.res_query_client_ids([{"client": handle, "mask": _LOCAL_PID}])
    except XError:
        return 0
    for entry in answer.ids:
        if entry.spec.mask == _LOCAL_PID and entry.value:
            return int(entry.value[0])
    return 0


def pointer(display: Display) -> tuple[Point, int]:
    """Where the pointer is, and the child of the root under it that would get a click (0 = none), in one request."""
    answer = display.screen().root.query_pointer()
    child = answer.child
    return Point(int(answer.root_x), int(answer.root_y)), int(getattr(child, "id", child) or 0)


def wait_event(display: Display, deadline: float) -> bool:
    """Block until some event came, and drop all that did; False at the monotonic deadline."""
    while not display.pending_events():
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([display.fileno()], [], [], left)[0]:
            return False
    drain(display)
    return True


def buttons_held(display: Display) -> bool:
    """Whether a mouse button is down."""
    return bool(int(display.screen().root.query_pointer().mask) & _BUTTONS)
