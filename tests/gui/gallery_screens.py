"""Pictures of a Screen that was recognised wrongly: the card, the live picture, and what stands of it in Learned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.model.geometry import Box
from app.model.lesson import LessonState, ScreenLesson
from app.model.suggestion import QuestionKind
from app.model.target import Picture
from app.ui.application import Windows
from app.ui.main_window import COACH, LEARNED
from app.ui.pages.screens_list import ScreensList
from tests.gui import fake_desktop as desk
from tests.gui.fake_questions import save_look, save_question
from tests.gui.fake_services import FakeWorld

Save = Callable[[str, QWidget], object]


def show_screens(windows: Windows, world: FakeWorld, save: Save) -> None:
    """While a run is open; ends at the Coach place."""
    main, screens = windows.main, windows.parts.screens
    assert main is not None
    windows.parts.bridge.workflow = world.library.load("w1")
    _show_card(windows, world, save, "card-with-its-screen", QuestionKind.SUGGESTION)
    screens.deny()
    QCoreApplication.processEvents()
    save("main-not-this-screen", main)
    _show_card(windows, world, save, "card-not-this-screen", QuestionKind.REPAIR)
    screens.leave()
    world.lessons.denied = _denied()
    main.show_place(LEARNED)
    number = next(place for place, each in enumerate(main.learned.sections) if isinstance(each, ScreensList))
    main.learned.show_section(number)
    save("learned-screens", main)
    main.show_place(COACH)


def _show_card(windows: Windows, world: FakeWorld, save: Save, name: str, kind: QuestionKind) -> None:
    desk_of_card = windows.parts.desk
    desk_of_card.open(save_question(kind), save_look(world))
    save(name, desk_of_card.card)
    desk_of_card.close()


def _denied() -> tuple[ScreenLesson, ...]:
    whole = Box(0, 0, 0, 0)
    window, part = (f"{box.x}-{box.y}-{box.w}-{box.h}" for box in (desk.WINDOW, desk.WINDOW.grown(-20)))
    taught, seen = Picture(image=window, box=whole), Picture(image=part, box=whole)
    when = datetime(2026, 11, 20, 9, 12, tzinfo=UTC)
    first = ScreenLesson("d1", "w1", "Invoice form", when, "Ada", LessonState.CONFIRMED, taught, seen)
    named = replace(first, denial_id="d2", state=LessonState.PENDING, instead="Invoice list")
    back = replace(first, denial_id="d3", state=LessonState.TAKEN_BACK, seen=None, undo="g1")
    return first, named, back
