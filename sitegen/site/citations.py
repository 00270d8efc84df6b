"""Citations in words: APA 7, MLA 9, Chicago 18 (bibliography).

The styles follow their manuals for a press item read on the web: the original is cited, and the archive whose copy
was consulted is named after it. The date of access is the reader's to add. What is unknown is said in the style's own
way (`n.d.`) or left out, never filled in. `tests/test_citation_styles.py` holds them against citeproc-js.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from sitegen.model import Archive, Document
from sitegen.site.citation_dates import Style, write_date
from sitegen.site.directions import END_ISOLATE, ISOLATE, isolated, without_isolates
from sitegen.site.reference import Author, Reference, refer_to

STYLES: dict[Style, str] = {"apa": "APA", "mla": "MLA", "chicago": "Chicago"}

Part = tuple[str, bool]
"""Words of a citation, and whether they are in italics."""


def format_citation(document: Document, archive: Archive, style: Style) -> str:
    """The document's citation as plain text."""
    printed = as_printed(refer_to(document, archive))
    return without_isolates("".join(words for words, _ in _STYLE_TABLE[style](printed)))


def render_citations(reference: Reference) -> dict[Style, Markup]:
    """The same in all styles, with titles in italics and addresses as links; `reference` is one `as_printed`."""
    addresses = (reference.url, reference.archive_url)
    return {style: _render(cite(reference), addresses) for style, cite in _STYLE_TABLE.items()}


def format_note(reference: Reference) -> str:
    """As a footnote in Chicago's style names what `reference`, one `as_printed`, refers to, up to where the place in it
    follows.
    """
    names = [author.natural() for author in reference.authors]
    title = _quote_title(reference, _CHICAGO_SMALL, ",")
    authors = f"{names[0]} et al." if len(names) > 2 else " and ".join(names)
    date = write_date(reference.date, "chicago") or "n.d."
    opening = " ".join(part for part in (authors and f"{authors},", title, reference.publication) if part)
    return without_isolates(f"{opening}, {date}" if reference.publication else f"{opening} {date}")


def _render(parts: Iterable[Part], addresses: Collection[str]) -> Markup:
    return Markup("".join([_render_part(*part, addresses) for part in parts if part[0]]))  # noqa: S704  # escaped


def _render_part(words: str, italic: bool, addresses: Collection[str]) -> str:
    """A link only of the document's own `addresses`: what it is called, or who wrote it, may look like one."""
    shown = escape(words)
    if not italic and words in addresses and words.startswith(("https://", "http://")):
        return f'<a rel="external" href="{shown}">{shown}</a>'
    if ISOLATE in words:
        shown = shown.replace(ISOLATE, Markup("<bdi>")).replace(END_ISOLATE, Markup("</bdi>"))
    return f"<cite>{shown}</cite>" if italic else shown


def _apa(reference: Reference) -> list[Part]:
    """An institution that publishes its own words is named once, as their author (APA 9.24)."""
    date = write_date(reference.date, "apa") or "n.d."
    genre = f" [{reference.genre}]" if reference.genre else ""
    title = _QUOTED.sub(r"“\1”", reference.title)
    title = _ended((f"[{title}]" if reference.supplied else title) + genre)
    authors = _ended(_apa_authors(reference.authors))
    opening = f"{authors} ({date}). {title}" if authors else f"{title} ({date})."
    own = [author.natural() for author in reference.authors] == [without_isolates(reference.publication)]
    named = reference.publication and not own
    publication: list[Part] = [(" ", False), *_ended_title(reference.publication)] if named else []
    return [(opening, False), *publication, *_republished(reference), *_addresses(reference)]


def _mla(reference: Reference) -> list[Part]:
    authors = _ended(_list_authors(reference.authors, Author.inverted, limit=2, shown=1))
    parts: list[Part] = [(f"{authors} " if authors else "", False), (_quote_title(reference, _MLA_SMALL), False)]
    details = ((reference.publication, True), (write_date(reference.date, "mla"), False), (reference.url, False))
    container = [detail for detail in details if detail[0]]
    for number, detail in enumerate(container):
        parts += [(", " if number else " ", False), detail]
    parts.append(("." if container else "", False))
    parts.append((f" {reference.genre}." if reference.genre else "", False))
    return [*parts, *_republished(reference), *_archived(reference, " ", ".")]


def _chicago(reference: Reference) -> list[Part]:
    """Where nobody is named, the newspaper stands in the author's place."""
    authors = _ended(_list_authors(reference.authors, _chicago_inverted, limit=6, shown=3))
    date = _ended(write_date(reference.date, "chicago") or "n.d.")
    genre = f" {reference.genre}." if reference.genre else ""
    title = f"{_quote_title(reference, _CHICAGO_SMALL)}{genre}"
    parts: list[Part]
    if authors and reference.publication:
        parts = [(f"{authors} {title} ", False), (reference.publication, True), (f", {date}", False)]
    elif reference.publication:
        parts = [*_ended_title(reference.publication), (f" {title} {date}", False)]
    else:
        parts = [(f"{authors} {title} {date}".lstrip(), False)]
    return [*parts, *_republished(reference), *_addresses(reference, ".")]


def as_printed(reference: Reference) -> Reference:
    """Its names as printed matter has them: `Won't` as `Won’t`; those from right to left kept apart."""
    return reference._replace(
        title=isolated(_APOSTROPHE.sub("’", reference.title)),
        publication=isolated(_APOSTROPHE.sub("’", reference.publication)),
        republished_in=isolated(_APOSTROPHE.sub("’", reference.republished_in)),
        archive=isolated(reference.archive),
    )


