"""The furniture that editors list in an outlet's record, tried on the examples that stand beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.findings import Finding, short
from sitegen.model import Outlet

_FILE = "content/authorities/outlets.yml"


def check_furniture(outlets: Iterable[Outlet]) -> Iterator[Finding]:
    """Every example is removed by a line of its record; every pattern with `*` has an example that it removes."""
    listed = [outlet for outlet in outlets if outlet.furniture or outlet.furniture_examples]
    if not listed:
        return
    from sitegen.intake.furniture import know_lines, line_key  # which is much to load

    for outlet in listed:
        known = know_lines(outlet.furniture)
        for example in outlet.furniture_examples:
            if not known.is_printed(line_key(example)):
                yield _finding(outlet, f"The example “{short(example)}” is recognised by none of its furniture lines.")
        for pattern in outlet.furniture:
            one = know_lines([pattern])
            if one.patterns and not any(one.is_printed(line_key(example)) for example in outlet.furniture_examples):
                yield _finding(outlet, f"The pattern “{short(pattern)}” has no example that it recognises.")


def _finding(outlet: Outlet, message: str) -> Finding:
    remedy = f"Mend `furniture:` or `furniture_examples:` of '{outlet.id}'; `*` stands for any words."
    return Finding(_FILE, 0, "furniture-example", "warning", message, remedy)
