"""The eye itself on drawn pictures: a button with other words is found by what stands around it, and only so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from threading import Event

from app.engine.shadowing import Makers, Shadow
from app.learning.shadow import draft_of, proof_of
from app.model.action import ActionKind
from app.model.advice import AdviceKind, TrialEnd
from app.model.frame import Pixels
from app.model.geometry import Box
from app.model.knowledge import Knowledge
from app.model.proof import Proof, StoredFrame
from app.model.workflow import Screen, Step, Workflow
from app.settings import Advice
from app.storage.tried import TriedShelf
from app.vision.eye import Eye
from app.vision.sight import taught_around, taught_on
from tests.unit.vision.drawing import IDENTITY, Canvas, form

WINDOW = Box(0, 0, 480, 300)


def past(words: str, customer: str, down: int) -> Canvas:
    """The form with another customer, a little lower, with these words on its button."""
    canvas = Canvas(480, 300 + down)
    canvas.text("Edit one invoice of this year", 20, 28 + down)
    for number, (name, value) in enumerate((("Customer", customer), ("Amount", "12"), ("City", "Rom"))):
        canvas.entry(name, f"{name}:", value, Box(140, 50 + down + 45 * number, 260, 26))
    canvas.button("Save", words, Box(140, 220 + down, 90, 30))
    canvas.button("Cancel", "Cancel", Box(250, 220 + down, 90, 30))
    canvas.text("Press Save when all is right", 20, 285 + down)
    return canvas


class Kept:
    """The workflow with one step, and its past pictures."""

    def __init__(self, canvases: Sequence[Canvas]) -> None:
        shown = form()
        taught = taught_on(None)(shown.pixels, IDENTITY, WINDOW, shown.places["Save"].center, shown.places["Save"])
        self.pictures: dict[str, Pixels] = dict(taught.images)
        step = Step(id="save", source="form", to="form", action=ActionKind.CLICK, target=taught.target)
        form_screen = Screen(id="form", name="Form", window=IDENTITY)
        self.workflow = Workflow(id="w", name="Invoice", screens=(form_screen,), steps=(step,))
        self.stored = tuple(self._stored(number, canvas) for number, canvas in enumerate(canvases))

    def _stored(self, number: int, canvas: Canvas) -> StoredFrame:
        self.pictures[f"{number}.png"] = canvas.pixels
        whole = Box(0, 0, canvas.pixels.shape[1], canvas.pixels.shape[0])
        place, day = canvas.places["Save"], date(2026, 11, 1 + number)
        return StoredFrame(f"{number}.png", whole, IDENTITY, "save", place, run_id=f"r{number}", day=day)

    def load(self, workflow_id: str) -> Workflow:
        return self.workflow

    def knowledge(self, workflow_id: str) -> Knowledge:
        return Knowledge(workflow_id)

    def picture(self, workflow_id: str, name: str) -> Pixels | None:
        return self.pictures.get(name)

    def frames(self, workflow_id: str) -> Sequence[StoredFrame]:
        return self.stored


def test_where_the_words_have_changed_the_surroundings_find_it_and_a_bigger_picture_does_not() -> None:
    changed = [past("Weiter", customer, 3 * number) for number, customer in enumerate(("Sued", "Ost", "West"))]
    archive, shelf = Kept([past("Save", "Nord", 9), *changed]), TriedShelf()
    shadow = Shadow(
        archive,
        lambda pictures: Eye(pictures, None, None),
        Makers(taught_on(None), taught_around(None)),
        shelf,
        lambda workflow_id: 1,
        Advice,
        lambda: False,
    )
    assert shadow.try_all("w", lambda done, of: None, Event()) is TrialEnd.NEWS
    [outcome] = shelf.of("w")
    found = {each.kind: proof_of(each, "save") for each in outcome.compared}
    assert found == {
        AdviceKind.CROP: Proof(hits=1, frames=4, before_hits=1),
        AdviceKind.ANCHOR: Proof(hits=4, frames=4, before_hits=1),
    }
    draft = draft_of(outcome.subject, next(each for each in outcome.compared if each.kind is AdviceKind.ANCHOR))
    assert [case.better for case in draft.cases] == [True, True, True, False], "oldest first"
