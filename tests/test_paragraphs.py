"""Paragraph addresses over edits: each stays with its own text or says that it is gone, and none is given twice."""

from __future__ import annotations

import random
from itertools import pairwise
from resource import RUSAGE_SELF, getrusage
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.model import Address
from sitegen.records.paragraphs import align_paragraphs, find_successors, fold

LEAD = "The ferry company will stop its night service in October, its director told the council of Alder on Monday."
REASON = "Fuel has become dear, she said, and on most nights the boat carries fewer people than it has crew."
ANSWER = "“Then let the town pay for the fuel,” answered Councillor Brandt, “as it pays for the lamps in the street.”"
VOTE = "The council will vote on the third of May; until then the boats keep to the winter timetable."
HISTORY = "Night boats have crossed the Alm since 1911, when the glassworks began to run in three shifts."
SHORT = "Nobody laughed."
ARTICLE = (LEAD, REASON, ANSWER, SHORT, VOTE, HISTORY)


def aligned(*rounds: tuple[str, ...]) -> dict[int, str | None]:
    """What stands at each address after the last of several versions of a document; None: gone."""
    addresses: tuple[Address, ...] = ()
    for texts in rounds:
        addresses = align_paragraphs(addresses, texts)
        assert align_paragraphs(addresses, texts) == addresses
        assert [one.text for one in addresses if one.live] == list(texts)
    return {one.number: one.text if one.live else None for one in sorted(addresses, key=lambda one: one.number)}


def test_a_first_version_is_numbered_in_order() -> None:
    assert aligned((LEAD, REASON, VOTE)) == {1: LEAD, 2: REASON, 3: VOTE}


def test_what_is_put_in_gets_a_number_of_its_own_and_moves_no_other() -> None:
    assert aligned((LEAD, VOTE), (LEAD, ANSWER, VOTE)) == {1: LEAD, 2: VOTE, 3: ANSWER}


def test_what_is_taken_out_is_gone_where_it_stood_and_its_number_is_not_given_again() -> None:
    addresses = align_paragraphs(align_paragraphs((), (LEAD, REASON, VOTE)), (LEAD, VOTE, HISTORY))
    assert addresses == (
        Address(1, True, LEAD),
        Address(2, False, REASON),
        Address(3, True, VOTE),
        Address(4, True, HISTORY),
    )


def test_taking_an_edit_back_gives_every_number_back() -> None:
    edited = (REASON, SHORT, "Another paragraph altogether stands here for a while.", HISTORY, LEAD)
    addresses = align_paragraphs(align_paragraphs((), ARTICLE), edited)
    back = align_paragraphs(addresses, ARTICLE)
    assert {one.number: one.text for one in back if one.live} == dict(enumerate(ARTICLE, 1))


def test_reworded_in_its_place_it_is_the_same_paragraph() -> None:
    reworded = "Fuel has become too dear, she said, and on most nights the old boat carries fewer people than crew."
    assert aligned((LEAD, REASON, VOTE), (LEAD, reworded, VOTE)) == {1: LEAD, 2: reworded, 3: VOTE}


def test_another_text_in_its_place_is_another_paragraph() -> None:
    assert aligned((LEAD, REASON, VOTE), (LEAD, HISTORY, VOTE)) == {1: LEAD, 2: None, 3: VOTE, 4: HISTORY}


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("Teh end came.", "The end came.", True),
        ("It was in 1911", "It was in 1911.", True),
        ("He said yes.", "He said no.", False),
        ("Nobody laughed.", "Somebody wept.", False),
        ("橋の開通は四月に延期された。", "橋の開通は五月に延期された。", True),
        ("橋の開通は四月に延期された。", "市長は何も言わなかった。", False),
        ("The mayor of Alder said that the bridge will open in May, as it was planned from the start of the works.",
         "The head of the works said that the mayor has no plan for the start of the ferry in that month.", False),
    ],
)  # fmt: skip
def test_slips_of_the_pen_are_told_from_other_words(old: str, new: str, same: bool) -> None:
    assert aligned((LEAD, old, VOTE), (LEAD, new, VOTE)) == (
        {1: LEAD, 2: new, 3: VOTE} if same else {1: LEAD, 2: None, 3: VOTE, 4: new}
    )


def test_a_moved_paragraph_takes_its_number_along() -> None:
    assert aligned(ARTICLE, (HISTORY, *ARTICLE[:-1])) == dict(enumerate(ARTICLE, 1))
    slip = HISTORY.replace("crossed the", "crossed")
    assert aligned(ARTICLE, (slip, *ARTICLE[:-1])) == {**dict(enumerate(ARTICLE, 1)), 6: slip}


def test_words_that_stand_twice_do_not_take_a_number_elsewhere() -> None:
    assert aligned((LEAD, SHORT, VOTE), (LEAD, VOTE, SHORT, HISTORY, SHORT)) == {
        1: LEAD, 2: None, 3: VOTE, 4: SHORT, 5: HISTORY, 6: SHORT,
    }  # fmt: skip


def test_of_a_split_paragraph_the_larger_part_keeps_the_number() -> None:
    whole = f"{SHORT} {LEAD}"
    assert aligned((REASON, whole, VOTE), (REASON, SHORT, LEAD, VOTE)) == {1: REASON, 2: LEAD, 3: VOTE, 4: SHORT}


def test_of_merged_paragraphs_the_larger_keeps_its_number_and_the_other_leads_to_it() -> None:
    addresses = align_paragraphs(align_paragraphs((), (LEAD, VOTE, HISTORY)), (LEAD, f"{VOTE} {HISTORY}"))
    assert [(one.number, one.live) for one in addresses] == [(1, True), (3, True), (2, False)] or [
        (one.number, one.live) for one in addresses
    ] == [(1, True), (2, True), (3, False)]
    (gone,) = (one for one in addresses if not one.live)
    (live,) = (one for one in addresses if one.live and one.number != 1)
    assert find_successors(addresses) == {gone.number: live.number}


