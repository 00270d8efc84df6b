"""Likeness of documents by their words: cosine of TF-IDF (`profiles`), weighed down by the days between them.

Reports of one happening share its rare words and its days; words alone cannot tell one event from the next of its
kind. The weights were chosen on Reuters articles cut in two (`tests/eval/related.py`).

Nothing compares all pairs. Documents are taken in the order of days, undated ones last, and each is compared with the
few before it that share most of its weightiest words: found in an inverted index, within the window of days and within
a budget, so that the cost of a document does not grow with the archive.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest

from sitegen.model import Archive, Document, DocumentId
from sitegen.relate.profiles import Days, Profile, days_apart, make_profiles

LIKE_FROM = 0.15
"""Likeness below this is too little to be shown to a reader."""
_TOLD_FROM = 0.08
"""Likeness below this is chance."""
WINDOW = 14
"""Days apart beyond which likeness counts for nothing: it is then a topic, not an event."""
_FAR, _HALVED_IN = 0.2, 3.0
UNDATED = 0.4
"""What likeness is worth where the days between are not known."""
_BUDGET = 1000
"""Entries of the index that are looked at for one document."""
_WEIGHTIEST, _NEAR = 10, 3
"""Of a document's weightiest words all holders within the window are looked at; of the others only those so many days
before: what lies further back must have more in common."""
_SUMMED, _COMPARED = 40, 16
"""Of the documents found, those that share most are weighed by days, and the best of them compared in full."""
_NEVER = 10**9
"""A day after all others: where the undated stand."""


@dataclass(frozen=True, slots=True)
class Likenesses:
    """Which documents are like which."""

    profiles: Mapping[DocumentId, Profile]
    pairs: Mapping[DocumentId, Mapping[DocumentId, float]]
    """For each document those that are like it, with their likeness, 0 to 1; each pair stands with both."""

    def between(self, one: DocumentId, other: DocumentId) -> float:
        """The likeness of two documents, 0 where it is not worth telling."""
        return self.pairs[one].get(other, 0.0)


def find_likenesses(archive: Archive, documents: Sequence[Document]) -> Likenesses:
    """Those pairs of `documents` that are more alike than by chance, about `_COMPARED` of each document at most."""
    profiles = make_profiles(archive, documents)
    pairs: dict[DocumentId, dict[DocumentId, float]] = {id: {} for id in profiles}
    for one, other, likeness in _compare(profiles):
        pairs[one][other] = pairs[other][one] = likeness
    return Likenesses(profiles, pairs)


def shared_words(one: Profile, other: Profile, printed: Mapping[str, str], most: int) -> tuple[str, ...]:
    """The words that make two documents alike, weightiest first, as `printed` by the one; no numbers."""
    weights = dict(zip(other.stems, other.weights, strict=True))
    pairs = zip(one.stems, one.weights, strict=True)
    shared = sorted((-weight * weights[stem], stem) for stem, weight in pairs if stem in weights)
    return tuple(printed[stem] for _, stem in shared if not stem.isdigit() and len(stem) > 2)[:most]


_NEARNESS = (*(_FAR + (1 - _FAR) * 2 ** (-days / _HALVED_IN) for days in range(WINDOW + 1)), 0.0)


def nearness(days: int | None) -> float:
    """What likeness is worth at that many days apart: 1 on the same day, then halved every three days down to .2."""
    return UNDATED if days is None else _NEARNESS[min(days, WINDOW + 1)]


def _compare(profiles: Mapping[DocumentId, Profile]) -> Iterator[tuple[DocumentId, DocumentId, float]]:
    """Pairs that are like each other, with their likeness."""
    ordered = sorted(profiles.items(), key=lambda pair: ((pair[1].days or (_NEVER, _NEVER))[::-1], pair[0]))
    last_days = [profile.days[1] if profile.days else _NEVER for _, profile in ordered]
    index: dict[str, list[int]] = defaultdict(list)
    for place, (id, profile) in enumerate(ordered):
        shared = _count_shared(profile, index, *_reach(profile, last_days))
        likely = nlargest(_SUMMED, shared, key=shared.__getitem__)
        near = {other: _worth(profile.days, ordered[other][1].days) for other in likely}
        weights = dict(zip(profile.stems, profile.weights, strict=True))
        for other in nlargest(_COMPARED, likely, key=lambda other: shared[other] * near[other]):
            likeness = _cosine(weights, ordered[other][1]) * near[other]
            if likeness >= _TOLD_FROM:
                yield ordered[other][0], id, likeness
        for stem in profile.stems:
            index[stem].append(place)


@lru_cache(1 << 14)  # most documents are compared with those of a few days
def _worth(days: Days | None, others: Days | None) -> float:
    return nearness(days_apart(days, others))


def _reach(profile: Profile, last_days: Sequence[int]) -> tuple[int, int]:
    """The first places whose documents lie within the window of days, and those that lie near."""
    if profile.days is None:
        return 0, 0
    return bisect_left(last_days, profile.days[0] - WINDOW), bisect_left(last_days, profile.days[0] - _NEAR)


def _count_shared(profile: Profile, index: Mapping[str, list[int]], start: int, near: int) -> dict[int, float]:
    """By place about how much of a profile earlier documents share; words that too many hold are passed over."""
    shared: dict[int, float] = {}
    known = shared.get
    left = _BUDGET
    for number, (stem, weight) in enumerate(zip(profile.stems, profile.weights, strict=True)):
        held = index[stem]
        first = start if number < _WEIGHTIEST else near
        if held and held[0] < first:
            held = held[bisect_left(held, first) :]
        if len(held) <= left:
            left -= len(held)
            worth = weight * weight
            for place in held:
                shared[place] = known(place, 0.0) + worth
    return shared


def _cosine(weights: Mapping[str, float], other: Profile) -> float:
    pairs = zip(other.stems, other.weights, strict=True)
    return sum([weight * weights[stem] for stem, weight in pairs if stem in weights])
