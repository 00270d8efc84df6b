"""Repeats inside one capture: passages that stand twice, word for word or nearly so. The first one stays.

What an author repeats on purpose stays: verse and refrains (short lines), litanies (lines that come a third time),
short sentences in speech. So do single rows of tables, which repeat by nature.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz

_WORD = re.compile(r"\w+")
_LONG = 12
"""Words from which a paragraph's exact return is a copying accident, not style."""
_NEARLY, _ALIKE = 94.0, 66.0
"""Likeness in per cent (Levenshtein-like, rapidfuzz's ratio) from which two long paragraphs are one, if what differs
between them is as much alike as words misread are."""


def find_repeats(texts: Sequence[str], captions: frozenset[int]) -> dict[int, str]:
    """Paragraphs that repeat an earlier one, as index to rule. `captions`: which of them are captions of pictures."""
    keys = [_key(text) for text in texts]
    words = [key.count(" ") + 1 if key else 0 for key in keys]
    gone = dict.fromkeys(_block_repeats(keys, words), "repeated passage")
    rest = [i for i in range(len(texts)) if i not in gone and keys[i] and not _is_row(texts[i])]
    times = Counter(keys[index] for index in rest)
    first: dict[str, int] = {}
    for index in rest:
        key = keys[index]
        earlier = first.setdefault(key, index)
        if earlier == index:
            continue
        refrain = times[key] > 2 and words[index] < 2 * _LONG
        if index in captions or (words[index] >= _LONG and not refrain):
            gone[index] = "repeated caption" if index in captions else "repeated paragraph"
    gone |= dict.fromkeys((i - 1 for i in captions if _is_alternative(keys[i - 1 : i + 1])), "repeated caption")
    rest = [index for index in rest if index not in gone]
    gone |= dict.fromkeys(_near_captions(texts, [i for i in rest if i in captions]), "repeated caption")
    gone |= dict.fromkeys(_near_repeats(keys, words, rest), "repeated paragraph")
    return gone


def _is_alternative(keys: Sequence[str]) -> bool:
    """Whether a line is the alternative text of the picture whose caption, below it, has the same words and more."""
    return len(keys) == 2 and keys[0].count(" ") >= _FEWEST - 1 and keys[1].startswith(keys[0] + " ")


_FEWEST = 4
"""Words of an alternative text that is known again in a caption."""


def _is_row(text: str) -> bool:
    """Whether a line is a row of a table: "NET SALES | 16.4 | 15.2"; one divider stands in other lines, too."""
    return text.count(" | ") >= 2 or text.count("\t") >= 2


_LINES_KEPT = 1024
"""The second round of cleaning sees the lines of the first again."""


@lru_cache(_LINES_KEPT)
def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _block_repeats(keys: Sequence[str], words: Sequence[int]) -> Iterator[int]:
    """Runs of two or more paragraphs that return in the same order, of prose (verse has shorter lines)."""
    last: dict[str, int] = {}
    index = 0
    while index < len(keys):
        start = last.get(keys[index], -1) if keys[index] else -1
        length = 0
        while (
            start >= 0
            and start + length < index
            and index + length < len(keys)
            and keys[start + length] == keys[index + length]
        ):
            length += 1
        total = sum(words[index : index + length])
        if length >= 2 and total >= 40 and total >= 10 * length:
            yield from range(index, index + length)
            index += length
        else:
            if keys[index]:
                last.setdefault(keys[index], index)
            # verse that returns is passed over as a whole: looking at each of its lines would cost its square
            index += length if total < 10 * length else 1


def _near_captions(texts: Sequence[str], captions: Sequence[int]) -> Iterator[int]:
    """Captions of one picture, spelt differently: each is compared with the few before it."""
    kept: list[int] = []
    for index in captions:
        if any(index - other <= 4 and fuzz.ratio(texts[other], texts[index]) >= 90 for other in kept[-3:]):
            yield index
        else:
            kept.append(index)


_SHINGLE = 4
_ANCHOR = 7
"""Shingles start at words of at least so many letters: a fifth of all, which is plenty to find a paragraph by."""


def _near_repeats(keys: Sequence[str], words: Sequence[int], rest: Sequence[int]) -> Iterator[int]:
    """Long paragraphs that return with other spelling or punctuation, as after scanning."""
    seen: dict[str, int] = {}
    for index in rest:
        if words[index] < 2 * _LONG:
            continue
        shingles = _anchored_shingles(keys[index])
        if votes := [seen[shingle] for shingle in shingles if shingle in seen]:
            candidate = Counter(votes).most_common(1)[0][0]
            if _is_misspelt(keys[candidate][:4000], keys[index][:4000]):
                yield index
                continue
        for shingle in shingles:
            seen.setdefault(shingle, index)


def _is_misspelt(key: str, other: str) -> bool:
    """Whether two long paragraphs are one, spelt differently. Another number or another word makes another statement:
    "rose to 41", "fell to 42".
    """
    if not fuzz.ratio(key, other, score_cutoff=_NEARLY):
        return False
    one, two = key.split(), other.split()
    only_one, only_two = (_less(a, b) for a, b in ((one, two), (two, one)))
    if any(map(str.isdecimal, [*only_one, *only_two])):
        return False
    return fuzz.ratio("".join(only_one), "".join(only_two)) >= _ALIKE


def _less(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """The words that `others` does not have, in their order."""
    spare = Counter(others)
    result = []
    for word in words:
        if spare[word]:
            spare[word] -= 1
        else:
            result.append(word)
    return result


@lru_cache(_LINES_KEPT)
def _anchored_shingles(key: str) -> tuple[str, ...]:
    tokens = key.split()
    anchors = [at for at, token in enumerate(tokens[: 1 - _SHINGLE]) if len(token) >= _ANCHOR]
    return tuple(" ".join(tokens[at : at + _SHINGLE]) for at in anchors)


REASONS = {
    "repeated passage": "the same paragraphs stand further up, in the same order",
    "repeated paragraph": "the same paragraph stands further up",
    "repeated caption": "the caption stands further up",
}


# --- printed pages ----------------------------------------------------------------------------------------------------

_FEWEST_HEAD_WORDS, _LONGEST_HEAD, _DIGITS = 3, 80, 4
_BETWEEN = frozenset("|•–-")


def find_running_heads(texts: Sequence[str]) -> set[int]:
    """Lines that stand over or under the pages of a printed issue: the same words beside a number that grows.

    `14 HARBOUR & QUAY June 2009`, further down `HARBOUR & QUAY June 2009 15`.
    """
    pages: dict[str, list[tuple[int, int]]] = {}
    for index, text in enumerate(texts):
        words = [word for word in text.split() if word not in _BETWEEN] if len(text) <= _LONGEST_HEAD else []
        if words and not _is_number(words[0]):
            words = [words[-1], *words[:-1]]
        if words and _is_number(words[0]) and _names_issue(words[1:]):
            pages.setdefault(" ".join(words[1:]).casefold(), []).append((index, int(words[0])))
    rows = (row for row in pages.values() if len(row) > 1 and all(a[1] < b[1] for a, b in pairwise(row)))
    return {index for row in rows for index, _ in row}


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= _DIGITS


def _names_issue(words: Sequence[str]) -> bool:
    """Whether words are those of a title; `cups of sugar` are not, in a recipe with `2 cups of sugar` and 3."""
    large = sum(not word[0].islower() for word in words)
    return len(words) >= _FEWEST_HEAD_WORDS and all(not w[0].islower() or len(w) <= 3 for w in words) and large > 1
