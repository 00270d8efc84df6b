"""The frame of every page: its title, its policy, and the settings that all templates draw on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from markupsafe import escape

from sitegen.records.fields import ID
from sitegen.site.page_links import Link, href
from sitegen.site.render import render_page
from sitegen.site.view import Site

FileKind = Literal["page", "data", "feed", "asset", "redirect", "tombstone", "system", "search"]
"""`search`: what the search index is made from; not published."""

POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self' file:"
"""What a page's Content-Security-Policy lets a browser load: our style sheet and icon. `file:` is for
the form that leads to the search: on a disk Firefox does not take the site's other files for the page's own."""
CITING_POLICY = f"{POLICY}; script-src 'self'"
"""On a document's page also the script that copies citations."""
SEARCH_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'self' file:"
)
"""On the search page also our scripts, the index among them, and Pagefind's WebAssembly."""
RESERVED_PAGES = frozenset(
    {"index", "search", "timeline", "data", "404", "left-out", "articles", "outlets", "people", "events", "topics",
     "quotations", "stance", "tags"}
)  # fmt: skip
"""Names at the site's root that a note cannot have."""
_TITLE_LIMIT = 70
"""Characters of a page's title that windows and result lists show."""


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file of the site."""

    path: str
    """Relative to the site's root, with forward slashes."""
    content: bytes
    kind: FileKind


@dataclass(frozen=True, slots=True)
class LargeFile:
    """A file of the site that is written while it is put together, and is never in memory as a whole."""

    path: str
    pieces: Iterator[bytes]


class PlacedFiles(Protocol):
    """The files of the site that are planned already, by their paths."""

    def read(self, path: str) -> bytes:
        """What stands in one of them."""

    def measure(self, path: str) -> tuple[int, str]:
        """The size in bytes, and the SHA-256 in hexadecimal."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Files of the site that are planned together and need no other part."""

    files: Iterable[OutputFile]
    """Worked out where and when they are iterated."""
    made_from: bytes = b""
    """A digest of all that they depend on; empty where nobody keeps account of that."""


def plan_page(site: Site, path: str, template: str, title: str, **shown: object) -> OutputFile:
    """A page from its template. `title` is empty for the home page."""
    settings = site.archive.settings
    context = {
        "settings": settings,
        "path": path,
        "root": "../" * path.count("/"),
        "title": title,
        "head_title": _head_title(title, settings.title),
        "assets": site.theme.addresses,
        "policy": POLICY,
        "robots": settings.robots if settings.robots != "index" else "",
        "feed": "",
        "description": settings.description if path == "index.html" else "",
        "canonical": settings.base_url + href(path) if settings.base_url else "",
        "essays": [Link(note.title, href(f"{id}.html")) for id, note in site.archive.notes.items() if can_be_note(id)],
    }
    return OutputFile(path, render_page(site.theme, template, context | shown), "page")


def can_be_note(id: str) -> bool:
    """Whether a note can have a page under this name: of two that differ in case alone, one system keeps but one."""
    return id not in RESERVED_PAGES and bool(ID.fullmatch(id))


def _head_title(title: str, archive_title: str) -> str:
    """`Headline – Archive`; the archive's name only where there is room, the headline's end only where it fits."""
    short = title or archive_title
    whole = f"{title} – {archive_title}" if title else archive_title
    if _fits(whole) or _fits(short):
        return whole if _fits(whole) else short
    short = short[:_TITLE_LIMIT]
    while not _fits(short + " …"):
        short = short.rpartition(" ")[0] or short[:-1]
    return short + " …"


def _fits(title: str) -> bool:
    """Counted as validators count: with its signs escaped."""
    return len(escape(title)) <= _TITLE_LIMIT
