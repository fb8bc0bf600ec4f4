"""A step that types a secret keeps its secret: no correction puts a readable text in its place."""

from __future__ import annotations

import pytest

from app.model.action import ActionKind, Params
from app.model.decision import Answer, Change, Correct, Keep, Pointed, Skip
from app.model.ledger_learning import CorrectionMade
from app.model.ledger_run import DecisionMade
from app.model.suggestion import Question
from tests.fakes import BOXES, FakeDesktop, click_step, workflow_of

NEW = "S3CR3T-new"
PASSWORD = click_step(1, "seven", BOXES["seven"], action=ActionKind.TYPE_TEXT, params=Params(secret="bank"))


def asked_after(desktop: FakeDesktop, *answers: Answer) -> list[Question]:
    """What is asked when the password step is answered like this, and then left out."""
    asked = desktop.coach(*answers, Skip())
    desktop.run(workflow_of(PASSWORD))
    return asked


@pytest.mark.parametrize("keep", list(Keep))
@pytest.mark.parametrize("params", [Params(text=NEW), Params(text=NEW, secret="bank")])
def test_a_text_in_place_of_a_secret_is_refused_and_recorded_nowhere(params: Params, keep: Keep) -> None:
    with FakeDesktop() as desktop:
        _, again = asked_after(desktop, Correct(Change(params=params), keep))
        assert "this step types a secret" in again.again
        assert "keyring" in again.again
        assert NEW not in again.again
        assert desktop.ledger.of(CorrectionMade) == []
        assert len(desktop.ledger.of(DecisionMade)) == 1
        assert NEW not in repr(desktop.ledger.entries)
        assert desktop.hand.orders == []


def test_a_secret_step_is_still_corrected_by_pointing_and_types_its_own_secret() -> None:
    with FakeDesktop() as desktop:
        asked_after(desktop, Correct(Change(pointed=Pointed(BOXES["eight"].center))))
        assert len(desktop.ledger.of(CorrectionMade)) == 1
        [order] = desktop.hand.orders
        assert (order.text, order.secret) == ("secret of bank", True)
