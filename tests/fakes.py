"""A desktop in memory: one window with named elements, a hand that presses them, a coach that answers from a list."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event, Lock

import numpy as np

from app.engine.api import RunRequest
from app.engine.engine import Engine
from app.engine.world import World
from app.learning.fleet_fold import fleet_folded
from app.learning.fold import folded
from app.learning.relabel import without_old_labels
from app.learning.resting import teaches
from app.model.action import ActionKind, Params
from app.model.arrival import FieldValue
from app.model.decision import Answer
from app.model.denied import denied_of
from app.model.errors import BadInput
from app.model.frame import Frame, Pixels
from app.model.geometry import Box, Point
from app.model.input import Button, InputEvent, InputKind
from app.model.knowledge import Knowledge
from app.model.ledger import Entry
from app.model.modes import LearningState, RunMode, RunState, VerifyResult
from app.model.news import Asked, News, StateChanged
from app.model.suggestion import ActReport, ActStatus, Order, Question, Verification
from app.model.target import Candidate, Finding, LocatorKind, Place, Search, Target, TaughtTarget, Verdict
from app.model.trust import Fleet
from app.model.window import Window, WindowIdentity
from app.model.workflow import Expect, Screen, Step, Workflow
from app.settings import Capture, Matching, Questions, Settings, TrustRules

IDENTITY = WindowIdentity(application="calc", title="Calculator")
WINDOW_BOX = Box(100, 100, 400, 300)
QUICK = Settings(
    questions=Questions(coaching=5, supervised=5, automatic=5),
    matching=Matching(no_match_looks=3, still_hands=0.0),
    capture=Capture(interval=0.05),
)


@dataclass
class Scene:
    """What is on the fake screen; `effects` is what clicks have visibly done."""

    elements: dict[str, Box] = field(default_factory=dict)
    window: Box | None = WINDOW_BOX
    effects: tuple[str, ...] = ()
    scores: dict[str, float] = field(default_factory=dict)
    twins: dict[str, Box] = field(default_factory=dict)
    dead: frozenset[str] = frozenset()
    screen: str = ""
    lock: Lock = field(default_factory=Lock)

    def press(self, point: Point, what: str = "") -> None:
        """Whatever element lies there takes effect."""
        for name, box in self.elements.items():
            if box.contains(point) and name not in self.dead:
                self.effects = (*self.effects, what or name)

    def snapshot(self) -> Snapshot:
        """The scene as one frame shows it."""
        return Snapshot(
            dict(self.elements), self.window, self.effects, dict(self.scores), dict(self.twins), self.screen
        )


@dataclass(frozen=True)
class Snapshot:
    elements: Mapping[str, Box]
    window: Box | None
    effects: tuple[str, ...]
    scores: Mapping[str, float]
    twins: Mapping[str, Box]
    screen: str


class FakeClock:
    """Real monotonic time plus what a test adds."""

    def __init__(self) -> None:
        self.offset = 0.0

    def now(self) -> float:
        return time.monotonic() + self.offset

    def utc(self) -> datetime:
        return datetime.now(UTC)


class FakeCamera:
    def __init__(self, scene: Scene, clock: FakeClock) -> None:
        self.scene = scene
        self.clock = clock
        self.number = 0
        self.shots: dict[int, Snapshot] = {}
        self.on_grab: Callable[[int], None] = lambda number: None

    def grab(self) -> Frame:
        self.number += 1
        self.on_grab(self.number)
        self.shots[self.number] = self.scene.snapshot()
        pixels = np.zeros((1, 1, 4), np.uint8)
        return Frame(pixels, Box(0, 0, 1920, 1080), self.number, self.clock.now())

    def wait_change(self, since: Frame, deadline: float, cancel: Event) -> bool:
        while self.clock.now() < deadline and not cancel.is_set():
            if self.scene.snapshot() != self.shots[since.number]:
                return True
            cancel.wait(0.005)
        return False


class FakeWindows:
    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.covered = False

    def _window(self) -> Window | None:
        box = self.scene.window
        return Window(7, IDENTITY, 42, box, active=True) if box else None

    def find(self, identity: WindowIdentity) -> Window | None:
        return self._window() if identity.fits(IDENTITY) else None

    def active(self) -> Window | None:
        return self._window()

    def active_at(self, moment: float) -> Window | None:
        return self.active()

    def at(self, point: Point) -> Window | None:
        if self.covered:
            return Window(9, WindowIdentity(application="mail", title="New mail"), 43, Box(0, 0, 900, 900))
        window = self._window()
        return window if window and window.box.contains(point) else None

    def all(self) -> tuple[Window, ...]:
        window = self._window()
        return (window,) if window else ()

    def refresh(self, handle: int) -> Window | None:
        return self._window() if handle == 7 else None

    def activate(self, handle: int, deadline: float) -> bool:
        return True


class StillWatch:
    """Nothing stirs by itself."""

    restless: tuple[Box, ...] = ()
    stirred: tuple[Box, ...] = ()
    calm = 60.0
    settled = True

    def then(self, now: Frame) -> StillWatch:
        return self


class FakeEye:
    """Finds elements by name; `taught` names are made from the element under the pointed place."""

    def __init__(self, scene: Scene, camera: FakeCamera) -> None:
        self.scene = scene
        self.camera = camera
        self.remembered: list[str] = []
        self.value_asked: list[Box] = []
        self.field: Callable[[Future[FieldValue]], None] = lambda reading: reading.set_result(FieldValue())

    def recognise(self, frame: Frame, window: Window | None, screens: Sequence[Screen]) -> tuple[Screen | None, float]:
        """The Screen that the scene names; with a “?” behind it, it looks as it did when the person denied it."""
        shown = self.camera.shots[frame.number].screen
        name = shown.removesuffix("?")
        found = next((s for s in screens if s.id == name), None)
        refused = next((s for s in screens if denied_of(s) == name), None) if name != shown else None
        return refused or found, 0.9 if found else 0.0

    def remember(self, screens: Sequence[Screen]) -> None:
        self.remembered += [screen.id for screen in screens]

    def locate(self, frame: Frame, window: Window, search: Search) -> Finding:
        shot = self.camera.shots[frame.number]
        name = search.looks[0].name
        box = shot.elements.get(name)
        if box is None:
            return Finding(Verdict.ABSENT, (), f"{name} is not on this screen")
        score = shot.scores.get(name, 0.99)
        places = [Candidate(box, box.center, score, LocatorKind.PICTURE)]
        if name in shot.twins:
            twin = shot.twins[name]
            places.append(Candidate(twin, twin.center, score - 0.01, LocatorKind.PICTURE))
            return Finding(Verdict.AMBIGUOUS, tuple(places), "2 places look alike")
        return Finding(Verdict.FOUND if score >= 0.5 else Verdict.WEAK, tuple(places), "by picture")

    def still_there(self, before: Frame, now: Frame, box: Box) -> bool:
        one, two = self.camera.shots[before.number], self.camera.shots[now.number]
        return [b for b in one.elements.values() if b.common(box)] == [
            b for b in two.elements.values() if b.common(box)
        ]

    def watch(self, frame: Frame, area: Box) -> StillWatch:
        return StillWatch()

    def teach(self, frame: Frame, window: Window, point: Point, box: Box | None) -> TaughtTarget:
        shot = self.camera.shots[frame.number]
        found = next(((n, b) for n, b in shot.elements.items() if b.contains(point)), None)
        if found is None:
            raise BadInput("The place", "there is nothing to see", "Point to the element itself.")
        return TaughtTarget(target_named(found[0], found[1]), {f"{found[0]}.png": np.zeros((2, 2, 3), np.uint8)})

    def place_only(self, frame: Frame, window: Window, point: Point) -> TaughtTarget:
        taught = self.teach(frame, window, point, None)
        return TaughtTarget(taught.target.model_copy(update={"picture": None}), taught.images)

    def look_alikes(self, frame: Frame, box: Box) -> tuple[Box, ...]:
        return (box,)

    def element_at(self, frame: Frame, window: Window | None, point: Point) -> Box:
        return Box(point.x, point.y, 10, 10)

    def judge(self, expect: Expect, before: Frame, now: Frame, was: Window, window: Window | None) -> Verification:
        one, two = self.camera.shots[before.number], self.camera.shots[now.number]
        if two.window is None:
            return Verification(VerifyResult.FAILED, "the window is gone")
        if len(two.effects) > len(one.effects):
            return Verification(VerifyResult.SUCCESS, "it changed as expected")
        return Verification(VerifyResult.TIMEOUT, "nothing changed")

    def value(self, before: Frame, now: Frame | None, window: Window, field: Box, point: Point) -> Future[FieldValue]:
        self.value_asked.append(field)
        reading: Future[FieldValue] = Future()
        self.field(reading)
        return reading

    def keep(self, frame: Frame, box: Box) -> tuple[str, Pixels]:
        return f"frame{frame.number}-{box.x}-{box.y}.png", np.zeros((2, 2, 3), np.uint8)


class FakeHand:
    def __init__(self, scene: Scene, clock: FakeClock) -> None:
        self.scene = scene
        self.clock = clock
        self.orders: list[Order] = []
        self.reports: list[ActReport] = []
        self.stopped = Event()
        self.problem = ""
        self.before_act: Callable[[], None] = lambda: None

    def perform(self, order: Order) -> ActReport:
        self.before_act()
        start = self.clock.now()
        if self.stopped.is_set():
            return ActReport(ActStatus.STOPPED, "stopped", started=start, ended=start)
        if self.reports:
            return self.reports.pop(0)
        self.orders.append(order)
        if order.point is not None:
            self.scene.press(order.point)
        elif order.keys:
            self.scene.effects = (*self.scene.effects, "+".join(order.keys))
        return ActReport(ActStatus.DONE, characters=len(order.text), started=start, ended=self.clock.now())

    def stop(self) -> None:
        self.stopped.set()

    def rearm(self) -> None:
        self.stopped.clear()

    def ready(self) -> str:
        return self.problem


class FakeWatcher:
    def __init__(self, scene: Scene, clock: FakeClock) -> None:
        self.scene = scene
        self.clock = clock
        self.events: list[InputEvent] = []
        self.happened = Event()
        self.hears = True
        self.awaited: tuple[str, ...] = ()

    def person_clicks(self, point: Point) -> None:
        """The person's own press, with its effect on the scene."""
        self.scene.press(point, "person")
        self.events.append(InputEvent(InputKind.PRESS, self.clock.now(), point, Button.LEFT))
        self.happened.set()

    def mark(self) -> float:
        return self.clock.now()

    def since(self, mark: float) -> tuple[InputEvent, ...]:
        return tuple(e for e in self.events if e.at > mark)

    def wait(self, mark: float, deadline: float, cancel: Event) -> bool:
        while self.clock.now() < deadline and not cancel.is_set():
            if self.since(mark):
                return True
            cancel.wait(0.005)
        return bool(self.since(mark))

    def person_presses(self, *keys: str) -> None:
        """The person's own keys, one after the other; their effect comes when they are the awaited ones."""
        self.scene.effects = (*self.scene.effects, f"person {'+'.join(keys)}")
        for number, key in enumerate(keys, 1):
            whole = self.awaited == keys and number == len(keys)
            fits = whole or (None if key in self.awaited else False)
            undo = keys == ("ctrl", "z") and key == "z"
            self.events.append(InputEvent(InputKind.KEY_DOWN, self.clock.now(), Point(0, 0), fits=fits, undo=undo))
        self.happened.set()

    def await_chord(self, keys: Sequence[str]) -> None:
        self.awaited = tuple(keys)

    def still_since(self) -> float:
        return 0.0

    def alive(self) -> bool:
        return self.hears


