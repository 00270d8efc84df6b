"""Spellings under which a printed word is to be found as well, where Pagefind 1.4 takes them for other words.

Pagefind folds no accents: `Lukaszenka` does not find `Łukaszenka`, nor `Istanbul` `İstanbul`. Its Arabic stemmer
takes the article off a word but not the `and` before it (`والجسر` is no `جسر` to it), and takes the first letter of
`وزير` for such an `and`, so that `الوزير` has another stem.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_WORD = re.compile(r"\w+")
_PLAIN = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ı": "i"}
    | {"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th"}
)
"""Letters that Unicode does not take apart into a plain one and a mark."""
_ARTICLE = re.compile(r"[وف]?(?:[بك]?ال|لل)(\w{3,})")
"""An Arabic word with its article, and what may be written together with it before: and, so, with, like, to."""
_LATIN = re.compile(r"[A-Za-z]")


def other_spellings(text: str) -> tuple[tuple[str, ...], ...]:
    """For each word of `text` that has any, once: the word as it is printed and its other spellings."""
    words = dict.fromkeys(_WORD.findall(unicodedata.normalize("NFC", text)))
    return tuple((word, *others) for word in words if (others := tuple(_others(word))))


def _others(word: str) -> Iterator[str]:
    if word.isascii():
        return
    if (plain := fold_latin(word)) != word:
        yield plain
    if article := _ARTICLE.fullmatch(word):
        yield from (one for one in (article[1], "ال" + article[1]) if one != word)


def fold_latin(word: str) -> str:
    """Latin letters without their marks, `Łódź` as `Lodz`; other scripts stay (`й` is no `и`)."""
    kept: list[str] = []
    latin = False
    for sign in unicodedata.normalize("NFD", word).translate(_PLAIN):
        if unicodedata.combining(sign):
            if latin:
                continue
        else:
            latin = bool(_LATIN.match(sign))
        kept.append(sign)
    return unicodedata.normalize("NFC", "".join(kept))
