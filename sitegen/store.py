"""What was worked out about single documents, kept from build to build in `.sitegen/`: each is worked out once.

A value is kept under a digest of everything that it depends on, so that it is found again as long as nothing of that
changes, whatever else does. The store is never trusted: it counts only while its file is, by inode, size and times, the
very one that the last build of this very program left. A copied, checked out, edited or foreign one is thrown away
unread, and so is one whose program was upgraded. A value that is damaged is worked out anew. What a build did not ask
for goes, so that the store stays as large as the archive. Values are written as `marshal` has them, which takes a third
of JSON's time to read and a sixth to write, and is as good for one program on one machine.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar
from zlib import crc32

from sitegen.cache import fingerprint_program, read_own, write_own
from sitegen.codec import Codec, codec_of
from sitegen.workers import map_items

FILE = ".sitegen/worked-out.db"
"""Relative to the archive."""
SEAL = ".sitegen/worked-out.seal"
"""In what state the file was left, and by which program."""
_SETTINGS = ("journal_mode = MEMORY", "synchronous = OFF")
"""Nothing is lost with the store: what a crash leaves has no seal."""
_FORM = ("page_size = 8192", "auto_vacuum = FULL")
"""Of a new file; to say so of one that stands is to write it."""
Value = TypeVar("Value")
_AT_ONCE = 250
"""Keys that one question names."""
_PARTS = codec_of(tuple[str, ...])


def digest_of(*parts: str) -> bytes:
    """A key: it differs where any of the texts does, or their number."""
    lengths = ",".join([str(len(part)) for part in parts])
    whole = f"{lengths}\0{''.join(parts)}"  # which has but one way to be taken apart again
    return blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=20).digest()


class Store:
    """Values by key. Without a file behind it, it keeps nothing."""

    def __init__(self, values: sqlite3.Connection | None = None) -> None:
        self._values = values
        self._asked: set[bytes] = set()
        try:
            self._known = {key for (key,) in values.execute("SELECT key FROM worked_out")} if values else set()
        except sqlite3.Error:
            self._values, self._known = None, set()

    def recall(self, key: bytes, codec: Codec[Value]) -> Value | None:
        """What was kept under a key; None where nothing sound is."""
        return self._unpack(self._fetch([key]).get(key, b""), codec)

    def _fetch(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """What stands packed under those of some keys that are known: asked for together, it takes half the time."""
        if self._values is None:
            return {}
        asked = f"SELECT key, checksum, value FROM worked_out WHERE key IN ({', '.join('?' * len(keys))})"  # noqa: S608
        try:
            found = {key: data for key, sum, data in self._values.execute(asked, keys) if crc32(data) == sum}
        except (sqlite3.Error, TypeError):
            self._values = None
            return {}
        self._asked.update(found)
        return found

    def _unpack(self, data: bytes, codec: Codec[Value]) -> Value | None:
        """None where there is nothing, and where it is of no such kind."""
        try:
            return codec.unpack(data) if data else None
        except (ValueError, TypeError, KeyError, IndexError, EOFError):
            self._values = None
            return None

    def keep(self, key: bytes, codec: Codec[Value], value: Value) -> None:
        """Have `recall` give this value from now on. One that holds a text of a parser's own type is not kept."""
        if self._values is not None:
            self._keep(key, _pack(codec, value))

    def _keep(self, key: bytes, data: bytes) -> None:
        if self._values is None or not data:
            return
        self._asked.add(key)
        self._known.add(key)
        try:
            self._values.execute("INSERT OR REPLACE INTO worked_out VALUES (?, ?, ?)", (key, crc32(data), data))
        except sqlite3.Error:  # a full disk
            self._values = None

    def work_out_once(self, key: bytes, codec: Codec[Value], work: Callable[[], Value]) -> Value:
        """What was kept under a key, else what `work` gives, which is kept."""
        value = self.recall(key, codec)
        if value is None:
            value = work()
            self.keep(key, codec, value)
        return value

    def work_out_each(
        self, keys: Sequence[bytes], codec: Codec[Value], work: Callable[[int], Value], jobs: int = 1
    ) -> Iterator[Value]:
        """The same of many keys, in their order: what `work` gives of a key's place is worked out in one of `jobs`
        processes, and packed there. An empty key keeps nothing.
        """
        due = dict.fromkeys(place for place, key in enumerate(keys) if key not in self._known)
        packed = map_items(lambda place: _pack(codec, work(place)), tuple(due), jobs)
        for start in range(0, len(keys), _AT_ONCE):
            asked = keys[start : start + _AT_ONCE]
            found = self._fetch([key for key in asked if key in self._known])
            for place, key in enumerate(asked, start):
                data = next(packed) if place in due else found.get(key, b"")
                if key and place in due:
                    self._keep(key, data)
                value = self._unpack(data, codec)
                yield work(place) if value is None else value

    def work_out_whole(self, key: bytes, codec: Codec[Value], work: Callable[[], Value]) -> Value:
        """The same of what is put together from other kept values: they stay as long as it does."""
        before = self._asked.copy()
        value = self.work_out_once(key, codec, work)
        asked = tuple(sorted(part.hex() for part in self._asked - before))
        parts = self.work_out_once(digest_of("parts", key.hex()), _PARTS, lambda: asked)
        self._asked.update(map(bytes.fromhex, parts))
        return value

    def finish(self) -> bool:
        """Drop what nobody asked for; whether all that was kept could be written."""
        if self._values is None:
            return False
        try:
            unasked = [(key,) for key in self._known - self._asked]
            self._values.executemany("DELETE FROM worked_out WHERE key = ?", unasked)
            self._values.execute("COMMIT")
        except sqlite3.Error:
            return False
        return True


