"""Editors' patterns: a star stands for any words, everything else for itself."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.wildcards import matches


@pytest.mark.parametrize(
    ("pattern", "line", "does"),
    [
        ("read * in our archive", "read the whole report in our archive", True),
        ("read * in our archive", "read it in our archives", False),
        ("follow us on *", "follow us on ", True),
        ("follow us on *", "please follow us on example", False),
        ("*newsletter*", "sign up for our newsletter today", True),
        ("price: 5 (five)", "price: 5 (five)", True),
        ("a.c", "abc", False),
        ("", "", True),
        ("", "x", False),
    ],
)
def test_a_star_stands_for_any_words(pattern: str, line: str, does: bool) -> None:
    assert matches(pattern, line) is does


@given(st.text("ab*", max_size=8), st.text("ab", max_size=12))
def test_it_agrees_with_the_regular_expression_of_the_same_meaning(pattern: str, line: str) -> None:
    meaning = ".*".join(map(re.escape, pattern.split("*")))
    assert matches(pattern, line) is bool(re.fullmatch(meaning, line))


@pytest.mark.parametrize(
    "pattern", ["*a" * 10_000 + "b", "*" + "a" * 19_990 + "b*", "*" + "a" * 9_000 + "ba" * 5_000 + "*"]
)
def test_no_pattern_takes_long(pattern: str) -> None:
    began = process_time()
    assert not matches(pattern, "a" * 5_000_000)
    assert process_time() - began < 1
