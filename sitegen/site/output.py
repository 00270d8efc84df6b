"""Writing the site: changed files are put together aside, then moved in under a journal, the manifest last.

A build that is interrupted before the journal stands leaves the old site; one that is interrupted later is finished
by the next. Processes that plan pages write them themselves and send back digests only.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sitegen.cache import Written
from sitegen.progress import Progress, no_progress
from sitegen.records.files import write_file
from sitegen.site.manifest import MANIFEST, digest_bytes, digest_folder, format_manifest, list_files, read_manifest
from sitegen.workers import map_items

if TYPE_CHECKING:
    from sitegen.site.pages import OutputFile

SEARCH_FOLDER = "pagefind"
_MADE_FROM = "made-from.txt"
"""In that folder: the digest of what the index was made from."""
MakeIndex = Callable[[Path, Mapping[str, bytes]], bool]
"""Fills the folder `pagefind/` of the site it is handed from the pages it is handed; says whether it could."""


class _Placed(NamedTuple):
    """A planned file: in the new folder, or as it stands already."""

    path: str
    digest: str
    same: bool


def write_site(
    output: Path,
    parts: Sequence[Iterable[OutputFile]],
    *,
    searched: Iterable[OutputFile] = (),
    make_index: MakeIndex | None = None,
    jobs: int = 1,
    progress: Progress = no_progress,
) -> Written:
    """Make `output` hold exactly the files of `parts` and, where `make_index` is given, an index of `searched`.

    Each part is planned in one of `jobs` processes. Where no byte differs, nothing is touched. The index is made anew
    only where what it is made from changed. A path that leaves the site or stands twice is refused with ValueError.
    """
    recover(output)
    staging = _aside(output, "new")
    existing = frozenset(list_files(output))
    placed = _place_parts(output, staging, existing, parts, jobs, progress)
    pages = {file.path: file.content for file in searched} if make_index else {}
    made_from = _digest(pages)
    index = _sound_index(output)
    kept = index if make_index and _holds(output / SEARCH_FOLDER / _MADE_FROM, made_from) else None
    indexed = False
    if make_index and kept is None:
        staging.mkdir(parents=True, exist_ok=True)
        indexed = make_index(staging, pages)
        if indexed:
            (staging / SEARCH_FOLDER / _MADE_FROM).write_bytes(made_from)
        progress("indexing", 1, 1)
    digests = {file.path: file.digest for file in placed} | (kept or _digest_index(staging))
    stale = existing - digests.keys() - {MANIFEST}
    manifest = format_manifest(digests)
    if stale or indexed or not _holds(output / MANIFEST, manifest) or not all(file.same for file in placed):
        staging.mkdir(parents=True, exist_ok=True)
        (staging / MANIFEST).write_bytes(manifest)
        _move_in(output, staging, stale)
    shutil.rmtree(staging, ignore_errors=True)
    same = sum(file.same for file in placed)
    gone = [path for path in stale if not path.startswith(f"{SEARCH_FOLDER}/")]
    return Written(len(placed) - same, len(gone), same, indexed)


def recover(output: Path) -> None:
    """Finish what an interrupted build left: changes that were journalled are made, others are dropped."""
    staging, journal = _aside(output, "new"), _aside(output, "journal")
    if journal.exists():
        _finish(output, staging, journal)
    shutil.rmtree(staging, ignore_errors=True)


def _aside(output: Path, what: str) -> Path:
    return output.with_name(f"{output.name}.{what}")


# --- putting together -------------------------------------------------------------------------------------------------


def _place_parts(
    output: Path,
    staging: Path,
    existing: frozenset[str],
    parts: Sequence[Iterable[OutputFile]],
    jobs: int,
    progress: Progress,
) -> list[_Placed]:
    def place(number: int) -> list[_Placed]:
        return [_place(output, staging, existing, file) for file in parts[number]]

    placed: dict[str, _Placed] = {}
    for done, files in enumerate(map_items(place, range(len(parts)), jobs), 1):
        for file in files:
            if file.path in placed:
                raise ValueError(f"two files of the site are called {file.path!r}")
            placed[file.path] = file
        progress("writing pages", done, len(parts))
    return list(placed.values())


def _place(output: Path, staging: Path, existing: frozenset[str], file: OutputFile) -> _Placed:
    if file.path.startswith("/") or ".." in file.path.split("/") or "\\" in file.path or "\0" in file.path:
        raise ValueError(f"{file.path!r} would be written outside the site")
    same = file.path in existing and _holds(output / file.path, file.content)
    if not same:
        try:
            _write(f"{staging}/{file.path}", file.content)
        except FileNotFoundError:
            (staging / file.path).parent.mkdir(parents=True, exist_ok=True)
            _write(f"{staging}/{file.path}", file.content)
    return _Placed(file.path, digest_bytes(file.content), same)


def _write(path: str, content: bytes) -> None:
    """Without a `Path`: making one takes half as long as writing a page."""
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(content)


def _digest(contents: Mapping[str, bytes]) -> bytes:
    whole = hashlib.sha256()
    for path, content in sorted(contents.items()):
        whole.update(f"{path}\0{len(content)}\0".encode() + content)
    return f"{whole.hexdigest()}\n".encode()


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _digest_index(site: Path) -> dict[str, str]:
    found = digest_folder(site / SEARCH_FOLDER)
    return {f"{SEARCH_FOLDER}/{path}": digest for path, digest in found.items()}


def _sound_index(site: Path) -> dict[str, str] | None:
    """The digests of the search index; None where there is none, or it is not as the build that made it recorded it."""
    recorded, _ = read_manifest(site / MANIFEST)
    found = _digest_index(site)
    sound = found and found == {path: recorded[path] for path in recorded if path.startswith(f"{SEARCH_FOLDER}/")}
    return found if sound else None


# --- moving in --------------------------------------------------------------------------------------------------------


def _move_in(output: Path, staging: Path, stale: Iterable[str]) -> None:
    if not output.exists():
        staging.rename(output)
        return
    journal = _aside(output, "journal")
    write_file(journal, json.dumps(sorted(stale)))
    _finish(output, staging, journal)


def _finish(output: Path, staging: Path, journal: Path) -> None:
    """Take away what the journal names, move in what was put together; doing so again where it broke off is safe."""
    for path in sorted(set(list_files(output)).intersection(json.loads(journal.read_bytes()))):
        (output / path).unlink()
        with suppress(OSError):  # the folder still holds something
            os.removedirs((output / path).parent)
    new = sorted(list_files(staging), key=lambda path: (path == MANIFEST, path))
    for folder in {(output / path).parent for path in new}:
        folder.mkdir(parents=True, exist_ok=True)
    for path in new:
        (staging / path).replace(output / path)
    journal.unlink()
