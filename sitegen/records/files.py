"""The archive's folder: where everything lies, and its reading into records at once."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from sitegen.findings import Finding, short
from sitegen.model import Archive, Document, DocumentId, Note, Permalink, Provenance
from sitegen.progress import Progress, no_progress
from sitegen.records import permalinks
from sitegen.records.aliases import find_owners, resolve_aliases
from sitegen.records.articles import read_document, split_front_matter
from sitegen.records.authorities import READERS, read_settings
from sitegen.records.decisions import read_decisions
from sitegen.records.fields import ID
from sitegen.records.kept_documents import DocumentFiles, ReadDocument, read_documents
from sitegen.records.paragraph_record import (
    NO_RECORD,
    Numbered,
    ParagraphRecord,
    format_paragraphs,
    number_as_recorded,
    paragraphs_name,
    read_paragraphs,
    tell_changes,
)
from sitegen.records.provenance import read_provenance
from sitegen.records.root import SETTINGS
from sitegen.records.shown_fields import read_shown_fields
from sitegen.records.text_files import exists, read_exact, read_text
from sitegen.records.writing import Writer, write_file
from sitegen.store import NO_STORE, Store, digest_of

DECISIONS = "content/decisions.yml"
FIELDS = "content/fields.yml"
Read = TypeVar("Read")
_HEADING = re.compile(r"#\s+(.+)")


# --- reading ----------------------------------------------------------------------------------------------------------


def load_archive(
    root: Path, progress: Progress = no_progress, store: Store = NO_STORE, *, jobs: int = 1
) -> tuple[Archive, list[Finding]]:
    """Read all of `content/` under `root`, earlier ids resolved. What cannot be read is left out and reported; the
    rest stands. Documents that `store` knows are not parsed again.
    """
    findings: list[Finding] = []

    def read(name: str, parse: Callable[[str, str], tuple[Read, list[Finding]]]) -> Read:
        """What `parse` makes of a file's text; one that is missing or cannot be read is as one that is empty."""
        text, problems = read_text(root, name) if exists(root, name) else ("", [])
        value, more = parse(text or "", name)
        findings.extend(problems + more)
        return value

    settings = read(SETTINGS, read_settings)
    authorities: dict[str, Any] = {
        kind: MappingProxyType(read(f"content/authorities/{kind}.yml", parse)) for kind, parse in READERS.items()
    }
    ledger = read(permalinks.FILE, lambda text, _: permalinks.read_ledger(text))
    decisions = read(DECISIONS, read_decisions)
    shown = read(FIELDS, read_shown_fields)
    documents, problems = _load_documents(root, progress, store, jobs)
    problems += _check_earlier_records(root, documents.values())
    notes, more = _load_notes(root)
    archive = Archive(
        settings, documents=documents, **authorities, notes=notes, ledger=ledger, decisions=decisions, fields=shown
    )
    archive, renamed = resolve_aliases(archive, DECISIONS)
    return archive, [*findings, *problems, *more, *renamed]


def _load_documents(
    root: Path, progress: Progress, store: Store, jobs: int
) -> tuple[Mapping[DocumentId, Document], list[Finding]]:
    documents: dict[DocumentId, Document] = {}
    named = {name: _check_name(name) for name in _content_files(root, "articles", ".md")}
    findings = [finding for finding in named.values() if finding]
    sound = [_files_of(name) for name, finding in named.items() if finding is None]
    read = read_documents(root, sound, partial(_read_files, root), store, jobs)
    for done, (document, problems) in enumerate(read, 1):
        findings += problems
        if document:
            documents[document.id] = document
        progress("reading documents", done, len(sound))
    return MappingProxyType(documents), findings


def _check_earlier_records(root: Path, documents: Iterable[Document]) -> Iterator[Finding]:
    """Records of paragraphs that are to go, since their document's own stands, can be read: what they are is known."""
    for document in documents:
        if document.aliases:
            for name in _paragraph_files(root, document)[1:]:
                yield from read_text(root, name)[1]


def _load_notes(root: Path) -> tuple[Mapping[str, Note], list[Finding]]:
    notes: dict[str, Note] = {}
    findings: list[Finding] = []
    for name in _content_files(root, "notes", ".md"):
        text, problems = read_text(root, name)
        findings += problems
        if text is not None:
            note = _read_note(text, name)
            notes[note.id] = note
    return MappingProxyType(notes), findings


