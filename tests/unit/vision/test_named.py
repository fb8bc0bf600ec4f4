"""What the program says and what the pictures say, joined: agreement raises, disagreement lowers."""

from __future__ import annotations

import pytest

from app.model.geometry import Box, Point
from app.model.target import AccessibleElement, Candidate, LocatorKind, Target, ToldElement, ToldElements
from app.model.window import Window
from app.vision.named import ALONE, ELSEWHERE, Answer, by_name, joined
from app.vision.scene import Scene
from tests.unit.vision.drawing import Canvas, form, on_screen, shown, taught, window_at

PATH = ("frame", "panel", "table", "button")
CANVAS = form()
WINDOW = window_at(200, 150, CANVAS)


class Program:
    """A program that tells these elements, and whether it has told all."""

    def __init__(self, *elements: AccessibleElement, complete: bool = True) -> None:
        self.elements = elements
        self.complete = complete
        self.asked: list[tuple[str | None, bool]] = []

    def at(self, window: Window, point: Point) -> AccessibleElement | None:
        return None

    def field(self, window: Window, point: Point) -> AccessibleElement | None:
        return None

    def find(self, window: Window, role: str, name: str) -> tuple[AccessibleElement, ...]:
        return tuple(one for one in self.elements if (one.role, one.name) == (role, name))

    def like(self, window: Window, role: str, name: str | None, path: tuple[str, ...], rows: bool) -> ToldElements:
        self.asked.append((name, rows))
        return ToldElements(tuple(one for one in self.elements if name in (None, one.name)), self.complete)


def target(role: str = "button", name: str = "Edit", row: tuple[str, ...] = (), twins: int = 0) -> Target:
    told = ToldElement(name=name, row=row, twins=twins)
    return taught(CANVAS, "Save").target.model_copy(update={"role": role, "name": name, "path": PATH, "told": told})


def element(
    where: str, name: str = "Edit", row: tuple[str, ...] = (), path: tuple[str, ...] = PATH, role: str = "button"
) -> AccessibleElement:
    return AccessibleElement(role, name, on_screen(CANVAS, where, WINDOW), path, row)


def say(wanted: Target, program: Program, canvas: Canvas = CANVAS) -> Answer:
    frame = shown((WINDOW, canvas))
    return by_name(Scene(frame, WINDOW, WINDOW.box), wanted, program)


def place(where: str, score: float) -> Candidate:
    box = on_screen(CANVAS, where, WINDOW)
    return Candidate(box, box.center, score, LocatorKind.PICTURE)


def test_the_only_element_of_its_name_is_it() -> None:
    answer = say(target(), Program(element("Save"), element("Cancel", name="Print")))
    assert answer.sure
    assert [one.box for one in answer.elements] == [on_screen(CANVAS, "Save", WINDOW)]


def test_twins_are_told_apart_by_their_rows_and_never_by_their_order() -> None:
    alpine, baker = element("Save", row=("Alpine", "OPEN")), element("Cancel", row=("Baker", "OPEN"))
    wanted = target(row=("Baker", "80.00"), twins=1)
    for told in ((alpine, baker), (baker, alpine)):
        answer = say(wanted, Program(*told))
        assert answer.sure
        assert answer.elements == (baker,)


def test_a_row_that_has_gone_is_denied_although_its_twins_are_there() -> None:
    wanted = target(row=("Citrus", "80.00"), twins=1)
    twins = (element("Save", row=("Alpine", "OPEN")), element("Cancel", row=("Baker", "80.00")))
    assert say(wanted, Program(*twins)).denied
    assert not say(wanted, Program(*twins, complete=False)).denied
    assert say(wanted, Program(*twins, complete=False)) == Answer()


def test_twins_that_nothing_tells_apart_stay_several() -> None:
    answer = say(target(twins=1), Program(element("Save"), element("Cancel")))
    assert (len(answer.elements), answer.sure, answer.denied) == (2, False, False)
    assert not say(target(twins=1), Program(element("Save"))).sure, "the one that is left may be the other one"


def test_what_holds_a_value_is_not_denied_for_its_name() -> None:
    assert say(target(role="combo box", name="Berlin"), Program()) == Answer()
    program = Program(element("City", name="Hamburg", role="combo box"))
    assert say(target(role="combo box", name="Berlin"), program).sure
    assert program.asked == [(None, False)]


def test_a_cell_whose_value_has_changed_is_not_denied_while_its_row_is_there() -> None:
    head = element("Save", name="Alpine", role="table cell")
    wanted = target(role="table cell", name="120.00", row=("Alpine",), twins=0)
    assert say(wanted, Program(head)) == Answer()
    assert say(wanted, Program()).denied


@pytest.mark.parametrize(
    "box", [Box(340, 370, 0, 20), Box(340, 370, 20, -1), Box(1700, 900, 80, 30), Box(640, 420, 30, 20)], ids=str
)
def test_a_dead_box_is_no_answer(box: Box) -> None:
    answer = say(target(), Program(AccessibleElement("button", "Edit", box, PATH), complete=False))
    assert answer == Answer()


def test_without_anything_telling_the_program_is_not_asked() -> None:
    program = Program(element("Save", name=""))
    assert say(target(name="", twins=3), program) == Answer()
    assert program.asked == []


def test_a_target_of_an_older_recording_goes_by_role_and_name() -> None:
    old = target().model_copy(update={"told": None})
    assert say(old, Program(element("Save"))).sure
    assert say(old, Program()) == Answer()


def test_agreement_raises_and_disagreement_lowers() -> None:
    said = Answer((element("Save"),), sure=True)
    found = joined((place("Cancel", 0.7), place("Save", 0.6)), said, target())
    assert [one.box for one in found] == [place("Save", 0).box, place("Cancel", 0).box]
    assert found[0].score > 0.8
    assert found[1].score < 0.3
    assert not found[1].evidence[-1].favours


def test_several_places_in_the_one_element_are_one() -> None:
    inner = place("Save", 0.4)
    other = Candidate(inner.box.grown(-3), inner.point.moved(3, 1), 0.3, LocatorKind.PICTURE)
    found = joined((inner, other), Answer((element("Save"),), sure=True), target())
    assert [one.score for one in found] == [ALONE]


def test_what_only_the_program_shows_is_found_but_never_certain() -> None:
    (found,) = joined((), Answer((element("Save"),), sure=True), target())
    assert (found.score, found.method) == (ALONE, LocatorKind.ACCESSIBILITY)
    (found,) = joined((), Answer((element("Save", path=("frame", "button")),), sure=True), target())
    assert found.score == ELSEWHERE


def test_an_element_that_the_program_does_not_have_is_hardly_believed() -> None:
    (found,) = joined((place("Save", 0.9),), Answer(denied=True), target())
    assert found.score < 0.35
    assert joined((place("Save", 0.9),), Answer(), target())[0].score == 0.9
