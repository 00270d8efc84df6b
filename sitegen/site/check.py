"""Checks: generators of findings over the records and the built site. Each docstring is the rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from stat import S_ISREG
from urllib.parse import unquote, urlsplit

from sitegen.addresses import is_web_address
from sitegen.commonmark import find_targets, is_safe_target
from sitegen.findings import Finding, short
from sitegen.model import Archive, Document
from sitegen.records.aliases import find_owners
from sitegen.records.fields import DOCUMENT, ID
from sitegen.site.annotations import LINK_REMEDY, check_annotations
from sitegen.site.frame import can_be_note
from sitegen.site.markdown import find_links, is_rendered
from sitegen.site.output import SEARCH_FOLDER
from sitegen.site.view import shorten


def check_archive(archive: Archive) -> Iterator[Finding]:
    """Everything that can be wrong between the files of `content/`, though each is readable by itself."""
    split: dict[str, Mapping[str, Sequence[str]]] = {
        "outlet": find_owners(archive.outlets),
        "events": find_owners(archive.events),
        "topics": find_owners(archive.topics),
        "speakers": find_owners(archive.people),
    }
    for document in archive.documents.values():
        yield from _check_ids(document, archive, split)
        yield from _check_stance(document, archive)
        yield from check_annotations(archive, document)
        yield from _check_status(document)
        yield from _check_notes(document)
        yield from _check_links(document)
    yield from _check_aliases(archive)
    yield from _check_note_names(archive)
    yield from _check_note_links(archive)


def _finding(document: Document, field: str, code: str, message: str, remedy: str, *, warning: bool = False) -> Finding:
    line = document.lines.get(field, 1)
    return Finding(document.path, line, code, "warning" if warning else "error", message, remedy)


def _check_ids(
    document: Document, archive: Archive, split: Mapping[str, Mapping[str, Sequence[str]]]
) -> Iterator[Finding]:
    """Every id in front matter is the id of a record. A speaker may also be a name as printed, which is no id.

    `split` tells by field which ids belong to several records now.
    """
    known: dict[str, tuple[Iterable[str], Iterable[str]]] = {
        "outlet": ([document.outlet] if document.outlet else [], archive.outlets),
        "events": (document.events, archive.events),
        "topics": (document.topics, archive.topics),
        "speakers": ([name for name in document.speakers if ID.fullmatch(name)], archive.people),
    }
    files = {"outlet": "outlets", "events": "events", "topics": "topics", "speakers": "people"}
    for field, (ids, records) in known.items():
        for id in ids:
            if owners := split[field].get(id):
                message = f"'{id}' in '{field}' was split into {' and '.join(owners)}."
                yield _finding(document, field, "alias-split", message, "Write the one that is meant.", warning=True)
            elif id not in records:
                file = f"content/authorities/{files[field]}.yml"
                yield _finding(
                    document,
                    field,
                    "unknown-id",
                    f"'{id}' in '{field}' is no id in {file}.",
                    _nearest(id, records) or f"Add it to {file}: `{id}:` with an indented `name: …` below.",
                )


def _nearest(id: str, records: Iterable[str]) -> str:
    from rapidfuzz import process  # costs time to import, and is needed only for typing errors

    found = process.extractOne(id, sorted(records), score_cutoff=75)
    return f"Did you mean '{found[0]}'?" if found else ""


def _check_stance(document: Document, archive: Archive) -> Iterator[Finding]:
    """A judgement names a known target and rests on words that stand in the document."""
    targets = {*archive.topics, *archive.events, *archive.people, *archive.outlets}
    for judgement in document.stance:
        where = (document.path, judgement.line)
        if judgement.toward not in targets:
            message = f"The stance is toward '{judgement.toward}', which is no topic, event, person or outlet."
            yield Finding(*where, "unknown-id", "error", message, "Use an id from content/authorities/.")
        speaker = judgement.voice.removeprefix("quoted:")
        if speaker != judgement.voice and speaker not in archive.people:
            message = f"The voice '{judgement.voice}' names nobody in people.yml."
            yield Finding(*where, "unknown-id", "error", message, "Write quoted:<id of a person>.")
        for words in judgement.evidence:
            if words not in document.text:
                yield Finding(
                    *where,
                    "evidence-missing",
                    "error",
                    f"The words “{shorten(words, 60)}” do not stand in this document.",
                    "Quote them exactly as the body has them.",
                )


def _check_status(document: Document) -> Iterator[Finding]:
    """What is withdrawn says why; what is published has text."""
    if document.status == "withdrawn" and not document.withdrawn_because:
        yield _finding(
            document,
            "status",
            "withdrawn-without-reason",
            "The document is withdrawn, but it does not say why.",
            "Add `withdrawn_because: …`; the reason stands on the page that stays at its address.",
        )
    if document.status != "withdrawn" and not any(passage.text.strip() for passage in document.passages):
        yield _finding(
            document,
            "body",
            "empty-document",
            "The document has no text.",
            "Write its text below the front matter, or remove the file.",
            warning=True,
        )


def _check_notes(document: Document) -> Iterator[Finding]:
    """`notes` speak of fields that exist."""
    known = {row.name for row in DOCUMENT} | {"body"}
    for name in document.notes:
        if name not in known:
            yield _finding(
                document,
                "notes",
                "unknown-key",
                f"The note on '{name}' belongs to no field.",
                "Name the field that it explains.",
                warning=True,
            )


def _check_links(document: Document) -> Iterator[Finding]:
    """Links in a body are addresses that readers can follow; of others the words stand, and no link."""
    if all(is_safe_target(target.decode()) for target in _TARGET.findall(document.markdown)):
        return  # nearly always; to parse every body again would take as long as all other checks
    first = document.lines.get("body", 1)
    for target, line in find_targets(document.body):
        if not is_safe_target(target):
            message = f"The link '{short(target)}' is no address that readers can follow."
            yield Finding(document.path, first + line - 1, "bad-address", "warning", message, _ADDRESS_REMEDY)


_TARGET = re.compile(rb"\]\(\s*<?([^\s<>()]*)")
"""Where a link in a body may point: more than its parser takes for links, and of each at least the beginning."""
_ADDRESS_REMEDY = "Write it whole, https://host/path, or take the link off its words, which stand without it till then."


def _check_note_links(archive: Archive) -> Iterator[Finding]:
    """What notes link to elsewhere can be followed; whether there is a page of the site, its own check tells."""
    for note in archive.notes.values():
        for link in find_links(note.body):
            if not is_rendered(link):
                message = f"The link {short(link)} is no address that readers can follow."
                yield Finding(note.path, 0, "note-link", "warning", message, LINK_REMEDY)


def _check_note_names(archive: Archive) -> Iterator[Finding]:
    """A note's page does not take the place of one of the site's own."""
    for note in archive.notes.values():
        if not can_be_note(note.id):
            yield Finding(
                note.path,
                0,
                "note-name",
                "error",
                f"A note cannot be called '{note.id}': that page is the site's own, or the name is no address.",
                "Rename the file: lower-case letters a-z, digits and single hyphens.",
            )


def _check_aliases(archive: Archive) -> Iterator[Finding]:
    """An alias is a lower-case id that no document has and no other document claims."""
    claimed: dict[str, str] = {}
    for document in archive.documents.values():
        for alias in document.aliases:
            owner = claimed.get(alias)
            if alias in archive.documents:
                message, remedy = (
                    f"The alias '{alias}' is the id of a document.",
                    "Remove the alias or rename that document.",
                )
            elif owner:
                message, remedy = f"The alias '{alias}' belongs to '{owner}' too.", "Keep it in one of the two."
            elif not ID.fullmatch(alias):
                message, remedy = f"'{alias}' is no id.", "Use lower-case letters a-z, digits and single hyphens."
            else:
                claimed[alias] = document.id
                continue
            yield _finding(document, "aliases", "alias-clash", message, remedy)


# --- the built site ---------------------------------------------------------------------------------------------------


class _Addresses(HTMLParser):
    """Collects the ids and the links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.twice: list[tuple[str, int]] = []
        self.links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value is None:
                continue
            if name == "id":
                if value in self.ids:
                    self.twice.append((value, self.getpos()[0]))
                self.ids.add(value)
            elif name in ("href", "src"):
                self.links.append((value, self.getpos()[0]))


