"""Epochs: stretches of days in which so many documents were written that they tell how common a word was.

What one document changes reaches as far as its epoch and the days beside it, and what was worked out about the others
stands, however large the archive.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from sitegen.model import DocumentId
from sitegen.relate.profiles import Days

MOST = 1024
"""Documents of an epoch that is longer than a day."""
UNDATED_EPOCH = 0
"""The epoch of the documents without days."""
_ALL_DAYS = 1 << 22
"""More than there are between the years 1 and 9999."""


def divide(days: Mapping[DocumentId, Days | None]) -> list[tuple[DocumentId, ...]]:
    """The documents, by their days, in epochs: first those without days, then the others in the order of their last
    days. All days are halved, and halves again, until none holds more than `MOST` documents, so that where one epoch
    ends does not depend on what the others hold.
    """
    undated = sorted(id for id, own in days.items() if own is None)
    dated = sorted((own[::-1], id) for id, own in days.items() if own is not None)
    last_days = [last for (last, _), _ in dated]
    stretches = _halve(last_days, 0, len(dated), 0, _ALL_DAYS)
    return [tuple(undated), *(tuple(id for _, id in dated[start:end]) for start, end in stretches)]


def _halve(last_days: Sequence[int], start: int, end: int, day: int, length: int) -> Iterator[tuple[int, int]]:
    """Where epochs start and end, of the documents of `length` days from a day on, which stand in `[start, end)`."""
    if end - start <= MOST or length == 1:
        if start < end:
            yield start, end
        return
    half = length // 2
    middle = bisect_left(last_days, day + half, start, end)
    yield from _halve(last_days, start, middle, day, half)
    yield from _halve(last_days, middle, end, day + half, half)
