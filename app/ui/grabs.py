"""Global keys taken while something of ours needs them, and given back at once after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.ui.services import HotKeys

Press = Callable[[], object]


class Grabs(QObject):
    """Layers of keys (card, recorder, countdown): each is taken and given back by its owner.

    The desktop calls back on its listener thread; the presses arrive here on the main thread.
    """

    _pressed = Signal(str)

    def __init__(self, hot_keys: HotKeys, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hot_keys = hot_keys
        self._layers: dict[str, Mapping[str, Press]] = {}
        self._pressed.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    def take(self, layer: str, keys: Mapping[str, Press]) -> tuple[str, ...]:
        """Take these keys for a layer; the ones that another program holds come back."""
        self._layers[layer] = dict(keys)
        return tuple(key for key in self._renew() if key in keys)

    def give_back(self, layer: str) -> None:
        """The layer needs its keys no more; nothing happens when it has none."""
        if self._layers.pop(layer, None) is not None:
            self._renew()

    def holds(self, layer: str) -> bool:
        """Whether a layer has its keys."""
        return layer in self._layers

    def close(self) -> None:
        """Give everything back."""
        self._layers.clear()
        self._hot_keys.release()

    def _renew(self) -> tuple[str, ...]:
        self._hot_keys.release()
        wanted = {key for keys in self._layers.values() for key in keys}
        if not wanted:
            return ()
        return self._hot_keys.grab({key: partial(self._pressed.emit, key) for key in sorted(wanted)})

    @Slot(str)
    def _arrive(self, key: str) -> None:
        """The newest layer that has the key gets it; a press that comes after the layer went is nobody's."""
        for keys in reversed(tuple(self._layers.values())):
            if key in keys:
                keys[key]()
                return
