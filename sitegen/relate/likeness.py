"""Likeness of documents by their words: cosine of TF-IDF (`profiles`), weighed down by the days between them.

Reports of one happening share its rare words and its days; words alone cannot tell one event from the next of its
kind. The weights were chosen on Reuters articles cut in two (`tests/eval/related.py`).

Nothing compares all pairs. Documents are taken in the order of days, undated ones first, and each is compared with the
few before it that share most of its weightiest words: found in an inverted index, among the undated and within the
window of days, a few for each word, so that the cost of a document does not grow with the archive. How much a word
weighs depends on the documents of its epoch alone (`epochs`): a document that comes or goes touches what lies within
its epoch and the window of days, and an epoch around which nothing changed is not looked at again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import chain, islice
from sys import intern
from typing import NamedTuple

from sitegen.codec import codec_of
from sitegen.model import Archive, Document, DocumentId
from sitegen.relate.epochs import UNDATED_EPOCH, divide
from sitegen.relate.profiles import (
    OPENING,
    Days,
    Profile,
    days_apart,
    find_days,
    make_profiles,
    occasion_date,
)
from sitegen.relate.shares import work_out_in_shares
from sitegen.relate.telling import read_printed, tell_words
from sitegen.store import NO_STORE, Store, digest_of

LIKE_FROM = 0.15
"""Likeness below this, rounded to three places, is too little to be shown to a reader."""
_TOLD_FROM = 0.08
"""Likeness below this is chance."""
_LOOKED_AT_FROM = 0.06
"""The same for what was shared by a first count: of pairs below this, hardly one in a thousand is worth showing."""
WINDOW = 14
"""Days apart beyond which likeness counts for nothing: it is then a topic, not an event."""
_FAR, _HALVED_IN = 0.2, 3.0
UNDATED = 0.4
"""What likeness is worth where the days between are not known."""
_HOLDERS = 32
"""Of the documents that hold a word, those looked at for another: the nearest before it."""
_WEIGHTIEST, _NEAR = 16, 3
"""Of a document's weightiest words holders within the window are looked at; of the others only those so many days
before: what lies further back must have more in common."""
_COUNTED = 40
"""Of a document's words those by which others are found: the lighter ones bring in what is like it by chance."""
_COMPARED = 12
"""Of the documents found, those compared in full: the likeliest."""
_PAIRS_TOLD = 6
"""Of a document's pairs in an epoch, those of which it is told in what they are alike: a reader is shown fewer."""
_STEMS_LOOKED_AT, _TOLD = 8, 3
"""Stems that two documents share, and words and phrases made of them, at most."""
_NEVER = 10**9
"""A day after all others."""
_EPOCHS_AT_HAND, _PRINTED_AT_HAND = 8, 1024
"""Epochs whose profiles, and documents whose words are held: those of about the same days come one after another."""


@dataclass(frozen=True, slots=True)
class Likenesses:
    """Which documents are like which."""

    days: Mapping[DocumentId, Days | None]
    """First and last day that each document may be from."""
    pairs: Mapping[DocumentId, Mapping[DocumentId, float]]
    """For each document those that are like it, with their likeness, 0 to 1; each pair stands with both."""
    words: Mapping[tuple[DocumentId, DocumentId], tuple[str, ...]]
    """What makes two documents alike, weightiest first, as the first of them prints it; of the pairs that a reader of
    either may be shown. Each pair stands once, the document of the earlier day first."""

    def between(self, one: DocumentId, other: DocumentId) -> float:
        """The likeness of two documents, 0 where it is not worth telling."""
        return self.pairs[one].get(other, 0.0)

    def words_of(self, one: DocumentId, other: DocumentId) -> tuple[str, ...]:
        """What makes two documents alike, where it is told."""
        return self.words.get((one, other)) or self.words.get((other, one), ())


_Alike = tuple[DocumentId, DocumentId, float, tuple[str, ...]]
"""Two documents, their likeness, and the words in which they are alike, as the first prints them, where told."""
_KEPT, _DIGESTS = codec_of(tuple[_Alike, ...]), codec_of(tuple[bytes, ...])


