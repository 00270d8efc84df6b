"""Accession: finding capture files and reading them as they are, whatever is in them.

The only stage of intake that touches the disk. A file that cannot be read is a finding and never stops the others;
captures are opened for reading only, symbolic links do not lead out of the archive, and sizes are bounded.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from sitegen.drafts import LONGEST_PATH, Capture, Clue
from sitegen.findings import Finding, Severity, short
from sitegen.intake import sidecar
from sitegen.intake.decoding import decode
from sitegen.intake.readers import READERS, Record

MAX_BYTES = 50 * 1024 * 1024
"""The largest capture that is read. The text of a long book has one or two million bytes."""

SUFFIXES = tuple(READERS)
"""How the names of captures end, with what is read as it: .txt, .html, .warc.gz …"""

_SAVED_PAGE_FOLDERS = (
    "_files",
    ".files",
    "-files",
    "_fichiers",
    "-dateien",
    "_archivos",
    "_arquivos",
    "_file",
    "-filer",
)
"""How browsers name the folder of a saved page's pictures and frames, which holds no article of its own."""


def find_captures(root: Path, paths: Sequence[Path]) -> tuple[list[Path], list[Finding]]:
    """Find the captures at or below `paths` (relative ones: from `root`), sorted by their path in the archive.

    Gives absolute paths that lie below `root`. Sidecars, READMEs, hidden files and folders of saved pages are passed
    over; findings name what was asked for and is not there, links out of the archive, names that cannot be published.
    """
    root = root.absolute()
    found: dict[str, Path] = {}
    findings: list[Finding] = []
    for path in paths:
        start = Path(os.path.normpath(root / path))  # not resolved: a link keeps its own name
        for candidate in _walk(start, findings, root):
            name = _name(root, candidate)
            if problem := _refusal(root, candidate, name, asked_for=candidate == start):
                findings.append(problem)
            elif _suffix(candidate.name):
                found[name] = candidate
    findings += _orphaned_sidecars(root, found)
    findings += _names_alike(found)
    findings += _names_unseen(found)
    return [found[name] for name in sorted(found)], sorted(set(findings))


def _names_alike(names: Iterable[str]) -> Iterator[Finding]:
    """Captures whose names other systems take for one: macOS does not tell é from e with an accent, nor, as Windows, A
    from a. A copy of the archive there would hold one of them.
    """
    known: dict[str, str] = {}
    for name in sorted(names):
        first = known.setdefault(unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()), name)
        if first != name:
            message = f"On macOS or Windows, this name is the same as that of {short(ascii(first), 200)}."
            yield _finding(name, "capture-name", message, "Rename one of the two; the document stays.")


