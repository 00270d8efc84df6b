"""Dates as EDTF: read, write and compare.

EDTF is ISO 8601-2 in the profile of the Library of Congress (loc.gov/standards/datetime): levels 0 and 1 for years
0000 to 9999, with unspecified digits in any place (`XXXX-08-01`, `201X`), which is level 2. A date is never more
exact than what was written: bounds that the text does not give are None.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

Qualifier = Literal["", "?", "~", "%"]
"""Uncertain, approximate, both."""

SEASONS = ("21", "22", "23", "24")
"""Spring, summer, autumn, winter, as EDTF numbers them after the months."""


@dataclass(frozen=True, slots=True)
class Point:
    """One date, as exact as it is written; `X` stands for an unspecified digit."""

    year: str
    month: str = ""
    """01 to 12, a season (21 spring, 22 summer, 23 autumn, 24 winter), with X for unspecified digits, or empty."""
    day: str = ""
    time: str = ""
    """As written after the T, only with a full day."""
    qualifier: Qualifier = ""


Limit = Point | Literal["..", ""]
"""One end of an interval: a date, open (`..`), or unknown (empty)."""


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date or, where `end` is not None, an interval."""

    start: Limit
    end: Limit | None = None


_PLAIN_DAY = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])")
_POINT = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2})(?:T([0-9:+Z-]{1,20}))?)?)?([?~%]?)")
_NUMBERS_WITH_SLASHES = re.compile(r"[0-9]{1,4}/[0-9]{1,2}/[0-9]{1,4}")
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:Z|[+-][0-9]{2}(?::[0-9]{2})?)?")


# --- reading and writing ----------------------------------------------------------------------------------------------


def parse_edtf(text: str) -> Edtf:
    """The date that `text` writes; ValueError with a message for the editor where it writes none.

    >>> parse_edtf("2024-08-18/..")
    Edtf(start=Point(year='2024', month='08', day='18', time='', qualifier=''), end='..')
    """
    if _PLAIN_DAY.fullmatch(text):
        return Edtf(Point(text[:4], text[5:7], text[8:]))
    if "/" not in text or _NUMBERS_WITH_SLASHES.fullmatch(text):
        return Edtf(_parse_point(text))
    first, _, second = text.partition("/")
    interval = Edtf(_parse_limit(first), _parse_limit(second))
    if not isinstance(interval.start, Point) and not isinstance(interval.end, Point):
        raise ValueError(f"`{text}` names no date: at least one end of an interval must")
    low, high = earliest(interval), latest(interval)
    if low and high and low > high:
        raise ValueError(f"the interval `{text}` ends before it starts")
    return interval


def _parse_limit(text: str) -> Limit:
    if text == "..":
        return ".."
    return _parse_point(text) if text else ""


def _parse_point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if match is None:
        raise ValueError(_problem(text))
    year, month, day, time, qualifier = (group or "" for group in match.groups())
    if month in SEASONS and day:
        raise ValueError(f"`{text}` gives a season (21 to 24) a day")
    if month and month not in SEASONS and not _months(month):
        raise ValueError(f"`{month}` in `{text}` is no month")
    if day and not any(_days(year, number, day) for number in _months(month)):
        raise ValueError(f"there is no day `{day}` in the month of `{text}`")
    if time and not _TIME.fullmatch(time):
        raise ValueError(f"`{time}` in `{text}` is no time of day: write hh:mm:ss")
    return Point(year, month, day, time, qualifier)  # type: ignore[arg-type]  # the pattern admits only qualifiers


