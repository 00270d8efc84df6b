"""What the page of quotations shows: sentences that stand in more than one document, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sitegen.dates import sort_key
from sitegen.model import Difference, PersonId, QuotationPair, QuotationRelation, Quoted
from sitegen.records.anchors import paragraph_at
from sitegen.records.permalinks import page_path
from sitegen.site.view import Entry, Link, Site
from sitegen.site.wording import read_date

_GROUPS: tuple[tuple[str, str, tuple[QuotationRelation, ...]], ...] = (
    ("The same words", "One speaker, one occasion, the same sentence in both.", ("verbatim", "altered", "excerpt")),
    (
        "One occasion in other words",
        "One speaker on one occasion, in two translations or renderings.",
        ("other words",),
    ),
    ("Perhaps the same", "One speaker on one occasion; whether it is one sentence is not certain.", ("perhaps",)),
    (
        "Said again on another occasion",
        "A claim that a speaker repeats. These are different statements, and no witness to each other.",
        ("recurring",),
    ),
    (
        "The same words from another mouth",
        "Two documents give the same words to different speakers; one of them may be wrong.",
        ("other speaker",),
    ),
)


@dataclass(frozen=True, slots=True)
class Side:
    """One of two quotations: the words in order, each run told as shared or not, and where they stand."""

    entry: Entry
    speaker: Link
    paragraph: int | None
    runs: tuple[tuple[str, bool], ...]
    """Words, and whether the other side has them too."""


@dataclass(frozen=True, slots=True)
class Shared:
    relation: QuotationRelation
    sides: tuple[Side, Side]


def gather_quotations(site: Site) -> tuple[tuple[str, str, tuple[Shared, ...]], ...]:
    """The groups that are not empty: heading, explanation, pairs; the earlier document of a pair stands first."""
    pairs = [pair for pair in site.links.quotations if {pair.one.document, pair.other.document} <= site.entries.keys()]
    groups = ((heading, why, tuple(_shared(site, pairs, kinds))) for heading, why, kinds in _GROUPS)
    return tuple(group for group in groups if group[2])


def _shared(site: Site, pairs: Sequence[QuotationPair], kinds: tuple[QuotationRelation, ...]) -> Iterator[Shared]:
    for pair in pairs:
        if pair.relation in kinds:
            one, other = (
                _side(site, pair.one, pair.differences, "one"),
                _side(site, pair.other, pair.differences, "other"),
            )
            earlier = min((one, other), key=lambda side: (_moment(site, side), side.entry.id))
            yield Shared(pair.relation, (one, other) if earlier is one else (other, one))


def _moment(site: Site, side: Side) -> tuple[int, int, int, str]:
    return sort_key(read_date(site.archive.documents[side.entry.id].date))


def _side(site: Site, quoted: Quoted, differences: Sequence[Difference], which: Literal["one", "other"]) -> Side:
    runs = tuple((text, part.same) for part in differences if (text := getattr(part, which)))
    person = site.archive.people.get(PersonId(quoted.speaker))
    speaker = Link(person.name, page_path("person", person.id)) if person else Link(quoted.speaker, "")
    document = site.archive.documents[quoted.document]
    return Side(site.entries[quoted.document], speaker, paragraph_at(document, quoted.start), runs)
