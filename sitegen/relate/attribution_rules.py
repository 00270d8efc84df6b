"""Whose a quotation is: an ordered table of rules, each for one way in which a text ties words to a speaker.

A rule looks at one quotation in its sentence and paragraph and gives the speaker's words and the cue, or nothing; the
first that answers decides. How often each rule is right was measured on annotated news; its tier says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sitegen.relate.cues import Cue, cues_within, outermost
from sitegen.relate.function_words import TITLED_BY
from sitegen.relate.phrases import main_subject, noun_phrase_ending
from sitegen.relate.places import Answer, Place, Tier, answer_of
from sitegen.relate.reading import Reading, span_of
from sitegen.relate.reporting_words import REPORTING_NOUNS
from sitegen.relate.role_words import DOCUMENTS


def title_or_name(place: Place) -> Answer | None:
    """No quotation: the title of a work, the name of a channel, a nickname: `the channel "Morning News"`."""
    tags, token = place.reading.tags, place.token
    if token == 0:
        return None
    i = token - 1
    if tags[i] == "N" and tags[token + 1 : token + 2] == "N" and place.word_count < 3 and place.inner[:1].isupper():
        return Answer(None, None)
    word = place.word(i)
    words = [w for w in place.inner.strip(",.").split() if w[0].isalpha()]
    title_cased = bool(words) and sum(w[0].isupper() for w in words) * 2 > len(words) and words[0][0].isupper()
    if title_cased and len(words) <= 8 and (word in TITLED_BY or tags[i] in "SF"):
        return Answer(None, None)
    return None


def inverted_after(place: Place) -> Answer | None:
    """`"…," said the mayor`, `"…," the agency quoted the mayor as saying`."""
    for cue in place.own_cues:
        gap = place.reading.tags[place.token + 1 : (cue.through or cue.verb)[0]]
        if cue.place == "after" and cue.verb[0] > place.token and gap in ("", ",", "-", ",-"):
            return answer_of(place.reading, cue)
    return None


LABEL_INSIDE = re.compile(r"[\"“”«„'`]{1,2}([A-Z][A-Z.'’-]{1,25}(?: [A-Z][A-Z.'’-]{1,25}){0,3}):\s")
SIGNATURE = re.compile(r"[-~]([TRDxC]{0,4}N{1,5})(?:[,(][^qQk]{0,40})?\.?$")
BETWEEN = re.compile(r"[,-]?X?(?:[AY~]{1,3},?|O[^,.:;VvGgeqQkWt|&]{1,6},)?")
"""What may stand between a quotation and the speaker after it: `"…," then`, `"…," in May,`."""


def cue_after(place: Place) -> Answer | None:
    """`"…," the mayor of Lyon said`: nothing but the speaker stands between the quotation and the verb."""
    tags, token = place.reading.tags, place.token
    for cue in place.own_cues:
        begin = (cue.through or cue.subject)[0]
        follows = cue.place == "before" and cue.adjacent and cue.relative is None and begin > token
        if follows and BETWEEN.fullmatch(tags, token + 1, begin):
            return answer_of(place.reading, cue)
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


def _governing(place: Place) -> Cue | None:
    """The last cue before the quotation that lies in no other's clause."""
    before = [cue for cue in place.own_cues if cue.verb[1] <= place.token and cue.place != "according"]
    return outermost(place.reading, before) if before else None


def cue_before(place: Place) -> Answer | None:
    """`The mayor said: "…"`, `The mayor told reporters, "…"`: the verb or a mark stands right before the quotation."""
    cue = _governing(place)
    if cue is None:
        return None
    gap = place.reading.tags[cue.verb[1] : place.token]
    if gap in ("", ",", ":", "t", ",t", "t:", "-") or (gap[-1:] in (":", ",") and len(gap) < 14 and "t" not in gap):
        return answer_of(place.reading, cue)
    return None


def according_to(place: Place) -> Answer | None:
    """`"…," according to the mayor`."""
    for cue in place.own_cues:
        if cue.place == "according":
            return answer_of(place.reading, cue)
    return None


def clause_before(place: Place) -> Answer | None:
    """`The mayor said that the plan was "dead"`: the quotation lies in the clause that the verb governs."""
    cue = _governing(place)
    return answer_of(place.reading, cue) if cue else None


CLAUSE_AT_MOST = 6
"""Words of a clause after "claim that" in which a quotation surely belongs to it."""


def noun_before(place: Place) -> Answer | None:
    """`in a statement: "…"`, `a promise of "free trams"`: a noun for words spoken stands right before."""
    noun = _reporting_noun(place, place.token - 1)
    if noun is None:
        return None
    begin, _ = place.sentence
    subject = main_subject(place.reading.tags, begin, place.token)
    return Answer((span_of(place.reading, subject),), None) if subject else None


