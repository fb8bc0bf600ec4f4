"""Reads, checks and writes one pack of corrections; what comes from outside is hostile until it has passed here."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from app.model.errors import BadInput
from app.model.frame import Pixels
from app.model.geometry import Box
from app.model.pack import FORMAT, SUFFIX, Pack, PackItem
from app.model.target import PASSWORD, Picture, Target
from app.storage.atomic import replace_file
from app.storage.faults import file_problem
from app.storage.pack_zip import MAX_TOTAL, bad_pack, read_members, zipped
from app.storage.png import HEADER_BYTES, decoded, encoded, size_of
from app.storage.workflow_file import field_and_reason

FILE = "pack.json"
IMAGES = "images"
MAX_JSON = 8_000_000
MAX_DEPTH = 20
MAX_SIDE = 8_192
MAX_PICTURE = 16_000_000
MAX_PICTURES = 40_000_000
"""Pixels of one picture, and of all together."""
LARGEST_NUMBER = 100_000
LONGEST_TEXT = 2_000

_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BRACKETS = re.compile(rb"[\[\]{}]")


class _Head(BaseModel):
    """What is looked at before everything else is read in."""

    format: int = FORMAT


def content_name(pixels: Pixels) -> str:
    """The name of a picture in a pack, and of one that came with a pack: by its content, and so long that it is never
    the name of a picture that was made here."""
    picture = pixels[:, :, :3]
    return f"{sha256(repr(picture.shape).encode() + picture.tobytes()).hexdigest()[:32]}.png"


def content_hash(pack: Pack) -> str:
    """The SHA-256 of all that the pack says, its pictures included."""
    told = pack.model_dump(mode="json", exclude={"content"}, exclude_none=True)
    plain = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def write_pack(path: Path, pack: Pack, images: Mapping[str, Pixels]) -> Pack:
    """Write it, whole or not at all, with the hashes of its pictures and of its content, which come back in it.

    UserError when it is too large or cannot be written there.
    """
    files = {name: encoded(pixels) for name, pixels in sorted(images.items())}
    if sum(map(len, files.values())) > MAX_TOTAL or sum(_area(each) for each in images.values()) > MAX_PICTURES:
        why, cure = "its pictures are too many or too large", "Choose fewer corrections, or leave whole pictures out."
        raise BadInput(f"Pack {path}", why, cure)
    whole = pack.model_copy(update={"images": {name: sha256(file).hexdigest() for name, file in files.items()}})
    whole = whole.model_copy(update={"content": content_hash(whole)})
    members = {FILE: pack_text(whole).encode(), **{f"{IMAGES}/{name}": file for name, file in files.items()}}
    try:
        replace_file(path, zipped(members))
    except OSError as error:
        raise file_problem(error, f"Pack {path}") from error
    return whole


def pack_text(pack: Pack) -> str:
    """The file pack.json."""
    content = pack.model_dump(mode="json", exclude_none=True)
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def read_pack(path: Path) -> tuple[Pack, dict[str, Pixels]]:
    """A pack that is what it says, with its pictures; BadInput names what is wrong with it."""
    members = read_members(path, (FILE,))
    pack = _validated(path, members.pop(FILE))
    _check_values(path, pack)
    images = {name.removeprefix(f"{IMAGES}/"): file for name, file in members.items()}
    _check_images(path, pack, images)
    if content_hash(pack) != pack.content:
        raise bad_pack(path, "content: it is not what was written; the file was changed or damaged")
    return pack, _decoded(path, pack, images)


def _validated(path: Path, data: bytes) -> Pack:
    if len(data) > MAX_JSON:
        raise bad_pack(path, f"{FILE} is larger than {MAX_JSON // 1_000_000} MB")
    _check_depth(path, data)
    try:
        head = _Head.model_validate_json(data)
        if head.format != FORMAT:
            why = f"format: it is of format {head.format}, this program knows {FORMAT}"
            raise BadInput(f"Pack {path}", why, "Install the newer program to use it.")
        return Pack.model_validate_json(data)
    except ValidationError as error:
        field, what = field_and_reason(error.errors()[0])
        raise bad_pack(path, f"{FILE}, {field[:200]}: {what[:200]}") from error


def _check_depth(path: Path, data: bytes) -> None:
    depth = 0
    for bracket in _BRACKETS.findall(_STRINGS.sub(b"", data)):
        depth += 1 if bracket in b"[{" else -1
        if depth > MAX_DEPTH:
            raise bad_pack(path, f"{FILE} is nested deeper than {MAX_DEPTH}")


def _check_values(path: Path, pack: Pack) -> None:
    ids = [item.id for item in pack.items]
    if len(set(ids)) < len(ids):
        raise bad_pack(path, "items: an id is used twice")
    for field, value in _leaves(pack.model_dump(mode="json"), ""):
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            raise bad_pack(path, f"{field}: it is longer than {LONGEST_TEXT} characters")
        if isinstance(value, int | float) and abs(value) > LARGEST_NUMBER and ".proof." not in field:
            raise bad_pack(path, f"{field}: {value} is no place on any screen")
    for field, text in (("name", pack.name), ("author", pack.author), ("id", pack.id)):
        if any(unicodedata.category(each) in ("Cc", "Cf", "Cs") for each in text):
            raise bad_pack(path, f"{field}: there are signs in it that cannot be shown")
    for number, item in enumerate(pack.items):
        _check_item(path, f"items.{number}", item)


def _leaves(value: Any, field: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _leaves(part, f"{field}.{name}" if field else str(name))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _leaves(part, f"{field}.{number}")
    else:
        yield field, value


def _check_item(path: Path, field: str, item: PackItem) -> None:
    if any(target is not None and target.role == PASSWORD for target in (item.target, item.before)):
        raise bad_pack(path, f"{field}.target.role: a password field is never taken from a pack")
    place = item.target.place
    if min(place.box.w, place.box.h, place.window_width, place.window_height) < 1:
        raise bad_pack(path, f"{field}.target.place: it has no size")
    if item.before is not None and any(pictures_of_target(item.before)):
        raise bad_pack(path, f"{field}.before: it has pictures")


def pictures_of_target(target: Target) -> Iterator[tuple[str, Box | None]]:
    """The names of a target's pictures, with the element's box in them."""
    for picture in (target.picture, target.ring):
        if picture is not None:
            yield picture.image, picture.box
    if target.view is not None:
        yield target.view, None


def pictures_of_item(item: PackItem) -> Iterator[tuple[str, Box | None]]:
    """Those of its target and of its refused place."""
    yield from pictures_of_target(item.target)
    if item.refused is not None:
        yield item.refused.image, item.refused.box


def renamed(target: Target, names: Mapping[str, str]) -> Target:
    """The target with other names for its pictures."""

    def of(picture: Picture | None) -> Picture | None:
        return None if picture is None else picture.model_copy(update={"image": names[picture.image]})

    view = None if target.view is None else names[target.view]
    return target.model_copy(update={"picture": of(target.picture), "ring": of(target.ring), "view": view})


def _check_images(path: Path, pack: Pack, images: Mapping[str, bytes]) -> None:
    named = {name for item in pack.items for name, _ in pictures_of_item(item)}
    for words, names in (("is missing", named - set(images)), ("belongs to no correction", set(images) - named)):
        if names:
            raise bad_pack(path, f"the picture {min(names)[:200]!r} {words}")
    if set(pack.images) != named:
        raise bad_pack(path, "images: they are not the pictures that are in it")
    area = 0
    for name, file in images.items():
        if sha256(file).hexdigest() != pack.images[name]:
            raise bad_pack(path, f"the picture {name} was changed or damaged")
        size = size_of(file[:HEADER_BYTES])
        if size is None:
            raise bad_pack(path, f"the picture {name} is not a PNG picture")
        area += size.width * size.height
        if max(size) > MAX_SIDE or size.width * size.height > MAX_PICTURE or area > MAX_PICTURES:
            limit = f"at most {MAX_SIDE} pixels a side, {MAX_PICTURE // 1_000_000} million in one"
            raise bad_pack(path, f"the picture {name} is too large ({limit}, {MAX_PICTURES // 1_000_000} in all)")


def _decoded(path: Path, pack: Pack, files: Mapping[str, bytes]) -> dict[str, Pixels]:
    images: dict[str, Pixels] = {}
    for name, file in files.items():
        pixels = decoded(file)
        if pixels is None:
            raise bad_pack(path, f"the picture {name} is damaged")
        if content_name(pixels) != name:
            raise bad_pack(path, f"the picture {name} is not called by its content")
        images[name] = pixels
    for number, item in enumerate(pack.items):
        for name, box in pictures_of_item(item):
            height, width = images[name].shape[:2]
            if box is not None and (box.area < 1 or not Box(0, 0, width, height).encloses(box)):
                raise bad_pack(path, f"items.{number}: a box lies outside its picture {name}")
    return images


def _area(pixels: Pixels) -> int:
    return int(pixels.shape[0] * pixels.shape[1])


def is_pack(path: Path) -> bool:
    """Whether the file calls itself a pack."""
    return path.suffix == SUFFIX
