"""What all tests share: the checkout's folders and small archives made on the spot."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

import pytest

CHECKOUT = Path(__file__).parent.parent
TOY_ARCHIVE = CHECKOUT / "tests" / "toy_archive"
DAY = "1700000000"
"""SOURCE_DATE_EPOCH of all builds in tests: 2023-11-14."""


def missing(what: str) -> NoReturn:
    """A program that some tests need is not there: a failure in CI, a loud skip elsewhere."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and in CI nothing may be left untested")
    pytest.skip(f"{what} is missing: not tested here")


def node_program(name: str) -> Path:
    """A program that `npm ci` installed in the checkout."""
    path = CHECKOUT / "node_modules" / ".bin" / name
    return path if path.exists() else missing(f"{name} (run `npm ci`)")


def run_sitegen(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The real command line in a process of its own; SITEGEN_PAGEFIND names the checkout's Pagefind unless given."""
    pagefind = CHECKOUT / "node_modules" / ".bin" / "pagefind"
    settings = {"SOURCE_DATE_EPOCH": DAY, "SITEGEN_PAGEFIND": str(pagefind), "PYTHONUTF8": "1", **environment}
    return subprocess.run(
        [sys.executable, "-m", "sitegen", *map(str, arguments)],
        cwd=cwd, env={**os.environ, **settings}, capture_output=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip


def copy_toy_archive(folder: Path) -> Path:
    """A fresh copy of the toy archive, as it is committed, in `folder`."""
    shutil.copytree(TOY_ARCHIVE, folder, ignore=shutil.ignore_patterns("_site*", ".sitegen"))
    return folder


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
