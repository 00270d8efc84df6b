"""Whether a role noun ("the Ruritanian leader") fits a description ("President of Ruritania")."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sitegen.relate.function_words import words
from sitegen.relate.role_words import HONORIFICS, ROLE_NOUNS, SAME_OFFICE

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
OF_STATE = {"state": "president", "government": "premier"}
"""What the head of each is called."""
OFFICES = ROLE_NOUNS | HONORIFICS
OTHER_RANK = words("vice deputy assistant former ex")
"""Words that make another office of one: "the president" is not the vice president."""
SAYS_NOTHING = words("the a an former now then current incumbent of and for")
ROOT_LETTERS = 5


def plain_word(word: str) -> str:
    """A word in small letters, without full stop, titles written out: "Gov." gives governor."""
    small = word.casefold().strip(".")
    return ABBREVIATED.get(small, small)


def split_office(phrase: Sequence[str]) -> tuple[str, list[str]] | None:
    """The office that a role noun names, and the other words that say which: "president", ["sylvanian"]."""
    named = [plain_word(word) for word in phrase]
    if named[-3:-1] == ["head", "of"] and named[-1] in OF_STATE:
        named[-3:] = [OF_STATE[named[-1]]]
    last = named.index("of") - 1 if "of" in named else len(named) - 1
    if last < 0 or named[last] not in OFFICES:
        return None
    return named[last], [word for word in (*named[:last], *named[last + 1 :]) if word not in SAYS_NOTHING]


def alike_offices(office: str) -> frozenset[str]:
    """All words for an office: a president is "the leader" too."""
    return frozenset({office}).union(*(group for group in SAME_OFFICE if office in group))


def fits_office(phrase: Sequence[str], description: Collection[str], *, bare: bool = True) -> bool:
    """Whether the words of a role noun agree with a description: the same office, and every other word's root in it.

    `bare` allows a role noun of the office alone ("the president"), which only fits within one text.
    """
    split = split_office(phrase)
    if split is None or not (split[1] or bare) or alike_offices(split[0]).isdisjoint(description):
        return False
    if any(rank in description and rank not in map(plain_word, phrase) for rank in OTHER_RANK):
        return False
    return all(any(_same_root(modifier, word) for word in description) for modifier in split[1])


def _same_root(one: str, other: str) -> bool:
    """ "Belgian" and "Belgium", "Ruritanian" and "Ruritania": five letters in common, or one word."""
    return one == other or (min(len(one), len(other)) >= ROOT_LETTERS and one[:ROOT_LETTERS] == other[:ROOT_LETTERS])
