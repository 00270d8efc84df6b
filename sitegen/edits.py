"""Edits over a text: applying them, joining two rounds into one, and carrying offsets across.

Cleaning works in two rounds: characters are repaired first, then lines are judged on the repaired text. Both rounds
are edits, and what leaves this file is one list of edits over the raw capture. No offset is ever recovered by
comparing texts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from sitegen.drafts import Edit


def apply_edits(raw: str, edits: Iterable[Edit]) -> str:
    """The text that `edits` (sorted, not overlapping) make of `raw`."""
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces += (raw[at : edit.start], edit.replacement)
        at = edit.end
    pieces.append(raw[at:])
    return "".join(pieces)


class Offsets:
    """Carries positions between a text and what edits made of it, both ways.

    A position inside an edited stretch has no exact counterpart: it goes to the stretch's start or end, as asked.
    """

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._old_starts = [edit.start for edit in edits]
        self._old_ends = [edit.end for edit in edits]
        grown = list(accumulate((len(e.replacement) - (e.end - e.start) for e in edits), initial=0))
        self._new_starts = [start + growth for start, growth in zip(self._old_starts, grown, strict=False)]
        self._new_ends = [end + growth for end, growth in zip(self._old_ends, grown[1:], strict=True)]

    def to_new(self, position: int, *, end: bool = False) -> int:
        """Where a position of the old text stands in the new; inside an edit, the edit's start (or its end)."""
        return _carry(position, self._old_starts, self._old_ends, self._new_starts, self._new_ends, end)

    def to_old(self, position: int, *, end: bool = False) -> int:
        """Where a position of the new text came from; inside an edit, the edit's start (or its end)."""
        return _carry(position, self._new_starts, self._new_ends, self._old_starts, self._old_ends, end)

    def old_span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the old text that became `start:end` of the new."""
        return self.to_old(start), self.to_old(end, end=True)


def _carry(
    position: int,
    starts: Sequence[int],
    ends: Sequence[int],
    other_starts: Sequence[int],
    other_ends: Sequence[int],
    end: bool,
) -> int:
    # A span's start stands behind the edits that end at it, a span's end before those that start at it.
    index = bisect_right(starts, position if not end else position - 1) - 1
    if index < 0:
        return position
    if position >= ends[index]:
        return other_ends[index] + (position - ends[index])
    return other_ends[index] if end else other_starts[index]


def join_edits(first: Sequence[Edit], repaired: str, second: Sequence[Edit]) -> tuple[Edit, ...]:
    """One round of edits over the raw text that does what `first`, then `second`, would do.

    `second` speaks of `repaired`, the text that `first` made. Where the two touch the same stretch, the second's
    edit swallows the first's; where it would cut one in half, it takes the whole and puts the rest back.
    """
    offsets = Offsets(first)
    joined: list[Edit] = []
    waiting = 0
    put_back = ""  # what the last edit of the second round put back of a stretch that it cut
    at = 0
    for edit in second:
        start, end = offsets.to_old(edit.start), offsets.to_old(edit.end, end=True)
        end = max(start, end)
        before = repaired[offsets.to_new(start) : edit.start]
        after = repaired[edit.end : offsets.to_new(end, end=True)]
        while waiting < len(first) and first[waiting].end <= start:
            joined.append(first[waiting])
            waiting += 1
        while waiting < len(first) and first[waiting].start < end:
            waiting += 1
        if joined and start < joined[-1].end:  # both cut the same repaired stretch: they become one edit
            last = joined.pop()
            start, before = last.start, last.replacement.removesuffix(put_back) + repaired[at : edit.start]
        joined.append(replace(edit, start=start, end=end, replacement=before + edit.replacement + after))
        put_back, at = after, edit.end
    joined.extend(first[waiting:])
    return tuple(joined)
