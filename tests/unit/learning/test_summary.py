from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from app.learning.summary import Learned, summary_of
from app.model.advice import Anomaly, Recovery, RecoveryAct
from app.model.knowledge import Knowledge, StepKnowledge
from tests.unit.storage.shelf import invoice


def known(right: int, wrong: int = 0, runs: int = 9, both: bool = True) -> Knowledge:
    one = StepKnowledge(right=right, wrong=wrong)
    steps = {"new": one, "number": one if both else StepKnowledge()}
    return Knowledge("w-1", runs=runs, steps=MappingProxyType(steps))


def word(knowledge: Knowledge) -> Learned:
    return summary_of(invoice(), knowledge).learned


def test_the_words_follow_what_the_labels_prove() -> None:
    assert word(Knowledge("w-1")) is Learned.INSUFFICIENT
    assert word(known(4)) is Learned.INSUFFICIENT
    assert word(known(60, runs=2)) is Learned.INSUFFICIENT
    assert word(known(3, 3)) is Learned.LEARNING
    assert word(known(9, both=False)) is Learned.LEARNING
    assert word(known(9)) is Learned.SUFFICIENT
    assert word(known(60)) is Learned.EXCELLENT


def test_each_trouble_that_was_met_has_its_own_word() -> None:
    ways = (
        Recovery(Anomaly.NO_MATCH, "main", RecoveryAct.WAIT, "", 8, 8, 9.0),
        Recovery(Anomaly.UNEXPECTED_WINDOW, "main", RecoveryAct.FOCUS, "", 1, 2, 9.0),
    )
    found = summary_of(invoice(), replace(known(9), recoveries=ways)).anomalies
    assert [(each.anomaly, each.learned, each.tried) for each in found] == [
        (Anomaly.NO_MATCH, Learned.SUFFICIENT, 8),
        (Anomaly.UNEXPECTED_WINDOW, Learned.INSUFFICIENT, 2),
    ]
