"""What a document's page tells machines about it: Dublin Core and PRISM for Zotero, JSON-LD for search engines."""

from __future__ import annotations

import json
import re

from markupsafe import Markup

from sitegen.model import Archive, Document
from sitegen.records.permalinks import page_path
from sitegen.site.page_links import href
from sitegen.site.reference import Reference
from sitegen.site.view import summary_of
from sitegen.site.wording import full_day, machine_date

_DC_TYPE = "newsItem"
"""Makes Zotero file the page as a newspaper article. Its other types lose the outlet or, as `interview`, the byline."""
_SCHEMA_TYPES = {"opinion": "OpinionNewsArticle", "analysis": "AnalysisNewsArticle"}
"""schema.org has words of its own for these kinds; the others are `NewsArticle` with a genre."""

_encode = json.JSONEncoder(ensure_ascii=False).encode
_JSON_SIGN = re.compile("[<>&\u2028\u2029]")
"""Written by its number, so that no text can end the script element it stands in."""


def meta_tags(document: Document, archive: Archive, reference: Reference) -> tuple[tuple[str, str], ...]:
    """Name and content of each meta tag, in order; names repeat where there are several values."""
    return tuple(
        (name, content)
        for name, content in (
            ("DC.title", reference.title),
            *(("DC.creator", author.inverted()) for author in reference.authors),
            ("DC.date", document.date),
            ("DC.language", document.language),
            ("DC.type", _DC_TYPE),
            ("DC.publisher", reference.publication),
            ("prism.publicationName", reference.publication),
            ("DC.rights", document.rights or archive.settings.rights),
            ("DC.identifier", _identifier(document, archive)),
            ("DC.relation.ispartof", archive.settings.base_url or archive.settings.title),
        )
        if content
    )


def open_graph(document: Document, archive: Archive, reference: Reference) -> tuple[tuple[str, str], ...]:
    """Property and content of each Open Graph tag."""
    return tuple(
        (name, content)
        for name, content in (
            ("og:type", "article"),
            ("og:title", reference.title),
            ("og:site_name", archive.settings.title),
            ("og:description", summary_of(document)),
            ("og:url", reference.archive_url),
            ("article:published_time", full_day(document.date)),
            ("article:section", document.section),
        )
        if content
    )


def json_ld(document: Document, archive: Archive, reference: Reference) -> Markup:
    """schema.org data for the page's script element, safe to stand in HTML."""
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": _SCHEMA_TYPES.get(document.kind, "NewsArticle"),
        "headline": reference.title,
        "genre": reference.genre,
        "author": [
            {"@type": "Person" if author.given else "Organization", "name": author.natural()}
            for author in reference.authors
        ],
        "datePublished": machine_date(document.date),
        "inLanguage": document.language,
        "publisher": {"@type": "Organization", "name": reference.publication} if reference.publication else {},
        "isBasedOn": document.url,
        "url": reference.archive_url,
        "isPartOf": {"@type": "Collection", "name": archive.settings.title},
        "about": [{"@type": "Thing", "name": topic} for topic in reference.topics],
    }
    present = {name: value for name, value in data.items() if value}
    return Markup(_JSON_SIGN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", _encode(present)))  # noqa: S704  # escaped here


def _identifier(document: Document, archive: Archive) -> str:
    path = href(page_path("document", document.id))
    return (archive.settings.base_url + path) if archive.settings.base_url else path
