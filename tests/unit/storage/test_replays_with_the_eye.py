"""The whole way: pictures of watched runs, a target taught anew in another run, the eye itself, and the ledger."""

from __future__ import annotations

from app.engine.replaying import Replayer
from app.model.action import ActionKind, Params
from app.model.decision import DecisionKind, Keep, StepPatch
from app.model.frame import Pixels
from app.model.geometry import Box
from app.model.ledger import Entry
from app.model.ledger_learning import CorrectionMade, Evidence, ProofMade
from app.model.ledger_run import DecisionMade, RunBegun, SuggestionMade
from app.model.modes import Label, LabelSource, Risk, RunMode, RunState
from app.model.news import Notice, StateChanged
from app.model.proof import Proof
from app.model.recording import Recorded
from app.model.suggestion import Suggestion
from app.model.target import Candidate, LocatorKind, Picture, TaughtTarget
from app.model.workflow import Screen, Step, Workflow
from app.storage.library import LibraryStore
from app.storage.replays import ReplayStore
from app.storage.settled import SettingsFile
from app.storage.workflows import WorkflowFolder
from app.vision.eye import Eye
from app.vision.sight import taught_on
from tests.unit.engine.test_shadowing_with_the_eye import past
from tests.unit.storage.stores import Store, stored
from tests.unit.vision.drawing import IDENTITY, Canvas, form


def taught(canvas: Canvas, name: str) -> TaughtTarget:
    whole = Box(0, 0, canvas.pixels.shape[1], canvas.pixels.shape[0])
    return taught_on(None)(canvas.pixels, IDENTITY, whole, canvas.places[name].center, canvas.places[name])


def watched(number: int, canvas: Canvas, name: str) -> tuple[list[Entry], dict[str, Pixels]]:
    """A run in which the person was seen to press this, at the place where it was expected."""
    box, file = canvas.places[name], f"{number:016x}.png"
    match = Candidate(box, box.center, 0.9, LocatorKind.PICTURE)
    made = Suggestion(f"g{number}", f"r{number}", "save", ActionKind.CLICK, Params(), 0, 1, 0.95, match=match)
    whole = Box(0, 0, canvas.pixels.shape[1], canvas.pixels.shape[0])
    row = SuggestionMade(made, "w", RunMode.OBSERVATION, Risk.OPEN, Picture(image=file, box=box), whole)
    label = Evidence("w", "save", 0, Label.RIGHT, LabelSource.WATCHED, "watched", f"g{number}")
    return [row, label], {file: canvas.pixels}


def test_a_target_taught_anew_is_tried_on_the_pictures_of_other_runs_once(store: Store) -> None:
    first, again = taught(form(), "Save"), taught(past("Save", "Hugo", 0), "Save")
    step = Step(id="save", source="form", to="form", action=ActionKind.CLICK, target=first.target)
    screen = Screen(id="form", name="Form", window=IDENTITY)
    workflows = WorkflowFolder(store.folder / "workflows")
    settings = SettingsFile(store.folder / "s.json")
    library = LibraryStore(workflows, store.ledger, store.captures, store.database, settings)
    library.add(Recorded(Workflow(id="w", name="Invoice", screens=(screen,), steps=(step,)), first.images))
    pictures = [
        (past("Save", "Nord", 9), "Save"),
        (past("Weiter", "Ost", 0), "Save"),
        (past("Save", "Sued", 3), "Cancel"),
    ]
    for number, (canvas, name) in enumerate(pictures):
        rows, images = watched(number, canvas, name)
        store.ledger.commit(rows, images)
    old, new = StepPatch(target=first.target), StepPatch(target=again.target)
    store.ledger.commit(
        [
            RunBegun("r9", "w", "Invoice", RunMode.COACHING),
            DecisionMade("d", "g", "r9", "w", "save", DecisionKind.CORRECT, 2.0),
            CorrectionMade("c", "d", "w", "save", 1, Keep.ALWAYS, old, new),
            ProofMade("w", "save", "c", 1, Proof(pictures=())),
        ],
        again.images,
    )
    told: list[Notice] = []
    for _ in range(2):
        replayer = Replayer(library, ReplayStore(library, store.ledger, store.database), _eye, lambda: True)
        replayer.tell = told.append
        replayer.hear(StateChanged("r9", RunState.COMPLETED))
        replayer._worker.submit(lambda: None).result()
        replayer.close()
    tried = [row for row in stored(store) if isinstance(row, Evidence) and row.source is LabelSource.REPLAY]
    said = {(row.suggestion_id or "").rpartition("/")[2]: row.label for row in tried}
    assert said == {
        f"{0:016x}.png": Label.RIGHT,
        f"{1:016x}.png": Label.NONE,
        f"{2:016x}.png": Label.WRONG,
        first.target.view: Label.RIGHT,
    }
    assert len(tried) == 4
    assert [notice.text[:17] for notice in told] == ["On 1 past picture"]
    assert store.ledger.rebuild(check=True) == ()


def _eye(pictures: object) -> Eye:
    return Eye(pictures, None, None)  # type: ignore[arg-type]
