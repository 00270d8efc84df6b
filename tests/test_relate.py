"""The relate stage as a whole."""

from __future__ import annotations

from test_permalinks import archive, document

from sitegen.model import Document
from sitegen.pipeline import relate
from sitegen.workers import FEW

SPEAKERS = ("Ines Okafor", "Per Lindqvist", "Eva Roth")


def report(number: int) -> Document:
    speaker, street = SPEAKERS[number % 3], f"{number // 3} Quay Street"
    text = f"The house at {street} stays.\n\n“Nobody will pull down the old house at {street},” said {speaker}."
    return document(f"report-{number}", text=text, date=f"2024-05-{1 + number % 28:02}")


def test_several_processes_find_what_one_finds() -> None:
    reports = archive(*map(report, range(FEW + 20)))
    alone = relate(reports)
    assert relate(reports, jobs=2) == alone
    assert {said.speaker for found in alone.attributions.values() for said in found} == set(SPEAKERS)
