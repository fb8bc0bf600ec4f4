"""A parcel is sent with three windows of `yad`: `python -m tests.desktop.ten_runs_program RECEIPT WORD first|last`.

WORD is what the first window's button says that goes on, and it is the first or the last one in its row. What each
window gave when it closed is written to the file RECEIPT: the button's number and what stood in the fields.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ADDRESS, SERVICE, CHECK = "Parcel: address", "Parcel: service", "Parcel: check"
COUNTRIES = "Austria!Belgium!France!Germany"
SERVICES = ("Standard", "4", "Economy", "8", "Express", "1", "Courier", "0")
_PLACES = {ADDRESS: (520, 260), SERVICE: (700, 340), CHECK: (600, 420)}
_WIDTH = 460


def main() -> int:
    """One window after the other, until one is left by another button than the one that goes on."""
    receipt, word, place = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    for title, words in _windows(word, place):
        status, given = _shown(title, words)
        with receipt.open("a", encoding="utf-8") as file:
            file.write(f"{title} {status} {given}\n")
        if status:
            return 1
    return 0


def _windows(word: str, place: str) -> list[tuple[str, list[str]]]:
    others = ["--button=Help:3", "--button=Cancel:1"]
    row = [f"--button={word}:0", *others] if place == "first" else [*others, f"--button={word}:0"]
    country = ["--field=Country:CB", COUNTRIES, "--field=Insured:CHK", "FALSE"]
    address = ["--form", "--field=Name", "", "--field=Street", "", *country, *row]
    columns = ["--column=Service", "--column=Days", "--separator= ", "--height=300"]
    service = ["--list", *columns, *SERVICES, "--button=Back:1", "--button=Choose:0"]
    words = "--text=The parcel goes as soon as you say so."
    check = ["--form", words, "--field=Remark", "", "--button=Cancel:1", "--button=Send:0"]
    return [(ADDRESS, address), (SERVICE, service), (CHECK, check)]


def _shown(title: str, words: list[str]) -> tuple[int, str]:
    """The number of the button that closed it, and what it printed."""
    x, y = _PLACES[title]
    command = ["yad", f"--title={title}", f"--posx={x}", f"--posy={y}", f"--width={_WIDTH}", "--borders=12", *words]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return done.returncode, " ".join(done.stdout.split())


if __name__ == "__main__":
    sys.exit(main())
