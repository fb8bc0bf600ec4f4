"""Any value of the ledger's types: strategies made from the types themselves."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import uuid4

from hypothesis import strategies as st
from pydantic import BaseModel

from app.model.action import Params
from app.model.geometry import Box, Point
from app.model.ledger import Entry
from app.model.ledger_learning import TakenBack
from app.model.workflow import Expect

NUMBERS = st.integers(-20_000, 20_000)
WORDS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=30)
FLOATS = st.floats(allow_nan=False, allow_infinity=False, width=64)
PARAMS = st.builds(
    Params,
    text=st.none() | WORDS,
    keys=st.lists(WORDS, max_size=3).map(tuple),
    clicks_y=st.integers(-200, 200),
    to=st.none() | st.builds(Point, NUMBERS, NUMBERS),
    seconds=st.floats(0, 3600),
    replace=st.booleans(),
)
_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: WORDS,
    int: NUMBERS,
    float: FLOATS,
    bool: st.booleans(),
    type(None): st.none(),
    Point: st.builds(Point, NUMBERS, NUMBERS),
    Box: st.builds(Box, NUMBERS, NUMBERS, NUMBERS, NUMBERS),
    Params: PARAMS,
    Expect: st.builds(Expect, closed=st.booleans(), screen=st.none() | WORDS, timeout=st.floats(0.001, 600)),
}
FRESH_KEYS = st.builds(lambda: str(uuid4()))
"""Never drawn twice: the store refuses a second row with the same key."""
_KEYS = ("decision_id", "act_id", "correction_id", "feedback_id")
ENTRY_TYPES: tuple[type[Entry], ...] = get_args(Entry)


@cache
def any_of(kind: Any) -> st.SearchStrategy[Any]:
    """Every value that this type allows."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if get_origin(kind) in (Union, types.UnionType):
        return st.one_of([any_of(part) for part in get_args(kind)])
    if get_origin(kind) is tuple:
        return st.lists(any_of(get_args(kind)[0]), max_size=2).map(tuple)
    if issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    return st.builds(kind, **{name: _part(name, part) for name, part in _fields(kind).items()})


def _fields(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)] if is_dataclass(kind) else list(_model(kind).model_fields)
    return {name: hints[name] for name in names}


def _part(name: str, kind: Any) -> st.SearchStrategy[Any]:
    return FRESH_KEYS if name in _KEYS and kind is str else any_of(kind)


def _model(kind: Any) -> type[BaseModel]:
    assert issubclass(kind, BaseModel), kind
    return kind


FREE_TYPES = tuple(kind for kind in ENTRY_TYPES if kind is not TakenBack)
"""Without the row that takes another back: it needs one that is there."""
ENTRIES = st.one_of([any_of(kind) for kind in FREE_TYPES])
