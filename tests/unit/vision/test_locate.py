from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.model.geometry import Box, Point
from app.model.target import (
    AccessibleElement,
    Candidate,
    Finding,
    LocatorKind,
    Picture,
    Search,
    Verdict,
)
from app.model.window import Window, WindowIdentity
from app.vision.eye import Eye
from app.vision.locate import judge, shared_out
from app.vision.references import References
from app.vision.refused import veto
from app.vision.scene import Scene
from tests.unit.vision.drawing import (
    DARK,
    DESKTOP,
    LIGHT,
    Canvas,
    Taught,
    form,
    keys,
    on_screen,
    shown,
    table,
    taught,
    window_at,
)

ROWS = ("Alpine Supply", "Baker and Sons", "Citrus Trading", "Delta Freight", "Evergreen AG", "Foxglove Ltd")
NAMES = ("Customer", "Amount", "City", "Save", "Cancel")


def find(lesson: Taught, canvas: Canvas, x: int = 200, y: int = 150) -> tuple[Finding, Window]:
    window = window_at(x, y, canvas)
    return lesson.eye.locate(shown((window, canvas)), window, lesson.search()), window


def hits(finding: Finding, canvas: Canvas, name: str, window: Window) -> bool:
    best = finding.best
    return (
        finding.verdict is Verdict.FOUND and best is not None and on_screen(canvas, name, window).contains(best.point)
    )


@pytest.mark.parametrize("name", NAMES)
def test_what_did_not_change_is_found_at_its_place_without_searching(name: str) -> None:
    canvas = form()
    finding, window = find(taught(canvas, name), canvas)
    assert hits(finding, canvas, name, window), finding.reason
    assert finding.best is not None
    assert finding.best.method is LocatorKind.PLACE
    assert finding.best.score >= 0.95


@pytest.mark.parametrize("name", NAMES)
def test_C10_a_moved_window_changes_nothing(name: str) -> None:
    canvas = form()
    finding, window = find(taught(canvas, name), canvas, x=611, y=37)
    assert hits(finding, canvas, name, window), finding.reason


def test_C12_a_window_on_a_screen_left_of_the_first_is_found() -> None:
    canvas = form()
    lesson = taught(canvas, "Save")
    window = window_at(-900, -120, canvas)
    frame = shown((window, canvas), region=Box(-1280, -200, 2560, 800))
    assert hits(lesson.eye.locate(frame, window, lesson.search()), canvas, "Save", window)


@pytest.mark.parametrize("name", ["Save", "Cancel", "Amount"])
def test_C7_the_dark_theme_is_the_same_program(name: str) -> None:
    dark = form(theme=DARK)
    finding, window = find(taught(form(theme=LIGHT), name), dark)
    assert hits(finding, dark, name, window), finding.reason


@pytest.mark.parametrize("scale", [1.25, 1.5, 2.0])
@pytest.mark.parametrize("name", ["Save", "Cancel"])
def test_C1_another_scale_is_found_and_named(name: str, scale: float) -> None:
    large = form(scale=scale)
    finding, window = find(taught(form(), name), large)
    assert hits(finding, large, name, window), finding.reason
    assert finding.best is not None
    assert finding.best.scale == pytest.approx(scale, rel=0.1)


def test_C22_each_key_of_a_calculator_is_its_own() -> None:
    canvas = keys()
    for key in "789456123+-":
        finding, window = find(taught(canvas, key), canvas, x=333)
        assert hits(finding, canvas, key, window), f"{key}: {finding.reason}"


def test_C22_the_row_decides_between_equal_buttons() -> None:
    before, after = table(ROWS), table(tuple(reversed(ROWS)))
    for name in (ROWS[0], ROWS[3], ROWS[5]):
        finding, window = find(taught(before, f"Edit {name}"), after)
        assert hits(finding, after, f"Edit {name}", window), f"{name}: {finding.reason}"


def test_C22_a_row_that_is_gone_is_not_replaced_by_its_neighbour() -> None:
    lesson = taught(table(ROWS), "Delete Citrus Trading")
    rest = table(tuple(name for name in ROWS if name != "Citrus Trading"))
    finding, _ = find(lesson, rest)
    assert finding.verdict is not Verdict.FOUND, finding.reason


