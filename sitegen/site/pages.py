"""The plan of the site: every page and file of it, in a fixed order, as bytes. The one place that knows all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Any

from sitegen.dates import sort_key
from sitegen.edits import apply_edits
from sitegen.links import Links
from sitegen.model import Archive, Document, DocumentId, EventId
from sitegen.records.list_parts import part_path
from sitegen.records.permalinks import FOLDERS, page_path
from sitegen.site.annotations import format_annotations
from sitegen.site.compare_page import compare_path, gather_comparison
from sitegen.site.data import archive_data, document_data
from sitegen.site.data_package import plan_data_package
from sitegen.site.document_page import gather_document
from sitegen.site.downloads import plan_lists, plan_references, plan_texts
from sitegen.site.feeds import format_atom, format_robots, plan_sitemaps
from sitegen.site.figures import plan_coverage
from sitegen.site.frame import CITING_POLICY, OutputFile, plan_page
from sitegen.site.gone import gather_older_addresses, plan_gone, plan_not_found, with_older_addresses
from sitegen.site.json_text import format_json, format_large_json
from sitegen.site.list_pages import plan_left_out, plan_quotations, plan_stance, plan_tags
from sitegen.site.long_lists import divide, divide_texts, plan_list, plan_part_pages
from sitegen.site.markdown import render_markdown
from sitegen.site.metadata import json_ld, meta_tags, open_graph
from sitegen.site.page_links import Link, href, page_link, records_of
from sitegen.site.render import Theme, load_theme
from sitegen.site.search_page import plan_search
from sitegen.site.search_records import plan_search_pages
from sitegen.site.source_page import count_edits, find_changes, plan_rows
from sitegen.site.table import format_csv
from sitegen.site.view import Entry, Said, Site, ascribed, gather_site, list_once, names_called, said_by, shorten
from sitegen.site.wording import msg, read_date

__all__ = ["OutputFile", "plan_document", "plan_parts", "plan_site", "plan_system"]

RESERVED_PAGES = frozenset(
    {"index", "search", "timeline", "data", "404", "left-out", "articles", "outlets", "people", "events", "topics",
     "quotations", "stance", "tags"}
)  # fmt: skip
"""Names at the site's root that a note cannot have."""
NEWEST_SHOWN = 8
_LISTS = {"outlet": msg("Outlets"), "person": msg("People"), "event": msg("Events"), "topic": msg("Topics")}


def plan_site(archive: Archive, links: Links, theme: Theme | None = None) -> Iterator[OutputFile]:
    """Every file of the site. `theme` is the packaged one that the settings name where none is given."""
    site = gather_site(archive, links, theme or load_theme(archive.settings.theme, language=archive.settings.language))
    yield from chain.from_iterable(plan_parts(site))
    yield from plan_search_pages(site)


def plan_parts(site: Site) -> list[Iterator[OutputFile]]:
    """What is published, in parts, none of which needs another: each is worked out where and when it is iterated."""
    older = gather_older_addresses(site)
    return [with_older_addresses(site, older, part) for part in _plan_all(site)]


def _plan_all(site: Site) -> Iterator[Iterator[OutputFile]]:
    """The parts, those that grow with the archive first."""
    yield _plan_downloads(site)
    yield _plan_front(site)
    yield plan_system(site, _public_pages(site))
    for kind in _LISTS:
        yield _plan_register(site, kind)
        yield from (_plan_authority(site, kind, id) for id in records_of(site.archive, kind))
    yield from (plan_document(site, document) for document in site.documents)
    yield plan_tags(site)
    yield from (_plan_comparison(site, id) for id in site.archive.events)
    yield _plan_notes(site)
    yield plan_gone(site)


# --- pages ------------------------------------------------------------------------------------------------------------


def _plan_front(site: Site) -> Iterator[OutputFile]:
    """The pages that lead to all others."""
    entries = [site.entries[document.id] for document in site.documents]
    listed, say = list_once(site, site.documents), site.words.gettext
    yield plan_page(
        site, "index.html", "index.html", "",
        newest=listed[:NEWEST_SHOWN],
        counts={kind: len(records_of(site.archive, kind)) for kind in _LISTS},
        lists={kind: _foremost(site, kind) for kind in _LISTS},
        labels=site.words.table(_LISTS),
        total=site.words.documents(len(entries)),
        span=_years(entries),
    )  # fmt: skip
    yield from _plan_documents(site)
    yield from plan_quotations(site)
    yield from plan_stance(site)
    yield from plan_search(site)
    yield plan_page(site, "data.html", "data.html", say("Data"), total=len(entries))
    yield from plan_left_out(site)
    yield plan_not_found(site)


