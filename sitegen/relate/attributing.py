"""Who said what in all documents of an archive: as their texts have it, worked out once, and as editors ruled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType

from sitegen.codec import codec_of
from sitegen.links import Attribution
from sitegen.model import Archive, Decision, Document, DocumentId
from sitegen.progress import Progress, no_progress
from sitegen.relate.overrides import override_speakers
from sitegen.relate.rulings import RuledPeople, rule_people
from sitegen.relate.shares import work_out_in_shares
from sitegen.relate.speakers import find_attributions
from sitegen.store import NO_STORE, Store, digest_of

Attributions = tuple[Attribution, ...]
_CODEC, _DIGESTS = codec_of(Attributions), codec_of(tuple[bytes, ...])


def attribute_documents(
    archive: Archive, store: Store = NO_STORE, *, jobs: int = 1, progress: Progress = no_progress
) -> Mapping[DocumentId, Attributions]:
    """The attributions of every document, in the archive's order. What `store` knows is not worked out again."""
    people = rule_people(archive.people.values(), archive.decisions)
    documents = list(archive.documents.values())
    spoken = work_out_in_shares("spoken", _DIGESTS, _digest_spoken, documents, store, jobs)
    keys = [_key(document, own, people) for document, own in zip(documents, spoken, strict=True)]
    found: dict[DocumentId, Attributions] = {}
    said_in = store.work_out_each(keys, _CODEC, lambda place: _attribute(people, documents[place]), jobs)
    for document, said in zip(documents, said_in, strict=True):
        found[document.id] = said
        progress("finding speakers", len(found), len(documents))
    ruled = _override(archive, found)
    return MappingProxyType({id: ruled.get(id, found[id]) for id in archive.documents})


def _turns(document: Document) -> list[tuple[int, int]]:
    return [(one.offset, one.offset + len(one.text)) for one in document.passages if one.kind == "turn"]


def _digest_spoken(document: Document) -> bytes:
    return digest_of(document.text, repr(_turns(document)))


def _key(document: Document, spoken: bytes, people: RuledPeople) -> bytes:
    """Of all that `_attribute` looks at. `spoken`: the digest of text and turns."""
    return digest_of("attributions", spoken.hex(), document.date, people.of(document.id).digest)


def _attribute(people: RuledPeople, document: Document) -> Attributions:
    return find_attributions(document.text, people.of(document.id), date=document.date, turns=_turns(document))


def _override(archive: Archive, found: Mapping[DocumentId, Attributions]) -> dict[DocumentId, Attributions]:
    """Those of the documents that rulings on speakers name."""
    rulings: dict[DocumentId, list[Decision]] = defaultdict(list)
    for ruling in archive.decisions:
        for id in ruling.documents if ruling.ruling == "speaker" else ():
            rulings[id].append(ruling)
    return {
        id: override_speakers(id, archive.documents[id].text, found[id], own, archive.people)
        for id, own in rulings.items()
        if id in found
    }
