"""Lists that are too long for one page: the list's own page leads to the pages of its parts, and shows the newest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic

from sitegen.links import Links
from sitegen.model import Archive, Document, PersonId
from sitegen.records.list_parts import UNDATED, Listed, Member, group_by_part, part_path, plan_parts
from sitegen.records.permalinks import FOLDERS, find_list_parts, page_path
from sitegen.records.tags import tag_id
from sitegen.site.frame import OutputFile, plan_page
from sitegen.site.left_out import is_listed
from sitegen.site.page_links import Link, href, page_link, records_of
from sitegen.site.quotations_page import list_pairs
from sitegen.site.view import Site, ascribed, list_once, people_of
from sitegen.site.wording import Words

_FIRST = 50
"""Lines that the page of a divided list shows itself."""
SAID_SHOWN = 50
"""Quotations and turns of one document that a person's page shows: thousands of one transcript are read there."""
_PAIR_LINES = 4
"""Lines of a plain list that a pair of quotations takes, side by side."""


@dataclass(frozen=True, slots=True)
class Part(Generic[Member]):
    """One page of a divided list."""

    name: str
    """`2024`, `2024-03`, `undated`."""
    link: Link
    count: int
    """Of what is in it and in the parts within it."""
    members: tuple[Member, ...]
    """Those that stand on its own page."""
    parts: tuple[Part[Member], ...]
    """Within it."""


@dataclass(frozen=True, slots=True)
class Division(Generic[Member]):
    """A list as its page shows it."""

    parts: tuple[Part[Member], ...]
    """None where the list is not divided."""
    shown: tuple[Member, ...]
    """What its own page shows: everything, or of a divided one the first, which are the newest."""

    def all_parts(self) -> Iterator[Part[Member]]:
        """Every page of the list but its own."""
        waiting = list(self.parts)
        while waiting:
            part = waiting.pop(0)
            yield part
            waiting += part.parts


def find_list_pages(archive: Archive, links: Links) -> tuple[str, ...]:
    """The addresses of all parts of all long lists: those that are needed, and those that ever were."""
    lines: dict[str, list[Listed]] = defaultdict(list)
    for kind in ("outlet", "person", "event", "topic"):
        lines[f"{FOLDERS[kind]}.html"] += records_of(archive, kind).values()
    published = {id: one for id, one in archive.documents.items() if one.status != "withdrawn"}
    for document in published.values():
        for page, number in _lines_of(archive, links, document):
            lines[page] += [document] * number
    for id, pairs in list_pairs(archive, links).items():
        lines["quotations.html"] += [published[id]] * (_PAIR_LINES * len(pairs))
    recorded = find_list_parts(archive)
    return tuple(
        part_path(page, part)
        for page in sorted(lines.keys() | recorded.keys())
        for part in plan_parts(lines[page], recorded.get(page, frozenset()))
    )


def _lines_of(archive: Archive, links: Links, document: Document) -> Iterator[tuple[str, int]]:
    """The lists that have the document, and how many lines it takes in each."""
    yield "articles.html", 1
    yield "timeline.html", 1
    yield "left-out.html", int(is_listed(document))
    yield "stance.html", 2 * len(document.stance)
    for note in document.annotations:
        for page in {page_path("tag", tag_id(tag)) for tag in note.tags} or {"tags.html"}:
            yield page, 2
    said = [person for person, _ in ascribed(document, links)]
    for kind, ids in {
        "outlet": (document.outlet,) if document.outlet else (),
        "person": people_of(document, links),
        "event": document.events,
        "topic": document.topics,
    }.items():
        for id in dict.fromkeys(ids):
            if page_link(archive, kind, id).href:
                yield page_path(kind, id), min(max(1, said.count(PersonId(id))), SAID_SHOWN)


