"""Figures drawn at build: what they show and where each mark lies. Templates draw them; the same data stands beside.

There is no figure where a sentence does: coverage needs two outlets and three dated documents.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sitegen.dates import earliest, latest
from sitegen.model import DocumentId
from sitegen.site.directions import isolated
from sitegen.site.page_links import Link
from sitegen.site.view import Entry, Site
from sitegen.site.wording import Words, read_date

WIDTH = 1000
"""Of the axis of time, in the figure's own units."""
_LEAST_DATED, _LEAST_OUTLETS = 3, 2
_MOST_OUTLETS = 12
_MOST_MARKS = 150
"""Documents from which on marks stand for the documents of a stretch of time."""
_STRETCHES = 50
_LARGEST = 16
"""Documents from which on a mark grows no more."""
_MOST_TICKS = 8
_YEAR = 12
_STEPS = (1, 2, 3, 6, _YEAR, *(_YEAR * years for years in (2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)))
"""Months from one tick to the next."""

Days = tuple[int, int]
"""First and last day that a document may be from, as ordinals."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One document at its day, or the documents of a stretch of time."""

    x: float
    width: float
    """0 for a certain day."""
    label: str
    href: str
    """Empty for several documents."""
    count: int = 1

    @property
    def radius(self) -> float:
        """The mark's size: its area grows with the number of documents."""
        return round(5 * math.sqrt(min(self.count, _LARGEST)), 1)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Outlets over time."""

    rows: tuple[tuple[Link, tuple[Mark, ...]], ...]
    ticks: tuple[tuple[float, str], ...]
    summary: str
    """The figure in a sentence."""


def plan_coverage(site: Site, entries: Sequence[Entry]) -> Coverage | None:
    """Coverage by outlet over time; outlets with most documents first, further ones together in a last row."""
    days = {entry.id: span for entry in entries if (span := _days(site, entry))}
    dated = [entry for entry in entries if entry.id in days]
    by_outlet: dict[Link, list[Entry]] = defaultdict(list)
    for entry in dated:
        by_outlet[entry.outlet or Link(site.words.gettext("outlet unknown"))].append(entry)
    if len(dated) < _LEAST_DATED or len(by_outlet) < _LEAST_OUTLETS:
        return None
    first, last = min(span[0] for span in days.values()), max(span[1] for span in days.values())
    axis = _Axis(first, max(last, first + 1), site.words)
    ranked = sorted(by_outlet.items(), key=lambda pair: (-len(pair[1]), pair[0].text.casefold()))
    if len(ranked) > _MOST_OUTLETS:
        others = [entry for _, held in ranked[_MOST_OUTLETS - 1 :] for entry in held]
        ranked = [*ranked[: _MOST_OUTLETS - 1], (Link(site.words.gettext("other outlets")), others)]
    single = len(dated) <= _MOST_MARKS
    draw = _draw_each if single else _draw_stretches
    rows = tuple((outlet, tuple(draw(axis, held, days))) for outlet, held in ranked)
    told = _summary(ranked, len(entries) - len(dated), site.words)
    if not single:
        told += " " + site.words.gettext("Each mark stands for the documents of some days: the larger, the more.")
    return Coverage(rows, tuple(axis.ticks()), told)


def _days(site: Site, entry: Entry) -> Days | None:
    value = read_date(site.archive.documents[entry.id].date)
    first, last = (earliest(value), latest(value)) if value else (None, None)
    return (first.toordinal(), last.toordinal()) if first and last else None


def _summary(ranked: Sequence[tuple[Link, list[Entry]]], without: int, words: Words) -> str:
    counts = ", ".join(f"{isolated(outlet.text)} {len(held)}" for outlet, held in ranked)
    drawn = words.gettext("Documents by outlet over time: %(counts)s", counts=counts)
    if not without:
        return f"{drawn}."
    missing = words.ngettext(
        "%(num)s document without bounds in time not drawn",
        "%(num)s documents without bounds in time not drawn",
        without,
    )
    return f"{drawn}; {missing}."


def _draw_each(axis: _Axis, held: Iterable[Entry], days: Mapping[DocumentId, Days]) -> Iterator[Mark]:
    for entry in sorted(held, key=lambda one: (days[one.id], one.id)):
        first, last = days[entry.id]
        yield Mark(
            axis.x(first), round(axis.x(last) - axis.x(first), 1), f"{isolated(entry.title)}, {entry.date}", entry.href
        )


def _draw_stretches(axis: _Axis, held: Iterable[Entry], days: Mapping[DocumentId, Days]) -> Iterator[Mark]:
    stretches: dict[int, int] = defaultdict(int)
    for entry in held:
        middle = axis.x(sum(days[entry.id]) // 2)
        stretches[min(int(middle * _STRETCHES / WIDTH), _STRETCHES - 1)] += 1
    for stretch, count in sorted(stretches.items()):
        yield Mark(round((stretch + 0.5) * WIDTH / _STRETCHES, 1), 0, axis.words.documents(count), "", count)


@dataclass(frozen=True, slots=True)
class _Axis:
    """Days to places."""

    first: int
    last: int
    words: Words

    def x(self, day: int) -> float:
        return round((day - self.first) / (self.last - self.first) * WIDTH, 1)

    def ticks(self) -> Sequence[tuple[float, str]]:
        """Beginnings of months at an even step, as many as fit; of few weeks the first and the last day."""
        months = tuple(self._months())
        ends = (0.0, self.first), (float(WIDTH), self.last)
        return months if len(months) > 1 else [(x, self.words.date(f"{date.fromordinal(day)}")) for x, day in ends]

    def _months(self) -> Iterator[tuple[float, str]]:
        start, end = date.fromordinal(self.first), date.fromordinal(self.last)
        months = range(start.year * 12 + start.month - (start.day == 1), end.year * 12 + end.month)
        step = next(step for step in _STEPS if len(months) <= step * _MOST_TICKS)
        for month in months:
            if month % step == 0:
                year, number = divmod(month, 12)
                label = f"{self.words.short_months[number]} {year:04}" if step < _YEAR else f"{year:04}"
                yield self.x(date(year, number + 1, 1).toordinal()), label
