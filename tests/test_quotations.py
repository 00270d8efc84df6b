"""The same quotation in several documents, and what only looks like it."""

from __future__ import annotations

import time

import pytest
from eval.translations import CERTAIN, count_pairs, read_blocks
from hypothesis import given
from hypothesis import strategies as st

from sitegen.links import Quoted
from sitegen.model import DocumentId
from sitegen.relate.agreement import spoken_words
from sitegen.relate.quotations import COUNTED_LETTERS, cut_quotations, find_same_quotations, on_one_occasion
from sitegen.relate.speakers import find_attributions


def quoted(document: str, text: str, speaker: str = "ines-okafor", date: str = "2024-05-03", event: str = "") -> Quoted:
    return Quoted(DocumentId(document), 0, len(text), text, speaker, date, frozenset([event] if event else []))


BRIDGE = "“The bridge will open in May, whatever the council says.”"


@pytest.mark.parametrize(
    ("other", "relation"),
    [
        (quoted("b", "The bridge will open in May, whatever the council says."), "verbatim"),
        (quoted("b", "The bridge will open in May, whatever the city council says."), "altered"),
        (quoted("b", "The bridge will open in May."), "excerpt"),
        (quoted("b", "In May the bridge will be open, whatever the council may say."), "other words"),
        (quoted("b", "The bridge will open in May, whatever the council says.", date="2024-05-20"), "recurring"),
        (quoted("b", "The bridge will open in May, whatever the council says.", date="2019"), "recurring"),
        (quoted("b", "The bridge will open in May, whatever the council says.", date=""), "perhaps"),
        (quoted("b", "The bridge will open in May, whatever the council says.", date="2020/2030"), "perhaps"),
        (
            quoted("b", "The bridge will open in May, whatever the council says.", speaker="per-lindqvist"),
            "other speaker",
        ),
        (quoted("b", "The bridge will open in May, whatever they think.", date="2021-01-01"), "recurring"),
        (quoted("b", "The council has never said a word about the bridge."), None),
        (quoted("b", "Nobody believed us."), None),
        (quoted("b", "The bridge will open in May, said nobody.", speaker="per-lindqvist"), None),
    ],
)
def test_relation(other: Quoted, relation: str | None) -> None:
    found = [pair.relation for pair in find_same_quotations([quoted("a", BRIDGE), other])]
    assert found == ([relation] if relation else [])


def test_one_event_is_one_occasion_whatever_the_documents_dates() -> None:
    pair = [quoted("a", BRIDGE, event="opening"), quoted("b", BRIDGE, date="2024-09-01", event="opening")]
    assert [found.relation for found in find_same_quotations(pair)] == ["verbatim"]


def test_the_same_count_on_two_occasions_is_a_recurring_claim() -> None:
    pair = [
        quoted("a", "Yes, three tunnels were dug here."),
        quoted("b", "We dug three tunnels, and the fourth one up north.", date="2025-07-01"),
    ]
    assert [found.relation for found in find_same_quotations(pair)] == ["recurring"]


def test_what_anyone_counts_is_no_claim() -> None:
    pair = [quoted("a", "It took three years to build."), quoted("b", "I waited three years.", date="2025-07-01")]
    assert find_same_quotations(pair) == ()


def test_differences_tell_both_texts_word_by_word() -> None:
    other = quoted("b", "The bridge shall open in May, whatever the city council says.")
    [pair] = find_same_quotations([quoted("a", BRIDGE), other])
    assert " ".join(run.one for run in pair.differences if run.one) == BRIDGE
    assert " ".join(run.other for run in pair.differences if run.other) == other.text
    changed = [(run.one, run.other) for run in pair.differences if not run.same]
    assert ("", "city") in changed
    assert "will" in {one for one, _ in changed} and "shall" in {other for _, other in changed}


def test_within_one_document_only_repeated_words_count() -> None:
    text = "The bridge will open in May, whatever the council says."
    twice = [Quoted(DocumentId("a"), start, start + len(text), text, "ines-okafor", "2024") for start in (0, 200)]
    near = Quoted(DocumentId("a"), 400, 440, "The bridge will open in May, whatever they say.", "ines-okafor", "2024")
    assert [pair.relation for pair in find_same_quotations([*twice, near])] == ["verbatim"]


def test_quotations_are_cut_into_sentences_with_their_place() -> None:
    text = 'It rained. "It will open in May. Nobody believed us," Ines Okafor said. The works are late, she said.'
    cut = cut_quotations(DocumentId("a"), text, find_attributions(text), date="2024-05-03", events=["opening"])
    assert [(q.text, q.speaker, q.events) for q in cut] == [
        ('"It will open in May.', "Ines Okafor", frozenset({"opening"})),
        ('Nobody believed us,"', "Ines Okafor", frozenset({"opening"})),
    ]
    assert all(text[q.start : q.end] == q.text for q in cut)


