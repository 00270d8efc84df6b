"""The records of intake: from a capture on disk, with its clues, to a draft and the account of how it was made.

Every offset counts characters and every span is half-open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Basis = Literal["stated", "inferred", "editor"]
"""What a value rests on: the text says so; we worked it out; a person decided."""

EditKind = Literal["furniture", "repeat", "damage", "metadata", "layout"]
"""Why a span of a capture changed. `layout` touches white space and markup signs only, never a word."""

BlockKind = Literal["paragraph", "heading", "standfirst", "caption", "item", "quotation", "turn", "separator"]
"""What a block of clean text is. A `turn` opens with its speaker's label; an `item` belongs to a list."""


@dataclass(frozen=True, slots=True)
class Clue:
    """A raw hint that came with a capture and does not stand in its text."""

    name: str
    """The field it speaks of: title, date, modified, outlet, url, language, byline, section, kind, rights …"""
    value: str
    """What it says, as found."""
    where: str
    """Where it was found, in words a reader can follow: `sidecar`, `json-ld datePublished`, `meta og:title` …"""


@dataclass(frozen=True, slots=True)
class Mark:
    """Structure or emphasis that lies over a stretch of text, known from the capture's own markup."""

    start: int
    end: int
    kind: str
    """heading, item, quotation, caption, separator (whole blocks); emphasis, strong, code, link, label (within one)."""
    value: str = ""
    """A heading's level, an item's marker (`*` or `1.`), a link's target; empty otherwise."""


@dataclass(frozen=True, slots=True)
class Capture:
    """A raw file as received, decoded but otherwise untouched."""

    path: str
    """Relative to the archive, with forward slashes: `seeds/interview.txt`."""
    sha256: str
    """Of the file's bytes, in hexadecimal."""
    format: Literal["text", "markdown", "html"]
    encoding: str
    """The encoding that `raw` was decoded with."""
    raw: str
    """The decoded text; of marked-up captures, the text as extracted, before our rules. All offsets refer to it."""
    marks: tuple[Mark, ...] = ()
    """Structure known from markup, over `raw`; none for plain text."""
    clues: tuple[Clue, ...] = ()
    """Hints from outside the text: the sidecar file, meta tags, JSON-LD."""


BUNDLE_SUFFIXES = (".txt", ".jsonl", ".warc", ".warc.gz", ".wacz")
"""How the names of files end that may hold several captures."""


LONGEST_PATH = 2_000
"""Letters of a capture's path: one of more than 4096 bytes, with what the archive lies in, ends a run on any disk."""


def capture_file(path: str) -> str:
    """The file in which a capture is: `seeds/x.jsonl#3` in `seeds/x.jsonl`; `seeds/Note #3.txt` is a file itself."""
    file, _, number = path.rpartition("#")
    return file if number.isdecimal() and file.lower().endswith(BUNDLE_SUFFIXES) else path


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that a value rests on."""

    text: str
    start: int | None = None
    """Offset into the capture's raw text; None where the words are not in it (a meta tag, a sidecar file)."""
    end: int | None = None
    where: str = ""
    """For evidence from outside the text: the clue's `where`."""


@dataclass(frozen=True, slots=True)
class Value:
    """A suggested value of one field, with what it rests on."""

    value: str | tuple[str, ...]
    basis: Basis
    evidence: tuple[Evidence, ...] = ()
    note: str = ""
    """How it was inferred, in one sentence, where the evidence does not speak for itself."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One cleaning step: `raw[start:end]` gives way to `replacement`. All edits together yield the clean text."""

    start: int
    end: int
    kind: EditKind
    rule: str
    """The name of the rule that made it, as in the rule tables."""
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A stretch that a rule suspected but left standing, for an editor to judge."""

    start: int
    end: int
    """Offsets into the capture's raw text."""
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like stretch of the clean text."""

    start: int
    end: int
    """Offsets into the clean text; blocks do not overlap and are separated by exactly one blank line."""
    kind: BlockKind
    value: str = ""
    """As in `Mark.value`: a heading's level, an item's marker."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What intake makes of one capture: clean text, the account of how it was reached, and suggested fields."""

    capture: Capture
    text: str
    """Clean plain text: `raw` with all edits applied."""
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]
    """Emphasis, links and speakers' labels over `text`."""
    edits: tuple[Edit, ...]
    """In order, never overlapping."""
    fields: Mapping[str, Value]
    """Suggested front matter by field name: title, date, outlet (as printed), language, kind, byline, section …"""
    doubts: tuple[Doubt, ...] = ()
