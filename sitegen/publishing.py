"""`sitegen publish`: the site as one commit on a branch of a git remote, which web hosts such as GitHub Pages serve.

Nothing is pushed but a whole site of what is committed. ghp-import writes the commit beside the files that are checked
out, and a branch moves in one step: a run that is stopped leaves the remote with the site that it had, or the new one.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from sitegen.findings import Finding, Severity
from sitegen.packing import check_built
from sitegen.pipeline import build_site
from sitegen.progress import Progress, no_progress
from sitegen.records import files
from sitegen.site.manifest import MANIFEST, list_files, parse_manifest
from sitegen.workers import default_jobs

MOST_BYTES = 1_000_000_000
"""Of a site on GitHub Pages; docs.github.com/pages, "GitHub Pages limits"."""
MOST_FILE_BYTES = 100 * 1024 * 1024
"""Of one file that GitHub takes in a push."""
_OWNED = ("content", "seeds", "themes")


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did, or with a dry run would do."""

    findings: tuple[Finding, ...]
    pushed: bool = False
    commit: str = ""
    """The commit that holds the site; empty where none was made."""
    files: int = 0
    size: int = 0
    """Bytes of the site."""
    new: int = 0
    """Files that the branch of the remote did not have."""
    changed: int = 0
    removed: int = 0


def publish_site(
    root: Path,
    site: Path,
    remote: str,
    branch: str,
    *,
    today: str,
    build: bool = True,
    dry_run: bool = False,
    progress: Progress = no_progress,
) -> Published:
    """Build the archive's site and push it to `branch` of `remote`; with `dry_run` tell what that would change.

    Any error stops it before the push: content that is not committed, a ledger that lacks lines, a site that is not
    whole, a branch that holds something else. A push that is refused changes nothing on the remote.
    """
    git = _Git(root)
    findings = list(_check_repository(git, remote, branch))
    if build and not findings:
        options = {"jobs": default_jobs(), "do_import": False, "locked": True, "progress": progress}
        findings += build_site(root, site, today=today, **options).findings  # type: ignore[arg-type]
    if _stops(findings):
        return Published(tuple(findings))
    archive, _ = files.load_archive(root)
    findings += check_built(root, site, archive, "publish-refused", "Run `sitegen publish` without --no-build.")
    findings += _check_size(site, git("remote", "get-url", remote).stdout)
    findings += _fetch(git, remote, branch)
    if _stops(findings):
        return Published(tuple(findings))
    there, domain = f"refs/remotes/{remote}/{branch}", _custom_domain(archive.settings.base_url)
    published = _compare(site, git.manifest(there), tuple(findings))
    if dry_run or git.serves(there, site, domain):
        return published
    return _push(git, site, remote, branch, archive.settings.title, domain, published)


def _stops(findings: list[Finding]) -> bool:
    return any(finding.severity == "error" for finding in findings)


def _refuse(message: str, remedy: str) -> Finding:
    return Finding("", 0, "publish-refused", "error", message, remedy)


def _custom_domain(base_url: str) -> str:
    """The host whose root the archive is published at, for the file CNAME; none for a folder of a host, or for
    GitHub's own.

    >>> _custom_domain("https://archive.example.org/")
    'archive.example.org'
    """
    address = urlsplit(base_url)
    host = address.hostname or ""
    return host if address.path in ("", "/") and not host.endswith(".github.io") else ""


# --- git --------------------------------------------------------------------------------------------------------------


class _Git:
    """git in the archive's folder, asked for one thing at a time."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def __call__(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run("git", *arguments)

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Let a program finish in the archive's folder. One that is not there fails as any other does."""
        try:
            return subprocess.run(
                command,
                cwd=self._root,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                errors="surrogateescape",
                check=False,
            )
        except FileNotFoundError:
            return subprocess.CompletedProcess(command, 127, "", f"{command[0]} is not installed")

    def commit(self, ref: str) -> str:
        """The commit that a ref names; empty where there is no such ref."""
        return self("rev-parse", "--verify", "--quiet", ref + "^{commit}").stdout.strip()

    def manifest(self, ref: str) -> dict[str, str]:
        """The digests of the site that a branch holds; none where it is no site."""
        return parse_manifest(self("show", f"{ref}:{MANIFEST}").stdout)[0] if self.commit(ref) else {}

    def serves(self, ref: str, site: Path, domain: str) -> bool:
        """Whether a branch holds just this site, under the same domain."""
        manifest = (site / MANIFEST).read_text(encoding="utf-8")
        return self("show", f"{ref}:{MANIFEST}").stdout == manifest and self.domain(ref) == domain

    def domain(self, ref: str) -> str:
        """What the file CNAME of a branch says."""
        shown = self("show", f"{ref}:CNAME")
        return shown.stdout.strip() if shown.returncode == 0 else ""


def _said(failed: subprocess.CompletedProcess[str]) -> str:
    """The last words of a program that failed, without git's advice and its repeating the address."""
    lines = [" ".join(line.split()) for line in failed.stderr.splitlines()]
    lines = [line for line in lines if line and not line.startswith(("hint:", "To "))]
    return (" / ".join(lines[-3:]) or f"exit code {failed.returncode}").rstrip(".")


