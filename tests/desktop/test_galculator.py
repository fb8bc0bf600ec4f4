"""A sum in galculator: shown once with the wrong number, corrected by pointing, then done alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.desktop.atspi import Tree
from tests.desktop.calculator import ROLE, Calculator
from tests.desktop.coaching import ACCEPT, Understudy, actions, decisions, statuses
from tests.desktop.event_witness import PressWitness
from tests.desktop.person import Person
from tests.desktop.programs import Programs

POINT_AT_EIGHT = {"step": 1, "decision": "CORRECT", "point": {"name": "8", "role": ROLE}, "vouch": True}
VOUCH_THE_REST = [{"step": number, "vouch": True} for number in (2, 3, 4)]


@pytest.fixture
def calculator(programs: Programs, tree: Tree, person: Person) -> Calculator:
    return Calculator(programs, tree, person)


def test_C27_C33_a_sum_is_recorded_corrected_by_pointing_and_then_done_alone(
    understudy: Understudy, calculator: Calculator, pressing: Callable[[], PressWitness]
) -> None:
    recorded = understudy.record("Sum", calculator.person, lambda _: calculator.press("7+5="))
    assert actions(recorded) == ["click 7", "click +", "click 5", "click ="]
    assert calculator.shown() == "12"

    _coached(understudy, calculator, pressing)
    _accepted(understudy, calculator, pressing)
    _alone(understudy, calculator, pressing)


def _coached(understudy: Understudy, calculator: Calculator, pressing: Callable[[], PressWitness]) -> None:
    """The person wanted 8: one question answered by pointing, and the pressed key is the pointed one at once."""
    calculator.clear()
    with pressing() as witness:
        result = understudy.run("Sum", [POINT_AT_EIGHT, *VOUCH_THE_REST], expect=1)
    assert decisions(result) == ["correct", "accept", "accept", "accept"]
    assert statuses(result) == ["passed", "unverified", "passed", "passed"]
    assert calculator.shown() == "13"
    assert witness.presses == calculator.points("8+5=")


def _accepted(understudy: Understudy, calculator: Calculator, pressing: Callable[[], PressWitness]) -> None:
    """No correction is needed any more."""
    calculator.clear()
    with pressing() as witness:
        result = understudy.run("Sum", [ACCEPT], "--mode", "coaching", expect=1)
    assert decisions(result) == ["accept"] * 4
    assert calculator.shown() == "13"
    assert witness.presses == calculator.points("8+5=")
    stats = understudy.stats("Sum")
    assert (stats["suggested"], stats["accepted"], stats["corrected"]) == (8, 7, 1)


def _alone(understudy: Understudy, calculator: Calculator, pressing: Callable[[], PressWitness]) -> None:
    """Vouched steps act alone; `+` changes nothing that can be seen, so it asks: one question, no more."""
    calculator.clear()
    with pressing() as witness:
        result = understudy.run("Sum", [{"step": 2, "decision": "ACCEPT"}], "--mode", "automatic", expect=1)
    assert result["state"] == "completed"
    assert decisions(result) == [None, "accept", None, None]
    assert statuses(result) == ["passed", "unverified", "passed", "passed"]
    assert calculator.shown() == "13"
    assert witness.presses == calculator.points("8+5=")
