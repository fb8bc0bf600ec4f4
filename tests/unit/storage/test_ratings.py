"""Calling what was done in a past run the wrong place, and what that makes of its label."""

from __future__ import annotations

from pathlib import Path

from app.home import SystemClock
from app.model.action import ActionKind, Params
from app.model.ledger import Entry
from app.model.ledger_learning import Evidence
from app.model.ledger_run import ActIntended, StepEnded, SuggestionMade
from app.model.modes import Label, LabelSource, Permission, Risk, RunMode, StepStatus
from app.model.suggestion import Suggestion
from app.settings import Settings, folders
from app.storage.store import opened


def run(number: int, version: int = 0) -> list[Entry]:
    """A run in which step s1 was done and found right."""
    run_id, about = f"r{number}", f"g{number}"
    shown = Suggestion(about, run_id, "s1", ActionKind.CLICK, Params(), version, 1, 0.95)
    return [
        SuggestionMade(shown, "w", RunMode.COACHING, Risk.OPEN),
        ActIntended(f"a{number}", about, run_id, "w", "s1", Permission.ANSWERED, None, ()),
        Evidence("w", "s1", version, Label.RIGHT, LabelSource.COACHED, "accept", about),
        StepEnded(run_id, "w", "s1", 1, StepStatus.PASSED, None, "Click", "", version=version),
    ]


def test_the_wrong_place_takes_the_right_back_and_closes_the_step(home: Path) -> None:
    with opened(folders(), Settings(), SystemClock()) as store:
        store.ledger.commit([*run(1), *run(2)])
        store.library.call_wrong("r1", "s1")
        known = store.library.knowledge("w").step("s1")
        assert (known.right, known.wrong, known.streak) == (1, 1, 0)
        store.library.call_wrong("r1", "s1")
        known = store.library.knowledge("w").step("s1")
        assert (known.right, known.wrong) == (1, 1), "one Suggestion has one label"
        assert store.ledger.rebuild(check=True) == ()


def test_of_a_step_that_was_not_done_or_not_reached_nothing_is_said(home: Path) -> None:
    with opened(folders(), Settings(), SystemClock()) as store:
        store.ledger.commit(run(1)[3:])
        store.library.call_wrong("r1", "s1")
        assert store.library.knowledge("w").step("s1").wrong == 0
