"""Windows of other programs, as a workflow remembers them and as they are now."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from app.model.geometry import Box

_DIRTY = re.compile(r"^[*•●]\s*|\s*[*•●]$|\s*\((modified|modifié)\)", re.IGNORECASE)
_COUNT = re.compile(r"^[(\[]\d+\+?[)\]]\s*|\s*[(\[]\d+\+?[)\]]$")
_NUMBER = re.compile(r"\d+")


def normal_title(title: str) -> str:
    """The title without dirty marks and counters, digits as '#', so that "*Note 3" and "Note 4" are one class."""
    plain = _COUNT.sub("", _DIRTY.sub("", title.strip()))
    return " ".join(_NUMBER.sub("#", plain).casefold().split())


class WindowIdentity(BaseModel):
    """How a workflow remembers a window: the application (WM_CLASS) and its title when taught."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    application: str
    title: str = ""

    def same_application(self, other: WindowIdentity) -> bool:
        """Whether both belong to one program."""
        return self.application.casefold() == other.application.casefold()

    def fits(self, other: WindowIdentity) -> bool:
        """Same program and same title class (digits, counters and dirty marks aside)."""
        return self.same_application(other) and normal_title(self.title) == normal_title(other.title)


@dataclass(frozen=True, slots=True)
class Window:
    """A window as it is now: X id, process, client box in physical pixels, whether it has the focus."""

    handle: int
    identity: WindowIdentity
    pid: int
    box: Box
    active: bool = False
    own: bool = False
