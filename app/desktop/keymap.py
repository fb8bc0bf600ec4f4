"""The keyboard layout in force, and how a text is struck on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from Xlib.display import Display

from app.desktop import keysyms

# In the core mapping a group has its two first levels side by side, levels three and four follow further right.
COLUMNS = ((0, 1, 4, 5), (2, 3, 6, 7))
_KEYPAD = range(0xFF80, 0xFFBE)


@dataclass(frozen=True, slots=True)
class Stroke:
    """One key with the modifiers it needs."""

    keycode: int
    shift: bool = False
    alt_gr: bool = False

    @property
    def effort(self) -> int:
        """How many modifiers it takes."""
        return self.shift + self.alt_gr


@dataclass(frozen=True)
class Keymap:
    """What each key code makes: rows of symbols as the server tells them, from `first` on, in group 0 or 1."""

    first: int
    rows: tuple[tuple[int, ...], ...]
    group: int = 0

    @cached_property
    def names(self) -> Mapping[int, str]:
        """Our name of each key by its first symbol."""
        named = ((self.first + index, keysyms.name_of(row[0]) if row else "") for index, row in enumerate(self.rows))
        return {code: name for code, name in named if name}

    @cached_property
    def spare(self) -> tuple[int, ...]:
        """Key codes without any symbol, highest first; the lowest ones are special to some programs."""
        empty = (self.first + index for index, row in enumerate(self.rows) if not any(row))
        return tuple(sorted((code for code in empty if code > self.first), reverse=True))

    @cached_property
    def strokes(self) -> Mapping[str, Stroke]:
        """How each character of the layout is struck, with the fewest modifiers."""
        found: dict[str, Stroke] = {}
        for stroke, symbol in self._levels():
            character = keysyms.character_of(symbol)
            if character and (character not in found or stroke.effort < found[character].effort):
                found[character] = stroke
        return found

    def code_of(self, name: str) -> int:
        """The key that bears this name or character without modifiers; 0 when there is none."""
        for symbol in keysyms.of_name(name):
            for index, row in enumerate(self.rows):
                if symbol and self._at(row, 0) == symbol:
                    return self.first + index
        stroke = self.strokes.get(name)
        return stroke.keycode if stroke else 0

    def _levels(self) -> list[tuple[Stroke, int]]:
        alt_gr = bool(self.code_of_alt_gr)
        found: list[tuple[Stroke, int]] = []
        for index, row in enumerate(self.rows):
            if self._at(row, 0) in _KEYPAD:
                continue
            for level in range(4 if alt_gr else 2):
                if symbol := self._at(row, level):
                    found.append((Stroke(self.first + index, bool(level % 2), level > 1), symbol))
        return found

    @cached_property
    def code_of_alt_gr(self) -> int:
        """The key that shifts to the third level; 0 on layouts without."""
        symbols = keysyms.of_name("alt_gr")
        codes = (self.first + index for index, row in enumerate(self.rows) if row and row[0] in symbols)
        return next(codes, 0)

    def _at(self, row: tuple[int, ...], level: int) -> int:
        column = COLUMNS[1 if self.group else 0][level]
        return row[column] if column < len(row) else 0


def read_keymap(display: Display, group: int, without: tuple[int, ...] = ()) -> Keymap:
    """The layout as the server has it; key codes in `without` count as spare (their symbols are our own)."""
    first = int(display.display.info.min_keycode)
    count = int(display.display.info.max_keycode) - first + 1
    rows = tuple(tuple(int(symbol) for symbol in row) for row in display.get_keyboard_mapping(first, count))
    cleared = tuple(() if first + index in without else row for index, row in enumerate(rows))
    return Keymap(first, cleared, group)


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a text with the symbols that spare key codes must carry for it."""

    strokes: tuple[Stroke, ...]
    borrow: Mapping[int, int] = field(default_factory=dict)


def passages(text: str, keymap: Keymap) -> tuple[Passage, ...]:
    """The text in as few parts as the spare key codes allow; each part is bound as a whole before it is struck."""
    parts: list[Passage] = []
    strokes: list[Stroke] = []
    borrowed: dict[str, int] = {}
    for character in text:
        stroke = _on_layout(character, keymap)
        if stroke is None and character not in borrowed:
            if len(borrowed) == len(keymap.spare):
                parts.append(_passage(strokes, borrowed))
                strokes, borrowed = [], {}
            borrowed[character] = keymap.spare[len(borrowed)]
        strokes.append(stroke or Stroke(borrowed[character]))
    return (*parts, _passage(strokes, borrowed))


def unmappable(text: str, keymap: Keymap) -> str:
    """The first character that cannot be struck on this keyboard; empty when all can."""
    for character in text:
        if _on_layout(character, keymap) is None and not (keymap.spare and keysyms.of_character(character)):
            return character
    return ""


def _on_layout(character: str, keymap: Keymap) -> Stroke | None:
    if character in "\n\r\t":
        code = keymap.code_of("tab" if character == "\t" else "enter")
        return Stroke(code) if code else None
    return keymap.strokes.get(character)


def _passage(strokes: list[Stroke], borrowed: Mapping[str, int]) -> Passage:
    return Passage(tuple(strokes), {code: keysyms.of_character(character) for character, code in borrowed.items()})
