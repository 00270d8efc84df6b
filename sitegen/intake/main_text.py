"""Which of a page's blocks are its article: trafilatura's judgement, laid over the page's own structure.

trafilatura finds the text well but flattens it; the page's blocks (`page_blocks`) have headings, captions, emphasis and
links in their places. So its text is aligned to the blocks, which keeps every block that it kept; then what it drops
but an article has (captions, subheadings, paragraphs between kept siblings) comes back, and what it keeps though the
page marks it as something else (share bars, related links, newsletter boxes) goes.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Extractor
from trafilatura.xml import xmltotxt

from sitegen.intake.alignment import SHORT, align_blocks, letters
from sitegen.intake.page_beside import find_beside
from sitegen.intake.page_blocks import PageBlock
from sitegen.intake.page_clues import find_headline, is_title
from sitegen.intake.page_margins import MOSTLY_LINKS, ancestry, is_beside
from sitegen.intake.page_prose import is_prose
from sitegen.intake.page_template import find_entries

_NEARLY_ALL = 0.9
"""The share of trafilatura's letters that the page's blocks must account for."""
_LISTS = ("ul", "ol", "li")
_PICTURES = "img picture svg video audio iframe canvas object embed amp-img amp-video noscript table pre".split()
_FAMILY = 3
_MUCH_LONGER = 1.5
_OPENING = 60
"""Letters by which a text is known again."""
_HEAD_BLOCKS = 10
"""Blocks before the text among which its headline, standfirst and first caption are looked for."""

_HEAD_MATTER_NAMES = re.compile(
    r"byline|author|autor|meta|date|time|share|social|tool|kicker|breadcrumb", re.IGNORECASE
)

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it would print, we give as findings


def choose_main(
    tree: HtmlElement, blocks: Sequence[PageBlock], stated: Sequence[str] = (), address: str = ""
) -> tuple[list[PageBlock], list[int]]:
    """The article's blocks, in order, headings levelled from 2, and their indexes in `blocks`; none without text.

    `stated` are the paragraphs that the page states for machines: they go on where it breaks off before a paywall;
    `address` is the page's own, if known.

    Falls back to trafilatura's plain lines where they are not the page's blocks (text that stands in scripts only),
    and to all blocks that are not beside an article where trafilatura finds nothing.
    """
    lines = _trafilatura_lines(tree)
    if not lines:
        return _pick(blocks, (i for i, b in enumerate(blocks) if not b.hidden and not is_beside(b, frozenset())))
    kept, explained = align_blocks([block.text for block in blocks], lines)
    if explained < _NEARLY_ALL and _stands_elsewhere(lines, blocks):
        return [PageBlock("paragraph", line) for line in _in_paragraphs(lines, stated)], []
    prose = [index for index in kept if is_prose(blocks[index]) and not blocks[index].hidden]
    around = _around(blocks, prose or kept)
    kept = kept - find_beside(blocks, kept, around, _near(around), address)
    kept |= _find_missed(blocks, kept, around)
    kept |= _find_far_headline(tree, blocks, kept)
    return _pick_with_rest(blocks, sorted(kept), stated)


def _in_paragraphs(lines: Sequence[str], stated: Sequence[str]) -> Sequence[str]:
    """`stated`, where `lines` are the same text: trafilatura runs together what it reads in scripts."""
    text, whole = letters("".join(lines)), letters("".join(stated))
    return stated if whole and text[:_OPENING] == whole[:_OPENING] and len(text) <= len(whole) else lines


def _stands_elsewhere(lines: Sequence[str], blocks: Sequence[PageBlock]) -> bool:
    """Whether much of the text is not on the page as it is seen, not even with other words in between."""
    page = letters(" ".join(block.text for block in blocks))
    keys = [letters(line) for line in lines]
    absent = sum(len(key) for key in keys if key[:SHORT] not in page and key[-SHORT:] not in page)
    return absent > (1 - _NEARLY_ALL) * sum(map(len, keys))


def _pick(blocks: Sequence[PageBlock], indexes: Iterable[int]) -> tuple[list[PageBlock], list[int]]:
    chosen = list(indexes)
    return _levelled([blocks[index] for index in chosen]), chosen


def _pick_with_rest(
    blocks: Sequence[PageBlock], kept: Sequence[int], stated: Sequence[str]
) -> tuple[list[PageBlock], list[int]]:
    """The kept blocks; where `stated` opens like them and is much longer, those that it has, then its rest."""
    whole = "".join(map(letters, stated))
    shown = [index for index in kept if is_prose(blocks[index])]
    length = sum(len(letters(blocks[index].text)) for index in shown)
    common = [index for index in shown if letters(blocks[index].text) in whole]
    if not common or common[0] != shown[0] or len(whole) < _MUCH_LONGER * length:
        return _pick(blocks, kept)
    chosen, places = _pick(blocks, [index for index in kept if index <= common[-1]])
    known = "".join(letters(block.text) for block in chosen)
    rest = [PageBlock("paragraph", line) for line in stated if letters(line) not in known]
    return chosen + rest, places


def _trafilatura_lines(tree: HtmlElement) -> list[str]:
    """trafilatura's text, a line a block; none where it finds nothing or breaks on the page."""
    options = Extractor(output_format="txt", comments=False, formatting=False, links=False)
    try:
        document = bare_extraction(tree, options=options)
        body = getattr(document, "body", None)
        text = xmltotxt(body, False) if body is not None else ""
    except Exception:  # whatever a hostile page provokes there, its text is read without it
        return []
    return [stripped for line in text.split("\n") if (stripped := line.strip().removeprefix("- ").strip())]


