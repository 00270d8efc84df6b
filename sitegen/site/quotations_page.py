"""What the page of quotations shows: sentences that stand in more than one document, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sitegen.dates import sort_key
from sitegen.links import Difference, Links, QuotationPair, QuotationRelation, Quoted
from sitegen.model import Archive, Document, DocumentId, PersonId
from sitegen.records.anchors import paragraph_at
from sitegen.records.permalinks import page_path
from sitegen.relate.agreement import spoken_words
from sitegen.site.page_links import Link
from sitegen.site.view import Entry, Site
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
        msg("The same words under another name"),
        msg("Two documents name the speaker differently: one person by two names, or one of the two is wrong."),
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
    "other speaker": msg("under another name"),
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
    """By paragraph of `document`: where else its quotations stand, each other paragraph once, the surest tie first.

    Other versions of its own text are left out; of those of another text one is told, the base witness if it can be.
    """
    found: dict[int, dict[tuple[DocumentId, int | None], QuotationRelation]] = {}
    witness: dict[tuple[int, DocumentId], DocumentId] = {}
    for there, number, relation in _quoted_elsewhere(site, document):
        text = _text_of(site, there.document)
        if witness.setdefault((number, text), there.document) == there.document:
            place = (there.document, paragraph_at(site.archive.documents[there.document], there.start))
            found.setdefault(number, {}).setdefault(place, relation)
    return {
        number: tuple(
            AlsoIn(site.entries[id], paragraph, site.words.gettext(RELATIONS[tie]))
            for (id, paragraph), tie in places.items()
        )
        for number, places in found.items()
    }


def _quoted_elsewhere(site: Site, document: Document) -> list[tuple[Quoted, int, QuotationRelation]]:
    """Sentences of other texts that `document` has, with its paragraph; the surest tie first, then base witnesses."""
    own = _text_of(site, document.id)
    elsewhere = []
    for pair in site.paired.get(document.id, ()):
        here, there = (pair.one, pair.other) if pair.one.document == document.id else (pair.other, pair.one)
        number = paragraph_at(document, here.start)
        if number is not None and _text_of(site, there.document) != own:
            elsewhere.append((there, number, pair.relation))
    return sorted(elsewhere, key=lambda one: (_ORDER.index(one[2]), _text_of(site, one[0].document) != one[0].document))


def _text_of(site: Site, id: DocumentId) -> DocumentId:
    """The document that stands for all versions of one text."""
    cluster = site.clusters.get(id)
    return cluster.base if cluster else id


Pairs = Mapping[DocumentId, tuple[QuotationPair, ...]]
"""By the document that was printed first."""
_Source = tuple[DocumentId, tuple[str, ...]]
"""A text, by its base witness, and words that it quotes."""


def list_pairs(archive: Archive, links: Links) -> Pairs:
    """The pairs that the page shows.

    Witnesses of one text are one source: what two of them quote is no pair, and what a text has in common with another
    is told once, for the witnesses nearest to the base.
    """
    rank = {id: (cluster.base, place) for cluster in links.clusters for place, id in enumerate(cluster.documents)}
    nearest: dict[frozenset[_Source], tuple[int, QuotationPair]] = {}
    for pair in links.quotations:
        (one, place), (other, other_place) = (rank.get(id, (id, 0)) for id in _documents_of(pair))
        if one != other and not any(archive.documents[id].status == "withdrawn" for id in _documents_of(pair)):
            key = frozenset({(one, spoken_words(pair.one.text)), (other, spoken_words(pair.other.text))})
            if key not in nearest or place + other_place < nearest[key][0]:
                nearest[key] = place + other_place, pair
    listed: dict[DocumentId, list[QuotationPair]] = {}
    for _, pair in nearest.values():
        listed.setdefault(_earlier_document(archive, pair), []).append(pair)
    return {id: tuple(pairs) for id, pairs in listed.items()}


def _documents_of(pair: QuotationPair) -> tuple[DocumentId, DocumentId]:
    return pair.one.document, pair.other.document


def _earlier_document(archive: Archive, pair: QuotationPair) -> DocumentId:
    documents = (archive.documents[id] for id in _documents_of(pair))
    return min(documents, key=lambda one: (sort_key(read_date(one.date)), one.id)).id


def gather_quotations(
    site: Site, listed: Pairs, documents: Iterable[Document]
) -> tuple[tuple[str, str, tuple[Shared, ...]], ...]:
    """What these documents have first, in groups that are not empty: heading, explanation, pairs."""
    pairs = [pair for id in sorted(document.id for document in documents) for pair in listed.get(id, ())]
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
            first = _earlier_document(site.archive, pair) == one.entry.id
            yield Shared(pair.relation, (one, other) if first else (other, one))


def _side(site: Site, quoted: Quoted, differences: Sequence[Difference], which: Literal["one", "other"]) -> Side:
    runs = tuple((text, part.same) for part in differences if (text := getattr(part, which)))
    person = site.archive.people.get(PersonId(quoted.speaker))
    speaker = Link(person.name, page_path("person", person.id)) if person else Link(quoted.speaker, "")
    document = site.archive.documents[quoted.document]
    return Side(site.entries[quoted.document], speaker, paragraph_at(document, quoted.start), runs)
