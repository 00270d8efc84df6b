"""How two texts overlap: Broder's measures, and the stretches in which the one follows the other.

Unrelated texts share shingles too, here and there: names, set phrases. In a copy they come one after another in the
same order, however much was changed between them (seed and extend, as in passim, Smith et al. 2014). What counts is
therefore how much of a text such stretches cover, not only how many shingles are shared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

GAP = 16
"""Changed words at most between two shared shingles of one stretch, in either text."""
SPANNED = GAP + 3
"""Words of a stretch to each of its shared shingles, at most."""
FEWEST_SEEDS = 3
"""Shared shingles that make a stretch; fewer are a name or a phrase."""


FEWEST_WORDS = 12
"""Words of a common run; shorter ones are names, set phrases and chance."""


Run = tuple[int, int, int]
"""Where the same words start in each of two texts, and their number."""


@dataclass(frozen=True)
class Shingled:
    """A text as compared: its words, and its shingles of three words in the order in which they begin."""

    words: Sequence[Hashable]
    shingles: Sequence[int]

    @cached_property
    def places(self) -> Mapping[int, int]:
        """Where each shingle stands that stands in the text once."""
        places = dict(zip(self.shingles, range(len(self.shingles)), strict=True))
        if len(places) < len(self.shingles):
            for key in [key for key, number in Counter(self.shingles).items() if number > 1]:
                del places[key]
        return places


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words `[start, end)` of one text that run beside `[other_start, other_end)` of the other."""

    start: int
    end: int
    other_start: int
    other_end: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much two texts have in common, each share from 0 to 1."""

    resemblance: float
    """Shingles in both, of the shingles in either (Broder)."""
    containment: float
    """Shingles in both, of those of the text with fewer (Broder)."""
    coverage: float
    """Words of the shorter text within stretches that run beside the other."""


def shingle(words: Sequence[Hashable]) -> Shingled:
    """The words of a text, as such or as checksums, made ready to be compared."""
    return Shingled(words, [*map(hash, zip(words, words[1:], words[2:]))])  # noqa: B905 - the last words begin none


def measure_overlap(one: Shingled, other: Shingled) -> Overlap:
    """The measures of a pair, whichever comes first."""
    seeds = find_seeds(one, other)
    either = len(one.places) + len(other.places) - len(seeds)
    fewer = min(len(one.places), len(other.places))
    return Overlap(
        len(seeds) / either if either else 0.0,
        len(seeds) / fewer if fewer else 0.0,
        measure_coverage(seeds, len(one.words), len(other.words)),
    )


def measure_coverage(seeds: Sequence[tuple[int, int]], words: int, other_words: int) -> float:
    """The share of the shorter of two texts, of so many words, that lies within stretches that run beside the other."""
    if words > other_words:
        seeds = sorted((j, i) for i, j in seeds)
    covered = sum(end - start for start, end in _united(find_stretches(seeds)))
    return covered / max(1, min(words, other_words))


def find_seeds(one: Shingled, other: Shingled) -> list[tuple[int, int]]:
    """Where shingles that both texts have once stand in the one and the other, in the order of the one."""
    places = one.places
    seeds = sorted([(places[key], j) for j, key in enumerate(other.shingles) if key in places])
    if any(i == following for (i, _), (following, _) in pairwise(seeds)):
        once = other.places
        seeds = [(i, j) for i, j in seeds if other.shingles[j] in once]
    return seeds


def find_stretches(seeds: Sequence[tuple[int, int]]) -> list[Stretch]:
    """Seeds that follow one another in both texts at most `GAP` words apart, as stretches."""
    open_ones: list[list[int]] = []  # start, last, other start, other last, seeds
    done: list[list[int]] = []
    for i, j in seeds:
        for one in open_ones:
            if i - one[1] <= SPANNED and 0 < j - one[3] <= SPANNED:
                one[1], one[3] = i, j
                one[4] += 1
                break
        else:
            fresh = [i, i, j, j, 1]
            done.append(fresh)
            open_ones = [*(one for one in open_ones if i - one[1] <= GAP + 3), fresh]
    return [Stretch(a, b + 3, c, d + 3) for a, b, c, d, count in done if count >= FEWEST_SEEDS]


def find_common_runs(one: Shingled, other: Shingled) -> Iterator[Run]:
    """Runs of at least `FEWEST_WORDS` words in both.

    A run is as long as it can be, and stands for all that its words could be paired with; in the order of the one.
    """
    ends: dict[int, int] = defaultdict(int)
    for i, j in find_seeds(one, other):
        if i < ends[i - j]:
            continue
        start, end = i, i
        while start and start > i - j and one.words[start - 1] == other.words[start - 1 - i + j]:
            start -= 1
        while end < len(one.words) and end - i + j < len(other.words) and one.words[end] == other.words[end - i + j]:
            end += 1
        ends[i - j] = end
        if end - start >= FEWEST_WORDS:
            yield start, start - i + j, end - start


def find_run_words(one: Shingled, other: Shingled) -> tuple[set[int], set[int]]:
    """The numbers of the words of each text that are in common runs: they stand in both, in whatever order."""
    words, other_words = set[int](), set[int]()
    for start, other_start, length in find_common_runs(one, other):
        words.update(range(start, start + length))
        other_words.update(range(other_start, other_start + length))
    return words, other_words


def _united(stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
    """The words that stretches cover, each counted once."""
    united: list[tuple[int, int]] = []
    for start, end in sorted((one.start, one.end) for one in stretches):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united