def load_document(root: Path, name: str) -> tuple[Document | None, list[Finding]]:
    """One document with its provenance; `name` is relative to the archive."""
    if finding := _check_name(name):
        return None, [finding]
    document, findings = _read_files(root, name)
    return document, list(findings)


def _check_name(name: str) -> Finding | None:
    stem = _stem(name)
    if ID.fullmatch(stem):
        return None
    return Finding(
        name,
        0,
        "bad-id",
        "error",
        f"'{short(stem)}' is no id: the file's name becomes an address.",
        "Rename the file: up to 200 letters a-z, digits and single hyphens, then `.md`; not `con`, `aux` …",
    )


def _stem(name: str) -> str:
    """A file's name without its folder and ending. Asked so often that `Path` is too slow."""
    return os.path.splitext(name.rpartition("/")[2])[0]  # noqa: PTH122


def _files_of(name: str) -> DocumentFiles:
    id = DocumentId(_stem(name))
    return name, provenance_name(id), paragraphs_name(id)


def _read_files(root: Path, name: str) -> ReadDocument:
    """A document with its provenance and the numbers of its paragraphs."""
    id = DocumentId(_stem(name))
    text, findings = read_text(root, name)
    account, problems = _read_account(root, id)
    provenance, more = _parse_account(account, id)
    findings += problems + more
    if text is None:
        return None, tuple(findings)
    document, problems = read_document(text, name, provenance)
    findings += problems
    if document is None:
        return None, tuple(findings)
    stand = _paragraph_files(root, document)
    record, problems = read_text(root, stand[0]) if stand else ("", [])
    numbered = number_as_recorded(document, record or "", stand[0] if stand else "")
    document = replace(
        numbered.document,
        made_from=digest_of(name, text, repr(account), numbered.told).hex(),
        described_by=digest_of(name, text.removesuffix(document.body), repr(account)).hex(),
        recorded=_is_recorded(numbered, stand, record),
    )
    return document, tuple(findings + problems + numbered.findings)


def _is_recorded(numbered: Numbered, stand: list[str], record: str | None) -> bool:
    """Whether the records of a document's paragraphs that `stand` are as publishing it leaves them; `record` is what
    the first of them says.
    """
    if stand != [paragraphs_name(numbered.document.id)]:
        return False
    as_counted = record and not numbered.told
    return bool(as_counted or record == format_paragraphs(numbered.document))


def _paragraph_files(root: Path, document: Document) -> list[str]:
    """The records of a document's paragraphs that are there: under its id, and under ids it had before."""
    earlier = (id for id in document.aliases if ID.fullmatch(id) and not exists(root, document_name(id)))
    return [name for name in map(paragraphs_name, (document.id, *earlier)) if exists(root, name)]


def _load_paragraphs(root: Path, names: list[str]) -> tuple[ParagraphRecord, list[Finding]]:
    if not names:
        return NO_RECORD, []
    text, findings = read_text(root, names[0])
    record, problems = read_paragraphs(text or "", names[0])
    for old in names[1:]:
        problems += read_text(root, old)[1]
    return record, findings + problems


def load_provenance(root: Path, id: DocumentId) -> tuple[Provenance | None, list[Finding]]:
    """The program's account of a document; None where there is none (a document written by hand)."""
    account, findings = _read_account(root, id)
    provenance, problems = _parse_account(account, id)
    return provenance, findings + problems


def _read_account(root: Path, id: DocumentId) -> tuple[str | None, list[Finding]]:
    file = provenance_name(id)
    return read_text(root, file) if exists(root, file) else (None, [])


def _parse_account(account: str | None, id: DocumentId) -> tuple[Provenance | None, list[Finding]]:
    return (None, []) if account is None else read_provenance(account, provenance_name(id))


def load_provenances(root: Path, archive: Archive) -> tuple[dict[DocumentId, Provenance], list[Finding]]:
    """Every readable account of origin by document id, those of documents that an editor deleted included."""
    found = {id: document.provenance for id, document in archive.documents.items() if document.provenance}
    findings: list[Finding] = []
    for name in _content_files(root, "provenance", ".yml"):
        id = DocumentId(_stem(name))
        if id not in archive.documents:
            provenance, problems = load_provenance(root, id)
            findings += problems
            if provenance:
                found[id] = provenance
    return found, findings


