"""The window in which one invoice is edited."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.practice.dialog import NameDialog, Question
from app.practice.invoices import Fault, Invoice, NotAnInvoice, filled
from app.practice.options import Options
from app.practice.pace import Pace
from app.practice.parts import named_button, named_check, named_field
from app.practice.witness import Witness


class InvoiceForm(QWidget):
    """Emits `saved` with the invoice and its reference once both are confirmed; `drafted` from the look-alike Save."""

    saved = Signal(object, str)
    drafted = Signal(int)

    def __init__(self, invoice: Invoice, title: str, options: Options, pace: Pace, witness: Witness) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._invoice = invoice
        self._options = options
        self._pace = pace
        self._witness = witness
        self.setObjectName("invoiceForm")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._supplier = named_field(self.tr("Supplier"), "supplier", witness)
        self._amount = named_field(self.tr("Amount"), "amount", witness)
        self._due = named_field(self.tr("Due date"), "due", witness)
        self._note = named_field(self.tr("Note"), "note", witness)
        self._paid = named_check(self.tr("Paid"), "paid", witness)
        self._problem = QLabel()
        self._problem.setObjectName("problem")
        self._fill()
        self._lay_out()

    def _fill(self) -> None:
        invoice = self._invoice
        self._supplier.setText(invoice.supplier)
        self._amount.setText(f"{invoice.amount:.2f}" if invoice.supplier else "")
        self._due.setText(invoice.due.isoformat())
        self._note.setText(invoice.note)
        self._paid.setChecked(invoice.paid)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 20, 28, 20)
        layout.setSpacing(14)
        if self._options.twin:
            layout.addWidget(self._tool_bar())
        if self._options.moved:
            layout.addLayout(self._buttons())
        layout.addLayout(self._fields())
        layout.addWidget(self._problem)
        layout.addStretch(1)
        if not self._options.moved:
            layout.addLayout(self._buttons())
        size = QSize(540, 450 if self._options.twin else 390) * self._options.font_scale
        self.resize(size)
        self._supplier.setFocus()

    def _fields(self) -> QGridLayout:
        fields = QGridLayout()
        fields.setHorizontalSpacing(24)
        fields.setVerticalSpacing(12)
        short = round(180 * self._options.font_scale)
        self._amount.setMaximumWidth(short)
        self._due.setMaximumWidth(short)
        for row, field in enumerate((self._supplier, self._amount, self._due, self._note)):
            label = QLabel(field.accessibleName())
            label.setBuddy(field)
            fields.addWidget(label, row, 0)
            fields.addWidget(field, row, 1)
        fields.addWidget(self._paid, 4, 1, Qt.AlignmentFlag.AlignLeft)
        return fields

    def _buttons(self) -> QHBoxLayout:
        save = named_button(self.tr("Save"), "save", self._ask_reference, primary=True)
        cancel = named_button(self.tr("Cancel"), "cancel", self._cancel)
        row = QHBoxLayout()
        row.setSpacing(10)
        if self._options.moved:
            row.addWidget(save)
            row.addWidget(cancel)
            row.addStretch(1)
        else:
            row.addStretch(1)
            row.addWidget(cancel)
            row.addWidget(save)
        return row

    def _tool_bar(self) -> QFrame:
        """The look-alike: a Save that looks the same and only keeps a draft."""
        bar = QFrame()
        bar.setObjectName("toolBar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        draft = named_button(self.tr("Save"), "saveDraft", self._keep_draft, primary=True)
        draft.setAccessibleDescription(self.tr("Keeps a draft only"))
        hint = QLabel(self.tr("Draft"))
        hint.setObjectName("hint")
        row.addWidget(hint)
        row.addWidget(draft)
        row.addStretch(1)
        return bar

    @Slot()
    def _ask_reference(self) -> None:
        try:
            invoice = filled(
                self._invoice,
                self._supplier.text(),
                self._amount.text(),
                self._due.text(),
                self._note.text(),
                self._paid.isChecked(),
            )
        except NotAnInvoice as problem:
            self._problem.setText(self._words_for(problem.fault))
            return
        self._problem.clear()
        self._pace.react(lambda: self._open_dialog(invoice))

    def _open_dialog(self, invoice: Invoice) -> None:
        reference = invoice.reference or f"INV-{invoice.number}"
        texts = (self.tr("Save invoice"), self.tr("Reference"), reference, self.tr("Save"))
        dialog = NameDialog(Question(*texts, prefix="saveDialog"), self, self._witness)
        dialog.named.connect(lambda name: self._pace.react(lambda: self._finish(invoice, name)))
        dialog.move(self.pos().x() + 80, self.pos().y() + 110)
        dialog.open()

    def _finish(self, invoice: Invoice, reference: str) -> None:
        self.saved.emit(invoice, reference)
        self.close()

    def _words_for(self, fault: Fault) -> str:
        match fault:
            case Fault.NO_SUPPLIER:
                return self.tr("Please enter the supplier.")
            case Fault.NO_AMOUNT:
                return self.tr("Please enter the amount as a number, such as 1284.50.")
            case Fault.NO_DATE:
                return self.tr("Please enter the due date as 2026-12-15.")

    @Slot()
    def _keep_draft(self) -> None:
        self._pace.react(lambda: self.drafted.emit(self._invoice.number))

    @Slot()
    def _cancel(self) -> None:
        self._pace.react(self._leave)

    def _leave(self) -> None:
        self.close()
