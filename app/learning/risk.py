"""How bad a wrong act would be: by words, role, program, and the person's own mark (SAFETY F36, F82)."""

from __future__ import annotations

import re

from app.model.action import ActionKind
from app.model.knowledge import StepKnowledge
from app.model.modes import Risk
from app.model.workflow import Step

ENOUGH_ACCEPTED = 3


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LOCKED_WORDS = _words(
    # English, French, German; compared word by word after case folding.
    "send pay delete submit remove buy purchase transfer publish erase format sign discard shutdown uninstall revoke "
    "wipe overwrite replace order checkout terminate kill reset password "
    "envoyer payer supprimer soumettre acheter virer publier effacer formater signer commander désinstaller remplacer "
    "senden bezahlen zahlen löschen absenden kaufen überweisen veröffentlichen formatieren unterschreiben bestellen "
    "deinstallieren ersetzen passwort"
)
_OPEN_WORDS = _words(
    "open cancel next back previous new edit find search view show details help ok more less zoom copy "
    "ouvrir annuler suivant précédent retour nouveau modifier chercher rechercher afficher aide copier "
    "öffnen abbrechen weiter zurück neu bearbeiten suchen anzeigen hilfe kopieren"
)
_OPEN_ROLES = frozenset(("menu", "menu item", "page tab", "list item", "tree item", "combo box", "scroll bar", "link"))
_TERMINALS = _words(
    "xterm uxterm konsole gnome-terminal gnome-terminal-server xfce4-terminal lxterminal terminator alacritty kitty "
    "urxvt st tilix cmd powershell"
)
_LOCKED_CHORDS = frozenset((("alt", "f4"), ("ctrl", "q"), ("ctrl", "w"), ("shift", "delete")))
_OPEN_KEYS = _words("tab escape left right up down home end page_up page_down f1 f3 f5")
_OPEN_CHORDS = frozenset(("ctrl", letter) for letter in "acfnoz")
_WORD = re.compile(r"[^\W\d_]+")


def risk_of(step: Step, known: StepKnowledge) -> Risk:
    """The Risk of a step now: the person's mark first, then the file's, then words; UNKNOWN opens by experience."""
    marked = known.risk or step.risk
    if marked is not None:
        return marked
    by_words = _by_words(step)
    if by_words is Risk.UNKNOWN and (known.vouched or known.accepted >= ENOUGH_ACCEPTED):
        return Risk.OPEN
    return by_words


def _by_words(step: Step) -> Risk:
    if step.params.secret or _in_terminal(step):
        return Risk.LOCKED
    match step.action:
        case ActionKind.TYPE_TEXT | ActionKind.SCROLL | ActionKind.WAIT | ActionKind.CHECK:
            return Risk.OPEN
        case ActionKind.PRESS_KEYS:
            return _risk_of_keys(tuple(key.casefold() for key in step.params.keys))
        case ActionKind.CLICK | ActionKind.DOUBLE_CLICK | ActionKind.RIGHT_CLICK | ActionKind.DRAG:
            return _risk_of_press(step)


def _in_terminal(step: Step) -> bool:
    return step.target is not None and step.target.window.application.casefold() in _TERMINALS


def _risk_of_keys(keys: tuple[str, ...]) -> Risk:
    if keys in _LOCKED_CHORDS:
        return Risk.LOCKED
    if keys in _OPEN_CHORDS or all(key in _OPEN_KEYS for key in keys):
        return Risk.OPEN
    return Risk.UNKNOWN


def _risk_of_press(step: Step) -> Risk:
    target = step.target
    words = set(_WORD.findall(f"{target.name} {target.text}".casefold())) if target else set()
    if words & _LOCKED_WORDS:
        return Risk.LOCKED
    if words & _OPEN_WORDS or (target and target.role in _OPEN_ROLES):
        return Risk.OPEN
    return Risk.UNKNOWN
