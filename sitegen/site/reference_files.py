"""References as reference managers read them: in files as biblatex, RIS and CSL-JSON, in lists as COinS.

Every kind of document is given as a newspaper's article: only so do its outlet, its byline and its address survive in
all formats and in what reads them. Interviews, statements and transcripts are named beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple
from urllib.parse import urlencode

from sitegen.date_words import format_words
from sitegen.dates import Edtf, Point, year_of
from sitegen.model import Archive, Document, DocumentId
from sitegen.site.json_text import indented_json
from sitegen.site.reference import Author, Reference, refer_to
from sitegen.site.wording import LANGUAGES


class References:
    """The references to an archive's documents in every form.

    A document stands in many lists, of people, topics and the whole archive, each with its own files: what it has in
    them is made once, when it is first asked for.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._made: dict[DocumentId, dict[str, str]] = {}
        self._coins: dict[DocumentId, str] = {}

    def format_file(self, ending: str, documents: Iterable[Document]) -> str:
        """The references to `documents` as a file; `ending` is a key of `REFERENCE_FILES`."""
        return REFERENCE_FILES[ending].join([self._entries(document)[ending] for document in documents])

    def format_coins(self, document: Document) -> str:
        """An OpenURL ContextObject: by it reference managers read a list of documents from one page."""
        if (coins := self._coins.get(document.id)) is None:
            coins = self._coins[document.id] = _format_coins(refer_to(document, self._archive))
        return coins

    def _entries(self, document: Document) -> dict[str, str]:
        """By the endings of files."""
        if (made := self._made.get(document.id)) is None:
            reference = refer_to(document, self._archive)
            made = {ending: form.entry(reference) for ending, form in REFERENCE_FILES.items()}
            self._made[document.id] = made
        return made


