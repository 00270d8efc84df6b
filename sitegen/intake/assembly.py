"""From verdicts to the clean text: its blocks, and the edits over the repaired text that lead to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sitegen.drafts import Block, Edit, EditKind, Mark
from sitegen.edits import Offsets
from sitegen.intake.furniture import Verdict
from sitegen.intake.layout import Unit

SEPARATION = "\n\n"
"""What stands between two blocks of clean text."""


@dataclass(frozen=True, slots=True)
class _Run:
    start: int
    kind: EditKind
    rule: str


def plan_edits(
    text: str, units: Sequence[Unit], verdicts: Sequence[Verdict], cuts: Mapping[int, Sequence[Edit]]
) -> list[Edit]:
    """The edits that leave the kept units, one blank line apart; `cuts` are edits inside a unit, by its index."""
    edits: list[Edit] = []
    runs: list[_Run] = []
    last_end = -1
    for index, (unit, verdict) in enumerate(zip(units, verdicts, strict=True)):
        if verdict.kind:
            if not runs or (runs[-1].kind, runs[-1].rule) != (verdict.kind, verdict.rule):
                runs.append(_Run(unit.line_start, verdict.kind, verdict.rule))
            continue
        edits += _gap(text, last_end, unit, runs)
        edits += _inside(unit, cuts.get(index, ()))
        runs, last_end = [], unit.end
    edits += _gap(text, last_end, None, runs)
    return edits


def _gap(text: str, last_end: int, following: Unit | None, runs: Sequence[_Run]) -> Iterator[Edit]:
    """The edits between two kept units: white space becomes one blank line, removed lines go with their line break."""
    wanted = SEPARATION if following and last_end >= 0 else ""
    begin = max(0, last_end)
    line = following.line_start if following else len(text)
    end = following.start if following else len(text)
    if not runs:
        if text[begin:end] != wanted:
            yield Edit(begin, end, "layout", "blank line", wanted)
        return
    if text[begin : runs[0].start] != wanted:
        yield Edit(begin, runs[0].start, "layout", "blank line", wanted)
    for run, stop in zip(runs, [*(run.start for run in runs[1:]), line], strict=True):
        yield Edit(run.start, stop, run.kind, run.rule)
    if line < end:
        yield Edit(line, end, "layout", "indentation or list marker")


def _inside(unit: Unit, cuts: Sequence[Edit]) -> list[Edit]:
    """A unit's own edits in order; where two overlap, the earlier one stands."""
    kept: list[Edit] = []
    for edit in sorted((*cuts, *unit.joins), key=lambda edit: (edit.start, -edit.end)):
        if (not kept or edit.start >= kept[-1].end) and unit.start <= edit.start and edit.end <= unit.end:
            kept.append(edit)
    return kept


def place_units(kept: Sequence[Unit], edits: Sequence[Edit]) -> list[tuple[int, int]]:
    """Where each kept unit stands in the clean text."""
    offsets = Offsets(edits)
    return [(offsets.to_new(unit.start), offsets.to_new(unit.end, end=True)) for unit in kept]


_INLINE = frozenset(("emphasis", "strong", "code", "link", "label"))


def carry_marks(marks: Sequence[Mark], blocks: Sequence[Block], edits: Sequence[Edit]) -> tuple[Mark, ...]:
    """Inline marks over the raw capture as marks over the clean text, shared out over the blocks that they cover."""
    offsets = Offsets(edits)
    carried: list[Mark] = []
    at = 0
    for mark in sorted((mark for mark in marks if mark.kind in _INLINE), key=lambda mark: (mark.start, -mark.end)):
        start, end = offsets.to_new(mark.start), offsets.to_new(mark.end, end=True)
        while at < len(blocks) and blocks[at].end <= start:
            at += 1
        for block in blocks[at:]:
            if block.start >= end:
                break
            low, high = max(start, block.start), min(end, block.end)
            if low < high:
                carried.append(Mark(low, high, mark.kind, mark.value))
    return tuple(carried)
