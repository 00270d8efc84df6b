"""Cue clauses: a reporting verb with the words that name its subject, before it or after it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import Literal, NamedTuple

from sitegen.relate.function_words import MODALS, NEGATIONS
from sitegen.relate.outlets import names_outlet
from sitegen.relate.phrases import (
    follows_quotation,
    main_subject,
    noun_phrase_ending,
    subject_after,
    subject_before,
    whole_subject,
)
from sitegen.relate.reading import Reading
from sitegen.relate.reporting_words import INVERTS, OPINION_NOUNS, PHRASES, SPEECH_FORMS, TELLS

ANSWERS = frozenset({"responded", "replied", "answered", "countered", "concluded", "began"})
"""Forms that go on with "by saying"; "added by" and the like are passive."""

NOT_SAID = NEGATIONS | MODALS
"""Words by which a verb says that nobody said so, or not yet: "did not say", "would say"."""

CIRCUMSTANCE = re.compile(r"O?D?Y(?=[DNTRC])|O(?=D?[xR]{1,4}T?NN)")
"""`"…," said on Monday the mayor`, as Romance languages have it, `"…," said at the opening engineer Ann Lee`, as Slavic
ones have it: what is said of time and place goes before.
"""

Place = Literal["before", "after", "according"]


class Cue(NamedTuple):
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
    through: tuple[int, int] | None = None
    """Who passes the words on: the agency of "the agency quoted her as saying", "the agency said, citing her"."""

    @property
    def first(self) -> int:
        """Its first token, of subject, verb and who passes the words on."""
        return min(self.subject[0], self.verb[0], *(self.through or self.subject))


def find_cues(text: str, reading: Reading) -> tuple[Cue, ...]:
    """All cue clauses of a paragraph, in the order of their verbs."""
    cues: list[Cue] = []
    tags = reading.tags
    for here, word in enumerate(reading.words):
        if tags[here] not in "VvGgL" and word not in PHRASES:
            continue
        tag, cue = tags[here], None
        phrasal = word in PHRASES and tag in "exVvX" and reading.words[here + 1 : here + 2] == (PHRASES[word],)
        if tag in "Vv" or phrasal:
            cue = _finite(reading, here, cues)
        elif tag == "G" and (quoted := _quoted_as(reading, here)) is not None:
            cue = _as_saying(reading, here, quoted)
            cues = cues[: bisect_left(cues, quoted, key=lambda cue: cue.verb[1] - 1)] if cue else cues
        elif tag == "G" and word in ("citing", "quoting"):
            cues[-1:] = [_cited(text, reading, here, cues[-1])] if cues else []
        elif tag == "G":
            cue = _participle(reading, here, cues)
        elif tag == "g" and tags[here + 1 : here + 2] == "O" and word == "according":
            cue = _according(reading, here, here + 2)
        elif tag == "L" and (word != "so" or follows_quotation(tags, here, 0)):
            cue = _according(reading, here, here + 1)
        if cue is not None and phrasal:
            cue = cue._replace(verb=(cue.verb[0], here + 2))
        elif cue is not None and cue.place == "before":
            cue = cue._replace(speech=word in SPEECH_FORMS)
        if cue is not None:
            cues.append(cue)
    return tuple(cues)


def cues_within(cues: Sequence[Cue], begin: int, end: int) -> Sequence[Cue]:
    """The cues whose verb groups start in a token range."""
    first = bisect_left(cues, begin, key=lambda cue: cue.verb[0])
    return cues[first : bisect_left(cues, end, lo=first, key=lambda cue: cue.verb[0])]


class _Verb(NamedTuple):
    """A finite reporting verb where it stands."""

    reading: Reading
    here: int
    group: int
    """Where its auxiliaries and adverbs begin."""
    begin: int
    end: int
    """Of its sentence."""
    word: str
    earlier: Sequence[Cue]

    @property
    def before(self) -> str:
        """The class of the word before the verb group; empty at the start of a sentence."""
        return self.reading.tags[self.group - 1 : self.group] if self.group > self.begin else ""

    @property
    def span(self) -> tuple[int, int]:
        """The verb with what belongs to it."""
        return self.group, self.here + 1


def _finite(reading: Reading, here: int, earlier: Sequence[Cue]) -> Cue | None:
    """A finite reporting verb with its subject, by the first of the rules below that finds one."""
    begin, end = reading.sentence_of(here)
    group, passive = _verb_group(reading, here, begin)
    verb = _Verb(reading, here, group, begin, end, reading.words[here], earlier)
    following = reading.words[here + 1] if here + 1 < end else ""
    if following == "by" and verb.word not in ANSWERS:
        agent = subject_after(reading.tags, here + 2, end) if passive else None
        return Cue(agent, verb.span, "after") if agent else None
    if passive or reading.tags[here + 1 : here + 2] == "S":
        return None
    return next((cue for rule in SUBJECT_RULES if (cue := rule(verb))), None)


def _subject_inverted(verb: _Verb) -> Cue | None:
    """`"…," said the mayor`, `It was late, said the mayor`, `Said the mayor: "…"`; not of verbs that need a hearer."""
    if verb.word in TELLS:
        return None
    beside = follows_quotation(verb.reading.tags, verb.group, verb.begin)
    subject = _inverted(verb.reading, verb.group, verb.here, verb.begin, verb.end)
    fits = verb.word in INVERTS or verb.group == verb.begin or beside
    return Cue(subject, verb.span, "after") if subject and fits else None


def _subject_shared(verb: _Verb) -> Cue | None:
    """`The mayor came and said`: the subject of the verb before."""
    if verb.before != "&":
        return None
    shared = shared_subject(verb.reading, verb.group - 1, verb.begin, verb.earlier)
    return Cue(shared, verb.span, "before", adjacent=False) if shared else None


def _subject_of_relative(verb: _Verb) -> Cue | None:
    """`the mayor, who said`, `a sign that said`: what the pronoun stands for."""
    tags, pronoun = verb.reading.tags, verb.group - 1
    if verb.before != "W" and not (verb.before == "t" and pronoun > verb.begin and tags[pronoun - 1] in "NRCx"):
        return None
    antecedent = _before_relative(verb.reading, pronoun, verb.begin)
    return Cue(antecedent, verb.span, "before", relative=pronoun) if antecedent else None


def _subject_in_front(verb: _Verb) -> Cue | None:
    """`The mayor said`, `The mayor, a lawyer, said`, `One in four voters asked last week said`."""
    tags, doubtful = verb.reading.tags, verb.reading.tags[verb.here] == "v"
    if not verb.before or (doubtful and verb.before in "De"):
        return None
    whole = None if doubtful else whole_subject(tags, verb.begin, verb.group)
    subject = whole or subject_before(verb.reading.tags, verb.group - 1, verb.begin)
    if subject is None or (doubtful and not _fits_doubtful_verb(tags, subject, verb.here)):
        return None
    if subject[0] > verb.begin and verb.reading.words[subject[0] - 1] == "with":
        return None
    return Cue(_without_object(verb, subject), verb.span, "before")


SUBJECT_RULES: tuple[Callable[[_Verb], Cue | None], ...] = (
    _subject_inverted,
    _subject_shared,
    _subject_of_relative,
    _subject_in_front,
)


WITH_OBJECT = re.compile("Dx{1,4}(?P<who>R|N{1,6})")
SOME_OF_MANY = frozenset({"few", "couple", "dozen", "hundred", "thousand", "handful"})
"""Words that follow "a" and go with a plural."""


def _without_object(verb: _Verb, subject: tuple[int, int]) -> tuple[int, int]:
    """Of `a phrase critics have called`, `It was a move Lee called` the one who speaks: "a" goes with no plural and,
    after a verb, with no name; a relative clause without its pronoun begins there.
    """
    tags, (first, last) = verb.reading.tags, subject
    described = WITH_OBJECT.fullmatch(tags, first, last)
    if not described or verb.reading.words[first] not in ("a", "an"):
        return subject
    who, head = described.start("who"), verb.reading.words[last - 1]
    plural = tags[who] == "R" and head.endswith("s") and not head.endswith("ss")
    told_of = tags[who] == "N" and first > verb.begin and tags[first - 1] in "Be"
    some = verb.reading.words[first + 1] in SOME_OF_MANY
    return (who, last) if (plural or told_of) and not some else subject


def _fits_doubtful_verb(tags: str, subject: tuple[int, int], here: int) -> bool:
    """A form that may be a noun ("claims") is a verb after a pronoun, a whole noun phrase, or a bare name."""
    first = tags[subject[0]]
    if first == "P":
        return True
    following = tags[here + 1 : here + 2]
    if following in ("t", ":", ",", "q", "k", "Q", "D", "P"):
        return first in "NTRC" or (first == "D" and tags[subject[1] - 1] in "NTRC")
    return first in "NT" and all(tag in "NT" for tag in tags[subject[0] : subject[1]]) and following not in ("O", "F")


def _verb_group(reading: Reading, here: int, begin: int) -> tuple[int, bool]:
    """Where the verb's auxiliaries and adverbs begin, and whether its subject is not the one who speaks."""
    tags, group, passive = reading.tags, here, False
    while group > begin and tags[group - 1] in "XAB":
        group -= 1
        word = reading.words[group]
        passive = passive or tags[group] == "B" or word in NOT_SAID or word.endswith(("n't", "n’t"))
    if passive and tags[here] in "G":
        passive = False
    return group, passive


