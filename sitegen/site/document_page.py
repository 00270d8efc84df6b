"""What a document's page shows: its record with what each value rests on, its text, its links, its citation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from sitegen.links import Attribution
from sitegen.model import Document, PersonId
from sitegen.records.anchors import anchor_annotations
from sitegen.relate.quotations import is_named
from sitegen.site.annotations import MarginNote, margin_notes
from sitegen.site.body_html import BodyBlock, render_body
from sitegen.site.citations import STYLES, as_printed, format_note, render_citations
from sitegen.site.page_links import Link, page_link
from sitegen.site.quotations_page import AlsoIn, also_in
from sitegen.site.reference import Reference
from sitegen.site.shown_fields import shown_rows
from sitegen.site.source_page import count_edits
from sitegen.site.stance_page import Judgement, read_judgement
from sitegen.site.versions import Versions, gather_versions, shared_spans, shared_with
from sitegen.site.view import Entry, Site, people_of, speaker_link
from sitegen.site.wording import BASES, STATUSES

RELATED_SHOWN = 5


class Ground(NamedTuple):
    """What a value rests on, for readers."""

    basis: str
    """In words; empty where nothing is known of it."""
    words: tuple[str, ...] = ()
    """The words of the source that say so."""
    note: str = ""
    note_language: str = ""
    """The program's own notes are in English."""


class Voice(NamedTuple):
    """Whom a quotation is ascribed to."""

    link: Link
    certain: bool
    through: str
    """Whom the words came through; empty where nobody is named."""


class Paragraph(NamedTuple):
    """A block of the text with its margin."""

    block: BodyBlock
    voices: tuple[Voice, ...]
    """Who is quoted in it, each once."""
    also: tuple[AlsoIn, ...]
    """Where else the words that it quotes stand, and the passages that it shares."""
    notes: tuple[MarginNote, ...]


class RelatedEntry(NamedTuple):
    entry: Entry
    reason: str


class DocumentPage(NamedTuple):
    """All that the template draws on besides the document's own fields."""

    entry: Entry
    rows: tuple[tuple[str, str], ...]
    """The fields to be shown beside the text, with their labels."""
    grounds: dict[str, Ground]
    headline: bool
    """Whether there is something to say about where the headline comes from."""
    speakers: tuple[Link, ...]
    events: tuple[Link, ...]
    topics: tuple[Link, ...]
    stance: tuple[Judgement, ...]
    status: str
    paragraphs: tuple[Paragraph, ...]
    orphans: tuple[MarginNote, ...]
    """Annotations whose words are no longer in the text."""
    versions: Versions | None
    """Other documents with the same text."""
    related: tuple[RelatedEntry, ...]
    citations: dict[str, Markup]
    """By the label of the style."""
    note: str
    """What a footnote says before the number of a paragraph."""
    cleaned: tuple[str, ...]
    """What was cleaned: `4 × repeats`."""
    source: str
    """What the page beside this one shows of the capture; empty where an editor entered the text, and it shows none."""
    published_in: Link
    also_heard: tuple[Link, ...]


def gather_document(site: Site, document: Document, reference: Reference) -> DocumentPage:
    """Everything the page of `document` shows, in words and links; `reference` is the one to it."""
    attributions = site.links.attributions.get(document.id, ())
    anchored = anchor_annotations(document)
    archive = site.archive
    printed = as_printed(reference)
    elsewhere, shared = also_in(site, document), shared_with(site, document)
    return DocumentPage(
        entry=site.entries[document.id],
        rows=shown_rows(archive, site.words),
        grounds={name: _ground(site, document, name) for name in document.basis},
        headline=document.basis.get("title", "stated") != "stated" or "title" in document.notes,
        speakers=tuple(page_link(archive, "person", one) for one in document.speakers),
        events=tuple(page_link(archive, "event", one) for one in document.events),
        topics=tuple(page_link(archive, "topic", one) for one in document.topics),
        stance=tuple(read_judgement(site, one) for one in document.stance),
        status=site.words.of(STATUSES, document.status),
        paragraphs=tuple(
            Paragraph(
                block,
                _voices(site, document, block.said),
                (*elsewhere.get(block.number or 0, ()), *shared.get(block.number or 0, ())),
                margin_notes(site, document, block.notes),
            )
            for block in render_body(
                document,
                attributions,
                anchored,
                _addresses(site, attributions),
                shared_spans(site, document),
                site.words,
            )
        ),
        orphans=margin_notes(site, document, (note for note in anchored if note.start is None)),
        versions=gather_versions(site, document),
        related=list_related(site, document),
        citations={STYLES[style]: cited for style, cited in render_citations(printed).items()},
        note=format_note(printed),
        cleaned=_cleaned(site, document),
        source=_source(site, document),
        published_in=page_link(archive, "outlet", document.published_in),
        also_heard=_also_heard(site, document),
    )


