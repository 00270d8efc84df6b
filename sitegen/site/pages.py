"""The plan of the site: every page and file of it, in a fixed order, as bytes. The one place that knows all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sitegen.edits import apply_edits
from sitegen.model import Document, EventId
from sitegen.records.list_parts import part_path
from sitegen.records.permalinks import FOLDERS, page_path
from sitegen.site.annotations import format_annotations
from sitegen.site.authority_pages import LISTS, find_foremost, plan_authority, plan_register
from sitegen.site.compare_page import compare_path, gather_comparison
from sitegen.site.data import archive_data, document_data
from sitegen.site.data_package import plan_data_package
from sitegen.site.dependence import Dependence
from sitegen.site.document_lists import plan_documents
from sitegen.site.document_page import gather_document
from sitegen.site.downloads import plan_references, plan_texts
from sitegen.site.feeds import format_atom, format_robots, plan_sitemaps
from sitegen.site.frame import CITING_POLICY, Batch, LargeFile, OutputFile, PlacedFiles, can_be_note, plan_page
from sitegen.site.gone import gather_older_addresses, plan_gone, plan_not_found, with_older_addresses
from sitegen.site.json_text import format_json, format_large_json
from sitegen.site.list_pages import plan_left_out, plan_quotations, plan_stance, plan_tags
from sitegen.site.markdown import render_markdown
from sitegen.site.metadata import json_ld, meta_tags, open_graph
from sitegen.site.page_links import href, page_link, records_of
from sitegen.site.reference import refer_to
from sitegen.site.search_page import plan_search
from sitegen.site.source_page import count_edits, find_changes, plan_rows, tell_doubts
from sitegen.site.table import format_csv
from sitegen.site.view import Entry, Site, list_once

NEWEST_SHOWN = 8


def plan_batches(site: Site) -> list[Batch]:
    """What is published, in batches, none of which needs another, but for what `plan_whole` puts together."""
    older = gather_older_addresses(site)
    batches = list(_plan_all(site, Dependence(site, older)))
    if not older:
        return batches
    return [replace(batch, files=with_older_addresses(site, older, batch.files)) for batch in batches]


def _plan_all(site: Site, depends: Dependence) -> Iterator[Batch]:
    """The batches, those that grow with the archive first."""
    everything, withdrawn = site.documents, (f"{document.id} {document.made_from}" for document in site.withdrawn)
    yield Batch(plan_references(site, "archive", _documents_by_id(site)), depends.of_list("archive", everything, ""))
    yield Batch(_plan_front(site))
    yield Batch(plan_search(site), depends.of_list("search.html", everything, "search.html", *_found_by(site)))
    yield Batch(plan_left_out(site), depends.of_list("left-out.html", everything, "left-out.html", *withdrawn))
    yield from plan_documents(site, depends)
    yield Batch(plan_system(site, _public_pages(site)))
    for kind in LISTS:
        yield Batch(plan_register(site, kind))
        for id in records_of(site.archive, kind):
            yield from plan_authority(site, depends, kind, id)
    for document in site.documents:
        page, source, data = depends.of_document(document, "document.html", "source.html", "")
        yield Batch(plan_document(site, document), page)
        yield Batch(_plan_source(site, document), source)
        yield Batch(_plan_data(site, document), data)
    yield Batch(plan_tags(site))
    for event in site.archive.events:
        documents = site.by_event.get(event, ())
        yield Batch(_plan_comparison(site, event), depends.of_comparison(event, documents, "compare.html"))
    yield Batch(_plan_notes(site))
    yield Batch(plan_gone(site))


# --- pages ------------------------------------------------------------------------------------------------------------


def _plan_front(site: Site) -> Iterator[OutputFile]:
    """The pages that lead to all others."""
    entries = [site.entries[document.id] for document in site.documents]
    listed, say = list_once(site, site.documents), site.words.gettext
    yield plan_page(
        site, "index.html", "index.html", "",
        newest=listed[:NEWEST_SHOWN],
        counts={kind: len(records_of(site.archive, kind)) for kind in LISTS},
        lists={kind: find_foremost(site, kind) for kind in LISTS},
        labels=site.words.table(LISTS),
        total=site.words.documents(len(entries)),
        span=_years(entries),
    )  # fmt: skip
    yield from plan_quotations(site)
    yield from plan_stance(site)
    yield plan_page(site, "data.html", "data.html", say("Data"), total=len(entries))
    yield plan_not_found(site)


def _found_by(site: Site) -> Iterator[str]:
    """Whom the texts of documents name, which a search narrows them by."""
    for person, documents in site.by_person.items():
        yield " ".join((person, *(document.id for document in documents)))


def plan_document(site: Site, document: Document) -> Iterator[OutputFile]:
    """The page of one document."""
    archive, path = site.archive, page_path("document", document.id)
    base, reference = archive.settings.base_url, refer_to(document, archive)
    yield plan_page(
        site, path, "document.html", document.title,
        document=document,
        page=gather_document(site, document, reference),
        description=site.entries[document.id].summary,
        canonical=base + href(path) if base else "",
        meta=meta_tags(document, archive, reference),
        graph=open_graph(document, archive, reference),
        json_ld=json_ld(document, archive, reference),
        policy=CITING_POLICY,
    )  # fmt: skip


def _plan_data(site: Site, document: Document) -> Iterator[OutputFile]:
    """A document's downloads."""
    stem = _stem(document)
    yield OutputFile(f"{stem}.json", format_json(document_data(site, document)), "data")
    yield from plan_texts(site, document)
    if document.annotations:
        yield OutputFile(f"{stem}.annotations.jsonld", format_annotations(site, document), "data")


