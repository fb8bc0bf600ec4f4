"""Programs that show folders, archives and transfers: rows and icons that look alike."""

from __future__ import annotations

from tests.bench.relocation.programs import content
from tests.bench.relocation.programs.spec import Program, State, Toolkit, dialog, double, gone, keys, press

_MENU_SHUT = keys("Escape", "Escape")

FILE_PROGRAMS = (
    Program(
        "pcmanfm",
        Toolkit.GTK2,
        ("pcmanfm", "--no-desktop", "{home}/papers"),
        (
            State("main", scroll=(0.6, 0.7)),
            State("list", keys("ctrl+2"), scroll=(0.6, 0.6), sort=press("table column header", "Size")),
            State("preferences", press("menu", "Edit") + press("menu item", "Preferences") + dialog("Preferences"),
                  keys("Escape") + gone("Preferences"), resizing=False),
            State("menu", press("menu", "File"), _MENU_SHUT, menu=True),
        ),
        size=(820, 520),
        content=content.folder,
    ),
    Program(
        "engrampa",
        Toolkit.GTK3,
        ("engrampa", "{home}/papers.zip"),
        (
            State("main", scroll=(0.5, 0.6), sort=press("table column header", "Name")),
            State("extract", press("menu", "Archive") + press("menu item", "Extract") + dialog("Extract"),
                  keys("Escape") + gone("Extract")),
            State("menu", press("menu", "Edit"), _MENU_SHUT, menu=True),
        ),
        size=(740, 480),
        content=content.archive,
    ),
    Program(
        "xarchiver",
        Toolkit.GTK3,
        ("xarchiver", "{home}/papers.tar"),
        (
            State("main", scroll=(0.6, 0.6), sort=press("table column header", "Original Size")),
            State("preferences", press("menu", "Action") + press("menu item", "Preferences") + dialog("Preferences"),
                  keys("Escape") + gone("Preferences"), resizing=False),
            State("menu", press("menu", "Action"), _MENU_SHUT, menu=True),
        ),
        size=(760, 460),
        content=content.tarred,
    ),
    Program(
        "filezilla",
        Toolkit.GTK3,
        ("filezilla", "--local={home}/papers"),
        (
            State("main", scroll=(0.25, 0.6)),
            State("sites", keys("ctrl+s") + dialog("Site Manager"), keys("Escape") + gone("Site Manager")),
            State("menu", press("menu", "View"), _MENU_SHUT, menu=True),
        ),
        size=(1000, 680),
        before=dialog("Welcome") + press("push button", "OK") + gone("Welcome"),
        content=content.folder,
    ),
    Program(
        "meld",
        Toolkit.GTK3,
        ("meld", "{home}/left", "{home}/right"),
        (
            State("main", scroll=(0.3, 0.6)),
            State("compare", double("table cell", "invoice_05.md"), keys("ctrl+w"), scroll=(0.3, 0.6)),
        ),
        size=(960, 600),
        content=content.two_texts,
    ),
    Program(
        "grsync",
        Toolkit.GTK3,
        ("grsync",),
        (
            State("main"),
            State("advanced", press("page tab", "Advanced options")),
            State("menu", press("menu", "File"), _MENU_SHUT, menu=True),
        ),
        content=content.backups,
    ),
    Program(
        "transmission-gtk",
        Toolkit.GTK3,
        ("transmission-gtk",),
        (
            State("main"),
            State("preferences", press("menu", "Edit") + press("menu item", "Preferences") + dialog("Preferences"),
                  keys("Escape") + gone("Preferences"), resizing=False),
            State("menu", press("menu", "View"), _MENU_SHUT, menu=True),
        ),
        size=(640, 420),
        before=press("push button", "I Agree"),
        content=content.transfers,
    ),
    Program(
        "lxtask",
        Toolkit.GTK2,
        ("lxtask",),
        (
            State("main"),
            State("menu", press("menu", "View"), keys("Escape"), menu=True),
            State("preferences", press("menu", "View") + press("menu item", "Preferences") + dialog("Preferences"),
                  keys("Escape") + gone("Preferences"), resizing=False),
            State("about", press("menu", "Help") + press("menu item", "About") + dialog("About"),
                  keys("Escape") + gone("About"), resizing=False),
        ),
        size=(640, 480),
        rows=False,
    ),
)  # fmt: skip
