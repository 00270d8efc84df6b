"""Writing the site: whole at every moment, nothing touched that does not change, nothing outside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from sitegen.site.manifest import MANIFEST
from sitegen.site.output import recover, write_site
from sitegen.site.pages import OutputFile


def plan(**texts: str) -> list[OutputFile]:
    return [OutputFile(name.replace("__", "/") + ".html", text.encode(), "page") for name, text in texts.items()]


def read(folder: Path) -> dict[str, str]:
    """The files below a folder with their texts; what is in manifests is told in test_verify.py."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


class Indexer:
    """Makes an index that counts its runs."""

    def __init__(self) -> None:
        self.runs = 0

    def __call__(self, site: Path, pages: Mapping[str, bytes]) -> bool:
        self.runs += 1
        (site / "pagefind").mkdir()
        (site / "pagefind" / "pagefind.js").write_text(f"run {self.runs}")
        return True


def test_a_first_site_and_an_unchanged_second(tmp_path: Path) -> None:
    site, index = tmp_path / "_site", Indexer()
    files = plan(index="home", articles__a="one")
    first = write_site(site, files, make_index=index)
    assert (first.written, first.indexed) == (2, True)
    stamps = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    second = write_site(site, files, make_index=index)
    assert (second.written, second.unchanged, second.indexed) == (0, 2, False)
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == stamps
    assert sorted(path.name for path in tmp_path.iterdir()) == ["_site"]


def searched(text: str) -> OutputFile:
    return OutputFile("search/a.html", text.encode(), "search")


def test_only_what_search_covers_brings_a_new_index_and_is_not_published(tmp_path: Path) -> None:
    site, index = tmp_path / "_site", Indexer()
    write_site(site, [*plan(index="home"), searched("one")], make_index=index)
    changed = write_site(site, [*plan(index="new home"), searched("one")], make_index=index)
    assert (changed.written, index.runs) == (1, 1)
    write_site(site, [*plan(index="new home"), searched("two")], make_index=index)
    assert index.runs == 2
    assert set(read(site)) == {"index.html", "pagefind/pagefind.js", "pagefind/made-from.txt"}
    assert read(site)["pagefind/pagefind.js"] == "run 2"


def test_a_site_without_search_keeps_no_old_index(tmp_path: Path) -> None:
    site = tmp_path / "_site"
    write_site(site, plan(index="home"), make_index=Indexer())
    write_site(site, plan(index="home"), make_index=None)
    assert read(site) == {"index.html": "home"}


def test_a_failing_index_leaves_a_site_and_is_tried_again(tmp_path: Path) -> None:
    site, index = tmp_path / "_site", Indexer()
    assert not write_site(site, plan(index="home"), make_index=lambda *_: False).indexed
    assert write_site(site, plan(index="home"), make_index=index).indexed


def test_a_build_that_was_killed_between_the_renames_is_undone(tmp_path: Path) -> None:
    site = tmp_path / "_site"
    write_site(site, plan(index="old"), make_index=None)
    site.rename(tmp_path / "_site.old")
    (tmp_path / "_site.new").mkdir()
    recover(site)
    assert read(tmp_path) == {"_site/index.html": "old"}


def test_an_exception_while_rendering_leaves_the_old_site(tmp_path: Path) -> None:
    site = tmp_path / "_site"
    write_site(site, plan(index="old"), make_index=None)

    def broken() -> object:
        yield from plan(index="new")
        raise RuntimeError("template")

    with pytest.raises(RuntimeError):
        write_site(site, broken(), make_index=None)  # type: ignore[arg-type]
    assert read(site) == {"index.html": "old"}


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", "a\\b", "a\0b"])
def test_no_file_leaves_the_site(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="outside the site"):
        write_site(tmp_path / "_site", [OutputFile(path, b"", "page")], make_index=None)


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="two files"):
        write_site(tmp_path / "_site", plan(index="a") + plan(index="b"), make_index=None)
