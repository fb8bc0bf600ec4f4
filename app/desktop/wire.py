"""What the program and its hand say to each other: one JSON object a line."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter
from pydantic.dataclasses import dataclass

from app.model.geometry import Point
from app.model.suggestion import ActReport, Order


@dataclass(frozen=True)
class Do:
    """Carry this out."""

    order: Order
    kind: Literal["do"] = "do"


@dataclass(frozen=True)
class Renew:
    """The program lives and still wants it."""

    kind: Literal["renew"] = "renew"


@dataclass(frozen=True)
class Stop:
    """Nothing more."""

    kind: Literal["stop"] = "stop"


@dataclass(frozen=True)
class Arm:
    """Acting is allowed again."""

    kind: Literal["arm"] = "arm"


@dataclass(frozen=True)
class Heed:
    """By what the person stops from now on: these key combinations, and the pointer in a corner or not."""

    keys: tuple[str, ...]
    corner: bool
    kind: Literal["heed"] = "heed"


@dataclass(frozen=True)
class AreYouReady:
    """Test yourself: does a stop key work."""

    kind: Literal["are_you_ready"] = "are_you_ready"


Command = Do | Renew | Stop | Arm | Heed | AreYouReady


@dataclass(frozen=True)
class SentButton:
    """One press or release that the hand sent."""

    press: bool
    button: int
    point: Point


@dataclass(frozen=True)
class Sent:
    """Everything the hand sent in one act, so that the listener can tell it from the person. No key codes."""

    keys_down: int = 0
    keys_up: int = 0
    buttons: tuple[SentButton, ...] = ()
    last: Point | None = None


@dataclass(frozen=True)
class Report:
    """How an order went and what was sent for it."""

    report: ActReport
    sent: Sent
    kind: Literal["report"] = "report"


@dataclass(frozen=True)
class Halt:
    """The hand stopped by itself: a stop key, a corner, a lost lease."""

    reason: str
    kind: Literal["halt"] = "halt"


@dataclass(frozen=True)
class Ready:
    """The outcome of the self-test; also the first words of a new hand. Empty when all is well."""

    problem: str
    kind: Literal["ready"] = "ready"


News = Report | Halt | Ready

_COMMANDS: TypeAdapter[Command] = TypeAdapter(Annotated[Command, Field(discriminator="kind")])
_NEWS: TypeAdapter[News] = TypeAdapter(Annotated[News, Field(discriminator="kind")])


def command_line(command: Command) -> bytes:
    """A command as it travels."""
    return _COMMANDS.dump_json(command) + b"\n"


def read_command(line: bytes) -> Command:
    """A command that arrived."""
    return _COMMANDS.validate_json(line)


def news_line(news: News) -> bytes:
    """News as they travel."""
    return _NEWS.dump_json(news) + b"\n"


def read_news(line: bytes) -> News:
    """News that arrived."""
    return _NEWS.validate_json(line)