def _inverted(reading: Reading, group: int, here: int, begin: int, end: int) -> tuple[int, int] | None:
    """The subject after its verb, where a quotation or a reported clause stands before: `," said the mayor`."""
    tags = reading.tags
    after_quotation = follows_quotation(tags, group, begin)
    after_clause = group - 1 > begin and tags[group - 1] == ","
    opens = group == begin and here + 1 < end
    if not (after_quotation or after_clause or opens):
        return None
    circumstance = CIRCUMSTANCE.match(tags, here + 1, end) if after_quotation else None
    subject = subject_after(tags, circumstance.end() if circumstance else here + 1, end)
    if subject is None:
        return None
    if not after_quotation:
        following = tags[subject[1] : subject[1] + 1]
        if following not in (",", ".", ":", "") or tags[subject[0]] in "#xP":
            return None
        if opens and following != ":":
            return None
    return subject


def _before_relative(reading: Reading, relative: int, begin: int) -> tuple[int, int] | None:
    """What "who" stands for: "Lee – who advised"; of "the wish of Ann Lee, who said" Ann Lee."""
    tags, i = reading.tags, relative - 1
    while i > begin and tags[i] in ",-":
        i -= 1
    subject = subject_before(reading.tags, i, begin) if i >= begin else None
    if subject is None:
        return None
    joint = max(tags.rfind(mark, *subject) for mark in "FO")
    hangs_on_thing = joint > subject[0] and tags[joint - 1] == "x" and tags[subject[1] - 1] in "NRT"
    return (joint + 1, subject[1]) if hangs_on_thing else subject


