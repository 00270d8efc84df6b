"""Paragraphs and quoted stretches of a plain text: where words stand between quotation marks.

Straight, curly, low and angle marks, doubled apostrophes, and single marks where a text uses them for quotations.
A stretch never crosses a paragraph. One that is opened and not closed runs to the paragraph's end, as in a quotation
of several paragraphs, where each but the last lacks its closing mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

OPENING = "“«„「『"
CLOSING_OF = {"“": "”»", "«": "»", "„": "“”", "»": "«»", "”": "”", "「": "」", "『": "』"}
DOUBLE_MARK = re.compile("|".join([*'"“”„«»「」『』', "''", "``"]))
"""Written so that it is looked for by its first characters, three times as fast."""
DASH = re.compile(r"(?<![^\s,.?!…])[—–―][\s.,]*|(?<=\s)-\s|[—–―](?=[\s.,])[\s.,]*")
"""A dash that stands between words, and no hyphen."""
FIRST_WORDS = re.compile(r"(?:[^\W_]+(?:[-'’][^\W_]+)*\s?){1,3}")
SINGLE_MARK = re.compile(r"[‘’']")
ELIDED = re.compile(r"['’](?:\d|em\b|til\b|tis\b|twas\b|cause\b|n['’]|round\b|bout\b)", re.IGNORECASE)
UNCLOSED_AT_LEAST = 20
"""Characters that must follow a mark that is never closed; less is a stray mark, an inch sign, a typing error."""
SINGLE_AT_MOST = 1500


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words between quotation marks, marks included. Offsets into the text."""

    start: int
    end: int
    closed: bool
    """False where the closing mark is missing and the stretch ends with its paragraph."""
    single: bool = False
    """Set in single quotation marks."""


def find_paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the lines that hold anything, without the white space around them."""
    spans, offset = [], 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            start = offset + line.index(words[0])
            spans.append((start, start + len(words)))
        offset += len(line) + 1
    return tuple(spans)


_SIGN = re.compile(r"[^\W_]")
"""Of a word."""


def find_stretches(text: str, start: int, end: int) -> tuple[Stretch, ...]:
    """Quoted stretches of the paragraph `text[start:end]` that hold words, in order, never overlapping or nested."""
    doubles = tuple(one for one in _find_doubles(text, start, end) if _SIGN.search(text, one.start, one.end))
    if "'" not in (words := text[start:end]) and "‘" not in words:
        return doubles
    found, position = list(doubles), start
    for gap_end, resume in [*((s.start, s.end) for s in doubles), (end, end)]:
        found.extend(_find_singles(text, position, gap_end))
        position = resume
    return tuple(sorted(found, key=lambda stretch: stretch.start))


def find_dialogue(text: str, start: int, end: int, verbs: Set[str]) -> tuple[Stretch, ...]:
    """What is said in a paragraph that opens with a dash: `— It is open, — said Novak. — At last.`

    Between dashes stand words and who says them in turn; `verbs` tell which is which. Nothing where none of them stands
    right after a dash: then it may be an item of a list.
    """
    if not DASH.match(text, start, end):
        return ()
    dashes = list(DASH.finditer(text, start, end))
    found: list[Stretch] = []
    begin, speaking = dashes[0].end(), True
    for dash in dashes[1:]:
        first = FIRST_WORDS.match(text, dash.end(), end)
        told = first is not None and not verbs.isdisjoint(first.group().lower().split())
        if speaking and told:
            found.append(Stretch(begin, begin + len(text[begin : dash.start()].rstrip()), closed=True))
            speaking = False
        elif not speaking and not told:
            begin, speaking = dash.end(), True
    if speaking and found:
        found.append(Stretch(begin, end, closed=True))
    return tuple(stretch for stretch in found if stretch.start < stretch.end)


def _find_doubles(text: str, start: int, end: int) -> Iterator[Stretch]:
    """Pair double marks from left to right; a mark that can only open gives up one that was left open."""
    opened, sign, inner = -1, "", 0
    for mark in DOUBLE_MARK.finditer(text, start, end):
        here, after, kind = mark.start(), mark.end(), mark.group()
        before_word = after < end and not text[after].isspace()
        after_word = here > start and not text[here - 1].isspace()
        if opened < 0:
            if _may_open(kind, text, here, after_word=after_word, before_word=before_word):
                opened, sign, inner = here, kind, 0
        elif sign in ('"', "''") and kind in "“”" and (kind == "“" or inner):
            inner += 1 if kind == "“" else -1
        elif _closes(sign, kind):
            if kind in ('"', "''") and before_word and not after_word and text[after].isalnum():
                if here - opened > UNCLOSED_AT_LEAST and opened == start:
                    yield Stretch(opened, len(text[:here].rstrip()), closed=False)
                opened, sign, inner = here, kind, 0
            else:
                end_mark = after + (kind == "''" and text[after : after + 1] == "'")
                yield Stretch(opened, end_mark, closed=True)
                opened = -1
    if opened >= 0 and end - opened > UNCLOSED_AT_LEAST:
        yield Stretch(opened, end, closed=False)


def _may_open(kind: str, text: str, here: int, *, after_word: bool, before_word: bool) -> bool:
    if kind in OPENING or kind == "``":
        return True
    if kind in "」』":
        return False
    if kind in "»”":
        return before_word and not after_word
    return before_word and not (after_word and (text[here - 1].isdigit() or text[here - 1] in ".,!?"))


def _closes(sign: str, kind: str) -> bool:
    if sign in CLOSING_OF:
        return kind in CLOSING_OF[sign] or kind == '"'
    return kind in ('"', "''", "”")


def _find_singles(text: str, start: int, end: int) -> Iterator[Stretch]:
    """Single-quoted stretches in a gap between double-quoted ones; apostrophes are told apart by what stands around.

    After an s a mark may be either; it closes what a curly mark opened if nothing better follows.
    """
    opened, doubtful = -1, -1
    for mark in SINGLE_MARK.finditer(text, start, end):
        here, kind = mark.start(), mark.group()
        before = text[here - 1] if here > 0 else " "
        after = text[here + 1] if here + 1 < len(text) else " "
        opens = kind != "’" and not before.isalnum() and before not in ".,!?’'" and not after.isspace()
        if opens and (kind == "‘" or not ELIDED.match(text, here)):
            if doubtful > opened >= 0:
                yield Stretch(opened, doubtful + 1, closed=True, single=True)
            opened = here
        elif opened >= 0 and kind != "‘" and not after.isalnum() and here - opened <= SINGLE_AT_MOST:
            if before == "s" and text[opened] == "‘":
                doubtful = here
            elif before != "s" and not before.isspace():
                yield Stretch(opened, here + 1, closed=True, single=True)
                opened = -1
    if doubtful > opened >= 0:
        yield Stretch(opened, doubtful + 1, closed=True, single=True)
