"""Cleaning a capture: from raw text to the article's own text, with an account of every change.

The order matters: characters are repaired first, so that lines can be judged by their words; furniture goes before
head matter is read, because that depends on where the text begins; repeats are looked for in what is left, so that a
teaser never displaces the passage that it repeats. Offsets are carried through every step.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sitegen.drafts import Block, Capture, Doubt, Edit, Mark
from sitegen.edits import Offsets, apply_edits, join_edits
from sitegen.intake.assembly import carry_marks, place_units, plan_edits
from sitegen.intake.blocks import infer_kinds
from sitegen.intake.damage import find_damage
from sitegen.intake.dating_datelines import find_dateline
from sitegen.intake.furniture import NOTHING_KNOWN, Known, Verdict, close_text, judge_units
from sitegen.intake.head_reading import HeadReading, read_head
from sitegen.intake.headmatter import HeadLine, HeadMatter
from sitegen.intake.layout import Unit, find_marked_units, find_units, is_separator, is_settled
from sitegen.intake.repeats import find_repeats
from sitegen.intake.spacing import find_inline_links, find_lost_spaces, find_split_initials, vocabulary_of
from sitegen.intake.timed_text import find_timed_units
from sitegen.intake.transcript import find_labels

TakenBack = frozenset[tuple[str, str]]
"""Edits that an editor has undone: rule and raw text of each."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A capture's clean text, and how it was reached."""

    text: str
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]
    edits: tuple[Edit, ...]
    doubts: tuple[Doubt, ...]
    head: HeadMatter


def clean(capture: Capture, known: Known = NOTHING_KNOWN, taken_back: TakenBack = frozenset()) -> Cleaned:
    """Find the article's text in a capture.

    `known`: lines that are known to stand around articles; `taken_back`: edits not to be made. Applying the edits to
    the capture's raw text gives the clean text; cleaning that once more changes nothing.
    """
    cleaned = _clean_once(capture, known, taken_back)
    untouched = cleaned.text == capture.raw.strip() and is_settled(capture.raw)
    rounds = _MOST_CLEANINGS if len(capture.raw) <= _LARGE else _ROUNDS
    for _ in range(rounds if capture.format == "text" and not untouched else 0):
        again = _clean_once(replace(capture, raw=cleaned.text, marks=()), known, taken_back)
        if not again.edits:
            break
        cleaned = _continue(cleaned, again)
    return cleaned


def _continue(first: Cleaned, again: Cleaned) -> Cleaned:
    """Two rounds as one: what the first uncovered, the second removed."""
    offsets, places = Offsets(first.edits), Offsets(again.edits)
    kinds = {places.to_new(block.start): block for block in first.blocks}
    blocks = tuple(
        replace(kinds[block.start], start=block.start, end=block.end) if block.start in kinds else block
        for block in again.blocks
    )
    later, edits = _over_raw(again.head, offsets).lines, again.edits
    # what looks like a headline only now stood under one, or is none
    later = tuple(replace(line, role="standfirst") if line.role == "headline" else line for line in later)
    edits = tuple(replace(edit, rule="standfirst") if edit.rule == "headline" else edit for edit in edits)
    lines = (*first.head.lines, *later)
    return Cleaned(
        again.text,
        blocks,
        _in_order(carry_marks(first.marks, blocks, edits)),
        join_edits(first.edits, first.text, edits),
        first.doubts,
        replace(first.head, lines=tuple(sorted(lines, key=lambda line: (line.start, line.end)))),
    )


