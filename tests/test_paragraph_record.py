"""content/paragraphs/: written at build, read back, and told when it changes; through the whole program."""

from __future__ import annotations

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
