"""Earlier ids: what still uses the id of a record that was renamed or merged means the record that lists it now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Protocol

from sitegen.findings import Finding
from sitegen.model import Archive, Decision, Document, Stance
from sitegen.records.fields import ID


class _Record(Protocol):
    @property
    def aliases(self) -> tuple[str, ...]: ...


def find_owners(records: Mapping[Any, _Record]) -> dict[str, tuple[str, ...]]:
    """The records that list each earlier id: one for a rename or a merge, several where a record was split. What is no
    id becomes no address: it is reported, and stands for nothing.
    """
    owners: dict[str, tuple[str, ...]] = {}
    for id, record in records.items():
        for alias in record.aliases:
            if alias not in records and ID.fullmatch(alias):
                owners[alias] = (*owners.get(alias, ()), id)
    return owners


def resolve_aliases(archive: Archive, decisions_file: str) -> tuple[Archive, list[Finding]]:
    """The archive with today's ids wherever an earlier one means exactly one record, and a finding for each.

    The id of a record that was split stays as it is: which one is meant only a person can tell.
    """
    resolver = _Resolver(archive)
    documents = {id: resolver.document(document) for id, document in archive.documents.items()}
    decisions = tuple(resolver.decision(decision, decisions_file) for decision in archive.decisions)
    return replace(archive, documents=MappingProxyType(documents), decisions=decisions), resolver.findings


def resolve_document(archive: Archive, document: Document) -> Document:
    """One document with the ids that the records of `archive` have today."""
    return _Resolver(archive).document(document)


class _Resolver:
    def __init__(self, archive: Archive) -> None:
        self.outlets, self.people = _renamed(archive.outlets), _renamed(archive.people)
        self.events, self.topics = _renamed(archive.events), _renamed(archive.topics)
        self.documents = _renamed(archive.documents)
        self.targets = self.outlets | self.people | self.events | self.topics
        self.findings: list[Finding] = []

    def document(self, document: Document) -> Document:
        def ids(field: str, renamed: Mapping[str, str]) -> tuple[str, ...]:
            return self.ids(getattr(document, field), renamed, document.path, document.lines.get(field, 1))

        outlet = (document.outlet,) if document.outlet else ()
        resolved = {
            "outlet": next(iter(self.ids(outlet, self.outlets, document.path, document.lines.get("outlet", 1))), None),
            "speakers": ids("speakers", self.people),
            "events": ids("events", self.events),
            "topics": ids("topics", self.topics),
            "stance": tuple(self.stance(one, document.path) for one in document.stance),
        }
        changed = {name: value for name, value in resolved.items() if value != getattr(document, name)}
        return replace(document, **changed) if changed else document  # type: ignore[arg-type]

    def stance(self, stance: Stance, file: str) -> Stance:
        [toward] = self.ids([stance.toward], self.targets, file, stance.line)
        before, colon, person = stance.voice.rpartition(":")
        [person] = self.ids([person], self.people if colon else {}, file, stance.line)
        return replace(stance, toward=toward, voice=before + colon + person)

    def decision(self, decision: Decision, file: str) -> Decision:
        [person] = self.ids([decision.person], self.people, file, decision.line)
        events = self.ids([decision.event] if decision.event else [], self.events, file, decision.line)
        documents = self.ids(decision.documents, self.documents, file, decision.line)
        return replace(decision, person=person, event=next(iter(events), None), documents=documents)  # type: ignore[arg-type]

    def ids(self, ids: Iterable[str], renamed: Mapping[str, str], file: str, line: int) -> tuple[str, ...]:
        """Today's ids, each once, in order."""
        ids = tuple(ids)
        for id in ids:
            if id in renamed:
                message = f"'{id}' is an earlier id of '{renamed[id]}'."
                remedy = f"Write `{renamed[id]}` for `{id}` on this line."
                self.findings.append(Finding(file, line, "alias-used", "info", message, remedy))
        return tuple(dict.fromkeys(renamed.get(id, id) for id in ids))


def _renamed(records: Mapping[Any, _Record]) -> dict[str, str]:
    return {alias: owners[0] for alias, owners in find_owners(records).items() if len(owners) == 1}
