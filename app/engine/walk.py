"""What one step of a run remembers between its looks."""

from __future__ import annotations

from dataclasses import dataclass

from app.engine.context import RunContext
from app.engine.look import Look
from app.engine.outcome import Pending
from app.engine.shown import Shown
from app.learning.corrections import effective, patched
from app.learning.permission import mode_of
from app.model.decision import StepPatch
from app.model.knowledge import StepKnowledge
from app.model.modes import RunMode
from app.model.target import TaughtTarget
from app.model.trouble import Did, Trouble
from app.model.workflow import Step


@dataclass(frozen=True, slots=True)
class Alone:
    """What it did without asking, when it had seen that it worked, and since when it was done (monotonic seconds)."""

    shown: Shown
    at: float
    since: float


class Walk:
    """The step with the corrections of this pass; engine thread only.

    `again` says on the next card why it asks once more; `must_ask` forbids acting alone for the rest of the step.
    `seen` is the look that what is done now began with. `audited`: it was asked blind; `told`: and that said how right
    the place is, so that no other answer of this pass says it again. `alone` is what it did without asking; `heard`:
    the person said something about this step itself. `look` is how the accepted place looks, where that is new.
    `trouble`: what was met last and is to be looked at again. `acted`: since when its act is done (monotonic seconds),
    by whoever did it. `lately`: the steps before this one that the person may still take back. `did`: its act.
    `failing`: a step that failed, this one or the one before, until this one is over; `fell`: this one did in the end.
    `back`: the index of an earlier step at which the run goes on, as the person wants.
    """

    def __init__(self, ctx: RunContext, index: int, lately: tuple[Walk, ...] = ()) -> None:
        self.ctx = ctx
        self.index = index
        self.lately = lately
        self.recorded = ctx.workflow.steps[index]
        self.patch = StepPatch()
        self.pending: tuple[Pending, ...] = ()
        self.again = ""
        self.must_ask = False
        self.audited = False
        self.told = False
        self.alone: Alone | None = None
        self.heard = False
        self.refusals = 0
        self.stays = False
        self.seen: Look | None = None
        self.look: TaughtTarget | None = None
        self.trouble: Trouble | None = None
        self.acted: float | None = None
        self.did: Did | None = None
        self.failing: Trouble | None = None
        self.fell: Trouble | None = None
        self.back: int | None = None

    @property
    def learned(self) -> StepKnowledge:
        """What the ledger teaches about this step."""
        return self.ctx.knowledge.step(self.recorded.id)

    @property
    def known(self) -> StepKnowledge:
        """What helps the search; nothing learned for the old target once that was corrected in this pass."""
        if self.patch.target is None:
            return self.learned
        return StepKnowledge(version=self.ctx.knowledge.version_after(self.recorded.id, self.learned.version))

    @property
    def step(self) -> Step:
        """The step as it is to be executed now."""
        return patched(effective(self.recorded, self.learned), self.patch)

    @property
    def asks(self) -> bool:
        """Whether it must not act alone in this pass, whatever its record says."""
        return self.must_ask or self.recorded.id in self.ctx.doubted_steps

    @property
    def mode(self) -> RunMode:
        """How much the robot may do for this step now."""
        return mode_of(self.ctx.mode, self.recorded)

    def correct(self, pending: Pending) -> None:
        """Keep a correction: it counts from now on, and is recorded with the outcome."""
        given = {name: value for name, value in pending.made.new if value is not None}
        self.patch = self.patch.model_copy(update=given)
        self.pending = (*self.pending, pending)

    def take_pending(self) -> tuple[Pending, ...]:
        """The corrections still to be recorded, once."""
        pending, self.pending = self.pending, ()
        return pending
