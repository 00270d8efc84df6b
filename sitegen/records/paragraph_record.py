"""content/paragraphs/<id>.tsv: which paragraph of a document has which number, and where its annotations stood.

One line a paragraph, in the order of the text: number, `live` or `gone`, its words with white space folded; then one
line for each annotation: number of the paragraph, `noted`, quote, prefix, suffix. Parted by tabs, written at build.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from sitegen.findings import Finding
from sitegen.model import Address, Annotation, Document, Passage
from sitegen.records.anchors import AnchorKey, anchor_annotations, anchor_key
from sitegen.records.paragraphs import align_paragraphs, fold

_STATES = {"live": True, "gone": False}
_MISSING = 10_000
"""Lines that a record may have lost. The program gives numbers in order and each stays in the record: one that is
larger was never given, and would leave none for the next paragraph."""
_MOST_TOLD = 20
"""Damaged lines of one record that are told one by one."""


@dataclass(frozen=True, slots=True)
class ParagraphRecord:
    """What was recorded of a document's paragraphs when it was last built."""

    addresses: tuple[Address, ...]
    noted: Mapping[AnchorKey, int]
    """The paragraph in which an annotation's words stood first."""


NO_RECORD = ParagraphRecord((), {})


FOLDER = "content/paragraphs"


def paragraphs_name(id: str) -> str:
    """Where the record of a document's paragraphs stands, relative to the archive."""
    return f"{FOLDER}/{id}.tsv"


def read_paragraphs(text: str, file: str) -> tuple[ParagraphRecord, list[Finding]]:
    """Read a record. A line that is none is an error and left out: an address may hang on it."""
    addresses: list[Address] = []
    noted: dict[AnchorKey, int] = {}
    findings: list[Finding] = []
    used: set[int] = set()
    most = text.count("\n") + _MISSING
    for line_number, line in enumerate(text.split("\n"), 1):
        if not line:
            continue
        number, state, *words = [*line.split("\t"), ""]
        known = number.isascii() and number.isdecimal() and len(number) < 10 and number[0] != "0" and "\0" not in line
        known = known and int(number) <= most
        if known and state == "noted" and 2 <= len(words) <= 4:
            quote, prefix, suffix = (*words[:-1], "", "")[:3]
            noted[quote, prefix, suffix] = int(number)
        elif known and state in _STATES and int(number) not in used and len(words) <= 2:
            used.add(int(number))
            addresses.append(Address(int(number), _STATES[state], fold(words[0])))
        else:
            findings.append(_damaged(file, line_number, line, twice=known and int(number) in used))
    if len(findings) > _MOST_TOLD:
        findings[_MOST_TOLD:] = [_damaged_too(findings[_MOST_TOLD], len(findings) - _MOST_TOLD)]
    return ParagraphRecord(tuple(addresses), noted), findings


def _damaged_too(first: Finding, count: int) -> Finding:
    return replace(first, message=f"From here on {count} more lines are none of a record of paragraphs.")


def _damaged(file: str, line_number: int, line: str, *, twice: bool) -> Finding:
    what = "This number stands in the record twice" if twice else "This is not a line of the record of paragraphs"
    return Finding(
        file,
        line_number,
        "paragraph-line",
        "error",
        f"{what}: {line[:60]}",
        "Restore the file from version control; the program writes it, and until then leaves it as it is.",
    )


def format_paragraphs(document: Document) -> str:
    """The record of a document as it stands now. Of a withdrawn one it says which numbers were given, and no words."""
    if document.status == "withdrawn":
        return "".join(_line(address.number, "gone") for address in document.addresses)
    lines = [_line(one.number, "live" if one.live else "gone", one.text) for one in document.addresses]
    noted = {anchor_key(note): note.stood_in for note in document.annotations if note.stood_in is not None}
    lines += [_line(number, "noted", *key) for key, number in sorted(noted.items())]
    return "".join(lines)


def _line(number: int, state: str, *words: str) -> str:
    """A line of the record, without white space at its end, which editors' programs take away."""
    return "\t".join((str(number), state, *words)).rstrip("\t") + "\n"


def tell_changes(old: ParagraphRecord, document: Document) -> str:
    """What recording a document as it stands now would change, in words: `new: 15; removed: 7`."""
    before = {address.number: address.live for address in old.addresses}
    after = {address.number: address.live for address in document.addresses}
    changes = {
        "new": [number for number in after if number not in before],
        "removed": [number for number, live in before.items() if live and not after[number]],
        "back": [number for number, live in before.items() if not live and after[number]],
    }
    return "; ".join(f"{what}: {', '.join(map(str, numbers))}" for what, numbers in changes.items() if numbers)


class Numbered(NamedTuple):
    """A document with the numbers of its paragraphs."""

    document: Document
    told: str
    """Its record, where that says something else than counting does."""
    findings: list[Finding]


def number_as_recorded(document: Document, text: str, file: str) -> Numbered:
    """The document numbered by the text of its record, empty where there is none. Most records say what counting its
    paragraphs says: they are compared as texts and not read.
    """
    counted = number_paragraphs(document, NO_RECORD)
    if not text or text == format_paragraphs(counted):
        return Numbered(counted, "", [])
    record, findings = read_paragraphs(text, file)
    return Numbered(number_paragraphs(document, record), text, findings)


def number_paragraphs(document: Document, record: ParagraphRecord) -> Document:
    """The document with the numbers that its paragraphs have for ever, and with the places that its notes had first.

    Of a withdrawn document all paragraphs are gone.
    """
    if document.status == "withdrawn":
        return replace(document, addresses=tuple(address._replace(live=False) for address in record.addresses))
    texts = [fold(passage.text) for passage in document.passages if passage.number is not None]
    addresses = align_paragraphs(record.addresses, texts)
    numbered = replace(document, addresses=addresses, passages=_renumbered(document.passages, addresses))
    return replace(numbered, annotations=_placed(numbered, record.noted)) if document.annotations else numbered


def _renumbered(passages: tuple[Passage, ...], addresses: tuple[Address, ...]) -> tuple[Passage, ...]:
    live = [address.number for address in addresses if address.live]
    if live == list(range(1, len(live) + 1)):
        return passages  # as they were counted when they were read
    numbers = iter(live)
    return tuple(passage if passage.number is None else passage._replace(number=next(numbers)) for passage in passages)


def _placed(document: Document, noted: Mapping[AnchorKey, int]) -> tuple[Annotation, ...]:
    """Each annotation with the paragraph it stood in first: as recorded, else where its words stand now."""
    known = [replace(note, stood_in=noted.get(anchor_key(note))) for note in document.annotations]
    found = anchor_annotations(replace(document, annotations=tuple(known)))
    now = {one.annotation: one.paragraph for one in found}
    return tuple(note if note.stood_in is not None else replace(note, stood_in=now[note]) for note in known)
