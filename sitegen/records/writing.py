"""Files that are written whole or not at all, one or many at a time."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

UNFINISHED = ".sitegen-"
"""How the names of files begin that are being written."""


def remove_unfinished(root: Path) -> None:
    """Remove what a run that was killed had not finished writing; while no other run is at work."""
    content = root / "content"
    folders = (path for path in content.glob("*") if path.is_dir() and not path.is_symlink())  # none is written deeper
    for folder in (root, content, *folders):
        for path in folder.glob(f"{UNFINISHED}*"):
            is_folder = path.is_dir() and not path.is_symlink()
            shutil.rmtree(path) if is_folder else path.unlink(missing_ok=True)


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file so that at every moment either the old or the new content stands there, even after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode() if isinstance(content, str) else content
    handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


class Writer:
    """Writes many files as `write_file` does, several at a time: a disk takes eight files in the time of two.

    Used in a `with` block, which ends when everything is written; the first failure is raised then, or by `wait`.
    """

    _THREADS, _MOST_WAITING = 8, 256

    def __init__(self, root: Path) -> None:
        self._root = root
        self._pool = ThreadPoolExecutor(self._THREADS)
        self._waiting: list[Future[None]] = []

    def write(self, texts: Mapping[str, str]) -> None:
        """Have files, by their names relative to the root, hold these texts soon. They are written in this order, none
        before the one ahead of it stands: an account of origin without its document would mean that it was deleted.
        """
        if len(self._waiting) >= self._MOST_WAITING:
            self.wait()
        self._waiting.append(self._pool.submit(self._write, tuple(texts.items())))

    def _write(self, texts: Iterable[tuple[str, str]]) -> None:
        for name, text in texts:
            write_file(self._root / name, text)

    def wait(self) -> None:
        """Return when everything is on disk; OSError where it cannot be."""
        waiting, self._waiting = self._waiting, []
        for written in waiting:
            written.result()

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()
        self.wait()
