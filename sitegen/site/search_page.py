"""The search page's facets: real lists with links and counts, so that it is of use before any script runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sitegen.model import Document
from sitegen.site.view import Link, Site, page_link, target_link
from sitegen.site.wording import kind_words, language_words

NO_YEAR = "year unknown"


@dataclass(frozen=True, slots=True)
class FacetValue:
    link: Link
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a search; `name` is Pagefind's filter."""

    name: str
    label: str
    values: tuple[FacetValue, ...]


def gather_facets(site: Site) -> tuple[Facet, ...]:
    """Facets that have at least one value, in the order in which readers ask."""
    facets = (
        _by_page(site, "outlet", "Outlet", "outlet", site.by_outlet),
        _by_page(site, "speaker", "Speaker", "person", site.by_person),
        _by_page(site, "event", "Event", "event", site.by_event),
        _by_page(site, "topic", "Topic", "topic", site.by_topic),
        _counted("stance", "Stance", (value for one in site.documents for value in stance_values(site, one))),
        _by_year(site),
        _counted("kind", "Kind", (kind_words(one.kind) for one in site.documents)),
        _counted("language", "Language", (language_words(one.language) for one in site.documents if one.language)),
    )
    return tuple(facet for facet in facets if facet.values)


def stance_values(site: Site, document: Document) -> tuple[str, ...]:
    """The document's own stances as filter values: `supportive: Peace talks`. What speakers say is theirs."""
    values = (
        f"{one.value.replace('_', ' ')}: {target_link(site.archive, one.toward).text}"
        for one in document.stance
        if not one.voice.startswith("quoted:")
    )
    return tuple(dict.fromkeys(values))


def _by_page(site: Site, name: str, label: str, kind: str, groups: Mapping[str, tuple[Document, ...]]) -> Facet:
    values = [FacetValue(page_link(site.archive, kind, id), len(members)) for id, members in groups.items() if id]
    return Facet(name, label, tuple(sorted(values, key=lambda one: (-one.count, one.link.text.casefold()))))


def _counted(name: str, label: str, values: Iterable[str]) -> Facet:
    counts = sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0]))
    return Facet(name, label, tuple(FacetValue(Link(value), count) for value, count in counts))


def _by_year(site: Site) -> Facet:
    """Newest first, the undated last; each leads to its part of the list of documents."""
    counts = Counter(site.entries[one.id].year for one in site.documents)
    known = sorted((year for year in counts if year), reverse=True)
    years = (FacetValue(Link(year, f"articles.html#y{year}"), counts[year]) for year in known)
    undated = [FacetValue(Link(NO_YEAR, "articles.html#undated"), counts[""])] if counts[""] else []
    return Facet("year", "Year", (*years, *undated))
