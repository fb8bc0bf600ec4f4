"""Screens that stand for what another Screen is not, and the person's word that something was taken for it."""

from __future__ import annotations

from dataclasses import dataclass

from app.model.news import Looked
from app.model.window import WindowIdentity
from app.model.workflow import NO_SCREEN, Screen


@dataclass(frozen=True, slots=True)
class Denial:
    """What was shown is not the Screen it was taken for; `instead` is the one it is, where the person says so.

    Both words about one look share the denial_id. The same Screen `instead` says that it is this one after all.
    """

    denial_id: str
    look: Looked
    instead: str | None = None

    @property
    def after_all(self) -> bool:
        """Whether it takes an older word back for this look."""
        return self.instead is not None and self.instead == self.look.screen_id


def not_this(screen: Screen, image: str, window: WindowIdentity) -> Screen:
    """A Screen of its own for a picture that is not this Screen; no real one can have its id."""
    signature = screen.signature.model_copy(update={"view": image})
    changed = {"id": NO_SCREEN + screen.id, "window": window, "signature": signature, "entry": False, "end": False}
    return screen.model_copy(update=changed)


def denied_of(screen: Screen) -> str:
    """The id of the Screen that this picture is not; empty for a real Screen."""
    return screen.id.removeprefix(NO_SCREEN) if screen.id.startswith(NO_SCREEN) else ""
