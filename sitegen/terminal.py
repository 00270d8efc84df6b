"""What the command line shows: findings, progress, diffs. Results go to stdout, everything else to stderr."""

from __future__ import annotations

import errno
import io
import os
import sys
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitegen import __version__
from sitegen.cache import write_own
from sitegen.findings import Finding, FindingError, Severity, unsteered
from sitegen.saying import say, say_json

if TYPE_CHECKING:
    from sitegen.cache import Built
    from sitegen.progress import Progress
    from sitegen.publishing import Published
    from sitegen.records.import_plans import Change
    from sitegen.verifying import Verified

EXIT_FINDINGS = 1
EXIT_OUR_FAULT = 3
_DISK_FAULTS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO,
                errno.ENAMETOOLONG, errno.ENOTDIR, errno.EISDIR, errno.ELOOP)  # fmt: skip
"""What a machine may do to any program: a disk that is full or damaged, a folder that we may not write to, that lies
too deep or is a file, a file that is a folder, a link that leads to itself.
"""
_LOG = ".sitegen/crash.log"
_MOST_OF_A_KIND = 20
"""Findings with one code that a terminal shows."""
_LONG_LINE = 50
"""Characters of a line from which on a diff shows its words: paragraphs rather than fields."""
_NEAR = 8
"""Words on either side of a change that a diff of words shows."""


