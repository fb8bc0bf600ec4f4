"""Which steps mean the same element."""

from __future__ import annotations

from app.learning.alike import same_target, steps_alike
from app.model.geometry import Box, Point
from app.model.knowledge import Knowledge
from app.model.target import Neighbour, Picture, Place, Target, ToldElement
from app.model.window import WindowIdentity
from tests.unit.storage.shelf import invoice


def target(name: str = "Save", **changes: object) -> Target:
    made = Target(
        window=WindowIdentity(application="ledger", title="Invoice 3"),
        place=Place(box=Box(10, 20, 80, 24), window_width=400, window_height=300),
        press=Point(4, 4),
        role="push button",
        name=name,
    )
    return made.model_copy(update=changes)


def test_the_same_name_in_the_same_window_is_one_element_wherever_it_stands() -> None:
    moved = target(place=Place(box=Box(200, 200, 80, 24), window_width=640, window_height=480))
    assert same_target(target(), moved)
    assert same_target(target(), target(window=WindowIdentity(application="ledger", title="*Invoice 12")))


def test_another_window_name_or_role_is_another_element() -> None:
    assert not same_target(target(), target(window=WindowIdentity(application="ledger", title="Order")))
    assert not same_target(target(), target("Cancel"))
    assert not same_target(target(), target(role="menu item"))


def test_twins_are_told_apart_by_what_stands_in_their_rows() -> None:
    ada, bob = (target(told=ToldElement(name="Delete", row=(who,), twins=1)) for who in ("Ada", "Bob"))
    assert same_target(ada, ada)
    assert not same_target(ada, bob)
    near = target("", neighbours=(Neighbour(text="Street", box=Box(-60, 0, 50, 20)),))
    far = target("", neighbours=(Neighbour(text="City", box=Box(-60, 0, 50, 20)),))
    picture = Picture(image="00000000000000aa.png", box=Box(0, 0, 80, 24))
    assert not same_target(near.model_copy(update={"picture": picture}), far.model_copy(update={"picture": picture}))


def test_without_words_the_place_in_a_window_of_the_same_size_decides() -> None:
    here = target("")
    assert same_target(here, target("", place=Place(box=Box(14, 20, 80, 24), window_width=400, window_height=300)))
    assert not same_target(here, target("", place=Place(box=Box(10, 20, 80, 24), window_width=800, window_height=300)))


def test_the_steps_of_all_workflows_that_point_there_are_listed_but_the_one_itself() -> None:
    one, other = invoice("w-1", "One"), invoice("w-2", "Other")
    wanted = one.steps[0].target
    assert wanted is not None
    found = steps_alike(wanted, [(one, Knowledge("w-1")), (other, Knowledge("w-2"))], ("w-1", "new"))
    assert ("w-2", "new") in {(workflow.id, step.id) for workflow, step in found}
    assert ("w-1", "new") not in {(workflow.id, step.id) for workflow, step in found}
