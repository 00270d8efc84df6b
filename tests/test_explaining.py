"""`sitegen explain`: what it says of a value, a sentence or a removal is true, and leads to the place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from textwrap import fill

import pytest
from command import TOY_ARCHIVE, invoke

from sitegen.importing import read_capture_of
from sitegen.model import Document
from sitegen.records.files import load_archive

ArchiveMaker = Callable[[Mapping[str, str]], Path]

COPY = """Harbour wall to be raised

PORT ALDER, 3 May 2027 - The harbour wall is to be raised by a metre, the council\u00a0said on Monday.

Sign up for our newsletter and never miss a story.

The work begins in May and is to cost four million, most of which the region has promised to pay.

Share this article on Facebook
"""
ID = "harbour-wall-to-be-raised"
ARTICLE, SEED = f"content/articles/{ID}.md", "seeds/wall.txt"


@pytest.fixture
def root(make_archive: ArchiveMaker) -> Path:
    """An archive with one document, made from a copy."""
    root = make_archive({SEED: COPY, f"{SEED}.meta.yml": "url: https://gazette.example/wall\n"})
    assert invoke(root, "import").exit_code == 0
    return root


def told(root: Path, question: str = "", id: str = ID) -> list[str]:
    run = invoke(root, "explain", id, question)
    assert run.exit_code == 0, run.output
    return run.stdout.splitlines()


def change(root: Path, old: str, new: str) -> None:
    text = (root / ARTICLE).read_text(encoding="utf-8")
    assert old in text
    (root / ARTICLE).write_text(text.replace(old, new, 1), encoding="utf-8")


def line(path: Path, number: int) -> str:
    return path.read_text(encoding="utf-8").split("\n")[number - 1]


# --- fields -----------------------------------------------------------------------------------------------------------


def test_a_field_tells_its_value_what_it_rests_on_and_where_that_stands(root: Path) -> None:
    assert told(root, "title") == [
        "title: Harbour wall to be raised (stated)",
        f"  “Harbour wall to be raised”, {SEED}:1",
    ]
    value, *evidence = told(root, "date")
    assert value == "date: 2027-05-03 (stated)"
    words, place = re.fullmatch(r"  “(.+)”, (\S+)", evidence[0]).groups()  # type: ignore[union-attr]
    assert (place, words in line(root / SEED, 3)) == (f"{SEED}:3", True)
    assert told(root, "url") == [
        "url: https://gazette.example/wall (stated)",
        "  “https://gazette.example/wall”, sidecar",
    ]
    assert told(root, "language") == ["language: en (inferred)", "  Detected from the text."]
    assert told(root, "byline") == ["byline: not set"]


def test_what_an_editor_set_is_told_with_the_note_and_with_what_is_suggested(root: Path) -> None:
    change(root, "date: 2027-05-03\n", "date: 2027-05-02\nnotes: {date: The letter says so.}\n")
    value, note, suggested, *_ = told(root, "date")
    assert value == "date: 2027-05-02 (editor)"
    assert note == "  the editor's note: The letter says so."
    assert suggested == "  the program suggests: 2027-05-03 (stated)"
    assert told(root, "notes") == ["notes: date: The letter says so. (editor)"]
    change(root, "date: 2027-05-02\n", "")
    assert told(root, "date")[0] == "date: not set"


def test_values_of_many_parts_are_told_in_words(root: Path) -> None:
    stance = "stance: [{toward: wall, value: critical, evidence: [by a metre, four million]}]"
    change(root, "---\n\n", f"{stance}\nannotations: [{{quote: on Monday, note: The minutes say Tuesday.}}]\n---\n\n")
    assert told(root, "stance") == ["stance: critical toward wall, author: “by a metre” … “four million” (editor)"]
    assert told(root, "annotations") == ["annotations: “on Monday”: The minutes say Tuesday. (editor)"]


# --- words ------------------------------------------------------------------------------------------------------------


def test_a_sentence_is_found_in_the_document_and_in_its_capture(root: Path) -> None:
    here, there = told(root, "is to cost four million")
    place = re.fullmatch(rf"stands in {ARTICLE}:(\d+), paragraph 2 \(articles/{ID}\.html#p2\)", here)
    assert place and "is to cost four million" in line(root / ARTICLE, int(place[1]))
    place = re.fullmatch(rf"stands in {SEED}:(\d+), characters (\d+) to (\d+)", there)
    assert place and "is to cost four million" in line(root / SEED, int(place[1]))
    assert COPY[int(place[2]) : int(place[3])] == "is to cost four million"


def test_an_editor_s_words_are_not_sought_in_the_capture(root: Path) -> None:
    change(root, "The work begins", "The editor adds this. The work begins")
    here, there = told(root, "The editor adds this.")
    assert here.startswith(f"stands in {ARTICLE}:")
    assert there == f"  not in {SEED}: an editor's words"


def test_what_an_editor_deleted_is_still_found_in_the_capture(root: Path) -> None:
    change(root, ", most of which the region has promised to pay", "")
    [there] = told(root, "the region has promised to pay")
    assert there.startswith(f"stands in {SEED}:7, ")


def test_a_document_without_a_capture_tells_where_its_words_stand(make_archive: ArchiveMaker) -> None:
    root = make_archive({ARTICLE: "---\ntitle: Wall\n---\n\n## It rises\n\nThe wall is raised.\n"})
    assert told(root, "is raised") == [f"stands in {ARTICLE}:7, paragraph 1 (articles/{ID}.html#p1)"]
    assert told(root, "It rises") == [f"stands in {ARTICLE}:5"]
    assert told(root) == ["title: Wall (editor)"]


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_no_address_is_given_where_nothing_is_published(root: Path, status: str) -> None:
    change(root, "---\n\n", f"status: {status}\n---\n\n")
    assert "#p" not in "".join(told(root, "is to cost four million"))


# --- edits ------------------------------------------------------------------------------------------------------------


def test_a_removal_is_told_with_its_rule_its_reason_and_how_to_take_it_back(root: Path) -> None:
    edit, why, undo = told(root, "never miss a story")
    assert edit == f"{SEED}:5: Sign up for our newsletter and never miss a story. (removed)"
    assert re.fullmatch(r"  furniture, [a-z-]+: \S.+", why)
    assert undo.startswith("  to take it back, add to content/decisions.yml: - {ruling: keep, rule: ")


def test_words_of_the_capture_that_were_repaired_are_found_as_they_were(root: Path) -> None:
    """In the text they are others, and what was changed is only a part of them."""
    raw = (root / SEED).read_text(encoding="utf-8")
    [place, *_] = told(root, "the council\u00a0said on")
    found = re.fullmatch(rf"stands in {SEED}:3, characters (\d+) to (\d+)", place)
    assert found and raw[int(found[1]) : int(found[2])] == "the council\u00a0said on"
    assert told(root, "the council said on")[0].startswith(f"stands in {ARTICLE}:")


def test_line_ends_are_no_edits_that_anybody_asks_for(root: Path) -> None:
    """The copy is wrapped at sixty signs; the document is not."""
    wrapped = "\n".join(fill(one, 60) for one in COPY.splitlines())
    (root / "seeds/dam.txt").write_text(wrapped.replace("wall", "dam") + "\n", encoding="utf-8")
    assert invoke(root, "import").exit_code == 0
    words = "million, most of which the region has promised to pay."
    assert words not in wrapped and len(told(root, words, ID.replace("wall", "dam"))) == 2
    assert not [one for one in told(root, id=ID.replace("wall", "dam")) if "layout" in one]


def test_without_a_question_every_field_and_every_edit_is_told(root: Path) -> None:
    said = told(root)
    fields = [one.partition(":")[0] for one in said if re.match(r"[a-z_]+: ", one)]
    assert fields == ["title", "kind", "date", "language", "url"]
    edits = [one for one in said if one.startswith(f"{SEED}:")]
    assert [re.sub(r"\D", "", one.partition(": ")[0]) for one in edits] == sorted("13359")
    assert "Share this article on Facebook (removed)" in edits[-1]


def test_no_word_of_a_capture_steers_the_terminal(make_archive: ArchiveMaker) -> None:
    root = make_archive({SEED: COPY.replace("Harbour wall", "Harbour \x1b[2J\x1b]0;owned\x07 \u202e wall", 1)})
    assert invoke(root, "import").exit_code == 0
    [article] = (root / "content/articles").iterdir()
    said = "\n".join(told(root, id=article.stem))
    assert "\\x1b[2J" in said and "\\u202e" in said
    assert not re.search("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u202e]", said)


# --- what is not there ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_text(COPY.replace("four", "five"))])
def test_a_capture_that_is_gone_or_another_is_told_and_not_read(root: Path, damage: Callable[[Path], None]) -> None:
    damage(root / SEED)
    missing = f"{SEED} is not there as it was: what only the capture tells is left out"
    assert told(root, "title") == [
        missing,
        "title: Harbour wall to be raised (stated)",
        "  “Harbour wall to be raised”",
    ]
    assert told(root, "never miss a story") == [missing]
    assert told(root, "is to cost four million")[1].startswith(f"stands in {ARTICLE}:")


def test_words_that_stand_nowhere_are_wrong_usage(root: Path) -> None:
    run = invoke(root, "explain", ID, "Nobody wrote this")
    assert (run.exit_code, run.stdout) == (2, "")
    assert (
        "“Nobody wrote this” is no field, and these words stand neither in the text nor in its capture." in run.stderr
    )


# --- the toy archive --------------------------------------------------------------------------------------------------


def toy_documents() -> Iterator[Document]:
    archive, _ = load_archive(TOY_ARCHIVE)
    return (document for document in archive.documents.values() if document.status not in ("draft", "withdrawn"))


@pytest.mark.parametrize("document", list(toy_documents()), ids=lambda document: str(document.id))
def test_every_place_that_is_told_holds_the_words(document: Document, toy_site: Path) -> None:
    capture = read_capture_of(TOY_ARCHIVE, document)
    lines = {document.path: (TOY_ARCHIVE / document.path).read_text(encoding="utf-8").split("\n")}
    if capture:
        lines[capture.path] = capture.raw.split("\n")
    for said in told(TOY_ARCHIVE, id=document.id):
        if place := re.fullmatch(r"  “(.+)”, (seeds/.+):(\d+)", said):
            assert place[1].split("\n")[0] in lines[place[2]][int(place[3]) - 1]
    page = (toy_site / "articles" / f"{document.id}.html").read_text(encoding="utf-8")
    for passage in document.passages:
        words = " ".join(re.split(r"\s", passage.text)[:3])
        if not passage.number or words not in passage.text or re.search(r"[&<>\"'“”‘’*_\[\]\\]", words):
            continue
        here = told(TOY_ARCHIVE, words, document.id)[0]
        found = re.fullmatch(rf"stands in {document.path}:(\d+), paragraph (\d+) \((.+)#(p\d+)\)", here)
        assert found, here
        assert words.split()[0] in lines[document.path][int(found[1]) - 1]
        assert found[3] == f"articles/{document.id}.html" and f'id="{found[4]}"' in page
