"""Dates of two other calendars of today's press, which have one day of ours each: the Thai and the Persian one.

Islamic months begin when the moon is seen, here a day sooner than there: no day of ours is certain, and none is given.
"""

from __future__ import annotations

from datetime import date, timedelta


def _number(names: str) -> dict[str, int]:
    """The months by each of their names."""
    return {name: month for month, alike in enumerate(names.split("|"), 1) for name in alike.split()}


THAI_MONTHS = _number(
    "มกราคม ม.ค.|กุมภาพันธ์ ก.พ.|มีนาคม มี.ค.|เมษายน เม.ย.|พฤษภาคม พ.ค.|มิถุนายน มิ.ย.|กรกฎาคม ก.ค.|สิงหาคม ส.ค.|"
    "กันยายน ก.ย.|ตุลาคม ต.ค.|พฤศจิกายน พ.ย.|ธันวาคม ธ.ค."
)
"""Ours, with names of their own; the year alone is another."""
PERSIAN_MONTHS = _number(
    "فروردین حمل|اردیبهشت ثور|خرداد جوزا|تیر سرطان|مرداد امرداد اسد|شهریور سنبله|مهر میزان|آبان عقرب|آذر قوس|"
    "دی جدی|بهمن دلو|اسفند حوت"
)
"""Of Iran and of Afghanistan."""

_THAI_YEARS = range(2484, 2743)
"""From the first that began on 1 January."""
_PERSIAN_YEARS = range(1343, 1473)
"""Years for which the rule of 33 gives the leap years that the equinox gives."""
_FIRST_DAY = date(1964, 3, 21)
"""Of the first of them."""
_LEAP = frozenset((1, 5, 9, 13, 17, 22, 26, 30))
"""Years of a cycle of 33 that have a day more."""


def thai_year(year: int) -> int:
    """Our year of a Buddhist one, `2567` is 2024; 0 where it is none of those that begin with ours."""
    return year - 543 if year in _THAI_YEARS else 0


def persian_day(year: int, month: int, day: int) -> date | None:
    """Our day of a Persian one, `1403, 5, 26` is 16 August 2024; None where there is none or the rule is not sure."""
    length = 31 if month <= 6 else 30 if month <= 11 or year % 33 in _LEAP else 29
    if year not in _PERSIAN_YEARS or not 1 <= day <= length:
        return None
    leaps = sum(1 for earlier in range(_PERSIAN_YEARS.start, year) if earlier % 33 in _LEAP)
    before = 31 * min(month - 1, 6) + 30 * max(month - 7, 0)
    return _FIRST_DAY + timedelta(365 * (year - _PERSIAN_YEARS.start) + leaps + before + day - 1)
