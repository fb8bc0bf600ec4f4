"""A Screen with learned looks is recognised by the best of them, and its looks are no rivals of each other."""

from __future__ import annotations

from app.learning.looks import known_screens
from app.model.frame import Pixels
from app.model.knowledge import Knowledge, LearnedLook, ScreenKnowledge
from app.model.workflow import Screen, Signature
from app.vision.eye import Eye
from tests.unit.vision.drawing import DARK, IDENTITY, Canvas, form, shown, table, window_at

ROWS = ("Alpine Supply", "Baker and Sons", "Citrus Trading", "Delta Freight", "Evergreen AG", "Foxglove Ltd")
FILLED = ("Quartz", "77", "Rome")


def recognised(now: Canvas, *looks: Canvas) -> tuple[str | None, float]:
    """Which of form and list this is, when the form has learned these looks."""
    pictures: dict[str, Pixels] = {"form": form().pixels, "list": table(ROWS).pixels}
    names = [f"look {number}" for number, _ in enumerate(looks)]
    pictures |= {name: look.pixels for name, look in zip(names, looks, strict=True)}
    screens = [Screen(id=name, name=name, window=IDENTITY, signature=Signature(view=name)) for name in ("form", "list")]
    known = Knowledge("w", screens={"form": ScreenKnowledge(tuple(LearnedLook(name) for name in names))})
    window = window_at(150, 90, now)
    screen, score = Eye(pictures.get).recognise(shown((window, now)), window, known_screens(screens, known))
    return (screen.id if screen else None), score


def test_a_learned_look_makes_the_screen_surer_and_takes_nothing_from_the_taught_one() -> None:
    taught, other = form(), form(FILLED, theme=DARK)
    _, before = recognised(other)
    name, after = recognised(other, other)
    assert name == "form"
    assert after > before
    assert recognised(taught, other) == recognised(taught)
    assert recognised(table(ROWS), other)[0] == "list"


def test_looks_that_are_nearly_alike_are_no_rivals_of_each_other() -> None:
    once, twice = form(FILLED), form(("Quartz", "77", "Rom"))
    assert recognised(once, once, twice)[1] >= recognised(once, once)[1] - 0.01
    third = form(("Quartz", "78", "Oslo"))
    assert recognised(third, once, twice)[1] >= recognised(third)[1] - 0.02


def test_another_screen_keeps_its_name_beside_four_looks() -> None:
    looks = [form((f"Name {number}", str(number), "Rome")) for number in range(4)]
    assert recognised(table(ROWS), *looks)[0] == "list"
