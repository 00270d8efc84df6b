"""What the page of quotations shows: sentences that stand in more than one document, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sitegen.dates import sort_key
from sitegen.links import Difference, QuotationPair, QuotationRelation, Quoted
from sitegen.model import Archive, Document, DocumentId, PersonId
from sitegen.records.anchors import paragraph_at
from sitegen.records.permalinks import page_path
from sitegen.site.view import Entry, Link, Site
from sitegen.site.wording import msg, read_date

_GROUPS: tuple[tuple[str, str, tuple[QuotationRelation, ...]], ...] = (
    (
        msg("The same words"),
        msg("One speaker, one occasion, the same sentence in both."),
        ("verbatim", "altered", "excerpt"),
    ),
    (
        msg("One occasion in other words"),
        msg("One speaker on one occasion, in two translations or renderings."),
        ("other words",),
    ),
    (
        msg("Perhaps the same"),
        msg("One speaker on one occasion; whether it is one sentence is not certain."),
        ("perhaps",),
    ),
    (
        msg("Said again on another occasion"),
        msg("A claim that a speaker repeats. These are different statements, and no witness to each other."),
        ("recurring",),
    ),
    (
        msg("The same words from another mouth"),
        msg("Two documents give the same words to different speakers; one of them may be wrong."),
        ("other speaker",),
    ),
)


RELATIONS: Mapping[QuotationRelation, str] = {
    "verbatim": msg("the same words"),
    "altered": msg("with a few words changed"),
    "excerpt": msg("longer or shorter"),
    "other words": msg("in other words"),
    "perhaps": msg("perhaps the same"),
    "recurring": msg("said again on another occasion"),
    "other speaker": msg("given to somebody else"),
}
"""How a quotation stands to the one beside it, for readers; the surest tie first."""
_ORDER = tuple(RELATIONS)


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


@dataclass(frozen=True, slots=True)
class AlsoIn:
    """Another document with words that a paragraph quotes."""

    entry: Entry
    paragraph: int | None
    relation: str
    """In words."""


def also_in(site: Site, document: Document) -> dict[int, tuple[AlsoIn, ...]]:
    """By paragraph of `document`: where else its quotations stand, each other paragraph once, the surest tie first."""
    found: dict[int, dict[tuple[DocumentId, int | None], QuotationRelation]] = {}
    for pair in sorted(site.paired.get(document.id, ()), key=lambda pair: _ORDER.index(pair.relation)):
        here, there = (pair.one, pair.other) if pair.one.document == document.id else (pair.other, pair.one)
        number = paragraph_at(document, here.start)
        if number is not None and there.document != document.id:
            place = (there.document, paragraph_at(site.archive.documents[there.document], there.start))
            found.setdefault(number, {}).setdefault(place, pair.relation)
    return {
        number: tuple(
            AlsoIn(site.entries[id], paragraph, site.words.gettext(RELATIONS[tie]))
            for (id, paragraph), tie in places.items()
        )
        for number, places in found.items()
    }


def earlier_document(archive: Archive, pair: QuotationPair) -> DocumentId:
    """The document under which the list has the pair: the one that was printed first."""
    documents = (archive.documents[side.document] for side in (pair.one, pair.other))
    return min(documents, key=lambda one: (sort_key(read_date(one.date)), one.id)).id


def gather_quotations(site: Site, documents: Iterable[Document]) -> tuple[tuple[str, str, tuple[Shared, ...]], ...]:
    """What these documents have first, in groups that are not empty: heading, explanation, pairs."""
    pairs = [
        pair
        for id in sorted(document.id for document in documents)
        for pair in site.paired.get(id, ())
        if earlier_document(site.archive, pair) == id
    ]
    groups = (
        (site.words.gettext(heading), site.words.gettext(why), tuple(_shared(site, pairs, kinds)))
        for heading, why, kinds in _GROUPS
    )
    return tuple(group for group in groups if group[2])


def _shared(site: Site, pairs: Sequence[QuotationPair], kinds: tuple[QuotationRelation, ...]) -> Iterator[Shared]:
    """The earlier document stands first."""
    for pair in pairs:
        if pair.relation in kinds:
            one = _side(site, pair.one, pair.differences, "one")
            other = _side(site, pair.other, pair.differences, "other")
            first = earlier_document(site.archive, pair) == one.entry.id
            yield Shared(pair.relation, (one, other) if first else (other, one))


def _side(site: Site, quoted: Quoted, differences: Sequence[Difference], which: Literal["one", "other"]) -> Side:
    runs = tuple((text, part.same) for part in differences if (text := getattr(part, which)))
    person = site.archive.people.get(PersonId(quoted.speaker))
    speaker = Link(person.name, page_path("person", person.id)) if person else Link(quoted.speaker, "")
    document = site.archive.documents[quoted.document]
    return Side(site.entries[quoted.document], speaker, paragraph_at(document, quoted.start), runs)
