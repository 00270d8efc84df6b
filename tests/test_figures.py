"""Figures: nothing is drawn that is not known, nothing where a sentence does, and marks lie where their days are."""

from __future__ import annotations

from test_permalinks import archive, document

from sitegen.links import Links
from sitegen.model import Document
from sitegen.site.figures import WIDTH, Coverage, plan_coverage
from sitegen.site.render import load_theme
from sitegen.site.view import gather_site


def coverage(*documents: Document) -> Coverage | None:
    site = gather_site(archive(*documents), Links({}, {}), load_theme())
    return plan_coverage(site, [site.entries[one.id] for one in site.documents])


def dated(id: str, outlet: str, date: str) -> Document:
    return document(id, outlet=outlet, date=date)


def test_a_certain_day_is_a_point_and_a_range_is_a_bar_of_its_length() -> None:
    found = coverage(
        dated("a", "courier", "2024-01-01"),
        dated("b", "courier", "2024-03/2024-04"),
        dated("c", "herald", "2024-12-31"),
        dated("d", "herald", ""),
        dated("e", "herald", "XXXX-05-01"),
    )
    assert found is not None
    rows = {outlet.text: marks for outlet, marks in found.rows}
    point, bar = rows["courier"]
    assert (point.x, point.width) == (0, 0)
    assert 55 < bar.x / WIDTH * 366 < 65
    assert 55 < bar.width / WIDTH * 366 < 65
    assert [mark.x for mark in rows["herald"]] == [WIDTH]
    assert "2 documents without bounds in time not drawn" in found.summary
    assert [label for _, label in found.ticks] == [
        "Jan 2024",
        "Mar 2024",
        "May 2024",
        "Jul 2024",
        "Sep 2024",
        "Nov 2024",
    ]


def test_nothing_is_drawn_where_a_sentence_does() -> None:
    days = ("2024-01-01", "2024-02-01", "2024-03-01")
    assert coverage(*(dated(day, "courier", day) for day in days)) is None, "one outlet"
    assert coverage(dated("a", "courier", days[0]), dated("b", "herald", days[1])) is None, "two documents"
    assert coverage() is None


def test_many_documents_are_drawn_as_marks_that_grow() -> None:
    many = [dated(f"d{n}", ("courier", "herald")[n % 2], f"20{10 + n % 10}-0{1 + n % 9}-01") for n in range(400)]
    found = coverage(*many)
    assert found is not None and "the larger, the more" in found.summary
    marks = [mark for _, row in found.rows for mark in row]
    assert sum(mark.count for mark in marks) == 400
    assert len(marks) <= 100
    assert all(mark.href == "" for mark in marks)


def test_of_few_weeks_the_first_and_the_last_day_are_told() -> None:
    found = coverage(dated("a", "x", "2016-11-09"), dated("b", "y", "2016-11-12"), dated("c", "y", "2016-11-17"))
    assert found is not None
    assert found.ticks == ((0, "9 November 2016"), (WIDTH, "17 November 2016"))


def test_centuries_fit_on_the_axis() -> None:
    found = coverage(dated("a", "x", "1523"), dated("b", "y", "1804-05"), dated("c", "y", "2024-01-05"))
    assert found is not None
    assert 2 <= len(found.ticks) <= 8
