"""What stood in a field is in no picture of a pack, and the field is still found by its border and its surroundings."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from app.learning.packs import Private, private
from app.model.action import ActionKind, Params
from app.model.frame import Pixels
from app.model.geometry import Box
from app.model.knowledge import Knowledge
from app.model.target import Picture, Search, Target, Verdict
from app.model.workflow import Expect, Step, Workflow
from app.storage.pack_making import Shelf, shared
from app.storage.pack_masks import masked
from app.vision.eye import Eye
from tests.unit.storage.shelf import invoice
from tests.unit.vision.drawing import Canvas, form, middle, shown, taught, window_at

OLD, OTHER = ("Nordwind", "4711,90", "Berlin"), ("Muster & Co", "12,5", "Ulm")
FIELDS = ("Customer", "Amount", "City")


def typed_into(target: Target, number: int) -> Step:
    return Step(
        id=f"s{number}",
        source="main",
        to="main",
        action=ActionKind.TYPE_TEXT,
        params=Params(text="x"),
        target=target,
        expect=Expect(),
    )


class Given:
    """The Amount of a form, as a pack gives it away; `workflow` types into all three fields."""

    def __init__(self, canvas: Canvas, name: str = "Amount") -> None:
        self.canvas = canvas
        lessons = {each: taught(canvas, each) for each in FIELDS}
        mine = taught(canvas, name)
        self.pictures = mine.pictures
        self.mine = mine.target
        steps = tuple(typed_into(each.target, number) for number, each in enumerate(lessons.values()))
        workflow: Workflow = invoice().model_copy(update={"steps": steps})
        self.hidden: Private = private(workflow, Knowledge("w-1"))
        shelf = Shelf(workflow, Knowledge("w-1"), self.hidden, self.pictures.get)
        self.target, self.images = shared(mine.target, shelf, screenshots=True, secret=False)

    def in_its_window(self, picture: Picture) -> tuple[int, int]:
        """Where the picture's corner lies in the window."""
        place = self.mine.place.box
        return place.x - picture.box.x, place.y - picture.box.y


def seen_in(given: Given, picture: Picture, pixels: Mapping[str, Pixels]) -> list[Pixels]:
    """What the picture shows of the inside of each field."""
    left, top = given.in_its_window(picture)
    whole = Box(left, top, *pixels[picture.image].shape[1::-1])
    found = (given.canvas.places[name].grown(-2).common(whole) for name in FIELDS)
    boxes = [box.relative_to(whole.origin) for box in found if box is not None]
    return [pixels[picture.image][box.y : box.bottom, box.x : box.right] for box in boxes]


def pictures_of(target: Target) -> list[Picture]:
    view = Picture(image=target.view, box=target.place.box) if target.view else None
    return [each for each in (target.picture, target.ring, view) if each is not None]


@pytest.fixture(scope="module")
def given() -> Given:
    return Given(form(OLD))


def test_what_stood_in_the_fields_is_in_no_picture(given: Given) -> None:
    before = [part for each in pictures_of(given.mine) for part in seen_in(given, each, given.pictures)]
    assert all(np.ptp(part) > 100 for part in before), "something stood in them"
    after = [part for each in pictures_of(given.target) for part in seen_in(given, each, given.images)]
    assert len(after) == len(before) >= 6
    assert [int(np.ptp(part)) for part in after] == [0] * len(after)


def test_two_contents_make_the_same_picture(given: Given) -> None:
    other = Given(form(OTHER))
    assert other.target.picture == given.target.picture
    assert sorted(other.images) == sorted(given.images)


def test_its_border_and_its_label_are_still_there(given: Given) -> None:
    assert given.target.ring is not None
    assert given.mine.ring is not None
    before, after = given.pictures[given.mine.ring.image], given.images[given.target.ring.image]
    box = given.target.ring.box
    assert (after[:, : box.x] == before[:, : box.x]).all()
    assert (after[box.y] == before[box.y]).all()


@pytest.mark.parametrize("values", [OTHER, ("", "", ""), ("Zoë", "1 000 000,00", "Saint-Étienne")])
def test_a_field_with_another_content_is_found_or_asked_about(given: Given, values: tuple[str, str, str]) -> None:
    eye = Eye(given.images.get)
    for target in (given.target, given.target.model_copy(update={"view": None})):
        window = window_at(260, 120, canvas := form(values))
        finding = eye.locate(shown((window, canvas)), window, Search((target,)))
        assert finding.best is not None
        assert finding.best.box.contains(middle(canvas, "Amount", window))
        assert finding.verdict is Verdict.FOUND


def test_where_a_window_had_another_size_no_picture_of_its_surroundings_goes_along() -> None:
    canvas = form(OLD)
    given = Given(canvas)
    wide = given.mine.place.model_copy(update={"window_width": 900})
    target = given.mine.model_copy(update={"place": wide})
    shelf = Shelf(invoice(), Knowledge("w-1"), given.hidden, given.pictures.get)
    left, images = shared(target, shelf, screenshots=True, secret=False)
    assert (left.ring, left.view, len(images)) == (None, None, 1)


def test_a_field_without_a_border_is_painted_over_whole_and_a_cut_one_too() -> None:
    picture = np.full((20, 40, 3), 250, np.uint8)
    picture[4:16, 3:30:2] = 30
    for box in (Box(3, 5, 27, 10), Box(-5, -5, 30, 18), Box(4, 4, 1, 12)):
        empty = masked(picture, [box])
        inside = box.common(Box(0, 0, 40, 20))
        assert inside is not None
        assert np.ptp(empty[inside.y : inside.bottom, inside.x : inside.right]) == 0
    assert np.ptp(picture) == 220, "the stored picture stays as it is"
