"""Locators that point at different places: noticed, remembered for the last acts, and only ever speaking against."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.engine.policy import Course, course
from app.learning.apart import KEPT, apart, apart_line
from app.learning.fold import folded
from app.learning.permission import allowance
from app.learning.progress import trust_line
from app.learning.trust import visible_score
from app.model.action import ActionKind, Params
from app.model.decision import Keep, StepPatch
from app.model.geometry import Box
from app.model.knowledge import Knowledge, StepKnowledge
from app.model.ledger import Entry
from app.model.ledger_learning import CorrectionMade
from app.model.ledger_run import StepEnded
from app.model.modes import Permission, Risk, RunMode, StepStatus
from app.model.suggestion import AUTOMATIC_LIMIT, Allowance, Suggestion
from app.model.target import AccessibleElement, Candidate, EvidenceLine, Finding, LocatorKind, Verdict
from app.settings import TrustRules
from app.vision.locate import judge, shared_out
from app.vision.named import Answer, joined
from tests.fakes import BOXES, click_step, target_named

HERE, THERE = Box(10, 10, 40, 20), Box(200, 90, 40, 20)
PICTURE, TEXT, PROGRAM = LocatorKind.PICTURE, LocatorKind.TEXT, LocatorKind.ACCESSIBILITY
TARGET = target_named("eight", BOXES["eight"])


def place(box: Box, score: float, method: LocatorKind = PICTURE, *lines: EvidenceLine) -> Candidate:
    return Candidate(box, box.center, score, method, evidence=lines)


def found(*places: Candidate) -> Finding:
    return Finding(judge(places, True)[0], places, "")


def ended(locators: tuple[str, ...] = (), version: int = 0, **more: object) -> StepEnded:
    row = StepEnded(
        "r", "w", "s1", 1, StepStatus.PASSED, None, "", "", 0.97, "picture", version=version, apart=locators
    )
    return replace(row, **more)  # type: ignore[arg-type]


def known_after(*rows: Entry) -> StepKnowledge:
    return folded(Knowledge("w"), rows).step("s1")


def test_two_locators_at_two_places_disagree_and_at_one_place_agree() -> None:
    assert apart(found(place(HERE, 0.6), place(THERE, 0.3, PROGRAM))) == (PICTURE, PROGRAM)
    assert apart(found(place(HERE, 0.6), place(HERE, 0.3, PROGRAM))) == ()
    assert apart(found(place(HERE, 0.6), place(THERE, 0.3))) == ()
    assert apart(found(place(HERE, 0.95), place(THERE, 0.05, PROGRAM))) == ()
    assert apart(found()) == apart(None) == ()


def test_what_reads_otherwise_disagrees_and_a_missing_neighbour_does_not() -> None:
    reads = EvidenceLine(TEXT, "reads “Delete”", 0.9, favours=False)
    alone = EvidenceLine(LocatorKind.PLACE, "its neighbours are missing", 0.9, favours=False)
    assert apart(found(place(HERE, 0.6, PICTURE, reads, alone))) == (PICTURE, TEXT)
    assert apart(found(place(HERE, 0.6, PICTURE, alone))) == ()


def test_it_is_told_of_the_last_twenty_acts_and_the_oldest_fall_out() -> None:
    rows = [ended(("picture", "text")), *[ended() for _ in range(KEPT - 2)], ended(("picture", "text"))]
    assert apart_line(known_after(*rows).apart) == "picture and text disagreed in 2 of the last 20"
    assert apart_line(known_after(*rows, ended()).apart) == "picture and text disagreed in 1 of the last 20"
    assert apart_line(known_after(ended(), ended()).apart) == ""


def test_several_pairs_are_told_together() -> None:
    known = known_after(ended(("picture", "text")), ended(("place", "accessibility")), ended())
    assert apart_line(known.apart) == "place, picture, text and accessibility disagreed in 2 of the last 3"


def test_a_new_version_and_a_place_that_was_pointed_at_know_of_no_disagreement() -> None:
    new = CorrectionMade("c", None, "w", "s1", 1, Keep.ALWAYS, StepPatch(), StepPatch(target=TARGET))
    assert known_after(ended(("picture", "text")), new).apart == ()
    assert known_after(ended(("picture", "text"), version=3)).apart == ()
    assert known_after(ended(("picture", "text"), method="pointed")).apart == ()
    assert known_after(ended(("picture", "text"), score=None)).apart == ()


def test_it_stands_in_the_record_and_lowers_the_visible_score() -> None:
    known = known_after(ended(("picture", "text")), ended())
    assert "picture and text disagreed in 1 of the last 2" in trust_line(known)
    assert visible_score(known.trust, 5, TrustRules(), 1) == visible_score(known.trust, 5, TrustRules()) - 1
    assert visible_score(known.trust, 5, TrustRules(failure=-2), 1) == 5 - 1


def test_it_opens_nothing_and_takes_no_evidence() -> None:
    agreed, disagreed = known_after(ended()), known_after(ended(("picture", "text")))
    assert replace(disagreed, apart=()) == replace(agreed, apart=())
    step = click_step(1, "eight", BOXES["eight"])
    assert allowance(RunMode.AUTOMATIC, step, disagreed) == allowance(RunMode.AUTOMATIC, step, agreed)


def suggested(places: tuple[Candidate, ...]) -> Suggestion:
    finding = found(*places)
    made = Suggestion("g", "r", "s1", ActionKind.CLICK, Params(), 0, 1, AUTOMATIC_LIMIT, finding, finding.best)
    return replace(made, apart=apart(finding))


def test_where_the_program_shows_it_elsewhere_no_belief_is_enough_to_act_alone() -> None:
    """The belief pays for it already: one more rule would count it twice."""
    alone = Allowance(True, Permission.VOUCHED, Risk.OPEN, "")
    element = AccessibleElement("button", "Eight", THERE, TARGET.path)
    for score in (0.95, 0.98, 0.999):
        before = (place(HERE, score),)
        assert course(RunMode.AUTOMATIC, alone, suggested(before)) is Course.ACT
        after = suggested(shared_out(joined(before, Answer((element,), sure=True), TARGET)))
        assert set(after.apart) == {PICTURE, PROGRAM}
        assert course(RunMode.AUTOMATIC, alone, after) is Course.ASK


def test_where_the_program_denies_it_only_an_overwhelming_picture_settles_it() -> None:
    alone = Allowance(True, Permission.VOUCHED, Risk.OPEN, "")
    courses = [
        course(RunMode.AUTOMATIC, alone, suggested(joined((place(HERE, score),), Answer(denied=True), TARGET)))
        for score in (0.95, 0.99, 0.9999)
    ]
    assert courses == [Course.ASK, Course.ASK, Course.ACT]


def test_a_finding_without_doubt_names_no_disagreement() -> None:
    sure = found(place(HERE, 0.99, LocatorKind.PLACE))
    assert sure.verdict is Verdict.FOUND
    assert apart(sure) == ()


@pytest.mark.parametrize("status", [StepStatus.SKIPPED, StepStatus.UNANSWERED, StepStatus.CANCELLED])
def test_what_was_not_done_is_no_act_of_the_last_ones(status: StepStatus) -> None:
    assert known_after(ended(("picture", "text"), status=status)).apart == ()
