"""EDTF: what is written is read, compared and said, and never made more exact."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.date_words import format_words
from sitegen.dates import (
    covers,
    days_between,
    earliest,
    format_edtf,
    latest,
    overlaps,
    parse_edtf,
    sort_key,
    year_of,
)

# --- any EDTF that we read --------------------------------------------------------------------------------------------

QUALIFIERS = st.sampled_from(["", "?", "~", "%"])
YEARS = st.one_of(st.integers(1000, 9998).map(str), st.sampled_from(["XXXX", "201X", "19XX"]))


@st.composite
def points(draw: st.DrawFn, years: st.SearchStrategy[str] = YEARS) -> str:
    year, exactness = draw(years), draw(st.integers(0, 4))
    if exactness == 0:
        written = year
    elif exactness == 1:
        written = f"{year}-{draw(st.sampled_from(['XX', '1X', '21', '24', '01', '12']))}"
    elif exactness == 2:
        written = f"{year}-{draw(st.integers(1, 12)):02}-{draw(st.sampled_from(['XX', '1X', '28']))}"
    elif exactness == 3:
        written = f"{year}-{draw(st.integers(1, 12)):02}-{draw(st.integers(1, 28)):02}"
    else:
        return f"{year}-12-30T{draw(st.sampled_from(['23:59:00', '00:00:00Z', '10:12:00+03:00', '10:12:00-05']))}"
    return written + draw(QUALIFIERS)


@st.composite
def intervals(draw: st.DrawFn) -> str:
    first = draw(st.one_of(points(st.integers(1000, 1899).map(str)), st.sampled_from(["", ".."])))
    last = draw(points(st.integers(1900, 9998).map(str)))
    return draw(st.sampled_from([f"{first}/{last}", f"{last}/..", f"{last}/"]))


EDTFS = st.one_of(points(), intervals())


@given(EDTFS)
def test_what_is_read_is_written_again(text: str) -> None:
    value = parse_edtf(text)
    assert format_edtf(value) == text
    assert parse_edtf(format_edtf(value)) == value


@given(EDTFS)
def test_every_date_has_words_and_a_place_in_the_order(text: str) -> None:
    value = parse_edtf(text)
    assert format_words(value).strip()
    assert sort_key(value) < sort_key(None)
    assert sort_key(value, newest_first=True) < sort_key(None)


@given(EDTFS, EDTFS)
def test_overlap_and_distance_are_symmetric_and_agree(one: str, other: str) -> None:
    first, second = parse_edtf(one), parse_edtf(other)
    assert overlaps(first, second) == overlaps(second, first)
    assert days_between(first, second) == days_between(second, first)
    if (distance := days_between(first, second)) is not None:
        assert (distance == 0) == overlaps(first, second)


@given(EDTFS)
def test_a_date_covers_its_own_bounds(text: str) -> None:
    value = parse_edtf(text)
    low, high = earliest(value), latest(value)
    if low and high:
        assert low <= high
    for bound in (low, high):
        if bound:
            assert covers(value, bound)


@given(st.dates())
def test_a_day_is_itself_and_nothing_else(day: date) -> None:
    value = parse_edtf(day.isoformat())
    assert earliest(value) == latest(value) == day
    assert year_of(value) == day.year


# --- cases ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02-XX", "2023-02-01", "2023-02-28"),
        ("2024-11-1X", "2024-11-10", "2024-11-19"),
        ("2024-1X", "2024-10-01", "2024-12-31"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("201X-02-29", "2012-02-29", "2016-02-29"),
        ("2024-21", "2024-03-01", "2024-05-31"),
        ("2024-22", "2024-06-01", "2024-08-31"),
        ("2024-23", "2024-09-01", "2024-11-30"),
        ("2024-24", "2024-01-01", "2024-12-31"),
        ("2024-08-18/2024-08-31", "2024-08-18", "2024-08-31"),
        ("2019/..", "2019-01-01", None),
        ("../2019", None, "2019-12-31"),
        ("2019/", "2019-01-01", None),
        ("XXXX-08-01", None, None),
        ("XXXX-08-18/XXXX-08-31", None, None),
        ("2024-08-16T10:12:00+03:00", "2024-08-16", "2024-08-16"),
    ],
)
def test_bounds(text: str, low: str | None, high: str | None) -> None:
    value = parse_edtf(text)
    assert (earliest(value), latest(value)) == tuple(bound and date.fromisoformat(bound) for bound in (low, high))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "empty"),
        ("2024-13", "no month"),
        ("2024-00-10", "no month"),
        ("2023-02-29", "no day"),
        ("2024-04-31", "no day"),
        ("2024-21-03", "season"),
        ("2024-8-6", "two digits"),
        ("2024/08/06", "two digits"),
        ("06.08.2024", "which is the day"),
        ("[2024-04-11,2024-11-04]", "set of dates"),
        ("xxxx-08-01", "capital X"),
        ("August 2024", "no EDTF date"),
        ("2024-08-16T25:00:00", "no time"),
        ("../..", "names no date"),
        ("/", "names no date"),
        ("2024-03-07/2024-03-05", "ends before"),
        ("2024-08-16\n", "no EDTF date"),
        ("٢٠٢٤", "no EDTF date"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        parse_edtf(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024-08-16", "16 August 2024"),
        ("2025-03~", "March 2025 (approximately)"),
        ("2025?", "2025 (uncertain)"),
        ("2025-03-05/2025-03-07", "between 5 and 7 March 2025"),
        ("2025-02-28/2025-03-07", "between 28 February and 7 March 2025"),
        ("2024-12-30/2025-01-02", "between 30 December 2024 and 2 January 2025"),
        ("2025-03/2025-05", "between March and May 2025"),
        ("2025-03~/2025-05~", "between March and May 2025 (approximately)"),
        ("2025-03/2025-05~", "between March 2025 and May 2025 (approximately)"),
        ("2019/2021", "between 2019 and 2021"),
        ("XXXX-08-01", "1 August, year unknown"),
        ("XXXX-08-18/XXXX-08-31", "18–31 August, year unknown"),
        ("XXXX-12-20/XXXX-01-05", "20 December – 5 January, year unknown"),
        ("XXXX-02-28/..", "28 February or later, year unknown"),
        ("XXXX", "year unknown"),
        ("2019/..", "2019 or later"),
        ("../2019-05", "May 2019 or earlier"),
        ("2019/", "from 2019, end unknown"),
        ("/2019", "until 2019, start unknown"),
        ("2024-08-XX", "August 2024"),
        ("201X", "2010s"),
        ("20XX", "between 2000 and 2099"),
        ("2024-22", "summer 2024"),
        ("2024-08-16T10:12:00", "16 August 2024, 10:12"),
        ("2024-08-16T10:12:00+03:00", "16 August 2024, 10:12 UTC+03:00"),
        ("2024-08-16T10:12:00Z", "16 August 2024, 10:12 UTC"),
    ],
)
def test_words(text: str, words: str) -> None:
    assert format_words(parse_edtf(text)) == words


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("2024-08-16", "2024-08-16", 0),
        ("2024-08-16", "2024-08-19", 3),
        ("2024-08", "2024-09-02", 2),
        ("2024-08-18/2024-08-31", "2024-08-16", 2),
        ("2019/..", "2018-12-30", 2),
        ("2019/..", "2024-01-01", 0),
        ("XXXX-08-01", "2024-08-01", None),
    ],
)
def test_distance(one: str, other: str, distance: int | None) -> None:
    assert days_between(parse_edtf(one), parse_edtf(other)) == distance


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("XXXX-08-01", "2024-08-01", True),
        ("XXXX-08-01", "2024-08-02", False),
        ("XXXX-08-01", "2024", True),
        ("XXXX-08-01", "2023-07/2024-06", True),
        ("XXXX-08-01", "2019/..", True),
        ("XXXX-08-18/XXXX-08-31", "2024-08-31", True),
        ("XXXX-08-18/XXXX-08-31", "2024-09-01", False),
        ("XXXX-12-20/XXXX-01-05", "2024-01-02", True),
        ("XXXX-12-20/XXXX-01-05", "2024-12-25", True),
        ("XXXX-12-20/XXXX-01-05", "XXXX-12-24/XXXX-12-26", True),
        ("XXXX-12-20/XXXX-01-05", "2024-02-02", False),
        ("XXXX-02-29", "2023-02-28/2023-03-01", True),
        ("XXXX-08", "2024-08-20", True),
        ("XXXX-08", "2024-09-01", False),
        ("XXXX", "2024-08-01", True),
    ],
)
def test_dates_without_a_year_meet_those_with_one(one: str, other: str, meet: bool) -> None:
    assert overlaps(parse_edtf(one), parse_edtf(other)) is meet
    assert overlaps(parse_edtf(other), parse_edtf(one)) is meet


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2024", 2024),
        ("2024-08~", 2024),
        ("2024-03-04/2024-03-09", 2024),
        ("2023-12-31/2024-01-01", None),
        ("201X", None),
        ("2019/..", None),
        ("../2019", None),
        ("XXXX-08-01", None),
    ],
)
def test_a_date_has_a_year_where_it_lies_in_one_alone(text: str, year: int | None) -> None:
    assert year_of(parse_edtf(text)) == year


def test_order_of_a_list() -> None:
    texts = ["2024-08-16", "2024", "XXXX-08-01", "2023-12-31", "../2022", "2024-08", "XXXX-03-01"]
    ordered = sorted(texts, key=lambda text: sort_key(parse_edtf(text)))
    assert ordered == ["../2022", "2023-12-31", "2024", "2024-08", "2024-08-16", "XXXX-03-01", "XXXX-08-01"]
    newest = sorted(texts, key=lambda text: sort_key(parse_edtf(text), newest_first=True))
    assert newest == ["2024-08-16", "2024-08", "2024", "2023-12-31", "../2022", "XXXX-03-01", "XXXX-08-01"]
