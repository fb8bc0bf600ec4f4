"""What a window stands in: screens, theme, language and program version; another one makes a record worth less."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """What may change around a step."""

    SCREENS = "screens"
    THEME = "theme"
    LANGUAGE = "language"
    VERSION = "version"

    @property
    def words(self) -> str:
        """How the person reads it."""
        return _WORDS[self]


_WORDS = {
    Part.SCREENS: "the screens (resolution, scale or place)",
    Part.THEME: "the theme",
    Part.LANGUAGE: "the language",
    Part.VERSION: "the version of the program",
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Stamps that are only compared; an empty one is not known and differs from nothing.

    screens: a hash of monitors, resolutions and scales. theme: light or dark. language: what the program was started
    with. version: a stamp of what runs.
    """

    screens: str = ""
    theme: str = ""
    language: str = ""
    version: str = ""

    def part(self, which: Part) -> str:
        """The stamp of this part."""
        return str(getattr(self, which.value))
