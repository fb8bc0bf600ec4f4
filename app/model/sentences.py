"""Steps in plain words, for records, command line and accessible names."""

from __future__ import annotations

from app.model.action import ActionKind, Params
from app.model.workflow import Step

SHORT = 40

_WORDS = {
    ActionKind.CLICK: "Click {label}",
    ActionKind.DOUBLE_CLICK: "Double-click {label}",
    ActionKind.RIGHT_CLICK: "Right-click {label}",
    ActionKind.DRAG: "Drag {label}",
    ActionKind.SCROLL: "Scroll at {label}",
    ActionKind.TYPE_TEXT: "{text} into {label}",
    ActionKind.PRESS_KEYS: "Press {keys}",
    ActionKind.WAIT: "Wait {seconds} s",
    ActionKind.CHECK: "Check that {label} is there",
}


def shortened(text: str, limit: int = SHORT) -> str:
    """The text on one line, cut with an ellipsis."""
    plain = " ".join(text.split())
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"


def describe(action: ActionKind, params: Params, label: str, window: str) -> str:
    """One sentence, for instance: Click Save in “Invoice – Edit”. Typed text is never part of it."""
    what = _WORDS[action].format(
        label=shortened(label) if label else "this place",
        keys="+".join(key.capitalize() for key in params.keys),
        seconds=f"{params.seconds:g}",
        text="Type a secret" if params.secret else "Type",
    )
    return f"{what} in “{shortened(window)}”" if window else what


def step_sentence(step: Step) -> str:
    """The step in plain words; a name given by the person comes first."""
    if step.name:
        return step.name
    label = step.target.label if step.target else ""
    window = step.target.window.title if step.target else ""
    return describe(step.action, step.params, label, window)