def shared_subject(reading: Reading, before: int, begin: int, found: Sequence[Cue]) -> tuple[int, int] | None:
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
    return main_subject(reading.tags, begin, before)


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


def _participle(reading: Reading, here: int, found: Sequence[Cue]) -> Cue | None:
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
        first, _ = _verb_group(reading, here, begin)
        subject = subject_before(reading.tags, first - 1, begin) if first > begin else None
        return Cue(subject, (first, here + 1), "before") if subject else None
    nearest = noun_phrase_ending(tags, before, begin) if tags[before] in "NRCx" else None
    if nearest and _speaks_itself(reading, nearest, begin):
        return Cue(nearest, (group, here + 1), "before", adjacent=False)
    shared = shared_subject(reading, here, begin, found)
    return Cue(shared, (group, here + 1), "before", adjacent=False) if shared else None


QUOTED_AT_MOST = 12
"""Words between "quoted" and "as saying"."""


def _quoted_as(reading: Reading, here: int) -> int | None:
    """The token of "quoted" before "as saying"."""
    begin, _ = reading.sentence_of(here)
    if here - 2 < begin or reading.words[here - 1] != "as":
        return None
    back = range(here - 2, max(begin, here - QUOTED_AT_MOST) - 1, -1)
    return next((i for i in back if reading.words[i] in ("quoted", "quotes", "cited", "cites")), None)


def _as_saying(reading: Reading, here: int, quoted: int) -> Cue | None:
    """`The agency quoted her as saying`, `She was quoted (by the agency) as saying`, `… as saying by the agency`."""
    tags = reading.tags
    begin, end = reading.sentence_of(here)
    group, passive = _verb_group(reading, quoted, begin)
    speaker = subject_before(tags, group - 1, begin) if group > begin else None
    if not passive:
        told = (
            (quoted + 1, quoted + 2)
            if tags[quoted + 1] in "PuD" and quoted + 2 == here - 1
            else subject_after(tags, quoted + 1, here - 1)
        )
        return Cue(told, (quoted, here + 1), "after", through=speaker) if told else None
    by = next((i for i in (quoted + 1, here + 1) if i < end and reading.words[i] == "by"), None)
    through = subject_after(tags, by + 1, end) if by is not None else None
    return Cue(speaker, (group, here + 1), "before", through=through) if speaker else None


def _cited(text: str, reading: Reading, here: int, last: Cue) -> Cue:
    """`…, the agency reported, citing the minister`: the outlet passes on what the one that it cites says."""
    begin, end = reading.sentence_of(here)
    cited = subject_after(reading.tags, here + 1, end)
    passes_on = last.verb[0] >= begin and last.place != "according" and not last.through
    if not (cited and passes_on and reading.tags[cited[1] - 1] in "NTR" and names_outlet(text, reading, last.subject)):
        return last
    return last._replace(subject=cited, through=last.subject)


def _speaks_itself(reading: Reading, phrase: tuple[int, int], begin: int) -> bool:
    """Whether the noun before "saying" says it: "with protesters chanting", "criticism calling it a sham"."""
    if reading.words[phrase[1] - 1] in OPINION_NOUNS:
        return True
    return phrase[0] > begin and reading.words[phrase[0] - 1] in ("with", "among", "from", "by", "of")


def _according(reading: Reading, here: int, until: int) -> Cue | None:
    """ "according to X", "laut X"."""
    subject = subject_after(reading.tags, until, reading.sentence_of(here)[1])
    return Cue(subject, (here, until), "according") if subject else None
