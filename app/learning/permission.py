"""Whether a step may act alone now; mode is only ever an upper limit."""

from __future__ import annotations

from app.learning.risk import risk_of
from app.model.knowledge import StepKnowledge
from app.model.modes import Permission, Risk, RunMode
from app.model.suggestion import Allowance
from app.model.workflow import Step


def allowance(mode: RunMode, step: Step, known: StepKnowledge) -> Allowance:
    """Whether this step acts without asking in this mode, by which Permission, and why (not)."""
    risk = risk_of(step, known)
    why_not = _why_it_asks(mode, step, known, risk)
    if why_not:
        return Allowance(False, Permission.CLOSED, risk, why_not)
    return Allowance(True, Permission.VOUCHED, risk, "you let this step act alone")


def _why_it_asks(mode: RunMode, step: Step, known: StepKnowledge, risk: Risk) -> str:
    upper = min(mode, step.mode or mode, key=lambda m: m.rank)
    reasons = (
        (upper is not RunMode.AUTOMATIC, f"the mode is {upper}"),
        (risk is Risk.LOCKED, "this step always asks, because it cannot be taken back"),
        (risk is Risk.BLOCKED, "this step is blocked"),
        (step.expect.empty, "nothing is expected after it, so success could not be checked"),
        (not known.vouched, "you have not let this step act alone yet"),
    )
    return next((text for holds, text in reasons if holds), "")