def test_C23_two_places_that_nothing_tells_apart_are_asked_about() -> None:
    canvas = Canvas(400, 300)
    canvas.button("Go", "Go", Box(150, 60, 80, 30))
    moved = Canvas(400, 300)
    for number in range(2):
        moved.button(f"Go {number}", "Go", Box(110, 95 + 110 * number, 80, 30))
    finding, _ = find(taught(canvas, "Go"), moved)
    assert finding.verdict is not Verdict.FOUND, finding.reason
    assert len(finding.candidates) >= 2


@pytest.mark.parametrize("name", ["Save", "Amount"])
def test_C17_another_picture_is_not_the_button(name: str) -> None:
    lesson = taught(form(), name)
    for other in (keys(), Canvas(480, 300), table(ROWS)):
        finding, _ = find(lesson, other)
        assert finding.verdict in (Verdict.ABSENT, Verdict.WEAK), finding.reason


def test_C19_another_word_in_the_same_button_is_another_button() -> None:
    changed = form()
    changed.button("Save", "Sand", Box(140, 220, 90, 30))
    finding, _ = find(taught(form(), "Save"), changed)
    assert finding.verdict is not Verdict.FOUND, finding.reason


def test_C21_what_lies_under_a_dialog_is_not_found() -> None:
    canvas = form()
    lesson = taught(canvas, "Save")
    window, dialog = window_at(200, 150, canvas), keys()
    above = window_at(300, 330, dialog, handle=8)
    frame = shown((window, canvas), (above, dialog))
    finding = lesson.eye.locate(frame, window, lesson.search())
    assert finding.verdict is not Verdict.FOUND, finding.reason


def test_C26_our_own_window_never_holds_the_target() -> None:
    canvas = form()
    lesson = taught(canvas, "Save")
    window = window_at(200, 150, canvas)
    own = on_screen(canvas, "Save", window).grown(6)
    frame = shown((window, canvas), masked=(own,))
    finding = lesson.eye.locate(frame, window, lesson.search())
    assert all(place.box.common(own) is None for place in finding.candidates if place.score > 0.1)
    assert finding.verdict is not Verdict.FOUND
    # Even if its pixels were not blanked: what stands under one of our windows is none of the target's business.
    seen_through = replace(shown((window, canvas)), masked=(own,))
    assert lesson.eye.locate(seen_through, window, lesson.search()).verdict is not Verdict.FOUND


def test_an_empty_field_is_found_by_its_frame_and_its_label() -> None:
    canvas, grown = form(), form(scale=1.25)
    lesson = taught(canvas, "Amount")
    for other in (canvas, grown):
        finding, window = find(lesson, other, x=400)
        assert hits(finding, other, "Amount", window), finding.reason


def test_a_field_is_still_found_after_its_value_changed() -> None:
    lesson = taught(form(("Nordwind", "125.50", "Berlin")), "Amount")
    changed = form(("Nordwind", "8", "Berlin"))
    finding, window = find(lesson, changed)
    assert hits(finding, changed, "Amount", window), finding.reason
    assert finding.best is not None
    assert finding.best.method is LocatorKind.PLACE
    elsewhere = form(("Quartz Glass", "8", "Rome"), theme=DARK)
    finding, window = find(lesson, elsewhere, x=333)
    assert hits(finding, elsewhere, "Amount", window), finding.reason


def test_a_page_is_still_found_after_something_was_written_on_it() -> None:
    def editor(text: str) -> Canvas:
        canvas = Canvas(600, 400)
        canvas.surface("page", Box(0, 40, 599, 340))
        canvas.text("File   Edit   Search   View", 10, 24)
        canvas.text(text, 12, 60)
        canvas.text("Line 1 of 1", 480, 394)
        return canvas

    lesson = taught(editor(""), "page")
    written = editor("Dear Zoe, this was written meanwhile")
    finding, window = find(lesson, written)
    assert hits(finding, written, "page", window), finding.reason


