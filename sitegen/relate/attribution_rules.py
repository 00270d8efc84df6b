"""Whose a quotation is: an ordered table of rules, each for one way in which a text ties words to a speaker.

A rule looks at one quotation in its sentence and paragraph and gives the speaker's words and the cue, or nothing; the
first that answers decides. How often each rule is right was measured on annotated news; its tier says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sitegen.relate.cues import Cue, main_subject
from sitegen.relate.function_words import TITLED_BY
from sitegen.relate.reading import Reading

Tier = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Place:
    """One quotation where it stands."""

    text: str
    paragraphs: tuple[Reading, ...]
    cues: tuple[tuple[Cue, ...], ...]
    """For each paragraph."""
    paragraph: int
    token: int
    earlier: tuple[Decision, ...]
    """What was decided for the quotations before, in order."""

    @property
    def reading(self) -> Reading:
        return self.paragraphs[self.paragraph]

    @property
    def sentence(self) -> tuple[int, int]:
        return self.reading.sentence_of(self.token)

    @property
    def own_cues(self) -> tuple[Cue, ...]:
        """The cues of the quotation's own sentence."""
        begin, end = self.sentence
        return tuple(cue for cue in self.cues[self.paragraph] if begin <= cue.verb[0] < end)

    @property
    def inner(self) -> str:
        stretch = self.reading.stretches[self.token]
        return self.text[stretch.start : stretch.end].strip("\"'“”‘’«»„`")

    @property
    def word_count(self) -> int:
        return len(self.inner.split())

    @property
    def opens_sentence(self) -> bool:
        """Whether it starts a sentence, in its place and in its own words."""
        inner = self.inner.lstrip("[(… .")
        return self.token == self.sentence[0] and inner[:1].isupper()


class Decision(NamedTuple):
    """A quotation with its speaker. Offsets into the text."""

    place: Place
    source: tuple[tuple[int, int], ...] | None
    cue: tuple[tuple[int, int], ...] | None
    rule: str
    tier: Tier


class Answer(NamedTuple):
    """What a rule found."""

    source: tuple[tuple[int, int], ...] | None
    cue: tuple[tuple[int, int], ...] | None


def _answer(reading: Reading, cue: Cue) -> Answer:
    spans = [_span(reading, cue.subject)]
    if cue.relative is not None:
        spans.append(_span(reading, (cue.relative, cue.relative + 1)))
    return Answer(tuple(spans), (_span(reading, cue.verb),))


def _span(reading: Reading, tokens: tuple[int, int]) -> tuple[int, int]:
    return (reading.starts[tokens[0]], reading.ends[tokens[1] - 1])


def title_or_name(place: Place) -> Answer | None:
    """No quotation: the title of a work, the name of a channel or a programme: `the channel "Morning News"`."""
    tags, token, reading = place.reading.tags, place.token, place.reading
    if token == 0:
        return None
    i = token - 1
    word = place.text[reading.starts[i] : reading.ends[i]].lower()
    words = [w for w in place.inner.strip(",.").split() if w[0].isalpha()]
    title_cased = bool(words) and sum(w[0].isupper() for w in words) * 2 > len(words) and words[0][0].isupper()
    if title_cased and len(words) <= 8 and (word in TITLED_BY or tags[i] in "SF"):
        return Answer(None, None)
    return None


def inverted_after(place: Place) -> Answer | None:
    """`"…," said the mayor`."""
    for cue in place.own_cues:
        gap = place.reading.tags[place.token + 1 : cue.verb[0]]
        if cue.place == "after" and cue.verb[0] > place.token and gap in ("", ",", "-"):
            return _answer(place.reading, cue)
    return None


def cue_after(place: Place) -> Answer | None:
    """`"…," the mayor of Lyon said`: nothing but the speaker stands between the quotation and the verb."""
    tags = place.reading.tags
    for cue in place.own_cues:
        if cue.place == "before" and cue.adjacent and cue.subject[0] > place.token:
            gap = tags[place.token + 1 : cue.subject[0]]
            if gap.strip(",-") == "" or (len(gap) <= 3 and not set(gap) & set("VveqQkG&|:;")):
                return _answer(place.reading, cue)
    return None


def split_by_cue(place: Place) -> Answer | None:
    """The second half of a quotation that its cue cuts in two: `"We came," she said, "and we saw"`."""
    begin, _ = place.sentence
    for decision in reversed(place.earlier):
        if decision.place.paragraph != place.paragraph or decision.place.token < begin:
            break
        if decision.rule in ("inverted_after", "cue_after") and decision.source and decision.cue:
            here = place.reading.starts[place.token]
            last = max(decision.source[-1][1], decision.cue[-1][1])
            later = [c for c in place.own_cues if place.reading.starts[c.verb[0]] > last and c.verb[0] < place.token]
            if last < here and not later:
                return Answer(decision.source, decision.cue)
    return None


