"""Passages that stand twice in one capture: copying accidents go, what was repeated on purpose stays."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from sitegen.intake.repeats import REASONS, find_repeats, find_running_heads

LONG = "The harbour office said on Monday that the ferry would sail again from the first of May."
SAID = "“We did not ask for it,” said the owner, “and we do not want it now.”"
REFRAIN = "We were told to wait, and so we waited, on the quay, in the rain."
OTHERS = ("The crew heard of it from a newspaper.", "It has eleven members.", "Two of them have left since.")


def found(*texts: str, captions: Sequence[int] = ()) -> dict[int, str]:
    gone = find_repeats(texts, frozenset(captions))
    assert set(gone.values()) <= REASONS.keys()
    return gone


@pytest.mark.parametrize("between", [OTHERS[:1], OTHERS], ids=len)
def test_a_paragraph_of_a_sentences_length_stands_once(between: tuple[str, ...]) -> None:
    assert found(LONG, *between, LONG) == {len(between) + 1: "repeated paragraph"}
    assert found(LONG, *between, f"  {LONG.upper()} ") == {len(between) + 1: "repeated paragraph"}


def test_a_paragraph_counts_as_long_from_twelve_words() -> None:
    twelve = "The ferry sails at noon, at three, at six and at nine"
    assert found(twelve, OTHERS[0], twelve) == {2: "repeated paragraph"}
    eleven = twelve.removesuffix(" nine")
    assert found(eleven, OTHERS[0], eleven) == {}


def test_short_lines_and_speech_may_return() -> None:
    assert found("Yes.", LONG, "Yes.", SAID, "No comment.", "Yes.") == {}


def test_a_sentence_that_comes_a_third_time_is_a_refrain_and_a_long_paragraph_is_not() -> None:
    assert found(REFRAIN, OTHERS[0], REFRAIN) == {2: "repeated paragraph"}
    assert found(REFRAIN, OTHERS[0], REFRAIN, OTHERS[1], REFRAIN) == {}
    assert found(*[REFRAIN] * 5) == {}
    paragraph = f"{REFRAIN} {LONG}"
    assert found(paragraph, OTHERS[0], paragraph, OTHERS[1], paragraph).keys() == {2, 4}


@pytest.mark.parametrize("divider", ["\t", " | "])
def test_rows_of_a_table_may_be_alike(divider: str) -> None:
    row = divider.join(["Monday to Friday from the first of May", "08:30, 11:30 and 17:30", "from the old quay only"])
    assert found(row, "Sundays and holidays", row) == {}
    line = row.replace(divider, " ", 1)
    assert found(line, "Sundays and holidays", line) == {2: "repeated paragraph"}


def test_stars_between_parts_are_no_repeats() -> None:
    assert found(LONG, "* * *", OTHERS[0], "* * *", OTHERS[1], "* * *") == {}


# --- captions ---------------------------------------------------------------------------------------------------------


def test_a_caption_stands_once_however_short() -> None:
    assert found("The ferry (Photo: A. Doe)", LONG, "The ferry (Photo: A. Doe)", captions=[0, 2]) == {
        2: "repeated caption"
    }
    assert found("The ferry (Photo: A. Doe)", LONG, "The ferry (Photo: A. Doe)") == {}


def test_a_caption_in_another_spelling_goes_near_the_first_and_stays_far_from_it() -> None:
    caption, spelt = "Captain Aleksandra Vinter on the quay on Sunday", "Captain Alexandra Vinter on the quay on Sunday"
    assert found(caption, spelt, LONG, captions=[0, 1]) == {1: "repeated caption"}
    four = [f"{name} came." for name in ("Ann", "Bo", "Cy", "Di")]
    assert found(caption, *four[:3], spelt, captions=[0, 4]) == {4: "repeated caption"}
    assert found(caption, *four, spelt, captions=[0, 5]) == {}
    assert found(caption, *four, caption, captions=[0, 5]) == {5: "repeated caption"}
    assert found(caption, "Captain Vinter at home", LONG, captions=[0, 1]) == {}


# --- several paragraphs -----------------------------------------------------------------------------------------------


def test_paragraphs_that_return_in_their_order_are_one_passage() -> None:
    passage = (LONG, "It has been closed for two years, and the crew was paid for one of them.", OTHERS[0] + OTHERS[1])
    assert found(*passage, OTHERS[2], *passage) == dict.fromkeys((4, 5, 6), "repeated passage")
    assert found(*passage, *passage, *passage) == dict.fromkeys(range(3, 9), "repeated passage")


def test_verse_that_returns_stays() -> None:
    verse = [f"{number} bottles of beer on the wall, and one is for me" for number in ("Nine", "Eight", "Seven", "Six")]
    short = [line.removesuffix(", and one is for me") for line in verse] * 2
    assert found(*short, OTHERS[0], *short) == {}


# --- nearly the same --------------------------------------------------------------------------------------------------

SCANNED = (
    "The harbour authority announced yesterday that the passenger service between Alderholm and Dunmere would not "
    "continue throughout the winter, because the shipping company had given notice."
)


@pytest.mark.parametrize(
    "again",
    [
        SCANNED.replace("harbour", "harbor").replace("Alderholm", "Alderholrn"),
        SCANNED.replace(",", "").replace("passenger", "passen-ger"),
    ],
)
def test_a_long_paragraph_that_was_read_twice_by_a_scanner_stands_once(again: str) -> None:
    assert found(SCANNED, OTHERS[0], again) == {2: "repeated paragraph"}


@pytest.mark.parametrize(
    "again",
    [
        SCANNED.replace("Dunmere", "Kinvara"),
        SCANNED.replace("because", "although"),
        SCANNED.replace("the winter", "the 12 winters"),
        " ".join(SCANNED.split()[:20]),
    ],
)
def test_another_name_number_or_length_makes_another_statement(again: str) -> None:
    assert found(SCANNED, OTHERS[0], again) == {}


def test_running_heads_stand_beside_numbers_that_grow() -> None:
    heads = ["14 HARBOUR & QUAY June 2009", "A page.", "HARBOUR & QUAY June 2009 15", "16 Harbour & Quay June 2009"]
    assert find_running_heads(heads) == {0, 2, 3}
    assert not find_running_heads(["2 cups of white sugar", "3 cups of white sugar", "Part 1", "Part 2"])
    assert not find_running_heads(["The Long Way Home 9", "The Long Way Home 3"])
