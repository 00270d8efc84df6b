"""What two documents have in common, in words: phrases and names whole, nothing that every report says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_permalinks import document

from sitegen.relate.profiles import cut_stem
from sitegen.relate.telling import read_printed, tell_words


def told(words: str, one: str, other: str, headline: str = "", language: str = "en") -> list[str]:
    """What is told of two texts that share `words`, weightiest first; `headline`: of the first."""
    first = replace(document("one", text=one, language=language), title=headline)
    second = replace(document("other", text=other, language=language), title="")
    stems = [cut_stem(word) for word in words.split()]
    return [*tell_words(stems, read_printed(first, "en"), read_printed(second, "en"))]


COUNCIL = "The tram depot burned on Friday, Mayor Ada Voss said. Alder County will pay for the depot."


@pytest.mark.parametrize(
    ("words", "other", "expected"),
    [
        ("depot tram", "A tram depot is lost.", ["tram depot"]),
        ("depot tram", "The depot held every tram of the town.", ["depot", "tram"]),
        ("voss depot", "Nobody doubts Ada Voss about the depot.", ["Ada Voss", "depot"]),
        ("county", "He walked to Alder County by night.", ["Alder County"]),
        ("said friday burned", "It burned on Friday, he said.", ["burned"]),
        ("alder depot", "Alder and its depot.", ["depot", "Alder"]),
    ],
    ids=[
        "a phrase",
        "no phrase elsewhere",
        "a name in full",
        "a name of two",
        "what all reports say",
        "forms of a word",
    ],
)
def test_words_in_common_are_told_as_the_first_prints_them(words: str, other: str, expected: list[str]) -> None:
    assert told(words, COUNCIL, other) == expected


def test_a_headline_in_capitals_is_told_as_the_text_has_it() -> None:
    text = "Two ferries of Pell Line lie still."
    assert told("pell ferries strike", text, "Pell has ferries, and a strike.", "PELL FERRIES ON STRIKE") == [
        "Pell",
        "ferries",
        "STRIKE",
    ]


def test_one_word_in_two_forms_is_told_once() -> None:
    assert told("tax taxes", "A tax is a tax, and taxes are paid.", "Which tax, which taxes?") == ["tax"]


def test_words_with_signs_between_them_are_no_phrase() -> None:
    assert told("ferry bridge", "It was a ferry. Bridge plans came later.", "The ferry bridge.") == ["ferry", "Bridge"]


def test_commonest_words_tell_something_in_a_phrase_only() -> None:
    assert told("school high", "The high school waits.", "It waits, the high school.") == ["high school"]
    assert told("school high", "A school, high up.", "High and cold is the school.") == []


def test_where_nothing_parts_words_neighbouring_pairs_are_put_together() -> None:
    assert told("大桥 桥通 通车", "新的大桥通车了。", "大桥通车后，渡船停航。", language="zh") == ["大桥通车"]


RESCUE = "Rescuers heard the crew of the Alder, trapped since Friday. By dawn they brought all to Pell."


@pytest.mark.parametrize(
    ("words", "other", "expected"),
    [
        ("trapped crew pell", "A trapped man is no crew at Pell.", ["Pell", "crew", "trapped"]),
        ("rescue alder", "All rescuers call it Alder.", ["Alder", "Rescuers"]),
    ],
    ids=["a name, a noun, any other word", "a capital at a sentence's beginning makes no name"],
)
def test_names_tell_more_than_nouns_and_nouns_more_than_other_words(
    words: str, other: str, expected: list[str]
) -> None:
    assert told(words, RESCUE, other) == expected


def test_of_german_words_nouns_are_told() -> None:
    text = "Am Freitag entgleiste hinter Pell der Zug aus Orsa. Abonnieren kann man ihn nicht, und er bleibt liegen."
    other = "Wer den Zug abonnieren will, der bleibt zu Haus, auch wenn er entgleiste."
    assert told("bleibt abonni entgle zug", text, other, language="de") == ["Zug"]


LINES = st.lists(st.sampled_from("Ada Voss tram depot said the of Pell PELL tax taxes , . - 桥梁".split()), max_size=30)


@given(
    LINES,
    LINES,
    st.lists(st.sampled_from(["ada", "voss", "tram", "depot", "pell", "tax", "taxes", "桥梁"]), unique=True),
)
def test_all_that_is_told_stands_in_the_document(one: list[str], other: list[str], stems: list[str]) -> None:
    text = " ".join(one)
    found = told(" ".join(stems), text, " ".join(other))
    assert all(words in text for words in found) and len(set(found)) == len(found) <= len(stems)
