"""Citations in words (APA 7, MLA 9, Chicago 17) and as data (biblatex, RIS, CSL-JSON).

The styles follow their manuals for a press item read on the web: the original is cited, and the copy that was
consulted is named after it. The date of access is the reader's to add. What is unknown is said in the style's own way
(`n.d.`) or left out, never filled in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Literal

from markupsafe import Markup, escape

from sitegen.dates import PHRASES, Edtf, Point, format_words, year_of
from sitegen.model import Archive, Document
from sitegen.site.reference import Author, Reference, refer_to
from sitegen.site.wording import language_words

Style = Literal["apa", "mla", "chicago"]
STYLES: dict[Style, str] = {"apa": "APA", "mla": "MLA", "chicago": "Chicago"}

Part = tuple[str, bool]
"""Words of a citation, and whether they are in italics."""

_MLA_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")


def format_citation(document: Document, archive: Archive, style: Style) -> str:
    """The document's citation as plain text."""
    return "".join(words for words, _ in _cite(document, archive, style))


def render_citation(document: Document, archive: Archive, style: Style) -> Markup:
    """The same with titles in italics and addresses as links."""
    return Markup().join(_render_part(words, italic) for words, italic in _cite(document, archive, style))


def _render_part(words: str, italic: bool) -> Markup:
    if words.startswith(("https://", "http://")):
        return Markup('<a rel="external" href="{0}">{0}</a>').format(words)
    return Markup("<cite>{}</cite>").format(words) if italic else escape(words)


def _cite(document: Document, archive: Archive, style: Style) -> list[Part]:
    return [part for part in _STYLE_TABLE[style](refer_to(document, archive)) if part[0]]


def _apa(reference: Reference) -> list[Part]:
    date = _written_date(reference.date, "apa") or "n.d."
    genre = f" [{reference.genre}]" if reference.genre else ""
    title = _ended((f"[{reference.title}]" if reference.supplied else reference.title) + genre)
    authors = _ended(_apa_authors(reference.authors))
    opening = f"{authors} ({date}). {title}" if authors else f"{title} ({date})."
    return [(opening, False), *_published(reference, ". "), *_addresses(reference)]


def _mla(reference: Reference) -> list[Part]:
    parts: list[Part] = [(_ended(_listed_authors(reference.authors)), False)]
    parts += [(" " if parts[0][0] else "", False), (_quoted(reference), False)]
    details = [detail for detail in (_written_date(reference.date, "mla"), reference.url) if detail]
    publication = reference.publication
    if publication or details:
        parts += [(" ", False), (publication, True), (", " if publication and details else "", False)]
        for number, detail in enumerate(details):
            parts += [(", " if number else "", False), (detail, False)]
        parts.append((".", False))
    parts += [(f" {reference.genre}.", False)] if reference.genre else []
    return [*parts, *_archived(reference, " ", ".")]


def _chicago(reference: Reference) -> list[Part]:
    authors = _ended(_listed_authors(reference.authors))
    date = _written_date(reference.date, "chicago") or "n.d."
    genre = f" {reference.genre}." if reference.genre else ""
    opening = f"{authors} " if authors else ""
    parts: list[Part] = [(f"{opening}{_quoted(reference)}{genre} ", False)]
    parts += [(reference.publication, True), (", " if reference.publication else "", False), (_ended(date), False)]
    if reference.republished_in:
        parts.append((f" Republished in {_ended(reference.republished_in)}", False))
    return [*parts, *_addresses(reference, ".")]


_STYLE_TABLE: dict[Style, Callable[[Reference], list[Part]]] = {"apa": _apa, "mla": _mla, "chicago": _chicago}


def _published(reference: Reference, end: str) -> list[Part]:
    if not reference.publication:
        return []
    return [(" ", False), (reference.publication, True), (end.rstrip(), False)]


def _addresses(reference: Reference, end: str = "") -> list[Part]:
    """The original's address, then the archive that holds the copy; `end` closes an address (APA leaves it open)."""
    original: list[Part] = [(" ", False), (reference.url, False)] if reference.url else []
    return [*original, *_archived(reference, ". Archived in " if reference.url else " Archived in ", end)]


def _archived(reference: Reference, opening: str, end: str) -> list[Part]:
    parts: list[Part] = [(opening, False), (reference.archive, True)]
    if not reference.archive_url:
        return [*parts, (".", False)]
    return [*parts, (", ", False), (reference.archive_url, False), (end, False)]


def _apa_authors(authors: tuple[Author, ...]) -> str:
    names = [f"{author.family}, {_initials(author.given)}" if author.given else author.family for author in authors]
    if len(names) > 20:
        return ", ".join(names[:19]) + f", … {names[-1]}"
    return ", ".join(names[:-1]) + f", & {names[-1]}" if len(names) > 1 else "".join(names)


def _initials(given: str) -> str:
    """`Jean-Paul M., Jr.` to `J.-P. M., Jr.`"""
    names, comma, suffix = given.partition(",")
    initials = ("-".join(part[0] + "." for part in word.split("-") if part) for word in names.split())
    return " ".join(initials) + comma + suffix


def _listed_authors(authors: tuple[Author, ...]) -> str:
    """As MLA and Chicago list them: the first inverted, `et al.` for more than three."""
    if not authors:
        return ""
    first, rest = authors[0].inverted(), [author.natural() for author in authors[1:]]
    if len(rest) > 2:
        return f"{first}, et al."
    if not rest:
        return first
    return f"{', '.join([first, *rest[:-1]])}, and {rest[-1]}"


