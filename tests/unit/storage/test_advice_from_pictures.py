"""From the rows and pictures of five runs to an advice that can be applied, with the eye and the store themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Event

from app.engine.shadowing import Makers, Shadow
from app.learning.corrections import effective
from app.model.action import ActionKind, Params
from app.model.advice import AdviceKind, TrialEnd
from app.model.frame import Frame
from app.model.geometry import Box
from app.model.ledger_learning import Evidence
from app.model.ledger_run import SuggestionMade
from app.model.modes import Label, LabelSource, Risk, RunMode
from app.model.recording import Recorded
from app.model.suggestion import Suggestion
from app.model.target import Candidate, LocatorKind, Picture, Search, Verdict
from app.model.window import Window
from app.model.workflow import Screen, Step, Workflow
from app.storage.lesson_store import LessonStore
from app.storage.library import LibraryStore
from app.storage.settled import SettingsFile
from app.storage.tried import TriedShelf
from app.storage.workflows import WorkflowFolder
from app.vision.eye import Eye
from app.vision.naming import named
from app.vision.sight import taught_around, taught_on
from tests.unit.engine.test_shadowing_with_the_eye import WINDOW, past
from tests.unit.storage.stores import Store
from tests.unit.vision.drawing import IDENTITY, form

NAMES = ("Sued", "Ost", "West", "Mitte", "Rand")


def recorded() -> Recorded:
    """One step: press Save on the form."""
    shown = form()
    taught = taught_on(None)(shown.pixels, IDENTITY, WINDOW, shown.places["Save"].center, shown.places["Save"])
    step = Step(id="save", source="form", to="form", action=ActionKind.CLICK, target=taught.target)
    form_screen = Screen(id="form", name="Form", window=IDENTITY, entry=True)
    return Recorded(Workflow(id="w", name="Invoice", screens=(form_screen,), steps=(step,)), taught.images)


def ran(store: Store, number: int, customer: str) -> None:
    """A run in which the button had other words, and the person showed where it is; a day later the next."""
    canvas = past("Weiter", customer, 2 * number)
    name, pixels = named(canvas.pixels)
    place = canvas.places["Save"]
    match = Candidate(place, place.center, 1.0, LocatorKind.POINTED)
    shown = Suggestion(f"g{number}", f"r{number}", "save", ActionKind.CLICK, Params(), 0, 1, 0.95, match=match)
    whole = Box(0, 0, canvas.pixels.shape[1], canvas.pixels.shape[0])
    made = SuggestionMade(shown, "w", RunMode.COACHING, Risk.OPEN, Picture(image=name, box=place), whole)
    said = Evidence("w", "save", 0, Label.RIGHT, LabelSource.WATCHED, "click", shown.id)
    store.ledger.commit([made, said], {name: pixels})
    store.clock.wall += timedelta(days=1)


def test_five_runs_with_other_words_on_a_button_advise_to_look_for_what_stands_around_it(store: Store) -> None:
    store.clock.wall = datetime(2026, 11, 2, 12, tzinfo=UTC)
    workflows, shelf = WorkflowFolder(store.folder / "workflows"), TriedShelf()
    kept = SettingsFile(store.folder / "settings.json")
    library = LibraryStore(workflows, store.ledger, store.captures, store.database, kept)
    lessons = LessonStore(library, workflows, store.ledger, store.database, shelf)
    library.add(recorded())
    for number, customer in enumerate(NAMES):
        ran(store, number, customer)

    makers = Makers(taught_on(None), taught_around(None))
    advisor = lessons.advisor
    eyes = (lambda pictures: Eye(pictures, None, None), makers, shelf)
    shadow = Shadow(library, *eyes, advisor.rows, advisor.rules, lambda: False)
    assert shadow.try_all("w", lambda done, of: None, Event()) is TrialEnd.NEWS
    [found] = lessons.advisor.advice("w")
    assert (found.key.kind, found.ready, found.better, found.days) == (AdviceKind.ANCHOR, True, 5, 5)
    assert found.reason == "By what stands around it, it was found in 5 instead of 0 of 5 past pictures, never worse."

    lessons.advisor.apply("w", found)
    step = effective(library.load("w").steps[0], library.knowledge("w").step("save"))
    assert step.target is not None
    again = past("Abc", "Neu", 7)
    frame = Frame.of_picture(again.pixels)
    eye = Eye(lambda name: library.picture("w", name), None, None)
    seen = eye.locate(frame, Window(0, IDENTITY, 0, frame.region, active=True), Search((step.target,)))
    assert seen.best is not None
    assert seen.verdict is not Verdict.ABSENT
    assert again.places["Save"].contains(seen.best.point), "a word that it never saw"
    assert [each for each in lessons.advisor.advice("w") if each.answer is None] == []