def _plan_documents(site: Site) -> Iterator[OutputFile]:
    """All documents, from the newest and from the oldest."""
    all_documents, timeline = site.words.gettext("All documents"), site.words.gettext("Timeline")
    newest = divide_texts(site, "articles.html", site.documents)
    yield plan_page(
        site, "articles.html", "articles.html", all_documents,
        years=_by_year(list_once(site, newest.shown)), coins=_coins(site, newest.shown), division=newest,
    )  # fmt: skip
    yield from plan_part_pages(site, "articles.html", "part.html", all_documents, newest, _show_part(site))
    oldest_first = sorted(site.documents, key=lambda document: (sort_key(read_date(document.date)), document.id))
    oldest = divide_texts(site, "timeline.html", oldest_first, rising=True, first=0)
    yield plan_page(
        site, "timeline.html", "timeline.html", timeline,
        years=_by_year(list_once(site, oldest.shown)), division=oldest,
        coverage=plan_coverage(site, [site.entries[document.id] for document in site.documents]),
    )  # fmt: skip
    yield from plan_part_pages(site, "timeline.html", "part.html", timeline, oldest, _show_part(site, timeline=True))


def _show_part(
    site: Site,
    said: Mapping[Entry, tuple[Said, ...]] = MappingProxyType({}),
    *,
    timeline: bool = False,
    skip_outlet: bool = False,
) -> Callable[[Sequence[Document]], Mapping[str, object]]:
    """What `part.html` shows of documents."""
    return lambda documents: {
        "entries": list_once(site, documents),
        "coins": _coins(site, documents),
        "said": _said_in(site, said, documents),
        "timeline": timeline,
        "skip_outlet": skip_outlet,
    }


def plan_document(site: Site, document: Document) -> Iterator[OutputFile]:
    """The page of one document, the page that shows its source, and its downloads."""
    archive, path = site.archive, page_path("document", document.id)
    stem = path.removesuffix(".html")
    base = archive.settings.base_url
    yield plan_page(
        site, path, "document.html", document.title,
        document=document,
        page=gather_document(site, document),
        description=site.entries[document.id].summary,
        canonical=base + href(path) if base else "",
        meta=meta_tags(document, archive),
        graph=open_graph(document, archive),
        json_ld=json_ld(document, archive),
        policy=CITING_POLICY,
    )  # fmt: skip
    yield _plan_source(site, document, f"{stem}.source.html")
    yield OutputFile(f"{stem}.json", format_json(document_data(site, document)), "data")
    yield from plan_texts(site, document)
    if document.annotations:
        yield OutputFile(f"{stem}.annotations.jsonld", format_annotations(site, document), "data")


def _plan_source(site: Site, document: Document, path: str) -> OutputFile:
    provenance = document.provenance
    capture = site.archive.captures.get(provenance.capture) if provenance else None
    cleaned = apply_edits(capture.raw, provenance.edits) if provenance and capture else document.text
    return plan_page(
        site, path, "source.html", site.words.gettext("Source of %(title)s", title=document.title),
        document=document,
        entry=site.entries[document.id],
        provenance=provenance,
        rows=plan_rows(capture.raw, provenance, site.words) if provenance and capture else (),
        changes=find_changes(cleaned, document.text, site.words),
        counts=count_edits(provenance.edits, site.words) if provenance else (),
        comparable=bool(provenance and capture),
        robots="noindex",
    )  # fmt: skip


def _plan_register(site: Site, kind: str) -> Iterator[OutputFile]:
    """The list of one kind of authority record, those with most documents first."""
    page = f"{FOLDERS[kind]}.html"
    division = divide(site, page, _by_documents(site, kind), rising=kind != "event")
    quoted = _quotations_of(site) if kind == "person" else {}
    yield from plan_list(
        site, page, "authorities.html", site.words.gettext(_LISTS[kind]), division,
        lambda records: {"kind": kind, "listed": _rows(site, kind, records), "quoted": quoted},
    )  # fmt: skip


def _plan_authority(site: Site, kind: str, id: str) -> Iterator[OutputFile]:
    """The page of an authority record, its feed and references."""
    record = records_of(site.archive, kind)[id]
    documents = _grouped_by(site, kind).get(id, ())
    path = page_path(kind, id)
    stem = path.removesuffix(".html")
    division = divide_texts(site, path, documents)
    said = dict(said_by(site, id)) if kind == "person" else {}  # type: ignore[arg-type]
    yield plan_page(
        site, path, f"{kind}.html", record.name,
        record=record,
        description=_describe(site, record, documents),
        entries=list_once(site, division.shown),
        total=len(documents),
        listed=len(list_once(site, documents)),
        coins=_coins(site, division.shown),
        division=division,
        stem=stem.rpartition("/")[2],
        feed=f"{stem.rpartition('/')[2]}.atom.xml",
        said=_said_in(site, said, division.shown),
        called=names_called(site, id) if kind == "person" else (),  # type: ignore[arg-type]
        outlets=_outlets_of(site, documents),
        compare=compare_path(EventId(id)) if kind == "event" and len(documents) > 1 else "",
        texts=len({cluster.base if (cluster := site.clusters.get(one.id)) else one.id for one in documents}),
    )  # fmt: skip
    show = _show_part(site, said, skip_outlet=kind == "outlet")
    yield from plan_part_pages(site, path, "part.html", record.name, division, show)
    yield from plan_lists(site, path, record.name, documents)


