"""guibot: its template finder as it comes."""

from __future__ import annotations

from typing import Any

from guibot.finder import TemplateFinder
from guibot.target import Image as Target
from PIL import Image

from tests.bench.relocation.peers.running import Center, answer_all


class Guibot:
    """A finder keeps the pictures of its log, so each case has a new one."""

    def needle(self, picture: Image.Image) -> Any:
        """As a target."""
        return Target(pil_image=picture)

    def screen(self, picture: Image.Image) -> Any:
        """As its own capture gives it."""
        return Target(pil_image=picture)

    def find(self, needle: Any, screen: Any) -> Center | None:
        """The best match."""
        matches = TemplateFinder().find(needle, screen)
        return Center(matches[0].x + needle.width / 2, matches[0].y + needle.height / 2) if matches else None


if __name__ == "__main__":
    answer_all(Guibot())
