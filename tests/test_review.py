"""The editor's desk: what is asked, what an answer writes, and that what is settled is not asked again."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from command import CHECKOUT, DAY, TOY_ARCHIVE, invoke

from sitegen.asking import ask_copies
from sitegen.importing import import_captures
from sitegen.links import Cluster, Links, Witness
from sitegen.model import DocumentId
from sitegen.questions import Question, gather_material
from sitegen.records import files
from sitegen.reviewing import find_answer, plan_answer, try_patches

MakeArchive = Callable[[Mapping[str, str]], Path]
GOLDEN = CHECKOUT / "tests" / "golden" / "review.txt"

PEOPLE = """# Everyone who is quoted.

ada-voss:
  name: 'Ada Voss'   # as she signs
  variants: [A. Voss]
  roles:
    - {title: Captain of the Sulina, date: 2019/..}

ines-duarte:
  name: Ines Duarte
"""
LETTER = """---
# The second copy of the letter
title:   "The wall's price"
kind: article
date: XXXX-05-17   # no year
language: en
speakers: [ines-duarte, 'Kapitan Voss']  # Voss: see the log
stance:
  - {toward: wall, value: critical, evidence: [too dear], by: AB}
annotations:
  - {quote: ten years, note: Since 2014., by: AB}
  - {quote: the harbour wall was raised in May, note: Not yet.}
---

The wall is too dear, Kapitan Voss said in the harbour on Tuesday morning.

“We have waited ten years,” said Ines Duarte. “Nobody has waited longer for it than we have, and ten years are enough.”

