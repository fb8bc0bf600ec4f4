"""Correction packs: a file of corrections that one person gives to another. These types are the format of pack.json."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from app.model.action import ActionKind
from app.model.decision import Keep
from app.model.frame import Pixels
from app.model.lesson import Lesson, StepName
from app.model.proof import Proof
from app.model.target import Picture, Target, TaughtTarget
from app.model.workflow import Strict

FORMAT = 1
SUFFIX = ".understudy-pack"
MAX_ITEMS = 500

Id = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Words = Annotated[str, StringConstraints(max_length=200)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Environment(Strict):
    """On what the pack was made: the operating system, and the version of Understudy."""

    platform: Words = ""
    understudy: Words = ""


class Stamps(Strict):
    """In what a correction's window stood when it was last seen there; stamps that are only compared, empty when not
    known. screens: monitors, resolutions and scales. version: of the program's file."""

    screens: Words = ""
    theme: Words = ""
    language: Words = ""
    version: Words = ""


class PackProof(Strict):
    """What the author's proof showed; it is told and counts nothing here."""

    hits: Count = 0
    frames: Count = 0
    false: Count = 0
    others: Count = 0


class PackItem(Strict):
    """One correction: where to find the element of a step from now on (`always`), or what it may look like, too
    (`look`).

    before: what the step pointed at before, without pictures, to find the same step elsewhere. refused: a place that a
    person said is wrong. secret: the step types a secret, which is not in the pack; nor are pictures of its field.
    """

    id: Id
    workflow_id: Id
    workflow_name: Words
    step_id: Id
    number: int = Field(ge=1, le=10_000)
    action: ActionKind
    keep: Literal[Keep.ALWAYS, Keep.LOOK]
    taught: date
    target: Target
    before: Target | None = None
    refused: Picture | None = None
    secret: bool = False
    seen_in: Stamps = Stamps()
    proof: PackProof | None = None


class Pack(Strict):
    """The file pack.json. images: each picture's name with the SHA-256 of its file. content: the SHA-256 of all the
    rest, so that damage is noticed; it says nothing about who made it."""

    format: int = FORMAT
    id: Id
    name: Words = Field(min_length=1)
    author: Words
    made: AwareDatetime
    environment: Environment = Environment()
    items: Annotated[tuple[PackItem, ...], Field(min_length=1, max_length=MAX_ITEMS)]
    images: Annotated[dict[str, Hash], Field(max_length=2000)]
    content: Hash


class Take(StrEnum):
    """What becomes of one item of a pack."""

    ADOPT = "adopt"
    VARIANT = "variant"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Sharable:
    """A correction that counts today. fresh: it was in no pack yet and is the person's own. why_not: why it cannot be
    in one. target: as it would be in the pack; pictures: how many it would bring; images: these, by their names."""

    lesson: Lesson
    fresh: bool
    why_not: str = ""
    target: Target | None = None
    pictures: int = 0
    images: Mapping[str, Pixels] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PackWish:
    """Which corrections of a workflow go into a pack of this name, and whether whole pictures of windows go along."""

    workflow_id: str
    correction_ids: tuple[str, ...]
    name: str
    screenshots: bool = False


@dataclass(frozen=True, slots=True)
class InstalledPack:
    """A pack that was taken in here, with how many corrections of this workflow came with it."""

    pack_id: str
    name: str
    author: str
    when: datetime
    corrections: int


@dataclass(frozen=True, slots=True)
class Offer:
    """An item of a pack for one of my steps; for none (None) with the reason why.

    taught, refused: its target with its pictures, and its refused place. today: what the step points at now. known: the
    step knows it already. secret: the step types a secret, there or here.
    """

    item: PackItem
    step: StepName | None
    taught: TaughtTarget
    refused: Picture | None = None
    today: Target | None = None
    known: bool = False
    secret: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class OpenedPack:
    """A pack that passed all checks, with what it offers here; `installed` when it was taken in before."""

    path: Path
    pack: Pack
    offers: tuple[Offer, ...]
    images: Mapping[str, Pixels] = field(default_factory=dict)
    installed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person wants with one offer, and the proof that was shown."""

    offer: Offer
    take: Take
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """An offer with what trying it on my own stored pictures showed (in the place of the old target, beside it), and
    what is recommended by that."""

    offer: Offer
    plain: Proof | None = None
    beside: Proof | None = None
    take: Take = Take.REFUSE

    def proof_for(self, take: Take) -> Proof | None:
        """What was shown of this way."""
        return self.beside if take is Take.VARIANT else self.plain
