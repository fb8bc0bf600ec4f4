"""Editors and writing programs: tool bars, tabs, find dialogs."""

from __future__ import annotations

from tests.bench.relocation.programs import content
from tests.bench.relocation.programs.spec import Program, State, Toolkit, dialog, gone, keys, press

_MENU_SHUT = keys("Escape", "Escape")

EDITORS = (
    Program(
        "mousepad",
        Toolkit.GTK3,
        ("mousepad", "--disable-server", "{home}/notes.txt", "{home}/second.txt"),
        (
            State("main", scroll=(0.5, 0.6)),
            State("replace", keys("ctrl+r") + dialog("Replace"), keys("Escape") + gone("Replace"), resizing=False),
            State("preferences", press("menu", "Edit") + press("menu item", "Preferences") + dialog("Preferences"),
                  keys("Escape") + gone("Preferences"), resizing=False),
            State("menu", press("menu", "Document"), _MENU_SHUT, menu=True),
        ),
        size=(760, 520),
        content=content.notes,
    ),
    Program(
        "geany",
        Toolkit.GTK3,
        ("geany", "--new-instance", "--no-session", "{home}/stock.py", "{home}/notes.txt"),
        (
            State("main", scroll=(0.6, 0.5)),
            State("find", keys("ctrl+f") + dialog("Find"), keys("Escape") + gone("Find"), resizing=False),
            State("preferences", press("menu", "Edit") + press("menu item", "Preferences") + dialog("Preferences"),
                  keys("Escape") + gone("Preferences"), resizing=False),
            State("menu", press("menu", "View"), _MENU_SHUT, menu=True),
        ),
        size=(960, 640),
        content=content.notes,
    ),
    Program(
        "pluma",
        Toolkit.GTK3,
        ("pluma", "{home}/notes.txt", "{home}/second.txt"),
        (
            State("main", scroll=(0.5, 0.6)),
            State("replace", keys("ctrl+h") + dialog("Replace"), keys("Escape") + gone("Replace"), resizing=False),
            State("preferences", press("menu", "Edit") + press("menu item", "Preferences") + dialog("Preferences"),
                  keys("Escape") + gone("Preferences"), resizing=False),
            State("menu", press("menu", "Search"), _MENU_SHUT, menu=True),
        ),
        size=(820, 560),
        content=content.notes,
    ),
    Program(
        "kwrite",
        Toolkit.QT5,
        ("kwrite", "{home}/notes.txt"),
        (
            State("main", scroll=(0.5, 0.5)),
            State("replace", keys("ctrl+r"), keys("Escape")),
            State("menu", press("menu item", "Edit"), _MENU_SHUT, menu=True),
        ),
        size=(860, 600),
        content=content.notes,
    ),
    Program(
        "bluefish",
        Toolkit.GTK3,
        ("bluefish", "-n", "{home}/stock.py"),
        (
            State("main"),
            State("preferences", press("menu", "Edit") + press("menu item", "Preferences") + dialog("Preferences"),
                  keys("Escape") + gone("Preferences"), resizing=False),
            State("menu", press("menu", "Edit"), _MENU_SHUT, menu=True),
        ),
        size=(980, 660),
        content=content.notes,
        rows=False,  # the boxes of its trees are told one indentation too far right
    ),
    Program(
        "abiword",
        Toolkit.GTK3,
        ("abiword", "{home}/notes.txt"),
        (
            State("main"),
            State("replace", keys("ctrl+h") + dialog("Replace"), keys("Escape") + gone("Replace"), resizing=False),
            State("menu", press("menu", "Format"), _MENU_SHUT, menu=True),
        ),
        size=(900, 640),
        content=content.notes,
    ),
    Program(
        "focuswriter",
        Toolkit.QT6,
        ("focuswriter", "{home}/notes.txt"),
        (
            State("main"),
            State("find", press("push button", "Find") + dialog("Find"), keys("Escape") + gone("Find"), resizing=False),
            State("preferences", press("menu item", "Settings") + press("menu item", "Preferences")
                  + dialog("Preferences"), keys("Escape") + gone("Preferences"), resizing=False),
            State("menu", press("menu item", "Format"), _MENU_SHUT, menu=True),
        ),
        size=(900, 640),
        before=dialog("notes.txt") + keys("Shift_L", "Shift_L", "Shift_L"),  # its opening picture fades for seconds
        content=content.one_text,
    ),
    Program(
        "zim",
        Toolkit.GTK3,
        ("zim", "--standalone", "{home}/notebook", "Home"),
        (
            State("main"),
            State("preferences", press("menu", "Edit") + press("menu item", "Preferences") + dialog("Preferences"),
                  keys("Escape") + gone("Preferences"), resizing=False),
            State("menu", press("menu", "Insert"), _MENU_SHUT, menu=True),
        ),
        size=(860, 560),
        content=content.notebook,
    ),
    Program(
        "scite",
        Toolkit.GTK3,
        ("scite", "{home}/stock.py"),
        (
            State("main"),
            State("replace", keys("ctrl+h"), keys("Escape")),
            State("menu", press("menu", "Options"), _MENU_SHUT, menu=True),
        ),
        size=(760, 520),
        content=content.notes,
    ),
)  # fmt: skip
