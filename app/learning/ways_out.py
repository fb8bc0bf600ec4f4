"""What got a run out of a trouble before, and which of that is worth recommending."""

from __future__ import annotations

from dataclasses import replace

from app.learning.ranking import ENOUGH, Remedy, lower_bound, recommended
from app.model.advice import Anomaly, Recovery, RecoveryAct, WayOut
from app.model.knowledge import Knowledge
from app.model.ledger_learning import RecoveryTried

MOST_KEPT = 60
"""So many different ways out of one workflow are kept; the one not tried for longest falls out."""
_SEPARATOR = "\x1f"


def after_recovery(knowledge: Knowledge, tried: RecoveryTried) -> Knowledge:
    """The knowledge after one more try."""
    same = [each for each in knowledge.recoveries if _key(each) == _key(tried)]
    before = same[0] if same else Recovery(tried.anomaly, tried.screen_id, tried.act, tried.what)
    now = replace(
        before,
        right=before.right + tried.worked,
        tried=before.tried + 1,
        seconds=before.seconds + (max(0.0, tried.seconds) if tried.worked else 0.0),
    )
    others = [each for each in knowledge.recoveries if _key(each) != _key(tried)]
    return replace(knowledge, recoveries=(*others, now)[-MOST_KEPT:])


def _key(each: Recovery | RecoveryTried) -> tuple[Anomaly, str, RecoveryAct, str]:
    return each.anomaly, each.screen_id, each.act, each.what


def ways_out(knowledge: Knowledge, anomaly: Anomaly, screen_id: str) -> tuple[WayOut, ...]:
    """What is worth recommending in this trouble on this Screen, the best first; no evidence, no recommendation."""
    mine = {
        f"{each.act}{_SEPARATOR}{each.what}": each
        for each in knowledge.recoveries
        if each.anomaly is anomaly and each.screen_id == screen_id and each.act is not RecoveryAct.ASK
    }
    remedies = [Remedy(key, each.right, each.tried, each.act.risk, _mean(each)) for key, each in mine.items()]
    return tuple(_way(mine[remedy.key]) for remedy in recommended(remedies))


def _way(each: Recovery) -> WayOut:
    bound = lower_bound(each.right, each.tried)
    return WayOut(each.anomaly, each.act, each.what, each.right, each.tried, bound, _mean(each))


def _mean(each: Recovery) -> float:
    return each.seconds / each.right if each.right else 0.0


def level_of(knowledge: Knowledge, anomaly: Anomaly) -> tuple[int, int, float]:
    """How often anything helped in this trouble, how often it was tried, and the lower bound of that rate."""
    mine = [each for each in knowledge.recoveries if each.anomaly is anomaly]
    right, tried = sum(each.right for each in mine), sum(each.tried for each in mine)
    return right, tried, lower_bound(right, tried) if tried >= ENOUGH else 0.0