def find_likenesses(archive: Archive, documents: Sequence[Document], store: Store = NO_STORE) -> Likenesses:
    """Those pairs of `documents` that are more alike than by chance, about `_COMPARED` of each document at most. What
    `store` knows is not worked out again.
    """
    days = {document.id: find_days(occasion_date(document, archive)) for document in documents}
    pairs: dict[DocumentId, dict[DocumentId, float]] = {id: {} for id in days}
    words: dict[tuple[DocumentId, DocumentId], tuple[str, ...]] = {}
    for one, other, likeness, told in _Epochs(archive, documents, days, store).find_alike():
        pairs[one][other] = pairs[other][one] = likeness
        if told:
            words[one, other] = tuple(map(intern, told))
    return Likenesses(days, pairs, words)


def _digest_opening(document: Document) -> bytes:
    return digest_of(document.title, document.text[:OPENING])


class _Undated(NamedTuple):
    """Documents without days, which those of all days are compared with."""

    profiles: Sequence[tuple[DocumentId, Profile]]
    holders: Mapping[str, list[int]]
    """By stem the places of those that hold it."""


class _Epochs:
    """Documents in epochs, whose profiles are made as they are wanted."""

    def __init__(
        self, archive: Archive, documents: Sequence[Document], days: Mapping[DocumentId, Days | None], store: Store
    ) -> None:
        self._store = store
        self._documents = {document.id: document for document in documents}
        self._days, self._language = days, archive.settings.language
        self._epochs = divide(days)
        read = work_out_in_shares("openings", _DIGESTS, _digest_opening, documents, store)
        self._read = dict(zip(self._documents, read, strict=True))
        self._digests = [digest_of(*chain.from_iterable(map(self._key, epoch))).hex() for epoch in self._epochs]
        self._profiles = lru_cache(_EPOCHS_AT_HAND)(self._make_profiles)
        self._undated = cache(self._index_undated)
        self._printed = lru_cache(_PRINTED_AT_HAND)(lambda id: read_printed(self._documents[id], self._language))

    def find_alike(self) -> Iterator[_Alike]:
        """Pairs that are like each other. An epoch is not looked at again where the store knows its documents, and
        those that they are compared with, as they are.
        """
        for number in range(len(self._epochs)):
            before = self._before(number)
            key = digest_of("likenesses", *(self._digests[one] for one in (*before, number)))
            yield from self._store.work_out_once(key, _KEPT, partial(tuple, self._find_in(number, before)))

    def _key(self, id: DocumentId) -> Iterable[str]:
        """Of all of a document that counts."""
        return id, self._read[id].hex(), self._documents[id].language or self._language, repr(self._days[id])

    def _before(self, number: int) -> Sequence[int]:
        """The epochs whose documents those of an epoch are compared with: the undated ones, and those in reach."""
        if number == UNDATED_EPOCH:
            return ()
        reach, first = self._reach(number), number
        while first - 1 > UNDATED_EPOCH and self._last_day(self._epochs[first - 1][-1]) >= reach:
            first -= 1
        return UNDATED_EPOCH, *range(first, number)

    def _reach(self, number: int) -> int:
        return min(days[0] for id in self._epochs[number] if (days := self._days[id])) - WINDOW

    def _last_day(self, id: DocumentId) -> int:
        days = self._days[id]
        return days[1] if days else _NEVER

    def _make_profiles(self, number: int) -> Mapping[DocumentId, Profile]:
        return make_profiles([self._documents[id] for id in self._epochs[number]], self._days, self._language)

    def _index_undated(self) -> _Undated:
        profiles = self._make_profiles(UNDATED_EPOCH)
        index: dict[str, list[int]] = defaultdict(list)
        for place, profile in enumerate(profiles.values()):
            for stem in profile.weights:
                index[stem].append(place)
        return _Undated(tuple(profiles.items()), dict(index))

    def _find_in(self, number: int, before: Sequence[int]) -> Iterator[_Alike]:
        reach = self._reach(number) if before else _NEVER
        earlier = [
            pair for one in before[1:] for pair in self._profiles(one).items() if self._last_day(pair[0]) >= reach
        ]
        undated, own = self._undated() if before else _Undated((), {}), self._profiles(number)
        profiles = dict(chain(undated.profiles, earlier, own.items()))
        alike = [*_compare(undated, earlier, own)]
        least = _least_told(alike)
        for one, other, likeness in alike:
            told = likeness >= min(least[one], least[other])
            stems = _shared_stems(profiles[one], profiles[other]) if told else ()
            yield one, other, likeness, self._tell(stems, one, other)

    def _tell(self, stems: Sequence[str], one: DocumentId, other: DocumentId) -> tuple[str, ...]:
        """What two documents have in common, in the words of the one."""
        return tuple(islice(tell_words(stems, self._printed(one), self._printed(other)), _TOLD)) if stems else ()


