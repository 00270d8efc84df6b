"""A shallow reading of a paragraph: one letter for the class of each word, so that rules can be patterns over classes.

This is finite-state reading in the manner of Abney's cascades ("Partial parsing via finite-state cascades", 1996),
without a grammar: words are looked up in the lists of `function_words`, `reporting_words` and `role_words`, capitals
show names, and a quotation counts as one word. The letters:

    N name            T title (President, Mr)   R noun for a person      C body that speaks   x other word   # number
    D determiner      P he, she, they           W who, which             S possessive 's      Y time         t that
    V reporting verb  v the same, or a noun     G saying, adding         e other verb         g other -ing
    B is, was, been   X has, would, must        A adverb                 O preposition        F of           & and, or
    u them, anyone    | but, while      q quotation               k one ending in ? ! …    Q one ending in a full stop
    L "according to" in one word (laut, selon)
    and the marks , . : ; ( ) -  with ~ for any other

Other languages have shorter lists (`language_words`); the patterns are the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sitegen.relate import function_words as fw
from sitegen.relate.language_words import LANGUAGES
from sitegen.relate.reporting_words import NOUN_LIKE, PARTICIPLES, REPORTING_FORMS
from sitegen.relate.role_words import COLLECTIVES, HONORIFICS, ORGANISATION_WORDS, ROLE_NOUNS
from sitegen.relate.spans import Stretch

TOKEN = re.compile(
    r"(?:[^\W\d_]-)?(?:[^\W\d_]\.){2,}"
    r"|-(?:t-)?(?:il|elle)s?\b"
    r"|[^\W\d_]+(?:(?:[-'’&](?!(?:s|d|ll|ve|re|m|(?:t-)?(?:il|elle)s?)\b)|/(?=[A-Z]))[^\W\d_]+)*"
    r"|['’](?:s|d|ll|ve|re|m)\b"
    r"|\d[\d.,:/]*\w*"
    r"|[^\w\s]"
)
"""A word or a sign."""
MARKS = {",": ",", ".": ".", "?": ".", "!": ".", "…": "~", ":": ":", ";": ";", "(": "(", ")": ")"} | {
    "[": "(",
    "]": ")",
    "–": "-",
    "—": "-",
    "-": "-",
    "―": "-",
}
_NEEDS_A_LOOK = fw.NAME_PARTICLES
"""Small words whose class depends on the word before."""
SENTENCE_AT_MOST = 300
"""Words after which a sentence is cut, so that no input makes rules look back without end."""
ENDS_SENTENCE = {",": "q", ".": "Q", "?": "k", "!": "k", "…": "k", "-": "k", "–": "k", "—": "k"}


def _lexicon() -> Mapping[str, str]:
    """The class of each listed word; the later list wins."""
    classes: dict[str, str] = {}
    for letter, listed in (
        ("e", fw.COMMON_VERBS),
        ("C", COLLECTIVES),
        ("V", frozenset(form for form in REPORTING_FORMS if not form.endswith("ing"))),
        ("G", PARTICIPLES),
        ("R", ROLE_NOUNS),
        ("v", (NOUN_LIKE & REPORTING_FORMS) - PARTICIPLES),
        ("Y", fw.TIMES),
        ("A", fw.ADVERBS),
        ("O", fw.PREPOSITIONS),
        ("|", fw.CONJUNCTIONS),
        ("&", fw.COORDINATORS - {"&"}),  # the sign is one like any other
        ("X", fw.AUXILIARIES),
        ("B", fw.PASSIVE_MAKERS),
        ("W", fw.RELATIVES),
        ("P", fw.PRONOUNS),
        ("D", fw.DETERMINERS),
        ("#", fw.NUMBERS),
        ("u", fw.OBJECT_PRONOUNS | fw.INDEFINITE),
    ):
        classes |= dict.fromkeys(listed, letter)
    return classes | {"of": "F", "that": "t"}


LEXICON = _lexicon()
Lexicon = Mapping[str, str]
"""The class of each listed word."""
LEXICONS: Mapping[str, Lexicon] = {"": LEXICON} | {
    language: {word: letter for letter, listed in classes.items() for word in listed}
    for language, classes in LANGUAGES.items()
}
"""By language; English has the empty name."""
STAYS_WHEN_CAPITAL = frozenset("DPBW|&tAFO#L")
OPENS_SENTENCE = frozenset("DPXBW|&tAFOVGYeRC#LT")


@dataclass(frozen=True, slots=True)
class Reading:
    """A paragraph as a row of words: `tags[i]` is the class of the word at `text[starts[i]:ends[i]]`."""

    start: int
    end: int
    tags: str
    words: tuple[str, ...]
    """In small letters."""
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    stretches: Mapping[int, Stretch]
    """The quoted stretch of each token that stands for one."""
    sentences: tuple[tuple[int, int], ...]
    """Half-open token ranges."""

    def sentence_of(self, token: int) -> tuple[int, int]:
        """The sentence that holds a token."""
        return self.sentences[bisect_left(self.sentences, (token + 1,)) - 1]


def span_of(reading: Reading, tokens: tuple[int, int]) -> tuple[int, int]:
    """Where a token range stands in the text."""
    return reading.starts[tokens[0]], reading.ends[tokens[1] - 1]


def read_paragraph(
    text: str, start: int, end: int, stretches: tuple[Stretch, ...], lexicon: Lexicon = LEXICON
) -> Reading:
    """Read `text[start:end]`, each of its quoted stretches as one word."""
    row = _Row(text, lexicon)
    quoted: dict[int, Stretch] = {}
    position = start
    for stretch in stretches:
        row.read(position, stretch.start)
        quoted[len(row.tags)] = stretch
        row.add(text[stretch.start : stretch.end], _class_of_quotation(text, stretch), stretch.start)
        position = stretch.end
    row.read(position, end)
    for token, stretch in quoted.items():
        if row.tags[token - 1 : token] == row.tags[token + 1 : token + 2] == ["N"] and _is_nickname(text, stretch):
            row.tags[token] = "N"
    tags, starts = "".join(row.tags), tuple(row.starts)
    return Reading(start, end, tags, tuple(row.words), starts, tuple(row.ends), quoted, _sentences(text, tags, starts))


def _class_of_quotation(text: str, stretch: Stretch) -> str:
    if not stretch.closed:
        return "Q"
    inner = text[stretch.start : stretch.end].rstrip("\"'”’»“` ")
    return ENDS_SENTENCE.get(inner[-1:], "q")


def _is_nickname(text: str, stretch: Stretch) -> bool:
    """One capitalised word, without a mark of its own: the "Bud" of `Ann "Bud" Lee`, read as a part of the name."""
    word = text[stretch.start : stretch.end].strip("\"'“”‘’„«»`")
    return stretch.closed and word.isalpha() and word[0].isupper()


class _Row:
    """The words of a paragraph, while it is read."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.words: list[str] = []
        self.tags: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def add(self, word: str, tag: str, start: int) -> None:
        """Put a word at the end of the row."""
        self.words.append(word.lower())
        self.tags.append(tag)
        self.starts.append(start)
        self.ends.append(start + len(word))

    def read(self, start: int, end: int) -> None:
        """Add the words of a stretch without quotations. No token goes over a space."""
        words, tags, starts, ends, lexicon = self.words, self.tags, self.starts, self.ends, self.lexicon
        here = start
        for piece in self.text[start:end].split(" "):
            after = here + len(piece)
            tag = lexicon.get(piece) or (_class_by_ending(piece) if piece.isalpha() and piece.islower() else None)
            if tag and piece not in _NEEDS_A_LOOK:  # most words, by far
                words.append(piece)
                tags.append(tag)
                starts.append(here)
                ends.append(after)
            elif piece.isalpha():
                self._add_word(piece, here)
            elif piece[-1:] in (",", ".") and piece[:-1].isalpha():
                self._add_word(piece[:-1], here)
                self._add_sign(piece[-1], after - 1)
            elif piece:
                for token in TOKEN.finditer(self.text, here, after):
                    self._add_token(token[0], token.start())
            here = after + 1

    def _add_token(self, token: str, here: int) -> None:
        """Add what `TOKEN` finds, and what is cut off from it."""
        first = token[0]
        if first.isalpha():
            self._add_word(token, here)
        elif first.isdigit():
            number = token.rstrip(".,:/")
            self.add(number, "#", here)
            if rest := token[len(number) :][:1]:
                self.add(rest, MARKS.get(rest, "~"), here + len(number))
        elif first in "'’":
            self.add(token, _class_of_apostrophe(token, self.text, here, self.tags), here)
        elif first == "-" and len(token) > 1:  # "-t-elle"
            joint = token.rindex("-") + 1
            self.add(token[joint:], "P", here + joint)
        else:
            self._add_sign(token, here)

    def _add_word(self, word: str, here: int) -> None:
        """Add a word that is to be looked at; before a name, a month or "for" may be a part of it."""
        tags = self.tags
        tag = _class_of_word(word, self.lexicon, tags)
        if tag == "N" and tags and tags[-1] in "YO":
            if tags[-1] == "Y" and _is_month_as_name(self.text[self.starts[-1] : self.ends[-1]], tags):
                tags[-1] = "N"
            elif tags[-2:] == ["N", "O"] and _is_part_of_name(self.words):
                tags[-1] = "F"
        self.add(word, tag, here)

    def _add_sign(self, sign: str, here: int) -> None:
        """Add a sign; a full stop may belong to the word before it."""
        if sign == "." and self.tags and self.ends[-1] == here and _is_abbreviated(self.text, self.starts[-1], here):
            self.words[-1] += sign
            self.ends[-1] += 1
        else:
            self.add(sign, MARKS.get(sign, "~"), here)


