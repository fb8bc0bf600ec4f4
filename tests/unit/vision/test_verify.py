from __future__ import annotations

from dataclasses import replace

import numpy as np

from app.model.geometry import Box
from app.model.modes import VerifyResult
from app.model.window import Window, WindowIdentity
from app.model.workflow import Expect
from app.vision.change import changed_box
from app.vision.eye import Eye
from tests.unit.vision.drawing import Canvas, form, shown, window_at

OTHER = WindowIdentity(application="ledger", title="Saved")


class Open:
    """The windows that still exist."""

    def __init__(self, *windows: Window) -> None:
        self.windows = {window.handle: window for window in windows}

    def refresh(self, handle: int) -> Window | None:
        return self.windows.get(handle)


def judge(expect: Expect, before: Canvas, now: Canvas | None, focus: Window | None, *left: Window) -> VerifyResult:
    was = window_at(200, 150, before)
    frames = shown((was, before)), shown((was, now), number=2) if now else shown(number=2)
    eye = Eye({}.get, windows=Open(*left))
    return eye.judge(expect, *frames, was, focus).result


WAS = window_at(200, 150, form())
FIELD = Box(140, 95, 260, 26)
TYPED = form(("Nordwind", "125.50", "Berlin"))


def test_C53_an_act_without_an_effect_is_never_a_success() -> None:
    assert judge(Expect(changed=FIELD), form(), form(), WAS, WAS) is VerifyResult.TIMEOUT
    assert judge(Expect(), form(), TYPED, WAS, WAS) is VerifyResult.TIMEOUT


def test_a_changed_field_is_seen() -> None:
    assert judge(Expect(changed=FIELD), form(), TYPED, WAS, WAS) is VerifyResult.SUCCESS


def test_a_blinking_caret_is_no_change() -> None:
    caret = form()
    caret.pixels[100:118, 150:152] = 10
    assert judge(Expect(changed=FIELD), form(), caret, WAS, WAS) is VerifyResult.TIMEOUT


def test_a_change_elsewhere_does_not_count() -> None:
    assert judge(Expect(changed=FIELD), form(), form(("Quartz", "", "Berlin")), WAS, WAS) is VerifyResult.TIMEOUT


def test_the_right_window_with_a_missing_detail_is_degraded() -> None:
    expect = Expect(window=WAS.identity, changed=FIELD)
    assert judge(expect, form(), form(), WAS, WAS) is VerifyResult.DEGRADED
    assert judge(expect, form(), TYPED, WAS, WAS) is VerifyResult.SUCCESS


def test_the_expected_window_must_have_the_focus() -> None:
    saved = replace(WAS, handle=9, identity=OTHER)
    expect = Expect(window=OTHER)
    assert judge(expect, form(), form(), WAS, WAS) is VerifyResult.TIMEOUT
    assert judge(expect, form(), form(), None, WAS) is VerifyResult.TIMEOUT
    assert judge(expect, form(), None, saved) is VerifyResult.SUCCESS


def test_a_closed_window_is_asked_from_the_desktop() -> None:
    other = replace(WAS, handle=9, identity=OTHER)
    assert judge(Expect(closed=True), form(), None, other) is VerifyResult.SUCCESS
    assert judge(Expect(closed=True), form(), form(), other, WAS) is VerifyResult.TIMEOUT


def test_a_window_that_vanished_unexpectedly_is_a_failure() -> None:
    assert judge(Expect(changed=FIELD), form(), None, None) is VerifyResult.FAILED


def test_a_dialog_over_the_place_is_not_the_expected_change() -> None:
    dialog = Window(9, WindowIdentity(application="ledger", title="Error"), 42, Box(250, 200, 260, 260), True)
    covered = form()
    covered.pixels[50:200, 60:320] = 90
    assert judge(Expect(changed=FIELD), form(), covered, dialog, WAS, dialog) is VerifyResult.TIMEOUT


def test_a_window_moved_after_the_act_is_compared_with_itself() -> None:
    eye = Eye({}.get)
    moved = window_at(320, 210, form())
    before = shown((WAS, form()))
    for canvas, result in ((form(), VerifyResult.TIMEOUT), (TYPED, VerifyResult.SUCCESS)):
        now = shown((moved, canvas), number=2)
        assert eye.judge(Expect(changed=FIELD), before, now, WAS, moved).result is result


def test_every_reason_names_what_was_not_seen() -> None:
    verdict = Eye({}.get).judge(
        Expect(window=OTHER, changed=FIELD), shown((WAS, form())), shown((WAS, form())), WAS, WAS
    )
    assert "Saved" in verdict.reason
    assert "looks different" in verdict.reason


def test_changes_under_our_own_windows_are_not_changes() -> None:
    own = Box(300, 200, 80, 60)
    before, now = shown((WAS, form())), shown((WAS, form()), masked=(own,))
    assert changed_box(before, now, WAS.box) is None


def test_still_there_ignores_a_caret_and_nothing_else() -> None:
    eye, box = Eye({}.get), FIELD.moved(200, 150)
    caret, other = form(), form()
    caret.pixels[100:118, 150:152] = 10
    other.pixels[100:104, 150:170] = 10
    before = shown((WAS, form()))
    assert eye.still_there(before, shown((WAS, form())), box)
    assert eye.still_there(before, shown((WAS, caret)), box)
    assert not eye.still_there(before, shown((WAS, other)), box)
    assert not eye.still_there(before, shown((WAS, form()), masked=(box,)), box)
    assert not eye.still_there(before, before, Box(-50, 0, 80, 80))


def test_a_change_is_boxed_tightly() -> None:
    now = form()
    now.pixels[120:130, 200:260] = 0
    box = changed_box(shown((WAS, form())), shown((WAS, now)), WAS.box)
    assert box == Box(400, 270, 60, 10)
    assert np.all(now.pixels[120:130, 200:260] == 0)
