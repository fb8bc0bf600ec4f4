"""Starts the practice program: `python -m app.practice`."""

from __future__ import annotations

import os
import sys

from app.practice.options import Options, read_options

NAME = "understudy-practice"


def main() -> int:
    """Show the invoice list until its window is closed; returns the exit status."""
    options = read_options(sys.argv[1:])
    # Both are read once by Qt, when its application is made.
    os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    os.environ.setdefault("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "1")
    return _show(options)


def _show(options: Options) -> int:
    from PySide6.QtWidgets import QApplication

    from app.practice.invoices import practice_invoices
    from app.practice.pace import Pace
    from app.practice.theme import dress
    from app.practice.window import InvoiceWindow
    from app.practice.witness import Witness

    application = QApplication([NAME])
    application.setApplicationName(NAME)
    application.setDesktopFileName(NAME)
    dress(application, options.dark, options.font_scale)
    witness = Witness(options.witness)
    application.installEventFilter(witness)
    window = InvoiceWindow(practice_invoices(), options, Pace(options.slow_ms), witness)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