The harbour wall is to be raised in May, and the council pays.
"""
ARCHIVE = {
    "content/authorities/people.yml": PEOPLE,
    "content/authorities/topics.yml": "wall:\n  name: The wall\n",
    "content/decisions.yml": "# Rulings.\n",
    "content/articles/the-walls-price.md": LETTER,
}


@pytest.fixture
def desk(make_archive: MakeArchive) -> Path:
    """An archive with one of most kinds of questions."""
    return make_archive(ARCHIVE)


def listed(root: Path) -> dict[str, str]:
    """The questions of `review --list`: key and line."""
    shown = invoke(root, "review", "--list").stdout.splitlines()
    return {line.split(": ")[1]: line for line in shown if line != "Nothing awaits a decision."}


def key(root: Path, kind: str) -> str:
    """The key of the only question of a kind."""
    [found] = [key for key in listed(root) if key.startswith(f"{kind}-")]
    return found


def answer(root: Path, kind: str, given: str) -> None:
    done = invoke(root, "review", "--by", "CD", "--why", "Seen: the log", "--answer", f"{key(root, kind)}={given}")
    assert done.exit_code == 0, done.stderr


def contents(root: Path) -> dict[str, bytes]:
    files = {path.relative_to(root): path for path in root.rglob("*") if path.is_file()}
    return {name.as_posix(): path.read_bytes() for name, path in files.items() if name.parts[0] != ".sitegen"}


def changed_lines(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    """Lines gone and come, byte for byte, in the files that differ."""
    lines = []
    for name in sorted({*before, *after}):
        old, new = (side.get(name, b"").decode().splitlines(keepends=True) for side in (before, after))
        lines += [f"-{line}".rstrip("\n") for line in old if line not in new]
        lines += [f"+{line}".rstrip("\n") for line in new if line not in old]
    return lines


def test_the_list_says_what_to_do_and_is_sorted_by_what_matters() -> None:
    said = invoke(TOY_ARCHIVE, "review", "--list").stdout
    if os.environ.get("SITEGEN_UPDATE"):
        GOLDEN.write_text(said, encoding="utf-8")
    assert said == GOLDEN.read_text(encoding="utf-8"), "SITEGEN_UPDATE=1 writes tests/golden/review.txt anew"


def test_the_list_of_the_first_archive_is_short() -> None:
    said = invoke(CHECKOUT, "review", "--list").stdout.splitlines()
    assert 0 < len(said) <= 5
    assert all(line.endswith(("]", ".")) for line in said)


@pytest.mark.parametrize(
    ("kind", "given", "lines"),
    [
        ("name", "ada-voss", [
            "+- {ruling: same, documents: [the-walls-price], name: Kapitan Voss, person: ada-voss, by: CD, "
            'on: 2023-11-14, why: "Seen: the log"}',
        ]),
        ("name", "always-ada-voss", ["-  variants: [A. Voss]", "+  variants: [A. Voss, Kapitan Voss]"]),
        ("name", "not-ada-voss", [
            "+- {ruling: different, documents: [the-walls-price], name: Kapitan Voss, person: ada-voss, by: CD, "
            'on: 2023-11-14, why: "Seen: the log"}',
        ]),
        ("name", "is=ines-duarte", [
            "+- {ruling: same, documents: [the-walls-price], name: Kapitan Voss, person: ines-duarte, by: CD, "
            'on: 2023-11-14, why: "Seen: the log"}',
        ]),
        ("name", "new", ["+kapitan-voss:", "+  name: Kapitan Voss"]),
        ("name", "new=v-voss", ["+v-voss:", "+  name: Kapitan Voss"]),
        ("name", "leave", [
            "+- {ruling: leave, documents: [the-walls-price], field: speakers, value: Kapitan Voss, by: CD, "
            'on: 2023-11-14, why: "Seen: the log"}',
        ]),
        ("stance", "confirm", [
            "-  - {toward: wall, value: critical, evidence: [too dear], by: AB}",
            "+  - {toward: wall, value: critical, evidence: [too dear], by: AB, status: confirmed}",
        ]),
        ("stance", "dispute", [
            "-  - {toward: wall, value: critical, evidence: [too dear], by: AB}",
            "+  - {toward: wall, value: critical, evidence: [too dear], by: AB, status: disputed}",
        ]),
    ],
)  # fmt: skip
def test_an_answer_changes_its_lines_and_no_other_byte(desk: Path, kind: str, given: str, lines: list[str]) -> None:
    before = contents(desk)
    settled = key(desk, kind)
    answer(desk, kind, given)
    assert [line for line in changed_lines(before, contents(desk)) if line != "+"] == lines
    assert settled not in listed(desk) or given == "not-ada-voss"


def test_notes_that_lost_their_passage_are_anchored_by_the_editor_alone(desk: Path) -> None:
    before = contents(desk)
    several, gone = (key for key in listed(desk) if key.startswith("note-"))
    assert "stand 2 times" in listed(desk)[several]
    by = ("review", "--by", "CD", "--answer")
    assert invoke(desk, *by, f"{gone}=quote=raised in June").exit_code == 2
    assert contents(desk) == before
    assert invoke(desk, *by, f"{several}=place-1", by[-1], f"{gone}=quote").exit_code == 0
    assert changed_lines(before, contents(desk)) == [
        "-  - {quote: ten years, note: Since 2014., by: AB}",
        "-  - {quote: the harbour wall was raised in May, note: Not yet.}",
        '+  - {quote: ten years, note: Since 2014., by: AB, prefix: "“We have waited"}',
        '+  - {quote: "The harbour wall is to be raised in May, and the council pays.", note: Not yet.}',
    ]
    assert not [key for key in listed(desk) if key.startswith("note-")]


def test_deleting_its_line_undoes_a_ruling(desk: Path) -> None:
    before, asked = contents(desk), listed(desk)
    answer(desk, "name", "ada-voss")
    assert listed(desk) != asked
    rulings = desk / files.DECISIONS
    kept = [line for line in rulings.read_bytes().splitlines(keepends=True) if b"Kapitan" not in line]
    rulings.write_bytes(b"".join(kept))
    assert contents(desk) == before
    assert listed(desk) == asked


def test_files_with_other_line_ends_and_a_mark_keep_them(desk: Path) -> None:
    for name in ("content/authorities/people.yml", "content/articles/the-walls-price.md"):
        path = desk / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = contents(desk)
    answer(desk, "name", "always-ada-voss")
    answer(desk, "stance", "confirm")
    for name in ("content/authorities/people.yml", "content/articles/the-walls-price.md"):
        after = (desk / name).read_bytes()
        assert after.startswith(b"\xef\xbb\xbf")
        assert after.count(b"\r\n") == after.count(b"\n") == before[name].count(b"\n")


def test_names_and_outlets_of_captures_get_records_and_dates_get_days(make_archive: MakeArchive) -> None:
    copy = (
        "Wall to be raised\n\nMARLOW, 4 March (Marlow Post)\n\n“We have waited long enough for this wall,” said "
        "Mayor Ines Duarte after the vote of the council on Tuesday.\n"
    )
    root = make_archive({"seeds/one.txt": copy, "content/authorities/outlets.yml": "# Outlets\n"})
    import_captures(root)
    kinds = [key.partition("-")[0] for key in listed(root)]
    assert kinds == ["name", "outlet", "date"]
    [path] = (root / "content/articles").iterdir()
    before = path.read_text(encoding="utf-8")
    answer(root, "outlet", "new=marlow-post")
    answer(root, "date", "set=2025-03-04")
    answer(root, "name", "new=ines-duarte")
    assert listed(root) == {}
    assert path.read_text(encoding="utf-8") == before.replace("date: XXXX-03-04", "date: 2025-03-04").replace(
        "date:", "outlet: marlow-post\ndate:", 1
    )
    assert (root / "content/authorities/outlets.yml").read_text() == "# Outlets\n\nmarlow-post:\n  name: Marlow Post\n"


def test_a_ruling_on_a_name_reaches_the_site_and_goes_with_its_line(desk: Path) -> None:
    def speakers() -> list[str]:
        assert invoke(desk, "build", "--no-search").exit_code == 0
        archive = json.loads((desk / "_site" / "archive.json").read_text(encoding="utf-8"))
        [document] = archive["documents"]
        return list(document["speakers"])

    assert speakers() == ["ines-duarte", "Kapitan Voss"]
    answer(desk, "name", "ada-voss")
    assert speakers() == ["ines-duarte", "ada-voss"]
    (desk / files.DECISIONS).write_text("# Rulings.\n", encoding="utf-8")
    assert speakers() == ["ines-duarte", "Kapitan Voss"]


# --- what goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("name-000000=leave", "No question has the key"),
        ("{name}=perhaps", "is no answer to"),
        ("{name}=is", "needs one thing more"),
        ("{name}=is=nobody-known", "is no record's id"),
        ("{name}=new=ada-voss", "is taken"),
    ],
)
def test_an_answer_that_cannot_be_meant_is_wrong_usage(desk: Path, given: str, said: str) -> None:
    before = contents(desk)
    done = invoke(desk, "review", "--by", "CD", "--answer", given.format(name=key(desk, "name")))
    assert (done.exit_code, said in done.stderr) == (2, True)
    assert contents(desk) == before


def test_of_several_answers_none_is_written_where_one_cannot_be_meant(desk: Path) -> None:
    before = contents(desk)
    answers = ("--answer", f"{key(desk, 'name')}=ada-voss", "--answer", "name-000000=leave")
    done = invoke(desk, "review", "--by", "CD", *answers)
    assert (done.exit_code, "No question has the key" in done.stderr) == (2, True)
    assert contents(desk) == before


def test_a_file_that_cannot_be_patched_stays_and_the_finding_says_what_to_write(desk: Path) -> None:
    path = desk / files.DECISIONS
    path.write_text("rulings: none\n", encoding="utf-8")
    before = contents(desk)
    done = invoke(desk, "review", "--by", "CD", "--answer", f"{key(desk, 'name')}=ada-voss")
    assert done.exit_code == 1
    assert "[not-patched]" in done.stderr
    assert contents(desk) == before


def test_of_an_answer_for_two_files_none_is_written_where_one_cannot_be(make_archive: MakeArchive) -> None:
    copy = "Wall to be raised\n\nMARLOW, 4 March 2024 (Marlow Post)\n\nThe council of Marlow raised the harbour wall.\n"
    root = make_archive({"seeds/one.txt": copy})
    import_captures(root)
    outlet = key(root, "outlet")
    [path] = (root / "content/articles").iterdir()
    path.write_text(path.read_text(encoding="utf-8").replace("kind:", "kind: &a"), encoding="utf-8")
    before = contents(root)
    done = invoke(root, "review", "--by", "CD", "--answer", f"{outlet}=new")
    assert done.exit_code in (1, 2)
    assert contents(root) == before


def test_a_damaged_archive_is_asked_about_as_far_as_it_can_be_read(desk: Path) -> None:
    (desk / "content/articles/other.md").write_text("no front matter", encoding="utf-8")
    (desk / "content/authorities/people.yml").write_bytes(b"ada: {name: \xff\xfe}")
    done = invoke(desk, "review", "--list")
    assert done.exit_code == 1
    assert "name-" in done.stdout
    assert "[no-front-matter]" in done.stderr
    assert "[not-utf-8]" in done.stderr


def test_killed_half_way_a_file_is_old_or_new(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(desk)
    asked = key(desk, "name")

    def cut_off(self: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", cut_off)
    done = invoke(desk, "review", "--by", "CD", "--answer", f"{asked}=ada-voss")
    monkeypatch.undo()
    assert done.exit_code != 0
    assert contents(desk) == before
    assert asked in listed(desk)


# --- as data, and on a terminal ---------------------------------------------------------------------------------------


def test_json_has_the_documented_form(desk: Path) -> None:
    shown = [json.loads(line) for line in invoke(desk, "review", "--json").stdout.splitlines()]
    assert [one["key"] for one in shown] == list(listed(desk))
    for one in shown:
        assert set(one) == {"key", "kind", "file", "line", "document", "asks", "evidence", "answers"}
        assert one["key"].startswith(one["kind"])
        for excerpt in one["evidence"]:
            assert set(excerpt) == {"file", "line", "before", "words", "after"}
        for each in one["answers"]:
            assert set(each) == {"name", "does", "asks", "default"}
    [name] = [one for one in shown if one["kind"] == "name"]
    assert name["evidence"] == [
        {
            "file": "content/articles/the-walls-price.md",
            "line": 15,
            "before": "The wall is too dear, ",
            "words": "Kapitan Voss",
            "after": " said in the harbour on Tuesday morning.",
        }
    ]


def test_without_a_terminal_it_lists(desk: Path) -> None:
    assert invoke(desk, "review").stdout == invoke(desk, "review", "--list").stdout


def test_who_decides_must_be_known(desk: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    nowhere = tmp_path_factory.mktemp("nobody")
    environment = {**os.environ, "HOME": str(nowhere), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CEILING_DIRECTORIES": "/"}
    environment |= {"XDG_CONFIG_HOME": str(nowhere), "GIT_CONFIG_GLOBAL": os.devnull, "GIT_DIR": str(nowhere)}
    run = [sys.executable, "-m", "sitegen", "--root", str(desk), "review", "--answer", f"{key(desk, 'name')}=ada-voss"]
    done = subprocess.run(
        run, cwd=CHECKOUT, env=environment, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, check=False
    )
    assert (done.returncode, "--by NAME" in done.stderr) == (2, True)


def on_a_terminal(root: Path, typed: list[tuple[str, str]]) -> str:
    """Run `review` on a pseudo-terminal: each time the first text is shown, the second is typed. Returns the screen."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ |= {"SOURCE_DATE_EPOCH": DAY, "COLUMNS": "150", "TERM": "xterm"}
        os.chdir(CHECKOUT)
        os.execv(sys.executable, [sys.executable, "-m", "sitegen", "--root", str(root), "review", "--by", "CD"])
    screen, awaited, end = "", list(typed), time.monotonic() + 60
    seen = 0
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                screen += os.read(terminal, 65536).decode(errors="replace")
            except OSError:
                break
        if awaited and awaited[0][0] in screen[seen:]:
            seen = len(screen)
            os.write(terminal, awaited.pop(0)[1].encode() + b"\n")
    os.waitpid(child, 0)
    assert not awaited, screen
    return screen


