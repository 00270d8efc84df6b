"""What the page of what is left out shows: each document that lacks something, and what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sitegen.model import Document
from sitegen.site.view import Entry, Site
from sitegen.site.wording import msg

_GAPS: tuple[tuple[str, str, Callable[[Document], bool]], ...] = (
    ("undated", msg("Without a date"), lambda one: not one.date),
    ("voiceless", msg("Without a speaker"), lambda one: not one.speakers),
    ("unplaced", msg("Without an outlet"), lambda one: not one.outlet),
    ("unreachable", msg("Without an address of the original"), lambda one: not (one.url or one.archived)),
    ("empty", msg("Without any text"), lambda one: not one.text.strip()),
)
"""The id of its line on the page, its name, and whether a document has it."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that documents lack."""

    id: str
    name: str
    documents: int


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A document with its gaps."""

    entry: Entry
    gaps: tuple[str, ...]
    captures: tuple[str, ...]
    """Those that hold its very text once more, and so have no page of their own."""


def is_listed(document: Document) -> bool:
    """Whether the page has a line for the document."""
    return bool(_copies(document)) or any(lacks(document) for _, _, lacks in _GAPS)


def count_gaps(site: Site) -> tuple[Gap, ...]:
    """How many documents have each gap."""
    return tuple(
        Gap(id, site.words.gettext(name), sum(lacks(one) for one in site.documents)) for id, name, lacks in _GAPS
    )


def find_incomplete(site: Site, documents: Iterable[Document]) -> tuple[Incomplete, ...]:
    """The lines of these documents."""
    return tuple(
        Incomplete(
            site.entries[one.id],
            tuple(site.words.gettext(name) for _, name, lacks in _GAPS if lacks(one)),
            _copies(one),
        )
        for one in documents
    )


def _copies(document: Document) -> tuple[str, ...]:
    return document.provenance.copies if document.provenance else ()
