"""One folder a code: tests/cases/findings/<code>/ is the smallest archive that triggers it, expected.txt what is said.

To add a case, make the folder and run `SITEGEN_UPDATE=1 .venv/bin/pytest tests/test_findings.py`, then read what was
written to expected.txt.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from sitegen.pipeline import check

FOLDERS = sorted(path for path in (Path(__file__).parent / "cases" / "findings").iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_smallest_archive_that_triggers_a_finding(folder: Path) -> None:
    found = check(folder, folder / "_site", today="2024-06-01")
    said = "".join(f"{finding}\n" for finding in found)
    expected = folder / "expected.txt"
    if os.environ.get("SITEGEN_UPDATE"):
        expected.write_text(said, encoding="utf-8")
    assert folder.name in {finding.code for finding in found}
    assert said == expected.read_text(encoding="utf-8"), "SITEGEN_UPDATE=1 writes expected.txt anew"
    assert all(finding.remedy for finding in found)


def test_every_code_of_content_has_its_folder(checkout: Path) -> None:
    codes = set()
    for folder in ("records", "site"):
        for path in (checkout / "sitegen" / folder).glob("*.py"):
            codes |= set(
                re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)+)",\s*"(?:error|warning)"', path.read_text(encoding="utf-8"))
            )
    assert codes, "the pattern no longer finds the codes"
    told_elsewhere = {
        "unreadable", "yaml-several-documents", "update-conflict", "import-waits", "no-text-left", "ledger-locked",
        "paragraphs-locked", "duplicate-id", "broken-link", "search-missing", "search-failed", "not-patched",
        "manifest-missing", "manifest-line", "file-missing", "file-extra", "file-changed", "source-changed",
        "package-refused", "capture-withheld", "zim-support", "many-old-addresses", "process-ended",
    }  # fmt: skip
    assert codes - told_elsewhere <= {folder.name for folder in FOLDERS}
