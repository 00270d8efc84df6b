"""A document's page at once when its file is saved, from what the last build knows of the rest of the archive.

What it shows of the document itself is what the next build makes of it. Its related coverage, its place in lists, and
passages that others print too follow with that build.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePath

from sitegen.model import Document, DocumentId
from sitegen.records.aliases import resolve_document
from sitegen.records.files import document_name, load_document
from sitegen.relate.attributing import attribute_documents
from sitegen.relate.rulings import resolve_speakers, rule_people
from sitegen.site.pages import plan_document
from sitegen.site.view import Site, with_document


class Preview:
    """Follows the builds of the archive at `root`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._site: Site | None = None

    def follow(self, site: Site) -> None:
        """From now on, `site` is what the last build knows."""
        self._site = site

    def pages(self, saved: Iterable[str]) -> Mapping[str, bytes]:
        """The pages, by path, of those published documents whose files are among `saved` (names relative to the
        archive). What is new, gone, damaged or no document, or is published now and was not, waits for the build.
        """
        site = self._site
        if site is None:
            return {}
        pages: dict[str, bytes] = {}
        for name in sorted(set(saved)):
            id = DocumentId(PurePath(name).stem)
            if id not in site.entries or name != document_name(id):
                continue
            document = self._read(site, name)
            if document is None or document.status != site.archive.documents[id].status:
                continue
            own = replace(site.archive, documents={id: document})
            site = with_document(site, document, attribute_documents(own)[id])
            pages |= {page.path: page.content for page in plan_document(site, document)}
        return pages

    def _read(self, site: Site, name: str) -> Document | None:
        document, _ = load_document(self._root, name)
        if document is None:
            return None
        people = rule_people(site.archive.people.values(), site.archive.decisions)
        document = resolve_document(site.archive, document)
        return replace(document, speakers=resolve_speakers(document, people))
