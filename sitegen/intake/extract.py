"""Web pages and Markdown to text with structure and clues; nothing of them is executed, fetched or passed through."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml.html import HtmlElement
from markdown_it import MarkdownIt

from sitegen.drafts import Clue, Mark
from sitegen.intake.page_blocks import join_blocks, read_blocks
from sitegen.intake.page_tree import MAX_ELEMENTS, parse_page, strip_tags


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a marked-up capture says, and what it says about itself."""

    raw: str
    """Its text, blocks separated by blank lines."""
    marks: tuple[Mark, ...] = ()
    clues: tuple[Clue, ...] = ()
    problems: tuple[tuple[str, str, str], ...] = ()
    """Code, message and remedy of each finding."""


_LONGEST_MARKDOWN = 2_000_000
"""Characters: twice the length of a long novel, parsed in some ten seconds."""
SHELL = 300
"""Characters of a page that may be nothing but the frame around another one."""
_BARE = (
    "capture-bare",
    "It is too deep or too large to be taken apart; all its text was kept, without its structure.",
    "Save the article alone, for a page from a browser's reader view.",
)


def extract_html(page: str, address: str = "") -> Extracted:
    """Find a page's article: its text, headings, lists, quotations, captions, emphasis and links.

    `address` is the page's, where it is known from outside. What is article and what is not is trafilatura's
    judgement (A. Barbaresi, 2021), refined in `main_text`. Of a page that only frames another one, as SingleFile saves
    frames, the other's text is taken. A page without a usable tree gives its bare text.
    """
    tree = parse_page(page)
    if tree is None:
        return Extracted("\n\n".join(strip_tags(page)), problems=(_BARE,))
    extracted = _extract(page, tree, address)
    framed = max(tree.xpath("//iframe/@srcdoc | //frame/@srcdoc"), key=len, default="")
    if len(extracted.raw) >= SHELL or len(framed) < SHELL or (inner := parse_page(framed)) is None:
        return extracted
    within = _extract(framed, inner, address)
    if len(within.raw) < SHELL:
        return extracted
    return replace(within, clues=tuple(dict.fromkeys(extracted.clues + within.clues)))


def _extract(page: str, tree: HtmlElement, address: str) -> Extracted:
    from sitegen.intake.main_text import choose_main  # trafilatura takes a second to load
    from sitegen.intake.page_clues import find_clues, link_base, page_address
    from sitegen.intake.page_problems import find_problems
    from sitegen.intake.page_statement import read_statement

    elements = list(tree.iter())  # held, or lxml makes its Python objects anew for each walk
    stated = read_statement(tree)
    address = address or page_address(page, tree, stated)
    blocks = read_blocks(tree)
    chosen, places = choose_main(tree, blocks, stated.paragraphs(), address)
    clues = find_clues(page, tree, blocks, places, stated, address)
    del elements
    if not chosen:
        problem = ("capture-html-empty", "No text was found in the page.", "Save it again after it has loaded.")
        return Extracted("", clues=clues, problems=(problem,))
    raw, marks = join_blocks(chosen, link_base(tree, address))
    return Extracted(raw, marks, clues, tuple(find_problems(stated, blocks, places, raw)))


def extract_markdown(body: str) -> Extracted:
    """Read Markdown as text with marks. Raw HTML in it is text; tables, images and footnotes keep their words."""
    if len(body) > _LONGEST_MARKDOWN:
        return Extracted(body, problems=(_BARE,))
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    tree = parse_page(f"<html><body>{parser.render(body)}</body></html>", most_elements=10 * MAX_ELEMENTS)
    if tree is None:
        return Extracted(body, problems=(_BARE,))
    raw, marks = join_blocks(read_blocks(tree))
    return Extracted(raw, marks)
