"""Long lists are divided: what no page should hold at once stands on a page for each year, of a long year on a page for
each month, of a long month on a page for each day; what has no certain year goes by the first sign of its id. Outlets,
people and topics, which have no date, all go by the first sign of their id, and of a long sign by the second.

A list that was divided stays so: its pages have lines of kind `list` in the ledger, and every later build keeps them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from sitegen.dates import earliest, latest, parse_edtf
from sitegen.model import Document, Event, Outlet, Person, Topic

Listed = Document | Outlet | Person | Event | Topic
Member = TypeVar("Member", bound=Listed)

LONG = 300
"""Lines from which on a list is divided."""
UNDATED = "undated"
LIST = "list"
"""The kind of such a line."""
_PART = re.compile(
    r"(articles|timeline|left-out|quotations|stance|tags|outlets|people|events|topics"
    r"|(?:outlets|people|events|topics|tags)/[a-z0-9-]+)"
    r"[.]([0-9]{4}(?:-[0-9]{2}){0,2}|undated(?:-[a-z0-9])?|[a-z0-9](?:-[a-z0-9])?)[.]html"
)


def part_path(page: str, part: str) -> str:
    """`outlets/times.html` and `2024` to `outlets/times.2024.html`. Ids have no dots: no other page can be there."""
    return f"{page.removesuffix('.html')}.{part}.html"


def read_part(path: str) -> tuple[str, str] | None:
    """The list that the address belongs to, and its part; None where it is no part's address."""
    found = _PART.fullmatch(path)
    return (f"{found[1]}.html", found[2]) if found else None


def outer_parts(part: str) -> tuple[str, ...]:
    """The parts that a part is within, from the widest.

    >>> outer_parts("2024-03-05")
    ('2024', '2024-03')
    """
    names = part.split("-")
    return tuple("-".join(names[:depth]) for depth in range(1, len(names)))


def places_of(item: Listed) -> tuple[str, ...]:
    """The parts to which it can belong, from the widest: `2024`, `2024-03`, `2024-03-05`; for a person `v`, `v-o`."""
    if isinstance(item, Document | Event):
        return _places_in_time(item.date) or (UNDATED, f"{UNDATED}-{item.id[0]}")
    first, second = item.id[0], item.id[1:2]
    return (first, f"{first}-{second}") if second.isalnum() else (first,)


@lru_cache(maxsize=1 << 14)
def _places_in_time(date: str) -> tuple[str, ...]:
    """Empty where a date (EDTF) has no one year. Cached: a document stands in many lists."""
    try:
        value = parse_edtf(date) if date else None
    except ValueError:
        value = None
    first, last = (earliest(value), latest(value)) if value else (None, None)
    if not first or not last or first.year != last.year:
        return ()
    year, month, day = f"{first.year:04}", f"{first:%m}", f"{first:%d}"
    if first.month != last.month:
        return (year,)
    return (year, f"{year}-{month}", f"{year}-{month}-{day}") if first == last else (year, f"{year}-{month}")


def plan_parts(lines: Collection[Listed], recorded: Collection[str]) -> tuple[str, ...]:
    """The parts of a list, in order, the undated last; none where it is not long and never was.

    What takes several lines of the list stands in `lines` as often.
    """
    if not recorded and len(lines) <= LONG:
        return ()
    parts = set(recorded)
    divided = {outer for part in recorded for outer in outer_parts(part)}
    within = {"": [places_of(item) for item in lines]}
    while within:
        inner: dict[str, list[tuple[str, ...]]] = {}
        for place, members in within.items():
            if not place or len(members) > LONG or place in divided:
                for places in members:
                    depth = places.index(place) + 1 if place else 0
                    if depth < len(places):
                        inner.setdefault(places[depth], []).append(places)
        parts |= inner.keys()
        within = inner
    return tuple(sorted(parts, key=lambda part: (part.startswith(UNDATED), part)))


def group_by_part(members: Iterable[Member], parts: Collection[str]) -> Mapping[str, list[Member]]:
    """The members of each part, in the order they come, each in the narrowest; a part may have none of its own."""
    groups: dict[str, list[Member]] = {part: [] for part in parts}
    for member in members:
        groups[next(place for place in reversed(places_of(member)) if place in groups)].append(member)
    return groups
