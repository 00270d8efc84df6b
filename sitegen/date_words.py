"""Dates in a reader's words: `18–31 August, year unknown`, with no more certainty than they have."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.dates import Edtf, Point


@dataclass(frozen=True, slots=True)
class Phrases:
    """How a language puts dates; the defaults are English."""

    months: tuple[str, ...]
    """Twelve months and four seasons, as they stand alone or before a year."""
    months_after_day: tuple[str, ...]
    """Twelve months as they stand behind a day: `5 березня`, where alone it is `березень`."""
    day: str = "{day}"
    first_day: str = "{day}"
    between: str = "between {start} and {end}"
    between_days: str = "between {start} and {end}"
    later: str = "{date} or later"
    earlier: str = "{date} or earlier"
    end_unknown: str = "from {date}, end unknown"
    start_unknown: str = "until {date}, start unknown"
    year_unknown: str = "year unknown"
    decade: str = "{year}s"
    qualifiers: tuple[str, ...] = (" (uncertain)", " (approximately)", " (approximate and uncertain)")


ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
ENGLISH = Phrases((*ENGLISH_MONTHS, "spring", "summer", "autumn", "winter"), ENGLISH_MONTHS)


def format_words(value: Edtf, phrases: Phrases = ENGLISH) -> str:
    """`value` as a reader would say it, with its certainty.

    >>> format_words(parse_edtf("XXXX-08-18/XXXX-08-31"))
    '18–31 August, year unknown'
    """
    if value.end is None:
        assert isinstance(value.start, Point)  # only an interval has an open end
        return _point_words(value.start, phrases)
    if isinstance(value.start, Point) and isinstance(value.end, Point):
        return _interval_words(value.start, value.end, phrases)
    if isinstance(value.start, Point):
        template = phrases.later if value.end == ".." else phrases.end_unknown
        return _half_open_words(value.start, template, phrases)
    assert isinstance(value.end, Point)  # parse_edtf lets no interval pass without a date
    template = phrases.earlier if value.start == ".." else phrases.start_unknown
    return _half_open_words(value.end, template, phrases)


def _half_open_words(point: Point, template: str, phrases: Phrases) -> str:
    if point.year == "XXXX" and (within := _within_year(point, phrases)):
        return f"{template.format(date=within + _qualifier(point, phrases))}, {phrases.year_unknown}"
    return template.format(date=_point_words(point, phrases))


def _point_words(point: Point, phrases: Phrases) -> str:
    within, year = _within_year(point, phrases), _year_words(point.year, phrases)
    words = f"{within}, {year}" if within and point.year == "XXXX" else f"{within} {year}".strip()
    return words + _time_words(point.time) + _qualifier(point, phrases)


def _interval_words(start: Point, end: Point, phrases: Phrases) -> str:
    """What the ends share is said once: `between 5 and 7 March 2025`."""
    if start.qualifier != end.qualifier or start.year != end.year or start.time or end.time:
        return _between(start, end, phrases).format(start=_point_words(start, phrases), end=_point_words(end, phrases))
    same_month = start.month == end.month and start.day.isdecimal() and end.day.isdecimal()
    first = _day_words(start, phrases) if same_month else _within_year(start, phrases)
    last = _within_year(end, phrases)
    qualifier = _qualifier(start, phrases)
    if not first or not last:
        return _between(start, end, phrases).format(start=_point_words(start, phrases), end=_point_words(end, phrases))
    if start.year == "XXXX":
        dash = "–" if same_month else " – "
        return f"{first}{dash}{last}, {phrases.year_unknown}{qualifier}"
    until = f"{last} {_year_words(end.year, phrases)}"
    return _between(start, end, phrases).format(start=first, end=until) + qualifier


def _between(start: Point, end: Point, phrases: Phrases) -> str:
    return phrases.between_days if start.day.isdecimal() and end.day.isdecimal() else phrases.between


def _within_year(point: Point, phrases: Phrases) -> str:
    """Month and day, as far as they are given whole: `16 August`, `August`, ``."""
    if not point.month.isdecimal():
        return ""
    number = int(point.month)
    if point.day.isdecimal():
        return f"{_day_words(point, phrases)} {phrases.months_after_day[number - 1]}"
    return phrases.months[number - 1 if number <= 12 else number - 9]


def _day_words(point: Point, phrases: Phrases) -> str:
    return (phrases.first_day if point.day == "01" else phrases.day).format(day=int(point.day))


def _year_words(year: str, phrases: Phrases) -> str:
    if year == "XXXX":
        return phrases.year_unknown
    if year.isdecimal():
        return year.lstrip("0") or "0"
    if year[:3].isdecimal():
        return phrases.decade.format(year=f"{year[:3]}0")
    return phrases.between.format(start=year.replace("X", "0"), end=year.replace("X", "9"))


def _time_words(time: str) -> str:
    """Hours and minutes, with the zone where one is given: `, 10:12 UTC+03:00`."""
    if not time:
        return ""
    zone = time[8:]
    return f", {time[:5]}" + (" UTC" if zone else "") + zone.removeprefix("Z")


def _qualifier(point: Point, phrases: Phrases) -> str:
    return phrases.qualifiers["?~%".index(point.qualifier)] if point.qualifier else ""
