"""What keeps stirring by itself proves nothing and keeps nobody waiting; what builds up has not settled."""

from __future__ import annotations

import math
from collections.abc import Callable

import cv2
import numpy as np
import pytest

from app.model.frame import Frame, Pixels
from app.model.geometry import Box
from app.model.modes import VerifyResult
from app.model.window import Window
from app.model.workflow import Expect
from app.vision.change import changed_boxes
from app.vision.eye import Eye
from app.vision.stability import LATELY, QUIET, Watch, watch
from tests.unit.vision.drawing import DESKTOP, Canvas, form, shown, window_at

WAS = window_at(200, 150, form())
Draw = Callable[[Pixels, int], None]


def caret(pixels: Pixels, number: int) -> None:
    if number % 2:
        pixels[100:118, 150:152] = 10


def large_caret(pixels: Pixels, number: int) -> None:
    if number % 2:
        pixels[80:124, 150:154] = 10


def block_caret(pixels: Pixels, number: int) -> None:
    if number % 2:
        pixels[100:118, 150:160] = 10


def spinner(pixels: Pixels, number: int) -> None:
    """Eight dots in a ring; one is dark, and the dark one moves on."""
    for dot in range(8):
        angle = dot * math.pi / 4
        place = (round(430 + 12 * math.cos(angle)), round(30 + 12 * math.sin(angle)))
        cv2.circle(pixels, place, 3, (40,) * 3 if dot == number % 8 else (200,) * 3, -1)


def turning_arc(pixels: Pixels, number: int) -> None:
    cv2.ellipse(pixels, (430, 30), (14, 14), 0, 70 * number, 70 * number + 90, (200, 80, 30), 4)


def clock(pixels: Pixels, number: int) -> None:
    cv2.putText(pixels, f"12:59:{number:02d}", (370, 20), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (10,) * 3, 1, cv2.LINE_AA)


def counter(pixels: Pixels, number: int) -> None:
    cv2.putText(pixels, f"{7 * number} %", (370, 20), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (10,) * 3, 1, cv2.LINE_AA)


def growing_page(pixels: Pixels, number: int) -> None:
    """One more line of text with every look."""
    for line in range(number):
        cv2.putText(pixels, f"Entry number {line}", (20, 24 + 9 * line), cv2.FONT_HERSHEY_SIMPLEX, 0.35, (10,) * 3, 1)


def growing_text(pixels: Pixels, number: int) -> None:
    """One more letter with every look, and the caret behind it."""
    cv2.putText(pixels, "abcdefghijklmnopqrst"[:number], (150, 112), cv2.FONT_HERSHEY_SIMPLEX, 0.45, (10,) * 3, 1)
    pixels[100:118, 152 + 9 * number : 154 + 9 * number] = 10


def growing_bar(pixels: Pixels, number: int) -> None:
    pixels[200:212, 100 : 100 + 8 * number] = 160


def flicker(pixels: Pixels, number: int) -> None:
    """A film: a large part of the window is another one with every look."""
    pixels[40:260, 20:300] = np.random.default_rng(number).integers(0, 255, (220, 280, 1), np.uint8)


RESTLESS = [(spinner, 0.1), (turning_arc, 0.12), (clock, 1.0), (counter, 0.25), (block_caret, 0.5)]
BUILDING = [growing_page, growing_text, growing_bar]


def frame_of(draw: Draw, number: int, at: float, canvas: Canvas | None = None) -> Frame:
    page = canvas or form()
    draw(page.pixels, number)
    frame = shown((WAS, page), number=number + 1)
    return Frame(frame.pixels, frame.region, frame.number, at)


def watched(draw: Draw, step: float, seconds: float, begin: int = 1) -> Watch:
    """The window, looked at for this long while the drawing goes on."""
    seen = watch(frame_of(draw, begin, 0.0), WAS.box)
    for number in range(1, round(seconds / step) + 1):
        seen = seen.then(frame_of(draw, begin + number, number * step))
    return seen


@pytest.mark.parametrize(("draw", "step"), [*RESTLESS, (caret, 0.5), (large_caret, 0.5)])
def test_a_caret_a_clock_and_a_spinner_do_not_keep_a_window_from_settling(draw: Draw, step: float) -> None:
    assert watched(draw, step, seconds=3.5).settled


@pytest.mark.parametrize("draw", BUILDING)
def test_a_page_that_is_building_up_has_not_settled(draw: Draw) -> None:
    for looks in range(2, 18):
        seen = watched(draw, 0.15, seconds=0.15 * looks)
        assert not seen.settled, looks
        assert seen.restless == ()


def test_a_page_that_has_built_up_settles_after_a_moment() -> None:
    built = watched(growing_page, 0.15, seconds=1.5)
    at = built.newest.taken
    assert not built.then(frame_of(growing_page, 11, at + QUIET / 2)).settled
    assert built.then(frame_of(growing_page, 11, at + QUIET + 0.01)).settled


def test_a_page_that_builds_up_beside_a_spinner_has_not_settled() -> None:
    def both(pixels: Pixels, number: int) -> None:
        growing_page(pixels, number)
        spinner(pixels, number)

    seen = watched(both, 0.1, seconds=2.4)
    assert not seen.settled
    assert all(Box(600, 150, 60, 60).encloses(place) for place in seen.restless)


