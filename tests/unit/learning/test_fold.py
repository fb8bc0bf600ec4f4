"""What rows teach, and what they must not."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.learning.fleet_fold import counted, fleet_folded
from app.learning.fold import fold, folded, folded_at
from app.learning.memory import hints
from app.model.decision import DecisionKind, Keep, StepPatch
from app.model.geometry import Box
from app.model.knowledge import Knowledge
from app.model.ledger import Entry
from app.model.ledger_learning import CorrectionMade, Evidence, LearningSet, Vouched
from app.model.ledger_run import RunEnded, StepEnded
from app.model.modes import Label, LabelSource, LearningState, RunMode, RunState, StepStatus
from app.model.target import Picture
from app.model.trust import Fleet
from app.settings import TrustRules
from tests.fakes import BOXES, target_named

START = Knowledge("w")


def evidence(label: Label, source: LabelSource = LabelSource.COACHED, version: int = 0, step: str = "s1") -> Evidence:
    return Evidence("w", step, version, label, source, "")


def passed(place: Box, status: StepStatus = StepStatus.PASSED) -> StepEnded:
    return StepEnded("r", "w", "s1", 1, status, DecisionKind.ACCEPT, "", "", place=place)


def corrected(name: str = "eight", keep: Keep = Keep.ALWAYS, version: int = 1) -> CorrectionMade:
    new = StepPatch(target=target_named(name, BOXES[name]))
    return CorrectionMade("c", None, "w", "s1", version, keep, StepPatch(), new)


LABELS = st.builds(evidence, st.sampled_from(Label), st.sampled_from(LabelSource))
ROWS = st.lists(st.one_of(LABELS, st.just(corrected()), st.just(Vouched("w", "s1", 0, True))), max_size=12)


@given(ROWS)
def test_none_changes_nothing(rows: list[Entry]) -> None:
    before = folded(START, rows)
    assert fold(before, evidence(Label.NONE)) == before


@given(ROWS)
def test_wrong_always_revokes_the_vouch_of_its_version(rows: list[Entry]) -> None:
    before = folded(START, rows)
    after = fold(before, evidence(Label.WRONG, version=before.step("s1").version))
    assert not after.step("s1").vouched
    assert after.step("s1").streak == 0


@given(ROWS)
def test_automatic_successes_raise_nothing_that_counts(rows: list[Entry]) -> None:
    before = folded(START, rows)
    known = before.step("s1")
    after = fold(before, evidence(Label.RIGHT, LabelSource.AUTO, known.version)).step("s1")
    assert after.trust.alone == known.trust.alone + 1
    assert after.recent[-1].source is LabelSource.AUTO
    assert replace(after, trust=replace(after.trust, alone=known.trust.alone), recent=known.recent) == known


@given(ROWS, ROWS)
def test_folding_in_two_parts_equals_folding_at_once(first: list[Entry], second: list[Entry]) -> None:
    assert folded(folded(START, first), second) == folded(START, [*first, *second])


MANY = st.lists(
    st.builds(
        evidence,
        st.sampled_from(Label),
        st.sampled_from(LabelSource),
        version=st.integers(0, 1),
        step=st.sampled_from(("s1", "s2")),
    ),
    max_size=40,
)


@settings(max_examples=25)
@given(MANY, MANY)
def test_many_rows_at_once_teach_what_they_teach_one_by_one(before: list[Entry], after: list[Entry]) -> None:
    proving = [evidence(Label.RIGHT, step=step) for step in ("s1", "s2")] * 45
    rows = [(60.0 * number, row) for number, row in enumerate([*proving, *before, corrected(), *after])]
    known, fleet, rules = START, Fleet(), TrustRules()
    for at, row in rows:
        fleet = counted(fleet, known, row, rules, at)
        known = fold(known, row, at)
    assert folded_at(START, rows) == known
    assert fleet_folded(rows, rules) == fleet
    assert fleet_folded(rows[: len(proving)], rules).keys[0].trials > 0


def test_a_new_version_ends_the_vouch_and_starts_with_one_right() -> None:
    rows = [Vouched("w", "s1", 0, True), evidence(Label.RIGHT), corrected()]
    known = folded(START, rows).step("s1")
    assert (known.version, known.vouched, known.right, known.streak) == (1, False, 1, 1)
    assert known.patch.target is not None
    assert known.patch.target.name == "eight"


def test_a_correction_for_once_teaches_only_that_it_happened() -> None:
    known = folded(START, [corrected(keep=Keep.ONCE, version=0)]).step("s1")
    assert (known.version, known.patch, known.corrections) == (0, StepPatch(), 1)


def test_C7_a_look_is_learned_beside_and_not_over() -> None:
    known = folded(START, [corrected(keep=Keep.LOOK, version=0)]).step("s1")
    assert (known.version, [look.name for look in known.looks]) == (0, ["eight"])


def test_the_place_that_was_wrong_under_a_new_look_stays_refused() -> None:
    wrong = Picture(image="wrong.png", box=BOXES["seven"])
    beside = replace(corrected(keep=Keep.LOOK, version=0), refused=wrong)
    assert folded(START, [beside]).step("s1").refused == (wrong,)
    assert folded(START, [replace(beside, keep=Keep.ONCE)]).step("s1").refused == ()


def test_a_look_that_was_accepted_is_no_correction_and_belongs_to_one_version() -> None:
    known = folded(START, [corrected(keep=Keep.SEEN, version=0)]).step("s1")
    assert ([look.name for look in known.looks], known.corrections) == (["eight"], 0)
    assert folded(START, [corrected(), corrected("seven", Keep.SEEN, version=0)]).step("s1").looks == ()
    many = [corrected("seven", Keep.SEEN, version=0)] * 2 + [corrected("eight", Keep.SEEN, version=0)] * 8
    assert [look.name for look in folded(START, many).step("s1").looks] == ["eight"] * 8


def test_labels_for_an_older_version_say_nothing_about_the_new_one() -> None:
    rows = [corrected(), evidence(Label.WRONG, version=0)]
    assert folded(START, rows).step("s1").wrong == 0


def test_C24_a_place_is_remembered_only_after_the_check_held() -> None:
    unchecked = folded(START, [passed(BOXES["seven"], StepStatus.UNVERIFIED)] * 3)
    assert unchecked.step("s1").places == ()
    checked = folded(START, [passed(BOXES["seven"])] * 2)
    assert hints(checked.step("s1").places) == (BOXES["seven"],)


def test_a_place_with_too_many_failures_is_no_hint_any_more() -> None:
    rows = [passed(BOXES["seven"])] * 2 + [passed(BOXES["seven"], StepStatus.FAILED)]
    assert hints(folded(START, rows).step("s1").places) == ()


def test_three_clean_supervised_runs_in_a_row_are_counted() -> None:
    def ended(clean: bool) -> RunEnded:
        return RunEnded("r", "w", RunMode.SUPERVISED, RunState.COMPLETED, "", clean, 1.0, 1, 1)

    assert folded(START, [ended(True)] * 3).supervised_streak == 3
    assert folded(START, [ended(True), ended(False)]).supervised_streak == 0


def test_the_learning_state_is_a_row_like_any_other() -> None:
    assert fold(START, LearningSet("w", LearningState.COACHING, "recorded here")).state is LearningState.COACHING


def test_a_place_is_remembered_only_where_the_robot_acted_and_the_check_saw_it() -> None:
    box = BOXES["seven"]
    by_hand = replace(passed(box), by_hand=True)
    assert folded(START, [by_hand, by_hand]).step("s1").places == ()
    assert folded(START, [passed(box, StepStatus.UNVERIFIED)] * 2).step("s1").places == ()
    assert hints(folded(START, [passed(box), passed(box)]).step("s1").places) == (box,)
