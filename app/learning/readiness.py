"""How ready a workflow is for its next run, from its record alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from statistics import median

from app.learning.corrections import effective
from app.learning.permission import RULES, allowance
from app.learning.ranking import upper_bound
from app.learning.risk import risk_of
from app.model.knowledge import Knowledge, StepKnowledge
from app.model.modes import LearningState, Risk, RunMode
from app.model.readiness import Outside, Preflight, Readiness, ScreensState, StepReadiness
from app.model.sentences import step_sentence
from app.model.trust import Level
from app.model.window import WindowIdentity
from app.model.workflow import Step, Workflow
from app.settings import TrustRules

Seconds = Mapping[tuple[str, str], Collection[float]]
"""How long the person took for the answers on record, by workflow and step."""
_HARM = {Risk.OPEN: 1, Risk.UNKNOWN: 2, Risk.LOCKED: 4, Risk.BLOCKED: 4}


def readiness(
    workflow: Workflow,
    knowledge: Knowledge,
    mode: RunMode,
    rules: TrustRules = RULES,
    now: float | None = None,
    fleet: Collection[Level] = (),
    took: Seconds | None = None,
    budget: int = 0,
) -> Readiness:
    """Which enabled steps a run in this mode will ask about, why, for how long, and how wrong each may be.

    A step's seconds are the median of its own answers, else of all; nothing on record gives none.
    """
    took = took or {}
    overall = [each for some in took.values() for each in some]
    enabled = [(number, step) for number, step in enumerate(workflow.steps, 1) if step.enabled]
    found = []
    for place, (number, step) in enumerate(enabled):
        known = knowledge.step(step.id)
        reason = _why_asks(mode, effective(step, known), known, rules, now, fleet)
        answers = took.get((workflow.id, step.id)) or overall
        seconds = median(answers) if answers else None
        found.append(_one(number, step, known, reason, seconds, len(enabled) - place - 1))
    holds = {step.id: knowledge.step(step.id).trust.hold for _, step in enabled}
    held = tuple(dict.fromkeys(hold.sentence for hold in holds.values() if hold is not None))
    return Readiness(mode, tuple(found), budget, held)


def _one(
    number: int, step: Step, known: StepKnowledge, reason: str, seconds: float | None, later: int
) -> StepReadiness:
    harm = _HARM[risk_of(effective(step, known), known)]
    wrong = wrong_at_most(known)
    return StepReadiness(step.id, number, step_sentence(step), reason, seconds, wrong, later, harm)


def wrong_at_most(known: StepKnowledge) -> float:
    """The largest share of wrong acts that the record leaves open, 95 % sure; 1 when it says nothing."""
    judged = known.right + known.wrong
    return upper_bound(known.wrong, judged) if judged else 1.0


def _why_asks(
    mode: RunMode,
    step: Step,
    known: StepKnowledge,
    rules: TrustRules,
    now: float | None,
    fleet: Collection[Level],
) -> str:
    if not mode.acts:
        return ""
    allowed = allowance(mode, step, known, rules, now, fleet)
    return "" if allowed.alone else allowed.reason


def offered(state: LearningState, withheld: bool = False) -> RunMode | None:
    """The mode that the record supports, to be offered; never taken by itself, and not after a run called bad."""
    match state:
        case LearningState.AUTO_CANDIDATE if not withheld:
            return RunMode.SUPERVISED
        case LearningState.AUTO_CONFIRMED if not withheld:
            return RunMode.AUTOMATIC
        case _:
            return None


def preflight(
    workflow: Workflow, knowledge: Knowledge, ready: Readiness, outside: Outside, start: int = 1
) -> Preflight:
    """What stands in the way of a run from this step on (counted from 1), or is worth knowing before it."""
    wanted = _windows(workflow, start)
    absent = [each for each in wanted if not any(each.fits(there) for there in outside.windows)]
    first, left = wanted[:1], tuple(step for step in ready.steps if step.number >= start)
    theme = _theme(first, outside)
    return Preflight(
        name=workflow.name,
        ready=replace(ready, steps=left),
        screens=_screens(knowledge, outside.screens),
        missing=tuple(_title(each) for each in absent if each in first),
        later=tuple(dict.fromkeys(_title(each) for each in absent if each not in first)),
        unfilled=tuple(name for name, value in workflow.variables.items() if not value.strip()),
        stop_problem=outside.stop_problem,
        start=start,
        theme=theme,
        seen_in_theme=sum(_seen_in(theme, workflow, knowledge, step.number) for step in left),
    )


def _theme(first: Sequence[WindowIdentity], outside: Outside) -> str:
    """That of the window which is needed first; empty when it is not open or does not tell."""
    there = zip(outside.windows, outside.themes, strict=False)
    return next((theme for window, theme in there if any(each.fits(window) for each in first)), "")


def _seen_in(theme: str, workflow: Workflow, knowledge: Knowledge, number: int) -> bool:
    screen = knowledge.screen(workflow.steps[number - 1].source)
    return any(each.theme == theme for each in screen.surroundings)


def _windows(workflow: Workflow, start: int) -> tuple[WindowIdentity, ...]:
    """The windows of the enabled steps from this one on, in the order in which they are needed."""
    steps = (step for step in workflow.steps[start - 1 :] if step.enabled)
    needed = (step.target.window if step.target else workflow.screen(step.source).window for step in steps)
    return tuple(dict.fromkeys(needed))


def _screens(knowledge: Knowledge, now: str) -> ScreensState:
    seen = {each.screens for screen in knowledge.screens.values() for each in screen.surroundings if each.screens}
    if not seen or not now:
        return ScreensState.NOT_LEARNED
    return ScreensState.KNOWN if now in seen else ScreensState.NEW


def _title(window: WindowIdentity) -> str:
    return window.title or window.application
