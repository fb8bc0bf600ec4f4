"""A step failed and the person is asked: what was done until it went on is remembered with whether it then worked.

The trouble goes along to the step that comes next (or is done once more), and ends when that one ends.
"""

from __future__ import annotations

from dataclasses import replace

from app.engine.act import Acted
from app.engine.context import RunContext
from app.engine.shown import Shown
from app.engine.walk import Walk
from app.model.advice import Anomaly
from app.model.ledger_learning import RecoveryTried
from app.model.modes import StepStatus, VerifyResult
from app.model.suggestion import ActStatus
from app.model.trouble import Deed, Did, Trouble
from app.model.workflow import Step

_JUDGED = {StepStatus.PASSED: True, StepStatus.FAILED: False, StepStatus.UNVERIFIED: False}
_LEFT = (StepStatus.SKIPPED, StepStatus.REJECTED)


def note_act(walk: Walk, shown: Shown, acted: Acted) -> None:
    """What was done last, and whether it is a trouble: it was refused half-way, or was not seen to work."""
    if shown.window is None:
        return
    did = Did(walk.index, shown.window, shown.suggestion.match.box if shown.suggestion.match else None)
    if acted.report.status is ActStatus.REFUSED:
        # Without a press there is nothing to take back or to do once more: the step itself is asked about again.
        partly = replace(_trouble(walk, shown), before=did if acted.report.pressed else None)
        walk.failing = walk.failing or partly
        return
    walk.did = did
    result = acted.verification.result if acted.verification else None
    if result is not VerifyResult.SUCCESS and not walk.step.expect.empty:
        walk.fell = replace(_trouble(walk, shown), before=did)


def _trouble(walk: Walk, shown: Shown) -> Trouble:
    ctx, windows = walk.ctx, walk.ctx.world.windows
    others = tuple(window for window in windows.all() if not window.own)
    names, since = (walk.recorded.id, walk.step.source), (ctx.now(), ctx.world.watcher.mark())
    return Trouble(Anomaly.STEP_FAILED, *names, *since, others, shown.window, windows.active())


def last_act(walk: Walk) -> Did | None:
    """What was done in the steps before this one, the newest."""
    return next((before.did for before in reversed(walk.lately) if before.did), None)


def handed_on(walk: Walk) -> Trouble | None:
    """What the next step has to do with: this one failed, or was left with a trouble that is not over."""
    left = walk.back is not None or not walk.recorded.enabled
    return walk.fell or (walk.failing or walk.trouble if left else None)


def settle(walk: Walk, status: StepStatus) -> None:
    """The step that came after the trouble is over: record what was done about it, and whether that worked."""
    trouble, walk.failing = walk.failing, None
    worked = _worked(walk.step, trouble, status) if trouble else None
    if trouble is not None and worked is not None:
        walk.ctx.commit([row_of(walk.ctx, trouble, deed, worked) for deed in done_about(trouble)])


def _worked(step: Step, trouble: Trouble, status: StepStatus) -> bool | None:
    """None where nothing can be said: the step was left out without trying anything, or nothing is expected of it."""
    if status in _LEFT:
        return None if trouble.ran is None else False
    if status is StepStatus.UNVERIFIED and step.expect.empty:
        return None
    return _JUDGED.get(status)


def done_about(trouble: Trouble) -> tuple[Deed, ...]:
    """What the robot did after a yes, else what the person was seen to do."""
    return trouble.deeds if trouble.ran is None else (Deed(trouble.ran, trouble.what),)


def row_of(ctx: RunContext, trouble: Trouble, deed: Deed, worked: bool) -> RecoveryTried:
    """What was tried about a trouble, on the Screen on which it was met."""
    names = (ctx.run_id, ctx.workflow.id, trouble.step_id, trouble.screen_id, trouble.anomaly)
    return RecoveryTried(*names, deed.act, deed.what, worked, trouble.took, trouble.ran is not None)
