"""Which of two readings of a date is meant: `4/11/24` is 11 April or 4 November, and only evidence may say which.

Evidence is, in this order: the weekday beside it; another date of the text that agrees with one reading; the order of
the text's other dates in figures; the time zone beside it; the country of the outlet's address; the language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sitegen.intake.dating_forms import Reading, WrittenDate
from sitegen.intake.describing import infer_language


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What can tell the order of day and month in a capture."""

    raw: str
    dates: tuple[WrittenDate, ...] = ()
    """The dates around the start of the article, that of the headline among them."""
    hosts: tuple[str, ...] = ()
    """The host names of the capture's address, where one is known."""
    language: str = ""
    """As a clue gives it; detected from `text` otherwise, when nothing else decides."""
    text: str = ""


_AMERICAN_TIME = re.compile(r"\b(?:[ECMP][SD]?T|A[KS]DT|HST)\b")
_DAY_FIRST_TIME = re.compile(r"\b(?:CES?T|EES?T|MSK|BST|IST|PKT|SGT|MYT|WI[BT]|WAT|EAT|SAST|AE[SD]T|NZ[SD]T|Uhr)\b")
"""Time zones of countries whose press writes the day first."""
_DAY_FIRST_LANGUAGES = (
    "ar az be bg bn bs ca cs da de el es et fa fi fr he hi hr hy id it ka lv mk ms nb nl nn no pl pt ro ru sk sl sq sr "
    "sv sw tr uk ur uz vi"
)
_MONTH_FIRST_LANGUAGES = "hu ja ko lt zh"
_DAY_FIRST_COUNTRIES = (
    "ae ar at au be bg br by ch cl co cz de dk eg es eu fi fr gr hr ie il in it ke lk ma mx my nl no nz pe pk pl pt ro "
    "rs ru sa se sg si sk tr ua uk vn"
)
"""Top-level domains of countries whose press writes the day first; none of those where both orders are usual."""


def settle(date: WrittenDate, around: Surroundings) -> tuple[Reading, ...]:
    """The readings of `date` that remain: one where the evidence decides, else both."""
    if len(date.readings) < 2:
        return date.readings
    fitting = tuple(reading for reading in date.readings if date.fits_weekday(reading))
    if len(fitting) == 1:
        return fitting
    known = [other.readings[0] for other in around.dates if len(other.readings) == 1]
    agreeing = [reading for reading in date.readings if any(_same_day(reading, other) for other in known)]
    if len(agreeing) == 1:
        return (agreeing[0],)
    first = _month_first(date, around)
    return date.readings if first is None else (date.readings[0 if first else 1],)


def _same_day(one: Reading, other: Reading) -> bool:
    """A day of a known year says nothing of one without: `3/5` beside `3 May 2019`."""
    return bool(other.month and other.day) and one.agrees(other) and bool(one.year or not other.year)


def _month_first(date: WrittenDate, around: Surroundings) -> bool | None:
    """Whether the month comes first here; None where nothing tells. A date outside the raw text ends at 0."""
    by_figures = _order_of_figures(date, around)
    if by_figures is not None:
        return by_figures
    beside = around.raw[date.end : date.end + 30] if date.end else ""
    if _AMERICAN_TIME.search(beside) or _DAY_FIRST_TIME.search(beside):
        return bool(_AMERICAN_TIME.search(beside))
    if any(host.rsplit(".", 1)[-1] in _DAY_FIRST_COUNTRIES.split() for host in around.hosts):
        return False
    language = _language(around)
    if language in _MONTH_FIRST_LANGUAGES.split():
        return True
    return False if language in _DAY_FIRST_LANGUAGES.split() else None


def _order_of_figures(date: WrittenDate, around: Surroundings) -> bool | None:
    """True where the other dates in figures, with the same separator, all have the month first; None if in doubt."""
    sign = re.search(r"\D", around.raw[date.start : date.end])
    orders = set()
    for other in around.dates:
        figures = re.match(r"(\d{1,2})(\D)", around.raw[other.start : other.end])
        if other.form == "numbers" and len(other.readings) == 1 and figures and sign and figures[2] == sign[0]:
            reading = other.readings[0]
            if reading.month != reading.day:
                orders.add(int(figures[1]) == reading.month)
    return orders.pop() if len(orders) == 1 else None


def _language(around: Surroundings) -> str:
    if around.language:
        return around.language.split("-")[0].lower()
    value = infer_language(around.text)
    return value.value if value and isinstance(value.value, str) else ""
