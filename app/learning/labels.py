"""From a decision to a label (LEARNING 3.2): what was observed about the suggested target, and nothing more."""

from __future__ import annotations

from app.model.decision import Accept, Answer, ByHand, Confirm, Correct, Reject, RejectReason, Skip, WaitMore
from app.model.modes import Label, VerifyResult

SEEN_LONG_ENOUGH = 0.6
"""Seconds a Suggestion must have been visible before an ACCEPT says anything (F31)."""


def label_of(answer: Answer, seconds: float, verified: VerifyResult | None) -> Label:
    """The label a decision gives the suggested target; `verified` is None when nothing was executed."""
    match answer:
        case Accept():
            looked_at = seconds >= SEEN_LONG_ENOUGH
            return Label.RIGHT if looked_at and verified is VerifyResult.SUCCESS else Label.NONE
        case Correct(change=change):
            return Label.WRONG if change.moves_target else Label.NONE
        case Reject(reason=reason):
            return Label.NONE if reason is RejectReason.NOT_NOW else Label.WRONG
        case ByHand() | Skip() | WaitMore() | Confirm():
            return Label.NONE


def watched_label(seen: bool, inside: bool) -> Label:
    """The label of a prediction after the person's own click (4 pixels of slack are the caller's)."""
    if not seen:
        return Label.NONE
    return Label.RIGHT if inside else Label.WRONG
