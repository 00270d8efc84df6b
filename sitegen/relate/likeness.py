"""Likeness of documents by their words: cosine of TF-IDF over headline and opening, weighed down by days between them.

Reports of one happening share its rare words and its days; words alone cannot tell one event from the next of its
kind. The weights were chosen on Reuters articles cut in two (`tests/eval/related.py`). Nothing compares all pairs:
candidates come from postings sorted by day, and words that every other document has post nothing.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from importlib.util import find_spec
from pathlib import Path

from sitegen.dates import Edtf, earliest, latest, parse_edtf
from sitegen.model import Archive, Document, DocumentId

OPENING = 1500
"""Characters of a text that are read: reports tell the event first and its background last."""
HEADLINE_COUNTS = 2
TERMS = 80
"""Words kept of each document: its weightiest."""
LIKE_FROM = 0.15
"""Likeness below this is chance."""
WINDOW = 14
"""Days apart beyond which likeness counts for nothing: it is then a topic, not an event."""
_FAR, _HALVED_IN = 0.2, 3.0
UNDATED = 0.4
"""What likeness is worth where the days between are not known."""
_STEM = 6
"""Letters of a word that count: enough to bring together the forms of a word in most languages."""
_PRIOR = 500
"""Size of the imagined archive that says how common a word is where the real one is small."""
_LONG = 250
"""Words of its documents."""
_COMMON_SHARE, _COMMON_AT_LEAST, _COMMON_AT_MOST = 0.1, 20, 3000
_LOOKED_AT = 1500
"""Postings after which the search for candidates stops."""
_CANDIDATES = 20
_NEVER = 10**9
"""A day after all others: where the undated stand."""
_WORD = re.compile(r"[^\W\d_]+|\d+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Likenesses:
    """Which documents are like which, and what makes them so."""

    profiles: Mapping[DocumentId, Profile]
    pairs: Mapping[DocumentId, Mapping[DocumentId, float]]
    """For each document those that are like it, with their likeness."""

    def between(self, one: DocumentId, other: DocumentId) -> float:
        """The likeness of two documents, 0 where it is not worth telling."""
        return self.pairs.get(one, {}).get(other) or self.pairs.get(other, {}).get(one, 0.0)


@dataclass(frozen=True, slots=True)
class Profile:
    """A document as its weightiest words and the days it may be from."""

    weights: Mapping[str, float]
    """Stem to weight; the squares add up to 1."""
    printed: Mapping[str, str]
    """Stem to the word as first printed."""
    days: tuple[int, int] | None
    """First and last, as ordinals; None where unknown or wider than `WINDOW`."""


def find_likenesses(archive: Archive, documents: Sequence[Document]) -> Likenesses:
    """For each of `documents` the others whose likeness reaches `LIKE_FROM`, at most `_CANDIDATES`."""
    profiles = make_profiles(archive, documents)
    index = LikenessIndex(profiles)
    return Likenesses(profiles, {id: index.find_like(id, LIKE_FROM) for id in profiles})


def make_profiles(archive: Archive, documents: Sequence[Document]) -> dict[DocumentId, Profile]:
    """The profile of each document. Its event's date is its date, where it reports one event and that has a date."""
    counted = {document.id: _count_words(document) for document in documents}
    spread: Counter[str] = Counter()
    for counts, _ in counted.values():
        spread.update(counts.keys())
    languages = {document.id: document.language or archive.settings.language for document in documents}
    rarities = {language: _Rarities(spread, len(documents), language) for language in set(languages.values())}
    profiles = {}
    for document in documents:
        counts, printed = counted.pop(document.id)
        weights = _weigh(counts, rarities[languages[document.id]])
        kept = {stem: printed[stem] for stem in weights}
        profiles[document.id] = Profile(weights, kept, _days(occasion_date(document, archive)))
    return profiles


def _count_words(document: Document) -> tuple[Counter[str], dict[str, str]]:
    counts: Counter[str] = Counter()
    printed: dict[str, str] = {}
    for text, count in ((document.title, HEADLINE_COUNTS), (document.text[:OPENING], 1)):
        for word in _words(text):
            stem = word[:_STEM].casefold()
            counts[stem] += count
            printed.setdefault(stem, word)
    return counts, printed


