"""Related coverage: what counts, in which order, with a reason that never says more than is known."""

from __future__ import annotations

import random
import statistics
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from test_permalinks import archive, document

from sitegen.links import Cluster, Related, Witness
from sitegen.model import Archive, Document, DocumentId, Event, EventId, Passage, Person, PersonId, Topic, TopicId
from sitegen.relate.epochs import MOST
from sitegen.relate.likeness import find_likenesses
from sitegen.relate.related import find_related
from sitegen.site.wording import ENGLISH_WORDS
from sitegen.store import open_store


def known(*documents: object) -> Archive:
    return replace(
        archive(*documents),  # type: ignore[arg-type]
        events={EventId("opening"): Event(EventId("opening"), "The opening of the bridge")},
        people={PersonId("jane-doe"): Person(PersonId("jane-doe"), "Jane Doe")},
        topics={TopicId("traffic"): Topic(TopicId("traffic"), "Traffic")},
    )


def related(found: Archive) -> Mapping[DocumentId, tuple[Related, ...]]:
    shown = [document for document in found.documents.values() if document.status != "withdrawn"]
    return find_related(found, find_likenesses(found, shown))


def said(found: Archive, id: str) -> list[tuple[str, str]]:
    return [(link.id, ENGLISH_WORDS.reason(link.reason)) for link in related(found)[DocumentId(id)]]


def test_an_event_counts_more_than_a_speaker_and_a_speaker_more_than_a_topic() -> None:
    found = known(
        document("a", events=("opening",), speakers=("jane-doe",), topics=("traffic",), date="2024-03-04"),
        document("by-topic", topics=("traffic",), date="2024-03-06"),
        document("by-speaker", speakers=("jane-doe",), date="2024-03-04"),
        document("by-event", events=("opening",)),
        document("alone"),
    )
    assert said(found, "a") == [
        ("by-event", "same event: The opening of the bridge"),
        ("by-speaker", "quotes Jane Doe too, same day"),
        ("by-topic", "same topic: Traffic, 2 days apart"),
    ]
    assert said(found, "alone") == []


def test_no_distance_is_told_between_dates_that_are_not_certain_days() -> None:
    found = known(
        document("a", speakers=("jane-doe",), date="2024-03-22"),
        document("b", speakers=("jane-doe",), date="2024-03~"),
        document("c", speakers=("jane-doe",), date="XXXX-03-22"),
    )
    assert {reason for _, reason in said(found, "a")} == {"quotes Jane Doe too"}


def test_a_printed_name_and_a_withdrawn_document_link_nothing() -> None:
    found = known(
        document("a", speakers=("A passer-by", "jane-doe")),
        document("b", speakers=("A passer-by",)),
        document("c", speakers=("jane-doe",), status="withdrawn"),
    )
    assert said(found, "a") == []


def test_at_most_five_whatever_the_order_of_the_documents() -> None:
    documents = [document(f"d{number}", topics=("traffic",), date=f"2024-03-{number + 1:02}") for number in range(9)]
    first = related(known(*documents))
    random.Random(1).shuffle(documents)
    again = related(known(*documents))
    assert dict(first) == dict(again)
    assert {len(links) for links in first.values()} == {5}


def test_copies_of_one_text_take_one_place_in_a_list() -> None:
    found = known(
        document("a", topics=("traffic",), speakers=("jane-doe",)),
        document("report", topics=("traffic",), speakers=("jane-doe",)),
        document("reprint", topics=("traffic",)),
        document("other", topics=("traffic",)),
    )
    copies = Cluster(
        DocumentId("report"), (Witness(DocumentId("reprint"), "reprint", 1.0, 0, 0, resemblance=1.0, containment=1.0),)
    )
    lists = find_related(found, find_likenesses(found, [*found.documents.values()]), clusters=[copies])
    assert [link.id for link in lists[DocumentId("a")]] == ["report", "other"]
    assert [link.id for link in lists[DocumentId("reprint")]] == ["a", "other"]


