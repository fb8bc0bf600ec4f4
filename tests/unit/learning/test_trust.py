"""What opens a step, what closes it at once, and what the person is told of it."""

from __future__ import annotations

import pytest

from app.learning.fleet import after_trial, open_levels
from app.learning.fold import fold, folded, folded_at
from app.learning.permission import allowance, opened_by, right_needed
from app.learning.progress import may_act_alone, trust_line
from app.learning.trust import after_label, demoted, visible_score
from app.learning.wealth import DAY
from app.model.decision import DecisionKind, Keep, StepPatch
from app.model.knowledge import Knowledge, StepKnowledge
from app.model.ledger import Entry
from app.model.ledger_learning import CorrectionMade, Evidence, Vouched
from app.model.ledger_run import StepEnded
from app.model.modes import Label, LabelSource, Permission, Risk, RunMode, StepStatus
from app.model.trust import Demotion, Fleet, Level
from app.settings import TrustPolicy, TrustRules
from tests.fakes import BOXES, click_step, target_named

NEXT = click_step(1, "next", BOXES["plus"])
COACHED, BLIND, AUTO, REPLAY = LabelSource.COACHED, LabelSource.BLIND, LabelSource.AUTO, LabelSource.REPLAY
STRICT = TrustRules(policy=TrustPolicy.STRICT)
WORD = TrustRules(policy=TrustPolicy.VOUCHED)
VOUCH = Vouched("w", "s1", 0, True)
ALL = frozenset(Level)


def label(kind: Label, source: LabelSource = COACHED, why: str = "accept", version: int = 0) -> Evidence:
    return Evidence("w", "s1", version, kind, source, why)


def right(count: int, source: LabelSource = COACHED) -> list[Entry]:
    return [label(Label.RIGHT, source)] * count


def known(*rows: Entry, at: float | None = None) -> StepKnowledge:
    return folded(Knowledge("w"), rows, at).step("s1")


def ended(status: StepStatus, score: float | None = None, decision: DecisionKind | None = None) -> StepEnded:
    return StepEnded("r", "w", "s1", 1, status, decision, "", "", score)


WRONG = label(Label.WRONG)
WRONG_ALONE = label(Label.WRONG, AUTO, "automatic")


def test_thirty_six_clean_trials_earn_a_step_its_permission() -> None:
    assert opened_by(known(*right(35))) is Permission.CLOSED
    earned = known(*right(36))
    allowed = allowance(RunMode.AUTOMATIC, NEXT, earned)
    assert (allowed.alone, allowed.permission) == (True, Permission.EARNED)
    assert not allowance(RunMode.SUPERVISED, NEXT, earned).alone


def test_stricter_rules_take_more_and_a_record_of_replays_alone_is_not_enough() -> None:
    assert opened_by(known(*right(36)), TrustRules(tolerated=Level.TWO)) is Permission.CLOSED
    assert opened_by(known(*right(184)), TrustRules(tolerated=Level.TWO)) is Permission.EARNED
    assert opened_by(known(*right(36)), TrustRules(min_right=40)) is Permission.CLOSED
    assert opened_by(known(*right(200, REPLAY))) is Permission.CLOSED
    assert opened_by(known(*right(62, REPLAY), *right(5))) is Permission.EARNED
    assert opened_by(known(*right(200, AUTO))) is Permission.CLOSED


def test_the_policy_says_which_ways_count() -> None:
    vouched, earned = known(VOUCH), known(*right(36))
    assert [opened_by(vouched, rules, None, ALL) for rules in (TrustRules(), WORD, STRICT)] == [
        Permission.VOUCHED,
        Permission.VOUCHED,
        Permission.CLOSED,
    ]
    assert [opened_by(earned, rules, None, ALL) for rules in (TrustRules(), WORD, STRICT)] == [
        Permission.EARNED,
        Permission.CLOSED,
        Permission.STRICT,
    ]
    assert opened_by(earned, STRICT) is Permission.CLOSED
    assert opened_by(earned, STRICT, None, {Level.TWO}) is Permission.CLOSED


