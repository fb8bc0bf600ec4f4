"""Undo in a real editor: the robot's is pressed and is not the person's, the person's is heard in its window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.desktop.listener import InputListener
from app.desktop.own_events import OwnEvents
from app.desktop.virtual_display import VirtualDisplay
from app.desktop.windows import X11Windows
from app.engine.recovering import UNDO
from app.model.action import ActionKind
from app.model.suggestion import ActStatus, Order
from tests.desktop.acting import STOP_KEYS, running_hand
from tests.desktop.atspi import Tree
from tests.desktop.person import Person
from tests.desktop.programs import Programs
from tests.desktop.target import wait_until

WORDS = "Dear Ada"


@pytest.fixture
def windows(desktop: VirtualDisplay) -> Iterator[X11Windows]:
    opened = X11Windows()
    opened.remember_focus()
    yield opened
    opened.close()


def test_an_editor_takes_back_what_was_typed_for_the_robot_and_for_the_person(
    programs: Programs, tree: Tree, person: Person, windows: X11Windows, tmp_path: Path
) -> None:
    own = OwnEvents()
    listener = InputListener(STOP_KEYS, own, lambda: None, lambda point: False, lambda moment: False)
    listener.start()
    try:
        editor = programs.start(["mousepad"], "Mousepad$", cwd=tmp_path)
        editor.activate()
        page = tree.one("mousepad", "text")
        person.type(WORDS)
        wait_until(lambda: tree.text(page) == WORDS)
        window = windows.active()
        assert window is not None
        mark = listener.mark()
        with running_hand(tmp_path / "hand", own) as hand:
            order = Order("act", ActionKind.PRESS_KEYS, None, window.handle, window.box, keys=UNDO)
            assert hand.perform(order).status is ActStatus.DONE
        wait_until(lambda: tree.text(page) != WORDS)
        assert not any(event.undo for event in listener.since(mark))
        person.key("ctrl+shift+z")
        wait_until(lambda: tree.text(page) == WORDS)
        person.key("ctrl+z")
        wait_until(lambda: tree.text(page) != WORDS)
        [heard] = [event for event in listener.since(mark) if event.undo]
        focused = windows.active_at(heard.at)
        assert focused is not None
        assert focused.handle == window.handle
    finally:
        listener.close()
