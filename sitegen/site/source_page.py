"""Raw beside clean: the capture cut into rows, each edit shown where it was made, with its rule and reason."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from markupsafe import Markup, escape

from sitegen.drafts import Block, Edit
from sitegen.edits import apply_edits
from sitegen.model import Provenance
from sitegen.site.cleaning_words import Told, doubt_reason, rule_name, rule_reason
from sitegen.site.view import shorten
from sitegen.site.wording import EDIT_KINDS, ENGLISH_WORDS, Words

_COMPARABLE = 2000
"""Paragraphs beyond which an editor's changes are not aligned one by one: aligning is quadratic."""


@dataclass(frozen=True, slots=True)
class EditNote:
    """An edit in words, or several of one layout rule taken together."""

    number: int | None
    """The edit's number on the page; None for layout, which changes no word."""
    kind: str
    rule: Told
    reason: Told
    count: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of the capture and what became of it."""

    raw: Markup
    """Removed words in `<del>`, put in their place in `<ins>`."""
    clean: str
    """The block as cleaned; empty where nothing of the stretch is left."""
    kind: str
    notes: tuple[EditNote, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What an editor made of cleaned paragraphs; either side may be empty."""

    before: tuple[str, ...]
    after: tuple[str, ...]


def plan_rows(raw: str, provenance: Provenance, words: Words = ENGLISH_WORDS) -> tuple[Row, ...]:
    """Rows in the order of the capture: one a block, and one for what was removed between two blocks.

    A rule without a reason of its own gets that of its kind.
    Stretches between blocks that hold nothing but white space have no row. Linear in text and edits.
    """
    edits, clean = provenance.edits, apply_edits(raw, provenance.edits)
    numbers = {edit: number for number, edit in enumerate((one for one in edits if one.kind != "layout"), 1)}
    starts = [edit.start for edit in edits]
    return tuple(
        Row(
            raw=_render_raw(raw, start, end, own, numbers, words),
            clean=clean[block.start : block.end] if block else "",
            kind=block.kind if block else "gap",
            notes=tuple(_notes(own, numbers, provenance.reasons, words)),
        )
        for start, end, block in _stretches(raw, edits, provenance.blocks)
        for own in [edits[bisect_left(starts, start) : bisect_left(starts, end)] if start < end else ()]
        if block or raw[start:end].strip()
    )


def _stretches(raw: str, edits: Sequence[Edit], blocks: Iterable[Block]) -> Iterator[tuple[int, int, Block | None]]:
    """The capture cut at the blocks' edges, gaps included."""
    to_raw = _RawOffsets(edits)
    position = 0
    for block in blocks:
        start, end = to_raw.of_start(block.start), to_raw.of_end(block.end)
        start, end = max(start, position), max(end, position)
        yield position, start, None
        yield start, end, block
        position = end
    yield position, len(raw), None


class _RawOffsets:
    """Offsets of the clean text as offsets of the capture."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits
        self._clean_starts: list[int] = []
        self._clean_ends: list[int] = []
        shift = 0
        for edit in edits:
            self._clean_starts.append(edit.start + shift)
            self._clean_ends.append(edit.start + shift + len(edit.replacement))
            shift += len(edit.replacement) - (edit.end - edit.start)

    def of_start(self, offset: int) -> int:
        """Behind whatever was removed at `offset`: the removed words belong to the gap before."""
        index = bisect_right(self._clean_starts, offset) - 1
        if index < 0:
            return offset
        edit = self._edits[index]
        if offset < self._clean_ends[index]:
            return edit.start
        return edit.end + offset - self._clean_ends[index]

    def of_end(self, offset: int) -> int:
        """Before whatever was removed at `offset`."""
        index = bisect_left(self._clean_starts, offset) - 1
        if index < 0:
            return offset
        edit = self._edits[index]
        if offset <= self._clean_ends[index]:
            return edit.end
        return edit.end + offset - self._clean_ends[index]


def _render_raw(
    raw: str, start: int, end: int, edits: Sequence[Edit], numbers: Mapping[Edit, int], words: Words
) -> Markup:
    """The stretch with its edits, without the empty lines around it."""
    pieces, position = [], start
    for edit in edits:
        pieces.append(escape(raw[position : edit.start]))
        pieces.append(_render_edit(raw[edit.start : edit.end], edit, numbers.get(edit), words))
        position = edit.end
    return Markup().join([*pieces, escape(raw[position:end])]).strip("\n")


def _render_edit(removed: str, edit: Edit, number: int | None, words: Words) -> Markup:
    """Removed words struck, with the edit's number; line breaks around them stay outside, where they take no ink."""
    if number is None:
        return escape(removed)
    struck = removed.strip("\n")
    before, after = removed[: len(removed) - len(removed.lstrip("\n"))], removed[len(removed.rstrip("\n")) :]
    deleted = Markup('<del class="{}">{}</del>').format(edit.kind, struck) if struck else Markup()
    inserted = Markup("<ins>{}</ins>").format(edit.replacement) if edit.replacement else Markup()
    mark = Markup('<a class="noteref" href="#edit-{0}"><span class="vh" lang="{1}">{2} </span>{0}</a>')
    reference = mark.format(number, words.language, words.gettext("edit"))
    return escape(before) + deleted + inserted + reference + escape(after if struck else "")


def _notes(
    edits: Sequence[Edit], numbers: Mapping[Edit, int], reasons: Mapping[str, str], words: Words
) -> Iterator[EditNote]:
    """Edits that change words one by one, then the layout edits counted by rule."""

    def make(number: int | None, kind: str, rule: str, count: int, replacement: str) -> EditNote:
        reason = rule_reason(words, kind, rule, reasons.get(rule, ""))
        return EditNote(number, kind, rule_name(words, rule), reason, count, replacement)

    for edit in edits:
        if edit.kind != "layout":
            yield make(numbers[edit], edit.kind, edit.rule, 1, edit.replacement)
    layout = Counter(edit.rule for edit in edits if edit.kind == "layout")
    for rule, count in layout.items():
        yield make(None, "layout", rule, count, "")


def count_edits(edits: Iterable[Edit], words: Words) -> tuple[tuple[str, int], ...]:
    """How many edits there are of each kind, under the kind's label, in the table's order."""
    counts = Counter(edit.kind for edit in edits)
    return tuple((label, counts[kind]) for kind, label in words.table(EDIT_KINDS).items() if counts[kind])  # type: ignore[index]


def tell_doubts(raw: str, provenance: Provenance, words: Words) -> tuple[tuple[str, Told], ...]:
    """What was suspected and left standing: its words, which are empty where the capture is gone, and the reason."""
    return tuple(
        (shorten(" ".join(raw[doubt.start : doubt.end].split())), doubt_reason(words, doubt.reason))
        for doubt in provenance.doubts
    )


def find_changes(cleaned: str, published: str, words: Words = ENGLISH_WORDS) -> tuple[Change, ...]:
    """Where the published paragraphs differ from the cleaned ones: what an editor changed after import."""
    before, after = cleaned.strip().split("\n\n"), published.strip().split("\n\n")
    if before == after:
        return ()
    if max(len(before), len(after)) > _COMPARABLE:
        told = [words.ngettext("%(num)s paragraph", "%(num)s paragraphs", len(side)) for side in (before, after)]
        return (Change((told[0],), (told[1],)),)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return tuple(
        Change(tuple(before[low:high]), tuple(after[new_low:new_high]))
        for tag, low, high, new_low, new_high in matcher.get_opcodes()
        if tag != "equal"
    )
