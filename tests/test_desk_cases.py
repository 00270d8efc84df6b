"""The editor's desk, case by case: a document is imported, edited, and imported again after something has changed.

Each case says what an editor does to the file, what then changes for the program, and what the file must be: byte for
byte. `=` as the expected file means that nothing at all may happen to what the editor left.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from command import invoke

from sitegen.importing import Imported, import_captures

CAPTURE = """The bridge reopens after two years

By Jane Doe
4 March 2024

The bridge over the Alm reopened on Monday. It had been closed for two years. Traffic was heavy.

"We are glad that it is done," said Ana Teixeira, the mayor. She thanked the workers.

The ferry stops on Friday. Its crew moves to the harbour.

Tickets for the old ferry stay valid until June.
"""
ID = "the-bridge-reopens-after-two-years"
DOCUMENT = f"content/articles/{ID}.md"
PROVENANCE = f"content/provenance/{ID}.yml"
IMPORTED = """---
title: The bridge reopens after two years
kind: article
date: 2024-03-04
byline: [Jane Doe]
language: en
speakers: [Ana Teixeira]
---

The bridge over the Alm reopened on Monday. It had been closed for two years. Traffic was heavy.

"We are glad that it is done," said Ana Teixeira, the mayor. She thanked the workers.

The ferry stops on Friday. Its crew moves to the harbour.

