"""Events that several documents seem to report. These are suggestions for editors; only their records are events.

Documents are brought together by average linkage over likeness (`likeness`), which days gate: words alone cannot tell
one event from the next of its kind. Groups grow while the average over all their pairs stays at `TOGETHER_FROM`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sitegen.links import EventSuggestion
from sitegen.model import Archive, Decision, DocumentId, EventId
from sitegen.relate.likeness import Likenesses, nearness, shared_words
from sitegen.relate.profiles import days_apart, printed_words

TOGETHER_FROM = 0.2
"""Cosine of words, whatever the days."""
DAYS = 7
"""Days that coverage of one event lies apart at most."""
_WORDS_TOLD = 5

Copies = Mapping[DocumentId, Collection[DocumentId]]


def suggest_events(archive: Archive, likenesses: Likenesses) -> tuple[EventSuggestion, ...]:
    """Groups of two or more documents that look like coverage of one event, where not all name one yet; best first.

    What an editor ruled out, by `leave` with `field: events` on two documents of a group or by `different` on a
    document and an event, is not suggested again.
    """
    ruled_out = _ruled_out(archive.decisions)
    suggested = []
    for group in group_documents(likenesses, ruled_out):
        waiting = [id for id in group if not archive.documents[id].events]
        events = {event for id in group for event in archive.documents[id].events}
        events -= {event for id in waiting for event in _refused(archive.decisions, id)}
        if waiting and (events or len(waiting) > 1):
            suggested.append(_suggestion(archive, likenesses, group, tuple(sorted(events))))
    return tuple(sorted(suggested, key=lambda one: (-one.score, one.documents)))


def _ruled_out(decisions: Sequence[Decision]) -> frozenset[frozenset[DocumentId]]:
    left = [ruling.documents for ruling in decisions if ruling.ruling == "leave" and ruling.field == "events"]
    return frozenset(frozenset((one, other)) for ids in left for one in ids for other in ids if one != other)


def _refused(decisions: Sequence[Decision], id: DocumentId) -> frozenset[EventId]:
    rulings = (ruling for ruling in decisions if ruling.ruling == "different" and id in ruling.documents)
    return frozenset(ruling.event for ruling in rulings if ruling.event)


def _suggestion(
    archive: Archive, likenesses: Likenesses, group: Sequence[DocumentId], events: tuple[EventId, ...]
) -> EventSuggestion:
    pairs = [(one, other) for place, one in enumerate(group) for other in group[place + 1 :]]
    best = max(pairs, key=lambda pair: (likenesses.between(*pair), pair))
    one, other = (likenesses.profiles[id] for id in best)
    words = shared_words(one, other, printed_words(archive.documents[best[0]]), _WORDS_TOLD)
    score = sum(likenesses.between(*pair) for pair in pairs) / len(pairs)
    return EventSuggestion(tuple(group), events, words, round(score, 3))


def group_documents(
    likenesses: Likenesses, apart: Collection[frozenset[DocumentId]] = ()
) -> tuple[tuple[DocumentId, ...], ...]:
    """Groups of documents that belong together, each in id order; `apart` are pairs that may not be in one group.

    Average linkage, taken greedily from the most alike pair on: a merge stands if the mean likeness of all pairs
    across the two groups reaches `TOGETHER_FROM`. The result does not depend on the order of documents.
    """
    links = sorted(_links(likenesses, apart), key=lambda link: (-link[0], link[1:]))
    group_of: dict[DocumentId, list[DocumentId]] = {}
    across: dict[DocumentId, dict[DocumentId, float]] = defaultdict(dict)
    for score, one, other in links:
        across[one][other] = across[other][one] = score
    for _, one, other in links:
        first, second = group_of.get(one, [one]), group_of.get(other, [other])
        if first is second or any(frozenset((a, b)) in apart for a in first for b in second if apart):
            continue
        total = sum(across[a].get(b, 0.0) for a in first for b in second)
        if total >= TOGETHER_FROM * len(first) * len(second):
            merged = first + second
            group_of.update(dict.fromkeys(merged, merged))
    groups = {tuple(sorted(group)) for group in group_of.values()}
    return tuple(sorted(groups))


def _links(
    likenesses: Likenesses, apart: Collection[frozenset[DocumentId]]
) -> set[tuple[float, DocumentId, DocumentId]]:
    links = set()
    for one, others in likenesses.pairs.items():
        for other in others:
            days = days_apart(likenesses.profiles[one], likenesses.profiles[other])
            if days is not None and days <= DAYS and frozenset((one, other)) not in apart:
                first, second = sorted((one, other))
                links.add((likenesses.between(first, second) / nearness(days), first, second))
    return links
