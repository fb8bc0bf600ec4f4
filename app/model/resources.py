"""Where the pictures, fonts and other files that the program ships with lie."""

from __future__ import annotations

from pathlib import Path

_INSTALLED = Path(__file__).parents[1] / "_resources"
_CHECKOUT = Path(__file__).parents[2] / "resources"


def resources_folder() -> Path:
    """The folder of shipped files: inside the installed package, or `resources/` of the checkout."""
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
