"""How a line looks: its length, its end, its share of function words, its wording. The grounds of all judgement.

What hangs on the text alone is kept for a while, because the second round of cleaning sees nearly the same lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from sitegen.intake.layout import Unit
from sitegen.intake.phrases import find_phrase


class Look(NamedTuple):
    """What is counted once for each unit."""

    words: int
    ends: bool
    function: float
    """Share of function words; -1 where the language is unknown."""
    good: bool
    """Reads like a full sentence of running text."""
    sentence: bool
    """The same, of short sentences too."""
    shape: str
    rule: str
    how: str
    key: str
    """Its words in lower case, to find repeats with."""


def look_at(units: Sequence[Unit]) -> list[Look]:
    """What is counted once for each unit."""
    longest = sorted((unit.text for unit in units), key=len, reverse=True)[:_SAMPLED]
    function_words, scale = _guess_function_words(longest)
    return [_look(unit.text, bool(unit.marker), function_words, scale) for unit in units]


_LINES_KEPT = 2048
"""The second round of cleaning sees nearly the same lines again, and other captures of an outlet its furniture."""


@lru_cache(_LINES_KEPT)
def _look(text: str, marked: bool, function_words: frozenset[str], scale: float) -> Look:
    """`marked`: whether the line is an item of a list."""
    words, ends, rule, how, key = _read_wording(text)
    found = key.split()
    hits = sum(map(function_words.__contains__, found))
    function = scale * hits / max(1, len(found)) if function_words else -1.0
    plain = function < 0 or function >= 0.07 or (scale > 1 and words <= _FEW)
    sentence = words >= 4 and ends and plain
    good = words >= 10 and ends and (function < 0 or function >= 0.22) and how not in ("whole", "opening")
    shape = f"{bisect_right((2, 5, 12), words)}{'.' if ends else ''}{'*' if marked else ''}"
    return Look(words, ends, function, good, sentence, shape, rule, how, key)


_FEW = 8
"""In languages that inflect, a sentence of so few words may have no function word."""

# --- wording --------------------------------------------------------------------------------------------------------

_SIGNS = "\u0300-\u036f\u064b-\u065f\u0900-\u0963\u0966-\u0dff\u200c\u200d"
"""Vowels and marks of Arabic and Indian scripts, which belong to the word that they stand in."""
_WORD = re.compile(rf"[\w{_SIGNS}]+(?:[’'.-][\w{_SIGNS}]+)*")
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]")
_END = re.compile(r"""[.!?。！？…؟।][\s"'”’»“‘«›‹」』)\]*]*(?:[(（][^()（）.]{2,20}[)）]\s*)?$""")
"""The end of a sentence, perhaps with who filed it behind: "… said. (dpa, red)"."""
_LONGEST_END = 36


class _Wording(NamedTuple):
    """What of a look hangs on the line's text alone."""

    words: int
    ends: bool
    rule: str
    how: str
    key: str


@lru_cache(_LINES_KEPT)
def _read_wording(text: str) -> _Wording:
    text = text if len(text) <= 3000 else text[:1500] + text[-1500:]
    found = _WORD.findall(text)
    words = len(found) + len(_IDEOGRAPH.findall(text)) // 2
    rule, _, how = find_phrase(text) if words else ("", "", "")
    return _Wording(words, bool(_END.search(text[-_LONGEST_END:])), rule, how, " ".join(map(str.lower, found)))


# --- function words -------------------------------------------------------------------------------------------------


@cache
def _function_words() -> dict[str, frozenset[str]]:
    rows = resources.files(__package__).joinpath("function_words.txt").read_text("utf-8").splitlines()
    return {row.split()[0]: frozenset(row.split()[1:]) for row in rows if not row.startswith("#")}


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    """For each function word, the languages that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for code, words in _function_words().items():
        for word in words:
            found[word] = (*found.get(word, ()), code)
    return found


_SAMPLED = 16
"""Lines by which the language is told."""


@lru_cache(_LINES_KEPT)
def _hear_languages(text: str) -> tuple[Mapping[str, int], int]:
    """How many of a line's first words are function words of each language, and how many words these are."""
    sample = _read_wording(text).key[:400].split()
    languages = _languages_of()
    return Counter(code for word in sample if word in languages for code in languages[word]), len(sample)


def _guess_function_words(longest: Iterable[str]) -> tuple[frozenset[str], float]:
    """Those of the language that most of the words in the longest lines belong to, and what makes shares comparable.

    Languages that inflect need fewer of them; shares are scaled to those of English, in which the weights were
    learned. Nothing where no language of the table fits.
    """
    hits = Counter[str]()
    words = 0
    for text in longest:
        heard, count = _hear_languages(text)
        hits.update(heard)
        words += count
    best = max(hits, key=lambda code: (hits[code], code), default="")
    share = hits[best] / max(1, words)
    if share < 0.1:
        return frozenset(), 1.0
    return _function_words()[best], 1.0 if best == "en" else max(1.0, 0.4 / share)
