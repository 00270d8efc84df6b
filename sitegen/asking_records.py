"""Questions about authority records: whose a printed name is, which outlet and which event is meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz
from slugify import slugify

from sitegen.findings import short
from sitegen.links import EventSuggestion
from sitegen.model import Archive, Decision, Document, Outlet, Person
from sitegen.questions import (
    Answer,
    Change,
    Material,
    Question,
    always,
    known_id,
    leave,
    new_id,
    set_field,
    suggestions_of,
)
from sitegen.records.import_plans import UNRESOLVED
from sitegen.records.patches import Patch
from sitegen.relate.names import fold_letters, name_parts, score_names
from sitegen.relate.rulings import resolve_speaker

PEOPLE = "content/authorities/people.yml"
OUTLETS = "content/authorities/outlets.yml"
EVENTS = "content/authorities/events.yml"
LIKELY_NAME = 0.7
"""Score from which a record is named as a candidate: low, since a person decides."""
LIKELY_OUTLET = 85
MOST_CANDIDATES = 3
_HOSTNAME = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")


def ask_names(material: Material) -> Iterator[Question]:
    """A speaker stands as printed, because nobody's record fits or more than one does. One question a name."""
    holders: dict[str, list[Document]] = defaultdict(list)
    for document in material.archive.documents.values():
        for name in document.speakers if document.status != "withdrawn" else ():
            if not (resolve_speaker(name, document, material.people) or material.is_left(document, "speakers", name)):
                holders[name].append(document)
    for name, documents in _most_first(holders):
        first = documents[0]
        likely = find_candidates(name, material.people.of(first.id).alike(name))
        asks = f"“{name}”{_in(documents)} speaks and has no record: make one, say whose name it is, or leave it."
        if likely:
            named = " or ".join(person.name for person in likely)
            asks = f"“{name}”{_in(documents)} speaks: say whether this is {named}."
        yield Question(
            "name",
            name,
            first.path,
            first.lines.get("speakers", 1),
            asks,
            tuple(_name_answers(name, documents, likely, material.archive)),
            first.id,
            words=(name,),
        )


def find_candidates(name: str, people: Iterable[Person]) -> list[Person]:
    """The records that a printed name may mean, likeliest first: other spellings, and people of that family name."""
    family, folded = name_parts(name).family, fold_letters(name)

    def likeness(person: Person) -> float:
        printed = (person.name, *person.variants)
        return max(max(score_names(name, own), 0.9 * score_names(family, own)) for own in printed)

    scored = [(likeness(one), one) for one in people if folded not in map(fold_letters, one.not_)]
    likely = sorted((-score, person.id, person) for score, person in scored if score >= LIKELY_NAME)
    return [person for _, _, person in likely[:MOST_CANDIDATES]]


def _name_answers(
    name: str, documents: Sequence[Document], likely: Sequence[Person], archive: Archive
) -> Iterator[Answer]:
    ruling = Decision("same", documents=tuple(document.id for document in documents), name=name)
    for person in likely:
        yield Answer(person.id, f"it is {_described(person)}, here", always(replace(ruling, person=person.id)))
    for person in likely:
        variant = Patch(PEOPLE, "add", (person.id, "variants"), name)
        yield Answer(f"always-{person.id}", f"it is always {person.name}: a variant of the name", always(variant))
    for person in likely:
        other = replace(ruling, ruling="different", person=person.id)
        yield Answer(f"not-{person.id}", f"it is not {person.name}", always(other))
    yield Answer(
        "new",
        "a new record",
        lambda id: (Patch(PEOPLE, "set", (new_id(id, archive.people),), {"name": name}),),
        "Id of the record",
        slugify(name),
    )
    yield Answer(
        "is",
        "somebody else who has a record",
        lambda id: (replace(ruling, person=known_id(id, archive.people)),),
        "Id of the person",
    )
    yield leave(documents, "speakers", name)


def ask_outlets(material: Material) -> Iterator[Question]:
    """A capture names its outlet, and no record has that name. One question a name."""
    holders: dict[str, list[Document]] = defaultdict(list)
    for document in material.unreviewed():
        stated = suggestions_of(document).get("outlet")
        if not stated or stated.note != UNRESOLVED or document.outlet:
            continue
        if not material.is_left(document, "outlet", str(stated.value)):
            holders[str(stated.value)].append(document)
    for name, documents in _most_first(holders):
        yield Question(
            "outlet",
            name,
            documents[0].path,
            1,
            f"The outlet “{name}”{_in(documents)} has no record: make one, say which it is, or leave it.",
            tuple(_outlet_answers(name, documents, material.archive)),
            documents[0].id,
            suggestions_of(documents[0])["outlet"].evidence,
        )


