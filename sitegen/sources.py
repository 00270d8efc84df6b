"""What a site is made from: the captures and content files behind it, and whether they are as they were recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from stat import S_ISREG

from sitegen.drafts import capture_file
from sitegen.findings import Finding
from sitegen.intake import sidecar
from sitegen.intake.accession import read_captures
from sitegen.model import Archive, Document, Provenance
from sitegen.records.files import provenance_name
from sitegen.records.text_files import look_at
from sitegen.site.frame import OutputFile
from sitegen.site.manifest import SOURCES, digest_file, format_manifest


def find_sources(root: Path, archive: Archive) -> tuple[str, ...]:
    """The files, relative to the archive, that the site of `archive` is made from: settings, authorities, rulings,
    notes, the theme's overrides, and of each document that is not withdrawn its file, its account of origin, and the
    captures of its text with what stands beside them. No other file is named, so that nothing withheld is.
    """
    fixed = [*root.glob("content/*.yml"), *root.glob("content/authorities/*.yml")]
    theme = root / "themes" / archive.settings.theme
    fixed += () if theme.is_symlink() else theme.rglob("*")
    names = {path.relative_to(root).as_posix() for path in fixed}
    names |= {note.path for note in archive.notes.values()}
    for document in archive.documents.values():
        if document.status != "withdrawn":
            names |= {document.path, *_origin_files(document)}
    return tuple(sorted(name for name in names if _is_carried(root, name)))


def captures_of(document: Document) -> set[str]:
    """The files in which a document's capture, and other captures of the very same text, are."""
    origin = document.provenance
    return {capture_file(path) for path in (origin.capture, *origin.copies)} if origin else set()


def _origin_files(document: Document) -> set[str]:
    captures = captures_of(document)
    return (
        {provenance_name(document.id), *captures, *(path + sidecar.SUFFIX for path in captures)} if captures else set()
    )


def _is_carried(root: Path, name: str) -> bool:
    """Whether it is an ordinary file inside the archive, and no hidden one."""
    if any(part.startswith(".") for part in name.split("/")):
        return False
    try:
        inside, status = look_at(root, name)
    except OSError:
        return False
    return inside and S_ISREG(status.st_mode)


def plan_sources(root: Path, archive: Archive) -> Iterator[OutputFile]:
    """The digests of these files as a file of the site: in the archive's folder, `sha256sum --check` reads it."""
    yield OutputFile(SOURCES, format_manifest(_digests(root, find_sources(root, archive))), "data")


def _digests(root: Path, names: tuple[str, ...]) -> dict[str, str]:
    """By name; a capture may be a link to another file of the archive."""
    return {name: _digest_carried(root / name) for name in names}


def _digest_carried(path: Path) -> str:
    """Of what a link leads to where it is one: to resolve every path takes longer than to read the file."""
    return digest_file(path) or digest_file(path.resolve())


def check_sources(root: Path, archive: Archive, recorded: Mapping[str, str]) -> Iterator[Finding]:
    """The files that the site was made from are as they were then, and none but drafts has come since."""
    shown = {id: document for id, document in archive.documents.items() if document.status != "draft"}
    now = find_sources(root, replace(archive, documents=shown))
    for name in sorted({*recorded, *now}):
        if name not in recorded:
            yield _source_finding(name, "is not in the site")
        elif not _is_carried(root, name):
            yield _source_finding(name, "is gone")
        elif _digest_carried(root / name) != recorded[name]:
            yield _source_finding(name, "is not as it was when the site was built")


def _source_finding(name: str, what: str) -> Finding:
    remedy = "If an editor did that, run `sitegen build`; if nobody did, restore it from version control."
    return Finding(name, 0, "source-changed", "warning", f"This file {what}.", remedy)


def check_captures(root: Path, archive: Archive) -> Iterator[Finding]:
    """Every capture that a document rests on is there and has the bytes that were recorded; of a file that holds
    several (JSON Lines, web archives), the record that became the document.
    """
    records: dict[str, dict[str, str]] = {}
    for document in archive.documents.values():
        origin = document.provenance
        if origin is None:
            continue
        file = capture_file(origin.capture)
        if file != origin.capture and file not in records:
            captures, _ = read_captures(root, root / file)
            records[file] = {capture.path: capture.sha256 for capture in captures}
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


def _digest_of(origin: Provenance, root: Path, records: Mapping[str, str]) -> str:
    file = capture_file(origin.capture)
    return _digest_carried(root / file) if file == origin.capture else records.get(origin.capture, "")
