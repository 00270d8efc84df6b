"""Related coverage: which documents a reader of one should see next, and why.

The score adds up what two documents have in common. What editors recorded: an event counts 1, a speaker .15 and a topic
.15, where both are from the same fortnight .3 and .2. What stands in both: one quotation .3, each passage .2. And
likeness, 0 to 1, which words and days decide (`likeness`). A pair is shown from .15 on; copies of one text are no
coverage of each other, and of those of another text the best is shown. Those that are shown stand in the order of
their scores in whole twentieths. The reason names what counts most. Candidates come from inverted indexes, so that
documents with nothing in common are never compared.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import fsum
from types import MappingProxyType
from typing import Any

from sitegen.links import Cluster, QuotationPair, Reason, ReasonKind, Related, SharedPassage
from sitegen.model import Archive, Document, DocumentId, Event, Person, Topic
from sitegen.relate.likeness import LIKE_FROM, WINDOW, Likenesses
from sitegen.relate.profiles import days_apart

MOST = 5
QUOTATION, PASSAGE = 0.3, 0.2
_PASSAGES_COUNTED = 3
_WORTH: Mapping[ReasonKind, float] = MappingProxyType({"event": 1.0, "speaker": 0.15, "topic": 0.15})
_WORTH_NEAR: Mapping[ReasonKind, float] = MappingProxyType({"event": 1.0, "speaker": 0.3, "topic": 0.2})
"""The same within `WINDOW` days."""
_NEIGHBOURS = 10
"""Of the documents that share a record, those looked at before and after a document in the order of days."""
_EXACT_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SAME_QUOTATION = frozenset({"verbatim", "altered", "excerpt", "other words"})
_NO_DAY = (10**9, 10**9)

_Key = tuple[ReasonKind, str]
"""A record, of which documents may have the same."""
_Counted = Mapping[ReasonKind, float]
"""What two documents have in common, by kind."""


def find_related(
    archive: Archive,
    likenesses: Likenesses,
    quotations: Iterable[QuotationPair] = (),
    passages: Iterable[SharedPassage] = (),
    clusters: Iterable[Cluster] = (),
) -> Mapping[DocumentId, tuple[Related, ...]]:
    """For each document that `likenesses` knows at most five others, best first; equal scores in the order of ids."""
    desk = _Desk(archive, likenesses, quotations, passages, clusters)
    return MappingProxyType({id: desk.relate(id) for id in likenesses.days})


class _Desk:
    """The archive, indexed by everything that two documents can have in common."""

    def __init__(
        self,
        archive: Archive,
        likenesses: Likenesses,
        quotations: Iterable[QuotationPair],
        passages: Iterable[SharedPassage],
        clusters: Iterable[Cluster],
    ) -> None:
        self._likenesses, self._days = likenesses, likenesses.days
        self._certain = {id for id in self._days if _EXACT_DAY.fullmatch(archive.documents[id].date)}
        self._records: Mapping[ReasonKind, Mapping[Any, Event | Person | Topic]] = {
            "event": archive.events,
            "speaker": archive.people,
            "topic": archive.topics,
        }
        self._keys = {id: frozenset(_keys(archive.documents[id], archive)) for id in self._days}
        self._holders: dict[_Key, list[tuple[tuple[int, int], DocumentId]]] = defaultdict(list)
        for id, days in self._days.items():
            for key in self._keys[id]:
                self._holders[key].append((days or _NO_DAY, id))
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
        self._base = {id: cluster.base for cluster in clusters for id in cluster.documents}

    def relate(self, id: DocumentId) -> tuple[Related, ...]:
        """The best links of a document that are worth showing."""
        like = self._likenesses.pairs[id]
        quoted = self._quoted.get(id, set()) & self._days.keys()
        passages: Mapping[DocumentId, int] = self._passages.get(id, {})
        recorded = {other for key in self._keys[id] for other in self._neighbours(id, key)}
        alike = {other for other, likeness in like.items() if round(likeness, 3) >= LIKE_FROM}
        scored = []
        for other in alike | quoted | passages.keys() | recorded:
            score, counted = self._count_records(id, other)
            if other in like or other in quoted or other in passages:
                counted = dict(counted)
                if other in like:
                    counted["words"] = like[other]
                if other in quoted:
                    counted["quotation"] = QUOTATION
                if other in passages:
                    counted["passages"] = PASSAGE * min(passages[other], _PASSAGES_COUNTED)
                score = _add_up(counted)
            if score >= LIKE_FROM:
                scored.append((-score, other, counted))
        best: list[Related] = []
        texts = {self._text_of(id)}
        for score, other, counted in sorted(scored):  # no two have one id, so that what is counted is never compared
            if len(best) < MOST and self._text_of(other) not in texts:
                best.append(Related(other, _coarsen(-score), self._reason(id, other, counted)))
                texts.add(self._text_of(other))
        return tuple(sorted(best, key=lambda one: (-one.score, one.id)))

    def _text_of(self, id: DocumentId) -> DocumentId:
        """The document that stands for all copies of one text."""
        return self._base.get(id, id)

    def _count_records(self, one: DocumentId, other: DocumentId) -> tuple[float, _Counted]:
        """What editors recorded of both documents."""
        own, others = self._days[one], self._days[other]
        near = own and others and own[0] - others[1] <= WINDOW and others[0] - own[1] <= WINDOW
        return _count_shared(self._keys[one] & self._keys[other], bool(near))

    def _neighbours(self, id: DocumentId, key: _Key) -> Iterator[DocumentId]:
        holders = self._holders[key]
        place = bisect_left(holders, (self._days[id] or _NO_DAY, id))
        near = holders[max(place - _NEIGHBOURS, 0) : place + _NEIGHBOURS + 1]
        return (other for _, other in near if other != id)

    def _reason(self, one: DocumentId, other: DocumentId, counted: Mapping[ReasonKind, float]) -> Reason:
        strongest = max(counted, key=lambda kind: (counted[kind], kind))
        names = self._names_shared(strongest, one, other)
        number = self._passages[one][other] if strongest == "passages" else None
        return Reason(strongest, names, number, None if strongest == "event" else self._days_told(one, other))

    def _names_shared(self, kind: ReasonKind, one: DocumentId, other: DocumentId) -> tuple[str, ...]:
        if kind == "words":
            return self._likenesses.words_of(one, other)
        shared = sorted(key for of, key in self._keys[one] & self._keys[other] if of == kind)
        return tuple([self._records[kind][key].name for key in shared])

    def _days_told(self, one: DocumentId, other: DocumentId) -> int | None:
        """How far apart two documents are, where both have a certain day: a distance between ranges says too much."""
        if one not in self._certain or other not in self._certain:
            return None
        days = days_apart(self._days[one], self._days[other])
        return days if days is not None and days <= WINDOW else None


@lru_cache(1 << 14)  # most that share records share one of a few
def _count_shared(shared: frozenset[_Key], near: bool) -> tuple[float, _Counted]:
    """What records count that two documents have in common, added up and by kind."""
    worth = _WORTH_NEAR if near else _WORTH
    counted: dict[ReasonKind, float] = {}
    for kind, _ in shared:
        counted[kind] = counted.get(kind, 0.0) + worth[kind]
    return _add_up(counted), counted


def _add_up(counted: _Counted) -> float:
    return round(fsum(counted.values()), 3)


def _coarsen(score: float) -> float:
    """A score in whole twentieths. What is finer chooses, but tells nothing: it comes and goes with the other documents
    of the same days, each of which would change the files of many.
    """
    return round(1000 * score) // 50 / 20


def _keys(document: Document, archive: Archive) -> Iterable[_Key]:
    """What others can have in common with a document. A name that nobody resolved links nothing."""
    yield from (("event", id) for id in document.events if id in archive.events)
    yield from (("speaker", name) for name in document.speakers if name in archive.people)
    yield from (("topic", id) for id in document.topics if id in archive.topics)
