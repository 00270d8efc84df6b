"""What the pages of tags show: every annotation that bears a tag, with its passage, its document and its date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from sitegen.model import Document
from sitegen.records.anchors import AnchoredNote, anchor_annotations
from sitegen.records.permalinks import page_path
from sitegen.records.tags import find_tags, tag_id
from sitegen.site.annotations import MarginNote, margin_notes
from sitegen.site.page_links import Link, href
from sitegen.site.view import Entry, Site

_CONTEXT = 90
"""Characters of a passage that are shown before and after the annotated words."""


@dataclass(frozen=True, slots=True)
class TaggedNote:
    """An annotation outside its document."""

    note: MarginNote
    entry: Entry
    """Its document."""
    passage: Markup
    """The annotated words, marked, between those around them."""
    paragraph: int | None
    lost: bool
    """Whether the words are no longer in the text, or not certain where."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag with its notes, those of the newest documents first."""

    id: str
    link: Link
    notes: tuple[TaggedNote, ...]


def gather_tags(site: Site) -> tuple[Tag, ...]:
    """All tags in the order of their names; a tag that had a page keeps it when no note bears it any more."""
    names = {link.id: link.id for link in site.archive.ledger if link.kind == "tag"} | find_tags(site.documents)
    notes: dict[str, list[TaggedNote]] = {id: [] for id in names}
    for document in site.documents:
        for note in _notes_of(site, document):
            for id in dict.fromkeys(tag_id(tag.text) for tag in note.note.tags):
                notes[id].append(note)
    tags = [Tag(id, Link(name, href(page_path("tag", id))), tuple(notes[id])) for id, name in names.items()]
    return tuple(sorted(tags, key=lambda tag: (tag.link.text.casefold(), tag.id)))


def gather_untagged(site: Site) -> tuple[TaggedNote, ...]:
    """The annotations that bear no tag."""
    return tuple(note for document in site.documents for note in _notes_of(site, document) if not note.note.tags)


def _notes_of(site: Site, document: Document) -> Iterator[TaggedNote]:
    anchored = anchor_annotations(document)
    for note, shown in zip(anchored, margin_notes(site, document, anchored), strict=True):
        passage = _passage(document.text, note)
        yield TaggedNote(shown, site.entries[document.id], passage, note.paragraph, note.state == "orphan")


def _passage(text: str, note: AnchoredNote) -> Markup:
    """The annotated words in their paragraph; around them up to whole words, and an ellipsis where it goes on."""
    if note.start is None or note.end is None:
        return escape(note.annotation.quote)
    before = text[: note.start].rpartition("\n\n")[2]
    after = text[note.end :].partition("\n\n")[0]
    if len(before) > _CONTEXT:
        before = "… " + before[-_CONTEXT:].partition(" ")[2]
    if len(after) > _CONTEXT:
        after = after[:_CONTEXT].rpartition(" ")[0] + " …"
    return Markup('{}<mark class="noted">{}</mark>{}').format(before, text[note.start : note.end], after)
