"""Workflows of 10, 100, 500 and 1 000 Steps: the look of one step, and what a run costs before its first step.

A workflow holds 500 Steps at most; the one of 1 000 is made past that limit, and so cannot be loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from app.home import opened_store
from app.learning.corrections import effective, search_for
from app.learning.fold import folded
from app.learning.looks import known_screens
from app.model.action import ActionKind
from app.model.decision import DecisionKind
from app.model.frame import Pixels
from app.model.geometry import Box
from app.model.knowledge import Knowledge
from app.model.ledger import Entry
from app.model.ledger_learning import Evidence
from app.model.ledger_run import RunBegun, RunEnded, StepEnded
from app.model.modes import Label, LabelSource, RunMode, RunState, StepStatus
from app.model.recording import Recorded
from app.model.workflow import MAX_STEPS, Expect, Screen, Signature, Step, Workflow
from app.storage.store import Store
from app.vision.eye import Eye
from app.vision.naming import named
from tests.bench.figures import Figure
from tests.bench.growth_points import Measured, Plot, plotted
from tests.bench.growth_screens import Showing, cpu_each, cpu_ms, ledger, showing, target_of
from tests.unit.vision.drawing import IDENTITY

NAME = "steps"
COUNTS = (10, 100, MAX_STEPS, 1000)
DESKTOP = Box(0, 0, 1920, 1080)
RUNS, _ON_ONE, _LOOKED, _TIMES = 10, 5, 10, 3
_FOLDED = "one row learned"
_ELEMENTS = ("Save", "Cancel", "Field 0", "Field 1", "Field 2")


def measured() -> Iterator[Measured]:
    """For each length: the start of a run, the look of a step for the first time and again, and learning from it."""
    with opened_store() as store:
        for count in COUNTS:
            made = _Made(count)
            yield from _start(store, made)
            yield from _looks(made)


def plot(found: list[Measured]) -> Plot:
    """Processor time over the number of Steps."""
    title = f"One step's look and the start of a run ({_ON_ONE} Steps on each Screen)"
    lines = [one for one in found if one.line != _FOLDED]
    return plotted(NAME, title, "Steps of the workflow", "ms of processor time", lines)


class _Made:
    """A workflow of this length, its pictures, and what ten runs of it taught."""

    def __init__(self, count: int) -> None:
        self.count = count
        drawn = [ledger(number) for number in range(max(1, count // _ON_ONE))]
        self.canvases = {named(canvas.pixels)[0]: canvas for canvas in drawn}
        self._views = tuple(self.canvases)
        self.pictures: dict[str, Pixels] = {name: canvas.pixels for name, canvas in self.canvases.items()}
        self.workflow = self._workflow()
        self.knowledge = folded(Knowledge(self.workflow.id), [row for run in range(RUNS) for row in self.rows(run)])

    def _workflow(self) -> Workflow:
        screens = tuple(
            Screen(id=name, name=name, window=IDENTITY, signature=Signature(view=name)) for name in self.canvases
        )
        steps = tuple(self._step(number) for number in range(self.count))
        name = f"w{self.count}"
        if self.count > MAX_STEPS:
            return Workflow.model_construct(id=name, name=name, screens=screens, steps=steps)
        return Workflow(id=name, name=name, screens=screens, steps=steps)

    def view_of(self, number: int) -> str:
        """The picture of the step's Screen, which is the Screen's id as well."""
        return self._views[number // _ON_ONE]

    def _step(self, number: int) -> Step:
        view = self.view_of(number)
        target = target_of(self.canvases[view], _ELEMENTS[number % _ON_ONE], view)
        ends = {"from": view, "to": view, "expect": Expect(target_gone=True)}
        return Step.model_validate({"id": f"p{number}", "action": ActionKind.CLICK, "target": target, **ends})

    def rows(self, run: int) -> list[Entry]:
        """What one clean supervised run leaves that teaches."""
        name, work = f"r{self.count} {run}", self.workflow.id
        found: list[Entry] = [RunBegun(name, work, work, RunMode.SUPERVISED)]
        for number, step in enumerate(self.workflow.steps):
            assert step.target is not None
            ended = (name, work, step.id, number, StepStatus.PASSED, DecisionKind.ACCEPT, "Click", "")
            found.append(StepEnded(*ended, score=0.99, method="place", place=step.target.place.box))
            found.append(Evidence(work, step.id, 0, Label.RIGHT, LabelSource.COACHED, "accepted"))
        clean = (RunMode.SUPERVISED, RunState.COMPLETED, "", True, 1.0, 1, 1)
        return [*found, RunEnded(name, work, *clean)]


def _start(store: Store, made: _Made) -> Iterator[Measured]:
    """What is read before the first step: the workflow, what was learned; then its pictures at the first look."""
    for run in range(RUNS):
        store.ledger.commit(made.rows(run))
    if made.count <= MAX_STEPS:
        store.library.add(Recorded(made.workflow, made.pictures))
        load = cpu_each([partial(store.library.load, made.workflow.id)], _TIMES)
        yield _measured(made, "load the workflow", load)
    fresh = cpu_ms(partial(store.ledger.knowledge, made.workflow))
    yield _measured(made, f"what was learned, from the rows of {RUNS} runs", (fresh,))
    store.ledger.commit([RunBegun("last", made.workflow.id, "", RunMode.SUPERVISED)])  # the snapshot is written by now
    again = cpu_each([partial(store.ledger.knowledge, made.workflow)], _TIMES)
    yield _measured(made, "what was learned, from the snapshot", again)


def _looks(made: _Made) -> Iterator[Measured]:
    eye, begin = Eye(made.pictures.get), made.count // 2 // _ON_ONE * _ON_ONE
    chosen = range(begin, min(made.count, begin + _LOOKED))
    views = {made.view_of(number): showing(made.canvases[made.view_of(number)], DESKTOP) for number in chosen}
    steps = [partial(_look, _Step(made, eye, views[made.view_of(number)], number)) for number in chosen]
    learned = cpu_ms(partial(eye.remember, made.workflow.screens))
    yield _measured(made, "pictures of its Screens learned before the first look", (learned,))
    yield _measured(made, "look of a step, its Target for the first time", cpu_each(steps))
    yield _measured(made, "look of a step again", cpu_each(steps, _TIMES))
    row = made.rows(RUNS)[1]
    learning = cpu_each([partial(folded, made.knowledge, [row])], 10 * _TIMES)
    yield _measured(made, _FOLDED, learning)


@dataclass(frozen=True)
class _Step:
    """All that the look of one step needs."""

    made: _Made
    eye: Eye
    there: Showing
    number: int


def _look(step: _Step) -> None:
    """As the engine does it, without taking the picture."""
    made, frame, window = step.made, step.there.again(), step.there.window
    known = made.knowledge.step(made.workflow.steps[step.number].id)
    search = search_for(effective(made.workflow.steps[step.number], known), known)
    assert search is not None
    screen, _ = step.eye.recognise(frame, window, known_screens(made.workflow.screens, made.knowledge))
    assert screen is not None, f"step {step.number} is on an unknown screen"
    found = step.eye.locate(frame, window, search)
    assert found.best is not None, found.reason


def _measured(made: _Made, line: str, samples: tuple[float, ...]) -> Measured:
    return Measured(line, made.count, Figure(f"{made.count} Steps: {line}", "ms", samples))
