"""Editors' notes on passages: as they stand in a margin, where their links lead, and as W3C Web Annotations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from sitegen.findings import Finding
from sitegen.model import Archive, Document, DocumentId
from sitegen.records.anchors import AnchoredNote, anchor_annotations, find_anchors
from sitegen.records.permalinks import FOLDERS, page_path
from sitegen.records.tags import tag_id
from sitegen.site.data import format_text
from sitegen.site.json_text import format_json
from sitegen.site.markdown import find_links, is_rendered, render_markdown
from sitegen.site.page_links import Link, href
from sitegen.site.view import Site, shorten

_CONTEXT = 40
"""Characters before and after a quote that are exported to tell it from the same words elsewhere."""
_SHOWN = 60
"""Characters of a quote or a link that a finding shows."""
_REFERENCE = re.compile(r"(?:(?:\.\./)?([a-z]+)/)?([a-z0-9-]+)?(?:\.md|\.html)?(?:#(.*))?")
"""A page as an editor names it: `other-id#p3`, `other-id.md`, `../articles/other-id.html`, `people/jane-doe`, `#p3`."""
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MarginNote:
    """An annotation, its text rendered."""

    id: str
    number: int
    html: Markup
    by: str
    tags: tuple[Link, ...]
    quote: str
    stood_in: int | None
    """The paragraph in which its words stood first, where they do not stand there now."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a link in a note leads."""

    target: str
    """Relative to the site's root, or elsewhere on the web; empty: nowhere."""
    problem: str = ""
    """What is wrong with it, as the end of a sentence about the link."""


def margin_notes(site: Site, document: Document, notes: Iterable[AnchoredNote]) -> tuple[MarginNote, ...]:
    """Notes of `document` for a page one folder below the site's root."""
    return tuple(_margin_note(site, document, note) for note in notes)


def _margin_note(site: Site, document: Document, note: AnchoredNote) -> MarginNote:
    def lead(written: str) -> str:
        target = resolve_reference(site.archive, document, written).target
        return target if not target or _ELSEWHERE.match(target) else f"../{target}"

    return MarginNote(
        id=note.id,
        number=note.number,
        html=render_markdown(note.annotation.note, lead),
        by=note.annotation.by,
        tags=tuple(Link(tag, href(page_path("tag", tag_id(tag)))) for tag in note.annotation.tags),
        quote=note.annotation.quote,
        stood_in=note.annotation.stood_in if note.state != "exact" else None,
    )


# --- links in notes ---------------------------------------------------------------------------------------------------


def resolve_reference(archive: Archive, document: Document, written: str) -> Reference:
    """Where a link in a note on `document` leads: to a document or its paragraph, to a record's page, or elsewhere."""
    if not is_rendered(written):
        return Reference("", "is no address that readers can follow")
    if _ELSEWHERE.match(written):
        return Reference(written)
    named = _REFERENCE.fullmatch(written)
    if not named:
        return Reference("", "names no page of this archive")
    folder, id, fragment = named.groups()
    kind = next((kind for kind, its_folder in FOLDERS.items() if its_folder == (folder or "articles")), "")
    if kind == "document":
        return _document_reference(archive, id or document.id, fragment or "")
    records = {"outlet": archive.outlets, "person": archive.people, "event": archive.events, "topic": archive.topics}
    if id not in records.get(kind, {}):  # type: ignore[operator]  # ids are strings
        return Reference("", "names no page of this archive")
    return Reference(href(page_path(kind, str(id))))


def _document_reference(archive: Archive, id: str, fragment: str) -> Reference:
    document = archive.documents.get(DocumentId(id)) or _renamed(archive, id)
    if document is None:
        return Reference("", f"names '{id}', which is no document")
    path = href(page_path("document", document.id))
    if document.status == "withdrawn":
        return Reference(path, "leads to a document that was withdrawn")
    if not fragment:
        return Reference(path)
    live = {f"p{passage.number}" for passage in document.passages if passage.number}
    gone = {f"p{address.number}" for address in document.addresses if not address.live}
    if fragment in gone:
        return Reference(f"{path}#{fragment}", "leads to a paragraph that was removed")
    if fragment not in live:
        return Reference(path, f"names '{fragment}', which is no paragraph of that document")
    return Reference(f"{path}#{fragment}")


def _renamed(archive: Archive, id: str) -> Document | None:
    return next((document for document in archive.documents.values() if id in document.aliases), None)


# --- checks -----------------------------------------------------------------------------------------------------------


