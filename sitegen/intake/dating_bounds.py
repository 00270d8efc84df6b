"""Bounds on a document's date from what its text says about other days: "last month … on July 15" makes it August.

Only the month that a text calls the last or the present one, tied to a day that it names, is trusted; a day of that
month on which something has happened then raises the lower bound. Everything else that texts say about time (`in
June`, `on Tuesday`, `next week`) bounds too little or too unsurely.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.intake.dating_forms import Reading, WrittenDate, find_dates
from sitegen.intake.months import MONTHS, fold


@dataclass(frozen=True, slots=True)
class Bounds:
    """An interval in which the text was written, and the places in the raw text that say so."""

    edtf: str
    evidence: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    text: str
    dates: tuple[WrittenDate, ...]
    """With a day, and understood in one way; offsets into the raw text."""

    @property
    def names(self) -> frozenset[str]:
        """Its capitalised words, quotations left out: who and where."""
        return frozenset(word for word in re.findall(r"[^\W\d_]{4,}", self.own_words) if word[0].isupper())

    @property
    def own_words(self) -> str:
        """What it says itself, at the same offsets: quotations speak of their own time."""
        return QUOTATION.sub(lambda quotation: " " * len(quotation[0]), self.text)

    @property
    def looks_ahead(self) -> bool:
        return bool(_AHEAD.search(self.own_words))


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A day that the text places in a month seen from its own: `months_ago` 0 is the present month."""

    month: int
    year: int
    evidence: tuple[tuple[int, int], ...]


QUOTATION = re.compile(r"\"[^\"]*\"|“[^“”]*”|«[^«»]*»|„[^„“”]*[“”]")
"""What others say, in the marks of the press."""
_LONGEST_BODY = 60_000
_LONGEST_SENTENCE = 1000
_LAST_MONTHS = (
    "last month", "le mois dernier", "el mes pasado", "il mese scorso", "lo scorso mese", "mês passado",
    "vergangenen monat", "letzten monat", "vorige maand", "afgelopen maand", "в прошлом месяце", "минулого місяця",
    "w zeszłym miesiącu", "w ubiegłym miesiącu", "geçen ay", "geçtiğimiz ay", "bulan lalu", "الشهر الماضي",
    "上个月", "上個月", "先月", "पिछले महीने",
)  # fmt: skip
_THIS_MONTHS = (
    "this month", "ce mois-ci", "este mes", "este mês", "questo mese", "in diesem monat", "deze maand",
    "в этом месяце", "цього місяця", "w tym miesiącu", "bu ay", "bulan ini", "هذا الشهر", "本月", "今月", "इस महीने",
)  # fmt: skip


