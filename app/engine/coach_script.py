"""A coaching session as a list, so that anyone can replay it (DESIGN section 7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from app.model.action import ActionKind
from app.model.decision import DecisionKind, Keep, RejectReason
from app.model.errors import BadInput
from app.model.geometry import Box, Point
from app.model.workflow import Workflow


class Named(BaseModel):
    """A place named by the accessibility interface."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    role: str = ""


class Deed(BaseModel):
    """Something the person does with their own hands; points are relative to the step's window."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    click: Point | None = None
    type: str | None = None
    keys: tuple[str, ...] | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        given = [value for value in (self.click, self.type, self.keys) if value is not None]
        if len(given) != 1:
            raise ValueError("give exactly one of click, type, keys")
        return self


class Entry(BaseModel):
    """One answer. `step` is the number from 1; an entry with `default` answers every step without one of its own.

    `continue_at` lets the run go on at that later step when its Screen is there instead; nothing else allows it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    step: int | None = Field(default=None, ge=1)
    decision: DecisionKind | None = None
    default: DecisionKind | None = None
    continue_at: int | None = Field(default=None, ge=2)
    point: Point | Named | None = None
    of: Literal["window", "screen"] = "window"
    box: Box | None = None
    candidate: int | None = Field(default=None, ge=1)
    action: ActionKind | None = None
    keys: tuple[str, ...] | None = None
    text: str | None = None
    wait_before: float | None = Field(default=None, ge=0)
    wait_after: float | None = Field(default=None, ge=0)
    keep: Keep = Keep.ALWAYS
    do: tuple[Deed, ...] = ()
    then: Literal["skip", "stop"] = "skip"
    reason: RejectReason | None = None
    comment: str = ""
    rating: int | None = Field(default=None, ge=1, le=5)
    vouch: bool = False

    @model_validator(mode="before")
    @classmethod
    def _any_case(cls, data: object) -> object:
        if not isinstance(data, dict):
            return data
        words = {k: v.casefold() for k, v in data.items() if k in ("decision", "default") and isinstance(v, str)}
        return {**data, **words}

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        if (self.step is None) == (self.default is None):
            raise ValueError("give either step or default")
        if self.continue_at is not None and self.model_fields_set != {"step", "continue_at"}:
            raise ValueError("continue_at goes with a step and nothing else")
        if self.continue_at is not None and self.step is not None and self.continue_at <= self.step:
            raise ValueError("continue_at names a later step")
        if self.chosen is DecisionKind.CORRECT and not self.changes:
            raise ValueError("CORRECT needs something to change: point, candidate, action, keys, text or a wait")
        return self

    @property
    def chosen(self) -> DecisionKind:
        """The decision; an entry that only vouches accepts."""
        return self.decision or self.default or DecisionKind.ACCEPT

    @property
    def changes(self) -> bool:
        """Whether a CORRECT would change anything."""
        given = (self.point, self.box, self.candidate, self.action, self.keys, self.text)
        waits = (self.wait_before, self.wait_after)
        return any(value is not None for value in (*given, *waits))


class CoachScript:
    """Gives each question the next entry for its step, then the default; used by one thread."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self._left = [entry for entry in entries if entry.step is not None and entry.continue_at is None]
        self._jumps = [entry for entry in entries if entry.continue_at is not None]
        self._default = next((entry for entry in entries if entry.default is not None), None)

    def take(self, number: int) -> Entry | None:
        """The next entry for this step; None when nothing answers it."""
        entry = next((e for e in self._left if e.step == number), None)
        if entry is None:
            return self._default
        self._left.remove(entry)
        return entry

    def continues(self, number: int, at: int | None) -> bool:
        """Whether the run may go on at a later step instead of this one; each entry allows it once."""
        entry = next((e for e in self._jumps if (e.step, e.continue_at) == (number, at)), None)
        if entry is not None:
            self._jumps.remove(entry)
        return entry is not None


_ENTRIES = TypeAdapter(tuple[Entry, ...])


def script_of(answers: Sequence[Mapping[str, object]]) -> CoachScript:
    """A script that is part of the program."""
    return CoachScript(_ENTRIES.validate_python(list(answers)))


def read_script(path: Path, workflow: Workflow) -> CoachScript:
    """The script of this file, checked against the workflow; BadInput names the entry and the field."""
    try:
        entries = _ENTRIES.validate_json(path.read_bytes())
    except OSError as error:
        raise BadInput(f"Coach script {path}", str(error.strerror), "Give the path of a readable file.") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise BadInput(
            f"Coach script {path}", f"{_where(first['loc'])}: {first['msg']}", "Correct this entry."
        ) from error
    for number, entry in enumerate(entries, 1):
        named = max(entry.step or 0, entry.continue_at or 0)
        if named > len(workflow.steps):
            why = f"entry {number}: there is no step {named}, {workflow.name!r} has {len(workflow.steps)}"
            raise BadInput(f"Coach script {path}", why, "Correct this entry.")
    return CoachScript(entries)


def _where(place: tuple[int | str, ...]) -> str:
    if place and isinstance(place[0], int):
        return ".".join([f"entry {place[0] + 1}", *(str(part) for part in place[1:])])
    return ".".join(str(part) for part in place) or "the whole file"
