"""How well two sentences agree: by their telling words, by all their letters, and by the order of their words.

Measured by tests/eval/translations.py on two translations of one utterance.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel, LCSseq

from sitegen.relate.function_words import (
    AUXILIARIES,
    CONJUNCTIONS,
    COORDINATORS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    words,
)
from sitegen.relate.function_words import NUMBERS as NUMBER_WORDS

CONTAINED = 0.85
"""Share of a sentence's words that stand in another, in order, from which it is a part of it."""
CONTAINED_WORDS = 5
"""Fewest words of which a part counts; shorter ones agree by chance."""
LIKE_WORDS = 0.75
STEM_LETTERS = 4
LIKE_STEMS = 0.9
WORD_SHARE = 0.65
"""What telling words count for in the score; the rest is how well all letters agree."""
OTHER_SENSE = 0.15
OTHER_COUNT = 0.25
"""Taken off where one sentence denies and the other does not, or where they count or date differently."""

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SMALL = DETERMINERS | PRONOUNS | PREPOSITIONS | COORDINATORS | CONJUNCTIONS | AUXILIARIES
LIGHT = SMALL | words(
    """
    not never no nobody none nothing also too yet now only just even very all any some every each everyone anyone
    someone us me him them themselves ourselves there here more most than then so such so much many
    """
)
"""Words by which no statement is known."""
DENIES = words("not never no nobody none nothing without neither nor cannot impossible unless")
COUNTS = NUMBER_WORDS | words(
    """
    first second third fourth fifth last next eleven twelve thirteen fourteen fifteen sixteen twenty thirty forty fifty
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday spring summer autumn winter yesterday today tomorrow
    """
)
NUMBERS = {"three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10"}
COUNTED_EVERYWHERE = words(
    """
    years year months month weeks week days day hours hour minutes minute times time people percent per million billion
    thousand hundred men women countries sides things points other more
    """
)
"""What anyone counts: "three years" in two speeches makes no recurring claim."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence as compared."""

    words: tuple[str, ...]
    """In small letters, without punctuation."""
    letters: str
    """The words in the order of the alphabet."""
    telling: tuple[str, ...]
    known: frozenset[str]
    """The telling words."""
    stems: frozenset[str]
    """Their first letters."""
    denies: bool
    times: frozenset[str]
    """Numbers, months, days of the week."""
    counted: frozenset[str]
    """What it counts: "3 rounds"."""

    def stock_phrases(self, length: int) -> frozenset[tuple[str, ...]]:
        """Its runs of so many words."""
        return frozenset(zip(*(self.words[start:] for start in range(length)), strict=False))


def read_wording(text: str) -> Wording:
    """A sentence made ready to be compared."""
    own = spoken_words(text)
    telling = tuple(word for word in own if word not in LIGHT and len(word) > 2)
    return Wording(
        own,
        " ".join(sorted(own)),
        telling,
        frozenset(telling),
        frozenset(word[:STEM_LETTERS] for word in telling if len(word) >= STEM_LETTERS),
        sum(word in DENIES or word.endswith("n't") for word in own) % 2 == 1,
        frozenset(NUMBERS.get(word, word) for word in own if word in COUNTS or word.isdigit()),
        frozenset(_counted(own)),
    )


def spoken_words(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, without punctuation."""
    return tuple(word.replace("’", "'") for word in WORD.findall(text.casefold()))


def _counted(own: Sequence[str]) -> set[str]:
    return {
        f"{NUMBERS.get(number, number)} {noun}"
        for number, noun in pairwise(own)
        if (number in NUMBERS or (number.isdigit() and len(number) < 4 and int(number) > 2))
        and noun.isalpha()
        and noun not in COUNTED_EVERYWHERE | SMALL
    }


def score_agreement(one: Wording, other: Wording) -> float:
    """Agreement of two sentences, 0 to 1.

    The better of two views: telling words that both have (F1 over the best match of each, so that "decided" is like
    "decision"), with the token-sort ratio of all words; and the share of the shorter that stands in the longer, in
    order. Less where one denies what the other says, or counts differently.
    """
    if one.words == other.words:
        return 1.0
    if not one.words or not other.words:
        return 0.0
    letters = fuzz.ratio(one.letters, other.letters) / 100
    shared = _share(one, other), _share(other, one)
    agreement = 2 * shared[0] * shared[1] / sum(shared) if sum(shared) else 0.0
    if not one.telling or not other.telling:
        agreement = letters
    score = WORD_SHARE * agreement + (1 - WORD_SHARE) * letters
    short = min(len(one.words), len(other.words))
    contained = LCSseq.similarity(one.words, other.words) / short if short >= CONTAINED_WORDS else 0.0
    score = max(score, contained if contained >= CONTAINED else 0.0)
    return max(0.0, score - OTHER_SENSE * (one.denies != other.denies) - OTHER_COUNT * _counts_otherwise(one, other))


def _share(one: Wording, other: Wording) -> float:
    """How much of one stands in the other, word by word."""
    return sum(_best_match(word, other) for word in one.telling) / max(1, len(one.telling))


def _best_match(word: str, other: Wording) -> float:
    """How like a word is to the most like telling word of a sentence; one stem in two forms is nearly the same."""
    if word in other.known:
        return 1.0
    if word[:STEM_LETTERS] in other.stems and len(word) >= STEM_LETTERS:
        return LIKE_STEMS
    best = process.extractOne(word, other.telling, scorer=Indel.normalized_similarity, score_cutoff=LIKE_WORDS)
    return best[1] if best else 0.0


def differ_in_sense(one: Wording, other: Wording) -> bool:
    """Whether one denies what the other says, or counts differently."""
    return one.denies != other.denies or _counts_otherwise(one, other)


def _counts_otherwise(one: Wording, other: Wording) -> bool:
    return bool(one.times - other.times and other.times - one.times)


def stands_in(short: Wording, long: Wording) -> bool:
    """Whether all words of one sentence stand in a row in another."""
    return f" {' '.join(short.words)} " in f" {' '.join(long.words)} "
