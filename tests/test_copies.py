"""Witnesses of one text, passages in common, and where versions differ."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import make_archive, make_document

from sitegen.links import Links
from sitegen.model import Decision, Document, DocumentId, OutletId, Passage
from sitegen.relate.differences import find_differences
from sitegen.relate.duplicates import find_clusters
from sitegen.relate.overlap import measure_overlap, shingle
from sitegen.relate.passages import find_shared_passages
from sitegen.relate.shingles import WordPlaces, checksum_words, cut_words, find_words
from sitegen.relate.speakers import find_attributions
from sitegen.relate.texts import Texts
from sitegen.site.render import load_theme
from sitegen.site.versions import gather_versions, shared_with
from sitegen.site.view import Site, gather_site, list_once

CASES = Path(__file__).parent / "cases" / "copies"
STORY = (
    "The lock at Hollin Ferry will stay shut for another winter, the canal board said on Tuesday, after divers found "
    "that the lower gate had come off its hinge during the flood of last week.\n\nBoats can pass only as far as the "
    "mill basin, and forty families above it have been told to expect no coal before March.\n\nA meeting will be held "
    "in the chapel on Thursday evening."
)
SPEECH = (
    "The chairwoman told a crowd in the school that the town must sell the wharf house, which has been empty since the "
    "fire, and nobody spoke against her in the hall, although outside two brothers called the plan a swindle and asked "
    "whether a museum could not be made of it before the ninth of December."
)
BAND = (
    "The brass band of the upper school played on under its tarpaulin while six thousand visitors walked from boat to "
    "boat, and first prize went to three sisters from Tarnworth who had painted theirs in four nights without sleep."
)
CHANGED = STORY.replace("forty", "fifty").replace("will stay shut for another winter", "may yet open before Christmas")


def document(id: str, text: str, outlet: str = "", date: str = "") -> Document:
    return make_document(id, id, text, outlet=OutletId(outlet) if outlet else None, date=date)


def read_case(path: Path) -> tuple[list[Document], list[str]]:
    """The documents of a case and what is expected of them, a line each."""
    head, *parts = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert head.strip(), f"{path.name}: its first line says what it is about"
    parts[-1], _, told = parts[-1].partition("\n=> ")
    documents = []
    for part in parts:
        line, _, text = part.partition("\n")
        id, outlet, date = (cell.strip() for cell in line.split("|"))
        documents.append(document(id, text, outlet, date))
    return documents, told.strip().split("\n=> ")


@pytest.mark.parametrize("path", sorted(CASES.glob("*.md")), ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    documents, told = read_case(path)
    clusters = find_clusters(Texts(documents))
    said = {one.id: find_attributions(one.text) for one in documents}
    found = [f"{c.base}: " + ", ".join(f"{w.document} {w.relation}" for w in c.witnesses) for c in clusters] or ["none"]
    passages = find_shared_passages(Texts(documents), clusters, said)
    found += [f"shared: {one.one} {one.other} {one.words} words" for one in passages if not one.quoted]
    assert found == told


def test_a_quotation_that_both_print_is_no_passage() -> None:
    quoted = (
        '"I would rather sell a house that nobody lives in than lose a canal that forty families live on," Ada Thorn'
    )
    one = document("a", f"The vote will be close. {quoted} said in the school.", "x")
    other = document("b", f"Sixty thousand is a lot. {quoted} told a crowd on Thursday.", "y")
    said = {one.id: find_attributions(one.text), other.id: find_attributions(other.text)}
    assert [(p.words, p.quoted) for p in find_shared_passages(Texts([one, other]), (), said)] == [(21, True)]
    assert [p.quoted for p in find_shared_passages(Texts([one, other]))] == [False]


def ruling(kind: str, *ids: str) -> Decision:
    return Decision(kind, tuple(DocumentId(id) for id in ids))


def test_rulings_win_over_the_measure() -> None:
    texts = [document("a", STORY), document("b", CHANGED), document("c", "Nothing of the kind was ever said here.")]
    assert [c.base for c in find_clusters(Texts(texts))] == ["a"]
    for kind in ("different", "unsure"):
        assert find_clusters(Texts(texts), [ruling(kind, "b", "a")]) == ()
    [cluster] = find_clusters(Texts(texts), [ruling("same", "c", "b"), ruling("same", "gone", "b")])
    assert {cluster.base, *(one.document for one in cluster.witnesses)} == {"a", "b", "c"}


def test_what_is_ruled_different_does_not_come_together_through_a_third() -> None:
    texts = [document("a", STORY), document("b", STORY), document("c", CHANGED)]
    [cluster] = find_clusters(Texts(texts), [ruling("different", "b", "c")])
    assert [cluster.base, *(one.document for one in cluster.witnesses)] == ["a", "b"]


TEXTS = st.lists(
    st.lists(
        st.sampled_from([*STORY.split("\n\n"), *CHANGED.split("\n\n"), "Rain.", "Fog is no argument."]), max_size=4
    ),
    max_size=7,
).map(lambda texts: [document(f"d{n}", "\n\n".join(text), "xyz"[n % 3]) for n, text in enumerate(texts)])


@settings(deadline=None)
@given(TEXTS.flatmap(lambda texts: st.tuples(st.just(texts), st.permutations(texts))))
def test_the_order_of_documents_does_not_matter(orders: tuple[list[Document], list[Document]]) -> None:
    one, other = orders
    clusters = find_clusters(Texts(one))
    assert clusters == find_clusters(Texts(other))
    assert find_shared_passages(Texts(one), clusters) == find_shared_passages(Texts(other), clusters)
    members = [id for c in clusters for id in (c.base, *(w.document for w in c.witnesses))]
    assert len(members) == len(set(members))


@settings(deadline=None)
@given(TEXTS)
def test_shared_passages_are_the_same_words_in_different_texts(documents: list[Document]) -> None:
    by_id = {one.id: one for one in documents}
    for p in find_shared_passages(Texts(documents)):
        words = cut_words(by_id[p.one].text[p.start : p.end])
        assert words == cut_words(by_id[p.other].text[p.other_start : p.other_end])
        assert len(words) == p.words and p.one < p.other


def test_a_new_document_touches_only_its_own_cluster() -> None:
    known = [document("a", STORY), document("b", CHANGED), document("x", "Fog is no argument. " * 9)]
    before = find_clusters(Texts(known))
    after = find_clusters(Texts([*known, document("m", STORY.upper())]))
    assert [w for w in after[0].witnesses if w.document != "m"] == list(before[0].witnesses)
    unrelated = document(
        "n", "Sixteen herons were counted on the old crane by the harbour master and his two daughters."
    )
    assert find_clusters(Texts([document("a", STORY), document("b", CHANGED), unrelated])) == before


@given(st.text(), st.text())
def test_measures_are_symmetric_and_shares(one: str, other: str) -> None:
    a, b = shingle(cut_words(one)), shingle(cut_words(other))
    measured = measure_overlap(a, b)
    if len(a.words) != len(b.words):
        assert measured == measure_overlap(b, a)
    assert all(0 <= share <= 1 for share in (measured.resemblance, measured.containment, measured.coverage))


@given(
    st.text()
    | st.text("ßİŉΣabc ก我12_ \n“—é")
    | st.lists(st.sampled_from(["a", "Ab,", "“é”", "我", " "])).map(" ".join)
)
def test_every_word_has_its_place_and_its_checksum(text: str) -> None:
    places = find_words(text)
    assert len(cut_words(text)) == len(places)
    assert [WordPlaces(text)[number] for number in range(len(places))] == places
    assert [*checksum_words(text)] == [crc32(word.encode()) for word in cut_words(text)]


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_differences_lose_no_word(some: list[Document], others: list[Document]) -> None:
    for one, other in zip(some, others, strict=False):
        rows = find_differences(one, other)
        assert rows is not None
        for row in rows:
            for start, text, words in (
                (row.start, one.text, "".join(words for words, _ in row.one)),
                (row.other_start, other.text, "".join(words for words, _ in row.other)),
            ):
                assert text[start : start + len(words)] == words
            same, other_same = (
                [cut_words(words) for words, how in side if how == "same"] for side in (row.one, row.other)
            )
            assert same == other_same
            for side, text in ((row.one, other.text), (row.other, one.text)):
                held = f" {' '.join(cut_words(text))} "
                assert all(f" {' '.join(cut_words(words))} " in held for words, how in side if how == "moved")
        more = sum(len(cut_words(words)) for row in rows for words, _ in row.one)
        more -= sum(len(cut_words(words)) for row in rows for words, _ in row.other)
        assert more == len(cut_words(one.text)) - len(cut_words(other.text))


def test_a_paragraph_that_was_moved_is_neither_left_out_nor_added() -> None:
    first, second, third = STORY.split("\n\n")
    one, other = (
        document("one", STORY, date="2024-05-01"),
        document("other", f"{second}\n\n{third}\n\n{first} Who pays?"),
    )
    rows = find_differences(one, other)
    assert rows and {how for row in rows for _, how in row.one} == {"same", "moved"}
    assert [words.strip() for row in rows for words, how in row.other if how == "only"] == ["Who pays?"]
    [cluster] = find_clusters(Texts([one, other]))
    assert [(w.added, w.missing) for w in cluster.witnesses] == [(2, 0)]


def test_hostile_texts_take_time_in_proportion() -> None:
    started = time.process_time()
    texts = [document(id, "") for id in "abcd"]
    long = [" ".join(f"w{n * k}" for n in range(400_000)) for k in (1, 1, 7)] + ["a b " * 400_000]
    clusters = find_clusters(
        Texts(replace(one, passages=(Passage("paragraph", text),)) for one, text in zip(texts, long, strict=True))
    )
    assert [(c.base, [w.document for w in c.witnesses]) for c in clusters] == [("a", ["b"])]
    assert time.process_time() - started < 40


# --- pages ------------------------------------------------------------------------------------------------------------


def site_of(*documents: Document, decisions: tuple[Decision, ...] = ()) -> Site:
    archive = replace(
        make_archive(), documents=MappingProxyType({one.id: one for one in documents}), decisions=decisions
    )
    clusters = find_clusters(Texts(documents), decisions)
    links = Links(
        MappingProxyType({}),
        MappingProxyType({}),
        clusters=clusters,
        passages=find_shared_passages(Texts(documents), clusters),
    )
    return gather_site(archive, links, load_theme())


def test_lists_show_a_text_once_and_say_where_else_it_stands() -> None:
    wire = document("wire", STORY, "harbour-board", "2024-05-01")
    courier = document("courier", STORY, "merrow-herald", "2024-05-02")
    site = site_of(wire, courier, document("other", "Fog is no argument.", "merrow-herald"))
    assert [entry.id for entry in list_once(site, site.documents)] == ["wire", "other"]
    assert [entry.id for entry in list_once(site, [courier])] == ["courier"]
    assert [link.text for link in site.entries[wire.id].also] == ["The Merrow Herald"]


def test_a_page_says_how_its_version_differs_from_the_base() -> None:
    wire, courier = document("wire", STORY, date="2024-05-01"), document("courier", CHANGED, date="2024-05-02")
    site = site_of(wire, courier)
    base, version = gather_versions(site, wire), gather_versions(site, courier)
    assert base and version and version.base
    assert base.base is None and base.rows == ()
    assert [one.entry.id for one in base.others] == ["courier"]
    assert (
        version.base.how
        == base.others[0].how
        == "changed version, 90 % the same words: 6 words added, 7 words left out"
    )
    assert [row.paragraph for row in version.rows] == [1, 2]
    assert [text.strip() for text, how in version.rows[1].own if how == "only"] == ["fifty"]


def test_of_a_part_the_words_tell_and_a_side_without_words_stands_in_no_paragraph() -> None:
    part = document("part", STORY.rsplit("\n\n", 1)[0].split("\n\n", 1)[1], date="2024-05-02")
    site = site_of(document("whole", STORY, date="2024-05-01"), part)
    versions = gather_versions(site, part)
    assert versions and versions.base and versions.dated
    assert versions.base.how == "excerpt: 46 words left out"
    assert [(row.base_paragraph, row.paragraph) for row in versions.rows] == [(1, None), (3, None)]
    undated = site_of(document("one", STORY), document("other", CHANGED))
    versions = gather_versions(undated, undated.archive.documents[DocumentId("other")])
    assert versions and versions.base and not versions.dated, "nobody knows which is earlier"


def test_copies_are_named_so_that_they_can_be_told_apart() -> None:
    site = site_of(
        document("wire", STORY, "harbour-board", "2024-05-01"),
        document("early", STORY, "merrow-herald", "2024-05-02"),
        document("late", STORY, "merrow-herald", "2024-05-03"),
        document("From a drawer", STORY),
    )
    assert [link.text for link in site.entries[DocumentId("wire")].also] == [
        "The Merrow Herald, 2 May 2024",
        "The Merrow Herald, 3 May 2024",
        "From a drawer",
    ]
    assert [link.text for link in site.entries[DocumentId("late")].also] == [
        "Harbour Board of Merrow",
        "another version, 2 May 2024",
        "From a drawer",
    ]


def test_a_translation_that_an_editor_ruled_to_be_the_same_is_not_compared_word_by_word() -> None:
    one = replace(document("lock", STORY, date="2024-05-01"), language="en-GB")
    other = replace(document("schleuse", "Die Schleuse bleibt noch einen Winter zu.", date="2024-05-02"), language="de")
    site = site_of(one, other, decisions=(ruling("same", "lock", "schleuse"),))
    versions = gather_versions(site, other)
    assert versions and versions.base and versions.base.how == "version in another language" and versions.rows == ()


def test_what_dozens_print_is_listed_whole_on_the_page_of_the_base_only() -> None:
    copies = [document(f"copy-{day:02}", STORY, date=f"2024-05-{day:02}") for day in range(1, 31)]
    site = site_of(*copies)
    base, last = gather_versions(site, copies[0]), gather_versions(site, copies[-1])
    assert base and (len(base.others), base.more) == (29, 0)
    assert last and last.base and last.base.entry.id == "copy-01"
    assert (last.others[0].entry.id, len(last.others) + last.more) == ("copy-02", 28)
    assert 0 < len(last.others) < 28
    line = site.entries[copies[-1].id]
    assert len(line.also) > 0 and len(line.also) + line.also_more == 29


def test_what_an_editor_is_not_sure_of_is_shown_as_possible() -> None:
    unsure = (ruling("unsure", "a", "b"),)
    site = site_of(document("a", STORY), document("b", STORY), decisions=unsure)
    versions = gather_versions(site, site.archive.documents[DocumentId("a")])
    assert versions and [one.entry.id for one in versions.possible] == ["b"] and versions.base is None


def test_a_passage_takes_no_few_words_along_from_another_paragraph() -> None:
    shared = STORY.split("\n\n")[0]
    one = document("a", f"Rain fell, she said.\n\n{shared}\n\nA meeting {SPEECH}", "x")
    other = document("b", f"Fog is no argument, she said.\n\n{shared}\n\nA meeting {BAND}", "y")
    [passage] = find_shared_passages(Texts([one, other]))
    assert one.text[passage.start : passage.end] == other.text[passage.other_start : passage.other_end]
    assert f"{one.text[passage.start : passage.end]}." == shared
    assert passage.words == len(cut_words(shared))


def test_a_shared_passage_leads_to_its_paragraph_in_the_other_document() -> None:
    shared = STORY.split("\n\n")[0]
    one = document("a", f"Rain.\n\n{shared}\n\n{SPEECH}")
    other = document("b", f"Fog.\n\nMore fog.\n\n{shared} {BAND}")
    [link] = shared_with(site_of(one, other), one)[2]
    assert (link.entry.id, link.paragraph, link.relation) == ("b", 3, "a passage of 35 words")
