"""Every pattern takes time in proportion to the length of what it reads, whatever that is.

A pattern is tried on strings that are made from its own characters, repeated: what backtracking needs to go wrong.
Twice the length may cost twice the time; a pattern that takes four times as long, on any string, is named.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path

import pytest

import sitegen
from sitegen.drafts import Capture
from sitegen.intake.draft import draft_document, know_house
from sitegen.intake.markdown import format_body
from sitegen.intake.page_tree import parse_page
from sitegen.relate.speakers import find_attributions

LENGTHS = (500, 2_000)
"""A quadratic pattern takes 16 times as long for the second, a linear one four times."""
MOST_SECONDS = 0.005
"""For the longer string: less is fast enough for a text of any size that is read, whatever the growth."""
WORST_GROWTH = 9.0
BOUNDED = {
    "intake.dating_stamps._DATE_FIELD": "reads the words before a date in its line, `_LONGEST_LABEL` characters",
    "intake.house_signs._RIGHTS": "reads a name of the last lines, of 51 characters at most",
    "intake.head_lines._BETWEEN_NAMES": "reads a byline; white space is single there",
    "intake.head_lines._BY_END": "reads a byline; white space is single there",
    "intake.markdown_escapes._LINE_RULES": "in a table, and tried with `match` at the start of a line only",
    "intake.spacing._INLINE_LINK": "reads a paragraph; white space is single there",
    "records.fields.HOSTNAME": "tried with `fullmatch` on a whole value, where it is linear",
}
"""Patterns that may take longer, and what bounds what they read. `test_runs_of_a_sign` tries it on whole captures."""


def patterns() -> Iterator[tuple[str, re.Pattern[str], str]]:
    """Every compiled pattern of text in the program's modules, in tables too, by module and name, and how it is
    used: a search tries it everywhere, `match` at one place only, `fullmatch` in all ways to reach the end.
    """
    seen: set[int] = set()
    for found in pkgutil.walk_packages(sitegen.__path__, "sitegen."):
        if found.name == "sitegen.__main__":
            continue
        module = importlib.import_module(found.name)
        source = Path(module.__file__ or "").read_text(encoding="utf-8")
        for name, value in vars(module).items():
            for pattern in _inside(value, depth=3):
                if id(pattern) not in seen and isinstance(pattern.pattern, str):
                    seen.add(id(pattern))
                    uses = set(re.findall(rf"\b{name}\.(\w+)\(", source))
                    anchored = value is pattern and bool(uses) and uses <= {"match", "fullmatch"}
                    how = "search" if not anchored else "fullmatch" if "fullmatch" in uses else "match"
                    yield f"{found.name.removeprefix('sitegen.')}.{name}", pattern, how


def _inside(value: object, depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, tuple | list | frozenset | set):
        for one in value:
            yield from _inside(one, depth - 1)
    elif depth and isinstance(value, dict):
        for one in value.values():
            yield from _inside(one, depth - 1)
    elif depth and hasattr(value, "__slots__") and type(value).__module__.startswith("sitegen"):
        for slot in value.__slots__:
            yield from _inside(getattr(value, slot, None), depth - 1)


LITERAL = re.compile(r"(?<![\\(?\[])[A-Za-z0-9 <>\"'=/:;,.!#&@_-]{2,12}")


def attacks(pattern: str) -> Iterator[str]:
    """Short strings to be repeated: the pattern's own signs and words, and pairs of them with what separates words."""
    words = dict.fromkeys(word for word in LITERAL.findall(pattern))
    signs = dict.fromkeys(char for char in pattern if not char.isalnum() and char not in "\\?")
    classes = ["a", "A", "1", " ", "\n", "\t", ".", ",", "é", "“", '"', "-"]
    units = [*classes, *islice(signs, 8), *islice(words, 6)]
    yield from units
    yield from ("".join(pair) for pair in product(units[12:22], classes[:5]) if pair[0] != pair[1])
    yield from ("A a", "Aa ", "a. ", "1 a", "Aa Aa\n", "a\n\n")


def seconds(pattern: re.Pattern[str], text: str, how: str) -> float:
    start = time.process_time()
    if how == "search":
        for _ in pattern.finditer(text):
            pass
    else:
        getattr(pattern, how)(text)
    return time.process_time() - start


def grows_too_fast(pattern: re.Pattern[str], how: str = "search") -> str:
    """The string on which it does, with the figures; empty where there is none."""
    for unit in attacks(pattern.pattern):
        for ending in ("", "\x00"):
            long = unit * (LENGTHS[1] // len(unit)) + ending
            if (slow := seconds(pattern, long, how)) < MOST_SECONDS:
                continue
            short = unit * (LENGTHS[0] // len(unit)) + ending
            growth = min(seconds(pattern, long, how) / max(seconds(pattern, short, how), 1e-5) for _ in range(2))
            if growth > WORST_GROWTH:
                return (
                    f"{unit!r} repeated: {slow:.2f} s for {len(long)} characters, {growth:.0f} times that of a quarter"
                )
    return ""


def test_every_pattern_is_linear() -> None:
    found = list(patterns())
    assert len(found) > 150
    slow = {name: told for name, pattern, how in found if (told := grows_too_fast(pattern, how))}
    slow = {name: told for name, told in slow.items() if name not in BOUNDED}
    assert not slow, "\n".join(f"{name}: {told}" for name, told in slow.items())


@pytest.mark.parametrize("unit", [*" \t\xa01|=-_.’aA", "1,", "a.", "A ", "| ", " \n", "-=", "a'", "\n\n \n"])
def test_runs_of_a_sign_in_a_capture_take_time_by_their_length(unit: str) -> None:
    """In a byline, in a paragraph, in Markdown and in a page: ten times a linear reading's time for 50 000 of them."""
    run = unit * (50_000 // len(unit))
    raw = f"The mill wheel turns\n\nBy Jane Doe {run}x\n\nIt turned{run}on Friday.\n\n“It creaks,” said Jane Doe.{run}"
    start = time.process_time()
    draft = draft_document(Capture("seeds/a.txt", "0" * 64, "text", "utf-8", raw), know_house((), ()))
    format_body(draft.text, draft.blocks, draft.marks)
    find_attributions(draft.text)
    for page in (f"<p>{raw}</p>{run}<p {run}>a <a href='{run}'>b</a>", f"{run}<?xml {run}", f"<!--{run}<script>{run}"):
        parse_page(page)
    assert time.process_time() - start < 8


def test_a_pattern_that_is_not_linear_is_caught() -> None:
    for bad in (r"\s+$", r"[A-Z]\w*(?: [A-Z]\w*)* said", r"\w+@\w+", r"\s*(?:,|;)\s*"):
        assert grows_too_fast(re.compile(bad)), bad
