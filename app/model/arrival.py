"""Did a typed text arrive? What was typed and what now stands in the field, compared by rules a person would use."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum

_BLANKS = re.compile(r"\s+")
_MONEY = re.compile(r"[€$£¥%]|\b(?:eur|usd|gbp|chf)\b")
_UNIT = re.compile(r"^[^\W\d_]{1,3}\s|\s?[^\W\d_]{1,3}$")
_GROUPED = r"\d+|\d{1,3}(?P<by>[ .,'])(?:\d{2,3}(?P=by))*\d{3}"
_WHOLE = re.compile(_GROUPED)
_DECIMAL = re.compile(rf"(?P<whole>{_GROUPED}|)(?P<mark>[.,])(?P<part>\d+)")
_DATE = re.compile(r"\d{1,4}([./ -])\d{1,2}\1\d{1,4}")
_COMPUTED = re.compile(r"=.*|[\d\s.,()/*×÷^+-]*\d\s*[*×÷^=+][\d\s.,()/*×÷^=+-]*")
_SHORT, _PER_SLIP, _LONG, _ALL_ALIKE, _MONTHS, _CENTURY = 4, 20, 400, 3, 12, 100


class Arrival(StrEnum):
    """How what stands in the field goes with what was typed; a closed set.

    SAME: the same text. FORMATTED: the same letters and digits, the same number or date, or the text with something
    added, otherwise written. CUT: what is visible is a part of it. OTHER: something else. UNREADABLE: it says nothing.
    """

    SAME = "same"
    FORMATTED = "formatted"
    CUT = "cut"
    OTHER = "other"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class FieldValue:
    """What stands in a field; text None when it could not be read.

    told: the program itself said it, so it is exact; else it was read in the picture, and a letter may be wrong.
    whole: nothing of it is out of sight. secret: the field hides what is typed, so nothing was read.
    """

    text: str | None = None
    told: bool = False
    whole: bool = True
    secret: bool = False


def arrival(typed: str, value: FieldValue, alone: bool = True) -> Arrival:
    """The class of a reading. `alone`: the text took the place of the old one, so what stands there is all of it."""
    shown = value.text
    if shown is None or value.secret or (not value.told and not shown.strip()):
        return Arrival.UNREADABLE
    if _nfc(shown) == _nfc(typed):
        return Arrival.SAME
    if not _bare(typed) or _hides(typed, shown) or _COMPUTED.fullmatch(typed.strip()):
        return Arrival.FORMATTED if _tight(shown) == _tight(typed) else Arrival.UNREADABLE
    if _arrived(typed, value, shown, alone):
        return Arrival.FORMATTED
    return Arrival.CUT if not value.whole and _is_part(_tight(shown), _tight(typed)) else Arrival.OTHER


def _arrived(typed: str, value: FieldValue, shown: str, alone: bool) -> bool:
    if _tight(shown) == _tight(typed) or (not alone and _tight(typed) in _tight(shown)):
        return True
    meant, meant_there = _numbers(typed, _MONEY), _numbers(shown, _UNIT, loose=not value.told)
    if meant and meant_there:
        return not meant.isdisjoint(meant_there)
    if _same_date(typed, shown) or _same_time(typed, shown):
        return True
    return _with_more(_bare(typed), _bare(shown)) or (not value.told and _misread(_bare(typed), _bare(shown)))


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _plain(text: str) -> str:
    """Without case, and every kind of blank a blank."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def _tight(text: str) -> str:
    return _plain(text).replace(" ", "")


def _bare(text: str) -> str:
    """Letters and digits only."""
    return "".join(sign for sign in _plain(text) if sign.isalnum())


def _hides(typed: str, shown: str) -> bool:
    """Whether the field shows the same sign again and again: dots in place of what was typed."""
    signs = _tight(shown)
    return len(signs) >= _ALL_ALIKE and len(set(signs)) == 1 and len(set(_tight(typed))) > 1


def _with_more(typed: str, shown: str) -> bool:
    """Whether something was added: a completion, or a unit or sign that stands in the field."""
    return typed in shown if len(typed) >= _SHORT else shown.startswith(typed)


def _misread(typed: str, shown: str) -> bool:
    """Whether a reader of pictures may have taken one for the other: a letter in twenty, never a digit (F53)."""
    longest = max(len(typed), len(shown))
    if min(len(typed), len(shown)) < _SHORT or longest > _LONG or _digits(typed) != _digits(shown):
        return False
    alike = sum(block.size for block in SequenceMatcher(None, typed, shown, autojunk=False).get_matching_blocks())
    return longest - alike <= max(1, longest // _PER_SLIP)


def _is_part(shown: str, typed: str) -> bool:
    """Whether all that is visible stands in what was typed, in one piece, a misread letter in twenty aside.

    Without letters nothing is forgiven: what a number lacks may be its decimal point.
    """
    if shown in typed:
        return True
    if not any(sign.isalpha() for sign in shown):
        return False
    if len(shown) < _SHORT or len(typed) > _LONG or _digits(shown) not in _digits(typed):
        return False
    blocks = SequenceMatcher(None, typed, shown, autojunk=False).get_matching_blocks()[:-1]
    if not blocks:
        return False
    reach = blocks[-1].a + blocks[-1].size - blocks[0].a
    slips = max(reach, len(shown)) - sum(block.size for block in blocks)
    return slips <= max(1, len(shown) // _PER_SLIP)


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _numbers(text: str, extra: re.Pattern[str], loose: bool = False) -> frozenset[Decimal]:
    """All that a text may mean as a number (1.204 may be either); none when it is none. `loose`: blanks are noise."""
    plain = _MONEY.sub("", _plain(text).replace("−", "-").replace("’", "'")).strip()
    plain = extra.sub("", plain).strip()
    minus = plain.startswith("-") or plain.endswith("-") or (plain.startswith("(") and plain.endswith(")"))
    body = plain.strip("+-() ")
    found = _readings(body) or (_readings(body.replace(" ", "")) if loose else frozenset())
    return frozenset(-number for number in found) if minus else found


def _readings(body: str) -> frozenset[Decimal]:
    if not body.isascii():
        return frozenset()
    found = {Decimal(_digits(body))} if _WHOLE.fullmatch(body) else set()
    split = _DECIMAL.fullmatch(body)
    if split and split["mark"] not in split["whole"]:
        found.add(Decimal(f"{_digits(split['whole'])}.{split['part']}"))
    return frozenset(found)


def _groups(text: str) -> list[int]:
    return [int(group) % _CENTURY for group in re.findall(r"[0-9]+", text)]


def _same_date(typed: str, shown: str) -> bool:
    """Whether both are the same day, the parts in any order, the month perhaps as a word."""
    if not _DATE.fullmatch(typed.strip()):
        return False
    missing = Counter(_groups(typed)) - Counter(_groups(shown)[:3])
    if not missing:
        return bool(_DATE.fullmatch(shown.strip()))
    word = re.search(r"[^\W\d_]{3}", shown) is not None
    return word and missing.total() == 1 and 1 <= next(iter(missing)) <= _MONTHS


def _same_time(typed: str, shown: str) -> bool:
    if not re.fullmatch(r"[0-9]{1,2}(:[0-9]{1,2}){1,2}", typed.strip()) or ":" not in shown:
        return False
    wanted = _groups(typed)
    return _groups(shown)[: len(wanted)] == wanted
