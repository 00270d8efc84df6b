"""An archive of odd amounts, forms and names (`hostile_kinds.py`), built into one site and opened page by page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from browser.conftest import Reader, open_reader, serve_folder
from browser.looking import find_what_texts_did
from command import CHECKOUT, invoke, node_program
from hostile_kinds import write_hostile_kinds
from playwright.sync_api import Browser

SECONDS = 240
"""Of the processor, for reading, building and checking it all; it takes fifteen."""
SAMPLED = 60
"""Of pages whose names differ in figures alone, as those of hundreds of records of one file, every 60th is opened."""


@dataclass(frozen=True)
class Built:
    site: Path
    files: dict[str, bytes]
    findings: list[dict[str, Any]]
    took: float


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of the archive. Nothing stands around the archive afterwards, and nothing else in it."""
    node_program("pagefind")
    folder = tmp_path_factory.mktemp("kinds")
    root = folder / "archive"
    files = write_hostile_kinds(root)
    began = process_time()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITEGEN_PAGEFIND", str(CHECKOUT / "node_modules" / ".bin" / "pagefind"))
        result = invoke(root, "build", "--jobs", "1", "--json")
    took = process_time() - began
    assert result.exit_code == 1, result.output[-2_000:]
    assert {path.name for path in folder.iterdir()} == {"archive"}
    assert {path.name for path in root.iterdir()} == {"content", "seeds", "_site", ".sitegen"}
    return Built(root / "_site", files, json.loads(result.stdout)["findings"], took)


def test_every_text_is_published_or_named_in_time(kinds: Built) -> None:
    assert kinds.took < SECONDS
    assert all(finding["remedy"] for finding in kinds.findings if finding["severity"] != "info")
    assert max(len(finding["message"]) for finding in kinds.findings) < 1_000
    named = {finding["file"].partition("#")[0] for finding in kinds.findings}
    pages = "\n".join(path.read_text(encoding="utf-8") for path in (kinds.site / "articles").glob("*.html"))
    words = {name: re.search(rb"lamp (qz[a-j]{3})", data) for name, data in kinds.files.items()}
    unnamed = {
        name: word[1].decode() for name, word in words.items() if word and name.replace("\t", "\\t") not in named
    }
    assert len(unnamed) > 60
    assert [name for name, word in unnamed.items() if word not in pages] == []
    assert "capture-copy" in {finding["code"] for finding in kinds.findings}
    page_of_outlet = (kinds.site / "outlets" / "constructor.html").read_text(encoding="utf-8")
    assert "wikidata.org" not in page_of_outlet
    assert "&lt;b&gt;" in page_of_outlet


@pytest.fixture(scope="module")
def reader(browser: Browser, kinds: Built) -> Iterator[Reader]:
    """A reader of the site on the web."""
    with serve_folder(kinds.site) as address:
        for reader in open_reader(browser.new_context(), address):
            reader.page.set_default_timeout(60_000)  # a page with ten thousand notes on what was taken out
            yield reader


def test_no_page_does_what_its_text_asks_for(reader: Reader, kinds: Built) -> None:
    """Each page of each kind is opened: no dialog, no request elsewhere, no console error, nothing of theirs."""
    names = sorted((path.relative_to(kinds.site).as_posix() for path in kinds.site.rglob("*.html")), key=_form)
    alike = [list(group) for _, group in groupby(names, _form)]
    opened = [name for group in alike for name in (group if len(group) < 2 * SAMPLED else group[::SAMPLED])]
    assert len(opened) > 200
    assert find_what_texts_did(reader, kinds.site, opened) == []


def _form(name: str) -> str:
    return re.sub(r"\d+", "0", name)
