"""What a run will ask, in one sentence."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.model.coaching import LibraryItem
from app.model.readiness import Readiness
from app.ui.looks import learning_look


def asks_words(ready: Readiness) -> str:
    """About how many steps it will ask, and for how long; no seconds where none are known."""
    count, of = len(ready.asks), len(ready.steps)
    if not count:
        return QCoreApplication.translate("Readiness", "An automatic run will ask you nothing it expects.")
    words = QCoreApplication.translate("Readiness", "An automatic run will ask you about {asks} of {steps} steps")
    return _with_seconds(words.format(asks=count, steps=of), ready)


def left_words(ready: Readiness, start: int) -> str:
    """The same for the rest of a run, from the step with this number on."""
    count, of = len(ready.asks), len(ready.steps)
    if not of:
        return QCoreApplication.translate("Readiness", "No step is left after this one: nothing would be done alone.")
    if not count:
        words = QCoreApplication.translate("Readiness", "From step {start} on it will ask you nothing it expects.")
        return words.format(start=start)
    words = QCoreApplication.translate(
        "Readiness", "From step {start} on it will ask you about {asks} of the {steps} steps left"
    )
    return _with_seconds(words.format(start=start, asks=count, steps=of), ready)


def _with_seconds(words: str, ready: Readiness) -> str:
    if ready.seconds is None:
        return f"{words}."
    seconds = max(1, round(ready.seconds))
    return QCoreApplication.translate("Readiness", "{words}, about {seconds} s.").format(words=words, seconds=seconds)


def offer_words(ready: Readiness, mode_name: str, runs: int) -> str:
    """The evidence on which a mode is offered."""
    words = QCoreApplication.translate(
        "Readiness", "{alone} of {steps} steps may act alone after {runs} runs: it can run in {mode}."
    )
    return words.format(alone=ready.alone, steps=len(ready.steps), runs=runs, mode=mode_name)


def fell_words(item: LibraryItem) -> tuple[str, str]:
    """That a workflow went back to a lower state, and why its steps ask again."""
    words = QCoreApplication.translate("Readiness", "“{name}” went back to {state}")
    held = item.ready.held if item.ready else ()
    why = "; ".join(held) or QCoreApplication.translate("Readiness", "fewer steps may act alone than before")
    return words.format(name=item.name, state=learning_look(item.state).word), f"{why[:1].upper()}{why[1:]}."
