"""What a page says about itself in its markup: clues for title, date, outlet and the rest, each with its place.

Clues are strings as found, in the order in which they deserve trust: what the publisher states for machines first,
what has to be read out of the page's look last. Nothing is judged, completed or made more exact here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from lxml.html import HtmlElement

from sitegen.drafts import Clue
from sitegen.intake.head_lines import read_byline
from sitegen.intake.months import PUBLISHED
from sitegen.intake.page_blocks import PageBlock
from sitegen.intake.page_margins import is_of_readers
from sitegen.intake.page_statement import Statement
from sitegen.intake.page_tree import LONGEST, page_title, tidy
from sitegen.intake.web_address import absolute, hostname

_META: dict[str, tuple[str, ...]] = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "headline"),
    "date": (
        "article:published_time", "article:published", "og:published_time", "og:article:published_time",
        "datepublished", "dc.date.issued",
        "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "dc.date.created", "pubdate",
        "pub_date", "publishdate", "publish-date", "publish_date", "published", "publication_date", "published_time",
        "published-date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "article.published",
        "originalpublicationdate", "article_date_original", "rnews:datepublished", "prism.publicationdate", "date",
        "displaydate", "article:create_at", "datecreated",
    ),
    "modified": (
        "article:modified_time", "article:modified", "og:updated_time", "og:modified_time", "datemodified",
        "dcterms.modified", "dc.date.modified", "last-modified", "lastmod", "updated_time", "revised",
        "article.updated",
    ),
    "outlet": ("og:site_name", "publisher", "dc.publisher", "dcterms.publisher", "application-name", "cre"),
    "url": ("og:url", "parsely-link", "twitter:url"),
    "language": ("content-language", "dc.language", "dcterms.language", "language", "og:locale", "inlanguage"),
    "byline": ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl"),
    "section": ("article:section", "parsely-section", "section", "articlesection", "category"),
    "kind": ("og:type",),
    "rights": ("dcterms.rights", "dc.rights", "copyright", "license", "rights"),
}  # fmt: skip
"""The names of meta tags (also of `itemprop`) for each field, the more trustworthy ones first."""
_META_FIELDS = {name: (field, rank) for field, names in _META.items() for rank, name in enumerate(names)}

_JSON_LD: tuple[tuple[str, str], ...] = (
    ("title", "headline"),
    ("date", "datePublished"),
    ("modified", "dateModified"),
    ("outlet", "publisher"),
    ("byline", "author"),
    ("section", "articleSection"),
    ("language", "inLanguage"),
    ("url", "mainEntityOfPage"),
    ("url", "url"),
    ("rights", "license"),
    ("rights", "copyrightNotice"),
    ("kind", "@type"),
)
_JSON_LD_OF_PAGE = (("date", "datePublished"), ("modified", "dateModified"))
_SAVED_FROM = re.compile(r"saved from url=\([0-9]{1,6}\)(\S{1,2000})")
_SINGLE_FILE = re.compile(r"Page saved with SingleFile\s+url:\s*(\S{1,2000})\s+saved date:\s*([^\r\n]{1,100})")
_DATED_CLASS = re.compile(
    r"date|time|publi|posted|submitted|byline|meta|stamp|fecha|datum|(?:^|[\s_-])data(?:$|[\s_-])|zeit|heure|veröff",
    re.IGNORECASE,
)
_ACCOUNTS = frozenset({"admin", "administrator", "super user", "webmaster", "root"})
"""What content management systems call whoever set them up."""
_AUTHOR_CLASS = re.compile(
    r"(?:^|\s)(?:by-?line|(?:by-?line|article|post|entry|story)?(?:-|_)*(?:author|autor|auteur)(?:(?:-|_)+name)?|by-?line(?:-|_)+name)(?:\s|$)",
    re.IGNORECASE,
)
_OTHER_TEXT = re.compile(r"/(?:Review|Comment|Answer)$")
_MOST_AUTHORS = 4
"""More names are a list of other articles."""
_POST_DATE = re.compile(
    r"(?:^|\s)(?:submitted|published|posted[-_]on|(?:entry|post|article|publish(?:ed)?)[-_]?date|date[-_]?published)(?:\s|$)",
    re.IGNORECASE,
)
_DATED_PATH = re.compile(r"/((?:19|20)[0-9]{2}[/-](?:0[1-9]|1[0-2])(?:[/-](?:0[1-9]|[12][0-9]|3[01]))?)(?=[/-])")
_TITLE_CLASS = re.compile(r"(?:entry|post|article|story|content|news|page)[-_]{0,2}(?:title|headline)", re.IGNORECASE)
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_TITLE_SIGN = re.compile(r"\s[|«»‹›·•–—-]\s|: ")
_TITLE = 10
"""Characters of a heading that is too long to stand in the title by chance."""
_NEAR = 10
"""Blocks above the text and into it among which its headline is looked for."""
_FOOT, _FOOT_LINE = 10, 320
"""Blocks under the text, and characters of a line, that may say when it was published."""
_DIGIT_IN_WORDS = re.compile(r"[0-9]")


def find_clues(
    page: str,
    tree: HtmlElement,
    blocks: Sequence[PageBlock],
    text: Sequence[int],
    stated: Statement,
    address: str = "",
) -> tuple[Clue, ...]:
    """Everything that the page states about itself.

    `blocks` are the page's, `text` the indexes of those that are its article, `stated` is what its JSON-LD says,
    `address` is its own, if known.
    """
    headline = find_headline(tree, blocks, text[0] if text else len(blocks))
    clues = [
        *_from_json_ld(stated),
        *_from_meta(tree),
        *_from_itemprops(tree),
        *_from_links(tree),
        *_from_saving(page[:4096]),
        *_from_headings(tree, _find_title_line(tree, blocks[: (text[0] if text else 0) + _NEAR])),
        *_from_look(tree, blocks[headline].element if headline is not None else None),
        *_from_lines(blocks, headline, text),
        *_from_authors(tree),
    ]
    if text and not any(clue.name == "date" and clue.value.strip() for clue in clues):
        clues += [*_from_foot(blocks[text[-1] + 1 : text[-1] + 1 + _FOOT]), *_from_name(tree)]
    clues += _from_address(address)
    tidied = (Clue(clue.name, tidy(clue.value), clue.where) for clue in clues if _is_plausible(clue.name, clue.value))
    return tuple(dict.fromkeys(clue for clue in tidied if clue.value))


def page_address(page: str, tree: HtmlElement, stated: Statement) -> str:
    """The page's own address as it states it; empty if it states none that is whole."""
    clues = chain(_from_links(tree), _from_saving(page[:4096]), _from_meta(tree), _from_json_ld(stated))
    return next((whole for clue in clues if clue.name == "url" and (whole := absolute(clue.value, ""))), "")


