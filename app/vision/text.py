"""Reads short texts near a place; slow (tens of milliseconds a line), so only the crop that matters is read."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections import OrderedDict
from dataclasses import replace
from typing import Any, Protocol

import cv2
import numpy as np
from rapidfuzz import fuzz

from app.model.errors import EnvironmentProblem
from app.model.frame import Pixels
from app.model.target import Candidate, EvidenceLine, LocatorKind
from app.vision.belief import shifted
from app.vision.gray import bgr_of
from app.vision.ports import Reader
from app.vision.scene import Scene

_KEPT, _LEAST_SURE, _ONE_LINE = 512, 0.5, 44
_AGREES, _DIFFERS = 85, 50
_FOR, _AGAINST = 1.0, -2.0


class _Read(Protocol):
    """What the recogniser answers."""

    txts: tuple[str, ...] | None
    scores: tuple[float, ...] | None


class TextReader:
    """RapidOCR with the models of its wheel, loaded at the first text (some two seconds); threads wait in turn."""

    def __init__(self) -> None:
        self._engine: Any = None
        self._known: OrderedDict[bytes, str] = OrderedDict()
        self._lock = threading.Lock()

    def warm(self) -> None:
        """Load now (about two seconds), so that no later reading holds anybody up."""
        with self._lock:
            self._engine = self._engine or _load()

    def read(self, pixels: Pixels) -> str:
        """The text in a small picture (BGR or BGRA), empty when it cannot be read; the same pixels are read once."""
        if pixels.ndim != 3 or min(pixels.shape[:2]) < 5:
            return ""
        picture = bgr_of(pixels)
        key = hashlib.sha256(picture.tobytes() + repr(picture.shape).encode()).digest()
        with self._lock:
            if key not in self._known:
                self._known[key] = self._recognise(picture)
                while len(self._known) > _KEPT:
                    self._known.popitem(last=False)
            self._known.move_to_end(key)
            return self._known[key]

    def _recognise(self, picture: Pixels) -> str:
        if self._engine is None:
            self._engine = _load()
        one_line = picture.shape[0] <= _ONE_LINE
        answer: _Read = self._engine(_with_border(picture), use_det=not one_line, use_cls=False, use_rec=True)
        pairs = zip(answer.txts or (), answer.scores or (), strict=True)
        text = " ".join(text.strip() for text, sure in pairs if sure >= _LEAST_SURE).strip()
        # A lone sign that is no letter or digit of ours is mostly an icon or an operator misread.
        return "" if len(text) == 1 and not (text.isascii() and text.isalnum()) else text


def _with_border(picture: Pixels) -> Pixels:
    """A few pixels of the picture's own background around it: letters at the very edge are misread."""
    ground = [int(v) for v in np.median(np.concatenate((picture[0], picture[-1])), axis=0)]
    return np.asarray(cv2.copyMakeBorder(picture, 4, 4, 6, 6, cv2.BORDER_CONSTANT, value=ground), np.uint8)


def _load() -> Any:
    try:
        from rapidocr import RapidOCR
    except ImportError as error:
        cure = "Run the set-up again, or switch reading off in the settings."
        raise EnvironmentProblem("Reading text on the screen", f"rapidocr is missing ({error})", cure) from error
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    engine = RapidOCR(
        params={
            "Global.log_level": "error",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
    cv2.setNumThreads(1)
    return engine


def same_text(first: str, second: str) -> float:
    """Likeness of two texts without case and blanks, 0 to 100."""
    return float(fuzz.ratio("".join(first.casefold().split()), "".join(second.casefold().split())))


def check_text(found: tuple[Candidate, ...], scene: Scene, text: str, reader: Reader) -> tuple[Candidate, ...]:
    """The candidates after reading what stands there; the text alone never makes a place certain."""
    return tuple(_checked(place, scene, text, reader) for place in found)


def _checked(place: Candidate, scene: Scene, text: str, reader: Reader) -> Candidate:
    read = reader.read(scene.frame.crop(place.box))
    if not read:
        return place
    alike = same_text(read, text)
    if _DIFFERS <= alike < _AGREES:
        return place
    agrees = alike >= _AGREES
    line = EvidenceLine(LocatorKind.TEXT, f"reads “{read}”", alike / 100 if agrees else 1 - alike / 100, agrees)
    score = shifted(place.score, _FOR if agrees else _AGAINST)
    return replace(place, score=score, evidence=(*place.evidence, line))
