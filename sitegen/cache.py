"""What the last build rested on and what it said: where neither its inputs nor its site changed, it stands.

Only the state of files is looked at (path, size, times, inode), never their content, and nothing is imported that a
build needs. A file that was only touched leads to a build. The cache lies in `.sitegen/` and may be thrown away: one
that is missing, damaged or of another archive, program or set of options is no cache.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any
from zlib import crc32

from sitegen.findings import Finding

FILE = ".sitegen/last-build.json"
"""Relative to the archive."""
_INPUTS = ("content", "seeds", "themes")
_PACKAGE = Path(__file__).parent
_PROGRAM = (_PACKAGE, _PACKAGE.parent / "themes")
"""A checkout has its themes beside the package, a wheel inside."""
_TICK = 100_000_000
_WHOLE_SECONDS = 2_000_000_000
"""Nanoseconds in which a file may change again without another time stamp; the second on disks that count seconds."""
_BEGUN = time.time_ns()
"""When this process loaded the program."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a build changed on disk."""

    written: int
    """Files that are new or differ."""
    removed: int
    unchanged: int
    indexed: bool
    """Whether the search index was made anew."""
    state: str = ""
    """`fingerprint_site` of the site as it was left."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    documents: int
    written: Written
    findings: tuple[Finding, ...]
    imported: int = 0
    """Captures that became new documents."""
    ledger_added: int = 0
    """Lines that the ledger of addresses got, or with `locked` would have got."""


def fingerprint_inputs(root: Path, output: Path, options: Mapping[str, object]) -> str:
    """A digest of the state of all that a build reads: the archive's files, the program's, and its options. Empty
    where a file changed so lately that it could change again unseen.
    """
    asked = repr((str(root), str(output), sorted(options.items()), sys.version))
    return _add_up(asked, _walk([*(root / name for name in _INPUTS), *_PROGRAM]), time.time_ns())


def fingerprint_program() -> str:
    """A digest of the state of the program's own files and of the packages that it uses. Empty where one changed since
    this process began: then nobody can say which program runs.
    """
    return _add_up(sys.version, _walk([_PACKAGE]), _BEGUN)


def _add_up(asked: str, states: Iterable[tuple[int, int]], before: int) -> str:
    """Of states of files, and those of the installed packages; empty where one changed at a time or after it."""
    whole, latest = 0, 0
    for sign, changed in chain(_modules(), states):
        whole += sign
        latest = max(latest, changed)
    digest = sha256(f"{_shorten(whole)} {asked}".encode("utf-8", "surrogateescape"))
    return digest.hexdigest() if is_settled(latest, before) else ""


def is_settled(changed: int, now: int) -> bool:
    """Whether a file that changed at one time cannot change again unseen from another on, both in nanoseconds."""
    return changed + (_TICK if changed % 1_000_000_000 else _WHOLE_SECONDS) <= now


def describe_state(status: os.stat_result) -> str:
    """What differs where a file's content does."""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino} {status.st_mode}"


def recall_build(root: Path, output: Path, options: Mapping[str, object]) -> Built | None:
    """What the last build said, as one that finds nothing to do would say it; None where one is needed."""
    try:
        state = json.loads(read_own(root / FILE))
        inputs, site, documents, files, findings = (state[key] for key in _KEYS)
        told = tuple(Finding(*finding) for finding in findings)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    sound = isinstance(documents, int) and isinstance(files, int) and all(map(_is_sound, told))
    if not sound or not inputs or fingerprint_inputs(root, output, options) != inputs:
        return None
    if fingerprint_site(output) != site:
        return None
    return Built(documents, Written(0, 0, files, False, site), told)


def remember_build(root: Path, output: Path, options: Mapping[str, object], inputs: str, built: Built) -> None:
    """Keep what a build said that began with the fingerprint `inputs`. One during which an input changed, be it by the
    build itself, is not kept, nor one by a program that was upgraded while it ran: nobody can say what they have read.
    """
    changed = not inputs or inputs != fingerprint_inputs(root, output, options)
    if changed or built.ledger_added or not fingerprint_program():
        return
    files = built.written.written + built.written.unchanged
    state = (inputs, built.written.state, built.documents, files, [astuple(finding) for finding in built.findings])
    with suppress(OSError):  # where nothing can be written, nothing is remembered
        (root / FILE).parent.mkdir(exist_ok=True)
        draft = (root / FILE).with_suffix(".draft")
        write_own(draft, json.dumps(dict(zip(_KEYS, state, strict=True))))
        draft.replace(root / FILE)


