"""Which script, archive or module an interpreter was told to run, by the words that it was called with."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Files as they were named (relative ones to the working directory), or a module by its dotted name."""

    files: tuple[str, ...] = ()
    module: str = ""


@dataclass(frozen=True, slots=True)
class _Options:
    """valued: letters that take what follows in their word, or the next word. inline: letters after which the program
    itself stands in the words. module: the letter of a module. long: whole options that take the next word."""

    valued: str = ""
    inline: str = ""
    module: str = ""
    long: frozenset[str] = frozenset()


_INTERPRETERS = {
    r"(python|pypy)[\d.]*": _Options("WXQ", "c", "m", frozenset(("--check-hash-based-pycs",))),
    r"perl[\d.]*": _Options("I", "eE"),
    r"ruby[\d.]*": _Options("IrCE", "e"),
    r"(node|nodejs|electron)[\d.]*": _Options(
        "rC", "ep", "", frozenset(("--require", "--import", "--loader", "--experimental-loader", "--conditions"))
    ),
}
_JAVA = r"java[\d.]*"
_CLASS_PATH = ("-cp", "-classpath", "--class-path")
_MODULE_PATH = ("-p", "--module-path")
_TOOLS = ("--add-modules", "--add-opens", "--add-exports", "--add-reads", "--limit-modules", "-d", "--describe-module")
NOTHING = Run()


def ran(interpreter: str, words: Sequence[str], environ: Mapping[str, str]) -> Run:
    """What this program (by its file's name) runs; nothing for one that is no interpreter, or is told it inline."""
    if re.fullmatch(_JAVA, interpreter):
        return _java(iter(words[1:]), environ)
    options = next((each for name, each in _INTERPRETERS.items() if re.fullmatch(name, interpreter)), None)
    return _script(iter(words[1:]), options) if options else NOTHING


def _script(words: Iterator[str], options: _Options) -> Run:
    for word in words:
        if word == "--":
            return _file(next(words, ""))
        if not word.startswith("-") or word == "-":
            return _file(word)
        if word.startswith("--"):
            ends = word in ("--eval", "--print")
            if word in options.long:
                next(words, "")
        else:
            ends, found = _letters(word[1:], words, options)
            if found:
                return found
        if ends:
            return NOTHING
    return NOTHING


def _file(word: str) -> Run:
    return Run((word,)) if word not in ("", "-") else NOTHING


def _letters(word: str, words: Iterator[str], options: _Options) -> tuple[bool, Run | None]:
    """One word of short options: whether the program itself follows, or the module that is named."""
    for number, letter in enumerate(word):
        rest = word[number + 1 :]
        if letter in options.inline:
            return True, None
        if options.module and letter in options.module:
            return False, Run(module=rest or next(words, ""))
        if letter in options.valued:
            if not rest:
                next(words, "")
            return False, None
    return False, None


def _java(words: Iterator[str], environ: Mapping[str, str]) -> Run:
    """The archive, else everything on the paths on which the class or module is looked for."""
    paths = environ.get("CLASSPATH", "")
    modules = ""
    for word in words:
        option, _, value = word.partition("=")
        if word == "-jar":
            return _file(next(words, ""))
        if option in _CLASS_PATH:
            paths = value or next(words, "")
        elif option in _MODULE_PATH:
            modules = value or next(words, "")
        elif word in _TOOLS:
            next(words, "")
        elif not word.startswith("-") or word in ("-m", "--module"):
            break
    each = (*paths.split(os.pathsep), *modules.split(os.pathsep))
    return Run(tuple(path.removesuffix("*") for path in each if path))
