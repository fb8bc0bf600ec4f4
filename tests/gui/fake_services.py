"""Services that keep everything in memory, filled with believable data."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from types import MappingProxyType
from typing import Any

from app.learning.drift import followed, standing
from app.learning.progress import Bar
from app.learning.readiness import preflight, readiness
from app.model.action import ActionKind, Params
from app.model.coaching import CoachingStats, LibraryItem, RunSummary, StepRecord
from app.model.decision import DecisionKind, StepPatch
from app.model.drift import Subject, SubjectKind, Trend
from app.model.errors import AlreadyRunning, BadInput
from app.model.feedback import About, FeedbackStats, Opinion, Remembered
from app.model.frame import Frame, Pixels
from app.model.geometry import Box, Point
from app.model.knowledge import Knowledge, LearnedLook, Outcome, ScreenKnowledge, StepKnowledge
from app.model.modes import LabelSource, LearningState, Risk, RunMode, RunState, StepStatus
from app.model.proof import Proof
from app.model.readiness import Outside, Preflight, Readiness
from app.model.recording import Recorded, RecorderNews, RecorderState
from app.model.target import Picture, Place, Target, TaughtTarget
from app.model.window import WindowIdentity
from app.model.workflow import Screen, Step, Workflow, WorkflowStatus
from app.settings import Settings
from app.ui.services import Services
from tests.gui import fake_desktop as desk
from tests.gui.fake_insights import FakeInsights
from tests.gui.fake_lessons import FakeLessons, FakeTrials
from tests.gui.fake_packs import FakePacks
from tests.gui.fake_proofs import FakeProofs
from tests.gui.fake_rehearsal import FakeRehearsal
from tests.gui.fake_training import FakeTraining

INVOICE = WindowIdentity(application="invoices", title="Invoice 2041 – Edit")
RING = 60


def ring_of(box: Box) -> Box:
    """The element with its surroundings."""
    return Box(box.x - RING, box.y - RING // 2, box.w + 2 * RING, box.h + RING)


def target_of(box: Box, label: str) -> Target:
    """A target taught from the drawn desktop; its pictures are named by their place."""
    ring = ring_of(box)
    return Target(
        window=INVOICE,
        place=Place(box=box.relative_to(desk.WINDOW.origin), window_width=desk.WINDOW.w, window_height=desk.WINDOW.h),
        press=Point(box.w // 2, box.h // 2),
        ring=Picture(image=f"{ring.x}-{ring.y}-{ring.w}-{ring.h}", box=box.relative_to(ring.origin)),
        name=label,
        role="push button",
    )


def invoice_workflow() -> Workflow:
    """Six steps of entering an invoice."""
    places = (
        ("Supplier", desk.SUPPLIER, ActionKind.TYPE_TEXT, Params(text="Dupont & Fils")),
        ("Amount", desk.AMOUNT, ActionKind.TYPE_TEXT, Params(text="1 284,50")),
        ("Due date", desk.DUE, ActionKind.DOUBLE_CLICK, Params()),
        ("Due date", desk.DUE, ActionKind.TYPE_TEXT, Params(text="2026-12-15")),
        ("Save", desk.SAVE, ActionKind.CLICK, Params()),
        ("", None, ActionKind.PRESS_KEYS, Params(keys=("ctrl", "w"))),
    )
    steps = tuple(
        Step(
            id=f"s{number}",
            source=f"n{number - 1}",
            to=f"n{number}",
            action=action,
            params=params,
            target=target_of(box, label) if box else None,
        )
        for number, (label, box, action, params) in enumerate(places, start=1)
    )
    screens = tuple(
        Screen(id=f"n{number}", name="Invoice form", window=INVOICE, entry=number == 0, end=number == len(places))
        for number in range(len(places) + 1)
    )
    return Workflow(id="w1", name="Enter supplier invoice", screens=screens, steps=steps)


@dataclass
class FakeLibrary:
    """Workflows by id; `calls` remembers every write."""

    workflows: dict[str, Workflow] = field(default_factory=dict)
    steps: dict[str, StepKnowledge] = field(default_factory=dict)
    screens: dict[str, ScreenKnowledge] = field(default_factory=dict)
    extra: tuple[LibraryItem, ...] = ()
    state: LearningState = LearningState.COACHING
    frame: Frame | None = None
    calls: list[tuple[object, ...]] = field(default_factory=list)
    fail: Exception | None = None
    unread: list[str] = field(default_factory=list)
    fail_to_read: Exception | None = None
    reading: Event = field(default_factory=Event)

    def at_hand(self, waited_for: Collection[str] = ()) -> tuple[LibraryItem, ...]:
        """Those in `unread` have no numbers yet."""
        out = set(self.unread) - set(waited_for)
        return tuple(replace(each, reading=each.workflow_id in out) for each in self.items())

    def catch_up(self, workflow_id: str, cancel: Event) -> None:
        """Reads as soon as `reading` lets it."""
        self.calls.append(("catch up", workflow_id))
        if self.fail_to_read is not None:
            raise self.fail_to_read
        while not cancel.is_set() and not self.reading.wait(0.01):
            pass
        if not cancel.is_set():
            self.unread.remove(workflow_id)

    def items(self) -> tuple[LibraryItem, ...]:
        own = tuple(
            LibraryItem(w.id, w.name, w.status, self.state, len(w.steps), 14, may_act_alone=4, ready=self.ready(w.id))
            for w in self.workflows.values()
        )
        return own + self.extra

    def ready(self, workflow_id: str) -> Readiness:
        """As the record says, with answers of four seconds."""
        took = {(workflow_id, "s1"): (4.0,)}
        return readiness(self.load(workflow_id), self.knowledge(workflow_id), RunMode.AUTOMATIC, took=took)

    def load(self, workflow_id: str) -> Workflow:
        if workflow_id not in self.workflows:
            raise BadInput(f"Workflow {workflow_id!r}", "it is not there", "Choose another.")
        return self.workflows[workflow_id]

    def save(self, workflow: Workflow, images: Mapping[str, Pixels] | None = None) -> None:
        if self.fail is not None:
            raise self.fail
        self.calls.append(("save", workflow))
        self.workflows[workflow.id] = workflow

    def remove(self, workflow_id: str) -> None:
        self.calls.append(("remove", workflow_id))
        self.workflows.pop(workflow_id)

    def picture(self, workflow_id: str, name: str) -> Pixels | None:
        return _cut(self.frame, name)

    def knowledge(self, workflow_id: str) -> Knowledge:
        steps, screens = MappingProxyType(dict(self.steps)), MappingProxyType(dict(self.screens))
        return Knowledge(workflow_id, LearningState.COACHING, 14, 0, steps, screens)

    def bar(self) -> Bar:
        return Bar()

    def stats(self) -> tuple[CoachingStats, ...]:
        return ()

    def vouch(self, workflow_id: str, step_id: str, granted: bool) -> None:
        self.calls.append(("vouch", step_id, granted))
        self.steps[step_id] = replace(self.steps.get(step_id, StepKnowledge()), vouched=granted)

    def call_wrong(self, run_id: str, step_id: str) -> None:
        self.calls.append(("wrong", run_id, step_id))

    def set_risk(self, workflow_id: str, step_id: str, risk: Risk | None) -> None:
        self.calls.append(("risk", step_id, risk))
        self.steps[step_id] = replace(self.steps.get(step_id, StepKnowledge()), risk=risk)

    def reword(self, workflow_id: str, step_id: str, params: Params) -> None:
        self.calls.append(("reword", step_id, params))
        known = self.steps.get(step_id, StepKnowledge())
        self.steps[step_id] = replace(known, patch=known.patch.model_copy(update={"params": params}))

    def repoint(self, workflow_id: str, step_id: str, taught: TaughtTarget, proof: Proof | None = None) -> None:
        self.calls.append(("repoint", step_id, taught))
        known = self.steps.get(step_id, StepKnowledge())
        self.steps[step_id] = replace(known, patch=StepPatch(target=taught.target), trend=Trend())

    def add_look(self, workflow_id: str, screen_id: str, picture: Picture) -> None:
        if self.fail is not None:
            raise self.fail
        self.calls.append(("look", screen_id, picture))
        self.screens[screen_id] = ScreenKnowledge((LearnedLook(picture.image, confirmed=True),))

    def leave_drift(self, workflow_id: str, subject: Subject) -> None:
        self.calls.append(("leave", workflow_id, subject))
        known: dict[str, Any] = self.steps if subject.kind is SubjectKind.STEP else self.screens
        one = known[subject.id]
        known[subject.id] = replace(one, trend=replace(one.trend, left=True))


@dataclass
class FakeHistory:
    """Runs newest first."""

    list_of_runs: tuple[RunSummary, ...] = ()
    records: tuple[StepRecord, ...] = ()
    frame: Frame | None = None

    def runs(self, workflow_id: str | None = None, limit: int = 200) -> tuple[RunSummary, ...]:
        return self.list_of_runs

    def steps(self, run_id: str) -> tuple[StepRecord, ...]:
        return self.records

    def picture(self, name: str) -> Pixels | None:
        return _cut(self.frame, name)


@dataclass
class FakeFeedback:
    """What was said, by run and step."""

    given: dict[tuple[str, str | None], Remembered] = field(default_factory=dict)
    taught: list[str] = field(default_factory=list)
    counted: FeedbackStats = field(default_factory=FeedbackStats)
    fail: Exception | None = None

    def give(self, about: About, opinion: Opinion) -> str:
        if self.fail is not None:
            raise self.fail
        feedback_id = f"f{len(self.given) + 1}"
        self.given[about.run_id, about.step_id] = Remembered(feedback_id, opinion)
        return feedback_id

    def of_run(self, run_id: str) -> Mapping[str | None, Remembered]:
        return {step: said for (run, step), said in self.given.items() if run == run_id}

    def teach(self, feedback_id: str) -> None:
        if self.fail is not None:
            raise self.fail
        self.taught.append(feedback_id)

    def stats(self) -> FeedbackStats:
        return self.counted


@dataclass
class FakeSight:
    """Elements are the drawn ones; `blank` refuses every place."""

    elements: tuple[Box, ...] = (desk.SAVE, desk.CANCEL, desk.TOOL_SAVE, desk.SUPPLIER, desk.AMOUNT, desk.DUE)
    alike: tuple[Box, ...] = ()
    blank: bool = False
    taught: list[tuple[Point, Box | None]] = field(default_factory=list)

    def element_at(self, frame: Frame, point: Point) -> Box:
        return next((box for box in self.elements if box.contains(point)), Box(point.x - 10, point.y - 8, 20, 16))

    def look_alikes(self, frame: Frame, box: Box) -> tuple[Box, ...]:
        return self.alike or (box,)

    def teach(self, frame: Frame, point: Point, box: Box | None) -> TaughtTarget:
        self.taught.append((point, box))
        if self.blank:
            raise BadInput("The place", "it is blank, so it could never be found again", "Draw a box with more in it.")
        return TaughtTarget(target_of(box or self.element_at(frame, point), "Save"))

    def place_only(self, frame: Frame, point: Point) -> TaughtTarget:
        return TaughtTarget(target_of(Box(point.x - 12, point.y - 12, 24, 24), ""))


@dataclass
class FakeRecording:
    """Remembers the calls; `finish` gives `recorded`. One at a time, and a wish needs one that is going on."""

    recorded: Recorded | None = None
    calls: list[str] = field(default_factory=list)
    listeners: list[Callable[[RecorderNews], None]] = field(default_factory=list)
    going_on: bool = False
    fail: Exception | None = None

    def subscribe(self, listener: Callable[[RecorderNews], None]) -> None:
        self.listeners.append(listener)

    def start(self, name: str) -> None:
        if self.going_on:
            raise AlreadyRunning("Recording", "one is going on already", "Finish or discard it first.")
        self.going_on = True
        self.calls.append("start")

    def pause(self) -> None:
        self._wished("pause")
        self.tell(RecorderNews(RecorderState.PAUSED, 2))

    def resume(self) -> None:
        self._wished("resume")

    def forget_last(self) -> None:
        self._wished("forget_last")

    def set_secret(self, on: bool) -> None:
        self._wished(f"secret {on}")

    def finish(self) -> Recorded:
        self._wished("finish")
        self.going_on = False
        if self.fail is not None:
            raise self.fail
        assert self.recorded is not None
        return self.recorded

    def discard(self) -> None:
        self.going_on = False
        self.calls.append("discard")

    def _wished(self, call: str) -> None:
        if not self.going_on:
            raise BadInput("Recording", "none is going on", "Start one first.")
        self.calls.append(call)

    def tell(self, news: RecorderNews) -> None:
        for listener in self.listeners:
            listener(news)


@dataclass
class FakeHotKeys:
    """Keys that are taken now; `press` does what the desktop would do. `held` are refused."""

    held: tuple[str, ...] = ()
    grabbed: dict[str, Callable[[], None]] = field(default_factory=dict)
    trouble: str = ""
    tests: int = 0

    def grab(self, keys: Mapping[str, Callable[[], None]]) -> tuple[str, ...]:
        self.grabbed = {key: press for key, press in keys.items() if key not in self.held}
        return tuple(key for key in keys if key in self.held)

    def release(self) -> None:
        self.grabbed = {}

    def press(self, key: str) -> bool:
        """Press a key anywhere; whether we took it."""
        callback = self.grabbed.get(key)
        if callback is not None:
            callback()
        return callback is not None

    def test_stop(self, heard: Callable[[str, float], None]) -> None:
        self.tests += 1
        heard("pause", 4.2)

    def problem(self) -> str:
        return self.trouble


@dataclass
class FakeOwnWindows:
    """What the windows asked of the desktop."""

    through: list[int] = field(default_factory=list)
    covering: bool = False

    def click_through(self, window_id: int) -> None:
        self.through.append(window_id)

    def pointer(self) -> Point:
        return Point(0, 0)

    def covers(self, window_id: int) -> bool:
        return self.covering


@dataclass
class FakeSettled:
    """Settings in memory."""

    settings: Settings = field(default_factory=Settings)

    def load(self) -> Settings:
        return self.settings

    def save(self, settings: Settings) -> None:
        self.settings = settings


@dataclass
class FakeWorld:
    """All fakes by name, and the Services made of them."""

    frame: Frame
    library: FakeLibrary
    lessons: FakeLessons
    history: FakeHistory
    feedback: FakeFeedback
    sight: FakeSight
    proofs: FakeProofs
    rehearsal: FakeRehearsal
    recording: FakeRecording
    hot_keys: FakeHotKeys
    own_windows: FakeOwnWindows
    settled: FakeSettled
    practised: list[str] = field(default_factory=list)
    budget: int = 0
    outside: Outside = field(default_factory=lambda: Outside("one screen", (INVOICE,)))
    insights: FakeInsights = field(default_factory=FakeInsights)
    training: FakeTraining = field(default_factory=FakeTraining)
    packs: FakePacks = field(default_factory=FakePacks)
    trials: FakeTrials = field(default_factory=FakeTrials)

    @property
    def services(self) -> Services:
        """As the windows get them."""
        return Services(
            library=self.library,
            lessons=self.lessons,
            packs=self.packs,
            history=self.history,
            insights=self.insights,
            feedback=self.feedback,
            training=self.training,
            sight=self.sight,
            proofs=self.proofs,
            trials=self.trials,
            rehearsal=self.rehearsal,
            recording=self.recording,
            hot_keys=self.hot_keys,
            own_windows=self.own_windows,
            settings=self.settled,
            folders={"Workflows": Path("data/workflows"), "Log": Path("log")},
            start_practice=lambda: self.practised.append("started"),
            preflight=self.preflight,
        )

    def preflight(self, workflow_id: str, start: int = 1) -> Preflight:
        """What is checked before a run in Automatic."""
        workflow, knowledge = self.library.load(workflow_id), self.library.knowledge(workflow_id)
        ready = replace(self.library.ready(workflow_id), budget=self.budget)
        return preflight(workflow, knowledge, ready, self.outside, start)


def fake_world(with_workflow: bool = True) -> FakeWorld:
    """A world with one workflow, or the world of the first start."""
    frame = desk.desktop_frame()
    workflow = invoice_workflow()
    library = FakeLibrary({workflow.id: workflow} if with_workflow else {}, frame=frame)
    recording = FakeRecording(recorded_task(frame))
    return FakeWorld(
        frame,
        library,
        FakeLessons(),
        FakeHistory(frame=frame),
        FakeFeedback(),
        FakeSight(),
        FakeProofs(),
        FakeRehearsal(frame),
        recording,
        FakeHotKeys(),
        FakeOwnWindows(),
        FakeSettled(),
    )


def drifted(library: FakeLibrary, subject: Subject, now: float = 0.62) -> None:
    """In the last runs this Screen or step was found with this score only, and the person was told."""
    places = {"s1": desk.SUPPLIER, "s2": desk.AMOUNT, "s5": desk.SAVE}
    box = places.get(subject.id, Box(0, 0, 0, 0))
    seen = desk.WINDOW if subject.kind is SubjectKind.SCREEN else Box(0, 0, 1920, 1080)
    name = f"{seen.x}-{seen.y}-{seen.w}-{seen.h}"
    old, new = Picture(image=name, box=box), Picture(image=f"{name}-dark", box=box)
    trend = Trend()
    for score in (*[0.97] * 5, *[now] * 3):
        trend = followed(trend, score, new)
    if subject.kind is SubjectKind.SCREEN:
        library.screens[subject.id] = ScreenKnowledge(trend=trend)
    else:
        library.steps[subject.id] = replace(library.steps.get(subject.id, StepKnowledge()), trend=trend)
    _tell(library, subject, old)


def _tell(library: FakeLibrary, subject: Subject, taught: Picture) -> None:
    found = [one for one in standing(library.load("w1"), library.knowledge("w1")) if one.subject == subject]
    for drift in found:
        known: dict[str, Any] = library.steps if subject.kind is SubjectKind.STEP else library.screens
        one = known[subject.id]
        known[subject.id] = replace(one, trend=replace(one.trend, told=replace(drift, taught=taught)))


def recorded_task(frame: Frame) -> Recorded:
    """What a recording of the same task gives."""
    workflow = invoice_workflow().model_copy(update={"id": "w9", "name": "New task"})
    rings = [step.target.ring for step in workflow.steps if step.target and step.target.ring]
    return Recorded(workflow, {ring.image: pixels for ring in rings if (pixels := _cut(frame, ring.image)) is not None})


def knowledge_of_a_month() -> dict[str, StepKnowledge]:
    """Trust as it looks after some runs."""
    return {
        "s1": StepKnowledge(vouched=True, right=14, accepted=14, streak=14, recent=_outcomes(14)),
        "s2": StepKnowledge(version=1, corrections=1, right=12, wrong=1, streak=6, recent=_outcomes(13, wrong=6)),
        "s3": StepKnowledge(vouched=True, right=14, streak=14, recent=_outcomes(14, alone=4)),
        "s5": StepKnowledge(right=61, wrong=1, streak=30, risk=Risk.LOCKED, recent=_outcomes(20)),
    }


def _outcomes(count: int, wrong: int = -1, alone: int = 0) -> tuple[Outcome, ...]:
    sources = [LabelSource.COACHED] * (count - alone) + [LabelSource.AUTO] * alone
    return tuple(Outcome(number != wrong, source, 0) for number, source in enumerate(sources))


def other_items() -> tuple[LibraryItem, ...]:
    """More workflows for the library, one of them broken."""
    draft = WorkflowStatus.DRAFT
    return (
        LibraryItem("w2", "Export month report", draft, LearningState.AUTO_CANDIDATE, 6, 31, 5),
        LibraryItem("w3", "Close ticket", draft, LearningState.AUTO_CONFIRMED, 4, 120, 4),
        LibraryItem("w4", "New employee", draft, LearningState.OBSERVATION, 22, 3, 0),
        LibraryItem("w5", "Old import", draft, LearningState.OBSERVATION, 0, 0, 0, "images/save.png is missing"),
    )


def past_runs() -> tuple[RunSummary, ...]:
    """Runs with every result word."""
    start = datetime(2026, 11, 20, 9, 14, tzinfo=UTC)
    ends = (
        (RunState.COMPLETED, "finished and checked", 0, RunMode.AUTOMATIC),
        (RunState.COMPLETED, "finished, not everything was checked", 1, RunMode.SUPERVISED),
        (RunState.STOPPED, "stopped by you at step 4", 0, RunMode.COACHING),
        (RunState.FAILED, "nobody is there to answer", 0, RunMode.COACHING),
        (None, "", 0, RunMode.OBSERVATION),
    )
    return tuple(
        RunSummary(
            f"r{number}", "w1", "Enter supplier invoice", mode, start - timedelta(days=number), state, why, 6, 2, open_
        )
        for number, (state, why, open_, mode) in enumerate(ends)
    )


def past_steps() -> tuple[StepRecord, ...]:
    """A run with each kind of decision."""
    whole = "0-0-1920-1080"
    rows = (
        ("Type into Supplier", StepStatus.PASSED, DecisionKind.ACCEPT, False, desk.SUPPLIER, 0.97),
        ("Type into Amount", StepStatus.PASSED, DecisionKind.CORRECT, False, desk.AMOUNT, 0.91),
        ("Double-click Due date", StepStatus.PASSED, DecisionKind.EXECUTE_MANUAL, True, desk.DUE, 0.88),
        ("Type into Due date", StepStatus.UNVERIFIED, DecisionKind.ACCEPT, False, desk.DUE, 0.93),
        ("Click Save", StepStatus.SKIPPED, DecisionKind.SKIP, False, desk.SAVE, 0.91),
        ("Press Ctrl+W", StepStatus.REJECTED, DecisionKind.REJECT, False, desk.CANCEL, None),
    )
    return tuple(
        StepRecord(
            number,
            f"s{number}",
            words,
            status,
            decision,
            by_hand,
            score,
            "text" if score else "",
            "",
            Picture(image=whole, box=box),
            Picture(image=whole, box=box),
            action=ActionKind.TYPE_TEXT if words.startswith("Type") else ActionKind.CLICK,
        )
        for number, (words, status, decision, by_hand, box, score) in enumerate(rows, start=1)
    )


def _cut(frame: Frame | None, name: str) -> Pixels | None:
    """The part of the drawn desktop that a picture's name tells; `-dark` as it looks in other colours."""
    if frame is None:
        return None
    place, dark, _ = name.partition("-dark")
    x, y, w, h = (int(part) for part in place.split("-"))
    pixels = desk.bgr_of(frame, Box(x, y, w, h))
    return 255 - pixels // 4 * 3 if dark else pixels
