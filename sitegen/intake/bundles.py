"""Formats that wrap pages or hold several texts: MHTML, JSON Lines, web archives (WARC, WACZ).

Everything is bounded: what a compressed file may grow to, how many records are read, how large each may be.
"""

from __future__ import annotations

import email
import email.message
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from sitegen.drafts import Clue
from sitegen.findings import Finding
from sitegen.intake.decoding import Decoded, decode
from sitegen.intake.readers import Reading, Record, binary, html_record, read_text, without_surrogates
from sitegen.intake.sidecar import clue_name, host_clues

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

MAX_UNPACKED = 200 * 1024 * 1024
"""Bytes that a compressed file may grow to."""
MAX_PAGE = 20 * 1024 * 1024
MAX_RECORDS = 20_000

_TEXT_KEYS = (
    "text",
    "body",
    "content",
    "article",
    "articlebody",
    "maintext",
    "full_text",
    "fulltext",
    "raw_text",
    "raw",
)
_HTML_KEYS = ("html", "raw_html", "content_html", "body_html")
_SHORTEST_TEXT = 1
_MOST_FRAMES = 20


# --- MHTML ------------------------------------------------------------------------------------------------------------


def read_mhtml(data: bytes, name: str, clues: tuple[Clue, ...], declared: str) -> Reading:
    """A page saved whole by a browser as a MIME message, and the address it was saved from.

    The page is the first HTML part; where that only frames others, the one of them with the most text.
    """
    try:
        message = email.message_from_bytes(data)
        pages = list(_pages_of(message, declared))
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError):
        pages = []
    if not pages:
        return read_text(data, name, clues, declared) if b"\x00" not in data else Reading(findings=[binary(name)])
    from sitegen.intake.extract import SHELL

    own = tuple(_message_clues(message, pages[0][0]))
    record, findings = html_record(pages[0][1], name, clues + own)
    if len(record.raw) < SHELL:
        framed = [html_record(decoded, name, clues) for _, decoded in pages[1:]]
        record, findings = max([(record, findings), *framed], key=lambda found: len(found[0].raw))
    return Reading([_with_clues(record, own)], findings)


