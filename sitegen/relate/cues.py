"""Cue clauses: a reporting verb with the words that name its subject, before it or after it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Literal

from sitegen.relate.function_words import MODALS, NEGATIONS
from sitegen.relate.reading import Reading
from sitegen.relate.reporting_words import INVERTS, OPINION_NOUNS, PERFECT_MAKERS, PHRASES, SPEECH_FORMS, TELLS

ENDS_NOUN_PHRASE = frozenset("NTRCx#v")
INSIDE_NOUN_PHRASE = frozenset("NTRCx#SDeg")
PEOPLE_NOUN = frozenset("TRC")
VERBS = frozenset("VvGegX")
ANSWERS = frozenset({"responded", "replied", "answered", "countered", "concluded", "began"})
"""Forms that go on with "by saying"; "added by" and the like are passive."""
PHRASE_LIMIT = 40

_DETERMINED = r"(?:[xegA#NTRC]{0,6}(?:S[NTRCx#]{1,6}D?|D{1,2}))?"
_PHRASE = rf"(?:N[NTRC#]{{0,8}}|[TRCx#v][NTRCx#]{{0,6}}){_DETERMINED}"
PHRASE_BACKWARDS = re.compile(rf"{_PHRASE}(?:(?:O(?=[RC])|F(?=[NTRCx])|&(?=[NTRC])){_PHRASE}){{0,3}}")
"""A noun phrase over classes written from right to left: name or noun, what determines it, and before "of", "for",
"and" the phrase it hangs on: "a spokesman for the mayor of Lyon"."""

Place = Literal["before", "after", "according"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb and its subject, as token ranges of one reading."""

    subject: tuple[int, int]
    verb: tuple[int, int]
    """With its auxiliaries and adverbs."""
    place: Place
    """Where the subject stands to the verb; `according` for "according to X"."""
    relative: int | None = None
    """The token of "who" or "which" where that is the grammatical subject."""
    speech: bool = True
    """False for a verb of thinking or finding, which may well lie in what another reports."""
    adjacent: bool = True
    """False where the subject was looked for further off: shared by "and said", or the main clause's for "saying"."""


WHOLE_SUBJECT = re.compile(
    r"(?:[DNTRCx#][NTRCx#SDFg]{0,12}|D[NTRCx#S]{0,8}v)(?:[OF][NTRCx#SDFY]{1,8}|e[OA]?[NTRCx#SDY]{0,6}|Y){1,3}"
)
"""A subject with what hangs on it: "a new batch of emails released this week"."""
BESIDE_QUOTATION = re.compile(r"[qkQ],?-?$")
SUBJECT_BY_ITSELF = re.compile(r"[DNTRCx#][NTRCx#SD~]{0,8}(?:\([^()]{1,8}\))?")
"""All there is between a quotation or a comma and a verb: `"…," election law expert Ann Lee said`."""
DATELINE = re.compile(r"[NTY#,().OC:~]{1,14}-(?=[NTDRCxAOP])")
"""`PARIS, 3 May (Agency) -` before a text's first sentence."""
REST_OF_PLACE = re.compile(r"(?:N{1,3}|#),(?=[NTDRCP])")
"""What follows "in Aspen," or "on May 3," before the subject: "Colo.,", "2015,"."""


def find_cues(text: str, reading: Reading) -> tuple[Cue, ...]:
    """All cue clauses of a paragraph, in the order of their verbs."""
    cues: list[Cue] = []
    tags = reading.tags
    for here, tag in enumerate(tags):
        cue: Cue | None = None
        phrasal = tag in "exVvX" and _is_phrasal(text, reading, here)
        if tag in "Vv" or phrasal:
            cue = _finite(text, reading, here, cues)
        elif tag == "G":
            cue = _participle(text, reading, here, cues)
        elif tag == "g" and _word(text, reading, here) == "according":
            cue = _according(reading, here)
        if cue is not None and phrasal:
            cue = replace(cue, verb=(cue.verb[0], here + 2))
        elif cue is not None and cue.place == "before":
            cue = replace(cue, speech=_word(text, reading, here) in SPEECH_FORMS)
        if cue is not None:
            cues.append(cue)
    return tuple(cues)


def cues_within(cues: Sequence[Cue], begin: int, end: int) -> Sequence[Cue]:
    """The cues whose verb groups start in a token range."""
    first = bisect_left(cues, begin, key=lambda cue: cue.verb[0])
    return cues[first : bisect_left(cues, end, lo=first, key=lambda cue: cue.verb[0])]


def _is_phrasal(text: str, reading: Reading, here: int) -> bool:
    particle = PHRASES.get(_word(text, reading, here))
    return particle is not None and here + 1 < len(reading.tags) and _word(text, reading, here + 1) == particle


