"""The bare site (`build --profile bare`): a page for each document, lists of them, feeds, a sitemap.

What other generators of static sites make of a folder of texts: for a look at an archive that is too large to wait for,
and for measuring this program beside them. Nobody's words are looked for; documents are related to each other where the
site's links say so (`build --profile related`), by their words and by what editors recorded of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sitegen.model import Document
from sitegen.records.permalinks import FOLDERS, page_path
from sitegen.site.body_html import render_body
from sitegen.site.dependence import Dependence
from sitegen.site.document_page import Paragraph, list_related
from sitegen.site.downloads import plan_feed
from sitegen.site.frame import Batch, OutputFile, plan_page
from sitegen.site.page_links import page_link
from sitegen.site.pages import NEWEST_SHOWN, plan_system
from sitegen.site.view import Site

THEME = "bare"
TEMPLATES = ("base.html", "document.html", "list.html", "parts.html", "records.html", "text.html")
"""Of that theme, those that these pages need."""


class _List(NamedTuple):
    """What stands on the list of one kind of authority records."""

    kind: str
    name: str
    records: Mapping[Any, Any]
    documents: Mapping[str, tuple[Document, ...]]
    """Of each record, by its id."""


def plan_bare(site: Site) -> list[Batch]:
    """What is published, in batches, none of which needs another."""
    say, archive = site.words.gettext, site.archive
    lists = (
        _List("outlet", say("Outlets"), archive.outlets, site.by_outlet),
        _List("person", say("People"), archive.people, site.by_person),
    )
    records = [page_path(one.kind, id) for one in lists for id in one.records]
    pages = ["index.html", "articles.html", *(f"{FOLDERS[one.kind]}.html" for one in lists), *records]
    depends = Dependence(site, {})
    return [
        *(
            Batch(_plan_list(site, path, name, shown), depends.of_list(path, shown, "list.html"))
            for path, name, shown in (
                ("index.html", "", site.documents[:NEWEST_SHOWN]),
                ("articles.html", say("All documents"), site.documents),
            )
        ),
        Batch(_plan_registers(site, lists)),
        Batch(plan_system(site, [*pages, *(page_path("document", document.id) for document in site.documents)])),
        *(
            Batch(
                _plan_record(site, one, id),
                depends.of_list(page_path(one.kind, id), one.documents.get(id, ()), "list.html"),
            )
            for one in lists
            for id in one.records
        ),
        *(Batch(_plan_document(site, one), *depends.of_document(one, "document.html")) for one in site.documents),
    ]


def _plan_registers(site: Site, lists: Sequence[_List]) -> Iterator[OutputFile]:
    """The lists of records."""
    for one in lists:
        listed = [(page_link(site.archive, one.kind, id), len(one.documents.get(id, ()))) for id in one.records]
        yield plan_page(site, f"{FOLDERS[one.kind]}.html", "records.html", one.name, listed=listed)


def _plan_record(site: Site, listed: _List, id: str) -> Iterator[OutputFile]:
    """The list of a record's documents with its feed."""
    path, name, documents = page_path(listed.kind, id), listed.records[id].name, listed.documents.get(id, ())
    yield from _plan_list(site, path, name, documents)
    yield plan_feed(site, path, name, documents)


def _plan_list(site: Site, path: str, title: str, documents: Sequence[Document]) -> Iterator[OutputFile]:
    yield plan_page(site, path, "list.html", title, entries=[site.entries[document.id] for document in documents])


def _plan_document(site: Site, document: Document) -> Iterator[OutputFile]:
    entry, path = site.entries[document.id], page_path("document", document.id)
    blocks = render_body(document, (), (), words=site.words)
    paragraphs = [Paragraph(block, (), (), ()) for block in blocks]
    yield plan_page(
        site, path, "document.html", document.title,
        entry=entry,
        description=entry.summary,
        paragraphs=paragraphs,
        related=list_related(site, document),
    )  # fmt: skip
