"""`understudy stats --json` tells the same figures as the place Insights, beside what it always told."""

from __future__ import annotations

from pathlib import Path

from app.home import SystemClock
from app.model.decision import DecisionKind
from app.model.ledger_learning import Evidence
from app.model.ledger_run import DecisionMade, RunBegun, RunEnded
from app.model.modes import Label, LabelSource, RunMode, RunState
from app.settings import Settings, folders
from app.storage.store import opened
from tests.forked_shell import ForkedShell


def test_stats_tell_questions_agreement_and_what_is_known_of_time(home: Path) -> None:
    watched = Evidence("w", "s", 0, Label.RIGHT, LabelSource.WATCHED, "watched")
    decision = DecisionMade("d", "a", "r", "w", "s", DecisionKind.ACCEPT, 4.0)
    ended = RunEnded("r", "w", RunMode.COACHING, RunState.COMPLETED, "", True, 9.0, 30, 3)
    with opened(folders(), Settings(), SystemClock()) as store:
        store.ledger.commit([RunBegun("r", "w", "Invoice", RunMode.COACHING), watched, decision, ended])
    told = ForkedShell(home)("stats", "--json").object()
    [workflow] = told["workflows"]
    assert (workflow["workflow_name"], workflow["accepted"], workflow["acceptance_rate"]) == ("Invoice", 1, 1.0)
    for insights in (told["insights"], workflow["insights"]):
        assert (insights["runs_ended"], insights["questions_per_run"]) == (1, 3.0)
        assert (insights["watched"]["agreed"], insights["watched"]["elsewhere"]) == (1, 0)
        assert 0 < insights["watched"]["at_least"] < 0.5
        assert (insights["seconds_answering"], insights["seconds_recording"]) == (4.0, None)
