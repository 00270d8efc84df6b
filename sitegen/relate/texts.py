"""The texts of documents, cut into words once for all that compares them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sitegen.model import Document, DocumentId
from sitegen.relate.overlap import Shingled, shingle
from sitegen.relate.shingles import Index, WordPlaces, checksum_words

_KEPT = 1024
"""Texts that are held ready to be compared word by word; candidates are looked at in order, so that few are wanted
again later."""

Span = tuple[int, int]


class Texts:
    """Documents in the order of their ids; a word is known by its checksum, which takes four bytes."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = tuple(sorted(documents, key=lambda one: one.id))
        self._words = [checksum_words(one.text) for one in self.documents]
        self._numbers = {one.id: number for number, one in enumerate(self.documents)}
        self.shingled = lru_cache(_KEPT)(self._shingled)
        self.places = lru_cache(_KEPT)(self._places)

    def number(self, id: DocumentId) -> int:
        """The place of a document."""
        return self._numbers[id]

    def index(self, width: int) -> Index:
        """The shingles of `width` words, by the number of the document."""
        index = Index(width)
        for words in self._words:
            index.add(words)
        return index

    def _shingled(self, number: int) -> Shingled:
        return shingle(self._words[number].tolist())

    def _places(self, number: int) -> WordPlaces:
        return WordPlaces(self.documents[number].text)
