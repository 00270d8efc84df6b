"""Where an annotation's words stand: exact words between exact words, as the W3C's TextQuoteSelector has it.

A note is shown where its words stand letter for letter, or nowhere. The record of paragraphs remembers in which one
they stood first, so that a note whose words are found in another one is known to have moved.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from sitegen.model import Annotation, Document

AnchorState = Literal["exact", "moved", "orphan"]
AnchorKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class AnchoredNote:
    """An annotation with the place that its words have in the document's text."""

    number: int
    """In the order of the text; what readers see."""
    id: str
    """Made from the anchoring words, so that other notes may come and go: `note-<id>` is its address on the page."""
    annotation: Annotation
    state: AnchorState
    """moved: the words stand in another paragraph than they did; orphan: nowhere, or it is not certain where."""
    start: int | None
    """Offset into the document's text; None for an orphan."""
    end: int | None
    paragraph: int | None
    """The number of the paragraph in which the words begin; None for an orphan, and outside numbered paragraphs."""
    matches: int
    """How often the words stand in the text."""


def anchor_key(note: Annotation) -> AnchorKey:
    """What a note is known by: its quote, prefix and suffix, with white space folded."""
    quote, prefix, suffix = (" ".join(words.split()) for words in (note.quote, note.prefix, note.suffix))
    return quote, prefix, suffix


def find_anchors(text: str, note: Annotation) -> list[tuple[int, int]]:
    """Every span in `text` where the note's quote stands between its prefix and its suffix.

    One run of white space is as good as another, since YAML folds it, and between the three there may be none;
    everything else must agree letter for letter.
    """
    quote, prefix, suffix = anchor_key(note)
    if not quote:
        return []
    folded, spans = _fold(text), []
    for before in {prefix, prefix and f"{prefix} "}:
        for after in {suffix, suffix and f" {suffix}"}:
            for at in _find_all(folded.text, before + quote + after):
                start = at + len(before)
                spans.append((folded.origin(start), folded.origin(start + len(quote) - 1) + 1))
    return sorted(spans)


def _find_all(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


class _Folded(NamedTuple):
    """A text in which each run of white space is one space. Words are sought in it as they are: a pattern for each of
    the notes of a long document takes minutes.
    """

    text: str
    ends: list[int]
    """From which offsets of it on letters were left out before."""
    shifts: list[int]
    """How many letters were left out up to there."""

    def origin(self, offset: int) -> int:
        """Where the letter at an offset stands in the text itself."""
        return offset + self.shifts[bisect_right(self.ends, offset)]


@lru_cache(maxsize=1)  # notes are placed one after another in one text
def _fold(text: str) -> _Folded:
    ends, shifts = [], [0]
    for run in _LONG_RUN.finditer(text):
        ends.append(run.start() - shifts[-1] + 1)
        shifts.append(shifts[-1] + len(run[0]) - 1)
    return _Folded(_RUN.sub(" ", text), ends, shifts)


_RUN, _LONG_RUN = re.compile(r"\s+"), re.compile(r"\s{2,}")


def anchor_annotations(document: Document) -> tuple[AnchoredNote, ...]:
    """Annotations in the order of the words they stand at, orphans last."""
    text = document.text
    placed = [(note, *_only_place(document, text, note)) for note in document.annotations]
    placed.sort(key=lambda found: (found[1] is None, found[1] or (0, 0)))
    anchored: list[AnchoredNote] = []
    ids: dict[str, int] = {}
    for number, (note, span, matches) in enumerate(placed, 1):
        start, end = span or (None, None)
        paragraph = None if start is None else paragraph_at(document, start)
        moved = note.stood_in is not None and paragraph != note.stood_in
        state: AnchorState = "orphan" if span is None else "moved" if moved else "exact"
        id = hashlib.sha256("\n".join(anchor_key(note)).encode()).hexdigest()[:8]
        ids[id] = ids.get(id, 0) + 1
        id = id if ids[id] == 1 else f"{id}-{ids[id]}"
        anchored.append(AnchoredNote(number, id, note, state, start, end, paragraph, matches))
    return tuple(anchored)


def _only_place(document: Document, text: str, note: Annotation) -> tuple[tuple[int, int] | None, int]:
    """The one place of a note's words, of several the one in the paragraph that is recorded; and how many there are."""
    found = find_anchors(text, note)
    known = found
    if len(found) > 1 and note.stood_in is not None:
        known = [span for span in found if paragraph_at(document, span[0]) == note.stood_in]
    return known[0] if len(known) == 1 else None, len(found)


def paragraph_at(document: Document, offset: int) -> int | None:
    """The number of the paragraph in which `offset` of the document's text lies."""
    index = bisect_right(document.passages, offset, key=lambda passage: passage.offset) - 1
    return document.passages[index].number if index >= 0 else None
