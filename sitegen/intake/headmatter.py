"""Head matter: the lines around an article's text that say what it is, by whom, where and when.

Kept as lines with their role and place in the raw capture, so that every field inferred from them can show its
evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal[
    "headline", "kicker", "standfirst", "section", "byline", "dateline", "timestamp", "caption", "credit", "sitename",
    "source", "issued", "note",
]  # fmt: skip
"""What a line of head matter is. `sitename`: a line that names the site or agency; `source`: "Source: Reuters" and
like; `issued`: the day of issue in a database's record; `note`: a removed line that may still be evidence
("Copyright 2019 Example Media", "Updated …")."""
Place = Literal["head", "tail", "body"]
"""Whether a line stands before, after or among the article's paragraphs."""


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line, or part of one, with the role it plays."""

    role: Role
    start: int
    end: int
    """Offsets into the capture's raw text."""
    text: str
    """The words, repaired (no-break spaces are spaces, mojibake is undone); may differ from `raw[start:end]`."""
    place: Place = "head"
    removed: bool = True
    """False where it stays in the clean text too (captions, standfirst)."""


@dataclass(frozen=True, slots=True)
class HeadMatter:
    """What the lines around an article say about it, in the order in which they stand."""

    lines: tuple[HeadLine, ...] = ()
    body_start: int = 0
    body_end: int = 0
    """The stretch of the raw capture from the article's first to its last kept word, headline excepted."""

    def of(self, *roles: Role) -> tuple[HeadLine, ...]:
        """The lines that play one of these roles, in order."""
        return tuple(line for line in self.lines if line.role in roles)


REASONS = {
    "headline": "is the headline, which stands in the field `title`",
    "repeated headline": "repeats the headline",
    "kicker": "stands over the headline; a line that tells of the same is kept in the field `standfirst`",
    "standfirst": "stands under the headline without being a sentence; a line that tells of the same is kept in the "
    "field `standfirst`",
    "byline": "says who wrote the article, which stands in the field `byline`",
    "time stamp": "says when the article was published",
    "section line": "names the section of the site, which stands in the field `section`",
    "dateline": "says where and when the article was filed",
    "credit": "says whose picture stood here, which stands in the field `credit`",
    "source": "names the source of the article",
}
"""Why lines leave the text for the fields that they fill, by rule."""
