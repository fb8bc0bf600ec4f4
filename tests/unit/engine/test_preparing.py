"""A run prepares before its first look; what fails there, or takes long, holds up nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event
from types import SimpleNamespace
from typing import cast

import pytest

from app.engine.api import RunRequest
from app.engine.context import RunContext
from app.engine.control import Control
from app.engine.preparing import prepare
from app.model.decision import Accept
from app.model.frame import Pixels
from app.model.modes import RunState
from app.model.news import Looked, Notice
from app.model.workflow import Screen, Signature
from app.vision import reading
from app.vision.eye import Eye
from tests.fakes import FakeClock, FakeDesktop, sum_workflow
from tests.unit.vision.drawing import IDENTITY, form, keys, shown, window_at


def test_the_first_look_after_the_start_costs_no_learning(monkeypatch: pytest.MonkeyPatch) -> None:
    pictures: dict[str, Pixels] = {"form": form().pixels, "keys": keys().pixels}
    screens = [Screen(id=name, name=name, window=IDENTITY, signature=Signature(view=name)) for name in pictures]
    loaded: list[str] = []

    def counted(name: str) -> Pixels | None:
        loaded.append(name)
        return pictures.get(name)

    networks: list[str] = []
    monkeypatch.setattr(reading, "prepare", lambda: networks.append("reading"))
    eye = Eye(counted)
    prepare(cast(RunContext, SimpleNamespace(eye=eye, screens=tuple(screens), control=Control(FakeClock()))))
    assert loaded == ["keys", "form"]
    assert networks
    loaded.clear()
    at = window_at(150, 90, form())
    screen, _ = eye.recognise(shown((at, form())), at, screens)
    assert screen is screens[0]
    assert not loaded


def test_a_run_has_prepared_all_its_screens_before_it_looks() -> None:
    with FakeDesktop() as desktop:
        desktop.coach(Accept())
        workflow = sum_workflow("seven")
        before: list[list[str]] = []
        desktop.engine.subscribe(
            lambda news: before.append(list(desktop.eye.remembered)) if isinstance(news, Looked) else None
        )
        assert desktop.run(workflow) is RunState.COMPLETED
        assert sorted(before[0]) == sorted(screen.id for screen in workflow.screens)


def test_a_stop_while_a_run_prepares_ends_it_at_once() -> None:
    with FakeDesktop() as desktop:
        begun, go_on = Event(), Event()

        def slow(screens: Sequence[Screen]) -> None:
            begun.set()
            assert go_on.wait(10)

        desktop.eye.remember = slow  # type: ignore[method-assign]
        desktop.engine.start(RunRequest(sum_workflow("seven")))
        assert begun.wait(5)
        desktop.engine.stop("button")
        assert desktop.ended.wait(5)
        assert desktop.engine.state is RunState.STOPPED
        assert not go_on.is_set()
        go_on.set()


@pytest.mark.logs_warnings(reason="what could not be prepared is worth a line in the log")
def test_a_failure_to_prepare_is_told_once_and_the_run_goes_on() -> None:
    with FakeDesktop() as desktop:
        desktop.coach(Accept())

        def failing(screens: Sequence[Screen]) -> None:
            raise RuntimeError("the picture is broken")

        desktop.eye.remember = failing  # type: ignore[method-assign]
        assert desktop.run(sum_workflow("seven")) is RunState.COMPLETED
        told = [news.text for news in desktop.heard(Notice) if isinstance(news, Notice)]
        assert [text for text in told if "prepared" in text] == told
        assert len(told) == 1