class FakeLedger:
    """Keeps the rows, and can fail on the n-th commit."""

    def __init__(self, state: LearningState = LearningState.COACHING) -> None:
        self.commits: list[tuple[Entry, ...]] = []
        self.resting: set[int] = set()
        self.pictures: dict[str, Pixels] = {}
        self.state = state
        self.failing: Callable[[Sequence[Entry]], None] = lambda entries: None

    @property
    def entries(self) -> list[Entry]:
        return [entry for commit in self.commits for entry in commit]

    def of(self, kind: type) -> list[Entry]:
        return [entry for entry in self.entries if isinstance(entry, kind)]

    def commit(
        self, entries: Sequence[Entry], pictures: Mapping[str, Pixels] | None = None, learning: bool = True
    ) -> None:
        self.failing(entries)
        self.commits.append(tuple(entries))
        self.resting |= {id(entry) for entry in entries if not teaches(entry, learning)}
        self.pictures.update(pictures or {})

    def knowledge(self, workflow: Workflow) -> Knowledge:
        return folded(Knowledge(workflow.id, self.state), [entry for _, entry in self._counting])

    def fleet(self, rules: TrustRules) -> Fleet:
        return fleet_folded(self._counting, rules)

    @property
    def _counting(self) -> list[tuple[float, Entry]]:
        return without_old_labels([(0.0, entry) for entry in self.entries if id(entry) not in self.resting])


