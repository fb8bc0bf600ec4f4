"""How ready a workflow is: which steps will ask, what they will ask for, and how the screen stands before a run."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.model.modes import RunMode
from app.model.window import WindowIdentity


@dataclass(frozen=True, slots=True)
class StepReadiness:
    """One step of the next run: why it asks (empty: it acts alone), the seconds its answer takes (None: not known).

    wrong: the largest share of wrong acts that its record leaves open (95 % sure); 1 without any record. later: how
    many steps after it depend on it. harm: 1 for a step known to be harmless, more where a wrong act costs more.
    """

    step_id: str
    number: int
    sentence: str
    reason: str
    seconds: float | None
    wrong: float
    later: int = 0
    harm: int = 1

    @property
    def asks(self) -> bool:
        """Whether it will ask."""
        return bool(self.reason)

    @property
    def doubt(self) -> float:
        """What a wrong act here may cost: its chance, its harm, and what rests on it."""
        return self.wrong * self.harm * (1 + self.later)


@dataclass(frozen=True, slots=True)
class Readiness:
    """The enabled steps of a workflow as a run in this mode would meet them.

    budget: at most so many questions the person wants (0: no limit). held: why steps that acted alone ask again.
    """

    mode: RunMode
    steps: tuple[StepReadiness, ...]
    budget: int = 0
    held: tuple[str, ...] = ()

    @property
    def asks(self) -> tuple[StepReadiness, ...]:
        """The steps that will ask, the most doubtful first."""
        asking = [step for step in self.steps if step.asks]
        return tuple(sorted(asking, key=lambda step: (-step.doubt, step.number)))

    @property
    def alone(self) -> int:
        """How many steps act without asking."""
        return sum(not step.asks for step in self.steps)

    @property
    def seconds(self) -> float | None:
        """How long the answers take together; None when nothing is known of any of them."""
        known = [step.seconds for step in self.steps if step.asks and step.seconds is not None]
        return sum(known) if known else None

    @property
    def over_budget(self) -> int:
        """So many questions more than the person wants; each of them must be asked all the same."""
        return max(0, len(self.asks) - self.budget) if self.budget else 0

    def told(self) -> dict[str, object]:
        """The same for a script; `steps` are those that will ask, the most doubtful first."""
        asks = [
            {
                "number": step.number,
                "id": step.step_id,
                "why": step.reason,
                "seconds": step.seconds,
                "wrong_at_most": round(step.wrong, 4),
            }
            for step in self.asks
        ]
        figures = {"alone": self.alone, "of": len(self.steps), "asks": len(asks), "seconds": self.seconds}
        return {"mode": self.mode, **figures, "most_per_run": self.budget, "steps": asks}

    @property
    def sentence(self) -> str:
        """The same in one line."""
        line = f"{self.alone} of {len(self.steps)} steps may act alone; an automatic run asks about {len(self.asks)}"
        return line if self.seconds is None else f"{line}, about {max(1, round(self.seconds))} s"


class ScreensState(StrEnum):
    """How the screens stand against those that the workflow was learned on."""

    KNOWN = "known"
    NEW = "new"
    NOT_LEARNED = "not_learned"


@dataclass(frozen=True, slots=True)
class Outside:
    """The desktop now: a stamp of its screens and scales, the windows of other programs, why no stop key works.

    themes: of each of these windows whether it is light or dark; empty where that cannot be told or it is covered.
    """

    screens: str
    windows: tuple[WindowIdentity, ...]
    stop_problem: str = ""
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preflight:
    """What is checked before a run in AUTOMATIC.

    missing: windows that the first step needs and that are not there; later: those of later steps, which may open
    during the run; unfilled: variables without a value. start: the number of the first step that it is about: more than
    1 in the middle of a run, then `ready` holds only the steps left. theme: that of the first window it needs, if it
    can be told; seen_in_theme: how many of the steps have been seen in it.
    """

    name: str
    ready: Readiness
    screens: ScreensState
    missing: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    unfilled: tuple[str, ...] = ()
    stop_problem: str = ""
    start: int = 1
    theme: str = ""
    seen_in_theme: int = 0
