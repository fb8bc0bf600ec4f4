"""What a step is after everything learned: the recorded step with its lasting corrections."""

from __future__ import annotations

from app.learning.memory import hints
from app.model.decision import StepPatch
from app.model.knowledge import StepKnowledge
from app.model.target import Search
from app.model.workflow import Step


def patched(step: Step, patch: StepPatch) -> Step:
    """The step with what the patch has in place of its own."""
    timing = step.timing
    if patch.wait_before is not None:
        timing = timing.model_copy(update={"before": patch.wait_before})
    if patch.wait_after is not None:
        timing = timing.model_copy(update={"after": patch.wait_after})
    changes = {
        "target": patch.target or step.target,
        "action": patch.action or step.action,
        "params": patch.params or step.params,
        "timing": timing,
        "expect": patch.expect or step.expect,
    }
    return step.model_copy(update=changes)


def merged(old: StepPatch, new: StepPatch) -> StepPatch:
    """Both corrections together, the newer one first."""
    kept = {name: value for name, value in new if value is not None}
    return old.model_copy(update=kept)


def effective(step: Step, known: StepKnowledge) -> Step:
    """The step as it is to be executed today."""
    return patched(step, known.patch)


def search_for(step: Step, known: StepKnowledge) -> Search | None:
    """Where to look for the (effective) step's element; None when it has none."""
    if step.target is None:
        return None
    return Search((step.target, *known.looks), hints(known.places, step), known.refused)
