"""Which lines over and under a headline tell more of its story, of those that have left the text."""

from __future__ import annotations

import re

from sitegen.drafts import Capture, Evidence, Value
from sitegen.intake.captions import is_beside, is_caption, is_credit
from sitegen.intake.dating_stamps import FIRST_EASTERN
from sitegen.intake.furniture import line_key
from sitegen.intake.head_lines import is_dated, is_stamp
from sitegen.intake.headline import content_words
from sitegen.intake.headmatter import HeadMatter

_MOST_LINES = 2
"""Of more, only the first is one: the others are headlines of other stories."""
_FEWEST_WORDS, _FEWEST_SIGNS = 4, 8
"""Of a language with spaces between words, and of Chinese and Japanese."""
_LEAST_SMALL, _LEAST_SHARED = 0.4, 2
"""The share of the words that begin small, and the words of some length that the text uses, too."""
_REPEATED = 0.8
"""The share of its words that stand in the headline, from which on a line says it again."""
_REACH = 4000
"""Characters of the text that a standfirst sums up."""

_OCCASION = re.compile(r"[^\W\d][^,\d]*(?:, [^,\d]+)+, \d[\w .]*\d{4}")
"""Where and when something was said, over a transcript: "County Hall, Hallingby, 26 March 2024"."""
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


def infer_standfirst(capture: Capture, head: HeadMatter, text: str) -> Value | None:
    """The lines that are about what the headline and the beginning of `text` are about, as printed; or None.

    A post, a name, a button and the headline of another story stand in the same places: what shares no words with the
    story, or is no sentence's part, is not taken for the author's words. Its removal stays recorded in any case.
    """
    headline = " ".join(line.text for line in head.of("headline"))
    told = content_words(line_key(f"{headline} {text[:_REACH]}"))
    lines = [
        line
        for line in head.of("kicker", "standfirst")
        if line.removed
        and (_OCCASION.fullmatch(line.text) or (_is_worded(line.text) and _tells_more(line.text, headline, told)))
    ]
    if len({line.text for line in lines}) > _MOST_LINES:
        lines = lines[:1]
    evidence = (Evidence(capture.raw[line.start : line.end], line.start, line.end) for line in lines)
    return Value(tuple(dict.fromkeys(line.text for line in lines)), "stated", tuple(evidence)) if lines else None


def _is_worded(line: str) -> bool:
    """Whether a line reads like a part of a sentence, and not like a name, a date or the caption of a picture."""
    if any(is_one(line) for is_one in (is_beside, is_stamp, is_dated, is_caption, is_credit)):
        return False
    if any(sign >= FIRST_EASTERN for sign in line):
        return len(line) >= _FEWEST_SIGNS
    words = _WORD.findall(line)
    small = sum(word[0] == word[0].lower() for word in words)
    return len(words) >= _FEWEST_WORDS and small >= _LEAST_SMALL * len(words)


def _tells_more(line: str, headline: str, told: frozenset[str]) -> bool:
    own = content_words(line_key(line))
    again = len(own & content_words(line_key(headline)))
    return len(own & told) >= min(_LEAST_SHARED, len(own)) and again < _REPEATED * len(own)
