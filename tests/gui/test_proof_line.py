"""After pointing: what past runs say about the new place, and better ways where it is not enough."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from app.model.decision import Correct, Keep
from app.model.errors import StoreProblem
from app.model.proof import Proof
from app.ui.keep_bar import BIGGER, LOOK, SURROUNDINGS, KeepBar
from app.ui.pointing_session import PointingSession
from app.ui.proof_words import proof_words, short_proof
from tests.gui.conftest import Coached
from tests.gui.fake_proofs import GREEN
from tests.gui.test_pointing import click, key, start, taken

BAD = Proof(hits=1, frames=14, false=2, others=63, before_hits=13)


def pointed(coached: Coached) -> tuple[PointingSession, KeepBar]:
    """Point at a place in a run of the invoice workflow and wait until its proof is there."""
    coached.windows.parts.bridge.workflow = coached.world.library.load("w1")
    session = start(coached)
    click(session, 300, 200)
    return session, proved(coached, session)


def proved(coached: Coached, session: PointingSession) -> KeepBar:
    """The line with the buttons, once all pictures were tried."""
    taken(coached, session)
    bar = session.bar
    assert bar is not None
    coached.worked(lambda: bar._proof.text().startswith(("✓", "✗", "Not")) and "to try" not in bar._proof.text())
    return bar


def answer_of(coached: Coached) -> Correct:
    (answer,) = coached.answers
    assert isinstance(answer, Correct)
    return answer


def test_the_proof_is_said_in_one_line_and_goes_with_the_answer(coached: Coached) -> None:
    _, bar = pointed(coached)
    words = "✓ Hits 14 of 14 past pictures of this step, 0 false on 63 others; before: 9 of 14"
    assert bar._proof.text() == words
    coached.click("From now on", bar)
    assert answer_of(coached).proof == GREEN
    (call,) = coached.world.proofs.calls
    assert (call[0], call[2]) == ("w1", False)


def test_a_green_proof_offers_nothing_else(coached: Coached) -> None:
    _, bar = pointed(coached)
    assert bar.choice_of(Qt.Key.Key_3) is None
    assert bar._more.isHidden()


def test_where_it_is_not_green_the_look_beside_the_old_one_takes_enter(coached: Coached) -> None:
    coached.world.proofs.plain = BAD
    session, bar = pointed(coached)
    coached.worked(lambda: bar.default is LOOK)
    assert bar._proof.text().startswith("✗ Hits 1 of 14")
    assert bar._proof.property("kind") == "problem"
    key(session.windows[0], Qt.Key.Key_Return)
    assert (answer_of(coached).keep, answer_of(coached).proof) == (Keep.LOOK, GREEN)


def test_other_ways_are_offered_with_their_own_proof(coached: Coached) -> None:
    coached.world.proofs.plain = BAD
    session, bar = pointed(coached)
    coached.worked(lambda: bar.choice_of(Qt.Key.Key_4) is SURROUNDINGS)
    assert bar.choice_of(Qt.Key.Key_3) is BIGGER
    coached.worked(lambda: bar._buttons[LOOK].text() == "Only for this look · 14 of 14")
    coached.worked(lambda: bar._buttons[BIGGER].text() == "With more around it · 1 of 14, 2 false")
    key(session.windows[0], Qt.Key.Key_4)
    place = answer_of(coached).change.pointed
    assert place is not None
    assert place.by_surroundings


def test_pointing_somewhere_else_begins_a_proof_of_its_own(coached: Coached) -> None:
    session, bar = pointed(coached)
    key(session.windows[0], Qt.Key.Key_Escape)
    click(session, 340, 200)
    assert proved(coached, session) is not bar
    assert len(coached.world.proofs.calls) == 2


def test_the_pictures_of_all_that_was_shown_until_it_was_kept_go_with_the_answer(coached: Coached) -> None:
    coached.world.proofs.plain = replace(GREEN, pictures=("a.png", "b.png"))
    session, _ = pointed(coached)
    coached.world.proofs.plain = replace(GREEN, pictures=("b.png", "c.png"))
    key(session.windows[0], Qt.Key.Key_Escape)
    click(session, 340, 200)
    coached.click("From now on", proved(coached, session))
    proof = answer_of(coached).proof
    assert proof is not None
    assert proof.pictures == ("a.png", "b.png", "c.png")


def test_a_proof_that_cannot_be_made_is_told_and_keeps_nobody_from_correcting(coached: Coached) -> None:
    coached.world.proofs.fail = StoreProblem("The store", "it is locked", "Try again.")
    _, bar = pointed(coached)
    assert "Not proved" in bar._proof.text()
    coached.click("From now on", bar)
    assert answer_of(coached).proof is None


def test_the_words_of_a_proof() -> None:
    assert proof_words(Proof()) == "No past picture of this step yet: the next runs will show."
    assert proof_words(Proof(2, 3, left=4), done=False).endswith("before: 0 of 3 · 4 still to try")
    assert short_proof(GREEN) == "14 of 14"
