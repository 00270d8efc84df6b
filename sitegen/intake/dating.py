"""The date of a document: when its text was published, as exactly as the capture says and never more exactly.

The rules are tried in order; the first that finds something decides. What the capture's markup or sidecar states comes
first, then what the page prints, then what follows from it as bounds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from sitegen.date_words import format_words
from sitegen.dates import parse_edtf
from sitegen.drafts import Capture, Evidence, Value
from sitegen.intake import dating_clues
from sitegen.intake.dating_bounds import find_bounds
from sitegen.intake.dating_clues import ClueDate, choose_address
from sitegen.intake.dating_datelines import find_dateline
from sitegen.intake.dating_forms import Reading, WrittenDate, find_dates
from sitegen.intake.dating_order import Surroundings, settle
from sitegen.intake.dating_stamps import (
    Stamp,
    choose_plain,
    choose_published,
    choose_updated,
    find_closing_stamp,
    find_rival,
    find_stamps,
)
from sitegen.intake.headmatter import HeadMatter


@dataclass(frozen=True, slots=True)
class Sources:
    """All that a rule may look at."""

    capture: Capture
    head: HeadMatter
    text: str
    stamps: tuple[Stamp, ...]
    around: Surroundings


def infer_date(capture: Capture, head: HeadMatter, text: str) -> Value | None:
    """The publication date as EDTF, with basis and evidence; None where the capture does not tell.

    `text` is the clean text of the article. A date in two possible orders, or known only from what the text says about
    other days, becomes the interval that covers it; a missing year stays `XXXX`.
    """
    sources = _gather(capture, head, text)
    return next((value for rule in RULES if (value := rule(sources))), None)


def _gather(capture: Capture, head: HeadMatter, text: str) -> Sources:
    stamps = tuple(find_stamps(capture.raw, head))
    headlines = [
        date for line in head.of("headline") for date in find_dates(capture.raw[line.start : line.end], line.start)
    ]
    language = next((clue.value for clue in capture.clues if clue.name == "language"), "")
    dates = (*headlines, *(stamp.date for stamp in stamps))
    around = Surroundings(capture.raw, dates, dating_clues.hosts_of(capture.clues), language, text)
    return Sources(capture, head, text, stamps, around)


# --- the rules --------------------------------------------------------------------------------------------------------


def _edtf(sources: Sources) -> Value | None:
    """A sidecar gives it as EDTF: `date: 2024-08-18/2024-08-31`."""
    clue = dating_clues.choose_edtf(sources.capture.clues)
    return Value(clue.value, "stated", (Evidence(clue.value, where=clue.where),)) if clue else None


def _stated_for_machines(sources: Sources) -> Value | None:
    """A sidecar, JSON-LD or meta tag states it: `datePublished: 2024-08-16T10:12:00+03:00`."""
    return _from_clue(dating_clues.choose_stated(sources.capture.clues), sources)


def _issued(sources: Sources) -> Value | None:
    """A database's export gives the day of issue as a field: `Publication date: Oct 2, 2018`, `PD 2 October 2018`."""
    for line in sources.head.of("issued"):
        for date in find_dates(sources.capture.raw[line.start : line.end], line.start):
            return _written(date, line.start, line.end, sources)
    return None


def _published_stamp(sources: Sources) -> Value | None:
    """The page says that it was published then: `Published 3 March 2024`, `Опубликовано: 03.03.2024`."""
    return _from_stamp(choose_published(sources.stamps), sources)


def _seen_by_the_headline(sources: Sources) -> Value | None:
    """A `time` element or a dated line stands by the page's headline."""
    return _from_clue(dating_clues.choose_seen(sources.capture.clues), sources)


def _plain_stamp(sources: Sources) -> Value | None:
    """A date without a label stands like a stamp: `August 16, 2024, Friday // 10:12`, `By Jane Doe | 16 Aug 2024`."""
    stamp = choose_plain(sources.stamps, bool(sources.head.of("headline")))
    if stamp and stamp.shape != "timed" and _is_outlived(stamp.date, sources.text):
        return None
    return _from_stamp(stamp, sources)


def _dateline(sources: Sources) -> Value | None:
    """The text opens with place and day: `MINSK, 1 August (Agency) -` gives `XXXX-08-01`."""
    found = find_dateline(sources.capture.raw, sources.head)
    if found is None or (not found.by_agency and _is_outlived(found.date, sources.text)):
        return None
    return _written(found.date, found.start, found.end, sources)


def _closing_stamp(sources: Sources) -> Value | None:
    """The page prints its date under the article: `First published on 16 August 2024`, `16 August 2024, 10:12`."""
    return _from_stamp(find_closing_stamp(sources.capture.raw, sources.head), sources)


def _headline_of_a_record(sources: Sources) -> Value | None:
    """The headline of a transcript or statement ends with its day: `Remarks after the Meeting, April 11, 2024`."""
    for line in sources.head.of("headline"):
        raw = sources.capture.raw[line.start : line.end]
        for date in find_dates(raw, line.start):
            ends = not re.search(r"\w", sources.capture.raw[date.end : line.end])
            if ends and date.readings[0].year and date.readings[0].day and _RECORD.search(raw):
                return _written(date, date.start, date.end, sources)
    return None


_RECORD = re.compile(
    r"\b(?:remarks|transcript|interview|press conference|briefing|statement|address|speech|readout|hearing|testimony|"
    r"meeting|talks|allocution|discours|conférence de presse|entretien|rede|pressekonferenz|discurso|rueda de prensa|"
    r"entrevista|discorso|intervista|стенограмма|выступление|заявление|интервью|пресс-конференция|стенограма|виступ)\b",
    re.IGNORECASE,
)


