"""Viewers, the terminal program and the password safe."""

from __future__ import annotations

from tests.bench.relocation.programs import content
from tests.bench.relocation.programs.spec import Program, State, Toolkit, dialog, gone, keys, press

_MENU_SHUT = keys("Escape", "Escape")

VIEWERS = (
    Program(
        "atril",
        Toolkit.GTK3,
        ("atril", "{home}/report.pdf"),
        (
            State("main", scroll=(0.7, 0.6)),
            State("properties", keys("alt+Return") + dialog("Properties"), keys("Escape") + gone("Properties"),
                  resizing=False),
            State("menu", press("menu", "View"), _MENU_SHUT, menu=True),
        ),
        size=(860, 640),
        content=content.document,
    ),
    Program(
        "okular",
        Toolkit.QT5,
        ("okular", "{home}/report.pdf"),
        (
            State("main", scroll=(0.7, 0.6)),
            State("find", keys("ctrl+f"), keys("Escape")),
            State("menu", press("menu item", "View"), _MENU_SHUT, menu=True),
        ),
        size=(960, 680),
        content=content.document,
    ),
    Program(
        "qpdfview",
        Toolkit.QT5,
        ("qpdfview", "{home}/report.pdf"),
        (
            State("main", scroll=(0.7, 0.6)),
            State("find", keys("ctrl+f"), keys("Escape")),
            State("menu", press("menu item", "View"), _MENU_SHUT, menu=True),
        ),
        size=(900, 640),
        content=content.document,
    ),
    Program(
        "konsole",
        Toolkit.QT5,
        ("konsole", "--separate", "--workdir", "{home}/papers", "-e", "sh", "-c", "ls -l; exec sleep 600"),
        (
            State("main"),
            State("find", keys("ctrl+shift+f"), keys("Escape")),
            State("menu", press("menu item", "Edit"), _MENU_SHUT, menu=True),
        ),
        size=(820, 520),
        content=content.folder,
    ),
    Program(
        "keepassxc",
        Toolkit.QT5,
        ("sh", "-c", "echo open | exec keepassxc --pw-stdin {home}/safe.kdbx"),
        (
            State("main", scroll=(0.6, 0.5)),
            State("entry", keys("ctrl+n"), keys("Escape")),
            State("menu", press("menu item", "Entries"), _MENU_SHUT, menu=True),
        ),
        size=(860, 580),
        content=content.safe,
    ),
)  # fmt: skip