_UNSEEN = re.compile(
    "[\x80-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
"""Signs without a shape, of which some turn the words around them: `ga<U+202E>txt.exe` looks like `gaexe.txt`. Those
that join letters or part them (U+200C, U+200D) belong to how Persian, Hindi and others are written.
"""


def _names_unseen(names: Iterable[str]) -> Iterator[Finding]:
    """Captures whose names are not what they look like; nobody could type them, and two may look the same."""
    for name in names:
        if unseen := sorted({f"U+{ord(sign):04X}" for sign in _UNSEEN.findall(name)}):
            message = f"Its name holds signs that nobody sees ({', '.join(unseen)}); it is read all the same."
            yield _finding(name, "capture-name", message, "Rename the file; the document stays.")


def read_captures(root: Path, path: Path) -> tuple[list[Capture], list[Finding]]:
    """Read one file: usually one capture, several from JSON Lines and web archives (`seeds/x.jsonl#3`: its third).

    A capture's digest is that of the file, and of one of several that of its own record, so that adding records to a
    file leaves the others as they were. Never raises for anything that a file holds or a disk does.
    """
    root = root.absolute()
    path = Path(os.path.normpath(root / path))  # not resolved: a link keeps its own name
    name = _name(root, path)
    suffix = _suffix(path.name)
    if problem := _refusal(root, path, name, asked_for=True):
        return [], [problem]
    try:
        data = _read_bytes(path)
        clues, problems = _read_sidecar(root, path)
    except OSError as error:
        return [], [
            _finding(
                name,
                "capture-unreadable",
                f"It cannot be read: {error.strerror or error}.",
                "Check that the file is there and may be read.",
            )
        ]
    if len(data) > MAX_BYTES:
        return [], [_too_large(name)]
    if not data.strip():
        return [], [_finding(name, "capture-empty", "The file is empty.", "Delete it, or save the text again.")]
    declared = next((clue.value for clue in clues if clue.name == "encoding"), "")
    reading = READERS[suffix](data, name, clues, declared)
    captures = [_capture(name, record, clues, data) for record in reading.records if record.raw.strip()]
    if not captures and not reading.findings:
        problems.append(_finding(name, "capture-empty", "It holds no text.", "Check it, or save the text again."))
    return captures, problems + reading.findings


def _capture(name: str, record: Record, clues: tuple[Clue, ...], data: bytes) -> Capture:
    digest = hashlib.sha256(record.data if record.number else data).hexdigest()
    path = f"{name}#{record.number}" if record.number else name
    return Capture(path, digest, record.format, record.encoding, record.raw, record.marks, clues + record.clues)


# --- finding files ----------------------------------------------------------------------------------------------------


def _walk(start: Path, findings: list[Finding], root: Path) -> Iterator[Path]:
    """The file itself, or the files below a folder that may be captures, in order."""
    if not _is_folder(start):
        yield start
        return
    empty = True
    for folder, folders, names in os.walk(start, onerror=lambda error: findings.append(_unreadable(root, error))):
        here = Path(folder)
        folders[:] = sorted(name for name in folders if _is_entered(here / name, names, findings, root))
        for name in sorted(names):
            if name.startswith(".") or name.endswith(sidecar.SUFFIX) or _is_readme(name):
                continue
            empty = False
            if _suffix(name):
                yield here / name
            else:
                findings.append(_unknown_format(root, here / name))
    if empty:
        findings.append(
            _finding(
                _name(root, start),
                "capture-none",
                "There are no captures here.",
                f"Put files that end in {', '.join(SUFFIXES[:5])} … into it.",
                "info",
            )
        )


def _is_readme(name: str) -> bool:
    """A README tells people about the folder that it lies in; nobody published it."""
    return name.partition(".")[0].casefold() == "readme"


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


_TOO_DEEP = "It lies too deep below other folders to be read."
_DEEPEST = 100
"""Folders above a capture: more than anybody makes, and fewer than Python's own walk comes through."""


def _is_entered(folder: Path, names: Sequence[str], findings: list[Finding], root: Path) -> bool:
    """Not hidden folders, not links (what they lead to is found where it is), not the folder of a saved page."""
    if folder.is_symlink():
        findings.append(
            _finding(
                _name(root, folder),
                "capture-link",
                "A link to a folder is not followed.",
                "Copy the captures into the archive.",
                "info",
            )
        )
        return False
    if (name := _name(root, folder)).count("/") >= _DEEPEST:
        findings.append(_finding(name, "capture-unreadable", _TOO_DEEP, "Move the captures in it up."))
        return False
    pages = {name.rpartition(".")[0] for name in names if _suffix(name) in (".html", ".htm", ".xhtml")}
    saved = any(folder.name.removesuffix(ending) in pages for ending in _SAVED_PAGE_FOLDERS if _ends(folder, ending))
    return not (folder.name.startswith(".") or saved)


def _ends(folder: Path, ending: str) -> bool:
    return folder.name.casefold().endswith(ending)


def _refusal(root: Path, path: Path, name: str, *, asked_for: bool) -> Finding | None:
    """Why a path cannot be a capture of this archive; None where nothing speaks against it."""
    try:
        status = path.stat()
        inside = _is_within(os.path.realpath(path), os.path.realpath(root))
    except (OSError, ValueError, RuntimeError):
        return _finding(name, "capture-missing", "There is no such file.", "Check its name.", "error")
    if any(ord(char) < 32 or "\ud800" <= char <= "\udfff" or char == "\x7f" for char in name):
        return _finding(name, "capture-name", "Its name holds control characters or is not UTF-8.", "Rename the file.")
    if not inside or ".." in name.split("/"):
        return _finding(
            name,
            "capture-outside",
            "It lies, or links to a file, outside the archive.",
            "Copy the file into the archive's seeds folder.",
            "error",
        )
    if not stat.S_ISREG(status.st_mode):
        return _finding(name, "capture-irregular", "It is not an ordinary file.", "Remove it from the captures.")
    if len(f"{name}#{MAX_BYTES}") > LONGEST_PATH:  # with the number that a text in it may have
        return _finding(name, "capture-unreadable", _TOO_DEEP, "Move it up, or shorten the names of its folders.")
    if asked_for and path.name.startswith("."):
        return _finding(name, "capture-hidden", "Hidden files are not captures.", "Rename the file without the dot.")
    if not _suffix(path.name):
        return _unknown_format(path.parent, path, name)
    return _too_large(name) if status.st_size > MAX_BYTES else None


def _is_within(path: str, folder: str) -> bool:
    """Whether a path without links lies in a folder; pathlib's own way costs as much as all else in finding a file."""
    return path.startswith(folder.rstrip(os.sep) + os.sep)


def _orphaned_sidecars(root: Path, found: dict[str, Path]) -> Iterator[Finding]:
    """Sidecars that lie beside captures and belong to none, most likely through a slip in the name."""
    for folder in sorted({path.parent for path in found.values()}):
        for path in sorted(folder.glob("*" + sidecar.SUFFIX)):
            if not path.with_name(path.name.removesuffix(sidecar.SUFFIX)).exists():
                yield _finding(
                    _name(root, path),
                    "sidecar-orphan",
                    "There is no capture of this name beside it.",
                    f"Name it after its capture: story.txt{sidecar.SUFFIX}.",
                )


def _suffix(name: str) -> str:
    """The known ending of a file's name, in lower case; empty if it is none."""
    if name.casefold().endswith(sidecar.SUFFIX):
        return ""
    return next((suffix for suffix in SUFFIXES if name.casefold().endswith(suffix)), "")


def _name(root: Path, path: Path) -> str:
    """The path as the archive names it: from its root, with forward slashes."""
    return PurePosixPath(os.path.relpath(path, root)).as_posix()


# --- reading bytes ----------------------------------------------------------------------------------------------------


def _read_bytes(path: Path) -> bytes:
    """At most one byte more than is allowed, so that a file that grows while it is read cannot fill the memory."""
    with path.open("rb") as file:
        # the size is asked for, because Python clears as much memory as may be read, for every small file
        return file.read(min(os.fstat(file.fileno()).st_size, MAX_BYTES) + 1)


def _read_sidecar(root: Path, path: Path) -> tuple[tuple[Clue, ...], list[Finding]]:
    beside = path.with_name(path.name + sidecar.SUFFIX)
    if not os.path.isfile(beside):  # noqa: PTH113  # which is false, too, where its name is too long for any disk
        return (), []
    name = _name(root, beside)
    if not beside.resolve().is_relative_to(root.resolve()):
        message, remedy = "It links to a file outside the archive, and was not read.", "Copy the file into the archive."
        return (), [_finding(name, "sidecar-outside", message, remedy, "error")]
    with beside.open("rb") as file:
        data = file.read(4 * sidecar.MAX_CHARACTERS + 1)
    decoded = decode(data)
    if decoded is None:
        return (), [_finding(name, "sidecar-unreadable", "It is not a text file.", "Save it as UTF-8 text.")]
    return sidecar.read_clues(decoded.text, name, "sidecar")


# --- findings ---------------------------------------------------------------------------------------------------------


def _finding(name: str, code: str, message: str, remedy: str, severity: Severity = "warning") -> Finding:
    printable = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in name)
    return Finding(printable, 0, code, severity, message, remedy)


def _too_large(name: str) -> Finding:
    return _finding(
        name,
        "capture-too-large",
        f"It is larger than {MAX_BYTES // 1024 // 1024} MB.",
        "Save the article alone, or split the file.",
    )


def _unreadable(root: Path, error: OSError) -> Finding:
    name = _name(root, Path(os.fsdecode(error.filename))) if error.filename else ""
    return _finding(name, "capture-unreadable", f"It cannot be read: {error.strerror or error}.", "Check its rights.")


def _unknown_format(root: Path, path: Path, name: str = "") -> Finding:
    """One finding for all files of a kind in a folder, unless the file was asked for by name."""
    ending = path.suffix or "no ending"
    where = name or _name(root, path.parent)
    message = f"Files with {ending} are not read." if not name else f"A file with {ending} is not read."
    return _finding(where, "capture-format", message, f"Save the text as one of {', '.join(SUFFIXES)}.", "info")
