"""Writing the site: whole at every moment, nothing touched that does not change, nothing outside it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.cache import fingerprint_site
from sitegen.findings import FindingError
from sitegen.site.frame import Batch, OutputFile
from sitegen.site.manifest import MANIFEST, check_folder
from sitegen.site.output import recover, write_site
from sitegen.store import open_store


def plan(**texts: str) -> Batch:
    return Batch([OutputFile(name.replace("__", "/") + ".html", text.encode(), "page") for name, text in texts.items()])


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
    first = write_site(site, [files], make_index=index)
    assert (first.written, first.indexed) == (2, True)
    stamps = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    second = write_site(site, [files], make_index=index)
    assert (second.written, second.unchanged, second.indexed) == (0, 2, False)
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == stamps
    assert sorted(path.name for path in tmp_path.iterdir()) == ["_site"]


def searched(text: str) -> OutputFile:
    return OutputFile("search/a.html", text.encode(), "search")


def test_only_what_search_covers_brings_a_new_index_and_is_not_published(tmp_path: Path) -> None:
    site, index = tmp_path / "_site", Indexer()
    write_site(site, [plan(index="home")], searched=[searched("one")], make_index=index)
    changed = write_site(site, [plan(index="new home")], searched=[searched("one")], make_index=index)
    assert (changed.written, index.runs) == (1, 1)
    write_site(site, [plan(index="new home")], searched=[searched("two")], make_index=index)
    assert index.runs == 2
    assert set(read(site)) == {"index.html", "pagefind/pagefind.js", "pagefind/made-from.txt"}
    assert read(site)["pagefind/pagefind.js"] == "run 2"


def test_an_index_may_stay_out_of_date_until_the_next_build(tmp_path: Path) -> None:
    site, index = tmp_path / "_site", Indexer()
    write_site(site, [plan(index="home")], searched=[searched("one")], make_index=index, keep_index=True)
    assert index.runs == 1, "there was none"
    write_site(site, [plan(index="new home")], searched=[searched("two")], make_index=index, keep_index=True)
    assert (index.runs, read(site)["index.html"]) == (1, "new home")
    assert check_folder(site)[1] == []
    write_site(site, [plan(index="new home")], searched=[searched("two")], make_index=index)
    assert index.runs == 2


def test_what_is_withdrawn_leaves_an_index_at_once(tmp_path: Path) -> None:
    site, index = tmp_path / "_site", Indexer()
    write_site(site, [plan(index="home", articles__a="text")], searched=[searched("one")], make_index=index)
    write_site(site, [plan(index="home")], searched=[searched("two")], make_index=index, keep_index=True)
    assert index.runs == 2


def test_a_site_without_search_keeps_no_old_index(tmp_path: Path) -> None:
    site = tmp_path / "_site"
    write_site(site, [plan(index="home")], make_index=Indexer())
    write_site(site, [plan(index="home")])
    assert read(site) == {"index.html": "home"}


def test_a_failing_index_leaves_a_site_and_is_tried_again(tmp_path: Path) -> None:
    site, index = tmp_path / "_site", Indexer()
    assert not write_site(site, [plan(index="home")], make_index=lambda *_: False).indexed
    assert write_site(site, [plan(index="home")], make_index=index).indexed


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_file_can_become_a_folder_and_a_folder_a_file(tmp_path: Path) -> None:
    site = tmp_path / "_site"
    one, other = (OutputFile(path, b"", "data") for path in ("a", "a/b"))
    for file in (one, other, one):
        write_site(site, [Batch([file])])
        assert set(read(site)) == {file.path}


@pytest.mark.parametrize("stop", range(7))
def test_a_build_that_is_killed_at_any_step_of_moving_in_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    old, new = plan(index="old", articles__gone="x", kept="k"), plan(index="new", people__a="a", kept="k")
    for name, files in (("before", old), ("after", new)):
        write_site(tmp_path / name, [files])
    site, steps = tmp_path / "_site", iter(range(100))
    write_site(site, [old])

    def or_die(step: Callable[..., Any]) -> Callable[..., Any]:
        def stepping(*arguments: Any, **options: Any) -> Any:
            if next(steps) == stop:
                raise KeyboardInterrupt
            return step(*arguments, **options)

        return stepping

    with monkeypatch.context() as killing:
        for name in ("unlink", "replace"):
            killing.setattr(Path, name, or_die(getattr(Path, name)))
        with suppress(KeyboardInterrupt):
            write_site(site, [new])
    recover(site)
    assert snapshot(site) == snapshot(tmp_path / ("after" if stop else "before"))
    write_site(site, [new])
    assert snapshot(site) == snapshot(tmp_path / "after")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["_site", "after", "before"]


def test_a_journal_of_somebody_else_removes_nothing_outside_the_site(tmp_path: Path) -> None:
    site = tmp_path / "_site"
    write_site(site, [plan(index="home")])
    (tmp_path / "letter.txt").write_text("mine")
    (tmp_path / "_site.journal").write_text('["../letter.txt", "index.html"]')
    recover(site)
    assert read(tmp_path) == {"letter.txt": "mine"}


@pytest.mark.parametrize(
    "journal", [b"", b"{no", b"\xff\xfe", b"null", b"1e400", b'"index.html"', b'{"index.html": 1}', b'[["a"], 1, null]',
                b"[" * 100_000],
)  # fmt: skip
def test_a_damaged_journal_is_dropped_and_the_build_mends_the_site(tmp_path: Path, journal: bytes) -> None:
    site = tmp_path / "_site"
    write_site(site, [plan(index="home", other="page")])
    (tmp_path / "_site.new").mkdir()
    (tmp_path / "_site.new" / "index.html").write_text("of somebody else")
    (tmp_path / "_site.journal").write_bytes(journal)
    (site / "other.html").write_text("half written")
    write_site(site, [plan(index="home", other="page")])
    assert read(tmp_path) == {"_site/index.html": "home", "_site/other.html": "page"}


ASIDE: dict[str, Callable[[Path, Path], object]] = {
    "a link to a folder elsewhere": lambda path, outside: path.symlink_to(outside),
    "a link to a file elsewhere": lambda path, outside: path.symlink_to(outside / "letter.txt"),
    "a link to nothing": lambda path, outside: path.symlink_to("nowhere"),
    "a link to itself": lambda path, outside: path.symlink_to(path.name),
    "a link to a device": lambda path, outside: path.symlink_to("/dev/zero"),
    "a pipe": lambda path, outside: os.mkfifo(path),
}


@pytest.mark.parametrize("what", ["new", "journal"])
@pytest.mark.parametrize("make", ASIDE.values(), ids=ASIDE.keys())
@pytest.mark.parametrize("stands", [True, False], ids=["beside a site", "before the first"])
def test_what_stands_where_a_site_is_put_together_is_told_and_left(
    tmp_path: Path, what: str, make: Callable[[Path, Path], object], stands: bool
) -> None:
    """Files of a folder elsewhere were moved into the site, and a pipe was waited for."""
    site, outside = tmp_path / "_site", tmp_path / "outside"
    (outside / "deep").mkdir(parents=True)
    (outside / "letter.txt").write_text("[]")
    (outside / "deep" / "index.html").write_text("mine")
    if stands:
        write_site(site, [plan(index="home")])
    make(tmp_path / f"_site.{what}", outside)
    before = snapshot(outside)
    with pytest.raises(FindingError) as refused:
        write_site(site, [plan(index="new home")])
    assert (refused.value.finding.file, refused.value.finding.code) == (f"_site.{what}", "unreadable")
    assert snapshot(outside) == before and (tmp_path / f"_site.{what}").lstat()
    assert not stands or read(site) == {"index.html": "home"}
    (tmp_path / f"_site.{what}").unlink()
    write_site(site, [plan(index="new home")])
    assert read(site) == {"index.html": "new home"}


def test_a_file_or_a_folder_in_the_others_place(tmp_path: Path) -> None:
    site = tmp_path / "_site"
    for what in ("new", "journal"):
        path = tmp_path / f"_site.{what}"
        path.mkdir() if what == "journal" else path.write_text("mine")
        with pytest.raises(FindingError):
            write_site(site, [plan(index="home")])
        path.rmdir() if what == "journal" else path.unlink()


def test_nothing_is_moved_through_a_link_in_the_site(tmp_path: Path) -> None:
    """Neither by a journal of somebody else, nor by a build of our own."""
    site, outside, staging = tmp_path / "_site", tmp_path / "outside", tmp_path / "_site.new"
    outside.mkdir()
    (outside / "mill.html").write_text("mine")
    write_site(site, [plan(index="home")])
    (site / "articles").symlink_to(outside)
    (staging / "articles").mkdir(parents=True)
    (staging / "articles" / "mill.html").write_text("of somebody else")
    (staging / "index.html").mkdir()
    (staging / "index.html" / "mill.html").write_text("of somebody else")
    (tmp_path / "_site.journal").write_text('["articles/mill.html"]')
    recover(site)
    assert read(outside) == {"mill.html": "mine"} and not (site / "articles").is_symlink()
    (site / "index.html" / "mill.html").unlink()
    write_site(site, [plan(index="home")])
    assert read(site) == {"index.html": "home"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["_site", "outside"]


@given(
    st.dictionaries(
        st.sampled_from([f"{folder}{n}.html" for folder in ("", "a/") for n in range(60)]), st.binary(), min_size=50
    )
)
@settings(max_examples=8, deadline=None)
def test_any_number_of_processes_writes_the_same(site: dict[str, bytes]) -> None:
    batches = [Batch([OutputFile(path, content, "page")]) for path, content in site.items()]
    with TemporaryDirectory() as name:
        for jobs in (1, 3):
            write_site(Path(name, str(jobs)), batches, jobs=jobs)
        assert snapshot(Path(name, "1")) == snapshot(Path(name, "3"))


def test_an_exception_while_rendering_leaves_the_old_site(tmp_path: Path) -> None:
    site = tmp_path / "_site"
    write_site(site, [plan(index="old")])

    def broken() -> Iterator[OutputFile]:
        yield from plan(index="new").files
        raise RuntimeError("template")

    with pytest.raises(RuntimeError):
        write_site(site, [Batch(broken())])
    assert read(site) == {"index.html": "old"}


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", "a\\b", "a\0b"])
def test_no_file_leaves_the_site(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="outside the site"):
        write_site(tmp_path / "_site", [Batch([OutputFile(path, b"", "page")])])


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="two files"):
        write_site(tmp_path / "_site", [plan(index="a"), plan(index="b")])


# --- what was made before ---------------------------------------------------------------------------------------------


def write_kept(root: Path, made_from: bytes, *files: OutputFile) -> list[str]:
    """Write a site of one batch with the store of the archive at `root`; the paths that had to be planned."""
    planned = []

    def plan_files() -> Iterator[OutputFile]:
        for file in files:
            planned.append(file.path)
            yield file

    with open_store(root) as store:
        write_site(root / "_site", [Batch(plan_files(), made_from)], store=store)
    return planned


HOME = OutputFile("index.html", b"home", "page")


def test_what_is_made_from_the_same_is_not_planned_again(tmp_path: Path) -> None:
    assert write_kept(tmp_path, b"one", HOME) == ["index.html"]
    assert write_kept(tmp_path, b"one", HOME) == []
    assert write_kept(tmp_path, b"other", HOME) == ["index.html"]
    assert write_kept(tmp_path, b"", HOME) == write_kept(tmp_path, b"", HOME) == ["index.html"], (
        "nobody knows from what"
    )
    assert read(tmp_path / "_site") == {"index.html": "home"}


@pytest.mark.parametrize("damage", ["changed", "gone", "another kind"])
def test_what_is_not_as_it_was_left_is_made_anew(tmp_path: Path, damage: str) -> None:
    write_kept(tmp_path, b"one", HOME)
    page = tmp_path / "_site" / "index.html"
    if damage == "changed":
        page.write_bytes(b"hone")
    else:
        page.unlink()
    if damage == "another kind":
        page.symlink_to(tmp_path / "elsewhere")
    assert write_kept(tmp_path, b"one", HOME) == ["index.html"]
    assert page.read_bytes() == b"home" and not page.is_symlink()


def test_what_changes_while_a_site_is_written_is_noticed_by_the_next_build(tmp_path: Path) -> None:
    """The state of the site is counted on from how it stood when the build began, so that a file which somebody writes
    while it runs is not taken for the build's own.
    """
    other = OutputFile("other.html", b"other", "page")

    def write(*pages: OutputFile) -> list[str]:
        planned: list[str] = []

        def plan(page: OutputFile) -> Iterator[OutputFile]:
            planned.append(page.path)
            if page.content == b"another":
                (tmp_path / "_site" / HOME.path).write_bytes(b"theirs")
            yield page

        with open_store(tmp_path) as store:
            batches = [Batch(plan(page), page.path.encode() + page.content) for page in pages]
            state = write_site(tmp_path / "_site", batches, store=store).state
        assert (state == fingerprint_site(tmp_path / "_site")) == (b"another" not in [one.content for one in pages])
        return planned

    assert write(HOME, other) == ["index.html", "other.html"]
    assert write(HOME, OutputFile("other.html", b"changed", "page")) == ["other.html"]
    assert write(HOME, OutputFile("other.html", b"another", "page")) == ["other.html"]
    assert write(HOME, OutputFile("other.html", b"changed", "page")) == ["index.html", "other.html"]
    assert read(tmp_path / "_site") == {"index.html": "home", "other.html": "changed"}
