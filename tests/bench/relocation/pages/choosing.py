"""From pictures to cases: which elements are asked for, with true boxes, in a mixture that repeats itself little."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.bench.relocation.case import Case, Rect, Variation
from tests.bench.relocation.pages.specs import Spec
from tests.bench.relocation.pages.taken import Item, Taken, touch

_MOST = {
    Variation.SAME: 2,
    Variation.MOVED: 5,
    Variation.FOCUS: 4,
    Variation.DISABLED: 4,
    Variation.ANTIALIASING: 3,
    Variation.FONT_SIZE: 4,
    Variation.SCALE_125: 4,
    Variation.SCALE_150: 4,
    Variation.SCALE_200: 4,
    Variation.ABSENT_TWINS: 10,
}
_USUAL = 5
_SMALLEST = 9
_POINTED = (Variation.HOVER, Variation.PRESSED, Variation.FOCUS, Variation.DISABLED)


@dataclass(frozen=True)
class Target:
    """An element of a reference picture, how often its like is there, and where the person pointed."""

    item: Item
    look_alikes: int
    point: tuple[int, int]


@dataclass(frozen=True)
class Question:
    """One possible case."""

    ref: Taken
    query: Taken
    target: Target
    variation: Variation
    truth: Rect | None


def wanted(taken: Taken) -> list[Item]:
    """The elements of a reference picture that may be asked for."""
    dialog = taken.shot.name == "dialog"
    shown = [item for item in taken.items.values() if item.state == "shown" and item.mark.startswith("d-") == dialog]
    return [item for item in shown if min(item.box[2:]) >= _SMALLEST]


def point_in(item: Item, chance: random.Random) -> tuple[int, int]:
    """A place in the middle 60 % of the box."""
    x, y, width, height = item.box
    return (x + int(width * chance.uniform(0.2, 0.8)), y + int(height * chance.uniform(0.2, 0.8)))


def questions(ref: Taken, query: Taken, targets: Sequence[Target]) -> Iterator[Question]:
    """What may be asked about two pictures; elements of which the truth is not certain are left out."""
    for target in targets:
        if (answer := _answer(query, target)) is not None:
            yield Question(ref, query, target, *answer)


def _answer(query: Taken, target: Target) -> tuple[Variation, Rect | None] | None:
    variation, item = query.shot.variation, query.items.get(target.item.mark)
    if item is None:
        return _missing(query, target)
    if variation in (Variation.ABSENT, Variation.ABSENT_TWINS) or not _concerned(query, target):
        return None
    if item.state == "out":
        return (_absence(target), None) if variation in (Variation.SCROLLED, Variation.REFLOW) else None
    return _seen(variation, item.box, query.cover) if item.state == "shown" else None


def _seen(variation: Variation, box: Rect, cover: Rect | None) -> tuple[Variation, Rect | None] | None:
    if cover is None or not touch(box, cover):
        return (variation, box)
    return (variation, None) if _inside(box, cover) else None


def _missing(query: Taken, target: Target) -> tuple[Variation, Rect | None] | None:
    """Another page, a closed dialog, or a row that has gone with everything in it."""
    variation = query.shot.variation
    if variation is Variation.ABSENT:
        return None if _namesake(query, target.item) else (variation, None)
    row = target.item.mark.rpartition("-")[0] + "-"
    rows_change = variation in (Variation.ABSENT_TWINS, Variation.DATA)
    if not rows_change or row == "-" or any(mark.startswith(row) for mark in query.items):
        return None
    return (_absence(target), None)


def _namesake(query: Taken, asked: Item) -> bool:
    """Whether another page shows something of the same name: a person might take it for the same thing."""
    return any(asked.name and item.name == asked.name and item.state != "out" for item in query.items.values())


def _absence(target: Target) -> Variation:
    return Variation.ABSENT_TWINS if target.look_alikes > 0 or target.item.context else Variation.ABSENT


def _concerned(query: Taken, target: Target) -> bool:
    """With the pointer on one element, ask for it and for those that look the same, not for the rest."""
    shot = query.shot
    if shot.variation not in _POINTED:
        return True
    aimed = [query.items[mark] for mark in shot.target.split(",") if mark in query.items]
    asked = target.item
    return any(one.mark == asked.mark or (one.role == asked.role and one.name == asked.name) for one in aimed)


def chosen(spec: Spec, possible: Sequence[Question], more: int = 1) -> list[Case]:
    """At most a handful of each variation (times `more`), spread over pictures, elements, with and without twins."""
    chance = random.Random(f"{spec.name}/cases")
    by_variation: Mapping[Variation, list[Question]] = defaultdict(list)
    for question in possible:
        by_variation[question.variation].append(question)
    used: Counter[str] = Counter()
    picked = [
        one for kind in Variation for one in _spread(by_variation[kind], more * _MOST.get(kind, _USUAL), used, chance)
    ]
    return [_case(spec, number, question) for number, question in enumerate(picked)]


def _spread(possible: list[Question], most: int, used: Counter[str], chance: random.Random) -> Iterator[Question]:
    left = chance.sample(possible, len(possible))
    seen: Counter[str] = Counter()
    for _ in range(min(most, len(left))):
        best = min(left, key=lambda one: _weight(one, seen, used))
        left.remove(best)
        for word in _words(best):
            seen[word] += 1
        used[best.target.item.mark] += 1
        used[best.target.item.role] += 1
        yield best


def _weight(one: Question, seen: Counter[str], used: Counter[str]) -> float:
    picture, twins, truth, mark = _words(one)
    aim = -2.0 if one.target.item.mark in one.query.shot.target.split(",") else 0.0
    again = 3.0 * used[one.target.item.mark] + 0.15 * used[one.target.item.role] + 20.0 * seen[mark]
    return aim + 2.0 * seen[picture] + 1.5 * seen[twins] + 1.0 * seen[truth] + again


def _words(one: Question) -> tuple[str, str, str, str]:
    return (
        one.query.shot.name,
        f"twins {one.target.look_alikes > 0}",
        f"truth {one.truth is None}",
        one.target.item.mark,
    )


def _case(spec: Spec, number: int, one: Question) -> Case:
    item = one.target.item
    return Case(
        id=f"{spec.name}-{number:03}",
        app=spec.name,
        kind="web",
        variation=one.variation,
        ref=one.ref.picture,
        query=one.query.picture,
        point=one.target.point,
        box=item.box,
        truth=one.truth,
        role=item.role,
        name=item.name,
        context=item.context,
        look_alikes=one.target.look_alikes,
        title_ref=one.ref.title,
        title_query=one.query.title,
        win_ref=one.ref.window,
        win_query=one.query.window,
    )


def _inside(one: Rect, other: Rect) -> bool:
    return (
        one[0] >= other[0]
        and one[1] >= other[1]
        and one[0] + one[2] <= other[0] + other[2]
        and one[1] + one[3] <= other[1] + other[3]
    )