def test_no_words_of_a_document_steer_the_terminal(make_archive: MakeArchive) -> None:
    trick = r'"\e]0;owned\a \u202ereversed"'
    letter = LETTER.replace("ten years, note", f"{trick}, note").replace("'Kapitan Voss'", trick)
    screen = on_a_terminal(make_archive({**ARCHIVE, "content/articles/the-walls-price.md": letter}), [("q: end", "q")])
    assert r"\x1b]0;owned\x07 \u202ereversed" in screen
    assert "\x1b]0;" not in screen and "\u202e" not in screen


def test_a_session_on_a_terminal(desk: Path) -> None:
    before = contents(desk)
    screen = on_a_terminal(
        desk,
        [
            ("q: end", ""),  # a note: later
            ("q: end", ""),
            ("q: end", "perhaps"),
            ("none of the answers", "1"),
            ("Why", "Her log"),
            ("q: end", "confirm"),
        ],
    )
    assert "Kapitan Voss" in screen
    assert "said in the harbour on Tuesday morning" in screen
    assert "2 settled, 2 left." in screen
    assert changed_lines(before, contents(desk)) == [
        "-  - {toward: wall, value: critical, evidence: [too dear], by: AB}",
        "+  - {toward: wall, value: critical, evidence: [too dear], by: AB, status: confirmed}",
        "+- {ruling: same, documents: [the-walls-price], name: Kapitan Voss, person: ada-voss, by: CD, "
        "on: 2023-11-14, why: Her log}",
    ]


