"""Who a pronoun, a short name or a role noun stands for in one document, where exactly one person remains."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from sitegen.relate.cues import Cue
from sitegen.relate.function_words import words
from sitegen.relate.given_names import GENDER_OF_TITLE, MEN, WOMEN, gender_of
from sitegen.relate.names import SUFFIXES, ends_in_name, fold_letters, score_names, sound_signs
from sitegen.relate.offices import alike_offices, fits_office, plain_word, split_office
from sitegen.relate.phrases import main_subject, noun_phrase_ending
from sitegen.relate.reading import Reading, span_of
from sitegen.relate.role_words import ORGANISATION_WORDS, ROLE_NOUNS

NAME_RUN = re.compile(r"N{1,4}qN{1,2}|N{1,6}")
"""A name in capitals, perhaps with a nickname in quotation marks."""
ROLE_PHRASE = re.compile(r"[^N]*[RT](?:F[RT]?[x]?)?")
"""A role without a name: "the mayor", "the head of state"."""
DESCRIPTION_AFTER = re.compile(r",(D?[xTRNCF#OS]{1,10})(?=,)")
NO_PERSONAL_TITLE = words(
    "foreign defense defence interior finance first state prime vice general attorney chief major private treasury"
)
SAME_PERSON = 0.85
NAMESAKES_AT_MOST = 40
NOBODY_KNOWN = -1
"""For a person without a name, in place of a figure's number."""
LOOK_BACK = 3
"""Paragraphs in which a pronoun's antecedent is looked for."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A person as one document names them."""

    name: str
    """The fullest name printed, without titles."""
    family: str
    """Folded."""
    gender: str
    """`m`, `f`, or empty where the text does not say."""
    certain: bool = True
    """False for capitalised words that no given name, title, role or verb of speech shows to be a person."""
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
    starts: tuple[int, ...]
    """Of the mentions."""
    holders: Mapping[str, list[int]]
    """The figures that each word describes."""
    paragraph_starts: tuple[int, ...]

    def lately(self, start: int) -> Iterator[Sequence[Mention]]:
        """The mentions before `start`, paragraph by paragraph, the nearest first, a few paragraphs back."""
        number = bisect_right(self.paragraph_starts, start) - 1
        until = start
        for begin in self.paragraph_starts[max(0, number - LOOK_BACK + 1) : number + 1][::-1]:
            yield self.mentions[bisect_left(self.starts, begin) : bisect_left(self.starts, until)]
            until = begin


@dataclass(frozen=True, slots=True)
class _Run:
    """Capitalised words in a row that may be a name."""

    reading: Reading
    first: int
    last: int
    phrase: int
    """First token of the words that belong to it: titles, roles."""
    words: tuple[str, ...]
    description: frozenset[str]
    title: str
    """The word right before, where it is a title or a role."""


def find_cast(text: str, readings: Sequence[Reading], cues: Sequence[Sequence[Cue]]) -> Cast:
    """The persons that a text names in full or by a title, and all places where it names them."""
    runs = [run for reading in readings for run in _runs(text, reading)]
    phrases = [(r, phrase) for r, own in zip(readings, cues, strict=True) for phrase in _subjects(r, own)]
    subjects = {reading.starts[phrase[0]] for reading, phrase in phrases}
    speaking = {r.starts[cue.subject[0]] for r, own in zip(readings, cues, strict=True) for cue in own if cue.speech}
    roll = _Roll()
    for run in runs:
        if len(run.words) > 1 and (_is_full_name(run) or (_begins(run, subjects) and _may_be_name(run))):
            roll.enter(run, certain=_is_full_name(run) or _begins(run, speaking))
    often = Counter(run.words for run in runs)
    places = {run.words for run in runs if _stands_as_place(run)}
    for run in runs:
        titled = run.title and run.title not in NO_PERSONAL_TITLE
        speaks = run.words not in places and often[run.words] > 1 and _begins(run, speaking) and _may_be_name(run)
        if len(run.words) == 1 and (titled or speaks) and not roll.by_family(run):
            roll.enter(run)
    mentions = []
    for run in runs:
        known = roll.find(run)
        if known is not None:
            roll.describe(known, run)
            start, end = run.reading.starts[run.first], run.reading.ends[run.last - 1]
            mentions.append(Mention(start, end, known, _begins(run, subjects)))
    named = _cast(roll.figures, mentions, [reading.start for reading in readings])
    return _cast(roll.figures, [*mentions, *_unnamed(text, phrases, named)], named.paragraph_starts)


def _cast(figures: Sequence[Figure], mentions: Iterable[Mention], paragraph_starts: Sequence[int]) -> Cast:
    ordered = tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end)))
    starts = tuple(mention.start for mention in ordered)
    return Cast(tuple(figures), ordered, starts, _holders(figures), tuple(paragraph_starts))


def _unnamed(text: str, phrases: Iterable[tuple[Reading, tuple[int, int]]], named: Cast) -> Iterator[Mention]:
    """Subjects that are one person without a name: "my father", "the mayor"; they may be whom "he" stands for."""
    for reading, (first, last) in phrases:
        start, end = span_of(reading, (first, last))
        tags = reading.tags[first:last]
        if ROLE_PHRASE.fullmatch(tags) and text[end - 1] != "s":
            yield Mention(start, end, _role_holder(named, text[start:end].split(), start), True)


def _stands_as_place(run: _Run) -> bool:
    """ "in Paris", and not "in Paris's words" or "from President Paris"."""
    tags = run.reading.tags
    return not run.title and run.phrase > 0 and tags[run.phrase - 1] == "O" and tags[run.last : run.last + 1] != "S"


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
        title = plain_word(before[-1]) if before and tags[first - 1] in "TR" else ""
        yield _Run(
            reading,
            first,
            last,
            begin - 1 if begin and tags[begin - 1] == "D" else begin,
            tuple(text[reading.starts[i] : reading.ends[i]] for i in range(first, last) if tags[i] == "N"),
            frozenset(plain_word(word) for word in (before if title else beside)),
            title,
        )


