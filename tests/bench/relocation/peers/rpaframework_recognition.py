"""rpaframework-recognition: `RPA.recognition.templates.find` with its default confidence."""

from __future__ import annotations

from PIL import Image
from RPA.recognition import templates

from tests.bench.relocation.peers.running import Center, answer_all


class Recognition:
    """Pillow's pictures go in, regions come out."""

    def needle(self, picture: Image.Image) -> Image.Image:
        """As it is."""
        return picture

    def screen(self, picture: Image.Image) -> Image.Image:
        """As its own screenshot gives it."""
        return picture

    def find(self, needle: Image.Image, screen: Image.Image) -> Center | None:
        """The best match, which is the first."""
        try:
            first = templates.find(screen, needle)[0]
        except templates.ImageNotFoundError:
            return None
        return Center((first.left + first.right) / 2, (first.top + first.bottom) / 2)


if __name__ == "__main__":
    answer_all(Recognition())
