"""What is worked out of single documents at little cost, kept by shares of the archive.

To ask the store for ten thousand small values takes longer than to make a few dozen of them anew: a share is read at
once, and made again where a file of one of its documents changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TypeVar
from zlib import crc32

from sitegen.codec import Codec
from sitegen.model import Document
from sitegen.store import Store, digest_of

_SHARES = 256

Value = TypeVar("Value")


def work_out_in_shares(
    what: str,
    codec: Codec[tuple[Value, ...]],
    work: Callable[[Document], Value],
    documents: Sequence[Document],
    store: Store,
    jobs: int = 1,
) -> list[Value]:
    """What `work` gives of each document, in their order; of shares that `store` knows no document is looked at, others
    are worked out in `jobs` processes. `work` rests on nothing but the document's files; `what` names it, and nothing
    else.
    """
    shares = defaultdict[int, list[Document]](list)
    for document in documents:
        shares[_share_of(document)].append(document)
    numbered = [*shares.values()]
    keys = [_key(what, share) for share in numbered]
    made = store.work_out_each(keys, codec, lambda number: tuple(map(work, numbered[number])), jobs)
    values = dict(zip(shares, map(iter, made), strict=True))
    return [next(values[_share_of(document)]) for document in documents]


def _share_of(document: Document) -> int:
    return crc32(document.id.encode()) % _SHARES


def _key(what: str, share: Sequence[Document]) -> bytes:
    """Empty where a document was not read from files."""
    read = [document.made_from for document in share]
    return digest_of(what, *read) if all(read) else b""
