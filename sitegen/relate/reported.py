"""Reported speech: what someone is said to have said, outside quotation marks, with its cue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sitegen.relate.cues import Cue, cues_within
from sitegen.relate.phrases import subject_after
from sitegen.relate.reading import Reading
from sitegen.relate.reporting_words import CARRIES_CLAUSE, INVERTS, TAKES_POSITION, TELLS, THOUGHT_FORMS

TIME_OR_PLACE = re.compile(r"O[DxNY#]{1,4}(?=[PDN]X?)")
"""`for weeks`, `on Monday` between a verb and its clause."""
HAS_VERB = re.compile(r"[BXeVPt]|O[xe]")
"""What tells "added that it rained", "vowed to go" from "added another facet"."""
CONTENT_AT_LEAST = 2
"""Words of content; "he said so" reports nothing."""


class Report(NamedTuple):
    """A reported statement, as token ranges of one reading."""

    cue: Cue
    content: tuple[tuple[int, int], ...]
    rule: str


def find_reports(text: str, reading: Reading, cues: Sequence[Cue]) -> Iterator[Report]:
    """The reported statements of a paragraph that no quotation stands in."""
    for cue in cues:
        begin, end = reading.sentence_of(cue.verb[0])
        while end > begin and reading.tags[end - 1] in ".:;":
            end -= 1
        following = next((c for c in cues_within(cues, cue.verb[0] + 1, end) if _starts_anew(reading, c)), None)
        until = _start_of(following) if following else end
        for rule in RULES:
            content = rule(text, reading, cue, (begin, until))
            if content:
                spans = tuple(span for span in (_trimmed(reading, *part) for part in content) if span[0] < span[1])
                if _is_statement(reading, spans):
                    yield Report(cue, spans, rule.__name__)
                break


def _starts_anew(reading: Reading, cue: Cue) -> bool:
    """Whether a cue begins a statement of its own: "…, adding", "… and warned", "…, but X said"."""
    before = reading.tags[_start_of(cue) - 1 : _start_of(cue)]
    return cue.speech and (not cue.adjacent or before in (",", "&", "|", "-"))


def _start_of(cue: Cue) -> int:
    return cue.first if cue.adjacent else cue.verb[0]


def _trimmed(reading: Reading, first: int, last: int) -> tuple[int, int]:
    while first < last and reading.tags[first] in ",&|-~:":
        first += 1
    while last > first and reading.tags[last - 1] in ",&|-~:;(":
        last -= 1
    return first, last


def _is_statement(reading: Reading, spans: Sequence[tuple[int, int]]) -> bool:
    tags = "".join(reading.tags[first:last] for first, last in spans)
    return len(tags) >= CONTENT_AT_LEAST and not any(mark in tags for mark in "qkQ")


def _verb(reading: Reading, cue: Cue) -> str:
    return reading.words[cue.verb[1] - 1]


def according(text: str, reading: Reading, cue: Cue, sentence: tuple[int, int]) -> list[tuple[int, int]] | None:
    """ "According to the ministry, the bridge is safe", "The bridge is safe, according to the ministry"."""
    if cue.place != "according":
        return None
    before = (sentence[0], cue.verb[0])
    after = (cue.subject[1], sentence[1])
    return [after] if before[1] - before[0] < CONTENT_AT_LEAST else [before]


def cue_closes(text: str, reading: Reading, cue: Cue, sentence: tuple[int, int]) -> list[tuple[int, int]] | None:
    """ "The bridge is safe, the ministry said", "…, said the ministry", "…, she said, and …"."""
    first, last = cue.first, max(cue.subject[1], cue.verb[1])
    tags = reading.tags
    closes = tags[first - 1 : first] in (",", "-") and first - sentence[0] > CONTENT_AT_LEAST
    if not closes or not cue.adjacent or cue.relative is not None:
        return None
    after = tags[last : sentence[1]]
    said = _verb(reading, cue) in INVERTS
    if tags[sentence[0]] == "O" and not said:
        return None
    if cue.place == "after" or not after:
        return [(sentence[0], first)]
    if after[0] == "," and tags[sentence[0]] not in "OF|AgGeY":
        return [(sentence[0], first), (last, sentence[1])]
    if said and after[0] in "OYA" and len(after) <= 6 and "t" not in after:
        return [(sentence[0], first)]
    return None


def clause_follows(text: str, reading: Reading, cue: Cue, sentence: tuple[int, int]) -> list[tuple[int, int]] | None:
    """ "The ministry said (on Monday) that the bridge is safe", "The ministry denied the report"."""
    if cue.place != "before" or cue.verb[1] >= sentence[1]:
        return None
    tags, first, last = reading.tags, max(cue.verb[1], cue.subject[1]), sentence[1]
    verb = _verb(reading, cue)
    that = tags.find("t", first, min(last, first + 9))
    if verb not in CARRIES_CLAUSE and verb not in TAKES_POSITION and that != first:
        return None
    if cue.relative is not None:
        comma = tags.find(",", first + 2, last)
        last = comma if comma > 0 else last
    if that > first and "," not in tags[first:that].rstrip(",") and (tags[first] in "OFYA" or verb in TELLS):
        return [(that, last)]
    if verb in TELLS:
        addressee = subject_after(reading.tags, first, last)
        first = addressee[1] if addressee and addressee[1] < last else first
    if tags[first] in "OF" and verb not in TAKES_POSITION:
        word = text[reading.starts[first] : reading.ends[first]]
        phrase = TIME_OR_PLACE.match(tags, first, last)
        first = first if word in ("to", "about") else phrase.end() if phrase else last
    if verb not in TAKES_POSITION and not HAS_VERB.search(reading.tags, first, last):
        return None
    if first == last or (verb in THOUGHT_FORMS and tags[first] not in "tPDN"):
        return None
    return [(first, last)]


RULES = (according, cue_closes, clause_follows)
