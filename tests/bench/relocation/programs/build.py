"""Makes the cases and the questions about Screens out of the captures of a program."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.relocation.case import Case, Rect, Variation
from tests.bench.relocation.programs.choose import Pair, pair, pointable
from tests.bench.relocation.programs.pictures import Gallery
from tests.bench.relocation.programs.spec import Program, Seen, Shot

_WANTED, _MOST, _CANDIDATES, _ASKED, _TWINS, _AGAIN = 84, 6, 90, 50, 0.5, 4
_RARE = frozenset({Variation.ABSENT, Variation.ABSENT_TWINS, Variation.REORDERED, Variation.SCROLLED})


class Builder:
    """Chooses the cases of one program, the same ones whenever its captures are the same."""

    def __init__(self, program: Program, shots: Sequence[Shot], folder: Path, more: int = 1) -> None:
        self._program = program
        self._shots = shots
        self._more = more
        self._gallery = Gallery(folder)
        self._dice = random.Random(f"{program.name} cases")
        self._used: Counter[str] = Counter()
        self._alike: dict[tuple[str, str], int] = {}

    def cases(self) -> list[Case]:
        """At most six cases for each change of each state, about eighty in all, or so many times more."""
        groups: dict[tuple[str, Variation], list[tuple[Shot, Shot, Pair]]] = defaultdict(list)
        for ref, query, one in self._pairs():
            groups[ref.state, one.variation].append((ref, query, one))
        chosen = [three for key, quota in self._quotas(sorted(groups)) for three in self._best(groups[key], quota)]
        return [self._case(number, *three) for number, three in enumerate(chosen)]

    def _quotas(self, keys: list[tuple[str, Variation]]) -> Iterator[tuple[tuple[str, Variation], int]]:
        """What is wanted shared out among the groups."""
        each, rest = divmod(self._more * _WANTED, max(len(keys), 1))
        luckier = set(self._dice.sample(keys, rest))
        for key in keys:
            yield key, min(self._more * _MOST, max(1, each + (key in luckier)) + (key[1] in _RARE))

    def _pairs(self) -> Iterator[tuple[Shot, Shot, Pair]]:
        for ref in (shot for shot in self._shots if shot.reference):
            targets = [one for one in pointable(ref, self._gallery) if self._program.rows or not one.row]
            self._dice.shuffle(targets)
            targets = self._look(ref, targets[:_CANDIDATES])
            for query in self._queries(ref):
                for target in targets:
                    one = pair(target, ref, query, self._gallery)
                    if one is not None:
                        yield ref, query, one

    def _queries(self, ref: Shot) -> Iterator[Shot]:
        """The other captures of the state; and those of other states, where its elements are absent."""
        for shot in self._shots:
            if shot.state == ref.state and not shot.reference:
                yield shot
            elif shot.reference and shot.state != ref.state:
                yield shot.model_copy(update={"variation": Variation.ABSENT})

    def _look(self, ref: Shot, targets: Sequence[Seen]) -> list[Seen]:
        """How alike each is to others; not more of them than can be asked about, those with twins first."""
        for one in targets:
            self._alike[ref.name, one.key] = self._gallery.look_alikes(ref.picture, one.box)
        return sorted(targets, key=lambda one: self._alike[ref.name, one.key] <= 0)[:_ASKED]

    def _best(self, group: list[tuple[Shot, Shot, Pair]], quota: int) -> Iterator[tuple[Shot, Shot, Pair]]:
        """What was touched first, then half with twins not asked for often yet, those used least, captures in turn."""
        taken: Counter[str] = Counter()
        left = list(group)
        for _ in range(min(quota, len(group))):
            twins = self._dice.random() < _TWINS

            def worth(three: tuple[Shot, Shot, Pair], twins: bool = twins) -> tuple[float, ...]:
                ref, query, one = three
                alike = self._alike[ref.name, one.target.key] > 0 and self._used[one.target.key] < _AGAIN
                touched = bool(query.about) and one.target.key == query.about and not taken[query.name]
                return (-touched, not (twins and alike), taken[query.name], self._used[one.target.key])

            best = min(left, key=worth)
            left = [three for three in left if three[2].target.key != best[2].target.key or three[1] is not best[1]]
            taken[best[1].name] += 1
            self._used[best[2].target.key] += 1
            yield best
            if not left:
                return

    def _case(self, number: int, ref: Shot, query: Shot, one: Pair) -> Case:
        target = one.target
        return Case(
            id=f"{self._program.name}-{number:04d}", app=self._program.name, kind=self._program.toolkit.kind,
            variation=one.variation, ref=ref.picture, query=query.picture, point=self._point(target.box),
            box=target.box, truth=one.truth, role=target.role, name=target.name, context=target.context,
            look_alikes=self._alike[ref.name, target.key], title_ref=ref.title, title_query=query.title,
            win_ref=ref.win, win_query=query.win,
        )  # fmt: skip

    def _point(self, box: Rect) -> tuple[int, int]:
        x, y, w, h = box
        return (
            x + min(w - 1, round(w * self._dice.uniform(0.2, 0.8))),
            y + min(h - 1, round(h * self._dice.uniform(0.2, 0.8))),
        )
