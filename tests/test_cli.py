"""The command line from outside: what it prints where, what it writes, and the code it leaves with."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

import click
import pytest
from command import TOY_ARCHIVE, invoke, node_program, run_sitegen
from faults import git

from sitegen.cli import cli, main

ArchiveMaker = Callable[[Mapping[str, str]], Path]

STORY = """The bridge reopens

EXAMPLETON, 4 June 2021 - The old bridge reopened on Friday after two years of work. The first across was a dog.

"We had not invited him," said Jane Doe, the mayor of Exampleton, "but he was on time."
"""
DOCUMENT = "---\ntitle: The bridge reopens\n---\n\nThe old bridge reopened on Friday.\n"
ARTICLE = "content/articles/the-bridge-reopens.md"


def read_tree(root: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes; what sitegen keeps for itself in .sitegen/ is no part of an archive."""
    files = (path for path in root.rglob("*") if path.is_file() and ".sitegen" not in path.relative_to(root).parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


# --- a first archive --------------------------------------------------------------------------------------------------


def test_from_an_empty_folder_to_a_site_with_search(tmp_path: Path) -> None:
    node_program("pagefind")
    made = run_sitegen("init", "mine", "--title", "My archive", cwd=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    archive = tmp_path / "mine"
    (archive / "seeds" / "bridge.txt").write_text(STORY, encoding="utf-8")
    built = run_sitegen("build", cwd=archive)
    assert built.returncode == 0
    assert "1 documents, 1 new" in built.stdout
    assert built.stderr == ""
    page = (archive / "_site" / ARTICLE.replace("content/", "").replace(".md", ".html")).read_text(encoding="utf-8")
    assert "The first across was a dog" in page
    assert "My archive" in (archive / "_site" / "index.html").read_text(encoding="utf-8")
    assert (archive / "_site" / "pagefind" / "pagefind.js").exists()
    before = read_tree(archive)
    again = run_sitegen("build", cwd=archive / "content" / "articles")
    assert "0 files written, 0 removed" in again.stdout
    assert read_tree(archive) == before


def test_a_new_archive_builds_before_anything_is_in_it(tmp_path: Path) -> None:
    run_sitegen("init", "mine", cwd=tmp_path)
    built = run_sitegen("build", "--no-search", "--strict", cwd=tmp_path / "mine")
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "mine" / "_site" / "index.html").exists()


def test_init_leaves_what_is_there(tmp_path: Path) -> None:
    site = tmp_path / "content" / "site.yml"
    site.parent.mkdir()
    site.write_text("title: Mine  # since 1999\n")
    made = run_sitegen("init", ".", "--title", "Other", cwd=tmp_path)
    assert made.returncode == 0
    assert site.read_text() == "title: Mine  # since 1999\n"
    assert "site.yml" not in made.stdout
    assert run_sitegen("init", ".", cwd=tmp_path).stdout.count("made ") == 0


def test_no_checkout_turns_line_ends_of_a_capture_round(tmp_path: Path) -> None:
    """As git does on Windows unless it is told: then no capture would be what was recorded."""
    run_sitegen("init", "mine", cwd=tmp_path)
    archive, copy = tmp_path / "mine", tmp_path / "copy"
    (archive / "seeds" / "bridge.txt").write_text(STORY, encoding="utf-8")
    (archive / "seeds" / "ferry.txt").write_bytes(b"The ferry is late\r\n\r\nIt was late again on Friday.\r\n")
    run_sitegen("import", cwd=archive)
    git(archive, "init", "--quiet")
    git(archive, "add", ".")
    git(archive, "commit", "--quiet", "-m", "All")
    git(tmp_path, "clone", "--quiet", "--config", "core.autocrlf=true", "mine", "copy")
    for folder in ("seeds", "content"):
        assert read_tree(copy / folder) == read_tree(archive / folder)
    assert run_sitegen("verify", cwd=copy).returncode == 0


def test_settings_given_to_init_reach_the_site(tmp_path: Path) -> None:
    options = ("--title", 'A "quoted": title', "--base-url", "https://me.example/a", "--robots", "noindex")
    run_sitegen("init", "x", *options, "--rights", "CC0 1.0 # free", cwd=tmp_path)
    assert run_sitegen("--root", "x", "build", "--no-search", cwd=tmp_path).returncode == 0
    home = (tmp_path / "x" / "_site" / "index.html").read_text(encoding="utf-8")
    assert "A &#34;quoted&#34;: title" in home or 'A "quoted": title' in home
    assert '<link rel="canonical" href="https://me.example/a/' in home
    assert "noindex" in home
    assert "CC0 1.0 # free" in home


# --- help and wrong usage ---------------------------------------------------------------------------------------------


def test_every_command_and_option_has_help() -> None:
    silent = [name for name, command in cli.commands.items() if not command.help]
    for name, command in {"sitegen": cli, **cli.commands}.items():
        silent += [f"{name} {p.opts[0]}" for p in command.params if isinstance(p, click.Option) and not p.help]
    assert silent == []


@pytest.mark.parametrize("command", ["", *sorted(cli.commands)])
def test_help_is_printed(command: str, tmp_path: Path) -> None:
    result = invoke(tmp_path, *filter(None, [command]), "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.stdout


def test_wrong_usage_leaves_with_2_and_says_what_to_do(tmp_path: Path) -> None:
    for arguments in (["build"], ["--root", str(tmp_path), "check"]):
        run = run_sitegen(*arguments, cwd=tmp_path)
        assert run.returncode == 2
        assert "sitegen init" in run.stderr
    for arguments in (["build", "--no-such-option"], ["biuld"], ["--root", "nowhere", "build"], ["import", "nowhere"]):
        run = run_sitegen(*arguments, cwd=TOY_ARCHIVE)
        assert run.returncode == 2, arguments
        assert "Traceback" not in run.stderr


def test_a_senseless_day_is_wrong_usage(make_archive: ArchiveMaker) -> None:
    for epoch in ("9" * 17, "yesterday"):
        run = run_sitegen("check", cwd=make_archive({}), SOURCE_DATE_EPOCH=epoch)
        assert run.returncode == 2
        assert "SOURCE_DATE_EPOCH" in run.stderr


def test_our_own_fault_leaves_with_3_and_a_log(
    make_archive: ArchiveMaker, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the lamp went out")

    root = make_archive({})
    monkeypatch.chdir(root)
    monkeypatch.setattr("sitegen.pipeline.check", fail)
    monkeypatch.setattr(sys, "argv", ["sitegen", "check"])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 3
    said = capsys.readouterr().err
    assert "fault of sitegen" in said
    assert "Traceback" not in said
    assert "the lamp went out" in (root / ".sitegen" / "crash.log").read_text()


# --- import -----------------------------------------------------------------------------------------------------------


def test_a_dry_run_shows_a_diff_and_writes_nothing(make_archive: ArchiveMaker) -> None:
    root = make_archive({"seeds/bridge.txt": STORY})
    before = read_tree(root)
    shown = invoke(root, "import", "--dry-run")
    assert shown.exit_code == 0
    assert f"+++ {ARTICLE}" in shown.stdout
    assert "+title: The bridge reopens" in shown.stdout
    assert read_tree(root) == before


def test_import_as_json_names_what_became_of_each_capture(make_archive: ArchiveMaker) -> None:
    root = make_archive({"seeds/a.txt": STORY, "seeds/b.txt": STORY})
    rows = [json.loads(line) for line in invoke(root, "import", "--json").stdout.splitlines()]
    assert {row["capture"]: row["action"] for row in rows} == {"seeds/a.txt": "new", "seeds/b.txt": "copy"}
    assert {row["id"] for row in rows} == {"the-bridge-reopens"}


def test_captures_are_named_from_where_one_stands(make_archive: ArchiveMaker) -> None:
    root = make_archive({"seeds/deep/a.txt": STORY, "seeds/b.txt": STORY.replace("bridge", "tunnel")})
    run = run_sitegen("import", "a.txt", cwd=root / "seeds" / "deep")
    assert (run.returncode, run.stdout) == (0, "new       seeds/deep/a.txt → the-bridge-reopens\n")


def test_what_is_printed_is_utf_8_wherever_it_goes(make_archive: ArchiveMaker) -> None:
    root = make_archive({"seeds/міст.txt": STORY})
    for encoding in ("cp1252", "ascii"):
        run = run_sitegen("import", "--dry-run", cwd=root, PYTHONIOENCODING=encoding)
        assert (run.returncode, run.stdout.splitlines()[0]) == (0, "new       seeds/міст.txt → the-bridge-reopens")


def test_an_editor_is_never_overwritten(make_archive: ArchiveMaker) -> None:
    root = make_archive({"seeds/bridge.txt": STORY})
    invoke(root, "import")
    article = root / ARTICLE
    text = article.read_text(encoding="utf-8")
    edited = text.replace("title: The bridge reopens", "title: A dog opens the bridge  # as the Courier had it")
    edited = edited.replace("but he was on time.", "but he was on time [laughter].")
    assert edited.count("laughter") == 1
    article.write_text(edited, encoding="utf-8")
    for arguments in (["import"], ["import", "--update"], ["build", "--no-search"]):
        assert invoke(root, *arguments).exit_code == 0
        assert article.read_text(encoding="utf-8") == edited


# --- build ------------------------------------------------------------------------------------------------------------


def test_build_as_json(make_archive: ArchiveMaker) -> None:
    root = make_archive({ARTICLE: DOCUMENT.replace("---\n\n", "outlet: nobody\n---\n\n", 1)})
    built = invoke(root, "build", "--no-search", "--json")
    summary = json.loads(built.stdout)
    assert (built.exit_code, summary["documents"], summary["indexed"]) == (1, 1, False)
    finding = next(finding for finding in summary["findings"] if finding["code"] == "unknown-id")
    assert (finding["file"], finding["line"], finding["severity"]) == (ARTICLE, 3, "error")
    assert finding["remedy"]


def test_locked_fails_where_the_ledger_would_change(make_archive: ArchiveMaker) -> None:
    root = make_archive({ARTICLE: DOCUMENT})
    ledger = root / "content" / "permalinks.csv"
    locked = invoke(root, "build", "--no-search", "--locked")
    assert locked.exit_code == 1
    assert "ledger-locked" in locked.stderr
    assert not ledger.exists()
    assert invoke(root, "build", "--no-search").exit_code == 0
    written = ledger.read_bytes()
    assert b"articles/the-bridge-reopens.html" in written
    assert invoke(root, "build", "--no-search", "--locked").exit_code == 0
    assert ledger.read_bytes() == written


def test_a_document_that_vanishes_is_an_error(make_archive: ArchiveMaker) -> None:
    root = make_archive({ARTICLE: DOCUMENT})
    invoke(root, "build", "--no-search")
    (root / ARTICLE).unlink()
    built = invoke(root, "build", "--no-search")
    assert built.exit_code == 1
    assert "address-lost" in built.stderr
    assert "aliases: [the-bridge-reopens]" in built.stderr


def test_drafts_are_left_out_unless_asked_for(make_archive: ArchiveMaker) -> None:
    root = make_archive({ARTICLE: DOCUMENT.replace("---\n\n", "status: draft\n---\n\n", 1)})
    page = root / "_site" / "articles" / "the-bridge-reopens.html"
    invoke(root, "build", "--no-search")
    assert not page.exists()
    invoke(root, "build", "--no-search", "--drafts")
    assert page.exists()


def test_strict_makes_warnings_count(make_archive: ArchiveMaker) -> None:
    note = "annotations:\n  - {quote: no such words, note: x}\n---\n\n"
    root = make_archive({ARTICLE: DOCUMENT.replace("---\n\n", note, 1)})
    assert invoke(root, "build", "--no-search").exit_code == 0
    assert invoke(root, "build", "--no-search", "--strict").exit_code == 1
    assert invoke(root, "check").exit_code == 0
    assert invoke(root, "check", "--strict").exit_code == 1


def test_another_folder_and_another_address(make_archive: ArchiveMaker, tmp_path: Path) -> None:
    root = make_archive({ARTICLE: DOCUMENT})
    built = invoke(root, "build", "--no-search", "--output", str(tmp_path / "out"), "--base-url", "https://x.example/y")
    assert built.exit_code == 0
    page = (tmp_path / "out" / "articles" / "the-bridge-reopens.html").read_text(encoding="utf-8")
    assert "https://x.example/y/articles/the-bridge-reopens.html" in page
    assert not (root / "_site").exists()


@pytest.mark.parametrize("output", [".", "..", "content", "seeds/site", "papers"])
def test_a_build_never_removes_what_is_not_its_own(make_archive: ArchiveMaker, output: str) -> None:
    root = make_archive({ARTICLE: DOCUMENT, "seeds/a.txt": STORY, "papers/letter.txt": "Keep me."})
    before = read_tree(root)
    run = run_sitegen("build", "--no-search", "--output", output, cwd=root)
    assert run.returncode == 2
    assert "folder" in run.stderr
    assert read_tree(root) == before


def test_without_pagefind_there_is_a_site_and_a_remedy(make_archive: ArchiveMaker) -> None:
    root = make_archive({ARTICLE: DOCUMENT})
    built = run_sitegen("build", cwd=root, SITEGEN_PAGEFIND=str(root / "nowhere" / "pagefind"))
    assert built.returncode == 0
    assert "search-missing" in built.stderr
    assert "npm install pagefind" in built.stderr
    assert (root / "_site" / "articles" / "the-bridge-reopens.html").exists()
    assert not (root / "_site" / "pagefind").exists()


def test_a_failing_pagefind_is_told_from_a_missing_one(make_archive: ArchiveMaker) -> None:
    root = make_archive({ARTICLE: DOCUMENT})
    broken = root / "pagefind"
    broken.write_text("#!/bin/sh\necho 'not today' >&2\nexit 7\n")
    broken.chmod(0o755)
    built = run_sitegen("build", cwd=root, SITEGEN_PAGEFIND=str(broken))
    assert built.returncode == 0
    assert "search-failed" in built.stderr
    assert "not today" in built.stderr
    assert "Traceback" not in built.stderr


# --- check, inspect, serve --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["http://[", "ftp://host/", "host/path"])
def test_an_address_that_is_none_is_wrong_usage(make_archive: ArchiveMaker, address: str) -> None:
    run = invoke(make_archive({ARTICLE: DOCUMENT}), "build", "--no-search", "--base-url", address)
    assert run.exit_code == 2
    assert "is not a web address" in run.stderr


def test_check_says_nothing_to_report_and_reports(make_archive: ArchiveMaker) -> None:
    root = make_archive({ARTICLE: DOCUMENT})
    clean = invoke(root, "check")
    assert (clean.exit_code, clean.stdout) == (0, "Nothing to report.\n")
    (root / ARTICLE).write_text(DOCUMENT.replace("title", "tittle"), encoding="utf-8")
    assert invoke(root, "check").exit_code == 1
    found = [json.loads(line) for line in invoke(root, "check", "--json").stdout.splitlines()]
    assert {"unknown-key", "missing-field"} <= {finding["code"] for finding in found}
    assert set(found[0]) == {"file", "line", "code", "severity", "message", "remedy"}


def test_check_reads_the_built_site_too(make_archive: ArchiveMaker) -> None:
    root = make_archive({ARTICLE: DOCUMENT})
    invoke(root, "build", "--no-search")
    (root / "_site" / "timeline.html").unlink()
    broken = invoke(root, "check")
    assert broken.exit_code == 1
    assert "broken-link" in broken.stderr


def test_inspect_needs_no_archive_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "bridge.txt").write_text(STORY, encoding="utf-8")
    run = run_sitegen("inspect", "bridge.txt", "--json", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    seen = json.loads(run.stdout)
    assert {"capture", "sha256", "raw", "body", "text", "fields", "edits", "attributions"} <= set(seen)
    assert seen["fields"]["title"]["value"] == "The bridge reopens"
    evidence = seen["fields"]["date"]["evidence"][0]
    assert seen["raw"][evidence["start"] : evidence["end"]] == evidence["text"]
    assert list(read_tree(tmp_path)) == ["bridge.txt"]


def test_serve_builds_serves_and_follows_what_is_saved(make_archive: ArchiveMaker) -> None:
    """The page first; the search index when nothing is saved any more."""
    root = make_archive({ARTICLE: DOCUMENT})
    indexed = root / "_site" / "pagefind" / "made-from.txt"
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "sitegen", "serve", "--port", "0"],
        cwd=root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, "SITEGEN_PAGEFIND": str(node_program("pagefind"))},
    )  # fmt: skip
    try:
        assert process.stdout
        address = process.stdout.readline().split()[1]
        assert address.startswith("http://127.0.0.1:")
        page = address + "articles/the-bridge-reopens.html"
        assert "reopened on Friday" in fetch(page)
        assert "EventSource" in fetch(page)
        assert "EventSource" not in (root / "_site" / "articles" / "the-bridge-reopens.html").read_text()
        before, deadline = indexed.read_text(), time.monotonic() + 60
        while "reopened on Monday" not in fetch(page):
            assert time.monotonic() < deadline, "the page did not follow the file"
            (root / ARTICLE).write_text(DOCUMENT.replace("Friday", "Monday"), encoding="utf-8")
            time.sleep(0.5)
        while indexed.read_text() == before:
            assert time.monotonic() < deadline, "the index did not follow the page"
            time.sleep(0.2)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
    assert process.returncode in (0, 130)


def test_serve_says_so_where_the_port_is_taken(make_archive: ArchiveMaker) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        run = run_sitegen("serve", "--no-search", "--port", str(port), cwd=make_archive({}))
    assert run.returncode == 2
    assert "taken" in run.stderr
    assert "--port" in run.stderr


def fetch(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return str(answer.read(), "utf-8")
