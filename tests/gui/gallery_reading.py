"""Pictures of the window while long records are read anew after an update."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.ui.application import Windows
from app.ui.main_window import COACH
from tests.gui.fake_services import FakeWorld

Save = Callable[[str, QWidget], object]


def show_reading(windows: Windows, world: FakeWorld, save: Save) -> None:
    """Ends at the Coach place, with everything read."""
    main, library = windows.main, world.library
    assert main is not None
    assert windows.conductor is not None
    library.unread = [item.workflow_id for item in library.items() if not item.problem][:2]
    main.show_place(COACH)
    windows.conductor.refresh()
    save("main-reading", main)
    library.reading.set()
