"""The search page: its facets as real lists with links and counts, so that it is of use before any script runs, and the
catalogue, from which the scripts narrow, count and sort.

Pagefind only says which documents hold which words. Everything else that a search asks is in the catalogue, so that
one pass over it gives every facet's counts, a date range asks for overlap, and copies of one text are shown once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sitegen.dates import earliest, latest
from sitegen.model import Document, DocumentId
from sitegen.site.frame import SEARCH_POLICY, OutputFile, plan_page
from sitegen.site.page_links import Link, page_link, target_link
from sitegen.site.render import hashed_address
from sitegen.site.shown_fields import facet_fields
from sitegen.site.tags_page import gather_tags
from sitegen.site.view import Site, list_once
from sitegen.site.wording import STANCES, STATUSES, Words, read_date

_LISTED = 30
"""Documents that the page lists before anybody searches; the list of documents has them all."""


_WORKER = "service-worker.js"

_TOLD = (("outlet", ""), ("kind", ""))
"""What a result tells of its document, whether or not it narrows a search: the catalogue always has it."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    link: Link
    documents: tuple[DocumentId, ...]
    count: int
    """Of the texts among them: copies of one text count once."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a search."""

    name: str
    """In addresses: `outlet=Merrow+Herald`."""
    label: str
    values: tuple[FacetValue, ...]


def plan_search(site: Site) -> Iterator[OutputFile]:
    """The search page, its catalogue, and where the theme has one the service worker: it works from the root only."""
    if _WORKER in site.theme.assets:
        yield OutputFile(_WORKER, site.theme.assets[_WORKER], "system")
    facets = gather_facets(site)
    shown = {facet.name for facet in facets}
    told = tuple(facet for facet in _gather(site, _TOLD) if facet.name not in shown)
    listed = list_once(site, site.documents)
    catalogue = format_catalogue(site, facets + told)
    address = hashed_address("search-catalogue.js", catalogue)
    yield OutputFile(address, catalogue, "data")
    yield plan_page(
        site, "search.html", "search.html", site.words.gettext("Search"),
        facets=facets, entries=listed[:_LISTED], total=len(listed), catalogue=address, policy=SEARCH_POLICY,
        script_words=json.dumps(script_words(site.words), ensure_ascii=False),
    )  # fmt: skip


def gather_facets(site: Site) -> tuple[Facet, ...]:
    """Facets that have at least one value, as the archive's fields are to be shown."""
    return _gather(site, facet_fields(site.archive, site.words))


def _gather(site: Site, fields: Iterable[tuple[str, str]]) -> tuple[Facet, ...]:
    facets = (_facet(site, field, label) for field, label in fields)
    return tuple(facet for facet in facets if facet.values)


def _facet(site: Site, field: str, label: str) -> Facet:
    match field:
        case "outlet":
            return _by_page(site, "outlet", label, "outlet", site.by_outlet)
        case "speakers":
            return _by_page(site, "speaker", label, "person", site.by_person)
        case "events":
            return _by_page(site, "event", label, "event", site.by_event)
        case "topics":
            return _by_page(site, "topic", label, "topic", site.by_topic)
        case "date":
            return _by_year(site, label)
        case "annotations":
            return _by_tag(site, label)
        case _:
            return _by_value(site, field, label, lambda document: _values(site, document, field))


def _values(site: Site, document: Document, field: str) -> Iterable[str]:
    """What a field says, in the reader's words."""
    match field:
        case "stance":
            return stance_values(site, document)
        case "kind":
            return (site.words.kind(document.kind),)
        case "language":
            return (site.words.language_name(document.language),) if document.language else ()
        case "status":
            return (site.words.of(STATUSES, document.status),)
        case _:
            value = getattr(document, field)
            return tuple(dict.fromkeys(value)) if isinstance(value, tuple) else (value,) if value else ()


def stance_values(site: Site, document: Document) -> tuple[str, ...]:
    """The document's own stances as facet values: `supportive: Peace talks`. What speakers say is theirs."""
    values = (
        f"{site.words.of(STANCES, one.value)}: {target_link(site.archive, one.toward).text}"
        for one in document.stance
        if not one.voice.startswith("quoted:")
    )
    return tuple(dict.fromkeys(values))


def _by_page(site: Site, name: str, label: str, kind: str, groups: Mapping[str, tuple[Document, ...]]) -> Facet:
    values = (_value(site, page_link(site.archive, kind, id), members) for id, members in groups.items() if id)
    return Facet(name, label, _commonest_first(values))


def _by_value(site: Site, name: str, label: str, values_of: Callable[[Document], Iterable[str]]) -> Facet:
    groups: dict[str, list[Document]] = {}
    for document in site.documents:
        for value in values_of(document):
            groups.setdefault(value, []).append(document)
    return Facet(name, label, _commonest_first(_value(site, Link(one), members) for one, members in groups.items()))


