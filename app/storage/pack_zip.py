"""Reads zip files from outside as what they are until proved otherwise: hostile. Nothing is ever unpacked to the disk.

Names of members are never used as paths: only the expected ones are read, into memory, real bytes counted.
"""

from __future__ import annotations

import re
import stat
import struct
import time
import zipfile
import zlib
from collections.abc import Collection, Mapping
from io import BytesIO
from pathlib import Path

from app.model.errors import BadInput

MAX_FILE = 64_000_000
MAX_TOTAL = 64_000_000
"""Bytes of the file, and of all that is in it."""
MAX_MEMBERS = 2_000
MAX_RATIO = 100
SMALL = 100_000
"""Below so many bytes a good ratio is nothing odd."""
SECONDS = 20.0
IMAGE = re.compile(r"images/[0-9a-f]{16,64}\.png")

_END, _END_SIZE = b"PK\x05\x06", 22
_END64, _END64_SIZE = b"PK\x06\x07", 20
_LARGEST_ENTRY = 512
"""Bytes of one entry of the directory; names are short and nothing else belongs there."""
_ENCRYPTED = 0x1
_CURE = "Ask the author for the file again; nothing of it was used."
_EPOCH = (1980, 1, 1, 0, 0, 0)


def bad_pack(path: Path, why: str) -> BadInput:
    """What is wrong with a file from outside."""
    return BadInput(f"File {path}", f"{why} (BAD_PACK)", _CURE)


def read_members(path: Path, expected: Collection[str], image: re.Pattern[str] = IMAGE) -> dict[str, bytes]:
    """The expected members, and pictures of such names; BadInput names what does not belong or is too much."""
    deadline = time.monotonic() + SECONDS
    data = _content(path)
    _check_end(path, data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            _check_members(path, members, expected, image)
            return _read(path, archive, members, deadline)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise bad_pack(path, f"it is damaged: {error!s:.200}") from error


def zipped(members: Mapping[str, bytes]) -> bytes:
    """These members as a zip file; the same members always make the same file."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise BadInput(f"Pack {path}", why, "Check the name of the file and its permissions.") from error
    except ValueError as error:
        raise BadInput(f"Pack {str(path)!r}", str(error), "Check the name of the file.") from error
    if len(data) > MAX_FILE:
        raise bad_pack(path, f"it is larger than {MAX_FILE // 1_000_000} MB")
    return data


def _check_end(path: Path, data: bytes) -> None:
    """What the directory says of itself, before anything is made of it; it must stand at the very end."""
    end = data[-_END_SIZE:]
    if len(end) < _END_SIZE or not end.startswith(_END) or end[-2:] != b"\0\0":
        raise bad_pack(path, "it is no pack: it does not end like a zip file")
    if data[-_END_SIZE - _END64_SIZE : -_END_SIZE].startswith(_END64):
        raise bad_pack(path, "it is a zip file of the large kind")
    _, _, _, here, in_all, size, _, _ = struct.unpack("<4sHHHHIIH", end)
    if max(here, in_all) > MAX_MEMBERS or size > MAX_MEMBERS * _LARGEST_ENTRY:
        raise bad_pack(path, f"there are more than {MAX_MEMBERS} files in it")


def _check_members(
    path: Path, members: Collection[zipfile.ZipInfo], expected: Collection[str], image: re.Pattern[str]
) -> None:
    if len(members) > MAX_MEMBERS:
        raise bad_pack(path, f"there are more than {MAX_MEMBERS} files in it")
    seen: set[str] = set()
    for member in members:
        name = member.orig_filename
        if name not in expected and image.fullmatch(name) is None:
            raise bad_pack(path, f"{name[:200]!r} does not belong in it")
        if name in seen:
            raise bad_pack(path, f"{name!r} is in it twice")
        seen.add(name)
        _check_member(path, member)
    missing = sorted(set(expected) - seen)
    if missing:
        raise bad_pack(path, f"{missing[0]} is missing")


def _check_member(path: Path, member: zipfile.ZipInfo) -> None:
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise bad_pack(path, f"{member.filename!r} is no plain file")
    if member.flag_bits & _ENCRYPTED:
        raise bad_pack(path, f"{member.filename!r} is encrypted")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise bad_pack(path, f"{member.filename!r} is packed in an unknown way")
    _check_ratio(path, member, member.file_size)


def _check_ratio(path: Path, member: zipfile.ZipInfo, size: int) -> None:
    if size > SMALL and size > MAX_RATIO * max(member.compress_size, 1):
        raise bad_pack(path, f"{member.filename!r} is packed more than {MAX_RATIO} to 1")


def _read(
    path: Path, archive: zipfile.ZipFile, members: Collection[zipfile.ZipInfo], deadline: float
) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    left = MAX_TOTAL
    for member in members:
        if time.monotonic() > deadline:
            raise bad_pack(path, f"reading it takes longer than {SECONDS:.0f} seconds")
        limit = min(left, max(SMALL, MAX_RATIO * member.compress_size))
        with archive.open(member) as file:
            content = file.read(limit + 1)
        if len(content) > limit:
            raise bad_pack(path, f"more is in it than {MAX_TOTAL // 1_000_000} MB, or it is packed too tightly")
        left -= len(content)
        found[member.filename] = content
    return found