def _pages_of(message: email.message.Message, declared: str) -> Iterator[tuple[email.message.Message, Decoded]]:
    """The HTML parts that can be read."""
    parts = (part for _, part in zip(range(2000), message.walk(), strict=False))
    pages = (part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml"))
    for part in islice(pages, _MOST_FRAMES):
        payload = part.get_payload(decode=True)
        charset = declared or part.get_content_charset("") or ""
        if isinstance(payload, bytes) and (decoded := decode(payload, declared=charset, is_html=True)):
            yield part, decoded


def _message_clues(message: email.message.Message, part: email.message.Message) -> Iterator[Clue]:
    for header, field in (("Snapshot-Content-Location", "url"), ("Content-Location", "url"), ("Date", "retrieved")):
        value = str(message.get(header) or (part.get(header) if field == "url" else None) or "").strip()
        if value and "\n" not in value:
            yield Clue(field, value, f"MHTML {header}")


def _with_clues(record: Record, clues: tuple[Clue, ...], number: int = 0, data: bytes = b"") -> Record:
    return Record(record.raw, record.format, record.encoding, record.marks, clues + record.clues, number, data)


# --- JSON Lines -------------------------------------------------------------------------------------------------------


def read_json_lines(data: bytes, name: str, clues: tuple[Clue, ...], declared: str) -> Reading:
    """One text a line, in a column such as `text`, `body` or `html`; the other columns of words become clues."""
    decoded = decode(data, declared=declared)
    if decoded is None:
        return Reading(findings=[binary(name)])
    reading = Reading()
    for number, line in enumerate(decoded.text.split("\n"), 1):
        if not line.strip():
            continue
        if len(reading.records) >= MAX_RECORDS:
            reading.findings.append(_cut_off(name, f"more than {MAX_RECORDS} records"))
            break
        try:
            entry = json.loads(line, strict=False)
        except (ValueError, RecursionError):
            entry = None
        record = _json_record(entry, name, number, line) if isinstance(entry, dict) else None
        if record is None:
            remedy = f"Give each line a JSON object with a column `{_TEXT_KEYS[0]}` or `{_HTML_KEYS[0]}`."
            reading.findings.append(
                Finding(name, number, "capture-record", "warning", "This line holds no text that can be read.", remedy)
            )
        else:
            reading.records.append(record)
    return reading


def _json_record(entry: dict[str, object], name: str, number: int, line: str) -> Record | None:
    columns = {key.casefold(): value for key, value in entry.items()}
    own = tuple(_column_clues(columns, number))
    data = line.encode("utf-8", "replace")
    for key in _TEXT_KEYS:
        value = columns.get(key)
        if isinstance(value, str) and value.strip():
            clues = own + tuple(host_clues(own))
            return Record(without_surrogates(value), "text", "utf-8", (), clues, number, data)
    for key in _HTML_KEYS:
        value = columns.get(key)
        if isinstance(value, str) and value.strip():
            page = Decoded(without_surrogates(value), "utf-8", sure=True)
            return _with_clues(html_record(page, name, own)[0], own, number, data)
    return None


def _column_clues(columns: dict[str, object], number: int) -> Iterator[Clue]:
    for key, value in columns.items():
        values = value[:20] if isinstance(value, list) else [value]
        for entry in values:
            if isinstance(entry, str) and 0 < len(entry.strip()) <= 500 and key not in _TEXT_KEYS + _HTML_KEYS:
                yield Clue(clue_name(key), without_surrogates(entry.strip()), f"line {number}, {key}")


# --- web archives -----------------------------------------------------------------------------------------------------


def read_warc(data: bytes, name: str, clues: tuple[Clue, ...], declared: str) -> Reading:
    """The HTML pages of a web archive file that were answered with 200, in their order."""
    return _read_archive(data, name, clues, frozenset())


def read_wacz(data: bytes, name: str, clues: tuple[Clue, ...], declared: str) -> Reading:
    """The pages that a WACZ package lists; where it lists none, all its HTML pages."""
    reading = Reading()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = [info for info in package.infolist() if not info.is_dir()]
            if sum(info.file_size for info in members) > MAX_UNPACKED:
                return Reading(findings=[_bomb(name)])
            listed = frozenset(_listed_pages(package, members))
            for info in members:
                if not info.filename.startswith("archive/"):
                    continue
                read = _read_archive(_member(package, info), name, clues, listed, first=len(reading.records) + 1)
                reading.records.extend(read.records)
                reading.findings.extend(read.findings)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return Reading(findings=[binary(name)])
    return reading


def _listed_pages(package: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Iterator[str]:
    for info in members:
        if info.filename.startswith("pages/") and info.filename.endswith(".jsonl"):
            for line in _member(package, info).splitlines()[: MAX_RECORDS + 1]:
                try:
                    entry = json.loads(line)
                except (ValueError, RecursionError):
                    continue
                if isinstance(entry, dict) and isinstance(entry.get("url"), str):
                    yield entry["url"]


def _member(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A member's bytes, never more than the package says it has, whatever its compressed data would give."""
    with package.open(info) as file:
        return file.read(min(info.file_size, MAX_UNPACKED))


def _read_archive(data: bytes, name: str, clues: tuple[Clue, ...], listed: frozenset[str], first: int = 1) -> Reading:
    """`listed` are the addresses that are wanted, all if it is empty; `first` is the number of the first record."""
    whole = True
    if data.startswith(b"\x1f\x8b"):
        data, whole = _unpacked(data)
        if len(data) > MAX_UNPACKED:
            return Reading(findings=[_bomb(name)])
    reading = _read_records(data, name, clues, listed, first)
    if not whole:
        reading.findings.append(_cut_off(name, "compressed data that break off or are damaged"))
    return reading


def _unpacked(data: bytes) -> tuple[bytes, bool]:
    """The contents of a gzip file of any number of members, one byte too many at most, and whether all are whole."""
    parts: list[bytes] = []
    size = 0
    while data and size <= MAX_UNPACKED:
        member = zlib.decompressobj(wbits=31)
        try:
            parts.append(member.decompress(data, MAX_UNPACKED - size + 1))
        except zlib.error:
            return b"".join(parts), False
        size += len(parts[-1])
        if not member.eof:
            return b"".join(parts), False
        data = member.unused_data.lstrip(b"\0")
    return b"".join(parts), True


def _read_records(data: bytes, name: str, clues: tuple[Clue, ...], listed: frozenset[str], first: int) -> Reading:
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        remedy = "Install it: pip install 'sitegen-archive[warc]'."
        message = "Web archives are read with the library warcio, which is not installed."
        return Reading(findings=[Finding(name, 0, "capture-warc-support", "warning", message, remedy)])
    reading = Reading()
    unchanged: set[str] = set()
    """Pages that were as at an earlier visit, in whose archive their text is."""
    try:
        for archived in ArchiveIterator(io.BytesIO(data)):
            address = archived.rec_headers.get_header("WARC-Target-URI") or ""
            if listed and address not in listed:
                continue
            if archived.rec_type == "revisit":
                unchanged.add(address)
            if not _is_page(archived, address):
                continue
            page = archived.content_stream().read(MAX_PAGE + 1)
            if _breaks_off(archived):
                reading.findings.append(_cut_off(name, f"a page that breaks off, {address[:200]}"))
            decoded = decode(page, declared=_charset(archived), is_html=True) if len(page) <= MAX_PAGE else None
            if decoded is None:
                reading.findings.append(
                    _cut_off(name, f"a page that cannot be read{_packing(archived)}, {address[:200]}")
                )
                continue
            unchanged.discard(address)
            moment = archived.rec_headers.get_header("WARC-Date") or ""
            own = (Clue("url", address, "WARC-Target-URI"), Clue("retrieved", moment, "WARC-Date"))
            record, findings = html_record(decoded, name, clues + own)
            reading.findings.extend(findings)
            if len(record.raw) >= _SHORTEST_TEXT:
                number = first + len(reading.records)
                reading.records.append(_with_clues(record, own, number, page))
            if len(reading.records) >= MAX_RECORDS:
                reading.findings.append(_cut_off(name, f"more than {MAX_RECORDS} pages"))
                break
    except (ArchiveLoadFailed, OSError, ValueError, zlib.error, EOFError, AttributeError, IndexError) as error:
        reading.findings.append(_cut_off(name, f"a damaged record ({type(error).__name__})"))
    if unchanged:
        message = f"Of {len(unchanged)} of its pages it says only that they were as at an earlier visit."
        remedy = "Add the web archive of that visit, which holds their text."
        reading.findings.append(Finding(name, 0, "capture-record", "warning", message, remedy))
    return reading


def _is_page(archived: ArcWarcRecord, address: str) -> bool:
    """Whether a record is an HTML page as a server answered it, or as a program stored it under its address."""
    headers = archived.http_headers
    answered = archived.rec_type == "response" and headers is not None and headers.get_statuscode() == "200"
    stored = archived.rec_type == "resource" and address.startswith(("http:", "https:"))
    return (answered or stored) and _content_type(archived).startswith(("text/html", "application/xhtml"))


def _content_type(archived: ArcWarcRecord) -> str:
    headers = archived.http_headers or archived.rec_headers
    return (headers.get_header("Content-Type") or "").lower()


def _breaks_off(archived: ArcWarcRecord) -> bool:
    """Whether a record, whose content was read, has fewer bytes than it says."""
    archived.raw_stream.read()
    return bool(getattr(archived.raw_stream, "limit", 0) > 0)


def _decode_answer(page: bytes, charset: str) -> Decoded | None:
    """A page by what its server says. A Western encoding, named where nobody told it, gives way to sound UTF-8."""
    decoded = decode(page, declared=charset, is_html=True)
    if decoded is not None and decoded.encoding == "cp1252":
        unicode = decode(page, declared="utf-8", is_html=True)
        return unicode if unicode is not None and unicode.sure and unicode.encoding == "utf-8" else decoded
    return decoded


def _packing(archived: ArcWarcRecord) -> str:
    """How the server packed a page, where it says so; not all ways are known here (`br`, `zstd`)."""
    packing = archived.http_headers.get_header("Content-Encoding") if archived.http_headers else ""
    return f" (compressed as {packing[:20]})" if packing else ""


def _charset(archived: ArcWarcRecord) -> str:
    _, _, charset = _content_type(archived).partition("charset=")
    return charset.partition(";")[0].strip(" \"'")


def _bomb(name: str) -> Finding:
    message = f"Unpacked it would be larger than {MAX_UNPACKED // 1024 // 1024} MB."
    return Finding(name, 0, "capture-too-large", "warning", message, "Unpack it and take out the pages that you need.")


def _cut_off(name: str, what: str) -> Finding:
    remedy = "Check the file; what stands elsewhere in it was read."
    return Finding(name, 0, "capture-record", "warning", f"It holds {what}.", remedy)
