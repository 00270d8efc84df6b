"""Files under content/ that nothing reads: told, so that nobody believes them published; no build fails for them."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from command import TOY_ARCHIVE, invoke

from sitegen.findings import Finding
from sitegen.records.unread import check_unread

ArchiveMaker = Callable[[Mapping[str, str]], Path]
DOCUMENT = "---\ntitle: The ferry stops\n---\n\nThe ferry over the Alm stops at noon.\n"


def told(root: Path) -> list[tuple[str, str]]:
    found = list(check_unread(root))
    assert {one.code for one in found} <= {"file-unread"}
    return [(one.severity, one.file) for one in found]


def test_what_is_read_and_what_is_kept_for_oneself_is_nobodys_slip(make_archive: ArchiveMaker) -> None:
    own = ("_old/ferry.md", "_ferry.markdown", ".ferry.md.swp", "#ferry.md#", "ferry.md~", "README", "readme.txt")
    root = make_archive({f"content/{folder}{name}": DOCUMENT for folder in ("", "articles/", "notes/") for name in own})
    assert told(root) == []
    assert told(TOY_ARCHIVE) == []


def test_a_new_archive_holds_nothing_that_is_not_read(tmp_path: Path) -> None:
    assert invoke(tmp_path, "init", str(tmp_path / "new")).exit_code == 0
    assert told(tmp_path / "new") == []


def test_done_as_the_remedy_says_it_is_published(make_archive: ArchiveMaker) -> None:
    root = make_archive({"content/articles/the-ferry.MD": DOCUMENT})
    run = invoke(root, "build", "--no-search", "--strict")
    assert run.exit_code == 1
    assert (
        "content/articles/the-ferry.MD: warning [file-unread] No part of the program reads this. "
        "Name it content/articles/the-ferry.md, or write it there;"
    ) in run.stderr
    (root / "content/articles/the-ferry.MD").rename(root / "content/articles/the-ferry.md")
    run = invoke(root, "build", "--no-search", "--strict")
    assert (run.exit_code, run.stderr) == (0, "")
    assert "stops at noon" in (root / "_site/articles/the-ferry.html").read_text(encoding="utf-8")


def test_an_editors_own_files_fail_no_strict_build(make_archive: ArchiveMaker) -> None:
    names = ("content/todo.txt", "content/articles/plan.docx", "content/material/map.png", "content/provenance/x.bak")
    root = make_archive({"content/articles/the-ferry.md": DOCUMENT, **dict.fromkeys(names, "mine")})
    run = invoke(root, "build", "--no-search", "--strict", "--json")
    found = [Finding(**one) for one in json.loads(run.stdout)["findings"]]
    assert run.exit_code == 0
    assert [(one.file, one.severity) for one in found] == [
        ("content/articles/plan.docx", "info"),
        ("content/material", "info"),
        ("content/provenance/x.bak", "info"),
        ("content/todo.txt", "info"),
    ]
    assert (root / "content/todo.txt").read_text(encoding="utf-8") == "mine"


def test_a_file_that_comes_after_a_build_is_told_by_the_next(make_archive: ArchiveMaker) -> None:
    root = make_archive({"content/articles/the-ferry.md": DOCUMENT})
    assert invoke(root, "build", "--no-search").exit_code == 0
    assert "file-unread" not in invoke(root, "build", "--no-search").stderr
    (root / "content/articles/the-fog.mdown").write_text(DOCUMENT, encoding="utf-8")
    assert "content/articles/the-fog.mdown: warning [file-unread]" in invoke(root, "build", "--no-search").stderr
    assert "content/articles/the-fog.mdown: warning [file-unread]" in invoke(root, "build", "--no-search").stderr


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("content/Decisions.YAML", "content/decisions.yml"),
        ("content/people.yml", "content/authorities/people.yml"),
        ("content/authorities/fields.yml", "content/fields.yml"),
        ("content/articles/the-mill.md.txt", "content/articles/the-mill.md"),
        ("content/provenance/the-mill.yaml", "content/provenance/the-mill.yml"),
        ("content/paragraphs/the-mill.TSV", "content/paragraphs/the-mill.tsv"),
        ("content/notes/About Us.markdown", "content/notes/About Us.md"),
    ],
)
def test_the_remedy_says_how_to_name_it(name: str, meant: str, make_archive: ArchiveMaker) -> None:
    (found,) = check_unread(make_archive({name: "x"}))
    assert (found.file, found.severity) == (name, "warning")
    assert found.remedy == f"Name it {meant}, or write it there; if it is to stay unread, let its name begin with `_`."


@pytest.mark.parametrize(
    ("name", "folder", "meant"),
    [
        ("content/articles/2024/05/the-mill.md", "content/articles/2024", "content/articles"),
        ("content/notes/essays/Mill.MD", "content/notes/essays", "content/notes"),
        ("content/Article/the-mill.md", "content/Article", "content/articles"),
        ("content/authorites/people.yml", "content/authorites", "content/authorities"),
    ],
)
def test_a_folder_that_nobody_looks_into_is_told_by_where_its_files_belong(
    name: str, folder: str, meant: str, make_archive: ArchiveMaker
) -> None:
    (found,) = check_unread(make_archive({name: "x"}))
    assert (found.file, found.severity) == (folder, "warning")
    assert found.remedy.startswith(f"Move what lies in it into {meant}/;")


def test_thousands_are_told_together_and_take_no_time(make_archive: ArchiveMaker) -> None:
    root = make_archive({"content/articles/the-ferry.md": DOCUMENT})
    for n in range(3000):
        (root / f"content/articles/a{n:04}.MD").touch()
        (root / f"content/articles/a{n:04}.jpg").touch()
    began = time.process_time()
    found = list(check_unread(root))
    assert time.process_time() - began < 2
    slips, others = [[one for one in found if one.severity == severity] for severity in ("warning", "info")]
    assert [one.file for one in slips] == [*(f"content/articles/a{n:04}.MD" for n in range(10)), "content/articles"]
    assert slips[-1].message == "2990 more here are not read, from 'a0010.MD' to 'a2999.MD'."
    assert others[-1].message == "2990 more here are not read, from 'a0010.jpg' to 'a2999.jpg'."
    assert len(found) == 22


def test_names_of_every_kind_folders_elsewhere_and_what_is_no_folder(
    make_archive: ArchiveMaker, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "diary.MD").write_text("x", encoding="utf-8")
    root = make_archive({"content/provenance": "a file", "content/articles/the-ferry.md": DOCUMENT})
    (root / "content/notes").symlink_to(elsewhere)
    (root / "content/articles/mine").symlink_to(elsewhere)
    (root / "content/articles/round").symlink_to(root / "content/articles")
    (root / "content/articles/nowhere").symlink_to(root / "none")
    os.mkfifo(root / "content/articles/pipe.MD")
    for name in (b"\xff.MD", b"line\nbreak.MD", "x\u202edm.MD".encode(), b"<b>.MD", b"a" * 250 + b".MD"):
        (root / "content/articles" / os.fsdecode(name)).touch()
    run = invoke(root, "check", "--json")
    found = [json.loads(line) for line in run.stdout.splitlines()]
    unread = [one for one in found if one["code"] == "file-unread"]
    assert run.exit_code in (0, 1)
    assert len(unread) == 9
    assert not [one for one in found if "diary" in json.dumps(one)]
    assert "\u202e" not in invoke(root, "check").stderr
