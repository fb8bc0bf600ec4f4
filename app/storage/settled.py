"""The settings file as the windows see it."""

from __future__ import annotations

from pathlib import Path

from app import settings
from app.settings import Settings


class SettingsFile:
    """Typed settings on disk; BadInput names a faulty field, StoreProblem a file that cannot be written."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> Settings:
        """The settings, the defaults when there are none yet."""
        return settings.load(self._path)

    def save(self, changed: Settings) -> None:
        """Replace the file in one move."""
        settings.save(self._path, changed)
