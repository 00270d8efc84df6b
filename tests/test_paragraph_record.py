"""content/paragraphs/: written at build, read back, and told when it changes; through the whole program."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import make_document

from sitegen.pipeline import Built, build_site, check
from sitegen.records.paragraph_record import format_paragraphs, number_paragraphs, read_paragraphs

BODY = """\
The ferry stopped at noon on Monday, and nobody had been told.

## The reasons

Fuel has become dear, the company said, and the boat is older than its captain.

“Then let the town pay,” said Councillor Brandt, who lives on the other bank.
"""
FUEL, BRANDT = BODY.strip().split("\n\n")[2:]


class Desk:
    """An archive on disk, edited and built."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "content" / "articles").mkdir(parents=True)
        (root / "content" / "site.yml").write_text("title: The ferry papers\n")

    def write(self, body: str, *front: str, id: str = "ferry") -> None:
        head = "\n".join(["---", "title: The ferry", *front, "---"])
        (self.root / "content" / "articles" / f"{id}.md").write_text(f"{head}\n\n{body}")

    def build(self, *, locked: bool = False) -> Built:
        return build_site(self.root, self.root / "_site", today="2024-06-01", search=False, locked=locked)

    def record(self, id: str = "ferry") -> str:
        return (self.root / "content" / "paragraphs" / f"{id}.tsv").read_text()

    def page(self, id: str = "ferry") -> str:
        return (self.root / "_site" / "articles" / f"{id}.html").read_text()

    def told(self) -> list[str]:
        return [finding.message for finding in check(self.root, self.root / "none", today="2024-06-01")]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.write(BODY)
    return desk


def codes(built: Built) -> list[str]:
    return [finding.code for finding in built.findings]


def test_a_first_build_records_what_a_second_leaves_as_it_is(desk: Desk) -> None:
    assert codes(desk.build()) == []
    assert [line.split("\t")[:2] for line in desk.record().splitlines()] == [
        ["1", "live"],
        ["2", "live"],
        ["3", "live"],
    ]
    path = desk.root / "content" / "paragraphs" / "ferry.tsv"
    stamp = path.stat().st_mtime_ns
    assert desk.build().written.written == 0
    assert path.stat().st_mtime_ns == stamp


def test_a_removed_paragraph_leaves_a_note_at_its_address(desk: Desk) -> None:
    desk.build()
    desk.write(BODY.replace(FUEL + "\n\n", ""))
    desk.build()
    page = desk.page()
    assert 'id="p2"' in page and "Paragraph 2 was removed. It began: <q>Fuel has become dear" in page
    assert page.index('id="p1"') < page.index('id="p2"') < page.index('id="p3"')
    desk.write(BODY)
    desk.build()
    assert "was removed" not in desk.page() and desk.record().count("\tlive\t") == 3


def test_a_merged_paragraph_leads_to_where_its_words_went(desk: Desk) -> None:
    desk.build()
    desk.write(BODY.replace(f"{FUEL}\n\n{BRANDT}", f"{FUEL} {BRANDT}"))
    desk.build()
    assert "Paragraph 3 was removed." in desk.page()
    assert 'Its words now stand in <a href="#p2">paragraph 2</a>.' in desk.page()


def test_check_tells_what_a_build_would_record_and_locked_refuses_it(desk: Desk) -> None:
    assert desk.told() == []
    assert codes(desk.build(locked=True)).count("paragraphs-locked") == 1
    assert not (desk.root / "content" / "paragraphs").exists()
    desk.build()
    desk.write(BODY.replace(FUEL, "Nobody gives a reason, and there may be none at all."))
    before = desk.record()
    assert desk.told() == ["The next build changes the record of paragraphs of 'ferry': new: 4; removed: 2."]
    assert "paragraphs-locked" in codes(desk.build(locked=True))
    assert desk.record() == before
    desk.build()
    assert (desk.told(), codes(desk.build(locked=True))) == ([], [])


def test_a_renamed_document_takes_its_record_along(desk: Desk) -> None:
    desk.build()
    desk.write(BODY.replace(FUEL + "\n\n", ""))
    desk.build()
    (desk.root / "content" / "articles" / "ferry.md").unlink()
    desk.write(BODY.replace(FUEL + "\n\n", ""), "aliases: [ferry]", id="night-ferry")
    old = desk.record()
    assert codes(desk.build()) == []
    assert desk.record("night-ferry") == old
    assert not (desk.root / "content" / "paragraphs" / "ferry.tsv").exists()
    assert "Paragraph 2 was removed." in desk.page("night-ferry")


