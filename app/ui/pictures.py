"""Stored pictures for the windows: read on the worker, a bounded number kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from app.model.errors import UserError
from app.model.frame import Pixels
from app.ui.pixels import image_of
from app.ui.queries import Queries

KEPT = 120

Show = Callable[[QImage], object]


class Pictures(QObject):
    """Asks for a picture by a key; shows it at once when it is known, else when it has been read."""

    def __init__(self, queries: Queries, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queries = queries
        self._kept: OrderedDict[tuple[str, str], QImage] = OrderedDict()

    def ask(self, owner: QObject, key: tuple[str, str], read: Callable[[], Pixels | None], show: Show) -> None:
        """`show` gets the image, a null one when there is none any more; nothing when `owner` is gone by then."""
        known = self._kept.get(key)
        if known is not None:
            self._kept.move_to_end(key)
            show(known)
            return

        def load() -> QImage:
            pixels = read()
            return QImage() if pixels is None else image_of(pixels)

        def arrived(image: QImage) -> None:
            self._keep(key, image)
            show(image)

        def missing(_: UserError) -> None:
            show(QImage())

        self._queries.ask(owner, load, arrived, missing)

    def forget(self) -> None:
        """Read everything anew (a picture may have been replaced)."""
        self._kept.clear()

    def _keep(self, key: tuple[str, str], image: QImage) -> None:
        self._kept[key] = image
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