def _describe(site: Site, record: object, documents: Sequence[Document]) -> str:
    """A record's page in a sentence, for search engines."""
    said = getattr(record, "description", "") or getattr(record, "note", "")
    counted = f"{getattr(record, 'name')}: {site.words.documents(len(documents))}."  # noqa: B009
    return shorten(f"{counted} {said}".strip(), 160)


def _said_in(site: Site, said: Mapping[Entry, tuple[Said, ...]], documents: Sequence[Document]) -> list[object]:
    entries = [site.entries[document.id] for document in documents]
    return [(entry, said[entry]) for entry in entries if entry in said]


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
        if id not in RESERVED_PAGES:
            yield plan_page(site, f"{id}.html", "note.html", note.title, html=render_markdown(note.body), id=id)
    if "about" not in site.archive.notes:
        yield plan_page(site, "about.html", "note.html", site.words.gettext("About"), html="", id="about")


# --- downloads and files for programs ---------------------------------------------------------------------------------


def _plan_downloads(site: Site) -> Iterator[OutputFile]:
    """The whole archive in one file of each format, and what describes these files."""
    documents = [site.archive.documents[id] for id in sorted(site.entries)]
    files = [
        OutputFile("archive.json", format_large_json(archive_data(site)), "data"),
        OutputFile("archive.csv", format_csv(site), "data"),
        *plan_references(site, "archive", documents),
    ]
    yield from files
    yield plan_data_package(site, {file.path: file.content for file in files})


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
    lists = [f"{FOLDERS[kind]}.html" for kind in _LISTS]
    records = [page_path(kind, id) for kind in _LISTS for id in records_of(site.archive, kind)]
    parts = [part_path(page, part) for page, names in sorted(site.list_parts.items()) for part in sorted(names)]
    return [*fixed, *lists, *(page_path("document", id) for id in sorted(site.entries)), *records, *parts]


# --- what pages have in common ----------------------------------------------------------------------------------------


def _grouped_by(site: Site, kind: str) -> Mapping[str, tuple[Document, ...]]:
    return {"outlet": site.by_outlet, "person": site.by_person, "event": site.by_event, "topic": site.by_topic}[kind]


def _by_documents(site: Site, kind: str) -> list[Any]:
    """Records of a kind, those with most documents first."""
    groups = _grouped_by(site, kind)
    records = records_of(site.archive, kind).values()
    return sorted(records, key=lambda one: (-len(groups.get(one.id, ())), one.name.casefold()))


def _foremost(site: Site, kind: str) -> list[tuple[Link, object, int]]:
    """The records of a kind with most documents."""
    return [row for row in _rows(site, kind, _by_documents(site, kind)[:NEWEST_SHOWN]) if row[2]]


def _rows(site: Site, kind: str, records: Iterable[Any]) -> list[tuple[Link, object, int]]:
    """Records with their number of documents."""
    groups = _grouped_by(site, kind)
    return [(page_link(site.archive, kind, one.id), one, len(groups.get(one.id, ()))) for one in records]


def _quotations_of(site: Site) -> Counter[str]:
    """How many quotations and turns are ascribed to each person."""
    said = (ascribed(document, site.links) for document in site.documents)
    return Counter(person for found in said for person, one in found if one.kind != "reported")


def _outlets_of(site: Site, documents: Sequence[Document]) -> list[tuple[Link, int]]:
    """Which outlets the documents come from, and how many of them."""
    counts: dict[Link, int] = {}
    for document in documents:
        link = site.entries[document.id].outlet or Link(site.words.gettext("outlet unknown"))
        counts[link] = counts.get(link, 0) + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].text.casefold()))


def _coins(site: Site, documents: Sequence[Document] | None = None) -> dict[DocumentId, str]:
    shown = site.documents if documents is None else documents
    return {document.id: site.references.format_coins(document) for document in shown}


def _by_year(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """Entries under their year, in the order they come; what has no one year stands under the empty string, last."""
    years: dict[str, list[Entry]] = {}
    for entry in entries:
        years.setdefault(entry.year, []).append(entry)
    undated = years.pop("", [])
    return [*years.items(), *([("", undated)] if undated else [])]


def _years(entries: Sequence[Entry]) -> str:
    years = sorted({entry.year for entry in entries if entry.year})
    return "–".join(dict.fromkeys((years[0], years[-1]))) if years else ""
