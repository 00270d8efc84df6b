"""What parts of the site are made from, as digests: while a part's digest stays, it need not be planned again.

A part draws on what every page may show (settings, authority records, rulings, words, templates), on its documents, and
on what links them to others, with these others. Whatever pages come to show besides has to be counted here:
`tests/test_dependence.py` compares what is kept with what would be made, edit by edit. Who speaks in a document, and
all else that is worked out from its own files and the archive's records, needs no counting of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from sitegen.links import Cluster, QuotationPair
from sitegen.model import Archive, Document, DocumentId, EventId
from sitegen.records.permalinks import page_path
from sitegen.site.render import digest_template
from sitegen.site.view import Site
from sitegen.store import digest_of


class Dependence:
    """The digests of one site's parts; empty ones where a document was not read from files."""

    def __init__(self, site: Site, older: Mapping[str, Sequence[str]]) -> None:
        """`older`: by the path of a page, the addresses that it had before."""
        self._site = site
        self._common = digest_of(*_common(site.archive), repr(sorted(older.items())), site.theme.said.hex()).hex()
        self._unsure = _unsure(site.archive)
        self._digest_template = cache(lambda name: digest_template(site.theme, name).hex())
        texts = {cluster.base: cluster for cluster in site.clusters.values()}
        self._texts = {base: self._look_at_text(cluster) for base, cluster in texts.items()}
        self._seen = {document.id: self._look_at(document) for document in site.documents}
        self._lines = {document.id: self._look_at_line(document) for document in site.documents}
        self._known = all(document.made_from for document in site.documents)

    def of_document(self, document: Document, *templates: str) -> Iterator[bytes]:
        """Of files about one document: one digest for each of `templates`, empty for files without one."""
        site, id, origin = self._site, document.id, document.provenance
        related = site.links.related.get(id, ())
        drawn_on = self._digest(
            {id, *self._near(id)},
            id,
            str(origin is not None and origin.capture in site.archive.captures),
            repr(related),
            *(self._lines[one.id] for one in related if one.id in site.entries),
            repr(site.passages.get(id, ())),
            *_places(site.paired.get(id, ())),
        )
        return (self._digest_page(template, drawn_on) for template in templates)

    def of_list(
        self, path: str, documents: Iterable[Document], template: str, *shown: str, texts: bool = False
    ) -> bytes:
        """Of the list of `documents` on the page at `path`, with its parts and with the files that stand beside it.
        `shown`: what it shows besides; `texts`: whether it shows more of their texts than how they begin.
        """
        ids = [document.id for document in documents]
        since = (self._site.since.get(page_path("document", id), "") for id in ids)
        parts = repr(sorted(self._site.list_parts.get(path, ())))
        drawn_on = self._digest(ids, path, parts, repr(list(since)), *shown, seen=self._seen if texts else self._lines)
        return self._digest_page(template, drawn_on)

    def of_comparison(self, event: EventId, documents: Iterable[Document], template: str) -> bytes:
        """Of the page that compares what `documents` report of an event."""
        ids = [document.id for document in documents]
        pairs = (pair for id in ids for pair in self._site.paired.get(id, ()))
        passages = repr([self._site.passages.get(id, ()) for id in ids])
        return self._digest_page(template, self._digest(ids, event, passages, *_places(pairs)))

    def _digest(self, ids: Iterable[DocumentId], *parts: str, seen: Mapping[DocumentId, str] | None = None) -> bytes:
        seen = self._seen if seen is None else seen
        return digest_of(self._common, *(seen[id] for id in sorted(ids)), "", *parts) if self._known else b""

    def _digest_page(self, template: str, drawn_on: bytes) -> bytes:
        drawn = self._digest_template(template) if template else ""
        return digest_of(template, drawn, drawn_on.hex()) if drawn_on else b""

    def _look_at(self, document: Document) -> str:
        """What pages may show of a document: the other witnesses of its text are named wherever it is."""
        cluster = self._site.clusters.get(document.id)
        return document.made_from + (self._texts[cluster.base] if cluster else "")

    def _look_at_line(self, document: Document) -> str:
        """What lists may show of a document: all but its text, of which they show the beginning."""
        entry, cluster = self._site.entries[document.id], self._site.clusters.get(document.id)
        copies = repr((entry.also, entry.also_more, cluster.base, cluster.documents)) if cluster else ""
        has_text = str(any(passage.text.strip() for passage in document.passages))
        return digest_of(document.described_by, entry.summary, has_text, copies).hex()

    def _look_at_text(self, cluster: Cluster) -> str:
        """The same of all witnesses of a text, of which there may be thousands."""
        documents = (self._site.archive.documents[id].made_from for id in cluster.documents)
        return digest_of(repr(cluster.witnesses), *documents).hex()

    def _near(self, id: DocumentId) -> Iterator[DocumentId]:
        """The published documents whose texts the page of one draws on, other witnesses of its text apart."""
        site = self._site
        linked = [one.other for one in site.passages.get(id, ())]
        linked += [side.document for pair in site.paired.get(id, ()) for side in (pair.one, pair.other)]
        linked += self._unsure.get(id, ())
        return (one for one in linked if one in site.entries)


def _common(archive: Archive) -> Iterator[str]:
    """What every page may show."""
    yield repr((archive.settings, archive.notes, archive.decisions, archive.fields))
    yield repr((archive.outlets, archive.people, archive.events, archive.topics))


def _places(pairs: Iterable[QuotationPair]) -> Iterator[str]:
    """What pages show of pairs besides their documents."""
    for pair in pairs:
        sides = (f"{side.document} {side.start} {side.end}" for side in (pair.one, pair.other))
        yield f"{pair.relation} {' '.join(sides)}"


def _unsure(archive: Archive) -> dict[DocumentId, set[DocumentId]]:
    """Documents of which editors do not know whether they are one text."""
    found: dict[DocumentId, set[DocumentId]] = {}
    for ruling in archive.decisions:
        for id in ruling.documents if ruling.ruling == "unsure" else ():
            found.setdefault(id, set()).update(ruling.documents)
    return found
