"""Files of press databases that hold several articles. How one article is read stands in cases/clean/exports.md."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.drafts import capture_file
from sitegen.intake.accession import read_captures
from sitegen.intake.draft import House, draft_document
from sitegen.intake.exports import count_articles, split_export

LEXIS = """1 of 2 DOCUMENTS

The Alder Post

May 3, 2017 Wednesday

Mill pond drained for repairs

BYLINE: Jo Fenn

SECTION: LOCAL; Pg. 2

LENGTH: 98 words

The mill pond at Alder was drained on Tuesday so that workers can repair the sluice, which cracked in the frost.

LOAD-DATE: May 4, 2017


2 of 2 DOCUMENTS

The Alder Post

May 9, 2017 Tuesday

Fish die in upper lake

LENGTH: 120 words

Hundreds of fish that were moved from the mill pond last week have died, the parish council said on Monday.

LOAD-DATE: May 10, 2017
"""
FACTIVA = """HD   Weed threatens the regatta
WC   88 words
SN   The Alder Post
SC   ALPO
LP   The Alder regatta may be cancelled because the lake is full of weed, its organisers said on Friday.
AN   Document ALPO000020170512ed5c00001

HD   Regatta saved by goats
WC   70 words
SN   The Alder Post
SC   ALPO
LP   Forty goats have eaten the weed in the shallows, and the Alder regatta will be rowed on Sunday after all.
AN   Document ALPO000020170519ed5j00002
"""


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (LEXIS, ["Mill pond drained for repairs", "Fish die in upper lake"]),
        (FACTIVA, ["Weed threatens the regatta", "Regatta saved by goats"]),
    ],
    ids=["LexisNexis", "Factiva"],
)
def test_each_article_of_an_export_is_a_capture(text: str, titles: list[str], tmp_path: Path) -> None:
    path = tmp_path / "seeds" / "export.txt"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    captures, findings = read_captures(tmp_path, path)
    assert not findings
    assert [capture.path for capture in captures] == ["seeds/export.txt#1", "seeds/export.txt#2"]
    assert {capture_file(capture.path) for capture in captures} == {"seeds/export.txt"}
    assert len({capture.sha256 for capture in captures}) == 2
    drafts = [draft_document(capture, House()) for capture in captures]
    assert [draft.fields["title"].value for draft in drafts] == titles
    assert all("\n" not in draft.text and draft.fields["outlet"].value == "The Alder Post" for draft in drafts)


def test_what_precedes_and_follows_the_records_is_lost_to_none() -> None:
    cover = "Research notes of the archive\nSearch terms: mill, pond\n\n"
    records = split_export(cover + LEXIS + "\nPrinted for the reading room\n")
    assert len(records) == 2
    assert records[0].startswith(cover) and records[1].endswith("Printed for the reading room\n")


@pytest.mark.parametrize(
    "text",
    [
        "".join(line for line in LEXIS.splitlines(True) if "DOCUMENTS" not in line),
        "".join(line for line in FACTIVA.splitlines(True) if not line.startswith("AN ")),
    ],
    ids=["LexisNexis", "Factiva"],
)
def test_articles_that_nothing_divides_are_told(text: str, tmp_path: Path) -> None:
    path = tmp_path / "seeds" / "export.txt"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    captures, findings = read_captures(tmp_path, path)
    assert [capture.raw for capture in captures] == [text]
    assert [finding.code for finding in findings] == ["capture-several"]
    assert "2 articles" in findings[0].message


def test_an_article_that_quotes_fields_is_one() -> None:
    quoted = "Length: two metres.\n\nLength: three metres.\n\nHD   a\n\nHD   b\n\nThe boats are of two kinds.\n"
    assert count_articles(quoted) == count_articles(LEXIS[: LEXIS.index("2 of 2")]) == count_articles("") == 1


@pytest.mark.parametrize(
    "text",
    [
        "The minister said: 2 of 14 documents were lost.\n\nEnd of Document\n\nNobody knows where they are.",
        "End of Document\nEnd of Document\n1 of 2 DOCUMENTS\n",
        "",
    ],
)
def test_a_text_with_a_database_s_words_stays_one(text: str) -> None:
    assert split_export(text) == [text]


@given(st.lists(st.sampled_from([*LEXIS.splitlines(True), *FACTIVA.splitlines(True), "\n", "A line.\n"]), max_size=30))
def test_records_are_the_whole_text(lines: list[str]) -> None:
    assert "".join(split_export("".join(lines))) == "".join(lines)
