"""Inline marks in the form that Markdown can say: properly nested, never crossing, never beginning with a space."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from sitegen.commonmark import in_mark_order, is_label, is_safe_target
from sitegen.drafts import Mark

_MOST_PASSES = 5
"""Pieces of crossing marks can touch others of their kind and are then one again; two passes nearly always do."""

_OUTER_TO_INNER = {"label": 0, "link": 1, "strong": 2, "emphasis": 3, "code": 4}


def nest_marks(text: str, marks: Iterable[Mark], *, keep_label: bool) -> tuple[Mark, ...]:
    """Give the block's inline marks as a proper nesting, in order; offsets are into `text`, the block's own text.

    Marks of one kind that overlap or touch become one; a mark that crosses the end of another is split there; code
    ends at a line's end and holds no other marks; a label only opens a turn, and elsewhere is strong; links to unsafe
    targets go. Marks that are nested already come out as they went in.
    """
    known = [mark for mark in marks if mark.kind in _OUTER_TO_INNER and _is_kept(mark)]
    labelled = [_as_label_or_strong(mark, text, keep_label=keep_label) for mark in known]
    nested = in_mark_order([piece for mark in _without_strong_labels(labelled) for piece in _trim(text, mark)])
    for _ in range(_MOST_PASSES):
        pieces = _split_crossings(_unite(nested))
        again = in_mark_order([piece for mark in pieces for piece in _trim(text, mark)])
        if again == nested:
            break
        nested = again
    return nested


def _is_kept(mark: Mark) -> bool:
    return mark.kind != "link" or is_safe_target(mark.value)


def _as_label_or_strong(mark: Mark, text: str, *, keep_label: bool) -> Mark:
    if mark.kind != "label" or (keep_label and mark.start == 0 and is_label(text, mark.end)):
        return Mark(mark.start, mark.end, mark.kind, mark.value if mark.kind == "link" else "")
    return Mark(mark.start, mark.end, "strong")


def _without_strong_labels(marks: Sequence[Mark]) -> list[Mark]:
    """A label is printed strong anyway: what makes only its words strong goes."""
    label_end = next((mark.end for mark in marks if mark.kind == "label"), 0)
    return [mark for mark in marks if mark.kind != "strong" or mark.end > label_end]


def _trim(text: str, mark: Mark) -> list[Mark]:
    """The mark without white space at its edges; code line by line; nothing where nothing is left."""
    lines = _line_spans(text, mark) if mark.kind == "code" else [(mark.start, mark.end)]
    trimmed = []
    for start, end in lines:
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        if start < end:
            trimmed.append(Mark(start, end, mark.kind, mark.value))
    return trimmed


def _line_spans(text: str, mark: Mark) -> list[tuple[int, int]]:
    spans = []
    start = mark.start
    for line in text[mark.start : mark.end].split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def _unite(marks: Sequence[Mark]) -> list[Mark]:
    """Marks of one kind that overlap or touch, as one. Of overlapping links to different targets the first wins."""
    united: list[Mark] = []
    in_kinds = sorted(marks, key=lambda mark: (mark.kind, mark.start, -mark.end))
    for _, group in groupby(in_kinds, key=lambda mark: mark.kind):
        last: Mark | None = None
        for mark in group:
            if last is not None and mark.start <= last.end and mark.value == last.value:
                last = united[-1] = Mark(last.start, max(last.end, mark.end), mark.kind, mark.value)
                continue
            start = mark.start if last is None else max(mark.start, last.end)
            if start < mark.end:
                last = Mark(start, mark.end, mark.kind, mark.value)
                united.append(last)
    return united


def _split_crossings(marks: Sequence[Mark]) -> list[Mark]:
    """Split each mark that crosses the end of one that began before it; drop those that lie in code."""
    nested: list[Mark] = []
    opened: list[Mark] = []
    waiting = sorted(marks, key=_outer_first, reverse=True)
    while waiting:
        mark = waiting.pop()
        while opened and opened[-1].end <= mark.start:
            opened.pop()
        limit = min((outer.end for outer in opened), default=mark.end)
        in_code = bool(opened) and opened[-1].kind == "code"
        if mark.end > limit:
            waiting.append(Mark(limit, mark.end, mark.kind, mark.value))
            waiting.sort(key=_outer_first, reverse=True)
            mark = Mark(mark.start, limit, mark.kind, mark.value)
        if not in_code:
            nested.append(mark)
            opened.append(mark)
    return nested


def _outer_first(mark: Mark) -> tuple[int, int, int]:
    return mark.start, -mark.end, _OUTER_TO_INNER[mark.kind]
