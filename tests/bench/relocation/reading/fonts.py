"""The fonts of this machine that programs and pages are shown in."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.bench.relocation.reading.drawing import Fonts

_FAMILIES = (
    *("DejaVuSans", "DejaVuSerif", "Liberation", "NotoSans-", "NotoSerif-", "NotoSansMono-", "Lato-", "Cantarell"),
    *("NimbusSans", "NimbusRoman", "NimbusMono", "OpenSans", "Roboto", "Ubuntu", "Carlito", "C059", "P052"),
)
_UNUSUAL = ("Thin", "Hairline", "Black", "Italic", "Oblique", "Math")
_ICONS = ("fontawesome5-solid", "fontawesome5-regular", "fontawesome6-solid", "fontawesome6-regular")


def installed(icons: Path | None) -> Fonts:
    """Upright text fonts known to fontconfig, and the icon fonts of a folder."""
    listed = subprocess.run(["fc-list", ":", "file"], capture_output=True, text=True, check=True).stdout
    files = {Path(line.split(":")[0]) for line in listed.splitlines()}
    texts = [file for file in sorted(files) if _usual(file)]
    return Fonts(texts, [file for file in sorted((icons or Path()).glob("*.ttf")) if file.name.startswith(_ICONS)])


def _usual(file: Path) -> bool:
    plain = file.suffix in {".ttf", ".otf"} and not any(word in file.name for word in _UNUSUAL)
    return plain and file.name.startswith(_FAMILIES)
