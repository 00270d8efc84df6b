"""The layout of a text: its lines, what hard wraps broke, list markers, and the units that rules judge.

A unit is a paragraph-like stretch: one line, or the lines of a paragraph that a hard wrap had cut. Layout edits touch
white space, list markers and hyphens at wraps only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sitegen.drafts import BlockKind, Edit, Mark
from sitegen.intake.head_lines import is_byline_or_stamp


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of the repaired text that is kept or removed as a whole."""

    line_start: int
    """Where its first line starts, indentation and list marker included."""
    start: int
    """Its first character, behind indentation and marker."""
    end: int
    """Behind its last character that is not white space."""
    text: str
    """What it says, wraps undone."""
    indent: int
    blank_before: int
    """Blank lines above it."""
    marker: str = ""
    """The sign that marks it as an item of a list, `*` or like; numbers are words and stay in the text."""
    kind: BlockKind | None = None
    """What its capture's own markup says it is."""
    value: str = ""
    joins: tuple[Edit, ...] = ()
    """Layout edits that undo the wraps inside it."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    begin: int
    end: int
    text: str
    indent: int
    blank_before: int
    marker: str


_LINE = re.compile(r"[^\n]+")
_MARKER = re.compile(r"(?:[*•·▪◦‣●■►▶][ \t]+)+(?=\S)")
_NESTED_MARKER = re.compile(r"[+o][ \t]+(?=\S)")
"""How text browsers print the items of inner lists, always indented."""


def is_settled(text: str) -> bool:
    """Whether blocks are set apart by exactly one blank line, without indentation or spaces at the lines' ends.

    Somebody set the text so, or we did: its lines are blocks of text, not the scattered lines of a page.
    """
    text = text.strip()
    blank_lines = text.count("\n\n")
    return text.count("\n") == 2 * blank_lines and not any(sign in text for sign in _UNSETTLED)


_UNSETTLED = ("\n\n\n", "\n ", "\n\t", " \n", "\t\n")


def find_units(text: str) -> tuple[Unit, ...]:
    """The units of a repaired plain text, in order."""
    lines = _find_lines(text)
    width = _wrap_width(lines)
    words = _words_of(text) if width else frozenset()
    units: list[Unit] = []
    group: list[_Line] = []
    for line in lines:
        if group and not (width and _continues(group[-1], line, width)):
            units.append(_unit(group, words))
            group = []
        group.append(line)
    if group:
        units.append(_unit(group, words))
    return tuple(units)


_BLOCK = re.compile(r"[^\n]+(?:\n[^\n]+)*")


def find_marked_units(text: str, marks: Sequence[Mark]) -> tuple[Unit, ...]:
    """The units of a text whose structure is known: blocks between blank lines, with the kinds that `marks` give.

    A block keeps its own line breaks, as verse has them, but one that holds a line of head matter is taken apart.
    """
    units: list[Unit] = []
    end = 0
    for block in _BLOCK.finditer(text):
        lines = list(_LINE.finditer(text, block.start(), block.end()))
        apart = len(lines) > 1 and any(is_byline_or_stamp(line.group().strip()) for line in lines)
        for found in lines if apart else [block]:
            body = found.group().strip()
            if body:
                start = text.index(body, found.start())
                blank = max(0, text.count("\n", end, found.start()) - 1)
                end = start + len(body)
                units.append(Unit(found.start(), start, end, body, 0, blank))
    return _with_marks(units, [mark for mark in marks if mark.kind in _BLOCK_MARKS])


def _find_lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    last_end = 0
    for found in _LINE.finditer(text):
        body = found.group().strip()
        if not body:
            continue
        start = found.start()
        begin = text.index(body, start) if body[0] != text[start] else start
        # the line breaks between two lines, less the one that ends the first, are its blank lines
        blank = max(0, text.count("\n", last_end, start) - (1 if lines else 0))
        last_end = begin + len(body)
        indent, marker = begin - start, ""
        sign = _MARKER.match(body) or (_NESTED_MARKER.match(body) if indent >= 4 else None)
        if sign and any(map(str.isalnum, body)):
            marker = sign.group()[0]
            begin += sign.end()
            body = body[sign.end() :]
        lines.append(_Line(start, begin, last_end, body, indent, blank, marker))
    return lines


_SEPARATOR = re.compile(r"(?:[*•·⁂#=_~–—-]\s*){3,}|⁂")


def is_separator(text: str) -> bool:
    """Whether a line is an ornament between sections: "* * *", "---"."""
    return len(text) <= 80 and bool(_SEPARATOR.fullmatch(text))


# --- hard wraps -------------------------------------------------------------------------------------------------------

_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def _words_of(text: str) -> frozenset[str]:
    return frozenset(found.group() for found in _TOKEN.finditer(text))


_SENTENCE_END = re.compile(r"""[.!?:;…。！？]["'”’»“‘«›‹)\]]*$""")
_PAUSE_END = re.compile(r"""[,.!?:;…。！？—–]["'”’»“‘«›‹)\]]*$""")


