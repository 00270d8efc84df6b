"""What was worked out is kept for the very archive, program and inputs that it was worked out for, and for no other."""

from __future__ import annotations

import marshal
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import pytest
from command import CHECKOUT
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import make_archive as invent_archive
from lxml import etree

from sitegen import importing
from sitegen.codec import codec_of
from sitegen.drafts import Block, Doubt, Edit, Evidence, Mark, Value
from sitegen.links import Attribution, Quoted
from sitegen.model import Document, DocumentId, Passage, Provenance
from sitegen.pipeline import build_site
from sitegen.records import files
from sitegen.records.files import load_archive
from sitegen.site.manifest import digest_folder
from sitegen.store import FILE, NO_STORE, SEAL, Store, digest_of, open_store
from sitegen.workers import FEW

NUMBERS = codec_of(tuple[int, ...])
STORY = """---
title: {0}
outlet: weekly
date: 2024-03-04
annotations: [{{quote: “We are glad”, note: So they said., tags: [joy]}}]
---

The bridge over the Alm reopened on Monday after two years.

“We are glad that it is open at last,” said *Ann Reed*, who leads the council.

**Tom Bay:** {0} – it took [too long](https://example.org/).
"""
ACCOUNT = """version: 1
capture: seeds/{0}.txt
sha256: "0"
encoding: utf-8
format: text
suggestions:
  - {{field: title, value: {0}, basis: stated, evidence: [{{text: {0}, span: [0, 4]}}]}}
edits:
  - {{span: [4, 9], kind: furniture, rule: share_line, was: Share}}
"""


def write_archive(root: Path) -> Path:
    texts = {
        "content/site.yml": "title: Bridge papers\n",
        "content/authorities/people.yml": "ann-reed:\n  name: Ann Reed\n",
    }
    for name in ("bridge", "ferry", "tram"):
        texts[f"content/articles/{name}.md"] = STORY.format(name)
        texts[f"content/provenance/{name}.yml"] = ACCOUNT.format(name)
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


# --- the form in which records are kept -------------------------------------------------------------------------------

SPANS = st.tuples(st.integers(0, 99), st.integers(0, 99))
TEXTS = st.text(max_size=5)


@pytest.mark.parametrize("kind", [Attribution, Passage, Provenance, Value, Quoted, Evidence, Edit, Doubt, Block, Mark])
@given(data=st.data())
@settings(deadline=None)
def test_every_record_comes_back_as_it_was(kind: type, data: st.DataObject) -> None:
    record = data.draw(st.from_type(kind))
    codec = codec_of(kind)
    assert codec.decode(marshal.loads(marshal.dumps(codec.encode(record)))) == record


def test_a_document_comes_back_with_all_its_parts() -> None:
    codec = codec_of(Document)
    for document in invent_archive().documents.values():
        assert codec.decode(marshal.loads(marshal.dumps(codec.encode(document)))) == document


@pytest.mark.parametrize("kind", [object, list[int], dict[int, str], Passage | Mark])
def test_what_cannot_be_told_apart_has_no_codec(kind: object) -> None:
    with pytest.raises(TypeError, match="no codec"):
        codec_of(kind)


# --- the store --------------------------------------------------------------------------------------------------------


def keep(root: Path, *keys: str) -> None:
    with open_store(root) as store:
        for key in keys:
            store.keep(digest_of(key), NUMBERS, (1, 2))


def kept(root: Path, *keys: str) -> list[str]:
    """Those of the keys under which the store has something; the others are forgotten by asking."""
    with open_store(root) as store:
        return [key for key in keys if store.recall(digest_of(key), NUMBERS) is not None]


def test_what_is_kept_is_there_in_the_next_run_and_what_nobody_asks_for_goes(tmp_path: Path) -> None:
    keep(tmp_path, "a", "b")
    assert kept(tmp_path, "a", "b", "c") == ["a", "b"]
    assert kept(tmp_path, "b") == ["b"]
    assert kept(tmp_path, "a", "b") == ["b"]


def test_what_a_kept_whole_was_made_from_stays_as_long_as_it_does(tmp_path: Path) -> None:
    def add_up(store: Store) -> tuple[int, ...]:
        worked.append("whole")
        return tuple(sum(store.work_out_once(digest_of(part), NUMBERS, lambda: (1, 2))) for part in "ab")

    worked: list[str] = []
    for _ in range(3):
        with open_store(tmp_path) as store:
            assert store.work_out_whole(digest_of("whole"), NUMBERS, lambda: add_up(store)) == (3, 3)
    assert worked == ["whole"]
    assert kept(tmp_path, "a") == ["a"]
    assert kept(tmp_path, "whole", "a", "b") == ["a"]


def written(path: Path) -> tuple[int, int, int]:
    state = path.stat()
    return state.st_ino, state.st_size, state.st_mtime_ns


def test_a_run_with_nothing_new_leaves_the_file_alone(tmp_path: Path) -> None:
    keep(tmp_path, "a")
    before = written(tmp_path / FILE)
    time.sleep(0.05)  # longer than a tick of the clock that stamps files
    assert kept(tmp_path, "a") == ["a"]
    assert written(tmp_path / FILE) == before


