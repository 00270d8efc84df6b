"""From drafts to files: what importing a capture would write, and how it meets what an editor already has.

Nothing here touches the disk. Every plan is a `Change` that names the files and their whole new text, so that
`--dry-run` shows exactly what would be written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from slugify import slugify

from sitegen.drafts import Capture, Draft, Value
from sitegen.findings import Finding
from sitegen.model import DocumentId, Outlet, Provenance
from sitegen.records.articles import body_digest, format_document
from sitegen.records.authorities import resolve_outlet
from sitegen.records.body_merge import digest_body
from sitegen.records.fields import DOCUMENT, ID
from sitegen.records.files import document_name, provenance_name
from sitegen.records.provenance import format_provenance

Action = Literal[
    "new", "origin", "waiting", "copy", "updated", "conflict", "unchanged", "moved", "changed", "vanished", "deleted"
]  # fmt: skip

_ID_LENGTH = 80
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


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document in the form in which it is written, but for its id: that depends on which others have theirs."""

    capture: str
    id: DocumentId
    """What its title gives."""
    text: str
    """Of its file."""
    origin: str
    """The text of its account of origin."""
    body_sha256: str
    is_empty: bool
    """Whether cleaning left nothing."""


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
    unread: Collection[str] = (),
) -> tuple[list[Capture], dict[str, DocumentId], list[Change]]:
    """Sort captures by what the archive knows of them.

    `unread` are paths of captures that are there but not among `captures`, as when one folder is imported. Returns the
    captures that are new; the known ones, as a mapping of capture path to document; and a change for each that moved
    (its bytes stand at another path, and no longer at the old one), changed (other bytes at a known path), vanished, or
    whose document an editor deleted.
    """
    captures = list(captures)
    moved = _find_moved(captures, provenances, unread)
    by_path = {
        path: id for id, origin in provenances.items() if id not in moved for path in (origin.capture, *origin.copies)
    }
    arrivals = {capture.path: id for id, capture in moved.items()}
    new: list[Capture] = []
    known: dict[str, DocumentId] = {}
    changes: list[Change] = []
    for capture in captures:
        id = arrivals.get(capture.path) or by_path.get(capture.path)
        if id is None:
            new.append(capture)
            continue
        known[capture.path] = id
        origin = provenances[id]
        if id in moved:
            changes.append(_moved(capture, id, origin))
        elif id not in documents:
            changes.append(Change(capture.path, id, "deleted"))
        elif origin.capture == capture.path and origin.sha256 != capture.sha256:
            changes.append(_changed(capture, id))
    there = {capture.path for capture in captures}.union(unread)
    gone = (id for id, origin in provenances.items() if id in documents and origin.capture not in there)
    changes += [_vanished(provenances[id].capture, id) for id in gone if id not in moved]
    return new, known, changes


def _find_moved(
    captures: Collection[Capture], provenances: Mapping[DocumentId, Provenance], unread: Collection[str]
) -> dict[DocumentId, Capture]:
    """Where the bytes stand now of each capture that is no longer at its place, wherever that can be told."""
    digests = {capture.path: capture.sha256 for capture in captures}
    missing = {
        origin.sha256: id
        for id, origin in sorted(provenances.items(), reverse=True)
        if origin.capture not in unread and digests.get(origin.capture) != origin.sha256
    }
    standing = {origin.capture for origin in provenances.values() if digests.get(origin.capture) == origin.sha256}
    moved: dict[DocumentId, Capture] = {}
    for capture in captures:
        id = missing.get(capture.sha256)
        if id and id not in moved and capture.path not in standing:
            moved[id] = capture
    return moved


def _vanished(path: str, id: DocumentId) -> Change:
    finding = Finding(
        provenance_name(id),
        0,
        "capture-missing",
        "warning",
        f"The capture {path} is not there; the document stays as it is.",
        "Put it back; if it was moved, `sitegen import` finds it by its digest.",
    )
    return Change(path, id, "vanished", findings=(finding,))


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
    copies = tuple(path for path in origin.copies if path != capture.path)
    moved = format_provenance(replace(origin, capture=capture.path, copies=copies), capture.raw)
    finding = Finding(
        capture.path, 0, "capture-moved", "info", f"This is {origin.capture}, moved; '{id}' now names it.", ""
    )
    return Change(capture.path, id, "moved", {provenance_name(id): moved}, (finding,))