def _word(text: str, reading: Reading, token: int) -> str:
    return text[reading.starts[token] : reading.ends[token]].lower()


def _finite(text: str, reading: Reading, here: int, found: list[Cue]) -> Cue | None:
    """A finite reporting verb: "X said", "X, who leads Y, said", `," said X`, "X spoke and said"."""
    tags = reading.tags
    begin, end = reading.sentence_of(here)
    group, passive = _verb_group(text, reading, here, begin)
    word = _word(text, reading, here)
    if here + 1 < end and _word(text, reading, here + 1) == "by" and word not in ANSWERS:
        agent = subject_after(reading, here + 2, end) if passive else None
        return Cue(agent, (group, here + 1), "after") if agent else None
    if passive or (here + 1 < end and tags[here + 1] == "S"):
        return None
    inverted = _inverted(reading, group, here, begin, end) if word not in TELLS else None
    if inverted and (word in INVERTS or group == begin or _after_quotation(tags, group, begin)):
        return Cue(inverted, (group, here + 1), "after")
    before = group - 1
    if before < begin:
        return None
    if tags[here] == "v" and tags[before] in "xDe" and not (before > begin and tags[before] == "x"):
        return None
    if tags[before] == "&":
        shared = shared_subject(reading, before, begin, found)
        return Cue(shared, (group, here + 1), "before", adjacent=False) if shared else None
    if tags[before] == "W" or (tags[before] == "t" and before > begin and tags[before - 1] in "NRCx"):
        antecedent = _before_relative(reading, before, begin)
        return Cue(antecedent, (group, here + 1), "before", relative=before) if antecedent else None
    whole = whole_subject(tags, begin, group) if tags[here] == "V" else None
    subject = whole or subject_before(reading, before, begin)
    if subject and tags[here] == "v" and not _fits_doubtful_verb(tags, subject, here):
        return None
    if subject is None or (subject[0] > begin and _word(text, reading, subject[0] - 1) == "with"):
        return None
    return Cue(subject, (group, here + 1), "before")


def _fits_doubtful_verb(tags: str, subject: tuple[int, int], here: int) -> bool:
    """A form that may be a noun ("claims") is a verb after a pronoun, a whole noun phrase, or a bare name."""
    first = tags[subject[0]]
    if first == "P":
        return True
    following = tags[here + 1 : here + 2]
    if following in ("t", ":", ",", "q", "k", "Q", "D", "P"):
        return first in "NTRC" or (first == "D" and tags[subject[1] - 1] in "NTRC")
    return first in "NT" and all(tag in "NT" for tag in tags[subject[0] : subject[1]]) and following not in ("O", "F")


def _verb_group(text: str, reading: Reading, here: int, begin: int) -> tuple[int, bool]:
    """Where the verb's auxiliaries and adverbs begin, and whether its subject is not the one who speaks."""
    tags, group, passive = reading.tags, here, False
    if group > begin and _word(text, reading, group - 1) in PERFECT_MAKERS and _word(text, reading, here) in INVERTS:
        group -= 1
    while group > begin and tags[group - 1] in "XAB":
        group -= 1
        word = _word(text, reading, group)
        passive = passive or tags[group] == "B" or word in NEGATIONS | MODALS or word.endswith(("n't", "n’t"))
    if passive and tags[here] in "G":
        passive = False
    return group, passive


def _inverted(reading: Reading, group: int, here: int, begin: int, end: int) -> tuple[int, int] | None:
    """The subject after its verb, where a quotation or a reported clause stands before: `," said the mayor`."""
    tags = reading.tags
    after_quotation = _after_quotation(tags, group, begin)
    after_clause = group - 1 > begin and tags[group - 1] == ","
    opens = group == begin and here + 1 < end
    if not (after_quotation or after_clause or opens):
        return None
    subject = subject_after(reading, here + 1, end)
    if subject is None:
        return None
    if not after_quotation:
        following = tags[subject[1] : subject[1] + 1]
        if following not in (",", ".", ":", "") or tags[subject[0]] in "#xP":
            return None
        if opens and following != ":":
            return None
    return subject


def _after_quotation(tags: str, group: int, begin: int) -> bool:
    """Whether a quotation, with at most a comma, stands right before a token."""
    return bool(BESIDE_QUOTATION.search(tags, max(begin, group - 3), group))