def test_an_erased_field_is_not_a_field_with_another_value() -> None:
    gone = form()
    gone.pixels[90:125, 135:405] = LIGHT[0]
    finding, _ = find(taught(form(), "Amount"), gone)
    assert finding.verdict is not Verdict.FOUND, finding.reason


def test_a_refused_place_is_not_offered_again_but_the_right_one_is() -> None:
    canvas = keys()
    lesson = taught(canvas, "8")
    window = window_at(200, 150, canvas)
    frame = shown((window, canvas))
    name, pixels = lesson.eye.keep(frame, window.box)
    lesson.pictures[name] = pixels
    wrong = Picture(image=name, box=canvas.places["8"])
    refused = Search((lesson.target,), refused=(wrong,))
    right = taught(canvas, "7")
    lesson.pictures.update(right.pictures)
    corrected = Search((right.target, lesson.target), refused=(wrong,))
    finding = lesson.eye.locate(frame, window, corrected)
    assert hits(finding, canvas, "7", window), finding.reason
    # The target itself looks exactly like what was refused: the veto needs more likeness than the target has.
    assert hits(lesson.eye.locate(frame, window, refused), canvas, "8", window)


def test_what_looks_like_a_refused_place_is_vetoed_and_what_looks_like_the_target_is_not() -> None:
    canvas = keys()
    lesson = taught(canvas, "7")
    window = window_at(200, 150, canvas)
    frame = shown((window, canvas))
    name, pixels = lesson.eye.keep(frame, window.box)
    lesson.pictures[name] = pixels
    reference = References(lesson.pictures.get).of(lesson.target)
    assert reference is not None
    scene = Scene(frame, window, window.box)
    both = tuple(Candidate(on_screen(canvas, key, window), Point(0, 0), 0.9, LocatorKind.PICTURE) for key in ("7", "8"))
    refused = (Picture(image=name, box=canvas.places["8"]),)
    right, wrong = veto(both, scene, reference, refused, lesson.pictures.get)
    assert right.score == 0.9
    assert wrong.score <= 0.1
    assert "you said was wrong" in wrong.evidence[0].text


def test_a_remembered_place_is_looked_at_first() -> None:
    canvas = form()
    lesson = taught(canvas, "Save")
    moved = Canvas(480, 300)
    moved.pixels[:, 40:] = canvas.pixels[:, :-40]
    window = window_at(200, 150, moved)
    place = lesson.target.place.box.moved(40, 0)
    finding = lesson.eye.locate(shown((window, moved)), window, Search((lesson.target,), remembered=(place,)))
    assert finding.best is not None
    assert finding.best.method is LocatorKind.PLACE
    assert finding.best.box == place.moved(200, 150)


def test_missing_pictures_are_said_and_nothing_is_clicked() -> None:
    canvas = form()
    lesson = taught(canvas, "Save")
    lesson.pictures.clear()
    finding, _ = find(Taught(Eye(lesson.pictures.get), lesson.target, {}), canvas)
    assert finding.verdict is Verdict.ABSENT
    assert "pictures are missing" in finding.reason


class Names:
    """A program that tells its elements."""

    def __init__(self, *elements: AccessibleElement) -> None:
        self.elements = elements

    def at(self, window: Window, point: Point) -> AccessibleElement | None:
        return next((one for one in self.elements if one.box.contains(point)), None)

    def find(self, window: Window, role: str, name: str) -> tuple[AccessibleElement, ...]:
        return tuple(one for one in self.elements if (one.role, one.name) == (role, name))


def test_the_programs_own_name_finds_what_the_picture_cannot() -> None:
    canvas = form()
    element = AccessibleElement("button", "Save", canvas.places["Save"].moved(200, 150), ("frame", "panel"))
    names = Names(element)
    lesson = taught(canvas, "Save", accessibility=names)
    assert lesson.target.role == "button"
    other = keys()
    names.elements = (AccessibleElement("button", "Save", other.places["5"].moved(200, 150)),)
    finding, window = find(lesson, other)
    assert hits(finding, other, "5", window), finding.reason
    assert finding.best is not None
    assert finding.best.method is LocatorKind.ACCESSIBILITY
    assert finding.best.score < 0.95, "a name alone never acts without asking"
    names.elements = tuple(AccessibleElement("button", "Save", other.places[key].moved(200, 150)) for key in "12")
    assert find(lesson, other)[0].verdict is not Verdict.FOUND


