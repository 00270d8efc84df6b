"""archive.csv: one row a document, for spreadsheets. What its columns mean is said in datapackage.json too."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sitegen.dates import Edtf, earliest, latest
from sitegen.model import Document
from sitegen.records.permalinks import page_path
from sitegen.site.page_links import outlet_name
from sitegen.site.view import Site
from sitegen.site.wording import read_date


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table."""

    name: str
    type: Literal["string", "list", "date", "integer"]
    """As Table Schema names it; the entries of a list are joined by a vertical bar."""
    meaning: str
    value: Callable[[Site, Document], object]
    """What stands in a document's row; None or an empty text where nothing is known."""


COLUMNS = (
    Column("id", "string", "Id of the document; never given to another.", lambda _, document: document.id),
    Column("title", "string", "Headline, as printed or derived.", lambda _, document: document.title),
    Column("kind", "string", "What sort of text it is.", lambda _, document: document.kind),
    Column("outlet", "string", "Id of the outlet.", lambda _, document: document.outlet),
    Column("outlet_name", "string", "Authorised name of the outlet.", lambda site, document: _outlet(site, document)),
    Column("date", "string", "Date of publication in EDTF; it may be uncertain.", lambda _, document: document.date),
    Column("date_earliest", "date", "First day that it may be from.", lambda _, document: _day(document, earliest)),
    Column("date_latest", "date", "Last day that it may be from.", lambda _, document: _day(document, latest)),
    Column("language", "string", "Language of the text, BCP 47.", lambda _, document: document.language),
    Column(
        "speakers",
        "list",
        "Ids of people who speak, or names as printed.",
        lambda _, document: _list(document.speakers),
    ),
    Column("events", "list", "Ids of the events that it reports.", lambda _, document: _list(document.events)),
    Column("topics", "list", "Ids of its topics.", lambda _, document: _list(document.topics)),
    Column("url", "string", "Address of the original.", lambda _, document: document.url),
    Column("rights", "string", "Rights statement of this text.", lambda _, document: document.rights),
    Column("status", "string", "How far an editor is with it.", lambda _, document: document.status),
    Column("page", "string", "Its page on the site.", lambda _, document: page_path("document", document.id)),
    Column("words", "integer", "Words of its text.", lambda _, document: len(document.text.split())),
)


def format_csv(site: Site) -> bytes:
    """The table in UTF-8, with a byte order mark, so that Excel reads it as such; lists are joined by `|`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(column.name for column in COLUMNS)
    for id in sorted(site.entries):
        document = site.archive.documents[id]
        cells = (column.value(site, document) for column in COLUMNS)
        writer.writerow("" if cell is None else _safe_cell(str(cell)) for cell in cells)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _outlet(site: Site, document: Document) -> str:
    return outlet_name(site.archive, document)


def _day(document: Document, bound: Callable[[Edtf], object]) -> object:
    value = read_date(document.date)
    return bound(value) if value else None


def _list(entries: tuple[str, ...]) -> str:
    return "|".join(entries)


def _safe_cell(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
