"""Runs of sitegen that are killed at a random moment, again and again, over one archive that grows and is edited.

After each, what a user owns must be whole: captures, content, the accounts of origin, the rulings and the ledger; the
next run must finish what was begun, with a site that is what its manifest says; and what is published to a git remote
must be a whole site. By hand: `python tests/faults.py 500`.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path

from command import CHECKOUT, DAY, invoke

from sitegen.cli import main as sitegen
from sitegen.findings import Finding
from sitegen.records.files import load_archive, load_provenances
from sitegen.records.writing import UNFINISHED
from sitegen.verifying import verify

STORY = """The {0} wheel of the mill turns again

EXAMPLETON, 4 June 2021 - After {0} years the wheel of mill {0} turned again on Friday, before {0} people and a dog.

"It creaks {0} times, but it creaks in tune," said Jane {1}, who had oiled wheel {0} for {0} months.
"""
SYLLABLES = "ba de fi go hu ka le mi no ru".split()
MOST_STORIES = 30
GROWING = ("content/permalinks.csv", "content/decisions.yml")
"""What is only ever added to: the ledger, and the rulings where nobody deletes one."""


def story(number: int) -> str:
    """A text with a speaker of its own, whom `review` asks about: Jane Debade in the 101st."""
    return STORY.format(number, "".join(SYLLABLES[int(digit)] for digit in str(number)).title())


@dataclass
class Archive:
    """An archive to be hurt, and what must never be lost of it."""

    root: Path
    random: random.Random
    stories: int = 0
    edits: dict[str, str] = field(default_factory=dict)
    """Words that an editor wrote, by the file that must hold them."""
    grown: dict[str, bytes] = field(default_factory=dict)
    """What the files that only grow held last."""
    published: str = ""
    """What the remote's branch was when it was last looked at, and found sound."""

    def add_story(self) -> None:
        self.stories += 1
        path = self.root / "seeds" / f"{self.stories}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(story(self.stories), encoding="utf-8")

    def edit_document(self) -> None:
        """An editor adds a sentence to some document, as an editing program does it: whole, by a rename."""
        documents = sorted((self.root / "content" / "articles").glob("[!.]*.md"))
        if documents:
            path, words = self.random.choice(documents), f"Editor's sentence {len(self.edits)}."
            aside = path.with_name(".edited")
            aside.write_text(path.read_text(encoding="utf-8") + f"\n{words}\n", encoding="utf-8")
            aside.replace(path)
            self.edits[words] = path.name

    def commit(self) -> None:
        """An editor commits whatever there is."""
        git(self.root, "add", "--all")
        git(self.root, "commit", "--quiet", "--allow-empty", "--message", "More")

    def losses(self) -> Iterator[str]:
        """What an interrupted run has lost or broken."""
        archive, findings = load_archive(self.root)
        _, problems = load_provenances(self.root, archive)
        yield from (str(one) for one in (*findings, *problems) if one.severity == "error")
        texts = {path.name: path.read_text(encoding="utf-8") for path in
                 (self.root / "content" / "articles").glob("[!.]*.md")}  # fmt: skip
        yield from (f"{words} is not in {name}" for words, name in self.edits.items() if words not in texts[name])
        for name in GROWING:
            path = self.root / name
            now = path.read_bytes() if path.exists() else b""
            if not now.startswith(self.grown.get(name, b"")):
                yield f"{name} lost lines"
            self.grown[name] = now
        yield from self.unsound_branch()

    def faults(self) -> Iterator[str]:
        """What is wrong after a run that was let finish."""
        built = run(self.root, "build")
        if built.returncode:
            yield f"exit {built.returncode}: {built.stderr}"
        yield from self.losses()
        yield from (str(one) for one in verify(self.root).findings if not _is_edit(one))
        documents = len(list((self.root / "content" / "articles").glob("*.md")))
        if documents != self.stories:
            yield f"{documents} documents of {self.stories} captures"
        yield from (f"left over: {path}" for path in self.root.rglob(f"{UNFINISHED}*"))
        yield from (f"left over: {path}" for path in self.root.glob("_site.*"))
        self.commit()
        pushed = run(self.root, "publish", "--no-build")
        if pushed.returncode:
            yield f"publish: exit {pushed.returncode}: {pushed.stderr}"
        yield from self.unsound_branch()

    def unsound_branch(self) -> Iterator[str]:
        """What is wrong with the site that the remote has, as a web host would check it out, if it is a new one."""
        remote = self.root.parent / "remote.git"
        branch = git(remote, "for-each-ref", f"refs/heads/{BRANCH}")
        if branch == self.published:
            return
        with tempfile.TemporaryDirectory() as folder:
            packed, site = Path(folder, "site.zip"), Path(folder, "site")
            git(remote, "archive", "--output", str(packed), BRANCH)
            shutil.unpack_archive(packed, site)
            problems = [f"published: {one}" for one in verify(site).findings]
        self.published = "" if problems else branch
        yield from problems


def _is_edit(finding: Finding) -> bool:
    return finding.severity == "info"


