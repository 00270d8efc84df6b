"""One reader for each format of capture: bytes in, records of text with structure and clues out.

`READERS` is the table of formats. A reader never raises for what the bytes hold; it gives findings instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from sitegen.drafts import Clue, Mark
from sitegen.findings import Finding
from sitegen.intake import sidecar
from sitegen.intake.decoding import Decoded, decode

if TYPE_CHECKING:  # it loads lxml, which plain text does not need
    from sitegen.intake.extract import Extracted

_REPLACED = re.compile("[\x00\ud800-\udfff]")
_HTML_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:[^-]|-(?!->)){0,2000}-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE
)
_MAIL_OPENING = re.compile(rb"(?:From|MIME-Version|Snapshot-Content-Location|Subject): ?\S")


@dataclass(frozen=True, slots=True)
class Record:
    """One text of a file, as a capture has it."""

    raw: str
    format: Literal["text", "markdown", "html"]
    encoding: str
    marks: tuple[Mark, ...] = ()
    clues: tuple[Clue, ...] = ()
    number: int = 0
    """Its place in a file of several, counted from 1; 0 where the file is the record."""
    data: bytes = b""
    """The record's own bytes, where the file holds several."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a file."""

    records: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


Reader = Callable[[bytes, str, tuple[Clue, ...], str], Reading]
"""Takes the bytes, the file's name for findings, the sidecar's clues and the encoding that it declares."""


def read_text(data: bytes, name: str, clues: tuple[Clue, ...], declared: str) -> Reading:
    """Plain text, as it is; a page's source that was saved as .txt is read as the page.

    A database's export of several articles gives a record for each.
    """
    decoded = decode(data, declared=declared)
    if decoded is None:
        return Reading(findings=[binary(name)])
    if _HTML_OPENING.match(decoded.text[:4096]):
        return read_html(data, name, clues, declared)
    from sitegen.intake.exports import count_articles, split_export  # which loads all that tells furniture

    texts = split_export(decoded.text)
    records = [
        Record(text, "text", decoded.encoding, number=number, data=text.encode("utf-8", "replace") if number else b"")
        for number, text in enumerate(texts, 1 if len(texts) > 1 else 0)
    ]
    most = max(map(count_articles, texts))
    return Reading(records, _encoding_findings(decoded, name) + _several_findings(most, name))


def _several_findings(most: int, name: str) -> list[Finding]:
    """A finding where the fields of a database's export stand several times and nothing divides its articles."""
    if most == 1:
        return []
    message = f"It is a database's export that seems to hold {most} articles, and no line says where one ends."
    remedy = "Save each article as a file of its own."
    return [Finding(name, 0, "capture-several", "warning", message, remedy)]


def read_markdown(data: bytes, name: str, clues: tuple[Clue, ...], declared: str) -> Reading:
    """Markdown: front matter to clues, the body to text with marks."""
    decoded = decode(data, declared=declared)
    if decoded is None:
        return Reading(findings=[binary(name)])
    from sitegen.intake.extract import extract_markdown

    front, body_at = sidecar.split_front_matter(decoded.text)
    own, findings = sidecar.read_clues(front, name, "front matter", first_line=2)
    extracted = extract_markdown(decoded.text[body_at:])
    findings += _problems(extracted, name)
    record = Record(extracted.raw, "markdown", decoded.encoding, extracted.marks, own + extracted.clues)
    return Reading([record], _encoding_findings(decoded, name) + findings)


def read_html(data: bytes, name: str, clues: tuple[Clue, ...], declared: str) -> Reading:
    """A web page: its article as text with marks, and what the page says about it."""
    if _MAIL_OPENING.match(data):
        from sitegen.intake.bundles import read_mhtml

        return read_mhtml(data, name, clues, declared)
    decoded = decode(data, declared=declared, is_html=True)
    if decoded is None:
        return Reading(findings=[binary(name)])
    record, findings = html_record(decoded, name, clues)
    return Reading([record], _encoding_findings(decoded, name) + findings)


def html_record(decoded: Decoded, name: str, clues: tuple[Clue, ...]) -> tuple[Record, list[Finding]]:
    """Extract a decoded page; `clues` are those from outside, of which the address helps the extraction."""
    from sitegen.intake.extract import extract_html

    address = next((clue.value for clue in clues if clue.name == "url"), "")
    extracted = extract_html(decoded.text, address)
    own = tuple(replace(clue, value=without_surrogates(clue.value)) for clue in extracted.clues)
    return Record(extracted.raw, "html", decoded.encoding, extracted.marks, own), _problems(extracted, name)


def _problems(extracted: Extracted, name: str) -> list[Finding]:
    return [Finding(name, 0, code, "warning", message, remedy) for code, message, remedy in extracted.problems]


def without_surrogates(text: str) -> str:
    """Text from JSON or HTML escapes, in which NUL and lone surrogates, which no file can hold, become U+FFFD."""
    return _REPLACED.sub("\ufffd", text)


def binary(name: str) -> Finding:
    """The finding for bytes that are no text."""
    remedy = "Save the article as text or HTML."
    return Finding(name, 0, "capture-binary", "warning", "It is not a text, or is damaged.", remedy)


def _encoding_findings(decoded: Decoded, name: str) -> list[Finding]:
    if decoded.sure:
        return []
    remedy = f"Check its letters; if they are wrong, write `encoding: …` into {name}{sidecar.SUFFIX}."
    if decoded.stray_at is None:
        message = f"Its encoding is not stated and was taken for {decoded.encoding}."
        return [Finding(name, 0, "capture-encoding-guessed", "info", message, remedy)]
    line = decoded.text.count("\n", 0, decoded.stray_at) + 1
    message = f"It is {decoded.encoding} with bytes that are foreign to it, read as Windows-1252."
    return [Finding(name, line, "capture-encoding-mixed", "warning", message, remedy)]


def _lazily(module: str, reader: str) -> Reader:
    """A reader of a format that is rare and needs libraries which need not load for plain text."""

    def read(data: bytes, name: str, clues: tuple[Clue, ...], declared: str) -> Reading:
        found: Reader = getattr(import_module(f"sitegen.intake.{module}"), reader)
        return found(data, name, clues, declared)

    return read


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".srt": read_text,
    ".vtt": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".mhtml": _lazily("bundles", "read_mhtml"),
    ".mht": _lazily("bundles", "read_mhtml"),
    ".jsonl": _lazily("bundles", "read_json_lines"),
    ".warc": _lazily("bundles", "read_warc"),
    ".warc.gz": _lazily("bundles", "read_warc"),
    ".wacz": _lazily("bundles", "read_wacz"),
    ".pdf": _lazily("pdf", "read_pdf"),
}
"""How a file's name ends, and what reads it."""