def _phrases(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases as whole words; not `the last month of the war`, `this month in history`."""
    words = "|".join(phrase for phrase in phrases if phrase[0] < "\u0900")
    others = "|".join(phrase for phrase in phrases if phrase[0] >= "\u0900")  # scripts without spaces or with marks
    return re.compile(rf"(?<!\bthe )(?<!\btheir )\b(?:{words})\b(?! (?:of|in history)\b)|{others}", re.IGNORECASE)


_LAST_MONTH, _THIS_MONTH = _phrases(_LAST_MONTHS), _phrases(_THIS_MONTHS)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|scheduled|upcoming|until|deadline|next|later|plans?|planned|expected|будет|буде|será|"
    r"sera|wird|sarà|zal|będzie)\b",
    re.IGNORECASE,
)
"""Words of things to come: the days of their sentences are no lower bounds."""
_REACH = 450
"""How far after "last month" the day it is tied to may stand, in characters."""


def find_bounds(raw: str, start: int, end: int) -> Bounds | None:
    """The interval in which `raw[start:end]` was written, where it ties the last or present month to a day."""
    end = min(end, start + _LONGEST_BODY)
    lowered = raw[start:end].lower()
    if not any(phrase in lowered for phrase in (*_LAST_MONTHS, *_THIS_MONTHS)):  # the usual case, seen in no time
        return None
    sentences = _sentences(raw, start, end)
    anchors = list(_anchors(sentences))
    if len({(anchor.month, anchor.year) for anchor in anchors}) != 1:
        return None
    anchor = anchors[0]
    past = [
        date
        for sentence in sentences
        if not sentence.looks_ahead
        for date in sentence.dates
        if date.readings[0].month == anchor.month and date.readings[0].year in (0, anchor.year)
    ]
    latest = max(past, key=lambda date: date.readings[0].day, default=None)
    return _bounds(anchor, latest)


def _bounds(anchor: _Anchor, latest: WrittenDate | None) -> Bounds:
    month = f"{anchor.year or 'XXXX'}-{anchor.month:02}"
    if latest is None:
        return Bounds(month, anchor.evidence)
    last_day = monthrange(anchor.year or 2000, anchor.month)[1]
    evidence = tuple(sorted({*anchor.evidence, (latest.start, latest.end)}))
    day = latest.readings[0].day
    return Bounds(f"{month}-{day:02}" if day == last_day else f"{month}-{day:02}/{month}-{last_day}", evidence)


_SENTENCE_END = re.compile(r"(?<=[^\W_]{2}[.!?])[\"”»]?\s+(?=[\"“«„]?[^\W\d_a-z])|(?<=[。！？])|\n+")
_NO_SENTENCE_END = re.compile(
    r"\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mr|mrs|ms|dr|prof|gen|sen|rep|gov|st|no|vs)\.$", re.IGNORECASE
)


def _sentences(raw: str, start: int, end: int) -> list[_Sentence]:
    """The sentences of a stretch, roughly; a stop after an abbreviation does not end one."""
    sentences = []
    begin = start
    for match in [*_SENTENCE_END.finditer(raw, start, end), None]:
        stop = match.start() if match else end
        text = raw[begin:stop]
        if match and "\n" not in match[0] and _goes_on(text, raw[match.end() : match.end() + 20]):
            continue
        if text.strip():
            days = [d for d in _dates_in(text, begin) if len(d.readings) == 1 and d.readings[0].day]
            sentences.append(_Sentence(begin, text, tuple(days)))
        begin = match.end() if match else end
    return sentences


def _goes_on(text: str, following: str) -> bool:
    """Whether the stop at the end of `text` is that of an abbreviation or of a day before its month, `15. August`."""
    word = re.match(r"\W*(\w+)", following)
    day = text[-2:-1].isdigit() and word is not None and fold(word[1]) in MONTHS
    return day or bool(_NO_SENTENCE_END.search(text[-8:]))


def _dates_in(text: str, offset: int) -> list[WrittenDate]:
    return find_dates(text[:_LONGEST_SENTENCE], offset) if _DAY.search(text) else []


_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


def _anchors(sentences: list[_Sentence]) -> Iterator[_Anchor]:
    """The months that the text calls the last or the present one, each tied to a day.

    The day stands in the same sentence, or in one that follows closely and names the same person or place.
    """
    starts = [sentence.start for sentence in sentences]
    for number, sentence in enumerate(sentences):
        for pattern, months in ((_LAST_MONTH, 1), (_THIS_MONTH, 0)):
            match = pattern.search(sentence.own_words)
            if not match:
                continue
            near = (
                sentences[number : bisect_right(starts, sentence.start + match.end() + _REACH)]
                if months
                else [sentence]
            )
            tied = next((s for s in near if s.dates and (s is sentence or s.names & sentence.names)), None)
            if tied and not tied.looks_ahead:
                where = (sentence.start + match.start(), sentence.start + match.end())
                yield _anchor(tied.dates[0], months, where)


def _anchor(date: WrittenDate, months: int, where: tuple[int, int]) -> _Anchor:
    reading: Reading = date.readings[0]
    month = reading.month + months
    year = reading.year + (month > 12) if reading.year else 0
    return _Anchor((month - 1) % 12 + 1, year, (where, (date.start, date.end)))
