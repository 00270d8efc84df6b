"""A document as something to cite: authors taken apart, title, publication, date, addresses."""

from __future__ import annotations

import re
from typing import NamedTuple

from sitegen.dates import Edtf
from sitegen.findings import unmarked
from sitegen.model import Archive, Document
from sitegen.records.permalinks import page_path
from sitegen.site.page_links import href, outlet_name, record_name
from sitegen.site.wording import KINDS, read_date

GENRES = {kind: words for kind, words in KINDS.items() if kind not in ("article", "analysis")}
"""Kinds that a citation names, because a reader would expect an article."""

_PARTICLES = frozenset({
    "al", "ap", "ben", "bin", "da", "dal", "de", "degli", "dei", "del", "della", "den", "der", "des", "di", "do",
    "dos", "du", "el", "ibn", "la", "le", "les", "lo", "mac", "ter", "van", "vom", "von", "y", "zu", "zum", "zur",
})  # fmt: skip
_ARTICLE = re.compile(r"(?:(?:al|el|ad|an|ar|as|ash|at|az)-|d[’'])(?=[A-ZÀ-Þ])")
"""What is written together with a family name: the Arabic article in Latin letters, `d’` of French and Italian."""
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_INSTITUTION = re.compile(
    r"\b(?:agency|agence|agentur|staff|editors?|editorial|desk|team|news|press|service|bureau|office|ministry|"
    r"correspondents?|reporters?|newsroom|redaktion|rédaction|редакция|редакція|агентство|служба|the)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:(?:by|автор:?)\s+|(?:von|par|por|di)\s+(?=\S+\s+\S))", re.IGNORECASE)
"""`Von` and `Di` before a single word are part of the name: Di Orr, von Trapp."""


class Author(NamedTuple):
    """A name as citations need it; `given` is empty where the name is an institution's or cannot be taken apart."""

    family: str
    given: str = ""
    particle: str = ""
    """`van der` or `al-`, in small letters: styles differ on its place. `Van` and `De` belong to the family name."""
    suffix: str = ""

    @property
    def surname(self) -> str:
        """The family name with its particle: `van der Berg`, `al-Hakim`."""
        return f"{self.particle}{' ' if self.particle[-1:].isalpha() else ''}{self.family}"

    def inverted(self) -> str:
        """`van der Berg, Ludwig, Jr.`, as lists are sorted."""
        return ", ".join(part for part in (self.surname, self.given, self.suffix) if part)

    def natural(self) -> str:
        """`Ludwig van der Berg Jr.`, as it is spoken."""
        return " ".join(part for part in (self.given, self.surname, self.suffix) if part)


class Reference(NamedTuple):
    """What a citation is made of, in any style."""

    key: str
    title: str
    supplied: bool
    """Whether the title is ours because the text bears none: citations put it in brackets."""
    authors: tuple[Author, ...]
    publication: str
    """The outlet's name; empty where unknown."""
    republished_in: str
    """Where the copy was taken from, if not from the outlet."""
    genre: str
    """Empty for plain articles."""
    date: Edtf | None
    date_as_written: str
    language: str
    url: str
    """Of the original; empty where unknown."""
    archive: str
    archive_url: str
    """Of our page; empty while the archive has no public address."""
    topics: tuple[str, ...]
    """By name; those without a record are left out."""


def refer_to(document: Document, archive: Archive) -> Reference:
    """Collect what is known; nothing is made up for what is not."""
    base = archive.settings.base_url
    publication = unmarked(outlet_name(archive, document))
    return Reference(
        key=document.id,
        title=unmarked(document.title),
        supplied=document.basis.get("title") == "inferred",
        authors=tuple(split_name(name, publication) for printed in document.byline if (name := unmarked(printed))),
        publication=publication,
        republished_in=unmarked(record_name(archive, "outlet", document.published_in)),
        genre=GENRES.get(document.kind, ""),
        date=read_date(document.date),
        date_as_written=unmarked(document.date),
        language=unmarked(document.language),
        url=unmarked(document.url),
        archive=unmarked(archive.settings.title),
        archive_url=base + href(page_path("document", document.id)) if base else "",
        topics=tuple(unmarked(archive.topics[one].name) for one in document.topics if one in archive.topics),
    )


def split_name(printed: str, publication: str = "") -> Author:
    """A byline as family and given name; whole where it is an institution, one word, or written without spaces.

    >>> split_name("By Ludwig van der Berg Jr.")
    Author(family='Berg', given='Ludwig', particle='van der', suffix='Jr.')
    """
    name = " ".join(printed.split())
    if opening := _BY.match(name):
        name = name[opening.end() :]
    if "," in name and name.count(",") == 1 and name.split(",")[1].strip().lower() not in _SUFFIXES:
        surname, _, given = name.partition(",")
        return _author(surname.split(), given.split())
    words = name.replace(",", " ").split()
    if len(words) < 2 or _INSTITUTION.search(name) or name.casefold() == publication.casefold():
        return Author(name)
    suffix = words.pop() if words[-1].lower() in _SUFFIXES and len(words) > 2 else ""
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return _author(words[start:], words[:start], suffix)


def _author(surname: list[str], given: list[str], suffix: str = "") -> Author:
    """Particles are words in small letters before the family name; a single capital is an initial: `J` is `J.`"""
    names = " ".join(f"{name}." if len(name) == 1 and name.isupper() else name for name in given)
    small = 0
    while small < len(surname) - 1 and surname[small].islower():
        small += 1
    family, particle = " ".join(surname[small:]), " ".join(surname[:small])
    if not particle and (article := _ARTICLE.match(family)):
        family, particle = family[article.end() :], article.group()
    return Author(family, names, particle, suffix)
