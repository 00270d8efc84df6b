"""From drafts to files: what importing a capture would write, and how it meets what an editor already has.

Nothing here touches the disk. Every plan is a `Change` that names the files and their whole new text, so that
`--dry-run` shows exactly what would be written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from slugify import slugify

from sitegen.drafts import Capture, Draft, Value
from sitegen.findings import Finding
from sitegen.model import Document, DocumentId, Outlet, Provenance
from sitegen.records.articles import body_digest, format_document, replace_body, replace_field
from sitegen.records.authorities import resolve_outlet
from sitegen.records.fields import DOCUMENT
from sitegen.records.files import document_name, provenance_name
from sitegen.records.provenance import format_provenance

Action = Literal["new", "origin", "waiting", "copy", "updated", "conflict", "unchanged", "moved", "changed", "deleted"]

_ID_LENGTH = 80
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)), "index"}
_SUGGESTED_ONLY = frozenset({"outlet"})
"""Fields that reach front matter only as the id of a record; as printed they stay a suggestion."""


@dataclass(frozen=True, slots=True)
class Change:
    """What importing one capture does."""

    capture: str
    id: DocumentId
    action: Action
    files: Mapping[str, str] = field(default_factory=dict)
    """New text of each file that is to be written, by its name relative to the archive."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A draft in the form in which it is kept: body and fields, with ids of records where they are certain."""

    draft: Draft
    body: str
    fields: Mapping[str, Value]
    reasons: Mapping[str, str]
    """Why each rule that cleaning used changes what it changes."""

    def front_matter(self) -> dict[str, str | tuple[str, ...]]:
        """The values that go into a new document's front matter."""
        known = {row.name for row in DOCUMENT}
        return {
            name: value.value
            for name, value in self.fields.items()
            if name in known and not (name in _SUGGESTED_ONLY and value.note == UNRESOLVED)
        }


UNRESOLVED = "No authority record has this name."


def suggest(
    draft: Draft, body: str, speakers: Value | None, outlets: Iterable[Outlet], reasons: Mapping[str, str]
) -> Suggestion:
    """Put a draft's fields into the form of front matter.

    `speakers` come from the relate stage; of `reasons`, all that intake knows, those of the rules used are kept.
    """
    fields = dict(draft.fields)
    if speakers:
        fields["speakers"] = speakers
    if outlet := fields.get("outlet"):
        id = resolve_outlet(str(outlet.value), outlets)
        fields["outlet"] = replace(outlet, value=id) if id else replace(outlet, note=UNRESOLVED)
    used = {edit.rule: reasons[edit.rule] for edit in draft.edits if edit.rule in reasons}
    return Suggestion(draft, body, fields, used)


# --- which captures are new -------------------------------------------------------------------------------------------


def classify(
    captures: Iterable[Capture],
    provenances: Mapping[DocumentId, Provenance],
    documents: Collection[DocumentId],
) -> tuple[list[Capture], dict[str, DocumentId], list[Change]]:
    """Sort captures by what the archive knows of them.

    Returns the captures that are new; the known ones, as a mapping of capture path to document; and a change for each
    that moved (same bytes at a new path while the old path is empty), changed (other bytes at a known path) or whose
    document an editor deleted.
    """
    captures = list(captures)
    present = {capture.path for capture in captures}
    by_path = {path: id for id, origin in provenances.items() for path in (origin.capture, *origin.copies)}
    by_digest: dict[str, DocumentId] = {}
    for id, origin in provenances.items():
        by_digest.setdefault(origin.sha256, id)
    new: list[Capture] = []
    known: dict[str, DocumentId] = {}
    changes: list[Change] = []
    for capture in captures:
        named, same = by_path.get(capture.path), by_digest.get(capture.sha256)
        if named:
            known[capture.path] = named
            origin = provenances[named]
            if origin.capture == capture.path and origin.sha256 != capture.sha256:
                changes.append(_changed(capture, named))
            elif named not in documents:
                changes.append(Change(capture.path, named, "deleted"))
        elif same and provenances[same].capture not in present:
            known[capture.path] = same
            changes.append(_moved(capture, same, provenances[same]))
        else:
            new.append(capture)
    return new, known, changes


def _changed(capture: Capture, id: DocumentId) -> Change:
    finding = Finding(
        capture.path,
        0,
        "capture-changed",
        "warning",
        f"This capture is not the one that '{id}' was made from.",
        "Captures are kept as received: restore it, save the new version under another name, or take it over with "
        "`sitegen import --update`.",
    )
    return Change(capture.path, id, "changed", findings=(finding,))


def _moved(capture: Capture, id: DocumentId, origin: Provenance) -> Change:
    moved = format_provenance(replace(origin, capture=capture.path), capture.raw)
    finding = Finding(
        capture.path, 0, "capture-moved", "info", f"This is {origin.capture}, moved; '{id}' now names it.", ""
    )
    return Change(capture.path, id, "moved", {provenance_name(id): moved}, (finding,))


# --- new documents ----------------------------------------------------------------------------------------------------


def plan_document(suggestion: Suggestion, taken: Collection[str]) -> Change:
    """A new document and its account of origin, under an id that is not `taken`."""
    draft = suggestion.draft
    id = make_id(str(suggestion.fields["title"].value), draft.capture.sha256, taken)
    files = {
        document_name(id): format_document(suggestion.front_matter(), suggestion.body),
        provenance_name(id): format_provenance(make_provenance(suggestion), draft.capture.raw),
    }
    findings = []
    if not draft.text.strip():
        findings.append(
            Finding(
                draft.capture.path,
                0,
                "no-text-left",
                "warning",
                "Cleaning left nothing of this capture.",
                f"Look at content/provenance/{id}.yml for what was removed and why.",
            )
        )
    return Change(draft.capture.path, id, "new", files, tuple(findings))


