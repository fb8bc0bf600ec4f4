"""Pictures as PNG files: BGR in, BGR out, the header read before anything is unpacked."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import NamedTuple

import numpy as np
from PIL import Image

from app.model.frame import Pixels

MAX_PIXELS = 40_000_000
"""Three 4K displays side by side, or one of 8K."""
MAX_SIDE = 16_384
MAX_BYTES = 4 * MAX_PIXELS + 1_000_000
HEADER_BYTES = 24

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_FAST = 1
_TRUE_COLOUR = 2


class Size(NamedTuple):
    """Width and height of a picture in pixels."""

    width: int
    height: int

    @property
    def fits(self) -> bool:
        """Whether it is small enough to be unpacked."""
        return max(self) <= MAX_SIDE and self.width * self.height <= MAX_PIXELS


def encoded(pixels: Pixels) -> bytes:
    """BGR or BGRA pixels (height, width, 3 or 4) as an opaque PNG.

    Written here, because screens pack as small unfiltered and in half the time that picture libraries take.
    """
    height, width = pixels.shape[:2]
    rows = np.zeros((height, 1 + 3 * width), np.uint8)  # each row begins with its filter: 0, none
    rows[:, 1:].reshape(height, width, 3)[...] = pixels[:, :, 2::-1]
    header = struct.pack(">IIBBBBB", width, height, 8, _TRUE_COLOUR, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows.data, _FAST)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(kind, content) for kind, content in parts)


def size_of(start: bytes) -> Size | None:
    """What the first HEADER_BYTES of a file say; None when it is no PNG."""
    if len(start) < HEADER_BYTES or not start.startswith(_SIGNATURE) or start[12:16] != b"IHDR":
        return None
    size = Size(*struct.unpack(">II", start[16:24]))
    return size if min(size) > 0 else None


def decoded(data: bytes) -> Pixels | None:
    """The pixels as BGR; None when it is no PNG, too large, or damaged."""
    size = size_of(data[:HEADER_BYTES])
    if size is None or not size.fits:
        return None
    try:
        with Image.open(BytesIO(data), formats=("PNG",)) as picture:
            colours = np.asarray(_opaque(picture), dtype=np.uint8)
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error):
        return None
    return np.ascontiguousarray(colours[:, :, ::-1])


def _opaque(picture: Image.Image) -> Image.Image:
    """Eight bits a colour; what is transparent lies on white, deep gray is not cut off but brought down."""
    if picture.mode.startswith("I"):
        deep = np.asarray(picture, dtype=np.uint32)
        return Image.fromarray(np.asarray(deep >> 8, np.uint8)).convert("RGB")
    if "A" in picture.getbands() or "transparency" in picture.info:
        over = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", over.size, "white"), over).convert("RGB")
    return picture.convert("RGB")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
