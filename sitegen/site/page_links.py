"""Links to pages of the site, from any of its pages: of documents, and of the records that they name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple
from urllib.parse import quote

from sitegen.model import Archive, Document
from sitegen.records.permalinks import page_path


class Link(NamedTuple):
    """Words that lead to a page of the site; `href` is relative to the site's root, empty for plain words."""

    text: str
    href: str = ""


@lru_cache(maxsize=1 << 16)
def href(path: str) -> str:
    """A path as a link may hold it: percent-encoded."""
    return quote(path)


_RECORDS = {
    "document": attrgetter("documents"),
    "outlet": attrgetter("outlets"),
    "person": attrgetter("people"),
    "event": attrgetter("events"),
    "topic": attrgetter("topics"),
}


def records_of(archive: Archive, kind: str) -> Mapping[str, Any]:
    """The documents, or the authority records of one kind, by their ids."""
    return _RECORDS[kind](archive)  # type: ignore[no-any-return]


def page_link(archive: Archive, kind: str, id: str) -> Link:
    """A link to a record's page; an id or name without a record stands as it is, unlinked."""
    name = record_name(archive, kind, id)
    return Link(name, href(page_path(kind, id))) if id in records_of(archive, kind) else Link(name)


def record_name(archive: Archive, kind: str, id: str) -> str:
    """What a document or an authority record is called; an id or name without a record as it is."""
    record = records_of(archive, kind).get(id)
    return str(record.title if kind == "document" else record.name) if record else id


def target_link(archive: Archive, id: str) -> Link:
    """What a stance is towards: a topic, an event, a person or an outlet."""
    links = [page_link(archive, kind, id) for kind in ("topic", "event", "person", "outlet")]
    return next((link for link in links if link.href), Link(id))


def outlet_link(archive: Archive, document: Document) -> Link | None:
    """The outlet's page; None where the outlet is unknown."""
    return page_link(archive, "outlet", document.outlet) if document.outlet else None


def outlet_name(archive: Archive, document: Document) -> str:
    """The outlet's authorised name, the id where the record is missing, or nothing."""
    return record_name(archive, "outlet", document.outlet) if document.outlet else ""
