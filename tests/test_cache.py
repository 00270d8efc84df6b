"""The last build is recalled where nothing changed and nowhere else; what it left is what a first build makes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.cache import FILE, Built, Written, fingerprint_inputs, fingerprint_site, recall_build, remember_build
from sitegen.findings import Finding
from sitegen.pipeline import build_site
from sitegen.site.manifest import digest_folder
from sitegen.store import FILE as STORE

ASKED = {"base_url": None, "do_import": True, "search": False, "drafts": False, "locked": False, "profile": "full"}
STORY = """---
title: {title}
outlet: weekly
date: 2024-03-04
speakers: [Ann Reed]
---

The bridge over the Alm reopened on Monday after two years.

“We are glad,” said Ann Reed, who leads the council. {more}
"""


def make_archive(root: Path) -> Path:
    texts = {
        "content/site.yml": "title: Bridge papers\nbase_url: https://example.org/\n",
        "content/authorities/outlets.yml": "daily:\n  name: The Daily\n",
        "content/articles/bridge.md": STORY.format(title="The bridge reopens", more="It cost nine million."),
        "content/articles/ferry.md": STORY.format(title="The ferry stops", more="Its crew moves on."),
        "seeds/letter.txt": "A letter to the editor\n\nThe bridge was closed for two years, and nobody told us why.\n",
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def build(root: Path, site: Path) -> Built:
    """As the command line does it; a moment after the last change, as with a person who saves and then builds."""
    time.sleep(0.15)
    built = recall_build(root, site, ASKED)
    return built or build_site(root, site, today="2026-01-01", **ASKED)  # type: ignore[arg-type]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive with something like a site, whose build is remembered."""
    root = make_archive(tmp_path / "archive")
    for page in ("_site/index.html", "_site/articles/bridge.html"):
        save(page, "made")(root)
    time.sleep(0.15)
    written = Written(0, 0, 2, False, fingerprint_site(root / "_site"))
    built = Built(2, written, (Finding("content/site.yml", 1, "a-code", "info", "Told.", "Do."),))
    remember_build(root, root / "_site", ASKED, fingerprint_inputs(root, root / "_site", ASKED), built)
    assert recall_build(root, root / "_site", ASKED) == built
    return root


def test_what_is_recalled_is_what_a_build_with_nothing_to_do_says(tmp_path: Path) -> None:
    root = make_archive(tmp_path)
    for _ in range(2):
        build(root, root / "_site")
    recalled = recall_build(root, root / "_site", ASKED)
    (root / FILE).unlink()
    built = build_site(root, root / "_site", today="2026-01-01", **ASKED)  # type: ignore[arg-type]
    assert "unknown-id" in {finding.code for finding in built.findings}
    assert recalled == built


def touch(name: str) -> Callable[[Path], object]:
    return lambda root: (root / name).touch()


def save(name: str, text: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)

    return change


def rename(name: str, new: str) -> Callable[[Path], object]:
    return lambda root: (root / name).rename(root / new) if (root / name).exists() else None


def remove(name: str) -> Callable[[Path], object]:
    return lambda root: (root / name).unlink(missing_ok=True)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a document saved": save("content/articles/bridge.md", STORY.format(title="The bridge reopens", more="At last.")),
    "a document as long as before": save(
        "content/articles/ferry.md", STORY.format(title="The ferry stops", more="Its crew moves in.")
    ),
    "a headline": save("content/articles/ferry.md", STORY.format(title="No ferry", more="Its crew moves on.")),
    "a document touched": touch("content/articles/bridge.md"),
    "a document renamed": rename("content/articles/ferry.md", "content/articles/last-ferry.md"),
    "a document gone": remove("content/articles/ferry.md"),
    "a record": save("content/authorities/people.yml", "ann-reed:\n  name: Ann Reed\n"),
    "a ruling": save(
        "content/decisions.yml",
        "- {ruling: different, documents: [bridge, ferry], by: AB, on: 2026-01-01, why: Two reports.}\n",
    ),
    "a note": save("content/notes/method.md", "# Method\n\nWe read *all* of it.\n"),
    "the settings": save("content/site.yml", "title: Alm papers\n"),
    "a capture": save("seeds/memo.txt", "Memo to the council\n\nThe ferry is to stop in March, the mayor wrote.\n"),
    "a capture gone": remove("seeds/letter.txt"),
    "the theme": save("themes/default/assets/overrides.css", "body { color: #222 }\n"),
    "the theme's folder gone": lambda root: shutil.rmtree(root / "themes", ignore_errors=True),
    "a page spoilt": save("_site/index.html", "spoilt"),
    "a page gone": remove("_site/articles/bridge.html"),
    "a page too many": save("_site/mine.html", "mine"),
    "a speaker's ruling": save(
        "content/decisions.yml",
        "- {ruling: speaker, documents: [bridge], text: We are glad, person: Tom Bay, by: AB, on: 2026-01-01}\n",
    ),
    "an account of origin": save("content/provenance/ferry.yml", "version: [\n"),
    "a paragraph's record gone": remove("content/paragraphs/bridge.tsv"),
    "the store spoilt": save(STORE, "spoilt"),
    "a store cut off": lambda root: os.truncate(root / STORE, 5000) if (root / STORE).exists() else None,
    "no site": lambda root: shutil.rmtree(root / "_site", ignore_errors=True),
}


