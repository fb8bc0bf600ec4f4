"""Insights are sums over rows: the same whether they were kept up or counted anew, without what was taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from app.model.action import ActionKind, Params
from app.model.decision import DecisionKind
from app.model.drift import Drift, DriftSeverity, NextAction, Subject, SubjectKind
from app.model.geometry import Box, Point
from app.model.insights import Insights, Score, Wanted
from app.model.ledger import Entry
from app.model.ledger_learning import Evidence, LearningSet, TakenBack
from app.model.ledger_run import (
    ActDone,
    ActIntended,
    DecisionMade,
    DriftTold,
    RunBegun,
    RunEnded,
    StepEnded,
    SuggestionMade,
    Unanswered,
)
from app.model.modes import (
    Label,
    LabelSource,
    LearningState,
    Permission,
    Risk,
    RunMode,
    RunState,
    StepStatus,
    VerifyResult,
)
from app.model.recording import RECORDED
from app.model.suggestion import ActStatus, Suggestion
from app.model.target import Candidate, LocatorKind
from app.model.workflow import Timing
from app.storage.backups import damage
from app.storage.insights import InsightsStore
from app.storage.journal import JournalRow
from app.storage.ledger import Ledger
from app.storage.profile import Profile
from app.storage.workflows import WorkflowFolder
from tests.fakes import sum_workflow
from tests.unit.storage.stores import Open, Store, close_store, stored
from tests.unit.storage.test_feedback_upgrade import taken_down

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def insights(store: Store) -> InsightsStore:
    store.clock.wall = NOON
    return InsightsStore(store.database, store.ledger, WorkflowFolder(store.folder / "workflows"))


def shown(name: str, score: float | None = 0.9, method: LocatorKind = LocatorKind.TEXT, workflow: str = "w1") -> Entry:
    match = None if score is None else Candidate(Box(0, 0, 9, 9), Point(4, 4), score, method)
    suggestion = Suggestion(name, "r1", "s1", ActionKind.CLICK, Params(), 0, 1, 0.2, match=match)
    return SuggestionMade(suggestion, workflow, RunMode.COACHING, Risk.OPEN)


def label(name: str | None, kind: Label, source: LabelSource = LabelSource.COACHED, reason: str = "accept") -> Evidence:
    return Evidence("w1", "s1", 0, kind, source, reason, name)


def decided(kind: DecisionKind, seconds: float = 2.0, workflow: str = "w1") -> Entry:
    return DecisionMade(str(uuid4()), "a", "r1", workflow, "s1", kind, seconds)


def ended(run: str, questions: int, workflow: str = "w1") -> Entry:
    return RunEnded(run, workflow, RunMode.COACHING, RunState.COMPLETED, "", True, 12.5, 90, questions, 210.0, 3.5)


def step(run: str, status: StepStatus, score: float = 0.9, by_hand: bool = False) -> Entry:
    return StepEnded(run, "w1", "s1", 1, status, None, "Click", "", score, "text", by_hand=by_hand)


def alone(name: str, permission: Permission = Permission.VOUCHED, checked: bool = True) -> list[Entry]:
    act = ActIntended(name, "a", "r1", "w1", "s1", permission, None, ())
    return [act, ActDone(name, "r1", ActStatus.DONE, "", VerifyResult.SUCCESS if checked else None)]


def ids(store: Store, entry: str) -> Sequence[str]:
    with store.database.reading() as session:
        return session.scalars(select(JournalRow.id).where(JournalRow.entry == entry).order_by(JournalRow.n)).all()


def test_an_empty_ledger_shows_nothing_and_invents_nothing(insights: InsightsStore) -> None:
    told = insights.read()
    assert told == Insights(Wanted())
    assert told.empty


def test_decisions_are_counted_by_day_with_the_seconds_they_took(insights: InsightsStore, store: Store) -> None:
    store.ledger.commit([decided(DecisionKind.ACCEPT), decided(DecisionKind.ACCEPT), decided(DecisionKind.CORRECT, 10)])
    store.clock.wall += DAY
    store.ledger.commit([decided(DecisionKind.SKIP), Unanswered("b", "r1", "w1", "s1", False)])
    told = insights.read()
    first, second = told.decisions
    assert first.begin == date(2026, 11, 20)
    assert first.counts == {DecisionKind.ACCEPT: 2, DecisionKind.CORRECT: 1}
    assert first.share(DecisionKind.CORRECT) == pytest.approx(1 / 3)
    assert second.counts == {DecisionKind.SKIP: 1}
    assert told.unanswered == 1
    assert told.effort.answering == 16.0
    assert told.effort.recording is None


def test_labels_are_told_by_locator_people_apart_from_the_robot(insights: InsightsStore, store: Store) -> None:
    rows: list[Entry] = [shown("a"), shown("a"), shown("b", 0.4, LocatorKind.PICTURE), shown("c", None), shown("d")]
    rows += [label("a", Label.RIGHT), label("b", Label.WRONG), label("c", Label.RIGHT)]
    rows += [label("d", Label.RIGHT, LabelSource.AUTO), label(None, Label.RIGHT, LabelSource.REPLAY)]
    store.ledger.commit(rows)
    told = insights.read()
    by_name = {each.locator: each for each in told.locators}
    assert by_name["text"].people == Score(1, 0)
    assert by_name["text"].alone == Score(1, 0)
    assert by_name["picture"].people == Score(0, 1)
    assert set(by_name) == {"text", "picture"}
    assert [(point.limit, point.asked, point.wrong) for point in told.risks] == [(0.9, 1, 0), (0.4, 2, 1)]


def test_a_newer_label_takes_the_older_back_also_on_another_day(insights: InsightsStore, store: Store) -> None:
    store.ledger.commit([shown("a"), label("a", Label.RIGHT)])
    assert insights.read().locators[0].people == Score(1, 0)
    store.clock.wall += DAY
    store.ledger.commit([label("a", Label.WRONG)])
    assert insights.read().locators[0].people == Score(0, 1)
    assert insights.read(Wanted(until=date(2026, 11, 20))).locators == ()
    store.clock.wall += DAY
    store.ledger.commit([label("a", Label.NONE)])
    assert insights.read().locators[0].people == Score()
    assert store.ledger.rebuild(check=True) == ()


def test_what_was_taken_back_is_left_out_until_that_is_taken_back_in_its_turn(
    insights: InsightsStore, store: Store
) -> None:
    store.ledger.commit([shown("a"), label("a", Label.RIGHT)])
    [labelled] = ids(store, "evidence")
    store.clock.wall += DAY
    store.ledger.commit([TakenBack("w1", labelled, "g1", "one label")])
    assert insights.read().locators == ()
    [taken] = ids(store, "taken_back")
    store.clock.wall += DAY
    store.ledger.commit([TakenBack("w1", taken, "g2", "after all")])
    assert insights.read().locators[0].people == Score(1, 0)
    assert store.ledger.rebuild(check=True) == ()


def test_while_learning_is_off_what_happened_counts_and_labels_do_not(insights: InsightsStore, store: Store) -> None:
    rows = [shown("a"), label("a", Label.RIGHT), decided(DecisionKind.ACCEPT), step("r1", StepStatus.PASSED)]
    store.ledger.commit([*rows, ended("r1", 1)], learning=False)
    told = insights.read()
    assert told.locators == ()
    assert told.steps == ()
    assert told.decisions[0].answered == 1
    assert told.runs[0].runs == 1


def test_runs_tell_their_questions_and_what_they_cost(insights: InsightsStore, store: Store) -> None:
    store.ledger.commit([ended("r1", 9), ended("r2", 3)])
    told = insights.read()
    assert (told.runs[0].runs, told.runs[0].questions) == (2, 12)
    figures = told.figures[-1]
    assert (figures.run_id, figures.questions, figures.frames, figures.seconds) == ("r2", 3, 90, 12.5)
    assert (figures.peak_rss_mib, figures.cpu_seconds, figures.clean) == (210.0, 3.5, True)


def test_agreement_counts_watched_acts_only(insights: InsightsStore, store: Store) -> None:
    watched = [label(None, kind, LabelSource.WATCHED, "watched") for kind in (Label.RIGHT, Label.WRONG, Label.NONE)]
    by_hand = label(None, Label.WRONG, LabelSource.WATCHED, "by hand")
    store.ledger.commit([*watched, watched[0], by_hand])
    told = insights.read()
    assert (told.watched, told.watched_silent) == (Score(2, 1), 1)


def test_agreement_over_time_has_an_interval_for_each_day_with_watched_acts(
    insights: InsightsStore, store: Store
) -> None:
    right, wrong = (label(None, kind, LabelSource.WATCHED, "watched") for kind in (Label.RIGHT, Label.WRONG))
    store.ledger.commit([right, wrong])
    store.clock.wall += DAY
    store.ledger.commit([label(None, Label.NONE, LabelSource.WATCHED, "watched")])
    store.clock.wall += DAY
    store.ledger.commit([right, right, right])
    first, last = insights.read().agreement
    assert ((last.begin - first.begin).days, first.score, last.score) == (2, Score(1, 1), Score(3, 0))
    assert (round(first.low, 3), round(first.high, 3)) == (0.095, 0.905)
    assert (round(last.low, 3), last.high) == (0.439, 1.0)


def test_the_score_of_a_step_follows_its_checked_acts_with_the_alarms(insights: InsightsStore, store: Store) -> None:
    store.ledger.commit([step("r1", StepStatus.PASSED, 0.9), step("r1", StepStatus.PASSED, 0.8)])
    store.ledger.commit([step("r1", StepStatus.UNVERIFIED, 0.1), step("r1", StepStatus.PASSED, 0.1, by_hand=True)])
    store.clock.wall += DAY
    subject = Subject(SubjectKind.STEP, "s1")
    drift = Drift(subject, DriftSeverity.WARNING, None, None, NextAction.POINT_AGAIN, 0.9, 0.6)
    store.ledger.commit([step("r2", StepStatus.PASSED, 0.6), DriftTold("r2", "w1", drift)])
    told = insights.read()
    [scores] = told.steps
    assert [(then.begin.day, then.acts, round(then.score, 3)) for then in scores.then] == [(20, 2, 0.85), (21, 1, 0.6)]
    [alarm] = told.alarms
    assert (alarm.subject, alarm.severity, alarm.was, alarm.now) == (subject, DriftSeverity.WARNING, 0.9, 0.6)


def test_minutes_saved_come_from_watching_and_never_from_a_guess(
    insights: InsightsStore, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.ledger.commit([*alone("a"), *alone("b"), *alone("c", Permission.ANSWERED), *alone("d", checked=False)])
    told = insights.read()
    assert (told.effort.acts, told.effort.unknown, told.effort.saved) == (2, 2, 0)
    now = iter([100.0, 106.0, 110.0])
    monkeypatch.setattr(store.clock, "now", lambda: next(now))
    store.ledger.commit([RunBegun("r9", "w1", "Invoice", RunMode.OBSERVATION)])
    store.ledger.commit([step("r9", StepStatus.OBSERVED, by_hand=True)])
    store.ledger.commit([step("r9", StepStatus.OBSERVED, by_hand=True)])
    told = insights.read()
    assert told.alone[0].by_hand == 4.0
    assert (told.effort.acts, told.effort.unknown, told.effort.saved) == (2, 0, 8.0)


def test_a_recording_says_how_long_a_step_takes_by_hand_and_how_long_it_took(
    insights: InsightsStore, store: Store
) -> None:
    workflow = sum_workflow("seven")
    steps = [each.model_copy(update={"timing": Timing(recorded=3.0)}) for each in workflow.steps]
    folder = WorkflowFolder(store.folder / "workflows")
    folder.save(workflow.model_copy(update={"steps": tuple(steps)}), {})
    store.ledger.commit([LearningSet(workflow.id, LearningState.COACHING, RECORDED)])
    act = ActIntended("x", "a", "r1", workflow.id, steps[0].id, Permission.EARNED, None, ())
    store.ledger.commit([act, ActDone("x", "r1", ActStatus.DONE, "", VerifyResult.SUCCESS)])
    told = insights.read()
    assert told.effort.recording == 3.0 * len(steps)
    assert (told.effort.saved, told.effort.unknown) == (3.0, 0)
    assert told.name_of(workflow.id) == workflow.name
    assert told.step_name(workflow.id, steps[0].id).startswith("1. ")


def test_one_workflow_and_some_days_can_be_asked_for(insights: InsightsStore, store: Store) -> None:
    for number in range(100):
        store.clock.wall = NOON - 80 * DAY + number * DAY
        store.ledger.commit(
            [decided(DecisionKind.ACCEPT, 1.0, f"w{number % 2}"), ended(f"r{number}", 2, f"w{number % 2}")]
        )
    everything = insights.read()
    assert everything.span == "week"
    assert sum(each.answered for each in everything.decisions) == 100
    assert everything.effort.answering == 100
    half = insights.read(Wanted("w1"))
    assert (half.effort.answering, len(half.figures)) == (50, 50)
    first, last = date(2026, 9, 15), date(2026, 11, 10)
    some = insights.read(Wanted(None, first, last))
    days = (last - first).days + 1
    assert (some.span, len(some.decisions), some.effort.answering, len(some.figures)) == ("day", days, days, days)
    assert (some.first, some.last) == (first, last)


def test_rows_of_another_profile_that_come_in_later_are_counted(insights: InsightsStore, store: Store) -> None:
    store.ledger.commit([decided(DecisionKind.ACCEPT)])
    assert insights.read().decisions[0].answered == 1
    other = Ledger(store.database, store.captures, Profile("another", "Bob"), store.clock)
    store.clock.wall -= 3 * DAY
    other.commit([decided(DecisionKind.SKIP)])
    other.close()
    assert [each.answered for each in insights.read().decisions] == [1, 1]


def test_sums_that_were_spoiled_are_found_and_a_rebuild_makes_them_right(insights: InsightsStore, store: Store) -> None:
    store.ledger.commit([decided(DecisionKind.ACCEPT)])
    assert insights.read().decisions[0].answered == 1
    with store.database.writing() as session:
        session.execute(text("UPDATE fold_insight SET n = 7"))
    [wrong] = store.ledger.rebuild()
    assert (wrong.workflow_id, wrong.parts) == ("Insights", ("the sums of 2026-11-20",))
    store.ledger.commit([decided(DecisionKind.SKIP)])
    assert store.ledger.rebuild(check=True) == ()
    assert insights.read().decisions[0].answered == 2


def test_a_short_step_leaves_the_rest_for_the_next_one(
    insights: InsightsStore, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.storage.insights_days.SLICE", 2)
    monkeypatch.setattr("app.storage.insights_fold.STEP_SECONDS", 0.0)
    for _ in range(5):
        store.clock.wall += DAY
        store.ledger.commit([decided(DecisionKind.ACCEPT)])
    assert sum(each.answered for each in insights.read().decisions) == 5


_LABELS = st.tuples(
    st.sampled_from(("a", "b", "c")), st.sampled_from(list(Label)), st.integers(0, 3), st.booleans(), st.booleans()
)


_Labels = list[tuple[str, Label, int, bool, bool]]


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(_LABELS, max_size=4))
def test_sums_that_were_kept_up_equal_sums_counted_anew(
    opened: Open, tmp_path_factory: pytest.TempPathFactory, rows: _Labels
) -> None:
    are_kept_up(opened(tmp_path_factory.mktemp("ledger") / "data"), rows)


@settings(max_examples=2, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(rows=st.lists(_LABELS, min_size=24, max_size=24))
def test_sums_of_many_days_too(opened: Open, tmp_path_factory: pytest.TempPathFactory, rows: _Labels) -> None:
    are_kept_up(opened(tmp_path_factory.mktemp("ledger") / "data"), rows)


def are_kept_up(store: Store, rows: _Labels) -> None:
    insights = InsightsStore(store.database, store.ledger, WorkflowFolder(store.folder / "workflows"))
    for name, kind, days, take_back, learning in rows:
        store.clock.wall += days * DAY
        store.ledger.commit([shown(name), label(name, kind)], learning=learning)
        if take_back:
            store.ledger.commit([TakenBack("w1", ids(store, "evidence")[-1], str(uuid4()), "that")])
        kept = insights.read()
    if rows:
        store.ledger.rebuild()
        assert insights.read() == kept


def test_a_ledger_of_the_version_before_is_counted_from_its_first_row(opened: Open, tmp_path: Path) -> None:
    before = opened(tmp_path / "old")
    before.ledger.commit([decided(DecisionKind.ACCEPT), decided(DecisionKind.CORRECT)])
    close_store(before)
    taken_down(before.file, "0007")
    again = opened(tmp_path / "old")
    told = InsightsStore(again.database, again.ledger, WorkflowFolder(tmp_path / "workflows")).read()
    assert [each.answered for each in told.decisions] == [2]
    assert len(stored(again)) == 2


def test_a_start_looks_for_damage_only_so_long(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert damage(store.file, 1.0, look_seconds=60.0) == ""
    spoiled = store.folder / "spoiled.sqlite3"
    spoiled.write_bytes(b"no database" * 1000)
    assert damage(spoiled, 1.0, look_seconds=60.0)
    monkeypatch.setattr(sqlite3, "connect", lambda *_, **__: BrokenOff())
    assert damage(store.file, 1.0, look_seconds=0.01) == ""


class BrokenOff:
    """A connection whose question goes on until it is broken off."""

    def __init__(self) -> None:
        self._over = Event()

    def execute(self, _: str) -> None:
        assert self._over.wait(10)
        error = sqlite3.OperationalError("interrupted")
        error.sqlite_errorname = "SQLITE_INTERRUPT"
        raise error

    def interrupt(self) -> None:
        self._over.set()

    def close(self) -> None:
        """Nothing to do."""
