"""Waiting for what an act should do, with the real eye on a drawn screen whose time is held by the test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Event
from types import SimpleNamespace
from typing import cast

import cv2
import numpy as np
import pytest

from app.engine.context import RunContext
from app.engine.fresh import BUILDING, let_window_settle
from app.engine.gate import Sight
from app.engine.proof import REST, expected_here, verify
from app.model.frame import Frame, Pixels
from app.model.geometry import Box
from app.model.modes import VerifyResult
from app.model.target import Candidate, LocatorKind
from app.model.window import Window
from app.model.workflow import Expect, Screen, Step
from app.vision.eye import Eye
from tests.fakes import click_step
from tests.unit.vision.drawing import form, shown, window_at

WAS = window_at(200, 150, form())
FIELD, PAGE = Box(140, 95, 260, 26), Box(0, 0, 480, 300)
ACT = 10.0
Draw = Callable[[Pixels, float], None]


class Stage:
    """A window drawn anew for every moment; waiting lets the time pass."""

    def __init__(self, *draws: Draw, eye: Eye | None = None, active: Window = WAS) -> None:
        self.draws = draws
        self.at = ACT
        self.looks = 0
        self.eye = eye or Eye(lambda name: None)
        self.active_window = active
        self.screens: tuple[Screen, ...] = ()

    def frame(self, at: float) -> Frame:
        page = form()
        for draw in self.draws:
            draw(page.pixels, at)
        return replace(shown((WAS, page)), taken=at, number=round(1000 * at))

    def now(self) -> float:
        return self.at

    def grab(self) -> Frame:
        self.looks += 1
        return self.frame(self.at)

    def wait_change(self, since: Frame, deadline: float, cancel: Event) -> bool:
        while self.at < deadline:
            self.at += 0.05
            if not np.array_equal(self.frame(self.at).pixels, since.pixels):
                return True
        return False

    @property
    def context(self) -> RunContext:
        windows = SimpleNamespace(active=lambda: self.active_window)
        control = SimpleNamespace(check=lambda: None, stopping=Event())
        world = SimpleNamespace(windows=windows, watcher=SimpleNamespace(since=lambda mark: ()))
        return cast(
            RunContext,
            SimpleNamespace(
                now=self.now,
                grab=self.grab,
                eye=self.eye,
                world=world,
                control=control,
                camera=self,
                screens=self.screens,
                workflow=SimpleNamespace(screens=self.screens),
            ),
        )

    def proved(self, expect: Expect, think: float = 0.6) -> tuple[VerifyResult, float]:
        """The verdict on a step that acted at ACT, and the seconds it took; the person thought for a while before."""
        self.at = ACT
        step = click_step(1, "Save", Box(300, 300, 40, 30), expect=expect)
        sight = Sight(self.frame(ACT), WAS, None, self.frame(ACT - think))
        verdict, _ = verify(self.context, step, sight)
        return verdict.result, verdict.seconds


def spinner(pixels: Pixels, at: float) -> None:
    """Turns eight times a second."""
    cv2.ellipse(pixels, (380, 108), (8, 8), 0, int(at * 8) * 70, int(at * 8) * 70 + 90, (200, 80, 30), 3)


def clock(pixels: Pixels, at: float) -> None:
    words = f"12:59:{int(at) % 60:02d}"
    cv2.putText(pixels, words, (370, 20), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (10,) * 3, 1, cv2.LINE_AA)


def caret(pixels: Pixels, at: float) -> None:
    if int(at * 2) % 2:
        pixels[100:118, 150:152] = 10


def block_caret(pixels: Pixels, at: float) -> None:
    if int(at * 2) % 2:
        pixels[100:118, 150:160] = 10


def typed_at(when: float) -> Draw:
    def draw(pixels: Pixels, at: float) -> None:
        if at >= when:
            cv2.putText(pixels, "125.50", (146, 112), cv2.FONT_HERSHEY_SIMPLEX, 0.45, (10,) * 3, 1, cv2.LINE_AA)

    return draw


def page_built_until(end: float) -> Draw:
    """Every 0.15 s another line comes up, until this moment."""

    def draw(pixels: Pixels, at: float) -> None:
        for line in range(max(0, int((min(at, end) - ACT + 1) / 0.15))):
            pixels[10 + 6 * line : 14 + 6 * line, 10:120] = 90

    return draw


def later(draw: Draw, by: float) -> Draw:
    return lambda pixels, at: draw(pixels, at + by)


STIRRING = [spinner, caret, block_caret]


@pytest.mark.parametrize("draw", STIRRING)
def test_what_stirs_in_the_expected_place_does_not_prove_an_act_without_effect(draw: Draw) -> None:
    for shift in (0.0, 0.07, 0.13, 0.27, 0.33, 0.41):
        stage = Stage(later(draw, shift))
        assert stage.proved(Expect(changed=FIELD))[0] is VerifyResult.TIMEOUT


@pytest.mark.parametrize("draw", STIRRING)
def test_what_stirs_in_the_expected_place_does_not_hide_the_effect(draw: Draw) -> None:
    for when in (0.1, 0.9, 2.1):
        result, seconds = Stage(draw, typed_at(ACT + when)).proved(Expect(changed=FIELD))
        assert result is VerifyResult.SUCCESS
        assert seconds < when + 0.4


def test_a_clock_in_the_corner_of_a_large_place_proves_nothing() -> None:
    for shift in (0.0, 0.3, 0.6, 0.9):
        for think in (0.2, 0.6, 5.0):
            stage = Stage(later(clock, shift))
            assert stage.proved(Expect(changed=PAGE), think)[0] is VerifyResult.TIMEOUT


def test_beside_a_clock_the_effect_is_seen_at_once() -> None:
    def message(pixels: Pixels, at: float) -> None:
        if at >= ACT + 0.5:
            pixels[140:200, 100:380] = 200

    result, seconds = Stage(clock, message).proved(Expect(changed=PAGE))
    assert result is VerifyResult.SUCCESS
    assert seconds < 0.9


def test_a_small_effect_in_a_large_place_counts_when_it_lasts() -> None:
    result, seconds = Stage(typed_at(ACT + 0.2)).proved(Expect(changed=PAGE))
    assert result is VerifyResult.SUCCESS
    assert REST < seconds < REST + 1


def test_where_nothing_stirs_a_change_counts_at_once() -> None:
    result, seconds = Stage(typed_at(ACT + 0.2)).proved(Expect(changed=FIELD))
    assert result is VerifyResult.SUCCESS
    assert seconds < 0.3


def test_a_spinner_that_the_act_itself_brings_is_its_effect() -> None:
    def begun(pixels: Pixels, at: float) -> None:
        if at >= ACT + 0.2:
            spinner(pixels, at)

    result, seconds = Stage(begun).proved(Expect(changed=Box(366, 94, 30, 30)))
    assert result is VerifyResult.SUCCESS
    assert seconds < 0.3


def test_waiting_ends_at_its_time_out_while_a_spinner_turns_elsewhere() -> None:
    stage = Stage(spinner)
    result, seconds = stage.proved(Expect(changed=Box(140, 220, 90, 30), timeout=2.0))
    assert result is VerifyResult.TIMEOUT
    assert 2.0 <= seconds < 2.3


def test_a_doubtful_change_shortly_before_the_time_out_is_still_watched() -> None:
    stage = Stage(later(clock, 0.1))
    result, seconds = stage.proved(Expect(changed=PAGE, timeout=1.0), think=0.05)
    assert result is VerifyResult.TIMEOUT
    assert seconds <= 1.0 + 4 * REST


@pytest.mark.parametrize("draw", [None, *STIRRING, clock])
def test_a_page_is_acted_on_when_it_has_built_up(draw: Draw | None) -> None:
    built = page_built_until(ACT + 0.7)
    stage = Stage(built, *([draw] if draw else []))
    let_window_settle(stage.context, stage.frame(ACT - 0.6), WAS)
    assert ACT + 0.7 <= stage.at <= ACT + BUILDING + 0.2


@pytest.mark.parametrize("draw", [caret, None])
def test_a_still_window_is_not_waited_for(draw: Draw | None) -> None:
    stage = Stage(*([draw] if draw else []))
    let_window_settle(stage.context, stage.frame(ACT - 0.6), WAS)
    assert (stage.at, stage.looks) == (ACT, 1)


@pytest.mark.parametrize("draw", [*STIRRING, clock])
def test_what_stirs_for_ever_holds_an_act_up_for_a_moment_only(draw: Draw) -> None:
    stage = Stage(draw)
    let_window_settle(stage.context, stage.frame(ACT - 0.6), WAS)
    assert stage.at <= ACT + 1.5


def test_a_film_in_the_window_holds_an_act_up_for_two_seconds_at_most() -> None:
    def film(pixels: Pixels, at: float) -> None:
        pixels[40:260, 20:300] = np.random.default_rng(int(at * 20)).integers(0, 255, (220, 280, 1), np.uint8)

    stage = Stage(film)
    let_window_settle(stage.context, stage.frame(ACT - 0.6), WAS)
    assert stage.at <= ACT + BUILDING + 0.2


def test_an_expected_screen_is_waited_for() -> None:
    class Knowing(Eye):
        def recognise(self, frame: Frame, *_: object) -> tuple[Screen | None, float]:
            return (stage.screens[0], 0.9) if frame.taken >= ACT + 0.5 else (None, 0.0)

    stage = Stage(typed_at(ACT + 0.2), eye=Knowing(lambda name: None))
    stage.screens = (Screen(id="done", name="Done", window=WAS.identity),)
    result, seconds = stage.proved(Expect(screen="done"))
    assert result is VerifyResult.SUCCESS
    assert 0.5 <= seconds < 0.8
    assert stage.proved(Expect(screen="done", changed=FIELD))[0] is VerifyResult.SUCCESS
    assert stage.proved(Expect(screen="done", changed=Box(140, 220, 90, 30)))[0] is VerifyResult.DEGRADED
    assert stage.proved(Expect(screen="other", changed=FIELD))[0] is VerifyResult.DEGRADED
    assert stage.proved(Expect(screen="other"))[0] is VerifyResult.TIMEOUT


def test_the_element_itself_must_vanish_where_no_place_is_named() -> None:
    def vanished(pixels: Pixels, at: float) -> None:
        if at >= ACT + 0.4:
            pixels[215:255, 135:235] = 238

    save = form().places["Save"].moved(200, 150)
    step: Step = click_step(1, "Save", Box(300, 300, 40, 30), expect=Expect(target_gone=True))
    match = Candidate(save, save.center, 0.99, LocatorKind.PICTURE)
    for draws, result in (((vanished,), VerifyResult.SUCCESS), ((), VerifyResult.TIMEOUT)):
        stage = Stage(*draws)
        sight = Sight(stage.frame(ACT), WAS, match)
        assert expected_here(step, sight).changed == save.moved(-200, -150)
        assert verify(stage.context, step, sight)[0].result is result
