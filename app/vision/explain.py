"""Draws why a place was chosen: what was taught on the left, all candidates on the right, the reasons below."""

from __future__ import annotations

import cv2
import numpy as np

from app.model.frame import Frame, Pixels
from app.model.geometry import Box
from app.model.suggestion import AUTOMATIC_LIMIT, SHOW_LIMIT, SUPERVISED_LIMIT
from app.model.target import Candidate, Finding, Verdict
from app.vision.gray import bgr_of

_RING, _LINE, _EDGE, _GAP = 110, 20, 12, 4
_LETTERS = (cv2.FONT_HERSHEY_SIMPLEX, 0.45)
_LIMITS = (
    f"limits: shown from {SHOW_LIMIT:.2f}, found from {SUPERVISED_LIMIT:.2f}, acts alone from {AUTOMATIC_LIMIT:.2f}"
)
_PLAIN = str.maketrans({"“": '"', "”": '"', "×": "x", "–": "-", "’": "'"})
_GROUND, _INK = (250, 250, 250), (30, 30, 30)
_GOOD, _BAD, _OTHER, _TAUGHT = (60, 140, 30), (40, 40, 200), (200, 120, 30), (200, 60, 160)


def explained(reference: Frame, taught: Box, query: Frame, finding: Finding) -> Pixels:
    """A BGR picture: the taught element with its surroundings, the screen with numbered candidates, and the words."""
    left = _cut_out(reference, taught)
    right = _screen(query, finding)
    pictures = _side_by_side(left, right)
    words = _written(_sentences(finding), pictures.shape[1])
    return np.asarray(np.concatenate((pictures, words)), np.uint8)


def _cut_out(frame: Frame, box: Box) -> Pixels:
    around = box.grown(_RING).common(frame.region) or frame.region
    picture = bgr_of(frame.crop(around)).copy()
    _frame(picture, box.relative_to(around.origin), _TAUGHT, "")
    return picture


def _screen(frame: Frame, finding: Finding) -> Pixels:
    picture = bgr_of(frame.pixels).copy()
    for number, place in enumerate(finding.candidates, 1):
        box = place.box.relative_to(frame.region.origin)
        _frame(picture, box, _colour(number, finding), f"{number}: {place.score:.2f}")
        press = place.point.moved(-frame.region.x, -frame.region.y)
        cv2.drawMarker(picture, press, _INK, cv2.MARKER_CROSS, 9, 1)
    return picture


def _colour(number: int, finding: Finding) -> tuple[int, int, int]:
    if number > 1:
        return _OTHER
    return _GOOD if finding.verdict is Verdict.FOUND else _BAD


def _frame(picture: Pixels, box: Box, colour: tuple[int, int, int], label: str) -> None:
    cv2.rectangle(picture, (box.x - 2, box.y - 2), (box.right + 1, box.bottom + 1), colour, 2)
    if label:
        _tag(picture, box, colour, label)


def _tag(picture: Pixels, box: Box, colour: tuple[int, int, int], label: str) -> None:
    """The label on a ground of its own beside the box, so that those of a list do not lie over each other."""
    (wide, high), _ = cv2.getTextSize(label, *_LETTERS, 1)
    left = box.x - wide - 2 * _GAP if box.x > wide + 3 * _GAP else box.right + 2 * _GAP
    bottom = min(picture.shape[0] - _GAP, max(high + _GAP, box.center.y + high // 2))
    cv2.rectangle(picture, (left - _GAP, bottom - high - _GAP), (left + wide + _GAP, bottom + _GAP), colour, -1)
    _text(picture, label, left, bottom, _GROUND)


def _side_by_side(left: Pixels, right: Pixels) -> Pixels:
    high = max(left.shape[0], right.shape[0])
    parts = [_on_ground(left, high), np.full((high, _EDGE, 3), _GROUND, np.uint8), _on_ground(right, high)]
    return np.asarray(np.concatenate(parts, axis=1), np.uint8)


def _on_ground(picture: Pixels, high: int) -> Pixels:
    return np.asarray(
        cv2.copyMakeBorder(picture, 0, high - picture.shape[0], 0, 0, cv2.BORDER_CONSTANT, value=_GROUND), np.uint8
    )


def _sentences(finding: Finding) -> list[tuple[str, tuple[int, int, int]]]:
    lines = [(f"{finding.verdict.value}: {finding.reason}", _INK), (_LIMITS, _INK)]
    for number, place in enumerate(finding.candidates, 1):
        lines.append((f"{number}. {_place(place)}", _INK))
        lines += [
            (f"     {'+' if line.favours else '-'} {line.text} ({line.score:.2f})", _GOOD if line.favours else _BAD)
            for line in place.evidence
        ]
    return lines


def _place(place: Candidate) -> str:
    return f"{place.score:.3f} at {place.point.x}, {place.point.y}, by {place.method.value}, scale {place.scale:.2f}"


def _written(lines: list[tuple[str, tuple[int, int, int]]], wide: int) -> Pixels:
    page = np.full((_LINE * len(lines) + 2 * _EDGE, wide, 3), _GROUND, np.uint8)
    for number, (text, colour) in enumerate(lines):
        _text(page, text, _EDGE, _EDGE + _LINE * number + _LINE // 2 + 4, colour)
    return page


def _text(picture: Pixels, text: str, x: int, y: int, colour: tuple[int, int, int]) -> None:
    # The drawing library's own letters know ASCII only.
    plain = text.translate(_PLAIN).encode("ascii", "replace").decode()
    cv2.putText(picture, plain, (x, y), *_LETTERS, colour, 1, cv2.LINE_AA)
