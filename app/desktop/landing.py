"""Right before a press: is the pointer there, is the window where it was, and would it get the click."""

from __future__ import annotations

from Xlib.display import Display

from app.desktop import windows, x11
from app.model.geometry import Box, Point

_FLEETING = ("_NET_WM_WINDOW_TYPE_TOOLTIP", "_NET_WM_WINDOW_TYPE_NOTIFICATION", "_NET_WM_WINDOW_TYPE_DND")
_NO_WINDOW = (0, 1)


def refusal(display: Display, point: Point, window: int, box: Box) -> str:
    """Why a press here and now would not land where it should; empty when it would."""
    there, layer = x11.pointer(display)
    if there != point:
        return f"POINTER_DID_NOT_ARRIVE: it is at {there.x},{there.y} instead of {point.x},{point.y}"
    now = x11.client_box(display, window)
    if now is None or not x11.viewable(display, window):
        return "WINDOW_GONE: the window is no longer there"
    if now != box:
        return f"WINDOW_MOVED: from {_words(box)} to {_words(now)}"
    if _belongs(display, layer, window) and (layer != x11.top_level(display, window) or box.contains(point)):
        return ""
    return f"COVERED_BY: {_title(display, layer)}"


def focus_refusal(display: Display, window: int) -> str:
    """Why keys would not go to this window; empty when they would."""
    focus = display.get_input_focus().focus
    handle = int(getattr(focus, "id", focus) or 0)
    if handle in _NO_WINDOW:
        handle = windows.active_handle(display)
    chain = x11.parents(display, handle) if handle else ()
    if window in chain:
        return ""
    if x11.override_redirect(display, window) and chain and _same_program(display, handle, window):
        return ""  # a list or menu never has the focus itself: its program's window passes the keys on
    return f"FOCUS_LOST: the keys would go to {_title(display, chain[-1]) if chain else 'no window'}"


def _belongs(display: Display, layer: int, window: int) -> bool:
    """Whether this child of the root holds the window, or is a menu of its program; a tooltip is not."""
    if not layer:
        return False
    if layer == x11.top_level(display, window):
        return True
    if not x11.override_redirect(display, layer) or not _same_program(display, layer, window):
        return False
    kinds = x11.numbers(display, layer, "_NET_WM_WINDOW_TYPE")
    return not any(display.get_atom(kind) in kinds for kind in _FLEETING)


def _same_program(display: Display, one: int, other: int) -> bool:
    pid = x11.pid_of(display, one)
    return pid != 0 and pid == x11.pid_of(display, other)


def _title(display: Display, layer: int) -> str:
    if not layer:
        return "the desktop"
    client = windows.client_of(display, layer)
    return x11.title_of(display, client) or x11.class_of(display, client) or "a window without a name"


def _words(box: Box) -> str:
    return f"{box.w}x{box.h} at {box.x},{box.y}"
