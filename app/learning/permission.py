"""Whether a step may act alone now, which key opened it, and what the person is told; mode is only an upper limit."""

from __future__ import annotations

from collections.abc import Collection

from app.learning.risk import ENOUGH_ACCEPTED, risk_of
from app.learning.trust import BETS, aged, proved_levels
from app.learning.wealth import clean_needed
from app.model.knowledge import StepKnowledge
from app.model.modes import Permission, Risk, RunMode
from app.model.suggestion import Allowance
from app.model.trust import Level
from app.model.workflow import Step
from app.settings import TrustPolicy, TrustRules

RULES = TrustRules()
_LOOSEST = Level.TEN


def allowance(
    mode: RunMode,
    step: Step,
    known: StepKnowledge,
    rules: TrustRules = RULES,
    now: float | None = None,
    fleet: Collection[Level] = (),
) -> Allowance:
    """Whether this step acts without asking in this mode, by which Permission, and why (not).

    now: seconds of the ledger's clock, for the record fades. fleet: the Levels whose second key is open.
    """
    risk = risk_of(step, known)
    opened = opened_by(known, rules, now, fleet)
    why_not = _above_limit(mode, step) or why_always_asks(step, known) or _why_closed(known, rules, now, fleet, opened)
    if why_not:
        return Allowance(False, Permission.CLOSED, risk, why_not)
    return Allowance(True, opened, risk, _REASONS[opened])


def opened_by(
    known: StepKnowledge, rules: TrustRules = RULES, now: float | None = None, fleet: Collection[Level] = ()
) -> Permission:
    """What lets this step act alone, as far as its record and the person's word go; CLOSED when nothing does."""
    if known.trust.hold:
        return Permission.CLOSED
    proved = proved_levels(known.trust, known.right, known.streak, rules, now)
    match rules.policy:
        case TrustPolicy.EARNED if rules.tolerated in proved:
            return Permission.EARNED
        case TrustPolicy.EARNED | TrustPolicy.VOUCHED:
            return Permission.VOUCHED if known.vouched else Permission.CLOSED
        case TrustPolicy.STRICT:
            return Permission.STRICT if proved & frozenset(fleet) else Permission.CLOSED


_REASONS = {
    Permission.VOUCHED: "you let this step act alone",
    Permission.EARNED: "its record lets it act alone",
    Permission.STRICT: "its record and that of all steps let it act alone",
}


def why_always_asks(step: Step, known: StepKnowledge) -> str:
    """Why this step asks whatever its record says; empty when its record and the person's word decide."""
    risk = risk_of(step, known)
    reasons = (
        (risk is Risk.LOCKED, "this step always asks, because it cannot be taken back"),
        (risk is Risk.BLOCKED, "this step is blocked"),
        (step.expect.empty, "nothing is expected after it, so success could not be checked"),
        (risk is Risk.UNKNOWN and not known.vouched, _unknown(known)),
    )
    return next((text for holds, text in reasons if holds), "")


def mode_of(mode: RunMode, step: Step) -> RunMode:
    """The mode in which this step of a run is done: the run's, or the lower one that the person gave to the step.

    A run that acts asks about a step that is only to be watched; a run that only watches asks about none.
    """
    if step.mode is None or not mode.acts:
        return mode
    return max(RunMode.COACHING, min(mode, step.mode, key=_rank), key=_rank)


def _rank(mode: RunMode) -> int:
    return mode.rank


def _above_limit(mode: RunMode, step: Step) -> str:
    upper = mode_of(mode, step)
    if upper is RunMode.AUTOMATIC:
        return ""
    return f"the mode is {upper}" if upper is mode else _OWN_MODE[upper]


_OWN_MODE = {
    RunMode.COACHING: "you want to be asked about this step always",
    RunMode.SUPERVISED: "you want to supervise this step always",
}
"""Why a step asks although the run would not; only these modes are below AUTOMATIC and act."""


def _unknown(known: StepKnowledge) -> str:
    missing = max(0, ENOUGH_ACCEPTED - known.accepted)
    return f"what it does is not known to be harmless: accept it {missing} more times, or let it act alone"


def _why_closed(
    known: StepKnowledge, rules: TrustRules, now: float | None, fleet: Collection[Level], opened: Permission
) -> str:
    if opened is not Permission.CLOSED:
        return ""
    if known.trust.hold:
        return known.trust.hold.sentence
    return needs(known, rules, now, fleet)


def needs(
    known: StepKnowledge, rules: TrustRules = RULES, now: float | None = None, fleet: Collection[Level] = ()
) -> str:
    """What is missing before its record or the person's word lets a step act alone, in plain words."""
    if rules.policy is TrustPolicy.VOUCHED:
        return "you have not let this step act alone yet"
    missing = right_needed(known, rules, now, fleet)
    if missing:
        return f"needs {missing} more before it may act alone"
    return "waits until all steps together are right often enough"


def right_needed(
    known: StepKnowledge, rules: TrustRules = RULES, now: float | None = None, fleet: Collection[Level] = ()
) -> int:
    """How many answers in a row that are right, and none wrong, open this step's own key."""
    wealth = aged(known.trust, now).wealth
    keys = zip(wealth, BETS, Level, strict=True)
    wanted = _wanted(rules, fleet)
    proof = min(clean_needed(each, bet) for each, bet, level in keys if level in wanted)
    held = 1 if known.trust.hold else 0
    return max(proof, rules.min_right - known.right, rules.min_streak - known.streak, held)


def _wanted(rules: TrustRules, fleet: Collection[Level]) -> Collection[Level]:
    if rules.policy is TrustPolicy.STRICT:
        return fleet or (_LOOSEST,)
    return (rules.tolerated,)
