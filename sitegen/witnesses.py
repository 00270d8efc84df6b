"""The records of copies: which documents are witnesses of one text, and which passages others have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sitegen.model import DocumentId

WitnessRelation = Literal["reprint", "excerpt", "expansion", "revision", "adaptation"]
"""How a witness stands to its base: nearly the same words; a part of it; all of it and more; changed by the same
outlet; changed by another one."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A copy of a text, read against the cluster's base witness."""

    document: DocumentId
    relation: WitnessRelation
    same: float
    """Words that stand in both in the same order, of the words of both, 0 to 1."""
    added: int
    """Words that the base has not."""
    missing: int
    """Words that only the base has."""
    resemblance: float
    """Shingles of three words in both, of those in either (Broder)."""
    containment: float
    """Shingles in both, of those of the text with fewer (Broder)."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Documents that are one text."""

    base: DocumentId
    """The base witness: the earliest, of equally early ones the longest."""
    witnesses: tuple[Witness, ...]
    """The others, the earliest first."""

    @property
    def documents(self) -> tuple[DocumentId, ...]:
        """All witnesses, the base first."""
        return (self.base, *(witness.document for witness in self.witnesses))


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """Words that stand in two documents that are not copies of each other; offsets into each plain text."""

    one: DocumentId
    start: int
    end: int
    other: DocumentId
    other_start: int
    other_end: int
    words: int
    quoted: bool
    """Whether one of them prints it as a quotation: then it comes from a speaker, and not from the other document."""
