"""Dates as people write them: finds them in text and reads them, in the languages of the press, never adding a digit.

A date may be read in two ways (`4/11/24`); both readings are kept, and who asks must decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sitegen.intake.dating_calendars import PERSIAN_MONTHS, THAI_MONTHS, persian_day, thai_year
from sitegen.intake.months import COMMON_WORDS, CROATIAN, MONTHS, WEEKDAYS, fold


@dataclass(frozen=True, slots=True)
class Reading:
    """What a written date gives: 0 for a part that is not written."""

    year: int
    month: int
    day: int

    def is_possible(self) -> bool:
        """Whether the calendar has it; 29 February needs no year."""
        try:
            date(self.year or 2000, self.month, self.day or 1)
        except ValueError:
            return False
        return True

    def agrees(self, other: Reading) -> bool:
        """Whether both can be the same day: no part that both give differs."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(not one or not two or one == two for one, two in pairs)


EPOCH = Reading(1970, 1, 1)
"""The first day of Unix time: what programs print where they know no date."""


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date expression in a text."""

    start: int
    end: int
    readings: tuple[Reading, ...]
    """One, or two where the order of day and month is open: month first, then day first."""
    weekday: int | None = None
    """0 (Monday) to 6 where a weekday stands beside it."""
    form: str = ""
    """The row of the table of forms that found it."""

    def fits_weekday(self, reading: Reading) -> bool:
        """Whether the weekday beside the date is that of `reading`; True where there is none or no full date."""
        if self.weekday is None or not (reading.year and reading.day):
            return True
        return date(reading.year, reading.month, reading.day).weekday() == self.weekday


_LETTER = r"[^\s\d!-/:-@\[-`{-~–—•·|«»“”„،।年月日년월일]"
_WORD = rf"{_LETTER}{{2,20}}+"
_MONTH = rf"{_WORD}(?:\s(?:الثاني|الأول|الاول))?"
_ARABIC_WORD = r"[ء-ي]{2,20}(?:\s(?:الثاني|الأول|الاول))?"
"""The month's second name, as Arabic papers print it: `5 آذار/مارس 2024`."""
_WORD_START = r"(?:(?<![^\W\d_])|(?<=[^\W\d_])(?=[A-Z][a-z]))"
"""Also where a page lost the space after a name: `Jane DoeDec 22, 2023`."""
_GREGORIAN = r"(?:1[89]|20)\d\d"
"""Years of other calendars (1402, 2567) are read beside the months of theirs only (`dating_calendars`)."""
_YEAR = rf"{_GREGORIAN}(?:(?!\d)|(?=\d{{1,2}}[:\s]))"
"""Also where a page lost the space to the time or date that follows: `Dec 22 20234:46 AM`."""
_SHORT_YEAR = r"['’]\d\d(?!\d)"
_ORDINAL = r"(?:st|nd|rd|th|er|ère|º|ª|°|\.|-го|-е)?"
_OF = r"(?:(?:de|of|di|del|do|da|ta|the)\s{1,2})?"
_NO_RANGE = r"(?!\s?[-–]\s?\d{1,2}(?!\d|:))"
"""`Dec. 22-31` says when something lasts, not when something was printed."""


def _year(text: str | None) -> int:
    """A year as written; two digits are read as of 1969 to 2039. The others may be of either century: no year."""
    digits = (text or "").lstrip("'’")
    if len(digits) != 2:
        return int(digits or 0)
    short = int(digits)
    return short + 2000 if short < 40 else short + 1900 if short >= 69 else 0


def _read_year_first(match: re.Match[str]) -> tuple[Reading, ...]:
    """`2024-08-16`, `2024/8/6`, `2024. 8. 6.`"""
    return (Reading(int(match[1]), int(match[3]), int(match[4])),)


def _read_east(match: re.Match[str]) -> tuple[Reading, ...]:
    """`2024年8月16日`, `8월 16일`"""
    return (Reading(int(match[1] or 0), int(match[2]), int(match[3])),)


def _read_era(match: re.Match[str]) -> tuple[Reading, ...]:
    """`令和6年8月16日`, `平成31年4月30日`, `民國113年8月16日`: years counted from a known one, months as everywhere"""
    year = _YEAR_BEFORE[match[1]] + (1 if match[2] == "元" else int(match[2]))
    return (Reading(year, int(match[3]), int(match[4])),)


