"""What to find on the screen, the possible places, and where it was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from app.model.frame import Pixels
from app.model.geometry import Box, Point
from app.model.window import WindowIdentity

VALUE_ROLES = frozenset(
    {"entry", "text", "password text", "combo box", "spin button", "slider", "editbar", "document text", "terminal"}
)
"""Roles whose elements hold what a person enters: their name may be their value, so it does not identify them."""
PASSWORD = "password text"
"""The role of a field that hides what is typed; what stands in it is never read."""


class Picture(BaseModel):
    """A stored picture and where the element lies in it (pixels of the picture)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    image: str
    box: Box


class Neighbour(BaseModel):
    """A text near the target and where its box lies relative to the target's upper left corner."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    box: Box


class Place(BaseModel):
    """Where the element was in its window: box relative to the client area, and the client area's size."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    box: Box
    window_width: int
    window_height: int


class ToldElement(BaseModel):
    """What the program itself told of the element: its name, and what tells it from others of its role and name.

    row: names that stand in its row or group, or label it, and beside none of its twins; nearest first. twins: how many
    others there were of its role, name and path; -1 when the program did not tell.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = ""
    row: tuple[str, ...] = ()
    twins: int = -1


class Target(BaseModel):
    """Independent kinds of evidence for one element, taken before the press.

    picture: the element, plain margins trimmed. ring: the element with its surroundings. view: the whole client area.
    press: the pointed place relative to the element's upper left corner. path: roles from the window down. told: what
    the program said of it, None when it said nothing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    window: WindowIdentity
    place: Place
    press: Point
    picture: Picture | None = None
    ring: Picture | None = None
    view: str | None = None
    text: str = ""
    role: str = ""
    name: str = ""
    path: tuple[str, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    told: ToldElement | None = None

    @property
    def label(self) -> str:
        """The words a person would call it by; may be empty."""
        return (self.name or self.text).strip()


class LocatorKind(StrEnum):
    """The ways to find a Target."""

    PLACE = "place"
    PICTURE = "picture"
    TEXT = "text"
    ACCESSIBILITY = "accessibility"
    POINTED = "pointed"


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One reason a person understands: by which locator, in words, how strong (0 to 1), for or against."""

    locator: LocatorKind
    text: str
    score: float
    favours: bool = True


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible place: box and press point in physical pixels of the virtual plane, score as a probability."""

    box: Box
    point: Point
    score: float
    method: LocatorKind
    scale: float = 1.0
    evidence: tuple[EvidenceLine, ...] = ()


class Verdict(StrEnum):
    """What locating says about the screen."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    WEAK = "weak"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one search: candidates best first, the verdict, why in plain words, CPU milliseconds."""

    verdict: Verdict
    candidates: tuple[Candidate, ...]
    reason: str
    ms: float = 0.0

    @property
    def best(self) -> Candidate | None:
        """The most likely place."""
        return self.candidates[0] if self.candidates else None

    @property
    def runner_up(self) -> Candidate | None:
        """The second most likely place."""
        return self.candidates[1] if len(self.candidates) > 1 else None


@dataclass(frozen=True, slots=True)
class AccessibleElement:
    """What a program tells about one of its elements through the accessibility interface.

    path: roles from the window down. row: names of its row, group and label, nearest first; of a taught element only
    those that its twins lack. twins: others of its role, name and path; -1 when not known. value: the text that stands
    in it, where that was asked for and told.
    """

    role: str
    name: str
    box: Box
    path: tuple[str, ...] = ()
    row: tuple[str, ...] = ()
    twins: int = -1
    value: str | None = None


@dataclass(frozen=True, slots=True)
class ToldElements:
    """The shown elements that fit a description; `complete` when the program has told all there is of the window."""

    elements: tuple[AccessibleElement, ...] = ()
    complete: bool = False


@dataclass(frozen=True, slots=True)
class TaughtTarget:
    """A Target just made from a frame, with the pictures it refers to (name → BGR pixels) still to be stored."""

    target: Target
    images: Mapping[str, Pixels] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Search:
    """All that is known about where to look for one step's element.

    looks: the current target first, further looks of it after. remembered: boxes relative to the client area where
    acts succeeded before. refused: pictures of places the person said were wrong.
    """

    looks: tuple[Target, ...]
    remembered: tuple[Box, ...] = ()
    refused: tuple[Picture, ...] = ()