def prepare_streams() -> None:
    """Make standard streams fit for use: all of them there, and output in UTF-8. Nothing comes from one that the run
    was started without, and what goes to it is lost; else the first file that is opened would stand in its place.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # Windows pipes are no UTF-8 by default, and have no arrows
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def in_words(capture: dict[str, Any]) -> str:
    """An inspected capture for people: fields with their basis, edits by rule, the clean text."""
    fields = [f"  {name}: {field['value']} ({field['basis']})" for name, field in capture["fields"].items()]
    rules = Counter(edit["rule"] for edit in capture["edits"] if edit["kind"] != "layout")
    edits = [f"  {rule}: {count}" for rule, count in sorted(rules.items())]
    parts = [capture["capture"], *fields, "edits by rule:", *(edits or ["  none"]), "", capture["body"]]
    return "\n".join(parts)


_COLOURS: dict[Severity, str | None] = {"error": "red", "warning": "yellow", "info": None}


def report(findings: Iterable[Finding]) -> None:
    """Print findings to stderr, errors in red and warnings in yellow. On a terminal, where thousands of one kind would
    drown the others, the first of each kind and how many more there are; a file or a pipe gets all.
    """
    most = _MOST_OF_A_KIND if sys.stderr.isatty() else sys.maxsize
    told: Counter[tuple[Severity, str]] = Counter()
    for finding in findings:
        kind = finding.severity, finding.code
        told[kind] += 1
        if told[kind] <= most:
            say(str(finding), err=True, colour=_COLOURS[finding.severity])
    for (severity, code), count in told.items():
        if count > most:
            more = f"{severity} [{code}] … and {count - most} more of these; `2> findings.txt` writes all to a file."
            say(more, err=True, colour=_COLOURS[severity])


def finish(findings: Iterable[Finding], *, strict: bool = False, as_json: bool = False, silent: bool = False) -> None:
    """Report the findings (with `as_json` one JSON object a line on stdout) and leave with the code that they mean."""
    findings = list(findings)
    if as_json:
        for finding in findings:
            say_json(asdict(finding))
    elif not silent:
        report(findings)
    stopping = {"error", "warning"} if strict else {"error"}
    sys.exit(EXIT_FINDINGS if any(finding.severity in stopping for finding in findings) else 0)


def report_fault(error: Exception) -> int:
    """Tell what ended a run: a finding, a fault of the disk, or one of our own, with its log. The exit code."""
    if isinstance(error, OSError) and error.errno in _DISK_FAULTS:
        message = f"The disk does not do what it is asked to: {error.strerror}."
        remedy = "Mend that and run it again; what was written before is whole."
        report([Finding(str(error.filename or ""), 0, "disk-fault", "error", message, remedy)])
        return EXIT_FINDINGS
    if isinstance(error, FindingError):
        report([error.finding])
        return EXIT_FINDINGS
    if isinstance(error, FileNotFoundError) and not _has_folder():
        report([_NO_FOLDER])
        return EXIT_FINDINGS
    log = Path.cwd() / _LOG
    try:
        log.parent.mkdir(exist_ok=True)
        write_own(log, f"sitegen {__version__}, Python {sys.version}\n\n{traceback.format_exc()}")
        where = f"The log is in {log}."
    except OSError:
        where = traceback.format_exc()
    say(f"This is a fault of sitegen, not of your files. Please report it. {where}", err=True, colour="red")
    return EXIT_OUR_FAULT


def _has_folder() -> bool:
    """Whether the folder that this runs in still exists."""
    try:
        return Path.cwd().is_dir()
    except OSError:
        return False


_NO_FOLDER = Finding(
    "", 0, "disk-fault", "error", "The folder that this runs in is gone.", "Change to another folder and run it again."
)


@contextmanager
def show_progress(*, timed: bool = False) -> Iterator[Progress]:
    """A progress bar on a terminal; silence elsewhere. With `timed`, the seconds of each stage on stderr at the end."""
    from sitegen.progress import StageTimes

    with _bars() as show:
        times = StageTimes(show)
        yield times if timed else show
        times("the rest", 1, 1)
    if timed:
        for stage, seconds in times.seconds.items():
            click.echo(f"{seconds:8.2f} s  {stage}", err=True)


@contextmanager
def _bars() -> Iterator[Progress]:
    from sitegen.progress import no_progress

    if not sys.stderr.isatty():
        yield no_progress
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total or None)
            bars.update(tasks[stage], completed=done)

        yield show


def refuse_unknown_format(root: Path) -> None:
    """End the run where the archive at `root` is in a format of a later program. FindingError where its settings have
    gone, as under a preview: without them it would be taken for an archive without documents.
    """
    from sitegen.records.root import SETTINGS, check_format

    try:
        settings = (root / SETTINGS).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError as error:
        message, remedy = "The archive's settings are gone; nothing was written.", "Put them back and run it again."
        raise FindingError(Finding(SETTINGS, 0, "unreadable", "error", message, remedy)) from error
    if refusal := [*check_format(settings)]:
        finish(refusal)


@contextmanager
def at_work(root: Path, *, wait: bool = False) -> Iterator[None]:
    """A `with` block that changes the archive at `root`, alone; another run at work is a finding, or waited for. An
    archive in a format of a later program, or whose folders lie elsewhere, is left alone.
    """
    from sitegen.locks import BusyError, hold_archive
    from sitegen.records.root import check_folders
    from sitegen.records.writing import remove_unfinished

    refuse_unknown_format(root)
    if refusal := [*check_folders(root)]:
        finish(refusal)
    try:
        with hold_archive(root, wait=wait):
            remove_unfinished(root)
            yield
    except BusyError as busy:
        finish([busy.finding])


# --- what commands did ------------------------------------------------------------------------------------------------


def print_changes(root: Path, changes: Iterable[Change], *, as_json: bool, diff: bool) -> None:
    """Print what an import made of each capture, with `diff` as it would change the files under `root`."""
    for change in changes:
        if as_json:
            told = {"capture": change.capture, "id": change.id, "action": change.action}
            say_json(told)
            continue
        if change.action != "unchanged":
            say(f"{change.action:9} {change.capture} → {change.id}")
        if diff:
            print_diff(root, change)


def print_built(site: Path, built: Built, *, as_json: bool) -> None:
    """Print what a build did to `site`."""
    written = built.written
    if as_json:
        summary = {
            "documents": built.documents,
            "imported": built.imported,
            "written": written.written,
            "removed": written.removed,
            "unchanged": written.unchanged,
            "indexed": written.indexed,
            "ledger_added": built.ledger_added,
            "findings": [asdict(finding) for finding in built.findings],
        }
        say_json(summary)
        return
    imported = f", {built.imported} new" if built.imported else ""
    changed = f"{written.written} files written, {written.removed} removed, {written.unchanged} unchanged"
    say(f"{site}: {built.documents} documents{imported}; {changed}.")


def print_published(where: str, published: Published) -> None:
    """Print what was pushed to `where` (remote/branch), or would be."""
    if not published.files or any(finding.severity == "error" for finding in published.findings):
        return
    what = f"{published.new} files new, {published.changed} changed, {published.removed} removed"
    done = f"pushed as {published.commit[:12]}" if published.pushed else "nothing pushed"
    say(f"{where}: {published.files} files, {published.size / 1e6:.1f} MB; {what}; {done}.")


_CHECKED = {
    "captures": "captures have the bytes that were recorded when they were imported",
    "sources": "captures and content files are as they were when the site was built",
    "site": "files of the site are as the build left them",
    "bag": "files of the bag are as they were packed",
}
_NOT_PROVEN = (
    "No digest tells who made these files or when, or whether files and digests were changed together: "
    "a signed commit, or a dated copy of the manifest's digest kept elsewhere, does."
)


_NO_DIGEST = "Drafts and withdrawn documents have none, so that the site tells nothing of them."


def print_verified(verified: Verified, *, as_json: bool) -> None:
    """Print what agrees with its recorded digests, and what that does not prove."""
    is_archive = any(one.what == "sources" for one in verified.checked)
    not_proven = f"{_NOT_PROVEN} {_NO_DIGEST}" if is_archive else _NOT_PROVEN
    if as_json:
        say_json({**asdict(verified), "not_proven": not_proven})
        return
    for one in verified.checked:
        say(f"{one.sound} of {one.recorded} {_CHECKED[one.what]} ({one.against}).")
    if verified.as_made or verified.edited:
        say(f"{verified.as_made} texts are as the program made them, {verified.edited} were changed by editors.")
    if verified.manifest:
        say(f"SHA-256 of the manifest: {verified.manifest}")
    say(not_proven)


def print_diff(root: Path, change: Change) -> None:
    """Print what a planned change would do to the files under `root`; of the program's own account only how much."""
    for name, text in sorted(change.files.items()):
        path = root / name
        old = path.read_bytes().decode("utf-8", "replace").splitlines() if path.exists() else []
        shown = list(_diff(old, text.splitlines()))
        if old and name.startswith("content/provenance/"):
            shown = [f"{name}: {sum(line[0] in '+-~' for line in shown)} lines of the program's account differ"]
        else:
            say(f"--- {unsteered(name) if old else '/dev/null'}\n+++ {unsteered(name)}")
        for line in shown:
            say(line)


