"""What the command line prints of files steers no terminal, and as JSON says what the file says: every command."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from command import DAY

from sitegen.findings import unsteered
from sitegen.saying import harmless

MakeArchive = Callable[[Mapping[str, str]], Path]
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
TRICK = "\x1b]0;owned\x07\x9b2J\x7f\u202ereversed\u2066in\u2028a line"
"""Names the window, clears the screen, turns words round, begins a line."""
YAML_TRICK = json.dumps(TRICK)
LETTER = f"""---
title: {YAML_TRICK}
kind: article
outlet: gazette
date: {YAML_TRICK}
byline: [{YAML_TRICK}]
speakers: [{YAML_TRICK}]
language: en
stance:
  - {{toward: wall, value: critical, evidence: [{YAML_TRICK}], by: {YAML_TRICK}}}
annotations:
  - {{quote: {YAML_TRICK}, note: {YAML_TRICK}, by: AB}}
---

The wall is too dear, said Ada\x1b[2J Voss\u202e in the harbour on Tuesday morning.
"""
COPY = f"""Harbour wall to be \u202eraised

PORT ALDER, 3 May 2027 - The {TRICK} wall is to be raised by a metre, the council said on Monday.

Sign up for our \u202enewsletter and never miss a story.

“We have waited ten years for it,” said Ada \u202eVoss, a mason. “Nobody has waited longer for it than we have.”

The work begins in May and is to cost four million, most of which the region has promised to pay before winter comes,
and the rest of which the council means to raise from those who have their sheds and boats along the quay.

Share this article on Facebook
"""
POST = (
    r'{"text": "Half a sign \ud83d\u001b[2J stands here, and the council says that the wall is to be raised in May."}'
)
SEED = "seeds/\u202ewall.txt"
ID, OWN = "harbour-wall-to-be-raised", "the-walls-price"

COMMANDS = {
    "a dry run": "import --dry-run --update",
    "import": "import --json",
    "build": "build --no-search --no-import",
    "build in JSON": "build --no-search --no-import --json",
    "check": "check",
    "check in JSON": "check --json",
    "questions": "review --list",
    "questions in JSON": "review --json",
    "captures": "inspect seeds",
    "captures in JSON": "inspect --json seeds",
    "a captured post in JSON": "inspect --json seeds/posts.jsonl",
    "a citation": f"cite {OWN}",
    "a citation of the import": f"cite {ID} --style apa",
    "BibTeX": f"cite {OWN} --format bibtex",
    "RIS": f"cite {OWN} --format ris",
    "CSL": f"cite {OWN} --format csl-json",
    "an explanation": f"explain {OWN}",
    "an explanation of the import": f"explain {ID}",
    "a package": "pack --no-build",
    "publishing": "publish",
    "digests": "verify",
    "digests in JSON": "verify --json",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive all of whose words and names are tricks, imported and built."""
    root = tmp_path_factory.mktemp("tricks")
    for name, text in {
        "content/site.yml": f"title: {YAML_TRICK}\n",
        "content/authorities/outlets.yml": f"gazette:\n  name: {YAML_TRICK}\n",
        "content/authorities/people.yml": f"ada-voss:\n  name: Ada Voss\n  variants: [{YAML_TRICK}]\n",
        "content/authorities/topics.yml": f"wall:\n  name: {YAML_TRICK}\n",
        "content/permalinks.csv": f"path,kind,id,status,target,since\n{TRICK.split(chr(0x2028))[0]}\n",
        "content/decisions.yml": f"- ruling: keep\n  text: {YAML_TRICK}\n",
        f"content/articles/{OWN}.md": LETTER,
        "content/articles/\u202ebad\x1b[2J.md": "no front matter",
        SEED: COPY,
        f"{SEED}.meta.yml": f"outlet: gazette\n{YAML_TRICK}: 1\n",
        "seeds/posts.jsonl": POST + "\n",
        "seeds/\x1b[2Jempty\u202e.txt": "",
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert run(root, "import").returncode in (0, 1)
    assert run(root, "build", "--no-search").returncode in (0, 1)
    return root


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": DAY}
    command = [sys.executable, "-m", "sitegen", "--root", str(root), *arguments]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, timeout=300, check=False)


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
def test_no_command_lets_a_file_steer_the_terminal(root: Path, command: str) -> None:
    done = run(root, *command.split())
    assert done.returncode in (0, 1), done.stderr.decode()
    for said in (done.stdout.decode(), done.stderr.decode()):
        assert not STEERING.findall(said.replace("\r\n", "\n"))  # the line ends of RIS
    if "json" in command and "csl" not in command:
        assert all(isinstance(json.loads(line), dict) for line in done.stdout.decode().splitlines())


def test_json_says_what_the_capture_says(root: Path) -> None:
    """Also half of a pair, which is no sign of its own, and which no output could hold as it is."""
    (told,) = (json.loads(line) for line in run(root, "inspect", "--json", SEED).stdout.decode().splitlines())
    assert TRICK in told["raw"] and "Ada \u202eVoss" in told["raw"]
    assert told["capture"] == SEED
    post = run(root, "inspect", "--json", "seeds/posts.jsonl").stdout.decode()
    assert "Half a sign" in json.loads(post)["text"]


def test_what_is_printed_keeps_its_lines_and_shows_codes_for_the_rest(root: Path) -> None:
    assert (
        harmless("one\ttwo\nthree\r\x1b[2J \u202e \udc80 \u200f")
        == "one\ttwo\nthree\\x0d\\x1b[2J \\u202e \\udc80 \u200f"
    )
    shown = run(root, "inspect", SEED).stdout.decode()
    assert shown.startswith("seeds/\\u202ewall.txt\n")


def test_references_leave_such_signs_out(root: Path) -> None:
    """A code would be words of the title to a reference manager."""
    (record,) = json.loads(run(root, "cite", OWN, "--format", "csl-json").stdout)
    assert record["title"] == "]0;owned2Jreversedin a line"


def test_no_sign_that_is_left_out_is_printable() -> None:
    """`unmarked` looks no further at a line that is."""
    printable = (sign for sign in map(chr, range(sys.maxunicode + 1)) if sign.isprintable())
    assert not [sign for sign in printable if unsteered(sign) != sign]


def test_a_file_that_is_named_on_the_command_line_is_shown_with_codes(root: Path) -> None:
    said = run(root, "inspect", "\x1b[2J\u202eno-such-file").stderr.decode()
    assert "\\x1b[2J\\u202eno-such-file" in said and "does not exist" in said


GONE = 20_000


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that lost thousands of addresses, and has a single mistake besides."""
    root = tmp_path_factory.mktemp("crowded")
    lines = (f"articles/gone-{number:05}.html,document,gone-{number:05},live,,2020-01-01" for number in range(GONE))
    for name, text in {
        "content/site.yml": "title: Alm papers\n",
        "content/articles/the-ferry.md": "---\ntitle: The ferry\noutlet: alm-courier\n---\n\nIt stops at noon.\n",
        "content/permalinks.csv": "path,kind,id,status,target,since\n" + "\n".join(lines) + "\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def on_a_terminal(root: Path, *arguments: str) -> list[str]:
    """The lines that a command writes to stderr where that is a terminal, without their colours."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "sitegen", "--root", str(root), *arguments],
        env={**os.environ, "SOURCE_DATE_EPOCH": DAY}, stdout=subprocess.DEVNULL, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    said = b""
    while True:
        try:
            said += os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
    os.close(ours)
    assert run.wait(60) == 1
    return re.sub(r"\x1b\[[0-9;]*m", "", said.decode()).splitlines()


def test_twenty_findings_of_a_kind_are_shown_on_a_terminal_and_all_others(crowded: Path) -> None:
    said = on_a_terminal(crowded, "check")
    lost = [line for line in said if "error [address-lost] articles/gone-" in line]
    assert len(lost) == 20 and "articles/gone-00019.html was published on 2020-01-01" in lost[-1]
    assert [line for line in said if line not in lost] == [
        "content/articles/the-ferry.md:3: error [unknown-id] 'alm-courier' in 'outlet' is no id in "
        "content/authorities/outlets.yml. Add it to content/authorities/outlets.yml: `alm-courier:` with an indented "
        "`name: …` below.",
        "error [address-lost] … and 19980 more of these; `2> findings.txt` writes all to a file.",
    ]


def test_a_file_a_pipe_and_json_get_all_findings(crowded: Path) -> None:
    piped = run(crowded, "check").stderr.decode().splitlines()
    as_json = [json.loads(line) for line in run(crowded, "check", "--json").stdout.decode().splitlines()]
    assert len([line for line in piped if "[address-lost]" in line]) == GONE
    assert len([one for one in as_json if one["code"] == "address-lost"]) == GONE
    assert len(piped) == len(as_json) == GONE + 1
