"""From the answer to the moment the engine goes on, before its first commit."""

from __future__ import annotations

import time
from collections.abc import Sequence
from threading import Event

from app.engine.api import RunRequest
from app.model.decision import Skip
from app.model.ledger import Entry
from app.model.news import Asked, News
from tests.bench.figures import Figure
from tests.bench.with_windows import Course, Played, played
from tests.fakes import FakeDesktop, sum_workflow

RUNS = 60
GOAL = "≤ 5 ms median"
NOTES = (
    "Without windows: answered from another thread, measured to the engine's first commit, on a desktop in memory. "
    "With windows: the real program on the real screen with its card up, answered on the windows' thread.",
)


def figures() -> list[Figure]:
    """The engine alone, and the whole program."""
    with FakeDesktop() as desktop:
        alone = tuple(_one(desktop) for _ in range(RUNS))
    [runs] = played(Course("show", "still", RUNS // 2))
    whole = tuple(_milliseconds(each) for each in runs)
    return [
        Figure("answer → engine continues", "ms", alone, GOAL),
        Figure("answer → engine continues, with windows", "ms", whole, GOAL),
    ]


def _milliseconds(each: Played) -> float:
    return 1000 * (each.continued - each.answered)


def _one(desktop: FakeDesktop) -> float:
    asked: list[str] = []
    continued: list[float] = []
    open_now = Event()

    def listen(news: News) -> None:
        if isinstance(news, Asked) and not asked:
            asked.append(news.question.id)
            open_now.set()

    def note(entries: Sequence[Entry]) -> None:
        continued.append(time.perf_counter())

    desktop.engine.subscribe(listen)
    desktop.ended.clear()
    desktop.engine.start(RunRequest(sum_workflow("seven")))
    assert open_now.wait(5)
    Event().wait(0.01)  # the engine thread is asleep, as it is when a person answers
    desktop.ledger.failing = note
    answered = time.perf_counter()
    desktop.engine.answer(asked[0], Skip())
    assert desktop.ended.wait(5)
    desktop.ledger.failing = lambda entries: None
    return 1000 * (continued[0] - answered)