def _ground(site: Site, document: Document, name: str) -> Ground:
    """The basis in words; the program's evidence only where the value is still the program's."""
    basis, said = document.basis[name], site.words.gettext(BASES[document.basis[name]])
    suggestion = document.provenance.suggestions.get(name) if document.provenance else None
    note, own = document.notes.get(name, ""), site.words.site_language
    if basis == "editor" or suggestion is None:
        return Ground(said, note=note, note_language=own)
    words = tuple(dict.fromkeys(evidence.text for evidence in suggestion.evidence if evidence.text))
    return Ground(said, words, note or suggestion.note, own if note else "en")


def _voices(site: Site, document: Document, said: Sequence[Attribution]) -> tuple[Voice, ...]:
    """Each speaker once. That nobody is named is worth saying of whole quotations, not of words in quotation marks."""
    if not said:  # as of most paragraphs
        return ()
    certain: dict[Link, bool] = {}
    through: dict[Link, str] = {}
    for one in said:
        if one.person or one.speaker or one.kind == "direct":
            speaker = speaker_link(site, one)
            certain[speaker] = certain.get(speaker, False) or one.tier == "high" or not is_named(one)
            if one.route:
                through.setdefault(speaker, document.text[slice(*one.route)])
    return tuple(Voice(speaker, sure, through.get(speaker, "")) for speaker, sure in certain.items())


def _addresses(site: Site, attributions: Sequence[Attribution]) -> dict[PersonId, str]:
    """The pages of those who speak, as links from a document's page."""
    people = {one.person for one in attributions if one.person in site.archive.people}
    return {person: f"../{page_link(site.archive, 'person', person).href}" for person in people if person}


def _also_heard(site: Site, document: Document) -> tuple[Link, ...]:
    """People with a record whom words are ascribed to and whom the editor does not list as speakers."""
    others = [person for person in people_of(document, site.links) if person not in document.speakers]
    return tuple(page_link(site.archive, "person", one) for one in others)


def list_related(site: Site, document: Document) -> tuple[RelatedEntry, ...]:
    """The documents that a reader of one should see next, best first; no other witness of its text."""
    cluster = site.clusters.get(document.id)
    known = cluster.documents if cluster else ()
    related = (one for one in site.links.related.get(document.id, ()) if one.id in site.entries and one.id not in known)
    shown = sorted(related, key=lambda one: (-one.score, one.id))[:RELATED_SHOWN]
    return tuple(RelatedEntry(site.entries[one.id], site.words.reason(one.reason)) for one in shown)


def _cleaned(site: Site, document: Document) -> tuple[str, ...]:
    if document.provenance is None:
        return (site.words.gettext("entered by an editor, without a capture"),)
    counts = count_edits(document.provenance.edits, site.words)
    cleaned = tuple(f"{number}\u00a0×\u00a0{label}" for label, number in counts)
    return cleaned or (site.words.gettext("nothing was changed"),)


def _source(site: Site, document: Document) -> str:
    if document.provenance is None:
        return ""
    say, at_hand = site.words.gettext, document.provenance.capture in site.archive.captures
    return say("Raw beside clean") if at_hand else say("What is recorded of the capture")
