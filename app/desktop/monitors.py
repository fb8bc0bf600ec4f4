"""The displays: boxes on the virtual desktop and their scale."""

from __future__ import annotations

import re

from Xlib.display import Display
from Xlib.error import XError

from app.desktop import x11
from app.model.frame import Monitor
from app.model.geometry import Box, Point

_USUAL_DPI = 96.0
_DPI = re.compile(r"^Xft\.dpi:\s*([0-9.]+)\s*$", re.MULTILINE)


def monitors(display: Display) -> tuple[Monitor, ...]:
    """The displays in the server's order; the whole screen as one where the server tells of none."""
    scale = scale_of(display)
    found = _by_randr(display)
    boxes = found or (("screen", x11.root_box(display)),)
    return tuple(Monitor(index, box, scale, name) for index, (name, box) in enumerate(boxes))


def scale_of(display: Display) -> float:
    """The scale that programs are told by the resource Xft.dpi; 1 when nobody says."""
    told = _DPI.search(x11.text(display, display.screen().root.id, "RESOURCE_MANAGER"))
    return round(float(told.group(1)) / _USUAL_DPI, 2) if told else 1.0


def corners(boxes: tuple[Box, ...]) -> frozenset[Point]:
    """The four outermost pixels of each display."""
    return frozenset(Point(x, y) for box in boxes for x in (box.x, box.right - 1) for y in (box.y, box.bottom - 1))


def _by_randr(display: Display) -> tuple[tuple[str, Box], ...]:
    if not display.has_extension("RANDR"):
        return ()
    try:
        answer = display.screen().root.xrandr_get_monitors().monitors
    except XError:
        return ()
    found = ((str(display.get_atom_name(m.name)), Box(m.x, m.y, m.width_in_pixels, m.height_in_pixels)) for m in answer)
    return tuple((name, box) for name, box in found if box.area)
