"""Packs of corrections: what is in one and what never is, taking it in without trust, and taking it back exactly."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from app.learning.permission import opened_by
from app.model.action import Params
from app.model.decision import Keep
from app.model.errors import BadInput
from app.model.geometry import Box
from app.model.ledger_learning import Evidence, FeedbackGiven, PackExported, PackImported, Vouched
from app.model.ledger_run import StepEnded
from app.model.lesson import LessonState, OneLesson
from app.model.modes import Label, LabelSource, LearningState, Permission, StepStatus
from app.model.pack import FORMAT, MAX_ITEMS, Environment, Pack, PackItem, PackProof, Stamps, Take
from app.model.target import PASSWORD, Neighbour, Picture, ToldElement
from app.model.window import WindowIdentity
from app.storage.pack_file import FILE, MAX_DEPTH, MAX_JSON, MAX_PICTURE, MAX_PICTURES, MAX_SIDE, read_pack
from app.storage.pack_schema import NAME, schema_text
from app.storage.pack_zip import MAX_MEMBERS, MAX_RATIO, MAX_TOTAL
from tests.unit.storage.pack_shelf import NEW, PICTURES, PROOF, TARGET, WRONG, Desk, OpenDesk, changed
from tests.unit.storage.shelf import IMAGES, RING, button, invoice
from tests.unit.storage.stores import stored

DOCS = Path(__file__).parents[3] / "docs"


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_pack_holds_the_target_with_its_pictures_who_made_it_and_what_proved_it(author: Desk, path: Path) -> None:
    author.correct(refused=Picture(image=WRONG, box=Box(100, 100, 12, 9)))
    author.export(path)
    pack, images = read_pack(path)
    (item,) = pack.items
    assert (pack.name, pack.author, item.workflow_id, item.step_id) == ("Fixes", "Ada", "w-1", "new")
    assert item.target.picture is not None
    assert (images[item.target.picture.image] == PICTURES[NEW]).all()
    assert item.proof is not None
    assert (item.proof.hits, item.proof.frames) == (3, 3)
    assert item.refused is not None
    assert images[item.refused.image].shape == (89, 92, 3)


def test_whole_pictures_of_windows_go_along_only_when_they_are_wished(author: Desk, path: Path) -> None:
    author.correct()
    author.export(path)
    assert read_pack(path)[0].items[0].target.view is None
    path.unlink()
    author.export(path, screenshots=True)
    assert read_pack(path)[0].items[0].target.view is not None


def test_what_was_typed_is_nowhere_in_it(author: Desk, path: Path) -> None:
    beside = (Neighbour(text="zoë 漢 & Sons", box=Box(0, 0, 9, 9)), Neighbour(text="Number", box=Box(0, 0, 9, 9)))
    told = ToldElement(name="INV-4711", row=("Zoë 漢", "Amount"))
    window = WindowIdentity(application="ledger", title="Invoice INV-4711 – Edit")
    changes = {
        "neighbours": beside,
        "told": told,
        "role": "entry",
        "name": "INV-4711",
        "text": "INV-4711",
        "window": window,
    }
    author.correct(step="number", target=TARGET.model_copy(update=changes))
    author.export(path)
    text = members(path)[FILE].decode()
    assert "Number" in text
    assert "Amount" in text
    assert not [word for word in ("漢", "INV-4711") if word in text]


def test_a_secret_leaves_only_the_target_without_pictures_of_its_field(desk: OpenDesk, path: Path) -> None:
    secret = changed(invoice(), 1, params=Params(secret="bank"), target=button("Pin"))
    author = desk("author", secret)
    author.correct(1, "new")  # its ring would show the field that takes the secret
    author.correct(2, "number")
    author.export(path)
    assert list(members(path)) == [FILE]
    assert "bank" not in members(path)[FILE].decode()
    assert [item.secret for item in read_pack(path)[0].items] == [False, True]


def test_a_picture_beside_the_field_of_a_secret_stays_in(desk: OpenDesk, path: Path) -> None:
    far = button("Pin").model_copy(
        update={"place": button("Pin").place.model_copy(update={"box": Box(300, 200, 9, 9)})}
    )
    author = desk("author", changed(invoice(), 1, params=Params(secret="bank"), target=far))
    author.correct(1, "new")
    author.export(path)
    assert len(members(path)) == 3


def test_a_field_is_empty_in_the_file_and_what_is_shown_before_is_what_goes_along(author: Desk, path: Path) -> None:
    author.correct(1, "number", button("Number"))
    (offered,) = author.packs.sharables("w-1")
    author.export(path)
    pack, images = read_pack(path)
    ring = pack.items[0].target.ring
    assert ring is not None
    stood, goes = IMAGES[RING], images[ring.image]
    assert np.ptp(stood[:, ring.box.x : ring.box.right]) > 0
    assert np.ptp(goes[:, ring.box.x : ring.box.right], axis=(0, 1)).tolist() == [0, 0, 0]
    assert {name: pixels.tolist() for name, pixels in offered.images.items()} == {
        name: pixels.tolist() for name, pixels in images.items()
    }


def test_of_a_refused_place_beside_a_field_no_picture_goes_along(author: Desk, path: Path) -> None:
    wrong = Picture(image=WRONG, box=Box(100, 100, 12, 9))
    author.correct(1, "number", button("Number"), refused=wrong)
    author.export(path)
    assert read_pack(path)[0].items[0].refused is None


def test_a_password_field_is_never_given_away(author: Desk, path: Path) -> None:
    author.correct(target=TARGET.model_copy(update={"role": PASSWORD}))
    (only,) = author.packs.sharables("w-1")
    assert "password" in only.why_not
    with pytest.raises(BadInput, match="none of the chosen"):
        author.export(path)
    assert not path.exists()


def test_only_what_counts_today_can_be_given_away_and_what_was_is_no_longer_fresh(author: Desk, path: Path) -> None:
    author.correct(1)
    author.correct(2, target=button("Second", NEW))
    author.correct(3, keep=Keep.LOOK, target=button("Third", NEW))
    assert [each.lesson.correction_id for each in author.packs.sharables("w-1")] == ["c3", "c2"]
    author.export(path, False, "c2")
    assert {each.lesson.correction_id: each.fresh for each in author.packs.sharables("w-1")} == {
        "c3": True,
        "c2": False,
    }
    assert isinstance(stored(author.store)[-1], PackExported)


def test_adopted_corrections_work_here_under_no_trust_at_all(author: Desk, mine: Desk, path: Path) -> None:
    author.correct(refused=Picture(image=WRONG, box=Box(100, 100, 12, 9)))
    pack = author.export(path)
    rows = [Evidence("w-1", "new", 0, Label.RIGHT, LabelSource.COACHED, "accept", f"g{n}") for n in range(60)]
    mine.store.ledger.commit([*rows, Vouched("w-1", "new", 0, True)])
    assert opened_by(mine.library.knowledge("w-1").step("new")) is not Permission.CLOSED
    opened = mine.adopt(path)
    known = mine.library.knowledge("w-1").step("new")
    assert (known.version, known.right, known.streak, known.vouched) == (1, 0, 0, False)
    assert opened_by(known) is Permission.CLOSED
    assert known.patch.target == opened.offers[0].taught.target
    assert known.patch.target is not None
    assert known.patch.target.picture is not None
    assert mine.library.picture("w-1", known.patch.target.picture.image) is not None
    assert len(known.refused) == 1
    (lesson,) = mine.lessons.lessons("w-1")
    assert (lesson.pack, lesson.proof, lesson.state) == ("Fixes", PROOF, LessonState.PENDING)
    (row,) = [row for row in stored(mine.store) if isinstance(row, PackImported)]
    assert (row.pack_id, row.author) == (pack.id, "Ada")


def test_F80_successes_that_a_pack_claims_count_nothing(author: Desk, mine: Desk, path: Path) -> None:
    author.correct()
    rows = [Evidence("w-1", "new", 1, Label.RIGHT, LabelSource.COACHED, "accept", f"g{n}") for n in range(500)]
    author.store.ledger.commit([*rows, Vouched("w-1", "new", 1, True)])
    author.export(path)
    mine.adopt(path)
    known = mine.library.knowledge("w-1")
    assert opened_by(known.step("new")) is Permission.CLOSED
    assert known.state is LearningState.COACHING


def test_a_variant_stands_beside_the_old_target_and_the_step_asks(author: Desk, mine: Desk, path: Path) -> None:
    author.correct()
    author.export(path)
    rows = [Evidence("w-1", "new", 0, Label.RIGHT, LabelSource.COACHED, "accept", f"g{n}") for n in range(60)]
    mine.store.ledger.commit(rows)
    mine.adopt(path, Take.VARIANT)
    known = mine.library.knowledge("w-1").step("new")
    assert (known.version, len(known.looks), known.patch.target) == (0, 1, None)
    assert opened_by(known) is Permission.CLOSED


def test_uninstalling_restores_exactly_what_was_known_and_it_can_be_put_back(
    author: Desk, mine: Desk, path: Path
) -> None:
    author.correct(1)
    author.correct(2, "number", button("Number", NEW))
    pack = author.export(path)
    rows = [
        Evidence("w-1", step, 0, Label.RIGHT, LabelSource.COACHED, "a", f"{step}{n}")
        for step in ("new", "number")
        for n in range(60)
    ]
    mine.store.ledger.commit([*rows, Vouched("w-1", "new", 0, True), Vouched("w-1", "number", 0, True)])
    mine.library.vouch("w-1", "new", True)
    before = mine.library.knowledge("w-1")
    assert before.state is LearningState.AUTO_CANDIDATE
    mine.adopt(path)
    with_it = mine.library.knowledge("w-1")
    assert with_it.state is LearningState.COACHING
    assert [(each.name, each.author, each.corrections) for each in mine.packs.installed("w-1")] == [("Fixes", "Ada", 2)]
    group = mine.uninstall(pack)
    assert mine.library.knowledge("w-1") == before
    assert mine.packs.installed("w-1") == ()
    mine.lessons.put_back(group, "the pack")
    assert mine.library.knowledge("w-1") == with_it
    assert len(mine.packs.installed("w-1")) == 1
    assert mine.store.ledger.rebuild(check=True) == ()


def test_a_learning_state_that_may_not_rise_is_restored_too(author: Desk, mine: Desk, path: Path) -> None:
    author.correct(1)
    pack = author.export(path)
    mine.store.ledger.commit([Vouched("w-1", "new", 0, True)])
    mine.library.vouch("w-1", "number", True)
    mine.store.ledger.commit([FeedbackGiven("f1", "w-1", "r1", stars=1)])
    before = mine.library.knowledge("w-1")
    assert (before.state, before.withheld) == (LearningState.AUTO_CANDIDATE, True)
    mine.adopt(path)
    assert mine.library.knowledge("w-1").state is LearningState.COACHING
    mine.uninstall(pack)
    assert mine.library.knowledge("w-1") == before


def test_what_the_pack_was_seen_to_do_in_runs_goes_with_it(author: Desk, mine: Desk, path: Path) -> None:
    author.correct()
    pack = author.export(path)
    before = mine.library.knowledge("w-1")
    mine.adopt(path)
    mine.store.ledger.commit(
        [
            Evidence("w-1", "new", 1, Label.RIGHT, LabelSource.COACHED, "accept", "g1"),
            StepEnded("r1", "w-1", "new", 1, StepStatus.PASSED, None, "Click", "", score=0.9, version=1),
        ]
    )
    mine.uninstall(pack)
    assert mine.library.knowledge("w-1") == before


def test_what_was_made_of_an_adopted_correction_later_goes_with_its_pack(author: Desk, mine: Desk, path: Path) -> None:
    author.correct()
    pack = author.export(path)
    before = mine.library.knowledge("w-1")
    mine.adopt(path)
    (lesson,) = mine.lessons.lessons("w-1")
    mine.lessons.keep_beside(lesson)
    assert len(mine.library.knowledge("w-1").step("new").looks) == 1
    mine.uninstall(pack)
    assert mine.library.knowledge("w-1") == before


def test_taking_back_one_correction_leaves_the_rest_of_its_pack(author: Desk, mine: Desk, path: Path) -> None:
    author.correct(1)
    author.correct(2, "number", button("Number", NEW))
    author.export(path)
    mine.adopt(path)
    lesson = next(each for each in mine.lessons.lessons("w-1") if each.step.step_id == "new")
    mine.lessons.take_back(OneLesson(lesson.correction_id), "it")
    known = mine.library.knowledge("w-1")
    assert (known.step("new").version, known.step("number").version) == (0, 1)


def test_a_pack_that_is_taken_in_twice_says_so(author: Desk, mine: Desk, path: Path) -> None:
    author.correct()
    author.export(path)
    first = mine.adopt(path)
    again = mine.packs.open(path)
    assert first.installed is None
    assert again.installed is not None
    assert [offer.known for offer in again.offers] == [True]


def test_the_author_knows_all_of_the_own_pack(author: Desk, path: Path) -> None:
    author.correct()
    author.export(path)
    assert [offer.known for offer in author.packs.open(path).offers] == [True]


def test_an_unknown_field_and_a_newer_format_are_named(author: Desk, path: Path) -> None:
    author.correct()
    author.export(path)
    for change, said in (({"mood": "good"}, "mood"), ({"format": 2}, "format 2")):
        inside = members(path)
        inside[FILE] = json.dumps({**json.loads(inside[FILE]), **change}).encode()
        broken = path.with_name("broken.understudy-pack")
        with zipfile.ZipFile(broken, "w") as archive:
            for name, content in inside.items():
                archive.writestr(name, content)
        with pytest.raises(BadInput, match=said):
            read_pack(broken)


def test_the_committed_schema_is_the_one_of_the_types_and_every_pack_keeps_it(author: Desk, path: Path) -> None:
    assert (DOCS / NAME).read_text(encoding="utf-8") == schema_text()
    author.correct(refused=Picture(image=WRONG, box=Box(100, 100, 12, 9)))
    author.export(path)
    written, schema = json.loads(members(path)[FILE]), json.loads(schema_text())
    assert set(schema["required"]) <= set(written) <= set(schema["properties"])
    assert set(written["items"][0]) <= set(schema["$defs"]["PackItem"]["properties"])


def test_the_description_names_every_field_and_every_limit() -> None:
    text = (DOCS / "correction-packs.md").read_text(encoding="utf-8")
    kinds = (Pack, PackItem, PackProof, Stamps, Environment)
    assert not [field for kind in kinds for field in kind.model_fields if f"`{field}`" not in text]
    limits = (MAX_TOTAL // 10**6, MAX_MEMBERS, MAX_RATIO, MAX_SIDE, MAX_PICTURE // 10**6, MAX_PICTURES // 10**6)
    assert not [limit for limit in (*limits, MAX_ITEMS, MAX_DEPTH, MAX_JSON // 10**6) if str(limit) not in text]
    assert f"format {FORMAT}" in text
