"""Makes a Target from a shown place: its box, its pictures, what stands around it and what it is called."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.model.errors import BadInput
from app.model.frame import Frame, Pixels
from app.model.geometry import Box, Point
from app.model.target import AccessibleElement, Neighbour, Picture, Place, Target, TaughtTarget, ToldElement
from app.model.window import Window
from app.vision.atoms import cut
from app.vision.element import HIGHEST, WIDEST, element_box, frames_of, pane, texts_of
from app.vision.gray import EDGE, crop, edges_of, gray_of
from app.vision.naming import named
from app.vision.ports import Accessibility, Reader

RING = 70
_TRIM, _LABELS, _LABEL_REACH, _READABLE = 1, 3, 260, (600, 80)
_LEAST_EDGE, _CARET = 12, 6
_LARGE = frozenset({"text", "entry", "terminal", "document text", "editbar"})
_WORDS = (7,)


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """A shown place: the client area's pixels, and box and point inside it."""

    window: Window
    pixels: Pixels
    box: Box
    point: Point
    element: AccessibleElement | None


class Teacher:
    """Teaches from frames; reading and accessibility may be missing (None)."""

    def __init__(self, reader: Reader | None, accessibility: Accessibility | None) -> None:
        self._reader = reader
        self._accessibility = accessibility

    def teach(self, frame: Frame, window: Window, point: Point, box: Box | None) -> TaughtTarget:
        """A Target from a point and an optional box; BadInput when the place is outside the window or plain."""
        lesson = self._lesson(frame, window, point, box)
        if not _has_content(gray_of(lesson.pixels), lesson.box):
            what, cure = "This place", "Point at a text, an icon or the edge of a field, or draw a larger box."
            raise BadInput(what, "there is nothing on it but one plain colour", cure)
        return self._target(lesson, with_picture=True)

    def place_only(self, frame: Frame, window: Window, point: Point) -> TaughtTarget:
        """A Target for a place without a look of its own: known by its surroundings only, so it will always ask."""
        inside = Point(
            min(max(point.x, window.box.x), window.box.right - 1),
            min(max(point.y, window.box.y), window.box.bottom - 1),
        )
        box = Box(inside.x - 12, inside.y - 12, 24, 24)
        return self._target(self._lesson(frame, window, inside, box, trim=False), with_picture=False)

    def element_at(self, frame: Frame, window: Window | None, point: Point) -> Box:
        """The element under a point of the virtual plane."""
        area = (window.box.common(frame.region) if window else None) or frame.region
        told = self._told(window, point) if window else None
        if told is not None:
            return told.box
        return element_box(gray_of(frame.crop(area)), point.moved(-area.x, -area.y)).moved(area.x, area.y)

    def _lesson(self, frame: Frame, window: Window, point: Point, box: Box | None, trim: bool = True) -> Lesson:
        if not window.box.contains(point):
            why = f"it lies outside the window “{window.identity.title}”"
            raise BadInput("This place", why, "Point inside the window, or choose the window under the pointer.")
        pixels = client_pixels(frame, window.box)
        inside = point.moved(-window.box.x, -window.box.y)
        told = self._told(window, point)
        gray = gray_of(pixels)
        shown = box.relative_to(window.box.origin) if box else None
        found = shown or (told.box.relative_to(window.box.origin) if told else element_box(gray, inside))
        whole = Box(0, 0, window.box.w, window.box.h)
        clipped = found.common(whole) or Box(inside.x, inside.y, 1, 1)
        drawn = shown is not None and trim
        return Lesson(window, pixels, _trimmed(gray, clipped, inside) if drawn else clipped, inside, told)

    def _told(self, window: Window, point: Point) -> AccessibleElement | None:
        """The program's own answer, when it is an element and not the whole window."""
        if self._accessibility is None:
            return None
        told = self._accessibility.at(window, point)
        if told is None or not told.box.contains(point) or _holds_others(told):
            return None
        return told if window.box.grown(2).encloses(told.box) else None

    def _target(self, lesson: Lesson, with_picture: bool) -> TaughtTarget:
        box, pixels = lesson.box, lesson.pixels
        around = box.grown(RING).common(Box(0, 0, pixels.shape[1], pixels.shape[0])) or box
        view, whole = named(pixels)
        ring, ringed = named(crop(pixels, around))
        images = {view: whole, ring: ringed}
        picture = None
        if with_picture:
            name, cropped = named(crop(pixels, box))
            images[name] = cropped
            picture = Picture(image=name, box=Box(0, 0, box.w, box.h))
        text, neighbours = self._read(lesson) if with_picture else ("", ())
        target = Target(
            window=lesson.window.identity,
            place=Place(box=box, window_width=pixels.shape[1], window_height=pixels.shape[0]),
            press=Point(lesson.point.x - box.x, lesson.point.y - box.y),
            picture=picture,
            ring=Picture(image=ring, box=box.relative_to(around.origin)),
            view=view,
            text=text,
            role=lesson.element.role if lesson.element else "",
            name=_name(lesson.element, text, neighbours),
            path=lesson.element.path if lesson.element else (),
            neighbours=neighbours,
            told=_said(lesson.element),
        )
        return TaughtTarget(target, images)

    def _read(self, lesson: Lesson) -> tuple[str, tuple[Neighbour, ...]]:
        """The element's own text and, where it has none, the labels that stand nearest to it."""
        reader, box = self._reader, lesson.box
        if reader is None or box.h > HIGHEST:
            return "", ()
        atoms = cut(gray_of(lesson.pixels), _WORDS)
        texts = texts_of(atoms)
        own = [text for text in texts if box.grown(2).encloses(text)]
        text = reader.read(crop(lesson.pixels, _union(own).grown(2))) if own and _readable(box) else ""
        if text and (_in_menu(lesson) or not _is_value(box, own)):
            return text, ()
        labels = [
            (label, reader.read(crop(lesson.pixels, label.grown(2)))) for label in _labels(texts, frames_of(atoms), box)
        ]
        return "", tuple(Neighbour(text=read, box=at.relative_to(box.origin)) for at, read in labels if read)