def _ended(text: str) -> str:
    return text if not text or text.endswith((".", "!", "?", "…")) else text + "."


def _quoted(reference: Reference) -> str:
    """A title in quotation marks with its end inside; quotation marks in it become single ones."""
    if reference.supplied:
        return f"[{reference.title}]."
    inner = re.sub(r'["“„]([^"“”„]*)["”]', r"‘\1’", reference.title)
    return f"“{_ended(inner)}”"


# --- dates in a citation ----------------------------------------------------------------------------------------------


def _written_date(value: Edtf | None, style: Style) -> str:
    """A date as the style writes it; the empty string where no year is known.

    An interval stands for one day within it, so it is given as approximate; an open one as `not before`.
    """
    if value is None:
        return ""
    points = [limit for limit in (value.start, value.end) if isinstance(limit, Point)]
    if any(point.year == "XXXX" for point in points):
        return ""
    circa = "circa " if style == "mla" else "ca. "
    if value.end is None:
        return (circa if points[0].qualifier in ("~", "%") else "") + _written_point(points[0], style)
    if len(points) == 2:
        return circa + _written_range(points[0], points[1], style)
    return ("not before " if isinstance(value.start, Point) else "not after ") + _written_point(points[0], style)


def _written_point(point: Point, style: Style) -> str:
    year = point.year.replace("X", "0") + ("s" if "X" in point.year else "")
    doubt = "?" if point.qualifier in ("?", "%") else ""
    return _arranged(_day(point), _month(point, style), year, style) + doubt


def _written_range(start: Point, end: Point, style: Style) -> str:
    """What both ends share is said once: `March 5–7, 2025`."""
    if start.year != end.year or not start.month or not end.month:
        return f"{_written_point(start, style)}–{_written_point(end, style)}"
    if start.month == end.month and _day(start) and _day(end):
        return _arranged(f"{_day(start)}–{_day(end)}", _month(start, style), start.year, style)
    first, last = (_arranged(_day(point), _month(point, style), "", style) for point in (start, end))
    return f"{start.year}, {first}–{last}" if style == "apa" else f"{first}–{last}" + _year_after(start, style)


def _year_after(point: Point, style: Style) -> str:
    return f", {point.year}" if style == "chicago" and _day(point) else f" {point.year}"


def _arranged(day: str, month: str, year: str, style: Style) -> str:
    if style == "apa":
        return ", ".join(part for part in (year, f"{month} {day}".strip()) if part)
    if style == "mla":
        return " ".join(part for part in (day, month, year) if part)
    return f"{month} {day}".strip() + ((", " if day else " ") + year if month and year else year)


def _day(point: Point) -> str:
    return str(int(point.day)) if point.day.isdecimal() else ""


def _month(point: Point, style: Style) -> str:
    if not point.month.isdecimal():
        return ""
    number = int(point.month)
    if number > 12:
        return PHRASES["en"].months[number - 9].capitalize()
    return (_MLA_MONTHS if style == "mla" else PHRASES["en"].months)[number - 1]


# --- citations as data ------------------------------------------------------------------------------------------------


def format_bibtex(document: Document, archive: Archive) -> str:
    """A biblatex entry: an article in a newspaper, its date as EDTF."""
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
        "langid": language_words(reference.language).lower() if reference.language else "",
        "note": _bibtex("; ".join(note for note in notes if note)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    key = re.sub(r"[^A-Za-z0-9_:-]", "-", reference.key)
    return "\n".join([f"@article{{{key},", *lines, "}", ""])


def _bibtex_name(author: Author) -> str:
    return _bibtex(author.inverted()) if author.given else f"{{{_bibtex(author.family)}}}"


_BIBTEX_SIGNS = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip


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


_RIS_TYPES = {"press_release": "PRESS", "statement": "PRESS"}


def format_ris(document: Document, archive: Archive) -> str:
    """A RIS record, lines ended as the format asks."""
    reference = refer_to(document, archive)
    point = reference.date.start if reference.date and reference.date.end is None else None
    year = year_of(reference.date) if reference.date else None
    exact = point if isinstance(point, Point) and "X" not in point.year + point.month + point.day else None
    topics = [archive.topics[topic].name for topic in document.topics if topic in archive.topics]
    rows: list[tuple[str, str]] = [
        ("TY", _RIS_TYPES.get(document.kind, "NEWS")),
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


def format_csl_json(document: Document, archive: Archive) -> str:
    """A CSL-JSON array of one item."""
    return json.dumps([csl_item(document, archive)], ensure_ascii=False, indent=1) + "\n"


def csl_item(document: Document, archive: Archive) -> dict[str, object]:
    """The document as CSL data, of the schema at resource.citationstyles.org."""
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
    given, comma, suffix = author.given.partition(", ")
    return {"family": author.family, "given": given} | ({"suffix": suffix} if comma else {})


def _csl_date(value: Edtf | None) -> dict[str, object]:
    """Parts where every given digit is known, else the words."""
    if value is None:
        return {}
    limits = [value.start] if value.end is None else [value.start, value.end]
    points = [limit for limit in limits if isinstance(limit, Point)]
    if len(points) < len(limits) or not all(point.year.isdecimal() and "X" not in point.month for point in points):
        return {"literal": format_words(value)}
    parts = [[int(part) for part in (p.year, p.month, p.day) if part.isdecimal() and part <= "9999"] for p in points]
    if any(len(part) > 1 and part[1] > 12 for part in parts):
        return {"literal": format_words(value)}
    circa = any(point.qualifier for point in points) or len(points) > 1
    return {"date-parts": parts} | ({"circa": True} if circa else {})
