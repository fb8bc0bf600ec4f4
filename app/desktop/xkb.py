"""The three requests of the keyboard extension that python-xlib lacks: locks and groups, read and set."""

from __future__ import annotations

from typing import Any, NamedTuple

from Xlib.display import Display
from Xlib.error import XError
from Xlib.protocol import rq

_NAME = "XKEYBOARD"
_CORE = 0x0100
_ALL = 0xFF


class _UseExtension(rq.ReplyRequest):
    _request = rq.Struct(
        rq.Card8("opcode"), rq.Opcode(0), rq.RequestLength(), rq.Card16("wanted_major"), rq.Card16("wanted_minor")
    )
    _reply = rq.Struct(rq.ReplyCode(), rq.Bool("supported"), rq.Card16("sequence_number"), rq.ReplyLength(), rq.Pad(24))


class _GetState(rq.ReplyRequest):
    _request = rq.Struct(rq.Card8("opcode"), rq.Opcode(4), rq.RequestLength(), rq.Card16("device"), rq.Pad(2))
    _reply = rq.Struct(
        rq.ReplyCode(),
        rq.Card8("device"),
        rq.Card16("sequence_number"),
        rq.ReplyLength(),
        rq.Card8("mods"),
        rq.Card8("base_mods"),
        rq.Card8("latched_mods"),
        rq.Card8("locked_mods"),
        rq.Card8("group"),
        rq.Card8("locked_group"),
        rq.Pad(18),
    )


class _LatchLockState(rq.Request):
    _request = rq.Struct(
        rq.Card8("opcode"),
        rq.Opcode(5),
        rq.RequestLength(),
        rq.Card16("device"),
        rq.Card8("affect_locks"),
        rq.Card8("locks"),
        rq.Bool("lock_group"),
        rq.Card8("group"),
        rq.Card8("affect_latches"),
        rq.Card8("latches"),
        rq.Pad(1),
        rq.Bool("latch_group"),
        rq.Card16("latched_group"),
    )


class Locks(NamedTuple):
    """Modifiers that are down (bits of the modifier mask), those locked (Caps Lock is bit 1), the group in force."""

    held: int
    locked: int
    group: int


CAPS = 0x02


class KeyboardState:
    """Reads and sets the locks of the core keyboard; on the connection of its one user."""

    def __init__(self, display: Display) -> None:
        self._wire: Any = display.display
        found = display.query_extension(_NAME)
        self._opcode = int(found.major_opcode) if found else 0
        if self._opcode:
            _UseExtension(display=self._wire, opcode=self._opcode, wanted_major=1, wanted_minor=0)

    def read(self) -> Locks:
        """The state now; all clear on a server without the extension."""
        if not self._opcode:
            return Locks(0, 0, 0)
        try:
            state = _GetState(display=self._wire, opcode=self._opcode, device=_CORE)
        except XError:
            return Locks(0, 0, 0)
        return Locks(int(state.base_mods), int(state.locked_mods), int(state.group))

    def lock(self, modifiers: int, mask: int = CAPS) -> None:
        """Set the locked modifiers of the mask to these."""
        if self._opcode:
            _LatchLockState(
                display=self._wire,
                opcode=self._opcode,
                device=_CORE,
                affect_locks=mask & _ALL,
                locks=modifiers & mask,
                lock_group=False,
                group=0,
                affect_latches=0,
                latches=0,
                latch_group=False,
                latched_group=0,
            )