def test_short_words_have_no_successor() -> None:
    addresses = (Address(1, True, f"{SHORT} {LEAD}"), Address(2, False, SHORT))
    assert find_successors(addresses) == {}


LINES = 100_000


def paragraph(at: int) -> str:
    return f"Lamp {at} of the {at % 977} on the quay was lit again on the evening of day {at % 31}."


@pytest.mark.parametrize("left", [LINES, 3], ids=["all gone", "three left"])
def test_a_record_with_very_many_removed_paragraphs_takes_no_time(left: int) -> None:
    """A hostile one of some megabytes: each of them was looked for in each of the others."""
    gone = tuple(Address(at, False, paragraph(at)) for at in range(1, LINES + 1))
    live = tuple(Address(LINES + at, True, f"{REASON} {paragraph(at)}") for at in range(1, left + 1))
    began = process_time()
    found = find_successors((*gone, *live))
    assert process_time() - began < 10
    assert found == ({} if left == LINES else {1: LINES + 1, 2: LINES + 2, 3: LINES + 3})


QUAY = [paragraph(at) for at in range(LINES)]
OTHER_ORDERS = {
    "reversed": (QUAY, QUAY[::-1]),
    "by turns": (QUAY[:2] * (LINES // 2), QUAY[1::-1] * (LINES // 2)),
    "other words": (QUAY, [f"{at} vans wait at depot {at % 37}, unpainted." for at in range(LINES)]),
}


@pytest.mark.parametrize(("before", "after"), OTHER_ORDERS.values(), ids=OTHER_ORDERS.keys())
def test_a_long_record_takes_neither_minutes_nor_gigabytes(before: list[str], after: list[str]) -> None:
    recorded = align_paragraphs((), before)
    began, most = process_time(), getrusage(RUSAGE_SELF).ru_maxrss
    addresses = align_paragraphs(recorded, after)
    assert process_time() - began < 30
    assert getrusage(RUSAGE_SELF).ru_maxrss - most < 500_000, "kilobytes"
    assert [one.text for one in addresses if one.live] == after
    assert len({one.number for one in addresses}) == len(addresses)
    kept = sum(one.number <= LINES for one in addresses if one.live)
    assert kept >= LINES - 1 if set(before) == set(after) else kept == 0


# --- any edits --------------------------------------------------------------------------------------------------------

WORDS = (
    "ferry council bridge river night boat crew mayor vote timetable fuel gravel lamp winter glass shift harbour fog "
    "library quotation kitchen sunday lorry orchard pier engine ticket ledger clerk tide"
).split()


def sentence(draw: random.Random, most: int = 30) -> str:
    return " ".join(draw.choice(WORDS) + str(draw.randrange(99)) for _ in range(draw.randint(5, most))) + "."


def edited(texts: list[str], draw: random.Random) -> list[str]:
    """One edit that a person might make."""
    texts, at = list(texts), draw.randrange(len(texts) or 1)
    match draw.choice(["insert", "delete", "move", "split", "merge", "reword", "copy"]) if texts else "insert":
        case "insert":
            texts.insert(at, sentence(draw))
        case "delete":
            del texts[at]
        case "move":
            texts.insert(draw.randrange(len(texts)), texts.pop(at))
        case "copy":
            texts.insert(draw.randrange(len(texts)), texts[at])
        case "split":
            words = texts[at].split()
            cut = draw.randint(1, max(len(words) - 1, 1))
            texts[at : at + 1] = [part for part in (" ".join(words[:cut]), " ".join(words[cut:])) if part]
        case "merge":
            texts[at : at + 2] = [" ".join(texts[at : at + 2])]
        case _:
            words = texts[at].split()
            words[draw.randrange(len(words))] = sentence(draw, 6)
            texts[at] = fold(" ".join(words))
    return texts


def in_common(one: str, other: str) -> float:
    """The share of words of the shorter text that the longer has too, order aside."""
    shorter, longer = sorted((one.split(), other.split()), key=len)
    return sum(word in longer for word in shorter) / max(len(shorter), 1)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 12))
def test_after_any_edits_every_address_stands_on_its_own_text_or_is_gone(seed: int, edits: int) -> None:
    draw = random.Random(seed)
    texts = [*ARTICLE, *(sentence(draw) for _ in range(draw.randint(0, 14)))]
    history = [align_paragraphs((), texts)]
    for _ in range(edits):
        texts = edited(texts, draw)
        history.append(align_paragraphs(history[-1], texts))
    for before, after in pairwise(history):
        then, now = ({one.number: one for one in addresses} for addresses in (before, after))
        assert then.keys() <= now.keys(), "an address was lost"
        assert len(now) == len(after), "a number stands twice"
        assert all(number > max(then, default=0) for number in now.keys() - then.keys()), "a number was given again"
        for number, one in then.items():
            other = now[number]
            assert other.text == one.text or (one.live and other.live and in_common(one.text, other.text) >= 0.6)
    assert [one.text for one in history[-1] if one.live] == texts


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32))
def test_any_one_edit_taken_back_leaves_every_address_as_it_was(seed: int) -> None:
    draw = random.Random(seed)
    texts = [*ARTICLE, *(sentence(draw) for _ in range(draw.randint(0, 14)))]
    before = align_paragraphs((), texts)
    other = edited(texts, draw)
    if len(set(other)) == len(other):  # of two paragraphs in the same words, either may be the one that goes
        after = align_paragraphs(align_paragraphs(before, other), texts)
        assert [one for one in after if one.live] == list(before)
