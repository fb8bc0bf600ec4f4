"""Which elements get the pointer, the pressed button, the focus, or are switched off."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from tests.bench.relocation.case import Variation
from tests.bench.relocation.pages.choosing import Target
from tests.bench.relocation.pages.looks import Plan, Shot

_HOW_MANY = {Variation.HOVER: 5, Variation.PRESSED: 5, Variation.FOCUS: 4, Variation.DISABLED: 6}
_OPENS = ("select", "combobox", "input:text", "input:password", "listbox")
_QUIET = ("td", "span", "div", "th")


def aimed_shots(plan: Plan, targets: Sequence[Target]) -> list[Shot]:
    """The pictures for these variations, seeded, half of them on elements with twins."""
    chance = random.Random(f"{plan.spec.name}/aims")
    return [shot for kind in _HOW_MANY for shot in plan.aimed(kind, _some(kind, targets, chance))]


def _some(kind: Variation, targets: Sequence[Target], chance: random.Random) -> list[str]:
    fitting = [target for target in targets if _fits(kind, target.item.role, target.item.mark)]
    twins = [target for target in fitting if target.look_alikes > 0]
    single = [target for target in fitting if target.look_alikes <= 0]
    half = _HOW_MANY[kind] // 2 + 1
    first = _drawn(twins, half, chance)
    return first + _drawn(single, _HOW_MANY[kind] - len(first), chance)


def _drawn(targets: Sequence[Target], most: int, chance: random.Random) -> list[str]:
    return [target.item.mark for target in chance.sample(targets, min(most, len(targets)))]


def _fits(kind: Variation, role: str, mark: str) -> bool:
    if role in _QUIET:
        return False
    if kind is Variation.PRESSED:
        return not _starts(role, _OPENS)
    if kind is Variation.DISABLED:
        return not _starts(mark, ("nav-", "tab-", "page-", "bell", "account")) and role not in ("a", "link")
    return kind is Variation.HOVER or not _starts(mark, ("nav-", "tab-"))


def _starts(word: str, beginnings: Iterable[str]) -> bool:
    return word.startswith(tuple(beginnings))
