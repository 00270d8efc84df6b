"""Two versions of a text side by side: which words only the one has, row by row where both begin a paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from sitegen.model import Difference, Document
from sitegen.relate.shingles import cut_words, find_words

LONG = 100_000_000
"""Words times words above which two texts are not compared word by word."""

_Run = tuple[bool, int, int, int, int]
"""Whether it is the same in both, the words of the one, the words of the other; half-open."""


@dataclass(frozen=True, slots=True)
class Row:
    """Passages that stand beside each other: both texts in full, run by run, with the place where each begins."""

    start: int
    other_start: int
    differences: tuple[Difference, ...]


def find_differences(one: Document, other: Document) -> tuple[Row, ...] | None:
    """The rows in which the words of two texts differ, in order; None where they are too long to be compared."""
    places, other_places = find_words(one.text), find_words(other.text)
    if len(places) * len(other_places) > LONG:
        return None
    runs = [
        (run.tag == "equal", run.src_start, run.src_end, run.dest_start, run.dest_end)
        for run in Indel.opcodes(cut_words(one.text), cut_words(other.text))
    ]
    rows = _rows(runs, _paragraph_starts(one, places), _paragraph_starts(other, other_places))
    edges = [start for start, _ in places] + [len(one.text)]
    other_edges = [start for start, _ in other_places] + [len(other.text)]
    return tuple(
        Row(edges[row[0][1]], other_edges[row[0][3]], tuple(_merged(row, one.text, edges, other.text, other_edges)))
        for row in rows
        if not all(same for same, *_ in row)
    )


def _paragraph_starts(document: Document, places: Sequence[tuple[int, int]]) -> set[int]:
    """The numbers of the words with which passages begin."""
    starts = set()
    passages = iter([passage.offset for passage in document.passages] or [0])
    following = next(passages, None)
    for number, (start, _) in enumerate(places):
        if following is not None and start >= following:
            starts.add(number)
            while following is not None and following <= start:
                following = next(passages, None)
    return starts | {len(places)}


def _rows(runs: Sequence[_Run], starts: set[int], other_starts: set[int]) -> Iterator[list[_Run]]:
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


def _merged(
    row: Sequence[_Run], text: str, edges: Sequence[int], other_text: str, other_edges: Sequence[int]
) -> Iterator[Difference]:
    """A row's words as printed; what was left out and what was put in at one place stand together."""
    one, other = "", ""
    for same, i, i_end, j, j_end in row:
        if same:
            if one or other:
                yield Difference(one, other, False)
            one, other = "", ""
            yield Difference(text[edges[i] : edges[i_end]], other_text[other_edges[j] : other_edges[j_end]], True)
        else:
            one += text[edges[i] : edges[i_end]]
            other += other_text[other_edges[j] : other_edges[j_end]]
    if one or other:
        yield Difference(one, other, False)
