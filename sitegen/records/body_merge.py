"""Three-way merge of a body: what the program suggested last, what it suggests now, and what the file says.

A body is compared by its parts: sentences and line ends. Of the last suggestion only short digests are kept (in
provenance). That is enough: a stretch that nobody or the editor changed stands in the file, one that the program
changed stands in the new suggestion; so the old words are never needed, not even when the capture has changed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

_SENTENCE_END = re.compile(r"""[.!?…]["'”’»)*_]{0,4} +(?=\S)""")
_DIGITS = 10
"""Hexadecimal digits of a digest: of 10^12 changed sentences one would be taken for unchanged."""


@dataclass(frozen=True, slots=True)
class Hunk:
    """A stretch of the body in the file, and what the program has in its place."""

    start: int
    end: int
    """Offsets into the body as in the file; a line feed counts at its end, whether or not the file has it."""
    new: str


@dataclass(frozen=True, slots=True)
class BodyMerge:
    """What becomes of a body."""

    taken: tuple[Hunk, ...]
    """The program's changes in stretches that no editor touched, in order."""
    conflicts: tuple[Hunk, ...]
    """Stretches that both changed, each in another way."""
    digests: tuple[str, ...]
    """What counts as last suggested from now on; in a conflict still the old suggestion, so that it is seen again."""


def merge_body(base: Sequence[str], mine: str, theirs: str) -> BodyMerge:
    """Merge `theirs`, a body as suggested now, into `mine`, the body in the file.

    `base` are the digests of the body as suggested last. The method is diff3's: stretches between parts on which all
    three agree are taken from the side that changed them.
    """
    own, new = cut_parts(mine), cut_parts(theirs)
    own_digests, new_digests = [_digest(part) for part in own], [_digest(part) for part in new]
    lead = len(mine) - len(mine.lstrip("\n"))
    offsets = list(accumulate((len(part) for part in own), initial=lead))
    taken: list[Hunk] = []
    conflicts: list[Hunk] = []
    digests: list[str] = []
    b = m = t = 0
    for b_next, m_next, t_next, length in _agreed(base, own_digests, new_digests):
        was, kept, suggested = base[b:b_next], own_digests[m:m_next], new_digests[t:t_next]
        hunk = Hunk(offsets[m], offsets[m_next], "".join(new[t:t_next]))
        both = list(was) not in (kept, suggested) and kept != suggested
        if both:
            conflicts.append(hunk)
        elif kept != suggested and list(was) == kept:
            taken.append(hunk)
        digests += was if both else suggested
        b, m, t = b_next + length, m_next + length, t_next + length
        digests += base[b_next:b]
    return BodyMerge(tuple(taken), tuple(conflicts), tuple(digests))


def digest_body(body: str) -> tuple[str, ...]:
    """Digests of a body's parts, in order."""
    return tuple(_digest(part) for part in cut_parts(body))


def cut_parts(body: str) -> list[str]:
    """The sentences and line ends of a body; together they are the body, one line feed at its end and none before."""
    parts = []
    for line in body.strip("\n").split("\n"):
        line += "\n"
        cuts = [0, *(found.end() for found in _SENTENCE_END.finditer(line)), len(line)]
        parts += [line[start:end] for start, end in pairwise(cuts)]
    return parts


def _digest(part: str) -> str:
    return hashlib.sha256(part.encode()).hexdigest()[:_DIGITS]


def _agreed(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where all three agree: start in each and length, in order; at last their ends, with length 0."""
    with_mine = SequenceMatcher(None, base, mine).get_matching_blocks()
    with_theirs = SequenceMatcher(None, base, theirs).get_matching_blocks()
    i = j = 0
    while i < len(with_mine) and j < len(with_theirs):
        one, other = with_mine[i], with_theirs[j]
        start, end = max(one.a, other.a), min(one.a + one.size, other.a + other.size)
        if start < end:
            yield start, one.b + start - one.a, other.b + start - other.a, end - start
        if one.a + one.size < other.a + other.size:
            i += 1
        else:
            j += 1
    yield len(base), len(mine), len(theirs), 0