def subject_after(reading: Reading, first: int, end: int) -> tuple[int, int] | None:
    """The noun phrase that starts at `first`: "Geoff Garin", "a spokesman for the mayor", "the three officials"."""
    tags, i = reading.tags, first
    while i < end and tags[i] == "A":
        i += 1
    start = i
    if i < end and tags[i] == "P":
        return (i, i + 1)
    while i < end and i - start < PHRASE_LIMIT and _goes_on(tags, start, i, end):
        i += 1
    trailing = "xegD#v" if i > start and tags[start] != "D" and "N" in tags[start:i] else ""
    while i > start and (tags[i - 1] not in ENDS_NOUN_PHRASE or tags[i - 1] in trailing):
        i -= 1
    if i == start or not any(tag in "NTRCx" for tag in tags[start:i]):
        return None
    return (start, i)


def _goes_on(tags: str, start: int, i: int, end: int) -> bool:
    """Whether the word at `i` belongs to the noun phrase that begins at `start`."""
    tag = tags[i]
    if i == start or tag in "NTRCx#Seg":
        return tag in INSIDE_NOUN_PHRASE
    if tag == "D":
        return tags[i - 1] in "SFO&#D"
    if tag in "FO&":
        return (
            i + 1 < end and tags[i + 1] in "DNTRCx" and (tag == "F" or tags[i - 1] in ("NTRC" if tag == "&" else "RC"))
        )
    return tag == "v" or (tag == "Y" and tags[i + 1 : i + 2] == "S")


def whole_subject(tags: str, begin: int, group: int) -> tuple[int, int] | None:
    """All words of a clause before its verb, where they can only be its subject: "One in four voters asked said"."""
    start = max(tags.rfind(mark, begin, group) for mark in ",;:|qkQ-")
    start = max(start + 1, begin)
    while start < group and tags[start] in "A&":
        start += 1
    if start > begin and tags[start - 1] in ",qkQ" and SUBJECT_BY_ITSELF.fullmatch(tags, start, group):
        return (start, group)
    return (start, group) if WHOLE_SUBJECT.fullmatch(tags, start, group) else None


def subject_before(reading: Reading, last: int, begin: int) -> tuple[int, int] | None:
    """The noun phrase that ends at `last`, over a parenthesis or an apposition: "X (D-Ohio)", "X, a lawyer in Y,"."""
    tags, i = reading.tags, last
    if i >= begin and tags[i] == ")":
        while i > begin and tags[i] != "(":
            i -= 1
        i -= 1
    if i >= begin and tags[i] in ",-":
        i = _before_apposition(tags, i, begin)
    if i < begin:
        return None
    if tags[i] == ")":
        return subject_before(reading, i, begin)
    return noun_phrase_ending(tags, i, begin)


def _before_apposition(tags: str, comma: int, begin: int) -> int:
    """Over ", a lawyer in Ohio," and ", 45," to the end of the words described; `begin - 1` if there are none."""
    mark = tags[comma]
    i = comma
    for _ in range(4):
        opening = tags.rfind(mark, begin, i)
        if opening < 0 or i - opening > 30 or any(tag in "qkQ:;." for tag in tags[opening:i]):
            return begin - 1
        if i == comma and opening + 1 == i:
            return begin - 1
        before = tags.rfind(mark, begin, opening)
        segment = tags[before + 1 if before >= 0 else begin : opening]
        if before < 0 or not segment or not _is_apposition(segment, tags[before - 1 : before]):
            return opening - 1
        i = opening
    return begin - 1


def _is_apposition(segment: str, before: str) -> bool:
    """Whether a segment between commas describes the name before it and is no subject itself."""
    if before not in ("N", ")") or "|" in segment or "t" in segment:
        return False
    if segment[0] in "#Weg" or (segment[0] in "OF" and len(segment) <= 12):
        return True
    return segment[0] in "DRxTA" and segment[-1] in "NRCx" and len(segment) < 15


def noun_phrase_ending(tags: str, last: int, begin: int) -> tuple[int, int] | None:
    """The noun phrase whose last word is at `last`; None where no noun, name or pronoun stands there."""
    if tags[last] == "P" or (tags[last] == "D" and last == begin):
        return (last, last + 1)
    match = PHRASE_BACKWARDS.match(tags[max(begin, last - PHRASE_LIMIT) : last + 1][::-1])
    return (last + 1 - match.end(), last + 1) if match else None


def _before_relative(reading: Reading, relative: int, begin: int) -> tuple[int, int] | None:
    """What "who" stands for: "Johnson – who reportedly advised"; of "the wish of Johnson, who said" Johnson."""
    tags, i = reading.tags, relative - 1
    while i > begin and tags[i] in ",-":
        i -= 1
    subject = subject_before(reading, i, begin) if i >= begin else None
    if subject is None:
        return None
    joint = max(tags.rfind(mark, *subject) for mark in "FO")
    hangs_on_thing = joint > subject[0] and tags[joint - 1] == "x" and tags[subject[1] - 1] in "NRT"
    return (joint + 1, subject[1]) if hangs_on_thing else subject