def owned_noun(place: Place) -> Answer | None:
    """`her promise of "free trams"`, `the mayor's claim that it is "dead"`: the noun says whose words they are."""
    reading, last = place.reading, place.token - 1
    begin, _ = place.sentence
    governing = _governing(place)
    that = reading.tags.rfind("t", max(begin, governing.verb[1] if governing else begin), place.token)
    for noun in (
        _reporting_noun(place, last),
        _reporting_noun(place, that - 1) if that > max(begin, last - CLAUSE_AT_MOST) else None,
    ):
        if noun is None or (governing and noun < governing.verb[1]):
            continue
        before = reading.tags[noun - 1] if noun > begin else ""
        if before == "S" and noun - 2 >= begin:
            owner = noun_phrase_ending(reading.tags, noun - 2, begin)
            return Answer((span_of(reading, owner),), (span_of(reading, (noun, noun + 1)),)) if owner else None
        if place.word(noun - 1) in ("his", "her", "their", "its"):
            return Answer((span_of(reading, (noun - 1, noun)),), (span_of(reading, (noun, noun + 1)),))
    return None


def _reporting_noun(place: Place, last: int) -> int | None:
    """The first token of "claim", "recent statement" that ends at `last`, over "of", "that" and a colon."""
    reading, i = place.reading, last
    begin, _ = place.sentence
    while i > begin and reading.tags[i] in "FOt:," and place.word(i) != "as":
        i -= 1
    if i < begin or place.word(i) not in REPORTING_NOUNS:
        return None
    while i > begin and reading.tags[i - 1] in "xegAY":
        i -= 1
    return i


def clause_after(place: Place) -> Answer | None:
    """`The plan is "dead", the mayor said.`: the cue closes the sentence."""
    after = [cue for cue in place.own_cues if cue.subject[0] > place.token and cue.place != "according"]
    for cue in after:
        first = cue.first
        before = place.reading.tags[max(0, first - 2) : first]
        if before[-1:] in (",", "q", "Q", "k", "-") or before == ",O":
            return answer_of(place.reading, cue)
    return None


PROVISION = re.compile(r"(D?[xegA#]{0,3}[xNC]{1,3}),?[^,;:|]*$")
"""After "under": the document, and the clause in which the quotation stands."""


def provided_by(place: Place) -> Answer | None:
    """`Under this treaty, the island would get "guarantees"`: words of the document that a sentence opens with."""
    reading = place.reading
    begin, _ = place.sentence
    match = PROVISION.match(reading.tags, begin + 1, place.token)
    if match is None or place.word(begin) not in ("under", "in"):
        return None
    named = place.word(match.end(1) - 1)
    return Answer((span_of(reading, match.span(1)),), None) if named in DOCUMENTS else None


def introduced_by_colon(place: Place) -> Answer | None:
    """`The mayor was blunt: "…"`: the subject of a sentence that ends in a colon before the quotation."""
    begin, _ = place.sentence
    if place.token > begin and place.reading.tags[place.token - 1] == ":":
        subject = main_subject(place.reading.tags, begin, place.token)
        return Answer((span_of(place.reading, subject),), None) if subject else None
    return None


def _describing(text: str, reading: Reading, subject: tuple[int, int] | None) -> Answer | None:
    """A sentence's subject as the speaker, if it is someone or a body that can speak: "The veto", "It" cannot."""
    if subject is None or reading.tags[subject[1] - 1] not in "NTRCP":
        return None
    span = span_of(reading, subject)
    return None if text[slice(*span)].lower() in ("it", "you") else Answer((span,), None)


def continued_paragraph(place: Place) -> Answer | None:
    """A quotation of several paragraphs: the one before lacks its closing mark, and this one opens the paragraph."""
    if place.token or not place.earlier:
        return None
    last = place.earlier[-1]
    before, here = last.place.reading.stretches[last.place.token], place.reading.stretches[place.token]
    left_open = not before.closed and place.text[before.start] == place.text[here.start]
    return Answer(last.source, None) if left_open and last.place.paragraph == place.paragraph - 1 else None


def announced_above(place: Place) -> Answer | None:
    """The paragraph before ends in a colon, and this one opens with the quotation."""
    if place.token or not place.paragraph:
        return None
    above = place.paragraphs[place.paragraph - 1]
    if above.tags[-1:] != ":":
        return None
    begin, end = above.sentences[-1]
    cues = cues_within(place.cues[place.paragraph - 1], begin, end)
    if cues:
        return answer_of(above, cues[-1])
    subject = main_subject(above.tags, begin, end)
    return Answer((span_of(above, subject),), None) if subject else None


def _last_voice(place: Place, paragraph: int, before: int) -> Answer | None:
    """The subject of the last cue in the sentence that ends before a token, else of that sentence."""
    reading = place.paragraphs[paragraph]
    begin, end = reading.sentence_of(before - 1)
    cues = cues_within(place.cues[paragraph], begin, end)
    if cues:
        return answer_of(reading, cues[-1])
    return _describing(place.text, reading, main_subject(reading.tags, begin, end))