_YEAR_BEFORE = {"昭和": 1925, "平成": 1988, "令和": 2018, "民國": 1911, "民国": 1911}
"""The year before the first of an era."""


def _read_thai(match: re.Match[str]) -> tuple[Reading, ...]:
    """`16 สิงหาคม 2567`, `16 ส.ค. 2567`"""
    year = thai_year(int(match[3]))
    return (Reading(year, THAI_MONTHS[match[2]], int(match[1])),) if year else ()


def _read_persian(match: re.Match[str]) -> tuple[Reading, ...]:
    """`۲۶ مرداد ۱۴۰۳`"""
    day = persian_day(int(match[3]), PERSIAN_MONTHS[match[2]], int(match[1]))
    return (Reading(day.year, day.month, day.day),) if day else ()


def _read_han(match: re.Match[str]) -> tuple[Reading, ...]:
    """`二〇二四年八月十六日`"""
    year = int("".join(str("〇一二三四五六七八九".index(sign)) for sign in match[1].replace("零", "〇")))
    month, day = _HAN_NUMBERS.get(match[2]), _HAN_NUMBERS.get(match[3])
    return (Reading(year, month, day),) if month and day else ()


_HAN_NUMBERS = {
    f"{tens}{ones}": 10 * ten + one
    for ten, tens in enumerate(("", "十", "二十", "三十"))
    for one, ones in enumerate(("", *"一二三四五六七八九"))
}


def _read_numbers(match: re.Match[str]) -> tuple[Reading, ...]:
    """`4/11/24`, `16.08.2024`, `12-20-2023`: both orders; dots stand between day and month, in that order."""
    first, second, year = int(match[1]), int(match[3]), _year(match[4])
    if not year:
        return ()
    month_first, day_first = Reading(year, first, second), Reading(year, second, first)
    if (match[2].startswith(".") and day_first.is_possible()) or first == second:
        return (day_first,)
    return (month_first, day_first)


def _read_thang(match: re.Match[str]) -> tuple[Reading, ...]:
    """`16 tháng 8, 2024`, `16 tháng 8 năm 2024`"""
    return (Reading(_year(match[3]), int(match[2]), int(match[1])),)


def _read_year_word(match: re.Match[str]) -> tuple[Reading, ...]:
    """`2024. augusztus 16.`, `2024 August 16`, `2024-Aug-16`"""
    return _reading(int(match[1]), match[2], int(match[3]))


def _read_day_word(match: re.Match[str]) -> tuple[Reading, ...]:
    """`16 August 2024`, `16. August`, `1er août`, `16 de agosto de 2024`, `16-AUG-2024`, `1 август`"""
    dotted = match.string.startswith(".", match.end(1))
    ends = match.string.startswith(". ", match.end(2)) and len(match[2]) > _LONGEST_ABBREVIATION
    return _reading(0 if ends else _year(match[3]), match[2], int(match[1]), CROATIAN if dotted else {})


_LONGEST_ABBREVIATION = 5
"""Letters of an abbreviation, `нояб. 2024`; a stop after a longer name ends a sentence: `1 August. 2023 was …`."""


def _read_short_year(match: re.Match[str]) -> tuple[Reading, ...]:
    """`16-Aug-24`, `16 ago 24 | 10h12`: a line that gives the time of a text, not one of prose"""
    return _reading(_year(match[4]), match[3], int(match[1])) if _year(match[4]) else ()


def _read_word_day(match: re.Match[str]) -> tuple[Reading, ...]:
    """`August 16, 2024`, `Aug. 16`, `augusztus 16.`"""
    return _reading(_year(match[3]), match[1], int(match[2]))


def _read_clock_between(match: re.Match[str]) -> tuple[Reading, ...]:
    """`Tue Jan 28 15:28:56 CET 2020`, `Mon Sep 24 03:35:21 +0000 2012`: as programs print it"""
    return _reading(int(match[3]), match[1], int(match[2]))


def _read_roman(match: re.Match[str]) -> tuple[Reading, ...]:
    """`16.VIII.2024`, `16 VIII 2024`"""
    return (Reading(int(match[4]), _ROMAN.index(match[3]) + 1, int(match[1])),)


