"""Packs that nobody should send, made by hand."""

from __future__ import annotations

import json
import random
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

FILE = "pack.json"
NAME = f"images/{'a' * 32}.png"
NAMES = (
    "../evil.png",
    "../../../../tmp/evil.png",
    "images/../../evil.png",
    "/tmp/evil.png",
    "//server/share/evil.png",
    "\\\\server\\share\\evil.png",
    "C:\\evil.png",
    "C:/evil.png",
    "images\\..\\evil.png",
    "images/con.png",
    "CON",
    "images/aux.png",
    "images/é.png",
    "images/a b.png",
    "images/.png",
    "images/",
    "images",
    "pack.json/",
    "PACK.JSON",
    f"images/{'a' * 32}.png/x",
    f"images/{'A' * 32}.png",
    f"images/{'a' * 32}.PNG",
    f"images/{'a' * 32}.png\n",
    f"images/{'a' * 65}.png",
    "inner.zip",
    "inner.understudy-pack",
    "run.pickle",
    "a" * 500,
    "'; DROP TABLE journal; --",
    "<img src=x onerror=alert(1)>",
    "%s%n{0}",
    "line\nline",
    "\u202egnp.live",
)


def packed(members: Iterable[tuple[str | zipfile.ZipInfo, bytes]], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these, whatever they are called."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", kind) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in members:
            archive.writestr(name, content)
    return made.getvalue()


def with_nul(name: bytes = b"images/evil.png\0.png") -> bytes:
    """A name that ends early for those who believe it."""
    placeholder = b"x" * len(name)
    return packed([(FILE, b"{}"), (placeholder.decode(), b"x")]).replace(placeholder, name)


def special(kind: int) -> bytes:
    """A link or a device, as the archive says of it."""
    info = zipfile.ZipInfo(NAME)
    info.create_system = 3
    info.external_attr = (kind | 0o777) << 16
    return packed([(FILE, b"{}"), (info, b"/etc/passwd")])


def bomb(megabytes: int = 200) -> bytes:
    """Few bytes that become many."""
    info = zipfile.ZipInfo(NAME)
    info.compress_type = zipfile.ZIP_DEFLATED
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(FILE, b"{}")
        with archive.open(info, "w", force_zip64=True) as member:
            for _ in range(megabytes):
                member.write(bytes(1_000_000))
    return made.getvalue()


def lying(real: int = 30_000_000) -> bytes:
    """It says that it holds a hundred bytes."""
    data = bytearray(packed([(FILE, b"{}"), (NAME, bytes(real))]))
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.rindex(signature)
        data[place + at : place + at + 4] = struct.pack("<I", 100)
    return bytes(data)


def many(count: int = 1_000_000) -> bytes:
    """A directory of so many entries, and an end that admits to five."""
    entry = struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"x"
    directory = entry * count
    return directory + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 5, 5, len(directory), 0, 0)


def much(megabytes: int = 45) -> bytes:
    """Two members, each of which would do."""
    content = (random.Random(1).randbytes(30_000) + bytes(970_000)) * megabytes
    return packed([(f"images/{letter * 32}.png", content) for letter in "ab"] + [(FILE, b"{}")])


def encrypted() -> bytes:
    """A member that wants a password."""
    data = bytearray(packed([(FILE, b"{}")], zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def deep(depth: int = 100_000) -> bytes:
    """JSON in JSON in JSON."""
    return packed([(FILE, b"[" * depth + b"]" * depth)], zipfile.ZIP_STORED)


def png(width: int, height: int, rows: bytes = b"", animated: bool = False) -> bytes:
    """A picture of this size, as its header says."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header)]
    if animated:
        parts.append((b"acTL", struct.pack(">II", 100_000, 0)))
    parts += [(b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


SAID = {
    "empty": "does not end like a zip file",
    "a comment behind": "does not end like a zip file",
    "of the large kind": "large kind",
    "many entries": "more than 2000 files",
    "bomb": "100 to 1",
    "much in all": "more is in it",
    "twice": "twice",
    "encrypted": "encrypted",
    "other compression": "unknown way",
    "deep": "nested deeper",
    "large JSON": "larger than 8 MB",
}
"""What must be said of some of them: the last line of defence would refuse them, too."""
BOMBS: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "no zip": lambda: b"MZ" + bytes(10_000),
    "only an end": lambda: struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0, 0, 0, 0, 0),
    "a comment behind": lambda: packed([(FILE, b"{}")])[:-2] + b"\x05\0hello",
    "of the large kind": lambda: (
        packed([(FILE, b"{}")])[:-22] + b"PK\x06\x07" + bytes(16) + packed([(FILE, b"{}")])[-22:]
    ),
    "many entries": many,
    "bomb": bomb,
    "much in all": much,
    "lying sizes": lying,
    "nested": lambda: packed([(FILE, b"{}"), (NAME, packed([(NAME, bytes(90_000))]))]),
    "twice": lambda: packed([(FILE, b"{}"), (FILE, b"{}")]),
    "encrypted": encrypted,
    "other compression": lambda: packed([(FILE, b"{}")], zipfile.ZIP_LZMA),
    "NUL in a name": with_nul,
    "deep": deep,
    "large JSON": lambda: packed([(FILE, b'"' + b"ab" * 5_000_000 + b'"')], zipfile.ZIP_STORED),
    "numbers without end": lambda: packed([(FILE, b'{"format": 1' + b"0" * 90_000 + b"}")]),
    "no JSON": lambda: packed([(FILE, b"\x80\x04\x95pickle")]),
    "half a surrogate": lambda: packed([(FILE, b'{"format": 1, "name": "\\ud800"}')]),
    "more than allowed": lambda: packed([(f"images/{n:032x}.png", b"") for n in range(2_001)] + [(FILE, b"{}")]),
}


def changed(path: Path, change: Callable[[dict[str, bytes]], object]) -> None:
    """A sound pack, opened and packed again with something else in it."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    path.write_bytes(packed(members.items(), zipfile.ZIP_STORED))


def reworded(
    path: Path, change: Callable[[dict[str, object]], object], again: Callable[[bytes], bytes] | None = None
) -> None:
    """The same for pack.json; `again` makes its hashes right."""

    def apply(members: dict[str, bytes]) -> None:
        said = json.loads(members[FILE])
        change(said)
        text = json.dumps(said).encode()
        members[FILE] = again(text) if again else text

    changed(path, apply)
