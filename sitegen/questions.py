"""What awaits an editor's decision, as records: a question, its answers, and what questions are drawn from."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sitegen.drafts import Capture, Evidence, Value
from sitegen.findings import Finding
from sitegen.links import Links
from sitegen.model import Archive, Decision, Document, DocumentId
from sitegen.records.patches import Patch
from sitegen.relate.rulings import RuledPeople, rule_people

Change = Patch | Decision


@dataclass(frozen=True, slots=True)
class Answer:
    """One way to settle a question."""

    name: str
    """By which it is given on the command line."""
    does: str
    """What it means, in words."""
    changes: Callable[[str], Sequence[Change]]
    """From what was typed with it to what is written; ValueError with a message where that cannot be used. Rulings come
    without who, when and why.
    """
    asks: str = ""
    """What is to be typed with it; empty: nothing."""
    default: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that awaits a decision."""

    kind: str
    subject: str
    """What it is about, as a text that stays the same until it is settled."""
    file: str
    line: int
    asks: str
    """What to do, in one line."""
    answers: tuple[Answer, ...] = ()
    """None where the file has to be edited by hand."""
    document: DocumentId | None = None
    evidence: tuple[Evidence, ...] = ()
    """What a suggestion rests on; offsets into the raw text of the document's capture."""
    words: tuple[str, ...] = ()
    """Exact words of the document's text."""

    @property
    def key(self) -> str:
        """What it is called on the command line."""
        return f"{self.kind}-{hashlib.sha256(self.subject.encode()).hexdigest()[:6]}"


@dataclass(frozen=True, slots=True)
class Material:
    """All that questions are drawn from."""

    archive: Archive
    links: Links
    findings: tuple[Finding, ...]
    """What an update of all documents would report."""
    captures: Mapping[DocumentId, Capture]
    """Of the documents with doubts."""
    people: RuledPeople
    left: Mapping[DocumentId, Sequence[Decision]] = field(default_factory=dict)
    """By document: the rulings that something is left as it is."""

    def unreviewed(self) -> Iterator[Document]:
        """Documents that no editor has declared reviewed, draft or withdrawn."""
        return (document for document in self.archive.documents.values() if not document.status)

    def is_left(self, document: Document, field: str, value: str) -> bool:
        """Whether an editor ruled that a suggestion is not taken, or wrote a note why the field stands as it does.

        A note on speakers speaks for the names that it mentions.
        """
        noted = document.notes.get(field, "")
        return bool(noted and (field != "speakers" or value in noted)) or any(
            ruling.field == field and ruling.value in ("", value) for ruling in self.left.get(document.id, ())
        )

    def is_kept(self, document: Document, rule: str, text: str) -> bool:
        """Whether an editor ruled that a doubtful passage stays."""
        return any((ruling.rule, ruling.text) == (rule, text) for ruling in self.left.get(document.id, ()))


def gather_material(
    archive: Archive, links: Links, findings: Iterable[Finding], captures: Mapping[DocumentId, Capture]
) -> Material:
    """Put together what questions are drawn from, with the archive's rulings sorted by what they are about."""
    left: dict[DocumentId, list[Decision]] = defaultdict(list)
    for ruling in archive.decisions:
        for document in ruling.documents if ruling.ruling == "leave" else ():
            left[document].append(ruling)
    people = rule_people(archive.people.values(), archive.decisions)
    return Material(archive, links, tuple(findings), captures, people, left)


def line_of_words(document: Document, offset: int) -> int:
    """The line of a document's file on which the passage begins that holds an offset into its text."""
    return next((passage.line for passage in reversed(document.passages) if passage.offset <= offset), 1)


# --- what answers share -----------------------------------------------------------------------------------------------


def always(*changes: Change) -> Callable[[str], Sequence[Change]]:
    """The changes of an answer with which nothing is typed."""
    return lambda typed: changes


def set_field(document: Document, name: str, value: object) -> Patch:
    """A field of front matter with another value."""
    return Patch(document.path, "set", (name,), value)


def suggestions_of(document: Document) -> Mapping[str, Value]:
    """What the program suggested for a document's fields."""
    return document.provenance.suggestions if document.provenance else {}


def leave(documents: Iterable[Document], field: str, value: str) -> Answer:
    """The answer that a field stays as it is in these documents."""
    rulings = [Decision("leave", documents=(document.id,), field=field, value=value) for document in documents]
    return Answer("leave", "it stays as it is and is not asked again", always(*rulings))


def known_id(id: str, records: Iterable[str]) -> str:
    """The id of a record; ValueError where it is none."""
    if id not in records:
        raise ValueError(f"“{id}” is no record's id in content/authorities/.")
    return id


def new_id(id: str, records: Iterable[str]) -> str:
    """An id that no record has; ValueError where one has it."""
    if id in records:
        raise ValueError(f"“{id}” is taken: choose another id.")
    return id
