"""JSON Schemas of the files that editors own, made from the tables of fields: editors' programs complete and check by
them. They accept what reading accepts in its usual spellings; what only reading can judge (a date's sense, whether an
id is known) stays with `sitegen check`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from sitegen.addresses import ADDRESS
from sitegen.records import fields
from sitegen.records.decisions import SUBJECTS
from sitegen.records.fields import ID, LANGUAGE, Field

Schema = dict[str, object]

FOLDER = "content/.schemas"
_TEXT: Schema = {"type": ["string", "number", "boolean", "null"]}
"""YAML takes `2019`, `12.5` and `yes` for other things than text; our reading does not, so they are welcome."""
_ADDRESS: Schema = {"type": ["string", "null"], "pattern": f"^(?:{ADDRESS.pattern})?$"}
_EDTF = r"^[0-9XYESTZ:.~?%/,+\-\[\]{}]*$"
"""The signs of EDTF dates; whether they make one, reading tells."""


def schemas() -> dict[str, str]:
    """Each schema's text by the name of its file: `site.schema.json`, `document.schema.json` …"""
    kinds = {
        "site": _file(_mapping(fields.SITE), "content/site.yml", "What holds for the whole archive."),
        "document": _file(_mapping(fields.DOCUMENT), "content/articles/*.md", "Front matter of a document."),
        "outlets": _file(_records(fields.OUTLET), "content/authorities/outlets.yml", "Publishers, agencies, sites."),
        "people": _file(_records(fields.PERSON), "content/authorities/people.yml", "Who is quoted or named."),
        "events": _file(_records(fields.EVENT), "content/authorities/events.yml", "What documents report."),
        "topics": _file(_records(fields.TOPIC), "content/authorities/topics.yml", "What a stance is towards."),
        "decisions": _file(_decisions(), "content/decisions.yml", "Rulings of editors."),
        "fields": _file(_shown_fields(), "content/fields.yml", "Which fields readers see, and by which they search."),
        "capture": _file(_mapping(fields.SIDECAR, closed=False), "seeds/*.meta.yml", "Facts known about a capture."),
    }
    return {f"{kind}.schema.json": json.dumps(schema, indent=1) + "\n" for kind, schema in kinds.items()}


def modeline(file: str) -> str:
    """The first line of a YAML file in content/ that names its schema to YAML language servers (VS Code and others)."""
    kind = file.rpartition("/")[2].removesuffix(".yml")
    return f"# yaml-language-server: $schema={'../' * (file.count('/') - 1)}.schemas/{kind}.schema.json\n"


def _file(schema: Schema, title: str, description: str) -> Schema:
    return {
        "$schema": "http://json-schema.org/draft-07/schema#", "title": title, "description": description, **schema
    }  # fmt: skip


def _mapping(table: Iterable[Field], *, closed: bool = True) -> Schema:
    """A mapping with the fields of a table. `closed`: no others."""
    table = tuple(table)
    schema: Schema = {"type": "object", "properties": {row.name: _field(row) for row in table}}
    if required := [row.name for row in table if row.required]:
        schema["required"] = required
    return schema | ({"additionalProperties": False} if closed else {})


def _records(table: Iterable[Field]) -> Schema:
    """An authority file: ids, and a record for each; an empty file is one without records."""
    names: Schema = {"pattern": f"^{ID.pattern}$"}
    return {"type": ["object", "null"], "propertyNames": names, "additionalProperties": _mapping(table)}


def _decisions() -> Schema:
    """A list of rulings; each kind of ruling needs one of its subjects."""
    subjects = [
        {
            "if": {"properties": {"ruling": {"const": ruling}}},
            "then": {"anyOf": [{"required": list(subject)} for subject in SUBJECTS[ruling]]},
        }
        for ruling in fields.RULINGS
    ]
    return {"type": ["array", "null"], "items": {**_mapping(fields.DECISION), "allOf": subjects}}


def _shown_fields() -> Schema:
    """A list of fields, each a name or a mapping."""
    entries: list[Schema] = [{"enum": list(fields.SHOWN)}, _mapping(fields.SHOWN_FIELD)]
    return {"type": ["array", "null"], "items": {"anyOf": entries}}


def _field(row: Field) -> Schema:
    return {"description": row.help, **_shape(row)}


def _shape(row: Field) -> Schema:
    text = _TEXT | {"pattern": f"^(?:{row.form.pattern.pattern})?$"} if row.form else _TEXT
    match row.shape:
        case "texts":
            most = {"maxItems": row.most} if row.most else {}
            return {"anyOf": [text, {"type": "array", "items": text, **most}]}
        case "address":
            return _ADDRESS
        case "addresses":
            return {"anyOf": [_ADDRESS, {"type": "array", "items": _ADDRESS}]}
        case "choice":
            return {"enum": [*row.choices, *([] if row.required else [None])]}
        case "language":
            return {"type": ["string", "boolean", "null"], "pattern": f"^(?:{LANGUAGE.pattern})?$"}  # `no` is one
        case "date":
            return {"type": ["string", "integer", "null"], "pattern": _EDTF}
        case "table":
            return {"type": ["object", "null"], "additionalProperties": _TEXT}
        case "records":
            entry = _mapping(row.fields)
            entries: list[Schema] = [entry, *([_TEXT] if row.key else [{"type": "null"}])]
            return {"anyOf": [*entries, {"type": "array", "items": {"anyOf": entries[: 1 + bool(row.key)]}}]}
        case _:
            return text
