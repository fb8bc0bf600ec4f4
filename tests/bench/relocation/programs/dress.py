"""Puts a look on: the settings files and variables by which the toolkits take their theme, fonts and scale."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from tests.bench.relocation.programs.looks import Look
from tests.bench.relocation.programs.spec import Toolkit

_GTK = (("Adwaita", "Adwaita-dark"), ("Arc", "Arc-Dark"), ("Greybird", "Greybird-dark"), ("Materia", "Materia-dark"))
_QT = ("Fusion", "Breeze", "Windows", "Adwaita")
_ICONS = (("Adwaita", "Adwaita"), ("Papirus", "Papirus-Dark"), ("breeze", "breeze-dark"), ("Papirus", "Papirus-Dark"))
_SCHEMES = ("BreezeLight", "BreezeDark")
_DARK_COLOURS = (
    "#ffeeeeee, #ff3a3d41, #ff5c5f63, #ff4a4d51, #ff1a1b1d, #ff2a2c2f, #ffeeeeee, #ffffffff, #ffeeeeee, #ff232629"
)
_DARK_REST = (
    "#ff2d3034, #ff101112, #ff2a6ea5, "
    "#ffffffff, #ff4a9edb, #ff9a72c4, #ff2b2e32, #ffffffff, #ff3a3d41, #ffeeeeee, #80eeeeee"
)
_LIGHT_COLOURS = (
    "#ff202020, #ffefefef, #ffffffff, #ffcacaca, #ff9f9f9f, #ffb8b8b8, #ff202020, #ffffffff, #ff202020, #ffffffff"
)
_LIGHT_REST = (
    "#ffefefef, #ff767676, #ff308cc6, "
    "#ffffffff, #ff0000ff, #ffff00ff, #fff7f7f7, #ff000000, #ffffffdc, #ff000000, #80202020"
)
_WHOLE_SCALE = 2.0

_FONTS_FILE = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include>/etc/fonts/fonts.conf</include>
  <match target="font">
    <edit name="antialias" mode="assign"><bool>{smooth}</bool></edit>
    <edit name="hinting" mode="assign"><bool>true</bool></edit>
  </match>
  <match target="pattern">
    <test name="family" qual="any"><string>sans-serif</string></test>
    <edit name="family" mode="prepend" binding="strong"><string>{font}</string></edit>
  </match>
</fontconfig>
"""
_QT_FILE = """[Appearance]
style={style}
custom_palette=true
color_scheme_path={scheme}
icon_theme={icons}
standard_dialogs=default

[Fonts]
fixed="DejaVu Sans Mono,{points:g},-1,5,50,0,0,0,0,0"
general="{font},{points:g},-1,5,50,0,0,0,0,0"
"""


class Factors(NamedTuple):
    """How the scale of a look is divided: whole pixels of the toolkit, and the fonts."""

    pixels: float
    fonts: float


def factors(toolkit: Toolkit, look: Look) -> Factors:
    """GTK scales its pixels by whole numbers only, so other scales grow its fonts and the layout around them."""
    if toolkit in (Toolkit.QT5, Toolkit.QT6):
        return Factors(look.scale, 1.0)
    if toolkit is Toolkit.GTK3 and look.scale == _WHOLE_SCALE:
        return Factors(_WHOLE_SCALE, 1.0)
    return Factors(1.0, look.scale)


def dress(toolkit: Toolkit, look: Look, home: Path) -> dict[str, str]:
    """Write the settings into a home folder; the variables that go with them."""
    part = factors(toolkit, look)
    config = home / "config"
    _write(config / "gtk-3.0/settings.ini", ["[Settings]", *_gtk(look)])
    _write(home / ".gtkrc-2.0", _gtk2(look, part))
    _write(home / "fonts.conf", [_FONTS_FILE.format(smooth=str(look.antialias).lower(), font=look.font)])
    for version in ("5", "6"):
        _qt(config / f"qt{version}ct", look)
    _kde(config / "kdeglobals", look)
    return _variables(toolkit, look, part, home)


def _variables(toolkit: Toolkit, look: Look, part: Factors, home: Path) -> dict[str, str]:
    env = {"FONTCONFIG_FILE": str(home / "fonts.conf"), "GTK2_RC_FILES": str(home / ".gtkrc-2.0"), "NO_AT_BRIDGE": "0"}
    if toolkit in (Toolkit.QT5, Toolkit.QT6):
        return env | {"QT_QPA_PLATFORMTHEME": f"{toolkit.value}ct", "QT_SCALE_FACTOR": f"{part.pixels:g}"}
    return env | {"GDK_SCALE": f"{part.pixels:g}", "GDK_DPI_SCALE": f"{part.fonts:g}"}


def _gtk(look: Look) -> Iterable[str]:
    yield f"gtk-theme-name={_GTK[look.theme][look.dark]}"
    yield f"gtk-application-prefer-dark-theme={int(look.dark)}"
    yield f"gtk-icon-theme-name={_ICONS[look.theme][look.dark]}"
    yield f"gtk-font-name={look.font} {look.points:g}"
    yield f"gtk-xft-antialias={int(look.antialias)}"
    yield "gtk-xft-hinting=1"
    yield f"gtk-xft-hintstyle={'hintslight' if look.antialias else 'hintfull'}"


def _gtk2(look: Look, part: Factors) -> Iterable[str]:
    larger = replace(look, points=round(look.points * part.fonts, 1))  # it heeds no dpi of a settings file
    for line in _gtk(larger):
        name, value = line.split("=", 1)
        if "prefer-dark" not in name:
            yield f"{name} = {value}" if value.isdigit() else f'{name} = "{value}"'


def _qt(folder: Path, look: Look) -> None:
    colours = _DARK_COLOURS + ", " + _DARK_REST if look.dark else _LIGHT_COLOURS + ", " + _LIGHT_REST
    scheme = folder / "colors.conf"
    _write(scheme, ["[ColorScheme]", *(f"{group}_colors={colours}" for group in ("active", "disabled", "inactive"))])
    words = {"style": _QT[look.theme], "scheme": scheme, "icons": ("breeze", "breeze-dark")[look.dark]}
    _write(folder / f"{folder.name}.conf", [_QT_FILE.format(font=look.font, points=look.points, **words)])


def _kde(file: Path, look: Look) -> None:
    shutil.copyfile(f"/usr/share/color-schemes/{_SCHEMES[look.dark]}.colors", file)
    with file.open("a", encoding="utf-8") as text:
        text.write(f"\n[KDE]\nwidgetStyle={_QT[look.theme]}\n[Icons]\nTheme={('breeze', 'breeze-dark')[look.dark]}\n")


def _write(file: Path, lines: Iterable[str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