def told_before(place: Place) -> Answer | None:
    """`The mayor said that "…"`, `The mayor said: "…"`: nothing but "that" or a colon stands between."""
    cue = _governing(place)
    if cue and cue.adjacent and place.reading.tags[cue.verb[1] : place.token] in (":", "t"):
        return answer_of(place.reading, cue)
    return None


def labelled(place: Place) -> Answer | None:
    """`"SMITH: We shall see.`: a quoted transcript; the label stands within the quotation marks."""
    stretch = place.reading.stretches[place.token]
    label = LABEL_INSIDE.match(place.text, stretch.start, stretch.end)
    return Answer((label.span(1),), None) if label else None


def signed(place: Place) -> Answer | None:
    """`"We shall see." — Ann Smith, teacher`: a name after a dash, as under a pulled quotation."""
    reading, token = place.reading, place.token
    match = SIGNATURE.match(reading.tags, token + 1)
    if match:
        return Answer((span_of(reading, match.span(1)),), None)
    if token == len(reading.tags) - 1 and place.paragraph + 1 < len(place.paragraphs):
        below = place.paragraphs[place.paragraph + 1]
        match = SIGNATURE.match(below.tags)
        return Answer((span_of(below, match.span(1)),), None) if match else None
    return None


def same_paragraph(place: Place) -> Answer | None:
    """A whole sentence in quotation marks with no cue goes on with the speaker of the quotation before it."""
    if not place.opens_sentence or _voice_between(place):
        return None
    for decision in reversed(place.earlier):
        if decision.place.paragraph != place.paragraph:
            return None
        if decision.source:
            return Answer(decision.source, None)
    return None


def _voice_between(place: Place) -> bool:
    """Whether the sentence right before has no quotation and someone speaks in it."""
    begin, _ = place.sentence
    if not begin:
        return False
    before, until = place.reading.sentence_of(begin - 1)
    quoted = any(tag in "qkQ" for tag in place.reading.tags[before:until])
    return not quoted and any(cue.speech for cue in cues_within(place.cues[place.paragraph], before, until))


def sentence_above(place: Place) -> Answer | None:
    """A whole sentence in quotation marks after one about its speaker: `He is against it, he said. "Never!"`."""
    begin, _ = place.sentence
    return _last_voice(place, place.paragraph, begin) if place.goes_on and begin else None


def paragraph_above(place: Place) -> Answer | None:
    """A paragraph that opens with a quotation without a cue goes on with the last speaker of the paragraph before."""
    if place.token or not place.goes_on or not place.paragraph:
        return None
    last = place.earlier[-1] if place.earlier else None
    if last and last.source and last.place.paragraph == place.paragraph - 1:
        return Answer(last.source, None)
    return None


def voice_above(place: Place) -> Answer | None:
    """The same, where the paragraph before only reports or describes."""
    if place.token or not place.goes_on or not place.paragraph:
        return None
    return _last_voice(place, place.paragraph - 1, len(place.paragraphs[place.paragraph - 1].tags))


def sentence_subject(place: Place) -> Answer | None:
    """`The mayor drew a "red line"`: words in quotation marks in a sentence without a reporting verb.

    One word is more likely irony or a term; two or three are someone's only where someone is plainly the subject.
    """
    begin, _ = place.sentence
    subject = main_subject(place.reading.tags, begin, place.token)
    if subject is None or place.word_count < 2:
        return None
    tags = place.reading.tags[slice(*subject)]
    someone = set(tags) & set("PRT") or "NN" in tags
    return _describing(place.text, place.reading, subject) if someone or place.word_count > 3 else None


Rule = Callable[[Place], Answer | None]

RULES: tuple[tuple[Rule, Tier], ...] = (
    (title_or_name, "low"),
    (labelled, "medium"),
    (inverted_after, "high"),
    (told_before, "high"),
    (cue_after, "high"),
    (continued_paragraph, "medium"),
    (signed, "medium"),
    (split_by_cue, "high"),
    (cue_before, "high"),
    (owned_noun, "medium"),
    (clause_before, "medium"),
    (clause_after, "medium"),
    (provided_by, "medium"),
    (according_to, "medium"),
    (noun_before, "low"),
    (introduced_by_colon, "medium"),
    (announced_above, "medium"),
    (same_paragraph, "high"),
    (sentence_above, "low"),
    (paragraph_above, "medium"),
    (voice_above, "low"),
    (sentence_subject, "low"),
)

BESIDE_THE_QUOTATION: tuple[Rule, ...] = (inverted_after, told_before, cue_after, cue_before)
"""Rules that rest on words right next to the quotation."""
