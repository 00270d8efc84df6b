"""Dates as citation styles write them, no more exactly than they are known."""

from __future__ import annotations

from typing import Literal

from sitegen.date_words import ENGLISH
from sitegen.dates import Edtf, Point

Style = Literal["apa", "mla", "chicago"]

_MLA_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
_CIRCA = {"apa": "ca. ", "mla": "circa ", "chicago": ""}


def write_date(value: Edtf | None, style: Style) -> str:
    """A date as the style writes it; the empty string where no year is known.

    An interval stands for one day within it, so it is given as approximate; an open one as `not before`. Chicago puts
    a date that is not certain into brackets with a question mark, the others write `ca.` and `circa`.
    """
    if value is None:
        return ""
    points = [limit for limit in (value.start, value.end) if isinstance(limit, Point)]
    if any(point.year == "XXXX" for point in points):
        return ""
    if value.end is not None and len(points) == 1:
        return ("not before " if isinstance(value.start, Point) else "not after ") + _write_point(points[0], style)
    if len(points) == 2:
        written, qualifier = _write_range(points[0], points[1], style), "~"
    else:
        written, qualifier = _write_point(points[0], style), points[0].qualifier
    if style == "chicago":
        return f"[{written}?]" if qualifier else written
    circa = _CIRCA[style] if qualifier in ("~", "%") else ""
    return circa + written + ("?" if qualifier in ("?", "%") else "")


def _write_point(point: Point, style: Style) -> str:
    year = point.year.replace("X", "0") + ("s" if "X" in point.year else "")
    return _arrange(_day(point), _month(point, style), year, style)


def _write_range(start: Point, end: Point, style: Style) -> str:
    """What both ends share is said once: `March 5–7, 2025`."""
    if not start.month or not end.month or (start.year != end.year and style != "apa"):
        return f"{_write_point(start, style)}–{_write_point(end, style)}"
    if start.year == end.year and start.month == end.month and _day(start) and _day(end):
        return _arrange(f"{_day(start)}–{_day(end)}", _month(start, style), start.year, style)
    first, last = (_arrange(_day(point), _month(point, style), "", style) for point in (start, end))
    if style == "apa":
        return f"{'–'.join(dict.fromkeys((start.year, end.year)))}, {first}–{last}"
    return f"{first}–{last}{',' if style == 'chicago' and _day(start) else ''} {start.year}"


def _arrange(day: str, month: str, year: str, style: Style) -> str:
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
        return ENGLISH.months[number - 9].capitalize()
    return (_MLA_MONTHS if style == "mla" else ENGLISH.months)[number - 1]
