"""The template that a page's paragraphs share, and what stands after its last use.

A content management system writes each part of a page by a template of its own, so that the paragraphs of an article
have the same kinds of elements around them, whatever these are called, and what is set under the text (a word on the
author, an offer, readers' comments, other stories) has others. So have the entries of a live report among each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from lxml.html import HtmlElement

from sitegen.intake.page_blocks import PageBlock
from sitegen.intake.page_prose import is_long

_SHARED = 0.8
"""The share of the prose that must be written by one template for others to be told from it."""
_IN_A_LINE = ("p", "li", "ul", "ol", "blockquote", "figure", "h2", "h3", "h4", "h5", "h6")
"""Elements that change from block to block within one text."""
_FIGURE = re.compile("[0-9]")
_APPENDED = re.compile(r"note|correct|clarif|erratum|amend|update|attribution", re.IGNORECASE)
_NOTICE = re.compile(
    r"\W{0,3}(?:corrections?|clarifications?|amendment|disclosures?|erratum|errata(?: corrige)?|editor[’']?s[’']? note|"
    r"(?:this|the) (?:article|story|report|piece|post|headline) (?:was|has been) (?:amended|changed|corrected|updated)|"
    r"an earlier version|korrektur|berichtigung|anmerkung der redaktion|anm\. d\. red|in einer früheren version|"
    r"rectificatif|note de la rédaction|ndlr|une version (?:précédente|antérieure)|corrección|fe de erratas|"
    r"fe de errores|nota del editor|rettifica|nota della redazione|retificação|nota da redação|"
    r"исправление|поправка|уточнение|от редакции|примечание редакции|виправлення|уточнення|від редакції|"
    r"sprostowanie|od redakcji|rättelse|rectificatie|düzeltme|تصحيح|تصويب|訂正|更正|編集部注|정정)(?!\w)",
    re.IGNORECASE,
)
"""How a text tells what was wrong with it, or whom it owes what, in the largest press languages."""
_FAMILY = 3
"""Paragraphs of prose that make a text."""

_Template = tuple[str, "_Template"] | None
"""What an element is called, and the template of the one around it."""


def find_after(blocks: Sequence[PageBlock], kept: Collection[int], prose: Collection[int]) -> set[int]:
    """Of the kept blocks those after the last one that is written by the template of most of the `prose`.

    None where no template has most of it. What is named a note, or refers back into the text, belongs to it, and so
    does a text of several long paragraphs in one element.
    """
    known: dict[HtmlElement, _Template] = {}
    templates = {index: _template(_place(blocks[index]), known) for index in sorted(kept)}
    weights: Counter[_Template] = Counter()
    for index in prose:
        weights[templates[index]] += len(blocks[index].text)
    main, weight = max(weights.items(), key=lambda item: item[1], default=(None, 0))
    last = max((index for index, template in templates.items() if template == main), default=0)
    before = sum(len(blocks[index].text) for index in prose if index <= last)
    if weight < _SHARED * before or 2 * weight < weights.total() or sum(templates[i] == main for i in prose) < 2:
        return set()
    after = {index for index in kept if index > last and not _is_appended(blocks[index])}
    texts = Counter(_place(blocks[index]) for index in after if is_long(blocks[index]))
    return {index for index in after if texts[_place(blocks[index])] < _FAMILY}


def find_entries(weights: Mapping[HtmlElement, int], total: int) -> frozenset[HtmlElement]:
    """Elements beside each other, written by one template, that hold most of a text between them.

    `weights` are how much of it each element holds, `total` is its length. An entry that holds nothing yet is one, too.
    """
    kin: dict[tuple[HtmlElement | None, str], list[int]] = {}
    for element, weight in weights.items():
        if element.tag not in _IN_A_LINE and element.get("class"):
            kin.setdefault((element.getparent(), _name(element)), []).append(weight)
    shared = [of for of, parts in kin.items() if len(parts) > 1 and 2 * sum(parts) > total]
    return frozenset(child for around, name in shared if around is not None for child in around if _name(child) == name)


def _place(block: PageBlock) -> HtmlElement | None:
    """The element whose lines a block and its neighbours are."""
    element = block.element
    while element is not None and element.tag in _IN_A_LINE:
        element = element.getparent()
    return element


def _template(element: HtmlElement | None, known: dict[HtmlElement, _Template]) -> _Template:
    """What an element and those around it are called; `known` holds those that were asked for."""
    if element is None:
        return None
    if element not in known:
        known[element] = _name(element), _template(element.getparent(), known)
    return known[element]


def _name(element: HtmlElement) -> str:
    """Its tag and classes; those with a number belong to one element (`post-8812`), unless it has no others."""
    names = element.get("class", "")[:500].split()
    of_all = [name for name in names if not _FIGURE.search(name)]
    return " ".join((element.tag, *(of_all or names)))


def _is_appended(block: PageBlock) -> bool:
    """A footnote, or a word on what was corrected or is to be known, by its wording or its element's name."""
    if _NOTICE.match(block.text):
        return True
    if block.element is None or any(mark.kind == "link" and mark.value.startswith("#") for mark in block.marks):
        return True
    around = (block.element, block.element.getparent())
    return any(_APPENDED.search(element.get("class", "")) for element in around if element is not None)
