"""Target memory: where a target was found before. A hint for the search, never a click by itself.

A place belongs to one target version of one step, and so to one window, one element and what stands around it. The
search takes a hint only where the pixels there agree, so that no act rests on memory alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.model.action import ActionKind
from app.model.geometry import Box
from app.model.knowledge import RememberedPlace
from app.model.target import LocatorKind, Picture, Target
from app.model.workflow import Step

SAME_PLACE = 0.6
MOST_PLACES = 8
ENOUGH_GOOD = 2
TOO_MANY_BAD = 0.3
FARTHEST = 32_767
"""No window has a place beyond this (pixels)."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GENERIC = _words(
    # English, French, German, Spanish: what stands on the buttons of every second window.
    "ok okay yes no cancel save open close apply next back previous finish done continue replace retry abort ignore "
    "accept confirm submit delete remove add edit help more details settings options print search exit quit skip "
    "oui non annuler enregistrer sauvegarder ouvrir fermer appliquer suivant précédent retour terminer terminé "
    "continuer remplacer réessayer abandonner ignorer accepter confirmer valider envoyer supprimer ajouter modifier "
    "aide plus détails paramètres imprimer rechercher quitter "
    "ja nein abbrechen speichern öffnen schließen schliessen übernehmen anwenden weiter zurück fertig fertigstellen "
    "fortfahren ersetzen wiederholen ignorieren annehmen bestätigen absenden löschen entfernen hinzufügen bearbeiten "
    "hilfe mehr einstellungen optionen drucken suchen beenden überspringen "
    "aceptar sí si cancelar guardar abrir cerrar aplicar siguiente atrás anterior volver finalizar terminar listo "
    "continuar reemplazar sustituir reintentar anular omitir confirmar enviar eliminar borrar quitar agregar añadir "
    "editar ayuda más opciones configuración imprimir buscar salir"
)


@dataclass(frozen=True, slots=True)
class Found:
    """Where a step's target was found in a run: by which locator, when (seconds of the ledger), on which picture."""

    box: Box
    how: str = ""
    at: float | None = None
    picture: Picture | None = None


def remembered(places: tuple[RememberedPlace, ...], found: Found, good: bool) -> tuple[RememberedPlace, ...]:
    """The places with one more success or failure at this one, most successful first; noise is not remembered."""
    box = found.box
    if not plausible(box):
        return places
    at = next((p for p in places if p.box.overlap(box) >= SAME_PLACE), RememberedPlace(box))
    more = RememberedPlace(
        box if good else at.box,
        at.good + good,
        at.bad + (not good),
        how=_how(at.how, found.how, good),
        failed=at.failed if good else found.at,
        picture=(found.picture if good else at.picture) or at.picture,
    )
    others = (p for p in places if p is not at)
    return tuple(sorted((more, *others), key=lambda p: p.bad - p.good))[:MOST_PLACES]


def _how(before: str, now: str, good: bool) -> str:
    """The locator that found it there; that it stood there again says nothing new of how it came to be known."""
    again = not good or now == LocatorKind.PLACE
    return before if again and before else now


def plausible(box: Box) -> bool:
    """Whether a box of the client area can be an element at all: not in its very corner, not empty, not far off."""
    inside = box.x >= 0 and box.y >= 0 and box.right <= FARTHEST and box.bottom <= FARTHEST
    return inside and box.w > 0 and box.h > 0 and (box.x, box.y) != (0, 0)


def forgotten(places: tuple[RememberedPlace, ...], box: Box) -> tuple[RememberedPlace, ...]:
    """The places without this one."""
    return tuple(p for p in places if p.box.overlap(box) < SAME_PLACE)


def reliable(place: RememberedPlace) -> bool:
    """Whether it is worth trying first: at least two successes and less than 30 % failures (LEARNING, D003)."""
    tried = place.good + place.bad
    return place.good >= ENOUGH_GOOD and place.bad < TOO_MANY_BAD * tried and place.box.area > 0


def hints(places: tuple[RememberedPlace, ...], step: Step | None = None) -> tuple[Box, ...]:
    """The places worth trying first; none for a button that every second window has, unless enough tells it apart."""
    if step is not None and not tells_apart(step):
        return ()
    return tuple(p.box for p in places if reliable(p))


def is_generic(target: Target) -> bool:
    """Whether its label is a word that says nothing of where it stands."""
    return target.label.casefold().strip(" .…&:_") in GENERIC


def tells_apart(step: Step) -> bool:
    """A generic press needs the window before, its role, and the window after (or that a dialog closes)."""
    target = step.target
    presses = (ActionKind.CLICK, ActionKind.DOUBLE_CLICK, ActionKind.RIGHT_CLICK)
    if target is None or step.action not in presses or not is_generic(target):
        return True
    after = step.expect.window is not None or step.expect.closed
    return bool(target.window.application and target.window.title and target.role and after)
