"""Which blocks of a page another program's text is made of, found by their letters in order.

The heaviest chain of blocks whose letters stand in the text one after the other (a weighted longest increasing
subsequence, in n log n): a line that the page repeats elsewhere is taken once, where it fits the order.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

SHORT = 20
"""Letters below which words may stand anywhere by chance ("Read more"): such blocks must be a line of their own."""
_MOST_PLACES = 20
"""Places of one block in the text that are tried; only lines that a page repeats have more than one."""
_MOST_CHAINS = 4
_MOST_WORK = 300_000_000
"""Characters that may be searched in all; beyond it only whole lines are found."""
_NOT_LETTERS = re.compile(r"[\W_]+")


class _Place(NamedTuple):
    """A stretch of the text's letters that is a block's."""

    start: int
    end: int
    block: int


def letters(text: str) -> str:
    """The letters and digits of a text alone, folded: what stays the same however it is spaced and punctuated."""
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFC", text)).casefold()


def align_blocks(blocks: Sequence[str], lines: Sequence[str]) -> tuple[set[int], float]:
    """Find the blocks that `lines` come from. Gives their indexes, and the share of the lines' letters they explain."""
    keys = [letters(block) for block in blocks]
    line_keys = [letters(line) for line in lines]
    text = "".join(line_keys)
    if not text:
        return set(), 1.0
    chain = _chains(_places(keys, line_keys, text))
    chain = sorted([*chain, *_gap_places(keys, text, chain)])
    found = {place.block for place in chain}
    covered = sum(place.end - place.start for place in chain)
    holders, held = _holders(keys, line_keys, chain)
    return found | holders, (covered + held) / len(text)


def _places(keys: Sequence[str], line_keys: Sequence[str], text: str) -> list[list[_Place]]:
    """For each block where its letters stand in the text: as a whole line, or, if it is long, anywhere."""
    starts: dict[str, list[int]] = defaultdict(list)
    position = 0
    for key in line_keys:
        if len(starts[key]) < _MOST_PLACES:
            starts[key].append(position)
        position += len(key)
    work = 0
    places: list[list[_Place]] = []
    for index, key in enumerate(keys):
        found = list(starts.get(key, ())) if key else []
        if not found and len(key) >= SHORT and work < _MOST_WORK:
            work += len(text)
            at = text.find(key)
            while at >= 0 and len(found) < _MOST_PLACES:
                found.append(at)
                at = text.find(key, at + 1)
        if found:
            places.append([_Place(at, at + len(key), index) for at in found])
    return places


def _chains(places: Sequence[Sequence[_Place]]) -> list[_Place]:
    """The heaviest chain, and those in what it leaves: the other program may have moved a part of the page."""
    chosen: list[_Place] = []
    for _ in range(_MOST_CHAINS):
        taken = {place.block for place in chosen}
        free = [
            [place for place in group if not _overlap(chosen, place.start, place.end)]
            for group in places
            if group[0].block not in taken
        ]
        chain = _heaviest_chain([group for group in free if group])
        if not chain:
            break
        chosen = sorted([*chosen, *chain])
    return chosen


def _gap_places(keys: Sequence[str], text: str, chain: Sequence[_Place]) -> list[_Place]:
    """Short blocks that stand where they should between two others, though not on a line of their own."""
    found = []
    for before, after in pairwise([_Place(0, 0, -1), *chain]):
        at = before.end
        for index in range(before.block + 1, after.block):
            if at < after.start and keys[index] and text.startswith(keys[index], at, after.start):
                found.append(_Place(at, at + len(keys[index]), index))
                at += len(keys[index])
    return found


def _heaviest_chain(places: Sequence[Sequence[_Place]]) -> list[_Place]:
    """Of places in block order, at most one a block, the chain without overlaps that covers the most letters."""
    ends = sorted({place.end for group in places for place in group})
    best: list[tuple[int, _Place | None]] = [(0, None)] * (len(ends) + 1)  # a Fenwick tree of prefix maxima
    before: dict[_Place, _Place | None] = {}

    def heaviest(rank: int) -> tuple[int, _Place | None]:
        found: tuple[int, _Place | None] = (0, None)
        while rank > 0:
            found = max(found, best[rank], key=lambda entry: entry[0])
            rank -= rank & -rank
        return found

    for group in places:
        weighed = []
        for place in group:
            weight, previous = heaviest(bisect_left(ends, place.start + 1))
            before[place] = previous
            weighed.append((weight + place.end - place.start, place))
        for entry in weighed:
            rank = bisect_left(ends, entry[1].end) + 1
            while rank <= len(ends):
                best[rank] = max(best[rank], entry, key=lambda entry: entry[0])
                rank += rank & -rank
    chain: list[_Place] = []
    last = heaviest(len(ends))[1]
    while last is not None:
        chain.append(last)
        last = before[last]
    return chain[::-1]


def _holders(keys: Sequence[str], line_keys: Sequence[str], chain: Sequence[_Place]) -> tuple[set[int], int]:
    """Blocks that hold a line which no block stood in: the other program left out a part of them.

    Gives the blocks, and how many of the text's letters they explain.
    """
    taken = {place.block for place in chain}
    free = [index for index in range(len(keys)) if index not in taken]
    joined = "\n".join(keys[index] for index in free)
    starts = [0]
    for index in free:
        starts.append(starts[-1] + len(keys[index]) + 1)
    holders: set[int] = set()
    held = position = work = 0
    for key in line_keys:
        open_letters = len(key) - _overlap(chain, position, position + len(key))
        position += len(key)
        if len(key) < SHORT or open_letters * 2 < len(key) or work > _MOST_WORK:
            continue
        work += len(joined)
        at = joined.find(key)
        if at >= 0:
            holders.add(free[bisect_left(starts, at + 1) - 1])
            held += open_letters
    return holders, held


def _overlap(chain: Sequence[_Place], start: int, end: int) -> int:
    """How many of the letters from `start` to `end` lie in the chain's places, which are in order."""
    first = bisect_left(chain, start, key=lambda place: place.end)
    covered = 0
    for place in chain[first:]:
        if place.start >= end:
            break
        covered += max(min(place.end, end) - max(place.start, start), 0)
    return covered
