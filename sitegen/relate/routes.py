"""By what way words reached the document: the agency that carried them, the paper that they were given to.

The route is kept apart from the source: in "Novak said, according to the Courier" Novak speaks, and the Courier is how
it is known. It is named only beside a source; where "according to" is all there is, it names the source.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from sitegen.relate.cues import Cue
from sitegen.relate.function_words import words
from sitegen.relate.outlets import names_outlet
from sitegen.relate.phrases import subject_after
from sitegen.relate.reading import Reading, span_of

CARRIERS = words("carried published broadcast aired cited quoted reported relayed distributed obtained printed")
TELLING = words("told tell tells telling on via")
SPEAKING = words(
    """
    spoke speak speaks speaking talked talking interview interviewed comment comments remark remarks statement email
    e-mail letter column article
    """
)
INTRODUCES = re.compile(r"[OVG](?=[DNTCRx#])")
PHRASE_WORDS = 8

Tokens = tuple[int, int]


def find_routes(
    text: str, reading: Reading, cues: Sequence[Cue], is_person: Callable[[tuple[int, int]], bool]
) -> tuple[Tokens, ...]:
    """The phrases of a paragraph that name a route, as token ranges, in order.

    `is_person` tells of a span whether the text shows a person of that name: "told Fox News" names a route, "told Ann
    Lee" a hearer.
    """
    found = {cue.subject for cue in cues if cue.place == "according"}
    found |= {cue.through for cue in cues if cue.through}
    found |= {cue.subject for cue in cues if names_outlet(text, reading, cue.subject)}
    for phrase, carried in _introduced(reading):
        if carried or (names_outlet(text, reading, phrase) and not is_person(span_of(reading, phrase))):
            found.add(phrase)
    return tuple(sorted(found))


def route_beside(
    reading: Reading, routes: Sequence[Tokens], sentence: Tokens, source: tuple[int, int]
) -> tuple[int, int] | None:
    """The span of the one route in a sentence that is not the source itself."""
    inside = routes[bisect_left(routes, sentence[:1]) : bisect_left(routes, sentence[1:])]
    others = [
        span for span in (span_of(reading, route) for route in inside) if span[1] <= source[0] or span[0] >= source[1]
    ]
    return others[0] if others else None


def _introduced(reading: Reading) -> Iterator[tuple[Tokens, bool]]:
    """Phrases after "told", "an interview with", "on", and whether "carried by" makes them a route by itself."""
    tags = reading.tags
    for match in INTRODUCES.finditer(tags):
        here = match.start()
        word, before = reading.words[here], reading.words[here - 1] if here else ""
        carried = word == "by" and before in CARRIERS
        if carried or word in TELLING or (word in ("to", "with", "for", "in") and before in SPEAKING):
            phrase = subject_after(tags, here + 1, min(len(tags), here + PHRASE_WORDS))
            if phrase and tags[phrase[1] : phrase[1] + 1] == "q":  # the channel "Morning News"
                yield (phrase[0], phrase[1] + 1), carried
            elif phrase:
                owner = tags.find("S", *phrase)  # "CBN's Morning Show" is CBN's
                yield (phrase[0], owner) if owner > phrase[0] else phrase, carried and tags[phrase[1] - 1] in "NC"