_Likeness = tuple[DocumentId, DocumentId, float]


def _least_told(alike: Iterable[_Likeness]) -> Mapping[DocumentId, float]:
    """For each document the likeness from which it is told in what others are like it: a reader is shown a few."""
    found: dict[DocumentId, list[float]] = defaultdict(list)
    for one, other, likeness in alike:
        found[one].append(likeness)
        found[other].append(likeness)
    return {id: max(LIKE_FROM - 0.0005, sorted(likenesses)[-_PAIRS_TOLD:][0]) for id, likenesses in found.items()}


_NEARNESS = (*(_FAR + (1 - _FAR) * 2 ** (-days / _HALVED_IN) for days in range(WINDOW + 1)), 0.0)


def nearness(days: int | None) -> float:
    """What likeness is worth at that many days apart: 1 on the same day, then halved every three days down to .2."""
    return UNDATED if days is None else _NEARNESS[min(days, WINDOW + 1)]


def _compare(
    undated: _Undated, earlier: Iterable[tuple[DocumentId, Profile]], own: Mapping[DocumentId, Profile]
) -> Iterator[_Likeness]:
    """Pairs of an epoch's documents, or of one of them and an earlier one, that are like each other."""
    ordered = [*undated.profiles, *earlier, *own.items()]
    days = [profile.days for _, profile in ordered]
    last_days = [own_days[1] if own_days else 0 for own_days in days]
    index: dict[str, list[int]] = defaultdict(list)
    for place, (id, profile) in enumerate(ordered[len(undated.profiles) :], len(undated.profiles)):
        if id in own:
            shared = _count_shared(profile, undated.holders, index, *_find_reach(profile.days, last_days))
            for other, worth in _choose(shared, profile.days, days):
                likeness = worth * _cosine(profile, ordered[other][1])
                if likeness >= _TOLD_FROM:
                    yield ordered[other][0], id, likeness
        for stem in islice(profile.weights, _COUNTED):
            index[stem].append(place)


def _choose(shared: Mapping[int, float], own: Days | None, days: Sequence[Days | None]) -> Iterator[tuple[int, float]]:
    """The places of the documents that are likeliest to be like one, with what the days between leave of likeness."""
    likely = [
        (share * worth, place, worth)
        for place, share in shared.items()
        if share >= _LOOKED_AT_FROM and share * (worth := _worth(own, days[place])) >= _LOOKED_AT_FROM
    ]
    return ((place, worth) for _, place, worth in sorted(likely, reverse=True)[:_COMPARED])


def _shared_stems(one: Profile, other: Profile) -> tuple[str, ...]:
    """Stems that make two documents alike, weightiest first; no numbers."""
    others = other.weights
    shared = [(weight * others[stem], stem) for stem, weight in one.weights.items() if stem in others]
    ranked = (stem for _, stem in sorted(shared, reverse=True) if not stem.isdigit())
    return tuple(islice(ranked, _STEMS_LOOKED_AT))


@lru_cache(1 << 14)  # most documents are compared with those of a few days
def _worth(days: Days | None, others: Days | None) -> float:
    return nearness(days_apart(days, others))


def _find_reach(days: Days | None, last_days: Sequence[int]) -> tuple[int, int]:
    """The first places whose documents lie within the window of days, and those that lie near."""
    if days is None:
        return 0, 0
    return bisect_left(last_days, days[0] - WINDOW), bisect_left(last_days, days[0] - _NEAR)


def _count_shared(
    profile: Profile, undated: Mapping[str, list[int]], index: Mapping[str, list[int]], start: int, near: int
) -> dict[int, float]:
    """By place about how much of a profile others share. `start`, `near`: the first places of `index` within reach."""
    shared: dict[int, float] = {}
    known = shared.get
    for number, (stem, weight) in enumerate(islice(profile.weights.items(), _COUNTED)):
        far, worth = number < _WEIGHTIEST, weight * weight
        if stem in index:
            held = index[stem][-_HOLDERS:]
            if held[0] < (first := start if far else near):
                held = held[bisect_left(held, first) :]
            for place in held:
                shared[place] = known(place, 0.0) + worth
        if far and stem in undated:
            for place in undated[stem][:_HOLDERS]:
                shared[place] = known(place, 0.0) + worth
    return shared


def _cosine(one: Profile, other: Profile) -> float:
    others = other.weights
    return sum([weight * others[stem] for stem, weight in one.weights.items() if stem in others])