def _around(blocks: Sequence[PageBlock], kept: Iterable[int]) -> frozenset[HtmlElement]:
    """The elements that hold at least half of the text in `kept`: what they are called says nothing about a block."""
    weights, total = _weigh(blocks[index] for index in kept)
    return frozenset(element for element, weight in weights.items() if weight * 2 >= total)


def _weigh(blocks: Iterable[PageBlock]) -> tuple[Counter[HtmlElement], int]:
    """How many characters of the blocks each element holds, and how many there are."""
    weights: Counter[HtmlElement] = Counter()
    total = 0
    for block in blocks:
        total += len(block.text)
        for element in ancestry(block):
            weights[element] += len(block.text)
    return weights, total


# --- what it left out -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Article:
    """What was kept of a page, and how it lies in it."""

    blocks: Sequence[PageBlock]
    kept: frozenset[int]
    first: int
    last: int
    around: frozenset[HtmlElement]
    near: HtmlElement | None
    siblings: Counter[HtmlElement | None]
    """How many kept blocks each element has as its children, not counting captions."""
    sharing: Counter[HtmlElement | None]
    """How many kept blocks stand in each element between its line breaks and children."""
    headline: int
    """The last `<h1>` before the text, or its first block."""
    entries: frozenset[HtmlElement]
    """The parts of a text that is made of several, as a live report is."""

    def has(self, block: PageBlock) -> bool:
        """Whether the block stands in the element that has the headline and the captions too."""
        return self.near is not None and self.near in ancestry(block)


def _find_missed(blocks: Sequence[PageBlock], kept: set[int], around: frozenset[HtmlElement]) -> set[int]:
    """Blocks that belong to the article though trafilatura left them out; `_MISSED` says which."""
    if not kept:
        return set()
    article = _survey(blocks, frozenset(kept), around)
    missed: set[int] = set()
    for index, block in enumerate(blocks):
        near = article.first - _HEAD_BLOCKS <= index <= article.last
        if not near and not _is_of_entry(article, index, block):
            continue
        if index in kept or block.hidden or is_beside(block, around):
            continue
        own_link = index == article.first - 1 and block.role == "heading" and article.has(block)
        if own_link or (block.linked <= MOSTLY_LINKS and any(rule(article, index, block) for rule in _MISSED)):
            missed.add(index)  # on many blogs the headline is a link to the post itself
    return missed


def _find_far_headline(tree: HtmlElement, blocks: Sequence[PageBlock], kept: set[int]) -> set[int]:
    """The `<h1>` that is the page's title, however far above its text it stands, where no kept block is a headline."""
    index = find_headline(tree, blocks, min(kept, default=0))
    if index is None or blocks[index].value != "1" or is_beside(blocks[index], frozenset()):
        return set()
    if not is_title(tree, blocks[index].text):
        return set()
    key = letters(blocks[index].text)
    has_one = any(blocks[i].value == "1" or letters(blocks[i].text) == key for i in kept)
    return set() if has_one else {index}


def _survey(blocks: Sequence[PageBlock], kept: frozenset[int], around: frozenset[HtmlElement]) -> _Article:
    texts = [blocks[index] for index in kept if blocks[index].role != "caption"]
    first = min(kept)
    headline = max((i for i in range(first) if blocks[i].value == "1" and blocks[i].role == "heading"), default=first)
    siblings = Counter(_list_parent(block) for block in texts)
    sharing = Counter(block.element for block in texts)
    entries = find_entries(*_weigh(texts))
    return _Article(blocks, kept, first, max(kept), around, _near(around), siblings, sharing, headline, entries)


def _is_headline(article: _Article, index: int, block: PageBlock) -> bool:
    """The `<h1>` over the text."""
    return index == article.headline and article.has(block)