def _problem(text: str) -> str:
    """Why `text` is no date, for the usual mistakes."""
    if not text.strip():
        return "the date is empty: leave it out where it is unknown"
    if text.startswith(("[", "{")):
        return f"`{text}` is a set of dates: write the interval that holds them, such as 2024-04-11/2024-11-04"
    if re.fullmatch(r"[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2}", text):
        return f"`{text}` is not written as year-month-day with two digits each, such as 2024-08-06"
    if re.fullmatch(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{4}", text):
        return f"`{text}` leaves open which is the day: write year-month-day, such as 2024-08-06"
    if "x" in text:
        return f"unspecified digits are written with a capital X: `{text.upper()}`"
    return f"`{text}` is no EDTF date, such as 2024-08-16, 2024-08, 2024~, XXXX-08-16, 2024-08-16/2024-08-18, 2024/.."


def format_edtf(value: Edtf) -> str:
    """`value` in writing; `parse_edtf` gives it back unchanged."""
    if value.end is None:
        return _format_limit(value.start)
    return f"{_format_limit(value.start)}/{_format_limit(value.end)}"


def _format_limit(limit: Limit) -> str:
    if isinstance(limit, str):
        return limit
    written = "-".join(part for part in (limit.year, limit.month, limit.day) if part)
    return written + (f"T{limit.time}" if limit.time else "") + limit.qualifier


# --- bounds -----------------------------------------------------------------------------------------------------------


def earliest(value: Edtf) -> date | None:
    """The first day that `value` allows; None where it sets no lower bound or the year is unknown."""
    return _edge(value.start, last=False) if isinstance(value.start, Point) and not _year_unknown(value) else None


def latest(value: Edtf) -> date | None:
    """The last day that `value` allows; None where it sets no upper bound or the year is unknown."""
    end = value.start if value.end is None else value.end
    return _edge(end, last=True) if isinstance(end, Point) and not _year_unknown(value) else None


@lru_cache(8192)
def year_of(value: Edtf) -> int | None:
    """The year that `value` lies in; None where it is unknown or not one year only."""
    low, high = earliest(value), latest(value)
    return low.year if low and high and low.year == high.year else None


def covers(value: Edtf, day: date) -> bool:
    """Whether `day` can be the day meant; a date without a year covers that day of every year."""
    return overlaps(value, Edtf(Point(f"{day.year:04}", f"{day.month:02}", f"{day.day:02}")))


def overlaps(one: Edtf, other: Edtf) -> bool:
    """Whether both can mean the same day."""
    if _year_unknown(one) or _year_unknown(other):
        return _seasons_meet(_season(one), _season(other))
    return _gap(one, other) == 0


def days_between(one: Edtf, other: Edtf) -> int | None:
    """The smallest number of days that can lie between the two, 0 where they overlap; None where a year is unknown."""
    return None if _year_unknown(one) or _year_unknown(other) else _gap(one, other)


@lru_cache(8192)
def sort_key(value: Edtf | None, *, newest_first: bool = False) -> tuple[int, int, int, str]:
    """Orders by first and then last day; dates without a year come after, by their day in the year, undated last.

    `newest_first` turns the order of the dated around and leaves those without year or date at the end.
    """
    if value is None:
        return (2, 0, 0, "")
    text, sign = format_edtf(value), -1 if newest_first else 1
    low, high = earliest(value), latest(value)
    if low is None and high is None:
        season = _season(value) or (date.min, date.min)
        return (1, season[0].toordinal(), season[1].toordinal(), text)
    first, last = low or high, high or low
    assert first is not None and last is not None  # one of them is known, as just seen
    return (0, sign * first.toordinal(), sign * last.toordinal(), text)


def _gap(one: Edtf, other: Edtf) -> int:
    """Days from the end of the one to the start of the other, whichever comes first; years known."""
    low_one, high_one = earliest(one) or date.min, latest(one) or date.max
    low_other, high_other = earliest(other) or date.min, latest(other) or date.max
    return max(0, (low_other - high_one).days, (low_one - high_other).days)


def _points(value: Edtf) -> list[Point]:
    return [limit for limit in (value.start, value.end) if isinstance(limit, Point)]


def _year_unknown(value: Edtf) -> bool:
    return any(point.year == "XXXX" for point in _points(value))


_LEAP_YEAR = "2000"
"""In which the days of an unknown year are compared, so that 29 February has its place."""


def _season(value: Edtf) -> tuple[date, date] | None:
    """First and last day of the year that `value` allows, as days of one leap year; None where it allows any day.

    The last may lie before the first: `XXXX-12-20/XXXX-01-05` runs over New Year.
    """
    low, high = value.start, value.start if value.end is None else value.end
    if not isinstance(low, Point) or not isinstance(high, Point):
        return None
    if not _year_unknown(value):
        first, last = earliest(value), latest(value)
        assert first is not None and last is not None  # both ends are dates with a year
        if (last - first).days >= 365:
            return None
        return first.replace(year=int(_LEAP_YEAR)), last.replace(year=int(_LEAP_YEAR))
    if not low.month or not high.month:
        return None
    return (
        _edge(Point(_LEAP_YEAR, low.month, low.day), last=False),
        _edge(Point(_LEAP_YEAR, high.month, high.day), last=True),
    )


def _seasons_meet(one: tuple[date, date] | None, other: tuple[date, date] | None) -> bool:
    return one is None or other is None or _in_season(one[0], other) or _in_season(other[0], one)


def _in_season(day: date, season: tuple[date, date]) -> bool:
    first, last = season
    return first <= day <= last if first <= last else day >= first or day <= last


_SEASON_DAYS = {"21": ((3, 1), (5, 31)), "22": ((6, 1), (8, 31)), "23": ((9, 1), (11, 30)), "24": ((1, 1), (12, 31))}
"""As libraries read them, on the northern half; winter may mean either end of the year."""


@lru_cache(8192)
def _edge(point: Point, *, last: bool) -> date:
    """The first or last day that `point` allows; its year must not be wholly unspecified.

    An archive has few dates and asks for each of them again and again.
    """
    pick = -1 if last else 0
    year = max(1, int(point.year.replace("X", "9" if last else "0")))
    if point.month in SEASONS:
        return date(year, *_SEASON_DAYS[point.month][pick])
    candidates = [
        (month, days[pick])
        for month in _months(point.month or "XX")
        if (days := _days(f"{year:04}", month, point.day or "XX"))
    ]
    return date(year, *candidates[pick]) if candidates else _edge_without_29th(point, year, last=last)


def _edge_without_29th(point: Point, year: int, *, last: bool) -> date:
    """29 February of a decade whose first or last year has none: the nearest year that does."""
    step = -1 if last else 1
    while not isleap(year):
        year += step
    return date(year, int(point.month.replace("X", "0")), int(point.day))


def _months(pattern: str) -> list[int]:
    return _fitting(pattern, 12)


def _days(year: str, month: int, pattern: str) -> list[int]:
    """The days of a month that fit a pattern; 29 February counts where the year may be a leap year."""
    length = monthrange(2000 if "X" in year else int(year) or 4, month)[1]
    return _fitting(pattern, length)


def _fitting(pattern: str, most: int) -> list[int]:
    """The numbers from 1 to `most` whose two digits fit a pattern."""
    if "X" not in pattern:
        return [int(pattern)] if 1 <= int(pattern) <= most else []
    tens, ones = pattern[0], pattern[1]
    numbers = range(1, most + 1)
    return [one for one in numbers if tens in ("X", f"{one // 10}") and ones in ("X", f"{one % 10}")]
