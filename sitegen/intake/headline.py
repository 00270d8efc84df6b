"""Which of the lines above an article looks most like its headline: what each line shows, and how much that weighs.

The weights were learned as a choice between the candidates of a page (softmax regression on copied news pages, three
parts by outlet, each tried on the others) and rounded; tests/eval/copies.py measures the headlines that they give.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from sitegen.intake.dating_stamps import FIRST_EASTERN
from sitegen.intake.looks import Look

ENOUGH = 1.4
"""The score from which on a line is the headline."""
_TOLD_AGAIN = 0.6
"""For each of its longer words that the first paragraphs use, four at most."""
_SHARE_TOLD_AGAIN = 1.5
_WORD, _WORD_TOO_MANY, _SHORT = 0.12, -0.065, -2.0
"""For each word up to seven and above sixteen; for one to three words: sections, kickers, names."""
_OVER_SENTENCE = 1.0
"""The line below is a sentence: a standfirst, or the text itself."""
_OVER_LIKE, _UNDER_LIKE = 0.95, -1.1
"""A line that could be a headline, too, follows or precedes: of headline and standfirst, the first is the headline."""
_OVER_BYLINE, _RIGHT_OVER_BYLINE, _UNDER_BYLINE = 0.7, 0.6, -0.7
"""A byline or time stamp follows within six lines, within two, or stands in the ten above: there, captions stand."""
_APART = -0.09
"""For each line between it and the text, where that is known to begin: in Thai no line ends as sentences do."""


def score_headlines(
    candidates: Sequence[int], looks: Sequence[Look], bylines: Collection[int], body: int
) -> Mapping[int, float]:
    """How much each candidate looks like the headline of the text that begins with unit `body`.

    `bylines`: the units that are bylines or time stamps. From `ENOUGH` on, the highest score is the headline's.
    """
    told = told_in_text(looks, body)
    again = {i: len(content_words(looks[i].key) & told) for i in candidates}
    like = {i for i in candidates if again[i] >= 2 and looks[i].words >= 5}
    scores = {}
    for i in candidates:
        look = looks[i]
        over_byline = next((j for j in range(i + 1, min(i + 7, body)) if j in bylines), 0)
        signs = (
            (_TOLD_AGAIN, min(again[i], 4)),
            (_SHARE_TOLD_AGAIN, again[i] / max(1, len(content_words(look.key)))),
            (_WORD, min(look.words, 7)),
            (_WORD_TOO_MANY, max(0, look.words - 16)),
            (_SHORT, look.words <= 3),
            (_OVER_SENTENCE, i + 1 < body and looks[i + 1].sentence),
            (_OVER_LIKE, i + 1 in like),
            (_UNDER_LIKE, i - 1 in like),
            (_OVER_BYLINE, over_byline > 0),
            (_RIGHT_OVER_BYLINE, 0 < over_byline <= i + 2),
            (_UNDER_BYLINE, any(j in bylines for j in range(max(0, i - 10), i))),
            (_APART, body - i if body < len(looks) else 0),
        )
        scores[i] = sum(weight * shown for weight, shown in signs)
    return scores


def told_in_text(looks: Sequence[Look], body: int) -> frozenset[str]:
    """What the first paragraphs of the text that begins with unit `body` are about, as `content_words` has it."""
    first = [look for look in looks[body : body + 30] if look.sentence and look.words >= 5][:8]
    return frozenset(word for look in first for word in content_words(look.key))


def content_words(key: str) -> frozenset[str]:
    """What a line is about, roughly: its longer words without their endings, in Chinese and Japanese pairs of signs.

    `key`: as `furniture.line_key` gives it.
    """
    longer = {word[:_STEM] for word in key.split() if len(word) >= _SHORTEST and word[0] < FIRST_EASTERN}
    eastern = (word for word in key.split() if word[0] >= FIRST_EASTERN)
    return frozenset(longer.union(one + other for word in eastern for one, other in pairwise(word)))


_SHORTEST, _STEM = 4, 6
"""Words of fewer letters say little; of longer ones, so many letters are compared."""


def find_points(lines: Sequence[int]) -> frozenset[int]:
    """Of lines that all look like headlines, the rows under the first: what a live page or a report has to tell."""
    rows: list[list[int]] = []
    for line in lines:
        if rows and rows[-1][-1] + 1 == line:
            rows[-1].append(line)
        else:
            rows.append([line])
    return frozenset(line for row in rows[1:] if len(row) >= _FEWEST_POINTS for line in row)


_FEWEST_POINTS = 3


def opens_numbered_row(lines: Iterable[str]) -> bool:
    """Whether the first of these lines begins a numbered row: "1. The first lamp", further down "2. The second"."""
    rows = map(_NUMBERED.match, lines)
    first = next(rows, None)
    return first is not None and any(row and int(row[1]) == int(first[1]) + 1 for row in rows)


_NUMBERED = re.compile(r"(\d{1,3})[.)] ")
