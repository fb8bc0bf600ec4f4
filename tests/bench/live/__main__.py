"""`python -m tests.bench.live [--programs NAME ...] [--looks NAME ...] [--markdown FILE] [--answers FILE]`.

Starts programs and pages, points at elements, changes look, place or content, and asks for the elements again while
they run: with what they tell by accessibility, and by pictures alone. Figures are given for both.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.live.pages import Sitting as PageSitting
from tests.bench.live.programs import Course
from tests.bench.live.pupil import Asked, Boxes
from tests.bench.live.report import page
from tests.bench.relocation.case import Variation
from tests.bench.relocation.pages.specs import SEALED, SPECS
from tests.bench.relocation.programs.catalogue import PROGRAMS
from tests.bench.relocation.programs.looks import sittings

_PROGRAMS = ("galculator", "mousepad", "engrampa", "kcalc", "keepassxc")
_PAGES = ("bootstrap-invoices", "mui-dashboard", "tabler-products")
_LOOKS = ("base", "dark", "scale150", "scale200", "font0", "theme", "data", "fewer", "combo0")
_VARIATIONS = (
    *(Variation.MOVED, Variation.REFLOW, Variation.DARK, Variation.THEME, Variation.SCALE_125, Variation.SCALE_150),
    *(Variation.SCALE_200, Variation.FONT, Variation.DATA, Variation.REORDERED, Variation.SCROLLED),
    *(Variation.ABSENT, Variation.ABSENT_TWINS, Variation.COMBO),
)


def main() -> int:
    """Run what is asked for and print the figures; 1 when a program did not do its part."""
    given = _arguments()
    asked: list[Asked] = []
    boxes: list[Boxes] = []
    troubles: list[str] = []
    for name in given.programs:
        known = len(asked)
        asked += _live(name, given.looks, boxes, troubles)
        print(f"{name}: {len(asked) - known} cases", file=sys.stderr, flush=True)
    text = page(asked, boxes)
    print(text)
    if given.markdown:
        given.markdown.write_text(text, encoding="utf-8")
    if given.answers:
        given.answers.write_text("".join(_line(one) for one in asked), encoding="utf-8")
    for trouble in troubles:
        print(trouble, file=sys.stderr)
    return 1 if troubles else 0


def _live(name: str, looks: Sequence[str], boxes: list[Boxes], troubles: list[str]) -> Iterator[Asked]:
    with tempfile.TemporaryDirectory(prefix="live-", ignore_cleanup_errors=True) as folder:
        spec = next((spec for spec in SPECS if spec.name == name), None)
        if spec is not None:
            sitting = PageSitting(spec, _VARIATIONS, Path(folder))
            yield from sitting.asked()
            boxes += sitting.boxes
            return
        course = Course(next(program for program in PROGRAMS if program.name == name), Path(folder))
        for look in (one for one in sittings(name) if one.name in looks):
            yield from course.sit(look)
        boxes += course.boxes
        troubles += course.troubles


def _line(one: Asked) -> str:
    return json.dumps({"case": one.case.model_dump(mode="json"), "told": one.told, "seen": one.seen}) + "\n"


def _arguments() -> argparse.Namespace:
    known = [program.name for program in PROGRAMS] + [spec.name for spec in SPECS if spec.name not in SEALED]
    parser = argparse.ArgumentParser(prog="python -m tests.bench.live", description=__doc__)
    parser.add_argument("--programs", nargs="+", default=[*_PROGRAMS, *_PAGES], choices=known, metavar="NAME")
    parser.add_argument("--looks", nargs="+", default=_LOOKS, metavar="NAME", help="of programs; pages take all")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the page there as well")
    parser.add_argument("--answers", type=Path, metavar="FILE", help="write every case with its answers there")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