def check_site(site: Path) -> Iterator[Finding]:
    """Links inside the site lead to files that are there, fragments to ids, and no id stands twice on a page."""
    pages: dict[Path, _Addresses] = {}
    for path in sorted(site.rglob("*.html")):
        if SEARCH_FOLDER in path.relative_to(site).parts[:1]:
            continue
        if not S_ISREG(path.lstat().st_mode):  # a pipe would be waited for, a link may lead anywhere
            name = f"{site.name}/{path.relative_to(site).as_posix()}"
            yield Finding(name, 0, "unreadable", "error", "This is no ordinary file.", "Take it away and build again.")
            continue
        page = _Addresses()
        page.feed(path.read_text(encoding="utf-8", errors="replace"))
        pages[path] = page
    for path, page in pages.items():
        name = f"{site.name}/{path.relative_to(site).as_posix()}"
        for id, line in page.twice:
            yield Finding(name, line, "duplicate-id", "error", f"The id '{id}' stands twice on this page.", _OUR_FAULT)
        for link, line in page.links:
            if problem := _broken(link, path, site, pages):
                yield Finding(name, line, "broken-link", "error", f"The link {link} {problem}.", _LINK_REMEDY)


_OUR_FAULT = "This is a fault of the theme or of sitegen: please report it."
_LINK_REMEDY = "Mend it in the document or note that it stands in; if it is not in one, report it."


def _broken(link: str, page: Path, site: Path, pages: Mapping[Path, _Addresses]) -> str:
    """What is wrong with a link; empty where nothing is, or where it leads out of the site."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return "is no address"
    if parts.scheme in ("http", "https"):
        return "" if is_web_address(link) else "is no address that readers can follow"
    if parts.scheme or parts.netloc:
        return ""
    if parts.path.startswith("/"):
        return "" if page.name == "404.html" else "starts at the server's root and breaks under another address"
    try:
        target = Path(page.parent, unquote(parts.path)).resolve() if parts.path else page
        if target.is_dir():
            target = target / "index.html"
        if site.resolve() not in target.parents or not target.is_file():
            return "leads to nothing"
    except (OSError, ValueError):  # a name that no disk takes
        return "leads to nothing"
    known = pages.get(site / target.relative_to(site.resolve()))
    fragment = unquote(parts.fragment)
    if fragment and known is not None and fragment not in known.ids:
        return "leads to a place that the page does not have"
    return ""
