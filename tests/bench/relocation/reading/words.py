"""Words as they stand on buttons, in lists and forms, and words that nearly are the same."""

from __future__ import annotations

import random
import string
from pathlib import Path

_WORDS = tuple(Path(__file__).with_name("words.txt").read_text(encoding="utf-8").split())
_LETTERS = string.ascii_lowercase + "äöüéèñ"
_ENDINGS = ("txt", "csv", "md", "pdf", "png")
_SIGNS = "…:.,-_/()#%&+*"


def words(dice: random.Random) -> str:
    """One label, name, number, date, price, file or made-up word."""
    kind = dice.random()
    if kind < 0.45:
        return _joined(dice, dice.choices((1, 2, 3, 4), (6, 3, 2, 1))[0])
    if kind < 0.6:
        return _number(dice)
    if kind < 0.68:
        return (
            f"{dice.choice(_WORDS).lower()}_{dice.randrange(100):02d}.{dice.choice(('txt', 'csv', 'md', 'pdf', 'png'))}"
        )
    if kind < 0.78:
        return f"{dice.choice(_WORDS)} {dice.randrange(1, 10000)}"
    if kind < 0.84:
        return dice.choice(string.ascii_letters + string.digits + "+-*/=<>()[]√πΣ%")
    return _made_up(dice)


def nearly(text: str, dice: random.Random) -> str:
    """Another text that is easily taken for this one: a letter or digit changed, added, left out or exchanged."""
    place = dice.randrange(len(text))
    letter = text[place]
    kind = dice.random()
    if kind < 0.6 or len(text) < 3:
        return text[:place] + _other(letter, dice) + text[place + 1 :]
    if kind < 0.7:
        return text[:place] + text[place + 1 :]
    if kind < 0.8:
        return text[:place] + dice.choice(_LETTERS) + text[place:]
    if kind < 0.9 and place + 1 < len(text) and text[place + 1] != letter:
        return text[:place] + text[place + 1] + letter + text[place + 2 :]
    other = dice.choice(_WORDS)
    parts = text.split(" ")
    parts[dice.randrange(len(parts))] = other
    return " ".join(parts)


def _other(letter: str, dice: random.Random) -> str:
    if letter.isdigit():
        return dice.choice([one for one in string.digits if one != letter])
    same_kind = string.ascii_uppercase if letter.isupper() else _LETTERS if letter.isalpha() else _SIGNS
    return dice.choice([one for one in same_kind if one != letter])


def _joined(dice: random.Random, count: int) -> str:
    chosen = [dice.choice(_WORDS) for _ in range(count)]
    text = " ".join([chosen[0], *(word if dice.random() < 0.4 else word.lower() for word in chosen[1:])])
    return text + dice.choice(("", "", "", "", ":", "…", "..."))


def _number(dice: random.Random) -> str:
    return dice.choice(
        (
            f"{dice.randrange(100000)}",
            f"{dice.randrange(10000)}.{dice.randrange(100):02d}",
            f"{dice.randrange(1, 29):02d}.{dice.randrange(1, 13):02d}.20{dice.randrange(10, 30)}",
            f"{dice.randrange(24):02d}:{dice.randrange(60):02d}",
            f"{dice.randrange(1, 100)} {dice.choice(('EUR', 'kB', 'MB', '%', 'pcs', 'kg'))}",
            f"{dice.choice(string.ascii_uppercase)}{dice.choice(string.ascii_uppercase)}-{dice.randrange(10000):04d}",
        )
    )


def _made_up(dice: random.Random) -> str:
    text = "".join(dice.choice(_LETTERS) for _ in range(dice.randrange(2, 14)))
    return text.capitalize() if dice.random() < 0.5 else text
