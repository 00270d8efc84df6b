"""Content files as text: what can be read, and why the rest cannot."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

from sitegen.cache import describe_state, is_settled
from sitegen.findings import Finding

BYTE_ORDER_MARK = "\ufeff"
MAX_BYTES = 50 * 1024 * 1024
"""The largest content file that is read, as large as the largest capture."""


def plain(text: str) -> str:
    """A file's text without its byte order mark, every line ended by a line feed."""
    return text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")


def exists(root: Path, name: str) -> bool:
    """Whether there is a file of that name, relative to the archive; a link that leads nowhere is one, so that it is
    told instead of written over. Asked so often that `Path` is too slow.
    """
    return os.path.lexists(f"{root}/{name}")


def read_text(root: Path, name: str) -> tuple[str | None, list[Finding]]:
    """A content file as text: UTF-8, with or without BOM, any line ends. None and a finding where it is not."""
    text, findings = read_exact(root, name)
    return (None if text is None else plain(text)), findings


def read_exact(root: Path, name: str) -> tuple[str | None, list[Finding]]:
    """The same with its byte order mark and its own line ends, to be patched and written back."""
    if problem := _refusal(root, name):
        return None, [problem]
    try:
        with open(f"{root}/{name}", "rb") as file:  # noqa: PTH123
            data = file.read()
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message, remedy = "This file is not UTF-8 text.", "Save it as UTF-8 in your editor."
        return None, [Finding(name, line, "not-utf-8", "error", message, remedy)]
    except OSError as error:
        message = f"This file cannot be read: {error.strerror}."
        return None, [
            Finding(name, 0, "unreadable", "error", message, "Check that it is there and that you may read it.")
        ]


def _refusal(root: Path, name: str) -> Finding | None:
    """Why a content file is not opened. What cannot even be looked at is told by the attempt to read it."""
    try:
        inside, status = look_at(root, name)
    except OSError:
        return None
    if not inside:
        message, remedy = "This is a link to a file outside the archive.", "Copy the file into the archive."
    elif not stat.S_ISREG(status.st_mode):
        message, remedy = "This is no ordinary file.", "Remove it."
    elif status.st_size > MAX_BYTES:
        message = f"This file is larger than {MAX_BYTES // 1024 // 1024} MB."
        remedy = "Divide it, or keep it outside the archive."
    else:
        return None
    return Finding(name, 0, "unreadable", "error", message, remedy)


def look_at(root: Path, name: str) -> tuple[bool, os.stat_result]:
    """`Looks.at` of a single file."""
    return Looks(root).at(name)


ABSENT = "none"


class Looks:
    """Looks at many files of one archive at once: the folders that they lie in are looked at only once."""

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._plain = {"": os.name == "posix"}
        """Of folders that are there: whether none is a link on the way to them."""
        self._absent: set[str] = set()

    def at(self, name: str) -> tuple[bool, os.stat_result]:
        """Whether the file that a name leads to lies inside the archive, be it through links, and that file's state.

        Following every link on the way from the root of the disk, as `realpath` does, costs twenty times as much as to
        see that there is none below the archive's folder. OSError where there is no such file.
        """
        plain, status = self._look(name)
        if plain:
            return True, status
        place = f"{self._root}/{name}"
        return Path(os.path.realpath(place)).is_relative_to(os.path.realpath(self._root)), os.stat(place)  # noqa: PTH116

    def _look(self, name: str) -> tuple[bool, os.stat_result]:
        """Whether there is no link on the way to a file, and the state of what bears its name."""
        folder, _, last = name.rpartition("/")
        above = self._is_plain(folder)
        status = os.lstat(f"{self._root}/{name}")
        return above and last != ".." and not stat.S_ISLNK(status.st_mode), status

    def _is_plain(self, folder: str) -> bool:
        if folder in self._absent:
            raise FileNotFoundError(folder)
        if folder not in self._plain:
            try:
                self._plain[folder], _ = self._look(folder)
            except FileNotFoundError:
                self._absent.add(folder)
                raise
        return self._plain[folder]

    def state_of(self, name: str) -> str:
        """What no other content of this file has, nor another file; `ABSENT` for all that are not there. Empty where
        the content could change without another state, and where nobody can tell: links, and what is no file.
        """
        return self._state_of(name, stat.S_ISREG)

    def folder_state(self, name: str) -> str:
        """The same of the names in a folder."""
        return self._state_of(name, stat.S_ISDIR)

    def _state_of(self, name: str, is_kind: Callable[[int], bool]) -> str:
        try:
            inside, status = self.at(name)
        except FileNotFoundError:  # or a link that leads nowhere
            return "" if os.path.lexists(f"{self._root}/{name}") else ABSENT
        except OSError:
            return ""
        sure = inside and is_kind(status.st_mode) and is_settled(status.st_ctime_ns, time.time_ns())
        return describe_state(status) if sure else ""
