"""Where a value, a removal or a sentence came from, in words: what `sitegen explain` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sitegen.drafts import Capture, Edit, Evidence
from sitegen.edits import Offsets, apply_edits
from sitegen.findings import short, unsteered
from sitegen.model import Annotation, Document, Provenance, Stance
from sitegen.questions import line_of_words
from sitegen.records.anchors import paragraph_at
from sitegen.records.fields import DOCUMENT
from sitegen.records.permalinks import page_path
from sitegen.records.yaml_source import format_flow

_SHOWN = 100
"""Characters of an edited stretch that are printed."""


def explain_document(document: Document, capture: Capture | None, question: str) -> Iterator[str]:
    """What `_explain` tells; whatever signs a capture holds, a terminal shows them as codes."""
    return map(unsteered, _explain(document, capture, question))


def _explain(document: Document, capture: Capture | None, question: str) -> Iterator[str]:
    """Lines that answer `question` about a document: a field's name, or words of its text or of its capture.

    Without a question: every field and every edit. `capture` is None where the raw file is gone or is another one; what
    rests on it is then left out, and a line says so. Words are found letter for letter; nothing is printed where they
    stand nowhere.
    """
    if document.provenance and not capture:
        yield f"{document.provenance.capture} is not there as it was: what only the capture tells is left out"
    if question in {row.name for row in DOCUMENT}:
        yield from _field(document, question, capture)
    elif question:
        yield from _words(document, capture, question)
    else:
        for row in DOCUMENT:
            if row.name in document.basis and row.name != "notes":
                yield from _field(document, row.name, capture)
        if document.provenance and capture:
            for edit in _worth_telling(document.provenance.edits):
                yield from _edit(document.provenance, capture, edit)


def _field(document: Document, name: str, capture: Capture | None) -> Iterator[str]:
    value = getattr(document, name)
    basis = document.basis.get(name)
    yield f"{name}: {_printed(value) if basis else 'not set'}" + (f" ({basis})" if basis else "")
    if note := document.notes.get(name):
        yield f"  the editor's note: {note}"
    suggested = document.provenance.suggestions.get(name) if document.provenance else None
    if suggested is None:
        return
    if basis not in ("stated", "inferred"):
        yield f"  the program suggests: {_printed(suggested.value)} ({suggested.basis})"
    if suggested.note:
        yield f"  {suggested.note}"
    for evidence in suggested.evidence:
        yield f"  “{evidence.text}”{_where(evidence, capture)}"


def _printed(value: object) -> str:
    if isinstance(value, Stance):
        return f"{value.value} toward {value.toward}, {value.voice}: “{'” … “'.join(value.evidence)}”"
    if isinstance(value, Annotation):
        return f"“{value.quote}”: {value.note}"
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {said}" for name, said in value.items())
    return ", ".join(map(_printed, value)) if isinstance(value, tuple) else str(value)


def _where(evidence: Evidence, capture: Capture | None) -> str:
    if evidence.start is None:
        return f", {evidence.where}" if evidence.where else ""
    return f", {capture.path}:{line_of(capture.raw, evidence.start)}" if capture else ""


def _words(document: Document, capture: Capture | None, words: str) -> Iterator[str]:
    at = document.text.find(words)
    if at >= 0:
        published = document.status not in ("draft", "withdrawn")
        number = paragraph_at(document, at) if published else None
        place = f", paragraph {number} ({page_path('document', document.id)}#p{number})" if number else ""
        yield f"stands in {document.path}:{line_of_words(document, at)}{place}"
    if document.provenance and capture:
        told = list(_in_capture(document.provenance, capture, words))
        yield from told
        if at >= 0 and not told:
            yield f"  not in {capture.path}: an editor's words"


def _in_capture(origin: Provenance, capture: Capture, words: str) -> Iterator[str]:
    """Words of the clean text, of what was taken out, or else of both, as the capture has them."""
    clean = apply_edits(capture.raw, origin.edits)
    at, raw_at = clean.find(words), capture.raw.find(words)
    found = [edit for edit in origin.edits if words in capture.raw[edit.start : edit.end]] if at < 0 else []
    if not found and max(at, raw_at) >= 0:
        start, end = raw_at, raw_at + len(words)
        if at >= 0:
            start, end = Offsets(origin.edits).old_span(at, at + len(words))
        yield f"stands in {capture.path}:{line_of(capture.raw, start)}, characters {start} to {end}"
        found = [edit for edit in origin.edits if start <= edit.start and edit.end <= end]
    for edit in _worth_telling(found):
        yield from _edit(origin, capture, edit)
        ruling = {"ruling": "keep", "rule": edit.rule, "text": capture.raw[edit.start : edit.end].strip()}
        yield f"  to take it back, add to content/decisions.yml: - {format_flow(ruling)}"


def _worth_telling(edits: Iterable[Edit]) -> list[Edit]:
    """Without line ends and spaces, which no reader misses."""
    return [edit for edit in edits if edit.kind != "layout"]


def _edit(origin: Provenance, capture: Capture, edit: Edit) -> Iterator[str]:
    now = f" → {edit.replacement}" if edit.replacement else " (removed)"
    reason = origin.reasons.get(edit.rule)
    was = short(capture.raw[edit.start : edit.end], _SHOWN)
    yield f"{capture.path}:{line_of(capture.raw, edit.start)}: {was}{now}"
    yield f"  {edit.kind}, {edit.rule}" + (f": {reason}" if reason else "")


def line_of(raw: str, offset: int) -> int:
    """The line of a text, counted from 1, on which an offset lies."""
    return raw.count("\n", 0, offset) + 1