class FakeSession:
    def __init__(self) -> None:
        self.hash = "one monitor"

    def layout(self) -> str:
        return self.hash

    def locked(self) -> bool:
        return False


class FakeStage:
    def __init__(self) -> None:
        self.cleared = 0

    def clear(self) -> None:
        self.cleared += 1


class FakeSecrets:
    def read(self, reference: str) -> str:
        return f"secret of {reference}"


def target_named(name: str, box: Box) -> Target:
    """A target that the fake eye finds by its name."""
    local = box.relative_to(WINDOW_BOX.origin)
    press = Point(box.w // 2, box.h // 2)
    place = Place(box=local, window_width=WINDOW_BOX.w, window_height=WINDOW_BOX.h)
    return Target(window=IDENTITY, place=place, press=press, name=name)


def click_step(number: int, name: str, box: Box, **more: object) -> Step:
    """A step that clicks the named element."""
    fields: dict[str, object] = {
        "id": f"s{number}",
        "from": f"screen{number}",
        "to": f"screen{number + 1}",
        "action": ActionKind.CLICK,
        "target": target_named(name, box),
        "expect": Expect(changed=Box(0, 0, 50, 20), timeout=0.2),
    }
    return Step.model_validate({**fields, **more})


def workflow_of(*steps: Step) -> Workflow:
    """A chain of these steps."""
    screens = tuple(
        Screen(id=f"screen{n}", name=f"Screen {n}", window=IDENTITY, entry=n == 1) for n in range(1, len(steps) + 2)
    )
    return Workflow(id="w1", name="Sum", screens=screens, steps=steps)


BOXES = {"seven": Box(120, 150, 40, 30), "eight": Box(180, 150, 40, 30), "plus": Box(240, 150, 40, 30)}


def sum_workflow(*names: str) -> Workflow:
    """Clicks on the named calculator keys."""
    return workflow_of(*(click_step(k, name, BOXES[name]) for k, name in enumerate(names or ("seven", "plus"), 1)))


class FakeDesktop:
    """The whole fake world with an engine on it; a context manager that closes the engine."""

    def __init__(self, settings: Settings = QUICK, state: LearningState = LearningState.COACHING) -> None:
        self.clock = FakeClock()
        self.scene = Scene(elements=dict(BOXES))
        self.camera = FakeCamera(self.scene, self.clock)
        self.windows = FakeWindows(self.scene)
        self.eye = FakeEye(self.scene, self.camera)
        self.hand = FakeHand(self.scene, self.clock)
        self.watcher = FakeWatcher(self.scene, self.clock)
        self.ledger = FakeLedger(state)
        self.session = FakeSession()
        self.stage = FakeStage()
        self.effect = Expect()
        self.world = World(
            self.clock,
            lambda: self.camera,
            self.windows,
            self.session,
            lambda workflow: self.eye,
            self.hand,
            self.watcher,
            self.stage,
            self.ledger,
            FakeSecrets(),
            lambda: (1.0, 0.1),
            lambda *_: self.effect,
        )
        self.news: list[News] = []
        self.ended = Event()
        self.engine = Engine(self.world, settings)
        self.engine.subscribe(self._hear)

    def _hear(self, news: News) -> None:
        self.news.append(news)
        if isinstance(news, StateChanged) and news.state.ended:
            self.ended.set()

    def __enter__(self) -> FakeDesktop:
        return self

    def __exit__(self, *exc: object) -> None:
        assert self.engine.close()

    def heard(self, kind: type) -> list[News]:
        return [news for news in self.news if isinstance(news, kind)]

    def coach(self, *answers: Answer | Callable[[Question], Answer | None]) -> list[Question]:
        """Answer the questions in this order, on the engine's own thread; what is not answered stays open."""
        left = list(answers)
        asked: list[Question] = []

        def listen(news: News) -> None:
            if not isinstance(news, Asked):
                return
            asked.append(news.question)
            if left:
                answer = left.pop(0)
                given = answer(news.question) if callable(answer) else answer
                if given is not None:
                    self.engine.answer(news.question.id, given)

        self.engine.subscribe(listen)
        return asked

    def run(self, workflow: Workflow, mode: RunMode | None = None, **more: object) -> RunState:
        """Run to the end; the test fails when it does not end."""
        self.ended.clear()
        self.engine.start(RunRequest(workflow, mode, **more))  # type: ignore[arg-type]
        assert self.ended.wait(10), f"the run did not end: {self.engine.state}"
        return self.engine.state

    def wait_for(self, state: RunState) -> None:
        """Until the run is in this state."""
        end = time.monotonic() + 5
        while self.engine.state is not state:
            assert time.monotonic() < end, f"still {self.engine.state}, not {state}"
            Event().wait(0.005)

    def clicked(self) -> list[str]:
        """The names of the elements that the hand pressed, in order."""
        points = [order.point for order in self.hand.orders if order.point]
        return [name for point in points for name, box in BOXES.items() if box.contains(point)]


def params(**fields: object) -> Params:
    """Params with these fields."""
    return Params.model_validate(fields)


def after_looking(desktop: FakeDesktop, answer: Answer) -> Callable[[Question], Answer]:
    """The answer of somebody who has looked: no one decides in less than a second."""

    def look_first(_: Question) -> Answer:
        desktop.clock.offset += 1.0
        return answer

    return look_first
