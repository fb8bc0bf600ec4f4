"""Calculators and the character map: grids of like buttons."""

from __future__ import annotations

from tests.bench.relocation.programs.spec import Program, State, Toolkit, dialog, gone, keys, press, typed

_MENU_SHUT = keys("Escape", "Escape")

CALCULATORS = (
    Program(
        "galculator",
        Toolkit.GTK3,
        ("galculator",),
        (
            State("main", typed("1250*3"), other=typed("88.5-7")),
            State("preferences", press("menu", "Edit") + press("menu item", "Preferences") + dialog("Preferences"),
                  keys("Escape") + gone("Preferences"), resizing=False),
            State("menu", press("menu", "View"), _MENU_SHUT, menu=True),
        ),
    ),
    Program(
        "kcalc",
        Toolkit.QT5,
        ("kcalc",),
        (
            State("main", typed("1250*3"), other=typed("88.5-7")),
            State("science", press("menu", "Settings") + press("radio menu item", "Science Mode")),
            State("menu", press("menu", "Settings"), _MENU_SHUT, menu=True),
        ),
    ),
    Program(
        "qalculate-gtk",
        Toolkit.GTK3,
        ("qalculate-gtk",),
        (
            State("main", typed("1250*3"), other=typed("88.5-7")),
            State("preferences", press("menu", "Edit") + press("menu item", "Preferences") + dialog("Preferences"),
                  keys("Escape") + gone("Preferences"), resizing=False),
            State("menu", press("menu", "Mode"), _MENU_SHUT, menu=True),
        ),
    ),
    Program(
        "speedcrunch",
        Toolkit.QT5,
        ("speedcrunch",),
        (
            State("main", typed("1250*3\n77/4\n"), other=typed("88.5-7\n12*12\n")),
            State("keypad", keys("ctrl+k")),
            State("menu", press("menu item", "Settings"), _MENU_SHUT, menu=True),
        ),
        size=(640, 560),
    ),
    Program(
        "gucharmap",
        Toolkit.GTK3,
        ("gucharmap",),
        (
            State("main", scroll=(0.15, 0.5)),
            State("find", keys("ctrl+f") + dialog("Find"), keys("Escape") + gone("Find"), resizing=False),
            State("menu", press("menu", "View"), _MENU_SHUT, menu=True),
        ),
        size=(820, 560),
    ),
)  # fmt: skip