def client_pixels(frame: Frame, client: Box) -> Pixels:
    """The window's client area at its full size; what is off the screen is gray."""
    seen = client.common(frame.region)
    if seen == client:
        return frame.crop(client)
    whole = np.full((client.h, client.w, frame.pixels.shape[2]), 128, np.uint8)
    if seen is not None:
        part = seen.relative_to(client.origin)
        whole[part.y : part.bottom, part.x : part.right] = frame.crop(seen)
    return whole


def _trimmed(gray: Pixels, box: Box, point: Point) -> Box:
    """The box without plain margins; for a plain box the element that the point really is on."""
    lines = edges_of(crop(gray, box)) > EDGE
    rows, columns = np.flatnonzero(lines.any(axis=1)), np.flatnonzero(lines.any(axis=0))
    if not len(rows) or (np.ptp(columns) < _CARET and box.w > 4 * _CARET):
        found = element_box(gray, point)
        return found if _has_content(gray, found) else box
    tight = Box(int(columns[0]), int(rows[0]), int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1)
    return tight.grown(_TRIM).moved(box.x, box.y).common(box) or box


def _has_content(gray: Pixels, box: Box) -> bool:
    """Whether anything can be recognised: an edge in the box or at its rim, or a clean pane bounded by edges."""
    lines = int((edges_of(crop(gray, box.grown(2))) > EDGE).sum())
    if lines >= _LEAST_EDGE:
        return True
    return bool((edges_of(gray) > EDGE).any()) and pane(gray, box.center) == box


def _holds_others(element: AccessibleElement) -> bool:
    """Whether it is a container: the program did not tell the element itself."""
    large = element.box.w > WIDEST or element.box.h > HIGHEST
    return large and element.role not in _LARGE


def _readable(box: Box) -> bool:
    return box.w <= _READABLE[0] and box.h <= _READABLE[1]


def _in_menu(lesson: Lesson) -> bool:
    """Menus and drop-down lists have no title, and each line of theirs says what it is."""
    return not lesson.window.identity.title


def _is_value(box: Box, own: list[Box]) -> bool:
    """A short text at the left of a wide element is a value that will change, not a caption."""
    text = _union(own)
    off = abs(text.center.x - box.center.x)
    return box.w > 90 and text.w < 0.75 * box.w and off > 0.15 * box.w


def _union(boxes: list[Box]) -> Box:
    whole = boxes[0]
    for box in boxes[1:]:
        whole = whole.union(box)
    return whole


def _labels(texts: tuple[Box, ...], frames: tuple[Box, ...], box: Box) -> list[Box]:
    """The nearest texts to the left in the same row, and above in the same column; not what other fields hold."""
    others = [frame for frame in frames if not frame.grown(2).encloses(box)]
    texts = tuple(t for t in texts if not any(frame.encloses(t) for frame in others))
    left = [t for t in texts if t.right <= box.x + 2 and abs(t.center.y - box.center.y) < max(12, box.h // 2)]
    above = [t for t in texts if t.bottom <= box.y + 2 and t.x < box.right and t.right > box.x - 4]
    near = [t for t in left if box.x - t.right < _LABEL_REACH] + [t for t in above if box.y - t.bottom < 40]
    return sorted(near, key=lambda t: max(0, box.x - t.right) + 2 * max(0, box.y - t.bottom))[:_LABELS]


def _said(element: AccessibleElement | None) -> ToldElement | None:
    """What the program told of the element, to find it again by."""
    return ToldElement(name=element.name, row=element.row, twins=element.twins) if element else None


def _name(element: AccessibleElement | None, text: str, neighbours: tuple[Neighbour, ...]) -> str:
    if element is not None and element.name:
        return element.name
    return "" if text or not neighbours else neighbours[0].text.rstrip(" :*")
