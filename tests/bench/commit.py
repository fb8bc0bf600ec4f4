"""What recording costs: each commit of coached runs on the real SQLite ledger, with full synchronisation."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from threading import Event

import cv2
import numpy as np

from app.engine.api import RunRequest
from app.engine.engine import Engine
from app.engine.ports import Ledger
from app.home import opened_store
from app.model.decision import Accept
from app.model.frame import Frame, Pixels
from app.model.geometry import Box
from app.model.knowledge import Knowledge
from app.model.ledger import Entry
from app.model.ledger_run import ActIntended, DecisionMade
from app.model.modes import RunMode
from app.model.news import Asked, News, StateChanged
from app.model.trust import Fleet
from app.model.workflow import Workflow
from app.settings import TrustRules
from app.vision.naming import named
from tests.bench.figures import Figure, milliseconds
from tests.fakes import QUICK, FakeDesktop, FakeEye, sum_workflow

TIMES = 40
NOTES = (
    "The rows are those of coached runs: the decision, with the picture of what was shown; the intent; the outcome, "
    "with all that was learned and the picture afterwards. The pictures are 1280 × 800 of a form, each a new one. "
    "Every commit is on the disk before the run goes on.",
)


def figures() -> list[Figure]:
    """The three commits of a step, by what is in them."""
    found: dict[str, list[float]] = {}
    with opened_store() as store, FakeDesktop() as desktop:
        eye = _PictureEye(desktop.scene, desktop.camera)
        world = replace(desktop.world, ledger=_Timed(store.ledger, found), open_eye=lambda workflow: eye)
        engine = Engine(world, QUICK)
        try:
            for _ in range(TIMES):
                _coached(engine)
        finally:
            engine.close()
    return [Figure(name, "ms", tuple(samples)) for name, samples in sorted(found.items())]


def _coached(engine: Engine) -> None:
    """One run of one step in which everything is accepted."""
    ended = Event()

    def hear(news: News) -> None:
        if isinstance(news, Asked):
            engine.answer(news.question.id, Accept())
        elif isinstance(news, StateChanged) and news.state.ended:
            ended.set()

    engine.subscribe(hear)
    engine.start(RunRequest(sum_workflow("seven"), RunMode.COACHING))
    assert ended.wait(20)


class _Timed:
    """The real ledger with a clock at its door."""

    def __init__(self, ledger: Ledger, found: dict[str, list[float]]) -> None:
        self._ledger = ledger
        self._found = found

    def commit(
        self, entries: Sequence[Entry], pictures: Mapping[str, Pixels] | None = None, learning: bool = True
    ) -> None:
        """As the real one."""
        spent = milliseconds(lambda: self._ledger.commit(entries, pictures, learning))
        self._found.setdefault(_name(entries, len(pictures or {})), []).append(spent)

    def knowledge(self, workflow: Workflow) -> Knowledge:
        """As the real one."""
        return self._ledger.knowledge(workflow)

    def fleet(self, rules: TrustRules) -> Fleet:
        """As the real one."""
        return self._ledger.fleet(rules)


class _PictureEye(FakeEye):
    """Keeps pictures of a real size, each with other words."""

    numbers = itertools.count()

    def keep(self, frame: Frame, box: Box) -> tuple[str, Pixels]:
        """A drawn form under the name of its content."""
        picture = np.full((800, 1280, 3), 240, np.uint8)
        for line in range(30):
            words = f"Line {line} of picture {next(self.numbers)}: supplier, amount, due date"
            cv2.putText(
                picture, words, (20, 24 + 25 * line), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (40, 40, 40), 1, cv2.LINE_AA
            )
        return named(picture)


def _name(entries: Sequence[Entry], pictures: int) -> str:
    kinds = [type(entry) for entry in entries]
    what = "decision" if DecisionMade in kinds else "intent" if ActIntended in kinds else "other"
    if what == "other" and len(kinds) > 1:
        what = "outcome"
    with_pictures = f", {pictures} picture{'s' if pictures > 1 else ''}" if pictures else ""
    return f"commit of the {what}{with_pictures}" if what != "other" else "commit of one row (begin, end of a run)"