def _subjects(reading: Reading, cues: Sequence[Cue]) -> Iterator[tuple[int, int]]:
    """The phrases that are subjects of cues and sentences."""
    for cue in cues:
        if cue.place != "according":
            yield cue.subject
    for begin, end in reading.sentences:
        subject = main_subject(reading.tags, begin, end)
        if subject:
            yield subject


def _begins(run: _Run, starts: Set[int]) -> bool:
    """Whether a name, or what belongs to it, stands where a phrase of the given ones starts."""
    return any(run.reading.starts[token] in starts for token in range(run.phrase, run.first + 1))


def _may_be_name(run: _Run) -> bool:
    """No article before it, no preposition that it hangs on, no word that is a role's, a body's or cut short."""
    around = run.reading.tags[max(0, run.phrase - 1) : run.phrase + 1]
    words = [word.casefold() for word in run.words]
    return (
        not set(around) & set("DOF")
        and not any(word in ORGANISATION_WORDS or word in ROLE_NOUNS or word.endswith("ed") for word in words)
        and not run.words[-1].endswith(".")
    )


def _is_full_name(run: _Run) -> bool:
    """A given name that is known, an initial, a title before it; and no word that only bodies bear."""
    first = run.words[0].casefold()
    known = first in MEN or first in WOMEN
    if any(word.casefold() in ORGANISATION_WORDS for word in run.words[known:]):
        return False
    initial = len(first.strip(".")) == 1 and (first[0] not in "nsew" or len(run.words) > 2)
    return bool(run.title) or known or initial


def _family(run: _Run) -> str:
    kept = [word for word in run.words if word.casefold().strip(".") not in SUFFIXES]
    return fold_letters(kept[-1]) if kept else ""


class _Roll:
    """The persons found so far, by the sound of their family names; filled once, while a text is read."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []
        self._by_sound: dict[str, list[int]] = {}

    def _alike(self, family: str) -> list[int]:
        """Those whose family name is written the same, else those whose name sounds the same."""
        sounds = [self._by_sound.get(sound, []) for sound in sorted(sound_signs(family))]
        alike = sorted({i for listed in sounds for i in listed[:NAMESAKES_AT_MOST]})
        return [i for i in alike if self.figures[i].family == family] or alike

    def enter(self, run: _Run, *, certain: bool = True) -> None:
        """Add a person, or note the fuller name of one already there."""
        name, family = " ".join(run.words), _family(run)
        gender = GENDER_OF_TITLE.get(run.title, "") or (gender_of(run.words[0]) if len(run.words) > 1 else "")
        for i in self._alike(family):
            figure = self.figures[i]
            if ends_in_name(name, figure.name):
                return
            if len(run.words) > 1 and score_names(name, figure.name) >= SAME_PERSON:
                longer = name if len(name) > len(figure.name) and len(run.words) <= 3 else figure.name
                self.figures[i] = replace(
                    figure, name=longer, gender=figure.gender or gender, certain=figure.certain or certain
                )
                return
        for sound in sound_signs(family):
            self._by_sound.setdefault(sound, []).append(len(self.figures))
        self.figures.append(Figure(name, family, gender, certain))

    def describe(self, known: int, run: _Run) -> None:
        """Note the words that stand beside a name, and the gender that its title shows."""
        figure = self.figures[known]
        seen = run.description in figure.descriptions or not run.description
        descriptions = figure.descriptions if seen else (*figure.descriptions, run.description)[-NAMESAKES_AT_MOST:]
        gender = figure.gender or GENDER_OF_TITLE.get(run.title, "")
        certain = figure.certain or not run.description.isdisjoint(ROLE_NOUNS)
        self.figures[known] = replace(figure, gender=gender, descriptions=descriptions, certain=certain)

    def by_family(self, run: _Run) -> list[int]:
        gender = GENDER_OF_TITLE.get(run.title, "")
        return [i for i in self._alike(_family(run)) if not gender or self.figures[i].gender in ("", gender)]

    def find(self, run: _Run) -> int | None:
        """The one person whom a run names, in full or by family name."""
        found = self.by_family(run)
        if len(run.words) > 1:
            name = " ".join(run.words)
            exact = [i for i in found if name == self.figures[i].name or ends_in_name(name, self.figures[i].name)]
            found = exact or [i for i in found if score_names(name, self.figures[i].name) >= SAME_PERSON]
        return found[0] if len(found) == 1 else None


# --- what stands for a person -----------------------------------------------------------------------------------------


def resolve_name(cast: Cast, start: int, end: int) -> Figure | None:
    """The person named within a span of the text."""
    i = bisect_left(cast.starts, start)
    inside = {m.figure for m in cast.mentions[i : bisect_left(cast.starts, end)] if m.figure != NOBODY_KNOWN}
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
    word = re.match(r"\w+", text[start : start + 4])
    gender = {"he": "m", "his": "m", "she": "f", "her": "f"}.get(word.group().casefold() if word else "", "")
    if not gender:
        return None
    for here in cast.lately(start):
        fitting = [m for m in here if m.figure == NOBODY_KNOWN or cast.figures[m.figure].gender in ("", gender)]
        subjects = [m for m in fitting if m.subject]
        if subjects or fitting:
            chosen = {subjects[-1].figure} if subjects else {m.figure for m in fitting}
            only = chosen.pop() if len(chosen) == 1 else NOBODY_KNOWN
            return cast.figures[only] if only != NOBODY_KNOWN and cast.figures[only].certain else None
    return None