_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def _read_word_year(match: re.Match[str]) -> tuple[Reading, ...]:
    """`August 2024`, `août 2024`, `agosto de 2024`: a month, no day"""
    return _reading(int(match[2]), match[1], 0)


def _reading(year: int, month: str, day: int, first: Mapping[str, int] = MappingProxyType({})) -> tuple[Reading, ...]:
    """One reading where `month` names a month, by the names in `first` or else by all; none otherwise."""
    number = first.get(key := fold(month)) or MONTHS.get(key)
    return (Reading(year, number, day),) if number else ()


_Read = Callable[[re.Match[str]], tuple[Reading, ...]]

_FORMS: tuple[tuple[str, re.Pattern[str], _Read], ...] = tuple(
    (name, re.compile(pattern), read)
    for name, pattern, read in (
        ("year_first", rf"(?<![\d/.-])({_YEAR})(-|/|\.\s?|–)(\d{{1,2}})\2(\d{{1,2}})(?!\d)", _read_year_first),
        (
            "east",
            rf"(?<!\d)(?:({_GREGORIAN})\s?[年년]\s?)?(\d{{1,2}})\s?[月월]\s?(\d{{1,2}})\s?[日일号號]",
            _read_east,
        ),
        (
            "era",
            r"(昭和|平成|令和|民國|民国)\s?(\d{1,3}|元)\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日",
            _read_era,
        ),
        (
            "thai",
            rf"(?<!\d)(\d{{1,2}})\s?({'|'.join(map(re.escape, THAI_MONTHS))})\s?(?:พ\.ศ\.\s?)?(2[4-7]\d\d)(?!\d)",
            _read_thai,
        ),
        (
            "persian",
            rf"(?<!\d)(\d{{1,2}})\s({'|'.join(PERSIAN_MONTHS)})\s(?:ماه\s)?(1[34]\d\d)(?!\d)",
            _read_persian,
        ),
        (
            "han",
            r"([一二][〇零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日",
            _read_han,
        ),
        (
            "numbers",
            r"(?<![\d./:-])(\d{1,2})(\.\s?|\s?[/-]\s?)(\d{1,2})\2((?:1[89]|20)\d\d|\d{2})(?!\d)(?![./-]\d)",
            _read_numbers,
        ),
        ("tháng", rf"(?<!\d)(\d{{1,2}})\stháng\s(\d{{1,2}})(?!\d)(?:,?\s(?:năm\s)?({_YEAR}))?", _read_thang),
        (
            "year_word",
            rf"(?<!\d)({_YEAR})(?:\.\s|[\s/-]|\sm\.\s)({_MONTH})\.?[\s/-](\d{{1,2}})(?!\d)",
            _read_year_word,
        ),
        (
            "day_word",
            rf"(?<![\d.,:/$€£])(?<!\d[-–])(\d{{1,2}}){_ORDINAL}[\s./-]{{0,2}}{_OF}({_MONTH})"
            rf"(?:\s?/\s?{_ARABIC_WORD})?"
            rf"(?:(?:\.?,?\s{{1,2}}|[./,-]){_OF}({_YEAR}|{_SHORT_YEAR}))?",
            _read_day_word,
        ),
        (
            "short_year",
            rf"(?<![\d.,:/$€£-])(\d{{1,2}})([\s-])({_MONTH})\.?\2(\d\d)"
            r"(?=\s{0,2}(?:$|[|·•,(]|[-–—]?\s?\d{1,2}[:h.]\d\d))",
            _read_short_year,
        ),
        (
            "word_day",
            rf"{_WORD_START}(?<![Dd][Ee]\s)({_MONTH})[\s./-]{{0,2}}(\d{{1,2}})(?!\d){_NO_RANGE}(?!:\d|%)"
            rf"(?:(?:st|nd|rd|th)?(?:,\s{{0,2}}|\s{{1,2}}|[/-]){_OF}({_YEAR}|{_SHORT_YEAR})|{_ORDINAL})",
            _read_word_day,
        ),
        (
            "clock_between",
            rf"{_WORD_START}({_MONTH})\s{{1,2}}(\d{{1,2}})\s\d{{1,2}}:\d\d(?::\d\d)?\s(?:(?:[A-Z]{{2,5}}|[+-]\d{{4}})\s)?({_YEAR})",
            _read_clock_between,
        ),
        ("roman", rf"(?<![\d.])(\d{{1,2}})(\.\s?|[\s/-])({'|'.join(_ROMAN)})\2({_YEAR})", _read_roman),
        ("word_year", rf"(?<![^\W\d_])({_MONTH})[.,]?\s{{1,2}}{_OF}({_YEAR})", _read_word_year),
    )
)
"""The forms of a date. Where two overlap, the one that gives more wins, then the longer, then the one further up."""


