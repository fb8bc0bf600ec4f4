"""The files the programs are opened with: texts, folders, archives, a document, written anew for every edition."""

from __future__ import annotations

import json
import os
import random
import subprocess
import tarfile
import zipfile
from pathlib import Path

from tests.bench.relocation.programs.spec import Edition

_CUSTOMERS = (
    "Huber & Co",
    "Miller Ltd",
    "Svensson AB",
    "Rossi Srl",
    "Dupont SA",
    "Novak s.r.o.",
    "Jansen BV",
    "Kowalski",
)
_KINDS = ("invoice", "offer", "order", "delivery", "reminder")
_WORDS = [
    "price list",
    "contact person",
    "delivery date",
    "open points",
    "payment within 14 days",
    "discount",
    "contract",
    "stock",
]


def dice(edition: Edition, what: str) -> random.Random:
    """The chance of one content: the same for the first edition and the one with rows taken out."""
    return random.Random(f"{what} {'other' if edition is Edition.OTHER else 'first'}")


def text(edition: Edition, lines: int = 40, what: str = "text") -> str:
    """A working day's notes."""
    chance = dice(edition, what)
    body = [
        f"{chance.choice(_CUSTOMERS)}: {chance.choice(_WORDS)}, {chance.randrange(10, 999)} EUR" for _ in range(lines)
    ]
    return "Meeting notes\n\n" + "\n".join(body) + "\n"


def folder(home: Path, edition: Edition) -> None:
    """A folder of papers as an office has it, in {home}/papers."""
    papers = home / "papers"
    chance = dice(edition, "folder")
    for name in ("2023", "2024", "Contracts", "Scans"):
        (papers / name).mkdir(parents=True, exist_ok=True)
    kept = range(1, 19) if edition is not Edition.FEWER else (n for n in range(1, 19) if n % 3)
    for number in kept:
        kind = _KINDS[number % len(_KINDS)]
        tail = chance.randrange(10, 99) if edition is Edition.OTHER and number % 2 else 0
        file = papers / f"{kind}_{number:02d}{f'_{tail}' if tail else ''}.{('txt', 'csv', 'md')[number % 3]}"
        file.write_text(text(edition, chance.randrange(3, 60), file.name), encoding="utf-8")


def notes(home: Path, edition: Edition) -> None:
    """One text of notes, a second one, and a small program, in {home}."""
    fewer = 12 if edition is Edition.FEWER else 0
    (home / "notes.txt").write_text(text(edition, 48 - fewer), encoding="utf-8")
    (home / "second.txt").write_text(text(edition, 30, "second"), encoding="utf-8")
    (home / "stock.py").write_text(code(edition), encoding="utf-8")


def one_text(home: Path, edition: Edition) -> None:
    """The notes, and settings that keep the writing program in a window with its bars shown."""
    notes(home, edition)
    settings = home / "config" / "GottCode" / "FocusWriter.conf"
    settings.parent.mkdir(parents=True, exist_ok=True)
    shown = "".join(f"AlwaysShow{part}=true\n" for part in ("Header", "Footer", "Scrollbar"))
    settings.write_text(f"[Window]\nFullscreen=false\n\n[View]\n{shown}", encoding="utf-8")


def code(edition: Edition) -> str:
    """A small program with functions, that editors list beside the text."""
    chance = dice(edition, "code")
    names: tuple[str, ...] = ("read_orders", "check_stock", "price_of", "write_invoice", "send_reminder", "close_day")
    if edition is Edition.FEWER:
        names = names[::2]
    bodies = (f"def {n}(items):\n    total = {chance.randrange(99)}\n    return total + len(items)\n" for n in names)
    return "import csv\nimport sys\n\n\n" + "\n\n".join(bodies)


def archive(home: Path, edition: Edition) -> None:
    """The papers as an archive, {home}/papers.zip."""
    folder(home, edition)
    with zipfile.ZipFile(home / "papers.zip", "w", zipfile.ZIP_DEFLATED) as file:
        for paper in sorted((home / "papers").iterdir()):
            if paper.is_file():
                file.writestr(zipfile.ZipInfo(paper.name, (2024, 3, 14, 9, 30, 0)), paper.read_bytes())


def tarred(home: Path, edition: Edition) -> None:
    """The papers as a plain archive, {home}/papers.tar."""
    folder(home, edition)
    with tarfile.open(home / "papers.tar", "w") as file:
        for paper in sorted(one for one in (home / "papers").iterdir() if one.is_file()):
            about = tarfile.TarInfo(paper.name)
            about.size, about.mtime = paper.stat().st_size, 1_710_408_600
            with paper.open("rb") as text_of_it:
                file.addfile(about, text_of_it)


