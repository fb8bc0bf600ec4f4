"""Which pixels of the screen are not for the camera: our own windows and the programs the person has blacked out."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from Xlib.display import Display

from app.desktop import regions, windows, x11
from app.desktop.stacking import Layer, layers
from app.model.geometry import Box

_NOTABLE = 0.02


@dataclass(frozen=True, slots=True)
class Masks:
    """The boxes to fill flat, and whether other programs' windows take up a notable part of the screen."""

    boxes: tuple[Box, ...] = ()
    others: bool = False


class MaskFinder:
    """Walks the windows bottom to top; what lies above one of ours and is not ours shows through.

    Used by one thread. `own` tells our processes, `masked_apps` the WM_CLASS of programs never to be seen.
    """

    def __init__(self, own: Callable[[], frozenset[int]], masked_apps: Callable[[], Collection[str]]) -> None:
        self._own = own
        self._masked_apps = masked_apps
        self._known: dict[int, tuple[int, str]] = {}

    def masks(self, display: Display) -> Masks:
        """The masks as the windows lie now."""
        screen = x11.root_box(display)
        stacked = layers(display)
        self._forget_others(stacked)
        hidden: tuple[Box, ...] = ()
        others = False
        for layer in stacked:
            if self._hides(display, layer.handle):
                hidden = (*regions.without_all(hidden, layer.painted), *regions.inside(layer.painted, screen))
                continue
            hidden = regions.without_all(hidden, layer.painted)
            seen = layer.box.common(screen)
            others = others or (seen is not None and seen.area >= _NOTABLE * screen.area)
        return Masks(hidden, others)

    def _hides(self, display: Display, layer: int) -> bool:
        pid, name = self._known.get(layer) or self._look(display, layer)
        return pid in self._own() or name.casefold() in {app.casefold() for app in self._masked_apps() if app}

    def _look(self, display: Display, layer: int) -> tuple[int, str]:
        client = windows.client_of(display, layer)
        found = (x11.pid_of(display, client), x11.class_of(display, client))
        # A frame without its client yet belongs to the window manager; that changes, so it is not remembered.
        if client != layer or x11.override_redirect(display, layer):
            self._known[layer] = found
        return found

    def _forget_others(self, stacked: tuple[Layer, ...]) -> None:
        """Window ids are used again after their program ended."""
        there = {layer.handle for layer in stacked}
        self._known = {handle: known for handle, known in self._known.items() if handle in there}
