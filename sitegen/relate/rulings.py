"""Whose a printed name is, as editors ruled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sitegen.model import Decision, Document, DocumentId, Person, PersonId
from sitegen.records.fields import ID
from sitegen.relate.names import fold_letters
from sitegen.relate.register import Register


@dataclass(frozen=True, slots=True)
class RuledPeople:
    """The records of people with the names that rulings gave them or took from them."""

    everywhere: Register
    """As they hold where no ruling of one document alone comes in."""
    only_here: Mapping[DocumentId, Register]

    def of(self, document: DocumentId) -> Register:
        """The records as they hold in one document."""
        return self.only_here.get(document, self.everywhere)


def rule_people(people: Iterable[Person], decisions: Iterable[Decision]) -> RuledPeople:
    """Put rulings on names into effect: `same` adds the name to the person's variants and keeps it from everybody else,
    `different` keeps it from the person. A ruling that names documents holds in those alone.
    """
    rulings = [one for one in decisions if one.name and one.person and one.ruling in ("same", "different")]
    everywhere = tuple(people)
    for ruling in rulings:
        everywhere = everywhere if ruling.documents else _as_ruled(everywhere, ruling)
    only_here: dict[DocumentId, tuple[Person, ...]] = {}
    for ruling in rulings:
        for document in ruling.documents:
            only_here[document] = _as_ruled(only_here.get(document, everywhere), ruling)
    return RuledPeople(Register(everywhere), {id: Register(ruled) for id, ruled in only_here.items()})


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
    return people.of(document.id).resolve(name, date=document.date)
