"""The pages of authority records (outlets, people, events, topics), and the registers of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from sitegen.model import Document, EventId, PersonId
from sitegen.records.permalinks import FOLDERS, page_path
from sitegen.site.compare_page import compare_path
from sitegen.site.dependence import Dependence
from sitegen.site.document_lists import find_coins, plan_parts_of, show_part
from sitegen.site.downloads import plan_lists
from sitegen.site.frame import Batch, OutputFile, plan_page
from sitegen.site.long_lists import SAID_SHOWN, Division, divide, divide_texts, plan_list
from sitegen.site.page_links import Link, page_link, records_of
from sitegen.site.view import Site, ascribed, list_once, names_called, said_by, shorten
from sitegen.site.wording import msg

LISTS = {"outlet": msg("Outlets"), "person": msg("People"), "event": msg("Events"), "topic": msg("Topics")}
"""The registers: their titles by kind of record."""
FOREMOST = 8
"""Records of each kind that the home page names."""


def plan_register(site: Site, kind: str) -> Iterator[OutputFile]:
    """The list of one kind of authority record, those with most documents first."""
    page = f"{FOLDERS[kind]}.html"
    division = divide(site, page, _by_documents(site, kind), rising=kind != "event")
    quoted = _quotations_of(site) if kind == "person" else {}
    yield from plan_list(
        site, page, "authorities.html", site.words.gettext(LISTS[kind]), division,
        lambda records: {"kind": kind, "listed": _rows(site, kind, records), "quoted": quoted},
    )  # fmt: skip


def plan_authority(site: Site, depends: Dependence, kind: str, id: str) -> Iterator[Batch]:
    """The pages of an authority record, its feed and references."""
    record, path = records_of(site.archive, kind)[id], page_path(kind, id)
    documents = _grouped_by(site, kind).get(id, ())
    division = divide_texts(site, path, documents)
    yield Batch(
        chain(_plan_record(site, kind, id, documents, division), plan_lists(site, path, record.name, documents)),
        depends.of_list(path, documents, f"{kind}.html", texts=kind == "person"),
    )
    show = show_part(site, kind, id)
    yield from plan_parts_of(site, depends, path, record.name, division, show, texts=kind == "person")


def _plan_record(
    site: Site, kind: str, id: str, documents: Sequence[Document], division: Division[Document]
) -> Iterator[OutputFile]:
    """An authority record's own page."""
    record, path = records_of(site.archive, kind)[id], page_path(kind, id)
    stem = path.removesuffix(".html")
    yield plan_page(
        site, path, f"{kind}.html", record.name,
        record=record,
        description=_describe(site, record, documents),
        entries=list_once(site, division.shown),
        total=len(documents),
        coins=find_coins(site, division.shown),
        division=division,
        stem=stem.rpartition("/")[2],
        feed=f"{stem.rpartition('/')[2]}.atom.xml",
        said=said_by(site, PersonId(id), division.shown) if kind == "person" else (),
        said_shown=SAID_SHOWN,
        called=names_called(site, PersonId(id)) if kind == "person" else (),
        outlets=_outlets_of(site, documents),
        compare=compare_path(EventId(id)) if kind == "event" and len(documents) > 1 else "",
        texts=len({cluster.base if (cluster := site.clusters.get(one.id)) else one.id for one in documents}),
    )  # fmt: skip


def _describe(site: Site, record: object, documents: Sequence[Document]) -> str:
    """A record's page in a sentence, for search engines."""
    said = getattr(record, "description", "") or getattr(record, "note", "")
    counted = f"{getattr(record, 'name')}: {site.words.documents(len(documents))}."  # noqa: B009
    return shorten(f"{counted} {said}".strip(), 160)


def _grouped_by(site: Site, kind: str) -> Mapping[str, tuple[Document, ...]]:
    return {"outlet": site.by_outlet, "person": site.by_person, "event": site.by_event, "topic": site.by_topic}[kind]


def _by_documents(site: Site, kind: str) -> list[Any]:
    """Records of a kind, those with most documents first."""
    groups = _grouped_by(site, kind)
    records = records_of(site.archive, kind).values()
    return sorted(records, key=lambda one: (-len(groups.get(one.id, ())), one.name.casefold()))


def find_foremost(site: Site, kind: str) -> list[tuple[Link, object, int]]:
    """The records of a kind with most documents."""
    return [row for row in _rows(site, kind, _by_documents(site, kind)[:FOREMOST]) if row[2]]


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
