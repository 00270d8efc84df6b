"""`sitegen publish`, to bare git repositories on the disk: whole sites of what is committed, and nothing lost."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from command import copy_toy_archive, invoke, node_program
from faults import BRANCH, git, make_repository, start

from sitegen import publishing
from sitegen.site.manifest import MANIFEST, digest_folder
from sitegen.verifying import verify


def commit(root: Path, message: str = "More") -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", message)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """The toy archive in a repository whose remote is a bare one."""
    node_program("pagefind")
    root = copy_toy_archive(tmp_path / "toy")
    make_repository(root)
    return root


def publish(root: Path, *options: str) -> Result:
    return invoke(root, "publish", *options)


def published(root: Path, branch: str = BRANCH) -> Path:
    """What a web host would check out and serve."""
    folder = root.parent / f"served-{time.monotonic_ns()}"
    git(root.parent, "clone", "--quiet", "--branch", branch, str(root.parent / "remote.git"), str(folder))
    (folder / ".git").rename(folder.with_suffix(".git"))
    return folder


def commits(root: Path) -> list[str]:
    return git(root.parent / "remote.git", "log", "--format=%s", BRANCH).splitlines()


# --- what is pushed ---------------------------------------------------------------------------------------------------


def test_the_branch_holds_the_whole_site_and_nothing_else(archive: Path) -> None:
    run = publish(archive)
    assert (run.exit_code, "origin/gh-pages: " in run.stdout) == (0, True), run.output
    served = published(archive)
    assert digest_folder(served) == digest_folder(archive / "_site")
    assert (served / ".nojekyll").is_file()
    assert verify(served).findings == ()
    head = git(archive, "rev-parse", "--short=12", "HEAD")
    assert commits(archive) == [f"The Alm bridge & <its> ferry, from {head}"]
    assert git(archive, "status", "--porcelain") == ""


def test_what_is_published_already_is_not_pushed_again(archive: Path) -> None:
    publish(archive)
    again = publish(archive)
    assert (again.exit_code, "nothing pushed" in again.stdout) == (0, True)
    assert len(commits(archive)) == 1


def test_the_next_site_stands_on_the_last_one(archive: Path) -> None:
    publish(archive)
    note = archive / "content" / "notes" / "gulls.md"
    note.write_text("# Gulls\n\nThey nest on the ticket booth.\n", encoding="utf-8")
    commit(archive)
    dry = publish(archive, "--dry-run")
    assert (dry.exit_code, "nothing pushed" in dry.stdout, "0 removed" in dry.stdout) == (0, True, True)
    assert len(commits(archive)) == 1
    run = publish(archive)
    assert run.exit_code == 0, run.output
    assert len(commits(archive)) == 2
    assert "ticket booth" in (published(archive) / "gulls.html").read_text(encoding="utf-8")


def test_search_engines_are_kept_out_of_what_asks_for_it(archive: Path) -> None:
    """The toy archive has `robots: noindex`: every page says so, and nothing invites them."""
    publish(archive)
    served = published(archive)
    pages = [path for path in served.rglob("*.html") if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")]
    assert len(pages) > 20
    assert [path for path in pages if "noindex" not in path.read_text(encoding="utf-8")] == []
    assert (served / "robots.txt").read_text(encoding="utf-8") == "User-agent: *\nDisallow: /\n"
    assert list(served.glob("sitemap*")) == []


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://ferry.example/", "ferry.example"),
        ("https://ferry.example/archive/", ""),
        ("https://someone.github.io/", ""),
    ],
)
def test_a_domain_of_its_own_is_told_to_the_host(archive: Path, address: str, domain: str) -> None:
    settings = archive / "content" / "site.yml"
    lines = settings.read_text(encoding="utf-8").splitlines()
    lines = [f"base_url: {address}" if line.startswith("base_url:") else line for line in lines]
    settings.write_text("\n".join(lines) + "\n", encoding="utf-8")
    commit(archive)
    run = publish(archive)
    assert run.exit_code == 0, run.output
    name = published(archive) / "CNAME"
    assert (name.read_text(encoding="utf-8").strip() if name.exists() else "") == domain
    assert "nothing pushed" in publish(archive).stdout


# --- what is refused --------------------------------------------------------------------------------------------------


def no_repository(root: Path) -> None:
    (root / ".git").rename(root.parent / "put-aside.git")


def no_remote(root: Path) -> None:
    git(root, "remote", "remove", "origin")


def an_edit(root: Path) -> None:
    with (root / "content" / "notes" / "about.md").open("a", encoding="utf-8") as note:
        note.write("\nNot committed.\n")


def a_new_file(root: Path) -> None:
    (root / "content" / "notes" / "new.md").write_text("# New\n\nNot committed.\n", encoding="utf-8")


def a_ledger_that_git_ignores(root: Path) -> None:
    """As where a list of names for all repositories of a person has `*.csv`."""
    git(root, "rm", "--quiet", "--cached", "content/permalinks.csv")
    git(root, "commit", "--quiet", "--message", "Without")
    with (root / ".git" / "info" / "exclude").open("a", encoding="utf-8") as ignored:
        ignored.write("*.csv\n*~\n")
    (root / "content" / "notes" / "about.md~").write_text("What an editor's program keeps.\n", encoding="utf-8")


def a_ledger_that_lacks_a_line(root: Path) -> None:
    (root / "content" / "articles" / "new.md").write_text("---\ntitle: New\n---\n\nA text.\n", encoding="utf-8")
    commit(root)


def the_branch_that_is_checked_out(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", BRANCH)


def a_branch_of_the_remote_that_is_no_site(root: Path) -> None:
    git(root, "push", "--quiet", "origin", f"HEAD:refs/heads/{BRANCH}")


def a_branch_here_that_is_no_site(root: Path) -> None:
    git(root, "branch", BRANCH)


def a_remote_that_is_gone(root: Path) -> None:
    (root.parent / "remote.git").rename(root.parent / "elsewhere.git")


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (no_repository, "in no git repository"),
        (no_remote, "There is no remote 'origin'"),
        (an_edit, "1 files of the archive are not committed: content/notes/about.md"),
        (a_new_file, "1 files of the archive are not committed: content/notes/new.md"),
        (a_ledger_that_git_ignores, "1 files of the archive are not committed: content/permalinks.csv"),
        (a_ledger_that_lacks_a_line, "[ledger-locked]"),
        (the_branch_that_is_checked_out, "is the one that is checked out"),
        (a_branch_of_the_remote_that_is_no_site, "of 'origin' holds something that is no site"),
        (a_branch_here_that_is_no_site, "here holds something that is no site"),
        (a_remote_that_is_gone, "The remote 'origin' cannot be read"),
    ],
    ids=lambda one: getattr(one, "__name__", None),
)
def test_what_is_not_to_be_published_is_not_pushed(archive: Path, fault: Callable[[Path], None], told: str) -> None:
    fault(archive)
    remotes = [path for path in archive.parent.glob("*.git") if path.name != "put-aside.git"]
    before = [git(path, "for-each-ref") for path in remotes]
    run = publish(archive)
    assert (run.exit_code, told in run.stderr) == (1, True), run.stderr
    assert [git(path, "for-each-ref") for path in remotes] == before


def test_a_site_that_is_missing_damaged_or_old_is_not_published(archive: Path) -> None:
    assert publish(archive, "--no-build").exit_code == 1
    assert publish(archive).exit_code == 0
    page = archive / "_site" / "index.html"
    page.write_text(page.read_text(encoding="utf-8") + " ", encoding="utf-8")
    damaged = publish(archive, "--no-build")
    assert (damaged.exit_code, "[publish-refused]" in damaged.stderr) == (1, True)
    an_edit(archive)
    commit(archive)
    invoke(archive, "build", "--no-import")
    an_edit(archive)
    commit(archive)
    old = publish(archive, "--no-build")
    assert (old.exit_code, "[publish-refused]" in old.stderr) == (1, True)
    assert len(commits(archive)) == 1


def test_a_site_over_the_limits_is_told_before_the_push(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "MOST_BYTES", 10_000)
    monkeypatch.setattr(publishing, "MOST_FILE_BYTES", 5_000)
    elsewhere = publish(archive)
    assert elsewhere.exit_code == 0
    assert "_site: warning [site-too-large] The site has " in elsewhere.stderr
    assert "_site/archive.json: warning [site-too-large] The file has " in elsewhere.stderr
    git(archive, "config", "url.https://github.com/.insteadOf", str(archive.parent) + "/")
    at_github = publish(archive)
    assert (at_github.exit_code, "error [site-too-large]" in at_github.stderr) == (1, True)


def test_a_push_that_is_refused_loses_nothing(archive: Path) -> None:
    publish(archive)
    hook = archive.parent / "remote.git" / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho 'this branch is protected' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    an_edit(archive)
    commit(archive)
    refused = publish(archive)
    assert refused.exit_code == 1
    assert "[push-refused] The site is commit " in refused.stderr
    assert f"of the branch '{BRANCH}' here; on 'origin' nothing has changed" in refused.stderr
    assert "this branch is protected" in refused.stderr
    assert len(commits(archive)) == 1
    assert git(archive, "show", f"{BRANCH}:{MANIFEST}") == (archive / "_site" / MANIFEST).read_text().strip()
    hook.unlink()
    assert publish(archive).exit_code == 0
    assert len(commits(archive)) == 2, "the commit that was refused is not published on top of"


def test_what_somebody_else_published_since_stays_in_the_history(archive: Path) -> None:
    publish(archive)
    other = archive.parent / "other"
    git(archive.parent, "clone", "--quiet", "--branch", BRANCH, str(archive.parent / "remote.git"), str(other))
    (other / "index.html").write_text("another machine's site", encoding="utf-8")
    commit(other, "By another machine")
    git(other, "push", "--quiet")
    an_edit(archive)
    commit(archive)
    assert publish(archive).exit_code == 0
    assert commits(archive)[1] == "By another machine"
    assert digest_folder(published(archive)) == digest_folder(archive / "_site")


def test_a_run_that_is_killed_leaves_the_old_site_or_the_new_one(archive: Path) -> None:
    publish(archive)
    chance = random.Random(7)
    for number in range(8):
        an_edit(archive)
        commit(archive)
        run = start(archive, "publish")
        time.sleep(chance.uniform(0.3, 2.5))
        run.kill()
        run.communicate()
        assert verify(published(archive)).findings == (), number
    assert publish(archive).exit_code == 0
    git(archive, "fsck", "--no-dangling")
    git(archive.parent / "remote.git", "fsck", "--no-dangling")
    assert digest_folder(published(archive)) == digest_folder(archive / "_site")