def git(folder: Path, *arguments: str) -> str:
    """git with an author of its own; gives what it prints."""
    who = {f"GIT_{role}_{what}": name for role in ("AUTHOR", "COMMITTER")
           for what, name in (("NAME", "AB"), ("EMAIL", "ab@archive.example"))}  # fmt: skip
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env={**os.environ, **who}, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def make_repository(root: Path) -> Path:
    """Put an archive into a git repository whose remote is a bare one beside it, and give that."""
    remote = root.parent / "remote.git"
    (root / ".gitignore").write_text("_site/\n_site.*/\n.sitegen/\n", encoding="utf-8")
    git(root.parent, "init", "--quiet", "--bare", remote.name)
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "remote", "add", "origin", str(remote))
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Begin")
    return remote


BRANCH = "gh-pages"
SETTINGS = {"SOURCE_DATE_EPOCH": DAY, "SITEGEN_PAGEFIND": str(CHECKOUT / "node_modules" / ".bin" / "pagefind")}
COMMANDS = (
    ("import",),
    ("import", "--update"),
    ("build",),
    ("build", "--no-import", "--no-search"),
    ("pack", "--output", "../packed.zip"),
    ("review", "--answer"),
    ("publish",),
)


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Let a command finish."""
    started = start(root, *arguments)
    out, err = started.communicate(timeout=900)
    return subprocess.CompletedProcess(arguments, started.returncode, out, err)


def start(root: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a command with processes of its own, in the archive's folder."""
    return subprocess.Popen(
        [sys.executable, "-m", "sitegen", "--root", str(root), *arguments], cwd=root, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **SETTINGS},
    )  # fmt: skip


def start_loaded(root: Path, *arguments: str) -> ForkProcess:
    """Start a command in a copy of this process, which has its modules loaded: half of a short run is loading them,
    and whoever is killed there has written nothing yet.
    """
    started = get_context("fork").Process(target=_run_loaded, args=(root, arguments))
    started.start()
    return started


def _run_loaded(root: Path, arguments: tuple[str, ...]) -> None:
    os.chdir(root)
    os.environ.update(SETTINGS)
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    sys.argv = ["sitegen", "--root", str(root), *arguments]
    sitegen()


def answer(archive: Archive) -> tuple[str, ...]:
    """One of the answers to a question that awaits an editor; a build where there is none."""
    questions = [json.loads(line) for line in invoke(archive.root, "review", "--json").stdout.splitlines()]
    answers = [
        f"{question['key']}={one['name']}" + (f"={one['default']}" if one["asks"] else "")
        for question in questions
        for one in question["answers"]
        if one["default"] or not one["asks"]
    ]
    return ("review", "--by", "AB", "--answer", archive.random.choice(answers)) if answers else ("build",)


@dataclass(frozen=True)
class Round:
    """One run that was to be killed."""

    command: str
    killed: bool
    """It still ran when it was to die."""
    problems: tuple[str, ...]
    """What was lost or broken: must be none."""


def kill_runs(root: Path, kills: int, seed: int) -> Iterator[Round]:
    """Kill `kills` runs at random moments. A run that was over before is told, and does not count.

    Every fifth round another run is let finish what the killed ones began, and all must be in order.
    """
    archive = Archive(root, random.Random(seed))
    (root / "content").mkdir(parents=True)
    settings = "title: Mills\nbase_url: https://somebody.github.io/mills/\n"
    (root / "content" / "site.yml").write_text(settings, encoding="utf-8")
    make_repository(root)
    takes: dict[str, float] = {}
    rounds = killed = 0
    while killed < kills:
        rounds += 1
        for _ in range(archive.random.randint(0, 2) if archive.stories < MOST_STORIES else 0):
            archive.add_story()
        if archive.random.random() < 0.4:
            archive.edit_document()
        command: tuple[str, ...] = archive.random.choice(COMMANDS)
        if command[0] == "publish":
            archive.commit()
        elif command[0] == "review":
            command = answer(archive)
        begun, started = time.monotonic(), start_loaded(root, *command)
        try:
            # the first run of a command is let finish: it tells how long such a run takes on this machine
            started.join(archive.random.uniform(0, takes[command[0]]) if command[0] in takes else 900)
            ended = time.monotonic() - begun
        finally:  # on Ctrl-C, too: it would go on writing into a folder that is being removed
            started.kill()
            started.join()
        if started.exitcode == -signal.SIGKILL:
            takes[command[0]] *= 1.02  # should the machine have grown slower
        else:
            takes[command[0]] = 1.1 * ended
        died = started.exitcode == -signal.SIGKILL
        killed += died
        refused = () if died or started.exitcode in (0, 1) else (f"exit {started.exitcode}",)
        problems = (*refused, *archive.losses(), *(archive.faults() if rounds % 5 == 0 else ()))
        yield Round(command[0], died, problems)


def main(kills: int) -> int:
    """Run by hand, stopped by Ctrl-C; prints what it did. The exit code: whether a round lost or broke something."""
    counts: Counter[str] = Counter()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder, suppress(KeyboardInterrupt):
        for number, one in enumerate(kill_runs(Path(folder, "archive"), kills, seed=kills), 1):
            counts[one.command if one.killed else "over before"] += 1
            wrong += bool(one.problems)
            for problem in one.problems:
                print(f"{number}, {one.command}: {problem}", flush=True)
    killed = counts.total() - counts["over before"]
    print(f"{killed} runs killed, {wrong} rounds with a loss or a broken site:", dict(counts.most_common()))
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
