"""The library as the windows see it: workflows, their pictures, and what was learned about them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from threading import Event
from uuid import uuid4

from app.learning.corrections import effective
from app.learning.fleet import open_levels
from app.learning.fold import folded
from app.learning.progress import Bar, reached_state
from app.learning.readiness import Seconds, readiness
from app.learning.summary import summary_of, summary_values
from app.model.action import Params
from app.model.coaching import CoachingStats, LibraryItem
from app.model.decision import Keep, StepPatch
from app.model.drift import Subject
from app.model.errors import BadInput
from app.model.frame import Pixels
from app.model.knowledge import Knowledge
from app.model.ledger import Entry
from app.model.ledger_learning import CorrectionMade, LearningSet, LookLearned, ProofMade, RiskSet, Vouched
from app.model.ledger_run import DriftLeft
from app.model.modes import LearningState, Risk, RunMode
from app.model.proof import Proof, StoredFrame
from app.model.readiness import Readiness
from app.model.recording import RECORDED, Recorded
from app.model.rehearsal import Doubt
from app.model.target import Picture, TaughtTarget
from app.model.trust import Level
from app.model.workflow import Step, Workflow
from app.settings import Advice as AdviceRules
from app.settings import TrustPolicy
from app.storage.answer_times import answer_times
from app.storage.captures import Captures
from app.storage.database import Database
from app.storage.doubts import MOST, doubts_of
from app.storage.frames import stored_frames
from app.storage.ledger import Ledger
from app.storage.library_items import Showing, item_of
from app.storage.opinions import standings
from app.storage.ratings import wrong_place_of
from app.storage.retention import pictures_of
from app.storage.settled import SettingsFile
from app.storage.stats import coaching_stats
from app.storage.workflows import WorkflowFolder

_Rows = Callable[[Step, Knowledge], Sequence[Entry]]


class LibraryStore:
    """Safe from any thread; every call may take long."""

    def __init__(
        self,
        workflows: WorkflowFolder,
        ledger: Ledger,
        captures: Captures,
        database: Database,
        settings: SettingsFile,
    ) -> None:
        self._workflows = workflows
        self._ledger = ledger
        self._captures = captures
        self._database = database
        self._settings = settings

    def items(self) -> tuple[LibraryItem, ...]:
        """All workflows, broken ones included with their problem."""
        return self._items(frozenset())

    def at_hand(self, waited_for: Collection[str] = ()) -> tuple[LibraryItem, ...]:
        """The same without waiting, but for these: those with much to read come without their numbers (`reading`)."""
        there = {each.workflow.id for each in self._workflows.all() if each.workflow}
        return self._items(self._ledger.far_behind(there.difference(waited_for)))

    def catch_up(self, workflow_id: str, cancel: Event) -> None:
        """Read what was learned of a workflow, so that it is at hand; `cancel` breaks off."""
        self._ledger.catch_up(workflow_id, cancel)

    def _items(self, reading: frozenset[str]) -> tuple[LibraryItem, ...]:
        bar = self.bar()
        with self._database.reading() as session:
            trusted, took = standings(session), answer_times(session)

        def ready(workflow: Workflow, known: Knowledge) -> Readiness:
            return self._ready(workflow, known, RunMode.AUTOMATIC, bar, took)

        showing = Showing(bar, trusted, reading, self.knowledge, ready)
        return tuple(item_of(shelved, showing) for shelved in self._workflows.all())

    def load(self, workflow_id: str) -> Workflow:
        """One workflow; BadInput when it is broken or not there."""
        return self._workflows.load(workflow_id)

    def add(self, recorded: Recorded) -> Path:
        """Keep a workflow that the person has just recorded; its first run is coached. Returns its folder."""
        folder = self._workflows.save(recorded.workflow, recorded.images)
        self._ledger.commit([LearningSet(recorded.workflow.id, LearningState.COACHING, RECORDED)])
        return folder

    def save(self, workflow: Workflow, images: Mapping[str, Pixels] | None = None) -> None:
        """Write it back, with new pictures; pictures that were learned in runs are copied into its folder.

        A workflow that is not there yet was recorded here: its first run is coached.
        """
        if workflow.id not in {shelved.workflow.id for shelved in self._workflows.all() if shelved.workflow}:
            self.add(Recorded(workflow, images or {}))
            return
        self._workflows.save(workflow, {**self._learned_pictures(workflow), **(images or {})})

    def remove(self, workflow_id: str) -> None:
        """Move the folder to the trash folder beside it; what was learned stays in the ledger."""
        self._workflows.remove(workflow_id)

    def picture(self, workflow_id: str, name: str) -> Pixels | None:
        """A stored picture (BGR), from the workflow's images or the captures."""
        kept = self._workflows.picture(workflow_id, name)
        return self._captures.load(name) if kept is None else kept

    def knowledge(self, workflow_id: str) -> Knowledge:
        """What was learned."""
        return self._ledger.knowledge_of(workflow_id)

    def readiness(self, workflow_id: str, mode: RunMode) -> Readiness:
        """What a run in this mode would ask now."""
        workflow = self._workflows.load(workflow_id)
        with self._database.reading() as session:
            took = answer_times(session)
        return self._ready(workflow, self.knowledge(workflow.id), mode, self.bar(), took)

    def frames(self, workflow_id: str) -> tuple[StoredFrame, ...]:
        """Its stored pictures with the places that count in them, newest first."""
        workflow, knowledge = self._workflows.load(workflow_id), self.knowledge(workflow_id)
        with self._database.reading() as session:
            return stored_frames(session, workflow, knowledge)

    def doubts(self, since: datetime) -> tuple[Doubt, ...]:
        """What is doubtful in the stored pictures of all workflows since a moment, newest first."""
        sound = [shelved.workflow for shelved in self._workflows.all() if shelved.workflow]
        known = [(workflow, self.knowledge(workflow.id)) for workflow in sound]
        with self._database.reading() as session:
            found = [doubt for each in known for doubt in doubts_of(session, *each, since)]
        return tuple(sorted(found, key=lambda doubt: doubt.when, reverse=True)[:MOST])

    def summaries(self) -> dict[str, dict[str, object]]:
        """How much was learned of each workflow, as plain values by its id."""
        sound = [shelved.workflow for shelved in self._workflows.all() if shelved.workflow]
        return {each.id: summary_values(summary_of(each, self.knowledge(each.id))) for each in sound}

    def stats(self) -> tuple[CoachingStats, ...]:
        """Coaching statistics of every workflow with runs."""
        with self._database.reading() as session:
            return coaching_stats(session)

    def vouch(self, workflow_id: str, step_id: str, granted: bool) -> None:
        """The person lets the step act alone, or takes it back; counts for the step's present version."""

        def rows(step: Step, knowledge: Knowledge) -> Sequence[Entry]:
            return [Vouched(workflow_id, step.id, knowledge.step(step.id).version, granted)]

        self._amend(workflow_id, step_id, rows)

    def call_wrong(self, run_id: str, step_id: str) -> None:
        """What the robot did for this step in a past run was the wrong place, whatever its label has been."""
        with self._database.reading() as session:
            row = wrong_place_of(session, run_id, step_id)
        if row is not None:
            self._ledger.commit([row])

    def set_risk(self, workflow_id: str, step_id: str, risk: Risk | None) -> None:
        """The person locks or unlocks a step; None returns to the rule."""
        self._amend(workflow_id, step_id, lambda step, _: [RiskSet(workflow_id, step.id, risk)])

    def reword(self, workflow_id: str, step_id: str, params: Params) -> None:
        """Other text or keys from now on, where a correction has replaced the recorded ones; the old are kept."""

        def rows(step: Step, knowledge: Knowledge) -> Sequence[Entry]:
            known = knowledge.step(step.id)
            old, new = StepPatch(params=effective(step, known).params), StepPatch(params=params)
            return [CorrectionMade(str(uuid4()), None, workflow_id, step.id, known.version, Keep.ALWAYS, old, new)]

        self._amend(workflow_id, step_id, rows)

    def repoint(self, workflow_id: str, step_id: str, taught: TaughtTarget, proof: Proof | None = None) -> None:
        """A new version of the step's target, the old kept; `proof` is what the person was shown of it."""

        def rows(step: Step, knowledge: Knowledge) -> Sequence[Entry]:
            known = knowledge.step(step.id)
            old, new = StepPatch(target=effective(step, known).target), StepPatch(target=taught.target)
            version = knowledge.version_after(step.id, known.version)
            made = CorrectionMade(str(uuid4()), None, workflow_id, step.id, version, Keep.ALWAYS, old, new)
            proved = [ProofMade(workflow_id, step.id, made.correction_id, version, proof)] if proof else []
            return [made, *proved]

        self._amend(workflow_id, step_id, rows, taught.images)

    def correct(
        self,
        workflow_id: str,
        step_id: str,
        change: Callable[[Step], StepPatch],
        images: Mapping[str, Pixels],
        origin: str,
    ) -> None:
        """From now on the step with this change of what it is today, the old kept; `origin` is the id of the opinion
        that it comes from."""

        def rows(step: Step, knowledge: Knowledge) -> Sequence[Entry]:
            known = knowledge.step(step.id)
            today = effective(step, known)
            new = change(today)
            target, action = today.target if new.target else None, today.action if new.action else None
            old = StepPatch(target=target, action=action, params=today.params if new.params else None)
            elsewhere = new.target is not None or new.action is not None
            version = knowledge.version_after(step.id, known.version) if elsewhere else known.version
            return [CorrectionMade(str(uuid4()), origin, workflow_id, step.id, version, Keep.ALWAYS, old, new)]

        self._amend(workflow_id, step_id, rows, images)

    def add_look(self, workflow_id: str, screen_id: str, picture: Picture) -> None:
        """The person confirms that the Screen may look like this, too; BadInput when it or the picture is gone."""
        workflow = self._workflows.load(workflow_id)
        if screen_id not in {screen.id for screen in workflow.screens}:
            why = f"there is no Screen {screen_id!r}"
            raise BadInput(f"Workflow {workflow.name!r}", why, "Open the workflow again: it was changed.")
        if self.picture(workflow_id, picture.image) is None:
            raise BadInput("The new look", "its picture is no longer kept", "Run the workflow again.")
        self._ledger.commit([LookLearned(workflow_id, screen_id, picture, confirmed=True)])

    def leave_drift(self, workflow_id: str, subject: Subject) -> None:
        """The person wants what was told of this Screen or step left as it is."""
        self._ledger.commit([DriftLeft(workflow_id, subject)])

    def tidy(self, days: float, megabytes: float) -> int:
        """Remove old pictures, but none that a workflow or a correction needs; how many went."""
        return self._ledger.tidy(days, megabytes, self._pictures())

    def tidy_later(self, days: float, megabytes: float) -> None:
        """The same on the writer thread, without waiting; a failure is logged."""
        self._ledger.tidy_later(days, megabytes, self._pictures)

    def _pictures(self) -> frozenset[str]:
        shelved = self._workflows.all()
        return frozenset(name for each in shelved if each.workflow for _, name in pictures_of(each.workflow))

    def bar(self) -> Bar:
        """By which rules steps are judged at this moment."""
        rules = self._settings.load().trust
        strict = rules.policy is TrustPolicy.STRICT
        fleet = open_levels(self._ledger.fleet(rules)) if strict else frozenset[Level]()
        return Bar(rules, self._ledger.moment(), fleet)

    def advice_rules(self) -> AdviceRules:
        """On how much advice rests at this moment."""
        return self._settings.load().advice

    def _ready(self, workflow: Workflow, known: Knowledge, mode: RunMode, bar: Bar, took: Seconds) -> Readiness:
        budget = self._settings.load().questions.most_per_run
        return readiness(workflow, known, mode, *bar, took, budget)

    def _learned_pictures(self, workflow: Workflow) -> dict[str, Pixels]:
        """Pictures that it names and that only the captures hold, so that the folder is whole by itself."""
        names = {name for _, name in pictures_of(workflow)}
        loaded = {
            name: self._captures.load(name) for name in names if self._workflows.picture(workflow.id, name) is None
        }
        return {name: pixels for name, pixels in loaded.items() if pixels is not None}

    def _amend(self, workflow_id: str, step_id: str, rows: _Rows, pictures: Mapping[str, Pixels] | None = None) -> None:
        workflow = self._workflows.load(workflow_id)
        step = next((step for step in workflow.steps if step.id == step_id), None)
        if step is None:
            cure = "Open the workflow again: it was changed."
            raise BadInput(f"Workflow {workflow.name!r}", f"there is no step {step_id!r}", cure)

        bar = self.bar()

        def decide(knowledge: Knowledge) -> Sequence[Entry]:
            made = rows(step, knowledge)
            return [*made, *_state_change(workflow, folded(knowledge, made, bar.now), bar)]

        self._ledger.amend(workflow, decide, pictures)


def _state_change(workflow: Workflow, knowledge: Knowledge, bar: Bar) -> list[Entry]:
    reached = reached_state(workflow, knowledge, *bar)
    if reached is knowledge.state:
        return []
    return [LearningSet(workflow.id, reached, "what the steps may do now")]
