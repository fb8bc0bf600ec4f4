"""How decisions, results and modes look: always a colour, a sign and a word together."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from app.model.decision import DecisionKind
from app.model.modes import LearningState, RunMode, RunState, StepStatus


class Look(NamedTuple):
    """A colour name of the palette, a sign, a word; hatched when nothing was proved."""

    colour: str
    sign: str
    word: str
    hatched: bool = False


class ModeLook(NamedTuple):
    """A mode's colour name, its short name on the switch, its sign and its one plain sentence."""

    colour: str
    name: str
    sign: str
    sentence: str


def decision_look(kind: DecisionKind) -> Look:
    """The look of a decision."""
    match kind:
        case DecisionKind.ACCEPT:
            return Look("accept", "✓", QCoreApplication.translate("Looks", "accepted"))
        case DecisionKind.CORRECT:
            return Look("correct", "✎", QCoreApplication.translate("Looks", "corrected"))
        case DecisionKind.EXECUTE_MANUAL:
            return Look("by_hand", "☞", QCoreApplication.translate("Looks", "by you"))
        case DecisionKind.SKIP:
            return Look("skip", "↷", QCoreApplication.translate("Looks", "skipped"))
        case DecisionKind.REJECT:
            return Look("reject", "✗", QCoreApplication.translate("Looks", "rejected"))


def result_look(status: StepStatus, decision: DecisionKind | None, by_hand: bool) -> Look:
    """How a step went: what could not be proved says so whatever was decided."""
    match status:
        case StepStatus.PASSED | StepStatus.OBSERVED:
            return _good_look(status, decision, by_hand)
        case StepStatus.FAILED:
            return Look("reject", "✗", QCoreApplication.translate("Looks", "failed"))
        case StepStatus.SKIPPED:
            return decision_look(DecisionKind.SKIP)
        case StepStatus.REJECTED:
            return decision_look(DecisionKind.REJECT)
        case StepStatus.UNANSWERED:
            return Look("skip", "?", QCoreApplication.translate("Looks", "no answer"))
        case StepStatus.UNVERIFIED:
            return Look("correct", "≈", QCoreApplication.translate("Looks", "not checked"), hatched=True)
        case StepStatus.CANCELLED:
            return Look("skip", "■", QCoreApplication.translate("Looks", "stopped"))


def _good_look(status: StepStatus, decision: DecisionKind | None, by_hand: bool) -> Look:
    if by_hand or decision is DecisionKind.EXECUTE_MANUAL:
        return decision_look(DecisionKind.EXECUTE_MANUAL)
    if decision is DecisionKind.CORRECT:
        return decision_look(DecisionKind.CORRECT)
    if status is StepStatus.OBSERVED:
        return Look("observe", "◎", QCoreApplication.translate("Looks", "watched"))
    return Look("accept", "✓", QCoreApplication.translate("Looks", "done"))


def mode_look(mode: RunMode) -> ModeLook:
    """The look of a mode."""
    match mode:
        case RunMode.OBSERVATION:
            name = QCoreApplication.translate("Looks", "Observe")
            return ModeLook("observe", name, "◎", QCoreApplication.translate("Looks", "I watch"))
        case RunMode.COACHING:
            name = QCoreApplication.translate("Looks", "Coach")
            return ModeLook("coach", name, "✎", QCoreApplication.translate("Looks", "I suggest, you decide"))
        case RunMode.SUPERVISED:
            name = QCoreApplication.translate("Looks", "Supervise")
            return ModeLook("supervise", name, "✓", QCoreApplication.translate("Looks", "I do it after your yes"))
        case RunMode.AUTOMATIC:
            name = QCoreApplication.translate("Looks", "Automatic")
            return ModeLook("automatic", name, "▶", QCoreApplication.translate("Looks", "I do it"))


def learning_look(state: LearningState) -> Look:
    """The badge of a workflow in the library."""
    match state:
        case LearningState.OBSERVATION:
            return Look("soft_grey", "◎", QCoreApplication.translate("Looks", "Observing"))
        case LearningState.COACHING:
            return Look("soft_amber", "✎", QCoreApplication.translate("Looks", "Coaching"))
        case LearningState.AUTO_CANDIDATE:
            return Look("soft_blue", "◇", QCoreApplication.translate("Looks", "Candidate"))
        case LearningState.AUTO_CONFIRMED:
            return Look("soft_green", "◆", QCoreApplication.translate("Looks", "Confirmed"))


def badge_ink(soft: str) -> str:
    """The text colour that goes with a soft badge colour."""
    inks = {"soft_green": "accept", "soft_amber": "correct", "soft_blue": "by_hand", "soft_red": "reject"}
    return inks.get(soft, "skip")


def run_look(state: RunState | None, unverified: int, reason: str) -> Look:
    """The result word of a run, from a closed list."""
    match state:
        case RunState.COMPLETED if unverified:
            return Look("correct", "≈", QCoreApplication.translate("Looks", "Finished, not checked"), hatched=True)
        case RunState.COMPLETED:
            return Look("accept", "✓", QCoreApplication.translate("Looks", "Finished and checked"))
        case RunState.STOPPED:
            return Look("skip", "■", QCoreApplication.translate("Looks", "Stopped by you"))
        case RunState.FAILED:
            halted = QCoreApplication.translate("Looks", "Halted")
            return Look("reject", "✗", f"{halted}: {reason}" if reason else halted)
        case None:
            return Look("reject", "?", QCoreApplication.translate("Looks", "Never ended (the program was killed)"))
        case _:
            return Look("coach", "▶", QCoreApplication.translate("Looks", "Still running"))
