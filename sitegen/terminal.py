"""What the command line shows: findings, progress, diffs. Results go to stdout, everything else to stderr."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitegen.findings import Finding

if TYPE_CHECKING:
    from sitegen.progress import Progress
    from sitegen.records.merge import Change

EXIT_FINDINGS = 1
_LONG_LINE = 50
"""Characters of a line from which on a diff shows its words: paragraphs rather than fields."""
_NEAR = 8
"""Words on either side of a change that a diff of words shows."""


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
    """Print what a planned change would do to the files under `root`; of the program's own account only how much."""
    for name, text in sorted(change.files.items()):
        path = root / name
        old = path.read_bytes().decode("utf-8", "replace").splitlines() if path.exists() else []
        shown = list(_diff(old, text.splitlines()))
        if old and name.startswith("content/provenance/"):
            shown = [f"{name}: {sum(line[0] in '+-~' for line in shown)} lines of the program's account differ"]
        else:
            click.echo(f"--- {name if old else '/dev/null'}\n+++ {name}")
        for line in shown:
            click.echo(line)


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
