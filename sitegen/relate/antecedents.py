"""Who a pronoun, a short name or a role noun stands for in one document, where exactly one person remains."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sitegen.relate.cues import Cue
from sitegen.relate.language_words import PRONOUN_GENDERS
from sitegen.relate.offices import alike_offices, fits_office, split_office
from sitegen.relate.phrases import main_subject
from sitegen.relate.reading import Reading, span_of
from sitegen.relate.roll import (
    NAMESAKES_AT_MOST,
    NO_PERSONAL_TITLE,
    Figure,
    Roll,
    begins,
    find_runs,
    is_full_name,
    is_heading,
    may_be_name,
    stands_as_place,
)

STANDS_IN = re.compile(r"P|[^N]*[RT](?:F[RT]?[x]?)?")
"""A pronoun, or a role without a name: "the mayor", "the head of state"."""
NOBODY_KNOWN = -1
"""For a person without a name, in place of a figure's number."""
LOOK_BACK = 3
"""Paragraphs in which a pronoun's antecedent is looked for."""
PRONOUN = re.compile(r"[^\W\d_]{2,5}\b")


class Mention(NamedTuple):
    """One place where a figure is spoken of. Offsets into the text."""

    start: int
    end: int
    figure: int
    subject: bool
    """Whether it is the subject of its sentence or of a cue."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The persons of a document, and where it speaks of them, in order."""

    figures: Sequence[Figure]
    mentions: Sequence[Mention]
    holders: Mapping[str, list[int]]
    """The figures that each word describes."""
    paragraph_starts: Sequence[int]

    def between(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that start in a span."""
        first = bisect_left(self.mentions, start, key=_start)
        return self.mentions[first : bisect_left(self.mentions, end, lo=first, key=_start)]

    def lately(self, start: int) -> Iterator[Sequence[Mention]]:
        """The mentions before `start`, paragraph by paragraph, the nearest first, a few paragraphs back."""
        number = bisect_right(self.paragraph_starts, start)
        until = start
        for begin in self.paragraph_starts[max(0, number - LOOK_BACK) : number][::-1]:
            yield self.between(begin, until)
            until = begin


def _start(mention: Mention) -> int:
    return mention.start


def find_cast(text: str, readings: Sequence[Reading], cues: Sequence[Sequence[Cue]]) -> Cast:
    """The persons that a text names in full or by a title, and all places where it speaks of them.

    Where a heading has all words in capitals ("Ines Okafor Opens Bridge"), a given name and the word after it are a
    name if that word is one elsewhere in the text.
    """
    runs = [run for reading in readings for run in find_runs(text, reading)]
    phrases = [(r, phrase) for r, own in zip(readings, cues, strict=True) for phrase in _subjects(r, own)]
    subjects = {reading.starts[phrase[0]] for reading, phrase in phrases}
    speaking = {r.starts[cue.subject[0]] for r, own in zip(readings, cues, strict=True) for cue in own if cue.speech}
    roll = Roll()
    headings = {reading.start for reading in readings if is_heading(reading)}
    prose = [run for run in runs if run.reading.start not in headings]
    for run in prose:
        if len(run.words) > 1 and (is_full_name(run) or (begins(run, subjects) and may_be_name(run))):
            roll.enter(run, certain=is_full_name(run) or begins(run, speaking))
    often = Counter(run.words for run in runs)
    for run in runs:
        if run.reading.start in headings and is_full_name(run) and run.words[1:2] in often:
            roll.enter(run._replace(words=run.words[:2], title=""))
    places = {run.words for run in runs if stands_as_place(run)}
    for run in prose:
        titled = run.title and run.title not in NO_PERSONAL_TITLE
        speaks = run.words not in places and often[run.words] > 1 and begins(run, speaking) and may_be_name(run)
        if len(run.words) == 1 and (titled or speaks) and not roll.by_family(run):
            roll.enter(run)
    mentions = []
    for run in runs:
        known = roll.find(run)
        if known is not None:
            roll.describe(known, run)
            start, end = run.reading.starts[run.first], run.reading.ends[run.last - 1]
            mentions.append(Mention(start, end, known, begins(run, subjects)))
    cast = Cast(roll.figures, sorted(mentions), _holders(roll.figures), [reading.start for reading in readings])
    return _with_stand_ins(text, phrases, cast)


def _with_stand_ins(text: str, phrases: Iterable[tuple[Reading, tuple[int, int]]], cast: Cast) -> Cast:
    """With the subjects that stand for a person or are one without a name: "he", "the mayor", "my father".

    They are taken in order, so that the "she" of a paragraph may stand for the "she" of the one before.
    """
    mentions = list(cast.mentions)
    growing = Cast(cast.figures, mentions, cast.holders, cast.paragraph_starts)
    standing = sorted((*span_of(r, t), r.tags[slice(*t)]) for r, t in phrases if STANDS_IN.fullmatch(r.tags, *t))
    for start, end, tags in standing:
        if tags != "P" and text[end - 1] != "s":
            insort(mentions, Mention(start, end, _role_holder(growing, text[start:end].split(), start), True))
        elif tags == "P" and (holder := _pronoun_holder(growing, text, start)) != NOBODY_KNOWN:
            insort(mentions, Mention(start, end, holder, True))
    return growing


def _subjects(reading: Reading, cues: Sequence[Cue]) -> Iterator[tuple[int, int]]:
    """The phrases that are subjects of cues and sentences."""
    for cue in cues:
        if cue.place != "according":
            yield cue.subject
    for begin, end in reading.sentences:
        subject = main_subject(reading.tags, begin, end)
        if subject:
            yield subject


# --- what stands for a person -----------------------------------------------------------------------------------------


def resolve_name(cast: Cast, start: int, end: int) -> Figure | None:
    """The person named within a span of the text."""
    inside = {m.figure for m in cast.between(start, end) if m.figure != NOBODY_KNOWN}
    return cast.figures[inside.pop()] if len(inside) == 1 else None


def resolve_role(cast: Cast, phrase: Sequence[str], start: int) -> Figure | None:
    """The one person whom the text describes so: "the Ruritanian leader" after "Ruritanian President Jan Novak".

    Where several hold the office, it is the only one of them in the nearest paragraph before that names any.
    """
    holder = _role_holder(cast, phrase, start)
    return cast.figures[holder] if holder != NOBODY_KNOWN else None


def _role_holder(cast: Cast, phrase: Sequence[str], start: int) -> int:
    fitting = _fitting_role(cast.figures, cast.holders, phrase)
    if len(fitting) > 1:
        seen = ({m.figure for m in mentions} & set(fitting) for mentions in cast.lately(start))
        fitting = sorted(next(filter(None, seen), ()))
    return fitting[0] if len(fitting) == 1 else NOBODY_KNOWN


def _holders(figures: Sequence[Figure]) -> dict[str, list[int]]:
    """The figures that each word describes."""
    holders: dict[str, list[int]] = {}
    for i, figure in enumerate(figures):
        for word in frozenset().union(*figure.descriptions):
            holders.setdefault(word, []).append(i)
    return holders


def _fitting_role(figures: Sequence[Figure], holders: Mapping[str, list[int]], phrase: Sequence[str]) -> list[int]:
    """The figures whom a role noun fits; two at least where more than a handful hold the office."""
    split = split_office(phrase)
    if split is None:
        return []
    named = {i for office in alike_offices(split[0]) for i in holders.get(office, [])[:NAMESAKES_AT_MOST]}
    return [i for i in sorted(named) if any(fits_office(phrase, told) for told in figures[i].descriptions)]


def resolve_pronoun(cast: Cast, text: str, start: int) -> Figure | None:
    """Whom "he" or "she" at `start` stands for: the last subject of fitting gender, if no other is as near."""
    holder = _pronoun_holder(cast, text, start)
    return cast.figures[holder] if holder != NOBODY_KNOWN else None


def _pronoun_holder(cast: Cast, text: str, start: int) -> int:
    pronoun = PRONOUN.match(text, start)
    gender = PRONOUN_GENDERS.get(pronoun[0].casefold()) if pronoun else None
    for here in cast.lately(start) if gender else ():
        fitting = [m for m in here if m.figure == NOBODY_KNOWN or cast.figures[m.figure].gender in ("", gender)]
        subjects = [m for m in fitting if m.subject]
        if fitting:
            chosen = {subjects[-1].figure} if subjects else {m.figure for m in fitting}
            only = chosen.pop() if len(chosen) == 1 else NOBODY_KNOWN
            return only if only != NOBODY_KNOWN and cast.figures[only].certain else NOBODY_KNOWN
    return NOBODY_KNOWN