def test_a_film_is_no_small_place_and_never_settles() -> None:
    seen = watched(flicker, 0.1, seconds=2.0)
    assert seen.restless == ()
    assert not seen.settled


def test_a_watch_that_has_just_begun_has_not_settled() -> None:
    assert not watch(frame_of(caret, 0, 5.0), WAS.box).settled


def test_a_place_that_came_to_rest_is_restless_no_more() -> None:
    turning = watched(spinner, 0.1, seconds=1.5)
    assert turning.restless
    resting = turning.then(frame_of(spinner, 16, 1.5 + LATELY + 0.1))
    assert resting.restless == ()
    assert resting.settled


def test_the_restless_place_holds_all_of_the_spinner_and_little_else() -> None:
    (place,) = watched(turning_arc, 0.1, seconds=2.0).restless
    drawn = Box(414, 14, 33, 33).moved(200, 150)
    assert place.overlap(drawn) > 0.6


def test_a_large_caret_is_a_caret_and_a_bar_or_a_letter_is_not() -> None:
    before = frame_of(lambda pixels, number: None, 0, 0.0)

    def stroke(x: int, y: int, wide: int, high: int) -> tuple[Box, ...]:
        def draw(pixels: Pixels, number: int) -> None:
            pixels[y : y + high, x : x + wide] = 10

        return changed_boxes(before, frame_of(draw, 0, 1.0), WAS.box)

    assert stroke(150, 100, 2, 18) == ()
    assert stroke(150, 80, 4, 40) == ()
    assert stroke(150, 80, 5, 40) != ()
    assert stroke(150, 80, 3, 70) != ()
    assert stroke(150, 100, 8, 12) != ()


def gone(draw: Draw) -> VerifyResult:
    place = form().places["Save"].grown(2)
    now = form()
    draw(now.pixels, 0)
    eye = Eye(lambda name: None)
    expect = Expect(target_gone=True, changed=place)
    return eye.judge(expect, shown((WAS, form())), shown((WAS, now), number=2), WAS, WAS).result


def test_an_element_has_vanished_when_its_place_is_empty_or_shows_something_else() -> None:
    def empty(pixels: Pixels, _: int) -> None:
        pixels[215:255, 135:235] = 238

    def other(pixels: Pixels, number: int) -> None:
        empty(pixels, number)
        cv2.circle(pixels, (180, 235), 12, (20,) * 3, 2)

    assert gone(empty) is VerifyResult.SUCCESS
    assert gone(other) is VerifyResult.SUCCESS


@pytest.mark.parametrize(
    "look", ["under the pointer", "pressed", "grayed out", "inverted", "focused", "moved a little"]
)
def test_an_element_that_only_looks_different_has_not_vanished(look: str) -> None:
    def draw(pixels: Pixels, _: int) -> None:
        part = pixels[215:255, 135:235].astype(np.int16)
        looks = {
            "under the pointer": part - 30,
            "pressed": part // 2,
            "grayed out": 200 + (part - 200) // 3,
            "inverted": 255 - part,
            "focused": part,
            "moved a little": np.roll(part, 1, axis=0),
        }
        pixels[215:255, 135:235] = np.clip(looks[look], 0, 255)
        if look == "focused":
            cv2.rectangle(pixels, (140, 220), (229, 249), (200, 90, 30), 2)

    assert gone(draw) is VerifyResult.TIMEOUT


def test_an_element_that_was_not_there_appears() -> None:
    empty = form()
    empty.pixels[215:255, 135:235] = 238
    place = form().places["Save"].grown(2)
    frames = shown((WAS, empty)), shown((WAS, form()), number=2)
    assert Eye(lambda name: None).judge(Expect(changed=place), *frames, WAS, WAS).result is VerifyResult.SUCCESS


SIZES = {"the same": DESKTOP, "larger": Box(0, 0, 1920, 1080), "smaller": Box(0, 0, 300, 200)}
WINDOWS = [
    WAS,
    Window(7, WAS.identity, 42, Box(-500, -500, 9000, 9000)),
    Window(7, WAS.identity, 42, Box(9000, 0, 9, 9)),
]


@pytest.mark.parametrize("before", SIZES)
@pytest.mark.parametrize("now", SIZES)
@pytest.mark.parametrize("window", WINDOWS)
def test_frames_and_windows_of_other_sizes_prove_nothing_and_break_nothing(
    before: str, now: str, window: Window
) -> None:
    eye = Eye(lambda name: None)
    frames = (shown((WAS, form()), region=SIZES[size]) for size in (before, now))
    one, two = frames
    field = Box(140, 95, 260, 26)
    assert eye.judge(Expect(changed=field), one, two, WAS, WAS).result is not VerifyResult.SUCCESS
    eye.judge(Expect(changed=field), one, two, WAS, window)
    assert not eye.watch(one, window.box).then(two).restless


def test_a_frame_without_its_pixels_proves_nothing() -> None:
    broken = Frame(np.zeros((1, 1, 4), np.uint8), DESKTOP, 2, 2.0)
    good, eye = shown((WAS, form())), Eye(lambda name: None)
    for before, now in ((good, broken), (broken, good), (broken, broken)):
        assert eye.judge(Expect(changed=Box(140, 95, 260, 26)), before, now, WAS, WAS).result is VerifyResult.TIMEOUT
        assert not eye.still_there(before, now, Box(340, 245, 260, 26))