def check_annotations(archive: Archive, document: Document) -> Iterator[Finding]:
    """An annotation's words stand in the text, once, and where they stood; its links lead somewhere."""
    for one in anchor_annotations(document):
        where, quote = (document.path, one.annotation.line), shorten(one.annotation.quote, _SHOWN)
        if one.state == "orphan":
            yield _check_orphan(document, one)
        elif one.state == "moved":
            place = f"in paragraph {one.paragraph}" if one.paragraph else "outside the numbered paragraphs"
            message = f"The annotated words “{quote}” stood in paragraph {one.annotation.stood_in} and are now {place}."
            yield Finding(*where, "annotation-moved", "info", message, _MOVED_REMEDY)
        for link in find_links(one.annotation.note):
            if problem := resolve_reference(archive, document, link).problem:
                message = f"The link {shorten(link, _SHOWN)} {problem}."
                yield Finding(*where, "note-link", "warning", message, LINK_REMEDY)


_MOVED_REMEDY = (
    "If the note fits there, add `prefix:` or `suffix:`, the words next to its own, and it is at home there; "
    "if not, quote other words or take it out."
)
LINK_REMEDY = "Write `[words](id-of-a-document)`, with `#p3` for its third paragraph, or a whole address."


def _check_orphan(document: Document, note: AnchoredNote) -> Finding:
    annotation = note.annotation
    stood = f"; they stood in paragraph {annotation.stood_in}" if annotation.stood_in else ""
    if note.matches:
        code, problem = "annotation-ambiguous", f"stand in the text {note.matches} times"
        remedy = "Add `prefix:` or `suffix:`, the words next to it."
    elif find_anchors(document.text, replace(annotation, prefix="", suffix="")):
        code, problem = "annotation-orphan", f"do not stand between their `prefix` and `suffix`{stood}"
        remedy = "Give the words that are next to them now, if the note is on these."
    else:
        code, problem = "annotation-orphan", f"do not stand in the text{stood}"
        remedy = "Quote the passage exactly as the body has it."
    message = f"The annotated words “{shorten(annotation.quote, _SHOWN)}” {problem}."
    return Finding(document.path, annotation.line, code, "warning", message, remedy)


# --- W3C Web Annotation -----------------------------------------------------------------------------------------------


def format_annotations(site: Site, document: Document) -> bytes:
    """The notes on a document as an AnnotationCollection of the W3C's Web Annotation Data Model, in JSON-LD.

    Quotes refer to the document's page, positions to its plain text (`.txt`), in code points. Addresses are whole
    ones where the site knows its own, else relative to the file.
    """
    base = site.archive.settings.base_url
    page = href(page_path("document", document.id))
    address = base + page if base else page.rpartition("/")[2]
    notes = anchor_annotations(document)
    own = f"{address.removesuffix('.html')}.annotations.jsonld"
    return format_json(
        {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": own,
            "type": "AnnotationCollection",
            "label": f"Notes on {document.title}",
            "total": len(notes),
            "first": {
                "id": f"{own}#page",
                "type": "AnnotationPage",
                "startIndex": 0,
                "items": [_web_annotation(document, note, address, _text_start(site, document)) for note in notes],
            },
        }
    )


def _text_start(site: Site, document: Document) -> int:
    """Offsets into a document's text, plus this, are offsets into its plain text file, which ends in a line feed."""
    return len(format_text(site, document).decode()) - len("\n") - len(document.text.rstrip())


def _web_annotation(document: Document, note: AnchoredNote, address: str, text_start: int) -> dict[str, object]:
    annotation = note.annotation
    comment = {
        "type": "TextualBody",
        "value": annotation.note,
        "format": "text/markdown",
        "purpose": "commenting",
    }
    tags = [{"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in annotation.tags]
    found: dict[str, object] = {
        "id": f"{address}#note-{note.id}",
        "type": "Annotation",
        "motivation": ["commenting", "tagging"] if tags else "commenting",
        **({"creator": {"name": annotation.by}} if annotation.by else {}),
        "body": [comment, *tags],
        "target": [{"source": address, "selector": _quote_selector(document, note)}],
    }
    if note.start is not None and note.end is not None:
        position = {
            "type": "TextPositionSelector",
            "start": text_start + note.start,
            "end": text_start + note.end,
        }
        source = f"{address.removesuffix('.html')}.txt"
        found["target"] = [*found["target"], {"source": source, "format": "text/plain", "selector": position}]  # type: ignore[misc]
    return found


def _quote_selector(document: Document, note: AnchoredNote) -> dict[str, str]:
    """The quote between what stands around it; of an orphan, what its editor wrote."""
    if note.start is None or note.end is None:
        words = {"exact": note.annotation.quote, "prefix": note.annotation.prefix, "suffix": note.annotation.suffix}
    else:
        words = {
            "exact": document.text[note.start : note.end],
            "prefix": document.text[max(note.start - _CONTEXT, 0) : note.start],
            "suffix": document.text[note.end : note.end + _CONTEXT],
        }
    return {"type": "TextQuoteSelector", **{name: text for name, text in words.items() if text}}
