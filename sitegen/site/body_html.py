"""A document's passages as HTML: marks, quotations and annotated words laid over plain text.

The text is data until the last moment: everything is escaped here, and tags come only from the few that this file
writes. Spans may overlap in any way; where they do, the inner one is closed and opened again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from markupsafe import Markup, escape

from sitegen.drafts import Mark
from sitegen.links import Attribution
from sitegen.model import Address, Document, Passage, PersonId
from sitegen.records.anchors import AnchoredNote
from sitegen.records.paragraphs import find_successors
from sitegen.site.view import shorten
from sitegen.site.wording import ENGLISH_WORDS, Words

_END_SPAN, _END_LINK = Markup("</span>"), Markup("</a>")
_MARKS = {
    "emphasis": (Markup("<em>"), Markup("</em>")),
    "strong": (Markup("<strong>"), Markup("</strong>")),
    "code": (Markup("<code>"), Markup("</code>")),
    "label": (Markup('<span class="label">'), _END_SPAN),
}
_SAID = Markup('<span class="said">'), _END_SPAN
_SHARED = Markup('<span class="shared">'), _END_SPAN
_NOTED = Markup('<mark class="noted">'), Markup("</mark>")
_SPEAKER, _LINK = Markup('<a class="label" href="%s">'), Markup('<a rel="external" href="%s">')
_NOTHING = Markup()
_BEGINNING = 90
"""Characters of a removed paragraph that the note on it shows."""
_SAFE_LINKS = ("https://", "http://", "mailto:")


class Span(NamedTuple):
    """An element over `[start, end)` of a text."""

    start: int
    end: int
    opening: Markup
    closing: Markup
    after: Markup
    """Put behind the element's last piece: a note's number."""


class BodyBlock(NamedTuple):
    """One passage, ready for the template, with what belongs in its margin; or the note where one was removed."""

    kind: str
    """Of the passage; `gone` where it was removed: `html` is how it began, `value` the number that has them now."""
    html: Markup
    number: int | None
    value: str
    said: tuple[Attribution, ...]
    notes: tuple[AnchoredNote, ...]


def render_spans(text: str, spans: Iterable[Span]) -> Markup:
    """`text` escaped, with `spans` as properly nested elements.

    At equal starts the longer span is the outer one. Linear in the text and in the number of spans that overlap.
    """
    waiting = sorted((span for span in spans if span.start < span.end), key=lambda span: (span.start, -span.end))
    if not waiting:
        return escape(text)
    cuts = sorted({0, len(text), *(edge for span in waiting for edge in (span.start, span.end))})
    pieces: list[Markup] = []
    open_spans: list[Span] = []
    position = 0
    for cut, following in zip(cuts, [*cuts[1:], cuts[-1]], strict=True):
        open_spans = _close_at(cut, open_spans, pieces)
        while position < len(waiting) and waiting[position].start == cut:
            pieces.append(waiting[position].opening)
            open_spans.append(waiting[position])
            position += 1
        pieces.append(escape(text[cut:following]))
    return Markup("".join(pieces))  # noqa: S704  # each was escaped, or is ours


def _close_at(cut: int, open_spans: list[Span], pieces: list[Markup]) -> list[Span]:
    """Close what ends at `cut`; what lies inside it and goes on is closed with it and opened again."""
    ending = [index for index, span in enumerate(open_spans) if span.end == cut]
    if not ending:
        return open_spans
    kept, inner = open_spans[: ending[0]], open_spans[ending[0] :]
    pieces.extend(span.closing for span in reversed(inner))
    pieces.extend(span.after for span in inner if span.end == cut)
    surviving = [span for span in inner if span.end != cut]
    pieces.extend(span.opening for span in surviving)
    return kept + surviving


def render_body(
    document: Document,
    attributions: Sequence[Attribution],
    notes: Sequence[AnchoredNote],
    people: Mapping[PersonId, str] = MappingProxyType({}),
    shared: Iterable[tuple[int, int]] = (),
    words: Words = ENGLISH_WORDS,
) -> tuple[BodyBlock, ...]:
    """The passages of `document` in order, with a note for each paragraph that was removed, where it stood.

    Quotations are marked; turns are not, they are labelled as they stand. So is what other documents have too,
    `shared`: spans of the document's text.

    `people` gives the addresses to which the labels of turns lead, as links from the document's page.
    """
    starts = [passage.offset for passage in document.passages]
    said: dict[int, list[Attribution]] = {}
    labels: dict[int, str] = {}
    for attribution in attributions:
        if attribution.kind in ("direct", "mixed") and attribution.content:
            for index in _touched(starts, attribution.content[0][0], attribution.content[-1][1]):
                said.setdefault(index, []).append(attribution)
        elif attribution.kind == "turn" and attribution.content and attribution.person:
            labels[_touched(starts, *attribution.content[0])[0]] = people.get(attribution.person, "")
    noted: dict[int, list[AnchoredNote]] = {}
    for note in notes:
        if note.start is not None and note.end is not None:
            for index in _touched(starts, note.start, note.end):
                noted.setdefault(index, []).append(note)
    common: dict[int, list[tuple[int, int]]] = {}
    for start, end in shared:
        for index in _touched(starts, start, end):
            common.setdefault(index, []).append((start, end))
    gone = _gone_after(document.addresses)
    blocks = gone.get(None, [])
    for index, passage in enumerate(document.passages):
        laid_over = said.get(index, []), noted.get(index, []), common.get(index, [])
        blocks.append(_render_passage(passage, *laid_over, labels.get(index, ""), words))
        blocks += gone.get(passage.number, []) if passage.number else []
    return tuple(blocks)


def _gone_after(addresses: Sequence[Address]) -> dict[int | None, list[BodyBlock]]:
    """Notes on removed paragraphs by the number of the paragraph that they follow; None for the beginning."""
    gone: dict[int | None, list[BodyBlock]] = {}
    successors = find_successors(addresses)
    last = None
    for address in addresses:
        if address.live:
            last = address.number
            continue
        beginning, successor = escape(shorten(address.text, _BEGINNING)), str(successors.get(address.number, ""))
        gone.setdefault(last, []).append(BodyBlock("gone", beginning, address.number, successor, (), ()))
    return gone


def _touched(starts: Sequence[int], start: int, end: int) -> range:
    """The passages, by their place in the document, that `[start, end)` of its text reaches into."""
    return range(max(bisect_right(starts, start) - 1, 0), max(bisect_right(starts, end - 1), 1))


def _render_passage(
    passage: Passage,
    said: Sequence[Attribution],
    notes: Sequence[AnchoredNote],
    shared: Sequence[tuple[int, int]],
    speaker: str,
    words: Words,
) -> BodyBlock:
    if not (passage.marks or said or notes or shared):
        return BodyBlock(passage.kind, escape(passage.text), passage.number, passage.value, (), ())
    spans = [span for mark in passage.marks if (span := _mark_span(mark, speaker)) is not None]
    spans += [Span(*_clipped(passage, *span), *_SHARED, _NOTHING) for span in shared]
    spans += [
        Span(*_clipped(passage, start, end), *_SAID, _NOTHING)
        for attribution in said
        for start, end in attribution.content
    ]
    ending_here: list[AnchoredNote] = []
    for note in notes:
        assert note.start is not None and note.end is not None  # only anchored notes come here
        if note.end <= passage.offset + len(passage.text):
            ending_here.append(note)
        spans.append(_note_span(passage, note, words, last=note in ending_here))
    starting_here = [one for one in said if one.content[0][0] >= passage.offset]
    return BodyBlock(
        kind=passage.kind,
        html=render_spans(passage.text, spans),
        number=passage.number,
        value=passage.value,
        said=tuple(starting_here),
        notes=tuple(ending_here),
    )


def _clipped(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """Offsets into the document's text as offsets into the passage, cut to it."""
    return max(start - passage.offset, 0), min(end - passage.offset, len(passage.text))


def _note_span(passage: Passage, note: AnchoredNote, words: Words, *, last: bool) -> Span:
    assert note.start is not None and note.end is not None
    reference = Markup('<a class="noteref" id="noted-{0}" href="#note-{0}">')
    number = Markup('<span class="vh" lang="{2}">{3} </span>{1}</a>')
    said = words.language, words.gettext("Note")
    after = (reference + number).format(note.id, note.number, *said) if last else _NOTHING
    return Span(*_clipped(passage, note.start, note.end), *_NOTED, after)


def _mark_span(mark: Mark, speaker: str) -> Span | None:
    """The element for a mark; `speaker` is where a turn's label leads, empty where its speaker has no page."""
    if mark.kind == "label" and speaker:
        return Span(mark.start, mark.end, _SPEAKER % speaker, _END_LINK, _NOTHING)
    if mark.kind == "link" and mark.value.lower().startswith(_SAFE_LINKS):
        return Span(mark.start, mark.end, _LINK % mark.value, _END_LINK, _NOTHING)
    element = _MARKS.get(mark.kind)
    return Span(mark.start, mark.end, *element, _NOTHING) if element else None