def document_ids(root: Path) -> frozenset[DocumentId]:
    """The ids of all document files, readable or not."""
    return frozenset(DocumentId(_stem(name)) for name in _content_files(root, "articles", ".md"))


def document_name(id: DocumentId) -> str:
    """Where a document stands, relative to the archive."""
    return f"content/articles/{id}.md"


def provenance_name(id: DocumentId) -> str:
    """Where the account of a document's origin stands, relative to the archive."""
    return f"content/provenance/{id}.yml"


def _content_files(root: Path, folder: str, suffix: str) -> Iterator[str]:
    """Names of a content folder's own files, relative to the archive, in order; hidden ones are left alone."""
    base = root / "content" / folder
    if base.is_dir():
        for name in sorted(os.listdir(base)):  # noqa: PTH208  # paths take forty times as long
            if name.endswith(suffix) and not name.startswith((".", "_")):
                yield f"content/{folder}/{name}"


def _read_note(text: str, name: str) -> Note:
    """A note: its first heading of level 1 is its title, else its file name is."""
    parts = split_front_matter(text)
    body = (parts[1] if parts else text).strip()
    heading = _HEADING.match(body)
    stem = Path(name).stem
    title = heading[1].strip() if heading else stem.replace("-", " ").capitalize()
    return Note(id=stem, title=title, body=body[heading.end() :].strip() if heading else body, path=name)


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record of paragraphs that is not what its document now gives."""

    name: str
    """Its file, relative to the archive."""
    text: str | None
    """What it is to say; None where it goes, because its document has another id."""
    document: Document
    told: str
    """What changes, in words; empty where it is the first record of its document."""


def plan_paragraphs(root: Path, archive: Archive) -> tuple[RecordChange, ...]:
    """The records of paragraphs that publishing `archive` changes. Drafts have none; a damaged one is left as it is.
    So is one under an earlier id that several documents claim, which is an error.
    """
    changes: list[RecordChange] = []
    claimed = {alias for alias, owners in find_owners(archive.documents).items() if len(owners) > 1}
    for document in archive.documents.values():
        if document.status == "draft" or not claimed.isdisjoint(document.aliases):
            continue
        name, stand = paragraphs_name(document.id), _paragraph_files(root, document)
        if document.recorded and stand == [name]:
            continue
        text = format_paragraphs(document)
        if stand in ([], [name]) and text == (read_text(root, name)[0] if stand else ""):
            continue
        record, problems = _load_paragraphs(root, stand)
        if problems:
            continue
        told = tell_changes(record, document) or "the wording of paragraphs or the place of a note" if stand else ""
        changes.append(RecordChange(name, text, document, told))
        changes += [RecordChange(old, None, document, f"it is {name} now") for old in stand if old != name]
    return tuple(changes)


# --- writing ----------------------------------------------------------------------------------------------------------


def write_paragraphs(root: Path, changes: Iterable[RecordChange]) -> None:
    """Bring the records of paragraphs up to date; a record that moves is removed only once it stands elsewhere."""
    changes = tuple(changes)
    with Writer(root) as writer:
        for change in changes:
            if change.text is not None:
                writer.write({change.name: change.text})
    for change in changes:
        if change.text is None:
            (root / change.name).unlink(missing_ok=True)


def extend_ledger(root: Path, added: tuple[Permalink, ...]) -> str | None:
    """The text of the ledger with new lines; what stands there stays, byte for byte. None where it is left as it is:
    without new lines, and where it cannot be read, of which reading it told.
    """
    old, _ = read_exact(root, permalinks.FILE) if exists(root, permalinks.FILE) else ("", [])
    if not added or old is None:
        return None
    if old and not old.endswith("\n"):
        old += "\n"
    return old + permalinks.format_ledger(added, head=not old)


def append_ledger(root: Path, added: tuple[Permalink, ...]) -> None:
    """Append lines to the ledger as it now stands."""
    if (text := extend_ledger(root, added)) is not None:
        write_file(root / permalinks.FILE, text)