def link_base(tree: HtmlElement, address: str) -> str:
    """The address that the page's relative links start from: its `<base>`, or its own."""
    base = tree.find(".//base[@href]")
    return (absolute(base.get("href", ""), address) if base is not None else "") or address


# --- stated for machines ----------------------------------------------------------------------------------------------


def _from_json_ld(stated: Statement) -> Iterator[Clue]:
    """The page's article as its JSON-LD describes it; of a page that describes none, the days of the page itself."""
    for field, key in _JSON_LD if stated.article else _JSON_LD_OF_PAGE:
        for value in stated.values(key) if stated.article else stated.page_values(key):
            yield Clue(field, value, f"json-ld {key}")


def _from_meta(tree: HtmlElement) -> list[Clue]:
    found: list[tuple[int, Clue]] = []
    for element in islice(tree.iter("meta"), 500):
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip()
            field, rank = _META_FIELDS.get(name.lower(), ("", 0))
            if field:
                found.append((rank, Clue(field, element.get("content") or "", f"meta {name}")))
    return [clue for _, clue in sorted(found, key=lambda pair: pair[0])]


def _is_plausible(field: str, value: str) -> bool:
    """Profile pages (`https://www.facebook.com/…`), handles, accounts, anchors and code stand where names belong."""
    name = value.strip().casefold()
    return field not in ("byline", "outlet") or not (name in _ACCOUNTS or name.startswith(("http", *"@#{[<")))


def _from_itemprops(tree: HtmlElement) -> Iterator[Clue]:
    for element in islice(tree.iterfind(".//*[@itemprop]"), 300):
        name = element.get("itemprop", "")
        field = {"datepublished": "date", "datemodified": "modified", "headline": "title"}.get(name.lower())
        if field and element.tag != "meta" and not _is_beside(element):
            stated = element.get("datetime") or element.get("content") or element.get("title")
            value = stated or element.text_content()[:200]
            yield Clue(field, value, f"itemprop {name}")


