"""The search index: Pagefind's command line run over one bare page a document, its bundle turned into scripts."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from sitegen.findings import Finding
from sitegen.site.output import SEARCH_FOLDER
from sitegen.site.search_scripts import write_scripts

TIMEOUT_SECONDS = 600
"""Ten thousand documents take one minute."""
PAGEFIND_VERSION = "1.4.0"
INSTALL = "Run `npm install pagefind` in the archive's folder (needs Node 20 or newer), or build with --no-search."


def find_pagefind(root: Path) -> Path | None:
    """Pagefind's command: $SITEGEN_PAGEFIND, else node_modules of the archive, of the folder we are in, or on PATH."""
    if named := os.environ.get("SITEGEN_PAGEFIND"):
        return Path(named) if shutil.which(named) else None
    for folder in (root, *root.parents, Path.cwd()):
        command = folder / "node_modules" / ".bin" / ("pagefind.cmd" if os.name == "nt" else "pagefind")
        if command.exists():
            return command
    on_path = shutil.which("pagefind")
    return Path(on_path) if on_path else None


def make_index(site: Path, pages: Mapping[str, bytes], root: Path) -> list[Finding]:
    """Index `pages` (see `search_records`) into the folder `pagefind/` of `site`, as scripts.

    Every language has an index of its own with its own stemmer, and a search asks all of them: with one index for all
    (Pagefind's --force-language) only one language's word forms would find each other. Pagefind cannot add to an index
    that stands: where a page differs all are indexed anew, where none does `write_site` keeps what it has. Pagefind
    missing, failing or unknown to us is a warning.
    """
    command = find_pagefind(root)
    if not pages:
        message, remedy = "There is no text to be searched yet: the site has no search.", "Put captures into seeds/."
        return [Finding("", 0, "search-missing", "info", message, remedy)]
    if command is None:
        return [_warning("search-missing", "Pagefind is not installed: the site has no search.")]
    with TemporaryDirectory(prefix="sitegen-search-") as folder:
        source, bundle = Path(folder, "pages"), Path(folder, "bundle")
        for path, content in pages.items():
            (source / path).parent.mkdir(parents=True, exist_ok=True)
            (source / path).write_bytes(content)
        problem = _run([command, "--site", source, "--output-path", bundle])
        if not problem and not (bundle / "pagefind.js").exists():
            problem = "it found nothing to index"
        try:
            if not problem:
                write_scripts(bundle, site / SEARCH_FOLDER)
        except (ValueError, LookupError, TypeError, OSError, EOFError, zlib.error) as error:
            problem = f"{error or type(error).__name__}; the version that is known here is {PAGEFIND_VERSION}"
    if problem:
        shutil.rmtree(site / SEARCH_FOLDER, ignore_errors=True)
        return [_warning("search-failed", f"Pagefind failed ({problem}): the site has no search.")]
    return []


def _run(command: list[str | Path]) -> str:
    """Run Pagefind; what went wrong, empty where nothing did. None of its processes outlives this call."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
    except OSError as error:
        return str(error)
    with process:
        try:
            said, _ = process.communicate(timeout=TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            _kill(process)
            return f"it did not finish in {TIMEOUT_SECONDS} seconds"
        except BaseException:
            _kill(process)
            raise
    return "" if process.returncode == 0 else _last_words(said) or f"exit code {process.returncode}"


def _kill(process: subprocess.Popen[str]) -> None:
    """With all that it started: npm's command is a script that starts the program itself."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)


def _warning(code: str, message: str) -> Finding:
    return Finding("", 0, code, "warning", message, INSTALL)


def _last_words(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1][:300] if lines else ""
