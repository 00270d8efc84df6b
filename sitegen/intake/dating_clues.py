"""Dates from outside the text: sidecar files, JSON-LD, meta tags, `time` elements, the page's address.

Only as exact as they are written: `2019-03` stays a month (date libraries fill in today's day).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from sitegen.dates import parse_edtf
from sitegen.drafts import Clue
from sitegen.intake.dating_forms import EPOCH, Reading, WrittenDate, find_dates
from sitegen.intake.months import PUBLISHED, UPDATED


@dataclass(frozen=True, slots=True)
class ClueDate:
    """A clue with the date that it gives."""

    clue: Clue
    readings: tuple[Reading, ...]
    """One, or two where the order of day and month is open."""

    @property
    def reading(self) -> Reading:
        """The only reading, or the first of two."""
        return self.readings[0]

    @property
    def exactness(self) -> int:
        """How many of year, month and day are given."""
        return sum(map(bool, (self.reading.year, self.reading.month, self.reading.day)))


_PAGE_LOOK = ("time", "beside the headline")
_ADDRESS = "path of the address"


def choose_stated(clues: Iterable[Clue]) -> ClueDate | None:
    """What a sidecar or the page's data for machines states as its date: the first, or what says it more exactly.

    Where it is given in world time, the day that the page shows its readers may be the one before or after; that
    counts.
    """
    dated = list(_dated(clues, "date"))
    first = next((date_ for date_ in dated if not _is_seen(date_)), None)
    if first is None:
        return None
    agreeing = [date_ for date_ in dated if date_.reading.agrees(first.reading) and not _is_of_a_change(date_)]
    best = max([first, *agreeing], key=lambda date_: date_.exactness)
    if _IN_WORLD_TIME.search(best.clue.value):
        return next((other for other in dated if _is_seen(other) and _is_next_day(other.reading, best.reading)), best)
    return best


_IN_WORLD_TIME = re.compile(r"T\d\d:\d\d.*(?:Z|[+-]00:?00)$")


def choose_edtf(clues: Iterable[Clue]) -> Clue | None:
    """A date that somebody who knew wrote as EDTF, with more than a calendar day can say: `2024-08-18/2024-08-31`."""
    for clue in clues:
        if clue.name == "date" and re.search(r"[/X~?%]", clue.value):
            try:
                parse_edtf(clue.value)
            except ValueError:
                continue
            return clue
    return None


def choose_seen(clues: Iterable[Clue]) -> ClueDate | None:
    """The date that stands nearest to the page's headline, where it is not that of a change."""
    seen = [date_ for date_ in _dated(clues, "date") if date_.clue.where.startswith(_PAGE_LOOK) and date_.reading.day]
    return next((date_ for date_ in seen if not _is_of_a_change(date_)), None)


def choose_modified(clues: Iterable[Clue]) -> ClueDate | None:
    """When the page says that it was last changed."""
    return next(_dated(clues, "modified"), None)


def choose_address(clues: Iterable[Clue]) -> ClueDate | None:
    """The date in the path of the page's address, most exact first: `/2024/08/16/`."""
    found = [date_ for date_ in _dated(clues, "date") if date_.clue.where == _ADDRESS]
    found += [date_ for clue in clues if clue.name == "url" for date_ in _dated_path(clue)]
    return max(found, key=lambda date_: date_.exactness, default=None)


def hosts_of(clues: Iterable[Clue]) -> tuple[str, ...]:
    """The host names of the addresses among the clues."""
    hosts = (_host(clue.value) for clue in clues if clue.name == "url")
    return tuple(dict.fromkeys(host for host in hosts if host))


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _is_seen(date_: ClueDate) -> bool:
    """Whether the clue was read from what the page looks like, or from its address, not stated for machines."""
    return date_.clue.where.startswith((*_PAGE_LOOK, _ADDRESS))


def _is_of_a_change(date_: ClueDate) -> bool:
    """Whether its words say that it is the day of a change: `Updated 16 August 2024`."""
    words = date_.clue.value.lower()
    return any(stem in words for stem in UPDATED) and not any(stem in words for stem in PUBLISHED)


def _is_next_day(one: Reading, other: Reading) -> bool:
    if not (one.year and one.day and other.year and other.day):
        return False
    return abs((date(one.year, one.month, one.day) - date(other.year, other.month, other.day)).days) == 1


# --- reading one clue -------------------------------------------------------------------------------------------------

_ISO = re.compile(r"\s*(\d{4})(?:-(\d{2})(?:-(\d{2})(?=[T\sZ+]|$)|\s*$)|\s*$)")
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T?\d{4,6})?(?!\d)")
_SECONDS = re.compile(r"[1-4]\d{9}(?:\d{3})?")
"""Seconds or milliseconds of Unix time, from 2001 on, as databases give them."""
_IN_PATH = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2}|[a-z]{3})(?:[/-](\d{1,2}))?(?=[/-]|$)")
_OF_AN_ISSUE = re.compile(
    r"/(?:issues?|vol(?:ume)?s?|numbers?|editions?|ausgaben?|hefte?|nummer|numeros?|números?|num|nr|no|fascicol[oi]|"
    r"edicion(?:es)?|edizion[ei]|parutions?|wydania?|numer|vypusk|nomer|cislo|sayi|выпуск|номер)$"
)
_YEARS = range(1600, 2200)
"""Years before the first newspapers and far ahead are placeholders (`0001-01-01`, `9999-12-31`) or errors."""


def _dated(clues: Iterable[Clue], name: str) -> Iterator[ClueDate]:
    for clue in clues:
        if clue.name == name and (readings := _read(clue.value)):
            yield ClueDate(clue, readings)


def _read(value: str) -> tuple[Reading, ...]:
    if _SECONDS.fullmatch(value):
        moment = datetime.fromtimestamp(int(value[:10]), UTC)
        return (Reading(moment.year, moment.month, moment.day),)
    match = _ISO.match(value) or _COMPACT.match(value)
    if match:
        parts = [int(part or 0) for part in match.groups()]
        reading = Reading(parts[0], parts[1], parts[2] if parts[1] else 0)
        return (reading,) if _is_plausible(reading) else ()
    found: list[WrittenDate] = find_dates(value[:300], lenient=True)
    return tuple(reading for reading in found[0].readings if _is_plausible(reading)) if found else ()


def _is_plausible(reading: Reading) -> bool:
    if reading == EPOCH or (reading.year and reading.year not in _YEARS):
        return False
    return reading.is_possible() if reading.month else bool(reading.year)


def _dated_path(clue: Clue) -> Iterator[ClueDate]:
    """The date in an address's path. `/2019/4/` and `/heft/2019-04/` may count issues: only the year is sure there."""
    path = clue.value.lower()
    match = _IN_PATH.search(path)
    if match is None:
        return
    year, month, day = match.groups()
    if not day and (len(month) == 1 or _OF_AN_ISSUE.search(path, 0, match.start())):
        readings = _read(year)
    elif month.isdecimal():
        readings = _read(f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else ""))
    else:
        readings = _read(f"{day or ''} {month} {year}")
    if readings:
        yield ClueDate(clue, readings)
