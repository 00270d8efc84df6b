"""What stands where a page does not: redirects, tombstones, and the page for addresses that never were."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from sitegen.model import Document, DocumentId, EventId, Passage, Permalink
from sitegen.records.files import document_name
from sitegen.records.list_parts import part_path
from sitegen.records.permalinks import FOLDERS, find_addresses
from sitegen.site.annotations import format_annotations
from sitegen.site.compare_page import compare_path
from sitegen.site.downloads import plan_lists, plan_texts
from sitegen.site.frame import POLICY, OutputFile, plan_page
from sitegen.site.json_text import format_json
from sitegen.site.page_links import Link, href, page_link
from sitegen.site.view import Site

_FIND_ROOT = f"""
(function () {{
  var root = location.pathname.replace(/\\/({"|".join(FOLDERS.values())})\\/[^\\/]*$/, '/').replace(/[^\\/]*$/, '');
  document.querySelectorAll('a:not([href^="#"])').forEach(function (link) {{
    link.href = root + link.getAttribute('href');
  }});
}})();
"""
"""For the page of unknown addresses: drops what follows the site's root from the address, and links from there."""


_KEEP_PLACE = """
if (location.hash) location.replace(document.currentScript.dataset.target + location.hash);
"""
"""For redirects: an address of a paragraph (`old.html#p7`) leads to that paragraph, which a refresh alone forgets."""


def gather_older_addresses(site: Site) -> dict[str, list[str]]:
    """By the path of a page, the addresses that it had before."""
    older: dict[str, list[str]] = {}
    for path, link in sorted(_gone(site).items()):
        if link.status == "moved" and " " not in link.target:
            older.setdefault(link.target, []).append(path)
            if link.kind == "event":
                older.setdefault(_compare_path(link.target), []).append(_compare_path(path))
    return older


def with_older_addresses(
    site: Site, older: Mapping[str, Sequence[str]], planned: Iterable[OutputFile]
) -> Iterator[OutputFile]:
    """Every planned file, and behind it what stands at the older addresses of its page: of a page a redirect; of a
    file of data the data themselves, since no server of plain files redirects them.
    """
    for file in planned:
        yield file
        stem, suffix = _cut(file.path)
        for path in older.get(f"{stem}.html", ()):
            address = _cut(path)[0] + suffix
            if suffix.endswith(".html"):
                yield _plan_redirect(site, address, [Link(site.words.gettext("a new address"), href(file.path))])
            else:
                yield replace(file, path=address)


def plan_gone(site: Site) -> Iterator[OutputFile]:
    """What stands where a document was withdrawn, and where a record was split."""
    for _, link in sorted(_gone(site).items()):
        if link.status == "withdrawn":
            yield from _plan_withdrawn(site, link)
        elif " " in link.target:
            yield from _plan_split(site, link)
        yield from _plan_gone_parts(site, link)
        if link.kind == "event" and not (link.status == "moved" and " " not in link.target):
            target = Link(site.words.gettext("the event’s address"), href(link.path))
            yield _plan_redirect(site, _compare_path(link.path), [target])


def _plan_gone_parts(site: Site, link: Permalink) -> Iterator[OutputFile]:
    """The further pages of a list whose record was split or withdrawn lead to where its first page stands."""
    for part in sorted(site.list_parts.get(link.path, ())):
        target = Link(site.words.gettext("what became of it"), href(link.path))
        yield _plan_redirect(site, part_path(link.path, part), [target])


def _compare_path(event_path: str) -> str:
    """Where the coverage of the event at that address is, or was, compared."""
    return compare_path(EventId(_cut(event_path)[0].rpartition("/")[2]))


def _gone(site: Site) -> dict[str, Permalink]:
    """The addresses at which no page of its own stands."""
    return {path: link for path, link in find_addresses(site.archive).items() if link.status != "live"}


def _cut(path: str) -> tuple[str, str]:
    """A path without the ending of its name, and that ending: `articles/a.csl.json` is `articles/a` and `.csl.json`."""
    folder, slash, name = path.rpartition("/")
    stem, dot, ending = name.partition(".")
    return folder + slash + stem, dot + ending