def test_risk_comes_before_every_permission() -> None:
    earned, delete = known(*right(40)), click_step(1, "Delete", BOXES["plus"])
    assert not allowance(RunMode.AUTOMATIC, delete, earned).alone
    assert not may_act_alone(delete, earned)
    odd = click_step(1, "frobnicate", BOXES["plus"])
    refused = allowance(RunMode.AUTOMATIC, odd, earned)
    assert (refused.alone, refused.risk) == (False, Risk.UNKNOWN)
    assert "3 more times" in refused.reason
    accepted = known(*right(40), *[ended(StepStatus.PASSED, decision=DecisionKind.ACCEPT)] * 3)
    assert allowance(RunMode.AUTOMATIC, odd, accepted).alone
    assert allowance(RunMode.AUTOMATIC, odd, known(VOUCH)).alone


@pytest.mark.parametrize("source", LabelSource)
def test_the_first_wrong_closes_whatever_opened_it(source: LabelSource) -> None:
    for rows in ([VOUCH], right(500)):
        assert opened_by(known(*rows, label(Label.WRONG, source))) is Permission.CLOSED
    both = known(*right(500), VOUCH, label(Label.WRONG, source))
    assert not both.vouched
    assert opened_by(both, STRICT, None, ALL) is Permission.CLOSED


def test_after_a_wrong_it_takes_a_clean_stretch_and_an_answer_of_the_person() -> None:
    closed = known(*right(36), WRONG)
    assert right_needed(closed) == 24
    assert opened_by(known(*right(36), WRONG, *right(23))) is Permission.CLOSED
    assert opened_by(known(*right(36), WRONG, *right(24))) is Permission.EARNED


def test_a_new_version_begins_anew() -> None:
    moved = StepPatch(target=target_named("eight", BOXES["eight"]))
    fresh = known(*right(36), VOUCH, CorrectionMade("c", None, "w", "s1", 1, Keep.ALWAYS, StepPatch(), moved))
    assert opened_by(fresh) is Permission.CLOSED
    assert (fresh.right, fresh.streak, right_needed(fresh)) == (1, 1, 36)
    assert visible_score(fresh.trust, fresh.right, TrustRules()) == 1


def test_a_stop_during_an_act_alone_makes_it_ask_until_the_person_is_content() -> None:
    stopped = known(*right(40), ended(StepStatus.CANCELLED))
    refused = allowance(RunMode.AUTOMATIC, NEXT, stopped)
    assert (refused.alone, refused.reason) == (False, "you stopped it during this step")
    assert right_needed(stopped) == 1
    assert opened_by(known(*right(40), ended(StepStatus.CANCELLED), *right(1))) is Permission.EARNED
    assert opened_by(known(*right(40), ended(StepStatus.CANCELLED), *right(9, AUTO))) is Permission.CLOSED
    assert opened_by(known(VOUCH, ended(StepStatus.CANCELLED), VOUCH)) is Permission.VOUCHED
    answered = ended(StepStatus.CANCELLED, decision=DecisionKind.ACCEPT)
    assert opened_by(known(*right(40), answered)) is Permission.EARNED


def test_falling_scores_make_it_ask_once_and_cost_no_history() -> None:
    sure = [ended(StepStatus.PASSED, 0.95)] * 20
    poor = [ended(StepStatus.PASSED, 0.7)] * 3
    fallen = known(*right(40), *sure, *poor)
    assert allowance(RunMode.AUTOMATIC, NEXT, fallen).reason == "it is found less surely than before"
    again = known(*right(40), *sure, *poor, *right(1), *[ended(StepStatus.PASSED, 0.7)] * 30)
    assert opened_by(again) is Permission.EARNED


def test_errors_close_together_are_an_alarm_and_errors_alone_are_told() -> None:
    assert known(WRONG, WRONG).trust.hold is Demotion.ERRORS_ROSE
    assert known(WRONG).trust.hold is None
    assert known(*right(9), WRONG_ALONE).trust.hold is Demotion.WRONG_ALONE
    assert known(WRONG, WRONG, *right(1)).trust.errors == 0.0