# --- new documents ----------------------------------------------------------------------------------------------------


def format_new(suggestion: Suggestion) -> NewDocument:
    """A suggestion for which there is no document yet, as it would be written."""
    capture = suggestion.draft.capture
    origin = make_provenance(suggestion)
    return NewDocument(
        capture.path,
        make_id(str(suggestion.fields["title"].value), capture.sha256),
        format_document(suggestion.front_matter(), suggestion.body),
        format_provenance(origin, capture.raw),
        origin.body_sha256,
        not suggestion.body.strip(),
    )


@dataclass(slots=True)
class TakenIds:
    """The ids that documents have, had before, or are given in this run."""

    ids: set[str]
    _numbers: dict[str, int] = field(default_factory=dict)
    """The last number behind each id: with it thousands of documents of one title are not counted through each time."""

    def take(self, wanted: DocumentId) -> DocumentId:
        """That id if it is free, or else the first of `wanted-2`, `wanted-3` … that is; from now on it is taken."""
        id, number = wanted, self._numbers.get(wanted, 1)
        while id in self.ids:
            number += 1
            id = DocumentId(f"{wanted}-{number}")
        self._numbers[wanted] = number
        self.ids.add(id)
        return id


def plan_document(new: NewDocument, id: DocumentId) -> Change:
    """A new document under that id, and its account of origin."""
    findings = []
    if new.is_empty:
        findings.append(
            Finding(
                new.capture,
                0,
                "no-text-left",
                "warning",
                "Cleaning left nothing of this capture.",
                f"Look at content/provenance/{id}.yml for what was removed and why.",
            )
        )
    files = {document_name(id): new.text, provenance_name(id): new.origin}
    return Change(new.capture, id, "new", files, tuple(findings))


def plan_waiting(new: NewDocument) -> Change:
    """Leave a capture for later: an account of origin that cannot be read is probably the one of this capture."""
    finding = Finding(
        new.capture,
        0,
        "import-waits",
        "warning",
        "It is not imported: it seems to be the capture of a document whose record of origin cannot be read.",
        "Mend the file in content/provenance/ that is reported, then run `sitegen import`.",
    )
    return Change(new.capture, DocumentId(""), "waiting", findings=(finding,))


def plan_origin(new: NewDocument, id: DocumentId) -> Change:
    """Make the account of origin anew for a document that has none and holds the very text of a capture."""
    return Change(new.capture, id, "origin", {provenance_name(id): new.origin})


def plan_copies(captures: Sequence[str], id: DocumentId, origin: Provenance | None, raw: str) -> Iterator[Change]:
    """Record that the captures at these paths hold the text that document `id` was made from.

    `origin` is that document's account (None in a dry run, where it is not written yet), `raw` its capture's text.
    """
    recorded = {}
    if origin:
        origin = replace(origin, copies=tuple(sorted({*origin.copies, *captures})))
        recorded = {provenance_name(id): format_provenance(origin, raw)}
    for capture in captures:
        finding = Finding(capture, 0, "capture-copy", "info", f"The same text stands behind '{id}' already.", "")
        yield Change(capture, id, "copy", recorded if capture == captures[0] else {}, (finding,))


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
        body_parts=digest_body(suggestion.body),
        reasons=suggestion.reasons,
    )


def make_id(title: str, digest: str) -> DocumentId:
    """An address made from a headline: ASCII, at most 80 characters, cut between words."""
    id = slugify(title, max_length=_ID_LENGTH, word_boundary=True, save_order=True) or f"document-{digest[:8]}"
    return DocumentId(f"{id}-text" if id == "index" or not ID.fullmatch(id) else id)