def _words(text: str) -> Iterator[str]:
    """Words; of scripts that do not space them, pairs of neighbouring letters."""
    for word in _WORD.findall(text):
        if len(word) > 2 and _UNSPACED.search(word):
            yield from (word[at : at + 2] for at in range(len(word) - 1))
        elif len(word) > 1:
            yield word


def _weigh(counts: Mapping[str, int], rarities: Mapping[str, float]) -> dict[str, float]:
    weights = {stem: (1 + math.log(count)) * rarities[stem] for stem, count in counts.items()}
    kept = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:TERMS]
    length = math.sqrt(sum(weight * weight for _, weight in kept)) or 1.0
    return {stem: weight / length for stem, weight in kept}


class _Rarities(dict[str, float]):
    """Inverse document frequency of each word of a language, in steps: one document more in the archive does not touch
    every other's weights. Each is worked out once.
    """

    def __init__(self, spread: Mapping[str, int], total: int, language: str) -> None:
        super().__init__()
        self._spread, self._all = spread, _PRIOR + _stepped(total) + 1
        self._common = _common_words(language.partition("-")[0])

    def __missing__(self, stem: str) -> float:
        holders = _PRIOR * self._common.get(stem, 0.0) + _stepped(self._spread[stem]) + 0.5
        rarity = self[stem] = math.log(self._all / holders)
        return rarity


def _stepped(count: int) -> float:
    return 2 ** (round(2 * math.log2(count)) / 2) if count else 0.0


_LISTS = {
    "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian",
    "it": "Italian", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian_Bokmal", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sr": "Serbian",
    "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
}  # fmt: skip


@cache
def _common_words(language: str) -> Mapping[str, float]:
    """The share of documents that hold each of a language's commonest words, by Zipf's law from their order."""
    package = find_spec("justext")  # its lists are read without importing it, which would import lxml
    name = _LISTS.get(language)
    if package is None or not package.origin or name is None:
        return {}
    path = Path(package.origin).parent / "stoplists" / f"{name}.txt"
    shares: dict[str, float] = {}
    for rank, word in enumerate(path.read_text(encoding="utf-8").split() if path.is_file() else (), 1):
        shares.setdefault(word[:_STEM].casefold(), 1 - math.exp(-0.08 * _LONG / rank))
    return shares


# --- days -------------------------------------------------------------------------------------------------------------


def occasion_date(document: Document, archive: Archive) -> str:
    """When what a document reports took place (EDTF): its event's date, else its own; empty where neither is known."""
    events = [archive.events[id] for id in document.events if id in archive.events]
    return events[0].date if len(events) == 1 and events[0].date else document.date


def _days(date: str) -> tuple[int, int] | None:
    value: Edtf | None = parse_edtf(date) if date else None
    first, last = (earliest(value), latest(value)) if value else (None, None)
    if first is None or last is None or (last - first).days > WINDOW:
        return None
    return first.toordinal(), last.toordinal()


def days_apart(one: Profile, other: Profile) -> int | None:
    """The smallest number of days that can lie between two documents; None where either is undated."""
    if one.days is None or other.days is None:
        return None
    return max(one.days[0] - other.days[1], other.days[0] - one.days[1], 0)


_NEARNESS = (*(_FAR + (1 - _FAR) * 2 ** (-days / _HALVED_IN) for days in range(WINDOW + 1)), 0.0)


def nearness(days: int | None) -> float:
    """What likeness is worth at that many days apart: 1 on the same day, then halved every three days down to .2."""
    return UNDATED if days is None else _NEARNESS[min(days, WINDOW + 1)]


# --- candidates -------------------------------------------------------------------------------------------------------


