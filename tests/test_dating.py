"""Dates of captures: every form in the tables of tests/cases/dates, and what must never happen."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.dates import parse_edtf
from sitegen.drafts import Capture, Clue, Value
from sitegen.intake.dating import infer_date
from sitegen.intake.dating_calendars import persian_day
from sitegen.intake.dating_forms import find_dates
from sitegen.intake.headmatter import HeadLine, HeadMatter
from sitegen.intake.months import COMMON_WORDS, CROATIAN, MONTHS, fold

CASES = Path(__file__).parent / "cases" / "dates"

BODY = """\
The mayor of Portville opened the new bridge over the harbour, twelve years after the old one was closed to lorries.
"We have waited a long time for this," she told some two hundred guests. Works had begun on 3 May 2019.
Traffic across the bridge starts next week. A second lane for bicycles will follow in 2031, the council said."""


def rows(name: str) -> list[tuple[str, ...]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


def capture(raw: str, *clues: Clue) -> Capture:
    return Capture("seeds/case.txt", "0" * 64, "text", "utf-8", raw, clues=clues)


def date_of(raw: str, head: HeadMatter | None = None, *clues: Clue) -> Value | None:
    return infer_date(capture(raw, *clues), head or HeadMatter((), 0, len(raw)), raw)


def written(value: Value | None) -> str:
    return str(value.value) if value else "-"


@pytest.mark.parametrize(("opening", "expected"), rows("datelines.tsv"))
def test_datelines(opening: str, expected: str) -> None:
    value = date_of(f"{opening}\nA second paragraph follows.")
    assert written(value) == expected


_MASTHEAD = re.compile(r"(?:Fri|Satur|Sun)day|Weather")


@pytest.mark.parametrize(("page", "expected"), rows("copies.tsv"))
def test_copied_pages(page: str, expected: str) -> None:
    raw = page.replace("⏎", "\n").replace("BODY", BODY)
    start = raw.index(BODY)
    headline = next(line for line in raw.split("\n") if not _MASTHEAD.match(line))
    at = raw.index(headline)
    head = HeadMatter((HeadLine("headline", at, at + len(headline), headline),), start, start + len(BODY))
    value = date_of(raw, head)
    assert written(value) == expected


@pytest.mark.parametrize(("name", "where", "says", "expected"), rows("clues.tsv"))
def test_clues(name: str, where: str, says: str, expected: str) -> None:
    value = date_of(BODY, None, Clue(name, says, where))
    assert written(value) == expected
    if value:
        assert value.evidence[0].text == says
        assert value.evidence[0].start is None


def test_a_dateline_stands_above_the_start_of_the_text_or_in_its_first_lines() -> None:
    dateline = "PORTVILLE, 1 August (Meridian) - The council met.\n"
    lines = [f"{word} votes were counted.\n" for word in ("Two", "Four", "Six", "Eight", "Ten")]
    for above, below in ((5, 0), (5, 3), (0, 3)):
        head, text = "".join(lines[:above]), "".join(lines[:below]) + dateline
        assert written(date_of(head + text, HeadMatter((), len(head), len(head + text)))) == "XXXX-08-01"
    late = "".join(lines) + dateline
    assert written(date_of(late, HeadMatter((), 0, len(late)))) == "-"
    assert written(date_of(late, HeadMatter((), len(late), len(late)))) == "XXXX-08-01"


def test_the_evidence_of_a_dateline_is_the_dateline() -> None:
    raw = "Mayor opens bridge\n\nPORTVILLE, 1 August (Meridian) - The mayor opened a bridge.\n"
    value = date_of(raw)
    assert value is not None
    assert (value.value, value.basis) == ("XXXX-08-01", "stated")
    (evidence,) = value.evidence
    assert evidence.text == raw[evidence.start : evidence.end] == "PORTVILLE, 1 August (Meridian)"


def test_two_possible_orders_are_an_inferred_interval_that_says_so() -> None:
    value = date_of(f"Mayor opens bridge\n\n04/11/2024\n\n{BODY}", HeadMatter((), 32, 500))
    assert value is not None
    assert (value.value, value.basis) == ("2024-04-11/2024-11-04", "inferred")
    assert value.note == "It can be read as 11 April 2024 or 4 November 2024."


def test_the_more_exact_of_two_agreeing_clues_counts() -> None:
    value = date_of(BODY, None, Clue("date", "2024-08", "meta dc.date"), Clue("date", "2024-08-16", "meta pubdate"))
    assert written(value) == "2024-08-16"


def test_a_stated_month_is_filled_in_from_the_day_that_readers_saw() -> None:
    month = Clue("date", "2018-06", "json-ld datePublished")
    assert written(date_of(BODY, None, month, Clue("date", "12 giugno 2018", "beside the headline"))) == "2018-06-12"
    assert written(date_of(BODY, None, month, Clue("date", "12 luglio 2018", "beside the headline"))) == "2018-06"
    assert written(date_of(BODY, None, month, Clue("date", "Updated 12 June 2018", "beside the headline"))) == "2018-06"


def test_a_moment_in_world_time_gives_way_to_the_day_that_readers_saw() -> None:
    value = date_of(
        BODY,
        None,
        Clue("date", "2024-08-17T02:30:00Z", "json-ld datePublished"),
        Clue("date", "August 16, 2024", "beside the headline"),
    )
    assert written(value) == "2024-08-16"


def test_the_day_of_a_change_is_not_that_of_a_moment_in_world_time() -> None:
    stated = Clue("date", "2024-08-16T17:34:00Z", "json-ld datePublished")
    changed = Clue("modified", "2024-08-17T06:39:00Z", "json-ld dateModified")
    both = Clue("date", "Updated Aug 17, 2024, 2:39 AM ET Published Aug 16, 2024, 1:34 PM ET", "beside the headline")
    assert written(date_of(BODY, None, stated, changed, both)) == "2024-08-16"
    seen = Clue("date", "Aug 17, 2024, 2:39 AM ET", "time")
    assert written(date_of(BODY, None, stated, changed, seen)) == "2024-08-16"


def test_the_labelled_day_counts_beside_a_moment_in_world_time() -> None:
    stated = Clue("date", "2024-08-17T02:12:00Z", "json-ld datePublished")
    shown = Clue("date", "Aug 17, 2024, 1:24 PM ET", "time")
    published = Clue("date", "Published Aug 16, 2024, 10:12 PM ET", "beside the headline")
    assert written(date_of(BODY, None, stated, shown, published)) == "2024-08-16"


def test_markup_counts_for_more_than_a_stamp_and_a_stamp_for_more_than_the_address() -> None:
    page = f"Mayor opens bridge\n\n12 August 2024, 10:00\n\n{BODY}"
    head = HeadMatter((), page.index(BODY), len(page))
    address = Clue("url", "https://portville.example/2024/08/20/bridge", "sidecar")
    assert written(date_of(page, head, Clue("date", "2024-08-11", "json-ld datePublished"), address)) == "2024-08-11"
    assert written(date_of(page, head, address)) == "2024-08-12"


def test_a_stamp_counts_for_more_than_a_date_in_the_path_of_an_address() -> None:
    page = f"Mayor opens bridge\n16 August 2024, 10:12\n{BODY}"
    head = HeadMatter((HeadLine("headline", 0, 18, "Mayor opens bridge"),), page.index(BODY), len(page))
    path = Clue("date", "2024-08-17", "path of the address")
    assert written(date_of(page, head, path)) == "2024-08-16"
    assert written(date_of(BODY, None, path)) == "2024-08-17"


def test_the_year_of_a_dateline_may_come_from_the_address_of_the_same_month() -> None:
    raw = f"PORTVILLE, 1 August (Meridian) - {BODY}"
    value = date_of(raw, None, Clue("url", "https://portville.example/2024/08/bridge", "sidecar"))
    assert value is not None
    assert (value.value, value.basis, len(value.evidence)) == ("2024-08-01", "inferred", 2)
    other = date_of(raw, None, Clue("url", "https://portville.example/2024/09/bridge", "sidecar"))
    assert written(other) == "XXXX-08-01"
    whole = date_of(
        raw.replace("August", "August 2024"), None, Clue("url", "https://portville.example/2024/08/", "sidecar")
    )
    assert whole is not None
    assert (whole.value, whole.basis, len(whole.evidence)) == ("2024-08-01", "stated", 1)


def test_the_language_that_a_page_says_it_is_in_tells_the_order_of_figures() -> None:
    """Not what else it says of itself."""
    outlet, spanish = Clue("outlet", "La Costa", "meta og:site_name"), Clue("language", "es-MX", "html lang")
    figures = Clue("date", "04/03/2024", "beside the headline")
    assert written(date_of(BODY, None, outlet, figures)) == "2024-03-04/2024-04-03"
    assert written(date_of(BODY, None, outlet, figures, spanish)) == "2024-03-04"


def test_the_country_of_the_address_tells_the_order_of_figures() -> None:
    page = f"Mayor opens bridge\n\n04/11/2024 10:00\n\n{BODY}"
    head = HeadMatter((), page.index(BODY), len(page))
    assert written(date_of(page, head, Clue("url", "https://www.portville.co.uk/bridge", "sidecar"))) == "2024-11-04"


# --- bounds -----------------------------------------------------------------------------------------------------------

LAST_MONTH = """\
Minister Harlan made the offer in an interview released on Sept. 18. He asked both sides to return to the table.
Last month, Governor Ostrander told reporters that a second meeting was being prepared. The first was held in May.
"I would like a plan by December," Ostrander said on {day}. "We have time."
"""


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("Aug. 15", "XXXX-09-18/XXXX-09-30"),
        ("Aug. 15, 2021", "2021-09-18/2021-09-30"),
        ("Nov. 15", "XXXX-12"),
    ],
)
def test_last_month_tied_to_a_day_bounds_the_date(day: str, expected: str) -> None:
    value = date_of(LAST_MONTH.format(day=day))
    assert value is not None
    assert (value.value, value.basis) == (expected, "inferred")
    assert all(evidence.start is not None for evidence in value.evidence)


@pytest.mark.parametrize(("text", "expected"), rows("bounds.tsv"))
def test_what_the_text_says_of_other_days(text: str, expected: str) -> None:
    assert written(date_of(f"Word came from the ministry. {text} Nobody could say more about it.")) == expected


# --- what must never happen -------------------------------------------------------------------------------------------


@given(
    st.sampled_from(sorted(set(MONTHS) - COMMON_WORDS)),
    st.integers(1, 28),
    st.sampled_from(["{d} {m}", "{m} {d}", "{d}. {m}"]),
)
def test_a_year_is_never_invented(month: str, day: int, form: str) -> None:
    words = form.format(d=day, m=month.title())
    value = date_of(f"PORTVILLE, {words} (Meridian) - {BODY}\nCopyright 2023.")
    if value is not None:
        assert str(value.value).startswith("XXXX-")
        assert f"-{day:02}" in str(value.value)


def parts_of(evidence: str) -> set[int]:
    """The numbers and months that a stretch of text gives; of a year, its last two digits too."""
    figures = {int(figure) for figure in re.findall(r"\d{1,4}", unicodedata.normalize("NFKC", evidence))}
    words = re.findall(r"[^\W\d_]+", evidence)
    months = {MONTHS[fold(word)] for word in words if fold(word) in MONTHS}
    months |= {CROATIAN[fold(word)] for word in words if fold(word) in CROATIAN}
    return figures | months | {figure % 100 for figure in figures if figure > 31}


PIECES = (
    "12", "3", "25", "2024", "1968", "'24", "May", "Aug.", "août", "stycznia", "декабря", "listopada", "مارس",
    "月", "日", "年", "4/11/24", "25.03.2024", "2024-08-16", "2024年8月16日", "٣", "Published", "Updated",
    "Опубликовано:", "PORTVILLE,", "(Meridian)", "Friday", "10:15", "By Jane Doe", ",", ".", "-", "|", "\n",
    "\n\n", "The council met on",
)  # fmt: skip


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), min_size=2, max_size=14), st.booleans())
def test_every_part_of_a_date_stands_in_its_evidence(pieces: list[str], body: bool) -> None:
    raw = " ".join(pieces) + (f"\n\n{BODY}" if body else "")
    value = date_of(raw, HeadMatter((), len(" ".join(pieces)) + 2, len(raw)) if body else None)
    if value is None:
        return
    given_parts = set().union(*(parts_of(evidence.text) for evidence in value.evidence))
    for limit in str(value.value).split("/"):
        year, *rest = limit.rstrip("?~").split("-")
        assert year == "XXXX" or int(year) % 100 in given_parts, (raw, value)
        assert {int(part) for part in rest} <= given_parts, (raw, value)


def test_a_day_long_before_what_the_text_tells_is_an_event_s() -> None:
    memoir = f"PORTVILLE, April 4, 1968 - {BODY}"
    assert date_of(memoir) is None
    assert written(date_of(memoir.replace(" -", " (Meridian) -"))) == "1968-04-04"  # an agency's old copy, annotated


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ("Works go on until 3 May 1969.", "1968-04-04"),
        ("Works went on until 3 May 1970.", "-"),
        ("The bridge is to be painted in 2031.", "1968-04-04"),
        ("The line of 1970 tons was laid on 3 May 1967.", "1968-04-04"),
    ],
)
def test_only_a_day_two_years_on_or_later_makes_a_date_that_of_an_event(later: str, expected: str) -> None:
    assert written(date_of(f"PORTVILLE, April 4, 1968 - The mayor opened the new bridge. {later}")) == expected


def test_two_days_side_by_side_are_both_shown_as_they_stand_on_the_page() -> None:
    days = ["4 March 2024, 11:15", "3 March 2024, 10:15"]
    page = "\n".join(["Mayor opens bridge", *days, BODY])
    value = date_of(page, HeadMatter((), page.index(BODY), len(page)))
    assert value is not None
    assert (value.value, [shown.text for shown in value.evidence]) == ("2024-03-03/2024-03-04", days)


FILLER = "The harbour office counted ships, crews and lorries, and told nobody of what it had found there. "


@pytest.mark.parametrize(
    ("between", "expected"),
    [("Friday, 16 August 2024\n10:12 am\n", "2024-08-16"), ("Friday, 16 August 2024\nBy Jane Doe\n", "-")],
)
def test_a_time_on_the_next_line_tells_a_stamp_from_the_day_that_a_page_prints(between: str, expected: str) -> None:
    page = f"Mayor opens bridge\n{between}{FILLER * 5}\n{BODY}"
    head = HeadMatter((HeadLine("headline", 0, 18, "Mayor opens bridge"),), page.index(BODY), len(page))
    assert written(date_of(page, head)) == expected


@pytest.mark.parametrize(("stamp", "expected"), [("16 August 2024, 10:12", "2024-08-16"), ("16 August 2024", "-")])
def test_far_above_the_text_and_with_no_headline_only_a_time_makes_a_stamp(stamp: str, expected: str) -> None:
    page = f"{stamp}\n{FILLER * 12}\n{BODY}"
    assert written(date_of(page, HeadMatter((), page.index(BODY), len(page)))) == expected


@pytest.mark.parametrize(
    ("stamp", "expected"), [("By Jane Doe, 16 August 2024, 10:12", "2024-08-16"), ("By Jane Doe, 16 August 2024", "-")]
)
def test_far_down_in_the_text_only_a_byline_with_a_time_is_a_stamp(stamp: str, expected: str) -> None:
    page = f"Mayor opens bridge\n{FILLER * 12}\n{stamp}\n{FILLER}"
    assert written(date_of(page, HeadMatter((), 19, len(page)))) == expected


def test_a_stamp_before_the_text_counts_for_more_than_one_as_near_in_it() -> None:
    opening = "The mayor of Portville opened the new bridge over the harbour."
    page = f"16 August 2024, 10:12\n{FILLER}\n{opening}\n3 May 2023, 11:15\n{FILLER}"
    assert written(date_of(page, HeadMatter((), page.index(opening), len(page)))) == "2024-08-16"


@given(st.text(max_size=400))
def test_any_text_gives_a_date_that_can_be_read_back_or_none(text: str) -> None:
    value = date_of(text)
    if value is not None:
        parse_edtf(str(value.value))
        for evidence in value.evidence:
            assert evidence.start is not None
            assert text[evidence.start : evidence.end] == evidence.text


@given(
    st.lists(
        st.sampled_from(
            ["12", "2024", "May", "août", "4/11/24", ".", ",", "-", "\n", "Updated", "last month", "1 8 月"]
        )
    )
)
def test_any_jumble_of_dates_gives_a_date_that_can_be_read_back_or_none(words: list[str]) -> None:
    value = date_of(" ".join(words))
    if value is not None:
        parse_edtf(str(value.value))


@pytest.mark.parametrize(
    "piece", ["1 ", "12 May 2024\n", "(1 May", "1/1/", "a", "last month May 5 Xyz said. ", "\n", "May "]
)
def test_a_very_long_text_takes_no_longer(piece: str) -> None:
    raw = piece * (5_000_000 // len(piece))
    began = process_time()
    date_of(raw)
    assert process_time() - began < 2


def test_every_language_has_twelve_months_and_no_name_stands_for_two() -> None:
    for name, number in MONTHS.items():
        found = find_dates(f"5 {name.title()} 2024")
        if found:  # a name of one letter or two words in capitals is none
            assert number in {reading.month for reading in found[0].readings}, name


def test_persian_years_are_as_long_as_they_were() -> None:
    leap = {1346, 1350, 1354, 1358, 1362, 1366, 1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408}
    assert {year for year in range(1343, 1412) if persian_day(year, 12, 30)} == leap
    begun = {1358: date(1979, 3, 21), 1376: date(1997, 3, 21), 1395: date(2016, 3, 20), 1404: date(2025, 3, 21)}
    assert {year: persian_day(year, 1, 1) for year in begun} == begun
    lengths = [max(day for day in range(1, 40) if persian_day(1402, month, day)) for month in range(1, 13)]
    assert lengths == [31] * 6 + [30] * 5 + [29]
