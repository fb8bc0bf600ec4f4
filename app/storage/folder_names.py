"""Names of folders that people recognise and every file system takes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import count

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]+')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST = 100
"""Bytes in UTF-8; most file systems take 255."""
_NAMELESS = "workflow"


def folder_name(name: str, taken: Iterable[str]) -> str:
    """The workflow's name as a folder name that differs from the taken ones, also where capitals do not count."""
    plain = _plain(name)
    used = {unicodedata.normalize("NFC", other).casefold() for other in taken}
    names = (plain if number == 1 else f"{plain} {number}" for number in count(1))
    return next(candidate for candidate in names if candidate.casefold() not in used)


def _plain(name: str) -> str:
    text = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", name))
    text = " ".join(text.split()).lstrip(".-~ ")
    text = text.encode()[:_LONGEST].decode(errors="ignore").rstrip(". ")
    return f"{_NAMELESS} {text}".rstrip() if not text or _DEVICES.fullmatch(text) else text