def _from_links(tree: HtmlElement) -> Iterator[Clue]:
    for element in islice(tree.iter("link", "a"), 5000):
        relations = (element.get("rel") or "").lower().split()
        href = element.get("href") or ""
        if "canonical" in relations and element.tag == "link":
            yield Clue("url", absolute(href, ""), "link canonical")
        elif "license" in relations:
            yield Clue("rights", href, "link license")
    if language := tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"):
        yield Clue("language", language, "html lang")


def _from_saving(opening: str) -> Iterator[Clue]:
    """What browsers and SingleFile write into the pages that they save."""
    if match := _SINGLE_FILE.search(opening):
        yield Clue("url", match[1], "SingleFile")
        yield Clue("retrieved", match[2], "SingleFile")
    elif match := _SAVED_FROM.search(opening):
        yield Clue("url", match[1], "saved from url")


def _from_address(address: str) -> Iterator[Clue]:
    if host := hostname(address):
        yield Clue("outlet", host, "host of the address")
    if match := _DATED_PATH.search(address):
        yield Clue("date", match[1].replace("/", "-"), "path of the address")


# --- read out of the page ---------------------------------------------------------------------------------------------


def _from_headings(tree: HtmlElement, title_line: str) -> Iterator[Clue]:
    """`title_line`: the headline by the page's title, if that tells; an `<h1>` that is the rest is the site's name."""
    if title_line:
        yield Clue("title", title_line, "line in the title element")
    headings = tree.iter("h1", "h2", "h3")
    named = next((h for h in headings if _TITLE_CLASS.search(h.get("class", "")) and not _is_beside(h)), None)
    if named is not None:
        yield Clue("title", named.text_content()[: 4 * LONGEST], f"{named.tag} named as the title")
    headline = next((h for h in tree.iter("h1") if h.text_content().strip() and not _is_beside(h)), None)
    words = tidy(headline.text_content()) if headline is not None else ""
    if words and (not title_line or words == title_line or words.casefold() not in page_title(tree)):
        yield Clue("title", words, "h1")
    title = tree.find(".//head/title")
    if title is not None and title.text:
        yield Clue("title", title.text, "title element")


def _find_title_line(tree: HtmlElement, blocks: Sequence[PageBlock]) -> str:
    """The line that is the greater part of the page's title, beside the site's name, whatever its element is."""
    parts = _TITLE_SIGN.split(page_title(tree))
    lines = (tidy(block.text) for block in blocks if len(parts) > 1 and len(block.text) >= _TITLE)
    return next((line for line in lines if line.casefold() in parts and is_title(tree, line)), "")


def find_headline(tree: HtmlElement, blocks: Sequence[PageBlock], start: int) -> int | None:
    """The article's headline: a heading that is the page's title too, else an `<h1>`, else one over the text.

    `start` is where the text begins, the number of blocks if that is not known. Gives an index in `blocks`.
    """
    headings = [i for i, block in enumerate(blocks[: start + _NEAR]) if block.role == "heading"]
    title = page_title(tree)
    titled = [i for i in headings if len(blocks[i].text) >= _TITLE and tidy(blocks[i].text).casefold() in title]
    first = [i for i in headings if blocks[i].value == "1"]
    over = [i for i in headings[::-1] if start - _NEAR < i <= start]
    return next(chain((i for i in titled if blocks[i].value == "1"), titled, first, over), None)


def is_title(tree: HtmlElement, heading: str) -> bool:
    """Whether a heading is most of the page's title: `Ferry runs again` of `Ferry runs again | Bay Herald`."""
    title = page_title(tree)
    return 2 * len(heading) >= len(title) and tidy(heading).casefold() in title


