"""One run at a time changes an archive. The lock is the system's own, so that a run that is killed never leaves it."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sitegen.findings import Finding, FindingError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = ".sitegen/lock"
"""Relative to the archive. It says who holds the lock, for the message to others; that it is there means nothing."""
_NOT_WRITABLE = (errno.EROFS, errno.EACCES, errno.EPERM)
_LOCKED_BYTE = 1 << 20
"""Windows lets nobody read a byte that is locked: the one that is lies beyond the text."""


class BusyError(FindingError):
    """Another run is at work in the archive; the finding says which."""

    def __init__(self, owner: str) -> None:
        message = f"Another run of sitegen is changing this archive{f' ({owner})' if owner else ''}."
        super().__init__(Finding(LOCK, 0, "archive-busy", "error", message, "Wait until it is done, or stop it."))


@contextmanager
def hold_archive(root: Path, *, wait: bool = False) -> Iterator[None]:
    """Keep other runs from changing the archive at `root` in a `with` block; not to be nested.

    Raises BusyError where another run holds it; with `wait`, waits until that is done. A folder in which nothing can
    be written needs no lock. The lock goes with its process, however that ends; its children do not inherit it.
    """
    path = root / LOCK
    try:
        path.parent.mkdir(exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    except OSError as error:
        if error.errno not in _NOT_WRITABLE:
            raise
        yield
        return
    try:
        if not _take(handle, wait=wait):
            raise BusyError(os.read(handle, 200).decode("utf-8", "replace").strip())
        _sign(handle, f"process {os.getpid()} on {socket.gethostname()}\n")
        try:
            yield
        finally:
            _sign(handle, "")
    finally:
        os.close(handle)


def _take(handle: int, *, wait: bool) -> bool:
    """Whether the lock is ours now. POSIX record locks belong to a process alone, unlike those of flock(2)."""
    try:
        if sys.platform == "win32":
            os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            fcntl.lockf(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB), 1, _LOCKED_BYTE)
    except (BlockingIOError, PermissionError):
        os.lseek(handle, 0, os.SEEK_SET)
        return False
    return True


def _sign(handle: int, owner: str) -> None:
    """Say who holds the lock. A full disk is no reason not to hold it."""
    with contextlib.suppress(OSError):
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, owner.encode("utf-8", "replace"))
