"""Documents as the store keeps them from build to build: read once while the files behind them stay as they are.

Only the state of the files is looked at, as for a build that finds nothing to do (`sitegen.cache`): none of them is
opened again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from sitegen.codec import Codec, codec_of
from sitegen.findings import Finding
from sitegen.model import Document, Passage
from sitegen.records.text_files import ABSENT, state_of
from sitegen.store import Store, digest_of

ReadDocument = tuple[Document | None, tuple[Finding, ...]]
"""What reading a document's files gives."""
_ADDRESSES, _PASSAGES = ([one.name for one in fields(Document)].index(name) for name in ("addresses", "passages"))
_NUMBER, _TEXT = ([one.name for one in fields(Passage)].index(name) for name in ("number", "text"))


def read_once(store: Store, root: Path, names: Sequence[str], read: Callable[[], ReadDocument]) -> ReadDocument:
    """What `read` gives, from the store where it is there. It must depend on the files `names` of the archive alone:
    the document's own, its account of origin, the record of its paragraphs. The last two need not be there; where
    there is no record, one under an earlier id may come to count, so that documents with such ids are not kept then.
    """
    states = [state_of(root, name) for name in names]
    if not all(states):
        return read()
    key = digest_of("document", *names, *states)
    kept = store.recall(key, _codec())
    if kept is None:
        kept = read()
        if (document := kept[0]) and (states[-1] != ABSENT or not document.aliases):
            store.keep(key, _codec(), kept)
    return kept


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


def _count(document: Sequence[Any]) -> tuple[list[Any], ...]:
    """The addresses of a document, both encoded, of which no paragraph was ever removed, nor holds odd white space."""
    return tuple([[one[_NUMBER], True, one[_TEXT]] for one in document[_PASSAGES] if one[_NUMBER] is not None])
