"""What kind of block each kept unit is: heading, list item, separator, turn, or plain paragraph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sitegen.drafts import BlockKind
from sitegen.intake.layout import Unit, is_separator
from sitegen.intake.looks import Look

Kind = tuple[BlockKind, str]
"""A block's kind and its value: a heading's level, an item's marker."""

_LONGEST_HEADING = 20


def infer_kinds(
    units: Sequence[Unit], looks: Sequence[Look], given: Mapping[int, BlockKind], turns: Mapping[int, int]
) -> list[Kind]:
    """The kinds of kept units, in order. `given`: kinds found before, `turns`: units that open with a label."""
    headings = _headings(units, looks, {*given, *turns})
    kinds: list[Kind] = []
    for index, unit in enumerate(units):
        if unit.kind:
            kinds.append((unit.kind, unit.value))
        elif index in given:
            kinds.append((given[index], ""))
        elif is_separator(unit.text):
            kinds.append(("separator", ""))
        elif unit.marker:
            kinds.append(("item", "*"))
        elif index in turns:
            kinds.append(("turn", ""))
        else:
            kinds.append(("heading", "2") if index in headings else ("paragraph", ""))
    return kinds


def _headings(units: Sequence[Unit], looks: Sequence[Look], other: set[int]) -> set[int]:
    """Subheadings without markup: short lines that are no sentences, between paragraphs that are.

    Sure enough only where the text's paragraphs end as sentences do, and where headings are few among them.
    """
    plain = [index for index, unit in enumerate(units) if unit.kind is None and not unit.marker and index not in other]
    prose = [index for index in plain if looks[index].words > _LONGEST_HEADING or looks[index].ends]
    if sum(looks[index].ends for index in prose) < 0.8 * len(prose):
        return set()
    found = {
        index
        for index in plain
        if 0 < index < len(units) - 1
        and _may_be_heading(units[index], looks[index])
        and looks[index + 1].sentence
        and looks[index + 1].words >= looks[index].words
        and (looks[index - 1].sentence or units[index - 1].marker)
    }
    return found if len(found) <= 0.5 * len(prose) else set()


def _may_be_heading(unit: Unit, look: Look) -> bool:
    if not 1 <= look.words <= _LONGEST_HEADING or unit.text[0].islower() or not any(map(str.isalpha, unit.text)):
        return False
    if unit.text[0] + unit.text[-1] in ("()", "[]"):
        return False  # a sound or a stage direction: "[crosstalk]"
    return not look.ends or unit.text.endswith("?")
