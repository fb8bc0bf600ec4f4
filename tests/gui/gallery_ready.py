"""Pictures of readiness: the offer, modes of single steps, remembered places, and the sheet before a run alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.model.geometry import Box
from app.model.knowledge import RememberedPlace
from app.model.modes import LearningState, RunMode
from app.model.target import Picture
from app.ui.application import Windows
from app.ui.dialogs.pre_flight import PreFlightDialog
from app.ui.main_window import COACH, LEARNED, STEPS
from app.ui.pages.places_list import PlacesList
from tests.gui import fake_desktop as desk
from tests.gui.fake_services import FakeWorld

Save = Callable[[str, QWidget], object]


def show_ready(windows: Windows, world: FakeWorld, save: Save) -> None:
    """Ends at the Coach place, with everything as it was before."""
    main, library = windows.main, world.library
    assert main is not None
    steps, workflow = dict(library.steps), library.workflows["w1"]
    _give(world)
    main.show_place(LEARNED)
    number = next(place for place, each in enumerate(main.learned.sections) if isinstance(each, PlacesList))
    main.learned.show_section(number)
    save("learned-places", main)
    main.edits.open("w1")
    main.show_place(STEPS)
    save("steps-modes", main)
    _show_sheet(windows, world, save)
    library.steps, library.workflows["w1"], library.state = steps, workflow, LearningState.COACHING
    main.edits.open("w1")
    main.show_place(COACH)


def _give(world: FakeWorld) -> None:
    library = world.library
    library.state = LearningState.AUTO_CONFIRMED
    modes = {"s1": RunMode.COACHING, "s3": RunMode.SUPERVISED}
    workflow = library.workflows["w1"]
    changed = tuple(step.model_copy(update={"mode": modes.get(step.id)}) for step in workflow.steps)
    library.workflows["w1"] = workflow.model_copy(update={"steps": changed})
    places = {
        "s1": RememberedPlace(_inside(desk.SUPPLIER), 14, 0, "accessibility", None, _seen(desk.SUPPLIER)),
        "s2": RememberedPlace(_inside(desk.AMOUNT), 11, 1, "text", 1_763_000_000.0, _seen(desk.AMOUNT)),
        "s5": RememberedPlace(_inside(desk.SAVE), 61, 1, "picture"),
    }
    for step_id, place in places.items():
        library.steps[step_id] = replace(library.steps[step_id], places=(place,))


def _inside(box: Box) -> Box:
    return box.relative_to(desk.WINDOW.origin)


def _seen(box: Box) -> Picture:
    return Picture(image="0-0-1920-1080", box=box)


def _show_sheet(windows: Windows, world: FakeWorld, save: Save) -> None:
    """The sheet by itself: a run is open in the gallery."""
    main = windows.main
    assert main is not None
    world.budget = 2
    for name, start in (("pre-flight", 1), ("pre-flight-midway", 4)):
        sheet = PreFlightDialog(world.preflight("w1", start), ("pause", 4.2), main)
        sheet.open()
        save(name, sheet)
        sheet.reject()
        sheet.deleteLater()
        world.budget = 0
