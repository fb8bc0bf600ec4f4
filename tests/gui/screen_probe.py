"""Run as a program on a virtual display: shows card, overlay and pointing over a window of somebody else.

Prints one JSON object of what really happened on the X server; test_on_the_screen.py judges it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from threading import Thread

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QGuiApplication
from Xlib import XK, X
from Xlib.display import Display
from Xlib.ext import xtest

from app.desktop.own_windows import X11OwnWindows
from app.model.frame import Frame, Monitor
from app.model.geometry import Box, Point
from app.model.modes import RunMode, RunState
from app.model.news import Asked, ModeChanged, StateChanged
from app.settings import Settings
from app.ui.application import Windows, build_windows, make_application
from app.ui.bridge import EngineBridge
from app.ui.queries import Queries
from app.ui.stage import ScreenStage
from app.ui.wishes import Wish
from tests.gui import fake_desktop as desk
from tests.gui.fake_engine import FakeEngine
from tests.gui.fake_questions import candidate, save_question
from tests.gui.fake_services import fake_world

ROUNDS = 20


class Somebody:
    """Another program: its own connection, one window with the focus, counts what is delivered to it."""

    def __init__(self, box: Box) -> None:
        self.display = Display()
        screen = self.display.screen()
        mask = X.ButtonPressMask | X.KeyPressMask | X.StructureNotifyMask
        self.window = screen.root.create_window(*box, 0, screen.root_depth, background_pixel=0xF0F0F0, event_mask=mask)
        self.window.set_wm_name("Invoice 2041")
        self.window.map()
        self.display.sync()
        self.clicks: list[tuple[int, int]] = []
        self.keys = 0

    def look(self) -> None:
        """Take in what was delivered."""
        self.display.sync()
        while self.display.pending_events():
            event = self.display.next_event()
            if event.type == X.ButtonPress:
                self.clicks.append((event.root_x, event.root_y))
            elif event.type == X.KeyPress:
                self.keys += 1

    def place(self) -> Box:
        """Where the window manager put it."""
        size = self.window.get_geometry()
        origin = self.window.translate_coords(self.display.screen().root, 0, 0)
        return Box(-origin.x, -origin.y, size.width, size.height)

    def has_focus(self) -> bool:
        """Whether keys would come here."""
        focus = self.display.get_input_focus().focus
        return getattr(focus, "id", 0) == self.window.id


class Person:
    """Mouse and keyboard, by the server's test extension."""

    def __init__(self) -> None:
        self.display = Display()

    def click(self, place: Point) -> None:
        """Move there and click."""
        xtest.fake_input(self.display, X.MotionNotify, x=place.x, y=place.y)
        xtest.fake_input(self.display, X.ButtonPress, 1)
        xtest.fake_input(self.display, X.ButtonRelease, 1)
        self.display.sync()

    def key(self, name: str) -> None:
        """Press and release."""
        code = self.display.keysym_to_keycode(XK.string_to_keysym(name))
        xtest.fake_input(self.display, X.KeyPress, code)
        xtest.fake_input(self.display, X.KeyRelease, code)
        self.display.sync()

    def pixel(self, place: Point) -> int:
        """The colour on the screen."""
        root = self.display.screen().root
        image = root.get_image(place.x, place.y, 1, 1, X.ZPixmap, 0xFFFFFFFF)
        return int.from_bytes(bytes(image.data)[:3], "little")

    def screen(self) -> Frame:
        """The whole screen."""
        root = self.display.screen().root
        size = root.get_geometry()
        data = root.get_image(0, 0, size.width, size.height, X.ZPixmap, 0xFFFFFFFF).data
        region = Box(0, 0, size.width, size.height)
        pixels = np.frombuffer(bytes(data), np.uint8).reshape(size.height, size.width, 4).copy()
        return Frame(pixels, region, 1, 0.0, (Monitor(1, region),))


def wait(milliseconds: int) -> None:
    """Let the event loop run."""
    loop, timer = QEventLoop(), QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(loop.quit)
    timer.start(milliseconds)
    loop.exec()