def test_a_session_can_be_ended_at_once(desk: Path) -> None:
    before = contents(desk)
    assert "0 settled, 4 left." in on_a_terminal(desk, [("q: end", "q")])
    assert contents(desk) == before


def test_documents_on_one_event_are_brought_together_by_the_editor(make_archive: MakeArchive) -> None:
    told = (
        "The old lighthouse of Marlow collapsed into the sea on {day} after a storm had torn away the cliff below it. "
        "The keeper, who had left the lighthouse an hour before, said that the lantern room fell first. The harbour "
        "was closed to ships, and {more} the cliff path to the lighthouse stays shut until engineers have seen it."
    )
    documents = {
        "lighthouse-falls": told.format(day="Monday", more="the coastguard says that"),
        "storm-takes-the-lighthouse": told.format(day="Monday night", more="according to the town"),
    }
    head = "---\ntitle: Of the lighthouse\ndate: 2024-05-0{n}\nstatus: reviewed\n---\n\n"
    texts = {f"content/articles/{id}.md": head.format(n=n) + text for n, (id, text) in enumerate(documents.items(), 1)}
    root = make_archive({**texts, "content/authorities/events.yml": "# Events\n"})
    before = contents(root)
    assert invoke(root, "review", "--by", "CD", "--answer", f"{key(root, 'event')}=new").exit_code == 2
    answer(root, "event", "new=The lighthouse falls")
    assert changed_lines(before, contents(root)) == [
        "+events: [the-lighthouse-falls]",
        "+events: [the-lighthouse-falls]",
        "+",
        "+the-lighthouse-falls:",
        "+  name: The lighthouse falls",
    ]
    assert listed(root) == {}
    for name, old in before.items():
        (root / name).write_bytes(old)
    answer(root, "event", "leave")
    assert listed(root) == {}


