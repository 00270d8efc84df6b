"""A page's tree to blocks of text with marks: paragraphs, headings, items, quotations, captions, separators.

What a browser would show as separate blocks becomes separate blocks, white space is collapsed as a browser collapses
it, and emphasis, code and links keep their exact places. No judgement yet on what is article and what is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree
from lxml.html import HtmlElement

from sitegen.commonmark import in_mark_order, is_safe_target
from sitegen.drafts import Mark
from sitegen.intake.web_address import absolute

BlockRole = Literal["paragraph", "heading", "item", "quotation", "caption", "separator"]
SEPARATOR = "* * *"
"""How a rule across the page (`<hr>`) is written in the text."""

_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th "
    "thead tr ul caption amp-img amp-video".split()
)
_UNSEEN = frozenset(
    "script style template noscript head svg iframe frame frameset object embed applet canvas audio video map button "
    "select input textarea option datalist optgroup label progress meter dialog img picture source link meta base "
    "annotation amp-ad amp-iframe amp-analytics amp-sidebar amp-user-notification amp-consent".split()
)
_INLINE_MARKS = {
    "em": "emphasis",
    "i": "emphasis",
    "cite": "emphasis",
    "strong": "strong",
    "b": "strong",
    "code": "code",
    "tt": "code",
    "kbd": "code",
    "samp": "code",
    "a": "link",
}
_SPACE = re.compile("[ \t\n\r\f]+")
_CAPTION_CLASS = re.compile(
    r"(?:^|[\s_-])(?:fig)?caption(?:[\s_-]|$)|(?:photo|image|picture)[\s_-]?credit|image-?description|"
    r"(?:^|[\s_-])(?:legende|bildunterschrift|bildtext|pie-?de-?foto)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_UNSEEN_CLASS = re.compile(
    r"(?:^|\s)(?:visually-?hidden|u-hidden-visually|element-invisible|sr-only|screen-?reader(?:-text)?|a11y-hidden|aural|"
    r"off-?screen|hide-text|text-hide)(?:\s|$)",
    re.IGNORECASE,
)
_DATUM = 60
"""Characters of a table's cell that may stand beside the next in a line though a block wraps them."""
_HIDING_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageBlock:
    """One block as a reader of the page sees it."""

    role: BlockRole
    text: str
    value: str = ""
    """As in `Mark.value`: a heading's level, an item's marker."""
    marks: tuple[Mark, ...] = ()
    """Inline ones, over `text`; a link's value is its target as printed."""
    element: HtmlElement | None = None
    """The innermost block element around it."""
    hidden: bool = False
    """The page's style keeps it from sight until a script shows it."""
    linked: float = 0.0
    """The share of its characters that stand in links, wherever they lead."""
    links: int = 0
    """How many links it has."""


