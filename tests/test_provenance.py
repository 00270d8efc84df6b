"""Accounts of origin: what an import writes is read back, and fits its capture; one that does not is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from command import invoke

ArchiveMaker = Callable[[Mapping[str, str]], Path]
COPY = """Home
News
Subscribe

Council votes for the bridge

By Ada Voss
4 March 2024

The council of Dunmere voted on Monday for the new bridge over the Alm. The engineer said that work would begin in June.

“We have waited for this bridge for thirty years,” said the mayor, Jane Doe, after the vote.

Share this article
© The Dunmere Herald 2024
"""
PAGE = f"""<!doctype html><html lang="en"><head><title>Council votes for the bridge</title></head><body><article>
<h1>Council votes for the bridge</h1>{"".join(f"<p>{line}</p>" for line in COPY.splitlines()[9:12] if line)}
<p>Share this article</p></article></body></html>"""
ACCOUNT = "content/provenance/council-votes-for-the-bridge.yml"
SOURCE = "_site/articles/council-votes-for-the-bridge.source.html"
NOT_AT_HAND = "A capture that fits what was recorded of it was not at hand"


@pytest.fixture
def root(make_archive: ArchiveMaker) -> Path:
    """A built archive of one capture."""
    root = make_archive({"seeds/vote.txt": COPY})
    assert invoke(root, "build", "--no-search").exit_code == 0
    return root


def told(root: Path, command: str) -> list[tuple[str, str]]:
    """Code and file of what a command finds."""
    said = invoke(root, command, "--json", *(["--no-search"] if command == "build" else [])).stdout
    found = [json.loads(line) for line in said.splitlines()]
    found = found if command == "check" else found[0]["findings"]
    return [(one["code"], one["file"]) for one in found]


def change(root: Path, old: str, new: str) -> None:
    text = (root / ACCOUNT).read_text(encoding="utf-8")
    assert old in text
    (root / ACCOUNT).write_text(text.replace(old, new, 1), encoding="utf-8")


# --- what is known of a capture fits it -------------------------------------------------------------------------------

LENGTH = len(COPY)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"{LENGTH}], kind: furniture", f"{LENGTH + 1}], kind: furniture"),
        (f"{LENGTH}], kind: furniture", "999999999], kind: furniture"),
        ("blocks:\n", "doubts:\n  - {span: [5, 9999], rule: menu, reason: it may be one}\nblocks:\n"),
        ("blocks:\n", "blocks:\n  - [paragraph, 0, 9999]\n"),
        ("body_parts:", "marks:\n  - [emphasis, 0, 9999]\nbody_parts:"),
    ],
)
def test_an_account_of_more_text_than_there_is_is_told_and_not_shown(root: Path, old: str, new: str) -> None:
    """It is as long as the capture to the letter; beside the capture it would show what was never done to it."""
    assert told(root, "check") == told(root, "verify") == []
    assert "<del" in (root / SOURCE).read_text(encoding="utf-8")
    change(root, old, new)
    assert told(root, "check") == [("provenance-unfit", ACCOUNT)]
    assert told(root, "build") == [("provenance-unfit", ACCOUNT)]
    assert told(root, "verify") == [("provenance-unfit", ACCOUNT)]
    assert "1 of 1 captures have the bytes that were recorded" in invoke(root, "verify").stdout
    page = (root / SOURCE).read_text(encoding="utf-8")
    assert NOT_AT_HAND in page and "<del" not in page and '<table class="source">' not in page
    assert invoke(root, "explain", "council-votes-for-the-bridge", "Share this article").exit_code == 0


def test_an_update_makes_such_an_account_anew(root: Path) -> None:
    before = (root / ACCOUNT).read_bytes()
    change(root, f"{LENGTH}], kind: furniture", "5000], kind: furniture")
    assert invoke(root, "import", "--update").exit_code == 0
    assert (root / ACCOUNT).read_bytes() == before
    assert told(root, "check") == []


def test_a_build_tells_it_of_saved_pages_too(make_archive: ArchiveMaker) -> None:
    """`check` and `verify` do not take the text out of thousands of pages; a build has it."""
    root = make_archive({"seeds/vote.html": PAGE})
    assert told(root, "build") == []
    assert NOT_AT_HAND not in (root / SOURCE).read_text(encoding="utf-8")
    change(root, "blocks:\n", "blocks:\n  - [paragraph, 0, 999]\n")
    assert told(root, "build") == [("provenance-unfit", ACCOUNT)]
    assert NOT_AT_HAND in (root / SOURCE).read_text(encoding="utf-8")


def test_of_several_captures_in_a_file_each_has_its_own_length(make_archive: ArchiveMaker) -> None:
    texts = (COPY, COPY.replace("bridge", "ferry") + "The ferry sails at noon from the old quay, as it always has.\n")
    root = make_archive({"seeds/notices.jsonl": "".join(json.dumps({"text": text}) + "\n" for text in texts)})
    assert told(root, "build") == told(root, "check") == []
    change(root, "blocks:\n", "blocks:\n  - [paragraph, 0, 999]\n")
    assert told(root, "check") == told(root, "build") == told(root, "verify") == [("provenance-unfit", ACCOUNT)]


def test_where_the_capture_is_gone_or_changed_that_is_what_is_told(root: Path) -> None:
    change(root, f"{LENGTH}], kind: furniture", "5000], kind: furniture")
    (root / "seeds/vote.txt").write_text(COPY + "More.\n", encoding="utf-8")
    assert told(root, "check") == [("capture-changed", "seeds/vote.txt")]
    (root / "seeds/vote.txt").unlink()
    assert told(root, "check") == [("capture-missing", ACCOUNT)]