def _is_lead(article: _Article, index: int, block: PageBlock) -> bool:
    """A standfirst between headline and text."""
    return article.headline < index < article.first and article.has(block) and _is_standfirst(block)


def _is_caption(article: _Article, index: int, block: PageBlock) -> bool:
    """What stands under a picture of the article; a `<figure>` without one sets something else apart."""
    figure = next((element for element in ancestry(block) if element.tag == "figure"), None)
    pictured = figure is None or next(figure.iter("figcaption", *_PICTURES), None) is not None
    return block.role == "caption" and article.has(block) and pictured


def _is_subheading(article: _Article, index: int, block: PageBlock) -> bool:
    """A heading over a kept block; in a box beside the text it is that of another article."""
    follows = index + 1 in article.kept or index + 2 in article.kept
    boxed = any(element.tag == "aside" for element in ancestry(block))
    return block.role == "heading" and block.value != "1" and article.first < index and follows and not boxed


def _is_separator(article: _Article, index: int, block: PageBlock) -> bool:
    """A rule across the page between kept blocks."""
    return block.role == "separator" and article.first < index and article.has(block)


def _is_sibling(article: _Article, index: int, block: PageBlock) -> bool:
    """Text whose element stands between those of three or more kept blocks."""
    return _is_text(article, index, block) and article.siblings[_list_parent(block)] >= _FAMILY


def _is_between_breaks(article: _Article, index: int, block: PageBlock) -> bool:
    """Prose in the very element that has kept text: paragraphs parted by `<br>`, text between child elements."""
    return _is_text(article, index, block) and article.sharing[block.element] > 0 and is_prose(block)


def _is_set_apart(article: _Article, index: int, block: PageBlock) -> bool:
    """Prose in a box among the paragraphs that offers nothing to click on or to fill in, as what advertises does."""
    if not _is_text(article, index, block) or not article.has(block) or not is_prose(block):
        return False
    box = next((element for element in ancestry(block) if element.getparent() in article.around), None)
    return box is not None and next(box.iter("a", "form", "input", "button", "iframe"), None) is None


def _is_of_entry(article: _Article, index: int, block: PageBlock) -> bool:
    """Prose and headings of another entry of a text that is made of several."""
    if block.role not in ("heading", "paragraph", "quotation") or not (is_prose(block) or block.role == "heading"):
        return False
    return not article.entries.isdisjoint(ancestry(block))


def _is_text(article: _Article, index: int, block: PageBlock) -> bool:
    return article.first < index and block.role in ("paragraph", "item", "quotation")


_MISSED: tuple[Callable[[_Article, int, PageBlock], bool], ...] = (
    _is_headline,
    _is_lead,
    _is_caption,
    _is_subheading,
    _is_separator,
    _is_sibling,
    _is_between_breaks,
    _is_set_apart,
    _is_of_entry,
)


def _is_standfirst(block: PageBlock) -> bool:
    """A subtitle or a paragraph of a sentence between headline and text, by no name a byline or a date."""
    if any(_HEAD_MATTER_NAMES.search(element.get("class", "")) for element in islice(ancestry(block), 2)):
        return False
    return len(block.text) >= (20 if block.role == "heading" else 60) and block.role in ("heading", "paragraph")


def _list_parent(block: PageBlock) -> HtmlElement | None:
    """The element whose children the block and its neighbours are, not counting lists, quotations and figures."""
    element = block.element.getparent() if block.element is not None else None
    while element is not None and element.tag in (*_LISTS, "blockquote", "figure"):
        element = element.getparent()
    return element


def _near(around: frozenset[HtmlElement]) -> HtmlElement | None:
    """The element in which headline, captions and standfirst stand too: the text's own `<article>` or its like.

    Of those around most of the text the innermost has the paragraphs; its parent or grandparent has the rest.
    """
    texts = (element for element in around if element.tag not in _LISTS)
    innermost = max(texts, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)
    if innermost is None or innermost.tag in ("article", "main", "body", "html"):
        return innermost
    for element in islice(innermost.iterancestors(), 2):
        if element.tag in ("body", "html", "main"):
            break
        innermost = element
        if element.tag == "article":
            break
    return innermost


def _levelled(blocks: Sequence[PageBlock]) -> list[PageBlock]:
    """Headings renumbered from 2 without gaps, in the order of their own levels; a lone `<h1>` is the headline, 1."""
    used = Counter(block.value for block in blocks if block.role == "heading")
    levels = sorted(level for level in used if level != "1" or used["1"] > 1)
    renumbered = {"1": "1"} | {level: str(min(2 + rank, 6)) for rank, level in enumerate(levels)}
    return [replace(b, value=renumbered[b.value]) if b.role == "heading" else b for b in blocks]
