"""`python -m tests.bench.elements FOLDER ...`: is the box under the pointer the element's own, seen by pixels alone?

A folder holds cases.jsonl, or folders that do; each element is asked once, where a person pointed at it. Right is a
box that shares at least half of both (intersection over union) with the one that the program or the page tells.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np

from app.batch.pictures import Pictures, window_of
from app.model.frame import Frame
from app.model.geometry import Box, Point
from app.vision.eye import Eye
from tests.bench.figures import milliseconds
from tests.bench.relocation.case import Case, Rect, read_cases
from tests.bench.relocation.scoring import Share

RIGHT = 0.5
_HEAD = "| elements | asked | right % | median overlap | median ms | p95 ms |\n|---|---:|---|---:|---:|---:|"


class Group(StrEnum):
    """What a person would call the element."""

    BUTTON = "buttons"
    FIELD = "fields"
    BOX = "check boxes, switches"
    MENU = "menus"
    LINK = "links"
    TAB = "tabs"
    ROW = "rows, cells, headers"
    OTHER = "other"


_ROLES = {
    Group.BUTTON: ("push button", "button", "toggle button", "button:button", "button:submit"),
    Group.FIELD: ("entry", "text", "password text", "spin button", "combo box", "combobox", "select"),
    Group.BOX: ("check box", "radio button", "switch", "input:checkbox", "input:radio"),
    Group.MENU: ("menu", "menu item", "check menu item", "radio menu item", "menuitem"),
    Group.LINK: ("a", "link"),
    Group.TAB: ("page tab", "tab"),
    Group.ROW: ("table cell", "td", "tree item", "list item", "icon", "table column header"),
}
_FIELDS = ("input:", "select:", "textarea")


@dataclass(frozen=True, slots=True)
class Asked:
    """One element, the box that was answered, and how long that took (milliseconds)."""

    case: Case
    answer: Box
    ms: float

    @property
    def overlap(self) -> float:
        """Intersection over union of the answer and the element's own box."""
        return self.answer.overlap(Box(*self.case.box))


def main() -> int:
    """Ask for every element of the folders and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.elements", description=__doc__)
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    files = [file for folder in parser.parse_args().folders for file in sorted(Path(folder).rglob("cases.jsonl"))]
    every = [one for file in files for one in asked(file)]
    print(_HEAD)
    for group in Group:
        _show(group.value, [one for one in every if group_of(one.case.role) is group])
    _show("all", every)
    _show("all but other", [one for one in every if group_of(one.case.role) is not Group.OTHER])
    return 0


def asked(file: Path) -> Iterator[Asked]:
    """The answers for every element of a case file, each element once."""
    pictures, eye = Pictures(file.parent), Eye(lambda _: None)
    for case in _once(read_cases(file)):
        yield _ask(eye, pictures.frame(case.ref), case)


def group_of(role: str) -> Group:
    """The group of a role, as toolkits and pages name it."""
    found = next((group for group, roles in _ROLES.items() if role in roles), Group.OTHER)
    return Group.FIELD if found is Group.OTHER and role.startswith(_FIELDS) else found


def _ask(eye: Eye, frame: Frame, case: Case) -> Asked:
    point = Point(*case.point)
    window = window_of(case.title_ref, case.win_ref, frame, "win_ref")
    if not window.box.contains(point):  # a menu that stands out of its window
        window = window_of(case.title_ref, None, frame, "")
    found: list[Box] = []
    ms = milliseconds(lambda: found.append(eye.element_at(frame, window, point)))
    return Asked(case, found[0], ms)


def _once(cases: Iterable[Case]) -> list[Case]:
    first: dict[tuple[str, Rect], Case] = {}
    for case in cases:
        first.setdefault((case.ref, case.box), case)
    return list(first.values())


def _show(name: str, every: Sequence[Asked]) -> None:
    if not every:
        return
    share = Share(sum(one.overlap >= RIGHT for one in every), len(every))
    low, high = share.bounds
    overlap = np.median([one.overlap for one in every])
    times = [one.ms for one in every]
    told = f"{share.percent:.1f} ({low:.1f}–{high:.1f})"
    figures = f"{overlap:.2f} | {np.median(times):.1f} | {np.percentile(times, 95):.1f}"
    print(f"| {name} | {share.all} | {told} | {figures} |")


if __name__ == "__main__":
    sys.exit(main())
