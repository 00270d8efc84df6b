"""Documents as the store keeps them from build to build: all that reading one makes of its file but its body.

The body stands in the file, which has to be read anyway to know that it is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from typing import Any

from sitegen.codec import Codec, codec_of
from sitegen.findings import Finding
from sitegen.model import Document
from sitegen.records.articles import split_front_matter
from sitegen.store import Store, digest_of

ReadDocument = tuple[Document | None, tuple[Finding, ...]]
"""What reading a document's file gives."""
_BODY = [one.name for one in fields(Document)].index("markdown")


def read_once(
    store: Store, name: str, text: str, account: str | None, read: Callable[[str, str, str | None], ReadDocument]
) -> ReadDocument:
    """What `read(text, name, account)` gives, which must depend on nothing else: from the store where it is there."""
    key = digest_of("document", name, text, *([] if account is None else [account]))
    return store.work_out_once(key, _codec(text), lambda: read(text, name, account))


@cache
def _whole() -> Codec[ReadDocument]:
    return codec_of(ReadDocument)


def _codec(text: str) -> Codec[ReadDocument]:
    """Of a document in a file with this text."""

    def encode(read: ReadDocument) -> Any:
        row = _whole().encode(read)
        if document := row[0]:
            document[_BODY] = ""
        return row

    def decode(row: Any) -> ReadDocument:
        if document := row[0]:
            parts = split_front_matter(text)
            document[_BODY] = parts[1] if parts else ""
        return _whole().decode(row)

    return Codec(encode, decode)