@dataclass(slots=True)
class _Writer:
    """The blocks written so far and the one being written."""

    blocks: list[PageBlock] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    length: int = 0
    last: str = ""
    """The last character of the block being written."""
    marks: list[Mark] = field(default_factory=list)
    opened: list[tuple[int, str, str]] = field(default_factory=list)
    """Inline elements that are open: where each began in this block, its kind and value."""
    containers: list[tuple[HtmlElement, str]] = field(default_factory=list)
    """The block elements that are open, each with what it makes of the blocks in it (`_says`)."""
    items: list[str] = field(default_factory=list)
    """The markers of the list items that are open; empty once the item has its first block."""
    counters: list[int | None] = field(default_factory=list)
    """For each open list the next number; None for bullets."""
    hidden: int = 0
    """How many open elements hide what is in them."""
    verbatim: int = 0
    """How many open elements keep white space as it is."""
    rows: list[bool] = field(default_factory=list)
    """For each open row of a table whether its cells are read side by side (`_is_row`)."""
    between_cells: bool = False
    """Whether a cell of a table's row ended and the next has no word yet."""

    def write(self, text: str | None) -> None:
        if not text:
            return
        if self.verbatim:
            lines, *others = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n"))
            self._add(lines)
            for lines in others:
                self.end_block()
                self._add(lines)
            return
        text = _SPACE.sub(" ", text)
        if self.between_cells and text.strip():
            self.between_cells = False
            self._add(" | " if self.last != " " else "| ")
        if self.last in ("", " ", "\n"):
            text = text.removeprefix(" ")
        self._add(text)

    def _add(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.length += len(text)
            self.last = text[-1]

    def break_line(self) -> None:
        """A `<br>`: a line feed; a second one ends the block, as pages without paragraphs use it."""
        if self.last == "\n":
            self.end_block()
        elif self.length:
            if self.last == " ":
                self.parts[-1] = self.parts[-1][:-1]
                self.length -= 1
            self._add("\n")

    def open_mark(self, kind: str, value: str) -> None:
        self.opened.append((self.length, kind, value))

    def close_mark(self) -> None:
        start, kind, value = self.opened.pop()
        if start < self.length:
            self.marks.append(Mark(start, self.length, kind, value))

    def in_row(self) -> bool:
        return bool(self.rows) and self.rows[-1]

    def end_block(self) -> None:
        """Finish the block; inline elements that are still open go on in the next."""
        self.between_cells = False
        if not self.parts:
            return
        text = "".join(self.parts)
        if text.strip():
            still_open = [Mark(start, self.length, kind, value) for start, kind, value in self.opened]
            self._finish(text, [*self.marks, *still_open])
        self.parts, self.marks, self.length, self.last = [], [], 0, ""
        self.opened = [(0, kind, value) for _, kind, value in self.opened]

    def _finish(self, text: str, marks: Sequence[Mark]) -> None:
        role, value = self._role()
        leading = len(text) - len(text.lstrip())
        text = text.strip()
        shifted = [_trimmed(text, mark, leading) for mark in marks]
        kept = in_mark_order([mark for mark in shifted if mark is not None]) if marks else ()
        links = [mark for mark in kept if mark.kind == "link"]
        linked = min(sum(mark.end - mark.start for mark in links) / len(text), 1.0) if links else 0.0
        element = self.containers[-1][0] if self.containers else None
        self.blocks.append(PageBlock(role, text, value, kept, element, bool(self.hidden), linked, len(links)))

    def _role(self) -> tuple[BlockRole, str]:
        for _, says in reversed(self.containers):
            match says:
                case "":
                    continue
                case "item" if self.items and self.items[-1]:
                    value, self.items[-1] = self.items[-1], ""
                    return "item", value
                case "caption" | "quotation":
                    return says, ""
                case "section":
                    break
                case "1" | "2" | "3" | "4" | "5" | "6":
                    return "heading", says
        return "paragraph", ""


def read_blocks(tree: HtmlElement) -> list[PageBlock]:
    """The page's blocks in order, the targets of their links as printed."""
    writer = _Writer()
    walker = etree.iterwalk(tree, events=("start", "end"))
    skipped: HtmlElement | None = None
    for event, element in walker:
        if event == "start":
            if _is_unseen(element):
                skipped = element
                walker.skip_subtree()
            else:
                _open(writer, element)
            continue
        if element is skipped:
            skipped = None
        else:
            _close(writer, element)
        writer.write(element.tail)
    writer.end_block()
    return writer.blocks


_SAYS = {
    **{f"h{level}": str(level) for level in range(1, 7)},
    **dict.fromkeys(("figcaption", "figure", "caption"), "caption"),
    **dict.fromkeys(("article", "main", "section", "table", "body"), "section"),
    "li": "item",
    "blockquote": "quotation",
}


def _says(element: HtmlElement) -> str:
    """What a block element makes of the blocks in it; `section` ends the search, empty goes on to the next outside."""
    says = _SAYS.get(element.tag, "")
    name = element.get("class")
    return "caption" if name and not says and _CAPTION_CLASS.search(name) else says


def _is_unseen(element: HtmlElement) -> bool:
    """Scripts, styles, controls and pictures, and what is marked as no content for readers."""
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return True
    if element.tag in ("html", "body"):
        return False
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    name = element.get("class")
    return name is not None and bool(_UNSEEN_CLASS.search(name))


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    return bool(style) and bool(_HIDING_STYLE.search(style[:2000]))


def _open(writer: _Writer, element: HtmlElement) -> None:
    tag = element.tag
    writer.hidden += _is_hidden(element)
    if tag in _BLOCKS:
        if not writer.in_row():
            writer.end_block()
        elif tag in ("td", "th"):
            writer.between_cells = bool(writer.length)
        if tag == "tr":
            writer.rows.append(_is_row(element))
        writer.containers.append((element, _says(element)))
        _open_list(writer, element)
        writer.verbatim += tag == "pre"
        if tag == "hr":
            writer.blocks.append(PageBlock("separator", SEPARATOR, element=element, hidden=bool(writer.hidden)))
    elif tag == "br":
        writer.break_line()
    elif tag in _INLINE_MARKS:
        writer.open_mark(_INLINE_MARKS[tag], element.get("href", "") if tag == "a" else "")
    writer.write(element.text)


def _open_list(writer: _Writer, element: HtmlElement) -> None:
    if element.tag in ("ul", "menu"):
        writer.counters.append(None)
    elif element.tag == "ol":
        start = element.get("start", "1")
        writer.counters.append(int(start) if re.fullmatch("[0-9]{1,6}", start) else 1)
    elif element.tag == "li":
        number = writer.counters[-1] if writer.counters else None
        writer.items.append("*" if number is None else f"{number}.")
        if number is not None:
            writer.counters[-1] = number + 1


def _close(writer: _Writer, element: HtmlElement) -> None:
    tag = element.tag
    if tag in _BLOCKS:
        if tag == "tr":
            writer.rows.pop()
        if not writer.in_row():
            writer.end_block()
        writer.containers.pop()
        writer.verbatim -= tag == "pre"
        if tag in ("ul", "ol", "menu"):
            writer.counters.pop()
        elif tag == "li":
            writer.items.pop()
    elif tag in _INLINE_MARKS:
        writer.close_mark()
    writer.hidden -= _is_hidden(element)


def _is_row(row: HtmlElement) -> bool:
    """Whether a table's row is one of data, whose cells are read side by side, not one that lays out a page.

    A headline with the buttons for printing and sending it is none.
    """
    return len(row) >= 2 and all(map(_is_datum, row)) and not (len(row) >= 3 and all(map(_is_button, row[1:])))


def _is_button(cell: HtmlElement) -> bool:
    """Whether all that a cell says is one link: `Print`."""
    links = cell.findall(".//a")
    return len(links) == 1 and links[0].text_content().strip() == cell.text_content().strip()


def _is_datum(cell: HtmlElement) -> bool:
    """Whether a cell has no blocks in it, or only one that wraps a few words."""
    inner = (part for part in cell.iterdescendants() if isinstance(part.tag, str) and part.tag in _BLOCKS)
    wraps = next(inner, None)
    if wraps is None:
        return True
    return wraps.tag in ("p", "div") and next(inner, None) is None and len(cell.text_content()) <= _DATUM


def _trimmed(text: str, mark: Mark, leading: int) -> Mark | None:
    """A mark over the stripped text, itself without white space at its edges."""
    start, end = max(mark.start - leading, 0), min(mark.end - leading, len(text))
    words = text[start:end] if start < end else ""
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return Mark(start, end, mark.kind, mark.value) if words.strip() else None


def join_blocks(blocks: Iterable[PageBlock], address: str = "") -> tuple[str, tuple[Mark, ...]]:
    """The blocks as one text, a blank line between them, with the marks of all over it.

    Links are made whole from the page's `address`; those that lead nowhere one can cite are no marks.
    """
    parts: list[str] = []
    marks: list[Mark] = []
    position = 0
    for block in blocks:
        if block.role != "paragraph":
            marks.append(Mark(position, position + len(block.text), block.role, block.value))
        for mark in block.marks:
            target = absolute(mark.value, address) if mark.kind == "link" else ""
            if mark.kind != "link" or is_safe_target(target):
                marks.append(Mark(position + mark.start, position + mark.end, mark.kind, target))
        parts.append(block.text)
        position += len(block.text) + 2
    return "\n\n".join(parts), in_mark_order(marks)
