"""Where an archive is. Apart from `files`, so that what only looks for it need not import what reads it."""

from __future__ import annotations

from pathlib import Path

SETTINGS = "content/site.yml"


def find_root(start: Path) -> Path | None:
    """The nearest folder from `start` upwards that holds content/site.yml."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / SETTINGS).is_file()), None)
