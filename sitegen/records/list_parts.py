"""Long lists are divided: what no page should hold at once stands on a page for each year, of a long year on a page for
each month, of a long month on a page for each day; what has no certain year goes by the first sign of its id.

A list that was divided stays so: its pages have lines of kind `list` in the ledger, and every later build keeps them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from sitegen.dates import earliest, latest, parse_edtf
from sitegen.model import Document

LONG = 300
"""Documents from which on a list is divided."""
UNDATED = "undated"
LIST = "list"
"""The kind of such a line."""
_PART = re.compile(
    r"(articles|timeline|(?:outlets|people|events|topics)/[a-z0-9-]+)"
    r"[.]([0-9]{4}(?:-[0-9]{2}){0,2}|undated(?:-[a-z0-9])?)[.]html"
)


def part_path(page: str, part: str) -> str:
    """`outlets/times.html` and `2024` to `outlets/times.2024.html`. Ids have no dots: no other page can be there."""
    return f"{page.removesuffix('.html')}.{part}.html"


def read_part(path: str) -> tuple[str, str] | None:
    """The list that the address belongs to, and its part; None where it is no part's address."""
    found = _PART.fullmatch(path)
    return (f"{found[1]}.html", found[2]) if found else None


def places_of(document: Document) -> tuple[str, ...]:
    """The parts to which a document can belong, from the widest: `2024`, `2024-03`, `2024-03-05`."""
    try:
        value = parse_edtf(document.date) if document.date else None
    except ValueError:
        value = None
    first, last = (earliest(value), latest(value)) if value else (None, None)
    if not first or not last or first.year != last.year:
        return (UNDATED, f"{UNDATED}-{document.id[0]}")
    year, month, day = f"{first.year:04}", f"{first:%m}", f"{first:%d}"
    if first.month != last.month:
        return (year,)
    return (year, f"{year}-{month}", f"{year}-{month}-{day}") if first == last else (year, f"{year}-{month}")


def plan_parts(documents: Collection[Document], recorded: Collection[str]) -> tuple[str, ...]:
    """The parts of a list of these documents, in order, the undated last; none where it is not long and never was."""
    if not recorded and len(documents) <= LONG:
        return ()
    parts = set(recorded)
    within = {"": [places_of(document) for document in documents]}
    while within:
        inner: dict[str, list[tuple[str, ...]]] = {}
        for place, members in within.items():
            if not place or len(members) > LONG or any(part.startswith(f"{place}-") for part in recorded):
                for places in members:
                    depth = places.index(place) + 1 if place else 0
                    if depth < len(places):
                        inner.setdefault(places[depth], []).append(places)
        parts |= inner.keys()
        within = inner
    return tuple(sorted(parts, key=lambda part: (part.startswith(UNDATED), part)))


def group_by_part(documents: Iterable[Document], parts: Collection[str]) -> Mapping[str, list[Document]]:
    """The documents of each part, in the order they come, each in the narrowest; a part may have none of its own."""
    groups: dict[str, list[Document]] = {part: [] for part in parts}
    for document in documents:
        groups[next(place for place in reversed(places_of(document)) if place in groups)].append(document)
    return groups
