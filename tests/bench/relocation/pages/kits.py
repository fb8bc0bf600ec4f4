"""The component kits from npm and the one file that each page is packed into; all of it in the ignored build folder."""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
from pathlib import Path

from tests.bench.relocation.pages.specs import Spec

SOURCES = Path(__file__).parent / "web"
_BUILD = Path(__file__).parents[4] / "build" / "relocation-pages"
_FONTS = ("woff", "woff2", "ttf", "eot", "svg", "png", "gif")
_HTML = """<!doctype html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/page.css"></head>
<body><div id="root"></div><script src="/page.js"></script></body></html>
"""


def packed(spec: Spec) -> Path:
    """The folder with the page's index.html, script, style and fonts, made anew; installs the kits when missing."""
    _install()
    folder = _BUILD / "pages" / spec.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(_HTML, encoding="utf-8")
    (folder / "page.jsx").write_text(_entry(spec), encoding="utf-8")
    _bundle(folder)
    return folder


def _install() -> None:
    """`npm ci` of exactly the committed lock file, once; scripts of the packages are not run."""
    names = ("package.json", "package-lock.json")
    if (_BUILD / "node_modules" / ".package-lock.json").exists() and all(
        (_BUILD / name).exists() and filecmp.cmp(SOURCES / name, _BUILD / name, shallow=False) for name in names
    ):
        return
    _BUILD.mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copyfile(SOURCES / name, _BUILD / name)
    print("installing the component kits (npm ci) ...", flush=True)
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=_BUILD, check=True)


def _entry(spec: Spec) -> str:
    lines = [
        f'import {{ mount }} from "{SOURCES}/core.jsx";',
        f'import kit from "{SOURCES}/kits/{spec.kit}.jsx";',
        *(f'import {name} from "{SOURCES}/layouts/{name}.jsx";' for name in (spec.main, spec.other, spec.third, "out")),
        f"mount(kit, {{ main: {spec.main}, other: {spec.other}, third: {spec.third}, out }});",
    ]
    return "\n".join(lines) + "\n"


def _bundle(folder: Path) -> None:
    loaders = [f"--loader:.{ending}=file" for ending in _FONTS]
    options = ["--bundle", "--minify", "--jsx=automatic", "--log-level=error", f"--outdir={folder}"]
    define = '--define:process.env.NODE_ENV="production"'
    command = [str(_BUILD / "node_modules/.bin/esbuild"), str(folder / "page.jsx"), *options, define, *loaders]
    subprocess.run(command, env=os.environ | {"NODE_PATH": str(_BUILD / "node_modules")}, check=True)
