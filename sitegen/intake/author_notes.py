"""What pages print about an author below the text: "Jane Doe is a writer in Portville."."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sitegen.intake.head_lines import read_byline, split_names

_REACH = 6
"""Paragraphs at the end of a text among which such a note stands."""
_SPEAKS_OR_PICTURES = re.compile("[:/]")
_LONGEST = 100
"""Words that it has at most."""


def find_author_notes(paragraphs: Sequence[str], bylines: Iterable[str]) -> list[int]:
    """Which of a text's last paragraphs open with the name of an author, whom the text itself never names.

    Where a colon follows, somebody speaks; where a slash does, a picture is credited.
    """
    printed = (name for line in bylines for name in split_names(read_byline(line) or line))
    text = " ".join(paragraphs[:-_REACH])
    names = tuple(name for name in printed if " " in name and name not in text)
    start = max(1, len(paragraphs) - _REACH)
    return [
        index
        for index, paragraph in enumerate(paragraphs[start:], start)
        if names
        and paragraph.startswith(names)
        and not _SPEAKS_OR_PICTURES.search(paragraph[: max(map(len, names)) + 3])
        and len(paragraph.split()) <= _LONGEST
    ]
