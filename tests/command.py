"""The program from outside: its command line, the toy archive to run it on, and what may be missing on a machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner, Result

from sitegen.cli import cli

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
    settings = {"SOURCE_DATE_EPOCH": DAY, "SITEGEN_PAGEFIND": str(pagefind), **environment}
    return subprocess.run(
        [sys.executable, "-m", "sitegen", *map(str, arguments)],
        cwd=cwd, env={**os.environ, **settings}, capture_output=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip


def invoke(root: Path, *arguments: str) -> Result:
    """The command line inside the test's own process: faster, with `exit_code`, `stdout` and `stderr`."""
    return CliRunner(env={"SOURCE_DATE_EPOCH": DAY}).invoke(cli, ["--root", str(root), *arguments])


def copy_toy_archive(folder: Path) -> Path:
    """A fresh copy of the toy archive, as it is committed, in `folder`."""
    shutil.copytree(TOY_ARCHIVE, folder, ignore=shutil.ignore_patterns("_site*", ".sitegen"))
    return folder
