"""The first window of the practice program: the list of invoices."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QSize, Qt, Slot
from PySide6.QtGui import QCloseEvent, QColor, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.model.geometry import Point
from app.practice.dialog import NameDialog, Question
from app.practice.form import InvoiceForm
from app.practice.invoices import Invoice, InvoiceBook
from app.practice.options import Options
from app.practice.pace import Pace
from app.practice.parts import named_button
from app.practice.theme import colours
from app.practice.witness import Witness

_ROW_PIXELS = 36
_AMOUNT = 2
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_FORM_OFFSET = QPoint(130, 84)


class InvoiceWindow(QWidget):
    """Shows the book, opens one form at a time, and says in its status line what happened last."""

    def __init__(self, book: InvoiceBook, options: Options, pace: Pace, witness: Witness) -> None:
        super().__init__()
        self._book = book
        self._options = options
        self._pace = pace
        self._witness = witness
        self._form: InvoiceForm | None = None
        self.setObjectName("invoiceWindow")
        self.setWindowTitle(self.tr("Invoices"))
        self._summary = QLabel()
        self._summary.setObjectName("summary")
        self._status = QLabel(self.tr("Ready"))
        self._status.setObjectName("status")
        self._table = _table(self.tr("Invoices"), options.font_scale)
        headings = (self.tr("Number"), self.tr("Supplier"), self.tr("Amount"), self.tr("Due"), self.tr("State"))
        for column, heading in enumerate(headings):
            item = QTableWidgetItem(heading)
            item.setTextAlignment(_RIGHT if column == _AMOUNT else _LEFT)
            self._table.setHorizontalHeaderItem(column, item)
        self._edit = named_button(self.tr("Edit"), "edit", self.edit_selected)
        self._edit.setEnabled(False)
        self._table.itemSelectionChanged.connect(self._allow_edit)
        self._table.itemDoubleClicked.connect(self.edit_selected)
        self._lay_out()
        self._show_book()
        self.move(_logical(options.at))

    @Slot()
    def edit_selected(self) -> None:
        """Open the form of the selected invoice."""
        number = self._selected()
        if number is not None:
            title = self.tr("Invoice %1 – Edit").replace("%1", str(number))
            self._pace.react(lambda: self._open(self._book.by_number[number], title))

    @Slot()
    def new_invoice(self) -> None:
        """Open the form of an empty invoice."""
        invoice = self._book.blank()
        title = self.tr("Invoice %1 – New").replace("%1", str(invoice.number))
        self._pace.react(lambda: self._open(invoice, title))

    @Slot()
    def export(self) -> None:
        """Ask for a file name, then write the list."""
        self._pace.react(self._ask_file_name)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The form goes with the list."""
        if self._form is not None:
            self._form.close()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        heading = QLabel(self.tr("Invoices"))
        heading.setObjectName("heading")
        top = QHBoxLayout()
        top.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(heading)
        words.addWidget(self._summary)
        top.addLayout(words, 1)
        top.addWidget(named_button(self.tr("Export…"), "export", self.export))
        top.addWidget(self._edit)
        top.addWidget(named_button(self.tr("New invoice"), "newInvoice", self.new_invoice, primary=True))
        body = QVBoxLayout()
        body.setContentsMargins(24, 20, 24, 18)
        body.setSpacing(16)
        body.addLayout(top)
        body.addWidget(self._table, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(body, 1)
        layout.addWidget(self._status_bar())
        self.resize(QSize(800, 500) * self._options.font_scale)

    def _status_bar(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("statusBar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 8, 24, 8)
        row.addWidget(self._status)
        return bar

    def _show_book(self) -> None:
        invoices = self._book.all()
        self._table.setRowCount(len(invoices))
        for row, invoice in enumerate(invoices):
            for column, item in enumerate(self._cells(invoice)):
                self._table.setItem(row, column, item)
        still_open = sum(not invoice.paid for invoice in invoices)
        words = self.tr("%1 invoices, %2 open").replace("%1", str(len(invoices)))
        self._summary.setText(words.replace("%2", str(still_open)))

    def _cells(self, invoice: Invoice) -> list[QTableWidgetItem]:
        state = self.tr("Paid") if invoice.paid else self.tr("Open")
        texts = [str(invoice.number), invoice.supplier, f"{invoice.amount:,.2f}", invoice.due.isoformat(), state]
        cells = [QTableWidgetItem(text) for text in texts]
        cells[_AMOUNT].setTextAlignment(_RIGHT)
        chosen = colours(self._options.dark)
        cells[4].setForeground(QColor(chosen.good if invoice.paid else chosen.due))
        return cells

    def _selected(self) -> int | None:
        rows = self._table.selectionModel().selectedRows()
        return int(rows[0].data()) if rows else None

    @Slot()
    def _allow_edit(self) -> None:
        self._edit.setEnabled(self._selected() is not None)

    def _open(self, invoice: Invoice, title: str) -> None:
        if self._form is not None:
            self._form.raise_()
            self._form.activateWindow()
            return
        self._form = InvoiceForm(invoice, title, self._options, self._pace, self._witness)
        self._form.saved.connect(self._save)
        self._form.drafted.connect(self._say_drafted)
        self._form.destroyed.connect(self._forget_form)
        self._form.move(self.pos() + _FORM_OFFSET)
        self._form.show()
        self._form.activateWindow()

    @Slot()
    def _forget_form(self) -> None:
        self._form = None

    @Slot(object, str)
    def _save(self, invoice: Invoice, reference: str) -> None:
        kept = replace(invoice, reference=reference)
        self._book.save(kept)
        self._show_book()
        self._status.setText(self.tr("Invoice %1 saved").replace("%1", str(kept.number)))
        words = {"number": kept.number, "supplier": kept.supplier, "amount": str(kept.amount), "due": str(kept.due)}
        self._witness.changed("saved", words | {"note": kept.note, "paid": kept.paid, "reference": reference})

    @Slot(int)
    def _say_drafted(self, number: int) -> None:
        self._status.setText(self.tr("Draft of invoice %1 kept, not saved").replace("%1", str(number)))
        self._witness.changed("draft", number)

    def _ask_file_name(self) -> None:
        texts = (self.tr("Export invoices"), self.tr("File name"), "invoices.csv", self.tr("Export"))
        dialog = NameDialog(Question(*texts, prefix="exportDialog"), self, self._witness)
        dialog.named.connect(lambda name: self._pace.react(lambda: self._export_to(name)))
        dialog.move(self.pos() + _FORM_OFFSET)
        dialog.open()

    def _export_to(self, name: str) -> None:
        file = self._options.folder / name
        try:
            self._book.write_csv(file)
        except OSError as problem:
            self._status.setText(self.tr("Not exported: %1").replace("%1", problem.strerror or str(problem)))
            return
        self._status.setText(self.tr("Invoices exported to %1").replace("%1", str(file)))
        self._witness.changed("exported", str(file))


def _table(name: str, font_scale: float) -> QTableWidget:
    table = QTableWidget(0, 5)
    table.setObjectName("invoices")
    table.setAccessibleName(name)
    table.verticalHeader().setVisible(False)
    table.verticalHeader().setDefaultSectionSize(round(_ROW_PIXELS * font_scale))
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    for column, width in ((0, 100), (2, 130), (3, 130), (4, 100)):
        table.setColumnWidth(column, round(width * font_scale))
    return table


def _logical(place: Point) -> QPoint:
    """A physical place in Qt's units: the screen keeps its physical origin, only distances are divided."""
    screen = QGuiApplication.primaryScreen()
    origin = screen.geometry().topLeft()
    scale = screen.devicePixelRatio()
    return QPoint(
        round(origin.x() + (place.x - origin.x()) / scale), round(origin.y() + (place.y - origin.y()) / scale)
    )
