"""content/provenance/<id>.yml: the program's own account of a document. Written whole, read back, never by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import yaml

from sitegen.drafts import LONGEST_PATH, Block, Doubt, Edit, Evidence, Mark, Value, capture_file
from sitegen.findings import Finding
from sitegen.model import Provenance
from sitegen.records.yaml_source import format_flow, format_scalar, load_plain

_HEAD = (
    "# Written by sitegen; not for editing. How the capture became the document: every edit has its rule and reason.\n"
)
_SHOWN = 90
VERSION = "1"
_LONGEST_NAME = 255
"""Bytes of a file's name; a longer one ends a run on any disk."""


def format_provenance(provenance: Provenance, raw: str) -> str:
    """The file's text. `raw` is the capture's text, quoted in part for people."""
    lines = [_HEAD, f"version: {VERSION}\n"]
    plain = ("capture", "sha256", "encoding", "format", "body_sha256")
    lines += [f"{name}: {format_scalar(getattr(provenance, name))}\n" for name in plain]
    if provenance.copies:
        lines += ["copies:  # other captures with the very same text\n"]
        lines += [f"  - {format_scalar(path)}\n" for path in provenance.copies]
    lines += _section("suggestions", (_suggestion(n, v) for n, v in sorted(provenance.suggestions.items())))
    lines += _section("edits", (_edit(edit, raw) for edit in provenance.edits))
    reasons = [f"  {format_scalar(rule)}: {format_scalar(why)}\n" for rule, why in sorted(provenance.reasons.items())]
    lines += ["rules:\n", *reasons] if reasons else []
    lines += _section("doubts", (_doubt(doubt, raw) for doubt in provenance.doubts))
    lines += _section("blocks", ([b.kind, b.start, b.end, *([b.value] if b.value else [])] for b in provenance.blocks))
    lines += _section("marks", ([m.kind, m.start, m.end, *([m.value] if m.value else [])] for m in provenance.marks))
    lines.append(f"body_parts: {' '.join(provenance.body_parts)}  # digests of its sentences, for `import --update`\n")
    return "".join(lines)


def _section(name: str, rows: Iterable[object]) -> Iterator[str]:
    for index, row in enumerate(rows):
        if index == 0:
            yield f"{name}:\n"
        yield f"  - {format_flow(row)}\n"


def _suggestion(name: str, value: Value) -> dict[str, object]:
    evidence = [
        {"text": item.text, "where": item.where} | ({} if item.start is None else {"span": [item.start, item.end]})
        for item in value.evidence
    ]
    return {"field": name, "value": value.value, "basis": value.basis, "note": value.note, "evidence": evidence}


def _edit(edit: Edit, raw: str) -> dict[str, object]:
    return {
        "span": [edit.start, edit.end],
        "kind": edit.kind,
        "rule": edit.rule,
        "was": _shortened(raw[edit.start : edit.end]),
        "now": edit.replacement,
    }


def _doubt(doubt: Doubt, raw: str) -> dict[str, object]:
    was = _shortened(raw[doubt.start : doubt.end])
    return {"span": [doubt.start, doubt.end], "rule": doubt.rule, "reason": doubt.reason, "text": was}


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def read_provenance(text: str, file: str) -> tuple[Provenance | None, list[Finding]]:
    """Read one file back. Damage is a finding, and the document then stands without an account of its origin."""
    try:
        data = load_plain(text)
        _check_shapes(data)
        provenance = _parse(data)
        _check_spans(provenance)
        return provenance, []
    except (yaml.YAMLError, KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError) as error:
        problem = str(error).splitlines()[0] if str(error) else type(error).__name__
        return None, [
            Finding(
                file,
                0,
                "provenance-unreadable",
                "error",
                f"This record of origin cannot be read ({problem}).",
                "Restore it from version control, or delete it and run `sitegen import` to make it anew.",
            )
        ]