def _bibtex_entry(reference: Reference) -> str:
    """Of biblatex: an article in a newspaper, its date as EDTF."""
    dated = reference.date_as_written if _biblatex_date(reference.date) else ""
    unwritten = format_words(reference.date) if reference.date and not dated else ""
    notes = [
        reference.genre,
        f"dated {unwritten}" if unwritten else "",
        f"republished in {reference.republished_in}" if reference.republished_in else "",
        f"archived in {reference.archive}" + (f", {reference.archive_url}" if reference.archive_url else ""),
    ]
    fields = {
        "author": " and ".join(_bibtex_name(author) for author in reference.authors),
        "title": f"{{{_bibtex(reference.title)}}}",
        "journaltitle": _bibtex(reference.publication),
        "date": dated.partition("T")[0],
        "entrysubtype": "newspaper",
        "url": _bibtex_url(reference.url or reference.archive_url),
        "langid": LANGUAGES.get(reference.language.partition("-")[0].lower(), "").lower(),
        "note": _bibtex("; ".join(note for note in notes if note)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    key = re.sub(r"[^A-Za-z0-9_:-]", "-", reference.key)
    return "\n".join([f"@article{{{key},", *lines, "}", ""])


def _bibtex_name(author: Author) -> str:
    """`van der Berg, Jr., Ludwig`; an institution in braces, so that it is not taken apart."""
    if not author.given:
        return f"{{{_bibtex(author.family)}}}"
    return _bibtex(", ".join(part for part in (author.surname, author.suffix, author.given) if part))


_BIBTEX_SIGNS = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}  # fmt: skip
"""By name, where a backslash before them does not do. Braces: biber counts them, and one with a backslash is one all
the same."""
_BIBTEX_SIGN = re.compile(r"[\\{}~^&%$#_]")


def _bibtex(text: str) -> str:
    return _BIBTEX_SIGN.sub(lambda sign: _BIBTEX_SIGNS.get(sign[0], f"\\{sign[0]}"), text)


def _bibtex_url(url: str) -> str:
    """biblatex takes addresses verbatim, but braces would end the field."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _biblatex_date(value: Edtf | None) -> bool:
    """Whether biblatex can read the date: it knows no date without a year and no half-open digits."""
    if value is None:
        return False
    points = [limit for limit in (value.start, value.end) if isinstance(limit, Point)]
    return all(point.year.isdecimal() and "X" not in point.month + point.day for point in points)


def _ris_record(reference: Reference) -> str:
    """Lines ended as the format asks."""
    point = reference.date.start if reference.date and reference.date.end is None else None
    year = year_of(reference.date) if reference.date else None
    exact = point if isinstance(point, Point) and _is_calendar_date(point) else None
    rows: list[tuple[str, str]] = [
        ("TY", "NEWS"),
        ("ID", reference.key),
        *(("AU", author.inverted()) for author in reference.authors),
        ("TI", reference.title),
        ("T2", reference.publication),
        ("PY", str(year) if year else ""),
        ("DA", f"{exact.year}/{exact.month}/{exact.day}/" if exact else ""),
        ("LA", reference.language),
        ("UR", reference.url or reference.archive_url),
        ("L2", reference.archive_url if reference.url else ""),
        ("DB", reference.archive),
        ("M3", reference.genre),
        ("N1", f"Date: {format_words(reference.date)}" if reference.date and not exact else ""),
        ("N1", f"Republished in {reference.republished_in}" if reference.republished_in else ""),
        *(("KW", topic) for topic in reference.topics),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in rows if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _is_calendar_date(point: Point) -> bool:
    return "X" not in point.year + point.month + point.day and point.month <= "12"


def _csl_item(reference: Reference) -> str:
    """Of CSL-JSON, as the schema at resource.citationstyles.org has it, indented as it stands in an array."""
    item: dict[str, object] = {
        "id": reference.key,
        "type": "article-newspaper",
        "title": reference.title,
        "author": [_csl_name(author) for author in reference.authors],
        "container-title": reference.publication,
        "issued": _csl_date(reference.date),
        "genre": reference.genre,
        "language": reference.language,
        "URL": reference.url or reference.archive_url,
        "archive": reference.archive,
        "archive_location": reference.archive_url if reference.url else "",
        "note": f"Republished in {reference.republished_in}" if reference.republished_in else "",
    }
    return indented_json({name: value for name, value in item.items() if value}, "\n ")


def _csl_name(author: Author) -> dict[str, str]:
    if not author.given:
        return {"literal": author.family}
    parts = {
        "family": author.family,
        "given": author.given,
        "non-dropping-particle": author.particle,
        "suffix": author.suffix,
    }
    return {name: value for name, value in parts.items() if value}


def _csl_date(value: Edtf | None) -> dict[str, object]:
    """Parts where every given digit is known, a season beside its year, else the words."""
    if value is None:
        return {}
    limits = [value.start] if value.end is None else [value.start, value.end]
    points = [limit for limit in limits if isinstance(limit, Point)]
    if len(points) < len(limits) or not all((point.year + point.month).isdecimal() for point in points):
        return {"literal": format_words(value)}
    circa: dict[str, object] = {"circa": True} if len(points) > 1 or points[0].qualifier else {}
    if not any(point.month > "12" for point in points):
        return {"date-parts": [_numbers(point) for point in points], **circa}
    if len(points) > 1:
        return {"literal": format_words(value)}
    return {"date-parts": [[int(points[0].year)]], "season": int(points[0].month) - 20, **circa}


def _numbers(point: Point) -> list[int]:
    return [int(part) for part in (point.year, point.month, point.day) if part.isdecimal()]


def _format_coins(reference: Reference) -> str:
    """An OpenURL ContextObject: by it reference managers read a list of documents from one page.

    In OpenURL's Dublin Core form, whose `type` and `source` Zotero reads as item type and publication: its form for
    articles knows journals alone.
    """
    keys = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", "newspaperArticle"),
        ("rft.title", reference.title),
        ("rft.source", reference.publication),
        ("rft.date", reference.date_as_written),
        *(("rft.creator" if author.given else "rft.aucorp", author.inverted()) for author in reference.authors),
        ("rft.language", reference.language),
        ("rft.identifier", reference.url or reference.archive_url),
    ]
    return urlencode([(key, value) for key, value in keys if value])


def _join_csl(items: list[str]) -> str:
    return "[\n {}\n]\n".format(",\n ".join(items)) if items else "[]\n"


class _Form(NamedTuple):
    entry: Callable[[Reference], str]
    join: Callable[[list[str]], str]
    """Entries to a whole file."""


REFERENCE_FILES = {
    "bib": _Form(_bibtex_entry, "\n".join),
    "ris": _Form(_ris_record, "".join),
    "csl.json": _Form(_csl_item, _join_csl),
}
"""By the ending of the file."""
