"""Which of the known reference pictures a screen shows: titles and pixels only."""

from __future__ import annotations

import time
from collections.abc import Mapping

from app.batch.locating import Row
from app.batch.pictures import Pictures, window_of
from app.batch.questions import KnownScreen, ScreenCase
from app.model.errors import BadInput
from app.model.frame import Pixels
from app.model.workflow import Screen, Signature
from app.vision.eye import Eye


class Album:
    """The known screens; each picture is opened once, and what is learned of it is kept like in a running program."""

    def __init__(self, known: Mapping[str, KnownScreen], pictures: Pictures) -> None:
        self._known = known
        self._pictures = pictures
        self._views: dict[str, Pixels] = {}
        self._screens: dict[str, Screen] = {}
        self._eye = Eye(self._views.get)

    def recognise(self, case: ScreenCase) -> Row:
        """The answer as one line; BadInput names what is wrong with the case or a picture."""
        screens = [self._screen(name) for name in case.known]
        frame = self._pictures.frame(case.query)
        window = window_of(case.title_query, case.win_query, frame, f"win_query of {case.id}")
        started = time.thread_time()
        screen, score = self._eye.recognise(frame, window, screens)
        spent = (time.thread_time() - started) * 1000
        return {"id": case.id, "screen": screen.id if screen else None, "score": round(score, 4), "ms": round(spent, 3)}

    def _screen(self, name: str) -> Screen:
        if name not in self._screens:
            if name not in self._known:
                raise BadInput(f"Screen {name}", "it is not among the known ones", "Add it to the file of known ones.")
            self._learn(name, self._known[name])
        return self._screens[name]

    def _learn(self, name: str, known: KnownScreen) -> None:
        frame = self._pictures.frame(name)
        window = window_of(known.title, known.win, frame, f"win of {name}")
        shown = window.box.common(frame.region) or frame.region
        self._views[name] = frame.crop(shown)[:, :, :3].copy()
        signature = Signature(view=name, width=shown.w, height=shown.h)
        screen = Screen(id=name, name=name, window=window.identity, signature=signature)
        self._eye.remember((screen,))
        self._screens[name] = screen
