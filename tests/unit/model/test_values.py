"""The values every room shares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.model.action import ActionKind, Params, missing_param
from app.model.geometry import Box, Point
from app.model.sentences import describe, step_sentence
from app.model.window import WindowIdentity, normal_title
from app.model.workflow import Step, Workflow
from tests.fakes import BOXES, click_step, params, sum_workflow

COORDINATE = st.integers(-8000, 8000)
SIZE = st.integers(1, 4000)
BOX = st.builds(Box, COORDINATE, COORDINATE, SIZE, SIZE)


@given(BOX, BOX)
def test_what_two_boxes_share_lies_in_both_and_in_their_union(one: Box, two: Box) -> None:
    shared = one.common(two)
    assert one.union(two).encloses(one)
    assert one.union(two).encloses(two)
    if shared is not None:
        assert one.encloses(shared)
        assert two.encloses(shared)
        assert 0 < one.overlap(two) <= 1
    else:
        assert one.overlap(two) == 0


@given(BOX, COORDINATE, COORDINATE)
def test_C12_boxes_with_negative_origins_move_there_and_back(box: Box, x: int, y: int) -> None:
    assert box.relative_to(Point(x, y)).moved(x, y) == box
    assert box.contains(box.center)


SAME_TITLES = [
    ("Untitled 1 - Mousepad", "*Untitled 2 - Mousepad"),
    ("Invoice 2041 – Edit", "Invoice 77 – Edit"),
    ("(3) Inbox – Mail", "Inbox – Mail"),
    ("[12] Chat", "Chat"),
    ("Report •", "Report"),
    ("● main.py", "main.py"),
    ("notes.txt (modified)", "notes.txt"),
    ("Brief (modifié)", "Brief"),
    ("Order  form", "order form"),
    ("Page 1 of 9", "Page 3 of 9"),
    ("Inbox (27)", "Inbox (4+)"),
]
OTHER_TITLES = [
    ("Save invoice", "Invoice 2041 – Edit"),
    ("Inbox", "Outbox"),
    ("letter.txt - Mousepad", "Untitled 1 - Mousepad"),
    ("", "Order form"),
    ("Find", "Find and Replace"),
]


@pytest.mark.parametrize(("one", "two"), SAME_TITLES)
def test_F22_counters_numbers_and_dirty_marks_do_not_make_another_window(one: str, two: str) -> None:
    assert normal_title(one) == normal_title(two)
    assert WindowIdentity(application="a", title=one).fits(WindowIdentity(application="A", title=two))


@pytest.mark.parametrize(("one", "two"), OTHER_TITLES)
def test_F22_other_titles_and_other_programs_are_other_windows(one: str, two: str) -> None:
    assert not WindowIdentity(application="a", title=one).fits(WindowIdentity(application="a", title=two))
    assert not WindowIdentity(application="a", title=one).fits(WindowIdentity(application="b", title=one))


@pytest.mark.parametrize(
    ("kind", "given", "missing"),
    [
        (ActionKind.TYPE_TEXT, {}, "text"),
        (ActionKind.TYPE_TEXT, {"text": ""}, None),
        (ActionKind.TYPE_TEXT, {"secret": "ref"}, None),
        (ActionKind.PRESS_KEYS, {}, "keys"),
        (ActionKind.SCROLL, {}, "clicks_y"),
        (ActionKind.SCROLL, {"clicks_x": 2}, None),
        (ActionKind.DRAG, {}, "to"),
        (ActionKind.WAIT, {}, "seconds"),
        (ActionKind.CLICK, {}, None),
    ],
)
def test_an_action_says_which_parameter_it_lacks(kind: ActionKind, given: dict[str, object], missing: str) -> None:
    assert missing_param(kind, Params.model_validate(given)) == missing


@pytest.mark.parametrize("kind", list(ActionKind))
def test_every_action_has_a_sentence_without_the_typed_text(kind: ActionKind) -> None:
    words = describe(kind, params(text="hunter2", keys=("ctrl", "s"), seconds=2), "Save", "Invoice – Edit")
    assert "Invoice – Edit" in words
    assert "hunter2" not in words


def test_a_name_given_by_the_person_is_the_sentence() -> None:
    step = click_step(1, "seven", BOXES["seven"]).model_copy(update={"name": "Press seven"})
    assert step_sentence(step) == "Press seven"
    assert step_sentence(click_step(1, "seven", BOXES["seven"])) == "Click seven in “Calculator”"


def test_a_workflow_survives_the_way_through_json() -> None:
    workflow = sum_workflow()
    text = workflow.model_dump_json(by_alias=True)
    assert Workflow.model_validate_json(text) == workflow
    assert '"from":"screen1"' in text


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"colour": "red"}, "colour"),
        ({"action": "fly"}, "action"),
        ({"action": "type_text"}, "params.text"),
        ({"target": None}, "target"),
        ({"expect": {"timeout": -1}}, "expect"),
        ({"timing": {"before": float("nan")}}, "timing"),
        ({"params": {"seconds": float("inf")}}, "params"),
    ],
)
def test_F81_a_faulty_step_names_its_field(change: dict[str, object], where: str) -> None:
    data = click_step(1, "seven", BOXES["seven"]).model_dump(by_alias=True)
    with pytest.raises(ValidationError) as error:
        Step.model_validate({**data, **change})
    assert where in str(error.value)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"screens": []}, "there is no screen"),
        ({"steps": "twice"}, "used twice"),
        ({"surprise": 1}, "surprise"),
        ({"screens": [{"id": "!screen1", "name": "x", "window": {"application": "calc"}}]}, "begins with"),
    ],
)
def test_F81_a_faulty_workflow_says_what_does_not_fit(change: dict[str, object], says: str) -> None:
    data = sum_workflow().model_dump(by_alias=True)
    if change.get("steps") == "twice":
        change = {"steps": [data["steps"][0], data["steps"][0]]}
    with pytest.raises(ValidationError, match=says):
        Workflow.model_validate({**data, **change})
