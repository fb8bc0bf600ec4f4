"""The practice program does what an invoice program does, and its options make the task harder as they say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.model.geometry import Point
from app.practice.dialog import NameDialog
from app.practice.form import InvoiceForm
from app.practice.invoices import Fault, InvoiceBook, NotAnInvoice, amount_from, date_from, practice_invoices
from app.practice.options import Options, read_options
from app.practice.pace import Pace
from app.practice.theme import dress
from app.practice.window import InvoiceWindow
from app.practice.witness import Witness, physical


class Practice:
    """The program in this process, with the few things a person does in it."""

    def __init__(self, qtbot: QtBot, options: Options) -> None:
        self.book: InvoiceBook = practice_invoices()
        self.options = options
        self._qtbot = qtbot
        self._witness = Witness(options.witness)
        QApplication.instance().installEventFilter(self._witness)
        dress(QApplication.instance(), options.dark, options.font_scale)
        self.window = InvoiceWindow(self.book, options, Pace(options.slow_ms), self._witness)
        qtbot.addWidget(self.window)
        self.window.show()

    def end(self) -> None:
        QApplication.instance().removeEventFilter(self._witness)
        self.window.close()

    @property
    def table(self) -> QTableWidget:
        return self.window.findChild(QTableWidget, "invoices")

    @property
    def status(self) -> str:
        return self.window.findChild(QLabel, "status").text()

    @property
    def form(self) -> InvoiceForm:
        (form,) = [
            widget
            for widget in QApplication.topLevelWidgets()
            if isinstance(widget, InvoiceForm) and widget.isVisible()
        ]
        return form

    @property
    def dialog(self) -> NameDialog:
        (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, NameDialog) and one.isVisible()]
        return dialog

    def press(self, inside: QWidget, name: str) -> None:
        self._qtbot.mouseClick(inside.findChild(QAbstractButton, name), Qt.MouseButton.LeftButton)

    def type_into(self, inside: QWidget, name: str, text: str) -> None:
        field = inside.findChild(QLineEdit, name)
        field.selectAll()
        self._qtbot.keyClicks(field, text)

    def select(self, number: int) -> None:
        (item,) = self.table.findItems(str(number), Qt.MatchFlag.MatchExactly)
        place = self.table.visualItemRect(item).center()
        self._qtbot.mouseClick(self.table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def edit(self, number: int) -> InvoiceForm:
        self.select(number)
        self.press(self.window, "edit")
        return self.form

    def row(self, number: int) -> list[str]:
        (item,) = self.table.findItems(str(number), Qt.MatchFlag.MatchExactly)
        return [self.table.item(item.row(), column).text() for column in range(5)]


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> Iterator:
    """Starts the program with options; it writes its witness into `tmp_path / "witness"`."""
    running: list[Practice] = []

    def begin(**options: object) -> Practice:
        asked = replace(Options(folder=tmp_path, witness=tmp_path / "witness"), **options)
        running.append(Practice(qtbot, asked))
        return running[-1]

    yield begin
    for practice in running:
        practice.end()


def _lines(practice: Practice) -> list[dict]:
    return [json.loads(line) for line in practice.options.witness.read_text().splitlines()]


def test_saving_asks_for_a_reference_and_updates_the_list(start) -> None:
    practice = start()
    form = practice.edit(2041)
    assert form.windowTitle() == "Invoice 2041 – Edit"
    practice.type_into(form, "amount", "1 284,50")
    practice.press(form, "paid")
    practice.press(form, "save")
    assert practice.dialog.windowTitle() == "Save invoice"
    assert practice.status == "Ready"
    practice.press(practice.dialog, "saveDialogConfirm")
    assert practice.status == "Invoice 2041 saved"
    assert practice.row(2041) == ["2041", "Dupont & Fils", "1,284.50", "2026-12-15", "Paid"]
    assert practice.book.by_number[2041].reference == "INV-2041"
    assert not form.isVisible()


def test_cancel_in_the_form_or_in_the_dialog_changes_nothing(start) -> None:
    practice = start()
    form = practice.edit(2041)
    practice.type_into(form, "supplier", "Somebody else")
    practice.press(form, "save")
    practice.press(practice.dialog, "saveDialogCancel")
    assert form.isVisible()
    practice.press(form, "cancel")
    assert practice.book == practice_invoices()
    assert practice.status == "Ready"


@pytest.mark.parametrize(
    ("field", "text", "word"),
    [("amount", "much", "amount"), ("due", "soon", "due date"), ("supplier", " ", "supplier")],
)
def test_a_wrong_field_is_named_and_nothing_is_asked(start, field: str, text: str, word: str) -> None:
    practice = start()
    form = practice.edit(2040)
    practice.type_into(form, field, text)
    practice.press(form, "save")
    assert word in form.findChild(QLabel, "problem").text()
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, NameDialog) and one.isVisible()]


def test_edit_waits_for_a_selection(start) -> None:
    practice = start()
    assert not practice.window.findChild(QPushButton, "edit").isEnabled()
    practice.select(2040)
    assert practice.window.findChild(QPushButton, "edit").isEnabled()


def test_a_new_invoice_gets_the_next_number(start) -> None:
    practice = start()
    practice.press(practice.window, "newInvoice")
    form = practice.form
    assert form.windowTitle() == "Invoice 2046 – New"
    practice.type_into(form, "supplier", "New & Co")
    practice.type_into(form, "amount", "12")
    practice.press(form, "save")
    practice.press(practice.dialog, "saveDialogConfirm")
    assert practice.row(2046)[1:3] == ["New & Co", "12.00"]


def test_export_writes_the_list_under_the_given_name(start, tmp_path: Path) -> None:
    practice = start()
    practice.press(practice.window, "export")
    practice.type_into(practice.dialog, "exportDialogField", "november.csv")
    practice.press(practice.dialog, "exportDialogConfirm")
    lines = (tmp_path / "november.csv").read_text().splitlines()
    assert len(lines) == 9
    assert lines[4].startswith("2041,Dupont & Fils,1248.50,2026-12-15")


def test_a_file_that_cannot_be_written_is_told(start) -> None:
    practice = start()
    practice.press(practice.window, "export")
    practice.type_into(practice.dialog, "exportDialogField", "no/such/folder.csv")
    practice.press(practice.dialog, "exportDialogConfirm")
    assert practice.status.startswith("Not exported:")


def test_moved_puts_save_where_cancel_was_not(start) -> None:
    usual, moved = _places(start(), "save", "cancel"), _places(start(moved=True), "save", "cancel")
    assert usual["cancel"].x() < usual["save"].x()
    assert moved["save"].x() < moved["cancel"].x()
    assert moved["save"].y() < usual["save"].y() - 100


def _places(practice: Practice, *names: str) -> dict[str, QPointF]:
    form = practice.edit(2041)
    places = {name: form.findChild(QPushButton, name).mapTo(form, QPointF(0, 0)) for name in names}
    practice.end()
    return places


def test_the_twin_looks_like_save_and_keeps_a_draft_only(start) -> None:
    practice = start(twin=True)
    form = practice.edit(2041)
    twin, save = form.findChild(QPushButton, "saveDraft"), form.findChild(QPushButton, "save")
    assert (twin.text(), twin.size(), twin.accessibleName()) == (save.text(), save.size(), save.accessibleName())
    practice.type_into(form, "amount", "1")
    practice.press(form, "saveDraft")
    assert practice.status == "Draft of invoice 2041 kept, not saved"
    assert practice.book == practice_invoices()


def test_slowness_delays_the_reaction_and_loses_impatient_clicks(start, qtbot: QtBot) -> None:
    practice = start(slow_ms=60)
    practice.select(2041)
    practice.press(practice.window, "edit")
    practice.press(practice.window, "newInvoice")
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, InvoiceForm) and one.isVisible()]
    qtbot.waitUntil(
        lambda: any(isinstance(one, InvoiceForm) and one.isVisible() for one in QApplication.topLevelWidgets())
    )
    assert practice.form.windowTitle() == "Invoice 2041 – Edit"


def test_the_witness_writes_each_click_once_and_each_change(start) -> None:
    practice = start()
    form = practice.edit(2041)
    practice.type_into(form, "amount", "5")
    practice.press(form, "paid")
    practice.press(form, "save")
    practice.press(practice.dialog, "saveDialogConfirm")
    lines = _lines(practice)
    clicks = [line["object"] for line in lines if line["event"] == "click"]
    assert clicks == ["invoices", "edit", "paid", "save", "saveDialogConfirm"]
    assert lines[0]["row"] == "2041"
    changes = {line["object"]: line["value"] for line in lines if line["event"] == "change"}
    assert changes["amount"] == "5"
    assert changes["paid"] is True
    assert changes["saved"]["amount"] == "5.00"
    assert [line["t"] for line in lines] == sorted(line["t"] for line in lines)


def test_the_witness_tells_the_place_on_the_screen(start) -> None:
    practice = start()
    practice.select(2041)
    button = practice.window.findChild(QPushButton, "edit")
    practice.press(practice.window, "edit")
    centre = physical(QPointF(button.mapToGlobal(button.rect().center())))
    assert Point(_lines(practice)[-1]["x"], _lines(practice)[-1]["y"]) == centre


@pytest.mark.parametrize("options", [{}, {"twin": True}, {"moved": True}])
def test_every_control_has_a_name_for_people_and_for_the_witness(start, options: dict) -> None:
    practice = start(**options)
    form = practice.edit(2041)
    practice.press(form, "save")
    for window in (practice.window, form, practice.dialog):
        controls = [
            *window.findChildren(QAbstractButton),
            *window.findChildren(QLineEdit),
            *window.findChildren(QTableWidget),
        ]
        ours = [
            one for one in controls if not one.objectName().startswith("qt_") and one.parent() is not practice.table
        ]
        assert ours
        for control in ours:
            assert control.objectName()
            assert control.accessibleName()
            assert "…" not in control.accessibleName()


def test_the_form_closes_with_the_list(start) -> None:
    practice = start()
    form = practice.edit(2041)
    practice.window.close()
    assert not form.isVisible()


def test_the_check_box_can_be_read_in_both_themes(start) -> None:
    for dark in (False, True):
        practice = start(dark=dark)
        form = practice.edit(2041)
        picture = form.findChild(QCheckBox, "paid").grab().toImage()
        lights = {picture.pixelColor(x, y).lightness() for x in range(20) for y in range(picture.height())}
        assert max(lights) - min(lights) > 60
        practice.end()


def test_amounts_and_dates_are_read_as_people_type_them() -> None:
    for text in ("1284.50", "1 284,50", "1,284.50", "1284.5"):
        assert amount_from(text) == Decimal("1284.50")
    for read, text, fault in (
        (amount_from, "nan", Fault.NO_AMOUNT),
        (amount_from, "", Fault.NO_AMOUNT),
        (date_from, "15.12.2026", Fault.NO_DATE),
    ):
        with pytest.raises(NotAnInvoice) as caught:
            read(text)
        assert caught.value.fault is fault


def test_options_are_read_from_the_command_line(tmp_path: Path) -> None:
    words = ["--dark", "--scale", "1.5", "--moved", "--slow", "300", "--twin", "--font-scale", "1.2", "--at=-5,40"]
    asked = read_options([*words, "--witness", str(tmp_path / "w")])
    assert asked == replace(
        Options(dark=True, scale=1.5, moved=True, slow_ms=300, twin=True, font_scale=1.2, at=Point(-5, 40)),
        witness=tmp_path / "w",
    )


@pytest.mark.parametrize("words", [["--at", "5"], ["--scale", "0"], ["--scale", "big"], ["--unknown"]])
def test_a_wrong_option_ends_with_a_usage_line(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        read_options(words)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_a_click_that_a_label_passes_on_is_one_click(start, qtbot: QtBot) -> None:
    practice = start()
    qtbot.mouseClick(practice.window.findChild(QLabel, "heading"), Qt.MouseButton.LeftButton)
    assert [line["object"] for line in _lines(practice)] == ["heading"]
