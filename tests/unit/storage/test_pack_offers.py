"""Which of my steps an item of a pack is for."""

from __future__ import annotations

from pathlib import Path

from app.model.action import Params
from app.model.window import WindowIdentity
from tests.unit.storage.pack_shelf import NEW, Desk, OpenDesk, changed
from tests.unit.storage.shelf import button, invoice


def test_an_item_finds_the_step_that_points_at_the_same_thing_in_another_workflow(
    author: Desk, desk: OpenDesk, path: Path
) -> None:
    author.correct()
    author.export(path)
    mine = desk("mine", invoice("w-7", "Bills"))
    (offer,) = mine.packs.open(path).offers
    assert offer.step is not None
    assert (offer.step.workflow_id, offer.step.step_id) == ("w-7", "new")


def test_what_fits_no_step_or_another_program_is_listed_as_that(author: Desk, desk: OpenDesk, path: Path) -> None:
    author.correct()
    author.export(path)
    elsewhere = button("New").model_copy(update={"window": WindowIdentity(application="xterm", title="Terminal")})
    mine = desk("mine", changed(invoice(), 0, target=elsewhere))
    (offer,) = mine.packs.open(path).offers
    assert offer.step is None
    assert offer.why == "it fits none of your steps"
    assert mine.packs.adopt(mine.packs.open(path), []) == 0


def test_a_step_that_types_a_secret_here_is_marked(author: Desk, desk: OpenDesk, path: Path) -> None:
    author.correct(1, "number", button("Number", NEW))
    author.export(path)
    mine = desk("mine", changed(invoice(), 1, params=Params(secret="bank")))
    assert [offer.secret for offer in mine.packs.open(path).offers] == [True]
