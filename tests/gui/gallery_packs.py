"""Pictures of packs of corrections for the gallery."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.ui.main_window import LEARNED, MainWindow
from app.ui.pages.packs_list import PacksList
from tests.gui.fake_lessons import lessons_of_a_month
from tests.gui.fake_packs import INSTALLED, opened_pack, sharables_of
from tests.gui.fake_proofs import GREEN
from tests.gui.fake_services import FakeWorld

Save = Callable[[str, QWidget], None]


def show_packs(main: MainWindow, world: FakeWorld, save: Save) -> None:
    """The section with two packs, making one, taking one in."""
    section = next(each for each in main.learned.sections if isinstance(each, PacksList))
    world.packs.there = INSTALLED
    world.packs.can_go = sharables_of(lessons_of_a_month(world.library.load("w1")))
    main.show_place(LEARNED)
    main.learned.show_section(main.learned.sections.index(section))
    save("packs", main)
    section._export.click()
    _grab(section, "pack-export", save)
    plain = world.proofs.plain
    world.proofs.plain = replace(GREEN, hits=3, false=1)
    for name, again in (("pack-import", False), ("pack-import-again", True)):
        world.packs.opened = opened_pack(world.frame, world.library.load("w1"), again)
        section.open_file(Path("theirs.understudy-pack"))
        _grab(section, name, save)
        world.proofs.plain = plain


def _grab(section: PacksList, name: str, save: Save) -> None:
    save(f"{name}-behind", section)
    assert section.dialog is not None
    save(name, section.dialog)
    section.dialog.reject()
