"""The roll of a document's persons: names in capitals, which of them are people's, and who is named in full."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import NamedTuple

from sitegen.relate.function_words import words
from sitegen.relate.given_names import GENDER_OF_TITLE, gender_of, is_given_name
from sitegen.relate.names import SUFFIXES, ends_in_name, fold_letters, score_names, sound_signs
from sitegen.relate.offices import plain_word
from sitegen.relate.phrases import noun_phrase_ending
from sitegen.relate.reading import Reading
from sitegen.relate.role_words import ORGANISATION_WORDS, ROLE_NOUNS

NAME_RUN = re.compile(r"N{1,6}")
"""A name in capitals."""
DESCRIPTION_AFTER = re.compile(r",(D?[xTRNCF#OS]{1,10})(?=,)")
TELLING_CLASSES = frozenset("NTRCxegvVGA#")
HEADING_WORDS = (4, 25)
NO_PERSONAL_TITLE = words(
    "foreign defense defence interior finance first state prime vice general attorney chief major private treasury"
)
CYRILLIC_LETTERS = frozenset("абвгґдеёєжзиіїйклмнопрстуўфхцчшщъыьэюя")
PATRONYMIC = ("вич", "вна", "чна", "ич")
SAME_PERSON = 0.85
NAMESAKES_AT_MOST = 40


class Figure(NamedTuple):
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


class Run(NamedTuple):
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


def find_runs(text: str, reading: Reading) -> Iterator[Run]:
    """The names in capitals of a paragraph, with what stands beside them."""
    tags, starts, ends = reading.tags, reading.starts, reading.ends
    for match in NAME_RUN.finditer(tags):
        first, last = match.span()
        first += words_of_office(text, reading, first, last)
        if tags[last : last + 1] in ("T", "R", "C") or (first and tags[first - 1] == "D"):
            continue
        phrase = noun_phrase_ending(tags, last - 1, reading.sentence_of(first)[0]) or (first, last)
        begin = first
        while begin > phrase[0] and tags[begin - 1] not in "SFO&":
            begin -= 1
        before = [text[starts[i] : ends[i]] for i in range(begin, first) if tags[i] != "D"]
        title = plain_word(before[-1]) if before and tags[first - 1] in "TR" else ""
        after = DESCRIPTION_AFTER.match(tags, last) if not title else None
        beside = [text[starts[i] : ends[i]] for i in range(*after.span(1))] if after else []
        yield Run(
            reading,
            first,
            last,
            begin - 1 if begin and tags[begin - 1] == "D" else begin,
            tuple(
                [text[reading.starts[i] : reading.ends[i]] for i in range(first, last) if i not in reading.stretches]
            ),
            frozenset(map(plain_word, before if title else beside)),
            title,
        )


def words_of_office(text: str, reading: Reading, first: int, last: int) -> int:
    """How many words in capitals before a name are none of it: "Harbour Master Ann Lee", "Fährmann Jörg Weiß".

    Known by a given name that follows. Where a language sets the place of an office in the genitive without "of"
    ("Президент Руритании Ян Новак") also by their number; but the third may be a patronymic.
    """
    if last - first < len("NNN"):
        return 0
    named = [text[reading.starts[i] : reading.ends[i]].lower() for i in range(first, last)]
    given = next((i for i, word in enumerate(named[:-1]) if is_given_name(word) or len(word.strip(".")) == 1), 0)
    if given:
        return given
    if len(named) != len("NNN") or not first or reading.tags[first - 1] not in "TR":
        return 0
    return int(named[0][0] in CYRILLIC_LETTERS and not named[1].endswith(PATRONYMIC))


def is_heading(reading: Reading) -> bool:
    """A line whose words, small ones aside, mostly begin with capitals."""
    if reading.tags.count("N") <= 0.6 * HEADING_WORDS[0]:  # as of most paragraphs
        return False
    words = [tag for tag in reading.tags if tag in TELLING_CLASSES]
    return (
        HEADING_WORDS[0] <= len(words) <= HEADING_WORDS[1]
        and not set(reading.tags) & set(":;qQk")
        and words.count("N") > 0.6 * len(words)
    )


def stands_as_place(run: Run) -> bool:
    """ "in Paris", and not "in Paris's words" or "from President Paris"."""
    tags = run.reading.tags
    return not run.title and run.phrase > 0 and tags[run.phrase - 1] == "O" and tags[run.last : run.last + 1] != "S"


def begins(run: Run, starts: Set[int]) -> bool:
    """Whether a name, or what belongs to it, stands where a phrase of the given ones starts."""
    return not starts.isdisjoint(run.reading.starts[run.phrase : run.first + 1])


def may_be_name(run: Run) -> bool:
    """No article before it, no preposition that it hangs on, no word that is a role's, a body's or cut short."""
    around = run.reading.tags[max(0, run.phrase - 1) : run.phrase + 1]
    words = [word.casefold() for word in run.words]
    return (
        not set(around) & set("DOF")
        and not any(word in ORGANISATION_WORDS or word in ROLE_NOUNS or word.endswith("ed") for word in words)
        and not run.words[-1].endswith(".")
    )


def is_full_name(run: Run) -> bool:
    """A given name that is known, an initial, a title before it; and no word that only bodies bear."""
    first = run.words[0].casefold()
    known = is_given_name(first)
    if any(word.casefold() in ORGANISATION_WORDS for word in run.words[known:]):
        return False
    initial = len(first.strip(".")) == 1 and (first[0] not in "nsew" or len(run.words) > 2)
    return bool(run.title) or known or initial


def _family(words: tuple[str, ...]) -> str:
    return next((fold_letters(word) for word in reversed(words) if word.casefold().strip(".") not in SUFFIXES), "")


class Roll:
    """The persons found so far, by the sound of their family names; filled once, while a text is read."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []
        self._by_sound: dict[str, list[int]] = {}
        self._alike: dict[tuple[str, ...], list[int]] = {}
        """Those asked for since the last person was added, by the words that name them: a text names few people often.
        """

    def _find_alike(self, words: tuple[str, ...]) -> list[int]:
        """Those whose family name is written as a printed name's is, else those whose name sounds the same."""
        if words not in self._alike:
            family = _family(words)
            sounds = (self._by_sound.get(sound, ()) for sound in sound_signs(family))
            alike = sorted({i for listed in sounds for i in listed[:NAMESAKES_AT_MOST]})
            self._alike[words] = [i for i in alike if self.figures[i].family == family] or alike
        return self._alike[words]

    def enter(self, run: Run, *, certain: bool = True) -> None:
        """Add a person, or note the fuller name of one already there."""
        name, family = " ".join(run.words), _family(run.words)
        gender = GENDER_OF_TITLE.get(run.title, "") or (gender_of(run.words[0]) if len(run.words) > 1 else "")
        for i in self._find_alike(run.words):
            figure = self.figures[i]
            if ends_in_name(name, figure.name):
                return
            if ends_in_name(figure.name, name) and gender_of(figure.name.split()[0]) == "":
                self.figures[i] = figure._replace(name=name, gender=figure.gender or gender)
                return
            if len(run.words) > 1 and score_names(name, figure.name) >= SAME_PERSON:
                longer = name if len(name) > len(figure.name) and len(run.words) <= 3 else figure.name
                self.figures[i] = figure._replace(
                    name=longer, gender=figure.gender or gender, certain=figure.certain or certain
                )
                return
        for sound in sound_signs(family):
            self._by_sound.setdefault(sound, []).append(len(self.figures))
        self.figures.append(Figure(name, family, gender, certain))
        self._alike.clear()

    def describe(self, known: int, run: Run) -> None:
        """Note the words that stand beside a name, and the gender that its title shows."""
        figure = self.figures[known]
        seen = run.description in figure.descriptions or not run.description
        descriptions = figure.descriptions if seen else (*figure.descriptions, run.description)[-NAMESAKES_AT_MOST:]
        gender = figure.gender or GENDER_OF_TITLE.get(run.title, "")
        certain = figure.certain or not run.description.isdisjoint(ROLE_NOUNS)
        if (gender, descriptions, certain) != (figure.gender, figure.descriptions, figure.certain):
            self.figures[known] = figure._replace(gender=gender, descriptions=descriptions, certain=certain)

    def by_family(self, run: Run) -> list[int]:
        """Those whom a family name may mean, by their gender where a title shows it."""
        gender = GENDER_OF_TITLE.get(run.title, "")
        return [i for i in self._find_alike(run.words) if not gender or self.figures[i].gender in ("", gender)]

    def find(self, run: Run) -> int | None:
        """The one person whom a run names, in full or by family name."""
        found = self.by_family(run)
        if len(run.words) > 1:
            name = " ".join(run.words)
            exact = [i for i in found if name == self.figures[i].name or ends_in_name(name, self.figures[i].name)]
            found = exact or [i for i in found if score_names(name, self.figures[i].name) >= SAME_PERSON]
        return found[0] if len(found) == 1 else None
