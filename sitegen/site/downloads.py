"""Files that stand beside a page, under its name with another ending, for programs and reference managers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.model import Document
from sitegen.records.permalinks import page_path
from sitegen.site.data import format_markdown, format_text
from sitegen.site.feeds import format_atom
from sitegen.site.frame import OutputFile
from sitegen.site.reference_files import REFERENCE_FILES
from sitegen.site.view import Site


def plan_texts(site: Site, document: Document) -> Iterator[OutputFile]:
    """A document's text and reference as files of their own."""
    stem = page_path("document", document.id).removesuffix(".html")
    yield OutputFile(f"{stem}.md", format_markdown(site, document), "data")
    yield OutputFile(f"{stem}.txt", format_text(site, document), "data")
    yield from plan_references(site, stem, [document])


def plan_lists(site: Site, path: str, name: str, documents: Sequence[Document]) -> Iterator[OutputFile]:
    """The feed and the references of the documents that the page at `path` lists, under the name of its record."""
    yield plan_feed(site, path, name, documents)
    yield from plan_references(site, path.removesuffix(".html"), documents)


def plan_feed(site: Site, path: str, name: str, documents: Sequence[Document]) -> OutputFile:
    """The feed of the documents that the page at `path` lists."""
    feed, title = f"{path.removesuffix('.html')}.atom.xml", f"{name} – {site.archive.settings.title}"
    return OutputFile(feed, format_atom(site, title, feed, path, documents), "feed")


def plan_references(site: Site, stem: str, documents: Sequence[Document]) -> Iterator[OutputFile]:
    """The references of `documents` in each format, under the name `stem`."""
    for ending in REFERENCE_FILES:
        yield OutputFile(f"{stem}.{ending}", site.references.format_file(ending, documents).encode(), "data")
