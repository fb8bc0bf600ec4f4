"""Screens are followed after a verified act and only then, and what has drifted is told once, after the run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from app.engine.api import RunRequest
from app.model.action import ActionKind, Params
from app.model.decision import Accept, Answer, ByHand, Reject, RejectThen, Skip
from app.model.drift import DriftSeverity, NextAction
from app.model.errors import StoreProblem
from app.model.frame import Frame
from app.model.geometry import Box
from app.model.ledger import Entry
from app.model.ledger_learning import LookLearned
from app.model.ledger_run import DriftTold, RunEnded, ScreenSeen, StepEnded
from app.model.modes import RunMode, RunState, StepStatus
from app.model.news import Looked, Notice, StateChanged
from app.model.window import Window
from app.model.workflow import Expect, Screen, Signature, Workflow
from tests.fakes import BOXES, FakeDesktop, click_step, workflow_of

TAUGHT = "taught"


class Recognising:
    """Says how well the window fits each picture of a Screen; remembers which pictures it was given."""

    def __init__(self, screen: str = "screen1", **scores: float) -> None:
        self.screen = screen
        self.scores = scores
        self.given: list[tuple[str | None, ...]] = []

    def __call__(self, frame: Frame, window: Window | None, screens: Sequence[Screen]) -> tuple[Screen | None, float]:
        here = [screen for screen in screens if screen.id == self.screen]
        self.given.append(tuple(screen.signature.view for screen in here))
        best = max(here, key=self._score)
        return (best if self._score(best) >= 0.5 else None), self._score(best)

    def _score(self, screen: Screen) -> float:
        return self.scores.get(screen.signature.view or "", self.scores.get("others", 0.0))


def one_click(**more: object) -> Workflow:
    workflow = workflow_of(click_step(1, "seven", BOXES["seven"], **more))
    first, *others = workflow.screens
    first = first.model_copy(update={"signature": Signature(view=TAUGHT)})
    return workflow.model_copy(update={"screens": (first, *others)})


def run(desktop: FakeDesktop, workflow: Workflow | None = None, answer: Answer | None = None) -> RunState:
    desktop.coach(answer or Accept())
    return desktop.run(workflow or one_click())


def recognised(desktop: FakeDesktop, **scores: float) -> Recognising:
    eye = Recognising(**scores)  # type: ignore[arg-type]
    desktop.eye.recognise = eye  # type: ignore[method-assign]
    return eye


def looks(desktop: FakeDesktop) -> list[Entry]:
    return desktop.ledger.of(LookLearned)


def test_a_screen_that_looks_different_learns_its_look_after_a_verified_act() -> None:
    with FakeDesktop() as desktop:
        recognised(desktop, taught=0.7)
        run(desktop)
        [look] = looks(desktop)
        assert isinstance(look, LookLearned)
        assert (look.screen_id, look.step_id, look.score, look.confirmed) == ("screen1", "s1", 0.7, False)
        assert look.run_id == desktop.ledger.of(RunEnded)[0].run_id  # type: ignore[attr-defined]
        assert look.picture.image in desktop.ledger.pictures


def test_the_learned_look_is_recognised_from_the_next_run_on() -> None:
    with FakeDesktop() as desktop:
        eye = recognised(desktop, taught=0.7, others=0.97)
        run(desktop)
        [look] = looks(desktop)
        eye.given.clear()
        run(desktop)
        assert eye.given[0] == (TAUGHT, look.picture.image)  # type: ignore[attr-defined]
        assert len(looks(desktop)) == 1, "what is known is not learned again"


def test_what_was_learned_by_itself_does_not_hide_how_far_it_is_from_what_was_taught() -> None:
    with FakeDesktop() as desktop:
        recognised(desktop, taught=0.7, others=0.97)
        run(desktop)
        run(desktop)
        assert [row.score for row in desktop.ledger.of(ScreenSeen)] == [0.7, 0.7]  # type: ignore[attr-defined]


@pytest.mark.parametrize("answer", [Skip(), Reject(RejectThen.SKIP)])
def test_a_step_that_was_left_out_teaches_nothing_of_its_screen(answer: Answer) -> None:
    with FakeDesktop() as desktop:
        recognised(desktop, taught=0.7)
        run(desktop, answer=answer)
        assert looks(desktop) + desktop.ledger.of(ScreenSeen) == []


@pytest.mark.parametrize("change", [{}, {"expect": Expect()}])
def test_an_act_that_was_not_seen_to_succeed_teaches_nothing_of_its_screen(change: dict[str, object]) -> None:
    with FakeDesktop() as desktop:
        recognised(desktop, taught=0.7)
        desktop.scene.dead = frozenset(() if change else ("seven",))
        run(desktop, one_click(**change))
        assert looks(desktop) + desktop.ledger.of(ScreenSeen) == []


def test_a_pause_that_passed_by_itself_teaches_nothing_of_its_screen() -> None:
    with FakeDesktop() as desktop:
        recognised(desktop, taught=0.7)
        run(desktop, one_click(action=ActionKind.WAIT, target=None, params=Params(seconds=0.01)))
        assert looks(desktop) + desktop.ledger.of(ScreenSeen) == []


def test_what_the_person_did_and_was_seen_counts_too() -> None:
    with FakeDesktop() as desktop:
        recognised(desktop, taught=0.7)

        def by_hand(question: object) -> Answer:
            desktop.watcher.person_clicks(BOXES["seven"].center)
            return ByHand()

        desktop.coach(by_hand)
        desktop.run(one_click())
        assert len(looks(desktop)) == 1


@pytest.mark.parametrize("scores", [{"taught": 0.9}, {"taught": 0.4}])
def test_neither_a_sure_screen_nor_an_unknown_one_learns_a_look(scores: dict[str, float]) -> None:
    with FakeDesktop() as desktop:
        recognised(desktop, **scores)
        run(desktop)
        assert looks(desktop) == []
        assert [row.score for row in desktop.ledger.of(ScreenSeen)] == list(scores.values())  # type: ignore[attr-defined]


def test_a_screen_taken_for_another_learns_nothing() -> None:
    with FakeDesktop() as desktop:
        recognised(desktop, screen="screen2", others=0.7)
        run(desktop)
        assert looks(desktop) + desktop.ledger.of(ScreenSeen) == []


def test_no_picture_is_kept_of_a_window_into_which_a_secret_is_typed() -> None:
    secret = click_step(2, "plus", BOXES["plus"], action=ActionKind.TYPE_TEXT, params=Params(secret="bank"))
    with FakeDesktop() as desktop:
        recognised(desktop, taught=0.7)
        desktop.coach(Accept(), Accept())
        desktop.run(workflow_of(one_click().steps[0], secret))
        assert looks(desktop) == []
        assert {row.picture for row in desktop.ledger.of(ScreenSeen)} == {None}  # type: ignore[attr-defined]


@pytest.mark.parametrize("masked", [Box(90, 90, 20, 20), Box(200, 200, 5, 5)])
def test_no_picture_is_kept_with_masked_parts(masked: Box) -> None:
    with FakeDesktop() as desktop:
        recognised(desktop, taught=0.7)
        grab = desktop.camera.grab
        desktop.camera.grab = lambda: replace(grab(), masked=(masked,))  # type: ignore[method-assign]
        run(desktop)
        assert looks(desktop) == []


def test_another_window_with_the_focus_says_nothing_of_the_steps_screen() -> None:
    with FakeDesktop() as desktop:
        recognised(desktop, taught=0.4)
        active = desktop.windows.active

        def elsewhere() -> Window | None:
            window = active()
            return replace(window, handle=9) if window else None

        desktop.windows.active = elsewhere  # type: ignore[method-assign]
        run(desktop)
        assert desktop.ledger.of(ScreenSeen) == []


# --- telling


def drifted(desktop: FakeDesktop, runs: int = 7) -> None:
    """Five sure runs, then poor ones; with the second of them most of the last three are poor."""
    for number in range(runs):
        desktop.scene.scores["seven"] = 0.97 if number < 5 else 0.6
        run(desktop)


def test_drift_is_told_once_after_the_run_in_which_it_was_seen() -> None:
    with FakeDesktop() as desktop:
        drifted(desktop, 6)
        assert desktop.heard(Notice) == []
        before = len(desktop.news)
        run(desktop)
        [notice] = desktop.heard(Notice)
        assert isinstance(notice, Notice)
        assert "less surely" in notice.text
        assert notice.next_step == "Point to it again."
        later = desktop.news[before:]
        ends = [k for k, news in enumerate(later) if isinstance(news, StateChanged) and news.state.ended]
        assert later.index(notice) == ends[0] - 1, "it is told at the end of the run and before the end is told"
        run(desktop)
        assert len(desktop.heard(Notice)) == 1


def test_what_is_told_of_drift_is_in_the_record_first_with_both_pictures() -> None:
    with FakeDesktop() as desktop:
        drifted(desktop)
        [row] = desktop.ledger.of(DriftTold)
        assert isinstance(row, DriftTold)
        assert (row.drift.severity, row.drift.next_action) == (DriftSeverity.WARNING, NextAction.POINT_AGAIN)
        assert row.drift.latest is not None
        assert row.drift.latest.image in desktop.ledger.pictures
        kinds = [type(entry) for entry in desktop.ledger.entries]
        assert kinds.index(DriftTold) > len(kinds) - 1 - kinds[::-1].index(RunEnded)


def test_drift_of_a_screen_is_told_too() -> None:
    with FakeDesktop() as desktop:
        for number in range(7):
            recognised(desktop, taught=0.97 if number < 5 else 0.6, others=0.97)
            run(desktop)
        [row] = desktop.ledger.of(DriftTold)
        assert isinstance(row, DriftTold)
        assert row.drift.next_action is NextAction.ADD_LOOK
        assert row.drift.taught is not None
        assert row.drift.taught.image == TAUGHT


@pytest.mark.logs_warnings(reason="a message that could not be recorded is worth a line in the log")
def test_drift_that_cannot_be_recorded_costs_neither_the_run_nor_its_end() -> None:
    def refuse(entries: Sequence[Entry]) -> None:
        if any(isinstance(entry, DriftTold) for entry in entries):
            raise StoreProblem("Ledger", "disk full", "Make room.")

    with FakeDesktop() as desktop:
        desktop.ledger.failing = refuse
        drifted(desktop)
        assert desktop.engine.state is RunState.COMPLETED
        assert desktop.heard(Notice) == []
        desktop.ledger.failing = lambda entries: None
        run(desktop)
        assert len(desktop.heard(Notice)) == 1


def test_watching_teaches_no_look() -> None:
    with FakeDesktop() as desktop:
        recognised(desktop, taught=0.7)
        desktop.engine.start(RunRequest(one_click(), RunMode.OBSERVATION))
        while not desktop.heard(Looked):
            desktop.ended.wait(0.01)
        desktop.watcher.person_clicks(BOXES["seven"].center)
        assert desktop.ended.wait(5)
        assert [row.status for row in desktop.ledger.of(StepEnded)] == [StepStatus.OBSERVED]  # type: ignore[attr-defined]
        assert looks(desktop) + desktop.ledger.of(ScreenSeen) == []