def _clean_once(capture: Capture, known: Known, taken_back: TakenBack) -> Cleaned:
    repaired, damage = _repair(capture.raw, taken_back)
    origin = Offsets(damage)
    units = _find_units(capture, repaired, origin)
    judgement = judge_units(units, known, settled=capture.format != "text" or is_settled(repaired))
    titles = [clue.value for clue in capture.clues if clue.name == "title" and clue.where != "title element"]
    reading = read_head(units, judgement, titles)
    reading = _without_repeats(units, reading)
    reading, cuts = _read_dateline(repaired, units, reading)
    for index, length in reading.openings.items():
        cuts[index] = [Edit(units[index].start, units[index].start + length, "metadata", "database field")]
    verdicts = close_text(units, judgement, reading.verdicts)
    verdicts = _without_taken_back(capture.raw, units, verdicts, origin, taken_back)
    _add_repairs(cuts, repaired, units, verdicts, taken_back)
    plan = plan_edits(repaired, units, verdicts, cuts)
    text, edits = apply_edits(repaired, plan), join_edits(damage, repaired, plan)
    kept = [index for index, verdict in enumerate(verdicts) if not verdict.kind]
    spans = place_units([units[index] for index in kept], plan)
    labels = find_labels([text[start:end] for start, end in spans])
    given = {place: reading.kinds[index] for place, index in enumerate(kept) if index in reading.kinds}
    kinds = infer_kinds([units[i] for i in kept], [judgement.looks[i] for i in kept], given, labels)
    blocks = tuple(Block(start, end, *kind) for (start, end), kind in zip(spans, kinds, strict=True))
    turns = [(spans[i][0], length) for i, length in labels.items() if kinds[i][0] == "turn"]
    marks = [
        *carry_marks(capture.marks, blocks, edits),
        *(Mark(start, start + length, "label") for start, length in turns),
    ]
    doubts = tuple(
        Doubt(*origin.old_span(unit.start, unit.end), verdict.doubt, _DOUBT)
        for unit, verdict in zip(units, verdicts, strict=True)
        if verdict.doubt and not verdict.kind
    )
    return Cleaned(text, blocks, _in_order(marks), edits, doubts, _over_raw(reading.head, origin))


_DOUBT = "Worded like furniture, but its place and form speak for the text; it was kept."
_ROUNDS, _MOST_CLEANINGS, _LARGE = 3, 8, 100_000
"""A copy takes two; captures thrown together shed a line each time. In so many characters a round takes its time."""


def _repair(raw: str, taken_back: TakenBack) -> tuple[str, tuple[Edit, ...]]:
    """The text with its characters repaired. One repair may bring another to light, hence the rounds."""
    text, edits = raw, tuple[Edit, ...]()
    for _ in range(_ROUNDS):
        found = [edit for edit in find_damage(text) if (edit.rule, text[edit.start : edit.end]) not in taken_back]
        if not found:
            break
        edits = join_edits(edits, text, found)
        text = apply_edits(raw, edits)
    return text, edits


def _find_units(capture: Capture, repaired: str, origin: Offsets) -> tuple[Unit, ...]:
    if capture.format == "text":
        return find_timed_units(repaired) or find_units(repaired)
    marks = [replace(m, start=origin.to_new(m.start), end=origin.to_new(m.end, end=True)) for m in capture.marks]
    return find_marked_units(repaired, marks)


def _without_repeats(units: Sequence[Unit], reading: HeadReading) -> HeadReading:
    kept = [index for index, verdict in enumerate(reading.verdicts) if not verdict.kind]
    captions = frozenset(place for place, index in enumerate(kept) if reading.kinds.get(index) == "caption")
    verdicts = list(reading.verdicts)
    for place, rule in find_repeats([units[index].text for index in kept], captions).items():
        verdicts[kept[place]] = Verdict("repeat", rule)
    return replace(reading, verdicts=tuple(verdicts))


# --- edits inside a unit ----------------------------------------------------------------------------------------------

Cuts = dict[int, list[Edit]]

_UNDATED = re.compile(
    r"[A-ZÀ-ÞА-ЯЁІЇЄ][A-ZÀ-ÞА-ЯЁІЇЄ .'’-]{2,30}(?:, [A-Z][\w. ]{1,25})?(?: ?\([A-Z][\w .&/-]{1,30}\))?"
    r" ?[-–—]{1,2} (?=\S)|"
    r"\((?:AP|AFP|Reuters|UPI|dpa|EFE|ANSA|Xinhua|TASS|CNN|Bloomberg|PTI|ANI|IANS)\) ?[-–—]{1,2} (?=\S)"
)
_CLOSES_DATELINE = re.compile(r"[:–—-]|[)/\]】）]\s*\.?")
_AFTER_DATELINE = re.compile(r"[\s)\].:,/–—-]*")


