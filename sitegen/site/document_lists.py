"""Lists of documents: of all of them, and the further pages of those of authority records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from sitegen.dates import sort_key
from sitegen.model import Document, DocumentId, PersonId
from sitegen.records.list_parts import part_path
from sitegen.site.dependence import Dependence
from sitegen.site.figures import plan_coverage
from sitegen.site.frame import Batch, OutputFile, plan_page
from sitegen.site.long_lists import SAID_SHOWN, Division, divide_texts, plan_part_page, tell_counts
from sitegen.site.view import Entry, Site, list_once, said_by
from sitegen.site.wording import read_date


def plan_documents(site: Site, depends: Dependence) -> Iterator[Batch]:
    """All documents, from the newest and from the oldest."""
    all_documents, timeline = site.words.gettext("All documents"), site.words.gettext("Timeline")
    newest = divide_texts(site, "articles.html", site.documents)
    oldest_first = sorted(site.documents, key=lambda document: (sort_key(read_date(document.date)), document.id))
    oldest = divide_texts(site, "timeline.html", oldest_first, rising=True, first=0)
    for page, files in {
        "articles.html": _plan_newest(site, all_documents, newest),
        "timeline.html": _plan_oldest(site, timeline, oldest),
    }.items():
        yield Batch(files, depends.of_list(page, site.documents, page))
    yield from plan_parts_of(site, depends, "articles.html", all_documents, newest, show_part(site))
    yield from plan_parts_of(site, depends, "timeline.html", timeline, oldest, show_part(site, timeline=True))


def _plan_newest(site: Site, title: str, division: Division[Document]) -> Iterator[OutputFile]:
    yield plan_page(
        site, "articles.html", "articles.html", title,
        years=_by_year(list_once(site, division.shown)), coins=find_coins(site, division.shown), division=division,
    )  # fmt: skip


def _plan_oldest(site: Site, title: str, division: Division[Document]) -> Iterator[OutputFile]:
    yield plan_page(
        site, "timeline.html", "timeline.html", title,
        years=_by_year(list_once(site, division.shown)), division=division,
        coverage=plan_coverage(site, [site.entries[document.id] for document in site.documents]),
    )  # fmt: skip


def plan_parts_of(
    site: Site,
    depends: Dependence,
    path: str,
    title: str,
    division: Division[Document],
    show: Callable[[Sequence[Document]], Mapping[str, object]],
    *,
    texts: bool = False,
) -> Iterator[Batch]:
    """Each page of a divided list of documents but its own; `texts` as in `Dependence.of_list`."""
    for part in division.all_parts():
        told = title, *tell_counts(part)
        made_from = depends.of_list(part_path(path, part.name), part.members, "part.html", *told, texts=texts)
        yield Batch(plan_part_page(site, path, "part.html", title, part, show), made_from)


def show_part(
    site: Site,
    kind: str = "",
    id: str = "",
    *,
    timeline: bool = False,
) -> Callable[[Sequence[Document]], Mapping[str, object]]:
    """What `part.html` shows of documents, on the list of all or on that of an authority record."""
    return lambda documents: {
        "entries": list_once(site, documents),
        "coins": find_coins(site, documents),
        "said": said_by(site, PersonId(id), documents) if kind == "person" else (),
        "said_shown": SAID_SHOWN,
        "timeline": timeline,
        "skip_outlet": kind == "outlet",
    }


def find_coins(site: Site, documents: Iterable[Document]) -> dict[DocumentId, str]:
    """What reference managers read of each document in a list."""
    return {document.id: site.references.format_coins(document) for document in documents}


def _by_year(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """Entries under their year, in the order they come; what has no one year stands under the empty string, last."""
    years: dict[str, list[Entry]] = {}
    for entry in entries:
        years.setdefault(entry.year, []).append(entry)
    undated = years.pop("", [])
    return [*years.items(), *([("", undated)] if undated else [])]
