"""Related coverage: which documents a reader of one should see next, and why.

The score adds up what two documents have in common, as editors recorded it: an event counts 1, a speaker .2 and a topic
.1, and where both are dated within a week of each other a speaker counts .5 and a topic .3. The reason names what
counts most. Candidates come from inverted indexes, so that documents with nothing in common are never compared.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from sitegen.dates import days_between, parse_edtf
from sitegen.model import Archive, Document, DocumentId, Event, Person, Related, Topic

MOST = 5
_EXACT_DAY = re.compile(r"\d{4}-\d\d-\d\d")
NEAR_DAYS = 7
EVENT, SPEAKER, TOPIC = 1.0, 0.2, 0.1
SPEAKER_NEAR, TOPIC_NEAR = 0.5, 0.3


def find_related(archive: Archive) -> Mapping[DocumentId, tuple[Related, ...]]:
    """For each document at most five others, best first; equal scores stand in the order of their ids."""
    shown = [document for document in archive.documents.values() if document.status != "withdrawn"]
    holders: dict[tuple[str, str], list[DocumentId]] = defaultdict(list)
    for document in shown:
        for key in _keys(document, archive):
            holders[key].append(document.id)
    related = {}
    for document in shown:
        others = sorted({id for key in _keys(document, archive) for id in holders[key]} - {document.id})
        scored = [_relate(document, archive.documents[id], archive) for id in others]
        related[document.id] = tuple(sorted(scored, key=lambda link: (-link.score, link.id))[:MOST])
    return MappingProxyType(related)


def _keys(document: Document, archive: Archive) -> Iterable[tuple[str, str]]:
    """What others can have in common with a document. A name that nobody resolved links nothing."""
    yield from (("event", id) for id in document.events)
    yield from (("speaker", name) for name in document.speakers if name in archive.people)
    yield from (("topic", id) for id in document.topics)


def _relate(document: Document, other: Document, archive: Archive) -> Related:
    shared = set(_keys(document, archive)) & set(_keys(other, archive))
    days = _days_between(document, other)
    near = days is not None and days <= NEAR_DAYS
    weights = {
        "event": EVENT,
        "speaker": SPEAKER_NEAR if near else SPEAKER,
        "topic": TOPIC_NEAR if near else TOPIC,
    }
    score = sum(weights[kind] for kind, _ in shared)
    return Related(other.id, round(score, 3), _reason(shared, _distance_in_words(document, other, days), archive))


def _days_between(document: Document, other: Document) -> int | None:
    """The smallest number of days that can lie between two documents; None where one has no year."""
    if not (document.date and other.date):
        return None
    return days_between(parse_edtf(document.date), parse_edtf(other.date))


def _distance_in_words(document: Document, other: Document, days: int | None) -> str:
    """How far apart two documents are, where both have a certain day: a distance between ranges says too much."""
    if (
        days is None
        or days > NEAR_DAYS
        or not (_EXACT_DAY.fullmatch(document.date) and _EXACT_DAY.fullmatch(other.date))
    ):
        return ""
    return ", same day" if days == 0 else ", one day apart" if days == 1 else f", {days} days apart"


def _reason(shared: set[tuple[str, str]], when: str, archive: Archive) -> str:
    """What two documents have in common, in words; the strongest kind only."""
    names = {
        "event": _names(shared, "event", archive.events),
        "speaker": _names(shared, "speaker", archive.people),
        "topic": _names(shared, "topic", archive.topics),
    }
    if names["event"]:
        return f"same event: {_listed(names['event'])}"
    if names["speaker"]:
        return f"quotes {_listed(names['speaker'])} too{when}"
    return f"same topic: {_listed(names['topic'])}{when}"


def _names(shared: set[tuple[str, str]], kind: str, records: Mapping[Any, Event | Person | Topic]) -> list[str]:
    return [records[id].name for key, id in sorted(shared) if key == kind and id in records]


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
