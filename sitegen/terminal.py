"""What the command line shows: findings, progress, diffs. Results go to stdout, everything else to stderr."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitegen.findings import Finding

if TYPE_CHECKING:
    from sitegen.progress import Progress
    from sitegen.records.merge import Change

EXIT_FINDINGS = 1


def in_words(capture: dict[str, Any]) -> str:
    """An inspected capture for people: fields with their basis, edits by rule, the clean text."""
    fields = [f"  {name}: {field['value']} ({field['basis']})" for name, field in capture["fields"].items()]
    rules = Counter(edit["rule"] for edit in capture["edits"] if edit["kind"] != "layout")
    edits = [f"  {rule}: {count}" for rule, count in sorted(rules.items())]
    parts = [capture["capture"], *fields, "edits by rule:", *(edits or ["  none"]), "", capture["body"]]
    return "\n".join(parts)


def as_dict(finding: Finding) -> dict[str, Any]:
    """A finding for `--json`."""
    return {name: getattr(finding, name) for name in ("file", "line", "code", "severity", "message", "remedy")}


def report(findings: Iterable[Finding]) -> None:
    """Print findings to stderr, errors in red and warnings in yellow."""
    colours = {"error": "red", "warning": "yellow", "info": None}
    for finding in findings:
        click.secho(str(finding), err=True, fg=colours[finding.severity])


def finish(findings: Iterable[Finding], *, strict: bool = False, silent: bool = False) -> None:
    """Report the findings and leave with the code that they mean."""
    findings = list(findings)
    if not silent:
        report(findings)
    stopping = {"error", "warning"} if strict else {"error"}
    sys.exit(EXIT_FINDINGS if any(finding.severity in stopping for finding in findings) else 0)


@contextmanager
def show_progress() -> Iterator[Progress]:
    """A progress bar on a terminal; silence elsewhere."""
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


def print_diff(root: Path, change: Change) -> None:
    """Print what a planned change would do to the files under `root`, as a unified diff."""
    import difflib

    for name, text in sorted(change.files.items()):
        path = root / name
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        lines = difflib.unified_diff(
            old.splitlines(keepends=True), text.splitlines(keepends=True), name if old else "/dev/null", name
        )
        click.echo("".join(lines), nl=False)