def read_own(path: Path) -> bytes:
    """A file of `.sitegen/`, where anybody may have put anything: OSError where it is no ordinary one, since to open a
    pipe would wait for ever.
    """
    if not S_ISREG(path.lstat().st_mode):
        raise FileNotFoundError(path)
    return path.read_bytes()


def write_own(path: Path, text: str) -> None:
    """Write a file of that folder anew, never through a link that stands in its place or leads to the folder."""
    if path.parent.is_symlink():
        raise FileNotFoundError(path)
    path.unlink(missing_ok=True)
    path.write_text(text, encoding="utf-8")


_KEYS = ("inputs", "site", "documents", "files", "findings")


def _is_sound(finding: Finding) -> bool:
    texts: tuple[Any, ...] = (finding.file, finding.code, finding.message, finding.remedy)
    known = finding.severity in ("error", "warning", "info")
    return known and isinstance(finding.line, int) and all(isinstance(text, str) for text in texts)


def fingerprint_site(folder: Path) -> str:
    """Of the state of every file of a built site."""
    return _shorten(sum(sign for sign, _ in _walk([folder])))


def add_to_fingerprint(fingerprint: str, before: int, after: int) -> str:
    """The fingerprint of a site of which some files changed, from what `sum_up` gave of them before and after that."""
    return _shorten(int(fingerprint, 16) - before + after)


def sum_up(folder: Path, paths: Iterable[str]) -> int:
    """Of the states of these files of a site, those that are there: the part that they have in its fingerprint."""
    whole = 0
    for path in (f"{folder}/{path}" for path in paths):
        with suppress(OSError):
            state = os.stat(path)  # noqa: PTH116
            whole += 0 if S_ISDIR(state.st_mode) else _sign(path, state)
    return whole


def _shorten(whole: int) -> str:
    return f"{whole % (1 << 64):x}"


def _sign(path: str, state: os.stat_result) -> int:
    """What differs where a file's name or content does, as a number that can be added and taken away again. Hashes of
    numbers are the same in every run, and take a quarter of the time of a digest of what `describe_state` says.
    """
    name = _sign_name(path)
    return hash((name, state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino, state.st_mode))


def _sign_name(path: str) -> int:
    return crc32(path.encode("utf-8", "surrogateescape"))


def _modules() -> Iterator[tuple[int, int]]:
    """The folders of installed packages: they change when one is installed, upgraded or removed."""
    for name in (name for name in sys.path if name.endswith("-packages")):
        with suppress(OSError):
            state = Path(name).stat()
            yield _sign(name, state), state.st_mtime_ns


def _walk(folders: Iterable[Path]) -> Iterator[tuple[int, int]]:
    """The sign of every file below the folders, and when it changed last; a folder once. Links to folders are followed
    to what lies beside these, which is the archive: of one that leads out of it nothing is read.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [str(folder) for folder in folders][::-1]
    beside = tuple({os.path.join(os.path.realpath(os.path.dirname(folder)), "") for folder in waiting})  # noqa: PTH118, PTH120
    while waiting:
        inside: list[str] = []
        folder = waiting.pop()
        try:
            names = os.listdir(folder)  # noqa: PTH208  # entries of `scandir` take ten times the memory
        except OSError:
            continue
        for path in (f"{folder}/{name}" for name in names):
            try:
                state = os.stat(path)  # noqa: PTH116
            except OSError:  # a link that leads nowhere
                yield _sign_name(path), 0
                continue
            if not S_ISDIR(state.st_mode):
                yield _sign(path, state), state.st_ctime_ns
            elif os.path.islink(path) and not os.path.realpath(path).startswith(beside):  # noqa: PTH114
                yield _sign_name(path), 0
            elif not path.endswith("/__pycache__") and (state.st_dev, state.st_ino) not in seen:
                seen.add((state.st_dev, state.st_ino))
                inside.append(path)
        waiting += sorted(inside)
