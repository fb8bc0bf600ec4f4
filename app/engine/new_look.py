"""A place that the person says yes to while it looks new: seen to be right, its look joins those it is found by.

Without that, what is found less surely in another theme or at another scale would be asked about in every run.
"""

from __future__ import annotations

from app.engine.context import RunContext, new_id
from app.engine.keeping import whole
from app.engine.outcome import Decided
from app.engine.shown import Shown
from app.engine.walk import Walk
from app.learning.labels import label_of
from app.learning.looks import is_new, shows_secret, types_secret
from app.model.decision import Accept, Keep, StepPatch
from app.model.errors import BadInput
from app.model.geometry import Box
from app.model.ledger_learning import CorrectionMade
from app.model.modes import Label, VerifyResult
from app.model.target import Candidate, LocatorKind, TaughtTarget

SAME_ELEMENT = 0.5
"""Share of their common area from which an element seen now is taken for the one that was found."""


def taken(walk: Walk, decided: Decided) -> TaughtTarget | None:
    """What the accepted place looks like before the act changes it; None where that is known or may not be kept."""
    shown, match = decided.shown, decided.shown.suggestion.match
    if not isinstance(decided.answer, Accept) or walk.pending or match is None or shown.window is None:
        return None
    known = walk.learned
    if match.method is LocatorKind.POINTED or not is_new(known, match.score) or _hidden(walk.ctx, walk, shown):
        return None
    try:
        return walk.ctx.eye.teach(shown.frame, shown.window, match.point, _outline(walk.ctx, shown, match))
    except BadInput:
        return None


def _outline(ctx: RunContext, shown: Shown, match: Candidate) -> Box | None:
    """The box to learn: where the element under the point is seen as a whole that is it (None), else what was found,
    whose edge comes from the older look."""
    element = ctx.eye.element_at(shown.frame, shown.window, match.point)
    return None if element.overlap(match.box) >= SAME_ELEMENT else match.box


def look_rows(
    walk: Walk, decided: Decided, look: TaughtTarget | None, result: VerifyResult | None
) -> list[CorrectionMade]:
    """The row of a new look, when the person had looked and the act was seen to work."""
    if look is None or label_of(decided.answer, decided.seconds, result) is not Label.RIGHT:
        return []
    ctx, step = walk.ctx, walk.step
    old, new = StepPatch(target=step.target), StepPatch(target=look.target)
    version = decided.shown.suggestion.version
    row = CorrectionMade(new_id(), decided.decision_id, ctx.workflow.id, step.id, version, Keep.SEEN, old, new)
    return [row]


def _hidden(ctx: RunContext, walk: Walk, shown: Shown) -> bool:
    """Whether its picture may not be kept, or not all of it was to be seen."""
    if shown.window is None or types_secret(walk.step) or not whole(shown.frame, shown.window.box):
        return True
    return shows_secret(ctx.workflow, ctx.knowledge, shown.window.identity)