# --- what import leaves open ------------------------------------------------------------------------------------------

COPY = """Wall to be raised by a metre

4 March 2024

The council of Marlow voted on Tuesday to raise the harbour wall by a metre before the autumn storms arrive.

What do you think?

“Nobody asked us, and nobody will ask us when the bill comes in.”

The work begins in May and is to cost four million, most of which the region has promised to pay.
"""
ID = "wall-to-be-raised-by-a-metre"


@pytest.fixture
def imported(make_archive: MakeArchive) -> Path:
    """An archive with one imported copy, of which one line was left standing in doubt."""
    root = make_archive({"seeds/wall.txt": COPY})
    import_captures(root)
    start = COPY.index("What do you think?")
    doubt = f"doubts:\n  - {{span: [{start}, {start + 18}], rule: question_to_readers, reason: It may be a prompt.}}\n"
    account = root / "content" / "provenance" / f"{ID}.yml"
    account.write_text(account.read_text(encoding="utf-8").replace("blocks:\n", doubt + "blocks:\n"), encoding="utf-8")
    return root


def test_a_doubtful_passage_is_kept_by_a_ruling_or_cut_from_the_body(imported: Path) -> None:
    before = contents(imported)
    [asked] = [line for line in listed(imported).values() if "doubt-" in line]
    assert "“What do you think?” may not belong to the text (It may be a prompt): keep it, or cut it." in asked
    answer(imported, "doubt", "keep")
    assert changed_lines(before, contents(imported)) == [
        f'+- {{ruling: leave, documents: [{ID}], text: "What do you think?", rule: question_to_readers, by: CD, '
        'on: 2023-11-14, why: "Seen: the log"}',
    ]
    assert "doubt" not in str(listed(imported))
    (imported / files.DECISIONS).unlink()
    answer(imported, "doubt", "cut")
    [document] = (imported / "content" / "articles").iterdir()
    text = before[f"content/articles/{ID}.md"].decode()
    assert document.read_text(encoding="utf-8") == text.replace("## What do you think?\n\n", "")
    assert "doubt" not in str(listed(imported))


