"""manifest-sha256.txt: the digest of every file of a folder, in the form that `sha256sum --check` reads."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from stat import S_ISREG

from sitegen.findings import Finding

MANIFEST = "manifest-sha256.txt"
"""At the site's root: every other file of the site. A build writes it last, so one that holds tells a whole site."""
SOURCES = "sources-sha256.txt"
"""At the site's root: the captures and content files that the site was made from, relative to the archive, as they are
when its build is done.
"""

_PIECE = 1 << 16
"""Bytes that are read at once: most files are smaller. `hashlib.file_digest` takes twice as long for those."""
_LINE = re.compile(r"(\\?)([0-9a-f]{64}) [ *](.+)")
_ESCAPE = re.compile(r"\\([\\n])")


def digest_bytes(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digest_file(path: Path | str) -> str:
    """The same of a file's bytes; empty where no ordinary file can be read there (missing, a link, a folder)."""
    whole = hashlib.sha256()
    try:
        if not S_ISREG(os.lstat(path).st_mode):
            return ""
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            while piece := file.read(_PIECE):
                whole.update(piece)
    except OSError:
        return ""
    return whole.hexdigest()


def list_files(folder: Path) -> Iterator[str]:
    """The path of everything below `folder` that is no folder, from there with forward slashes."""
    for here, folders, names in os.walk(folder):
        inside = Path(here).relative_to(folder).as_posix()
        links = [name for name in folders if Path(here, name).is_symlink()]
        yield from (name if inside == "." else f"{inside}/{name}" for name in (*names, *links))


def digest_folder(folder: Path) -> dict[str, str]:
    """The digests of these files by path."""
    return {path: digest_file(folder / path) for path in list_files(folder)}


def format_manifest(digests: Mapping[str, str]) -> bytes:
    """One line a file, sorted by path; one with a backslash or line end is escaped and marked, as sha256sum has it."""
    lines = []
    for path, digest in sorted(digests.items()):
        escaped = path.replace("\\", "\\\\").replace("\n", "\\n")
        lines.append(f"{'' if escaped == path else chr(92)}{digest}  {escaped}\n")
    return "".join(lines).encode("utf-8", "surrogateescape")


def read_manifest(path: Path) -> tuple[dict[str, str], list[Finding]]:
    """The digests that a manifest records by path. One that is missing or damaged is a finding; what can be read of it
    is given all the same. A pipe, a device or a link in its place is not read: that might never end.
    """
    try:
        if not S_ISREG(os.lstat(path).st_mode):
            raise OSError
        text = path.read_bytes().decode("utf-8", "surrogateescape")
    except OSError:
        message, remedy = "There is no such file: nothing tells which files belong here.", "Run `sitegen build`."
        return {}, [Finding(path.name, 0, "manifest-missing", "error", message, remedy)]
    return parse_manifest(text, path.name)


def parse_manifest(text: str, name: str = MANIFEST) -> tuple[dict[str, str], list[Finding]]:
    """The same of a manifest's text; `name` is what findings call it."""
    digests: dict[str, str] = {}
    findings: list[Finding] = []
    for number, line in enumerate(text.removesuffix("\n").split("\n") if text else [], 1):
        parsed = _LINE.fullmatch(line)
        path = parsed[3] if parsed else ""
        if parsed and parsed[1]:
            path = _ESCAPE.sub(lambda found: "\n" if found[1] == "n" else "\\", path)
        if parsed is None or path in digests:
            message = "This line is no digest with a path, or names a path for the second time."
            remedy = "Restore it from a good copy."
            findings.append(Finding(name, number, "manifest-line", "error", message, remedy))
        else:
            digests[path] = parsed[2]
    return digests, findings


def check_files(recorded: Mapping[str, str], found: Mapping[str, str]) -> Iterator[Finding]:
    """Every recorded file is there with the bytes that were recorded, and no other file is."""
    for path in sorted(recorded.keys() | found.keys()):
        if path not in found:
            yield Finding(path, 0, "file-missing", "error", "This file is missing.", _REMEDY)
        elif path not in recorded:
            yield Finding(path, 0, "file-extra", "error", "This file is not in the manifest.", _REMEDY)
        elif found[path] != recorded[path]:
            yield Finding(path, 0, "file-changed", "error", "This file is not as it was recorded.", _REMEDY)


_REMEDY = "Build again with `sitegen build`, or take a fresh copy."


def check_folder(
    folder: Path, manifests: Sequence[str] = (MANIFEST,), decode: Callable[[str], str] = str
) -> tuple[int, list[Finding]]:
    """How many files the manifests of a folder name, and what in it does not agree with them.

    `decode` gives the path of a file from what a manifest calls it.
    """
    recorded: dict[str, str] = {}
    findings: list[Finding] = []
    for manifest in manifests:
        digests, problems = read_manifest(folder / manifest)
        recorded |= {decode(path): digest for path, digest in digests.items()}
        findings += problems
    if any(finding.code == "manifest-missing" for finding in findings):
        return 0, findings
    unrecorded = set(manifests) - recorded.keys()
    found = {path: digest for path, digest in digest_folder(folder).items() if path not in unrecorded}
    return len(recorded), findings + list(check_files(recorded, found))
