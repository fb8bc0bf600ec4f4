"""What proving a correction costs: a new target on a hundred stored pictures of the practice program."""

from __future__ import annotations

from threading import Event
from time import perf_counter

import numpy as np

from app.engine.proving import Prover
from app.home import opened_store
from app.model.frame import Frame, Pixels
from app.model.geometry import Box
from app.model.ledger import Entry
from app.model.ledger_learning import Evidence
from app.model.ledger_run import SuggestionMade
from app.model.modes import Label, LabelSource, Risk, RunMode
from app.model.proof import Proof
from app.model.resources import resources_folder
from app.model.suggestion import Suggestion
from app.model.target import Candidate, LocatorKind, Picture, Target, TaughtTarget
from app.model.window import Window
from app.model.workflow import Step, Workflow
from app.storage.store import Store
from app.vision.eye import Eye
from app.vision.naming import named
from app.vision.text import TextReader
from tests.bench.figures import Figure

FRAMES, BORDER, TIMES, STEP = 100, 40, 3, 2
NOTES = (
    "The pictures are those of the practice program's workflow, each changed a little (noise, another text), so that "
    "none is the same as another. All are of the window in which the target is looked for; pictures of other windows "
    "cost nothing. The first figure is "
    "the whole proof; on pictures of its own step the old target is tried, too. The person can decide before its end.",
)


def figures() -> list[Figure]:
    """The whole proof, and how many pictures one second is enough for."""
    with opened_store() as store:
        workflow = _workflow(store)
        step = _shown(workflow)[STEP]
        assert step.target is not None
        _fill(store, workflow, step.target)
        reader = TextReader()
        prover = Prover(store.library, lambda pictures: Eye(pictures, None, reader))
        taught = _taught(store, workflow, step, reader)
        prover.prove(workflow.id, step.id, taught, False, lambda _: None, Event())
        runs = [_timed(prover, workflow, step, taught) for _ in range(TIMES)]
    return [
        Figure(f"a proof on {FRAMES} pictures", "ms", tuple(whole for whole, _ in runs)),
        Figure("pictures tried in the first second", "", tuple(float(count) for _, count in runs), f"{FRAMES}"),
    ]


def _workflow(store: Store) -> Workflow:
    store.install(resources_folder() / "practice" / "workflow")
    return next(shelved.workflow for shelved in store.workflows.all() if shelved.workflow)


def _timed(prover: Prover, workflow: Workflow, step: Step, taught: TaughtTarget) -> tuple[float, int]:
    """Milliseconds of a whole proof, and how many pictures were tried after one second."""
    start, within = perf_counter(), 0

    def hear(proof: Proof) -> None:
        nonlocal within
        if perf_counter() - start <= 1.0:
            within = proof.frames + proof.others

    proof = prover.prove(workflow.id, step.id, taught, False, hear, Event())
    assert proof.green, proof
    return 1000 * (perf_counter() - start), within


def _taught(store: Store, workflow: Workflow, step: Step, reader: TextReader) -> TaughtTarget:
    """The same element shown again in the recorded picture."""
    target = step.target
    assert target is not None
    assert target.view is not None
    pixels = store.library.picture(workflow.id, target.view)
    assert pixels is not None
    frame = Frame.of_picture(pixels)
    window = Window(0, target.window, 0, frame.region, active=True)
    return Eye(lambda _: None, None, reader).teach(frame, window, target.place.box.center, None)


def _shown(workflow: Workflow) -> list[Step]:
    return [step for step in workflow.steps if step.target and step.target.view]


def _fill(store: Store, workflow: Workflow, about: Target) -> None:
    """A hundred accepted suggestions of the steps in the target's window, each with a picture of its own."""
    steps = [step for step in _shown(workflow) if step.target and step.target.window.fits(about.window)]
    random = np.random.default_rng(3)
    for number in range(FRAMES):
        step = steps[number % len(steps)]
        target = step.target
        assert target is not None
        assert target.view is not None
        view = store.library.picture(workflow.id, target.view)
        assert view is not None
        name, pixels = named(_changed(view, random))
        store.ledger.commit(_rows(workflow, step, number, name, target.place.box, view), {name: pixels})


def _changed(view: Pixels, random: np.random.Generator) -> Pixels:
    """The window with its surroundings, a little noise, and other pixels in one place."""
    framed = np.full((view.shape[0] + 2 * BORDER, view.shape[1] + 2 * BORDER, 3), 90, np.uint8)
    noisy = view.astype(np.int16) + random.integers(-2, 3, view.shape)
    framed[BORDER:-BORDER, BORDER:-BORDER] = np.clip(noisy, 0, 255).astype(np.uint8)
    return framed


def _rows(workflow: Workflow, step: Step, number: int, name: str, place: Box, view: Pixels) -> list[Entry]:
    window = Box(BORDER, BORDER, view.shape[1], view.shape[0])
    mark = place.moved(BORDER, BORDER)
    match = Candidate(mark, mark.center, 0.99, LocatorKind.PICTURE)
    about, run = f"g{number}", f"r{number // 10}"
    shown = Suggestion(about, run, step.id, step.action, step.params, 0, number, 0.95, match=match)
    made = SuggestionMade(shown, workflow.id, RunMode.COACHING, Risk.OPEN, Picture(image=name, box=mark), window)
    return [made, Evidence(workflow.id, step.id, 0, Label.RIGHT, LabelSource.COACHED, "accept", about)]