_BEYOND_ASCII = frozenset(("east", "era", "thai", "persian", "han", "tháng"))
"""Forms with letters that a text in ASCII has none of."""
_BEHIND_A_WORD = frozenset(("word_day", "clock_between"))
_DAY_BEHIND_A_WORD = re.compile(
    rf"\d(?:(?<={_LETTER}\d)|(?<={_LETTER}[\s./-]\d)|(?<={_LETTER}[\s./-][\s./-]\d))\d?(?!\d)"
)
"""What these forms need, found in a tenth of their time, because it begins at a digit."""
_DIGITS = {
    zero + value: str(value)
    for zero in (0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50, 0xFF10)  # Arabic, Persian, Devanagari, Bengali, Thai, wide
    for value in range(10)
}


def find_dates(text: str, offset: int = 0, *, lenient: bool = False) -> list[WrittenDate]:
    """The dates written in `text`, in order, with offsets counted from `offset`.

    A month's name that is also an everyday word (`may`, `ago`, `set`) needs a year beside it or a capital letter,
    and a year of two digits an apostrophe, unless `lenient`. Linear in the length of `text`, but quadratic in the
    number of dates: give it lines, not books.
    """
    found = sorted(
        _matches(text if text.isascii() else text.translate(_DIGITS), lenient),
        key=lambda date_: (-_precision(date_), date_.start - date_.end),
    )
    kept: list[WrittenDate] = []
    for written in found:
        if all(written.end <= other.start or other.end <= written.start for other in kept):
            kept.append(written)
    return [
        WrittenDate(w.start + offset, w.end + offset, w.readings, w.weekday, w.form)
        for w in sorted(kept, key=lambda date_: date_.start)
    ]


def _precision(written: WrittenDate) -> int:
    reading = written.readings[0]
    return sum(map(bool, (reading.year, reading.month, reading.day)))


def _matches(text: str, lenient: bool) -> Iterator[WrittenDate]:
    passed_over = _BEYOND_ASCII if text.isascii() else frozenset[str]()
    if not _DAY_BEHIND_A_WORD.search(text):
        passed_over |= _BEHIND_A_WORD
    for form, pattern, read in _FORMS:
        if form in passed_over or (form == "short_year" and not lenient):
            continue
        match = pattern.search(text)
        while match:
            readings = tuple(dict.fromkeys(reading for reading in read(match) if reading.is_possible()))
            is_date = bool(readings) and (lenient or not _is_everyday(match, readings[0]))
            if is_date:
                end = match.end() - match[0].endswith(".")
                yield WrittenDate(match.start(), end, readings, _weekday_beside(text, match.start(), end), form)
            match = pattern.search(text, match.end() if is_date else match.start() + 1)


def _is_everyday(match: re.Match[str], reading: Reading) -> bool:
    """Whether the month may be no month at all but an everyday word, in small letters and without a year."""
    word = next((group for group in match.groups() if group and not group[:1].isdigit()), "")
    return not reading.year and word[:1].islower() and fold(word) in COMMON_WORDS


_WORD_BEFORE = re.compile(r"([^\W\d_]{2,20}(?:-feira)?)[.,]{0,2}\s{0,2}$")
_WORD_AFTER = re.compile(r"[\s,(（]{0,3}([^\W\d_]{2,20}(?:-feira)?)")
_EASTERN_WEEKDAY = re.compile(r"\s?[(（]([月火水木金土日])[)）]")


def _weekday_beside(text: str, start: int, end: int) -> int | None:
    """The weekday printed right before or after a date; an abbreviation that is also a word may be none."""
    if eastern := _EASTERN_WEEKDAY.match(text, end):
        return "月火水木金土日".index(eastern[1])
    for match in (_WORD_BEFORE.search(text[max(0, start - 24) : start]), _WORD_AFTER.match(text, end)):
        if match and (weekday := WEEKDAYS.get(fold(match[1]))) is not None:
            return weekday
    return None
