"""The search index: Pagefind's command line run over the built pages."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from sitegen.findings import Finding
from sitegen.site.output import SEARCH_FOLDER

_TIMEOUT_SECONDS = 1800
_UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js", "playground")
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


def make_index(site: Path, root: Path) -> list[Finding]:
    """Index the pages of `site` into its folder `pagefind/`. Pagefind missing or failing is a warning."""
    command = find_pagefind(root)
    if command is None:
        return [
            Finding("", 0, "search-missing", "warning", "Pagefind is not installed: the site has no search.", INSTALL)
        ]
    try:
        run = subprocess.run(
            [command, "--site", site, "--output-subdir", SEARCH_FOLDER],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_TIMEOUT_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        problem = "" if run.returncode == 0 else _last_words(run.stdout + run.stderr) or f"exit code {run.returncode}"
    except subprocess.TimeoutExpired:
        problem = f"it did not finish in {_TIMEOUT_SECONDS // 60} minutes"
    except OSError as error:
        problem = str(error)
    if problem or not (site / SEARCH_FOLDER / "pagefind.js").exists():
        shutil.rmtree(site / SEARCH_FOLDER, ignore_errors=True)
        problem = problem or "it found nothing to index"
        return [
            Finding("", 0, "search-failed", "warning", f"Pagefind failed ({problem}): the site has no search.", INSTALL)
        ]
    for pattern in _UNUSED:
        for path in (site / SEARCH_FOLDER).glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return []


def _last_words(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1][:300] if lines else ""
