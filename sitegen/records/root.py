"""Where an archive is, and in which format its files are. Apart from `files`, so that what only looks for it need not
import what reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from sitegen.findings import Finding

SETTINGS = "content/site.yml"
FORMAT = "1"
"""Of all files under content/ together; another number once this program could no longer read or keep them right."""
_WRITTEN = (
    ".sitegen",
    "content",
    *(f"content/{name}" for name in ("articles", "authorities", "paragraphs", "provenance")),
)
"""Folders that the program writes files into."""
_FORMAT_LINE = re.compile(r"^format:[ \t]*[\"']?([^\"'\s#]+)", re.MULTILINE)


def find_root(start: Path) -> Path | None:
    """The nearest folder from `start` upwards that holds content/site.yml."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / SETTINGS).is_file()), None)


def check_format(settings: str) -> Iterator[Finding]:
    """What forbids writing in an archive with such a site.yml: its files are of a format that this program does not
    know. Without a line `format:` they are of the first.
    """
    stated = _FORMAT_LINE.search(settings)
    if stated and stated[1] != FORMAT:
        line = settings.count("\n", 0, stated.start()) + 1
        message = f"The files of this archive are of format {stated[1][:20]}; this program knows format {FORMAT}."
        remedy = "Install a newer sitegen; this one changes nothing here."
        yield Finding(SETTINGS, line, "format-unknown", "error", message, remedy)


def check_folders(root: Path, names: Iterable[str] = _WRITTEN) -> Iterator[Finding]:
    """What forbids writing in the archive at `root`: folders that are files, or that a link leads out of it."""
    for name in names:
        folder = root / name
        if folder.is_symlink() and not folder.resolve().is_relative_to(root.resolve()):
            message = "This is a link to a folder outside the archive, where nothing is written."
            yield Finding(name, 0, "unreadable", "error", message, "Put the folder itself into the archive.")
        elif folder.exists() and not folder.is_dir():
            yield Finding(name, 0, "unreadable", "error", "A folder must stand here.", "Move this file elsewhere.")
