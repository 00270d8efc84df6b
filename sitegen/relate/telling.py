"""The words that tell a reader what two documents have in common, as one of them prints them.

Documents are compared by stems (`profiles`); here the stems become words again. Those that stand side by side in both
documents are one phrase (`Alder County`), a name is told in full, a word of a headline in capitals as the text has it,
of two forms of a word one is enough, and what every report has (`said`, `Thursday`) tells nothing. Phrases and names
tell most, then what the text shows to be a noun, then any other word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from sys import intern

from sitegen.model import Document
from sitegen.relate.profiles import OPENING, cut_stem, cut_words, list_common_words
from sitegen.relate.reading import LEXICONS, Lexicon
from sitegen.relate.texts import CAPITAL_NOUNS

_LONGEST = 6
"""Words of a phrase, at most."""
_PLACES = 4
"""Of those where a word stands, as many as are looked at."""
_COMMONEST = 500
"""Words of a language that tell nothing alone, though in a phrase they may: `White House`."""
_TELLING = frozenset("TRCv")
"""Classes of listed words that tell something: titles, people, bodies, and nouns that may be verbs."""
_BEFORE_NOUNS = ("D", "F")
"""Classes of words that stand before nouns: articles and their like, `of`."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The opening of a document and its headline, word by word."""

    text: str
    words: Sequence[str]
    stems: Sequence[str]
    """Of these words, and an empty one after the last; empty too of those that hold sentences together, report speech,
    or name days."""
    places: Mapping[str, Sequence[int]]
    """By stem where its words stand, the first of them."""
    row: str
    """All stems in their order, each between line breaks: it tells which stand side by side."""
    language: str
    """Without its region."""

    @property
    def common(self) -> Collection[str]:
        """Words of its language that tell nothing alone."""
        return _commonest(self.language)


def read_printed(document: Document, language: str) -> Printed:
    """A document as `tell_words` wants it. `language`: of documents that state none."""
    text = f"{document.text[:OPENING]}\n{document.title}"
    known = (document.language or language).partition("-")[0]
    words = cut_words(text)
    stems = [*map(_stems(known).__getitem__, words), ""]
    places: dict[str, tuple[int, ...]] = {}
    for place, stem in enumerate(stems):
        before = places.get(stem, ())
        if stem and len(before) < _PLACES:
            places[stem] = (*before, place)
    return Printed(text, words, stems, places, "\n".join(["", *stems, ""]), known)


def tell_words(stems: Iterable[str], one: Printed, other: Printed) -> Iterator[str]:
    """The words and phrases behind stems that two documents share, as the one prints them: those that tell most first,
    else in their order.
    """
    free = set(stems)
    told: list[str] = []
    nouns: list[str] = []
    others: list[str] = []
    for stem in stems:
        if stem in free and stem in one.places:
            words, phrase = min([_phrase_at(place, free, one, other.row) for place in one.places[stem]], key=_merit)
            if len(phrase) > 1 or not (words.casefold() in one.common or _is_form_of(stem, told)):
                if len(phrase) > 1 or _has_capital(words, one):
                    yield words
                elif one.language not in CAPITAL_NOUNS:
                    (nouns if _is_noun(stem, one) else others).append(words)
            told += [one.stems[place] for place in phrase]
            free.difference_update(told)
    yield from nouns
    yield from others


def _phrase_at(place: int, free: Collection[str], printed: Printed, elsewhere: str) -> tuple[str, range]:
    """The row of words around a place that stand side by side elsewhere too, all of them free or of one name; as they
    are printed, and where.
    """
    stems = printed.stems
    start, end = place, place + 1
    while (
        f"\n{stems[end - 1]}\n{stems[end]}\n" in elsewhere
        and end < start + _LONGEST
        and (stems[end] in free or _is_name(printed, end - 1))
        and _join((end - 1, end), printed)
    ):
        end += 1
    while (
        f"\n{stems[start - 1]}\n{stems[start]}\n" in elsewhere
        and start > max(0, end - _LONGEST)
        and (stems[start - 1] in free or _is_name(printed, start - 1))
        and _join((start - 1, start), printed)
    ):
        start -= 1
    phrase = range(start, end)
    return (_join(phrase, printed) if len(phrase) > 1 else printed.words[place]), phrase


def _is_name(printed: Printed, place: int) -> bool:
    """Whether the word at a place and the next have a capital, and both say something."""
    pair = slice(place, place + 2)
    return all(printed.stems[pair]) and all(word[0].isupper() and word[1:].islower() for word in printed.words[pair])


def _join(phrase: Sequence[int], printed: Printed) -> str:
    """A phrase as it is printed; empty where other signs stand between its words."""
    joined = printed.words[phrase[0]]
    for place in phrase[1:]:
        word = printed.words[place]
        overlapping = joined + word[1:] if joined[-1] == word[0] else ""  # pairs of letters, where nothing parts words
        tries = (f"{joined} {word}", f"{joined}-{word}", f"{joined}\N{NO-BREAK SPACE}{word}", overlapping)
        joined = next((tried for tried in tries if tried and tried in printed.text), "")
        if not joined:
            break
    return joined


def _has_capital(word: str, printed: Printed) -> bool:
    """Whether a text prints a word with a capital inside a sentence, and not without one: as names."""
    if not word[0].isupper() or word.lower() in printed.words:
        return False
    end = printed.text.rfind("\n")  # headlines may have capitals everywhere
    place = printed.text.find(f" {word}", 1, end)
    while place > 0 and not (printed.text[place - 1].isalnum() or printed.text[place - 1] == ","):
        place = printed.text.find(f" {word}", place + 1, end)
    return place > 0


def _is_noun(stem: str, printed: Printed) -> bool:
    """Whether a word stands between an article or `of` and a word that says nothing: `the depot of`; not `was closed
    by`, and not `the closed depot`.
    """
    classes = _classes(printed.language)
    return any(
        not printed.stems[place + 1] and classes.get(printed.words[place - 1].lower()) in _BEFORE_NOUNS
        for place in printed.places[stem]
        if place
    )


def _merit(printed: tuple[str, range]) -> tuple[bool, int, bool, int]:
    """Sorts capitals last, then long phrases first, then small letters, then what comes first in the document."""
    words, phrase = printed
    return words.isupper(), -len(phrase), not words.islower(), phrase[0]


def _is_form_of(stem: str, told: Iterable[str]) -> bool:
    return any(stem.startswith(other) or other.startswith(stem) for other in told)


def _classes(language: str) -> Lexicon:
    return LEXICONS.get("" if language == "en" else language, {})


class _Stems(dict[str, str]):
    """The stems of a language's words; empty of those that say nothing of what a text is about."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._classes = _classes(language)

    def __missing__(self, word: str) -> str:
        says = self._classes.get(word.lower(), "T") in _TELLING and not (len(word) < 3 and word.islower())
        stem = self[word] = intern(cut_stem(word)) if says else ""
        return stem


_stems = cache(_Stems)


@cache
def _commonest(language: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in list_common_words(language)[:_COMMONEST])
