"""A document's body: its Markdown as passages of plain text with inline marks.

The way back is `intake.markdown.format_body`. Nothing of a body is ever passed on as markup: HTML is text, images are
not fetched or shown, and links keep only safe targets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from markdown_it.rules_core.normalize import NEWLINES_RE
from markdown_it.token import Token

from sitegen.commonmark import body_parser, read_inline
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


def parse_body(markdown: str, first_line: int = 1) -> tuple[tuple[Passage, ...], str]:
    """Read a body as passages and as plain text, in which a blank line stands between passages.

    `first_line` is the line of its file on which the body begins. Paragraphs, standfirsts, items, quotations, turns
    and code are numbered from 1; headings, captions and separators have no number. A paragraph that opens with a
    strong run ending in a colon is a turn. Never fails: what is no markup is text.
    """
    passages: list[Passage] = []
    offset = number = 0
    for passage in _read_passages(markdown):
        numbered = passage.kind in _NUMBERED
        number += numbered
        passages.append(
            replace(passage, number=number if numbered else None, offset=offset, line=passage.line + first_line)
        )
        offset += len(passage.text) + 2
    return tuple(passages), "\n\n".join(passage.text for passage in passages)


@dataclass(slots=True)
class _Place:
    """Where in the nesting of blocks the reader is."""

    kinds: list[PassageKind] = field(default_factory=lambda: ["paragraph"])
    markers: list[str] = field(default_factory=list)
    """The marker of each list item that is open and has not had its first paragraph yet; empty once it has."""
    unclosed: bool = False
    """In a container whose closing `:::` is missing: it holds one block only, so that it cannot swallow the rest."""


def _read_passages(markdown: str) -> Iterator[Passage]:
    """The passages in order; `line` counts from 0."""
    lines = NEWLINES_RE.split(markdown)
    place = _Place()
    for token, inline in _with_inline(body_parser().parse(markdown)):
        line = token.map[0] if token.map else 0
        container = token.type.removesuffix("_open").removesuffix("_close")
        match token.type:
            case "heading_open":
                level = max(int(token.tag.removeprefix("h")), 2)
                text, marks = _inline(inline)
                yield Passage("heading", text, _without_label(marks), str(level), line=line)
            case "paragraph_open":
                yield _paragraph(place, inline, line)
            case "hr":
                yield Passage("separator", _separator_sign(lines[line]), line=line)
            case "fence":
                yield Passage("code", token.content.removesuffix("\n"), value=token.info.strip(), line=line)
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


def _is_closed(token: Token, lines: list[str]) -> bool:
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


def _paragraph(place: _Place, inline: Token | None, line: int) -> Passage:
    kind = place.kinds[-1]
    if place.unclosed:
        place.kinds[-1] = "paragraph"
    text, marks = _inline(inline)
    value = ""
    if kind == "item":
        value, place.markers[-1] = place.markers[-1], ""
        if not value:
            kind = "paragraph"
    if kind == "paragraph" and any(mark.kind == "label" for mark in marks):
        kind = "turn"
    if kind != "turn":
        marks = _without_label(marks)
    return Passage(kind, text, marks, value, line=line)


def _without_label(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    return tuple(replace(mark, kind="strong") if mark.kind == "label" else mark for mark in marks)


def _separator_sign(line: str) -> str:
    """A separator as printed, without the signs of the blocks that it stands in."""
    return line.strip().lstrip("> \t")
