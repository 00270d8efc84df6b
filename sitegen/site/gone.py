"""What stands where a page does not: redirects, tombstones, and the page for addresses that never were."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from sitegen.model import DocumentId, Permalink
from sitegen.records.permalinks import FOLDERS, current, page_path
from sitegen.site.frame import OutputFile, plan_page
from sitegen.site.view import Site, href
from sitegen.site.wording import date_words

_FIND_ROOT = f"""
(function () {{
  var root = location.pathname.replace(/\\/({"|".join(FOLDERS.values())})\\/[^\\/]*$/, '/').replace(/[^\\/]*$/, '');
  document.querySelectorAll('a:not([href^="#"])').forEach(function (link) {{
    link.href = root + link.getAttribute('href');
  }});
}})();
"""
"""For the page of unknown addresses: drops what follows the site's root from the address, and links from there."""


def plan_gone(site: Site) -> Iterator[OutputFile]:
    """Redirects from the ledger and from aliases, and tombstones of what was withdrawn."""
    gone = {path: link for path, link in current(site.archive.ledger).items() if link.status != "live"}
    for document in site.documents:
        for alias in document.aliases:
            path = page_path("document", alias)
            target = page_path("document", document.id)
            gone.setdefault(path, Permalink(path, "document", alias, "moved", target))
    for document in site.withdrawn:
        path = page_path("document", document.id)
        gone.setdefault(path, Permalink(path, "document", document.id, "withdrawn"))
    live = _live_pages(site)
    for path, link in sorted(gone.items()):
        if path not in live and path.endswith(".html"):
            yield _plan_redirect(site, link) if link.status == "moved" else _plan_tombstone(site, link)


def _live_pages(site: Site) -> frozenset[str]:
    """Where a page stands, whatever an older line of the ledger says."""
    archive = site.archive
    records = {
        "document": site.entries,
        "outlet": archive.outlets,
        "person": archive.people,
        "event": archive.events,
        "topic": archive.topics,
    }
    return frozenset(page_path(kind, id) for kind, ids in records.items() for id in ids)  # type: ignore[attr-defined]


def _plan_redirect(site: Site, link: Permalink) -> OutputFile:
    base = site.archive.settings.base_url
    page = plan_page(
        site, link.path, "redirect.html", "This page has moved",
        target=href(link.target), canonical=base + href(link.target) if base else "", robots="noindex",
    )  # fmt: skip
    return replace(page, kind="redirect")


def _plan_tombstone(site: Site, link: Permalink) -> OutputFile:
    """What stood there and why it went; only what an editor chose to say of it."""
    document = site.archive.documents.get(DocumentId(link.id)) if link.kind == "document" else None
    page = plan_page(
        site, link.path, "tombstone.html", "Withdrawn",
        title_was=document.title if document else "",
        because=document.withdrawn_because if document else "",
        since=date_words(link.since), robots="noindex",
    )  # fmt: skip
    return replace(page, kind="tombstone")


def plan_not_found(site: Site) -> OutputFile:
    """A server shows it at any depth, so it carries its style with it and links from the server's root.

    Where the site will be published is known from `base_url`; without it, a script of a line finds the site's root.
    """
    base, style = site.archive.settings.base_url, site.theme.assets["style.css"].decode()
    policy = f"default-src 'none'; style-src {_source_hash(style)}; img-src data:; base-uri 'none'"
    return plan_page(
        site, "404.html", "404.html", "Page not found",
        root=urlsplit(base).path, style=style, script="" if base else _FIND_ROOT, robots="noindex", canonical="",
        policy=policy if base else f"{policy}; script-src {_source_hash(_FIND_ROOT)}",
    )  # fmt: skip


def _source_hash(source: str) -> str:
    """An inline script or style as a Content-Security-Policy allows it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"