def shared_subject(reading: Reading, before: int, begin: int, found: list[Cue]) -> tuple[int, int] | None:
    """The subject of "… and said": the last cue's in the sentence, else the main clause's."""
    own = takewhile(lambda cue: cue.verb[0] >= begin, reversed(found))
    earlier = [cue for cue in own if cue.place != "according" and cue.verb[0] < before][::-1]
    pronoun = reading.tags.rfind("P", begin, before)
    if pronoun > begin and reading.tags[pronoun + 1] in "eX" and not (earlier and earlier[-1].subject[0] > pronoun):
        between = reading.tags[earlier[-1].verb[1] : pronoun] if earlier else ","
        if between[-1:] in (",", "|") or not earlier:
            return (pronoun, pronoun + 1)
    if earlier:
        return outermost(reading, earlier).subject
    return main_subject(reading, begin, before)


def outermost(reading: Reading, cues: Sequence[Cue]) -> Cue:
    """Of cues in one sentence the last that lies in no other's clause: of "X said he hopes", X's."""
    chosen = len(cues) - 1
    while chosen and _lies_in_clause(reading.tags, cues[chosen - 1], cues[chosen]):
        chosen -= 1
    return cues[chosen]


def _lies_in_clause(tags: str, outer: Cue, inner: Cue) -> bool:
    """Whether `inner` belongs to what `outer` reports: a pronoun, a thought or a "when" after "X said"."""
    if outer.verb[1] > inner.subject[0]:
        return False
    between = tags[outer.verb[1] : inner.subject[0]]
    if any(mark in between for mark in ";:qkQ"):
        return False
    pronoun = tags[inner.subject[0]] == "P"
    if between.endswith("|"):
        return not (pronoun and inner.speech)
    aside = tags[outer.subject[0] - 1 : outer.subject[0]] == "," and between.startswith(",")
    if "&" in between or "|" in between or (between.endswith(",") and not aside):
        return False
    return not inner.speech or (pronoun and aside)


def main_subject(reading: Reading, begin: int, end: int) -> tuple[int, int] | None:
    """The subject of a sentence's first clause, after introductory words: "In Ohio on Friday, X praised …"."""
    tags = reading.tags
    dateline = DATELINE.match(tags, begin, end)
    i = dateline.end() if dateline else begin
    for _ in range(4):
        while i < end and tags[i] in "A|&,~-t":
            i += 1
        if i < end and (tags[i] in "OFgGeYBV" or tags[i : i + 2] == "#Y"):
            comma = tags.find(",", i, end)
            if comma < 0:
                return None
            i = comma + 1
            place = REST_OF_PLACE.match(tags, i, end)
            i = place.end() if place else i
        else:
            break
    return subject_after(reading, i, end) if i < end else None


def _participle(text: str, reading: Reading, here: int, found: list[Cue]) -> Cue | None:
    """`…, saying`, `…, adding that`: the subject is the last cue's or the main clause's; after a noun, that noun."""
    tags = reading.tags
    begin, end = reading.sentence_of(here)
    if here + 1 >= end:
        return None
    group = here
    while group > begin and tags[group - 1] in "A":
        group -= 1
    before = group - 1
    if before < begin or tags[before] in "D":
        return None
    if tags[before] in "BX":
        first, _ = _verb_group(text, reading, here, begin)
        subject = subject_before(reading, first - 1, begin) if first > begin else None
        return Cue(subject, (first, here + 1), "before") if subject else None
    nearest = noun_phrase_ending(tags, before, begin) if tags[before] in "NRCx" else None
    if nearest and _speaks_itself(text, reading, nearest, begin):
        return Cue(nearest, (group, here + 1), "before", adjacent=False)
    shared = shared_subject(reading, here, begin, found)
    return Cue(shared, (group, here + 1), "before", adjacent=False) if shared else None


def _speaks_itself(text: str, reading: Reading, phrase: tuple[int, int], begin: int) -> bool:
    """Whether the noun before "saying" says it: "with protesters chanting", "criticism calling it a sham"."""
    if _word(text, reading, phrase[1] - 1) in OPINION_NOUNS:
        return True
    return phrase[0] > begin and _word(text, reading, phrase[0] - 1) in ("with", "among", "from", "by", "of")


def _according(reading: Reading, here: int) -> Cue | None:
    """ "according to X"."""
    if reading.tags[here + 1 : here + 2] != "O":
        return None
    subject = subject_after(reading, here + 2, reading.sentence_of(here)[1])
    return Cue(subject, (here, here + 2), "according") if subject else None
