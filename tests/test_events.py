"""Suggested events: coverage of one happening by words and days; what an editor ruled is not suggested again."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from test_permalinks import archive, document

from sitegen.links import EventSuggestion
from sitegen.model import Archive, Decision, Document, DocumentId, EventId
from sitegen.relate.events import TOGETHER_FROM, suggest_events
from sitegen.relate.likeness import find_likenesses, nearness
from sitegen.relate.related import find_related

FIRE_ONE = """A fire destroyed the old rope works in the harbour of Grünfurt on Tuesday night. Nobody was hurt. The
brigade of Nordsee county fought the flames with four engines until dawn, chief Anna Petersen said. The rope works had
stood empty since its closure, and the town had planned to turn the hall into flats."""
FIRE_OTHER = """Grünfurt's derelict rope works burned down overnight. Four engines of the Nordsee brigade were called to
the harbour, and it was dawn before the flames were out. According to chief Anna Petersen there were no casualties.
Flats were to be built in the hall, which has been empty for years."""
FIRE_LATER = """The harbour of Grünfurt saw another fire on Monday: a shed beside the site of the rope works burned.
The brigade of Nordsee county put the flames out within the hour, chief Anna Petersen said, and nobody was hurt."""
COUNCIL = """The council of Marlow voted to raise the dam by a metre. Mayor Ines Duarte spoke of a long quarrel. Work on
the dam begins in May and will cost four million, the treasurer reported to the members before the vote was taken."""


def newsroom(**changes: dict[str, object]) -> Archive:
    reports = {
        "fire-one": {"text": FIRE_ONE, "date": "2024-03-06"},
        "fire-other": {"text": FIRE_OTHER, "date": "2024-03-06"},
        "fire-later": {"text": FIRE_LATER, "date": "2024-06-18"},
        "council": {"text": COUNCIL, "date": "2024-03-06"},
    }
    changed = {id: report | changes.get(id.replace("-", "_"), {}) for id, report in reports.items()}
    return archive(*(document(id, language="en", **report) for id, report in changed.items()))


def suggested(found: Archive) -> tuple[EventSuggestion, ...]:
    return suggest_events(found, find_likenesses(found, list(found.documents.values())))


def test_reports_of_one_day_and_one_fire_belong_together_and_the_later_fire_does_not() -> None:
    [suggestion] = suggested(newsroom())
    assert suggestion.documents == ("fire-one", "fire-other")
    assert "Anna Petersen" in suggestion.words, "names tell most"


def test_two_fires_of_one_night_are_two_where_no_name_is_the_same() -> None:
    fires = {
        "marlow": """Residents woke to smoke as the hall of Hansen burned. A fire destroyed a warehouse on Mill Lane in
        Marlow overnight. Thirty firefighters fought until dawn, chief Ada Thorn said. Police look for the cause.""",
        "oskera": """A night blaze left nothing of the works of Tallis. A fire destroyed a warehouse on Copper Street in
        Oskera overnight. The brigade under Per Holm came with sixteen men, and police look for the cause.""",
    }
    reports = [document(id, language="en", text=text, date="2024-03-06") for id, text in fires.items()]
    found = archive(*reports)
    assert find_likenesses(found, reports).between(*found.documents) > TOGETHER_FROM
    assert suggested(found) == ()


def test_a_document_that_names_no_event_is_shown_the_one_that_its_neighbour_names() -> None:
    [suggestion] = suggested(newsroom(fire_one={"events": ("rope-works-fire",)}))
    assert suggestion.events == ("rope-works-fire",)
    both = newsroom(fire_one={"events": ("rope-works-fire",)}, fire_other={"events": ("rope-works-fire",)})
    assert suggested(both) == ()


def test_what_an_editor_ruled_is_not_suggested_again() -> None:
    pair = (DocumentId("fire-one"), DocumentId("fire-other"))
    left = Decision("leave", documents=pair, field="events", value="one event")
    assert suggested(replace(newsroom(), decisions=(left,))) == ()
    refused = Decision("different", documents=pair[1:], event=EventId("rope-works-fire"))
    known = newsroom(fire_one={"events": ("rope-works-fire",)})
    assert suggested(replace(known, decisions=(refused,))) == ()


def test_a_document_that_does_not_report_an_event_is_not_asked_for_another_with_those_that_do() -> None:
    third = document("fire-third", language="en", text=FIRE_OTHER.replace("derelict", "old"), date="2024-03-06")
    known = newsroom(fire_one={"events": ("rope-works-fire",)})
    refusals = [
        Decision("different", (DocumentId(id),), event=EventId("rope-works-fire")) for id in ("fire-other", third.id)
    ]
    found = replace(archive(*known.documents.values(), third), decisions=tuple(refusals))
    assert [suggestion.documents for suggestion in suggested(found)] == [("fire-other", "fire-third")]


def test_documents_of_different_recorded_events_are_not_brought_together() -> None:
    third = document("fire-third", language="en", text=FIRE_OTHER.replace("derelict", "old"), date="2024-03-07")
    known = newsroom(fire_one={"events": ("rope-works-fire",)}, fire_other={"events": ("brigade-drill",)})
    [suggestion] = suggested(archive(*known.documents.values(), third))
    assert len(suggestion.events) == 1
    assert "fire-third" in suggestion.documents


def test_undated_documents_suggest_nothing() -> None:
    assert suggested(newsroom(fire_other={"date": ""})) == ()


NEWSROOM = newsroom()


@given(st.permutations(list(NEWSROOM.documents.values())))
def test_the_order_of_documents_decides_nothing(documents: list[Document]) -> None:
    found = archive(*documents)
    likenesses = find_likenesses(found, documents)
    assert suggest_events(found, likenesses) == suggested(NEWSROOM) != ()
    related = find_related(found, likenesses)
    assert related == find_related(NEWSROOM, find_likenesses(NEWSROOM, list(NEWSROOM.documents.values())))


def test_likeness_is_worth_less_with_every_day_and_nothing_after_a_fortnight() -> None:
    worth = [nearness(days) for days in range(20)]
    assert worth == sorted(worth, reverse=True)
    assert worth[0] == 1
    assert set(worth[15:]) == {0.0}
