"""What no longer looks as it was taught, and what the person is told of it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from statistics import mean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.learning.drift import LAST, followed, open_messages, severity_of, standing, untold
from app.learning.fold import folded
from app.learning.looks import MOST_LOOKS, known_screens, shows_secret, taught_screens
from app.model.action import ActionKind
from app.model.decision import Keep, StepPatch
from app.model.drift import DriftSeverity, NextAction, Subject, SubjectKind, Trend
from app.model.geometry import Box
from app.model.knowledge import Knowledge
from app.model.ledger import Entry
from app.model.ledger_learning import CorrectionMade, LookLearned
from app.model.ledger_run import DriftLeft, DriftTold, ScreenSeen, StepEnded
from app.model.modes import StepStatus
from app.model.target import LocatorKind, Picture
from app.model.workflow import Signature, Workflow
from tests.fakes import BOXES, IDENTITY, click_step, params, sum_workflow, target_named, workflow_of

SURE, POOR = [0.97] * 5, [0.6] * LAST
STEP, SCREEN = Subject(SubjectKind.STEP, "s1"), Subject(SubjectKind.SCREEN, "screen1")


def picture(name: str) -> Picture:
    return Picture(image=name, box=Box(0, 0, 0, 0))


def trend(scores: Sequence[float]) -> Trend:
    result = Trend()
    for score in scores:
        result = followed(result, score, None)
    return result


def ended(score: float, step: str = "s1", **more: object) -> StepEnded:
    row = StepEnded("r", "w1", step, 1, StepStatus.PASSED, None, "", "", score, "picture", before=picture(f"{score}"))
    return replace(row, **more)  # type: ignore[arg-type]


def seen(score: float, run: str, screen: str = "screen1") -> ScreenSeen:
    return ScreenSeen(run, "w1", "s1", screen, score, picture(f"seen in {run}"))


def screen_seen(scores: Sequence[float]) -> list[Entry]:
    return [seen(score, f"r{run}") for run, score in enumerate(scores)]


def look(name: str, confirmed: bool = False) -> LookLearned:
    return LookLearned("w1", "screen1", picture(name), confirmed, "r", "s1", 0.7)


def known(*entries: Entry) -> Knowledge:
    return folded(Knowledge("w1"), entries)


def with_views() -> Workflow:
    workflow = sum_workflow()
    screens = tuple(s.model_copy(update={"signature": Signature(view=f"taught {s.id}")}) for s in workflow.screens)
    return workflow.model_copy(update={"screens": screens})


# --- the fold over scores


def test_scores_as_they_were_when_taught_are_no_drift() -> None:
    assert severity_of(trend(SURE * 20)) is None


@pytest.mark.parametrize(
    ("last", "severity"), [(0.6, DriftSeverity.WARNING), (0.3, DriftSeverity.SERIOUS), (0.85, None)]
)
def test_three_poor_scores_after_sure_ones_are_a_change(last: float, severity: DriftSeverity | None) -> None:
    assert severity_of(trend([*SURE, *[last] * LAST])) is severity


def test_one_odd_score_among_sure_ones_is_no_drift() -> None:
    scores = [*SURE * 4, 0.2, *SURE * 4]
    assert [severity_of(trend(scores[:end])) for end in range(1, len(scores))] == [None] * (len(scores) - 1)


def test_what_was_never_sure_has_not_drifted() -> None:
    assert severity_of(trend([0.6] * 12)) is None


def test_with_fewer_than_four_verified_acts_nothing_is_said() -> None:
    assert severity_of(trend([0.97, 0.1, 0.1])) is None
    assert severity_of(trend([0.97, 0.1, 0.1, 0.1])) is DriftSeverity.SERIOUS


def test_scores_that_come_back_end_the_drift() -> None:
    assert severity_of(trend([*SURE, *POOR, *SURE])) is None


def found_after(before: int, scores: Sequence[float]) -> int | None:
    """After how many of the scores past `before` the drift is seen."""
    result = trend(scores[:before])
    for number, score in enumerate(scores[before:], start=1):
        result = followed(result, score, None)
        if severity_of(result) is not None:
            return number
    return None


def test_a_slow_slide_from_93_to_88_is_found_within_a_few_acts_and_is_a_note() -> None:
    delays = []
    for number in range(60):
        noise = random.Random(number)
        scores = [noise.gauss(0.93 if k < 30 else 0.88, 0.02) for k in range(80)]
        delay = found_after(30, scores)
        assert delay is not None
        delays.append(delay)
    assert median(delays) <= 8
    assert severity_of(trend([*[0.93] * 30, *[0.88] * 20])) is DriftSeverity.NOTE


def test_steady_noise_raises_hardly_any_false_alarm() -> None:
    alarms = 0
    for number in range(60):
        noise = random.Random(1000 + number)
        alarms += found_after(0, [noise.gauss(0.93, 0.02) for _ in range(300)]) is not None
    assert alarms <= 2


@given(st.lists(st.floats(0, 1), min_size=1, max_size=9))
def test_the_running_sums_are_those_of_the_page_hinkley_test(scores: list[float]) -> None:
    """The same sums by the book; below ten scores no alarm sets them back."""
    slide = trend(scores).slide
    parts = [score - mean(scores[: k + 1]) + 0.01 for k, score in enumerate(scores)]
    sums = [sum(parts[: k + 1]) for k in range(len(parts))]
    expected = max(0.0, *sums) - sums[-1]
    assert slide.count == len(scores)
    assert slide.top - slide.total == pytest.approx(expected, abs=1e-9)


# --- steps


def test_a_step_found_poorly_after_sure_finds_asks_to_be_pointed_at_again_with_both_pictures() -> None:
    step = click_step(1, "seven", BOXES["seven"])
    assert step.target is not None
    taught = step.target.model_copy(update={"ring": picture("taught")})
    workflow = workflow_of(step.model_copy(update={"target": taught}))
    [drift] = standing(workflow, known(*map(ended, (*SURE, *POOR))))
    assert (drift.subject, drift.severity, drift.next_action) == (STEP, DriftSeverity.WARNING, NextAction.POINT_AGAIN)
    assert (drift.taught, drift.latest) == (picture("taught"), picture("0.6"))
    assert (drift.was, drift.now) == (0.97, 0.6)


@pytest.mark.parametrize(
    "more",
    [
        {"status": StepStatus.UNVERIFIED},
        {"status": StepStatus.FAILED},
        {"by_hand": True},
        {"method": str(LocatorKind.POINTED)},
        {"version": 1},
    ],
)
def test_only_what_the_robot_found_and_the_check_confirmed_counts(more: dict[str, object]) -> None:
    rows = [*map(ended, SURE), *(ended(score, **more) for score in POOR)]
    assert standing(sum_workflow(), known(*rows)) == ()


@pytest.mark.parametrize("keep", [Keep.ALWAYS, Keep.LOOK])
def test_pointing_again_or_one_more_look_ends_the_drift_of_a_step(keep: Keep) -> None:
    new = StepPatch(target=target_named("eight", BOXES["eight"]))
    correction = CorrectionMade("c", None, "w1", "s1", 1, keep, StepPatch(), new)
    assert standing(sum_workflow(), known(*map(ended, (*SURE, *POOR)), correction)) == ()


def test_a_step_that_is_left_out_is_no_matter_of_drift() -> None:
    left_out = workflow_of(click_step(1, "seven", BOXES["seven"], enabled=False))
    assert standing(left_out, known(*map(ended, (*SURE, *POOR)))) == ()


# --- screens


def test_a_screen_recognised_poorly_asks_for_its_new_look() -> None:
    [drift] = standing(with_views(), known(*screen_seen([*SURE, *POOR])))
    assert (drift.subject, drift.next_action) == (SCREEN, NextAction.ADD_LOOK)
    assert drift.taught == picture("taught screen1")
    assert drift.latest == picture("seen in r7")


def test_a_screen_counts_once_in_a_run() -> None:
    again = [seen(0.6, "r4") for _ in range(LAST)]
    assert standing(with_views(), known(*screen_seen(SURE), *again)) == ()


def test_a_confirmed_look_counts_as_taught_and_a_learned_one_does_not() -> None:
    rows = screen_seen([*SURE, *POOR])
    assert standing(with_views(), known(*rows, look("new"))) != ()
    confirmed = known(*rows, look("new", confirmed=True))
    assert standing(with_views(), confirmed) == ()
    [first, *others] = taught_screens(with_views().screens[:1], confirmed)
    assert first.signature.view == "taught screen1"
    assert [(screen.id, screen.signature.view) for screen in others] == [("screen1", "new")]


def test_of_more_than_four_learned_looks_the_oldest_falls_out() -> None:
    views = [screen.signature.view for screen in known_screens(with_views().screens[:1], known(*map(look, "abcdef")))]
    assert views == ["taught screen1", "c", "d", "e", "f"]
    assert len(views) == 1 + MOST_LOOKS


def test_what_the_person_confirmed_falls_out_last() -> None:
    looks = known(look("a", confirmed=True), *map(look, "bcdef")).screen("screen1").looks
    assert [one.image for one in looks] == ["a", "d", "e", "f"]


def test_a_look_that_is_learned_twice_is_known_once() -> None:
    looks = known(look("a", confirmed=True), look("b"), look("a")).screen("screen1").looks
    assert [(one.image, one.confirmed) for one in looks] == [("b", False), ("a", True)]


def test_a_screen_of_which_no_picture_may_be_kept_can_only_be_recorded_again() -> None:
    rows = [replace(row, picture=None) for row in screen_seen([*SURE, *POOR])]  # type: ignore[type-var]
    [drift] = standing(with_views(), known(*rows))
    assert drift.next_action is NextAction.RE_RECORD


def test_a_screen_hardly_known_any_more_whose_steps_are_lost_too_speaks_for_them() -> None:
    steps = [click_step(1, "seven", BOXES["seven"]), click_step(2, "plus", BOXES["plus"], **{"from": "screen1"})]
    rows = [ended(score, step.id) for step in steps for score in (*SURE, *POOR)]
    workflow = workflow_of(*steps)
    assert len(standing(workflow, known(*rows))) == 2
    [drift] = standing(workflow, known(*rows, *screen_seen([*SURE, *[0.2] * LAST])))
    assert (drift.subject, drift.next_action) == (SCREEN, NextAction.RE_RECORD)


@pytest.mark.parametrize(
    ("change", "secret"),
    [
        ({"params": params(text="x")}, False),
        ({"params": params(secret="bank")}, True),
        ({"role": "password text"}, True),
    ],
)
def test_a_window_into_which_a_secret_is_typed_may_show_it(change: dict[str, object], secret: bool) -> None:
    step = click_step(1, "seven", BOXES["seven"], action=ActionKind.TYPE_TEXT, params=params(text="x"))
    assert step.target is not None
    target = step.target.model_copy(update={"role": change.get("role", "")})
    typing = step.model_copy(update={"params": change.get("params", step.params), "target": target})
    assert shows_secret(workflow_of(typing), Knowledge("w1"), IDENTITY) is secret


# --- telling


def told_once(knowledge: Knowledge) -> Knowledge:
    return folded(knowledge, [DriftTold("r", "w1", drift) for drift in untold(sum_workflow(), knowledge)])


def test_each_subject_is_told_once_for_each_severity() -> None:
    knowledge = known(*map(ended, (*SURE, *POOR)))
    [first] = untold(sum_workflow(), knowledge)
    told = told_once(knowledge)
    assert untold(sum_workflow(), told) == ()
    assert untold(sum_workflow(), folded(told, [ended(0.6)])) == ()
    [second] = untold(sum_workflow(), folded(told, [ended(0.2)] * LAST))
    assert (first.severity, second.severity) == (DriftSeverity.WARNING, DriftSeverity.SERIOUS)


def test_what_was_told_stays_to_be_seen_with_its_pictures_until_it_is_over_or_left() -> None:
    told = told_once(known(*map(ended, (*SURE, *POOR))))
    later = folded(told, [ended(0.61)])
    [message] = open_messages(sum_workflow(), later)
    assert message.latest == picture("0.6")
    assert open_messages(sum_workflow(), folded(later, map(ended, SURE))) == ()
    left = folded(later, [DriftLeft("w1", STEP)])
    assert open_messages(sum_workflow(), left) == ()
    assert untold(sum_workflow(), left) == ()


def test_what_was_left_is_told_again_when_it_gets_worse() -> None:
    left = folded(told_once(known(*map(ended, (*SURE, *POOR)))), [DriftLeft("w1", STEP)])
    worse = folded(left, [ended(0.2)] * LAST)
    assert len(open_messages(sum_workflow(), told_once(worse))) == 1
