"""At the end of a run the person is told, once, what no longer looks as it was taught."""

from __future__ import annotations

import logging

from app.engine.context import RunContext
from app.learning.drift import untold
from app.model.drift import Drift, DriftSeverity, NextAction, SubjectKind
from app.model.errors import StoreProblem
from app.model.ledger_run import DriftTold
from app.model.news import Severity
from app.model.sentences import step_sentence

_log = logging.getLogger(__name__)
_LOUDNESS = {
    DriftSeverity.NOTE: Severity.INFO,
    DriftSeverity.WARNING: Severity.WARNING,
    DriftSeverity.SERIOUS: Severity.WARNING,
}
_NEXT = {
    NextAction.POINT_AGAIN: "Point to it again.",
    NextAction.ADD_LOOK: "Add the new look if it is right.",
    NextAction.RE_RECORD: "Record the workflow again.",
}


def tell_drift(ctx: RunContext) -> None:
    """One message for each Screen or step and severity, recorded first; a failure costs the message only."""
    drifts = untold(ctx.workflow, ctx.knowledge)
    if not drifts:
        return
    try:
        ctx.commit([DriftTold(ctx.run_id, ctx.workflow.id, drift) for drift in drifts])
    except StoreProblem:
        _log.exception("drift could not be recorded; it is told after the next run")
        return
    for drift in drifts:
        ctx.notice(_LOUDNESS[drift.severity], _sentence(ctx, drift), _NEXT[drift.next_action])


def _sentence(ctx: RunContext, drift: Drift) -> str:
    scores = f"score {drift.now:.2f}, it was {drift.was:.2f}"
    if drift.subject.kind is SubjectKind.SCREEN:
        return f"The Screen “{ctx.workflow.screen(drift.subject.id).name}” no longer looks as it was taught ({scores})."
    index = ctx.workflow.index_of(drift.subject.id)
    step = step_sentence(ctx.workflow.steps[index])
    return f"Step {index + 1} ({step}) is found less surely than when it was taught ({scores})."
