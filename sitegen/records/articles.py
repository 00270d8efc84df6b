"""content/articles/<id>.md: front matter in YAML, body in Markdown, read to a `Document` and written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from sitegen.drafts import Basis
from sitegen.findings import Finding
from sitegen.model import Document, DocumentId, Provenance
from sitegen.records.body import parse_body
from sitegen.records.fields import DOCUMENT, read_fields
from sitegen.records.yaml_source import format_flow, format_scalar, read_yaml

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_LONG_LINE = 110

Entry = str | Iterable[str]
"""What a field of front matter holds: a text or a list of texts."""


def body_digest(body: str) -> str:
    """SHA-256 of a body without its outer white space: tells whether an editor changed it."""
    return hashlib.sha256(body.strip().encode()).hexdigest()


def split_front_matter(text: str) -> tuple[str, str, int] | None:
    """The YAML, the body, and the line on which the body starts; None where the file does not open with `---`."""
    opening = _FENCE.match(text)
    closing = _FENCE.search(text, opening.end()) if opening else None
    if not opening or not closing:
        return None
    body_start = min(closing.end() + 1, len(text))
    return text[opening.end() + 1 : closing.start()], text[body_start:], text.count("\n", 0, body_start) + 1


def read_document(text: str, path: str, provenance: Provenance | None) -> tuple[Document | None, list[Finding]]:
    """Read one document file.

    `path` is relative to the archive; its stem is the document's id. `provenance` tells the basis of each value: what
    stands as it was suggested keeps the suggestion's basis, everything else is the editor's. Returns None instead of
    a document where there is no readable front matter with a title.
    """
    parts = split_front_matter(text)
    if parts is None:
        return None, [
            Finding(
                path,
                1,
                "no-front-matter",
                "error",
                "The file does not start with front matter.",
                "Begin it with a line `---`, then `title: …`, then a line `---`, then the text.",
            )
        ]
    front, body, body_line = parts
    node, findings = read_yaml(front, path, first_line=2)
    reading = read_fields(node, DOCUMENT, path)
    findings += [] if findings and node.value is None else reading.findings
    if not reading.complete:
        return None, findings
    passages = parse_body(body, first_line=body_line)
    values = reading.values
    values["notes"] = MappingProxyType(values.get("notes", {}))
    return (
        Document(
            id=DocumentId(PurePosixPath(path).stem),
            path=path,
            markdown=body.encode(),
            passages=passages,
            basis=_bases(values, provenance, body),
            provenance=provenance,
            lines=reading.lines | {"body": body_line},
            **values,
        ),
        findings,
    )


def _bases(values: Mapping[str, Any], provenance: Provenance | None, body: str) -> Mapping[str, Basis]:
    suggested = provenance.suggestions if provenance else {}
    bases: dict[str, Basis] = {}
    for name, value in values.items():
        if name in suggested and suggested[name].value == value:
            bases[name] = suggested[name].basis
        elif value:
            bases[name] = "editor"
    bases["body"] = "stated" if provenance and provenance.body_sha256 == body_digest(body) else "editor"
    return MappingProxyType(bases)


# --- writing ----------------------------------------------------------------------------------------------------------


def format_document(values: Mapping[str, Any], body: str) -> str:
    """A new document file: front matter in the order of the field table, then the body."""
    lines = [format_field(row.name, values[row.name]) for row in DOCUMENT if values.get(row.name)]
    return "---\n" + "".join(lines) + "---\n\n" + body.strip() + "\n"


def format_field(name: str, value: Entry) -> str:
    """One front matter field as the line (or, for a long list, the lines) that a person would write."""
    if isinstance(value, str):
        return f"{name}: {format_scalar(value)}\n"
    entries = list(value)
    flow = f"{name}: {format_flow(entries)}\n"
    if len(flow) <= _LONG_LINE:
        return flow
    return f"{name}:\n" + "".join(f"  - {format_scalar(entry)}\n" for entry in entries)
