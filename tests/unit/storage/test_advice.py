"""Advice from rows: it rests on runs and days, is applied, dismissed and undone, and never raises a Permission."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.learning.corrections import effective
from app.model.advice import Advice, AdviceAnswer, AdviceKind, Anomaly, RecoveryAct
from app.model.errors import BadInput
from app.model.ledger_learning import AdviceGiven, Evidence, RecoveryTried
from app.model.ledger_run import StepEnded
from app.model.lesson import OneLesson
from app.model.modes import Label, LabelSource, Risk, StepStatus
from app.model.workflow import Expect, Step
from app.settings import Advice as AdviceRules
from app.settings import Settings
from app.storage import advice_store
from app.storage.advice_store import AdviceStore
from tests.unit.storage.stores import Store, stored
from tests.unit.storage.test_frames import shown
from tests.unit.storage.test_lessons import Taught


class Advised(Taught):
    """The same with runs, each on its own day."""

    @property
    def advisor(self) -> AdviceStore:
        return self.lessons.advisor

    def waited(self, runs: int, seconds: float = 3.0, worked: bool = True, anomaly: Anomaly = Anomaly.NO_MATCH) -> None:
        """In each run the person waited for the second step."""
        for number in range(runs):
            row = RecoveryTried(f"r{number}", "w-1", "number", "main", anomaly, RecoveryAct.WAIT, "", worked, seconds)
            self.store.ledger.commit([row])
            self.store.clock.wall += timedelta(days=1)

    def late(self, runs: int, passed: int = 0) -> None:
        """The check of the first step did not come true, and the second step worked all the same."""
        for number in range(runs + passed):
            status = StepStatus.UNVERIFIED if number < runs else StepStatus.PASSED
            first = StepEnded(f"r{number}", "w-1", "new", 1, status, None, "Click", "")
            second = StepEnded(f"r{number}", "w-1", "number", 2, StepStatus.PASSED, None, "Type", "")
            self.store.ledger.commit([first, second])
            self.store.clock.wall += timedelta(days=1)

    def known_by_a_picture(self) -> None:
        """The first step leads to a Screen of its own, which has a picture."""
        made = self.library.load("w-1")
        main, (new, number) = made.screens[0], made.steps
        edit = main.model_copy(update={"id": "edit", "name": "Edit", "entry": False})
        steps = (new.model_copy(update={"to": "edit"}), number.model_copy(update={"source": "edit", "to": "edit"}))
        self.library.save(made.model_copy(update={"screens": (main, edit), "steps": steps}))

    def wrong(self, runs: int) -> None:
        for number in range(1, runs + 1):
            said = Evidence("w-1", "new", 0, Label.WRONG, LabelSource.COACHED, "reject", f"g{number}")
            self.store.ledger.commit([shown(number, run=f"r{number}"), said])
            self.store.clock.wall += timedelta(days=1)

    def step(self, number: int) -> Step:
        step = self.library.load("w-1").steps[number]
        return effective(step, self.library.knowledge("w-1").step(step.id))

    def one(self, kind: AdviceKind) -> Advice:
        return next(each for each in self.advisor.advice("w-1") if each.key.kind is kind)

    @property
    def kinds(self) -> list[AdviceKind]:
        return [each.key.kind for each in self.advisor.advice("w-1") if each.answer is None]


@pytest.fixture
def advised(store: Store) -> Advised:
    return Advised(store)


def test_no_data_is_no_advice(advised: Advised) -> None:
    assert advised.advisor.advice("w-1") == ()
    advised.waited(2)
    assert advised.advisor.advice("w-1") == ()


def test_on_how_many_runs_and_days_it_rests_is_a_setting_that_counts_at_once(advised: Advised) -> None:
    advised.waited(2)
    assert advised.kinds == []
    advised.settings.save(Settings(advice=AdviceRules(min_runs=2)))
    assert advised.kinds == [AdviceKind.WAIT]
    advised.settings.save(Settings(advice=AdviceRules(min_runs=2, min_days=3)))
    assert advised.kinds == []


def test_waiting_that_helped_becomes_a_wait_behind_the_step_before_and_undo_is_as_if_nothing_had_happened(
    advised: Advised,
) -> None:
    advised.waited(6)
    found = advised.one(AdviceKind.WAIT)
    assert (found.number, found.value, found.better, len(found.runs), found.ready) == (1, "3", 6, 6, True)
    before = advised.library.knowledge("w-1").step("new")
    advised.advisor.apply("w-1", found)
    assert advised.step(0).timing.after == 3.0
    assert advised.kinds == []
    advised.advisor.undo("w-1", advised.one(AdviceKind.WAIT))
    assert advised.library.knowledge("w-1").step("new") == before
    assert advised.kinds == [AdviceKind.WAIT]


def test_waiting_after_a_step_that_failed_is_no_waiting_for_that_step(advised: Advised) -> None:
    advised.waited(6, anomaly=Anomaly.STEP_FAILED)
    assert AdviceKind.WAIT not in advised.kinds


def test_waiting_that_did_not_help_lately_forbids_the_advice(advised: Advised) -> None:
    advised.waited(6)
    advised.waited(1, worked=False)
    found = advised.one(AdviceKind.WAIT)
    assert not found.ready
    with pytest.raises(BadInput, match="worse"):
        advised.advisor.apply("w-1", found)
    assert advised.step(0).timing.after == 0.0


def test_a_check_that_gives_up_too_early_gets_more_time(advised: Advised) -> None:
    advised.late(6, passed=2)
    found = advised.one(AdviceKind.TIMEOUT)
    assert (found.value, found.better) == ("10", 6)
    advised.advisor.apply("w-1", found)
    assert advised.step(0).expect.timeout == 10.0
    assert advised.step(0).expect.window == advised.library.load("w-1").steps[0].expect.window


def test_a_check_that_never_comes_true_is_replaced_by_the_next_screen_and_undo_gives_it_back(advised: Advised) -> None:
    advised.known_by_a_picture()
    advised.late(6)
    found = advised.one(AdviceKind.CHECK)
    assert (found.number, found.value, found.better, found.ready) == (1, "screen", 6, True)
    before, known = advised.step(0).expect, advised.library.knowledge("w-1").step("new")
    advised.advisor.apply("w-1", found)
    assert advised.step(0).expect == Expect(screen="edit", timeout=before.timeout)
    assert advised.library.knowledge("w-1").step("new").version == known.version
    assert AdviceKind.CHECK not in advised.kinds
    advised.advisor.undo("w-1", advised.one(AdviceKind.CHECK))
    assert advised.step(0).expect == before
    assert advised.library.knowledge("w-1").step("new") == known
    assert AdviceKind.CHECK in advised.kinds


def test_a_check_that_came_true_once_or_a_screen_without_a_picture_is_no_reason_to_check_otherwise(
    advised: Advised,
) -> None:
    advised.late(6)
    assert AdviceKind.CHECK not in advised.kinds
    advised.known_by_a_picture()
    advised.late(0, passed=1)
    assert AdviceKind.CHECK not in advised.kinds


def test_a_step_that_was_often_wrong_always_asks_and_undo_gives_back_what_was_there(advised: Advised) -> None:
    advised.wrong(6)
    advised.advisor.apply("w-1", advised.one(AdviceKind.ALWAYS_ASK))
    assert advised.library.knowledge("w-1").step("new").risk is Risk.LOCKED
    advised.advisor.undo("w-1", advised.one(AdviceKind.ALWAYS_ASK))
    assert advised.library.knowledge("w-1").step("new").risk is None


def test_what_cannot_be_done_here_is_listed_for_outside_tools_only(advised: Advised) -> None:
    advised.wrong(6)
    found = advised.one(AdviceKind.FINE_TUNE)
    assert found.outside
    with pytest.raises(BadInput, match="outside"):
        advised.advisor.apply("w-1", found)


def test_what_was_dismissed_is_not_said_again_until_that_is_undone(advised: Advised) -> None:
    advised.waited(6)
    advised.advisor.dismiss("w-1", advised.one(AdviceKind.WAIT))
    assert advised.kinds == []
    assert advised.one(AdviceKind.WAIT).answer is AdviceAnswer.DISMISSED
    advised.advisor.undo("w-1", advised.one(AdviceKind.WAIT))
    assert advised.kinds == [AdviceKind.WAIT]
    answers = [row.answer for row in stored(advised.store) if isinstance(row, AdviceGiven)]
    assert answers == [AdviceAnswer.DISMISSED, AdviceAnswer.UNDONE]


def test_it_can_be_undone_also_after_its_correction_was_taken_back_by_itself(advised: Advised) -> None:
    advised.waited(6)
    advised.advisor.apply("w-1", advised.one(AdviceKind.WAIT))
    given = advised.one(AdviceKind.WAIT)
    advised.lessons.take_back(OneLesson(given.made[0]), "it")
    advised.advisor.undo("w-1", given)
    assert advised.kinds == [AdviceKind.WAIT]
    with pytest.raises(BadInput, match="undone already"):
        advised.advisor.undo("w-1", given)


def test_applying_gives_no_step_more_permission(advised: Advised) -> None:
    advised.waited(6)
    before = advised.library.knowledge("w-1").steps
    advised.advisor.apply("w-1", advised.one(AdviceKind.WAIT))
    after = advised.library.knowledge("w-1").steps
    for name, known in after.items():
        was = before.get(name)
        assert known.vouched is (was.vouched if was else False)
        assert known.trust == (was.trust if was else type(known.trust)())


@pytest.mark.logs_warnings
def test_a_fault_in_it_is_logged_and_there_is_no_advice_then(
    advised: Advised, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(advice_store, "drafts_of", broken)
    assert advised.advisor.advice("w-1") == ()
    assert "no advice" in caplog.text


def test_how_much_was_learned_is_told_of_each_workflow_and_each_trouble(advised: Advised) -> None:
    advised.waited(6)
    told = advised.library.summaries()["w-1"]
    assert told["state"] == "insufficient"
    assert told["anomalies"] == {"no_match": {"learned": "sufficient", "helped": 6, "tried": 6}}
