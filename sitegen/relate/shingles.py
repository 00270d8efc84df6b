"""Texts as words and shingles, and the index that finds the few pairs of texts worth comparing.

A shingle is a run of words (Broder 1997). Of a long text only those shingles are indexed that begin with one of an
eighth of all words, chosen by a checksum and so the same ones in every text: a sample that grows with the text, from
which a part is found in the whole as well as a reprint. Shared shingles are counted from the rarest upwards, within a
budget (a prefix filter, as in Bayardo et al. 2007): what half of the press prints costs nothing, and texts that have
only that in common are never compared.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, islice, pairwise
from zlib import crc32

_UNSPACED_SCRIPTS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
)
"""Thai, Lao, Burmese, Khmer, kana, Han: written without spaces, so that each character counts as a word."""
_UNSPACED = re.compile(f"[{_UNSPACED_SCRIPTS}]")
_WORD = re.compile(r"\w+")
_NO_WORD = re.compile(r"[^\x00-\x7f\w]")
_SPACES = bytes(byte if byte > 127 or chr(byte).isalnum() or byte == ord("_") else ord(" ") for byte in range(256))
"""In UTF-8, ASCII's characters that stand in no word."""
_WORD_OR_CHARACTER = re.compile(rf"[{_UNSPACED_SCRIPTS}]|[^\W{_UNSPACED_SCRIPTS}]+")
_STRIDE = 16
_WORDS = re.compile(rf"(?:\w++\W*+){{1,{_STRIDE}}}")
_WORDS_OR_CHARACTERS = re.compile(rf"(?:(?:[{_UNSPACED_SCRIPTS}]|[^\W{_UNSPACED_SCRIPTS}]++)\W*+){{1,{_STRIDE}}}")

SAMPLED = 8
"""One word in so many begins shingles that are indexed; in texts of at most `SHORT` words every word does."""
SHORT = 150
BUDGET = 64
"""Entries of the index that are counted for one text."""
LEADERS = 3
"""Of a shingle in more texts than the budget allows so many are counted, the first by id, so that a text reprinted a
thousand times still hangs together."""
_IN_MEMORY = 1_000_000
"""Shingles that are held at once to find those that several texts hold."""
LEAST_SHARED = 2
RARE_SHARE = 0.06
"""Rare shingles in common, of the smaller sample, from which a pair is worth comparing."""
COMMON_SHARE = 0.3
"""The same for shingles beyond the budget: reprints share most of them, texts with an agency's paragraph few."""


def cut_words(text: str) -> list[str]:
    """The words of a text in order, without regard to case and punctuation: as many as `find_words` finds."""
    return _pattern(text).findall(_fold(text))


def checksum_words(text: str) -> array[int]:
    """A checksum of each word that `cut_words` finds, in order, without the strings between."""
    if _pattern(text) is _WORD:
        spaced = _fold(text) if text.isascii() else _NO_WORD.sub(" ", _fold(text))
        words = spaced.encode("utf-8").translate(_SPACES).split()
    else:
        words = [word.encode("utf-8") for word in cut_words(text)]
    return array("I", map(crc32, words))


def _fold(text: str) -> str:
    return text.replace("İ", "i").lower()  # the one letter that becomes two, of which one is no letter


def find_words(text: str) -> list[tuple[int, int]]:
    """Where the words of a text stand."""
    return [*map(re.Match.span, _pattern(text).finditer(text))]


class WordPlaces:
    """Where single words of a text stand, found without looking at each word before them."""

    def __init__(self, text: str) -> None:
        self._text, self._word = text, _pattern(text)
        strides = _WORDS if self._word is _WORD else _WORDS_OR_CHARACTERS
        self._marks = [0, *map(re.Match.end, strides.finditer(text))]

    def __getitem__(self, number: int) -> tuple[int, int]:
        """The span of a word, as in the list that `find_words` gives."""
        ahead = self._word.finditer(self._text, self._marks[number // _STRIDE])
        return next(islice(ahead, number % _STRIDE, None)).span()


def _pattern(text: str) -> re.Pattern[str]:
    return _WORD if text.isascii() or not _UNSPACED.search(text) else _WORD_OR_CHARACTER


def sketch(words: array[int], width: int) -> array[int]:
    """Checksums, in order, of those shingles of `width` words of a text that are indexed. `words`: their checksums."""
    rate = SAMPLED if len(words) > SHORT else 1
    starts = [i for i, code in enumerate(words[: max(0, len(words) - width + 1)]) if not code % rate]
    return array("I", sorted({crc32(words[i : i + width]) for i in starts}))


class Index:
    """Which texts hold a shingle; a text is known by its number."""

    def __init__(self, sketches: Sequence[array[int]]) -> None:
        """`sketches`: of texts, in the order of their numbers."""
        self._sketches = sketches

    def find_pairs(self) -> set[tuple[int, int]]:
        """Pairs that may be copies: enough rare shingles in common, or very many common ones."""
        shared = self._share()
        postings, sizes, pairs = _post(shared), [*map(len, self._sketches)], set()
        for one, own in enumerate(shared):
            rare, common = _count_shared([postings[key] for key in own])
            for counts, share in ((rare, RARE_SHARE), (common, COMMON_SHARE)):
                for other, count in counts.items():
                    if count >= LEAST_SHARED and count >= share * min(sizes[one], sizes[other]) and one != other:
                        pairs.add((one, other) if one < other else (other, one))
        return pairs

    def holders(self) -> Iterator[Sequence[int]]:
        """For each shingle that several texts hold, the numbers of these texts."""
        return iter(_post(self._share()).values())

    def _share(self) -> Sequence[Sequence[int]]:
        """The shingles of each text that others hold."""
        again = _find_shared(self._sketches)
        return [[key for key in own if key in again] for own in self._sketches]


def _post(sketches: Sequence[Sequence[int]]) -> Mapping[int, Sequence[int]]:
    """By shingle the texts that hold it."""
    postings: dict[int, list[int]] = defaultdict(list)
    for number, own in enumerate(sketches):
        for key in own:
            postings[key].append(number)
    return postings


def _find_shared(sketches: Sequence[array[int]]) -> set[int]:
    """Shingles that several texts hold. Most stand in one text only; they are gone through in parts, so that never more
    than some of those are in memory.
    """
    parts = 1 + sum(map(len, sketches)) // _IN_MEMORY
    edges = [(part << 32) // parts for part in range(parts + 1)]
    again: set[int] = set()
    for low, high in pairwise(edges):
        inside = [own[bisect_left(own, low) : bisect_left(own, high)] if parts > 1 else own for own in sketches]
        holders = Counter(chain.from_iterable(inside))
        again.update(key for key, number in holders.items() if number > 1)
    return again


def _count_shared(postings: Iterable[Sequence[int]]) -> tuple[Counter[int], Counter[int]]:
    """For other texts the rare shingles shared, rarest first until the budget is spent; for leaders the common ones.
    `postings`: for each shingle of a text that others hold, those that hold it.
    """
    held = sorted(postings, key=len)
    paid = bisect_right([*accumulate(map(len, held))], BUDGET)
    leaders = (holders[:LEADERS] for holders in held[paid:])
    return Counter(chain.from_iterable(held[:paid])), Counter(chain.from_iterable(leaders))