def _plan_source(site: Site, document: Document) -> Iterator[OutputFile]:
    """The page that shows what was made of a document's capture."""
    path = f"{_stem(document)}.source.html"
    provenance = document.provenance
    capture = site.archive.captures.get(provenance.capture) if provenance else None
    cleaned = apply_edits(capture.raw, provenance.edits) if provenance and capture else document.text
    yield plan_page(
        site, path, "source.html", site.words.gettext("Source of %(title)s", title=document.title),
        document=document,
        entry=site.entries[document.id],
        provenance=provenance,
        rows=plan_rows(capture.raw, provenance, site.words) if provenance and capture else (),
        changes=find_changes(cleaned, document.text, site.words),
        counts=count_edits(provenance.edits, site.words) if provenance else (),
        doubts=tell_doubts(capture.raw if capture else "", provenance, site.words) if provenance else (),
        comparable=bool(provenance and capture),
        robots="noindex",
    )  # fmt: skip


def _stem(document: Document) -> str:
    """How the paths of the files about a document begin."""
    return page_path("document", document.id).removesuffix(".html")


def _plan_comparison(site: Site, id: EventId) -> Iterator[OutputFile]:
    """Accounts of an event compared; even where only one document reports it by now, the address stands."""
    found, link, say = gather_comparison(site, id), page_link(site.archive, "event", id), site.words.gettext
    yield plan_page(
        site, compare_path(id), "compare.html", say("%(event)s: compared", event=link.text), event=link, found=found,
        description=say(
            "What documents report of %(event)s, side by side: in which words, and what each leaves out.",
            event=link.text,
        ),
    )  # fmt: skip


def _plan_notes(site: Site) -> Iterator[OutputFile]:
    """What the editors wrote; `about.html` stands in any case."""
    for id, note in site.archive.notes.items():
        if can_be_note(id):
            yield plan_page(site, f"{id}.html", "note.html", note.title, html=render_markdown(note.body), id=id)
    if "about" not in site.archive.notes:
        yield plan_page(site, "about.html", "note.html", site.words.gettext("About"), html="", id="about")


# --- downloads and files for programs ---------------------------------------------------------------------------------


def plan_whole(site: Site, placed: PlacedFiles) -> Iterator[OutputFile | LargeFile]:
    """The whole archive as data, put together from the files that are `placed`, and what describes it once that is."""
    documents = (placed.read(f"{_stem(document)}.json") for document in _documents_by_id(site))
    yield LargeFile("archive.json", format_large_json(archive_data(site, documents)))
    yield OutputFile("archive.csv", format_csv(site), "data")
    yield plan_data_package(site, placed)


def _documents_by_id(site: Site) -> list[Document]:
    return [site.archive.documents[id] for id in sorted(site.entries)]


def plan_system(site: Site, pages: Sequence[str]) -> Iterator[OutputFile]:
    """The feed of the whole archive, what search engines read of it, and the files that pages link to."""
    settings = site.archive.settings
    feed = format_atom(site, settings.title, "feed.atom.xml", "index.html", site.documents)
    yield OutputFile("feed.atom.xml", feed, "feed")
    yield from plan_sitemaps(site, pages)
    yield OutputFile("robots.txt", format_robots(site), "system")
    yield OutputFile(".nojekyll", b"", "system")
    for plain, content in site.theme.assets.items():
        yield OutputFile(site.theme.addresses[plain], content, "asset")


def _public_pages(site: Site) -> list[str]:
    """The pages that a search engine should know, in a fixed order."""
    names = ("index", "articles", "timeline", "quotations", "stance", "tags", "about", "data")
    fixed = [f"{name}.html" for name in names]
    lists = [f"{FOLDERS[kind]}.html" for kind in LISTS]
    records = [page_path(kind, id) for kind in LISTS for id in records_of(site.archive, kind)]
    parts = [part_path(page, part) for page, names in sorted(site.list_parts.items()) for part in sorted(names)]
    return [*fixed, *lists, *(page_path("document", id) for id in sorted(site.entries)), *records, *parts]


# --- what pages have in common ----------------------------------------------------------------------------------------


def _years(entries: Sequence[Entry]) -> str:
    years = sorted({entry.year for entry in entries if entry.year})
    return "–".join(dict.fromkeys((years[0], years[-1]))) if years else ""
