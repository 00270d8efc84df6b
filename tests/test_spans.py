"""Paragraphs and quoted stretches."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.relate.reading import read_paragraph
from sitegen.relate.spans import find_paragraphs, find_stretches


def stretches(text: str) -> list[str]:
    return [text[found.start : found.end] for found in find_stretches(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('She said "no" and "never".', ['"no"', '"never"']),
        ("She said “no” and “never”.", ["“no”", "“never”"]),
        ("«Non», dit-elle.", ["«Non»"]),
        ("„Nein“, sagte sie. „Nie.“", ["„Nein“", "„Nie.“"]),
        ("»Nein«, sagte sie.", ["»Nein«"]),
        ("''No,'' she said.", ["''No,''"]),
        ("``No,'' she said.", ["``No,''"]),
        ("‘No,’ she said.", ["‘No,’"]),
        ("'I don't know,' she said. 'It's the dogs' home.'", ["'I don't know,'", "'It's the dogs' home.'"]),
        ("“They call it ‘peace’ now,” she said.", ["“They call it ‘peace’ now,”"]),
        ('"They call it “peace” now," she said.', ['"They call it “peace” now,"']),
        ("The '90s were rock 'n' roll, the dogs' years.", []),
        ('A 6\'2" man with a 12" knife.', []),
        ('The "bridge', []),
    ],
)
def test_stretches(text: str, expected: list[str]) -> None:
    assert stretches(text) == expected


def test_a_stretch_left_open_runs_to_the_end_of_its_paragraph() -> None:
    text = "She began: “We shall see what the council makes of it."
    [found] = find_stretches(text, 0, len(text))
    assert (text[found.start : found.end], found.closed) == ("“We shall see what the council makes of it.", False)


def test_a_stray_mark_before_a_quotation_is_given_up() -> None:
    text = 'It is 6" wide. "We shall see," she said.'
    assert stretches(text) == ['"We shall see,"']


def test_paragraphs_by_single_or_double_line_breaks() -> None:
    text = "  One.\nTwo. \n\n\n Three.\r\n"
    assert [text[start:end] for start, end in find_paragraphs(text)] == ["One.", "Two.", "Three."]


@given(st.text(alphabet="ab .,\n\"'“”‘’«»„`5", max_size=80))
def test_stretches_lie_in_order_within_the_paragraph(text: str) -> None:
    for start, end in find_paragraphs(text):
        position = start
        for found in find_stretches(text, start, end):
            assert position <= found.start < found.end <= end
            position = found.end


@given(st.text(alphabet=st.sampled_from("aZé½中 ,.-'’&:3\t_")) | st.text(alphabet=st.sampled_from("adel sthr.-'")))
@settings(deadline=None)
def test_words_between_spaces_are_read_as_words_between_other_white_space(text: str) -> None:
    """Most words stand between two spaces and are read without a pattern, which only saves time."""
    assert read_paragraph(text, 0, len(text), ()) == read_paragraph(
        text.replace(" ", "\N{NO-BREAK SPACE}"), 0, len(text), ()
    )