def _read_dateline(repaired: str, units: Sequence[Unit], reading: HeadReading) -> tuple[HeadReading, Cuts]:
    """The dateline leaves the text: a line of its own, or the opening of the first paragraph up to its dash."""
    found = find_dateline(repaired, reading.head)
    verdicts, lines, cuts = list(reading.verdicts), list(reading.head.lines), Cuts()
    body = next((i for i, unit in enumerate(units) if unit.start == reading.head.body_start), 0)
    for index in range(max(0, body - 12), min(len(units), body + 3)):
        unit = units[index]
        end = found.end if found and found.start == unit.start and found.end <= unit.end else 0
        if not end and index == body and (undated := _UNDATED.match(repaired, unit.start, unit.end)):
            end = undated.end()
        rest = _AFTER_DATELINE.match(repaired, end, unit.end)
        if not end or not rest:
            continue
        if rest.end() >= unit.end and verdicts[index].kind != "metadata":
            verdicts[index] = Verdict("metadata", "dateline")
        elif not verdicts[index].kind and _CLOSES_DATELINE.search(repaired[end - 2 : rest.end()]):
            cuts[index] = [Edit(unit.start, rest.end(), "metadata", "dateline")]
        else:
            continue
        lines.append(HeadLine("dateline", unit.start, end, repaired[unit.start : end]))
        break
    lines.sort(key=lambda line: (line.start, line.end))
    return replace(reading, verdicts=tuple(verdicts), head=replace(reading.head, lines=tuple(lines))), cuts


def _add_repairs(
    cuts: Cuts, repaired: str, units: Sequence[Unit], verdicts: Sequence[Verdict], taken_back: TakenBack
) -> None:
    """Add repairs of spaces and references in brackets to `cuts`, and take out what an editor has taken back."""
    kept = [(i, unit) for i, unit in enumerate(units) if not verdicts[i].kind and not is_separator(unit.text)]
    texts = [unit.text for _, unit in kept]
    vocabulary, initials = vocabulary_of(texts), find_split_initials(texts)
    for number, (index, unit) in enumerate(kept):
        own = cuts.get(index, [])
        if (initial := initials.get(number)) and not own:
            own.append(replace(initial, start=unit.start + initial.start, end=unit.start + initial.end))
        own += find_inline_links(repaired, unit.start, unit.end)
        if vocabulary:
            own += find_lost_spaces(repaired, unit.start, unit.end, vocabulary)
        cuts[index] = [edit for edit in own if (edit.rule, repaired[edit.start : edit.end]) not in taken_back]


def _without_taken_back(
    raw: str, units: Sequence[Unit], verdicts: Sequence[Verdict], origin: Offsets, taken_back: TakenBack
) -> list[Verdict]:
    """The verdicts, less those that an editor has taken back; a unit may be one of several that an edit removed."""
    result = list(verdicts)
    for index, (unit, verdict) in enumerate(zip(units, verdicts, strict=True)):
        if verdict.kind and taken_back:
            printed = raw[slice(*origin.old_span(unit.start, unit.end))]
            if any(rule == verdict.rule and printed in text for rule, text in taken_back):
                result[index] = Verdict()
    return result


# --- back to the raw capture ------------------------------------------------------------------------------------------


def _over_raw(head: HeadMatter, origin: Offsets) -> HeadMatter:
    lines = []
    for line in head.lines:
        start, end = origin.old_span(line.start, line.end)
        lines.append(replace(line, start=start, end=end))
    start, end = origin.old_span(head.body_start, head.body_end)
    return HeadMatter(tuple(lines), start, end)


def _in_order(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.kind)))