class LikenessIndex:
    """Finds the documents that are most like a given one."""

    def __init__(self, profiles: Mapping[DocumentId, Profile]) -> None:
        self._profiles = profiles
        undated_last = sorted(profiles, key=lambda id: (profiles[id].days or (_NEVER, _NEVER), id))
        self._ids = undated_last
        self._first_days = [(profiles[id].days or (_NEVER, _NEVER))[0] for id in undated_last]
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, id in enumerate(undated_last):
            for stem, weight in profiles[id].weights.items():
                self._postings[stem].append((place, weight))
        most = min(max(_COMMON_SHARE * len(profiles), _COMMON_AT_LEAST), _COMMON_AT_MOST)
        self._postings = {stem: held for stem, held in self._postings.items() if 1 < len(held) <= most}

    def find_like(self, id: DocumentId, at_least: float) -> dict[DocumentId, float]:
        """The other documents within the window whose likeness reaches `at_least`.

        Likeness is the cosine of the two profiles over the words that are not common, times their nearness: 0 to 1.
        """
        found = {}
        for place in self._candidates(id):
            if (other := self._ids[place]) != id:
                one, its = self._profiles[id], self._profiles[other]
                likeness = _cosine(one, its) * nearness(days_apart(one, its))
                if likeness >= at_least:
                    found[other] = likeness
        return found

    def _candidates(self, id: DocumentId) -> list[int]:
        """The documents that share most of this one's rarest words, found at a cost that does not grow."""
        profile = self._profiles[id]
        reach = self._reach(profile.days)
        held = [(self._postings[stem], weight) for stem, weight in profile.weights.items() if stem in self._postings]
        held.sort(key=lambda pair: len(pair[0]))
        shared: dict[int, float] = defaultdict(float)
        left = _LOOKED_AT
        for postings, weight in held:
            near = _within(postings, reach)
            for place, its_weight in near:
                shared[place] += weight * its_weight
            left -= len(near)
            if left < 0:
                break
        return self._best(shared, profile.days)

    def _best(self, shared: Mapping[int, float], days: tuple[int, int] | None) -> list[int]:
        """The places of the greatest likeness, by cosine and nearness.

        Nearness only lessens: no place is among them whose cosine alone is less than what it leaves of the greatest.
        """
        greatest = nlargest(_CANDIDATES, shared, key=shared.__getitem__)
        least = min((shared[place] * self._nearness(days, place) for place in greatest), default=0.0)
        likely = [(-cosine * self._nearness(days, place), place) for place, cosine in shared.items() if cosine >= least]
        return [place for _, place in sorted(likely)[:_CANDIDATES]]

    def _nearness(self, days: tuple[int, int] | None, place: int) -> float:
        """About how much likeness to the document at a place is worth, by first days."""
        first = self._first_days[place]
        return nearness(None if days is None or first == _NEVER else abs(first - days[0]))

    def _reach(self, days: tuple[int, int] | None) -> tuple[int, int, int] | None:
        """The places of documents within the window, from and up to, and the place of the first undated one."""
        if days is None:
            return None
        undated = bisect_left(self._first_days, _NEVER)
        start = bisect_left(self._first_days, days[0] - 2 * WINDOW)
        return start, min(bisect_right(self._first_days, days[1] + WINDOW), undated), undated


def _cosine(one: Profile, other: Profile) -> float:
    theirs = other.weights
    return sum([weight * theirs[stem] for stem, weight in one.weights.items() if stem in theirs])


def _within(held: list[tuple[int, float]], reach: tuple[int, int, int] | None) -> list[tuple[int, float]]:
    if reach is None:
        return held
    start, end, undated = reach
    if held[0][0] >= start and held[-1][0] < end:
        return held
    first, last = bisect_left(held, (start,)), bisect_left(held, (end,))
    return held[first:last] + held[bisect_left(held, (undated,)) :]


def shared_words(one: Profile, other: Profile, most: int) -> tuple[str, ...]:
    """The words, as the first document prints them, that make two documents alike, weightiest first; no numbers."""
    shared = {stem: weight * other.weights[stem] for stem, weight in one.weights.items() if stem in other.weights}
    ranked = sorted(shared, key=lambda stem: (-shared[stem], stem))
    return tuple(one.printed[stem] for stem in ranked if not stem.isdigit() and len(stem) > 2)[:most]
