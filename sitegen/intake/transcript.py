"""Speakers' labels: which paragraphs of a text open with the name of who speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sitegen.interviews import QUESTION_OR_ANSWER, SALUTATION, are_paired, are_spoken

_LABEL = re.compile(r"(?:[—–-]\s?)?(?P<label>[^\W\d_][^:：\n\"“”«»?!;]{0,90}?)\s?(?::(?=\s|$)|：)")
_SMALL = frozenset(
    "of the for and to in on at de la le les du des del der die das von van di da do dos y e et und и в по с на".split()
)
_NO_SPEAKERS = frozenset(
    """
    note update updated correction related source sources photo photos image video read more watch listen also
    tags location date time where when what who why how price cost stream tickets example warning tip editor's note
    editor’s note contact phone email website address category topics credit caption summary result conclusion
    """.split()
)
_MOST_WORDS = 14


def find_labels(texts: Sequence[str]) -> dict[int, int]:
    """Paragraphs that open with a speaker's label, as index to the length of the label with its colon.

    A text is a transcript only where labels come back: at least three paragraphs have one, at least two different
    ones occur, and one of them returns, or questions and answers are marked as such. Otherwise there are no labels.
    """
    matches = {index: match for index, text in enumerate(texts) if (match := _label_of(text))}
    labels = {index: match["label"].casefold() for index, match in matches.items()}
    found = {index: match.end() for index, match in matches.items()}
    if not are_paired(labels.values()):
        for index in [index for index, label in labels.items() if len(label) == 1]:
            del labels[index], found[index]
    names = Counter(labels.values())
    surnames = {name.rsplit(None, 1)[-1] for name in names}
    for index in list(found):
        if names[labels[index]] > 1:
            break
        if _names_a_speaker(texts[index][found[index] :], surnames):
            del names[labels[index]], found[index]
    if len(found) < 3 or len(names) < 2 or len(found) == len(names):
        return {}
    if len(found) < 0.1 * len(texts) and len(found) < 8:
        return {}
    return found if are_spoken(texts[index][end:] for index, end in found.items()) else {}


def _names_a_speaker(words: str, surnames: set[str]) -> bool:
    """Whether a line above the first turns is one of the cast: "Host: Jane Doe", where "Doe:" speaks further down."""
    named = words.casefold().replace(",", " ").split()
    return len(named) <= 8 and words[-1:].isalnum() and not surnames.isdisjoint(named)


def _label_of(text: str) -> re.Match[str] | None:
    """The label that a paragraph opens with."""
    if question := QUESTION_OR_ANSWER.match(text):
        return question
    label = _LABEL.match(text)
    words = label["label"].split() if label else []
    if (
        not words
        or len(words) > _MOST_WORDS
        or SALUTATION.match(text)
        or not _NO_SPEAKERS.isdisjoint((" ".join(words).casefold(), words[0].casefold()))
    ):
        return None
    plain = [word for word in words if word.casefold() not in _SMALL]
    named = sum(not word.strip("(),.’'")[:1].islower() for word in plain)
    return label if plain and named >= 0.6 * len(plain) and not words[0][0].islower() else None