def _outlet_answers(name: str, documents: Sequence[Document], archive: Archive) -> Iterator[Answer]:
    is_host = bool(_HOSTNAME.fullmatch(name))

    def known(id: str) -> Sequence[Change]:
        variant = Patch(OUTLETS, "add", (known_id(id, archive.outlets), "hostnames" if is_host else "variants"), name)
        return (variant, *(set_field(document, "outlet", id) for document in documents))

    def make(id: str) -> Sequence[Change]:
        values = {"name": name} | ({"hostnames": [name]} if is_host else {})
        record = Patch(OUTLETS, "set", (new_id(id, archive.outlets),), values)
        return (record, *(set_field(document, "outlet", id) for document in documents))

    for outlet in _likely_outlets(name, archive.outlets.values()):
        yield Answer(outlet.id, f"it is {outlet.name}", always(*known(outlet.id)))
    yield Answer("new", "a new record", make, "Id of the record", slugify(name))
    yield Answer("is", "another outlet that has a record", known, "Id of the outlet")
    yield leave(documents, "outlet", name)


def _likely_outlets(name: str, outlets: Iterable[Outlet]) -> list[Outlet]:
    def likeness(outlet: Outlet) -> float:
        printed = (outlet.name, *outlet.variants, *outlet.hostnames)
        return max(fuzz.token_set_ratio(fold_letters(name), fold_letters(own)) for own in printed)

    likely = sorted((-likeness(one), one.id, one) for one in outlets if likeness(one) >= LIKELY_OUTLET)
    return [outlet for _, _, outlet in likely[:MOST_CANDIDATES]]


def ask_events(material: Material) -> Iterator[Question]:
    """Documents that look like coverage of one event, and do not all name it."""
    documents = material.archive.documents
    for suggested in material.links.event_suggestions:
        waiting = [documents[id] for id in suggested.documents if not documents[id].events]
        if not waiting or any(_is_ruled_out(ruling, suggested) for ruling in material.left.get(waiting[0].id, ())):
            continue
        told = f" ({', '.join(suggested.words)})" if suggested.words else ""
        asks = f"{len(suggested.documents)} documents seem to report one event{told}: make a record of it, or leave it."
        known = [material.archive.events[id].name for id in suggested.events if id in material.archive.events]
        if known:
            asks = f"“{short(waiting[0].title)}”{_in(waiting)} may report {' or '.join(known)}{told}: say whether so."
        yield Question(
            "event",
            " ".join(suggested.documents),
            waiting[0].path,
            waiting[0].lines.get("title", 1),
            asks,
            tuple(_event_answers(suggested, waiting, material.archive)),
            waiting[0].id,
            words=tuple(document.title for document in waiting[:1]),
        )


def _is_ruled_out(ruling: Decision, suggested: EventSuggestion) -> bool:
    return ruling.field == "events" and len(set(ruling.documents) & set(suggested.documents)) > 1


def _event_answers(suggested: EventSuggestion, waiting: Sequence[Document], archive: Archive) -> Iterator[Answer]:
    def report(id: str) -> Sequence[Change]:
        return [Patch(document.path, "add", ("events",), known_id(id, archive.events)) for document in waiting]

    def make(name: str) -> Sequence[Change]:
        id = new_id(slugify(name), archive.events)
        added = [Patch(document.path, "add", ("events",), id) for document in waiting]
        return [Patch(EVENTS, "set", (id,), {"name": name}), *added]

    events = [id for id in suggested.events if id in archive.events]
    for id in events:
        yield Answer(id, f"they report it: {', '.join(document.id for document in waiting)}", always(*report(id)))
    for id in events:
        others = [Decision("different", documents=(document.id,), event=id) for document in waiting]
        yield Answer(f"not-{id}", "they do not report it", always(*others))
    yield Answer("new", f"an event of its own, in {', '.join(document.id for document in waiting)}", make, "Its name")
    yield Answer("is", "another event that has a record", report, "Id of the event")
    apart = Decision("leave", documents=suggested.documents, field="events")
    yield Answer("leave", "they do not report one event, and this is not asked again", always(apart))


def _most_first(holders: Mapping[str, list[Document]]) -> list[tuple[str, list[Document]]]:
    """Names with the documents that print them, the name first that stands in most."""
    return sorted(holders.items(), key=lambda held: (-len(held[1]), held[0]))


def _in(documents: Sequence[Document]) -> str:
    return f" ({len(documents)} documents)" if len(documents) > 1 else ""


def _described(person: Person) -> str:
    roles = ", ".join(role.title for role in person.roles[-1:])
    return f"{person.name} ({roles})" if roles else person.name
