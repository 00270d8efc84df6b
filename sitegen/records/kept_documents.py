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
from sitegen.records import paragraph_record
from sitegen.records.text_files import ABSENT, Looks
from sitegen.store import Store, digest_of

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
    where `store` does not know it. It must depend on these files alone.
    """
    looks = Looks(root)
    paragraphs = looks.folder_state(paragraph_record.FOLDER)
    keys = [_key(names, [looks.state_of(name) for name in names], paragraphs) for names in documents]
    return store.work_out_each(keys, _codec(), lambda place: read(documents[place][0]), jobs)


def _key(names: DocumentFiles, states: Sequence[str], paragraphs: str) -> bytes:
    """Empty where something could change unseen. Where a document has no record of its paragraphs, one under an id that
    it had before may come to count.
    """
    states = [*states, paragraphs] if states[-1] == ABSENT else states
    return digest_of("document", *names, *states) if all(states) else b""


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
