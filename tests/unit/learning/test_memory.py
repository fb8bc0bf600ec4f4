"""Where a target was found before: what is remembered, what is noise, and when it may be a hint."""

from __future__ import annotations

import pytest

from app.learning.corrections import search_for
from app.learning.fold import folded
from app.learning.memory import Found, hints, plausible, remembered
from app.model.geometry import Box
from app.model.knowledge import Knowledge, RememberedPlace, StepKnowledge
from app.model.ledger_run import StepEnded
from app.model.modes import StepStatus
from app.model.target import LocatorKind, Picture
from app.model.window import WindowIdentity
from app.model.workflow import Expect, Step
from tests.fakes import click_step

PLACE = Box(40, 60, 80, 24)
GOOD = (RememberedPlace(PLACE, good=2),)
DIALOG = WindowIdentity(application="calc", title="Save as")
AFTER = Expect(window=DIALOG)
CHANGED = Expect(changed=Box(0, 0, 10, 10))


def button(label: str, role: str = "push button", expect: Expect = AFTER, title: str = "Calculator") -> Step:
    step = click_step(1, "seven", PLACE)
    assert step.target is not None
    window = WindowIdentity(application="calc", title=title)
    target = step.target.model_copy(update={"name": label, "text": "", "role": role, "window": window})
    return step.model_copy(update={"target": target, "expect": expect})


@pytest.mark.parametrize("label", ["OK", "Save…", "&Next", "Annuler", "Enregistrer", "Übernehmen", "Abbrechen", "Sí"])
def test_a_generic_button_needs_window_role_and_what_comes_after(label: str) -> None:
    assert hints(GOOD, button(label)) == (PLACE,)
    assert hints(GOOD, button(label, expect=Expect(closed=True))) == (PLACE,)
    for missing in (button(label, expect=CHANGED), button(label, role=""), button(label, title="")):
        assert hints(GOOD, missing) == ()


def test_a_button_with_a_name_of_its_own_needs_no_more() -> None:
    assert hints(GOOD, button("Send invoice 7", role="", expect=CHANGED)) == (PLACE,)


@pytest.mark.parametrize(
    "noise",
    [Box(0, 0, 80, 24), Box(-5, 60, 80, 24), Box(40, 60, 0, 24), Box(40, 60, 80, -1), Box(40, 40_000, 80, 24)],
)
def test_noise_is_never_remembered(noise: Box) -> None:
    assert not plausible(noise)
    assert remembered((), Found(noise), good=True) == ()
    assert remembered(GOOD, Found(noise), good=False) == GOOD


def ended(status: StepStatus = StepStatus.PASSED, method: str = "text") -> StepEnded:
    seen = Picture(image="seen", box=PLACE)
    return StepEnded("r", "w", "s1", 1, status, None, "", "", method=method, before=seen, place=PLACE)


def test_how_it_was_found_its_counts_and_its_last_failure_are_kept() -> None:
    rows = [ended(), ended(method="accessibility"), ended(method="place"), ended(StepStatus.FAILED, "place")]
    known = folded(Knowledge("w"), rows, at=77.0).step("s1")
    [place] = known.places
    assert (place.good, place.bad, place.failed) == (3, 1, 77.0)
    assert (place.how, place.picture) == (LocatorKind.ACCESSIBILITY, Picture(image="seen", box=PLACE))


def test_the_search_gets_no_hint_for_a_generic_button_without_context() -> None:
    known = StepKnowledge(places=GOOD)
    plain, told = search_for(button("OK", expect=CHANGED), known), search_for(button("OK"), known)
    assert plain is not None
    assert told is not None
    assert (plain.remembered, told.remembered) == ((), (PLACE,))