def _updated_stamp(sources: Sources) -> Value | None:
    """Only the last change is dated, `Updated 22 December 2023`: the text is of about that day or older."""
    value = _from_stamp(choose_updated(sources.stamps), sources)
    return _approximate(value) if value else None


def _modified_for_machines(sources: Sources) -> Value | None:
    """Only the day of the last change is stated: `dateModified`, `article:modified_time`."""
    value = _from_clue(dating_clues.choose_modified(sources.capture.clues), sources)
    return _approximate(value) if value else None


def _address(sources: Sources) -> Value | None:
    """The path of the page's address holds a date: `/2024/08/16/`."""
    value = _from_clue(choose_address(sources.capture.clues), sources)
    return Value(value.value, "inferred", value.evidence, "The address holds this date.") if value else None


def _bounds(sources: Sources) -> Value | None:
    """What the text says of other days bounds it: "last month … on July 15" and "on Aug. 18"."""
    head, raw = sources.head, sources.capture.raw
    bounds = find_bounds(raw, head.body_start, head.body_end or len(raw))
    if bounds is None:
        return None
    evidence = tuple(Evidence(raw[start:end], start, end) for start, end in bounds.evidence)
    return Value(bounds.edtf, "inferred", evidence, "Bounds from what the text says of other days.")


def _is_outlived(date: WrittenDate, text: str) -> bool:
    """Whether the text tells of a day years later: the date is then that of an event, as in a memoir or an obituary."""
    year = date.readings[0].year
    if not year:
        return False
    later = (line for line in text[:_LONGEST_TEXT].splitlines() if any(int(y) > year + 1 for y in _YEAR.findall(line)))
    told = (other.readings[0] for line in later for other in find_dates(line[:_LONGEST_LINE]))
    return any(reading.year > year + 1 and reading.month for reading in told)


_LONGEST_TEXT, _LONGEST_LINE = 40_000, 2_000
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")

Rule = Callable[[Sources], Value | None]

RULES: tuple[Rule, ...] = (
    _edtf,
    _stated_for_machines,
    _issued,
    _published_stamp,
    _seen_by_the_headline,
    _plain_stamp,
    _dateline,
    _headline_of_a_record,
    _closing_stamp,
    _updated_stamp,
    _modified_for_machines,
    _address,
    _bounds,
)


# --- from a written date to a value -----------------------------------------------------------------------------------


def _from_stamp(stamp: Stamp | None, sources: Sources) -> Value | None:
    if stamp is None:
        return None
    short = len(stamp.line.text) <= _SHORT_LINE
    start, end = (stamp.line.start, stamp.line.end) if short else (stamp.date.start, stamp.date.end)
    value = _written(stamp.date, start, end, sources)
    rival = find_rival(stamp, sources.stamps)
    return _covering(value, _written(rival.date, rival.line.start, rival.line.end, sources)) if rival else value


def _covering(one: Value, other: Value) -> Value:
    """The interval from one printed day to the other."""
    days = sorted(day for value in (one, other) for day in str(value.value).split("/"))
    evidence = tuple(sorted((*one.evidence, *other.evidence), key=lambda shown: shown.start or 0))
    return Value(f"{days[0]}/{days[-1]}", "inferred", evidence, "Two days stand side by side, and nothing says which.")


_SHORT_LINE = 80
"""A stamp's line of up to so many characters is shown whole as evidence."""


def _written(date: WrittenDate, start: int, end: int, sources: Sources) -> Value:
    """The value of a date in the raw text, with the stretch that is shown as its evidence."""
    evidence = Evidence(sources.capture.raw[start:end], start, end)
    readings = settle(date, sources.around)
    if len(readings) > 1:
        return _between(readings, evidence)
    if not date.fits_weekday(readings[0]):
        note = "The weekday printed beside it is that of another day."
        return Value(f"{format_reading(readings[0])}?", "stated", (evidence,), note)
    return _completed(readings[0], evidence, sources)


def _completed(reading: Reading, evidence: Evidence, sources: Sources) -> Value:
    """Adds a missing year where the page's address gives it with the same month, and day if it holds one."""
    address = choose_address(sources.capture.clues) if not reading.year else None
    if address is None or not address.reading.month or not address.reading.agrees(reading):
        return Value(format_reading(reading), "stated", (evidence,))
    whole = Reading(address.reading.year, reading.month, reading.day)
    proof = (evidence, Evidence(address.clue.value, where=address.clue.where))
    return Value(format_reading(whole), "inferred", proof, "The year is that of the address.")


def _from_clue(found: ClueDate | None, sources: Sources) -> Value | None:
    if found is None:
        return None
    evidence = Evidence(found.clue.value, where=found.clue.where)
    readings = settle(WrittenDate(0, 0, found.readings, form="numbers"), sources.around)
    if len(readings) > 1:
        return _between(readings, evidence)
    return Value(format_reading(readings[0]), "stated", (evidence,))


def _between(readings: tuple[Reading, ...], evidence: Evidence) -> Value:
    """The interval that covers both readings."""
    first, last = sorted(map(format_reading, readings))
    words = " or ".join(format_words(parse_edtf(day)) for day in (first, last))
    return Value(f"{first}/{last}", "inferred", (evidence,), f"It can be read as {words}.")


def _approximate(value: Value) -> Value | None:
    """About the day of a change; None where that is itself an interval."""
    if not isinstance(value.value, str) or "/" in value.value:
        return None
    note = "The day of the last change; the text may be older."
    return Value(f"{value.value.rstrip('?')}~", "inferred", value.evidence, note)


def format_reading(reading: Reading) -> str:
    """EDTF of what is written, X where the year is not."""
    parts = [f"{reading.year:04}" if reading.year else "XXXX"]
    parts += [f"{part:02}" for part in (reading.month, reading.day) if part]
    return "-".join(parts)