def test_a_withdrawn_document_leaves_numbers_and_no_words(desk: Desk) -> None:
    annotated = "annotations: [{quote: Fuel, note: Diesel.}]"
    desk.write(BODY, annotated)
    desk.build()
    assert "noted\tFuel" in desk.record()
    desk.write(BODY, annotated, "status: withdrawn", "withdrawn_because: Its writer asked for it.")
    for _ in range(2):
        desk.build()
        assert desk.record() == "1\tgone\n2\tgone\n3\tgone\n"
    desk.write(BODY)
    desk.build()
    assert [line.split("\t")[0] for line in desk.record().splitlines() if "live" in line] == ["4", "5", "6"]


def test_what_is_not_published_is_not_recorded(desk: Desk) -> None:
    desk.write(BODY, "status: draft")
    build_site(desk.root, desk.root / "_site", today="2024-06-01", search=False, drafts=True)
    assert not (desk.root / "content" / "paragraphs").exists()
    desk.write(BODY, "status: withdrawn", "withdrawn_because: Never meant to be here.")
    desk.build()
    assert not (desk.root / "content" / "paragraphs").exists()


def test_a_damaged_record_is_reported_and_left_as_it_is(desk: Desk) -> None:
    desk.build()
    path = desk.root / "content" / "paragraphs" / "ferry.tsv"
    damaged = desk.record().replace("2\tlive", "two\tlive")
    path.write_text(damaged)
    (finding,) = desk.build().findings
    assert (finding.code, finding.line, finding.severity) == ("paragraph-line", 2, "error") and finding.remedy
    assert desk.record() == damaged and 'id="p1"' in desk.page()


HOSTILE_LINES = {
    "a number that no program gave": "999999999\tgone\tThe ferry",
    "a number of 5000 digits": f"{'9' * 5000}\tgone\tThe ferry",
    "below zero": "-1\tlive\tThe ferry",
    "zero": "0\tlive\tThe ferry",
    "no number": "NaN\tgone\tThe ferry",
    "digits of another script": "\u0664\tgone\tThe ferry",
    "twice": "1\tgone\tThe ferry",
    "another state": "4\ttrue\tThe ferry",
    "too many columns": "4\tgone\tThe\tferry\tagain",
    "YAML": "!!python/object/apply:os.system [id]",
    "NUL": "4\tgone\tThe\0ferry",
    "a line of a megabyte": "x" * 1_000_000,
}


@pytest.mark.parametrize("line", HOSTILE_LINES.values(), ids=HOSTILE_LINES.keys())
def test_a_hostile_line_is_told_and_takes_no_address_away(desk: Desk, line: str) -> None:
    desk.write("The mill turns again.\n", id="mill")
    desk.build()
    path = desk.root / "content" / "paragraphs" / "ferry.tsv"
    sound, hostile = desk.record(), desk.record() + line + "\n"
    path.write_text(hostile)
    desk.write(BODY.replace(FUEL + "\n\n", ""))
    (finding,) = desk.build().findings
    assert (finding.file, finding.line, finding.code) == ("content/paragraphs/ferry.tsv", 4, "paragraph-line")
    assert len(finding.message) < 200
    assert desk.record() == hostile and "Paragraph 2 was removed." in desk.page()
    assert "The mill turns again." in desk.page("mill")
    path.write_text(sound)
    assert codes(desk.build()) == []
    assert [one.split("\t")[:2] for one in desk.record().splitlines()] == [["1", "live"], ["2", "gone"], ["3", "live"]]


def test_what_a_build_records_the_next_can_read_however_large_its_numbers(desk: Desk) -> None:
    """Ten thousand lines may be missing, as after a merge that went wrong; the numbers behind them are given on."""
    path = desk.root / "content" / "paragraphs" / "ferry.tsv"
    path.parent.mkdir()
    path.write_text("10001\tgone\tThe boat of the first day.\n")
    for body in (BODY, f"{BODY}\nAnother boat came.\n"):
        desk.write(body)
        assert codes(desk.build()) == []
    assert [line.split("\t")[0] for line in desk.record().splitlines()] == ["10001", "10002", "10003", "10004", "10005"]


def test_very_many_damaged_lines_are_not_told_one_by_one(desk: Desk) -> None:
    desk.build()
    path = desk.root / "content" / "paragraphs" / "ferry.tsv"
    path.write_text(desk.record() + "x\n" * 100_000)
    findings = desk.build().findings
    assert [finding.line for finding in findings] == list(range(4, 25))
    assert findings[-1].message == "From here on 99980 more lines are none of a record of paragraphs."


