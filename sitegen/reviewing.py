"""The editor's desk below the screen: gather what awaits a decision, show its words in context, write an answer down.

An answer becomes patches to the files that editors own. All of them are tried before the first is written; each file is
replaced whole, so that a desk that is closed half-way leaves no half a file, and asks again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from sitegen.asking import KINDS
from sitegen.drafts import Capture
from sitegen.explaining import line_of
from sitegen.findings import Finding
from sitegen.importing import import_captures, read_capture_of
from sitegen.model import Archive, Decision, Document
from sitegen.pipeline import relate
from sitegen.progress import Progress, no_progress
from sitegen.questions import Answer, Material, Question, gather_material, line_of_words
from sitegen.records import files
from sitegen.records.authorities import READERS
from sitegen.records.decisions import as_entry, read_decisions
from sitegen.records.patches import Patch, patch_file
from sitegen.records.text_files import read_text
from sitegen.records.writing import write_file

_WHITE_SPACE = re.compile(r"\s+")
_AROUND = 90
_MOST_EXCERPTS = 5


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words with what stands next to them."""

    file: str
    """Where they stand; where they came with the capture and not in its text, what they were found in."""
    line: int
    """Counted from 1; 0 where there is none."""
    before: str
    words: str
    after: str


def load_material(root: Path, *, jobs: int = 1, progress: Progress = no_progress) -> tuple[Material, list[Finding]]:
    """Read the archive under `root`, relate its documents and try an update of all of them; writes nothing.

    Also returns what could not be read: questions about the rest can be answered all the same.
    """
    archive, findings = files.load_archive(root)
    tried = import_captures(root, update=True, dry_run=True, jobs=jobs, progress=progress)
    doubtful = (doc for doc in archive.documents.values() if doc.provenance and doc.provenance.doubts)
    captures = {doc.id: capture for doc in doubtful if (capture := read_capture_of(root, doc))}
    return gather_material(archive, relate(archive, progress, jobs=jobs), tried.findings, captures), findings


def find_questions(material: Material) -> Iterator[Question]:
    """Everything that awaits a decision, what matters most first."""
    for ask in KINDS:
        yield from ask(material)


# --- the words that a question rests on -------------------------------------------------------------------------------


def read_excerpts(root: Path, question: Question, archive: Archive) -> list[Excerpt]:
    """The question's words in their context, from the document's text and from its capture; a few of many."""
    document = archive.documents.get(question.document) if question.document else None
    if document is None:
        return []
    capture = read_capture_of(root, document) if question.evidence else None
    return [*_in_text(document, question), *_in_capture(capture, question)][:_MOST_EXCERPTS]


def _in_text(document: Document, question: Question) -> Iterator[Excerpt]:
    for words in question.words:
        at = document.text.find(words)
        if at >= 0:
            yield _excerpt(document.path, line_of_words(document, at), document.text, at, at + len(words))


def _in_capture(capture: Capture | None, question: Question) -> Iterator[Excerpt]:
    for item in question.evidence:
        if item.start is None or item.end is None:
            yield Excerpt(item.where, 0, "", item.text, "")
        elif capture:
            yield _excerpt(capture.path, line_of(capture.raw, item.start), capture.raw, item.start, item.end)


def _excerpt(file: str, line: int, text: str, start: int, end: int) -> Excerpt:
    """Neighbouring words of the same paragraph, cut between words."""
    before = text[max(0, start - _AROUND) : start].rpartition("\n\n")[2]
    after = text[end : end + _AROUND].partition("\n\n")[0]
    before = before.partition(" ")[2] if len(before) == _AROUND else before
    after = after.rpartition(" ")[0] if len(after) == _AROUND else after
    before, words, after = (_WHITE_SPACE.sub(" ", part) for part in (before, text[start:end], after))
    return Excerpt(file, line, before.lstrip(), words, after.rstrip())


# --- answers ----------------------------------------------------------------------------------------------------------


def find_answer(question: Question, name: str) -> Answer:
    """The answer of that name; ValueError where the question has no such answer."""
    found = next((answer for answer in question.answers if answer.name == name), None)
    if found is None:
        known = ", ".join(answer.name for answer in question.answers) or "none: edit the file"
        raise ValueError(f"“{name}” is no answer to {question.key}. Answers are: {known}.")
    return found


def plan_answer(answer: Answer, typed: str, *, by: str, on: str, why: str = "") -> list[Patch]:
    """What an answer changes. `by`, `on` (ISO date) and `why` go into rulings.

    ValueError where what was typed with the answer is missing or cannot be used.
    """
    typed = typed.strip() or answer.default
    if answer.asks and not typed:
        raise ValueError(f"“{answer.name}” needs one thing more: {answer.asks}.")
    changes = answer.changes(typed)
    return [
        Patch(files.DECISIONS, "add", (), as_entry(replace(change, by=by, on=on, why=why.strip())))
        if isinstance(change, Decision)
        else change
        for change in changes
    ]


def try_patches(root: Path, patches: Iterable[Patch]) -> tuple[Mapping[str, bytes], list[Finding]]:
    """The new content of every file that the patches change; none and a finding where one of them cannot be made."""
    changed: dict[str, bytes] = {}
    for patch in patches:
        path = root / patch.file
        old = changed.get(patch.file) or (path.read_bytes() if path.exists() else b"")
        new, findings = patch_file(old, patch)
        if new is None:
            return {}, findings
        changed[patch.file] = new
    return changed, []


def write_changes(root: Path, material: Material, changed: Mapping[str, bytes]) -> Material:
    """Write files and return the material as it is with them, so that what is settled is not asked again."""
    for name, content in changed.items():
        write_file(root / name, content)
    archive = material.archive
    for name in changed:
        archive = _read_again(root, archive, name)
    return gather_material(archive, material.links, material.findings, material.captures)


def _read_again(root: Path, archive: Archive, name: str) -> Archive:
    text, _ = read_text(root, name)
    stem = PurePosixPath(name).stem
    if name == files.DECISIONS:
        return replace(archive, decisions=read_decisions(text or "", name)[0])
    if stem in READERS and not name.endswith(".md"):
        authorities: dict[str, Any] = {stem: MappingProxyType(READERS[stem](text or "", name)[0])}
        return replace(archive, **authorities)
    document, _ = files.load_document(root, name)
    documents = {id: document if document and id == document.id else one for id, one in archive.documents.items()}
    return replace(archive, documents=MappingProxyType(documents))
