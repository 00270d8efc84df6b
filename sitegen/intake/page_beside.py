"""Which of the blocks that trafilatura keeps are no part of a page's article.

What the page marks as standing beside it (`page_margins`), and what its place and links give away: menus and teasers
around the text, links to other articles between its paragraphs, and the labels over what is gone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from lxml.html import HtmlElement

from sitegen.intake.page_blocks import PageBlock
from sitegen.intake.page_margins import MOSTLY_LINKS, ancestry, is_beside, is_of_readers
from sitegen.intake.page_prose import LABEL, ends_a_sentence, is_label, is_link_list, is_long, is_prose, width
from sitegen.intake.page_template import find_after
from sitegen.intake.web_address import absolute, hostname

_TEASER = 150
"""Characters of a paragraph that may be another article's headline."""
_TEASER_TEXT = 400
"""Characters of what is told of another article under its headline."""
_PLUGS = 3
"""One link to another article for so many blocks of prose is a plug; more are what the text is about."""
_TABLE = ("table", "tbody", "tr", "td")
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|csv|zip|mp3|mp4|jpe?g|png)(?:[?#]|$)", re.IGNORECASE)
_AFTER_LABEL = (":", "：", "-", "–", "—", "|", "»", ">", "[")
_SHORTEST_TITLE = 20
_PRINTED_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*|\S+\.\S+")
_COUNTER = re.compile(r"\W*(?:[^\W\d_]{1,12}\.?\s)?\s?\d{1,3}\s?(?:[/|]|[^\W\d_]{1,4})\s?\d{1,3}\W*")
_PATH_SIGN = re.compile(r"(?<=\s)[>›»→/](?=\s)")


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was kept of a page, and how it lies in it."""

    blocks: Sequence[PageBlock]
    first: int
    last: int
    """The first and the last block of prose."""
    headline: int
    """The last `<h1>` before the prose, or its first block."""
    near: HtmlElement | None
    """The element that has the headline and the captions too."""
    teasers: frozenset[int]
    """What is told of other articles under their headlines."""
    address: str
    may_plug: bool
    """Whether so few paragraphs are links to other pages that they are none of the text's own matter."""

    def in_text(self, index: int) -> bool:
        return self.first <= index <= self.last


def find_beside(
    blocks: Sequence[PageBlock],
    kept: set[int],
    around: frozenset[HtmlElement],
    near: HtmlElement | None,
    address: str = "",
) -> set[int]:
    """Of the kept blocks those that are no part of the article; `address` is the page's, if known.

    Long prose that is marked as beside stays unless nothing that stays comes after it. Where more than a third of the
    other prose would go for its names, they may not mean what they seem to, and only what is beyond doubt goes.
    """
    prose = {index for index in kept if is_prose(blocks[index]) and not blocks[index].hidden}
    page = _survey(blocks, kept, prose, near, address)
    marked = {index for index in kept if is_beside(blocks[index], around)}
    beside = {index for index in marked if not is_long(blocks[index]) or blocks[index].role == "item"}
    beside |= {index for index in kept if _labels_links(page, index, kept)}
    beside |= find_after(blocks, kept, prose)
    beside |= (certain := {index for index in kept if any(rule(page, index, blocks[index]) for rule in _CERTAIN)})
    beside |= set(takewhile(marked.__contains__, sorted(kept - beside, reverse=True)))
    certain |= {index for index in beside if is_of_readers(blocks[index], around)}
    if 3 * _length(blocks, certain) > 2 * _length(blocks, kept):
        return set()
    rest = {index for index in kept - certain if is_prose(blocks[index])}
    if 3 * _length(blocks, beside & rest) > _length(blocks, rest):
        beside = certain
    return beside | _left_hanging(page, sorted(kept - beside))


def _survey(
    blocks: Sequence[PageBlock], kept: set[int], prose: set[int], near: HtmlElement | None, address: str
) -> _Kept:
    own = min((index for index in prose if near in ancestry(blocks[index])), default=len(blocks))
    teasers = frozenset(index for index in kept if index > own and _is_teaser(blocks, index, near))
    prose = prose - teasers
    plugs = sum(1 for index in kept if _leads_away(blocks[index], address))
    first, last = min(prose, default=0), max(prose, default=len(blocks))
    headline = max((index for index in kept if index < first and blocks[index].value == "1"), default=first)
    return _Kept(blocks, first, last, headline, near, teasers, address, _PLUGS * plugs <= len(prose))


def _length(blocks: Sequence[PageBlock], indexes: Iterable[int]) -> int:
    return sum(len(blocks[index].text) for index in indexes)


# --- beyond doubt -----------------------------------------------------------------------------------------------------


def _is_menu(page: _Kept, index: int, block: PageBlock) -> bool:
    """A list of links before or after the text; in it, a line of several to the same site, as to its other pages."""
    if not is_link_list(block) or not page.in_text(index):
        return is_link_list(block)
    targets = [mark.value.strip() for mark in block.marks if mark.kind == "link"]
    return block.role == "paragraph" and all(_is_same_site(target, page.address) for target in targets)


def _is_other_story(page: _Kept, index: int, block: PageBlock) -> bool:
    """The first words of another article, under its linked headline."""
    return index in page.teasers


def _is_unfolded(page: _Kept, index: int, block: PageBlock) -> bool:
    """What the page hides until a script shows it, above the text."""
    return index < page.first and block.hidden


def _is_path(page: _Kept, index: int, block: PageBlock) -> bool:
    """The way to the page, above the text: `Home > News > Bridge reopens`."""
    return index < page.first and block.links > 0 and len(_PATH_SIGN.findall(block.text[:500])) >= 2


def _is_elsewhere(page: _Kept, index: int, block: PageBlock) -> bool:
    """A line above the headline or below the text, in another part of the page than text and captions.

    Not where a table lays out the page: there, masthead and rights notice stand in cells of their own.
    """
    if page.near is None or page.near.tag in _TABLE:
        return False
    above = index < page.headline and block.role != "heading"
    return (above or index > page.last) and page.near not in ancestry(block)


def _is_plug(page: _Kept, index: int, block: PageBlock) -> bool:
    """A paragraph that is a link to another article of the site: `Read also: Harbour closes`."""
    before = page.blocks[index - 1].text if index else ""
    introduced = before.endswith((":", "：")) and width(before) >= LABEL
    may_plug = page.may_plug or index > page.last
    return may_plug and index > page.first and _leads_away(block, page.address) and not introduced


def _is_counter(page: _Kept, index: int, block: PageBlock) -> bool:
    """A picture's number in a gallery: `Bild 1 von 9`, `3 / 12`."""
    return block.role == "caption" and _COUNTER.fullmatch(block.text) is not None


_CERTAIN: tuple[Callable[[_Kept, int, PageBlock], bool], ...] = (
    _is_menu,
    _is_other_story,
    _is_unfolded,
    _is_path,
    _is_elsewhere,
    _is_plug,
    _is_counter,
)


def _is_teaser(blocks: Sequence[PageBlock], index: int, near: HtmlElement | None) -> bool:
    """Whether a few lines in another part of the page than the text stand under a headline that is a link."""
    if index == 0 or near is None or near.tag in _TABLE or len(blocks[index].text) > _TEASER_TEXT:
        return False
    over = blocks[index - 1]
    leads = any(mark.kind == "link" and not mark.value.startswith("#") for mark in over.marks)
    is_headline = over.linked > MOSTLY_LINKS and leads and over.role in ("heading", "paragraph")
    return is_headline and near not in ancestry(blocks[index])


def _leads_away(block: PageBlock, address: str) -> bool:
    """Whether a paragraph is nothing but another page's title, linked, perhaps with a label before it.

    Files, printed addresses and other sites are what a text refers to.
    """
    links = [mark for mark in block.marks if mark.kind == "link"]
    if block.role != "paragraph" or len(links) != 1 or len(block.text) > _TEASER:
        return False
    label, title = block.text[: links[0].start].strip(), block.text[links[0].start :]
    if links[0].end < len(block.text) or (label and not (len(label) < LABEL and label.endswith(_AFTER_LABEL))):
        return False
    if title.endswith((".", "。")) or _PRINTED_ADDRESS.fullmatch(title) or (label and width(title) < _SHORTEST_TITLE):
        return False
    return _is_same_site(links[0].value.strip(), address)


def _is_same_site(target: str, address: str) -> bool:
    if not target or target.startswith("#") or _FILE.search(target):
        return False
    whole = absolute(target, address)
    if not whole:
        return ":" not in target.partition("/")[0]
    return hostname(whole) == hostname(address) != ""


# --- what is left without it ------------------------------------------------------------------------------------------


def _labels_links(page: _Kept, index: int, kept: set[int]) -> bool:
    """A few words over links that are no part of the article: `Related topics`."""
    if index < page.first or index + 1 >= len(page.blocks) or not is_label(page.blocks[index]):
        return False
    following = page.blocks[index + 1]
    gone = index + 1 not in kept or (index > page.last and is_link_list(following))
    return gone and following.linked > MOSTLY_LINKS


def _left_hanging(page: _Kept, staying: Sequence[int]) -> set[int]:
    """Headings, rules and `See also:` lines at the very end, over nothing."""
    return set(takewhile(lambda index: index > page.last and _announces(page.blocks[index]), reversed(staying)))


def _announces(block: PageBlock) -> bool:
    if block.role == "separator":
        return True
    colon = block.text.endswith((":", "："))
    return len(block.text) < 2 * LABEL and (colon or (block.role == "heading" and not ends_a_sentence(block.text)))
