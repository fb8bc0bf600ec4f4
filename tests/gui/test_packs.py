"""Packs in the Learned place: what is installed, taking one in after it was tried, making one, taking one back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from app.model.errors import BadInput
from app.model.lesson import OfPack
from app.model.pack import Take
from app.ui.dialogs.pack_export import PackExportDialog
from app.ui.dialogs.pack_import import PackImportDialog
from app.ui.main_window import LEARNED
from app.ui.pages.packs_list import PacksList
from tests.gui.conftest import Coached
from tests.gui.fake_lessons import lessons_of_a_month
from tests.gui.fake_packs import INSTALLED, opened_pack, sharables_of
from tests.gui.fake_proofs import GREEN

FILE = Path("theirs.understudy-pack")


@pytest.fixture
def section(full: Coached) -> PacksList:
    """The section is shown, with two packs installed."""
    full.world.packs.there = INSTALLED
    full.world.packs.can_go = sharables_of(lessons_of_a_month(full.world.library.load("w1")))
    full.main.show_place(LEARNED)
    found = next(each for each in full.main.learned.sections if isinstance(each, PacksList))
    full.main.learned.show_section(full.main.learned.sections.index(found))
    full.worked(lambda: len(found.rows) == 2)
    return found


def importing(full: Coached, section: PacksList, again: bool = False) -> PackImportDialog:
    full.world.packs.opened = opened_pack(full.world.frame, full.world.library.load("w1"), again)
    section.open_file(FILE)
    full.worked(lambda: isinstance(section.dialog, PackImportDialog))
    assert isinstance(section.dialog, PackImportDialog)
    dialog = section.dialog
    full.worked(lambda: dialog._left == 0)
    return dialog


def words_in(widget: object) -> str:
    assert hasattr(widget, "findChildren")
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_installed_packs_say_who_when_and_how_many_and_go_by_a_click(full: Coached, section: PacksList) -> None:
    assert [row.accessibleName() for row in section.rows] == ["Invoices, new version 7", "Dark theme"]
    assert "by Grace" in words_in(section.rows[0])
    assert "4 corrections" in words_in(section.rows[0])
    full.click("Uninstall", section.rows[0])
    call = ("take", OfPack("p1"), "the pack “Invoices, new version 7”")
    full.worked(lambda: call in full.world.lessons.calls)


def test_a_green_item_is_chosen_and_what_is_a_secret_known_or_for_nobody_is_not(
    full: Coached, section: PacksList
) -> None:
    dialog = importing(full, section)
    assert [card.take for card in dialog.cards] == [Take.ADOPT, Take.REFUSE, Take.VARIANT, Take.REFUSE, Take.REFUSE]
    assert [card.can_be_taken for card in dialog.cards] == [True, True, True, False, False]
    assert "fits none of your steps" in words_in(dialog.cards[4])
    assert "types a secret" in words_in(dialog.cards[1])
    full.click("Take in", dialog)
    takes = (("c1", "adopt"), ("c2", "refuse"), ("c3", "variant"), ("c4", "refuse"), ("c5", "refuse"))
    full.worked(lambda: ("adopt", takes) in full.world.packs.calls)


def test_what_fails_here_is_tried_beside_the_old_one_and_else_left_out(full: Coached, section: PacksList) -> None:
    full.world.proofs.plain = replace(GREEN, hits=3, false=1)
    dialog = importing(full, section)
    assert dialog.cards[0].take is Take.VARIANT
    assert dialog.cards[0].wanted.proof == full.world.proofs.beside
    dialog.reject()
    full.world.proofs.beside = replace(GREEN, hits=3, false=1)
    dialog = importing(full, section)
    assert [card.take for card in dialog.cards] == [Take.REFUSE] * 5
    assert not full.button("Take in", dialog).isEnabled()


def test_without_any_past_picture_nothing_is_chosen_but_the_person_may(full: Coached, section: PacksList) -> None:
    full.world.proofs.plain = full.world.proofs.beside = replace(GREEN, hits=0, frames=0)
    dialog = importing(full, section)
    assert dialog.cards[0].take is Take.REFUSE
    full.click("Adopt", dialog.cards[0])
    full.click("Take in", dialog)
    full.worked(lambda: any(call[0] == "adopt" and call[1][0] == ("c1", "adopt") for call in _adopted(full)))  # type: ignore[index]


def _adopted(full: Coached) -> list[tuple[object, ...]]:
    return [call for call in full.world.packs.calls if call[0] == "adopt"]


def test_closing_the_dialog_takes_nothing_in(full: Coached, section: PacksList) -> None:
    importing(full, section).reject()
    full.worked(lambda: section.dialog is None)
    assert not _adopted(full)


def test_a_pack_that_was_taken_in_before_says_so(full: Coached, section: PacksList) -> None:
    assert "taken in this pack before" in words_in(importing(full, section, again=True))


def test_a_bad_pack_is_told_with_its_reason(full: Coached, section: PacksList) -> None:
    full.world.packs.fail = BadInput("Pack x", "it is larger than 64 MB (BAD_PACK)", "Ask for it again.")
    section.open_file(FILE)
    full.worked(lambda: "BAD_PACK" in full.main.banner.text)


def test_what_cannot_be_tried_says_why_and_can_be_taken_all_the_same(full: Coached, section: PacksList) -> None:
    full.world.proofs.fail = BadInput("The step", "it is gone", "Open it again.")
    dialog = importing(full, section)
    assert "Not tried" in words_in(dialog.cards[0])
    assert dialog.cards[0].can_be_taken


def test_a_pack_is_made_of_what_is_new_with_small_pictures_only(full: Coached, section: PacksList) -> None:
    full.click("Export a pack…", section)
    full.worked(lambda: isinstance(section.dialog, PackExportDialog))
    dialog = section.dialog
    assert isinstance(dialog, PackExportDialog)
    assert [row.tick.isChecked() for row in dialog.rows] == [True, False, False]
    assert [row.tick.isEnabled() for row in dialog.rows] == [True, True, False]
    assert "never shared" in words_in(dialog.rows[2])
    dialog.rows[1].tick.setChecked(True)
    assert not dialog.wish.screenshots
    dialog.take(Path("mine"))
    full.worked(lambda: any(call[0] == "export" for call in full.world.packs.calls))
    (call,) = full.world.packs.calls
    assert call[2] == Path("mine.understudy-pack")
    assert getattr(call[1], "correction_ids", ()) == ("c1", "c2")
    full.worked(lambda: "mine.understudy-pack" in words_in(full.main.banner))


def test_without_a_tick_or_a_name_nothing_can_be_written(full: Coached, section: PacksList) -> None:
    full.click("Export a pack…", section)
    full.worked(lambda: isinstance(section.dialog, PackExportDialog))
    dialog = section.dialog
    assert isinstance(dialog, PackExportDialog)
    assert dialog.write.isEnabled()
    dialog.name.setText(" ")
    assert not dialog.write.isEnabled()
    dialog.name.setText("x")
    dialog.rows[0].tick.setChecked(False)
    assert not dialog.write.isEnabled()
    dialog.reject()
