"""The order screen in a terminal: its places are known from the character grid that was printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from Xlib import Xutil
from Xlib.display import Display

from app.desktop import x11
from app.model.geometry import Box
from tests.bench.relocation.programs import content
from tests.bench.relocation.programs.looks import FONTS, Look
from tests.bench.relocation.programs.panes import Pane
from tests.bench.relocation.programs.reading import covered
from tests.bench.relocation.programs.spec import Edition, Program, Seen, State, Toolkit, typed

_WORDS = re.compile(r"\[[ x]\]|F\d+=[A-Z][a-z]+|\b(?:OPEN|SENT|PAID|HELD)\b|\b\d{5}\b")
_NUMBER = re.compile(r"\b\d{5}\b")
_MONO = ("DejaVu Sans Mono", "Liberation Mono", "Noto Mono", "Nimbus Mono PS")
_COLOURS = ((("white", "black"), ("black", "gray90")), (("#fdf6e3", "#586e75"), ("#002b36", "#93a1a1")))
_STATES = ("OPEN", "SENT", "PAID", "HELD")
_ROWS, _COLUMNS = 30, 92
_SCRIPT = (
    "stty -echo; printf '\\033[?25l'; page=1; while echo $page >page; clear; cat page$page.txt; do read page; done"
)


def options(look: Look) -> tuple[str, ...]:
    """How the terminal program is told of a look."""
    paper, ink = _COLOURS[look.theme % 2][look.dark]
    font = _MONO[FONTS.index(look.font) % len(_MONO)]
    size = f"{look.points * look.scale:g}"
    return ("-fa", font, "-fs", size, "-bg", paper, "-fg", ink, "-T", "STORE/400", "-e", "sh", "-c", _SCRIPT)


def pages(home: Path, edition: Edition) -> None:
    """The list of orders, the page of one order, and the list by amount, in {home}/page1.txt, page2.txt, page1s.txt."""
    chance = content.dice(edition, "orders")
    lines = [
        "STORE/400   ORDERS                                              14.03.2024",
        "",
        " Sel  Order  Customer         State  Paid  Amount",
        "",
    ]
    for number in range(20):
        who, state = chance.choice(("Huber & Co", "Miller Ltd", "Rossi Srl", "Jansen BV")), chance.choice(_STATES)
        paid = chance.choice(("[x]", "[ ]"))
        if edition is not Edition.FEWER or number % 4:
            amount = chance.randrange(100, 9999) / 10
            lines.append(f" [ ]  {47110 + number}  {who:15}  {state}   {paid}  {amount:8.2f}")
    head, rows, keys_line = lines[:4], lines[4:], ["", "F1=Help F3=Exit F5=Refresh F6=New F12=Cancel"]
    (home / "page1.txt").write_text("\n".join([*head, *rows, *keys_line]), encoding="utf-8")
    rows.sort(key=lambda row: float(row.split()[-1]))
    (home / "page1s.txt").write_text("\n".join([*head, *rows, *keys_line]), encoding="utf-8")
    detail = [f" Line {n}   [ ]  {chance.randrange(10000, 99999)}  {chance.choice(_STATES)}" for n in range(1, 10)]
    text = ["STORE/400   ORDER LINES", "", *detail, "", "F3=Exit F4=Prompt F9=Print F12=Cancel"]
    (home / "page2.txt").write_text("\n".join(text), encoding="utf-8")


def seen_in_grid(display_name: str, home: Path, panes: Sequence[Pane], handle: int) -> tuple[Seen, ...]:
    """The words a person would point at, where the terminal's own cell size puts them."""
    page = (home / "page").read_text(encoding="utf-8").strip()
    pane = next((pane for pane in panes if pane.handle == handle), None)
    if pane is None:
        return ()
    cell = _cell(display_name, handle)
    above = [other.outer for other in panes[panes.index(pane) + 1 :]]
    found = []
    for row, line in enumerate((home / f"page{page}.txt").read_text(encoding="utf-8").splitlines()):
        label = _label(line, page[0])
        for place, word in enumerate(_WORDS.finditer(line)):
            box = Box(
                pane.client.x + cell.x + word.start() * cell.w,
                pane.client.y + cell.y + row * cell.h,
                len(word[0]) * cell.w,
                cell.h,
            )
            found.append(
                Seen(
                    key=f"{page[0]}/text:{label}|{place}",
                    role="text",
                    name=word[0],
                    context=label,
                    box=tuple(box),
                    cover=covered(box, above),
                    window=handle,
                    row=bool(_NUMBER.search(line)),
                    whole=True,
                    enabled=True,
                    focusable=False,
                )
            )
    return tuple(found)


def _label(line: str, page: str) -> str:
    number = _NUMBER.search(line)
    if page == "2" and line.startswith(" Line"):
        return line[:7].strip()
    return number[0] if number else line.split("=")[0]


def _cell(display_name: str, handle: int) -> Box:
    """Border and size of one character, as the terminal tells the window manager."""
    display = Display(display_name)
    try:
        hints = x11.window_of(display, handle).get_wm_normal_hints()
        assert hints.flags & Xutil.PResizeInc
        return Box(hints.base_width // 2, hints.base_height // 2, hints.width_inc, hints.height_inc)
    finally:
        x11.close(display)


XTERM = Program(
    "xterm",
    Toolkit.GRID,
    ("xterm", "-geometry", f"{_COLUMNS}x{_ROWS}", "-b", "2", "+sb"),
    (
        State("main", sort=typed("1s\n"), pressing=False, resizing=False),
        State("lines", typed("2\n"), pressing=False, resizing=False),
    ),
    content=pages,
)
