"""`pack --zip`: files in a zip archive that has the same bytes whenever and wherever it is made."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

Content = Path | bytes
"""Of a file in a package: the file on disk that holds it, or the bytes themselves."""

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip archive can name. Times of files differ between checkouts; nothing rests on them."""
_UNIX, _ORDINARY_FILE = 3, 0o100644 << 16


def read_content(content: Content) -> bytes:
    """The bytes of a file that goes into a package."""
    return content if isinstance(content, bytes) else content.read_bytes()


def write_zip(target: Path, top: str, files: Mapping[str, Content]) -> None:
    """Write `files`, by their path in it, into the folder `top` of a new zip archive.

    Sorted, with one time and one set of rights for all. The same files give the same bytes with the same zlib.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{top}/{path}", _EARLIEST)
            entry.create_system, entry.external_attr, entry.compress_type = _UNIX, _ORDINARY_FILE, zipfile.ZIP_DEFLATED
            package.writestr(entry, read_content(content))
