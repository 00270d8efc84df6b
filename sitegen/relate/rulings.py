"""Whose a printed name is, as editors ruled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sitegen.model import Decision, Document, DocumentId, Person, PersonId
from sitegen.records.fields import ID
from sitegen.relate.names import fold_letters, resolve_person, sound_signs


@dataclass(frozen=True, slots=True)
class RuledPeople:
    """The records of people with the names that rulings gave them or took from them."""

    everywhere: tuple[Person, ...]
    """As they hold where no ruling of one document alone comes in."""
    only_here: Mapping[DocumentId, tuple[Person, ...]]
    by_sound: Mapping[str, frozenset[int]]
    """Places in `everywhere` by the sound of each word of a name, variant or role noun."""

    def of(self, document: DocumentId) -> tuple[Person, ...]:
        """The records as they hold in one document."""
        return self.only_here.get(document, self.everywhere)

    def alike(self, document: DocumentId, name: str) -> tuple[Person, ...]:
        """Those that have a word in common with a printed name, in any spelling: nobody else can be meant by it."""
        if document in self.only_here:
            return self.only_here[document]
        places = frozenset[int]().union(*(self.by_sound.get(sound, ()) for sound in _sounds(name)))
        return tuple(self.everywhere[place] for place in sorted(places))


def _sounds(name: str) -> frozenset[str]:
    return frozenset[str]().union(*map(sound_signs, name.replace("-", " ").split()))


def rule_people(people: Iterable[Person], decisions: Iterable[Decision]) -> RuledPeople:
    """Put rulings on names into effect: `same` adds the name to the person's variants and keeps it from everybody else,
    `different` keeps it from the person. A ruling that names documents holds in those alone.
    """
    decisions = tuple(decisions)
    everywhere = rule_people_everywhere(people, decisions)
    only_here: dict[DocumentId, tuple[Person, ...]] = {}
    for ruling in decisions:
        for document in ruling.documents if _is_on_name(ruling) else ():
            only_here[document] = _as_ruled(only_here.get(document, everywhere), ruling)
    return RuledPeople(everywhere, only_here, _by_sound(everywhere))


def rule_people_everywhere(people: Iterable[Person], decisions: Iterable[Decision]) -> tuple[Person, ...]:
    """The same with those rulings alone that name no document: for a capture that is no document yet."""
    everywhere = tuple(people)
    for ruling in decisions:
        if _is_on_name(ruling) and not ruling.documents:
            everywhere = _as_ruled(everywhere, ruling)
    return everywhere


def _is_on_name(ruling: Decision) -> bool:
    return bool(ruling.name and ruling.person and ruling.ruling in ("same", "different"))


def _by_sound(people: Sequence[Person]) -> Mapping[str, frozenset[int]]:
    places: dict[str, set[int]] = defaultdict(set)
    for place, person in enumerate(people):
        for name in (person.name, *person.variants, *person.role_nouns):
            for sound in _sounds(name):
                places[sound].add(place)
    return {sound: frozenset(found) for sound, found in places.items()}


def _as_ruled(people: tuple[Person, ...], ruling: Decision) -> tuple[Person, ...]:
    return tuple(_person_as_ruled(person, ruling) for person in people)


def _person_as_ruled(person: Person, ruling: Decision) -> Person:
    meant = person.id == ruling.person
    if ruling.ruling == "same" and meant:
        kept = tuple(name for name in person.not_ if fold_letters(name) != fold_letters(ruling.name))
        return replace(person, variants=(*person.variants, ruling.name), not_=kept)
    if (ruling.ruling == "same") == meant:
        return person
    return replace(person, not_=(*person.not_, ruling.name))


def resolve_speakers(document: Document, people: RuledPeople) -> tuple[str, ...]:
    """A document's speakers, the names as printed replaced by the ids of the records that they fit.

    A name that fits nobody's record, or more than one, stays as printed.
    """
    return tuple(dict.fromkeys(resolve_speaker(name, document, people) or name for name in document.speakers))


def resolve_speaker(name: str, document: Document, people: RuledPeople) -> PersonId | None:
    """Whose name a document prints; None where it is nobody's, or more than one person's. An id means itself."""
    if ID.fullmatch(name):
        return PersonId(name)
    return resolve_person(name, people.alike(document.id, name), date=document.date)
