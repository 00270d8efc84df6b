"""The texts of documents, cut into words once for all that compares them."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import TypeVar

from sitegen.codec import Codec, codec_of
from sitegen.model import Document, DocumentId
from sitegen.relate.overlap import Shingled, shingle
from sitegen.relate.shares import work_out_in_shares
from sitegen.relate.shingles import Index, WordPlaces, checksum_words, sketch
from sitegen.store import NO_STORE, Store, digest_of

COPY_WORDS, PASSAGE_WORDS = 3, 8
"""Words of the shingles by which copies, and passages in common, are found: eight stand in two texts for a reason."""
_AT_HAND = 1024
"""Texts that are held ready to be compared word by word; candidates are looked at in order, so that few are wanted
again later."""

_HOST = re.compile(r"https?://(?:www\.)?([^/:?#]+)", re.IGNORECASE)
CAPITAL_NOUNS = ("de", "lb")
"""Languages in which a capital does not make a name."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_INSIDE = re.compile(r"(?<=[\w,] )[^\W\d_]{2,}")
"""Words that begin no sentence."""

_SKETCHES = codec_of(tuple[tuple[bytes, bytes], ...])

Span = tuple[int, int]
Value = TypeVar("Value")


class Texts:
    """Documents in the order of their ids; a word is known by its checksum, which takes four bytes."""

    def __init__(self, documents: Iterable[Document], store: Store = NO_STORE, *, jobs: int = 1) -> None:
        """The sketches of texts that `store` knows are not made again; others are in `jobs` processes."""
        self.documents = tuple(sorted(documents, key=lambda one: one.id))
        self._numbers = {one.id: number for number, one in enumerate(self.documents)}
        self._store = store
        sketches = work_out_in_shares("sketches", _SKETCHES, _sketch, self.documents, store, jobs)
        self.copy_index = Index([array("I", of_copies) for of_copies, _ in sketches])
        self.passage_index = Index([array("I", of_passages) for _, of_passages in sketches])
        self._key = cache(lambda number: digest_of(self.documents[number].text).hex())
        self.shingled = lru_cache(_AT_HAND)(self._shingled)
        self.places = lru_cache(_AT_HAND)(self._places)

    def number(self, id: DocumentId) -> int:
        """The place of a document."""
        return self._numbers[id]

    def compare_once(
        self, what: str, i: int, j: int, codec: Codec[tuple[Value]], compare: Callable[[Shingled, Shingled], Value]
    ) -> Value:
        """What `compare` gives of two texts, from the store where it is there. `what` names that: no other comparison
        has this name.
        """
        key = digest_of(what, self._key(i), self._key(j))
        [value] = self._store.work_out_once(key, codec, lambda: (compare(self.shingled(i), self.shingled(j)),))
        return value

    def span(self, number: int, start: int, length: int) -> Span:
        """Where a run of a text's words stands."""
        places = self.places(number)
        return places[start][0], places[start + length - 1][1]

    def _shingled(self, number: int) -> Shingled:
        return shingle(checksum_words(self.documents[number].text).tolist())

    def _places(self, number: int) -> WordPlaces:
        return WordPlaces(self.documents[number].text)


def _sketch(document: Document) -> tuple[bytes, bytes]:
    words = checksum_words(document.text)
    return sketch(words, COPY_WORDS).tobytes(), sketch(words, PASSAGE_WORDS).tobytes()


def house_of(document: Document) -> str:
    """Who prints a document: its outlet, else the host of its address; empty where neither is known."""
    host = _HOST.match(document.url)
    return document.outlet or (host[1].lower() if host else "")


def may_share_house(one: Document, other: Document) -> bool:
    """Whether nothing says that two documents were printed by two outlets."""
    return len({house_of(one), house_of(other)} - {""}) < 2


def find_names(text: str) -> frozenset[str]:
    """Words that a text prints with a capital inside a sentence, and nowhere without one, in small letters: of people,
    places, companies; in German nouns too.
    """
    small = {word for word in _WORD.findall(text) if word == word.lower()}
    inside = {word for word in _INSIDE.findall(text) if word != word.lower()}
    return frozenset(map(str.lower, inside)) - small
