"""Tags of annotations: what an editor writes, and the id under which a tag has its page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from slugify import slugify

from sitegen.model import Document

_ID_LENGTH = 60


def tag_id(tag: str) -> str:
    """The id of a tag: `Open question` and `open question` are one tag, `open-question`."""
    return slugify(tag, max_length=_ID_LENGTH, word_boundary=True, save_order=True) or (
        "tag-" + hashlib.sha256(tag.encode()).hexdigest()[:8]
    )


def find_tags(documents: Iterable[Document]) -> dict[str, str]:
    """The tags that annotations of published documents bear: id to the tag as it is first written, in id order."""
    tags: dict[str, str] = {}
    for document in documents:
        if document.status != "withdrawn":
            for note in document.annotations:
                for tag in note.tags:
                    tags.setdefault(tag_id(tag), tag)
    return dict(sorted(tags.items()))
