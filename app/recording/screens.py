"""The Screens of a recording: each recognisable state of a window once."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from app.model.frame import Frame, Pixels
from app.model.window import Window
from app.model.workflow import Screen, Signature
from app.recording.ports import Eye

_SAME = 0.75


class Screens:
    """Collects Screens with their pictures; used by the recorder's thread."""

    def __init__(self, eye: Eye, images: dict[str, Pixels]) -> None:
        self._eye = eye
        self._images = images
        self._screens: dict[str, Screen] = {}

    def of(self, frame: Frame, window: Window) -> str:
        """The id of the Screen that the window shows; a new one unless a known one surely fits."""
        known, score = self._eye.recognise(frame, window, tuple(self._screens.values()))
        if known is not None and score >= _SAME:
            return known.id
        name, pixels = self._eye.keep(frame, window.box)
        self._images[name] = pixels
        high, wide = pixels.shape[:2]
        screen = Screen(
            id=uuid.uuid4().hex,
            name=self._free_name(window.identity.title or window.identity.application),
            window=window.identity,
            signature=Signature(view=name, width=wide, height=high),
        )
        self._screens[screen.id] = screen
        return screen.id

    def linked(self, used: Sequence[str], entry: str, end: str) -> tuple[Screen, ...]:
        """The used Screens in order of appearance, the first and the last one marked."""
        return tuple(
            screen.model_copy(update={"entry": screen.id == entry, "end": screen.id == end})
            for screen in self._screens.values()
            if screen.id in used
        )

    def _free_name(self, title: str) -> str:
        taken = {screen.name for screen in self._screens.values()}
        number, name = 2, title
        while name in taken:
            number, name = number + 1, f"{title} ({number})"
        return name