def _plan_redirect(site: Site, path: str, targets: Sequence[Link]) -> OutputFile:
    base, say = site.archive.settings.base_url, site.words.gettext
    page = plan_page(
        site, path, "redirect.html",
        say("This page has moved") if len(targets) == 1 else say("This page has been divided"),
        targets=targets, canonical=base + targets[0].href if base and len(targets) == 1 else "", robots="noindex",
        script=_KEEP_PLACE, policy=f"{POLICY}; script-src {_source_hash(_KEEP_PLACE)}",
    )  # fmt: skip
    return replace(page, kind="redirect")


# --- split ------------------------------------------------------------------------------------------------------------


def _plan_split(site: Site, link: Permalink) -> Iterator[OutputFile]:
    """A page that offers the records among which one was divided; its feed and references have what any of them has.
    That two documents claim an earlier id is an error, which does not keep the others from their pages.
    """
    ids = [_cut(path)[0].rpartition("/")[2] for path in link.target.split()]
    yield _plan_redirect(site, link.path, [page_link(site.archive, link.kind, id) for id in ids])
    if link.kind == "document":
        return
    groups = {"outlet": site.by_outlet, "person": site.by_person, "event": site.by_event, "topic": site.by_topic}
    of_any = {document.id for id in ids for document in groups.get(link.kind, {}).get(id, ())}
    yield from plan_lists(site, link.path, link.id, [one for one in site.documents if one.id in of_any])


# --- withdrawn --------------------------------------------------------------------------------------------------------


def _plan_withdrawn(site: Site, link: Permalink) -> Iterator[OutputFile]:
    """What stood there and why it went, in every form in which it could be had; only what an editor says of it."""
    if link.kind != "document":
        yield _plan_tombstone(site, link.path, link, None)
        yield from plan_lists(site, link.path, link.id, ()) if link.kind != "tag" else ()
        return
    document = site.archive.documents.get(DocumentId(link.id))
    stem, _ = _cut(link.path)
    stub = _stub(site, document, link)
    for suffix in (".html", ".source.html"):
        yield _plan_tombstone(site, stem + suffix, link, document)
    data = {
        "id": link.id, "page": link.path, "title": document.title if document else "", "status": "withdrawn",
        "because": stub.body, "since": link.since,
    }  # fmt: skip
    yield OutputFile(f"{stem}.json", format_json({name: value for name, value in data.items() if value}), "data")
    yield from plan_texts(site, stub)
    if document is None or document.annotations:
        yield OutputFile(f"{stem}.annotations.jsonld", format_annotations(site, stub), "data")


def _stub(site: Site, document: Document | None, link: Permalink) -> Document:
    """What remains of a withdrawn document: its headline, marked, and the reason for its text."""
    say = site.words.gettext
    because = (document.withdrawn_because if document else "") or say("The editors have withdrawn what stood here.")
    title = f"[{say('Withdrawn')}] {document.title if document else link.id}"
    id, said = DocumentId(link.id), (Passage("paragraph", because),)
    return Document(id, title, document_name(id), status="withdrawn", markdown=because.encode(), passages=said)


def _plan_tombstone(site: Site, path: str, link: Permalink, document: Document | None) -> OutputFile:
    page = plan_page(
        site, path, "tombstone.html", site.words.gettext("Withdrawn"),
        title_was=document.title if document else "",
        language=document.language if document else "",
        because=document.withdrawn_because if document else "",
        since=site.words.date(link.since), robots="noindex",
    )  # fmt: skip
    return replace(page, kind="tombstone")


# --- addresses that never were ----------------------------------------------------------------------------------------


def plan_not_found(site: Site) -> OutputFile:
    """A server shows it at any depth, so it carries its style with it and links from the server's root.

    Where the site will be published is known from `base_url`; without it, a script of a line finds the site's root.
    """
    base, style = site.archive.settings.base_url, site.theme.assets["style.css"].decode()
    policy = f"default-src 'none'; style-src {_source_hash(style)}; img-src data:; base-uri 'none'"
    return plan_page(
        site, "404.html", "404.html", site.words.gettext("Page not found"),
        root=urlsplit(base).path, style=style, script="" if base else _FIND_ROOT, robots="noindex", canonical="",
        policy=policy if base else f"{policy}; script-src {_source_hash(_FIND_ROOT)}",
    )  # fmt: skip


def _source_hash(source: str) -> str:
    """An inline script or style as a Content-Security-Policy allows it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"