def test_words_that_nobody_is_given_get_a_speaker(imported: Path) -> None:
    before = contents(imported)
    answer(imported, "speaker", "is=Ines Duarte")
    [line] = changed_lines(before, contents(imported))
    assert line.startswith(f"+- {{ruling: speaker, documents: [{ID}], person: Ines Duarte, text: ")
    assert "speaker" not in str(listed(imported))
    (imported / files.DECISIONS).unlink()
    answer(imported, "speaker", "nobody")
    assert "person" not in (imported / files.DECISIONS).read_text(encoding="utf-8")
    assert "speaker" not in str(listed(imported))


@pytest.mark.parametrize("given", ["take", "leave"])
def test_a_suggestion_that_the_file_lacks_is_taken_or_left(imported: Path, given: str) -> None:
    [document] = (imported / "content" / "articles").iterdir()
    text = document.read_text(encoding="utf-8")
    document.write_text(text.replace("date: 2024-03-04\n", ""), encoding="utf-8")
    answer(imported, "field", given)
    assert (document.read_text(encoding="utf-8") == text) is (given == "take")
    assert not [key for key in listed(imported) if key.startswith(("field", "date"))]


def test_a_note_why_a_field_stands_or_a_review_settles_it(imported: Path) -> None:
    [document] = (imported / "content" / "articles").iterdir()
    text = document.read_text(encoding="utf-8").replace("date: 2024-03-04\n", "")
    for line in ("notes: {date: The stamp is the archive's.}\n", "status: reviewed\n"):
        document.write_text(text.replace("language: en\n", f"language: en\n{line}"), encoding="utf-8")
        assert not [key for key in listed(imported) if key.startswith(("field", "date"))]


def test_a_conflict_after_an_update_is_ended_by_a_ruling(imported: Path) -> None:
    [document] = (imported / "content" / "articles").iterdir()
    document.write_text(document.read_text(encoding="utf-8").replace("2024-03-04", "2024-03-05"), encoding="utf-8")
    account = imported / "content" / "provenance" / f"{ID}.yml"
    account.write_text(
        account.read_text(encoding="utf-8").replace("value: 2024-03-04", "value: 2024-03-06"), encoding="utf-8"
    )
    before = contents(imported)
    answer(imported, "conflict", "keep")
    [line] = changed_lines(before, contents(imported))
    assert line.startswith(f"+- {{ruling: leave, documents: [{ID}], field: date, value: 2024-03-04, by: CD")
    assert "conflict" not in str(listed(imported))


def test_versions_that_differ_much_are_ruled_one_text_or_two(make_archive: MakeArchive) -> None:
    texts = {f"content/articles/storm-{n}.md": f"---\ntitle: The storm {n}\n---\n\nA storm.\n" for n in (1, 2, 3)}
    root = make_archive(texts)

    def asked() -> list[Question]:
        archive, _ = files.load_archive(root)
        other = Witness(DocumentId("storm-2"), "adaptation", 0.6, 40, 40, 0.5, 0.6)
        sure = Witness(DocumentId("storm-3"), "reprint", 0.97, 3, 0, 0.9, 1.0)
        links = Links({}, {}, clusters=(Cluster(DocumentId("storm-1"), (other, sure)),))
        return list(ask_copies(gather_material(archive, links, (), {})))

    [question] = asked()
    assert question.asks.endswith("(60% of the words are the same): say whether they are one text.")
    [patch] = plan_answer(find_answer(question, "different"), "", by="CD", on="2024-05-06")
    changed, findings = try_patches(root, [patch])
    assert findings == []
    line = b"- {ruling: different, documents: [storm-1, storm-2], by: CD, on: 2024-05-06}\n"
    assert changed == {files.DECISIONS: line}
    (root / files.DECISIONS).write_bytes(line)
    assert asked() == []
