"""The page of quotations: what is one utterance, what recurs, and what nobody may take for corroboration."""

from __future__ import annotations

from pathlib import Path

from sitegen.pipeline import relate
from sitegen.records.files import load_archive
from sitegen.site.quotations_page import also_in, gather_quotations
from sitegen.site.render import load_theme
from sitegen.site.view import gather_site


def test_the_first_archives_quotations_are_told_apart(checkout: Path) -> None:
    archive, findings = load_archive(checkout)
    assert findings == []
    site = gather_site(archive, relate(archive), load_theme("default"))
    groups = gather_quotations(site, site.documents)
    shown = {
        heading: [
            [(side.entry.date, " ".join(words for words, _ in side.runs)) for side in pair.sides] for pair in pairs
        ]
        for heading, _, pairs in groups
    }
    assert shown == {
        "One occasion in other words": [
            [
                ("16 August 2024", '"Let\'s sit down at the negotiating table and end this conflict,"'),
                (
                    "between 19 and 23 August 2024",
                    '"We must sit down at the negotiating table and discuss the issues.',
                ),
            ]
        ],
        "Said again on another occasion": [
            [
                (
                    "11 April 2024",
                    "We hosted three rounds of talks, and the fourth round was held in Istanbul.",
                ),
                ("1 August 2025", "“Yes, three rounds took place here."),
            ]
        ],
    }


def test_every_quotation_leads_to_its_paragraph(checkout: Path) -> None:
    archive, _ = load_archive(checkout)
    site = gather_site(archive, relate(archive), load_theme("default"))
    for _, _, pairs in gather_quotations(site, site.documents):
        for pair in pairs:
            for side in pair.sides:
                document = archive.documents[side.entry.id]
                passage = next(passage for passage in document.passages if passage.number == side.paragraph)
                words = " ".join(words for words, _ in side.runs).strip("“”\"'")
                assert words.split()[0] in passage.text
                assert side.speaker.href == "people/alexander-lukashenko.html"


def test_a_paragraph_tells_where_else_its_words_stand_and_how_they_hang_together(checkout: Path) -> None:
    archive, _ = load_archive(checkout)
    site = gather_site(archive, relate(archive), load_theme("default"))
    told = {
        (document.id[:18], number, other.entry.id[:18], other.relation)
        for document in site.documents
        for number, others in also_in(site, document).items()
        for other in others
    }
    assert {relation for _, _, _, relation in told} == {"in other words", "said again on another occasion"}
    ties = {(here, there, relation) for here, _, there, relation in told}
    assert {(there, here, relation) for here, there, relation in ties} == ties