def test_a_pronoun_that_the_text_leaves_open_is_no_speaker() -> None:
    text = '"We had no water for nine days after the storm," she said.'
    [said] = find_attributions(text)
    assert said.speaker == "she"
    assert cut_quotations(DocumentId("note"), text, [said]) == ()


def test_what_is_quoted_within_a_quotation_is_no_sentence_of_who_quotes_it() -> None:
    text = "“They were quiet. Officials are saying: ‘Nobody will come to your bridge’,” Ines Okafor said."
    cut = cut_quotations(DocumentId("a"), text, find_attributions(text))
    assert [(q.speaker, q.text) for q in cut] == [
        ("Ines Okafor", "“They were quiet."),
        ("Officials", "‘Nobody will come to your bridge’"),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The bridge will open in May, whatever they say.", "The bridge will not open in May, whatever they say."),
        ("We have steel until the end of March.", "We have steel until the end of January."),
    ],
)
def test_what_denies_or_counts_otherwise_is_never_certain(one: str, other: str) -> None:
    found = find_same_quotations([quoted("a", one), quoted("b", other)])
    assert {pair.relation for pair in found} <= {"perhaps"}


def test_translations_are_paired_and_hardly_anything_else() -> None:
    blocks = read_blocks()
    total = sum(bool(one) for block in blocks for one, _ in block)
    right, wrong = count_pairs(blocks, (*CERTAIN, "perhaps"))
    assert right >= 0.9 * total and right >= 0.95 * (right + wrong)
    right, wrong = count_pairs(blocks)
    assert right >= 0.8 * total and right >= 0.97 * (right + wrong)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2024-05-03", "2024-05-10", True),
        ("2024-05-03", "2024-05-20", False),
        ("2024-05-01/2024-05-10", "2024-05-20", True),
        ("2024-05-03", "2024", None),
        ("2024-05-03", "2019", False),
        ("2024-05-03", "XXXX-05-03", None),
        ("2024-05-03", "XXXX-11-03", False),
        ("2024-05-03", "", None),
        ("2024-05-03", "long ago", None),
    ],
)
def test_one_occasion(one: str, other: str, expected: bool | None) -> None:
    assert on_one_occasion(quoted("a", "x", date=one), quoted("b", "x", date=other)) is expected
    assert on_one_occasion(quoted("b", "x", date=other), quoted("a", "x", date=one)) is expected


SENTENCES = st.builds(
    quoted,
    st.sampled_from("abc"),
    st.lists(st.sampled_from("the bridge will open in may three tunnels never council".split()), max_size=9).map(
        " ".join
    ),
    st.sampled_from(["ines", "per"]),
    st.sampled_from(["", "2024-05-03", "2024-05-09", "2021"]),
)


@given(st.lists(SENTENCES, max_size=8).flatmap(lambda s: st.tuples(st.just(s), st.permutations(s))))
def test_order_does_not_matter_and_pairs_are_ordered(lists: tuple[list[Quoted], list[Quoted]]) -> None:
    one, other = lists
    pairs = find_same_quotations(one)
    assert pairs == find_same_quotations(other)
    assert all((pair.one.document, pair.one.start) <= (pair.other.document, pair.other.start) for pair in pairs)


def test_many_documents_are_not_compared_all_with_all() -> None:
    many = [
        quoted(f"d{i}", f"The number {i} bridge of street {i * 7} opens with {i * 13} guests and a band.")
        for i in range(4000)
    ]
    started = time.process_time()
    find_same_quotations(many)
    assert time.process_time() - started < 20


def test_one_speaker_with_few_words_is_not_compared_with_everything_ever_said() -> None:
    nouns = "bridge council budget river harbour school court road hospital energy".split()
    many = [
        quoted(
            f"d{i:04}", f"The {nouns[i % 10]} and the {nouns[i // 10 % 10]} wait for the {nouns[i // 100 % 10]} again"
        )
        for i in range(2000)
    ]
    started = time.process_time()
    found = find_same_quotations(many)
    assert time.process_time() - started < 10
    same = {(pair.one.document, pair.other.document) for pair in found if pair.relation == "verbatim"}
    assert same == {(f"d{i:04}", f"d{i + 1000:04}") for i in range(1000)}


@given(st.text("aeoE ’'-.,ßİО1_ñ"), st.text("aeoE ’'-.,ßİО1_ñ"))
def test_the_same_words_have_the_same_letters(one: str, other: str) -> None:
    """What is told apart by its letters alone was not said in the same words."""
    for text in (other, one.upper(), one.lower(), one.replace("'", "’"), one.replace(" ", "-")):
        if spoken_words(one) == spoken_words(text):
            first, second = one.casefold(), text.casefold()
            assert [*map(first.count, COUNTED_LETTERS)] == [*map(second.count, COUNTED_LETTERS)]
