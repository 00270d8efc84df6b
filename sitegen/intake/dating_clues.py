"""Dates from outside the text: sidecar files, JSON-LD, meta tags, `time` elements, the page's address.

Only as exact as they are written: `2019-03` stays a month (date libraries fill in today's day).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from sitegen.dates import parse_edtf
from sitegen.drafts import Clue
from sitegen.intake.dating_forms import EPOCH, Reading, find_dates
from sitegen.intake.dating_stamps import Label, is_of_something_else, read_label


@dataclass(frozen=True, slots=True)
class ClueDate:
    """A clue with the date that it gives."""

    clue: Clue
    readings: tuple[Reading, ...]
    """One, or two where the order of day and month is open."""
    label: Label = ""
    """What the words before the date call it."""

    @property
    def reading(self) -> Reading:
        """The only reading, or the first of two."""
        return self.readings[0]

    @property
    def exactness(self) -> int:
        """How many of year, month and day are given."""
        return sum(map(bool, (self.reading.year, self.reading.month, self.reading.day)))


_PAGE_LOOK = ("time", "beside the headline", "head of the pages")
_ADDRESS = "path of the address"


def choose_stated(clues: Sequence[Clue]) -> ClueDate | None:
    """What a sidecar or the page's data for machines states as its date: the first, or what says it more exactly.

    Where it is given in world time, the day that the page shows its readers may be the one before or after; that
    counts.
    """
    dated = list(_dated(clues, "date"))
    first = next((date_ for date_ in dated if not _is_seen(date_)), None)
    if first is None:
        return None
    agreeing = [date_ for date_ in dated if date_.reading.agrees(first.reading) and date_.label != "updated"]
    best = max([first, *agreeing], key=lambda date_: date_.exactness)
    return _as_readers_saw(best, dated, choose_modified(clues)) if _is_in_world_time(best) else best


def _as_readers_saw(stated: ClueDate, dated: Iterable[ClueDate], modified: ClueDate | None) -> ClueDate:
    """The day before or after a moment in world time, where the page shows that one and not the moment's own day.

    The day of the last change is none: `2024-08-16T17:34:00Z` over "Updated Aug. 17, 2:39 AM".
    """
    seen = [d for d in dated if _is_seen(d) and d.reading.day and d.label != "updated" and not _is_in_world_time(d)]
    seen = [shown for shown in seen if shown.label == "published"] or seen
    if any(shown.reading.agrees(stated.reading) for shown in seen):
        return stated
    own = [shown for shown in seen if modified is None or not shown.reading.agrees(modified.reading)]
    return next((shown for shown in own if _is_next_day(shown.reading, stated.reading)), stated)


def _is_in_world_time(date_: ClueDate) -> bool:
    return _WORLD_TIME.search(date_.clue.value) is not None


_WORLD_TIME = re.compile(r"T\d\d:\d\d.*(?:Z|[+-]00:?00)$")


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
    """The date nearest to the page's headline, where it is not that of a change or of what the line tells of."""
    seen = [date_ for date_ in _dated(clues, "date") if date_.clue.where.startswith(_PAGE_LOOK) and date_.reading.day]
    return next((d for d in seen if d.label != "updated" and not is_of_something_else(d.clue.value)), None)


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
        if clue.name == name:
            readings, label = _read_number(clue.value) or _read_words(clue.value[:_LONGEST_VALUE])
            if plausible := tuple(reading for reading in readings if _is_plausible(reading)):
                yield ClueDate(clue, plausible, label)


_LONGEST_VALUE = 300


def _read_number(value: str) -> tuple[tuple[Reading, ...], Label] | None:
    """What programs write: `2024-08-16T10:12:00+03:00`, `20240816`, `1723795920`; None for anything else."""
    if _SECONDS.fullmatch(value):
        moment = datetime.fromtimestamp(int(value[:10]), UTC)
        return (Reading(moment.year, moment.month, moment.day),), ""
    match = _ISO.match(value) or _COMPACT.match(value)
    if match is None:
        return None
    parts = [int(part or 0) for part in match.groups()]
    return (Reading(parts[0], parts[1], parts[2] if parts[1] else 0),), ""


def _read_words(value: str) -> tuple[tuple[Reading, ...], Label]:
    """The date of a line that is called the day of publication, or else its first, and what that one is called."""
    found = find_dates(value, lenient=True)
    starts = (0, *(date_.end for date_ in found))
    labelled = [(date_.readings, read_label(value[at : date_.start])) for at, date_ in zip(starts, found, strict=False)]
    return next((pair for pair in labelled if pair[1] == "published"), labelled[0] if labelled else ((), ""))


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
        written = year
    elif month.isdecimal():
        written = f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    else:
        written = f"{day or ''} {month} {year}"
    for dated in _dated((Clue("date", written, clue.where),), "date"):
        yield ClueDate(clue, dated.readings)