def document(home: Path, edition: Edition) -> None:
    """A PDF of several pages with bookmarks, {home}/report.pdf, made by ghostscript."""
    pages = 3 if edition is Edition.FEWER else 6
    marks = "".join(f"[/Title (Chapter {n + 1}) /Page {n + 1} /OUT pdfmark\n" for n in range(pages))
    program = home / "report.ps"
    program.write_text("%!PS\n" + marks + "".join(_page(edition, n + 1) for n in range(pages)), encoding="latin-1")
    words = ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", f"-sOutputFile={home}/report.pdf", str(program)]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd=home, timeout=60)


def _page(edition: Edition, number: int) -> str:
    lines = text(edition, 30, f"page {number}").replace("(", "").replace(")", "").splitlines()
    shown = "".join(f"72 {720 - 20 * at} moveto ({line}) show\n" for at, line in enumerate(lines))
    title = f"/Helvetica-Bold findfont 20 scalefont setfont 72 760 moveto (Chapter {number}) show\n"
    return title + "/Helvetica findfont 12 scalefont setfont\n" + shown + "showpage\n"


def safe(home: Path, edition: Edition) -> None:
    """A password database with entries, {home}/safe.kdbx, password `open`, in the desktop's own look."""
    settings = home / "config" / "keepassxc" / "keepassxc.ini"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text("[GUI]\nApplicationTheme=classic\n", encoding="utf-8")
    entries = [f"{name.split()[0]} portal" for name in _CUSTOMERS] + ["Bank", "Mail", "Web shop", "Printer"]
    if edition is Edition.FEWER:
        entries = [entry for n, entry in enumerate(entries) if n % 3]
    file, env = str(home / "safe.kdbx"), os.environ | {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}

    def tool(*words: str, told: str = "open\n") -> None:
        subprocess.run(
            ["keepassxc-cli", *words], input=told.encode(), check=True, capture_output=True, timeout=60, env=env
        )

    tool("db-create", "-q", "-p", file, told="open\nopen\n")
    for number, entry in enumerate(entries):
        user = f"user{number}{'x' if edition is Edition.OTHER else ''}"
        tool("add", "-q", "-u", user, "--url", f"https://{entry.split()[0].lower()}.example", file, entry)


def notebook(home: Path, edition: Edition) -> None:
    """A notebook of the wiki program, {home}/notebook."""
    book = home / "notebook"
    book.mkdir(parents=True, exist_ok=True)
    (book / "notebook.zim").write_text("[Notebook]\nname=Office\nversion=0.4\nhome=Home\nshared=False\n")
    pages = ["Home", "Customers", "Orders", "Travel", "Ideas", "Meetings", "Suppliers", "Taxes"]
    for page in pages if edition is not Edition.FEWER else pages[::2]:
        head = "Content-Type: text/x-zim-wiki\nWiki-Format: zim 0.6\n\n"
        tasks = "".join(f"[ ] {line}\n" for line in text(edition, 9, page).splitlines()[2:])
        (book / f"{page}.txt").write_text(f"{head}====== {page} ======\n\n{tasks}", encoding="utf-8")
    config = home / "config" / "zim"
    config.mkdir(parents=True, exist_ok=True)
    (config / "notebooks.list").write_text(f"[NotebookList]\nDefault=\n1={book.as_uri()}\n")


def backups(home: Path, edition: Edition) -> None:
    """The choices of the copying program, other ones for every edition, in {home}/.grsync."""
    chance = random.Random(f"backups {edition}")
    names = ("check_time", "check_perm", "check_verbose", "check_progr", "check_exist", "check_size", "check_compr")
    lines = [f"{name}={str(chance.random() < 0.5).lower()}" for name in names]
    papers, disk = chance.choice(("papers", "scans", "office")), chance.choice(("disk1", "nas", "usb"))
    (home / ".grsync").mkdir(exist_ok=True)
    text_of_it = "\n".join(["[default]", f"text_source=/srv/{papers}/", f"text_dest=/mnt/{disk}/", *lines])
    (home / ".grsync" / "grsync.ini").write_text(text_of_it + "\n", encoding="utf-8")


def transfers(home: Path, edition: Edition) -> None:
    """The choices of the program for downloads, other ones for every edition."""
    chance = random.Random(f"transfers {edition}")
    settings: dict[str, object] = {f"alt-speed-{way}": chance.randrange(20, 90) for way in ("up", "down")}
    settings |= {f"speed-limit-{way}": chance.randrange(100, 990) for way in ("up", "down")}
    settings |= {f"speed-limit-{way}-enabled": chance.random() < 0.5 for way in ("up", "down")}
    file = home / "config" / "transmission" / "settings.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(settings), encoding="utf-8")


def two_texts(home: Path, edition: Edition) -> None:
    """Two folders whose texts differ a little, {home}/left and {home}/right."""
    folder(home, edition)
    (home / "papers").rename(home / "left")
    for number, file in enumerate(sorted((home / "left").glob("*.*"))):
        old = file.read_text(encoding="utf-8")
        new = old.replace("EUR", "USD", number % 4)
        (home / "right").mkdir(exist_ok=True)
        (home / "right" / file.name).write_text(new, encoding="utf-8")
