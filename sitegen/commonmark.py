"""The Markdown that sitegen writes and reads: CommonMark's small, safe part.

Both directions share this grammar: intake writes bodies with it (`intake.markdown`), records read them
(`records.body`). It has paragraphs, headings, lists, quotations, separators, code, emphasis, links and four fenced
containers. HTML, images, link definitions, autolinks and indented code are off, so that none of them can swallow or
change a word of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from sitegen.addresses import is_web_address
from sitegen.drafts import Mark

CONTAINERS = ("caption", "standfirst", "turn", "separator")
"""Fenced containers, `::: caption` to `:::`, for the blocks that CommonMark has no sign for."""

SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
"""What a link may start with; a link without a scheme is relative to the page and safe too."""

LABEL_SIGNS = (":", "：")
"""What closes a speaker's label, in Latin and in East Asian type."""

_INLINE_KINDS = {"em": "emphasis", "strong": "strong", "link": "link"}
_RULES_OFF = ("html_block", "html_inline", "image", "reference", "autolink", "code")
INLINE_SIGNS = "\\`*_[]&"
"""Where, line ends aside, an inline rule that is on may begin or end; markdown-it stops at those of its other rules and
plugins too.
"""


@lru_cache(maxsize=1)
def body_parser() -> MarkdownIt:
    """The parser of this grammar. It keeps no state between texts."""
    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable(_RULES_OFF)
    for name in CONTAINERS:
        container_plugin(parser, name, validate=_names(name))
    parser.inline.terminator_re = re.compile(f"[\n{re.escape(INLINE_SIGNS)}]")
    # Targets stay as written, and an unsafe one is dropped when the tokens are read: markdown-it's own refusal would
    # print the link's signs as text.
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def parse_inline(markdown: str) -> tuple[str, tuple[Mark, ...]]:
    """Read one block's Markdown, without its block signs, as plain text and inline marks."""
    tokens = body_parser().parseInline(markdown)
    return read_inline(tokens[0].children or ()) if tokens else ("", ())


def find_targets(markdown: str) -> Iterator[tuple[str, int]]:
    """Where the links of a body point, as written, safe or not, each with the line (from 1) of its block."""
    for token in body_parser().parse(markdown):
        for child in token.children or ():
            if child.type == "link_open" and token.map:
                yield str(child.attrGet("href") or ""), token.map[0] + 1


def read_inline(tokens: Sequence[Token]) -> tuple[str, tuple[Mark, ...]]:
    """Turn inline tokens into plain text and marks over it, outer marks before inner ones.

    A hard line break is a line feed, a soft one a space: editors may wrap lines as they like. Opening words in
    `**…**` that end in a colon, or stand before one, are a label; in `__…__` they are only strong.
    """
    parts: list[str] = []
    position = 0
    opened: list[tuple[int, Token]] = []
    marks: list[Mark] = []
    for token in tokens:
        word = ""
        match token.type:
            case "text" | "text_special":
                word = token.content
            case "softbreak":
                word = " "
            case "hardbreak":
                word = "\n"
            case "code_inline":
                word = token.content
                marks.append(Mark(position, position + len(word), "code"))
            case "em_open" | "strong_open" | "link_open":
                opened.append((position, token))
            case "em_close" | "strong_close" | "link_close":
                marks.extend(_closed_mark(*opened.pop(), position))
        parts.append(word)
        position += len(word)
    text = "".join(parts)
    return text, in_mark_order([_label_or_strong(mark, text) for mark in marks])


def in_mark_order(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Marks by start, the longer ones first, so that two ways to the same marks compare equal."""
    return tuple(sorted(set(marks), key=lambda mark: (mark.start, -mark.end, mark.kind, mark.value)))


def is_safe_target(target: str) -> bool:
    """Whether a link may point there: a whole address of the web, mailto, or relative to the page.

    Browsers drop tabs, line feeds and leading control characters before they look for a scheme, so any of them is
    refused. `//host/path` is refused too: what it means depends on how the page was opened.
    """
    if not target or any(char <= " " or char in "\x7f\\" for char in target) or target.startswith("//"):
        return False
    head, colon, _ = target.partition(":")
    if not colon or any(char in head for char in "/?#"):
        return True
    return is_web_address(target) if head.lower() in ("http", "https") else head.lower() in SAFE_SCHEMES


def is_label(text: str, end: int) -> bool:
    """Whether the opening words `text[:end]` read as a speaker's label: `Name:` or `Name` before a colon."""
    return text[:end].endswith(LABEL_SIGNS) or text.startswith(LABEL_SIGNS, end)


def _label_or_strong(mark: Mark, text: str) -> Mark:
    if mark.kind != "strong":
        return mark
    opens = mark.start == 0 and mark.value == "**" and is_label(text, mark.end)
    return Mark(mark.start, mark.end, "label" if opens else "strong")


def _closed_mark(start: int, token: Token, end: int) -> list[Mark]:
    kind = _INLINE_KINDS[token.type.removesuffix("_open")]
    target = str(token.attrGet("href") or "")
    if start == end or (kind == "link" and not is_safe_target(target)):
        return []
    value = {"link": target, "strong": token.markup}.get(kind, "")
    return [Mark(start, end, kind, value)]


def _names(name: str) -> Callable[[str, str], bool]:
    def validate(params: str, _markup: str) -> bool:
        return params.strip() == name

    return validate