IN_ITS_PLACE: dict[str, Callable[[Path], object]] = {
    "a folder": Path.mkdir,
    "a pipe": os.mkfifo,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to nothing": lambda path: path.symlink_to("nowhere.tsv"),
    "a link to nothing elsewhere": lambda path: path.symlink_to(path.parents[3] / "nowhere.tsv"),
    "a link to a file elsewhere": lambda path: path.symlink_to(path.parents[3] / "secret.tsv"),
    "no text": lambda path: path.write_bytes(b"1\tlive\t\xff\xfe\n"),
    "half a pair": lambda path: path.write_bytes("1\tlive\t\ud800\n".encode("utf-8", "surrogatepass")),
}


@pytest.mark.parametrize("id", ["ferry", "boat"])
@pytest.mark.parametrize("make", IN_ITS_PLACE.values(), ids=IN_ITS_PLACE.keys())
def test_what_stands_in_the_place_of_a_record_is_told_and_left(
    tmp_path: Path, make: Callable[[Path], object], id: str
) -> None:
    """Also under an id that the document had before, whose record goes once its own stands."""
    (tmp_path / "secret.tsv").write_text("1\tlive\tswordfish\n")
    desk = Desk(tmp_path / "archive")
    desk.write(BODY, "aliases: [boat]")
    desk.build()
    path = desk.root / "content" / "paragraphs" / f"{id}.tsv"
    kept = path.read_text() if path.exists() else ""
    path.unlink(missing_ok=True)
    make(path)
    before = path.lstat().st_ino
    for _ in range(2):
        (finding,) = desk.build().findings
        assert finding.file == f"content/paragraphs/{id}.tsv"
        assert finding.code in ("unreadable", "not-utf-8")
        assert path.lstat().st_ino == before
        assert 'id="p3"' in desk.page() and "swordfish" not in desk.page()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["archive", "secret.tsv"]
    path.rmdir() if path.is_dir() else path.unlink()
    if kept:
        path.write_text(kept)
    assert codes(desk.build()) == []


def test_an_earlier_id_that_two_documents_claim_stops_nothing_and_its_record_stays(desk: Desk) -> None:
    desk.write(BODY, id="boat")
    desk.build()
    desk.write(BODY.replace(FUEL + "\n\n", ""), id="boat")
    desk.build()
    record = desk.record("boat")
    (desk.root / "content" / "articles" / "boat.md").unlink()
    desk.write("The mill turns again.\n", "aliases: [boat]", id="mill")
    desk.write(BODY.replace(FUEL + "\n\n", ""), "aliases: [boat]", id="night-boat")
    assert codes(desk.build()) == ["alias-clash"]
    page = desk.page("boat")
    assert 'href="mill.html"' in page.replace("../articles/", "") and 'href="night-boat.html"' in page.replace(
        "../articles/", ""
    )
    assert desk.record("boat") == record
    desk.write("The mill turns again.\n", id="mill")
    assert codes(desk.build()) == []
    assert desk.record("night-boat") == record
    assert desk.record("mill") == "1\tlive\tThe mill turns again.\n"


def test_line_ends_of_another_system_are_no_change(desk: Desk) -> None:
    desk.build()
    path = desk.root / "content" / "paragraphs" / "ferry.tsv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert codes(desk.build(locked=True)) == []


def test_the_words_of_a_removed_paragraph_can_be_taken_out_of_the_record(desk: Desk) -> None:
    desk.build()
    desk.write(BODY.replace(FUEL + "\n\n", ""))
    desk.build()
    path = desk.root / "content" / "paragraphs" / "ferry.tsv"
    path.write_text(desk.record().replace(FUEL, "").replace("\t\n", "\n"))
    emptied = desk.record()
    assert codes(desk.build()) == []
    assert "Paragraph 2 was removed.</p>" in desk.page() and desk.record() == emptied


@given(st.text(max_size=300))
def test_any_bytes_are_a_record_or_findings(text: str) -> None:
    record, findings = read_paragraphs(text, "a.tsv")
    lines = [line for line in text.split("\n") if line]
    assert len(record.addresses) + len(record.noted) + len(findings) <= len(lines)
    assert all(1 <= finding.line <= text.count("\n") + 1 for finding in findings)


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40), max_size=8))
def test_a_record_reads_back_as_it_was_written(texts: list[str]) -> None:
    document = number_paragraphs(make_document("a", "A", "\n\n".join(texts)), read_paragraphs("", "a.tsv")[0])
    record, findings = read_paragraphs(format_paragraphs(document), "a.tsv")
    assert (record.addresses, findings) == (document.addresses, [])
