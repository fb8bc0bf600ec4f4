"""What a new row teaches a run that is going on; a fault in that is no reason to end the run."""

from __future__ import annotations

import logging

from app.learning.fleet_fold import counted
from app.learning.fold import fold
from app.model.knowledge import Knowledge
from app.model.ledger import Entry
from app.model.trust import Fleet
from app.settings import TrustPolicy, TrustRules

_log = logging.getLogger(__name__)
NOT_COUNTED = "What this run teaches could not be counted: every step asks until it ends. Nothing recorded is lost."
CURE = "See the log; `understudy db rebuild` counts it anew."


def taken_in(
    knowledge: Knowledge, keys: Fleet, entry: Entry, rules: TrustRules, at: float
) -> tuple[Knowledge, Fleet] | None:
    """What is known after this row; None when it could not be counted, and the log says why."""
    try:
        if rules.policy is TrustPolicy.STRICT:
            keys = counted(keys, knowledge, entry, rules, at)
        return fold(knowledge, entry, at), keys
    except (ArithmeticError, LookupError, TypeError, ValueError):
        _log.exception("a row could not be counted: %s", type(entry).__name__)
        return None
