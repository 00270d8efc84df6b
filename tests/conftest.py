"""What all tests share: the checkout's folders and small archives made on the spot."""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from command import CHECKOUT, copy_toy_archive, node_program, run_sitegen
from hypothesis import settings

settings.register_profile("patient", deadline=None)  # a busy machine is no fault of what is tested
settings.load_profile("patient")

signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell's background job starts ignores Ctrl-C else


@pytest.fixture
def toy_archive(tmp_path: Path) -> Path:
    """A copy of the toy archive that a test may change."""
    return copy_toy_archive(tmp_path / "toy")


@pytest.fixture(scope="session")
def toy_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy archive's site, built once with its search index by the real command line; not to be changed."""
    node_program("pagefind")
    root = copy_toy_archive(tmp_path_factory.mktemp("session") / "toy")
    built = run_sitegen("--root", root, "build", cwd=root)
    assert built.returncode == 0, built.stderr
    return root / "_site"


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
