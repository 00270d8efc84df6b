"""The page of quotations: what is one utterance, what recurs, and what nobody may take for corroboration."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from invented import make_archive, make_document

from sitegen.links import Cluster, Links, Quoted, Witness
from sitegen.model import DocumentId
from sitegen.pipeline import relate
from sitegen.records.files import load_archive
from sitegen.relate.quotations import find_same_quotations
from sitegen.site.quotations_page import also_in, gather_quotations, list_pairs
from sitegen.site.render import load_theme
from sitegen.site.view import gather_site


def test_the_first_archives_quotations_are_told_apart(checkout: Path) -> None:
    archive, findings = load_archive(checkout)
    assert findings == []
    site = gather_site(archive, relate(archive), load_theme("default"))
    groups = gather_quotations(site, list_pairs(archive, site.links), site.documents)
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
    for _, _, pairs in gather_quotations(site, list_pairs(archive, site.links), site.documents):
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


def test_what_witnesses_of_one_text_quote_is_told_once_and_never_of_each_other() -> None:
    """A reprint is no second source for what it quotes."""
    words = "“Nobody in this valley was ever asked about the second dam,” said Ines Duarte."
    dates = {"report": "2024-03-04", "reprint": "2024-04-20", "rival": "2024-03-05"}
    documents = {DocumentId(id): make_document(id, id, words, date=date) for id, date in dates.items()}
    archive = replace(make_archive(), documents=MappingProxyType(documents))
    said = [Quoted(DocumentId(id), 0, 61, words[:61], "Ines Duarte", date) for id, date in dates.items()]
    cluster = Cluster(DocumentId("report"), (Witness(DocumentId("reprint"), "reprint", 1.0, 0, 0, 1.0, 1.0),))
    links = Links(MappingProxyType({}), MappingProxyType({}), find_same_quotations(said), clusters=(cluster,))
    assert len(links.quotations) == 3
    site = gather_site(archive, links, load_theme("default"))
    [(heading, _, [pair])] = gather_quotations(site, list_pairs(archive, links), site.documents)
    assert heading == "The same words"
    assert [(side.entry.id, len(side.entry.also)) for side in pair.sides] == [("report", 1), ("rival", 0)]
    beside = {
        id: [other.entry.id for _, others in also_in(site, documents[id]).items() for other in others]
        for id in documents
    }
    assert beside == {"report": ["rival"], "reprint": ["rival"], "rival": ["report"]}