def _class_of_word(word: str, lexicon: Lexicon, tags: list[str]) -> str:
    lower = word.lower()
    known = lexicon.get(lower, "")
    if word[0].isupper():
        if not tags or tags[-1] in ".Qk~:" or (tags[-1] in "q-(" and not known):
            if lower.rstrip(".") in HONORIFICS and known != "D":
                return "T"
            if known in OPENS_SENTENCE and known:
                return known
            opens_text = not tags or tags[-1] == "."
            return "g" if opens_text and lower.endswith("ing") and len(lower) > 5 else "N"
        if lower.rstrip(".") in HONORIFICS or known == "T":
            return "T"
        if (known == "Y" and lower not in fw.NOT_ALWAYS_TIMES) or (known in STAYS_WHEN_CAPITAL and known):
            return known
        return "N"
    if lower in fw.NAME_PARTICLES and tags and tags[-1] == "N":
        return "N"
    return known or _class_by_ending(lower)


@lru_cache(maxsize=1 << 15)
def _class_by_ending(lower: str) -> str:
    """Of a word that is not listed."""
    if lower.endswith("ly"):
        return "A"
    if lower.endswith("ed"):
        return "e"
    return "g" if lower.endswith("ing") and len(lower) > 4 else "x"


def _is_month_as_name(word: str, tags: list[str]) -> bool:
    """Jan Novak, April Jones: a month before a name is a given name, unless a preposition stands before it."""
    return word.lower() in fw.MONTHS_AS_NAMES and word[0].isupper() and tags[-2:-1] != ["O"]


