"""The JSON Schema of workflow.json, generated from the types; the shipped copy is tested to be current."""

from __future__ import annotations

import json
from pathlib import Path

from app.model.resources import resources_folder
from app.model.workflow import FORMAT, Workflow

NAME = "workflow.schema.json"


def schema_text() -> str:
    """The schema as it is shipped."""
    schema = Workflow.model_json_schema(by_alias=True)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"workflow.json of Understudy, format {FORMAT}",
    }
    return json.dumps({**schema, **head}, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def schema_path() -> Path:
    """Where the shipped copy lies."""
    return resources_folder() / NAME


if __name__ == "__main__":
    schema_path().write_text(schema_text(), encoding="utf-8")
