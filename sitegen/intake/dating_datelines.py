"""Datelines: the place, day and agency with which press copy opens, in the forms of the world's agencies.

MINSK, 1 August (Agency) -      Aug 1 (Agency) -       МИНСК, 1 августа. /АГЕНТСТВО/.     (AGENCY) - ROMA, 01 AGO -
ANKARA (AA) - 1 Ağustos         Київ. 1 серпня. АГЕНТСТВО.      新华社北京8月1日电      القاهرة 1 أغسطس (وكالة) -
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from sitegen.intake.dating_forms import Reading, WrittenDate, find_dates
from sitegen.intake.dating_stamps import ASIDE, Line, read_label, read_lines, strip_weekday
from sitegen.intake.headmatter import HeadMatter
from sitegen.intake.months import WEEKDAYS, fold


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening of a text that says where and on which day it was filed."""

    date: WrittenDate
    start: int
    end: int
    """From the place to the agency."""
    by_agency: bool
    """Whether an agency closes it; the others open literary texts, too: `Hiroshima, August 6, 1945. The clocks …`."""


_REACH_ABOVE, _REACH_BELOW = 600, 1500
_LINES_BELOW = 4
_LONGEST = 140
"""A dateline with a long agency credit; what follows is the text."""


def find_dateline(raw: str, head: HeadMatter) -> Dateline | None:
    """The first dateline around the start of the article."""
    start = max(0, head.body_start - _REACH_ABOVE)
    return _find_between(raw[start : head.body_start + _REACH_BELOW], start, head.body_start)


_KEPT = 16
"""A capture's dateline is looked for up to four times: when it is cleaned, for its date, and for its outlet."""


@lru_cache(_KEPT)
def _find_between(stretch: str, start: int, body_start: int) -> Dateline | None:
    """The first dateline in a stretch around the start of the article; both places are those in the whole text."""
    lines = read_lines(stretch, 0, len(stretch), offset=start)
    above = [line for line in lines if line.start < body_start]
    below = [line for line in lines if line.start >= body_start][:_LINES_BELOW]
    return next((dateline for line in [*above, *below] if (dateline := _read_dateline(line))), None)


def _read_dateline(line: Line) -> Dateline | None:
    opening = line.text[:_LONGEST]
    for date in _dates_in(opening)[:2]:
        place = strip_weekday(opening[: date.start])
        close = _find_close(opening, date.end) if place.strip(_BRACKETS) else _find_place_and_close(opening, date.end)
        if close is None or not _opens_a_text(place, date, close) or _closes_an_aside(opening[: close.end]):
            continue
        if close.kind == "stop" and _is_signature(line.text[close.end :]):
            continue
        start = line.start
        moved = WrittenDate(start + date.start, start + date.end, date.readings, date.weekday, date.form)
        return Dateline(moved, start, start + close.end, close.kind == "agency")
    return None


_NUMBER = re.compile("[\\d〇一二三四五六七八九十]")


def _dates_in(opening: str) -> tuple[WrittenDate, ...]:
    if not _NUMBER.search(opening):
        return ()
    dates = find_dates(opening, lenient=True)
    short = [s for s in _find_short_numbers(opening) if all(s.end <= d.start or d.end <= s.start for d in dates)]
    return tuple(sorted([*dates, *short], key=lambda date: date.start))


def _opens_a_text(place: str, date: WrittenDate, close: _Close) -> bool:
    """Whether place, day and what follows make a dateline; the less one of them says, the more the others must."""
    year = bool(date.readings[0].year)
    if close.kind == "stop" and not (year and close.placed) and not _SET_OFF.search(place):
        return False
    if not place.strip(_BRACKETS):
        return close.kind == "agency" or (year and (close.kind == "dash" or close.placed))
    if close.kind == "space" and not (_starts_in_capitals(place) or _IN_BRACKETS.search(place)):
        return False
    if close.kind == "end" and ":" in place:
        return False
    return _is_place(place) and (close.kind == "agency" or not ASIDE.search(place))


def _is_signature(rest: str) -> bool:
    """Whether no text follows but a name or two, as under a picture: `The quay, le 2 avril 2019. ADA QUILL / VB`."""
    return len(rest.split()) <= _MOST_PLACE_WORDS and not _ENDS_A_SENTENCE.search(rest)


_ENDS_A_SENTENCE = re.compile(r"[.!?…。！？।][\"”’»)]*\s*$")


def _closes_an_aside(opening: str) -> bool:
    """Whether an eastern bracket ends it that opened in mid-line: `主席在星期二（12月10日）的会议上` does."""
    return opening[-1] in "】］）" and opening.lstrip()[:1] not in _EAST_OPENS


_EAST_OPENS = tuple("【［（[(")
_SHORT_NUMBERS = re.compile(r"(?<![\d.,/:])(\d{1,2})([./])(\d{1,2})\.?(?![\d/:%]|\.\d)")


def _find_short_numbers(text: str) -> list[WrittenDate]:
    """`1.8.`, `01/08`: day and month in figures without a year, looked for only where a dateline may stand."""
    found = []
    for match in _SHORT_NUMBERS.finditer(text):
        first, second = int(match[1]), int(match[3])
        orders = (Reading(0, first, second), Reading(0, second, first))
        readings = tuple(dict.fromkeys(r for r in (orders[1:] if match[2] == "." else orders) if r.is_possible()))
        if readings:
            found.append(WrittenDate(match.start(), match.end(), readings, form="short_numbers"))
    return found


# --- what stands before the day ---------------------------------------------------------------------------------------