def _wrap_width(lines: Sequence[_Line]) -> int:
    """The width at which the text was wrapped, 0 where it was not.

    Wrapped text shows in lines of much the same length, to which the next line's first word would not have fitted,
    and which break off in mid-sentence. All three must hold, and on several lines. Where indentation marks the
    paragraphs, as in agency copy, only the lines within them are looked at, elsewhere those from the first on that
    goes on in the next: those above are head matter.
    """
    followed = [(a, b) for a, b in pairwise(lines) if not b.blank_before and not b.marker]
    first = next((i for i in range(len(followed)) if _is_sentence(followed[i : i + 2])), len(followed))
    inside = _within_indented(lines)
    followed = inside if len(inside) >= 3 else followed[first:]
    if len(followed) < 3:
        longest = max((a.end - a.start for a, _ in followed), default=0)
        return longest if 40 <= longest <= 120 and _is_prose(followed) else 0
    lengths = sorted(a.end - a.start for a, _ in followed)
    width = lengths[(len(lengths) - 1) * 97 // 100]
    if not 30 <= width <= 120:
        return 0
    full = [(a, b) for a, b in followed if _is_full(a, b, width)]
    broken = [(a, b) for a, b in full if not _SENTENCE_END.search(a.text)]
    lower = [b for _, b in broken if b.text[0].islower()]
    # verse breaks its lines where it pauses, wrapped prose anywhere
    pauses = sum(bool(_PAUSE_END.search(a.text)) for a, _ in full)
    sure = len(full) >= 3 and len(full) >= 0.6 * len(followed) and len(broken) >= 0.6 * len(full) > pauses
    return width if sure and len(lower) >= 0.35 * len(broken) else 0


def _within_indented(lines: Sequence[_Line]) -> list[tuple[_Line, _Line]]:
    """The lines, each with the next, of paragraphs that open with an indented line above lines at the margin."""
    found: list[tuple[_Line, _Line]] = []
    inside = False
    for a, b in pairwise(lines):
        opens = a.indent > b.indent + 1
        inside = (opens or (inside and a.indent == b.indent)) and not b.blank_before and not b.marker
        if inside:
            found.append((a, b))
    return found


_NEARLY_FULL = 0.75
"""Of the width of wrapped text."""
_SENTENCE_WITHIN = re.compile(r"""[.!?…]["'”’»“]? \S""")


def _goes_on(a: _Line, b: _Line) -> bool:
    """Whether a line breaks off and the next one goes on in small letters, or in the sentence that the first began."""
    begun = b.text[0].islower() or _SENTENCE_WITHIN.search(a.text)
    return bool(begun) and not _PAUSE_END.search(a.text)


def _is_sentence(followed: Sequence[tuple[_Line, _Line]]) -> bool:
    """Whether the first of two pairs goes on until its sentence ends, or twice; a headline of two lines does not."""
    (a, b), *others = followed
    twice = any(b is c and _goes_on(c, d) for c, d in others)
    return _goes_on(a, b) and (twice or bool(_SENTENCE_END.search(b.text)))


def _is_prose(followed: Sequence[tuple[_Line, _Line]]) -> bool:
    """Whether each of a few lines goes on in the next, until a sentence ends."""
    going_on = {a.start for a, _ in followed}
    return all(_goes_on(a, b) and (b.start in going_on or _SENTENCE_END.search(b.text)) for a, b in followed)


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    first_word = len(following.text.split(None, 1)[0])
    return width * 1.05 + 2 >= line.end - line.start and line.end - line.start + 1 + first_word > width - 3


def _continues(line: _Line, following: _Line, width: int) -> bool:
    if following.blank_before or following.marker or _stands_alone(line.text) or _stands_alone(following.text):
        return False
    deeper = following.indent > line.indent + 1 and not line.marker
    return not deeper and (_is_full(line, following, width) or _is_mid_sentence(line, following, width))


def _is_mid_sentence(line: _Line, following: _Line, width: int) -> bool:
    """Whether a line that is nearly full breaks off, and the next goes on in small letters: who wrapped it kept words
    together between which we see a space, a preposition and its noun.
    """
    nearly = line.end - line.start >= _NEARLY_FULL * width
    return nearly and following.text[0].islower() and not _PAUSE_END.search(line.text)


def _stands_alone(text: str) -> bool:
    """Whether a line is a byline or time stamp, and not the end of a sentence: "by Jane Doe.", "4 June 2013."."""
    inside = text[0].islower() or _SENTENCE_END.search(text)
    return not inside and is_byline_or_stamp(text)


# --- units ------------------------------------------------------------------------------------------------------------


def _unit(lines: Sequence[_Line], words: frozenset[str]) -> Unit:
    first, last = lines[0], lines[-1]
    joins: list[Edit] = []
    parts = [first.text]
    for line, following in pairwise(lines):
        joint, taken = _joint(line, following, words)
        joins.append(Edit(line.end - taken, following.begin, "layout" if not taken else "damage", "hard wrap", joint))
        if taken:
            parts[-1] = parts[-1][:-taken]
        parts += (joint, following.text)
    return Unit(
        first.start,
        first.begin,
        last.end,
        "".join(parts),
        first.indent,
        first.blank_before,
        first.marker,
        joins=tuple(joins),
    )


_BROKEN_WORD = re.compile(r"(?<![\w-])([^\W\d_]{2,})-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_ENDINGS = frozenset(
    """
    ment ments tion tions ation ations sion sions ing ings ed ly ness ity ities ive ives ous able ible ance ances ence
    ences ical tional tionally mental ology ist ists ism ize ized izes ise ised ises izing ising ers ful less ship ary
    ery ory cial cials cially tial tially cian cians cious gious tious tary nary rary sive sively sible sibly tible
    cation cations zation zations dency gency lessness ure ures ual ually ally cal cally ted ting ters ter ers tive
    ture tures cy cies ty ties ble bly dent dents
    """.split()
)
"""Pieces that end English words and are none themselves."""


def _joint(line: _Line, following: _Line, words: frozenset[str]) -> tuple[str, int]:
    """What stands between two joined lines, and how many characters of the first's end it replaces.

    A hyphen at the wrap goes only where the undivided word stands elsewhere in the text, or the second piece can only
    be the end of a word; otherwise it stays, without a space, as in "long-term".
    """
    broken = _BROKEN_WORD.search(line.text)
    rest = _FIRST_WORD.match(following.text)
    if not broken or not rest or not rest.group()[0].islower():
        return ("", 0) if line.text.endswith(("—", "/")) else (" ", 0)
    if f"{broken.group(1)}-{rest.group()}" in words:
        return "", 0
    return "", 1 if rest.group() in _ENDINGS or broken.group(1) + rest.group() in words else 0


_BLOCK_MARKS: dict[str, BlockKind] = {
    "heading": "heading",
    "item": "item",
    "quotation": "quotation",
    "caption": "caption",
    "separator": "separator",
}


def _with_marks(units: Sequence[Unit], marks: Sequence[Mark]) -> tuple[Unit, ...]:
    """The units with the kinds that the capture's own markup gives them; both come in order."""
    result = []
    waiting = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    at = 0
    for unit in units:
        while at < len(waiting) and waiting[at].end <= unit.start:
            at += 1
        if at < len(waiting) and waiting[at].start < unit.end:
            unit = replace(unit, kind=_BLOCK_MARKS[waiting[at].kind], value=waiting[at].value)
        result.append(unit)
    return tuple(result)


REASONS = {
    "hard wrap": "a line break inside a paragraph",
    "blank line": "one blank line stands between two blocks of text",
    "indentation or list marker": "white space and list markers are kept as structure, not as text",
}
