"""Whose a printed name is, as editors ruled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sitegen.model import Decision, Document, DocumentId, Person, PersonId
from sitegen.relate.names import fold_letters, resolve_person


@dataclass(frozen=True, slots=True)
class RuledPeople:
    """The records of people with the names that rulings gave them or took from them."""

    everywhere: tuple[Person, ...]
    """As they hold where no ruling of one document alone comes in."""
    only_here: Mapping[DocumentId, tuple[Person, ...]]

    def of(self, document: DocumentId) -> tuple[Person, ...]:
        """The records as they hold in one document."""
        return self.only_here.get(document, self.everywhere)


def rule_people(people: Iterable[Person], decisions: Iterable[Decision]) -> RuledPeople:
    """Put rulings on names into effect: `same` adds the name to the person's variants and keeps it from everybody else,
    `different` keeps it from the person. A ruling that names documents holds in those alone.
    """
    everywhere = tuple(people)
    rulings: dict[DocumentId, list[Decision]] = defaultdict(list)
    for ruling in decisions:
        if not (ruling.name and ruling.person and ruling.ruling in ("same", "different")):
            continue
        for document in ruling.documents:
            rulings[document].append(ruling)
        if not ruling.documents:
            everywhere = _as_ruled(everywhere, ruling)
    only_here = {}
    for document, own in rulings.items():
        only_here[document] = everywhere
        for ruling in own:
            only_here[document] = _as_ruled(only_here[document], ruling)
    return RuledPeople(everywhere, only_here)


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


def resolve_speakers(document: Document, people: Sequence[Person]) -> tuple[str, ...]:
    """A document's speakers, the names as printed replaced by the ids of the records that they fit.

    A name that fits nobody's record, or more than one, stays as printed.
    """
    return tuple(dict.fromkeys(resolve_speaker(name, people, document.date) or name for name in document.speakers))


def resolve_speaker(name: str, people: Sequence[Person], date: str) -> PersonId | None:
    """Whose id or name it is; None where it is nobody's, or more than one person's."""
    return next((person.id for person in people if person.id == name), None) or resolve_person(name, people, date=date)
