"""`python -m tests.bench.relocation.sampling FOLDER ... --out FOLDER`: a few captured cases, small enough to commit.

From every folder one case of each wanted variation that has its target, and one whose row is gone; pictures are cut to
the window with a margin. Chosen by the folder's name, whatever is answered.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image

from tests.bench.relocation.case import Case, Rect, Variation, read_cases, write_lines

_WANTED = (
    Variation.MOVED,
    Variation.DARK,
    Variation.SCALE_150,
    Variation.FONT,
    Variation.REORDERED,
    Variation.REFLOW,
    Variation.ABSENT_TWINS,
)
_MARGIN, _EACH = 16, 3


def main() -> int:
    """Choose, cut and write."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.relocation.sampling", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    given = parser.parse_args()
    (given.out / "img").mkdir(parents=True, exist_ok=True)
    cases = [_cut(folder, case, given.out) for folder in given.folders for case in _chosen(folder)]
    write_lines(given.out / "cases.jsonl", cases)
    print(
        f"{len(cases)} cases, {sum(file.stat().st_size for file in given.out.rglob('*.png')) // 1024} KiB of pictures"
    )
    return 0


def _chosen(folder: Path) -> Iterator[Case]:
    dice = random.Random(folder.name)
    cases = [case for case in read_cases(folder / "cases.jsonl") if case.win_ref and case.win_query]
    wanted = dice.sample(_WANTED, _EACH) if len(_WANTED) > _EACH else list(_WANTED)
    for variation in wanted:
        found = [case for case in cases if case.variation is variation and _inside(case)]
        if found:
            yield dice.choice(found)


def _inside(case: Case) -> bool:
    """Whether all of it lies in the windows, where the picture is kept."""
    boxes = [(case.box, case.win_ref), (case.truth, case.win_query)]
    return all(window is not None and (box is None or _holds(window, box)) for box, window in boxes)


def _holds(window: Rect, box: Rect) -> bool:
    x, y, wide, high = window
    return x <= box[0] and y <= box[1] and box[0] + box[2] <= x + wide and box[1] + box[3] <= y + high


def _cut(folder: Path, case: Case, out: Path) -> Case:
    assert case.win_ref is not None
    assert case.win_query is not None
    ref, at_ref = _saved(folder, case.ref, case.win_ref, out)
    query, at_query = _saved(folder, case.query, case.win_query, out)
    return case.model_copy(
        update={
            "ref": ref,
            "query": query,
            "point": (case.point[0] - at_ref[0], case.point[1] - at_ref[1]),
            "box": _shifted(case.box, at_ref),
            "truth": _shifted(case.truth, at_query) if case.truth else None,
            "win_ref": _shifted(case.win_ref, at_ref),
            "win_query": _shifted(case.win_query, at_query),
        }
    )


def _saved(folder: Path, name: str, window: Rect, out: Path) -> tuple[str, tuple[int, int]]:
    """The picture around the window under a name of its own, and where its corner was."""
    x, y, wide, high = window
    corner = (max(0, x - _MARGIN), max(0, y - _MARGIN))
    kept = f"img/{folder.name}-{Path(name).stem}-{corner[0]}-{corner[1]}.png"
    with Image.open(folder / name) as picture:
        part = picture.convert("RGB").crop((*corner, x + wide + _MARGIN, y + high + _MARGIN))
        part.save(out / kept, optimize=True)
    return kept, corner


def _shifted(box: Sequence[int], corner: tuple[int, int]) -> Rect:
    return box[0] - corner[0], box[1] - corner[1], box[2], box[3]


if __name__ == "__main__":
    raise SystemExit(main())
