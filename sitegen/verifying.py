"""`sitegen verify`: captures, documents and published files against the digests that were recorded of them.

What agrees with its digest is as it was when the digest was recorded. Who recorded it, and when, no digest tells.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from sitegen.findings import Finding
from sitegen.records import files
from sitegen.records.files import SETTINGS
from sitegen.site.manifest import MANIFEST, SOURCES, check_folder, digest_file, read_manifest
from sitegen.sources import check_captures, check_sources

BAG_MANIFESTS = (MANIFEST, "tagmanifest-sha256.txt")
"""Of a bag: what its payload is, and what its other files are, the first manifest among them."""


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
    if (folder / BAG_MANIFESTS[1]).is_file():
        return _verify_files("bag", folder, BAG_MANIFESTS)
    return _verify_files("site", folder)


def _verify_files(what: str, folder: Path, manifests: tuple[str, ...] = (MANIFEST,)) -> Verified:
    recorded, found = check_folder(folder, manifests)
    findings = tuple(replace(finding, file=f"{folder.name}/{finding.file}") for finding in found)
    against = f"{folder.name}/{manifests[-1]}"
    checked = Checked(what, against, recorded, recorded - _count_unsound(findings))
    return Verified((checked,), findings, digest_file(folder / manifests[-1]))


def _verify_archive(root: Path, site: Path) -> Verified:
    archive, _ = files.load_archive(root)
    findings = list(check_captures(archive, root))
    origins = [document for document in archive.documents.values() if document.provenance]
    checked = [Checked("captures", "content/provenance/", len(origins), len(origins) - len(findings))]
    manifest = ""
    if site.is_dir():
        recorded, problems = read_manifest(site / SOURCES)
        problems = [replace(problem, file=f"{site.name}/{SOURCES}") for problem in problems]
        changed = [] if problems else list(check_sources(root, archive, recorded))
        unsound = {finding.file for finding in changed} & recorded.keys()
        checked.append(Checked("sources", f"{site.name}/{SOURCES}", len(recorded), len(recorded) - len(unsound)))
        published = _verify_files("site", site)
        checked += published.checked
        findings += [*problems, *changed, *published.findings]
        manifest = published.manifest
    as_made = sum(document.basis["body"] != "editor" for document in origins)
    return Verified(tuple(checked), tuple(sorted(set(findings))), manifest, as_made, len(origins) - as_made)


def _count_unsound(findings: Iterable[Finding]) -> int:
    return sum(finding.code in ("file-changed", "file-missing") for finding in findings)
