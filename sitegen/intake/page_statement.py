"""What a page states about its article for machines, in JSON-LD (schema.org)."""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from lxml.html import HtmlElement

from sitegen.intake.page_tree import page_title, strip_tags, tidy

_LONGEST_JSON = 2_000_000
_MOST_VALUES = 20
_ARTICLE_TYPES = re.compile(r"Article$|^BlogPosting$|^Report$|^LiveBlogPosting$|^Interview$|^PressRelease$")
_PAGE_TYPE = re.compile(r"^WebPage$")
_NOT_THE_PAGE = frozenset(
    "itemListElement hasPart mentions citation comment isPartOf review isBasedOn relatedLink associatedMedia image "
    "publisher author breadcrumb potentialAction video".split()
)

Item = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Statement:
    """The objects that describe the page's article and the page itself; empty where it has none."""

    article: Item = field(default_factory=dict)
    page: Item = field(default_factory=dict)
    names: Item = field(default_factory=dict)
    """The names of all objects that have an id, by it."""

    def values(self, key: str) -> Iterator[str]:
        """What the article is stated to have under `key`, without escapes."""
        return self._values(self.article, key)

    def page_values(self, key: str) -> Iterator[str]:
        """The same of the page."""
        return self._values(self.page, key)

    def _values(self, item: Item, key: str) -> Iterator[str]:
        return map(html.unescape, islice(_words(item.get(key), self.names), _MOST_VALUES))

    def paragraphs(self) -> list[str]:
        """The article's text; none where it is not stated."""
        body = self.article.get("articleBody")
        return strip_tags(html.unescape(body).replace("\n", "\n\n")) if isinstance(body, str) else []

    def word_count(self) -> int:
        """How many words the article is stated to have; 0 where it is not stated."""
        stated = str(self.article.get("wordCount", ""))
        return int(stated) if re.fullmatch("[0-9]{1,6}", stated) else 0

    def is_for_payment(self) -> bool:
        """Whether it is stated to be read by subscribers only."""
        return str(self.article.get("isAccessibleForFree", "")).casefold() == "false"


def read_statement(tree: HtmlElement) -> Statement:
    """What the page's JSON-LD says of its article."""
    items = list(_items(tree))
    names = {str(item["@id"]): item.get("name") for item in items if "@id" in item}
    page = next((item for item in items if _is_a(item, _PAGE_TYPE)), {})
    return Statement(_own_article(items, page_title(tree)), page, names)


def _own_article(items: Sequence[Item], title: str) -> Item:
    """Of several articles the one whose headline the page has as its title; else the first."""
    articles = [item for item in items if _is_a(item, _ARTICLE_TYPES)]
    own = (item for item in articles if (name := item.get("headline")) and tidy(str(name)).casefold() in title)
    return next(own, next(iter(articles), {}))


def _is_a(item: Item, types: re.Pattern[str]) -> bool:
    return any(types.search(name) for name in _words(item.get("@type"), {}))


def _items(tree: HtmlElement) -> Iterator[Item]:
    """The objects of the page's JSON-LD, outermost first, without those that describe something else than the page."""
    scripts = (script for script in tree.iter("script") if "ld+json" in (script.get("type") or "").lower())
    waiting = deque(_loaded(script.text or "") for script in scripts)
    for _ in range(5000):
        if not waiting:
            return
        item = waiting.popleft()
        if isinstance(item, list):
            waiting += item[:1000]
        elif isinstance(item, dict):
            yield item
            waiting += [entry for key, entry in item.items() if key not in _NOT_THE_PAGE]


def _loaded(text: str) -> object:
    text = text.strip().removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>")
    try:
        return json.loads(text, strict=False) if len(text) <= _LONGEST_JSON else None
    except (ValueError, RecursionError):
        return None


def _words(value: object, names: Item) -> Iterator[str]:
    """The strings that a JSON-LD value comes down to: itself, its name or address, or those of its entries.

    `names` are those of the objects that are only referred to: `{"@id": "https://example.org/#/person/7"}`.
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for entry in value[:_MOST_VALUES]:
            if not isinstance(entry, list):
                yield from _words(entry, names)
    elif isinstance(value, dict):
        given = (value.get("name"), names.get(str(value.get("@id"))), value.get("@id"), value.get("url"))
        yield next((name for name in given if isinstance(name, str)), "")
