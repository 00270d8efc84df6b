"""Who a pronoun, a short name or a role noun stands for in one document, where exactly one person remains."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sitegen.relate.cues import Cue, main_subject, noun_phrase_ending
from sitegen.relate.function_words import words
from sitegen.relate.given_names import GENDER_OF_TITLE, MEN, WOMEN, gender_of
from sitegen.relate.names import SUFFIXES, fold_letters, score_names
from sitegen.relate.reading import Reading
from sitegen.relate.role_words import HONORIFICS, ORGANISATION_WORDS, ROLE_NOUNS, SAME_OFFICE

NAME_RUN = re.compile(r"N{1,6}")
DESCRIPTION_AFTER = re.compile(r",(D?[xTRNCF#OS]{1,10})(?=,)")
NO_PERSONAL_TITLE = words(
    "foreign defense defence interior finance first state prime vice general attorney chief major private treasury"
)
SAME_PERSON = 0.85
LOOK_BACK = 3
"""Paragraphs in which a pronoun's antecedent is looked for."""
ABBREVIATED = {
    "gov": "governor",
    "sen": "senator",
    "rep": "representative",
    "gen": "general",
    "prof": "professor",
    "pm": "premier",
    "dr": "doctor",
    "capt": "captain",
    "col": "colonel",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A person as one document names them."""

    name: str
    """The fullest name printed, without titles."""
    family: str
    """Folded."""
    gender: str
    """`m`, `f`, or empty where the text does not say."""
    descriptions: tuple[frozenset[str], ...] = ()
    """Words set beside the name, each time: {"ruritanian", "president"}."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a figure is named. Offsets into the text."""

    start: int
    end: int
    figure: int
    subject: bool
    """Whether it is the subject of its sentence or of a cue."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The persons of a document, and where it names them, in order."""

    figures: tuple[Figure, ...]
    mentions: tuple[Mention, ...]
    starts: tuple[int, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class _Run:
    """Capitalised words in a row that may be a name."""

    reading: Reading
    first: int
    last: int
    words: tuple[str, ...]
    description: frozenset[str]
    title: str
    """The word right before, where it is a title or a role."""


def find_cast(text: str, readings: Sequence[Reading], cues: Sequence[Sequence[Cue]]) -> Cast:
    """The persons that a text names in full or by a title, and all places where it names them."""
    runs = [run for reading in readings for run in _runs(text, reading)]
    figures: list[Figure] = []
    for run in runs:
        if len(run.words) > 1 and _is_full_name(run):
            _enter(figures, run)
    for run in runs:
        if len(run.words) == 1 and run.title and run.title not in NO_PERSONAL_TITLE and not _by_family(figures, run):
            _enter(figures, run)
    subjects = {span for reading, own in zip(readings, cues, strict=True) for span in _subject_starts(reading, own)}
    mentions = []
    for run in runs:
        known = _figure_of(figures, run)
        if known is not None:
            figures[known] = _described(figures[known], run)
            start, end = run.reading.starts[run.first], run.reading.ends[run.last - 1]
            spoken = any((id(run.reading), token) in subjects for token in range(max(0, run.first - 8), run.last))
            mentions.append(Mention(start, end, known, spoken))
    return Cast(tuple(figures), tuple(mentions), tuple(mention.start for mention in mentions))


def _runs(text: str, reading: Reading) -> Iterator[_Run]:
    tags = reading.tags
    for match in NAME_RUN.finditer(tags):
        first, last = match.span()
        if tags[last : last + 1] in ("T", "R", "C") or (first and tags[first - 1] == "D"):
            continue
        phrase = noun_phrase_ending(tags, last - 1, reading.sentence_of(first)[0]) or (first, last)
        begin = max(phrase[0], *(tags.rfind(mark, 0, first) + 1 for mark in "SFO&"))
        before = [text[reading.starts[i] : reading.ends[i]] for i in range(begin, first) if tags[i] != "D"]
        after = DESCRIPTION_AFTER.match(tags, last)
        beside = [text[reading.starts[i] : reading.ends[i]] for i in range(*after.span(1))] if after else []
        title = _plain(before[-1]) if before and tags[first - 1] in "TR" else ""
        yield _Run(
            reading,
            first,
            last,
            tuple(text[reading.starts[i] : reading.ends[i]] for i in range(first, last)),
            frozenset(_plain(word) for word in (before if title else beside)),
            title,
        )


def _plain(word: str) -> str:
    small = word.casefold().strip(".")
    return ABBREVIATED.get(small, small)


def _subject_starts(reading: Reading, cues: Sequence[Cue]) -> Iterator[tuple[int, int]]:
    """First tokens of the phrases that are subjects, each with its reading."""
    for cue in cues:
        if cue.place != "according":
            yield id(reading), cue.subject[0]
    for begin, end in reading.sentences:
        subject = main_subject(reading, begin, end)
        if subject:
            yield id(reading), subject[0]


def _is_full_name(run: _Run) -> bool:
    """A given name that is known, an initial, a title before it; and no word that only bodies bear."""
    if any(word.casefold() in ORGANISATION_WORDS for word in run.words):
        return False
    first = run.words[0].casefold()
    return bool(run.title) or first in MEN or first in WOMEN or (len(run.words[0].strip(".")) == 1)


def _family(run: _Run) -> str:
    kept = [word for word in run.words if word.casefold().strip(".") not in SUFFIXES]
    return fold_letters(kept[-1]) if kept else ""


def _enter(figures: list[Figure], run: _Run) -> None:
    """Add a person, or note the fuller name of one already there."""
    name = " ".join(run.words)
    gender = GENDER_OF_TITLE.get(run.title, "") or (gender_of(run.words[0]) if len(run.words) > 1 else "")
    for i, figure in enumerate(figures):
        if score_names(name, figure.name) >= SAME_PERSON and len(run.words) > 1:
            longer = name if len(name) > len(figure.name) and len(run.words) <= 3 else figure.name
            figures[i] = replace(figure, name=longer, gender=figure.gender or gender)
            return
    figures.append(Figure(name, _family(run), gender))


def _described(figure: Figure, run: _Run) -> Figure:
    gender = figure.gender or GENDER_OF_TITLE.get(run.title, "")
    if not run.description or run.description in figure.descriptions:
        return replace(figure, gender=gender)
    return replace(figure, gender=gender, descriptions=(*figure.descriptions, run.description))


def _by_family(figures: Sequence[Figure], run: _Run) -> list[int]:
    family = _family(run)
    gender = GENDER_OF_TITLE.get(run.title, "")
    exact = [i for i, figure in enumerate(figures) if figure.family == family]
    close = exact or [i for i, f in enumerate(figures) if score_names(f.family, family) >= 0.9]
    return [i for i in close if not gender or figures[i].gender in ("", gender)]


def _figure_of(figures: Sequence[Figure], run: _Run) -> int | None:
    """The one person whom a run names, in full or by family name."""
    if len(run.words) > 1:
        name = " ".join(run.words)
        exact = [i for i, figure in enumerate(figures) if figure.name == name]
        found = exact or [i for i, figure in enumerate(figures) if score_names(name, figure.name) >= SAME_PERSON]
        return found[0] if len(found) == 1 else None
    found = _by_family(figures, run)
    return found[0] if len(found) == 1 else None


# --- what stands for a person -----------------------------------------------------------------------------------------


def resolve_name(cast: Cast, start: int, end: int) -> Figure | None:
    """The person named within a span of the text."""
    i = bisect_left(cast.starts, start)
    inside = {m.figure for m in cast.mentions[i : bisect_left(cast.starts, end)]}
    return cast.figures[inside.pop()] if len(inside) == 1 else None


def resolve_role(cast: Cast, phrase: Sequence[str]) -> Figure | None:
    """The one person whom the text describes so: "the Ruritanian leader" after "Ruritanian President Jan Novak"."""
    named = [_plain(word) for word in phrase]
    if not named or named[-1] not in ROLE_NOUNS | HONORIFICS:
        return None
    office, modifiers = (
        named[-1],
        [w for w in named[:-1] if w not in ("the", "former", "a", "an", "now", "then", "current")],
    )
    fitting = [
        figure
        for figure in cast.figures
        if any(_fits(office, modifiers, description) for description in figure.descriptions)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _fits(office: str, modifiers: Sequence[str], description: frozenset[str]) -> bool:
    alike = {office}.union(*(group for group in SAME_OFFICE if office in group))
    return bool(alike & description) and all(any(_same_root(m, word) for word in description) for m in modifiers)


def _same_root(one: str, other: str) -> bool:
    """ "Belgian" and "Belgium", "Ruritanian" and "Ruritania": five letters in common, or the whole of a short word."""
    return one == other or (min(len(one), len(other)) >= 5 and one[:5] == other[:5])


def resolve_pronoun(cast: Cast, text: str, start: int, paragraph_starts: Sequence[int]) -> Figure | None:
    """Whom "he" or "she" at `start` stands for: the last subject of fitting gender, if no other is as near."""
    gender = {"he": "m", "she": "f"}.get(text[start : start + 3].strip().casefold().strip(",."), "")
    if not gender:
        return None
    number = bisect_right(paragraph_starts, start) - 1
    for back in range(LOOK_BACK):
        if number - back < 0:
            break
        begin = paragraph_starts[number - back]
        until = start if back == 0 else paragraph_starts[number - back + 1]
        here = cast.mentions[bisect_left(cast.starts, begin) : bisect_left(cast.starts, until)]
        fitting = [m for m in here if cast.figures[m.figure].gender in ("", gender)]
        subjects = [m for m in fitting if m.subject]
        if subjects:
            return cast.figures[subjects[-1].figure]
        if len({m.figure for m in fitting}) == 1:
            return cast.figures[fitting[0].figure]
        if fitting:
            return None
    return None
