"""Timed text, whatever stands in it. How it is read stands in cases/clean/timed.md."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sitegen.drafts import Capture
from sitegen.edits import apply_edits
from sitegen.intake.clean import clean
from sitegen.intake.timed_text import find_timed_units, is_timed

LINES = (
    "WEBVTT",
    "1",
    "00:00:01,000 --> 00:00:04,200",
    "00:00:03.500 --> 00:00:06.900 align:start",
    "0:03",
    "0:14",
    "(12:00)",
    "3 seconds",
    "[00:00:03] Welcome to the harbour debate.",
    "Helen Park 00:04",
    "<v Tom Reed>The kitchen is shut.</v>",
    "we caught<c> crabs</c> there",
    "- Good evening.",
    "Nobody minds.",
    "By Helen Park",
    ">> MAYOR: Thank you.",
    "",
    "<>",
    "-->",
)


@given(st.lists(st.sampled_from(LINES), max_size=25))
def test_edits_lead_from_any_timed_text_to_its_clean_text(lines: list[str]) -> None:
    raw = "\n".join(lines)
    cleaned = clean(Capture("seeds/a.vtt", "0" * 64, "text", "utf-8", raw))
    assert apply_edits(raw, cleaned.edits) == cleaned.text


@given(st.lists(st.sampled_from(LINES), max_size=25))
def test_the_units_of_timed_text_follow_one_another(lines: list[str]) -> None:
    raw = "\n".join(lines)
    units = find_timed_units(raw)
    assert bool(units) == is_timed(raw)
    assert all(unit.start < unit.end <= len(raw) for unit in units)
    assert all(one.end <= other.start for one, other in pairwise(units))


def test_a_line_of_broken_codes_below_few_words_ends_no_head_matter() -> None:
    """Found by fuzzing: what is said begins the text, even where it is no sentence."""
    raw = (
        "00:00:01,000 --> 00:00:04,200\nto the harbour debate.\n\n00:00:04,400 --> 0000\n\n"
        "where<00:00:02.400><c> the</c><00:00:02.800><c> clock</c><00:00:03.000><c> is</c><00:00:03.400><c> slow</c>\n"
        "00:00:04.000 --> 00:00:04.010 align:start\nThat is all for now. The harbour is back at five tomorrow."
    )
    text = clean(Capture("seeds/a.txt", "0" * 64, "text", "utf-8", raw)).text
    assert "to the harbour debate." in text
    assert "That is all for now." in text


def test_every_word_that_is_said_is_in_one_paragraph() -> None:
    said = [f"And then word{number} was spoken aloud by the harbour master." for number in range(40)]
    raw = "\n\n".join(f"{n}\n00:{n:02}:00,000 --> 00:{n:02}:09,000\n{words}" for n, words in enumerate(said))
    text = clean(Capture("seeds/a.srt", "0" * 64, "text", "utf-8", raw)).text
    assert text.split() == " ".join(said).split()
