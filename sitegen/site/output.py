"""Writing the site: changed files are put together aside, then moved in under a journal, the manifest last.

A build that is interrupted before the journal stands leaves the old site; one that is interrupted later is finished
by the next. Processes that plan pages write them themselves and send back digests only. What is made from the same
as last time is not planned again where its files stand as they were left.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import NamedTuple

from sitegen.cache import Written, add_to_fingerprint, fingerprint_site, sum_up
from sitegen.codec import codec_of
from sitegen.findings import Finding, FindingError
from sitegen.progress import Progress, no_progress
from sitegen.records.writing import write_file
from sitegen.site.frame import Batch, LargeFile, OutputFile, PlacedFiles
from sitegen.site.manifest import MANIFEST, digest_bytes, digest_folder, format_manifest, list_files, read_manifest
from sitegen.store import NO_STORE, Store, digest_of
from sitegen.workers import map_items

SEARCH_FOLDER = "pagefind"
_MADE_FROM = "made-from.txt"
"""In that folder: the digest of what the index was made from."""
MakeIndex = Callable[[Path, Mapping[str, bytes]], bool]
"""Fills the folder `pagefind/` of the site it is handed from the pages it is handed; says whether it could."""


_Files = tuple[tuple[str, str], ...]
"""Paths and digests."""
_PLANNED, _STATE = codec_of(tuple[tuple[bytes, _Files], ...]), codec_of(str)
"""What each batch was made from, with its files; the state of the site."""


class _Placed(NamedTuple):
    """A planned file: in the new folder, or as it stands already."""

    path: str
    digest: str
    same: bool


def write_site(
    output: Path,
    batches: Sequence[Batch],
    *,
    searched: Iterable[OutputFile] = (),
    plan_whole: Callable[[PlacedFiles], Iterable[OutputFile | LargeFile]] | None = None,
    make_index: MakeIndex | None = None,
    keep_index: bool = False,
    prepare: Callable[[], None] | None = None,
    store: Store = NO_STORE,
    jobs: int = 1,
    progress: Progress = no_progress,
) -> Written:
    """Make `output` hold exactly the files of `batches` and, where `make_index` is given, an index of `searched`.

    Each batch that `store` does not know is planned in one of `jobs` processes. Where no byte differs, nothing is
    touched. The index is made anew only where what it is made from changed; with `keep_index` not even then, where one
    stands and no file goes. A path that leaves the site or stands twice is refused with ValueError. `prepare` is called
    before batches are planned, in this process; `plan_whole` when all are, for files put together from theirs.
    """
    recover(output)
    staging, state_of = _aside(output, "new"), digest_of("site", str(output))
    standing, state = _read_standing(output, store.recall(state_of, _STATE))
    placed = _place_batches(staging, standing, batches, prepare, store, jobs, progress)
    for whole in plan_whole(_Placements(output, staging, placed)) if plan_whole else ():
        placed[whole.path] = _place_whole(staging, standing, whole)
    gone = [path for path in standing.keys() - placed.keys() if not _is_index(path)]
    keep_index = keep_index and gone in ([], [MANIFEST])  # what was withdrawn leaves the index with its files
    kept = _sound_index(output, standing) if make_index else None
    pages = {file.path: file.content for file in searched} if make_index and not (keep_index and kept) else {}
    made_from = _digest(pages)
    if not keep_index and not _holds(output / SEARCH_FOLDER / _MADE_FROM, made_from):
        kept = None
    indexed = False
    if make_index and kept is None:
        staging.mkdir(parents=True, exist_ok=True)
        indexed = make_index(staging, pages)
        if indexed:
            (staging / SEARCH_FOLDER / _MADE_FROM).write_bytes(made_from)
        progress("indexing", 1, 1)
    digests = {path: file.digest for path, file in placed.items()} | (kept or _digest_index(staging))
    stale = standing.keys() - digests.keys() - {MANIFEST}
    manifest = format_manifest(digests)
    if stale or indexed or not _holds(output / MANIFEST, manifest) or not all(file.same for file in placed.values()):
        staging.mkdir(parents=True, exist_ok=True)
        (staging / MANIFEST).write_bytes(manifest)
        changed = {*list_files(staging), *stale}
        before = sum_up(output, changed)
        _move_in(output, staging, stale)
        state = state and add_to_fingerprint(state, before, sum_up(output, changed))
    shutil.rmtree(staging, ignore_errors=True)
    state = state or fingerprint_site(output)
    store.keep(state_of, _STATE, state)
    same = sum(file.same for file in placed.values())
    return Written(len(placed) - same, len(set(gone) - {MANIFEST}), same, indexed, state)


def recover(output: Path) -> None:
    """Finish what an interrupted build left: changes that were journalled are made, others are dropped. A damaged
    journal is dropped with them: the build that follows looks at every file of the site.

    FindingError where something else stands in the place of the folder or the journal, such as a link elsewhere.
    """
    staging, journal = _aside(output, "new"), _aside(output, "journal")
    _refuse(staging, S_ISDIR)
    _refuse(journal, S_ISREG)
    if journal.exists():
        _finish(output, staging, journal)
    shutil.rmtree(staging, ignore_errors=True)


def _refuse(path: Path, is_ours: Callable[[int], bool]) -> None:
    if os.path.lexists(path) and not is_ours(path.lstat().st_mode):
        message = "Builds put a site together under this name, and what stands there is none of theirs."
        raise FindingError(Finding(path.name, 0, "unreadable", "error", message, "Move it elsewhere, or remove it."))


def _aside(output: Path, what: str) -> Path:
    return output.with_name(f"{output.name}.{what}")


# --- putting together -------------------------------------------------------------------------------------------------


def _read_standing(output: Path, state: str | None) -> tuple[dict[str, str], str]:
    """The digests of all files of the site by path. The manifest is believed where nothing changed since `state`, which
    is given back then; else nothing is.
    """
    if state and state == fingerprint_site(output):
        return read_manifest(output / MANIFEST)[0] | {MANIFEST: ""}, state
    return digest_folder(output), ""


def _place_batches(
    staging: Path,
    standing: Mapping[str, str],
    batches: Sequence[Batch],
    prepare: Callable[[], None] | None,
    store: Store,
    jobs: int,
    progress: Progress,
) -> dict[str, _Placed]:
    """The files of all batches by path."""

    def place(number: int) -> list[_Placed]:
        return [_place(staging, standing, file) for file in batches[number].files]

    kept = digest_of("planned")
    planned = dict(store.recall(kept, _PLANNED) or ())
    found = [_recall(planned, batch, standing) for batch in batches]
    due = [number for number, files in enumerate(found) if files is None]
    if prepare and due:
        prepare()
    for done, (number, files) in enumerate(zip(due, map_items(place, due, jobs), strict=True), 1):
        found[number] = files
        progress("writing pages", done, len(due))
    store.keep(kept, _PLANNED, tuple(_tell_planned(batches, found)))
    placed: dict[str, _Placed] = {}
    for file in chain.from_iterable(files for files in found if files):
        if file.path in placed:
            raise ValueError(f"two files of the site are called {file.path!r}")
        placed[file.path] = file
    return placed


def _tell_planned(
    batches: Iterable[Batch], placed: Iterable[Sequence[_Placed] | None]
) -> Iterator[tuple[bytes, _Files]]:
    for batch, files in zip(batches, placed, strict=True):
        if batch.made_from and files:
            yield batch.made_from, tuple((one.path, one.digest) for one in files)


def _recall(planned: Mapping[bytes, _Files], batch: Batch, standing: Mapping[str, str]) -> list[_Placed] | None:
    """The files of a batch that was planned before, where all of them stand as it made them."""
    files = planned.get(batch.made_from) if batch.made_from else None
    if files is None or any(standing.get(path) != digest for path, digest in files):
        return None
    return [_Placed(path, digest, True) for path, digest in files]


def _place(staging: Path, standing: Mapping[str, str], file: OutputFile) -> _Placed:
    if file.path.startswith("/") or ".." in file.path.split("/") or "\\" in file.path or "\0" in file.path:
        raise ValueError(f"{file.path!r} would be written outside the site")
    digest = digest_bytes(file.content)
    same = standing.get(file.path) == digest
    if not same:
        try:
            _write(f"{staging}/{file.path}", file.content)
        except FileNotFoundError:
            (staging / file.path).parent.mkdir(parents=True, exist_ok=True)
            _write(f"{staging}/{file.path}", file.content)
    return _Placed(file.path, digest, same)


def _place_whole(staging: Path, standing: Mapping[str, str], file: OutputFile | LargeFile) -> _Placed:
    """A file of the whole archive; it stands at the root of the site."""
    if isinstance(file, OutputFile):
        return _place(staging, standing, file)
    staging.mkdir(parents=True, exist_ok=True)
    whole = hashlib.sha256()
    with (staging / file.path).open("wb") as written:
        for piece in file.pieces:
            whole.update(piece)
            written.write(piece)
    digest = whole.hexdigest()
    if same := standing.get(file.path) == digest:
        (staging / file.path).unlink()
    return _Placed(file.path, digest, same)


class _Placements(NamedTuple):
    """The files that `placed` tells of, in the folder where they are."""

    output: Path
    staging: Path
    placed: Mapping[str, _Placed]

    def read(self, path: str) -> bytes:
        with open(self._where(path), "rb") as file:  # noqa: PTH123
            return file.read()

    def measure(self, path: str) -> tuple[int, str]:
        return os.stat(self._where(path)).st_size, self.placed[path].digest  # noqa: PTH116

    def _where(self, path: str) -> str:
        return f"{self.output if self.placed[path].same else self.staging}/{path}"


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


def _is_index(path: str) -> bool:
    return path.startswith(f"{SEARCH_FOLDER}/")


def _digest_index(site: Path) -> dict[str, str]:
    found = digest_folder(site / SEARCH_FOLDER)
    return {f"{SEARCH_FOLDER}/{path}": digest for path, digest in found.items()}


def _sound_index(site: Path, standing: Mapping[str, str]) -> dict[str, str] | None:
    """The digests of the search index; None where there is none, or it is not as the build that made it recorded it."""
    recorded, _ = read_manifest(site / MANIFEST)
    found, made = (
        {path: digest for path, digest in files.items() if _is_index(path)} for files in (standing, recorded)
    )
    return found if found and found == made else None


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
    stale = _read_journal(journal)
    if stale is None:
        journal.unlink()
        return
    for path in sorted(stale.intersection(list_files(output))):
        (output / path).unlink()
        with suppress(OSError):  # the folder still holds something
            os.removedirs((output / path).parent)
    new = sorted(list_files(staging), key=lambda path: (path == MANIFEST, path))
    output.mkdir(parents=True, exist_ok=True)
    for name in sorted({folder for path in new for folder in _folders_of(path)}):
        folder = output / name
        if folder.is_symlink() or not folder.is_dir():  # somebody else's: nothing is moved through a link
            folder.unlink(missing_ok=True)
            folder.mkdir()
    for path in new:
        try:
            (staging / path).replace(output / path)
        except IsADirectoryError:  # that somebody has made
            shutil.rmtree(output / path)
            (staging / path).replace(output / path)
    journal.unlink()


def _folders_of(path: str) -> Iterator[str]:
    """`a/b` and `a` of `a/b/c`."""
    while path := path.rpartition("/")[0]:
        yield path


def _read_journal(journal: Path) -> set[str] | None:
    """The files that are to go; None where it is none of ours, which is written whole or not at all."""
    try:
        stale = json.loads(journal.read_bytes())
    except (ValueError, RecursionError):
        return None
    return set(stale) if isinstance(stale, list) and all(isinstance(path, str) for path in stale) else None
