"""What the person thinks afterwards: kept, counted, turned into a correction, and never a Permission."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app.learning.progress import alone_count
from app.model.action import ActionKind, Params
from app.model.decision import DecisionKind
from app.model.errors import BadInput
from app.model.feedback import MOST_WORDS, About, BetterAction, FeedbackStats, Opinion, Remembered, Verdict
from app.model.geometry import Box, Point
from app.model.ledger_learning import Commented, CorrectionMade
from app.model.modes import LearningState, RunState
from app.model.recording import Recorded
from app.model.workflow import WorkflowStatus
from app.settings import Settings, folders
from app.storage.journal import JournalRow
from app.storage.rows import entry_of
from app.storage.store import Store, opened
from app.vision.sight import taught_on
from tests.unit.storage.played_runs import CLIENT, Played, played
from tests.unit.storage.shelf import IMAGES, invoice
from tests.unit.storage.stores import WallClock

PLACE = Box(30, 20, 40, 16)


class Moving(WallClock):
    """A wall clock that a test sets back."""


@pytest.fixture
def clock() -> Moving:
    return Moving()


@pytest.fixture
def store(home: Path, clock: Moving) -> Iterator[Store]:
    with opened(folders(), Settings(), clock) as made:
        made.library.add(Recorded(invoice(), IMAGES))
        yield made


def bad_run(store: Store, run: str = "r1") -> None:
    played(store.ledger, [run])
    store.feedback.give(About(run), Opinion(Verdict.BAD))


def test_what_was_said_comes_back_and_the_newest_about_the_same_counts(store: Store) -> None:
    played(store.ledger, ["r1"])
    store.feedback.give(About("r1", "new"), Opinion(stars=5))
    newest = store.feedback.give(About("r1", "new"), Opinion(stars=2, comment="Zoë 漢 \U0001f600"))
    said = Opinion(stars=2, comment="Zoë 漢 \U0001f600")
    assert store.feedback.of_run("r1") == {"new": Remembered(newest, said)}
    assert [step.remembered.opinion for step in store.history.steps("r1")] == [said, Opinion()]
    assert store.library.knowledge("w-1").step("new").right == 1, "an opinion changes no label"


def test_what_came_with_an_answer_counts_until_more_is_said(store: Store) -> None:
    played(store.ledger, ["r1"])
    store.ledger.commit([Commented("w-1", "r1", "new", "so so", 3), Commented("w-1", "r1", "new", "late")])
    assert store.feedback.of_run("r1")["new"].opinion == Opinion(stars=3, comment="late")
    assert store.feedback.stats().neutral == 1
    store.feedback.give(About("r1", "new"), Opinion(Verdict.GOOD))
    stats = store.feedback.stats()
    assert (stats.total, stats.good, stats.neutral) == (1, 1, 0)


def test_an_opinion_can_be_taken_back(store: Store) -> None:
    bad_run(store)
    assert store.library.items()[0].withheld
    store.feedback.give(About("r1"), Opinion())
    assert store.feedback.stats().total == 0
    assert not store.library.items()[0].withheld
    assert store.library.items()[0].confidence == 0.5


@pytest.mark.parametrize(
    ("about", "named"),
    [
        (About("r9"), "'r9'"),
        (About("r1", "s9"), "'s9'"),
        (About("r1", decision_id="d9"), "'d9'"),
        (About("r1", decision_id="d-r2-1"), "'r2'"),
        (About("r1", "number", "d-r1-1"), "'d-r1-1'"),
    ],
)
def test_feedback_on_what_is_not_there_is_an_error_that_names_it(store: Store, about: About, named: str) -> None:
    played(store.ledger, ["r1", "r2"])
    with pytest.raises(BadInput, match=named):
        store.feedback.give(about, Opinion(Verdict.GOOD))
    assert store.feedback.stats().total == 0


def test_feedback_on_a_decision_is_about_its_step(store: Store) -> None:
    played(store.ledger, ["r1"])
    store.feedback.give(About("r1", decision_id="d-r1-2"), Opinion(Verdict.GOOD))
    assert set(store.feedback.of_run("r1")) == {"number"}


@pytest.mark.parametrize(
    ("opinion", "says"),
    [
        (Opinion(comment="x" * (MOST_WORDS + 1)), "2001 characters"),
        (Opinion(better=BetterAction(text="x" * 1_000_000)), "1000000 characters"),
        (Opinion(stars=6), "6 stars"),
        (Opinion(stars=0), "0 stars"),
        (Opinion(Verdict.GOOD, stars=1), "1 stars are not good"),
    ],
)
def test_what_cannot_be_kept_says_so_and_nothing_is_cut(store: Store, opinion: Opinion, says: str) -> None:
    played(store.ledger, ["r1"])
    with pytest.raises(BadInput, match=says):
        store.feedback.give(About("r1", "new"), opinion)
    assert store.feedback.of_run("r1") == {}


def test_statistics_count_every_run_and_step_once(store: Store) -> None:
    played(store.ledger, ["r1", "r2"])
    for about, opinion in (
        (About("r1"), Opinion(stars=4)),
        (About("r2"), Opinion(Verdict.BAD)),
        (About("r1", "new"), Opinion(Verdict.NEUTRAL)),
        (About("r2", "new"), Opinion(comment="only words")),
        (About("r2"), Opinion(Verdict.GOOD)),
    ):
        store.feedback.give(about, opinion)
    stats = store.feedback.stats()
    assert stats == FeedbackStats(4, good=2, bad=0, neutral=1, exported=0, pending=9)
    assert stats.good_rate == pytest.approx(2 / 3)
    assert FeedbackStats().good_rate is None


def test_a_bad_run_lowers_the_confidence_withholds_the_offer_and_waits_in_the_practice_room(store: Store) -> None:
    vouched = store.library.knowledge("w-1")
    bad_run(store)
    [item] = store.library.items()
    assert (item.confidence, item.withheld) == (0.35, True)
    assert [(each.run_id, each.stars) for each in store.feedback.to_practise()] == [("r1", 1)]
    assert store.feedback.to_practise("other") == ()
    played(store.ledger, ["r2"])
    assert not store.library.items()[0].withheld, "a run that was finished and checked ends it"
    store.feedback.give(About("r1"), Opinion(stars=4))
    [item] = store.library.items()
    assert (item.confidence, store.feedback.to_practise()) == (0.6, ())
    assert vouched.state is LearningState.COACHING
    assert store.ledger.rebuild(check=True) == ()


def test_no_number_of_good_ratings_ever_opens_a_step(store: Store) -> None:
    workflow = store.library.load("w-1")
    before = alone_count(workflow, store.library.knowledge("w-1"))
    run = Played("r1")
    run.skipped("new", PLACE)
    run.ended().commit(store.ledger)
    for _ in range(40):
        store.feedback.give(About("r1"), Opinion(stars=5))
        store.feedback.give(About("r1", "new"), Opinion(stars=5))
    known = store.library.knowledge("w-1")
    assert (alone_count(workflow, known), before) == (0, 0)
    assert known.step("new") == type(known.step("new"))()
    assert known.confidence == 0.6, "one run counts once"


def test_the_word_on_the_card_follows_what_the_runs_prove(store: Store) -> None:
    def word() -> WorkflowStatus:
        return store.library.items()[0].status

    played(store.ledger, [f"r{n}" for n in range(24)])
    assert word() is WorkflowStatus.DRAFT
    played(store.ledger, ["r24"])
    assert word() is WorkflowStatus.APPROVED
    for number in range(22):
        store.feedback.give(About(f"r{number}"), Opinion(Verdict.BAD))
    standing = store.library.items()[0].standing
    assert (standing.good, standing.bad, standing.status) == (3, 22, WorkflowStatus.DEPRECATED)


def test_stopped_runs_say_nothing_about_a_workflow(store: Store) -> None:
    for number in range(30):
        Played(f"r{number}").ended(RunState.STOPPED, clean=False).commit(store.ledger)
    assert store.library.items()[0].standing.good == store.library.items()[0].standing.bad == 0


def test_a_better_text_becomes_a_correction_by_one_click_marked_with_where_it_comes_from(store: Store) -> None:
    run = Played("r1")
    run.accepted("number", PLACE, Params(text="Zoë 漢"))
    run.ended().commit(store.ledger)
    said = store.feedback.give(About("r1", "number"), Opinion(better=BetterAction(text="1284.50")))
    assert store.library.knowledge("w-1").step("number").patch.params is None, "not before the click"
    store.feedback.teach(said)
    store.feedback.teach(said)
    known = store.library.knowledge("w-1").step("number")
    assert known.patch.params is not None
    assert (known.patch.params.text, known.corrections, known.version) == ("1284.50", 1, 0)
    assert store.feedback.of_run("r1")["number"].taught
    [correction] = [entry for entry in _entries(store) if isinstance(entry, CorrectionMade)]
    assert correction.decision_id == said


def _entries(store: Store) -> list[object]:
    with store.database.reading() as session:
        return [entry_of(row) for row in session.scalars(select(JournalRow).order_by(JournalRow.n))]


def test_a_better_place_is_taught_from_the_stored_picture_on_which_it_was_shown(store: Store) -> None:
    store.feedback.teacher = taught_on(None)
    run = Played("r1")
    run.accepted("new", PLACE)
    run.ended().commit(store.ledger)
    before = store.history.steps("r1")[0].before
    assert before is not None
    ground = store.feedback.ground("r1", "new")
    assert ground is not None
    assert (ground.picture, ground.client) == (before, CLIENT)
    better = BetterAction(before.image, Point(75, 46), Box(60, 40, 30, 12))
    store.feedback.teach(store.feedback.give(About("r1", "new"), Opinion(Verdict.BAD, better=better)))
    target = store.library.knowledge("w-1").step("new").patch.target
    assert target is not None
    assert Box(60, 40, 30, 12).moved(-CLIENT.x, -CLIENT.y).grown(2).encloses(target.place.box)
    assert (target.place.window_width, target.place.window_height) == (CLIENT.w, CLIENT.h)
    assert store.library.knowledge("w-1").step("new").version == 1
    assert store.library.picture("w-1", target.picture.image if target.picture else "") is not None


def test_another_action_that_lacks_something_says_what(store: Store) -> None:
    played(store.ledger, ["r1"])
    said = store.feedback.give(About("r1", "new"), Opinion(better=BetterAction(action=ActionKind.TYPE_TEXT)))
    with pytest.raises(BadInput, match="needs text"):
        store.feedback.teach(said)
    right = store.feedback.give(About("r1", "new"), Opinion(better=BetterAction(action=ActionKind.DOUBLE_CLICK)))
    store.feedback.teach(right)
    assert store.library.knowledge("w-1").step("new").patch.action is ActionKind.DOUBLE_CLICK


def test_an_unknown_opinion_cannot_be_taught(store: Store) -> None:
    with pytest.raises(BadInput, match="'nosuch'"):
        store.feedback.teach("nosuch")


def test_without_anybody_who_can_look_a_place_is_not_taught(store: Store) -> None:
    played(store.ledger, ["r1"])
    before = store.history.steps("r1")[0].before
    better = BetterAction(before.image if before else None, Point(75, 46))
    said = store.feedback.give(About("r1", "new"), Opinion(better=better))
    with pytest.raises(BadInput, match="Open the window"):
        store.feedback.teach(said)


def test_a_better_text_for_a_secret_is_refused(store: Store) -> None:
    run = Played("r1")
    run.accepted("number", PLACE, Params(secret="bank"))
    run.ended().commit(store.ledger)
    with pytest.raises(BadInput, match="secret"):
        store.feedback.give(About("r1", "number"), Opinion(better=BetterAction(text="hunter2")))
    assert "hunter2" not in str(_entries(store))


def test_a_clock_set_back_changes_neither_which_opinion_is_newest_nor_the_order_of_the_outbox(
    store: Store, clock: Moving, tmp_path: Path
) -> None:
    played(store.ledger, ["r1"])
    store.feedback.give(About("r1"), Opinion(Verdict.GOOD))
    clock.wall -= timedelta(days=3650)
    store.feedback.give(About("r1"), Opinion(Verdict.BAD))
    assert store.feedback.of_run("r1")[None].opinion.rated is Verdict.BAD
    clock.wall += timedelta(days=7300)
    [batch] = store.outbox.export(tmp_path)
    assert (batch.first, batch.last) == (1, 4)


def test_the_picture_of_a_better_place_is_never_tidied_away(store: Store) -> None:
    played(store.ledger, ["r1"])
    before = store.history.steps("r1")[0].before
    assert before is not None
    store.feedback.give(About("r1", "new"), Opinion(better=BetterAction(before.image, Point(75, 46))))
    store.library.tidy(0, 0)
    assert store.captures.load(before.image) is not None
    other = store.history.steps("r1")[1].before
    assert other is not None
    assert store.captures.load(other.image) is None


def test_a_decision_of_each_kind_can_be_rated(store: Store) -> None:
    run = Played("r1")
    run.corrected("new", PLACE, Box(60, 40, 30, 12))
    run.skipped("number", PLACE)
    run.ended().commit(store.ledger)
    for step in ("new", "number"):
        store.feedback.give(About("r1", step), Opinion(Verdict.BAD))
    assert store.library.stats()[0].corrected == 1
    assert [step.decision for step in store.history.steps("r1")] == [DecisionKind.CORRECT, DecisionKind.SKIP]
