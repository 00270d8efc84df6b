"""Quotations within a quotation: they belong to the inner voice where the quoted words name one, never to the outer."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.relate.attribution_rules import BESIDE_THE_QUOTATION
from sitegen.relate.cues import find_cues
from sitegen.relate.places import Decision, Place
from sitegen.relate.quotations import EMBEDDED
from sitegen.relate.reading import Lexicon, read_paragraph
from sitegen.relate.spans import Stretch, find_stretches

INNER_MARKS = frozenset("\"'‘“”„«»")
SHORTEST = 12
"""Characters of a quotation that can hold another with its voice."""


def find_embedded(text: str, outer: Stretch, lexicon: Lexicon) -> Iterator[Decision]:
    """Quotations inside `outer` whose voice stands beside them: “Officials keep telling us: ‘Come back in May’.”"""
    start, end = outer.start + 1, outer.end - outer.closed
    if end - start < SHORTEST or INNER_MARKS.isdisjoint(text[start:end]):
        return
    inner = find_stretches(text, start, end)
    if not inner:
        return
    reading = read_paragraph(text, start, end, inner, lexicon)
    cues = find_cues(text, reading)
    for token in reading.stretches:
        place = Place(text, (reading,), (cues,), 0, token, ())
        for rule in BESIDE_THE_QUOTATION:
            answer = rule(place)
            if answer and answer.source:
                yield Decision(place, answer.source, answer.cue, EMBEDDED, "medium")
                break
