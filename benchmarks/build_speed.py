"""What builds cost: from nothing, with nothing changed, with one document or one template changed; beside others.

`build_speed.py [--peers FOLDER] [--only NAME] [--rounds R] [N …]` builds N (1000 10000) made-up articles with `sitegen
build` without the search index, with `--profile bare` and `related` too, and, from the same articles, with the
generators of static sites that are installed in FOLDER (`peers.py`), in turn: A B C, A B C. The bare site is equal
work: a page for each article, lists by outlet and speaker, Atom, a sitemap. `hugo-related` adds what Hugo has for
relating, which looks at metadata, and `related` what we have, which reads the texts too; the whole site of `sitegen`
does much more. The others build everything again whatever has changed, so they are measured from nothing only, Hugo
excepted. Figures are medians of R (3) rounds, ratios medians of the rounds' ratios. Processor time counts all
processes; memory is that of the largest one.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from pathlib import Path
from time import perf_counter

from articles import Article, article_name, make_article, write_archive
from peers import PEERS

import sitegen

TEMPLATE = "themes/{}/templates/document.html"
"""Of a theme."""
PROFILES = {"sitegen": ("full", "default"), "bare": ("bare", "bare"), "related": ("related", "bare")}
"""By what it is called here: the profile and its theme."""
RELATING = "sitegen", "related"
"""Ours that relate articles: they are held against Hugo's own relating too."""
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
    """Writes the site into `public/` of that folder."""
    template: Path | None
    """Of a document's page; without it the site is built from nothing only."""
    comment: str
    """In the template's language, with a place for a number."""

    def build(self) -> Cost:
        return run(self.command, self.folder)


def append(path: Path, words: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + words, encoding="utf-8")


def start_over(site: Site, round: int) -> None:
    """What was built is moved aside: ext4 may take several times as long for new files once many were removed."""
    aside = site.folder.with_name(f"{site.folder.name}-before-{round}")
    aside.mkdir()
    for name in ("public", ".sitegen", ".cache", "resources"):
        if (built := site.folder / name).exists():
            built.rename(aside / name)


def change_nothing(_site: Site, _round: int) -> None:
    """All is as it was when it was built last."""


def change_document(site: Site, round: int) -> None:
    append(site.folder / "content/articles" / article_name(round * 7 + 3), f"\nA correction, number {round}.\n")


def change_template(site: Site, round: int) -> None:
    assert site.template
    append(site.template, site.comment.format(round))


WORK: dict[str, Callable[[Site, int], None]] = {
    "cold": start_over,
    "nothing changed": change_nothing,
    "one document changed": change_document,
    "one template changed": change_template,
}
Costs = dict[tuple[str, str], list[Cost]]
"""By program and work, one a round."""


def make_sites(folder: Path, count: int, peers: Path | None, programs: Sequence[str]) -> dict[str, Site]:
    """Of those of `programs` that are installed."""
    articles = [make_article(number) for number in range(count)]
    sites = {
        program: _our_site(folder / program, articles, *asked)
        for program, asked in PROFILES.items()
        if program in programs
    }
    for name, peer in PEERS.items():
        found = sorted(peers.resolve().glob(peer.program)) if peers and name in programs else []
        if found:
            peer.write(folder / name, articles)
            template = folder / name / peer.template if peer.template else None
            sites[name] = Site(folder / name, [str(found[0]), *peer.arguments], template, "<!-- {} -->\n")
    return sites


def _our_site(root: Path, articles: Sequence[Article], profile: str, theme: str) -> Site:
    """An archive of its own, with the packaged template of a document's page in it, to be changed."""
    write_archive(root, articles)
    template = root / TEMPLATE.format(theme)
    template.parent.mkdir(parents=True)
    shutil.copyfile(PACKAGED / TEMPLATE.format(theme), template)
    command = [sys.executable, "-m", "sitegen", "build", "--no-search", "--profile", profile, "--output", "public"]
    return Site(root, command, template, "{{# {} #}}\n")


def measure(sites: Mapping[str, Site], count: int, rounds: int) -> Costs:
    for program, site in sites.items():
        site.build()  # from now on our ledger and the records of paragraphs are there
        pages = {path.stem for path in (site.folder / "public").rglob("article-*")}
        assert len(pages) >= count, f"{program} wrote {len(pages)} pages"
    costs: Costs = {}
    for round in range(rounds):
        for work, change in WORK.items():
            for program, site in sites.items():
                if work == "cold" or site.template:
                    change(site, round)
                    costs.setdefault((program, work), []).append(site.build())
    return costs


def report(costs: Costs) -> None:
    for (program, work), runs in costs.items():
        cpu, wall, peak = (statistics.median(getattr(run, what) for run in runs) for what in MEASURED)
        print(f"  {program:12} {work:21} {cpu:7.2f} s CPU {wall:7.2f} s wall {peak:5.0f} MB", end="")
        for rival in ("hugo", "hugo-related"):
            if (rival, work) in costs and (program in RELATING if rival != "hugo" else program != rival):
                cpu, wall, peak = _ratios(runs, costs[rival, work])
                print(f"   to {rival}: {cpu:.2f} CPU, {wall:.2f} wall, {peak:.2f} memory", end="")
        print(flush=True)


def _ratios(ours: Sequence[Cost], theirs: Sequence[Cost]) -> Iterator[float]:
    """The median of the rounds' ratios, of each figure."""
    pairs = list(zip(ours, theirs, strict=True))
    return (statistics.median(getattr(one, what) / getattr(other, what) for one, other in pairs) for what in MEASURED)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[1000, 10000])
    parser.add_argument("--peers", type=Path, help="the folder that the others are installed in")
    parser.add_argument("--only", action="append", choices=(*PROFILES, *PEERS), help="measure this program; repeatable")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    cold: dict[str, dict[int, float]] = {}
    for count in asked.counts:
        with tempfile.TemporaryDirectory() as name:
            sites = make_sites(Path(name), count, asked.peers, asked.only or (*PROFILES, *PEERS))
            costs = measure(sites, count, asked.rounds)
        print(f"{count} documents, load {os.getloadavg()[0]:.1f}")
        report(costs)
        for program in sites:
            cold.setdefault(program, {})[count] = statistics.median(run.cpu for run in costs[program, "cold"])
    for program, found in cold.items():
        for (few, before), (many, after) in pairwise(found.items()):
            power = log(after / before, many / few)
            print(f"{program}, cold, from {few} to {many}: time grows with N to the power of {power:.2f}")


if __name__ == "__main__":
    main()
