"""What is found and what is not: every answer says in words how sure, where, at which scale, by which look, and why."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.model.frame import Pixels
from app.model.target import Finding, Search, Verdict
from app.vision import explain, locate
from app.vision.explain import explained
from app.vision.locate import merged
from tests.unit.vision.drawing import DARK, Taught, form, shown, table, taught, window_at
from tests.unit.vision.test_causes import ROWS, place


def found(eye: Taught, canvas: object, search: Search | None = None) -> Finding:
    window = window_at(320, 210, canvas)  # type: ignore[arg-type]
    return eye.eye.locate(shown((window, canvas)), window, search or eye.search())  # type: ignore[arg-type]


def written(monkeypatch: pytest.MonkeyPatch, finding: Finding) -> list[str]:
    """The words on the explaining picture."""
    words: list[str] = []
    monkeypatch.setattr(explain, "_text", lambda picture, text, *rest: words.append(text))
    window = window_at(200, 150, form())
    frame = shown((window, form()))
    explained(frame, form().places["Save"].moved(200, 150), frame, finding)
    return words


def test_the_runner_up_says_why_it_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    finding = found(taught(table(ROWS[:5]), f"Edit {ROWS[1]}"), table(ROWS[4::-1]))
    assert finding.verdict is Verdict.FOUND
    assert finding.runner_up is not None
    assert not finding.runner_up.evidence[0].favours
    assert any(finding.runner_up.evidence[0].text in line for line in written(monkeypatch, finding))


def test_not_found_names_the_best_score_its_place_its_scale_and_the_cause() -> None:
    without = form(theme=DARK, scale=1.5)
    save = without.places["Save"].grown(6)
    without.pixels[save.y : save.bottom, save.x : save.right] = DARK[0]
    finding = found(taught(form(), "Save"), without)
    assert finding.verdict is Verdict.ABSENT
    best = finding.best
    assert best is not None
    assert f"best {best.score:.2f} at {best.scale:.2f}×, at {best.point.x}, {best.point.y}" in finding.reason
    assert "likely: what stood around it is here, it itself is not" in finding.reason


def test_the_limits_stand_beside_the_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    words = written(monkeypatch, found(taught(form(), "Save"), form(scale=1.5)))
    assert "limits: shown from 0.20, found from 0.50, acts alone from 0.95" in words
    assert any("scale 1.5" in line for line in words)


def test_the_look_that_found_it_is_named() -> None:
    eye, other = taught(form(theme=DARK, scale=2.0), "City"), taught(form(), "Save")
    eye.pictures.update(other.pictures)
    both = replace(eye.search(), looks=(eye.target, other.target))
    best = found(eye, form(), both).best
    assert best is not None
    assert any("look 2" in line.text for line in best.evidence)


def test_letters_that_cannot_be_drawn_are_written_plainly() -> None:
    drawn: list[str] = []

    def put(picture: Pixels, text: str, *rest: object) -> Pixels:
        drawn.append(text)
        return picture

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cv2.putText", put)
        explain._text(np.zeros((20, 200, 3), np.uint8), "“A” at 1.50×", 0, 0, (0, 0, 0))
    assert drawn == ['"A" at 1.50x']


def test_a_place_without_a_number_as_its_score_is_never_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    for wrong in (float("nan"), float("inf")):
        assert merged((place(wrong),)) == ()
        monkeypatch.setattr(locate, "QUICK", ())
        monkeypatch.setattr(locate, "by_surroundings", lambda *_, score=wrong: (place(score),))
        finding = found(taught(form(), "Save"), form())
        assert (finding.verdict, finding.candidates) == (Verdict.ABSENT, ())
