"""What an editor should know of a saved page's text: that it breaks off, or that it is several articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from sitegen.intake.page_blocks import PageBlock
from sitegen.intake.page_margins import MOSTLY_LINKS, ancestry
from sitegen.intake.page_prose import is_prose, width
from sitegen.intake.page_statement import Statement

Problem = tuple[str, str, str]
"""Code, message and remedy of a finding."""

_COUNTED = 100
"""Words that an article must be stated to have, for the count to say anything."""
_STUB = 150
"""Words of what a page for subscribers shows to others, at most."""
_SEVERAL = 3
_SAVE_WHOLE = "Save it as a subscriber sees it, or add the rest by hand; what is there was kept."


def find_problems(
    stated: Statement, blocks: Sequence[PageBlock], places: Sequence[int], text: str
) -> Iterator[Problem]:
    """What seems wrong with `text`; `places` are the indexes of its blocks among the page's, if they are known."""
    words = len(text.split())
    counts = width(text) < 2 * len(text)  # languages without spaces are counted otherwise
    if counts and stated.word_count() >= _COUNTED and 2 * words < stated.word_count():
        message = f"The page says that its article has {stated.word_count()} words; {words} were found."
        yield "capture-incomplete", message, _SAVE_WHOLE
    elif counts and stated.is_for_payment() and words < _STUB:
        message = f"The page says that its article is for subscribers; {words} words were found."
        yield "capture-incomplete", message, _SAVE_WHOLE
    number = _count_articles(blocks, places)
    if number >= _SEVERAL:
        message = f"The page shows {number} articles under linked headlines; they were kept as one text."
        yield "capture-several", message, "Save the page of the article that you mean."


def _count_articles(blocks: Sequence[PageBlock], places: Sequence[int]) -> int:
    """How many elements `<article>` with a linked headline the text comes from: the page of a section or a blog."""
    texts = {_article_of(blocks[index]) for index in places if is_prose(blocks[index])}
    headed = {
        _article_of(block)
        for block in blocks
        if block.role == "heading" and block.linked > MOSTLY_LINKS and not _leads_within(block)
    }
    return len(texts & headed - {None})


def _article_of(block: PageBlock) -> HtmlElement | None:
    """The outermost `<article>` around a block."""
    return next((element for element in reversed([*ancestry(block)]) if element.tag == "article"), None)


def _leads_within(block: PageBlock) -> bool:
    return any(mark.kind == "link" and mark.value.startswith("#") for mark in block.marks)
