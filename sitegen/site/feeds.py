"""Atom feeds, the sitemap and robots.txt: for programs that follow the archive."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Sequence

from sitegen.dates import earliest
from sitegen.model import Document
from sitegen.records.permalinks import page_path
from sitegen.site.frame import OutputFile
from sitegen.site.page_links import href
from sitegen.site.view import Site, summary_of
from sitegen.site.wording import full_day, read_date

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold in any form."""
_UNDATED = "1970-01-01"
_NEWEST = 50
"""Entries in a feed at most: a feed tells what is new, `archive.json` holds everything."""
_SITEMAPS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_IN_A_SITEMAP = 50_000
"""Addresses in a sitemap at most, as the protocol at sitemaps.org has it."""


def format_atom(site: Site, title: str, path: str, page: str, documents: Sequence[Document]) -> bytes:
    """The feed at `path` of what `page` lists. Its dates come from the documents and the ledger, never from a clock."""
    newest = documents[:_NEWEST]
    root = "../" * path.count("/")
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{_text(title)}</title>",
        f"<id>{_feed_id(site, path)}</id>",
        f"<updated>{max((_updated(site, one) for one in newest), default=_UNDATED + 'T00:00:00Z')}</updated>",
        f"<author><name>{_text(site.archive.settings.title)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={_address(site, root, path)}/>',
        f'<link rel="alternate" type="text/html" href={_address(site, root, page)}/>',
        *_rights(site.archive.settings.rights),
        *(line for document in newest for line in _entry(site, root, document)),
        "</feed>",
        "",
    ]
    return "\n".join(lines).encode()


def _entry(site: Site, root: str, document: Document) -> Iterable[str]:
    path = page_path("document", document.id)
    yield f"<entry xml:lang={quote_xml(document.language)}>" if document.language else "<entry>"
    yield f"<title>{_text(document.title)}</title>"
    yield f"<id>{_feed_id(site, path)}</id>"
    yield f"<updated>{_updated(site, document)}</updated>"
    if day := full_day(document.date):
        yield f"<published>{day}T00:00:00Z</published>"
    yield f'<link rel="alternate" type="text/html" href={_address(site, root, path)}/>'
    yield from (f"<author><name>{_text(name)}</name></author>" for name in document.byline if name.strip())
    yield from _rights(document.rights)
    yield f"<summary>{_text(summary_of(document))}</summary>"
    yield "</entry>"


def _rights(statement: str) -> Iterator[str]:
    """Of a feed the archive's, of an entry that of its text, where it has one."""
    if statement:
        yield f"<rights>{_text(statement)}</rights>"


def _updated(site: Site, document: Document) -> str:
    """The document's own day; where it has none, the day its page was published; then the first day it may have."""
    value = read_date(document.date)
    first = earliest(value) if value else None
    day = full_day(document.date) or site.since.get(page_path("document", document.id)) or str(first or _UNDATED)
    return f"{day}T00:00:00Z"


def _feed_id(site: Site, path: str) -> str:
    """The public address where there is one, else a name-based UUID that stays the same wherever the copy lies."""
    settings = site.archive.settings
    if settings.base_url:
        return escape_xml(settings.base_url + href(path))
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.title}/{path}").urn


def _address(site: Site, root: str, path: str) -> str:
    return quote_xml((site.archive.settings.base_url or root) + href(path))


def _text(text: str) -> str:
    return escape_xml(_NOT_XML.sub("", text))


def plan_sitemaps(site: Site, pages: Sequence[str]) -> Iterator[OutputFile]:
    """The addresses of `pages`, unless search engines are to stay away. Sitemaps hold whole addresses, so that one is
    made only where the site's is known. More pages than one may hold stand in several, which the first leads to.
    """
    settings = site.archive.settings
    if not settings.base_url or settings.robots == "noindex":
        return
    parts = [pages[start : start + _IN_A_SITEMAP] for start in range(0, len(pages), _IN_A_SITEMAP)]
    if len(parts) == 1:
        yield _sitemap(site, "sitemap.xml", "urlset", "url", pages)
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield _sitemap(site, "sitemap.xml", "sitemapindex", "sitemap", names)
    for name, part in zip(names, parts, strict=True):
        yield _sitemap(site, name, "urlset", "url", part)


def _sitemap(site: Site, path: str, root: str, row: str, addresses: Iterable[str]) -> OutputFile:
    base = site.archive.settings.base_url
    rows = (f"<{row}><loc>{escape_xml(base + href(address))}</loc></{row}>" for address in addresses)
    lines = ['<?xml version="1.0" encoding="utf-8"?>', f"<{root} {_SITEMAPS}>", *rows, f"</{root}>", ""]
    return OutputFile(path, "\n".join(lines).encode(), "system")


def format_robots(site: Site) -> bytes:
    """robots.txt: everything is open, or with `robots: noindex` nothing is."""
    settings = site.archive.settings
    lines = ["User-agent: *", "Disallow: /" if settings.robots == "noindex" else "Allow: /"]
    if settings.base_url and settings.robots != "noindex":
        lines.append(f"Sitemap: {settings.base_url}sitemap.xml")
    return ("\n".join(lines) + "\n").encode()


# --- XML --------------------------------------------------------------------------------------------------------------
# As `xml.sax.saxutils` writes it, which would load the standard library's programs for the web and for mail.


def escape_xml(text: str) -> str:
    """As the text of an element."""
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")


def quote_xml(value: str) -> str:
    """An attribute's value in quotation marks, which are the double ones unless it holds such and no single ones."""
    escaped = escape_xml(value).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    if '"' in escaped and "'" not in escaped:
        return f"'{escaped}'"
    return '"' + escaped.replace('"', "&quot;") + '"'
