from __future__ import annotations

import cv2
import numpy as np
import pytest

from app.model.errors import BadInput
from app.model.geometry import Box, Point
from app.model.target import AccessibleElement
from app.model.window import Window, WindowIdentity
from app.vision.eye import Eye
from app.vision.gray import gray_of
from app.vision.sight import Sight
from app.vision.text import TextReader
from tests.unit.vision.drawing import (
    Canvas,
    form,
    keys,
    middle,
    on_screen,
    shown,
    table,
    taught,
    window_at,
)


@pytest.mark.parametrize("name", ["Customer", "Amount", "Save", "Cancel"])
def test_the_element_under_the_pointer_is_the_whole_button_or_field(name: str) -> None:
    canvas = form()
    window = window_at(200, 150, canvas)
    eye, frame = Eye({}.get), shown((window, canvas))
    real = on_screen(canvas, name, window)
    for point in (real.center, Point(real.x + 12, real.y + real.h // 2), Point(real.right - 8, real.y + 6)):
        assert eye.element_at(frame, window, point).overlap(real) > 0.7


def test_C28_a_label_without_a_frame_is_its_text() -> None:
    canvas = form()
    window = window_at(200, 150, canvas)
    box = Eye({}.get).element_at(shown((window, canvas)), window, Point(200 + 45, 150 + 62))
    assert box.h < 26
    assert box.w < 110


def test_C8_a_generous_drawing_is_trimmed_to_the_element() -> None:
    canvas = form()
    window = window_at(200, 150, canvas)
    real = on_screen(canvas, "Save", window)
    drawn = Box(real.x - 9, real.y - 14, real.w + 17, real.h + 24)
    lesson = Eye({}.get).teach(shown((window, canvas)), window, real.center, drawn)
    assert lesson.target.place.box.moved(*window.box.origin).overlap(real) > 0.8


def test_a_plain_place_is_refused_with_the_reason() -> None:
    canvas = Canvas(480, 300)
    canvas.text("one two three", 10, 20)
    canvas.text("four five six", 10, 290)
    canvas.text("seven eight", 380, 210)
    window = window_at(200, 150, canvas)
    drawn = Box(400, 280, 40, 40)
    with pytest.raises(BadInput, match="one plain colour"):
        Eye({}.get).teach(shown((window, canvas)), window, drawn.center, drawn)


def test_a_place_outside_the_window_is_refused() -> None:
    canvas = form()
    window = window_at(200, 150, canvas)
    with pytest.raises(BadInput, match="outside the window"):
        Eye({}.get).teach(shown((window, canvas)), window, Point(10, 10), None)


def test_a_lesson_holds_element_ring_and_window_named_by_content() -> None:
    canvas = form()
    lesson = taught(canvas, "Save")
    target = lesson.target
    assert target.picture is not None
    assert target.ring is not None
    assert target.view is not None
    element, ring, view = (lesson.pictures[name] for name in (target.picture.image, target.ring.image, target.view))
    assert view.shape[:2] == canvas.pixels.shape[:2]
    box = target.ring.box
    assert np.array_equal(ring[box.y : box.bottom, box.x : box.right], element)
    assert element.shape[2] == 3
    again = taught(form(), "Save")
    assert again.target == target
    assert target.press == middle(canvas, "Save", window_at(0, 0, canvas)).moved(
        -target.place.box.x, -target.place.box.y
    )


def test_the_program_own_element_is_used_when_it_tells_one() -> None:
    canvas = form()
    told = AccessibleElement("push button", "Save it", Box(341, 371, 88, 28), ("frame", "panel"))

    class Told:
        def at(self, window: Window, point: Point) -> AccessibleElement | None:
            return told

        def find(self, window: Window, role: str, name: str) -> tuple[AccessibleElement, ...]:
            return ()

    lesson = taught(canvas, "Save", accessibility=Told())
    assert lesson.target.place.box == told.box.moved(-200, -150)
    assert (lesson.target.role, lesson.target.name, lesson.target.path) == ("push button", "Save it", told.path)


def test_a_place_without_a_look_is_kept_by_its_surroundings() -> None:
    canvas = form()
    window = window_at(200, 150, canvas)
    lesson = Eye({}.get).place_only(shown((window, canvas)), window, Point(650, 300))
    assert lesson.target.picture is None
    assert lesson.target.view in lesson.images


def test_a_large_empty_text_area_can_be_taught() -> None:
    canvas = Canvas(600, 400)
    canvas.surface("page", Box(0, 40, 599, 340))
    canvas.text("File   Edit   Search   View", 10, 24)
    window = window_at(200, 150, canvas)
    lesson = Eye({}.get).teach(shown((window, canvas)), window, Point(450, 350), None)
    assert lesson.target.place.box.overlap(canvas.places["page"]) > 0.9


def test_look_alikes_are_counted_and_ours_left_out() -> None:
    canvas = table(("Alpine", "Baker", "Citrus"))
    window = window_at(200, 150, canvas)
    frame, eye = shown((window, canvas)), Eye({}.get)
    here = on_screen(canvas, "Edit Baker", window)
    places = eye.look_alikes(frame, here)
    assert places[0] == here
    assert len(places) == 3
    masked = shown((window, canvas), masked=(on_screen(canvas, "Edit Citrus", window),))
    assert len(eye.look_alikes(masked, here)) == 2
    plain = Box(210, 440, 30, 20)
    assert eye.look_alikes(frame, plain) == (plain,)


def test_sight_points_on_a_frozen_frame() -> None:
    canvas = keys()
    window = window_at(200, 150, canvas)
    frame = shown((window, canvas))
    sight = Sight(lambda point: window if window.box.contains(point) else None)
    point = middle(canvas, "5", window)
    box = sight.element_at(frame, point)
    assert box.overlap(on_screen(canvas, "5", window)) > 0.7
    assert sight.look_alikes(frame, box) == (box,)
    assert sight.teach(frame, point, None).target.window == window.identity
    with pytest.raises(BadInput, match="no window"):
        sight.teach(frame, Point(5, 5), None)


def words(text: str) -> np.ndarray:
    picture = np.full((26, 14 * len(text) + 16, 3), 245, np.uint8)
    cv2.putText(picture, text, (6, 18), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (25, 25, 25), 1, cv2.LINE_AA)
    return picture


@pytest.mark.parametrize("text", ["Enregistrer", "Élève à Noël", "Crédit où ça"])
def test_french_accents_are_read_right(text: str, reader: TextReader) -> None:
    # Narrow blanks before an accent may be lost; comparing never counts them.
    assert reader.read(words(text)).replace(" ", "") == text.replace(" ", "")


def test_the_same_pixels_are_read_once(reader: TextReader) -> None:
    picture = words("Montant")
    first = reader.read(picture)
    engine, reader._engine = reader._engine, None
    try:
        assert reader.read(picture.copy()) == first
        assert reader._engine is None
    finally:
        reader._engine = engine


def test_a_lesson_reads_the_caption_and_takes_a_fields_label_as_its_name(reader: TextReader) -> None:
    assert taught(form(), "Save", reader=reader).target.text == "Save"
    amount = taught(form(("Nordwind", "125.50", "Berlin")), "Amount", reader=reader).target
    assert amount.text == ""
    assert amount.name.startswith("Amount")
    assert amount.neighbours[0].box.x < 0


def test_an_item_of_a_drop_down_list_is_called_by_its_own_words_not_by_those_above(reader: TextReader) -> None:
    canvas = Canvas(380, 130)
    canvas.surface("list", Box(0, 0, 380, 130))
    for number, country in enumerate(("Austria", "Belgium", "France", "Germany")):
        canvas.text(country, 8, 22 + 31 * number)
    window = window_at(200, 150, canvas, identity=WindowIdentity(application="ledger", title=""))
    told = AccessibleElement("menu item", "", Box(202, 150 + 66, 376, 28), ("menu", "menu item"))

    class Told:
        def at(self, window: Window, point: Point) -> AccessibleElement | None:
            return told

        def find(self, window: Window, role: str, name: str) -> tuple[AccessibleElement, ...]:
            return ()

    eye = Eye({}.get, accessibility=Told(), reader=reader)
    target = eye.teach(shown((window, canvas)), window, told.box.center, None).target
    assert (target.text, target.name) == ("France", "")


@pytest.fixture(scope="module")
def reader() -> TextReader:
    return TextReader()


def test_gray_of_an_empty_cut_is_empty() -> None:
    assert gray_of(np.zeros((0, 0, 4), np.uint8)).size == 0


def test_a_window_of_one_colour_cannot_be_pointed_at() -> None:
    plain = Canvas(480, 300)
    window = window_at(200, 150, plain)
    with pytest.raises(BadInput, match="one plain colour"):
        Eye({}.get).teach(shown((window, plain)), window, window.box.center, None)
