"""Clean text, blocks and marks to Markdown that says exactly what the source says.

No character of a text may become markup by accident: `# 3`, `2024.`, `* * *`, `<b>`, `[x](y)` at the wrong place are
escaped, and nothing else is, so that the Markdown stays pleasant to read and edit. `records.body.parse_body` is the
way back; together they give the same text, kinds, values and marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sitegen.commonmark import parse_inline
from sitegen.drafts import Block, Mark
from sitegen.intake.markdown_escapes import ENTITY, find_escapes, spelt
from sitegen.intake.markdown_marks import nest_marks

_SEPARATOR = re.compile(r"(?:\*[ \t]*){2,}\*|(?:-[ \t]*){2,}-|(?:_[ \t]*){2,}_")
_NUMBERED = re.compile(r"[0-9]{1,9}[.)]")
_FIRST_HEADING_LEVEL, _LAST_HEADING_LEVEL = 2, 6


def format_body(text: str, blocks: Sequence[Block], marks: Sequence[Mark]) -> str:
    """Print a draft's clean text as Markdown, a blank line between blocks and none between the items of a list.

    Blocks must not be empty nor begin or end with control characters; NUL and lone surrogates have no Markdown form.
    Marks that cross are split, marks that hold only white space are dropped, and so is a link to an unsafe target.
    """
    inside = _marks_by_block(blocks, marks)
    printed = [
        _format_block(block, text[block.start : block.end], own) for block, own in zip(blocks, inside, strict=True)
    ]
    gaps = ["\n" if _in_one_list(before, after) else "\n\n" for before, after in pairwise(blocks)]
    return "".join(part + gap for part, gap in zip(printed, [*gaps, "\n"], strict=False))


def _marks_by_block(blocks: Sequence[Block], marks: Sequence[Mark]) -> list[list[Mark]]:
    """Each block's inline marks with offsets from the block's start; a mark over several blocks is shared out."""
    inside: list[list[Mark]] = [[] for _ in blocks]
    first = 0
    for mark in sorted(marks, key=lambda mark: mark.start):
        while first < len(blocks) and blocks[first].end <= mark.start:
            first += 1
        for index in range(first, len(blocks)):
            block = blocks[index]
            if block.start >= mark.end:
                break
            start, end = max(mark.start, block.start), min(mark.end, block.end)
            inside[index].append(Mark(start - block.start, end - block.start, mark.kind, mark.value))
    return inside


def _in_one_list(before: Block, after: Block) -> bool:
    """Items of one list stand on adjacent lines; another marker, in CommonMark, begins another list."""
    return before.kind == after.kind == "item" and _item_marker(before.value)[-1] == _item_marker(after.value)[-1]


def _item_marker(value: str) -> str:
    return value if value in ("*", "-", "+") or _NUMBERED.fullmatch(value) else "*"


def _format_block(block: Block, text: str, marks: list[Mark]) -> str:
    nested = nest_marks(text, marks, keep_label=block.kind == "turn") if marks else ()
    match block.kind:
        case "heading":
            level = int(block.value) if block.value.isdecimal() else _FIRST_HEADING_LEVEL
            level = min(max(level, _FIRST_HEADING_LEVEL), _LAST_HEADING_LEVEL)
            return "#" * level + " " + _format_inline(text, nested, block.kind)
        case "item":
            marker = _item_marker(block.value) + " "
            return marker + _format_inline(text, nested, block.kind).replace("\n", "\n" + " " * len(marker))
        case "quotation":
            return "> " + _format_inline(text, nested, block.kind).replace("\n", "\n> ")
        case "separator" if _SEPARATOR.fullmatch(text):
            return text
        case "paragraph":
            return _format_inline(text, nested, block.kind)
        case "turn" if any(mark.kind == "label" for mark in nested):
            return _format_inline(text, nested, block.kind)
        case _:
            return f"::: {block.kind}\n{_format_inline(text, nested, block.kind)}\n:::"


# --- inline text ------------------------------------------------------------------------------------------------------

_STYLES = (("*", "**"), ("_", "**"), ("*", "__"), ("_", "__"))
"""Signs for emphasis and strong, in the order in which they are tried."""


def _format_inline(text: str, marks: Sequence[Mark], kind: str) -> str:
    """Print a block's text with its marks, escaping what would read as markup.

    CommonMark's signs for emphasis work or fail by the letters around them, so each style is read back, first as it
    is and then with the letters next to the signs spelt as character references. Where none gives the same marks, the
    marks go: the text always stays.
    """
    if not marks:
        return _print_inline(text, (), kind, ("*", "**"), spell=False)
    for spell in (False, True):
        for style in _STYLES:
            printed = _print_inline(text, marks, kind, style, spell=spell)
            if _reads_back(printed, text, marks, kind):
                return printed
    return _format_inline(text, (), kind)


def _reads_back(printed: str, text: str, marks: Sequence[Mark], kind: str) -> bool:
    read_text, read_marks = parse_inline(printed)
    if kind not in ("paragraph", "turn"):
        read_marks = tuple(Mark(m.start, m.end, "strong" if m.kind == "label" else m.kind, m.value) for m in read_marks)
    return read_text == text and set(read_marks) == set(marks)


def _print_inline(text: str, marks: Sequence[Mark], kind: str, style: tuple[str, str], *, spell: bool) -> str:
    signs = _signs(text, marks, style)
    replaced = find_escapes(text, marks, one_line=kind == "heading")
    if spell:
        replaced.update((at, spelt(text[at])) for at in _letters_beside(text, marks))
    parts: list[str] = []
    position = 0
    for at in sorted(replaced.keys() | signs.keys()):
        parts.append(text[position:at])
        parts.append(signs.get(at, ""))
        position = at
        if at in replaced:
            parts.append(replaced[at])
            position = at + 1
    parts.append(text[position:])
    return "".join(parts)


def _letters_beside(text: str, marks: Sequence[Mark]) -> Iterator[int]:
    """The letters just outside a mark whose own edge is a sign: there `**Name:**text` would not be read as strong."""
    for mark in marks:
        for outside, inside in ((mark.start - 1, mark.start), (mark.end, mark.end - 1)):
            if 0 <= outside < len(text) and text[outside].isalnum() and not text[inside].isalnum():
                yield outside


def _signs(text: str, marks: Sequence[Mark], style: tuple[str, str]) -> dict[int, str]:
    """What is printed before which character: inner marks close first, outer ones open first."""
    opening: dict[int, str] = {}
    closing: dict[int, str] = {}
    for mark in marks:
        before, after = _sign_pair(text, mark, style)
        opening[mark.start] = opening.get(mark.start, "") + before
        closing[mark.end] = after + closing.get(mark.end, "")
    return {at: closing.get(at, "") + opening.get(at, "") for at in opening.keys() | closing.keys()}


def _sign_pair(text: str, mark: Mark, style: tuple[str, str]) -> tuple[str, str]:
    match mark.kind:
        case "link":
            return "[", f"]({_printed_target(mark.value)})"
        case "emphasis":
            return style[0], style[0]
        case "strong":
            return style[1], style[1]
        case "label":
            return "**", "**"
        case _:
            inner = text[mark.start : mark.end]
            longest = max((len(run) for run in re.findall("`+", inner)), default=0)
            fence = "`" * (longest + 1)
            space = " " if inner[:1] in "` " or inner[-1:] in "` " else ""
            return fence + space, space + fence


def _printed_target(target: str) -> str:
    """A link's target, between `<` and `>` where its own brackets would end it too early."""
    target = ENTITY.sub(r"\\\g<0>", target)
    if not re.search(r"[()<>]", target):
        return target
    return "<" + re.sub(r"[<>]", r"\\\g<0>", target) + ">"
