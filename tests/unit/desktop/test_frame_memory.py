from __future__ import annotations

import gc
from mmap import mmap

import numpy as np

from app.desktop.frame_memory import SPARE, FrameMemory, Piece


class Server:
    """Names pieces as a server does."""

    def __init__(self) -> None:
        self.made: list[int] = []
        self.dropped: list[int] = []
        self.lender = FrameMemory(self.make, self.dropped.append)

    def make(self, size: int) -> Piece[int]:
        self.made.append(size)
        return Piece(mmap(-1, size), len(self.made))


def test_memory_that_nobody_looks_at_is_used_again() -> None:
    server = Server()
    first, pixels = server.lender.lend(64)
    del pixels
    second, pixels = server.lender.lend(64)
    assert (first, second) == (1, 1)
    assert server.made == [64]
    assert pixels.size == 64


def test_memory_under_any_part_of_a_frame_is_left_alone() -> None:
    server = Server()
    _, pixels = server.lender.lend(64)
    pixels[:] = 7
    corner = np.frombuffer(pixels, np.uint8).reshape(4, 4, 4)[1:3, 1:3].view(np.uint32)[..., 0]
    del pixels
    gc.collect()
    _, other = server.lender.lend(64)
    other[:] = 9
    assert server.made == [64, 64]
    assert (corner == 0x07070707).all()
    del corner
    _, again = server.lender.lend(64)
    assert server.made == [64, 64]
    assert again is not other


def test_of_what_nobody_uses_little_is_kept_and_nothing_of_another_size() -> None:
    server = Server()
    frames = [server.lender.lend(64)[1] for _ in range(5)]
    assert server.made == [64] * 5
    frames.clear()
    _, frame = server.lender.lend(64)
    assert len(server.dropped) == 5 - 1 - SPARE
    _, larger = server.lender.lend(128)
    assert len(server.dropped) == 5 - 1
    assert server.made == [64] * 5 + [128]
    assert (frame.size, larger.size) == (64, 128)
