"""The page of stance: judgements by target with their words, disagreement side by side, suggestions apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from command import invoke
from lxml import html

REPORT = """---
title: Harbour wall to be raised
stance:
  - {toward: wall, value: supportive, voice: author, evidence: ["long overdue"], by: AB, status: confirmed}
  - {toward: wall, value: neutral, voice: author, evidence: ["long overdue"], by: CD, status: disputed}
  - {toward: ines-duarte, value: critical, voice: selection, evidence: ["a bitter quarrel"], status: suggested}
---

The wall is long overdue, after a bitter quarrel.
"""


def test_every_judgement_stands_with_its_words_and_its_judge(
    make_archive: Callable[[Mapping[str, str]], Path],
) -> None:
    root = make_archive(
        {
            "content/articles/wall.md": REPORT,
            "content/authorities/topics.yml": "wall: {name: The wall}\n",
            "content/authorities/people.yml": "ines-duarte: {name: Ines Duarte}\n",
        }
    )
    invoke(root, "build", "--no-search")
    page = (root / "_site" / "stance.html").read_text(encoding="utf-8")
    judged, suggested = page.split('id="suggested"')
    assert "supportive, in its own voice: <q>long overdue</q>" in judged
    assert "judged by AB" in judged
    assert "neutral, in its own voice" in judged, "two judges may disagree, and both stand"
    assert "Ines Duarte" not in judged
    assert "critical, by its choice of voices: <q>a bitter quarrel</q>" in suggested


def test_without_judgements_the_page_explains_the_words(make_archive: Callable[[Mapping[str, str]], Path]) -> None:
    root = make_archive({"content/articles/wall.md": "---\ntitle: The wall\n---\n\nIt is high.\n"})
    invoke(root, "build", "--no-search")
    page = (root / "_site" / "stance.html").read_text(encoding="utf-8")
    assert "No document has been judged yet." in page
    assert "state-controlled" in page


def test_the_table_of_a_large_archive_keeps_to_what_is_judged_most(
    make_archive: Callable[[Mapping[str, str]], Path],
) -> None:
    """Twelve targets, the later the more often judged: the last eight have a column."""
    judged = [
        f"{{toward: t{n:02}, value: critical, evidence: [wall], by: AB, status: confirmed}}"
        for m in range(12)
        for n in range(m, 12)
    ]
    report = "---\ntitle: {0}\noutlet: {0}\nstance: [{1}]\n---\n\nThe wall.\n"
    root = make_archive(
        {f"content/articles/{name}.md": report.format(name, ", ".join(judged)) for name in ("gull", "tern")}
        | {"content/authorities/topics.yml": "".join(f"t{n:02}: {{name: Target {n:02}}}\n" for n in range(12))}
        | {"content/authorities/outlets.yml": "gull: {name: The Gull}\ntern: {name: The Tern}\n"}
    )
    invoke(root, "build", "--no-search")
    page = html.fromstring((root / "_site" / "stance.html").read_text(encoding="utf-8"))
    (table,) = page.xpath("//table")
    assert table.xpath(".//thead//th[position() > 1]//text()") == [f"Target {n:02}" for n in range(4, 12)]
    assert table.xpath(".//tbody/tr[1]/*//text()|.//tbody/tr[1]/td/text()")[:2] == ["The Gull", "critical 5"]
    assert "Only the outlets and the targets with most judgements" in page.text_content()
    assert len(page.xpath("//h3[starts-with(., 'Target')]")) == 12, "every judgement stands below"
