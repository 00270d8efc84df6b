"""The records of people, indexed, so that a name is held against the few records that it may mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from hashlib import sha256

from sitegen.model import Person, PersonId
from sitegen.relate.names import fold_letters, resolve_person, resolve_role_noun, sound_signs
from sitegen.relate.offices import alike_offices, plain_word, split_office

_BETWEEN_WORDS = re.compile("[-,]")


class Register:
    """Records of people by the sound of each word of their names and by the words of their offices."""

    def __init__(self, people: Iterable[Person] = ()) -> None:
        self.people = tuple(people)
        by_sound: dict[str, set[int]] = defaultdict(set)
        by_role: dict[str, set[int]] = defaultdict(set)
        for place, person in enumerate(self.people):
            for name in (person.name, *person.variants, *person.role_nouns):
                for sound in _sounds(name):
                    by_sound[sound].add(place)
            for noun in person.role_nouns:
                by_role[_bare(noun)].add(place)
            for role in person.roles:
                for word in role.title.split():
                    by_role[plain_word(word)].add(place)
        self._by_sound: Mapping[str, set[int]] = dict(by_sound)
        self._by_role: Mapping[str, set[int]] = dict(by_role)

    @cached_property
    def digest(self) -> str:
        """Differs where any of the records does."""
        return sha256(repr(self.people).encode("utf-8", "surrogatepass")).hexdigest()

    def alike(self, name: str) -> tuple[Person, ...]:
        """Those that have a word in common with a printed name, in any spelling: nobody else can be meant by it."""
        return self._at(self._by_sound, _sounds(name))

    def resolve(self, name: str, *, date: str = "") -> PersonId | None:
        """The id of the one record that a printed name or role noun fits (see `resolve_person`)."""
        return resolve_person(name, self.alike(name), date=date)

    def resolve_role_noun(self, noun: str, *, date: str = "") -> PersonId | None:
        """The id of the one record that a role noun means on a date (see `names.resolve_role_noun`)."""
        split = split_office(noun.split())
        offices = alike_offices(split[0]) if split else frozenset[str]()
        return resolve_role_noun(noun, self._at(self._by_role, offices | {_bare(noun)}), date=date)

    def _at(self, index: Mapping[str, set[int]], keys: Iterable[str]) -> tuple[Person, ...]:
        places = set[int]().union(*(index.get(key, ()) for key in keys))
        return tuple(self.people[place] for place in sorted(places))


NOBODY = Register()


def _sounds(name: str) -> frozenset[str]:
    return frozenset[str]().union(*map(sound_signs, _BETWEEN_WORDS.sub(" ", name).split()))


def _bare(noun: str) -> str:
    return fold_letters(" ".join(noun.split())).removeprefix("the ")
