"""How often it looks while it searches: at once after stillness, less often on a screen that never rests."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from threading import Event
from types import SimpleNamespace
from typing import cast

import pytest

from app.engine import pursuit
from app.engine.context import RunContext
from app.engine.look import Look
from app.engine.pursuit import FIRST_GAP, LONGEST_GAP, SHORTEST_GAP, pursue
from app.model.frame import Frame
from app.model.knowledge import StepKnowledge
from app.model.modes import RunMode
from app.model.workflow import Step

LOOKS, LOOK_SECONDS, MISSES, INTERVAL = 40, 0.03, 100, 0.5


class Desktop:
    """A screen that changes at given moments; time passes by waiting, and by looking."""

    def __init__(self, changes: Callable[[float], float]) -> None:
        self.at = 0.0
        self.looked: list[float] = []
        self._next_change = changes

    def look(self, *_: object) -> Look:
        self.looked.append(self.at)
        self.at += LOOK_SECONDS
        return Look(cast(Frame, None), None, None, 0.0, None)

    def wait(self, _: object, until: float) -> None:
        self.at = max(self.at, until)

    def wait_change(self, _: object, deadline: float, __: Event) -> bool:
        self.at = max(self.at, min(deadline, self._next_change(self.at)))
        return True

    @property
    def context(self) -> RunContext:
        control = SimpleNamespace(urgent=False, quiet=lambda: None, wait=self.wait, interrupt=Event())
        settings = SimpleNamespace(
            capture=SimpleNamespace(interval=INTERVAL), matching=SimpleNamespace(no_match_looks=MISSES)
        )
        world = SimpleNamespace(stage=SimpleNamespace(clear=lambda: None))
        every = {"camera": self, "control": control, "settings": settings, "world": world, "mode": RunMode.COACHING}
        return cast(RunContext, SimpleNamespace(now=lambda: self.at, serve_freezes=lambda: None, **every))


def looked(monkeypatch: pytest.MonkeyPatch, changes: Callable[[float], float]) -> list[float]:
    desktop = Desktop(changes)
    monkeypatch.setattr(pursuit, "look", desktop.look)
    pursue(desktop.context, cast(Step, None), cast(StepKnowledge, None))
    return desktop.looked


def test_a_screen_that_never_rests_is_looked_at_less_and_less_often(monkeypatch: pytest.MonkeyPatch) -> None:
    times = looked(monkeypatch, lambda now: now)[:LOOKS]
    steps = [after - before - LOOK_SECONDS for before, after in pairwise(times)]
    assert steps[:2] == pytest.approx([FIRST_GAP, SHORTEST_GAP])
    assert steps[-1] == pytest.approx(LONGEST_GAP)
    assert steps == sorted(steps, key=lambda step: round(step, 6))


def test_a_change_after_stillness_is_looked_at_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def twice_a_second(now: float) -> float:
        return now if now % 0.5 < 0.1 else now - now % 0.5 + 0.5

    times = looked(monkeypatch, twice_a_second)[:LOOKS]
    steps = [after - before - LOOK_SECONDS for before, after in pairwise(times)]
    assert sum(step < 1.01 * FIRST_GAP for step in steps) > len(steps) // 4
    assert max(steps) > SHORTEST_GAP
