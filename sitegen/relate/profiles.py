"""A document as its weightiest words and its days: what `likeness` compares.

The weight of a word grows with its count in the headline and the opening, and shrinks with the number of documents that
hold it (TF-IDF), of those that are counted together. Few documents say little about which words are rare, so that they
are taken for some hundreds more, of ordinary prose.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from operator import mul
from pathlib import Path
from sys import intern

from sitegen.dates import Edtf, earliest, latest, parse_edtf
from sitegen.model import Archive, Document, DocumentId

OPENING = 2000
"""Characters of a text that are read: reports tell the event first and its background last."""
HEADLINE_COUNTS = 2
TERMS = 80
"""Words kept of each document: its weightiest."""
WIDEST = 14
"""Days that a date may leave open and still tell when."""
_FLATTENED = 0.8
"""Power of a word's rarity: the rarest words alone, names mostly, make two reports of one person too much alike."""
_STEM = 6
"""Letters of a word that count: enough to bring together the forms of a word in most languages."""
_PRIOR = 500
"""Imagined documents that say how common a word is where the real ones are few."""
_LONG = 250
"""Words of its documents."""
_WORD = re.compile(r"[^\W\d_]{2,}|\d{2,}")
Days = tuple[int, int]
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Profile:
    """A document's weightiest words and its days."""

    weights: Mapping[str, float]
    """By stem, weightiest first. Their squares add up to 1."""
    days: Days | None
    """First and last day that it may be from, as ordinals; None where unknown or more than `WIDEST` apart."""


def make_profiles(
    documents: Sequence[Document], days: Mapping[DocumentId, Days | None], language: str
) -> dict[DocumentId, Profile]:
    """The profile of each document, weighed by how many of them hold a word. `language`: of those that state none."""
    spread: Counter[str] = Counter()
    counted = []
    for document in documents:
        counts = Counter(map(cut_stem, _words_that_count(document)))
        spread.update(counts.keys())
        counted.append(counts)
    languages = {document.language or language for document in documents}
    rarities = {language: _Rarities(spread, len(documents), language) for language in languages}
    return {
        document.id: Profile(_weigh(counts, rarities[document.language or language]), days[document.id])
        for document, counts in zip(documents, counted, strict=True)
    }


def _words_that_count(document: Document) -> list[str]:
    return cut_words(document.title) * HEADLINE_COUNTS + cut_words(document.text[:OPENING])


def cut_words(text: str) -> list[str]:
    """Words of two letters and more; of scripts that do not space them, pairs of neighbouring letters."""
    words = _WORD.findall(text)
    if text.isascii() or not _UNSPACED.search(text):
        return words
    return [part for word in words for part in (_pairs(word) if _UNSPACED.search(word) else (word,))]


def _pairs(word: str) -> list[str]:
    return [word[at : at + 2] for at in range(len(word) - 1)]


@lru_cache(1 << 16)  # most words of a text are among those of the texts before
def cut_stem(word: str) -> str:
    """The letters of a word that count, without regard to case; every document has the same string of them."""
    return intern(word[:_STEM].casefold())


def _weigh(counts: Mapping[str, int], rarities: Mapping[str, float]) -> dict[str, float]:
    """The weights of the `TERMS` weightiest stems, weightiest first."""
    emphases = map(_emphasis, counts.values())
    weights = dict(zip(counts, map(mul, emphases, map(rarities.__getitem__, counts)), strict=True))
    weightiest = sorted(weights, key=weights.__getitem__, reverse=True)[:TERMS]
    length = math.hypot(*map(weights.__getitem__, weightiest))
    return {stem: weights[stem] / length for stem in weightiest}


@cache
def _emphasis(count: int) -> float:
    """What it counts that a word comes so often."""
    return 1 + math.log(count)


class _Rarities(dict[str, float]):
    """Inverse document frequency of each word of a language, in steps: one document more does not touch every other's
    weights. Each is worked out once.
    """

    def __init__(self, spread: Mapping[str, int], total: int, language: str) -> None:
        super().__init__()
        self._spread, self._all = spread, _PRIOR + _stepped(total) + 1
        self._common = _common_words(language.partition("-")[0])

    def __missing__(self, stem: str) -> float:
        holders = _PRIOR * self._common.get(stem, 0.0) + _stepped(self._spread[stem]) + 0.5
        rarity = self[stem] = math.pow(math.log(self._all / holders), _FLATTENED)
        return rarity


@cache
def _stepped(count: int) -> float:
    return 4.0 ** round(math.log(max(count, 4), 4)) if count else 0.0


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
    shares: dict[str, float] = {}
    for rank, word in enumerate(list_common_words(language), 1):
        shares.setdefault(cut_stem(word), 1 - math.exp(-0.08 * _LONG / rank))
    return shares


@cache
def list_common_words(language: str) -> tuple[str, ...]:
    """A language's words in the order in which they are common, as far as they are known."""
    package = find_spec("justext")  # its lists are read without importing it, which would import lxml
    name = _LISTS.get(language)
    if package is None or not package.origin or name is None:
        return ()
    path = Path(package.origin).parent / "stoplists" / f"{name}.txt"
    return tuple(path.read_text(encoding="utf-8").split()) if path.is_file() else ()


# --- days -------------------------------------------------------------------------------------------------------------


def occasion_date(document: Document, archive: Archive) -> str:
    """When what a document reports took place (EDTF): its event's date, else its own; empty where neither is known."""
    events = [archive.events[id] for id in document.events if id in archive.events]
    return events[0].date if len(events) == 1 and events[0].date else document.date


@lru_cache(1 << 14)  # documents have far fewer dates
def find_days(date: str) -> Days | None:
    """The days that a date (EDTF) leaves open; None where they are more than `WIDEST`, or not known."""
    value: Edtf | None = parse_edtf(date) if date else None
    first, last = (earliest(value), latest(value)) if value else (None, None)
    if first is None or last is None or (last - first).days > WIDEST:
        return None
    return first.toordinal(), last.toordinal()


def days_apart(one: Days | None, other: Days | None) -> int | None:
    """The smallest number of days that can lie between two documents; None where either is undated."""
    if one is None or other is None:
        return None
    return max(one[0] - other[1], other[0] - one[1], 0)
