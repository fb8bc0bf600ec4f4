"""The invoices of the practice program: values, and the list that holds them while it runs."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum, auto
from pathlib import Path


class Fault(Enum):
    """What can be wrong with a filled form."""

    NO_SUPPLIER = auto()
    NO_AMOUNT = auto()
    NO_DATE = auto()


class NotAnInvoice(ValueError):
    """What was typed into a field cannot be its value; the form says so in the person's language."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.name)
        self.fault = fault


@dataclass(frozen=True)
class Invoice:
    """One invoice as it is listed."""

    number: int
    supplier: str
    amount: Decimal
    due: date
    note: str = ""
    paid: bool = False
    reference: str = ""


@dataclass
class InvoiceBook:
    """All invoices by number."""

    by_number: dict[int, Invoice] = field(default_factory=dict)

    def all(self) -> list[Invoice]:
        """In the order of their numbers."""
        return [self.by_number[number] for number in sorted(self.by_number)]

    def save(self, invoice: Invoice) -> None:
        """Add it, or replace the one with its number."""
        self.by_number[invoice.number] = invoice

    def blank(self) -> Invoice:
        """An empty invoice under the next number."""
        return Invoice(max(self.by_number, default=2000) + 1, "", Decimal(0), date(2026, 12, 31))

    def write_csv(self, file: Path) -> None:
        """Write the list as comma separated values."""
        with file.open("w", newline="", encoding="utf-8") as output:
            writer = csv.writer(output)
            writer.writerow(["number", "supplier", "amount", "due", "paid", "note", "reference"])
            for one in self.all():
                writer.writerow([one.number, one.supplier, one.amount, one.due, one.paid, one.note, one.reference])


def amount_from(text: str) -> Decimal:
    """A sum as people type it: `1284.50`, `1 284,50`, `1,284.50`. NotAnInvoice when it is none."""
    plain = "".join(text.split())
    plain = plain.replace(",", "") if "." in plain else plain.replace(",", ".")
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        raise NotAnInvoice(Fault.NO_AMOUNT) from None
    if not amount.is_finite():
        raise NotAnInvoice(Fault.NO_AMOUNT)
    return amount.quantize(Decimal("0.01"))


def date_from(text: str) -> date:
    """A day as `2026-12-15`. NotAnInvoice when it is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise NotAnInvoice(Fault.NO_DATE) from None


def filled(invoice: Invoice, supplier: str, amount: str, due: str, note: str, paid: bool) -> Invoice:
    """The invoice with what stands in the form; NotAnInvoice says which field is wrong."""
    if not supplier.strip():
        raise NotAnInvoice(Fault.NO_SUPPLIER)
    words = (supplier.strip(), amount_from(amount), date_from(due), note.strip())
    return Invoice(invoice.number, *words, paid=paid, reference=invoice.reference)


def practice_invoices() -> InvoiceBook:
    """The same eight invoices at every start; the amount of 2041 is wrong on purpose (1284.50 is right)."""
    rows = [
        Invoice(2038, "Brandt Papier GmbH", Decimal("412.80"), date(2026, 11, 20), paid=True),
        Invoice(2039, "Office Direct", Decimal("89.95"), date(2026, 11, 24), paid=True),
        Invoice(2040, "Aurora Energy", Decimal("2310.00"), date(2026, 11, 30)),
        Invoice(2041, "Dupont & Fils", Decimal("1248.50"), date(2026, 12, 15), "Delivery of 3 December"),
        Invoice(2042, "Zoë Lindqvist AB", Decimal("640.00"), date(2026, 12, 18)),
        Invoice(2043, "Harbour Logistics", Decimal("5120.75"), date(2026, 12, 22)),
        Invoice(2044, "Clean & Clear", Decimal("180.00"), date(2026, 12, 28)),
        Invoice(2045, "Nordic Print", Decimal("976.20"), date(2027, 1, 8)),
    ]
    return InvoiceBook({one.number: one for one in rows})