_BRACKETS = " \t([【［（.,-–—:|"
_IN_BRACKETS = re.compile(r"[(（\[][^()（）\[\]]{1,60}(?:[)）\]]|[;,]\s$)|/[^/]{1,40}/")
_WORDS = re.compile(r"[^\W\d_][^\s,;:!?|/()\[\]–—]*")
_SET_OFF = re.compile(r"[,.)\]:–—-]\s*(?:den|le|li|em)?\s*$")
"""Place and day are set apart: `Grünfurt, 22. März 2024. Die …`, `Lyon, le 22 mars. La …`."""
_SMALL = "a al am an and aux d da das de del della den der des di do dos du e el en et г i im la las le les los na nad"
_SMALL_WORDS = frozenset(f"{_SMALL} of os pod sur the ta und upon van von y".split())
"""Small words inside the names of places: Rio de Janeiro, Frankfurt am Main, Stratford-upon-Avon."""
_OPENERS = frozenset(
    word
    for line in (
        "after as at before between by during for from last next on since the this through to until when with",
        "vom seit au depuis desde hasta до от с в на по з у від",
    )
    for word in line.split()
)
"""Words that open a sentence (`On 20 May, the …`) or a list, never a dateline."""
_MOST_PLACE_WORDS = 7


def _is_place(before: str) -> bool:
    """Whether the words before the day can be a place, with an agency in brackets around it."""
    words = _WORDS.findall(_IN_BRACKETS.sub(" ", before))
    if not words:
        return bool(_IN_BRACKETS.search(before))
    if len(words) > _MOST_PLACE_WORDS or read_label(before):
        return False
    if fold(words[0]) in _OPENERS or any(sign.isdigit() or sign == "@" for sign in before):
        return False
    small = [fold(word.rstrip(".")) in _SMALL_WORDS for word in words]
    return not all(small) and all(is_small or not word.islower() for word, is_small in zip(words, small, strict=True))


def _starts_in_capitals(before: str) -> bool:
    words = _WORDS.findall(before)
    return bool(words) and len(words[0]) > 2 and words[0].isupper()


# --- what stands after the day ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Close:
    """How a dateline ends: with an agency, a dash, a name, a full stop or the line; or only with a space."""

    end: int
    kind: Literal["agency", "dash", "name", "stop", "end", "space"]
    placed: bool = False
    """Whether the place stands between the day and this close."""


_PLACE_AFTER = re.compile(
    r"(?:\s?(?:г\.|р\.|года|року))?[.,]?\s{1,3}"
    r"(?:([^\W\d_][^\n\d()/\[\]:–—-]{1,40})(?=[(/])|([^\W\d_][^\n\d.,()/\[\]:–—-]{1,30})(?=\.\s|\s?[–—-]\s))"
)


def _find_place_and_close(text: str, position: int) -> _Close | None:
    """What closes a dateline that begins with its day: `1 августа, Минск /Агентство/`, `1 Aug MINSK (Agency) -`."""
    place = _PLACE_AFTER.match(text, position)
    if place is None or not _is_place(place[1] or place[2]):
        return _find_close(text, position)
    close = _find_close(text, place.end())
    return replace(close, placed=True) if close else None


_AFTER_DAY = re.compile(
    r"\s?(?:г\.|р\.|r\.|года|року)|[,.]{0,2}\s{0,2}\(?([^\W\d_]{2,20})\)?|[,.]?\s{0,2}\d{1,2}[:.]\d{2}(?!\d)"
)
_AGENCY = re.compile(r"[\s.,:–—-]{0,5}(?:[(（][^()（）]{1,60}[)）]|/[^/\s][^/]{1,40}/|\[[^\[\]]{2,60}\])")
_DASH = re.compile(r"[\s.,)\]]{0,4}(?:--?|–|—|―|:|=|//?)(?=[\s\"“«]|$)")
_EAST = re.compile(r"[^。，,]{0,12}?[电電讯訊】］）\]]")
_NAME = re.compile(r"[.,]{1,2}\s{1,3}([^\W\d_][^\s,.:]{1,24}(?: [^\W\d_][^\s,.:]{1,24}){0,2})(?=[.:,]|\s?[-–—]|\s*$)")
_STOP = re.compile(r"[.,]?(?=\s|$)")


def _find_close(text: str, position: int) -> _Close | None:
    """What closes the dateline whose day ends at `position`: agency, dash, dispatch sign, name, or only a space."""
    skipped = _AFTER_DAY.match(text, position)
    if skipped and (skipped[1] is None or fold(skipped[1]) in WEEKDAYS):
        position = skipped.end()
    if match := _AGENCY.match(text, position) or _EAST.match(text, position):
        return _Close(match.end(), "agency")
    if match := _DASH.match(text, position):
        return _Close(match.end(), "dash")
    if (match := _NAME.match(text, position)) and _is_name(match[1], text[match.end() :]):
        return _Close(match.end(), "name")
    if match := _STOP.match(text, position):
        return _Close(match.end(), _kind_of_stop(text, match.end()))
    return None


def _is_name(words: str, after: str) -> bool:
    """Whether the words have capitals, or are one between two full stops: `16 січня. dpa. Двоє …`."""
    return not any(word[0].islower() for word in words.split()) or (" " not in words and after.startswith("."))


def _kind_of_stop(text: str, position: int) -> Literal["stop", "end", "space"]:
    following = text[position:].strip()
    if not following:
        return "end"
    return "stop" if text[position - 1] == "." and not following[0].islower() else "space"