def plan_waiting(capture: Capture) -> Change:
    """Leave a capture for later: an account of origin that cannot be read is probably the one of this capture."""
    finding = Finding(
        capture.path,
        0,
        "import-waits",
        "warning",
        "It is not imported: it seems to be the capture of a document whose record of origin cannot be read.",
        "Mend the file in content/provenance/ that is reported, then run `sitegen import`.",
    )
    return Change(capture.path, DocumentId(""), "waiting", findings=(finding,))


def plan_origin(suggestion: Suggestion, id: DocumentId) -> Change:
    """Make the account of origin anew for a document that has none and holds the very text of a capture."""
    capture = suggestion.draft.capture
    account = format_provenance(make_provenance(suggestion), capture.raw)
    return Change(capture.path, id, "origin", {provenance_name(id): account})


def plan_copy(capture: Capture, id: DocumentId, origin: Provenance | None, raw: str) -> Change:
    """Record that `capture` holds the text that document `id` was made from.

    `origin` is that document's account (None in a dry run, where it is not written yet), `raw` its capture's text.
    """
    finding = Finding(capture.path, 0, "capture-copy", "info", f"The same text stands behind '{id}' already.", "")
    recorded = {}
    if origin:
        origin = replace(origin, copies=tuple(sorted({*origin.copies, capture.path})))
        recorded = {provenance_name(id): format_provenance(origin, raw)}
    return Change(capture.path, id, "copy", recorded, (finding,))


def make_provenance(suggestion: Suggestion) -> Provenance:
    """The account of origin that belongs to a suggestion."""
    draft = suggestion.draft
    return Provenance(
        capture=draft.capture.path,
        sha256=draft.capture.sha256,
        encoding=draft.capture.encoding,
        format=draft.capture.format,
        edits=draft.edits,
        blocks=draft.blocks,
        marks=draft.marks,
        suggestions=suggestion.fields,
        doubts=draft.doubts,
        body_sha256=body_digest(suggestion.body),
        reasons=suggestion.reasons,
    )


def make_id(title: str, digest: str, taken: Collection[str]) -> DocumentId:
    """An address made from a headline: ASCII, at most 80 characters, cut between words, unlike every taken one."""
    stem = slugify(title, max_length=_ID_LENGTH, word_boundary=True, save_order=True) or f"document-{digest[:8]}"
    stem = f"{stem}-text" if stem in _RESERVED else stem
    id, number = stem, 1
    while id in taken:
        number += 1
        id = f"{stem}-{number}"
    return DocumentId(id)


# --- three-way update -------------------------------------------------------------------------------------------------


def plan_update(document: Document, file_text: str, suggestion: Suggestion) -> Change:
    """Bring a document up to what the program suggests now, field by field.

    Base is what was suggested last (the document's provenance), theirs what is suggested now, mine what the file says.
    Mine is kept wherever an editor changed it; where theirs changed too, that is a conflict, which is reported again
    at every update until the two agree.
    """
    base = document.provenance
    assert base is not None, "only an imported document can be updated"
    text = file_text
    conflicts: dict[str, Finding] = {}
    for row in DOCUMENT:
        old, new = _printed(base.suggestions.get(row.name)), _printed(suggestion.fields.get(row.name))
        mine = getattr(document, row.attribute) if row.name in document.lines else None
        if old == new or mine == new:
            continue
        if mine == old:
            text = replace_field(text, row.name, new)
        else:
            conflicts[row.name] = _conflict(document, row.name, f"to {mine!r}, and the program now suggests {new!r}")
    theirs = make_provenance(suggestion)
    mine_digest = body_digest(document.body)
    if theirs.body_sha256 not in (base.body_sha256, mine_digest):
        if mine_digest == base.body_sha256:
            text = replace_body(text, suggestion.body)
        else:
            conflicts["body"] = _conflict(document, "body", "and cleaning now gives another text")
    theirs = _with_base(theirs, base, conflicts)
    files = {} if text == file_text else {document.path: text}
    if theirs != base:
        files[provenance_name(document.id)] = format_provenance(theirs, suggestion.draft.capture.raw)
    action: Action = "conflict" if conflicts else "updated" if files else "unchanged"
    return Change(suggestion.draft.capture.path, document.id, action, files, tuple(conflicts.values()))


def _with_base(theirs: Provenance, base: Provenance, conflicts: Collection[str]) -> Provenance:
    """What is recorded as suggested: in conflict it stays the old suggestion, so that the conflict is seen again."""
    fields = {name: value for name, value in theirs.suggestions.items() if name not in conflicts}
    fields |= {name: value for name, value in base.suggestions.items() if name in conflicts}
    digest = base.body_sha256 if "body" in conflicts else theirs.body_sha256
    return replace(theirs, suggestions=fields, body_sha256=digest, copies=base.copies)


def _printed(value: Value | None) -> str | tuple[str, ...] | None:
    return None if value is None or value.note == UNRESOLVED else value.value


def _conflict(document: Document, field: str, what: str) -> Finding:
    message = f"'{field}' was edited here {what}; yours stays."
    remedy = "Keep it, or take the suggestion over to end the conflict; `sitegen inspect` on the capture shows it."
    return Finding(document.path, document.lines.get(field, 1), "update-conflict", "warning", message, remedy)
