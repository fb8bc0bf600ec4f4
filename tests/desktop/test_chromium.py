"""A form in chromium: fields, a check box, and two buttons that look alike; shown once with the wrong one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.desktop.virtual_display import VirtualDisplay
from app.model.geometry import Point
from tests.desktop.atspi import Tree
from tests.desktop.coaching import ACCEPT, Noted, Understudy, actions, decisions, statuses
from tests.desktop.event_witness import PressWitness
from tests.desktop.keyboards import layout
from tests.desktop.person import Person
from tests.desktop.programs import Programs
from tests.desktop.target import wait_until

PAGE = Path(__file__).parent / "pages" / "order.html"
FLAGS = (
    "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --force-renderer-accessibility --password-store=basic --test-type"
)
BUTTON, FIELD = "push button", "entry"
USUAL, ELSEWHERE, MOVED = Point(200, 100), Point(620, 260), Point(420, 160)
STEPS, WRONG, CLICKS = 5, 5, 5
SAVED = "Order saved: José Müller, 12, Coffee, gift"


class Form:
    """The page in a window of its own, and the person."""

    def __init__(self, programs: Programs, tree: Tree, person: Person, profile: Path, *more: str) -> None:
        self._tree = tree
        self._person = person
        where = [f"--user-data-dir={profile}", "--window-size=900,700", f"--app={PAGE.as_uri()}"]
        self._window = programs.start(["chromium", *FLAGS.split(), *more, *where], "^Order form$")
        self._window.move(*USUAL)
        self._window.activate()
        self._tree.one("chromium", BUTTON, "Save order")

    def empty(self, at: Point = USUAL) -> None:
        """The page loaded anew, the window at a place, the mouse out of the way."""
        self._window.move(*at)
        self._window.activate()
        self._person.key("F5")
        wait_until(lambda: self.said() == "Nothing saved yet." and self._window.title() == "Order form", 20)
        self._person.move(1910, 1070)

    def close(self) -> None:
        """The browser ends."""
        self._window.process.terminate()
        self._window.process.wait(10)

    def fill(self, noted: Noted) -> None:
        """The task as the person shows it, with the button that will turn out to be the wrong one."""
        person = self._person
        self._click(FIELD, "Customer")
        person.type("José Müller")
        noted.wait_for("1. Type")
        person.key("Tab")
        person.type("Coffee")
        noted.wait_for("2. Type")
        self._click(FIELD, "Amount")
        person.key("ctrl+a")
        person.type("12")
        noted.wait_for("3. Type")
        self._click("check box", "Gift wrap")
        noted.wait_for("4. Click")
        self._click(BUTTON, "Save draft")
        wait_until(lambda: self.title() == "Draft saved")

    def title(self) -> str:
        """The title of the window."""
        return self._window.title()

    def said(self) -> str:
        """What the page itself says was saved."""
        return next((e.name for e in self._tree.find("chromium", "static") if " saved" in e.name), "")

    def _click(self, role: str, name: str) -> None:
        self._person.click(*self._tree.box(self._tree.one("chromium", role, name)).center)


@pytest.fixture
def form(programs: Programs, tree: Tree, person: Person, tmp_path: Path, desktop: VirtualDisplay) -> Iterator[Form]:
    with layout(desktop.env, "us", "altgr-intl"):
        yield Form(programs, tree, person, tmp_path / "profile")


def test_C22_a_form_is_recorded_corrected_to_the_look_alike_and_then_filled_alone(
    understudy: Understudy, form: Form, person: Person, pressing: Callable[[], PressWitness]
) -> None:
    recorded = understudy.record("Order", person, form.fill)
    assert actions(recorded) == [
        "type_text José Müller",
        "type_text Coffee instead",
        "type_text 12 instead",
        "click Gift wrap",
        "click Save draft",
    ]
    first = _coached(understudy, form, pressing)
    second = _accepted(understudy, form, pressing)
    assert {Point(now.x - was.x, now.y - was.y) for was, now in zip(first, second, strict=True)} == {MOVED}
    assert _alone(understudy, form, pressing) == first


def _coached(understudy: Understudy, form: Form, pressing: Callable[[], PressWitness]) -> list[Point]:
    """The person wanted the order, not the draft; it has another effect, so success is not claimed this time."""
    form.empty()
    script = [{"step": number, "vouch": True} for number in range(1, STEPS + 1)]
    script[WRONG - 1] |= {"decision": "CORRECT", "point": {"name": "Save order", "role": BUTTON}}
    with pressing() as witness:
        result = understudy.run("Order", script, expect=1)
    assert decisions(result) == ["accept"] * 4 + ["correct"]
    assert statuses(result) == ["passed"] * 4 + ["unverified"]
    assert (form.title(), form.said()) == ("Order saved", SAVED)
    assert len(witness.presses) == CLICKS
    return witness.presses


def _accepted(understudy: Understudy, form: Form, pressing: Callable[[], PressWitness]) -> list[Point]:
    """No correction is needed any more, and what the other button does is what is expected now."""
    form.empty(ELSEWHERE)
    with pressing() as witness:
        result = understudy.run("Order", [ACCEPT], "--mode", "coaching", expect=0)
    assert decisions(result) == ["accept"] * STEPS
    assert (form.title(), form.said()) == ("Order saved", SAVED)
    return witness.presses


def _alone(understudy: Understudy, form: Form, pressing: Callable[[], PressWitness]) -> list[Point]:
    """Orders are placed by nobody but the person: that step asks although it was vouched for, and only that one."""
    form.empty()
    with pressing() as witness:
        result = understudy.run("Order", [{"step": WRONG, "decision": "ACCEPT"}], "--mode", "automatic", expect=0)
    assert decisions(result) == [None] * 4 + ["accept"]
    assert statuses(result) == ["passed"] * STEPS
    assert (form.title(), form.said()) == ("Order saved", SAVED)
    return witness.presses


@pytest.mark.proof
def test_C7_a_page_recorded_light_is_filled_where_pages_are_dark(
    understudy: Understudy, form: Form, programs: Programs, tree: Tree, person: Person, tmp_path: Path
) -> None:
    understudy.record("Order", person, form.fill)
    form.close()
    dark = Form(programs, tree, person, tmp_path / "dark profile", "--force-dark-mode")
    person.move(1910, 1070)
    result = understudy.run("Order", [ACCEPT], expect=0)
    assert statuses(result) == ["passed"] * STEPS
    assert dark.said() == SAVED.replace("Order", "Draft", 1)
