"""What every part of one run shares: ports, wishes, mode, knowledge, and the way to record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import uuid4

from app.engine.control import Control, Woke
from app.engine.denying import NOT_KEPT, denial_row, fits
from app.engine.desk import Desk
from app.engine.events import Bus
from app.engine.pace import Pace
from app.engine.ports import Camera, Eye
from app.engine.state import StateTable
from app.engine.taking_in import CURE, NOT_COUNTED, taken_in
from app.engine.world import World
from app.learning.fleet import open_levels
from app.learning.looks import known_screens
from app.learning.resting import accepted_changes, teaches
from app.model.frame import Frame, Pixels
from app.model.knowledge import Knowledge
from app.model.ledger import Entry
from app.model.ledger_learning import Evidence
from app.model.ledger_run import ModeSet
from app.model.modes import RunMode, RunState
from app.model.news import Frozen, ModeChanged, Notice, Saved, Severity
from app.model.surroundings import Part
from app.model.trust import Demotion, Fleet, Level
from app.model.workflow import Screen, Workflow
from app.settings import Settings, TrustPolicy

FROZEN_KEPT = 3


def new_id() -> str:
    """A fresh uuid for a row or a question."""
    return str(uuid4())


class RunContext:
    """Used by the engine thread only; other threads reach it through `control` and `desk`."""

    def __init__(
        self,
        world: World,
        camera: Camera,
        control: Control,
        desk: Desk,
        bus: Bus,
        states: StateTable,
        settings: Settings,
        workflow: Workflow,
        mode: RunMode,
        halt_on_question: bool = False,
        attended: bool = False,
    ) -> None:
        self.world = world
        self.camera = camera
        self.control = control
        self.desk = desk
        self.bus = bus
        self.states = states
        self.settings = settings
        self.workflow = workflow
        self.mode = mode
        self.halt_on_question = halt_on_question
        self.attended = attended
        self.eye: Eye = world.open_eye(workflow)
        self.run_id = new_id()
        self.knowledge: Knowledge = world.ledger.knowledge(workflow)
        self._keys = self._fleet()
        self.layout = world.session.layout()
        self.frames = 0
        self.questions = 0
        self.changes_told: frozenset[tuple[Part, str]] = frozenset()
        self._frozen: dict[int, Frame] = {}
        self.pace = Pace()
        self.advice_failed = self.learning_failed = False
        self.doubted_steps: frozenset[str] = frozenset()

    @property
    def screens(self) -> tuple[Screen, ...]:
        """The workflow's Screens as they are known today, learned looks included."""
        return known_screens(self.workflow.screens, self.knowledge)

    @property
    def fleet(self) -> frozenset[Level]:
        """The Levels whose second key is open; followed only where the rules ask for it."""
        return open_levels(self._keys)

    def now(self) -> float:
        """Monotonic seconds."""
        return self.world.clock.now()

    def moment(self) -> float:
        """Seconds of the ledger's clock, for what fades with the days."""
        return self.world.clock.utc().timestamp()

    def grab(self) -> Frame:
        """A frame, counted."""
        self.frames += 1
        return self.camera.grab()

    def commit(self, entries: Sequence[Entry], pictures: Mapping[str, Pixels] | None = None) -> None:
        """Record in one transaction, then learn from it; StoreProblem stops the run before anything is done."""
        learning = self.settings.learning.enabled
        if not learning:
            entries = [*entries, *accepted_changes(self.knowledge, entries, self.run_id)]
        self.world.ledger.commit(entries, pictures, learning)
        before, at = self.fleet, self.moment()
        for entry in entries:
            if teaches(entry, learning):
                self._learn(entry, at)
        self.bus.publish(Saved(True))
        if self.fleet < before:
            self.notice(
                Severity.WARNING, f"Steps ask again: {Demotion.ACCURACY_FELL.sentence}.", "Look at their record."
            )

    def relabel(self, entry: Evidence) -> None:
        """Record another label of a Suggestion, and read anew what is known without the one before it."""
        self.world.ledger.commit([entry], learning=self.settings.learning.enabled)
        self.knowledge, self._keys = self.world.ledger.knowledge(self.workflow), self._fleet()
        self.bus.publish(Saved(True))

    def _fleet(self) -> Fleet:
        """The second keys, read where the rules ask for them."""
        rules = self.settings.trust
        return self.world.ledger.fleet(rules) if rules.policy is TrustPolicy.STRICT else Fleet()

    def _learn(self, entry: Entry, at: float) -> None:
        found = taken_in(self.knowledge, self._keys, entry, self.settings.trust, at)
        if found is not None:
            self.knowledge, self._keys = found
        elif not self.learning_failed:
            self.learning_failed = True
            self.doubted_steps |= {step.id for step in self.workflow.steps}
            self.notice(Severity.WARNING, NOT_COUNTED, CURE)

    def notice(self, severity: Severity, text: str, next_step: str = "") -> None:
        """One message for the person."""
        self.bus.publish(Notice(severity, text, next_step))

    def frozen(self, number: int | None) -> Frame | None:
        """A frame that was frozen for pointing, by its number."""
        return self._frozen.get(number) if number is not None else None

    def attend(self) -> bool:
        """Deal with the wishes of other threads; True when the world may look different afterwards."""
        self.control.check()
        changed = self._lower_mode()
        changed = self.serve_denials() or changed
        self.serve_freezes()
        if self.control.pause_reason:
            self._stay_paused()
            changed = True
        self.control.quiet()
        return changed

    def serve_freezes(self) -> None:
        """Take the frames that were asked for, with our own windows out of the way."""
        for request in self.control.take_freezes():
            self.world.stage.clear()
            frame = self.grab()
            window = self.world.windows.active()
            kept = [*self._frozen.values(), frame][-FROZEN_KEPT:]
            self._frozen = {f.number: f for f in kept}
            self.bus.publish(Frozen(request, frame, window.box if window else None))

    def serve_denials(self) -> bool:
        """Record what the person said of a Screen; its step asks in this run. True when anything was said."""
        told = [each for each in self.control.take_denials() if each.look.run_id == self.run_id]
        for denial in told:
            if fits(self.workflow, denial):
                row, pixels = denial_row(self.eye, self.workflow, self.knowledge, denial)
                if row is not None:
                    self.commit([row], pixels)
                if row is None or row.picture is None:
                    self.notice(Severity.WARNING, NOT_KEPT, "Say it again when the whole window is on the screen.")
                self.doubted_steps |= {denial.look.step_id}
        return bool(told)

    def set_mode(self, mode: RunMode, reason: str) -> None:
        """Record and tell the mode in force."""
        if mode is self.mode:
            return
        self.mode = mode
        self.commit([ModeSet(self.run_id, mode, reason)])
        self.bus.publish(ModeChanged(mode, self.control.pending_mode))

    def at_boundary(self) -> None:
        """Between two steps: deal with wishes; a higher mode takes effect now."""
        self.attend()
        higher = self.control.take_higher_mode()
        if higher:
            self.set_mode(higher, "chosen by the person")
            # Going down to watching has stopped the hand, and a stop from before this run may have.
            self.world.hand.rearm()

    def wait(self, seconds: float) -> bool:
        """Let some seconds pass; False when a wish of another thread needs attention."""
        woke = self.control.wait(lambda: False, self.now() + seconds)
        return woke is not Woke.INTERRUPTED

    def wait_out(self, seconds: float) -> float:
        """Let all these seconds pass, wishes dealt with in between; the seconds it took. Raises as `attend`."""
        start = self.now()
        while not self.wait(start + seconds - self.now()):
            self.attend()
        return self.now() - start

    def _lower_mode(self) -> bool:
        lower = self.control.take_lower_mode()
        if lower is None:
            return False
        self.set_mode(lower, "chosen by the person")
        return True

    def _stay_paused(self) -> None:
        self.states.move(RunState.PAUSED, self.control.pause_reason)
        self.world.stage.clear()
        while self.control.pause_reason:
            woke = self.control.wait(lambda: not self.control.pause_reason, paused=True)
            if woke is Woke.INTERRUPTED:
                self.serve_freezes()
                self.serve_denials()
                self._lower_mode()
        self.world.hand.rearm()
        self.states.move(RunState.RUNNING, "")