Tickets for the old ferry stay valid until June.
"""

Files = dict[str, str | None]
"""New texts of files by name; None: the file goes."""


def says(**clues: str) -> Files:
    """A sidecar file: facts that the program learns about the capture."""
    return {"seeds/bridge.txt.meta.yml": "".join(f"{name}: {value}\n" for name, value in clues.items())}


def received(*changes: tuple[str, str]) -> Files:
    """Another version of the capture."""
    text = CAPTURE
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return {"seeds/bridge.txt": text}


def authority(kind: str, text: str) -> Files:
    return {f"content/authorities/{kind}.yml": text}


def leave(field: str, value: str = "") -> Files:
    """A ruling that a suggestion is not taken."""
    return {"content/decisions.yml": f"- {{ruling: leave, documents: [{ID}], field: {field}, value: {value!r}}}\n"}


def edited(*changes: tuple[str, str], text: str = IMPORTED) -> str:
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@dataclass(frozen=True)
class Case:
    name: str
    mine: str
    """The file as the editor leaves it."""
    then: Files
    """What changes before the next import."""
    result: str = "="
    codes: tuple[str, ...] = ()
    """Of the findings."""


DAY = ("date: 2024-03-04", "date: 2024-03-05")
LATER = says(date="2024-03-06")
TAKEN = ("date: 2024-03-04", "date: 2024-03-06")
MAYOR = authority("people", "ana-teixeira:\n  name: Ana Teixeira\n")
RESOLVED = ("[Ana Teixeira]", "[ana-teixeira]")
HEADLINE = ("The bridge reopens after two years", "The bridge: open at last")
FERRY = ("The ferry stops on Friday.", "The ferry stops on Saturday.")
HEAVY = ("Traffic was heavy.", "Traffic was light.")
MORE = ("Its crew moves to the harbour.\n", "Its crew moves on.\n\nNobody on the river minds that much.\n")
CONFLICT = ("update-conflict",)
NEW_CAPTURE = ("capture-taken-over",)

COMMENTED = edited(
    ("---\ntitle", "---\n# Checked against print, 12 May. ÄÖ — ✓\ntitle"),
    ("date: 2024-03-04", "date: 2024-03-04     # from the masthead"),
    ("language: en", "# odd, but right:\nlanguage: en"),
    ("speakers: [Ana Teixeira]", "speakers: [Ana Teixeira] # see the note"),
)
REORDERED = edited(
    ("date: 2024-03-04\n", ""),
    ("kind: article\n", ""),
    ("speakers: [Ana Teixeira]\n", "speakers:   [ Ana Teixeira ]\n\nkind:  article\n\ndate: '2024-03-04'\n"),
)
LONG_LIST = edited(("[Jane Doe]", "[\n  Jane Doe,   \n  'A. Writer',  \n]"))
IN_LINES = edited(("byline: [Jane Doe]", "byline:\n- Jane Doe  # staff\n# and:\n- A. Writer"))
BLOCK = edited(
    ("title: The bridge reopens after two years", "title: >-\n  The bridge reopens\n  after two years"),
    ("language: en\n", "language: en\nnotes:\n  date: |\n    Given on the masthead.\n\n    # not a comment\n"),
)
QUOTED = edited(("title: The bridge reopens after two years", 'title: "The bridge reopens after two years"'))
SPACED = edited(("Traffic was heavy.\n", "Traffic was heavy.  \n"), ("June.\n", "June.\n\n\n  \n"))
ADDED = edited(("Its crew moves to the harbour.\n", "Its crew moves to the harbour.\n\n> An editor's paragraph.\n"))

CASES = [
    # --- the front matter ---
    Case("nothing happened", IMPORTED, {}),
    Case("an untouched date follows", IMPORTED, LATER, edited(TAKEN)),
    Case("an edited date stays", edited(DAY), LATER, codes=CONFLICT),
    Case("an edited date stays where nothing new is said", edited(DAY), {}),
    Case("the editor was there first", edited(TAKEN), LATER),
    Case("a field taken out stays out", edited(("date: 2024-03-04\n", "")), LATER, codes=CONFLICT),
    Case("comments stay, and stay where they are", COMMENTED, LATER | MAYOR, edited(TAKEN, RESOLVED, text=COMMENTED)),
    Case(
        "so do order, spacing and quotes", REORDERED, LATER | MAYOR,
        edited(("'2024-03-04'", "'2024-03-06'"), ("[ Ana Teixeira ]", "[ ana-teixeira ]"), text=REORDERED),
    ),
    Case(
        "a title keeps its quotes", QUOTED, received(HEADLINE),
        edited(('"The bridge reopens after two years"', '"The bridge: open at last"'), text=QUOTED), NEW_CAPTURE,
    ),
    Case("a list written over lines was edited, and stays", LONG_LIST, LATER, edited(TAKEN, text=LONG_LIST)),
    Case(
        "a list in lines was edited, and stays", IN_LINES, received(("Jane Doe", "Ann Ox")),
        codes=(*CONFLICT, *NEW_CAPTURE),
    ),
    Case("block scalars stay", BLOCK, LATER, edited(TAKEN, text=BLOCK)),
    Case(
        "a folded title follows", BLOCK, received(HEADLINE),
        edited((">-\n  The bridge reopens\n  after two years", '"The bridge: open at last"'), text=BLOCK), NEW_CAPTURE,
    ),
    Case(
        "a new field goes behind its neighbour, not between a comment and its field",
        edited(("language: en", "# odd, but right:\nlanguage: en")), says(section="Local news"),
        edited(("language: en", "# odd, but right:\nlanguage: en\nsection: Local news")),
    ),
    Case("Windows line ends stay", IMPORTED.replace("\n", "\r\n"), LATER, edited(TAKEN).replace("\n", "\r\n")),
    Case(
        "so does a byte order mark, and each line's own end",
        "\ufeff" + COMMENTED.replace("\n", "\r\n", 5), LATER,
        "\ufeff" + edited(TAKEN, text=COMMENTED).replace("\n", "\r\n", 5),
    ),
    Case("no line end at the end", IMPORTED.rstrip(), LATER, edited(TAKEN).rstrip()),
    Case(
        "front matter in one pair of braces is left alone",
        '---\n{title: The bridge reopens after two years, kind: article, date: 2024-03-04, byline: [Jane Doe], '
        'language: en, speakers: [Ana Teixeira]}\n---\n' + IMPORTED.partition("---\n\n")[2], LATER, codes=CONFLICT,
    ),
    Case(
        "a comment is not given up for a value that is withdrawn",
        edited(("byline: [Jane Doe]", "byline: [Jane Doe] # she says so")), received(("By Jane Doe\n", "")),
        codes=(*CONFLICT, *NEW_CAPTURE),
    ),
    Case(
        "a ruling ends a conflict", edited(DAY),
        LATER | leave("date", "2024-03-06"),
    ),
    Case(
        "a ruling ends a conflict about a sentence", edited(FERRY),
        {**received(("stops on Friday", "stops tonight")), **leave("body", "The ferry stops tonight.")},
        codes=NEW_CAPTURE,
    ),
    # --- the body ---
    Case("an untouched body follows", IMPORTED, received(FERRY), edited(FERRY), NEW_CAPTURE),
    Case("an edited sentence stays", edited(FERRY), {}),
    Case("two sentences of two hands", edited(HEAVY), received(FERRY), edited(HEAVY, FERRY), NEW_CAPTURE),
    Case(
        "two sentences of one paragraph", edited(HEAVY), received(("The bridge over the Alm", "The Alm bridge")),
        edited(HEAVY, ("The bridge over the Alm", "The Alm bridge")), NEW_CAPTURE,
    ),
    Case(
        "one sentence of two hands", edited(FERRY), received(("stops on Friday", "stops tonight")),
        codes=(*CONFLICT, *NEW_CAPTURE),
    ),
    Case(
        "a conflict does not hold up the rest", edited(FERRY),
        received(("stops on Friday", "stops tonight"), HEAVY), edited(FERRY, HEAVY), (*CONFLICT, *NEW_CAPTURE),
    ),
    Case("an editor's paragraph stays in its place", ADDED, received(HEAVY), edited(HEAVY, text=ADDED), NEW_CAPTURE),
    Case(
        "a paragraph that an editor removed stays away",
        edited(("\nTickets for the old ferry stay valid until June.\n", "")), received(HEAVY),
        edited(("\nTickets for the old ferry stay valid until June.\n", ""), HEAVY), NEW_CAPTURE,
    ),
    Case(
        "a paragraph that the program removes goes", edited(HEAVY),
        authority("outlets", "alm:\n  name: Alm\n  furniture: ['Tickets for the old ferry *']\n"),
        edited(HEAVY, ("\nTickets for the old ferry stay valid until June.\n", "")),
    ),
    Case("white space of an editor's stays", SPACED, received(FERRY), edited(FERRY, text=SPACED), NEW_CAPTURE),
    Case(
        "Windows line ends in the body", edited(HEAVY).replace("\n", "\r\n"),
        received(MORE), edited(HEAVY, MORE).replace("\n", "\r\n"), NEW_CAPTURE,
    ),
    Case(
        "text and date in one go, both sides", edited(HEAVY, ("kind: article", "kind: analysis")),
        received(FERRY) | LATER, edited(HEAVY, ("kind: article", "kind: analysis"), FERRY, TAKEN), NEW_CAPTURE,
    ),
]  # fmt: skip


@pytest.fixture
def desk(make_archive: Callable[[dict[str, str]], Path]) -> Path:
    root = make_archive({"seeds/bridge.txt": CAPTURE})
    import_captures(root)
    assert read(root) == IMPORTED
    return root


def read(root: Path, name: str = DOCUMENT) -> str:
    return (root / name).read_bytes().decode()


def change(root: Path, files: Files) -> None:
    for name, text in files.items():
        path = root / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())


def codes(done: Imported) -> tuple[str, ...]:
    return tuple(sorted({finding.code for one in done.changes for finding in one.findings}, reverse=True))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_byte_of_an_editors_is_lost_or_moved(case: Case, desk: Path) -> None:
    change(desk, {DOCUMENT: case.mine, **case.then})
    told = codes(import_captures(desk, update=True))
    assert read(desk) == (case.mine if case.result == "=" else case.result)
    assert told == case.codes

    again = import_captures(desk, update=True)
    assert all(not one.files for one in import_captures(desk, update=True, dry_run=True).changes)
    assert codes(again) == tuple(code for code in case.codes if code == "update-conflict"), "a conflict is told again"


# --- captures and documents that come and go --------------------------------------------------------------------------

OTHER = CAPTURE.replace("bridge", "barn").replace("Alm", "Ulm").replace("ferry", "cart")


def actions(done: Imported) -> list[tuple[str, str]]:
    return [(one.capture.removeprefix("seeds/"), one.action) for one in done.changes]


def test_a_deleted_document_stays_deleted(desk: Path) -> None:
    (desk / DOCUMENT).unlink()
    for update in (False, True):
        assert actions(import_captures(desk, update=update)) == [("bridge.txt", "deleted")]
    change(desk, received(FERRY))
    assert actions(import_captures(desk, update=True)) == [("bridge.txt", "deleted")]
    assert not (desk / DOCUMENT).exists()


def test_a_renamed_document_is_still_the_one_of_its_capture(desk: Path) -> None:
    named = edited(("speakers: [Ana Teixeira]\n", f"speakers: [Ana Teixeira]\naliases: [{ID}]\n"))
    change(desk, {DOCUMENT: None, "content/articles/bridge.md": named, **LATER})
    (desk / PROVENANCE).rename(desk / "content/provenance/bridge.yml")
    assert actions(import_captures(desk, update=True)) == [("bridge.txt", "updated")]
    assert read(desk, "content/articles/bridge.md") == edited(TAKEN, text=named)


def test_a_document_renamed_without_its_account_is_nobody_elses(desk: Path) -> None:
    change(desk, {DOCUMENT: None, "content/articles/bridge.md": edited(HEAVY), **LATER})
    assert actions(import_captures(desk, update=True)) == [("bridge.txt", "deleted")]
    assert read(desk, "content/articles/bridge.md") == edited(HEAVY)


def test_a_moved_capture_is_followed_and_updated_in_one_go(desk: Path) -> None:
    change(desk, {"seeds/bridge.txt": None, "seeds/2024/bridge.txt": CAPTURE, DOCUMENT: edited(HEAVY), **MAYOR})
    done = import_captures(desk, update=True)
    assert actions(done) == [("2024/bridge.txt", "updated"), ("2024/bridge.txt", "moved")]
    assert codes(done) == ("capture-moved",)
    assert read(desk) == edited(HEAVY, RESOLVED)
    assert "capture: seeds/2024/bridge.txt\n" in read(desk, PROVENANCE)
    assert actions(import_captures(desk, update=True)) == [("2024/bridge.txt", "unchanged")]


def test_captures_that_change_places_are_moves_and_no_changes(desk: Path) -> None:
    change(desk, {"seeds/barn.txt": OTHER})
    import_captures(desk)
    change(desk, {"seeds/barn.txt": CAPTURE, "seeds/bridge.txt": OTHER})
    assert actions(import_captures(desk)) == [("barn.txt", "moved"), ("bridge.txt", "moved")]
    assert import_captures(desk, update=True).findings == ()
    assert read(desk) == IMPORTED


def test_another_text_under_a_moved_captures_old_name_is_new(desk: Path) -> None:
    change(desk, {"seeds/2024/bridge.txt": CAPTURE, "seeds/bridge.txt": OTHER})
    assert actions(import_captures(desk)) == [("bridge.txt", "new"), ("2024/bridge.txt", "moved")]
    assert read(desk) == IMPORTED


def test_a_vanished_capture_is_told_and_its_document_stays(desk: Path) -> None:
    change(desk, {"seeds/bridge.txt": None, "seeds/barn.txt": OTHER})
    for update in (False, True):
        done = import_captures(desk, update=update)
        assert ("bridge.txt", "vanished") in actions(done)
        assert "capture-missing" in codes(done)
    assert read(desk) == IMPORTED


def test_importing_one_folder_takes_no_capture_elsewhere_for_moved_or_gone(desk: Path) -> None:
    change(desk, {"seeds/new/bridge.txt": CAPTURE, "seeds/new/barn.txt": OTHER})
    done = import_captures(desk, [desk / "seeds" / "new"])
    assert actions(done) == [("new/barn.txt", "new"), ("new/bridge.txt", "copy")]
    assert "capture: seeds/bridge.txt\n" in read(desk, PROVENANCE)


def test_a_copy_takes_the_place_of_a_vanished_capture(desk: Path) -> None:
    change(desk, {"seeds/copy.txt": CAPTURE})
    import_captures(desk)
    change(desk, {"seeds/bridge.txt": None})
    assert actions(import_captures(desk)) == [("copy.txt", "moved")]
    account = read(desk, PROVENANCE)
    assert "capture: seeds/copy.txt\n" in account
    assert "copies:" not in account


def test_a_changed_capture_waits_for_update(desk: Path) -> None:
    change(desk, received(FERRY))
    done = import_captures(desk)
    assert (actions(done), codes(done)) == ([("bridge.txt", "changed")], ("capture-changed",))
    assert read(desk) == IMPORTED


def test_a_dry_run_shows_what_would_change_and_changes_nothing(desk: Path) -> None:
    change(desk, {DOCUMENT: edited(HEAVY).replace("\n", "\r\n"), **received(FERRY), **LATER})
    before = {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}
    shown = invoke(desk, "import", "--update", "--dry-run")
    assert {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()} == before
    assert "-date: 2024-03-04\n+date: 2024-03-06\n" in shown.stdout
    assert "The ferry stops on [-Friday.-]{+Saturday.+} Its crew moves to the harbour." in shown.stdout
    assert f"{PROVENANCE}: " in shown.stdout
    assert "Traffic was" not in shown.stdout, "what stays is not shown"


def test_git_shows_the_changed_lines_only(desk: Path) -> None:
    change(desk, {DOCUMENT: edited(HEAVY, text=COMMENTED)})
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false"]
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "Import"]):
        subprocess.run([*git, *arguments], cwd=desk, check=True)
    change(desk, {**received(FERRY), **LATER})
    import_captures(desk, update=True)
    diff = subprocess.run(
        [*git, "diff", "-U0", "--", DOCUMENT], cwd=desk, check=True, capture_output=True, encoding="utf-8"
    )
    changed = [line for line in diff.stdout.splitlines() if line[0] in "+-" and line[:3] not in ("+++", "---")]
    assert changed == [
        "-date: 2024-03-04     # from the masthead",
        "+date: 2024-03-06     # from the masthead",
        "-The ferry stops on Friday. Its crew moves to the harbour.",
        "+The ferry stops on Saturday. Its crew moves to the harbour.",
    ]
