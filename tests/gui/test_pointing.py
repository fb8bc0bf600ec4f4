"""Pointing on the frozen frame: physical pixels, one result, refusals, keys."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from typing import NamedTuple

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.model.decision import Change, Correct, Keep, Pointed
from app.model.errors import BadInput
from app.model.frame import Frame
from app.model.geometry import Box, Point
from app.model.modes import RunState
from app.model.news import Frozen, QuestionClosed, StateChanged
from app.model.target import TaughtTarget
from app.ui import pointing_session
from app.ui.crop_box import CropBox
from app.ui.geometry import ScreenSpec
from app.ui.keep_bar import KeepBar, PointedPlace
from app.ui.pointing_overlay import PointingWindow
from app.ui.pointing_session import PointingSession
from app.ui.queries import Queries
from app.ui.wishes import Wish
from tests.gui import fake_desktop as desk
from tests.gui.conftest import Coached
from tests.gui.fake_desktop import desktop_frame
from tests.gui.fake_services import FakeSight, target_of


def mouse(window: QWidget, kind: QEvent.Type, x: float, y: float) -> None:
    """A mouse event at a place of the window, fractions allowed as a scaled screen has them."""
    left = Qt.MouseButton.LeftButton
    none = Qt.MouseButton.NoButton
    place = QPointF(x, y)
    button = none if kind is QEvent.Type.MouseMove else left
    event = QMouseEvent(kind, place, place, place, button, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, event)


def key(window: QWidget, code: Qt.Key, shift: bool = False) -> None:
    """A key press."""
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QKeyEvent(QEvent.Type.KeyPress, code, modifier))


def start(coached: Coached) -> PointingSession:
    """A question is open, the person chooses to point."""
    coached.engine.frame = coached.world.frame
    coached.ask()
    coached.windows.parts.coaching.wish(Wish.POINT)
    coached.tell()
    session = coached.windows.parts.pointing.session
    assert session is not None
    return session


def click(session: PointingSession, x: float, y: float) -> None:
    """Point there and click."""
    window = session.windows[0]
    mouse(window, QEvent.Type.MouseMove, x, y)
    mouse(window, QEvent.Type.MouseButtonPress, x, y)
    mouse(window, QEvent.Type.MouseButtonRelease, x, y)


def taken(coached: Coached, session: PointingSession) -> None:
    """Wait until the place was checked."""
    coached.worked(lambda: session.bar is not None)


def test_a_click_and_from_now_on_is_a_lasting_correction(coached: Coached) -> None:
    session = start(coached)
    click(session, 300, 200)
    taken(coached, session)
    assert session.bar is not None
    coached.click("From now on", session.bar)
    assert coached.answers == [Correct(Change(pointed=Pointed(Point(300, 200), None, 7)), Keep.ALWAYS)]
    assert coached.windows.parts.pointing.session is None


@pytest.mark.parametrize(
    ("name", "keep"), [("This time only", Keep.ONCE), ("Only for this look", Keep.LOOK), ("From now on", Keep.ALWAYS)]
)
def test_how_long_it_counts(coached: Coached, name: str, keep: Keep) -> None:
    session = start(coached)
    click(session, 300, 200)
    taken(coached, session)
    assert session.bar is not None
    coached.click(name, session.bar)
    (answer,) = coached.answers
    assert isinstance(answer, Correct)
    assert answer.keep is keep


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_pointing_gives_physical_pixels_at_every_scale(qapp: QApplication, scale: float) -> None:
    window = PointingWindow(desktop_frame(), ScreenSpec(Point(0, 0), 1920 / scale, 1080 / scale, scale))
    places: list[Point] = []
    window.moved.connect(places.append)
    mouse(window, QEvent.Type.MouseMove, 961 / scale, 541 / scale)
    assert places == [Point(961, 541)]
    window.deleteLater()


def test_pointing_on_a_second_screen_counts_from_its_origin(qapp: QApplication) -> None:
    window = PointingWindow(desktop_frame(), ScreenSpec(Point(-1280, 200), 640, 512, 2.0))
    places: list[Point] = []
    window.moved.connect(places.append)
    mouse(window, QEvent.Type.MouseMove, 10.5, 20)
    assert places == [Point(-1259, 240)]
    window.deleteLater()


def test_C16_one_window_for_each_screen_and_one_result(
    coached: Coached, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = (ScreenSpec(Point(0, 0), 960, 540, 1.0), ScreenSpec(Point(960, 0), 480, 270, 2.0))
    monkeypatch.setattr(pointing_session, "screens_now", lambda: two)
    queries, results = Queries(), []
    session = PointingSession(desktop_frame(), queries, FakeSight(), True, coached.card)
    session.taken.connect(results.append)
    session.back.connect(lambda: results.append("back"))
    session.open()
    first, second = session.windows
    mouse(second, QEvent.Type.MouseButtonPress, 10.5, 20)
    mouse(second, QEvent.Type.MouseButtonRelease, 10.5, 20)
    taken(coached, session)
    key(first, Qt.Key.Key_Return)
    key(second, Qt.Key.Key_Return)
    key(first, Qt.Key.Key_Escape)
    assert [result.pointed.point for result in results] == [Point(981, 40)]
    session.close()
    queries.close()


def test_C37_the_frame_is_the_one_taken_before_the_overlay_opened(coached: Coached) -> None:
    session = start(coached)
    assert coached.engine.freezes == [coached.engine.freezes[0]]
    click(session, 300, 200)
    taken(coached, session)
    key(session.windows[0], Qt.Key.Key_Return)
    (answer,) = coached.answers
    assert isinstance(answer, Correct)
    assert answer.change.pointed is not None
    assert answer.change.pointed.frame == coached.world.frame.number
    assert len(coached.engine.freezes) == 1


def test_a_blank_place_is_refused_with_the_reason_and_pointing_goes_on(coached: Coached) -> None:
    coached.world.sight.blank = True
    session = start(coached)
    click(session, 300, 200)
    window = session.windows[0]
    coached.worked(lambda: window.view is not None and bool(window.view.problem))
    assert window.view is not None
    assert "blank" in window.view.problem
    assert session.bar is None
    coached.world.sight.blank = False
    click(session, 320, 220)
    taken(coached, session)


def test_escape_goes_back_to_the_question(coached: Coached) -> None:
    session = start(coached)
    assert not coached.card.isVisible()
    assert coached.world.hot_keys.grabbed == {}
    key(session.windows[0], Qt.Key.Key_Escape)
    coached.tell()
    assert coached.answers == []
    assert coached.card.isVisible()
    assert "f8" in coached.world.hot_keys.grabbed


def test_escape_after_taking_points_again(coached: Coached) -> None:
    session = start(coached)
    click(session, 300, 200)
    taken(coached, session)
    key(session.windows[0], Qt.Key.Key_Escape)
    assert session.bar is None
    click(session, 340, 200)
    taken(coached, session)
    key(session.windows[0], Qt.Key.Key_1)
    (answer,) = coached.answers
    assert isinstance(answer, Correct)
    assert answer.keep is Keep.ONCE
    assert answer.change.pointed is not None
    assert answer.change.pointed.point == Point(340, 200)


class HeldSight(FakeSight):
    """Each teaching waits until the test lets it go on."""

    def __init__(self) -> None:
        super().__init__()
        self.gates = (Event(), Event(), Event())

    def teach(self, frame: Frame, point: Point, box: Box | None) -> TaughtTarget:
        """What was made of the place, as late as the test wants it."""
        blank, gate = self.blank, self.gates[len(self.taught)]
        self.taught.append((point, box))
        assert gate.wait(5)
        if blank:
            raise BadInput("The place", "it is blank", "Draw a box with more in it.")
        return TaughtTarget(target_of(Box(point.x, point.y, 20, 16), f"at {point.x}"))


class Held(NamedTuple):
    """A pointing whose checks are slow."""

    coached: Coached
    session: PointingSession
    sight: HeldSight
    results: list[PointedPlace]

    def checking(self, number: int) -> None:
        """Wait until the worker is at this check: the results of those before have arrived."""
        self.coached.worked(lambda: len(self.sight.taught) == number)
        QApplication.processEvents()

    def bars(self) -> list[KeepBar]:
        """Those on the screen."""
        found = [bar for window in self.session.windows for bar in window.findChildren(KeepBar)]
        return [bar for bar in found if not bar.isHidden()]


@pytest.fixture
def held(coached: Coached) -> Iterator[Held]:
    """Pointing is open, and the test decides when a place has been checked."""
    sight, results = HeldSight(), []
    session = PointingSession(desktop_frame(), coached.windows.parts.queries, sight, True, coached.card)
    session.taken.connect(results.append)
    session.open()
    yield Held(coached, session, sight, results)
    for gate in sight.gates:
        gate.set()
    session.close()


def test_a_place_checked_too_late_is_not_offered_for_the_newer_one(held: Held) -> None:
    click(held.session, 300, 200)
    click(held.session, 500, 400)
    held.sight.gates[0].set()
    held.checking(2)
    assert held.bars() == []
    key(held.session.windows[0], Qt.Key.Key_Return)
    assert held.results == []
    held.sight.gates[1].set()
    taken(held.coached, held.session)
    assert held.bars() == [held.session.bar]
    key(held.session.windows[0], Qt.Key.Key_Return)
    (place,) = held.results
    assert place.pointed.point == Point(500, 400)
    assert place.taught.target.name == "at 500"


def test_escape_while_a_place_is_checked_takes_nothing_of_it(held: Held) -> None:
    window = held.session.windows[0]
    click(held.session, 300, 200)
    held.checking(1)
    key(window, Qt.Key.Key_Escape)
    mouse(window, QEvent.Type.MouseMove, 500, 400)
    held.sight.gates[0].set()
    arrived: list[None] = []
    queries = held.coached.windows.parts.queries
    queries.ask(held.session, lambda: None, arrived.append, arrived.append)
    held.coached.worked(lambda: bool(arrived))
    assert held.bars() == []
    assert held.session.bar is None
    assert window.view is not None
    assert window.view.point == Point(500, 400)


def test_a_refusal_of_a_place_left_meanwhile_is_not_told_of_the_newer_one(held: Held) -> None:
    held.sight.blank = True
    click(held.session, 300, 200)
    held.checking(1)
    held.sight.blank = False
    click(held.session, 500, 400)
    held.sight.gates[0].set()
    held.checking(2)
    view = held.session.windows[0].view
    assert view is not None
    assert view.problem == ""
    held.sight.gates[1].set()
    taken(held.coached, held.session)
    assert held.session.bar is not None


def test_what_was_taken_is_kept_even_when_the_crop_moves_under_the_bar(held: Held) -> None:
    held.sight.gates[0].set()
    click(held.session, 300, 200)
    taken(held.coached, held.session)
    held.session._crop.move_to(Point(500, 400))
    key(held.session.windows[0], Qt.Key.Key_Return)
    (place,) = held.results
    assert place.pointed.point == Point(300, 200)
    assert place.taught.target.name == "at 300"


def test_arrows_nudge_by_one_pixel_and_with_shift_by_ten(coached: Coached) -> None:
    session = start(coached)
    window = session.windows[0]
    mouse(window, QEvent.Type.MouseMove, 300, 200)
    key(window, Qt.Key.Key_Right)
    key(window, Qt.Key.Key_Down, shift=True)
    assert window.view is not None
    assert window.view.point == Point(301, 210)


def test_a_dragged_box_is_the_persons_own(coached: Coached) -> None:
    session = start(coached)
    window = session.windows[0]
    mouse(window, QEvent.Type.MouseButtonPress, 300, 200)
    mouse(window, QEvent.Type.MouseMove, 360, 240)
    mouse(window, QEvent.Type.MouseButtonRelease, 360, 240)
    taken(coached, session)
    key(window, Qt.Key.Key_Return)
    (answer,) = coached.answers
    assert isinstance(answer, Correct)
    assert answer.change.pointed == Pointed(Point(330, 220), Box(300, 200, 60, 40), 7)


def test_the_wheel_sizes_the_crop(coached: Coached) -> None:
    session = start(coached)
    window = session.windows[0]
    mouse(window, QEvent.Type.MouseMove, desk.TOOL_SAVE.center.x, desk.TOOL_SAVE.center.y)
    coached.worked(lambda: window.view is not None and window.view.box == desk.TOOL_SAVE)
    place = QPointF(10, 10)
    none, no_key = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    turn = QPointF(0, 120).toPoint()
    wheel = QWheelEvent(place, place, turn * 0, turn, none, no_key, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(window, wheel)
    assert window.view is not None
    assert window.view.box == desk.TOOL_SAVE.grown(4)


def test_look_alikes_are_counted_on_this_very_frame(coached: Coached) -> None:
    coached.world.sight.alike = (desk.SAVE, desk.CANCEL, desk.TOOL_SAVE)
    session = start(coached)
    window = session.windows[0]
    mouse(window, QEvent.Type.MouseMove, desk.TOOL_SAVE.center.x, desk.TOOL_SAVE.center.y)
    coached.worked(lambda: window.view is not None and window.view.count == 3)
    assert window.view is not None
    assert window.view.look_alikes == coached.world.sight.alike


def test_f2_gives_three_seconds_and_then_a_new_picture(coached: Coached) -> None:
    session = start(coached)
    key(session.windows[0], Qt.Key.Key_F2)
    assert coached.windows.parts.pointing.session is None
    assert len(coached.engine.freezes) == 1
    coached.bot.waitUntil(lambda: len(coached.engine.freezes) == 2, timeout=5000)


def test_a_question_that_closes_meanwhile_ends_the_pointing_without_an_answer(coached: Coached) -> None:
    session = start(coached)
    said: list[str] = []
    coached.windows.parts.coaching.refused.connect(said.append)
    coached.tell(QuestionClosed("q1", "out_of_time"), StateChanged("r1", RunState.PAUSED, "Nobody answered in time."))
    assert not session.windows[0].isVisible()
    assert coached.answers == []
    assert "closed while you were pointing" in said[0]


def test_a_frame_that_nobody_asked_for_opens_nothing(coached: Coached) -> None:
    coached.tell(Frozen("somebody else", coached.world.frame, None))
    assert coached.windows.parts.pointing.session is None


def test_a_snap_for_a_place_left_meanwhile_does_not_count() -> None:
    crop = CropBox(Box(0, 0, 1000, 800), Point(10, 10))
    crop.move_to(Point(50, 50))
    assert not crop.snap(Point(10, 10), Box(0, 0, 30, 30))
    assert crop.box is None


def test_the_point_never_leaves_the_frame() -> None:
    crop = CropBox(Box(-100, 0, 300, 200), Point(-500, 900))
    assert crop.point == Point(-100, 199)
    crop.nudge(-10, 10)
    assert crop.point == Point(-100, 199)
