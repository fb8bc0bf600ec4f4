"""Pictures of the screen as a person sees it, our own windows included; for reports, never for finding."""

from __future__ import annotations

from pathlib import Path

from mss import MSS
from mss.tools import to_png


def photograph(file: Path) -> Path:
    """Write the whole virtual desktop as a PNG and return its path."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with MSS() as camera:
        shot = camera.grab(camera.monitors[0])
    to_png(shot.rgb, shot.size, output=str(file))
    return file
