"""Steps in the person's language, built from their values; the same shape as the sentences in the record."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.model.action import ActionKind, Params
from app.model.sentences import shortened
from app.model.suggestion import Question
from app.model.workflow import Step

_WORDS: Mapping[ActionKind, object] = {
    ActionKind.CLICK: QT_TRANSLATE_NOOP("Words", "Click"),
    ActionKind.DOUBLE_CLICK: QT_TRANSLATE_NOOP("Words", "Double-click"),
    ActionKind.RIGHT_CLICK: QT_TRANSLATE_NOOP("Words", "Right-click"),
    ActionKind.DRAG: QT_TRANSLATE_NOOP("Words", "Drag"),
    ActionKind.SCROLL: QT_TRANSLATE_NOOP("Words", "Scroll"),
    ActionKind.TYPE_TEXT: QT_TRANSLATE_NOOP("Words", "Type"),
    ActionKind.PRESS_KEYS: QT_TRANSLATE_NOOP("Words", "Press keys"),
    ActionKind.WAIT: QT_TRANSLATE_NOOP("Words", "Wait"),
    ActionKind.CHECK: QT_TRANSLATE_NOOP("Words", "Check"),
}
_SENTENCES: Mapping[ActionKind, object] = {
    ActionKind.CLICK: QT_TRANSLATE_NOOP("Words", "Click {label}"),
    ActionKind.DOUBLE_CLICK: QT_TRANSLATE_NOOP("Words", "Double-click {label}"),
    ActionKind.RIGHT_CLICK: QT_TRANSLATE_NOOP("Words", "Right-click {label}"),
    ActionKind.DRAG: QT_TRANSLATE_NOOP("Words", "Drag {label}"),
    ActionKind.SCROLL: QT_TRANSLATE_NOOP("Words", "Scroll at {label}"),
    ActionKind.TYPE_TEXT: QT_TRANSLATE_NOOP("Words", "Type into {label}"),
    ActionKind.PRESS_KEYS: QT_TRANSLATE_NOOP("Words", "Press {keys}"),
    ActionKind.WAIT: QT_TRANSLATE_NOOP("Words", "Wait {seconds} s"),
    ActionKind.CHECK: QT_TRANSLATE_NOOP("Words", "Check that {label} is there"),
}


def action_word(kind: ActionKind) -> str:
    """The action by itself, for lists to choose from."""
    return QCoreApplication.translate("Words", str(_WORDS[kind]))


def _pattern(kind: ActionKind, params: Params) -> str:
    if kind is ActionKind.TYPE_TEXT and params.secret:
        return QCoreApplication.translate("Words", "Type a secret into {label}")
    return QCoreApplication.translate("Words", str(_SENTENCES[kind]))


def keys_word(keys: tuple[str, ...]) -> str:
    """Key names as they are printed on the keys."""
    return "+".join(key.capitalize() for key in keys)


def sentence(action: ActionKind, params: Params, label: str, window: str) -> str:
    """One plain sentence, for instance: Click Save in “Invoice – Edit”."""
    return _filled(action, params, _shown(label), shortened(window))


def rich_sentence(action: ActionKind, params: Params, label: str, window: str, colour: str) -> str:
    """The same as rich text, the label in the accent colour; what comes from the screen is escaped."""
    marked = f'<span style="color:{colour}">{escape(_shown(label))}</span>'
    return _filled(action, params, marked, escape(shortened(window)))


def _shown(label: str) -> str:
    return shortened(label) if label else QCoreApplication.translate("Words", "this place")


def _filled(action: ActionKind, params: Params, label: str, window: str) -> str:
    what = _pattern(action, params)
    what = what.format(label=label, keys=escape(keys_word(params.keys)), seconds=f"{params.seconds:g}")
    if not window:
        return what
    return QCoreApplication.translate("Words", "{what} in “{window}”").format(what=what, window=window)


def step_words(step: Step) -> str:
    """The step in plain words; a name given by the person comes first."""
    if step.name:
        return step.name
    label = step.target.label if step.target else ""
    window = step.target.window.title if step.target else ""
    return sentence(step.action, step.params, label, window)


def short_step_words(step: Step) -> str:
    """The step without its window, for the filmstrip."""
    return step.name or sentence(step.action, step.params, step.target.label if step.target else "", "")


def question_words(question: Question, colour: str, short: bool = False) -> str:
    """The question as rich text; its own sentence when the values are not all there."""
    suggestion = question.suggestion
    if suggestion is None or not (question.label or not suggestion.action.needs_target):
        return escape(question.sentence)
    window = "" if short else question.window
    return rich_sentence(suggestion.action, suggestion.params, question.label, window, colour)


def key_word(key: str) -> str:
    """A hot key as people write it: ctrl+shift+f12 → Ctrl+Shift+F12."""
    return "+".join(part.capitalize() for part in key.split("+"))


def short_words(question: Question) -> str:
    """The question without its window, for the tag beside the target."""
    suggestion = question.suggestion
    if suggestion is None or not (question.label or not suggestion.action.needs_target):
        return question.sentence
    return sentence(suggestion.action, suggestion.params, question.label, "")