_STYLE_TABLE: dict[Style, Callable[[Reference], list[Part]]] = {"apa": _apa, "mla": _mla, "chicago": _chicago}


# --- where it was published and where it is kept ----------------------------------------------------------------------


def _republished(reference: Reference) -> list[Part]:
    if not reference.republished_in:
        return []
    return [(" Republished in ", False), *_ended_title(reference.republished_in)]


def _ended_title(title: str) -> list[Part]:
    return [(title, True), ("" if without_isolates(title).endswith(_ENDS) else ".", False)]


def _addresses(reference: Reference, end: str = "") -> list[Part]:
    """The original's address, then the archive that holds the copy; `end` closes an address (APA leaves it open)."""
    original: list[Part] = [(" ", False), (reference.url, False)] if reference.url else []
    return [*original, *_archived(reference, ". Archived in " if reference.url else " Archived in ", end)]


def _archived(reference: Reference, opening: str, end: str) -> list[Part]:
    parts: list[Part] = [(opening, False), (reference.archive, True)]
    if not reference.archive_url:
        return [*parts, (".", False)]
    return [*parts, (", ", False), (reference.archive_url, False), (end, False)]


# --- authors ----------------------------------------------------------------------------------------------------------


def _apa_authors(authors: tuple[Author, ...]) -> str:
    names = [
        isolated(", ".join(part for part in (author.surname, _initials(author.given), author.suffix) if part))
        for author in authors
    ]
    if len(names) > 20:
        return ", ".join(names[:19]) + f", … {names[-1]}"
    return ", ".join(names[:-1]) + f", & {names[-1]}" if len(names) > 1 else "".join(names)


def _initials(given: str) -> str:
    """`Jean-Paul M.` to `J.-P. M.`"""
    return " ".join("-".join(part[0] + "." for part in word.split("-") if part) for word in given.split())


def _list_authors(authors: tuple[Author, ...], invert: Callable[[Author], str], *, limit: int, shown: int) -> str:
    """The first inverted; of more than `limit` only those `shown`, with `et al.`"""
    if not authors:
        return ""
    names = [isolated(name) for name in (invert(authors[0]), *(author.natural() for author in authors[1:]))]
    if len(names) > limit:
        return f"{', '.join(names[:shown])}, et al."
    return f"{', '.join(names[:-1])}, and {names[-1]}" if len(names) > 1 else names[0]


def _chicago_inverted(author: Author) -> str:
    """A particle goes with the given names: `Berg, Ludwig van der`."""
    given = f"{author.given} {author.particle}".strip()
    return ", ".join(part for part in (author.family, given, author.suffix) if part)


# --- titles -----------------------------------------------------------------------------------------------------------

_CHICAGO_SMALL = frozenset(
    "a an and as at but by down for from in into like near nor of off on onto or over past per so than the till to up "
    "upon v via vs with yet".split()
)
_MLA_SMALL = _CHICAGO_SMALL | frozenset(
    "about above across after against along among around before behind below beneath beside between beyond despite "
    "during except inside outside since through throughout toward towards under underneath until within "
    "without".split()
)
"""MLA leaves every preposition small, Chicago those of up to four letters."""
_QUOTED = re.compile(r'["“„]([^"“”„]*)["”“]')
_QUOTED_WITHIN = re.compile(r"‘([^‘’]*)’(?!\w)")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_WORD = re.compile(r"[\w’'.]+")
_ENDS = (".", "!", "?", "…")
_CLOSING = '”"’'


def _quote_title(reference: Reference, small: frozenset[str], end: str = ".") -> str:
    """A title in quotation marks with its end inside; marks within it become single ones, double again within those."""
    if reference.supplied:
        return f"[{reference.title}]{end}"
    english = reference.language.partition("-")[0] == "en"
    title = _capitalise_headline(reference.title, small) if english else reference.title
    inner = _QUOTED.sub(lambda found: "‘" + _QUOTED_WITHIN.sub(r"“\1”", found[1]) + "’", title)
    return f"“{_ended(inner, end)}”"


@lru_cache(maxsize=8)
def _capitalise_headline(title: str, small: frozenset[str]) -> str:
    """Principal words, the first and the last get a capital, as both manuals ask of English titles; none loses one.

    A document's citation and the note on it ask for the same, one after the other.
    """
    words = list(_WORD.finditer(title))
    parts, done = [], 0
    for number, word in enumerate(words):
        plain = word.group().strip("’'.")
        if plain.islower() and "." not in plain:
            between = title[done : word.start()]
            principal = plain not in small or number in (0, len(words) - 1)
            if principal or between.rstrip().endswith((":", "?", "!", "—")):
                parts += [between, word.group().replace(plain, plain[0].upper() + plain[1:], 1)]
                done = word.end()
    return "".join([*parts, title[done:]])


def _ended(text: str, end: str = ".") -> str:
    """With `end`, inside a closing quotation mark, unless it ends with a sign of its own."""
    inner = text.rstrip(_CLOSING)
    if not inner or without_isolates(inner).endswith(_ENDS):
        return text
    closing = text[len(inner) :]
    return f"{inner}{end}{closing}" if closing != "’" or "‘" in inner else f"{text}{end}"
