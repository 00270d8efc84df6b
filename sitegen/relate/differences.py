"""Two versions of a text side by side: which words only the one has, row by row where both begin a paragraph.

Words that stand in both, but elsewhere, are moved: neither left out nor added.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from rapidfuzz.distance import Indel

from sitegen.model import Document
from sitegen.relate.overlap import find_run_words, shingle
from sitegen.relate.shingles import cut_words, find_words

LONG = 100_000_000
"""Words times words above which two texts are not compared word by word."""
ISLAND = 1
"""Words in common that are too few to part two changes."""

_Run = tuple[bool, int, int, int, int]
"""Whether it is the same in both, the words of the one, the words of the other; half-open."""


Standing = Literal["same", "moved", "only"]
"""Of words: beside each other in both, elsewhere in the other text, or in the one alone; case and punctuation aside."""
Words = tuple[tuple[str, Standing], ...]
"""Of one text, as printed, run by run."""


@dataclass(frozen=True, slots=True)
class Row:
    """Passages that stand beside each other, both in full, with the place where each begins."""

    start: int
    other_start: int
    one: Words
    other: Words


def find_differences(one: Document, other: Document) -> tuple[Row, ...] | None:
    """The rows in which the words of two texts differ, in order; None where they are too long to be compared."""
    words, other_words = cut_words(one.text), cut_words(other.text)
    if len(words) * len(other_words) > LONG:
        return None
    opcodes = Indel.opcodes(words, other_words)
    runs = [(op.tag == "equal", op.src_start, op.src_end, op.dest_start, op.dest_end) for op in opcodes]
    edges, starts = _edges(one)
    other_edges, other_starts = _edges(other)
    both, other_both = find_run_words(shingle(words), shingle(other_words))
    text, other_text = one.text, other.text
    return tuple(
        Row(
            edges[row[0][1]],
            other_edges[row[0][3]],
            tuple(_printed([(same, i, i_end) for same, i, i_end, _, _ in row], text, edges, both)),
            tuple(_printed([(same, j, j_end) for same, _, _, j, j_end in row], other_text, other_edges, other_both)),
        )
        for row in _rows(_tidied(runs, words, other_words), starts, other_starts)
        if not all(same for same, *_ in row)
    )


def _edges(document: Document) -> tuple[list[int], set[int]]:
    """Where each word begins, a passage's first word with the marks before it, and the numbers of those first words."""
    edges = [start for start, _ in find_words(document.text)]
    starts = set()
    for passage in document.passages:
        number = bisect_left(edges, passage.offset)
        if number < len(edges):
            starts.add(number)
            edges[number] = passage.offset
    return [*edges, len(document.text)], {*starts, 0, len(edges)}


def _tidied(runs: Iterable[_Run], words: Sequence[str], other_words: Sequence[str]) -> Iterator[_Run]:
    """Changes with at most `ISLAND` words between them are one change, as a reader sees it: not `the` kept from a
    sentence that was left out. What such a change begins and ends with in both is no part of it.
    """
    i = j = i_end = j_end = 0  # the change that is not told yet
    for same, start, end, other_start, other_end in [*runs, (True, len(words), len(words), 0, 0)]:
        if same and (end - start > ISLAND or end == len(words) or not (i_end - i or j_end - j)):
            yield from _trimmed(i, i_end, j, j_end, words, other_words)
            if end > start:
                yield True, start, end, other_start, other_end
            i = i_end = end
            j = j_end = other_end
        else:
            i_end, j_end = end, other_end


def _trimmed(
    i: int, i_end: int, j: int, j_end: int, words: Sequence[str], other_words: Sequence[str]
) -> Iterator[_Run]:
    """A change, between the words that it begins and ends with in both."""
    head = tail = 0
    most = min(i_end - i, j_end - j)
    while head < most and words[i + head] == other_words[j + head]:
        head += 1
    while tail < most - head and words[i_end - 1 - tail] == other_words[j_end - 1 - tail]:
        tail += 1
    if head:
        yield True, i, i + head, j, j + head
    if i_end - i > head + tail or j_end - j > head + tail:
        yield False, i + head, i_end - tail, j + head, j_end - tail
    if tail:
        yield True, i_end - tail, i_end, j_end - tail, j_end


def _rows(runs: Iterable[_Run], starts: set[int], other_starts: set[int]) -> Iterator[list[_Run]]:
    """The runs, cut and grouped where the same place is the beginning of a paragraph in both."""
    row: list[_Run] = []
    for same, i, i_end, j, j_end in runs:
        if same:
            cuts = [k for k in range(i + 1, i_end) if k in starts and k - i + j in other_starts]
            for cut in cuts:
                row.append((True, i, cut, j, j + cut - i))
                yield row
                row, i, j = [], cut, j + cut - i
        row.append((same, i, i_end, j, j_end))
        if i_end in starts and j_end in other_starts:
            yield row
            row = []
    if row:
        yield row


def _printed(
    row: Iterable[tuple[bool, int, int]], text: str, edges: Sequence[int], both: Collection[int]
) -> Iterator[tuple[str, Standing]]:
    """A row's words as they stand in one text. `both`: numbers of those that stand in the other text, too, anywhere."""
    for same, start, end in row:
        if same:
            yield text[edges[start] : edges[end]], "same"
            continue
        for moved, numbers in groupby(range(start, end), key=both.__contains__):
            own = [*numbers]
            yield text[edges[own[0]] : edges[own[-1] + 1]], "moved" if moved else "only"