def _check_shapes(data: Mapping[str, Any]) -> None:
    """Texts stand where texts belong: whoever sends a change may have written lists there. TypeError where not."""
    rows = [row for name in ("edits", "doubts", "suggestions") for row in data.get(name, ())]
    texts = [data[name] for name in data if name not in _LISTS]
    texts += [value for row in rows for name, value in row.items() if name not in ("span", "evidence", "value")]
    texts += [*data.get("copies", ()), *data.get("rules", {}).values()]
    texts += [part for name in ("blocks", "marks") for row in data.get(name, ()) for part in row]
    for row in data.get("suggestions", ()):
        texts += [row["value"]] if isinstance(row["value"], str) else list(row["value"])
        texts += [one.get("text", "") for one in row.get("evidence", ())]
        if row["basis"] not in ("stated", "inferred"):
            raise ValueError("a suggestion is stated or inferred")
    if wrong := next((one for one in texts if not isinstance(one, str)), None):
        raise TypeError(f"{type(wrong).__name__} in place of a text")
    for name in (data["capture"], *data.get("copies", ())):
        parts = capture_file(name).split("/")
        if "\0" in name or len(name) > LONGEST_PATH or any(len(part.encode()) > _LONGEST_NAME for part in parts):
            raise ValueError("no file can have the name of its capture")


def _check_spans(provenance: Provenance) -> None:
    """Stretches begin before they end, and no edit reaches into the next: ValueError where not."""
    spans = [(edit.start, edit.end) for edit in provenance.edits]
    spans += [(doubt.start, doubt.end) for doubt in provenance.doubts]
    spans += [(block.start, block.end) for block in provenance.blocks]
    spans += [(mark.start, mark.end) for mark in provenance.marks]
    spans += [(one.start, one.end or 0) for value in provenance.suggestions.values() for one in value.evidence
              if one.start is not None]  # fmt: skip
    if any(not 0 <= start <= end for start, end in spans):
        raise ValueError("a stretch ends before it begins")
    if any(one.end > other.start for one, other in pairwise(provenance.edits)):
        raise ValueError("two edits are of the same words")


def reaches_beyond(provenance: Provenance, length: int) -> bool:
    """Whether an account speaks of more text than its capture has, which is `length` characters long: then it is not of
    this text. What a value rests on does not count; after a conflict that may be of what the capture was before.
    """
    raw = [edit.end for edit in provenance.edits] + [doubt.end for doubt in provenance.doubts]
    clean = [block.end for block in provenance.blocks] + [mark.end for mark in provenance.marks]
    grown = sum(len(edit.replacement) - (edit.end - edit.start) for edit in provenance.edits)
    return max(raw, default=0) > length or max(clean, default=0) > length + grown


_LISTS = ("edits", "doubts", "suggestions", "copies", "rules", "blocks", "marks")


def _parse(data: Mapping[str, Any]) -> Provenance:
    if data.get("version", VERSION) != VERSION:
        raise ValueError(f"it is of version {data['version']}, which this program does not know")
    return Provenance(
        capture=data["capture"],
        sha256=data["sha256"],
        encoding=data["encoding"],
        format=data["format"],
        body_sha256=data.get("body_sha256", ""),
        body_parts=tuple(data.get("body_parts", "").split()),
        copies=tuple(data.get("copies", ())),
        suggestions=MappingProxyType({row["field"]: _parse_value(row) for row in data.get("suggestions", ())}),
        edits=tuple(
            Edit(int(row["span"][0]), int(row["span"][1]), row["kind"], row["rule"], row.get("now", ""))
            for row in data.get("edits", ())
        ),
        doubts=tuple(
            Doubt(int(row["span"][0]), int(row["span"][1]), row["rule"], row.get("reason", ""))
            for row in data.get("doubts", ())
        ),
        reasons=MappingProxyType(dict(data.get("rules", {}))),
        blocks=tuple(Block(int(r[1]), int(r[2]), r[0], *r[3:4]) for r in data.get("blocks", ())),
        marks=tuple(Mark(int(r[1]), int(r[2]), r[0], *r[3:4]) for r in data.get("marks", ())),
    )


def _parse_value(row: Mapping[str, Any]) -> Value:
    value = row["value"]
    evidence = []
    for item in row.get("evidence", ()):
        start, end = map(int, item["span"]) if "span" in item else (None, None)
        evidence.append(Evidence(item.get("text", ""), start, end, item.get("where", "")))
    return Value(tuple(value) if isinstance(value, list) else value, row["basis"], tuple(evidence), row.get("note", ""))
