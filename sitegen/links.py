"""The records of the relate stage: who said what, which documents belong together, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sitegen.drafts import Basis
from sitegen.model import DocumentId, EventId, PersonId


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what: a stretch of a document's plain text with its source and cue."""

    content: tuple[tuple[int, int], ...]
    source: tuple[tuple[int, int], ...] | None
    cue: tuple[tuple[int, int], ...] | None
    speaker: str | None
    """As printed; None where the text does not say."""
    person: PersonId | None
    """Only where exactly one authority record fits."""
    kind: Literal["direct", "mixed", "reported", "turn"]
    tier: Literal["high", "medium", "low"]
    rule: str
    route: tuple[int, int] | None = None
    """Through whom the words came, apart from who said them: "told *the Courier*", "according to *the agency*"."""
    basis: Basis = "inferred"
    """`editor` where a ruling says who speaks."""


ReasonKind = Literal["event", "speaker", "topic", "words", "quotation", "passages"]
"""What two documents have in common: records, or in their texts words, a quotation, passages."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a document is related; `sitegen.site.wording` says it in a reader's language."""

    kind: ReasonKind
    """What counts most."""
    names: tuple[str, ...] = ()
    """Of the records, or the words."""
    passages: int | None = None
    days: int | None = None
    """How far apart they are, where that is certain and worth telling."""


@dataclass(frozen=True, slots=True)
class Related:
    """A link to another document, with its reason."""

    id: DocumentId
    score: float
    reason: Reason


QuotationRelation = Literal["verbatim", "altered", "excerpt", "other words", "perhaps", "recurring", "other speaker"]
"""How two quotations hang together: word for word; a few words changed; one a part of the other; one occasion in other
words, as in two translations; one occasion, not certain; one claim on two occasions; one text, two speakers."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """One sentence that a document puts into someone's mouth."""

    document: DocumentId
    start: int
    end: int
    """Offsets into the document's plain text."""
    text: str
    speaker: str
    """The id of a person where there is one, else the name as printed."""
    date: str = ""
    """EDTF: of the event at which it was said where that is known, else of the document; empty: unknown."""
    events: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that stand in the one, or the other, or both, as printed."""

    one: str
    other: str
    same: bool
    """Whether they are the same words, case and punctuation aside."""


@dataclass(frozen=True, slots=True)
class QuotationPair:
    """Two quotations that belong together, in order of document and place."""

    one: Quoted
    other: Quoted
    relation: QuotationRelation
    score: float
    """Agreement of the words, 0 to 1."""
    differences: tuple[Difference, ...]
    """Both texts in full, in order."""


@dataclass(frozen=True, slots=True)
class EventSuggestion:
    """Documents that look like coverage of one event; an editor decides."""

    documents: tuple[DocumentId, ...]
    events: tuple[EventId, ...]
    """Those that some of them name already."""
    words: tuple[str, ...]
    """What the two most alike of them speak of."""
    score: float
    """Mean likeness of the pairs, 0 to 1."""


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


@dataclass(frozen=True, slots=True)
class Links:
    """What was worked out between and inside the documents of an archive."""

    related: Mapping[DocumentId, tuple[Related, ...]]
    attributions: Mapping[DocumentId, tuple[Attribution, ...]]
    quotations: tuple[QuotationPair, ...] = ()
    """Quotations in different documents that belong together."""
    event_suggestions: tuple[EventSuggestion, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    """Witnesses of one text; a document is in one cluster at most."""
    passages: tuple[SharedPassage, ...] = ()
    """What documents that are no copies have in common, in order of document and place."""