def cue_before(place: Place) -> Answer | None:
    """`The mayor said: "…"`, `The mayor told reporters, "…"`: the verb or a mark stands right before the quotation."""
    before = [cue for cue in place.own_cues if cue.verb[1] <= place.token and cue.place != "according"]
    if not before:
        return None
    cue = before[-1]
    gap = place.reading.tags[cue.verb[1] : place.token]
    if gap in ("", ",", ":", "t", ",t", "t:", "-") or (gap[-1:] in (":", ",") and len(gap) < 14 and "t" not in gap):
        return _answer(place.reading, cue)
    return None


def according_to(place: Place) -> Answer | None:
    """`"…," according to the mayor`."""
    for cue in place.own_cues:
        if cue.place == "according":
            return _answer(place.reading, cue)
    return None


def clause_before(place: Place) -> Answer | None:
    """`The mayor said that the plan was "dead"`: the quotation lies in the clause that the verb governs."""
    before = [cue for cue in place.own_cues if cue.verb[1] <= place.token and cue.place != "according"]
    if not before:
        return None
    return _answer(place.reading, before[-1])


def clause_after(place: Place) -> Answer | None:
    """`The plan is "dead", the mayor said.`: the cue closes the sentence."""
    after = [cue for cue in place.own_cues if cue.subject[0] > place.token and cue.place != "according"]
    for cue in after:
        before = place.reading.tags[min(cue.subject[0], cue.verb[0]) - 1]
        if before in ",qQk-":
            return _answer(place.reading, cue)
    return None


def introduced_by_colon(place: Place) -> Answer | None:
    """`The mayor was blunt: "…"`: the subject of a sentence that ends in a colon before the quotation."""
    begin, _ = place.sentence
    if place.token > begin and place.reading.tags[place.token - 1] == ":":
        subject = main_subject(place.reading, begin, place.token)
        if subject:
            return Answer((_span(place.reading, subject),), None)
    return None


def continued_paragraph(place: Place) -> Answer | None:
    """A quotation of several paragraphs: the one before lacks its closing mark, and this one opens the paragraph."""
    if place.token == 0 and place.earlier:
        last = place.earlier[-1]
        stretch = last.place.reading.stretches[last.place.token]
        if last.place.paragraph == place.paragraph - 1 and not stretch.closed:
            return Answer(last.source, last.cue)
    return None


def announced_above(place: Place) -> Answer | None:
    """The paragraph before ends in a colon, or in "she said", and the quotation stands alone."""
    if place.token or not place.paragraph or len(place.reading.tags) > 2:
        return None
    above = place.paragraphs[place.paragraph - 1]
    if above.tags[-1:] != ":":
        return None
    begin, end = above.sentences[-1]
    cues = [cue for cue in place.cues[place.paragraph - 1] if cue.verb[0] >= begin]
    if cues:
        return _answer(above, cues[-1])
    subject = main_subject(above, begin, end)
    return Answer((_span(above, subject),), None) if subject else None


def same_paragraph(place: Place) -> Answer | None:
    """A whole sentence in quotation marks with no cue goes on with the speaker of the quotation before it."""
    if not place.opens_sentence:
        return None
    for decision in reversed(place.earlier):
        if decision.place.paragraph != place.paragraph:
            return None
        if decision.source:
            return Answer(decision.source, None)
    return None


def paragraph_above(place: Place) -> Answer | None:
    """A paragraph that is one quotation without a cue goes on with the last speaker of the paragraph before."""
    if place.token or not place.opens_sentence or not place.earlier:
        return None
    last = place.earlier[-1]
    if place.paragraph - last.place.paragraph <= 1 and last.source:
        return Answer(last.source, None)
    return None


def sentence_subject(place: Place) -> Answer | None:
    """`The mayor drew a "red line"`: words in quotation marks in a sentence without a reporting verb."""
    begin, _ = place.sentence
    subject = main_subject(place.reading, begin, place.token)
    if subject and place.word_count > 2:
        return Answer((_span(place.reading, subject),), None)
    return None


Rule = Callable[[Place], Answer | None]

RULES: tuple[tuple[Rule, Tier], ...] = (
    (title_or_name, "low"),
    (continued_paragraph, "high"),
    (inverted_after, "high"),
    (cue_after, "high"),
    (split_by_cue, "high"),
    (cue_before, "high"),
    (clause_before, "medium"),
    (clause_after, "medium"),
    (according_to, "medium"),
    (introduced_by_colon, "medium"),
    (announced_above, "medium"),
    (same_paragraph, "high"),
    (paragraph_above, "medium"),
    (sentence_subject, "low"),
)

BESIDE_THE_QUOTATION = frozenset({inverted_after, cue_after, cue_before})
"""Rules that rest on words right next to the quotation."""