def test_most_new_documents_come_into_the_lists_of_their_event_and_change_no_others() -> None:
    chance = random.Random(8)
    words = ["".join(chance.choices("abdefgiklmnoprstu", k=6)) for _ in range(2000)]
    common = [1 / (rank + 5) for rank in range(len(words))]
    reports = []
    for number in range(450):
        subject = words[number // 3 * 7 :][:8]
        text = " ".join([*subject, *chance.choices(words, common, k=60)])
        reports.append(document(f"d{number:03}", language="en", text=text, date=f"2024-03-{number // 3 % 28 + 1:02}"))
    after, changed = related(archive(*reports)), []
    for new in reports[40::91]:
        before = related(archive(*(one for one in reports if one is not new)))
        touched = {id for id, links in after.items() if new.id in {link.id for link in links}}
        others = before.keys() - touched
        assert len(touched) >= 2
        changed.append(sum(before[id] != after[id] for id in others))
    assert statistics.median(changed) < 0.01 * len(reports)
    assert max(changed) < 0.1 * len(reports)  # a word became a common one


def test_documents_that_have_nothing_but_numbers_in_common_are_told_to_be_alike() -> None:
    results = "12 14 17 21 23 26 31 33 38 41 47 52"
    found = archive(*(document(id, date="2024-03-04", text=f"{id} {results}") for id in ("north", "south")))
    assert said(found, "north") == [("south", "much the same words, same day")]


@settings(max_examples=20)
@given(st.lists(st.text("bdfgk", min_size=4, max_size=6), min_size=1, max_size=30), st.integers(0, 40))
def test_a_document_whose_words_no_other_has_changes_no_list(strange: list[str], place: int) -> None:
    chance = random.Random(3)
    words = ["".join(chance.choices("aeilmnorst", k=5)) for _ in range(60)]
    reports = [
        document(f"d{number:02}", language="en", text=" ".join(chance.choices(words, k=40)), date="2024-03-04")
        for number in range(40)
    ]
    new = document("new", language="en", text=" ".join(strange), date="2024-03-04")
    before, after = related(archive(*reports)), related(archive(*reports[:place], new, *reports[place:]))
    assert after == {**before, new.id: ()}
    assert any(before.values())


WORDS = ["".join(random.Random(number).choices("abdefgiklmnoprstu", k=6)) for number in range(300)]
COMMON = [1 / (rank + 5) for rank in range(len(WORDS))]


def press(seed: int) -> list[Document]:
    """Reports of two years that lie far apart, more than one epoch holds."""
    chance = random.Random(seed)
    return [
        document(
            f"d{number:04}",
            language="en",
            text=" ".join(chance.choices(WORDS, COMMON, k=12)),
            date=f"{2013 if number % 2 else 2020}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        )
        for number in range(MOST + 100)
    ]


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30), st.integers(1, 12), st.integers(0, 3))
def test_a_document_touches_no_list_of_another_epoch(text: list[str], month: int, seed: int) -> None:
    reports = press(seed)
    new = document("new", language="en", text=" ".join(text), date=f"2013-{month:02}-10")
    before, after = related(archive(*reports)), related(archive(new, *reports))
    far = [one.id for one in reports if one.date.startswith("2020")]
    assert {id: after[id] for id in far} == {id: before[id] for id in far}
    assert any(before[id] for id in far)


def test_what_is_kept_of_other_epochs_leads_to_what_is_worked_out_anew(tmp_path: Path) -> None:
    reports = press(1)
    for seed in (2, 3, 4):
        chance = random.Random(seed)
        changed = chance.randrange(len(reports))
        text = " ".join(chance.choices(WORDS, COMMON, k=12))
        reports[changed] = replace(
            reports[changed],
            passages=(Passage("paragraph", text),),
            date=chance.choice(("", "2013-05-06", "2021-01-02")),
        )
        found = archive(*reports)
        with open_store(tmp_path) as store:
            warm = find_likenesses(found, reports, store)
        assert warm == find_likenesses(found, reports[::-1])
