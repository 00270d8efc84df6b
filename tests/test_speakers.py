"""Who said what: quotations and their speakers, reported speech, turns of a transcript."""

from __future__ import annotations

import pytest

from sitegen.model import Attribution
from sitegen.relate.speakers import find_attributions


def said(text: str) -> list[tuple[str, str | None]]:
    """Quoted words with their speaker, as a reader would note them."""
    return [
        (words(text, found), found.speaker) for found in find_attributions(text) if found.kind in ("direct", "mixed")
    ]


def words(text: str, found: Attribution) -> str:
    return " … ".join(text[start:end] for start, end in found.content).strip("\"“”«»'‘’,")


@pytest.mark.parametrize(
    "text",
    [
        '"The bridge will open in May," said Ines Okafor.',
        '"The bridge will open in May," Ines Okafor said.',
        'Ines Okafor said: "The bridge will open in May."',
        'Ines Okafor told reporters, "The bridge will open in May."',
        "“The bridge will open in May,” engineer Ines Okafor, who led the works, said on Monday.",
        "«The bridge will open in May», said Ines Okafor.",
        "'The bridge will open in May,' Ines Okafor said.",
        '"The bridge will open in May," according to Ines Okafor.',
    ],
)
def test_cue_before_after_and_inverted(text: str) -> None:
    [(quoted, speaker)] = said(text)
    assert quoted.rstrip(".,") == "The bridge will open in May"
    assert speaker is not None and "Ines Okafor" in speaker


def test_quotation_without_cue_goes_on_with_the_last_speaker() -> None:
    text = '"The bridge will open in May," Ines Okafor said. "Nobody believed us."'
    assert [speaker for _, speaker in said(text)] == ["Ines Okafor", "Ines Okafor"]


def test_turns_of_a_transcript_and_forms_of_address() -> None:
    text = (
        "The ministers met the press.\n\n* * *\n\nMinister of Transport Ines Okafor: Mr Lindqvist,\n\n"
        "Thank you for coming.\n\nEnvoy Per Lindqvist: Thank you.\n\n(Applause.)\n\nInes Okafor: The bridge is open."
    )
    turns = [found for found in find_attributions(text) if found.kind == "turn"]
    assert [found.speaker for found in turns] == ["Ines Okafor", "Per Lindqvist", "Ines Okafor"]
    assert [text[start:end] for start, end in turns[0].content] == ["Mr Lindqvist,", "Thank you for coming."]
    assert [text[start:end] for start, end in turns[1].content] == ["Thank you."]


def test_a_note_with_a_colon_makes_no_transcript() -> None:
    text = "Note: This story was updated.\n\nThe bridge opened.\n\nPhoto: Jo Byrne\n\nNote: Prices are in euros."
    assert find_attributions(text) == ()
