"""Related coverage: which documents a reader of one should see next, and why.

The score adds up what two documents have in common. What editors recorded: an event counts 1, a speaker .15 and a topic
.15, where both are from the same fortnight .3 and .2. What stands in both: one quotation .3, each passage .2. And
likeness, 0 to 1, which words and days decide (`likeness`). A pair is shown from .15 on; copies of one text are no
coverage of each other and left out. The reason names what counts most. Candidates come from inverted indexes, so that
documents with nothing in common are never compared.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from sitegen.links import Cluster, QuotationPair, Related, SharedPassage
from sitegen.model import Archive, Document, DocumentId, Event, Person, Topic
from sitegen.relate.likeness import LIKE_FROM, WINDOW, Likenesses, days_apart, shared_words

MOST = 5
EVENT, QUOTATION, PASSAGE = 1.0, 0.3, 0.2
_PASSAGES_COUNTED = 3
SPEAKER, SPEAKER_NEAR = 0.15, 0.3
TOPIC, TOPIC_NEAR = 0.15, 0.2
_NEIGHBOURS = 20
"""Of the documents that share a record, those looked at before and after a document in the order of days."""
_WORDS_NAMED = 3
_EXACT_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SAME_QUOTATION = frozenset({"verbatim", "altered", "excerpt", "other words"})
_NO_DAY = (10**9, 10**9)


def find_related(
    archive: Archive,
    likenesses: Likenesses,
    quotations: Iterable[QuotationPair] = (),
    passages: Iterable[SharedPassage] = (),
    clusters: Iterable[Cluster] = (),
) -> Mapping[DocumentId, tuple[Related, ...]]:
    """For each document that `likenesses` knows at most five others, best first; equal scores in the order of ids."""
    desk = _Desk(archive, likenesses, quotations, passages)
    text_of = {id: cluster.base for cluster in clusters for id in cluster.documents}
    found = {}
    for id in likenesses.profiles:
        own = text_of.get(id)
        links = (link for link in desk.relate(archive.documents[id]) if not own or text_of.get(link.id) != own)
        found[id] = tuple(sorted(links, key=lambda link: (-link.score, link.id))[:MOST])
    return MappingProxyType(found)


class _Desk:
    """The archive, indexed by everything that two documents can have in common."""

    def __init__(
        self,
        archive: Archive,
        likenesses: Likenesses,
        quotations: Iterable[QuotationPair],
        passages: Iterable[SharedPassage],
    ) -> None:
        self._archive, self._likenesses = archive, likenesses
        self._profiles = profiles = likenesses.profiles
        self._holders: dict[tuple[str, str], list[tuple[tuple[int, int], DocumentId]]] = defaultdict(list)
        for id, profile in profiles.items():
            for key in _keys(archive.documents[id], archive):
                self._holders[key].append((profile.days or _NO_DAY, id))
        for holders in self._holders.values():
            holders.sort()
        self._quoted: dict[DocumentId, set[DocumentId]] = defaultdict(set)
        for pair in quotations:
            if pair.relation in _SAME_QUOTATION:
                self._quoted[pair.one.document].add(pair.other.document)
                self._quoted[pair.other.document].add(pair.one.document)
        self._passages: dict[DocumentId, Counter[DocumentId]] = defaultdict(Counter)
        for passage in passages:
            if not passage.quoted:
                self._passages[passage.one][passage.other] += 1
                self._passages[passage.other][passage.one] += 1

    def relate(self, document: Document) -> Iterator[Related]:
        """Every link of a document that is worth showing."""
        like = self._likenesses.pairs[document.id]
        quoted = self._quoted.get(document.id, set()) & self._profiles.keys()
        passages = self._passages.get(document.id, Counter())
        recorded = (id for key in _keys(document, self._archive) for id in self._neighbours(document.id, key))
        for id in {*like, *quoted, *passages, *recorded}:
            in_text = {
                "words": like.get(id, 0.0),
                "quotation": QUOTATION * (id in quoted),
                "passages": PASSAGE * min(passages[id], _PASSAGES_COUNTED),
            }
            link = self._link(document, self._archive.documents[id], in_text, passages[id])
            if link.score >= LIKE_FROM:
                yield link

    def _neighbours(self, id: DocumentId, key: tuple[str, str]) -> Iterator[DocumentId]:
        holders = self._holders[key]
        place = bisect_left(holders, (self._profiles[id].days or _NO_DAY, id))
        near = holders[max(place - _NEIGHBOURS, 0) : place + _NEIGHBOURS + 1]
        return (other for _, other in near if other != id)

    def _link(self, document: Document, other: Document, in_text: Mapping[str, float], passages: int) -> Related:
        shared = set(_keys(document, self._archive)) & set(_keys(other, self._archive))
        days = days_apart(self._profiles[document.id], self._profiles[other.id])
        near = days is not None and days <= WINDOW
        worth = {
            "event": EVENT,
            "speaker": SPEAKER_NEAR if near else SPEAKER,
            "topic": TOPIC_NEAR if near else TOPIC,
        }
        counted = defaultdict(float, in_text)
        for kind, _ in shared:
            counted[kind] += worth[kind]
        strongest = max(counted, key=lambda kind: (counted[kind], kind))
        match strongest:
            case "words":
                reason = self._words_shared(document, other)
            case "quotation":
                reason = "has a quotation in common"
            case "passages":
                reason = "shares a passage" if passages == 1 else f"shares {passages} passages"
            case _:
                reason = self._records_shared(strongest, shared)
        when = "" if strongest == "event" else _distance_in_words(document, other, days)
        return Related(other.id, round(sum(counted.values()), 3), reason + when)

    def _records_shared(self, kind: str, shared: set[tuple[str, str]]) -> str:
        records: Mapping[str, Mapping[Any, Event | Person | Topic]] = {
            "event": self._archive.events,
            "speaker": self._archive.people,
            "topic": self._archive.topics,
        }
        names = _listed([records[kind][id].name for key, id in sorted(shared) if key == kind and id in records[kind]])
        words = {"event": f"same event: {names}", "speaker": f"quotes {names} too", "topic": f"same topic: {names}"}
        return words[kind]

    def _words_shared(self, document: Document, other: Document) -> str:
        words = shared_words(self._profiles[document.id], self._profiles[other.id], _WORDS_NAMED)
        return f"both speak of {_listed(list(words))}" if words else "much the same words"


def _keys(document: Document, archive: Archive) -> Iterable[tuple[str, str]]:
    """What others can have in common with a document. A name that nobody resolved links nothing."""
    yield from (("event", id) for id in document.events if id in archive.events)
    yield from (("speaker", name) for name in document.speakers if name in archive.people)
    yield from (("topic", id) for id in document.topics if id in archive.topics)


def _distance_in_words(document: Document, other: Document, days: int | None) -> str:
    """How far apart two documents are, where both have a certain day: a distance between ranges says too much."""
    exact = _EXACT_DAY.fullmatch(document.date) and _EXACT_DAY.fullmatch(other.date)
    if days is None or days > WINDOW or not exact:
        return ""
    return ", same day" if days == 0 else ", one day apart" if days == 1 else f", {days} days apart"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
