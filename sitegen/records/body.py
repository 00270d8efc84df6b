"""A document's body: its Markdown as passages of plain text with inline marks.

The way back is `intake.markdown.format_body`. Nothing of a body is ever passed on as markup: HTML is text, images are
not fetched or shown, and links keep only safe targets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from markdown_it.rules_core.normalize import NEWLINES_RE
from markdown_it.token import Token

from sitegen.commonmark import INLINE_SIGNS, body_parser, parse_inline, read_inline
from sitegen.drafts import Mark
from sitegen.model import Passage

PassageKind = Literal["paragraph", "heading", "standfirst", "caption", "item", "quotation", "turn", "separator", "code"]

_NUMBERED: frozenset[PassageKind] = frozenset({"paragraph", "standfirst", "item", "quotation", "turn", "code"})
"""Passages that have a paragraph number, and so an address of their own."""

_CONTAINERS: dict[str, PassageKind] = {
    "container_caption": "caption",
    "container_standfirst": "standfirst",
    "container_turn": "turn",
    "container_separator": "separator",
    "blockquote": "quotation",
}

_PLAIN = re.compile(r"""(?:(#{1,6}) (?!.*#$))?([*_]{0,2}["“‘«„(]?(?:[^\W\d_]|\d+(?![\d.)]))(?:.*\S)?)""")
"""A line that is a heading or a paragraph if it stands alone between blank lines: no other block begins like this."""
_FENCE = re.compile(r":::|```|~~~")
"""What lines stand inside of that begin like this, be it in a list; no plain line does."""


def parse_body(markdown: str, first_line: int = 1) -> tuple[Passage, ...]:
    """Read a body as passages, with their places in the plain text, in which a blank line stands between them.

    `first_line` is the line of its file on which the body begins. Paragraphs, standfirsts, items, quotations, turns
    and code are numbered from 1; headings, captions and separators have no number. A paragraph that opens with a
    strong run ending in a colon is a turn. Never fails: what is no markup is text.
    """
    passages: list[Passage] = []
    offset = count = 0
    for kind, text, marks, value, line in _read_blocks(markdown):
        numbered = kind in _NUMBERED
        count += numbered
        passages.append(Passage(kind, text, marks, value, count if numbered else None, offset, line + first_line))
        offset += len(text) + 2
    return tuple(passages)


class _Block(NamedTuple):
    """What becomes a passage."""

    kind: PassageKind
    text: str
    marks: tuple[Mark, ...]
    value: str
    line: int
    """From 0."""


def _read_blocks(markdown: str) -> Iterator[_Block]:
    """The blocks in order. Most are plain lines, for which a whole parser is dear: it gets what stands between them."""
    lines = NEWLINES_RE.split(markdown) if "\r" in markdown else markdown.split("\n")
    plain = [_PLAIN.fullmatch(line) if line else None for line in lines]
    others = (line for line, found in zip(lines, plain, strict=True) if line and not found)
    if "\0" in markdown or any(map(_FENCE.search, others)):  # the parser replaces the one, and the other may enclose
        yield from _parse_blocks(lines, 0)
        return
    signs = [sign for sign in INLINE_SIGNS if sign in markdown]
    start, after_blank = 0, True
    for place, (line, found) in enumerate(zip(lines, plain, strict=True)):
        if found and after_blank and _is_blank(*lines[place + 1 : place + 2]):
            if any(between := lines[start:place]):
                yield from _parse_blocks(between, start)
            yield _plain_block(found[1], found[2], place, signs)
            start = place + 1
        after_blank = _is_blank(line)
    yield from _parse_blocks(lines[start:], start)


def _is_blank(line: str = "") -> bool:
    return not line.strip(" \t")


def _plain_block(hashes: str | None, words: str, line: int, signs: Iterable[str]) -> _Block:
    """The block of a line that is `_PLAIN`: the hashes of a heading, if it is one, and its words. `signs`: the inline
    signs of the whole body.
    """
    text, marks = parse_inline(words) if any(sign in words for sign in signs) else (words, ())
    if hashes:
        return _heading(len(hashes), text, marks, line)
    return _paragraph(_Place(), text, marks, line) if marks else _Block("paragraph", text, (), "", line)


@dataclass(slots=True)
class _Place:
    """Where in the nesting of blocks the reader is."""

    kinds: list[PassageKind] = field(default_factory=lambda: ["paragraph"])
    markers: list[str] = field(default_factory=list)
    """The marker of each list item that is open and has not had its first paragraph yet; empty once it has."""
    unclosed: bool = False
    """In a container whose closing `:::` is missing: it holds one block only, so that it cannot swallow the rest."""


def _parse_blocks(lines: Sequence[str], first: int) -> Iterator[_Block]:
    """The blocks of lines that stand by themselves; `first` is the number of the first of them."""
    if not any(lines):
        return
    place = _Place()
    for token, inline in _with_inline(body_parser().parse("\n".join(lines))):
        start = token.map[0] if token.map else 0
        line = first + start
        container = token.type.removesuffix("_open").removesuffix("_close")
        match token.type:
            case "heading_open":
                yield _heading(int(token.tag.removeprefix("h")), *_inline(inline), line)
            case "paragraph_open":
                yield _paragraph(place, *_inline(inline), line)
            case "hr":
                yield _Block("separator", _separator_sign(lines[start]), (), "", line)
            case "fence":
                yield _Block("code", token.content.removesuffix("\n"), (), token.info.strip(), line)
            case "list_item_open":
                place.kinds.append("item")
                place.markers.append(token.info + token.markup)
            case "list_item_close":
                place.kinds.pop()
                place.markers.pop()
            case _ if container in _CONTAINERS and token.nesting == 1:
                place.kinds.append(_CONTAINERS[container])
                place.unclosed = container != "blockquote" and not _is_closed(token, lines)
            case _ if container in _CONTAINERS and token.nesting == -1:
                place.kinds.pop()
                place.unclosed = False


def _is_closed(token: Token, lines: Sequence[str]) -> bool:
    """Whether the line after a fenced container's last is its closing one."""
    end = token.map[1] if token.map else 0
    return end < len(lines) and lines[end].strip().startswith(":::")


def _with_inline(tokens: list[Token]) -> Iterator[tuple[Token, Token | None]]:
    """Each token with the inline token that follows it, which holds a heading's or paragraph's words."""
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        yield token, following if following is not None and following.type == "inline" else None


def _inline(token: Token | None) -> tuple[str, tuple[Mark, ...]]:
    return read_inline(token.children or ()) if token is not None else ("", ())


def _heading(level: int, text: str, marks: tuple[Mark, ...], line: int) -> _Block:
    return _Block("heading", text, _without_label(marks), str(max(level, 2)), line)


def _paragraph(place: _Place, text: str, marks: tuple[Mark, ...], line: int) -> _Block:
    kind = place.kinds[-1]
    if place.unclosed:
        place.kinds[-1] = "paragraph"
    value = ""
    if kind == "item":
        value, place.markers[-1] = place.markers[-1], ""
        if not value:
            kind = "paragraph"
    if kind == "paragraph" and any(mark.kind == "label" for mark in marks):
        kind = "turn"
    if kind != "turn":
        marks = _without_label(marks)
    return _Block(kind, text, marks, value, line)


def _without_label(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    return tuple(replace(mark, kind="strong") if mark.kind == "label" else mark for mark in marks)


def _separator_sign(line: str) -> str:
    """A separator as printed, without the signs of the blocks that it stands in."""
    return line.strip().lstrip("> \t")
