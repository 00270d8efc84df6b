"""Lists that are too long for one page: the list's own page leads to the pages of its parts, and shows the newest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sitegen.links import Links
from sitegen.model import Archive, Document
from sitegen.records.list_parts import UNDATED, group_by_part, part_path, plan_parts
from sitegen.records.permalinks import find_list_parts, page_path
from sitegen.site.view import Link, Site, href, list_once, page_link, people_of
from sitegen.site.wording import Words

_NEWEST = 50
"""Documents that the page of a divided list shows itself."""


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a divided list."""

    name: str
    """`2024`, `2024-03`, `undated`."""
    link: Link
    count: int
    """Documents in it and in the parts within it."""
    documents: tuple[Document, ...]
    """Those that stand on its own page."""
    parts: tuple[Part, ...]
    """Within it."""


@dataclass(frozen=True, slots=True)
class Division:
    """A list as its page shows it."""

    parts: tuple[Part, ...]
    """None where the list is not divided."""
    shown: tuple[Document, ...]
    """What its own page shows: everything, or of a divided one the newest."""

    def all_parts(self) -> Iterator[Part]:
        """Every page of the list but its own."""
        waiting = list(self.parts)
        while waiting:
            part = waiting.pop(0)
            yield part
            waiting += part.parts


def find_list_pages(archive: Archive, links: Links) -> tuple[str, ...]:
    """The addresses of all parts of all long lists: those that are needed, and those that ever were."""
    groups: dict[str, list[Document]] = {"articles.html": [], "timeline.html": []}
    for document in archive.documents.values():
        if document.status != "withdrawn":
            for page in ("articles.html", "timeline.html", *_listing(archive, links, document)):
                groups.setdefault(page, []).append(document)
    recorded = find_list_parts(archive)
    pages = sorted(groups.keys() | recorded.keys())
    return tuple(
        part_path(page, part)
        for page in pages
        for part in plan_parts(groups.get(page, ()), recorded.get(page, frozenset()))
    )


def _listing(archive: Archive, links: Links, document: Document) -> Iterator[str]:
    """The pages of the records whose lists have the document."""
    for kind, ids in {
        "outlet": (document.outlet,) if document.outlet else (),
        "person": people_of(document, links),
        "event": document.events,
        "topic": document.topics,
    }.items():
        yield from (page_path(kind, id) for id in dict.fromkeys(ids) if page_link(archive, kind, id).href)


def divide(site: Site, page: str, documents: Sequence[Document], *, oldest_first: bool = False) -> Division:
    """The list on `page` of these documents, in parts where the ledger has some."""
    published = site.list_parts.get(page)
    if not published:
        return Division((), tuple(documents))
    parts = plan_parts(documents, published)
    groups = group_by_part(documents, parts)

    def gather(within: str) -> tuple[Part, ...]:
        depth = within.count("-") + 1 if within else 0
        inner = [name for name in parts if name.count("-") == depth and (not within or name.startswith(f"{within}-"))]
        return tuple(make(name) for name in _ordered(inner, oldest_first))

    def make(name: str) -> Part:
        inner, own = gather(name), tuple(groups[name])
        count = len(list_once(site, own)) + sum(part.count for part in inner)
        return Part(name, Link(_label(name, site.words), href(part_path(page, name))), count, own, inner)

    return Division(gather(""), () if oldest_first else tuple(documents[:_NEWEST]))


def _ordered(names: Iterable[str], oldest_first: bool) -> list[str]:
    """Parts in the order of their list, the undated last."""
    ordered = sorted(names, reverse=not oldest_first)
    return sorted(ordered, key=lambda name: name.startswith(UNDATED))


def _label(name: str, words: Words) -> str:
    """`2024-03` to `March 2024`."""
    if name.startswith(UNDATED):
        return f"{words.gettext('No certain year')} {name.removeprefix(UNDATED).removeprefix('-').upper()}".rstrip()
    return words.date(name)