def divide(
    site: Site,
    page: str,
    members: Sequence[Member],
    *,
    count: Callable[[Sequence[Member]], int] = len,
    rising: bool = False,
    first: int = _FIRST,
) -> Division[Member]:
    """The list of these members on `page`, in parts where the ledger has some; its own page then shows the members that
    fill the `first` lines.

    `rising` puts the parts in the order of their names, as the alphabet and the timeline have them.
    """
    published = site.list_parts.get(page)
    if not published:
        return Division((), tuple(members))
    parts = plan_parts(members, published)
    groups = group_by_part(members, parts)
    inner: dict[str, list[str]] = defaultdict(list)
    for name in parts:
        inner[name.rpartition("-")[0]].append(name)

    def gather(within: str) -> tuple[Part[Member], ...]:
        return tuple(make(name) for name in _ordered(inner[within], rising))

    def make(name: str) -> Part[Member]:
        within, own = gather(name), tuple(groups[name])
        counted = count(own) + sum(part.count for part in within)
        return Part(name, Link(_label(name, site.words), href(part_path(page, name))), counted, own, within)

    return Division(gather(""), tuple(_fill(site, page, members, first)))


def _fill(site: Site, page: str, members: Iterable[Member], lines: int) -> Iterator[Member]:
    """Members from the first on, until they take so many lines."""
    for one in members:
        if lines <= 0:
            return
        yield one
        taken = dict(_lines_of(site.archive, site.links, one)) if isinstance(one, Document) else {}
        lines -= taken.get(page, 1)


def divide_texts(
    site: Site, page: str, documents: Sequence[Document], *, rising: bool = False, first: int = _FIRST
) -> Division[Document]:
    """A list in which copies of one text are one line."""
    return divide(site, page, documents, count=lambda some: len(list_once(site, some)), rising=rising, first=first)


def plan_list(
    site: Site,
    page: str,
    template: str,
    title: str,
    division: Division[Member],
    show: Callable[[Sequence[Member]], Mapping[str, object]],
    **shown: object,
) -> Iterator[OutputFile]:
    """The page of a list and those of its parts, all from one template: on the list's own page `part` is None.

    `show` gives what the template shows of members of the list; `shown` is what the list's own page shows besides.
    """
    yield plan_page(site, page, template, title, part=None, division=division, **show(division.shown), **shown)
    yield from plan_part_pages(site, page, template, title, division, show)


def plan_part_pages(
    site: Site,
    page: str,
    template: str,
    title: str,
    division: Division[Member],
    show: Callable[[Sequence[Member]], Mapping[str, object]],
) -> Iterator[OutputFile]:
    """The pages of the parts of the list on `page`, as in `plan_list`."""
    for part in division.all_parts():
        yield from plan_part_page(site, page, template, title, part, show)


def plan_part_page(
    site: Site,
    page: str,
    template: str,
    title: str,
    part: Part[Member],
    show: Callable[[Sequence[Member]], Mapping[str, object]],
) -> Iterator[OutputFile]:
    """The page of one part of the list on `page`, as in `plan_list`."""
    yield plan_page(
        site, part_path(page, part.name), template, f"{title}: {part.link.text}",
        part=part, of=Link(title, href(page)), **show(part.members),
    )  # fmt: skip


def tell_counts(part: Part[Member]) -> Iterator[str]:
    """How many members it has, and each part within it: all that its page shows of members beyond its own."""
    yield str(part.count)
    for within in part.parts:
        yield f"{within.name} {within.count}"


def _ordered(names: Iterable[str], rising: bool) -> list[str]:
    """Parts in the order of their list, the undated last."""
    ordered = sorted(names, reverse=not rising)
    return sorted(ordered, key=lambda name: name.startswith(UNDATED))


def _label(name: str, words: Words) -> str:
    """`2024-03` to `March 2024`, `v-o` to `VO`."""
    if name[0].isalpha() and not name.startswith(UNDATED):
        return name.replace("-", "").upper()
    if name.startswith(UNDATED):
        return f"{words.gettext('No certain year')} {name.removeprefix(UNDATED).removeprefix('-').upper()}".rstrip()
    return words.date(name)
