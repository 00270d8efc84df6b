"""A page's markup as a tree, or as bare text where it is too deep or too large for a tree to be of use.

lxml only reads: nothing in a page is executed or fetched. Its parser stops at a depth of 2048 elements and would
silently lose what follows, so such pages are read by a tag stripper that takes linear time whatever it meets.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

MAX_DEPTH = 250
"""Deeper than any page that a person wrote, and within what libraries that recurse can walk."""
MAX_ELEMENTS = 60_000
"""A news page has one to five thousand; extraction takes time with the square of some counts."""

_OPENING_TAG = re.compile(
    r"""<!--|<(?P<name>[a-zA-Z](?>[^\s/>]*))(?>[\s/]+|[^\s/>](?>[^\s/>=]*)(?>\s*=\s*(?>"[^"]*"|'[^']*'|(?>[^\s>]*)))?)*"""
)
_ATTRIBUTE = re.compile(r"""(?<![\s/])(?>[\s/]+)[^\s/>](?>[^\s/>=]*)(?>\s*=\s*(?>"[^"]*"|'[^']*'|(?>[^\s>]*)))?""")
_RAW_TEXT = ("script", "style")
_LONG_TAG = 3_000
_MOST_ATTRIBUTES = 5_000
"""In long tags together: the parser takes time with the square of a tag's attributes."""

_DECLARATION = re.compile(r"<\?xml[^>]{0,500}\?>")
_EMPTY_ROOT = re.compile(r"(<(?:html|body)\b[^<>]{0,2000})/>", re.IGNORECASE)
"""XHTML that closes its root where it opens it; browsers read on, the parser would not."""
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def parse_page(page: str, most_elements: int = MAX_ELEMENTS) -> HtmlElement | None:
    """The page's tree without comments and templates; None if it cannot be had whole or within the limits above."""
    text = _CONTROLS.sub("", _EMPTY_ROOT.sub(r"\1>", _DECLARATION.sub("", page, count=1)))
    if _has_too_many_attributes(text):
        return None
    parser = HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True, encoding="utf-8")
    try:
        tree = document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    if not _is_within_limits(tree, most_elements):
        return None
    _settle_templates(tree)
    return tree


def _settle_templates(tree: HtmlElement) -> None:
    """Take out what waits for a script, and leave in its place what is on show as an element's shadow root."""
    for template in list(tree.iter("template")):
        if template.get("shadowrootmode") is not None:
            template.tag = "div"
        elif template.getparent() is not None:
            template.drop_tree()


def _has_too_many_attributes(page: str) -> bool:
    long_tags = (tag for tag in _opening_tags(page) if len(tag) > _LONG_TAG)
    return sum(1 for tag in long_tags for _ in _ATTRIBUTE.finditer(tag)) > _MOST_ATTRIBUTES


def _opening_tags(page: str) -> Iterator[str]:
    """The tags that the parser will see: none in comments, and none in scripts, where `i<n.length` looks like one."""
    position = 0
    unclosed: set[str] = set()
    while match := _OPENING_TAG.search(page, position):
        name = match["name"] or ""
        if name:
            yield match[0]
        closing = "-->" if not name else _closing_tag(name) if name.lower() in _RAW_TEXT else ""
        position = _end_of_unparsed(page, match.end(), closing, unclosed)


def _closing_tag(name: str) -> str:
    return rf"</{name}\b[^>]*>"


def _end_of_unparsed(page: str, position: int, closing: str, unclosed: set[str]) -> int:
    """Where what `closing` ends is over; `position` itself where nothing is to be closed, or never is.

    What is not closed goes into `unclosed`, so that it is looked for once only.
    """
    if not closing or closing in unclosed:
        return position
    end = re.compile(closing, re.IGNORECASE).search(page, position)
    if end is None:
        unclosed.add(closing)
        return position
    return end.end()


def _is_within_limits(tree: HtmlElement, most_elements: int) -> bool:
    depth = elements = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if depth > MAX_DEPTH or elements > most_elements:
            return False
    return True


LONGEST = 500
"""Characters of a line that are kept; a headline of a megabyte is an attack, not a headline."""


def tidy(line: str) -> str:
    """A line of markup or data as one reads it: single spaces, and not too long."""
    return " ".join(line[: 4 * LONGEST].split())[:LONGEST]


def page_title(tree: HtmlElement) -> str:
    """The page's `<title>`, folded; empty if it has none."""
    title = tree.find(".//head/title")
    return tidy(title.text or "").casefold() if title is not None else ""


# --- pages without a tree ---------------------------------------------------------------------------------------------

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})(?:[\s/][^<>]*)?>|<!--|<![^<>]*>|<\?[^<>]*>")
_UNSEEN = frozenset("script style template noscript svg head iframe textarea select object".split())
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strong sub sup time tt u "
    "var wbr".split()
)
_LONG_REFERENCE = re.compile(r"&#[0-9]{9,}|&#[xX][0-9a-fA-F]{9,}")


def strip_tags(page: str) -> list[str]:
    """The text of a page as paragraphs, without a tree: what stands outside tags, comments and scripts."""
    parts: list[str] = []
    position = 0
    unclosed: set[str] = set()
    while match := _TAG.search(page, position):
        parts.append(page[position : match.start()])
        position = match.end()
        name = (match[2] or "").lower()
        closing = "-->" if match[0] == "<!--" else _closing_tag(name) if name in _UNSEEN and not match[1] else ""
        if not closing and name not in _INLINE:
            parts.append("\n\n")
        position = _end_of_unparsed(page, position, closing, unclosed)  # what is never closed stays text
    parts.append(page[position:])
    text = html.unescape(_LONG_REFERENCE.sub("\ufffd", "".join(parts)))
    paragraphs = (" ".join(_CONTROLS.sub("", part).split()) for part in text.split("\n\n"))
    return [paragraph for paragraph in paragraphs if paragraph]
