"""References as files that reference managers read: biblatex, RIS, CSL-JSON.

Every kind of document is given as a newspaper's article: only so do its outlet, its byline and its address survive in
all three formats and in what reads them. Interviews, statements and transcripts are named beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from sitegen.dates import Edtf, Point, format_words, year_of
from sitegen.model import Archive, Document
from sitegen.site.data import indented_json
from sitegen.site.reference import Author, refer_to
from sitegen.site.wording import LANGUAGES


def format_bibtex(documents: Iterable[Document], archive: Archive) -> str:
    """biblatex entries: articles in a newspaper, their dates as EDTF."""
    return "\n".join(_bibtex_entry(document, archive) for document in documents)


def _bibtex_entry(document: Document, archive: Archive) -> str:
    reference = refer_to(document, archive)
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


_BIBTEX_SIGNS = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
})  # fmt: skip
"""Braces by name: biber counts them, and one with a backslash is one all the same."""


def _bibtex(text: str) -> str:
    return text.translate(_BIBTEX_SIGNS)


def _bibtex_url(url: str) -> str:
    """biblatex takes addresses verbatim, but braces would end the field."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _biblatex_date(value: Edtf | None) -> bool:
    """Whether biblatex can read the date: it knows no date without a year and no half-open digits."""
    if value is None:
        return False
    points = [limit for limit in (value.start, value.end) if isinstance(limit, Point)]
    return all(point.year.isdecimal() and "X" not in point.month + point.day for point in points)


def format_ris(documents: Iterable[Document], archive: Archive) -> str:
    """RIS records, lines ended as the format asks."""
    return "".join(_ris_record(document, archive) for document in documents)


def _ris_record(document: Document, archive: Archive) -> str:
    reference = refer_to(document, archive)
    point = reference.date.start if reference.date and reference.date.end is None else None
    year = year_of(reference.date) if reference.date else None
    exact = point if isinstance(point, Point) and _is_calendar_date(point) else None
    topics = [archive.topics[topic].name for topic in document.topics if topic in archive.topics]
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
        *(("KW", topic) for topic in topics),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in rows if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _is_calendar_date(point: Point) -> bool:
    return "X" not in point.year + point.month + point.day and point.month <= "12"


def format_csl_json(documents: Iterable[Document], archive: Archive) -> str:
    """CSL-JSON: an array of items as the schema at resource.citationstyles.org has them."""
    return f"{indented_json([_csl_item(document, archive) for document in documents])}\n"


def _csl_item(document: Document, archive: Archive) -> dict[str, object]:
    reference = refer_to(document, archive)
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
    return {name: value for name, value in item.items() if value}


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


REFERENCE_FILES: dict[str, Callable[[Iterable[Document], Archive], str]] = {
    "bib": format_bibtex,
    "ris": format_ris,
    "csl.json": format_csl_json,
}
"""By the ending of the file."""
