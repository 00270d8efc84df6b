"""Spellings under which a printed word is to be found as well, where Pagefind 1.4 takes them for other words.

Pagefind folds no accents: `Lukaszenka` does not find `Łukaszenka`, nor `Istanbul` `İstanbul`. Its Arabic stemmer
takes the article off a word but not the `and` before it (`والجسر` is no `جسر` to it), and takes the first letter of
`وزير` for such an `and`, so that `الوزير` has another stem. Of Hebrew it knows nothing, and `l’église` is
one word to it.
"""

from __future__ import annotations

import re
import unicodedata

_LETTERS = {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ı": "i"} | {
    "ß": "ss",
    "ẞ": "SS",
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "Œ": "OE",
    "þ": "th",
    "Þ": "Th",
}
"""Letters that Unicode does not take apart into a plain one and a mark."""
_MARKED = re.compile(
    r"([A-Za-zΑ-Ωα-ω])[\u0300-\u036f]+|([Ее])\u0308|([" + "".join(_LETTERS) + "])|[\u0300\u0301]"
    r"|[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]|[\u0610-\u061a\u0640\u064b-\u065f\u0670]"
)
"""In decomposed text: Latin and Greek letters with marks, `ё`, letters of the table, stress marks, vowel signs of
Hebrew and Arabic with its hamza and the stroke that only stretches a word. Other marks make another letter: `й` is no
`и`."""
_PLAIN = re.compile(r"[\x00-\x7f\u2010-\u2026]*")
"""Text that has nothing to fold, most often: typographic quotes and dashes are all that it has beside ASCII."""
_COMPOUNDS = (
    ("ل", re.compile(r"\b[وف]?(?:[بك]?ال|لل)(\w{3,})"), "ال"),
    ("ה", re.compile(r"\b[וש]?ה([א-ת]{3,})\b"), "ה"),
    ("'’", re.compile(r"\b[A-Za-z]+['’]([A-Za-z]{3,})\b"), ""),
)
"""A word, and its article, in what is written as one: Arabic and Hebrew with `and`, `so`, `that`, `with`, `like`, `to`
before them; `l’église`, `dell’acqua`. Each after the signs without one of which no text has any."""


def other_spellings(folded: str) -> tuple[tuple[str, ...], ...]:
    """For each word of a folded text that has any, once: the word, and without what is written with it."""
    found: dict[str, tuple[str, ...]] = {}
    for signs, pattern, article in _COMPOUNDS:
        for whole in pattern.finditer(folded) if any(sign in folded for sign in signs) else ():
            found[whole[0]] = tuple(dict.fromkeys(one for one in (whole[1], article + whole[1]) if one != whole[0]))
    return tuple((word, *others) for word, others in found.items())


def fold(text: str) -> str:
    """Without accents and vowel signs, `Łódź` as `Lodz`; spaces stay where they are. `search-engine.js` folds what is
    typed in the same way."""
    if _PLAIN.fullmatch(text):
        return text
    return unicodedata.normalize("NFC", _MARKED.sub(_plain_letter, unicodedata.normalize("NFD", text)))


def _plain_letter(found: re.Match[str]) -> str:
    return found[1] or found[2] or _LETTERS.get(found[0], "")