def _by_year(site: Site, label: str) -> Facet:
    """Newest first, the undated last; each leads to its part of the list of documents, where it has one: copies stand
    there with the text that they are copies of.
    """
    listed = {entry.year for entry in list_once(site, site.documents)}
    groups: dict[str, list[Document]] = {}
    for document in site.documents:
        groups.setdefault(site.entries[document.id].year, []).append(document)
    values = (
        _value(site, _year_link(site, year, year in listed), groups[year]) for year in sorted(groups, reverse=True)
    )
    return Facet("year", label, tuple(values))


def _year_link(site: Site, year: str, listed: bool) -> Link:
    place = f"y{year}" if year else "undated"
    return Link(year or site.words.gettext("year unknown"), f"articles.html#{place}" if listed else "")


def _by_tag(site: Site, label: str) -> Facet:
    """Documents with a note that bears the tag."""
    values = []
    for tag in gather_tags(site):
        noted = dict.fromkeys(note.entry.id for note in tag.notes)
        values.append(_value(site, tag.link, [site.archive.documents[id] for id in noted]))
    return Facet("tag", label, _commonest_first(value for value in values if value.documents))


def _value(site: Site, link: Link, documents: Iterable[Document]) -> FacetValue:
    members = tuple(documents)
    return FacetValue(link, tuple(document.id for document in members), len(list_once(site, members)))


def _commonest_first(values: Iterable[FacetValue]) -> tuple[FacetValue, ...]:
    return tuple(sorted(values, key=lambda one: (-one.count, one.link.text.casefold())))


# --- what the script says ---------------------------------------------------------------------------------------------


def script_words(words: Words) -> dict[str, object]:
    """What `search.js` says, in the interface's language; `{}` stands for what it fills in.

    `forms` are the ways to say `12 documents`, and `form_of` tells for each number below 200 which of them it asks for:
    no language looks beyond a number's last two digits, so that 712 is said as 112 is.
    """
    said = [words.translations.ngettext("%(num)s document", "%(num)s documents", number) for number in range(200)]
    forms = list(dict.fromkeys(said))
    return {
        "forms": [form.replace("%(num)s", "{}") for form in forms],
        "form_of": "".join(str(forms.index(form)) for form in said),
        "nothing": words.gettext("Nothing found"),
        "undated": words.gettext("Left out, because their dates are not known: %(documents)s.", documents="{}"),
        "paragraph": words.gettext("Paragraph %(number)s", number="{}"),
        "note": words.gettext("Editor’s note"),
        "text": words.gettext("In the text"),
        "copies": words.gettext("Same text in"),
        "more": words.gettext("and %(number)s more", number="{}"),
        "version": words.gettext("another version"),
        "names": words.gettext("Found by name: %(names)s", names="{}"),
        "no_date": words.gettext("no date"),
        "failed": words.gettext(
            "The search index is not there or could not be loaded. Documents are listed below, and each name beside "
            "them leads to its own list."
        ),
    }


# --- the catalogue ----------------------------------------------------------------------------------------------------


def format_catalogue(site: Site, facets: tuple[Facet, ...]) -> bytes:
    """The catalogue as a script for the loader, the newest document first.

    `facets` gives each facet's name and values; `dates` the first and the last day that a document may be from, empty
    where there is no such bound, and its date in words; a document is a row of: its id; its language; the number of its
    text, which copies of it share, and its place among them; the number of its date; for each facet the numbers of its
    values.
    """
    numbers: dict[DocumentId, list[list[int]]] = {document.id: [[] for _ in facets] for document in site.documents}
    for place, facet in enumerate(facets):
        for number, value in enumerate(facet.values):
            for id in value.documents:
                numbers[id][place].append(number)
    places = {document.id: place for place, document in enumerate(site.documents)}
    said = {document.id: _date(site, document) for document in site.documents}
    dates = {date: number for number, date in enumerate(dict.fromkeys(said.values()))}
    content = {
        "facets": [{"name": facet.name, "values": [value.link.text for value in facet.values]} for facet in facets],
        "dates": list(dates),
        "documents": [
            [one.id, one.language, *_witness(site, one, places), dates[said[one.id]], numbers[one.id]]
            for one in site.documents
        ],
    }
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f'archiveSearch.take("catalogue",{written});\n'.encode()


def _witness(site: Site, document: Document, places: Mapping[DocumentId, int]) -> tuple[int, int]:
    cluster = site.clusters.get(document.id)
    witnesses = cluster.documents if cluster else (document.id,)
    return places[witnesses[0]], witnesses.index(document.id)


def _date(site: Site, document: Document) -> tuple[str, str, str]:
    value = read_date(document.date)
    first, last = (earliest(value), latest(value)) if value else (None, None)
    return str(first or ""), str(last or ""), site.entries[document.id].date
