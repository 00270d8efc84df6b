"""The page of stance: judgements by target with their words, disagreement side by side, suggestions apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from command import invoke

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
