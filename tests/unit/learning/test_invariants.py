"""What always holds of trust and Permission, whatever rows come in which order (the numbers are the design's)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from app.learning.fleet import after_trial, open_levels
from app.learning.fold import fold, folded_at
from app.learning.permission import allowance, opened_by, right_needed
from app.learning.trust import aged, proved_levels
from app.learning.wealth import DAY, log_e
from app.model.decision import DecisionKind, Keep, StepPatch
from app.model.knowledge import Knowledge, StepKnowledge
from app.model.ledger import Entry
from app.model.ledger_learning import FROM_PACK, CorrectionMade, Evidence, RiskSet, Vouched
from app.model.ledger_run import StepEnded
from app.model.modes import Label, LabelSource, Permission, Risk, RunMode, StepStatus
from app.model.trust import Fleet, Level
from app.settings import TrustPolicy, TrustRules
from tests.fakes import BOXES, click_step, target_named

START = Knowledge("w")
NOW = 1000 * DAY
Timed = tuple[float, Entry]

STEPS = st.sampled_from(("s1", "s2"))
SOURCES = st.sampled_from(LabelSource)
WHY = st.sampled_from(("accept", "reject", "correct", "watched", "automatic"))
MANY_RIGHT = st.builds(
    lambda step, version: Evidence("w", step, version, Label.RIGHT, LabelSource.COACHED, "accept"), STEPS, st.just(0)
)
LABELS = st.builds(Evidence, st.just("w"), STEPS, st.integers(0, 1), st.sampled_from(Label), SOURCES, WHY)
VOUCHES = st.builds(Vouched, st.just("w"), STEPS, st.integers(0, 1), st.booleans())
CORRECTIONS = st.builds(
    lambda step, keep: CorrectionMade(
        "c", None, "w", step, 1, keep, StepPatch(), StepPatch(target=target_named("eight", BOXES["eight"]))
    ),
    STEPS,
    st.sampled_from(Keep),
)
IMPORTS = st.builds(
    lambda step, keep, version: CorrectionMade(
        "c",
        f"{FROM_PACK}c",
        "w",
        step,
        version,
        keep,
        StepPatch(),
        StepPatch(target=target_named("eight", BOXES["eight"])),
    ),
    STEPS,
    st.sampled_from((Keep.ALWAYS, Keep.LOOK)),
    st.integers(1, 3),
)
ENDS = st.builds(
    lambda step, status, decision, score: StepEnded("r", "w", step, 1, status, decision, "", "", score),
    STEPS,
    st.sampled_from(StepStatus),
    st.none() | st.sampled_from(DecisionKind),
    st.floats(0, 1),
)
MARKS = st.builds(RiskSet, st.just("w"), STEPS, st.none() | st.sampled_from(Risk))
ROWS = st.one_of(LABELS, MANY_RIGHT, VOUCHES, CORRECTIONS, ENDS, MARKS)


def _timed(pairs: list[tuple[float, list[Entry]]]) -> list[Timed]:
    """Moments that never run back, as the ledger orders them."""
    moment, rows = 0.0, []
    for wait, entries in pairs:
        moment += wait
        rows += [(moment, entry) for entry in entries]
    return rows


HISTORIES = st.lists(
    st.tuples(
        st.floats(0, 30 * DAY),
        st.lists(ROWS, max_size=4) | st.builds(lambda row, count: [row] * count, MANY_RIGHT, st.integers(1, 60)),
    ),
    max_size=8,
).map(_timed)
RULES = st.builds(TrustRules, policy=st.sampled_from(TrustPolicy), tolerated=st.sampled_from(Level))
FLEETS = st.frozensets(st.sampled_from(Level))


def evidence(known: StepKnowledge, label: Label, source: LabelSource = LabelSource.COACHED) -> Evidence:
    return Evidence("w", "s1", known.version, label, source, "accept")


def at_end(history: Sequence[Timed]) -> tuple[Knowledge, float]:
    return folded_at(START, history), history[-1][0] if history else 0.0


@given(HISTORIES, SOURCES)
def test_invariant_1_none_changes_nothing(history: list[Timed], source: LabelSource) -> None:
    known, end = at_end(history)
    assert fold(known, evidence(known.step("s1"), Label.NONE, source), end + DAY) == known


@given(HISTORIES, SOURCES, RULES, FLEETS)
def test_invariant_2_wrong_always_closes_and_lowers(
    history: list[Timed], source: LabelSource, rules: TrustRules, fleet: frozenset[Level]
) -> None:
    known, end = at_end(history)
    before = known.step("s1")
    after = fold(known, evidence(before, Label.WRONG, source), end).step("s1")
    assert opened_by(after, rules, end, fleet) is Permission.CLOSED
    for new, old in zip(after.trust.wealth, aged(before.trust, end).wealth, strict=True):
        assert log_e(new) < log_e(old) or log_e(new) == pytest.approx(-6)


@given(HISTORIES, RULES, FLEETS)
def test_invariant_3_what_it_did_alone_never_opens_or_raises(
    history: list[Timed], rules: TrustRules, fleet: frozenset[Level]
) -> None:
    known, end = at_end(history)
    before = known.step("s1")
    after = fold(known, evidence(before, Label.RIGHT, LabelSource.AUTO), end).step("s1")
    assert opened_by(after, rules, end, fleet) is opened_by(before, rules, end, fleet)
    assert (after.right, after.streak, after.trust.wealth) == (before.right, before.streak, before.trust.wealth)


@given(HISTORIES, st.floats(0, 2000 * DAY), RULES, FLEETS)
def test_invariant_4_waiting_never_opens(
    history: list[Timed], wait: float, rules: TrustRules, fleet: frozenset[Level]
) -> None:
    known, end = at_end(history)
    for step in ("s1", "s2"):
        mine = known.step(step)
        now, later = (proved_levels(mine.trust, mine.right, mine.streak, rules, at) for at in (end, end + wait))
        assert later <= now
        assert right_needed(known.step(step), rules, end + wait) >= right_needed(known.step(step), rules, end)


@given(HISTORIES, st.floats(0, 4000 * DAY), RULES)
def test_invariant_5_a_clock_set_back_is_harmless(history: list[Timed], back: float, rules: TrustRules) -> None:
    known, end = at_end(history)
    step = known.step("s1")
    if step.trust.at is not None and end - back <= step.trust.at:
        assert opened_by(step, rules, end - back) is opened_by(step, rules, step.trust.at)
    after = fold(known, evidence(step, Label.RIGHT), end - back).step("s1")
    assert after.trust.at is not None
    assert step.trust.at is None or after.trust.at >= step.trust.at


@given(HISTORIES, RULES, FLEETS)
def test_invariant_6_a_record_opens_only_after_enough_trials(
    history: list[Timed], rules: TrustRules, fleet: frozenset[Level]
) -> None:
    known, end = at_end(history)
    for step in ("s1", "s2"):
        opened = opened_by(known.step(step), rules, end, fleet)
        counted = [row for _, row in history if isinstance(row, Evidence) and row.step_id == step]
        trials = [row for row in counted if row.label is Label.RIGHT and row.source is not LabelSource.AUTO]
        if opened in (Permission.EARNED, Permission.STRICT):
            assert len(trials) >= 29
            assert known.step(step).right >= rules.min_right


@given(HISTORIES, st.integers(0, 40))
def test_invariant_9_a_rebuild_from_any_snapshot_is_bit_equal(history: list[Timed], cut: int) -> None:
    adapter = TypeAdapter(StepKnowledge)
    half = folded_at(START, history[:cut])
    stored = {step: json.dumps(adapter.dump_python(known, mode="json")) for step, known in half.steps.items()}
    thawed = replace(half, steps={step: adapter.validate_json(text) for step, text in stored.items()})
    assert dict(folded_at(thawed, history[cut:]).steps) == dict(folded_at(START, history).steps)


@given(HISTORIES)
def test_invariant_10_the_order_of_different_steps_does_not_matter(history: list[Timed]) -> None:
    def of(step: str) -> list[Timed]:
        return [row for row in history if getattr(row[1], "step_id", None) == step]

    known = folded_at(START, history)
    assert dict(folded_at(START, [*of("s2"), *of("s1")]).steps) == dict(known.steps)


@given(HISTORIES, st.lists(IMPORTS, min_size=1, max_size=4), RULES, FLEETS)
def test_invariant_11_import_never_opens(
    history: list[Timed], imports: list[CorrectionMade], rules: TrustRules, fleet: frozenset[Level]
) -> None:
    known, end = at_end(history)
    after = folded_at(known, [(end, entry) for entry in imports])
    for entry in imports:
        mine = after.step(entry.step_id)
        assert opened_by(mine, rules, end, fleet) is Permission.CLOSED
        assert not mine.vouched
        if entry.keep is Keep.ALWAYS:
            assert (mine.right, mine.streak, mine.trust.right_since, mine.accepted) == (0, 0, 0, 0)


@given(RULES, FLEETS, st.sampled_from(RunMode))
def test_invariant_11_what_is_imported_never_opens(rules: TrustRules, fleet: frozenset[Level], mode: RunMode) -> None:
    foreign = Knowledge("imported").step("s1")
    assert not allowance(mode, click_step(1, "next", BOXES["plus"]), foreign, rules, NOW, fleet).alone


@given(HISTORIES, RULES, FLEETS, st.none() | st.sampled_from(RunMode))
def test_invariant_16_mode_is_an_upper_limit(
    history: list[Timed], rules: TrustRules, fleet: frozenset[Level], pinned: RunMode | None
) -> None:
    known, end = at_end(history)
    step = click_step(1, "next", BOXES["plus"], mode=pinned)
    alone = [allowance(mode, step, known.step("s1"), rules, end, fleet).alone for mode in RunMode]
    assert alone == sorted(alone)
    assert not any(alone[:-1])
    if pinned not in (None, RunMode.AUTOMATIC):
        assert not alone[-1]


TRIALS = st.lists(
    st.tuples(st.sampled_from((Label.RIGHT, Label.WRONG, Label.NONE)), SOURCES, FLEETS, st.sampled_from((1, 5, 900))),
    max_size=12,
)


@given(TRIALS, FLEETS)
def test_the_second_key_is_opened_by_people_only(
    trials: list[tuple[Label, LabelSource, frozenset[Level], int]], proved: frozenset[Level]
) -> None:
    fleet = Fleet()
    for label, source, levels, count in trials:
        for _ in range(count):
            fleet = after_trial(fleet, label, source, levels)
    for source in (LabelSource.AUTO, LabelSource.REPLAY):
        assert open_levels(after_trial(fleet, Label.RIGHT, source, proved)) <= open_levels(fleet)
    assert open_levels(after_trial(fleet, Label.WRONG, LabelSource.AUTO, proved)) <= open_levels(fleet)
    assert after_trial(fleet, Label.NONE, LabelSource.COACHED, proved) == fleet
    assert after_trial(fleet, Label.WRONG, LabelSource.AUTO, frozenset()) == fleet
