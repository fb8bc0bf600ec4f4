"""From the engine thread to the main thread and back: signals, the mailbox, the clear screen, the worker."""

from __future__ import annotations

from threading import Event, Thread, current_thread, get_ident, main_thread
from time import monotonic

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from app.model.errors import BadInput, UserError
from app.model.modes import RunState
from app.model.news import Looked, Notice, Severity, StateChanged
from app.ui.bridge import PICTURE_EVERY_MS, EngineBridge, Mailbox
from app.ui.queries import Newest, Queries
from app.ui.stage import ScreenStage
from tests.gui.conftest import Coached
from tests.gui.fake_desktop import desktop_frame
from tests.gui.fake_engine import FakeEngine


def look(number: int) -> Looked:
    """A look with this frame number."""
    return Looked(desktop_frame(number, size=(64, 48)), "", 0.0, None, (0.0, 0.0, 0.0))


@pytest.fixture
def queries(qapp: object) -> Queries:
    """A worker, closed after the test."""
    made = Queries()
    yield made
    made.close()


def test_news_arrive_on_the_main_thread_in_order(qtbot: QtBot, queries: Queries) -> None:
    engine = FakeEngine()
    bridge = EngineBridge(engine, queries)
    heard: list[tuple[object, bool]] = []
    bridge.noticed.connect(lambda news: heard.append((news.text, current_thread() is main_thread())))
    for number in range(50):
        engine.tell(Notice(Severity.INFO, str(number)))
    assert heard == []
    qtbot.waitUntil(lambda: len(heard) == 50)
    assert heard == [(str(number), True) for number in range(50)]


def test_the_mailbox_keeps_only_the_newest_look() -> None:
    box = Mailbox()
    first, second = look(1), look(2)
    assert box.put(first)
    assert not box.put(second)
    assert box.take() is second
    assert box.take() is None


def test_the_live_picture_comes_at_most_twice_a_second_and_the_newest_wins(qtbot: QtBot, queries: Queries) -> None:
    engine = FakeEngine()
    bridge = EngineBridge(engine, queries)
    shown: list[tuple[int, float]] = []
    bridge.looked.connect(lambda news: shown.append((news.frame.number, monotonic())))
    engine.tell(look(1))
    qtbot.waitUntil(lambda: len(shown) == 1)
    for number in range(2, 40):
        engine.tell(look(number))
    qtbot.waitUntil(lambda: len(shown) == 2, timeout=3000)
    assert [number for number, _ in shown] == [1, 39]
    assert shown[1][1] - shown[0][1] >= 0.9 * PICTURE_EVERY_MS / 1000


def test_the_screen_is_clear_when_clear_returns(coached: Coached) -> None:
    coached.ask()
    seen: list[bool] = []
    ghosts = coached.windows.parts.ghosts

    def engine() -> None:
        coached.windows.parts.stage.clear()
        seen.append(coached.card.isVisible() or any(window.isVisible() for window in ghosts.windows))

    thread = Thread(target=engine)
    thread.start()
    coached.bot.waitUntil(lambda: not thread.is_alive(), timeout=3000)
    thread.join()
    assert seen == [False]


def test_C26_what_was_told_before_is_off_the_screen_too(qtbot: QtBot) -> None:
    stage = ScreenStage()
    order: list[str] = []
    stage.when_cleared(lambda: bool(order.append("hidden")) or True)
    done = Event()
    thread = Thread(target=lambda: (stage.clear(), order.append("grabbed"), done.set()))
    thread.start()
    qtbot.waitUntil(done.is_set, timeout=3000)
    thread.join()
    assert order == ["hidden", "grabbed"]


def test_after_the_windows_are_closed_the_engine_waits_for_nothing(qtbot: QtBot) -> None:
    stage = ScreenStage()
    stage.close()
    began = monotonic()
    thread = Thread(target=stage.clear)
    thread.start()
    thread.join()
    assert monotonic() - began < 0.9


def test_a_closed_bridge_hears_nothing(qtbot: QtBot, queries: Queries) -> None:
    engine = FakeEngine()
    bridge = EngineBridge(engine, queries)
    heard: list[object] = []
    bridge.state_changed.connect(heard.append)
    bridge.close()
    engine.tell(StateChanged("r1", RunState.RUNNING))
    QCoreApplication.processEvents()
    assert heard == []


def test_a_query_runs_elsewhere_and_answers_here(qtbot: QtBot, queries: Queries) -> None:
    owner, threads = QObject(), []
    queries.ask(owner, get_ident, lambda worker: threads.append((worker, get_ident())), print)
    qtbot.waitUntil(lambda: bool(threads))
    worker, here = threads[0]
    assert here == get_ident()
    assert worker != here


def test_a_users_error_is_handed_to_whoever_asked(qtbot: QtBot, queries: Queries) -> None:
    owner, errors = QObject(), []

    def broken() -> None:
        raise BadInput("The file", "it is empty", "Choose another.")

    queries.ask(owner, broken, print, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], UserError)


def test_a_fault_of_ours_is_raised_on_the_main_thread(qtbot: QtBot, queries: Queries) -> None:
    with qtbot.captureExceptions() as faults:
        queries.ask(queries, lambda: 1 // 0, print, print)
        qtbot.waitUntil(lambda: bool(faults))
    assert faults[0][0] is ZeroDivisionError


def test_nothing_is_delivered_to_a_window_that_is_gone(qtbot: QtBot, queries: Queries) -> None:
    owner, got, gate = QObject(), [], Event()
    queries.ask(owner, gate.wait, got.append, got.append)
    queries.ask(queries, lambda: "after", got.append, got.append)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, 52)
    del owner
    gate.set()
    qtbot.waitUntil(lambda: "after" in got)
    assert got == ["after"]


def test_of_many_look_ups_only_the_first_and_the_newest_run(qtbot: QtBot, queries: Queries) -> None:
    newest, ran, shown, gate = Newest(queries), [], [], Event()

    def look_up(number: int) -> int:
        gate.wait()
        ran.append(number)
        return number

    for number in range(10):
        newest.ask(lambda number=number: look_up(number), shown.append)
    gate.set()
    qtbot.waitUntil(lambda: 9 in shown)
    assert ran == [0, 9]
    assert shown == [9]


def test_what_takes_longer_than_a_second_is_told(qtbot: QtBot, queries: Queries) -> None:
    told, gate = [], Event()
    queries.slow.connect(told.append)
    queries.ask(queries, gate.wait, lambda _: None, print)
    qtbot.waitUntil(lambda: told == [True], timeout=3000)
    gate.set()
    qtbot.waitUntil(lambda: told == [True, False], timeout=3000)
