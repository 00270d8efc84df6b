"""What the furniture of press pages says: phrases in the largest press languages, by kind.

A phrase is one signal among several. `whole` phrases fill a line, `opening` ones begin it, `within` ones stand
anywhere in it. Body text contains many of them, too; what follows from a match is decided in `furniture.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

_EDGE = r"[\s\W_]*"
_BARE_CAPITALS = str.maketrans(
    "àáâãąăèéêęěìíîıòóôõùúûçćčğłńñňřśšşșťţțýźžż",
    "aaaaaaeeeeeiiiioooouuucccglnnnrsssstttyzzz",
)
"""Letters that capitals often stand for without their marks: "A LIRE", "ILGILI HABERLER"."""
_DIVIDER = re.compile(r"[|•·]|[\])]\s{0,3}[\[(]")
_MOST_PARTS = 20


@dataclass(frozen=True, slots=True)
class Phrase:
    """One kind of furniture and how it is worded."""

    rule: str
    """Its name in edits and explanations."""
    reason: str
    """Why it is no part of an article, for readers."""
    whole: re.Pattern[str] | None = None
    opening: re.Pattern[str] | None = None
    within: re.Pattern[str] | None = None


_SECTION = re.compile(r"\[(.+)\] (.+)")
_SHAPES = {
    "whole": r"{edge}(?:{rows}){edge}",
    "opening": r"{edge}(?:{rows})(?!\w)",
    "within": r"(?<!\w)(?:{rows})(?!\w)",
}


_Rows = dict[str, list[str]]


@cache
def _read_sections() -> tuple[tuple[str, str, _Rows], ...]:
    """The sections of `phrases.txt`: rule, reason, and regular expressions by shape."""
    sections: list[tuple[str, str, _Rows]] = []
    for line in resources.files(__package__).joinpath("phrases.txt").read_text("utf-8").splitlines():
        if section := _SECTION.fullmatch(line):
            sections.append((section.group(1), section.group(2), {}))
        elif line in _SHAPES:
            sections[-1][2][line] = []
        elif line.strip() and not line.startswith("#"):
            rows = sections[-1][2]
            rows[next(reversed(rows))].append(line.strip())
    return tuple(sections)


@cache
def load_phrases() -> tuple[Phrase, ...]:
    """The table in `phrases.txt`."""
    return tuple(
        Phrase(rule, reason, **{shape: _compile(shape, rows) for shape, rows in shapes.items()})
        for rule, reason, shapes in _read_sections()
    )


def _compile(shape: str, rows: list[str]) -> re.Pattern[str]:
    return re.compile(_SHAPES[shape].format(edge=_EDGE, rows="|".join(rows).translate(_BARE_CAPITALS)))


def _plain(text: str) -> str:
    """`text` as phrases are compared: in small letters, without the marks that capitals lose."""
    return text[:2000].lower().replace("i̇", "i").translate(_BARE_CAPITALS)  # i̇: what Python makes of the Turkish İ


@cache
def _any(shape: str) -> re.Pattern[str]:
    """All phrases of one shape at once: most lines show none, and need but one look.

    Those that begin with the same letter stand together, so that a place in a line is compared with few of them.
    """
    by_letter: dict[str, list[str]] = {}
    for row in (row for _, _, shapes in _read_sections() for row in shapes.get(shape, ())):
        by_letter.setdefault(row[0] if _BEGINS_WITH_LETTER.match(row) else "", []).append(row)
    others = by_letter.pop("", [])
    return _compile(shape, [*others, *(f"{a}(?:{'|'.join(row[1:] for row in rows)})" for a, rows in by_letter.items())])


_BEGINS_WITH_LETTER = re.compile(r"[^\W\d_](?![?*+{])[^|()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^|()]*)*$")
"""And has no alternatives but in brackets."""


@lru_cache(maxsize=4096)
def find_phrase(text: str) -> tuple[str, str, str]:
    """The first phrase that `text` (one line) shows: its rule, its reason and how it matches.

    How: `whole`, `opening`, `within`, or three empty strings.
    """
    lower = _plain(text)
    short = lower[:400]
    phrases = load_phrases()
    if len(text) <= 200 and (whole := _find_whole(short) or _find_buttons(short)):
        return whole.rule, whole.reason, "whole"
    if _any("opening").match(short):
        for phrase in phrases:
            if phrase.opening and phrase.opening.match(short):
                return phrase.rule, phrase.reason, "opening"
    if _any("within").search(lower):
        for phrase in phrases:
            if phrase.within and phrase.within.search(lower):
                return phrase.rule, phrase.reason, "within"
    return "", "", ""


def _find_whole(line: str) -> Phrase | None:
    if not _any("whole").fullmatch(line):
        return None
    return next(phrase for phrase in load_phrases() if phrase.whole and phrase.whole.fullmatch(line))


def _find_buttons(line: str) -> Phrase | None:
    """What a row of buttons or of a menu is, half of which are phrases: "[Print] [E-mail story]", "Home | News"."""
    parts = [part for cell in _DIVIDER.split(line) if (part := cell.strip())]
    if not 2 <= len(parts) <= _MOST_PARTS or any(part.count(" ") > 3 for part in parts):
        return None
    found = [phrase for part in parts if (phrase := _find_whole(part))]
    return found[0] if len(found) >= 2 and 2 * len(found) >= len(parts) else None


def count_phrases(text: str) -> int:
    """How many different furniture phrases stand in a line; several speak louder than one."""
    lower = _plain(text)
    found = set()
    for phrase in load_phrases():
        if phrase.opening and phrase.opening.match(lower[:400]):
            found.add(phrase.rule)
        if phrase.within:
            found.update(hit.group() for hit in phrase.within.finditer(lower))
    return len(found)