def _diff(old: list[str], new: list[str]) -> Iterator[str]:
    """The lines that differ, each with its neighbours; of long ones that were changed (`~`) the words that differ."""
    for group in SequenceMatcher(None, old, new).get_grouped_opcodes(1):
        yield f"@@ line {group[0][3] + 1} @@"
        for tag, start, end, new_start, new_end in group:
            before, after = old[start:end], new[new_start:new_end]
            if tag == "equal":
                yield from (f" {line}" for line in before)
            elif len(before) == len(after) and max(map(len, before + after)) > _LONG_LINE:
                yield from (f"~{_diff_words(one, other)}" for one, other in zip(before, after, strict=True))
            else:
                yield from (f"-{line}" for line in before)
                yield from (f"+{line}" for line in after)


def _diff_words(old: str, new: str) -> str:
    """As git's --word-diff has it: `stops on [-Friday.-]{+Saturday.+} Its crew`; of what stays, only what is near."""
    one, other = old.split(" "), new.split(" ")
    parts = []
    for tag, start, end, new_start, new_end in SequenceMatcher(None, one, other).get_opcodes():
        if tag == "equal":
            words = one[start:end]
            parts.append(" ".join([*words[:_NEAR], "…", *words[-_NEAR:]] if len(words) > 2 * _NEAR + 1 else words))
        else:
            gone, come = " ".join(one[start:end]), " ".join(other[new_start:new_end])
            parts.append((f"[-{gone}-]" if gone else "") + (f"{{+{come}+}}" if come else ""))
    return " ".join(parts)
