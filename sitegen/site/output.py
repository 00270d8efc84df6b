"""Writing the site: built aside and swapped in by rename, so that at every moment a whole site stands in place."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sitegen.site.manifest import MANIFEST, digest_bytes, digest_folder, format_manifest, read_manifest

if TYPE_CHECKING:
    from sitegen.site.pages import OutputFile

SEARCH_FOLDER = "pagefind"
_MADE_FROM = "made-from.txt"
"""In that folder: the digest of what the index was made from."""
MakeIndex = Callable[[Path, Mapping[str, bytes]], bool]
"""Fills the folder `pagefind/` of the site it is handed from the pages it is handed; says whether it could."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a build changed on disk."""

    written: int
    """Files that are new or differ."""
    removed: int
    unchanged: int
    indexed: bool
    """Whether the search index was made anew."""


def write_site(
    output: Path,
    files: Iterable[OutputFile],
    *,
    make_index: MakeIndex | None,
) -> Written:
    """Make `output` hold exactly `files` and, where `make_index` is given, a search index of those of kind `search`.

    The manifest of all these files is written last. Where no byte differs, nothing is touched. Otherwise the new site
    is put together beside the old one (files that stay are linked, not copied) and the two change places. The index is
    made anew only where what it is made from changed. A path that leaves the site or stands twice is refused with
    ValueError.
    """
    recover(output)
    planned, searched = _by_path(files)
    made_from = _digest(searched)
    same = {path for path, content in planned.items() if _holds(output / path, content)}
    old = set(_existing(output))
    stale = old - planned.keys()
    has_index = (output / SEARCH_FOLDER).is_dir()
    index = _sound_index(output)
    reindex = make_index is not None and not (index and _holds(output / SEARCH_FOLDER / _MADE_FROM, made_from))
    digests = {path: digest_bytes(content) for path, content in planned.items()}
    recorded = _holds(output / MANIFEST, format_manifest(digests | (index or {})))
    unchanged = recorded and len(same) == len(planned) and not stale
    if unchanged and not reindex and (make_index is not None or not has_index):
        return Written(0, 0, len(same), False)
    staging = _aside(output, "new")
    staging.mkdir(parents=True)
    for path, content in planned.items():
        _place(staging / path, content, output / path if path in same else None)
    indexed = False
    if make_index is not None and reindex:
        indexed = make_index(staging, searched)
        if indexed:
            (staging / SEARCH_FOLDER / _MADE_FROM).write_bytes(made_from)
    elif make_index is not None:
        shutil.copytree(output / SEARCH_FOLDER, staging / SEARCH_FOLDER, copy_function=_link)
    (staging / MANIFEST).write_bytes(format_manifest(digests | _digest_index(staging)))
    _swap(output, staging)
    return Written(len(planned) - len(same), len(stale), len(same), indexed)


def recover(output: Path) -> None:
    """Finish what an interrupted build left: the old site goes back if none stands, leftovers go."""
    old = _aside(output, "old")
    if old.exists() and not output.exists():
        old.rename(output)
    for leftover in (old, _aside(output, "new")):
        if leftover.exists():
            shutil.rmtree(leftover)


def _aside(output: Path, what: str) -> Path:
    return output.with_name(f"{output.name}.{what}")


def _by_path(files: Iterable[OutputFile]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Contents by path: what is published, and what the search index is made from."""
    planned: dict[str, bytes] = {}
    searched: dict[str, bytes] = {}
    for file in files:
        path = PurePosixPath(file.path)
        if path.is_absolute() or ".." in path.parts or "\\" in file.path or "\0" in file.path:
            raise ValueError(f"{file.path!r} would be written outside the site")
        group = searched if file.kind == "search" else planned
        if file.path in group:
            raise ValueError(f"two files of the site are called {file.path!r}")
        group[file.path] = file.content
    return planned, searched


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


def _existing(output: Path) -> Iterable[str]:
    """Paths of the site's own files; the search index and the manifest are not among them."""
    for folder, folders, names in os.walk(output):
        relative = Path(folder).relative_to(output)
        if relative == Path():
            folders[:] = [name for name in folders if name != SEARCH_FOLDER]
            names = [name for name in names if name != MANIFEST]
        yield from ((relative / name).as_posix() for name in names)


def _place(path: Path, content: bytes, same: Path | None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if same is None:
        path.write_bytes(content)
    else:
        _link(str(same), str(path))


def _link(source: str, target: str) -> None:
    """A hard link where the file system has them, else a copy. Files of the site are never written in place."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _swap(output: Path, staging: Path) -> None:
    old = _aside(output, "old")
    if output.exists():
        output.rename(old)
    staging.rename(output)
    if old.exists():
        shutil.rmtree(old)