def _is_part_of_name(words: list[str]) -> bool:
    """The "for" of "Office for National Statistics", which hangs together like "of"."""
    return words[-1] == "for" and words[-2].removesuffix("s") in ORGANISATION_WORDS


def _class_of_apostrophe(word: str, text: str, here: int, tags: list[str]) -> str:
    if len(word) == 1:
        return "S" if here and text[here - 1] in "sxz" else "~"
    if word[1:] == "s":
        return "X" if tags and tags[-1] in "PWt" else "S"
    return "X"


def _is_abbreviated(text: str, start: int, stop: int) -> bool:
    """Whether the full stop at `stop` belongs to the word before it: "J. Smith", "Smith, R-Ky., said"."""
    word = text[start:stop]
    return (len(word) == 1 and word.isupper()) or word.lower() in fw.ABBREVIATIONS or text[stop + 1 : stop + 2] == ","


CUE_AFTER = re.compile(
    r"[^,.;:VvGqQktO]{1,8}(?:,[^.;qQk]{1,30},)?[AXB]*[Vv](?=[.,OYA]|$)(?!O?[^.]{0,6}t|[A,:]{0,2}[qkQ])"
)
CUE_ALONE = re.compile(r"[^,.;:VvGqQktO&|]{1,8}[AX]*V(?:[OYA][^tqQkVv.:]{0,12})?(?:\.|$)")
"""A sentence of nothing but a cue, after a quotation that wrongly has its own full stop."""


STOP = re.compile(r"[Qk]|\.(?!\))|.\Z")
"""What may end a sentence: a quotation with its own mark, a full stop, the paragraph's last word."""


def _sentences(text: str, tags: str, starts: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Token ranges of the sentences. A quotation with its own full stop ends one where a capital follows."""
    ranges, begin, last = [], 0, len(tags) - 1
    for stop in STOP.finditer(tags):
        i = stop.start()
        while i - begin > SENTENCE_AT_MOST:
            ranges.append((begin, begin + SENTENCE_AT_MOST + 1))
            begin = ranges[-1][1]
        if i == last or tags[i] == "." or i - begin == SENTENCE_AT_MOST or _ends_sentence(text, tags, starts, begin, i):
            ranges.append((begin, i + 1))
            begin = i + 1
    return tuple(ranges)


def _ends_sentence(text: str, tags: str, starts: Sequence[int], begin: int, i: int) -> bool:
    """Whether a quotation with its own full stop ends the sentence that begins at `begin`."""
    if not text[starts[i + 1]].isupper() and tags[i + 1] not in "qQk":
        return False
    return not (CUE_AFTER.match(tags, i + 1) if tags[i] == "k" else i == begin and CUE_ALONE.match(tags, i + 1))