def _pack(codec: Codec[Value], value: Value) -> bytes:
    """Nothing where it holds a text of a parser's own type."""
    try:
        return codec.pack(value)
    except ValueError:
        return b""


NO_STORE = Store()


@contextmanager
def open_store(root: Path) -> Iterator[Store]:
    """The store of the archive at `root`, for one run that is alone at work; where none can be had, one that keeps
    nothing. A run that fails leaves the store as it was, or none.
    """
    file = root / FILE
    try:
        values = _open(file, root / SEAL)
    except (OSError, sqlite3.Error):
        values = None
    if values is None:
        yield NO_STORE
        return
    try:
        store = Store(values)
        yield store
        sound = store.finish()
    finally:
        values.close()
    state = _state(file) if sound else ""
    with suppress(OSError):
        if state != _read(root / SEAL):
            write_own(root / SEAL, state)


def _open(file: Path, seal: Path) -> sqlite3.Connection:
    file.parent.mkdir(exist_ok=True)
    state = _state(file)
    for beside in ("-journal", "-wal"):  # which SQLite would take for the file's own; we leave none
        file.with_name(file.name + beside).unlink(missing_ok=True)
    sound = state and state == _read(seal)
    if not sound:
        file.unlink(missing_ok=True)
    values = sqlite3.connect(file, isolation_level=None)
    for setting in (*_SETTINGS, *(() if sound else _FORM)):
        values.execute(f"PRAGMA {setting}")
    values.execute("BEGIN IMMEDIATE")
    values.execute("CREATE TABLE IF NOT EXISTS worked_out (key BLOB PRIMARY KEY, checksum INTEGER, value BLOB)")
    return values


def _read(seal: Path) -> str:
    with suppress(OSError, ValueError):
        return read_own(seal).decode()
    return ""


def _state(file: Path) -> str:
    """What no other file has, wherever it comes from, nor this one under another program: the time of its last change
    cannot be set. Empty where there is no file, or the program is changing.
    """
    try:
        state = os.lstat(file)
    except OSError:
        return ""
    program = fingerprint_program()
    return (
        program and f"{program} {state.st_dev} {state.st_ino} {state.st_size} {state.st_mtime_ns} {state.st_ctime_ns}"
    )
