from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from app.learning.looks import MOST_LOOKS
from app.model.action import Params
from app.model.decision import Keep
from app.model.drift import Drift, DriftSeverity, NextAction, Subject, SubjectKind
from app.model.errors import BadInput
from app.model.geometry import Box
from app.model.knowledge import Knowledge
from app.model.ledger import Entry
from app.model.ledger_learning import CorrectionMade, Evidence, LearningSet, LookLearned, RiskSet, Vouched
from app.model.ledger_run import DriftTold, RunBegun
from app.model.modes import Label, LabelSource, LearningState, Risk, RunMode
from app.model.recording import Recorded
from app.model.target import Picture, TaughtTarget
from app.model.workflow import WorkflowStatus
from app.settings import Settings, TrustPolicy, TrustRules
from app.storage.library import LibraryStore
from app.storage.settled import SettingsFile
from app.storage.workflows import WorkflowFolder
from tests.unit.storage.shelf import IMAGE, IMAGES, PIXELS, RING, VIEW, button, invoice
from tests.unit.storage.stores import Store, stored

POINTED = "00000000000000dd.png"


@pytest.fixture
def library(store: Store) -> LibraryStore:
    workflows = WorkflowFolder(store.folder / "workflows")
    return LibraryStore(
        workflows, store.ledger, store.captures, store.database, SettingsFile(store.folder / "settings.json")
    )


@pytest.fixture
def recorded(library: LibraryStore) -> LibraryStore:
    library.add(Recorded(invoice(), IMAGES))
    return library


def known(library: LibraryStore) -> Knowledge:
    return library.knowledge("w-1")


def states(store: Store) -> list[LearningState]:
    return [entry.state for entry in stored(store) if isinstance(entry, LearningSet)]


def test_an_own_recording_starts_coached_and_a_copied_folder_is_watched_first(
    recorded: LibraryStore, store: Store
) -> None:
    other = WorkflowFolder(store.folder / "workflows")
    other.save(invoice(id="copied-in", name="From elsewhere"), IMAGES)
    items = {item.workflow_id: item for item in recorded.items()}
    assert items["w-1"].state is LearningState.COACHING
    assert items["copied-in"].state is LearningState.OBSERVATION


def test_items_tell_runs_and_steps_that_may_act_alone(recorded: LibraryStore, store: Store) -> None:
    store.ledger.commit([RunBegun("r1", "w-1", "Invoice", RunMode.COACHING)])
    recorded.vouch("w-1", "new", True)
    [item] = recorded.items()
    assert (item.name, item.status, item.steps, item.runs) == ("Invoice", WorkflowStatus.DRAFT, 2, 1)
    assert item.may_act_alone == 1
    assert not item.problem


def test_a_broken_workflow_is_an_item_with_its_problem(recorded: LibraryStore, store: Store) -> None:
    (store.folder / "workflows" / "Invoice" / "workflow.json").write_text("{}", encoding="utf-8")
    [item] = recorded.items()
    assert (item.workflow_id, item.steps) == ("Invoice", 0)
    assert "workflow.json" in item.problem
    recorded.remove(item.workflow_id)
    assert recorded.items() == ()


def test_vouching_counts_for_the_present_version_and_lifts_the_workflow(recorded: LibraryStore, store: Store) -> None:
    recorded.vouch("w-1", "new", True)
    assert states(store) == [LearningState.COACHING], "one of two steps is not enough"
    recorded.vouch("w-1", "number", True)
    assert Vouched("w-1", "number", 0, True) in stored(store)
    assert known(recorded).step("number").vouched
    assert states(store)[-1] is LearningState.AUTO_CANDIDATE
    recorded.vouch("w-1", "number", False)
    assert not known(recorded).step("number").vouched
    assert states(store)[-1] is LearningState.COACHING


def test_steps_that_earned_it_count_by_the_rules_that_are_set(recorded: LibraryStore, store: Store) -> None:
    rights = [Evidence("w-1", "number", 0, Label.RIGHT, LabelSource.COACHED, "accept")] * 40
    store.ledger.commit(rights)
    settings = SettingsFile(store.folder / "settings.json")
    counts = []
    for policy in TrustPolicy:
        settings.save(Settings(trust=TrustRules(policy=policy)))
        [item] = recorded.items()
        counts.append(item.may_act_alone)
    assert counts == [1, 0, 0]
    settings.save(Settings())
    store.clock.wall += timedelta(days=365)
    assert recorded.items()[0].may_act_alone == 0, "a record fades"


def test_a_wrong_label_takes_the_vouch_back(recorded: LibraryStore, store: Store) -> None:
    recorded.vouch("w-1", "new", True)
    store.ledger.commit([Evidence("w-1", "new", 0, Label.WRONG, LabelSource.COACHED, "correct")])
    assert not known(recorded).step("new").vouched


def test_locking_a_step_is_a_row_and_takes_the_workflow_down(recorded: LibraryStore, store: Store) -> None:
    for step in ("new", "number"):
        recorded.vouch("w-1", step, True)
    recorded.set_risk("w-1", "new", Risk.LOCKED)
    assert RiskSet("w-1", "new", Risk.LOCKED) in stored(store)
    assert states(store)[-1] is LearningState.COACHING
    recorded.set_risk("w-1", "new", None)
    assert known(recorded).step("new").risk is None


