"""What all tests share: the checkout's folders and small archives made on the spot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent


@pytest.fixture
def checkout() -> Path:
    """The project's own folder: its archive, theme and seeds."""
    return CHECKOUT


@pytest.fixture
def make_archive(tmp_path: Path) -> Callable[[Mapping[str, str]], Path]:
    """Write an archive from a mapping of file names to texts; content/site.yml is there unless given."""

    def make(texts: Mapping[str, str]) -> Path:
        for name, text in {"content/site.yml": "title: Test archive\n", **texts}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return make