UNSEEN = ("the theme's folder gone", "a paragraph's record gone", "the store spoilt", "a store cut off")
"""Of these the archive of most tests has nothing, or they do not count for the build as a whole."""


@pytest.mark.parametrize("change", [change for change in CHANGES if change not in UNSEEN])
def test_whatever_changed_a_build_is_needed(archive: Path, change: str) -> None:
    CHANGES[change](archive)
    assert recall_build(archive, archive / "_site", ASKED) is None


def test_a_link_is_followed_within_the_archive_only(tmp_path: Path) -> None:
    root, outside = make_archive(tmp_path / "archive"), tmp_path / "outside"
    for folder in (outside, root / "drafts"):
        save("old.txt", "One.")(folder)
    (root / "seeds" / "away").symlink_to(outside)
    (root / "seeds" / "all").symlink_to(root)
    (root / "seeds" / "within").symlink_to(root / "drafts")
    time.sleep(0.15)
    before = fingerprint_inputs(root, root / "_site", ASKED)
    save("new.txt", "Two.")(outside)
    time.sleep(0.15)
    assert fingerprint_inputs(root, root / "_site", ASKED) == before
    save("new.txt", "Two.")(root / "drafts")
    time.sleep(0.15)
    assert fingerprint_inputs(root, root / "_site", ASKED) != before


@pytest.mark.parametrize("option", ASKED)
def test_whatever_else_is_asked_for_a_build_is_needed(archive: Path, option: str) -> None:
    assert recall_build(archive, archive / "_site", ASKED | {option: not ASKED[option]}) is None


def test_a_moved_archive_is_another(archive: Path) -> None:
    moved = archive.rename(archive.with_name("moved"))
    assert recall_build(moved, moved / "_site", ASKED) is None


def test_what_changed_a_moment_ago_may_change_again_unseen(archive: Path) -> None:
    CHANGES["a document touched"](archive)
    assert fingerprint_inputs(archive, archive / "_site", ASKED) == ""


def test_a_build_in_which_an_input_changed_is_not_remembered(archive: Path) -> None:
    before = fingerprint_inputs(archive, archive / "_site", ASKED)
    (archive / FILE).unlink()
    CHANGES["a document touched"](archive)
    time.sleep(0.15)
    remember_build(archive, archive / "_site", ASKED, before, Built(2, Written(1, 0, 1, False), ()))
    assert recall_build(archive, archive / "_site", ASKED) is None


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_cache_is_none(data: st.DataObject) -> None:
    whole = {"inputs": "x", "site": "", "documents": 1, "files": 2, "findings": [["a", 1, "b", "info", "c", "d"]]}
    value = st.recursive(st.none() | st.integers() | st.text(max_size=3), lambda inner: st.lists(inner, max_size=7))
    text = data.draw(
        st.sampled_from(sorted(whole)).flatmap(lambda key: value.map(lambda one: json.dumps(whole | {key: one})))
        | st.integers(0, 80).map(lambda end: json.dumps(whole)[:end])
    )
    with TemporaryDirectory() as name:
        save(FILE, text)(Path(name))
        assert recall_build(Path(name), Path(name, "_site"), ASKED) is None


def test_nothing_that_a_build_needs_is_imported_for_nothing(tmp_path: Path) -> None:
    root = make_archive(tmp_path)
    build(root, root / "_site")
    code = """
import sys
from sitegen.cli import cli
try:
    cli.main(standalone_mode=False, args=sys.argv[1:])
finally:
    print(sorted({"jinja2", "markdown_it", "yaml", "rapidfuzz", "sitegen.pipeline"} & sys.modules.keys()))
"""
    command = [sys.executable, "-c", code, "--root", str(root), "build", "--no-search"]
    for imported in ("['jinja2', 'markdown_it', 'rapidfuzz', 'sitegen.pipeline', 'yaml']", "[]"):
        time.sleep(0.15)
        run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        assert "0 files written, 0 removed" in run.stdout
        assert run.stdout.splitlines()[-1] == imported


@given(st.lists(st.sampled_from(sorted(CHANGES)), min_size=1, max_size=4))
@settings(max_examples=6, deadline=None)
def test_after_any_changes_the_site_is_as_if_built_for_the_first_time(changes: list[str]) -> None:
    with TemporaryDirectory() as name:
        root = make_archive(Path(name, "archive"))
        for change in changes:
            build(root, root / "_site")
            CHANGES[change](root)
        warm = build(root, root / "_site")
        shutil.rmtree(root / ".sitegen")
        cold = build_site(root, Path(name, "cold"), today="2026-01-01", **ASKED)  # type: ignore[arg-type]
        assert digest_folder(root / "_site") == digest_folder(Path(name, "cold"))
        assert set(cold.findings) <= set(warm.findings)
