"""The records that flow through the program, from the files editors own to the links between published documents.

The words are those of the field; `sitegen.drafts` has the records of intake. Every record is frozen, every offset
counts characters, every span is half-open. A stage takes records and gives new ones; nothing is changed in place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, NewType

from sitegen.addresses import is_web_address
from sitegen.drafts import Basis, Block, Capture, Doubt, Edit, Mark, Value

DocumentId = NewType("DocumentId", str)
OutletId = NewType("OutletId", str)
PersonId = NewType("PersonId", str)
EventId = NewType("EventId", str)
TopicId = NewType("TopicId", str)

# --- records: what editors own ----------------------------------------------------------------------------------------


class Passage(NamedTuple):
    """A block of a document's body as published: plain text with inline marks, never markup."""

    kind: Literal["paragraph", "heading", "standfirst", "caption", "item", "quotation", "turn", "separator", "code"]
    text: str
    marks: tuple[Mark, ...] = ()
    """Inline only: emphasis, strong, code, link, label; offsets into `text`."""
    value: str = ""
    """A heading's level, an item's marker."""
    number: int | None = None
    """Its paragraph number, which is its address (`#p7`); None for headings, captions, separators."""
    offset: int = 0
    """Where it starts in the document's plain text (`Document.text`)."""
    line: int = 1
    """Its line in the file, for findings."""


class Address(NamedTuple):
    """A paragraph's address, `#p7`: once given, it leads to that paragraph or says that it is gone."""

    number: int
    live: bool
    """False: the paragraph was removed. Its number is never given to another text."""
    text: str
    """With white space folded; of a removed one, as it last stood; empty once its document is withdrawn."""


@dataclass(frozen=True, slots=True)
class Stance:
    """One person's evidenced judgement of a document's attitude to a target."""

    toward: str
    """The id of a topic, event, person or outlet."""
    value: str
    """supportive, critical, neutral, mixed, not_applicable."""
    voice: str
    """author, selection, or quoted:<person>."""
    evidence: tuple[str, ...]
    by: str = ""
    on: str = ""
    status: str = "suggested"
    line: int = 1