def test_another_text_after_a_correction_replaces_it_and_keeps_the_vouch(recorded: LibraryStore) -> None:
    recorded.vouch("w-1", "number", True)
    for text in ("2042", "2043"):
        recorded.reword("w-1", "number", Params(text=text))
    step = known(recorded).step("number")
    assert step.patch.params == Params(text="2043")
    assert (step.version, step.vouched) == (0, True)


def test_pointing_again_makes_a_new_version_and_keeps_the_old(recorded: LibraryStore, store: Store) -> None:
    taught = TaughtTarget(button("New…", POINTED), {POINTED: PIXELS[:, :6]})
    recorded.vouch("w-1", "new", True)
    recorded.repoint("w-1", "new", taught)
    [row] = [entry for entry in stored(store) if isinstance(entry, CorrectionMade)]
    assert (row.version, row.keep, row.decision_id) == (1, Keep.ALWAYS, None)
    assert row.old.target == button("New")
    assert row.new.target == taught.target
    assert known(recorded).step("new").patch.target == taught.target
    assert not known(recorded).step("new").vouched
    picture = recorded.picture("w-1", POINTED)
    assert picture is not None
    assert np.array_equal(picture, PIXELS[:, :6])
    recorded.repoint("w-1", "new", TaughtTarget(button("New"), {}))
    assert known(recorded).step("new").version == 2


def test_saving_takes_learned_pictures_into_the_folder(recorded: LibraryStore, store: Store) -> None:
    store.ledger.commit([], {POINTED: PIXELS})
    workflow = invoice()
    step = workflow.steps[0].model_copy(update={"target": button("New", POINTED)})
    recorded.save(workflow.model_copy(update={"steps": (step, workflow.steps[1])}))
    assert (store.folder / "workflows" / "Invoice" / "images" / POINTED).exists()
    assert recorded.load("w-1").steps[0].target == button("New", POINTED)


def test_an_unknown_step_is_bad_input_and_nothing_is_written(recorded: LibraryStore, store: Store) -> None:
    before: list[Entry] = stored(store)
    with pytest.raises(BadInput, match="no step 'x'"):
        recorded.vouch("w-1", "x", True)
    with pytest.raises(BadInput, match="there is none"):
        recorded.set_risk("w-9", "new", None)
    assert stored(store) == before


def test_tidying_keeps_what_workflows_and_corrections_need(recorded: LibraryStore, store: Store) -> None:
    store.ledger.commit([], {name: PIXELS for name in (IMAGE, RING, VIEW, POINTED)})
    assert recorded.tidy(days=0, megabytes=500) == 1
    assert recorded.picture("w-1", POINTED) is None
    assert store.captures.load(VIEW) is not None


def look(name: str, screen: str = "main", confirmed: bool = False) -> LookLearned:
    return LookLearned("w-1", screen, Picture(image=name, box=Box(0, 0, 0, 0)), confirmed, "r", "new", 0.7)


def names(count: int) -> list[str]:
    return [f"{number:016x}.png" for number in range(1, count + 1)]


def test_a_confirmed_look_joins_the_screen_and_is_never_tidied_away(recorded: LibraryStore, store: Store) -> None:
    new, *others = names(7)
    store.ledger.commit([], {new: PIXELS, **dict.fromkeys(others, PIXELS)})
    recorded.add_look("w-1", "main", Picture(image=new, box=Box(0, 0, 0, 0)))
    store.ledger.commit([look(name) for name in others])
    assert [one.image for one in known(recorded).screen("main").looks if one.confirmed] == [new]
    recorded.tidy(days=0, megabytes=0)
    kept = [name for name in (new, *others) if store.captures.load(name) is not None]
    assert kept == [new, *others[-MOST_LOOKS:]], "a look that fell out of what is known needs its picture no more"
    assert {one.image for one in known(recorded).screen("main").looks} <= set(kept)


@pytest.mark.parametrize(("screen", "picture"), [("none", IMAGE), ("main", POINTED)])
def test_no_look_is_added_to_a_screen_that_is_gone_or_without_its_picture(
    recorded: LibraryStore, store: Store, screen: str, picture: str
) -> None:
    before = stored(store)
    with pytest.raises(BadInput):
        recorded.add_look("w-1", screen, Picture(image=picture, box=Box(0, 0, 0, 0)))
    assert stored(store) == before


def test_the_pictures_of_a_message_about_drift_are_kept_and_leaving_it_is_a_row(
    recorded: LibraryStore, store: Store
) -> None:
    taught, latest = (Picture(image=name, box=Box(0, 0, 1, 1)) for name in names(2))
    subject = Subject(SubjectKind.STEP, "new")
    drift = Drift(subject, DriftSeverity.NOTE, taught, latest, NextAction.POINT_AGAIN, 0.97, 0.9)
    store.ledger.commit([DriftTold("r", "w-1", drift)], dict.fromkeys(names(2), PIXELS))
    recorded.tidy(days=0, megabytes=0)
    assert store.captures.load(taught.image) is not None
    assert store.captures.load(latest.image) is not None
    recorded.leave_drift("w-1", subject)
    assert known(recorded).step("new").trend.left
    assert known(recorded).step("new").trend.told == drift
    assert store.ledger.rebuild(check=True) == ()