def test_changed_surroundings_ask_once_and_halve_what_speaks_for_a_step() -> None:
    sure, barely = known(*right(200)).trust, known(*right(40)).trust
    trusts = [demoted(trust, Demotion.SURROUNDINGS_CHANGED) for trust in (sure, barely)]
    answered = [after_label(trust, Label.RIGHT, LabelSource.COACHED, "accept", None) for trust in trusts]
    for sides, opened in (
        (trusts, [Permission.CLOSED, Permission.CLOSED]),
        (answered, [Permission.EARNED, Permission.CLOSED]),
    ):
        assert [opened_by(StepKnowledge(right=41, streak=41, trust=trust)) for trust in sides] == opened
    assert demoted(sure, Demotion.ACCURACY_FELL) == sure


def test_every_demotion_has_its_sentence() -> None:
    assert len({reason.sentence for reason in Demotion}) == len(Demotion)


def test_a_record_fades_and_is_refreshed_by_the_next_answer() -> None:
    earned = known(*right(40), at=0.0)
    assert opened_by(earned, now=DAY) is Permission.EARNED
    assert opened_by(earned, now=90 * DAY) is Permission.CLOSED
    missing = right_needed(earned, now=90 * DAY)
    more = folded(Knowledge("w"), right(40), 0.0)
    later = folded_at(more, [(90 * DAY, row) for row in right(missing)]).step("s1")
    assert opened_by(later, now=90 * DAY) is Permission.EARNED


def test_the_visible_score_follows_the_settings_of_the_draft() -> None:
    no = label(Label.WRONG, why="reject")
    record = known(*right(4), no, WRONG, *right(3), no)
    assert visible_score(record.trust, record.right, TrustRules()) == 2
    assert visible_score(record.trust, record.right, TrustRules(failure=-2)) == 7 - 2 - 2
    assert visible_score(record.trust, record.right, TrustRules(success=2, failure=-3, human_reject=0)) == 14 - 3


def test_the_record_is_told_in_plain_words_with_what_is_missing() -> None:
    weeks = 3 * 7 * DAY
    timed = [(0.0, row) for row in right(49)] + [(0.0, WRONG)] + [(weeks, row) for row in right(12)]
    record = folded_at(Knowledge("w"), timed).step("s1")
    assert trust_line(record, now=weeks) == f"right 61 of 62 · 1 wrong 3 weeks ago · {missing(record, weeks)}"
    assert trust_line(known(*right(36))) == "right 36 of 36 · may act alone: its record says so"
    assert trust_line(known(VOUCH)) == "not judged yet · may act alone: you said so"
    assert trust_line(known(*right(3), *right(2, AUTO))).startswith("right 3 of 3 · 2 × alone · needs 33 more")
    assert trust_line(known(*right(3)), WORD) == "right 3 of 3 · you have not let this step act alone yet"
    assert trust_line(known(*right(400)), STRICT).endswith("waits until all steps together are right often enough")
    assert "1 wrong today" in trust_line(known(WRONG, at=5.0), now=6.0)
    delete = click_step(1, "Delete", BOXES["plus"])
    assert trust_line(known(*right(40)), step=delete).endswith(
        "asks: this step always asks, because it cannot be taken back"
    )


def missing(record: StepKnowledge, now: float) -> str:
    count = right_needed(record, now=now)
    assert 0 < count < 36
    return f"needs {count} more before it may act alone"


def test_the_second_key_opens_by_what_people_said_and_closes_when_accuracy_falls() -> None:
    fleet = Fleet()
    for _ in range(800):
        fleet = after_trial(fleet, Label.RIGHT, BLIND, [Level.TEN])
    assert open_levels(fleet) == {Level.TEN}
    for _ in range(4):
        fleet = after_trial(fleet, Label.WRONG, AUTO, [Level.TEN])
    assert open_levels(fleet) == frozenset()
    assert (fleet.keys[0].closings, fleet.keys[0].trials) == (1, 0)
    alone = Fleet()
    for _ in range(2000):
        alone = after_trial(alone, Label.RIGHT, AUTO, [Level.TEN])
    assert open_levels(alone) == frozenset()


def test_a_label_for_another_version_teaches_nothing() -> None:
    before = folded(Knowledge("w"), right(5))
    assert fold(before, label(Label.WRONG, version=3)) == before