class Words:
    """Reads what a test says stands at a place, by the mean of its pixels."""

    def __init__(self, text: str) -> None:
        self.text = text

    def read(self, pixels: np.ndarray) -> str:
        return self.text


def test_C18_reading_the_text_never_makes_an_unlikely_place_certain() -> None:
    canvas = form()
    lesson = taught(canvas, "Save", reader=Words("Save"))
    assert lesson.target.text == "Save"
    finding, _ = find(lesson, keys())
    assert finding.best is None or finding.best.score < 0.5


def test_the_probabilities_of_all_places_sum_to_at_most_one() -> None:
    finding, _ = find(taught(table(ROWS), "Edit Baker and Sons"), table(tuple(reversed(ROWS)), theme=DARK))
    assert sum(place.score for place in finding.candidates) <= 1 + 1e-6
    assert [place.score for place in finding.candidates] == sorted(
        (place.score for place in finding.candidates), reverse=True
    )
    assert shared_out(()) == ()
    two = tuple(Candidate(Box(0, 0, 1, 1), Point(0, 0), score, LocatorKind.PICTURE) for score in (0.9, 0.6))
    assert [place.score for place in shared_out(two)] == pytest.approx([0.6, 0.4])
    assert shared_out(two[:1]) == two[:1]
    assert judge((), True)[0] is Verdict.ABSENT


def test_C6_a_failure_names_the_best_score_and_the_cause() -> None:
    finding, _ = find(taught(form(), "Save"), form(theme=DARK, scale=0.8))
    assert finding.reason
    gone = form()
    gone.pixels[215:255, 135:235] = LIGHT[0]
    finding, _ = find(taught(form(), "Save"), gone)
    assert finding.verdict is not Verdict.FOUND
    assert "best" in finding.reason or "nothing" in finding.reason


def test_a_popup_taught_beyond_the_window_is_searched_beyond_the_window() -> None:
    canvas, menu = form(), table(ROWS[:3])
    window = window_at(60, 40, canvas)
    popup = window_at(400, 100, menu, handle=9)
    frame = shown((window, canvas), (popup, menu))
    both = Window(window.handle, IDENTITY_OF_MENU, 42, window.box.union(popup.box), True)
    pictures: dict[str, np.ndarray] = {}
    eye = Eye(pictures.get)
    point = on_screen(menu, "Edit Baker and Sons", popup).center
    lesson = eye.teach(frame, both, point, None)
    pictures.update(lesson.images)
    finding = eye.locate(frame, window, Search((lesson.target,)))
    assert finding.verdict is Verdict.FOUND
    assert finding.best is not None
    assert on_screen(menu, "Edit Baker and Sons", popup).contains(finding.best.point)


IDENTITY_OF_MENU = WindowIdentity(application="ledger", title="Invoice – Edit")


def test_a_window_half_off_the_screen_is_searched_in_what_can_be_seen() -> None:
    canvas = form()
    lesson = taught(canvas, "Save")
    window = window_at(-60, 620, canvas)
    frame = shown((window, canvas), region=DESKTOP)
    finding = lesson.eye.locate(frame, window, lesson.search())
    assert finding.verdict is not Verdict.FOUND or (finding.best is not None and DESKTOP.contains(finding.best.point))


def test_a_remembered_place_alone_is_no_find_where_the_picture_does_not_agree() -> None:
    canvas = form()
    lesson = taught(canvas, "Save")
    empty = Canvas(480, 300)
    window = window_at(200, 150, empty)
    place = lesson.target.place.box.moved(40, 0)
    search = Search((lesson.target,), remembered=(place, lesson.target.place.box, place.moved(9_000, 0)))
    finding = lesson.eye.locate(shown((window, empty)), window, search)
    assert all(each.method is not LocatorKind.PLACE for each in finding.candidates)