@dataclass(frozen=True, slots=True)
class Annotation:
    """An editor's note on a passage, found again by its exact words."""

    quote: str
    note: str
    by: str = ""
    tags: tuple[str, ...] = ()
    prefix: str = ""
    suffix: str = ""
    line: int = 1
    stood_in: int | None = None
    """The paragraph in which its words stood when it was first built; None: nothing is recorded."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """The program's own account of where a document came from."""

    capture: str
    sha256: str
    encoding: str
    format: str
    edits: tuple[Edit, ...]
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]
    suggestions: Mapping[str, Value]
    doubts: tuple[Doubt, ...] = ()
    body_sha256: str = ""
    """Of the body as last suggested: differs from the file's where an editor changed it."""
    body_parts: tuple[str, ...] = ()
    """Short digests of that body's sentences and lines, the base of a three-way merge."""
    copies: tuple[str, ...] = ()
    """Paths of other captures with the very same text."""
    reasons: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Why each rule named in `edits` changes what it changes."""


@dataclass(frozen=True, slots=True)
class Document:
    """One text with one page, as its editor has it."""

    id: DocumentId
    title: str
    path: str
    """Of its file, relative to the archive."""
    kind: str = "article"
    outlet: OutletId | None = None
    published_in: str = ""
    date: str = ""
    """EDTF; empty where unknown."""
    standfirst: tuple[str, ...] = ()
    """Lines beside the headline that are no paragraphs of the text, as printed."""
    byline: tuple[str, ...] = ()
    language: str = ""
    section: str = ""
    """The section path as printed."""
    credit: tuple[str, ...] = ()
    """Credits of pictures, as printed."""
    url: str = ""
    archived: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    """Ids of people; a name that is nobody's id stands as printed."""
    events: tuple[EventId, ...] = ()
    topics: tuple[TopicId, ...] = ()
    stance: tuple[Stance, ...] = ()
    rights: str = ""
    status: str = ""
    """Empty: published, not yet reviewed. draft: not published unless asked for. reviewed. withdrawn: a tombstone."""
    withdrawn_because: str = ""
    aliases: tuple[DocumentId, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    notes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Why the editor set a field as it stands, by field name."""
    markdown: bytes = b""
    """The body, as in the file, in UTF-8: one curly quote in a long string doubles what the whole of it takes."""
    passages: tuple[Passage, ...] = ()
    addresses: tuple[Address, ...] = ()
    """Every paragraph address ever given, in the order of the text."""
    basis: Mapping[str, Basis] = field(default_factory=lambda: MappingProxyType({}))
    """What each field that has a value rests on."""
    provenance: Provenance | None = None
    lines: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """The line of each front matter field, for findings."""
    made_from: str = field(default="", compare=False)
    """A digest of the files that it was read from; empty where it was not."""
    described_by: str = field(default="", compare=False)
    """The same of all in them but its body and the numbers of its paragraphs."""
    recorded: bool = field(default=False, compare=False)
    """Whether its files record of its paragraphs what is to be recorded."""

    @property
    def body(self) -> str:
        """Markdown, as in the file."""
        return self.markdown.decode()

    @property
    def text(self) -> str:
        """Plain text: the passages joined by blank lines. Put together whenever it is asked for: a large archive holds
        each text once, and not twice."""
        return join_passages(self.passages)


def join_passages(passages: Iterable[Passage]) -> str:
    """The plain text of passages: a blank line stands between them."""
    return "\n\n".join([passage.text for passage in passages])


@dataclass(frozen=True, slots=True)
class Relation:
    """An outlet's relation to power and trade, with the source that says so."""

    value: str
    source: str
    date: str = ""

    @property
    def address(self) -> str:
        """The source where it is a web address and nothing else."""
        return self.source if is_web_address(self.source) else ""


@dataclass(frozen=True, slots=True)
class Outlet:
    """Authority record of a publisher, agency, site or institution that speaks in its own name."""

    id: OutletId
    name: str
    variants: tuple[str, ...] = ()
    hostnames: tuple[str, ...] = ()
    country: str = ""
    language: str = ""
    relation: tuple[Relation, ...] = ()
    furniture: tuple[str, ...] = ()
    """Lines that this outlet prints around every article, `*` for any words; removed at import."""
    furniture_examples: tuple[str, ...] = ()
    """Printed lines that `furniture` must recognise; it is tried on them."""
    wikidata: str = ""
    note: str = ""
    aliases: tuple[str, ...] = ()
    """Earlier ids: of a record that was renamed, merged into this one, or split."""


@dataclass(frozen=True, slots=True)
class Role:
    title: str
    date: str = ""
    """EDTF interval in which the person held it."""


@dataclass(frozen=True, slots=True)
class Person:
    """Authority record of a person who is named or speaks."""

    id: PersonId
    name: str
    variants: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    role_nouns: tuple[str, ...] = ()
    """Descriptions that mean this person while in a role: "the Belarusian leader"."""
    not_: tuple[str, ...] = ()
    """Namesakes that this is not."""
    wikidata: str = ""
    note: str = ""
    aliases: tuple[str, ...] = ()
    """Earlier ids: of a record that was renamed, merged into this one, or split."""


@dataclass(frozen=True, slots=True)
class Event:
    id: EventId
    name: str
    date: str = ""
    place: str = ""
    description: str = ""
    wikidata: str = ""
    aliases: tuple[str, ...] = ()
    """Earlier ids: of a record that was renamed, merged into this one, or split."""


@dataclass(frozen=True, slots=True)
class Topic:
    id: TopicId
    name: str
    description: str = ""
    aliases: tuple[str, ...] = ()
    """Earlier ids: of a record that was renamed, merged into this one, or split."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One ruling of content/decisions.yml; which of its subjects it names depends on the ruling."""

    ruling: str
    """keep: an edit is not to be made. leave: a suggestion was looked at and is not taken. same, different, unsure: of
    two texts, of two quotations, of a printed name and a person, of a document and an event. speaker: who says it."""
    documents: tuple[DocumentId, ...] = ()
    """Those it is about; of a name: those it holds in, all where there are none."""
    event: EventId | None = None
    quotations: tuple[str, ...] = ()
    """Exact words of two quotations."""
    name: str = ""
    """As printed."""
    person: str = ""
    """An id; of speaker also a name as printed, empty for nobody's words."""
    field: str = ""
    """Of leave: the front matter field."""
    value: str = ""
    """Of leave: what was suggested for it."""
    text: str = ""
    """Exact words: of the capture that an edit removed or repaired, or of the document in which somebody speaks."""
    rule: str = ""
    """The rule that made the edit."""
    by: str = ""
    on: str = ""
    why: str = ""
    line: int = 1


@dataclass(frozen=True, slots=True)
class Permalink:
    """One line of the ledger of published addresses."""

    path: str
    kind: str
    id: str
    status: Literal["live", "moved", "withdrawn"]
    target: str = ""
    since: str = ""
    """The day it was first published, moved or withdrawn: ISO 8601."""


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """content/site.yml."""

    title: str
    base_url: str = ""
    """Where the site will be published, ending in a slash; empty: no canonical addresses."""
    language: str = "en"
    description: str = ""
    rights: str = ""
    robots: str = "index"
    """`index` or `noindex`."""
    theme: str = "default"


@dataclass(frozen=True, slots=True)
class ShownField:
    """One entry of content/fields.yml: a field that readers see, narrow a search by, or both."""

    field: str
    label: str = ""
    """Empty: the program's own word."""
    show: str = "yes"
    """Whether documents' pages show it: `yes` or `no`."""
    facet: str = ""
    """Whether search is narrowed by it: `yes` or `no`; empty: as where nothing is said of any field."""
    line: int = 1


@dataclass(frozen=True, slots=True)
class Note:
    """A page that the editors wrote: about, method, essays."""

    id: str
    title: str
    body: str
    path: str


@dataclass(frozen=True, slots=True)
class Archive:
    """Everything that `content/` says, read once; mappings are in id order."""

    settings: SiteSettings
    documents: Mapping[DocumentId, Document]
    outlets: Mapping[OutletId, Outlet]
    people: Mapping[PersonId, Person]
    events: Mapping[EventId, Event]
    topics: Mapping[TopicId, Topic]
    notes: Mapping[str, Note]
    ledger: tuple[Permalink, ...]
    decisions: tuple[Decision, ...] = ()
    fields: tuple[ShownField, ...] = ()
    """What readers see of front matter, in this order; empty: what the program shows of itself."""
    captures: Mapping[str, Capture] = field(default_factory=lambda: MappingProxyType({}))
    """By path; read at build for the pages that show raw beside clean."""


_NOTHING: Mapping[Any, Any] = MappingProxyType({})
EMPTY_ARCHIVE = Archive(SiteSettings(""), _NOTHING, _NOTHING, _NOTHING, _NOTHING, _NOTHING, _NOTHING, ())
"""What is known where there is no archive."""