def _check_repository(git: _Git, remote: str, branch: str) -> Iterator[Finding]:
    """The archive lies in a repository that knows the remote, all that the site is made from is committed, and the
    branch is none that people work on.
    """
    found = git("rev-parse", "--is-inside-work-tree")
    if found.returncode:
        yield _refuse(f"The archive lies in no git repository: {_said(found)}.", "Run `git init`, and commit it.")
        return
    if git("check-ref-format", "--branch", branch).returncode or branch.startswith("-"):
        yield _refuse(f"'{branch}' is no name for a branch.", "Name another with --branch.")
    elif git("symbolic-ref", "--quiet", "--short", "HEAD").stdout.strip() == branch:
        yield _refuse(f"The branch '{branch}' is the one that is checked out.", "Name another with --branch.")
    elif git.commit(f"refs/heads/{branch}") and not git.manifest(f"refs/heads/{branch}"):
        remedy = "Name another with --branch; or delete this one, if nothing in it is needed."
        yield _refuse(f"The branch '{branch}' here holds something that is no site.", remedy)
    if remote not in git("remote").stdout.splitlines():
        yield _refuse(f"There is no remote '{remote}'.", f"Run `git remote add {remote} ADDRESS`.")
    yield from _check_committed(git)


def _check_committed(git: _Git) -> Iterator[Finding]:
    """All that the site is made from is committed, be it that git is told to ignore it; but for captures and other
    files that somebody may mean to keep back.
    """
    options = ("--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignored=traditional")
    status = git("status", *options, "--", *_OWNED)
    entries = [(entry[:2], entry[3:]) for entry in status.stdout.split("\0") if entry[2:3] == " "]
    names = [name for state, name in entries if state != _IGNORED or _KEPT_IN_GIT.search(name)]
    if names or status.returncode:
        first = ", ".join(names[:3]) + (" …" if len(names) > 3 else "") or _said(status)
        remedy = "Commit what is to be published: the site shows nothing that its sources do not have."
        if any(state == _IGNORED and name in names for state, name in entries):
            remedy += " git ignores some of them (`git check-ignore --verbose FILE` says why): `git add --force FILE`."
        yield _refuse(f"{len(names)} files of the archive are not committed: {first}.", remedy)


_IGNORED = "!!"
_KEPT_IN_GIT = re.compile(r"(?:^|/)content/(?!\.)(?:[^/]+/)*[^/.][^/]*\.(?:md|yml|csv|tsv)$")
"""Documents, records, the ledger; not what editors' programs and systems leave beside them."""


def _check_size(site: Path, address: str) -> Iterator[Finding]:
    """The site is none too large for GitHub Pages; on another host, whose limits nobody knows, that is a warning."""
    severity: Severity = "error" if "github.com" in address else "warning"
    sizes = {name: (site / name).stat().st_size for name in list_files(site)}
    remedy = "Publish fewer captures' pages, or on a host without this limit."
    if (whole := sum(sizes.values())) > MOST_BYTES:
        message = f"The site has {whole / 1e6:.0f} MB; GitHub Pages takes {MOST_BYTES / 1e6:.0f}."
        yield Finding(site.name, 0, "site-too-large", severity, message, remedy)
    for name, size in sorted(sizes.items()):
        if size > MOST_FILE_BYTES:
            message = f"The file has {size / 1e6:.0f} MB; GitHub takes {MOST_FILE_BYTES / 1e6:.0f}."
            yield Finding(f"{site.name}/{name}", 0, "site-too-large", severity, message, remedy)


def _fetch(git: _Git, remote: str, branch: str) -> Iterator[Finding]:
    """What others have pushed to the branch since; it must be a site, since the new one takes its place."""
    ref, here = f"refs/heads/{branch}", f"refs/remotes/{remote}/{branch}"
    listed = git("ls-remote", "--heads", remote, ref)
    if not listed.returncode and not listed.stdout:
        git("update-ref", "-d", here)  # a branch that others have deleted
        return
    failed = listed if listed.returncode else git("fetch", "--quiet", remote, f"+{ref}:{here}")
    if failed.returncode:
        remedy = "Look at its address with `git remote -v`, and at your right to read it."
        yield _refuse(f"The remote '{remote}' cannot be read: {_said(failed)}.", remedy)
    elif not git.manifest(here):
        remedy = "Name another with --branch; or delete it there, if nothing in it is needed."
        yield _refuse(f"The branch '{branch}' of '{remote}' holds something that is no site.", remedy)


def _compare(site: Path, there: Mapping[str, str], findings: tuple[Finding, ...]) -> Published:
    """How the site differs from the one that is published, by their manifests."""
    here = parse_manifest((site / MANIFEST).read_text(encoding="utf-8"))[0]
    sizes = [(site / name).stat().st_size for name in (*here, MANIFEST)]
    changed = sum(there[name] != digest for name, digest in here.items() if name in there)
    new, removed = len(here.keys() - there.keys()), len(there.keys() - here.keys())
    return Published(findings, False, "", len(sizes), sum(sizes), new, changed, removed)


def _push(git: _Git, site: Path, remote: str, branch: str, title: str, domain: str, published: Published) -> Published:
    """Commit the site to the branch, on top of the remote's, and push that."""
    subject = f"{' '.join(title.split())}, from {git.commit('HEAD')[:12]}"
    options = ("--remote", remote, "--branch", branch, "--message", subject, *(("--cname", domain) if domain else ()))
    imported = git.run(sys.executable, "-m", "ghp_import", *options, str(site))
    commit = "" if imported.returncode else git.commit(f"refs/heads/{branch}")
    pushed = git("push", "--quiet", remote, f"{commit}:refs/heads/{branch}") if commit else imported
    if pushed.returncode == 0:
        return replace(published, pushed=True, commit=commit)
    state = f"The site is commit {commit[:12]} of the branch '{branch}' here" if commit else "No commit was made"
    message = f"{state}; on '{remote}' nothing has changed. git says: {_said(pushed)}."
    remedy = "Mend what git names and run `sitegen publish` again: it begins with what others have pushed by then."
    return replace(published, findings=(*published.findings, Finding("", 0, "push-refused", "error", message, remedy)))
