"""The few words that lie beside an exported data set, and its JSON Schema, generated from the types."""

from __future__ import annotations

import json
from pathlib import Path

from app.model.training import FORMAT, BatchLine, GroundingLine, Manifest, SequenceLine

SCHEMA = Path("docs") / "training-export.schema.json"

_README = """# Training data of Understudy, format {format}

- `grounding.jsonl`: {examples} examples ({positive} right places, {negative} wrong ones). Each line: a picture, an
  instruction, the action, the box and the point in pixels of the picture, and whether the place is right (`positive`).
- `sequences.jsonl`: {runs} runs, each with its decisions step by step.
- `images/`: {pictures} pictures (PNG), named by their content; black boxes were painted over.
- `dataset.json`: the same figures, what was shared ({shared}), and what was left out and why.

Every line of a file has the same fields; what is not known or not shared is null. Secrets are never exported.

    from datasets import load_dataset
    examples = load_dataset("json", data_files="grounding.jsonl", split="train")

The fields are described in docs/training-export.md of the program.
"""


def readme(manifest: Manifest) -> str:
    """The words for one data set."""
    shared = ", ".join(manifest.shared) or "no personal words"
    return _README.format(**{**manifest.model_dump(), "shared": shared})


def schema_text() -> str:
    """The JSON Schema of all files, as it is committed."""
    kinds = (GroundingLine, SequenceLine, BatchLine, Manifest)
    lines = {kind.__name__: kind.model_json_schema(ref_template="#/$defs/{model}") for kind in kinds}
    parts = {name: part for line in lines.values() for name, part in line.pop("$defs", {}).items()}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Exports of Understudy for training, format {FORMAT}",
        "$defs": {**lines, **parts},
    }
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(schema_text(), encoding="utf-8")
