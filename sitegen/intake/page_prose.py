"""How a block of a page reads: as prose, as a label, as a link to another page."""

from __future__ import annotations

import re

from sitegen.intake.page_blocks import PageBlock
from sitegen.intake.page_margins import MOSTLY_LINKS

LABEL = 40
"""Characters of a block that only names what follows."""
_PROSE = 100
"""Characters of a block that is prose by its length alone."""
_SENTENCE = 30
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_RIGHTS = ("©", "(c)", "(C)", "Copyright")
_STOPS = (".", "!", "?", "…", "。", "！", "？", "।", "؟")


def width(text: str) -> int:
    """Its length in Latin letters: a Chinese or Japanese sign says what three of them say."""
    return len(text) + 2 * len(_WIDE.findall(text))


def ends_a_sentence(text: str) -> bool:
    """Whether a stop ends it, perhaps within quotation marks or brackets."""
    return text.rstrip("”’\"'»)）」』").endswith(_STOPS)


def is_long(block: PageBlock) -> bool:
    """Whether it is prose by its length alone."""
    return width(block.text) >= _PROSE


def is_prose(block: PageBlock) -> bool:
    """A paragraph or quotation long enough for a sentence or two, or a shorter one that ends as a sentence does."""
    text = block.text
    if block.linked > MOSTLY_LINKS or block.role in ("heading", "caption", "separator") or text.startswith(_RIGHTS):
        return False
    return is_long(block) or (width(text) >= _SENTENCE and ends_a_sentence(text))


def is_label(block: PageBlock) -> bool:
    """A few words that are no sentence: `Related topics`."""
    return width(block.text) < LABEL and not ends_a_sentence(block.text)


def is_link_list(block: PageBlock) -> bool:
    """A block that is all links: an item or a heading that is one, or several in a line, as in a menu."""
    return block.linked > MOSTLY_LINKS and (block.role in ("item", "heading") or block.links > 1) and block.value != "1"
