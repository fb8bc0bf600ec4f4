"""The windows of other programs: found by program and title, under a point, active; ours let clicks through."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from Xlib.display import Display

from app.desktop.own_windows import X11OwnWindows
from app.desktop.virtual_display import VirtualDisplay
from app.desktop.windows import X11Windows
from app.model.geometry import Box, Point
from app.model.window import Window, WindowIdentity
from tests.desktop.person import Person
from tests.desktop.programs import Programs
from tests.desktop.target import Target, wait_until

HERE = Box(300, 300, 400, 300)


@pytest.fixture
def windows(desktop: VirtualDisplay) -> Iterator[X11Windows]:
    opened = X11Windows()
    yield opened
    opened.close()


def test_a_window_is_found_by_program_and_title_class(windows: X11Windows) -> None:
    with Target(HERE, "Invoice 17") as target:
        found = windows.find(WindowIdentity(application="target", title="*Invoice 4"))
        assert found is not None
        assert (found.handle, found.box) == (target.handle, target.box)
        assert found.identity == WindowIdentity(application="Target", title="Invoice 17")


def test_the_same_program_with_another_title_is_not_it(windows: X11Windows) -> None:
    with Target(HERE, "Invoice 17"):
        assert windows.find(WindowIdentity(application="Target", title="Settings")) is None
        assert windows.find(WindowIdentity(application="Other", title="Invoice 17")) is None


def test_the_top_most_of_two_fits(windows: X11Windows) -> None:
    with Target(HERE, "Note 1"), Target(Box(350, 350, 400, 300), "Note 2") as upper:
        found = windows.find(WindowIdentity(application="Target", title="Note 3"))
        assert found is not None
        assert found.handle == upper.handle


def test_what_lies_under_a_point(windows: X11Windows) -> None:
    with Target(HERE, "Below") as below, Target(Box(400, 400, 100, 100), "Above", framed=False) as above:
        found = windows.at(Point(450, 450))
        assert found is not None
        assert found.handle == above.handle
        assert found.identity.title == ""  # what nobody manages is a menu to us
        under = windows.at(below.box.origin.moved(5, 5))
        assert under is not None
        assert under.handle == below.handle


def test_C56_click_through_windows_do_not_count_and_let_clicks_through(windows: X11Windows, person: Person) -> None:
    own = X11OwnWindows()
    with Target(HERE, "Below") as below, Target(HERE, "Ghost", framed=True) as ghost:
        point = below.box.center
        assert windows.at(point) != windows.refresh(below.handle)
        own.click_through(ghost.handle)
        found = windows.at(point)
        assert found is not None
        assert found.handle == below.handle
        person.click(*point)
        below.until(lambda: below.presses() == ["press 1", "release 1"])
        assert ghost.presses() == []
        assert own.pointer() == point
    own.close()


def test_our_windows_are_marked_and_covering_is_told(desktop: VirtualDisplay) -> None:
    with Target(HERE, "Theirs") as theirs, Target(Box(350, 350, 100, 100), "Ours", stranger=False) as ours:
        windows, own = X11Windows(), X11OwnWindows()
        mine = windows.refresh(ours.handle)
        assert mine is not None
        assert mine.own
        assert own.covers(ours.handle)
        ours.move(1000, 700)
        wait_until(lambda: not own.covers(ours.handle))
        assert windows.find(WindowIdentity(application="Target", title="Ours")) is None
        assert theirs.handle in [window.handle for window in windows.all()]
        windows.close()
        own.close()


def test_active_and_activate(windows: X11Windows) -> None:
    with Target(HERE, "One") as one, Target(Box(900, 300, 300, 200), "Two") as two:
        for target in (one, two, one):
            assert windows.activate(target.handle, time.monotonic() + 5)
            active = windows.active()
            assert active is not None
            assert active.handle == target.handle
            assert active.active


def test_who_had_the_focus_is_known_of_windows_that_are_gone_too(windows: X11Windows) -> None:
    windows.remember_focus()
    with Target(HERE, "First") as first:
        windows.activate(first.handle, time.monotonic() + 5)
        at_first = time.monotonic()
        with Target(Box(350, 350, 400, 300), "Second") as second:
            windows.activate(second.handle, time.monotonic() + 5)
            at_second = time.monotonic()
            wait_until(lambda: _title(windows.active_at(at_second)) == "Second")
        wait_until(lambda: windows.refresh(second.handle) is None)
        assert [_title(windows.active_at(moment)) for moment in (at_first, at_second)] == ["First", "Second"]


def test_without_a_history_of_the_focus_the_one_that_has_it_now_is_told(windows: X11Windows) -> None:
    with Target(HERE, "Now") as target:
        windows.activate(target.handle, time.monotonic() + 5)
        assert _title(windows.active_at(time.monotonic() - 60)) == "Now"


def _title(window: Window | None) -> str:
    return window.identity.title if window else ""


def test_a_window_that_is_gone_is_none(windows: X11Windows) -> None:
    with Target(HERE) as target:
        handle = target.handle
        assert windows.refresh(handle) is not None
    wait_until(lambda: windows.refresh(handle) is None)
    assert not windows.activate(handle, time.monotonic() + 0.1)


def test_windows_that_come_and_go_all_the_time_do_no_harm(windows: X11Windows) -> None:
    display = Display()
    root = display.screen().root
    for _ in range(40):
        flicker = root.create_window(10, 10, 50, 50, 0, display.screen().root_depth, override_redirect=True)
        flicker.map()
        display.flush()
        windows.all()
        windows.at(Point(20, 20))
        flicker.destroy()
        display.flush()
    display.close()


def test_a_menu_of_a_real_program_belongs_to_it(windows: X11Windows, programs: Programs, person: Person) -> None:
    program = programs.start(["mousepad", "--disable-server"], "Mousepad")
    program.activate()
    person.key("shift+F10")
    wait_until(lambda: any(w.identity.title == "" and w.pid == program.pid for w in windows.all()))
    menu = next(w for w in windows.all() if w.identity.title == "" and w.pid == program.pid)
    found = windows.at(menu.box.center)
    assert found is not None
    assert found.handle == menu.handle
    assert found.identity.application.casefold() == "mousepad"
    person.key("Escape")
