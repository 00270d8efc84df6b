"""`sitegen verify`: captures, documents and published files against the digests that were recorded of them.

What agrees with its digest is as it was when the digest was recorded. Who recorded it, and when, no digest tells.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from sitegen.findings import Finding
from sitegen.records import files
from sitegen.records.root import SETTINGS
from sitegen.site.manifest import MANIFEST, SOURCES, check_folder, digest_file, read_manifest
from sitegen.site.pack_bag import TAG_MANIFEST, decode_path
from sitegen.sources import check_captures, check_sources


@dataclass(frozen=True, slots=True)
class Checked:
    """One kind of file, held against what was recorded of it."""

    what: str
    """captures, sources (captures and content files), site, bag."""
    against: str
    """Where the digests are recorded."""
    recorded: int
    """How many files they are of."""
    sound: int
    """How many of these are there as they were recorded."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification found."""

    checked: tuple[Checked, ...]
    findings: tuple[Finding, ...]
    manifest: str = ""
    """SHA-256 of the site's (or bag's) manifest: whoever has kept it can tell that nothing was exchanged since."""
    as_made: int = 0
    """Documents whose text is as the program last made it from its capture."""
    edited: int = 0
    """Those whose text an editor has changed."""


def verify(folder: Path) -> Verified:
    """Check `folder`: an archive with its site in `_site/`, or a site, or a bag, as `build` and `pack` make them."""
    if (folder / SETTINGS).is_file():
        return _verify_archive(folder, folder / "_site")
    if (folder / TAG_MANIFEST).is_file():
        return _tell("bag", folder / TAG_MANIFEST, *check_folder(folder, (MANIFEST, TAG_MANIFEST), decode_path))
    return _tell("site", folder / MANIFEST, *check_folder(folder))


def _tell(what: str, manifest: Path, recorded: int, found: Iterable[Finding]) -> Verified:
    folder = manifest.parent.name
    findings = tuple(replace(finding, file=f"{folder}/{finding.file}") for finding in found)
    unsound = sum(finding.code in ("file-changed", "file-missing") for finding in findings)
    checked = Checked(what, f"{folder}/{manifest.name}", recorded, recorded - unsound)
    return Verified((checked,), findings, digest_file(manifest))


def _verify_archive(root: Path, site: Path) -> Verified:
    archive, _ = files.load_archive(root)
    findings = list(check_captures(root, archive))
    origins = [document for document in archive.documents.values() if document.provenance]
    lost = sum(finding.code in ("capture-missing", "capture-changed") for finding in findings)
    checked = [Checked("captures", "content/provenance/", len(origins), len(origins) - lost)]
    manifest = ""
    if site.is_dir():
        recorded, problems = read_manifest(site / SOURCES)
        problems = [replace(problem, file=f"{site.name}/{SOURCES}") for problem in problems]
        changed = [] if problems else list(check_sources(root, archive, recorded))
        unsound = {finding.file for finding in changed} & recorded.keys()
        checked.append(Checked("sources", f"{site.name}/{SOURCES}", len(recorded), len(recorded) - len(unsound)))
        published = _tell("site", site / MANIFEST, *check_folder(site))
        checked += published.checked
        findings += [*problems, *changed, *published.findings]
        manifest = published.manifest
    as_made = sum(document.basis["body"] != "editor" for document in origins)
    return Verified(tuple(checked), tuple(sorted(set(findings))), manifest, as_made, len(origins) - as_made)
