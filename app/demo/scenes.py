"""What the demonstration plays: three runs of the practice workflow, and what must come of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.model.modes import RunMode, StepStatus

AMOUNT = "1299.00"
EDIT_BUTTON = [593, 41]
POINTED_STEP = 6
CARD_STEP = 1

ALL = tuple(range(1, 9))
PASSED = StepStatus.PASSED


@dataclass(frozen=True, slots=True)
class Scene:
    """One run: its heading, the mode, how the practice program looks, the coach's answers, the expected end.

    `statuses` are those of the eight steps; `questions` how many the person is asked, None when that is not fixed.
    """

    heading: str
    mode: RunMode
    options: tuple[str, ...]
    answers: tuple[dict[str, Any], ...]
    statuses: tuple[StepStatus, ...]
    questions: int | None = None


SCENES = (
    Scene(
        "First run, coached: the form's buttons have moved and there is a second Save",
        RunMode.COACHING,
        ("--moved", "--twin"),
        (
            {"step": 1, "decision": "ACCEPT"},
            {"step": 2, "decision": "EXECUTE_MANUAL", "do": [{"click": EDIT_BUTTON}]},
            {"step": 3, "decision": "CORRECT", "text": AMOUNT, "comment": "The supplier sent a corrected amount."},
            {"step": 4, "decision": "REJECT", "then": "skip", "reason": "not_now"},
            {"step": 5, "decision": "SKIP"},
            # Step 6 is corrected by pointing in the real windows; were that not taken, this answer would show it.
            {"step": 6, "decision": "SKIP"},
            {"default": "ACCEPT"},
        ),
        (PASSED, PASSED, PASSED, StepStatus.REJECTED, StepStatus.SKIPPED, PASSED, PASSED, PASSED),
    ),
    Scene(
        "Second run, supervised, in a dark theme: what was corrected stays corrected",
        RunMode.SUPERVISED,
        ("--moved", "--twin", "--dark"),
        (*({"step": number, "vouch": True} for number in ALL), {"default": "ACCEPT"}),
        (PASSED,) * 8,
    ),
    Scene(
        "Third run, automatic: every step was vouched for",
        RunMode.AUTOMATIC,
        ("--moved", "--twin"),
        ({"default": "ACCEPT"},),
        (PASSED,) * 8,
        questions=0,
    ),
)
