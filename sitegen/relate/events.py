"""Events that several documents seem to report. These are suggestions for editors; only their records are events.

Documents are brought together by average linkage over the agreement of their words, from which each day between them
takes something, and so do names that only one of them prints: words alone cannot tell one event from the next of its
kind. Groups grow while the average over all their pairs stays at `TOGETHER_FROM`. The figures were chosen on Reuters
articles cut in parts and on made-up events that look alike (`tests/eval/related.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import permutations

from sitegen.codec import codec_of
from sitegen.links import EventSuggestion
from sitegen.model import Archive, Decision, Document, DocumentId, EventId
from sitegen.relate.likeness import Likenesses, nearness
from sitegen.relate.profiles import OPENING, days_apart
from sitegen.relate.texts import CAPITAL_NOUNS, find_names
from sitegen.store import NO_STORE, Store, digest_of

TOGETHER_FROM = 0.12
"""Agreement: cosine of words, less what the days between and the names take."""
DAYS = 7
"""Days that coverage of one event lies apart at most."""
_A_DAY = 0.05
"""What each of them takes from the agreement."""
_OTHER_NAMES = 0.3
"""What it takes from the agreement that two documents have no name in common."""
_NAMES_SHARED, _FEWEST_NAMES = 0.4, 3
"""Share of names in common, of the fewer, from which nothing is taken; fewer names say nothing."""

_NAMES = codec_of(frozenset[str])

Apart = Callable[[DocumentId, DocumentId], bool]
"""Whether two documents are known not to report one event."""


def suggest_events(archive: Archive, likenesses: Likenesses, store: Store = NO_STORE) -> tuple[EventSuggestion, ...]:
    """Groups of two or more documents that look like coverage of one event, where not all name one yet; best first.
    Documents whose names `store` knows are not read again.

    What an editor ruled out, by `leave` with `field: events` on two documents of a group or by `different` on a
    document and an event, is not suggested again. Documents that name different events are not brought together.
    """
    refused = _refused(archive.decisions)
    suggested = []
    for group in group_documents(archive.documents, likenesses, _know_apart(archive, refused), store):
        waiting = [id for id in group if not archive.documents[id].events]
        events = {event for id in group for event in archive.documents[id].events}
        events -= {event for id in waiting for event in refused.get(id, ())}
        if waiting and (events or len(waiting) > 1):
            suggested.append(_suggestion(archive, likenesses, group, tuple(sorted(events))))
    return tuple(sorted(suggested, key=lambda one: (-one.score, one.documents)))


def _know_apart(archive: Archive, refused: Mapping[DocumentId, Collection[EventId]]) -> Apart:
    """What editors ruled, and recorded: documents that name events, but no common one, and a document that was said not
    to report what the other names.
    """
    left = (ruling.documents for ruling in archive.decisions if ruling.ruling == "leave" and ruling.field == "events")
    ruled = {pair for ids in left for pair in permutations(ids, 2)}

    def apart(one: DocumentId, other: DocumentId) -> bool:
        events, others = set(archive.documents[one].events), set(archive.documents[other].events)
        if (one, other) in ruled:
            return True
        if events and others:
            return events.isdisjoint(others)
        return bool(events or others) and events | others <= {*refused.get(one, ()), *refused.get(other, ())}

    return apart


def _refused(decisions: Iterable[Decision]) -> Mapping[DocumentId, Collection[EventId]]:
    """The events that documents were said not to report."""
    refused = defaultdict(set)
    for ruling in decisions:
        if ruling.ruling == "different" and ruling.event:
            for id in ruling.documents:
                refused[id].add(ruling.event)
    return refused


def _suggestion(
    archive: Archive, likenesses: Likenesses, group: Sequence[DocumentId], events: tuple[EventId, ...]
) -> EventSuggestion:
    pairs = [(one, other) for place, one in enumerate(group) for other in group[place + 1 :]]
    best = max(pairs, key=lambda pair: (likenesses.between(*pair), pair))
    score = sum(likenesses.between(*pair) for pair in pairs) / len(pairs)
    words = likenesses.words_of(*best)
    return EventSuggestion(tuple(group), events, words, round(score, 3))


def group_documents(
    documents: Mapping[DocumentId, Document],
    likenesses: Likenesses,
    apart: Apart = lambda one, other: False,
    store: Store = NO_STORE,
) -> tuple[tuple[DocumentId, ...], ...]:
    """Groups of documents that belong together, each in id order; none has two that are known to be `apart`.

    Average linkage, taken greedily from the pair that agrees best on: a merge stands if the mean agreement of all pairs
    across the two groups reaches `TOGETHER_FROM`. The result does not depend on the order of documents.
    """
    links = sorted(_links(documents, likenesses, store), key=lambda link: (-link[0], link[1:]))
    group_of: dict[DocumentId, list[DocumentId]] = {}
    across: dict[DocumentId, dict[DocumentId, float]] = defaultdict(dict)
    for agreement, one, other in links:
        across[one][other] = across[other][one] = agreement
    for _, one, other in links:
        first, second = group_of.get(one, [one]), group_of.get(other, [other])
        if first is second or any(apart(a, b) for a in first for b in second):
            continue
        total = sum(across[a].get(b, 0.0) for a in first for b in second)
        if total >= TOGETHER_FROM * len(first) * len(second):
            merged = first + second
            group_of.update(dict.fromkeys(merged, merged))
    groups = {tuple(sorted(group)) for group in group_of.values()}
    return tuple(sorted(groups))


def _links(
    documents: Mapping[DocumentId, Document], likenesses: Likenesses, store: Store
) -> Iterator[tuple[float, DocumentId, DocumentId]]:
    """Pairs of documents from about the same days, with their agreement."""
    names = cache(lambda id: _find_names(documents[id], store))
    for one, others in likenesses.pairs.items():
        for other, likeness in others.items():
            days = days_apart(likenesses.days[one], likenesses.days[other])
            if one < other and days is not None and days <= DAYS:
                taken = _A_DAY * days + _OTHER_NAMES * _tell_apart(names(one), names(other))
                yield likeness / nearness(days) - taken, one, other


def _tell_apart(names: frozenset[str], others: frozenset[str]) -> float:
    """How much names speak for two events, 0 to 1."""
    fewer = min(len(names), len(others))
    if fewer < _FEWEST_NAMES:
        return 0.0
    return max(0.0, 1 - len(names & others) / (_NAMES_SHARED * fewer))


def _find_names(document: Document, store: Store) -> frozenset[str]:
    """The names in a document's opening, where its language tells them by their capitals."""
    if document.language.startswith(CAPITAL_NOUNS):
        return frozenset()
    opening = document.text[:OPENING]
    return store.work_out_once(digest_of("names", opening), _NAMES, lambda: find_names(opening))
