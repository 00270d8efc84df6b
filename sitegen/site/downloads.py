"""Files that stand beside a page, under its name with another ending, for programs and reference managers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.model import Document
from sitegen.records.permalinks import page_path
from sitegen.site.citations import csl_item, format_bibtex, format_csl_json, format_ris
from sitegen.site.data import format_json, format_markdown, format_text
from sitegen.site.feeds import format_atom
from sitegen.site.frame import OutputFile
from sitegen.site.view import Site


def plan_texts(site: Site, document: Document) -> Iterator[OutputFile]:
    """A document's text and reference as files of their own."""
    stem, archive = page_path("document", document.id).removesuffix(".html"), site.archive
    yield OutputFile(f"{stem}.md", format_markdown(site, document), "data")
    yield OutputFile(f"{stem}.txt", format_text(site, document), "data")
    yield OutputFile(f"{stem}.bib", format_bibtex(document, archive).encode(), "data")
    yield OutputFile(f"{stem}.ris", format_ris(document, archive).encode(), "data")
    yield OutputFile(f"{stem}.csl.json", format_csl_json(document, archive).encode(), "data")


def plan_lists(site: Site, path: str, name: str, documents: Sequence[Document]) -> Iterator[OutputFile]:
    """The feed and the references of the documents that the page at `path` lists, under the name of its record."""
    stem = path.removesuffix(".html")
    title = f"{name} – {site.archive.settings.title}"
    yield OutputFile(f"{stem}.atom.xml", format_atom(site, title, f"{stem}.atom.xml", path, documents), "feed")
    items = [csl_item(document, site.archive) for document in documents]
    yield OutputFile(f"{stem}.csl.json", format_json(items), "data")
