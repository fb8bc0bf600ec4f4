"""Blind audits: a few of the acts that a step might do alone become questions "point at it", ours not shown.

They are the only unbiased estimate of how often acting alone goes wrong.
"""

from __future__ import annotations

from hashlib import sha256
from math import ceil, floor

from app.learning.ranking import interval
from app.model.knowledge import Knowledge

SHARE = 0.05
_RANGE = 2**64


def agreement_line(knowledge: Knowledge) -> str:
    """What the blind questions of a workflow say about its acts alone, as an interval; empty without any."""
    asked, agreed = knowledge.audits, knowledge.agreed
    if not asked:
        return ""
    low, high = interval(agreed, asked)
    share = f"{floor(100 * low)} to {ceil(100 * high)} of 100 acts alone are right"
    return f"Asked blind {asked} ×: you pointed where it would have acted {agreed} × · {share} (95 % sure)"


def audited(run_id: str, step_id: str, visit: int = 0, share: float = SHARE) -> bool:
    """Whether this act is asked about instead of done; the same run draws the same, another run anew.

    visit: which time the step comes up in this run, so that loops are drawn each time.
    """
    drawn = sha256(f"{run_id}\x00{step_id}\x00{visit}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(drawn[:8], "big") < share * _RANGE
