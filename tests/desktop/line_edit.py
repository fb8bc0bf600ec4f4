"""A Qt line edit that writes its text to a file at each change: `python line_edit.py FILE [LIMIT | hidden]`.

With a limit it takes no more letters than that; hidden, it shows dots as for a password.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLineEdit

if __name__ == "__main__":
    application = QApplication([])
    field = QLineEdit()
    field.setWindowTitle("Line edit of the tests")
    field.resize(700, 50)
    file = Path(sys.argv[1])
    for option in sys.argv[2:]:
        if option == "hidden":
            field.setEchoMode(QLineEdit.EchoMode.Password)
        else:
            field.setMaxLength(int(option))
    field.textChanged.connect(lambda text: file.write_text(text, encoding="utf-8"))
    field.show()
    sys.exit(application.exec())