def test_the_file_gets_smaller_with_the_archive(tmp_path: Path) -> None:
    keep(tmp_path, *map(str, range(5000)))
    size = (tmp_path / FILE).stat().st_size
    kept(tmp_path, "1")
    assert (tmp_path / FILE).stat().st_size < size / 4


def test_a_run_that_fails_keeps_nothing_of_its_own(tmp_path: Path) -> None:
    keep(tmp_path, "a")
    with pytest.raises(ZeroDivisionError), open_store(tmp_path) as store:
        store.keep(digest_of("b"), NUMBERS, (1, 2))
        raise ZeroDivisionError
    assert "b" not in kept(tmp_path, "a", "b")


def flip_a_byte(root: Path) -> None:
    data = bytearray((root / FILE).read_bytes())
    data[len(data) // 2] ^= 0xFF
    (root / FILE).write_bytes(data)


def copy_back(root: Path) -> None:
    """As a check-out does, or `cp --preserve`: the same bytes and the same time, another file."""
    shutil.copy2(root / FILE, root / "copy")
    (root / "copy").replace(root / FILE)


def change_what_is_kept(root: Path) -> None:
    """Well-formed, with a right checksum, and at its old time: nothing but the time of the change itself tells."""
    was = (root / FILE).stat()
    values = sqlite3.connect(root / FILE)
    with values:
        values.execute("UPDATE worked_out SET value = ?, checksum = ?", (b"[6,6]", crc32(b"[6,6]")))
    values.close()
    os.utime(root / FILE, ns=(was.st_atime_ns, was.st_mtime_ns))


def leave_a_journal(root: Path) -> None:
    """A journal that SQLite would roll back into the file, from a copy of the archive where somebody was at work."""
    shutil.copyfile(root / FILE, root / f"{FILE}-journal")
    (root / SEAL).write_text("")


FOREIGN: dict[str, Callable[[Path], object]] = {
    "damaged": flip_a_byte,
    "cut off": lambda root: os.truncate(root / FILE, 5000),
    "empty": lambda root: (root / FILE).write_bytes(b""),
    "no database": lambda root: (root / FILE).write_bytes(b"\x80\x04cos\nsystem\n(S'touch pwned'\ntR."),
    "copied": copy_back,
    "changed on purpose": change_what_is_kept,
    "with a journal": leave_a_journal,
    "without a seal": lambda root: (root / SEAL).unlink(),
    "under another program's seal": lambda root: (root / SEAL).write_text("0" + (root / SEAL).read_text()[1:]),
    "with a seal of rubbish": lambda root: (root / SEAL).write_bytes(b"\xff\x00"),
}


@pytest.mark.parametrize("state", FOREIGN)
def test_a_store_that_is_not_as_we_left_it_is_thrown_away(tmp_path: Path, state: str) -> None:
    keep(tmp_path, "a")
    FOREIGN[state](tmp_path)
    assert kept(tmp_path, "a") == []
    keep(tmp_path, "a")
    assert kept(tmp_path, "a") == ["a"], "and made anew"


def test_where_no_store_can_be_had_everything_is_worked_out(tmp_path: Path) -> None:
    (tmp_path / ".sitegen").write_text("a file where the folder belongs")
    keep(tmp_path, "a")
    assert kept(tmp_path, "a") == []


def test_a_damaged_value_is_none(tmp_path: Path) -> None:
    values = sqlite3.connect(":memory:")
    values.execute("CREATE TABLE worked_out (key BLOB PRIMARY KEY, checksum INTEGER, value BLOB)")
    store = Store(values)
    store.keep(digest_of("a"), NUMBERS, (1, 2))
    values.execute("UPDATE worked_out SET value = '[1,3]'")
    assert store.recall(digest_of("a"), NUMBERS) is None


def str_of_a_parser() -> str:
    [words] = etree.fromstring("<p>The ferry</p>").xpath("text()")  # type: ignore[misc]
    assert isinstance(words, str) and type(words) is not str
    return words


def test_a_text_of_a_parsers_own_type_is_not_kept_and_stops_nothing(tmp_path: Path) -> None:
    texts, words = codec_of(tuple[str, ...]), str_of_a_parser()
    with open_store(tmp_path) as store:
        assert store.work_out_once(digest_of("a"), texts, lambda: (words,)) == ("The ferry",)
        assert store.recall(digest_of("a"), texts) is None


@pytest.mark.parametrize("jobs", [1, 3])
def test_many_values_come_in_their_order_each_worked_out_once(tmp_path: Path, jobs: int) -> None:
    texts, words = codec_of(tuple[str, ...]), str_of_a_parser()
    said: list[tuple[str, ...]] = [(words,) if place == 7 else (f"Letter {place}",) for place in range(FEW + 60)]
    keys = [b"" if place == 9 else digest_of(str(place)) for place in range(len(said))]
    asked: list[int] = []

    def ask_again(place: int) -> tuple[str, ...]:
        asked.append(place)
        return said[place]

    with open_store(tmp_path) as store:
        assert list(store.work_out_each(keys[:50], texts, said.__getitem__, jobs)) == said[:50]
        assert list(store.work_out_each(keys, texts, said.__getitem__, jobs)) == said
    with open_store(tmp_path) as store:
        assert list(store.work_out_each(keys, texts, ask_again)) == said
    assert set(asked) == {7, 9}, "nothing is kept of a text of a parser's own type, nor without a key"
    assert list(NO_STORE.work_out_each(keys, texts, said.__getitem__, jobs)) == said


# --- documents --------------------------------------------------------------------------------------------------------


def load(root: Path) -> tuple[object, object]:
    with open_store(root) as store:
        return load_archive(root, store=store)


def test_an_earlier_ids_record_that_comes_later_counts_for_a_document_without_one(tmp_path: Path) -> None:
    root = write_archive(tmp_path)
    story = (root / "content/articles/bridge.md").read_text().replace("date:", "aliases: [old-bridge]\ndate:", 1)
    (root / "content/articles/bridge.md").write_text(story)
    (root / "content/paragraphs").mkdir()
    time.sleep(0.15)
    assert load(root) == load(root) == load_archive(root)
    line = "4\tlive\tThe bridge over the Alm reopened on Monday after two years.\n"
    (root / "content/paragraphs/old-bridge.tsv").write_text(line)
    assert load(root) == load_archive(root)
    assert load_archive(root)[0].documents[DocumentId("bridge")].passages[0].number == 4


def test_documents_from_the_store_are_those_of_the_files(tmp_path: Path) -> None:
    root = write_archive(tmp_path)
    (root / "content/articles/no-title.md").write_text("---\noutlet: x\n---\n\nText.\n")
    (root / "content/articles/bare.md").write_text("No front matter.\n")
    fresh = load_archive(root)
    assert load(root) == fresh
    assert load(root) == fresh
    assert {finding.code for finding in fresh[1]} >= {"no-front-matter", "missing-field"}
    assert fresh[0].documents["bridge"].basis["title"] == "stated"  # type: ignore[index]


def test_a_changed_account_of_origin_or_name_counts(tmp_path: Path) -> None:
    root = write_archive(tmp_path)
    load(root)
    (root / "content/provenance/bridge.yml").unlink()
    (root / "content/provenance/tram.yml").write_text("version: [\n")
    (root / "content/articles/ferry.md").rename(root / "content/articles/last-ferry.md")
    assert load(root) == load_archive(root)


def spy(monkeypatch: pytest.MonkeyPatch, module: object, function: str) -> list[Path]:
    """The files that a function of the program, which goes on as it is, is called for from now on."""
    called: list[Path] = []
    plain = getattr(module, function)

    def tell(root: Path, name: str | Path) -> object:
        called.append(root / name)
        return plain(root, name)

    monkeypatch.setattr(module, function, tell)
    return called


def test_files_that_stand_as_they_were_are_not_opened(toy_archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the toy archive are texts withdrawn and unfinished, paragraphs that are gone, earlier ids, saved pages."""

    def build() -> int:
        time.sleep(0.15)
        return build_site(toy_archive, toy_archive / "_site", today="2027-06-01", search=False).documents

    build()
    documents = build()
    read, captured = spy(monkeypatch, files, "read_text"), spy(monkeypatch, importing, "read_captures")
    assert build() == documents
    assert not captured and {path.parent.name for path in read}.isdisjoint({"articles", "provenance", "paragraphs"})

    page = next((toy_archive / "seeds").rglob("*.html"))
    changed = [toy_archive / "content" / name for name in ("articles/fog-is-no-argument.md", "notes/about.md")]
    for path in (page, *changed):
        path.write_bytes(path.read_bytes() + b"\n")
    read.clear()
    assert build() == documents
    assert [path for path in read if path.parent.name == "articles"] == changed[:1] and captured == [page]
    assert load(toy_archive) == load_archive(toy_archive)


# --- upgrades ---------------------------------------------------------------------------------------------------------


def test_an_upgraded_program_works_everything_out_anew(tmp_path: Path) -> None:
    """A copy of the program as it is installed; the new version gives nobody's words in quotation marks to anybody."""
    program, root = tmp_path / "program", write_archive(tmp_path / "archive")
    for name in ("sitegen", "themes"):
        shutil.copytree(CHECKOUT / name, program / name, ignore=shutil.ignore_patterns("__pycache__"))

    def build(site: str) -> dict[str, str]:
        time.sleep(0.15)
        asked = ["--root", str(root), "build", "--no-search", "--output", str(tmp_path / site)]
        environment = os.environ | {"PYTHONPATH": str(program), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-m", "sitegen", *asked]
        run = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
        assert "3 documents" in run.stdout, run.stderr
        return digest_folder(tmp_path / site)

    before = build("warm")
    assert (root / SEAL).read_text()
    rules = program / "sitegen/relate/attribution_rules.py"
    rules.write_text(rules.read_text(encoding="utf-8") + "\nRULES = ()\n", encoding="utf-8")
    warm = build("warm")
    shutil.rmtree(root / ".sitegen")
    assert warm == build("cold") != before