def _from_look(tree: HtmlElement, headline: HtmlElement | None) -> Iterator[Clue]:
    """Dates that a reader sees near the headline: `<time>`, and short dated lines by the page's class names."""
    start = headline if headline is not None else tree.find(".//article")
    for element in islice(_near(start), 400):
        if not isinstance(element.tag, str) or _is_beside(element):
            continue
        if element.tag == "time":
            if element.get("datetime"):
                yield Clue("date", element.get("datetime", ""), "time datetime")
            if words := element.text_content()[:200].strip():
                yield Clue("date", words, "time")
        elif _DATED_CLASS.search(f"{element.get('class', '')} {element.get('id', '')}"):
            words = " ".join(element.text_content()[:200].split())
            if 6 <= len(words) <= 80 and _DIGIT_IN_WORDS.search(words):
                yield Clue("date", words, "beside the headline")


def _from_lines(blocks: Sequence[PageBlock], headline: int | None, text: Sequence[int]) -> Iterator[Clue]:
    """Short lines with a year just above or below the headline: all the date that a page without classes has."""
    if headline is None:
        return
    for block in blocks[max(headline - 2, 0) : max(headline + 5, *text[:1], 0)]:
        if block.role in ("paragraph", "heading") and len(block.text) <= 80 and _YEAR.search(block.text):
            yield Clue("date", block.text, "beside the headline")


def _from_foot(blocks: Sequence[PageBlock]) -> Iterator[Clue]:
    """A line under the text that says when it was published: `Posted by Jane Doe on 16 August 2024 at 14:48`."""
    for block in blocks:
        words = block.text.casefold()
        stamped = len(words) <= _FOOT_LINE and _YEAR.search(words) and any(stem in words for stem in PUBLISHED)
        if stamped and block.role == "paragraph" and not is_of_readers(block, frozenset()):
            yield Clue("date", block.text, "under the text")


def _from_name(tree: HtmlElement) -> Iterator[Clue]:
    """What is named the date of a post, wherever it stands, if the page has only one: `<div class="submitted">`."""
    named = (e for e in islice(tree.iterfind(".//*[@class]"), 20_000) if _POST_DATE.search(e.get("class", "")))
    lines = {tidy(e.get("title") or e.text_content()[:200]) for e in islice(named, 20) if not _is_beside(e)}
    if len(lines) == 1 and _YEAR.search(line := lines.pop()):
        yield Clue("date", line, "named as its date")


def _from_authors(tree: HtmlElement) -> Iterator[Clue]:
    """Who the page marks as its author: `<a rel="author">`, `itemprop="author"`, `<p class="byline">`."""
    marked: dict[str, dict[str, None]] = {"rel author": {}, "class of a byline": {}, "itemprop author": {}}
    for element in islice(tree.iterfind(".//*[@class]"), 20_000):
        if _AUTHOR_CLASS.search(element.get("class", "")):
            marked["class of a byline"] |= dict.fromkeys(_name_in(element))
    for element in islice(chain(tree.iterfind(".//a[@rel]"), tree.iterfind(".//*[@itemprop]")), 5000):
        kind = "rel" if element.get("rel") is not None else "itemprop"
        if "author" in element.get(kind, "").lower().split():
            marked[f"{kind} author"] |= dict.fromkeys(_name_in(element))
    for where, names in marked.items():
        if len(names) <= _MOST_AUTHORS:
            yield from (Clue("byline", name, where) for name in names)


def _name_in(element: HtmlElement) -> Iterator[str]:
    """The name that is all an element says, or all after the word for "by"; none in margins and readers' posts."""
    named = element.find(".//*[@itemprop='name']")
    words = " ".join((element if named is None else named).text_content()[:200].split())
    name = read_byline(words) or read_byline(f"by {words}")
    of_others = _is_beside(element) or is_of_readers(PageBlock("paragraph", words, element=element), frozenset())
    reviews = any(_OTHER_TEXT.search(outer.get("itemtype", "")) for outer in element.iterancestors())
    if name and words.endswith(name) and not of_others and not reviews:
        yield name


def _near(start: HtmlElement | None) -> Iterator[HtmlElement]:
    """The elements of what stands before the headline, of itself and of what follows, in order."""
    if start is None:
        return
    before = start.getprevious()
    if before is not None:
        yield from before.iter()
    yield from start.iter()
    current = start
    while current is not None and current.tag != "body":
        for sibling in current.itersiblings():
            yield from sibling.iter()
        current = current.getparent()


def _is_beside(element: HtmlElement) -> bool:
    """Whether it stands in a page's margins, in a list of other articles or in a post of somebody else."""
    return next(element.iterancestors("nav", "aside", "footer", "li", "blockquote"), None) is not None
