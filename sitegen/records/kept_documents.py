"""Documents as the store keeps them from build to build: read once while the files behind them stay as they are.

Only the state of the files is looked at, as for a build that finds nothing to do (`sitegen.cache`): none of them is
opened again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from sitegen.codec import Codec, codec_of
from sitegen.findings import Finding
from sitegen.model import Document, Passage
from sitegen.records.text_files import ABSENT, state_of
from sitegen.store import Store, digest_of
from sitegen.workers import map_items

ReadDocument = tuple[Document | None, tuple[Finding, ...]]
"""What reading a document's files gives."""
DocumentFiles = tuple[str, str, str]
"""Names, relative to the archive: of a document, of its account of origin, of the record of its paragraphs; the last
two need not be there."""
_ADDRESSES, _PASSAGES = ([one.name for one in fields(Document)].index(name) for name in ("addresses", "passages"))
_NUMBER, _TEXT = map(Passage._fields.index, ("number", "text"))


def read_documents(
    root: Path, documents: Sequence[DocumentFiles], read: Callable[[str], ReadDocument], store: Store, jobs: int
) -> Iterator[ReadDocument]:
    """What `read` gives of the first of each document's files, in their order, worked out in one of `jobs` processes
    where `store` does not know it. It must depend on these files alone. Of a document without a record, one under an
    earlier id may come to count: those that have such ids are not kept then.
    """
    states = [[state_of(root, name) for name in names] for names in documents]
    keys = [
        digest_of("document", *names, *state) if all(state) else b""
        for names, state in zip(documents, states, strict=True)
    ]
    kept = [store.recall(key, _codec()) if key else None for key in keys]
    due = [place for place, known in enumerate(kept) if known is None]
    packed = map_items(lambda place: _pack(read(documents[place][0])), due, jobs)
    for names, state, key, known in zip(documents, states, keys, kept, strict=True):
        if known is None and (data := next(packed)):
            known = _codec().unpack(data)
            if key and (document := known[0]) and (state[-1] != ABSENT or not document.aliases):
                store.keep_packed(key, data)
        yield known or read(names[0])


def _pack(read: ReadDocument) -> bytes:
    try:
        return _codec().pack(read)
    except ValueError:
        return b""


@cache
def _codec() -> Codec[ReadDocument]:
    """Addresses that say what the paragraphs say, as most do, are left out."""
    whole: Codec[ReadDocument] = codec_of(ReadDocument)

    def encode(read: ReadDocument) -> Any:
        row = whole.encode(read)
        if (document := row[0]) and document[_ADDRESSES] == _count(document):
            document[_ADDRESSES] = None
        return row

    def decode(row: Any) -> ReadDocument:
        if (document := row[0]) and document[_ADDRESSES] is None:
            document[_ADDRESSES] = _count(document)
        return whole.decode(row)

    return Codec(encode, decode)


def _count(document: Sequence[Any]) -> tuple[tuple[Any, ...], ...]:
    """The addresses of a document, both encoded, of which no paragraph was ever removed, nor holds odd white space."""
    return tuple([(one[_NUMBER], True, one[_TEXT]) for one in document[_PASSAGES] if one[_NUMBER] is not None])
