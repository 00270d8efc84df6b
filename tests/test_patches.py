"""Changes to editors' files: the intended one and no other, byte for byte, or none at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.records.authorities import read_people
from sitegen.records.patches import Patch, patch_file

PEOPLE = "content/authorities/people.yml"
ARTICLE = "content/articles/harbour-wall.md"
DECISIONS = "content/decisions.yml"
RULING = {"ruling": "same", "name": "Capt. Voss", "person": "ada-voss", "by": "AB", "on": "2026-11-22"}
DOCUMENT = """---
# The wall, second copy
title:   'The wall''s price'
date: "2024-05"   # the day is not known
speakers: [Ines Duarte, 'Capt. Voss']  # Voss: see the letter
stance:
  - {toward: wall, value: critical, evidence: [too dear], by: AB}
  - toward: wall
    value: supportive   # a stretch
    evidence: [long awaited]
    by: CD
annotations: [{quote: 'ten years', note: Since 2014.}]
---

The wall is *too dear*, and was long awaited.

Sign up now.

Ten years are long.
"""

CASES = {
    "an entry in a list on one line, its quotes and comment kept": (
        Patch(PEOPLE, "add", ("ada-voss", "variants"), "Captain Voss"),
        "ada-voss:\n  name: Ada Voss\n  variants: ['A. Voss', \"Adа Voss\"]  # the second is Cyrillic\n",
        "-  variants: ['A. Voss', \"Adа Voss\"]  # the second is Cyrillic\n"
        "+  variants: ['A. Voss', \"Adа Voss\", Captain Voss]  # the second is Cyrillic\n",
    ),
    "an entry in a list of lines, below the comment of the last one": (
        Patch(PEOPLE, "add", ("ada-voss", "variants"), "Voss: captain"),
        "ada-voss:\n  name: Ada Voss\n  variants:\n  - A. Voss  # as she signs\n  # more?\n\nbo:\n  name: Bo\n",
        '+  - "Voss: captain"\n',
    ),
    "an entry in an empty list": (
        Patch(PEOPLE, "add", ("ada-voss", "variants"), "A"),
        "ada-voss: {name: Ada Voss, variants: []}\n",
        "-ada-voss: {name: Ada Voss, variants: []}\n+ada-voss: {name: Ada Voss, variants: [A]}\n",
    ),
    "a second entry beside a lone value": (
        Patch(PEOPLE, "add", ("ada-voss", "variants"), "A"),
        "ada-voss:\n  name: Ada Voss\n  variants: 'Vóss' # lone\n",
        "-  variants: 'Vóss' # lone\n+  variants: ['Vóss', A] # lone\n",
    ),
    "an entry where nothing stands behind the colon": (
        Patch(PEOPLE, "add", ("ada-voss", "variants"), "A"),
        "ada-voss:\n  name: Ada Voss\n  variants:  # none yet\n  note: x\n",
        "-  variants:  # none yet\n+  variants: [A]  # none yet\n",
    ),
    "a list that is not there yet, in the order of the fields": (
        Patch(PEOPLE, "add", ("ada-voss", "variants"), "A"),
        "ada-voss:\n    name: Ada Voss   # of Marlow\n    note: |\n      Two\n      lines.\n\n\nbo: {name: Bo}\n",
        "+    variants: [A]\n",
    ),
    "a record at the end, apart as the others are and indented as they are": (
        Patch(PEOPLE, "set", ("cy",), {"name": "Cy: the elder", "variants": ["C."]}),
        "# Who speaks\n\nada:\n    name: Ada\n\nbo:\n    name: Bo\n# the end\n",
        '+\n+cy:\n+    name: "Cy: the elder"\n+    variants: [C.]\n',
    ),
    "a record in a file without blank lines and without a last line end": (
        Patch(PEOPLE, "set", ("cy",), {"name": "Cy"}),
        "ada:\n  name: Ada\nbo:\n  name: Bo",
        "-  name: Bo\n+  name: Bo\n+cy:\n+  name: Cy\n",
    ),
    "the first record of a file of comments": (
        Patch(PEOPLE, "set", ("cy",), {"name": "Cy"}),
        "# Everyone.\n#\n# jane:\n#   name: Jane\n",
        "+\n+cy:\n+  name: Cy\n",
    ),
    "a record in a file of one line": (
        Patch(PEOPLE, "set", ("cy",), {"name": "Cy"}),
        "{ada: {name: Ada}}\n",
        "-{ada: {name: Ada}}\n+{ada: {name: Ada}, cy: {name: Cy}}\n",
    ),
    "the first ruling": (
        Patch(DECISIONS, "add", (), RULING),
        "# Rulings.\n",
        "+- {ruling: same, name: Capt. Voss, person: ada-voss, by: AB, on: 2026-11-22}\n",
    ),
    "a ruling below indented ones": (
        Patch(DECISIONS, "add", (), RULING),
        "  # Rulings\n  - ruling: keep\n    text: x\n    rule: y   # why?\n",
        "+  - {ruling: same, name: Capt. Voss, person: ada-voss, by: AB, on: 2026-11-22}\n",
    ),
    "a field of front matter in its own quotes": (
        Patch(ARTICLE, "set", ("date",), "2024-05-17"),
        DOCUMENT,
        '-date: "2024-05"   # the day is not known\n+date: "2024-05-17"   # the day is not known\n',
    ),
    "a new field of front matter in its place": (
        Patch(ARTICLE, "set", ("outlet",), "marlow-post"),
        DOCUMENT,
        "+outlet: marlow-post\n",
    ),
    "a value of one of several entries, on one line": (
        Patch(ARTICLE, "set", ("stance", {"by": "AB", "value": "critical"}, "status"), "confirmed"),
        DOCUMENT,
        "-  - {toward: wall, value: critical, evidence: [too dear], by: AB}\n"
        "+  - {toward: wall, value: critical, evidence: [too dear], by: AB, status: confirmed}\n",
    ),
    "a value of one of several entries, over lines": (
        Patch(ARTICLE, "set", ("stance", {"by": "CD"}, "status"), "disputed"),
        DOCUMENT,
        "+    status: disputed\n",
    ),
    "a quoted passage": (
        Patch(ARTICLE, "set", ("annotations", {"quote": "ten years"}, "quote"), "Ten years' time"),
        DOCUMENT,
        "-annotations: [{quote: 'ten years', note: Since 2014.}]\n"
        "+annotations: [{quote: 'Ten years'' time', note: Since 2014.}]\n",
    ),
    "an entry in a list of front matter": (
        Patch(ARTICLE, "add", ("speakers",), "bo"),
        DOCUMENT,
        "-speakers: [Ines Duarte, 'Capt. Voss']  # Voss: see the letter\n"
        "+speakers: [Ines Duarte, 'Capt. Voss', bo]  # Voss: see the letter\n",
    ),
    "a list of front matter that is not there yet": (
        Patch(ARTICLE, "add", ("events",), "wall-vote"),
        DOCUMENT,
        "+events: [wall-vote]\n",
    ),
    "a heading of the body": (
        Patch(ARTICLE, "cut", (), "Too dear?"),
        DOCUMENT + "\n## Too dear?\n\n- one\n",
        "-## Too dear?\n-\n",
    ),
    "words within a paragraph of the body": (
        Patch(ARTICLE, "cut", (), ", and was long awaited"),
        DOCUMENT,
        "-The wall is *too dear*, and was long awaited.\n+The wall is *too dear*.\n",
    ),
    "a paragraph of the body": (
        Patch(ARTICLE, "cut", (), "Sign up now."),
        DOCUMENT,
        "-Sign up now.\n-\n",
    ),
}  # fmt: skip


def changed_lines(old: str, new: str) -> str:
    """What `diff` would show, without its context; lines that stay are the very same bytes."""
    import difflib

    lines = difflib.ndiff(old.splitlines(keepends=True), new.splitlines(keepends=True))
    kept = [line for line in lines if line[0] in "+-"]
    return "".join(line[0] + line[2:].rstrip("\r\n") + "\n" for line in kept)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_patch_changes_what_it_says_and_nothing_else(case: str, end: str, mark: str) -> None:
    patch, text, diff = CASES[case]
    old = (mark + text.replace("\n", end)).encode()
    new, findings = patch_file(old, patch)
    assert findings == []
    assert new is not None
    assert changed_lines(old.decode("utf-8-sig"), new.decode("utf-8-sig")) == diff
    assert new.decode().startswith(mark + text[:1])
    assert end == "\n" or b"\n" not in new.replace(b"\r\n", b"")


REFUSED = {
    "a fault in the file": (Patch(PEOPLE, "add", ("ada", "variants"), "A"), "ada:\n  name: Ada\n   variants: [x\n"),
    "a key that stands twice": (Patch(PEOPLE, "add", ("ada", "variants"), "A"), "ada: {name: A}\nada: {name: B}\n"),
    "an anchor": (Patch(PEOPLE, "add", ("ada", "variants"), "A"), "ada: &a\n  name: Ada\n"),
    "a list where a record should be": (Patch(PEOPLE, "add", ("ada", "variants"), "A"), "ada: [x]\n"),
    "entries that cannot be told apart": (
        Patch(ARTICLE, "set", ("stance", {"toward": "wall"}, "status"), "confirmed"),
        DOCUMENT,
    ),
    "words that are all of a caption between its fences": (
        Patch(ARTICLE, "cut", (), "The wall, seen from the sea"),
        DOCUMENT + "\n::: caption\nThe wall, seen from the sea\n:::\n",
    ),
    "words that stand twice": (Patch(ARTICLE, "cut", (), "long"), DOCUMENT),
    "no front matter": (Patch(ARTICLE, "set", ("date",), "2024"), "Only text.\n"),
    "a date that is none": (Patch(ARTICLE, "set", ("date",), "last May"), DOCUMENT),
    "an id that is none": (Patch(PEOPLE, "set", ("Ada Voss",), {"name": "Ada"}), "bo: {name: Bo}\n"),
    "a ruling that says nothing": (Patch(DECISIONS, "add", (), {"ruling": "same"}), ""),
    "an end mark": (Patch(DECISIONS, "add", (), RULING), "- {ruling: keep, text: a, rule: b}\n...\n"),
    "bytes that are no text": (Patch(PEOPLE, "set", ("cy",), {"name": "Cy"}), "bo: {name: \udcff}\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_change_that_cannot_be_made_cleanly_is_refused(case: str) -> None:
    patch, text = REFUSED[case]
    new, findings = patch_file(text.encode(errors="surrogateescape"), patch)
    assert new is None
    assert [(finding.code, finding.file) for finding in findings] == [("not-patched", patch.file)]
    assert findings[0].remedy


def test_a_wrong_value_is_answered_with_right_ones() -> None:
    patch = Patch("content/articles/a.md", "set", ("date",), "2024-13-45")
    new, findings = patch_file(b"---\ntitle: A\n---\n\nWords.\n", patch)
    assert new is None
    assert "2024-13-45" not in findings[0].remedy and "2024-08-16" in findings[0].remedy


def test_a_file_that_is_not_there_is_made() -> None:
    new, findings = patch_file(b"", Patch(DECISIONS, "add", (), {"ruling": "keep", "text": "x", "rule": "z"}))
    assert (new, findings) == (b"- {ruling: keep, text: x, rule: z}\n", [])


def test_mixed_line_ends_stay_mixed() -> None:
    old = b"ada:\r\n  name: Ada\nbo:\r  name: Bo\r\n"
    new, _ = patch_file(old, Patch(PEOPLE, "add", ("ada", "variants"), "A"))
    assert new == b"ada:\r\n  name: Ada\n  variants: [A]\r\nbo:\r  name: Bo\r\n"


def test_a_name_that_no_page_can_show_is_refused() -> None:
    new, findings = patch_file(b"ada:\n  name: Ada\n", Patch(PEOPLE, "add", ("ada", "variants"), "A\0"))
    assert (new, [finding.code for finding in findings]) == (None, ["not-patched"])


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1).filter(str.strip))
def test_any_name_is_written_so_that_it_reads_back(name: str) -> None:
    old = "ada:\n  name: Ada\n  variants: [a, 'b']\n# end\n"
    new, findings = patch_file(old.encode(), Patch(PEOPLE, "add", ("ada", "variants"), name))
    assert findings == []
    assert new is not None
    people, _ = read_people(new.decode(), PEOPLE)
    assert people["ada"].variants == ("a", "b", name.strip())
    assert new.decode().endswith("]\n# end\n")
