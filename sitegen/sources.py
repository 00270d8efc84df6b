"""What a site is made from: the captures and content files behind it, and whether they are as they were recorded."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from stat import S_ISREG
from types import MappingProxyType
from typing import NamedTuple

from sitegen.codec import codec_of
from sitegen.drafts import Capture, capture_file
from sitegen.findings import Finding
from sitegen.intake import sidecar
from sitegen.intake.accession import SUFFIXES, read_captures
from sitegen.model import Archive, Document, Provenance
from sitegen.records import permalinks
from sitegen.records.files import provenance_name
from sitegen.records.paragraph_record import paragraphs_name
from sitegen.records.provenance import reaches_beyond
from sitegen.records.text_files import Looks
from sitegen.site.frame import OutputFile
from sitegen.site.manifest import SOURCES, digest_bytes, digest_file, format_manifest
from sitegen.store import NO_STORE, Store, digest_of
from sitegen.workers import map_items

_DIGESTS = codec_of(tuple[tuple[str, str, str], ...])
"""Files by name, with their states and digests."""
ToCome = Mapping[str, str | None]
"""What files of the archive are about to hold, by name: a build writes the ledger and the records of paragraphs when
the site stands. None: the file goes.
"""


def find_sources(root: Path, archive: Archive, to_come: ToCome = MappingProxyType({})) -> tuple[str, ...]:
    """The files, relative to the archive, that the site of `archive` is made from: settings, authorities, rulings,
    notes, the ledger, the theme's overrides, and of each document that is not withdrawn its file, its account of
    origin, the record of its paragraphs, and the captures of its text with what stands beside them. No other file is
    named, so that nothing withheld is.
    """
    fixed = [*root.glob("content/*.yml"), *root.glob("content/authorities/*.yml")]
    theme = root / "themes" / archive.settings.theme
    fixed += () if theme.is_symlink() else theme.rglob("*")
    names = {path.relative_to(root).as_posix() for path in fixed}
    names |= {permalinks.FILE, *(note.path for note in archive.notes.values())}
    for document in archive.documents.values():
        if document.status != "withdrawn":
            names |= {document.path, paragraphs_name(document.id), *_origin_files(document)}
    looks = Looks(root)
    return tuple(sorted(name for name in names if _is_there(looks, name, to_come)))


def captures_of(document: Document) -> set[str]:
    """The files in which a document's capture, and other captures of the very same text, are. Anybody can write an
    account of origin: what it names that is no capture, such as another document, a draft, a diary, is not followed.
    """
    origin = document.provenance
    named = {capture_file(path) for path in (origin.capture, *origin.copies)} if origin else set()
    return {name for name in named if name.casefold().endswith(SUFFIXES) and not _is_content(name)}


def _is_content(name: str) -> bool:
    return name.casefold().lstrip("/").startswith("content/")


def _origin_files(document: Document) -> set[str]:
    captures = captures_of(document)
    return (
        {provenance_name(document.id), *captures, *(path + sidecar.SUFFIX for path in captures)} if captures else set()
    )


def _is_there(looks: Looks, name: str, to_come: ToCome) -> bool:
    return to_come[name] is not None if name in to_come else _is_carried(looks, name)


def _is_carried(looks: Looks, name: str) -> bool:
    """Whether it is an ordinary file inside the archive, and no hidden one."""
    if name.startswith(".") or "/." in name:
        return False
    try:
        inside, status = looks.at(name)
    except OSError:
        return False
    return inside and S_ISREG(status.st_mode)


def plan_sources(root: Path, archive: Archive, to_come: ToCome, store: Store = NO_STORE, jobs: int = 1) -> OutputFile:
    """The digests of these files as a file of the site: in the archive's folder, `sha256sum --check` reads it. A file
    that stands as it did when `store` came to know it is not opened.
    """
    names = find_sources(root, archive, to_come)
    digests = _digest_all(root, [name for name in names if name not in to_come], store, jobs)
    digests |= {name: digest_bytes((to_come[name] or "").encode()) for name in names if name in to_come}
    return OutputFile(SOURCES, format_manifest(digests), "data")


def _digest_all(root: Path, names: Sequence[str], store: Store, jobs: int) -> dict[str, str]:
    looks, kept_under = Looks(root), digest_of("sources")
    states = {name: looks.state_of(name) for name in names}
    known = {name: (state, digest) for name, state, digest in store.recall(kept_under, _DIGESTS) or ()}
    due = [name for name, state in states.items() if not state or known.get(name, ("", ""))[0] != state]
    made = zip(due, map_items(partial(_digest_carried, root), due, jobs), strict=True)
    known |= {name: (states[name], digest) for name, digest in made}
    store.keep(kept_under, _DIGESTS, tuple((name, *known[name]) for name in names))
    return {name: known[name][1] for name in names}


def _digest_carried(root: Path, name: str) -> str:
    """Of what a link leads to where it is one, such as a capture that is a link to another file of the archive: to
    resolve every path takes longer than to read the file.
    """
    return digest_file(f"{root}/{name}") or digest_file((root / name).resolve())


def check_sources(root: Path, archive: Archive, recorded: Mapping[str, str]) -> Iterator[Finding]:
    """The files that the site was made from are as they were then, and none but drafts has come since."""
    shown = {id: document for id, document in archive.documents.items() if document.status != "draft"}
    now, looks = find_sources(root, replace(archive, documents=shown)), Looks(root)
    for name in sorted({*recorded, *now}):
        if name not in recorded:
            yield _source_finding(name, "is not in the site")
        elif not _is_carried(looks, name):
            yield _source_finding(name, "is gone")
        elif _digest_carried(root, name) != recorded[name]:
            yield _source_finding(name, "is not as it was when the site was built")


def _source_finding(name: str, what: str) -> Finding:
    remedy = "If an editor did that, run `sitegen build`; if nobody did, restore it from version control."
    return Finding(name, 0, "source-changed", "warning", f"This file {what}.", remedy)


class _Held(NamedTuple):
    """What is known of a capture without keeping its text."""

    sha256: str
    length: int


_PLAIN = (".txt", ".srt", ".vtt", ".md", ".markdown")
"""What is read in a millisecond. To take the text out of a page takes fifty times as long."""


def check_captures(root: Path, archive: Archive) -> Iterator[Finding]:
    """Every capture that a document rests on is there and has the bytes that were recorded; of a file that holds
    several (JSON Lines, web archives), the record that became the document. Accounts of origin speak of no more text
    than there is: of saved pages and PDF a build tells that, which has read them.
    """
    records: dict[str, dict[str, _Held]] = {}
    for document in archive.documents.values():
        origin = document.provenance
        if origin is None:
            continue
        file = capture_file(origin.capture)
        if file != origin.capture and file not in records:
            captures, _ = read_captures(root, root / file)
            records[file] = {capture.path: _Held(capture.sha256, len(capture.raw)) for capture in captures}
        if not (root / file).is_file():
            yield Finding(
                provenance_name(document.id),
                0,
                "capture-missing",
                "warning",
                f"The capture {file} is not there.",
                "Put it back; if it was moved, `sitegen import` finds it by its digest.",
            )
        elif _digest_of(origin, root, records.get(file, {})) != origin.sha256:
            yield Finding(
                origin.capture,
                0,
                "capture-changed",
                "error",
                f"The capture differs from what '{document.id}' was made from.",
                "Restore the file from version control; captures are never edited.",
            )
        elif reaches_beyond(origin, _length_of(origin, root, records.get(file, {}))):
            yield _account_finding(document)


def _digest_of(origin: Provenance, root: Path, records: Mapping[str, _Held]) -> str:
    file = capture_file(origin.capture)
    if file == origin.capture:
        return _digest_carried(root, file)
    return records[origin.capture].sha256 if origin.capture in records else ""


def _length_of(origin: Provenance, root: Path, records: Mapping[str, _Held]) -> int:
    """Of the capture's text; more than any has where that is not read."""
    if origin.capture in records:
        return records[origin.capture].length
    captures = read_captures(root, root / origin.capture)[0] if origin.capture.casefold().endswith(_PLAIN) else []
    return next((len(one.raw) for one in captures if one.sha256 == origin.sha256), sys.maxsize)


def check_accounts(
    archive: Archive, captures: Mapping[str, Capture]
) -> tuple[Mapping[str, Capture], tuple[Finding, ...]]:
    """Of `captures` by path those that their documents' accounts of origin fit, and a finding for each account that
    speaks of more text than there is: beside that capture it would show what was never done to it.
    """
    unfit = {
        document.id: origin.capture
        for document in archive.documents.values()
        if (origin := document.provenance)
        and (capture := captures.get(origin.capture))
        and reaches_beyond(origin, len(capture.raw))
    }
    fitting = {path: capture for path, capture in captures.items() if path not in unfit.values()}
    return MappingProxyType(fitting), tuple(_account_finding(archive.documents[id]) for id in unfit)


def _account_finding(document: Document) -> Finding:
    return Finding(
        provenance_name(document.id),
        0,
        "provenance-unfit",
        "warning",
        "This record of origin speaks of more text than its capture has; what it says of edits is not shown beside it.",
        "Restore it from version control, or run `sitegen import --update` to make it anew.",
    )