class Probe:
    """The windows over somebody else's window."""

    def __init__(self) -> None:
        self.somebody = Somebody(desk.WINDOW)
        self.person = Person()
        self.world = fake_world()
        self.own = X11OwnWindows()
        services = replace(self.world.services, own_windows=self.own)
        self.engine = FakeEngine()
        self.windows: Windows = build_windows(
            EngineBridge(self.engine, Queries()), ScreenStage(), services, Settings(), main_window=False
        )
        wait(500)
        place = self.somebody.place()
        self.target = Box(place.x + 420, place.y + 300, 120, 40)

    def ask(self) -> None:
        """The question about the target."""
        question = save_question()
        assert question.suggestion is not None
        match = candidate(self.target, 0.91)
        suggestion = replace(question.suggestion, match=match)
        asked = replace(question, suggestion=suggestion, avoid=self.target, finding=None)
        self.engine.open_question = asked.id
        self.engine.tell(StateChanged("r1", RunState.RUNNING))
        self.engine.tell(ModeChanged(RunMode.COACHING))
        self.engine.tell(Asked(asked))
        wait(300)

    def clicks_through(self) -> dict[str, object]:
        """Click on the frame, its tag, inside it and beside it."""
        shapes = self.windows.parts.ghosts.windows[0].shapes
        tag, ring = shapes.tag.center(), shapes.ring
        places = [
            Point(ring.left() + 1, ring.top() + 10),
            Point(tag.x(), tag.y()),
            self.target.center,
            Point(self.target.x - 60, self.target.y - 20),
        ]
        colour = self.person.pixel(places[0])
        for place in places:
            self.person.click(place)
            wait(60)
        self.somebody.look()
        wanted = [tuple(place) for place in places]
        return {"ring_colour": hex(colour), "clicks": self.somebody.clicks, "wanted": wanted}

    def clear_rounds(self) -> int:
        """How often the frame was still on the screen after the engine was told that it is clear."""
        spot = Point(self.target.x - 2, self.target.center.y)
        dirty = 0
        for _ in range(ROUNDS):
            self.ask()
            seen: list[int] = []

            def engine(seen: list[int] = seen) -> None:
                self.windows.parts.stage.clear()
                seen.append(Person().pixel(spot))

            thread = Thread(target=engine)
            thread.start()
            self._until(lambda thread=thread: not thread.is_alive())
            thread.join()
            dirty += seen != [0xF0F0F0]
        return dirty

    def pointing(self) -> dict[str, object]:
        """The keyboard and the mouse are ours while the person points, and only then."""
        self.ask()
        self.engine.frame = self.person.screen()
        self.somebody.look()
        before = (len(self.somebody.clicks), self.somebody.keys)
        self.windows.parts.coaching.wish(Wish.POINT)
        wait(400)
        session = self.windows.parts.pointing.session
        opened = session is not None
        self.person.click(self.target.center)
        wait(300)
        bar = session is not None and session.bar is not None
        self.person.key("Escape")
        self.person.key("Escape")
        wait(300)
        closed = self.windows.parts.pointing.session is None
        self.somebody.look()
        stolen = (len(self.somebody.clicks) - before[0], self.somebody.keys - before[1])
        self.person.key("a")
        wait(100)
        self.somebody.look()
        return {
            "opened": opened,
            "bar": bar,
            "closed": closed,
            "reached_the_other": stolen,
            "key_after": self.somebody.keys - before[1],
            "taught": [tuple(point) for point, _ in self.world.sight.taught],
            "target": tuple(self.target.center),
        }

    def run(self) -> dict[str, object]:
        """Everything."""
        self.ask()
        wait(500)
        card = self.windows.parts.desk.card
        result = {"focus_kept": self.somebody.has_focus(), "card": card.isVisible(), "through": self.clicks_through()}
        result["dirty"] = self.clear_rounds()
        result["pointing"] = self.pointing()
        result["focus_at_the_end"] = self.somebody.has_focus()
        self.windows.close()
        self.own.close()
        return result

    def _until(self, done: Callable[[], bool]) -> None:
        while not done():
            wait(5)


def main() -> None:
    """Command line."""
    application = make_application(sys.argv[:1])
    result = Probe().run()
    result["scale"] = QGuiApplication.primaryScreen().devicePixelRatio()
    print(json.dumps(result))
    application.quit()


if __name__ == "__main__":
    main()
