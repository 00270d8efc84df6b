"""What runs from right to left: languages, and names that must not carry the signs around them along."""

from __future__ import annotations

import re

_LANGUAGES = frozenset("ar arc ckb dv fa he ks nqo ps sd syr ug ur yi".split())
_SCRIPTS = frozenset("adlm arab hebr nkoo syrc thaa".split())
_LETTER = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
ISOLATE, END_ISOLATE = "\u2068", "\u2069"
"""Unicode's signs for words that are to be laid out by themselves, as HTML's `<bdi>` has them."""


def direction_of(language: str) -> str:
    """`rtl` of a language (BCP 47) that is written from right to left, else `ltr`."""
    code, *subtags = language.lower().split("-")
    return "rtl" if code in _LANGUAGES or _SCRIPTS.intersection(subtags) else "ltr"


def isolated(words: str) -> str:
    """A name or a title; one that has a letter from right to left is kept apart from the numbers and signs beside it.
    Such signs of its own, which may come without their other half, are dropped.
    """
    words = without_isolates(words)
    return f"{ISOLATE}{words}{END_ISOLATE}" if _LETTER.search(words) else words


def without_isolates(words: str) -> str:
    """The words alone, for files and clipboards."""
    return words.replace(ISOLATE, "").replace(END_ISOLATE, "") if ISOLATE in words or END_ISOLATE in words else words
