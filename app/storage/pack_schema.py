"""The JSON Schema of pack.json, generated from the types; the committed copy is tested to be current."""

from __future__ import annotations

import json
from pathlib import Path

from app.model.pack import FORMAT, Pack

NAME = "correction-packs.schema.json"


def schema_text() -> str:
    """The schema as it is committed."""
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"pack.json of Understudy, format {FORMAT}",
    }
    return json.dumps({**Pack.model_json_schema(), **head}, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    (Path(__file__).parents[2] / "docs" / NAME).write_text(schema_text(), encoding="utf-8")
