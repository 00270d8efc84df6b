"""The same quotation in several documents: identical, altered, shortened, in other words; and claims that recur.

Quotations are cut into sentences and compared sentence by sentence. Two sentences of one speaker are one utterance
where they agree well and were said on one occasion: a shared event, or dates at most two weeks apart. The same words
on another occasion are a recurring claim, and the same words from another mouth are for an editor to look at: a wrong
pairing would invent corroboration, so what is not certain is called `perhaps` or left out.

A sentence is compared with few others, however much its speaker said: with those that share its rarest words, and of
many with one word with the nearest in time.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from heapq import nlargest

from rapidfuzz.distance import Indel, LCSseq

from sitegen.codec import codec_of
from sitegen.dates import Edtf, earliest, latest, overlaps, parse_edtf
from sitegen.links import Attribution, Difference, QuotationPair, QuotationRelation, Quoted
from sitegen.model import DocumentId
from sitegen.relate.agreement import (
    CONTAINED_WORDS,
    SMALL,
    STEM_LETTERS,
    Wording,
    differ_in_sense,
    read_wording,
    score_agreement,
    spoken_words,
    stands_in,
)
from sitegen.relate.language_words import PRONOUN_GENDERS
from sitegen.store import NO_STORE, Store, digest_of

SAME = 0.6
PERHAPS = 0.5
RECURS = 0.75
"""Scores from which two sentences of one speaker are one utterance, may be one, or are one claim made twice. Measured
by tests/eval/translations.py: up to PERHAPS no two statements of one speaker on one day score that do not share words
on purpose."""
ALTERED = 0.88
"""Share of words in common, in order, from which a quotation is the other with words changed."""
NEAR_DAYS = 14
VAGUE_DAYS = 31
"""A date that leaves more days open than this tells no occasion."""
STOCK_PHRASE_WORDS = 5
TELLING_AT_LEAST = 3
"""With fewer telling words in one of them, two sentences must agree very well."""
OTHER_SPEAKER_WORDS = 6
TELLING_WORDS = 10
"""The rarest words of a sentence, by which candidates are found."""
NEIGHBOURS = 50
"""Sentences with one word, or all words, in common are candidates where fewer than this lie between in order of days:
most words stand in fewer, and a common one tells something only about what was said at the time."""
CANDIDATES = 12
"""Of a sentence's candidates those are compared that share most of its words."""
COUNTED_LETTERS = "etaonsоеан"
"""By whose numbers most sentences in Latin and Cyrillic letters are told apart."""

EMBEDDED = "embedded"
"""The rule of quotations within quotations."""
IN_OTHER_WORDS: frozenset[QuotationRelation] = frozenset({"altered", "other words", "perhaps"})
ONE_UTTERANCE: frozenset[QuotationRelation] = IN_OTHER_WORDS | {"verbatim", "excerpt"}
SENTENCE_END = re.compile(r"(?<=[.?!…])[\"”’»)\]]{0,3}\s+(?=[\"“‘«(\[]{0,2}[^\W\d_a-z])")


def cut_quotations(
    document: DocumentId,
    text: str,
    attributions: Iterable[Attribution],
    *,
    date: str = "",
    events: Iterable[str] = (),
) -> tuple[Quoted, ...]:
    """The sentences of a document's quotations and turns whose speaker is known; reported speech has no exact words.

    What somebody quotes within a quotation is no sentence of theirs, and a pronoun that the text leaves open tells
    nobody: `she` of two documents may be two women.
    """
    attributions = tuple(attributions)
    embedded = sorted(span for found in attributions if found.rule == EMBEDDED for span in found.content)
    return tuple(
        Quoted(document, start, end, text[start:end], found.person or found.speaker or "", date, frozenset(events))
        for found in attributions
        if found.kind != "reported" and is_named(found) and found.tier != "low"
        for span in found.content
        for start, end in _sentences(text, *span)
        if found.rule == EMBEDDED or not _is_embedded(start, end, embedded)
    )


def is_named(attribution: Attribution) -> bool:
    """Whether a speaker is told, by more than a pronoun that the text leaves open."""
    speaker = attribution.speaker or ""
    return bool(attribution.person or (speaker and speaker.lower() not in PRONOUN_GENDERS))


def _is_embedded(start: int, end: int, embedded: Sequence[tuple[int, int]]) -> bool:
    """Whether more than half of a span lies within the last of the others that starts before its end."""
    before = embedded[bisect_left(embedded, (end,)) - 1 :][:1] if embedded and embedded[0][0] < end else ()
    return any(2 * (min(end, last) - max(start, first)) > end - start for first, last in before)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for match in SENTENCE_END.finditer(text, start, end):
        yield position, match.start()
        position = match.end()
    if position < end:
        yield position, end


def find_same_quotations(quoted: Iterable[Quoted], store: Store = NO_STORE) -> tuple[QuotationPair, ...]:
    """All pairs that belong together, in order of document and place; within one document only repeated words. Speakers
    of whose words `store` knows are not looked at again.
    """
    ordered = sorted(set(quoted), key=_place)
    speakers: dict[str, list[Quoted]] = defaultdict(list)
    for one in ordered:
        speakers[one.speaker].append(one)
    pairs = [pair for said in speakers.values() for pair in _pairs_of_speaker(said, store)]
    pairs += _pairs_of_two_speakers(ordered)
    return _best_partners(sorted(pairs, key=lambda pair: (_place(pair.one), _place(pair.other))))


def _place(one: Quoted) -> tuple[str, int, int, str, str, str, list[str]]:
    return one.document, one.start, one.end, one.speaker, one.text, one.date, sorted(one.events)


def _best_partners(pairs: Sequence[QuotationPair]) -> tuple[QuotationPair, ...]:
    """Without pairs in other words of which one side agrees better with another sentence of the same document."""
    best: dict[tuple[Quoted, DocumentId], float] = defaultdict(float)
    for pair in pairs:
        if pair.relation in ONE_UTTERANCE:
            for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
                best[one, other.document] = max(best[one, other.document], pair.score)
    return tuple(
        pair
        for pair in pairs
        if pair.relation not in IN_OTHER_WORDS
        or pair.score >= max(best[pair.one, pair.other.document], best[pair.other, pair.one.document])
    )


def pair_by_words(one: Quoted, other: Quoted) -> QuotationPair:
    """Two sentences that are known to be one utterance, told apart by their words alone."""
    a, b = read_wording(one.text), read_wording(other.text)
    score = score_agreement(a, b)
    relation = _relate_on_one_occasion(a, b, max(score, SAME))
    return _pair(one, other, "other words" if relation in (None, "perhaps") else relation, score)


def _pair(one: Quoted, other: Quoted, relation: QuotationRelation, score: float) -> QuotationPair:
    first, second = sorted((one, other), key=_place)
    return QuotationPair(first, second, relation, round(score, 3), _differences(first.text, second.text))


# --- candidates -------------------------------------------------------------------------------------------------------


_Found = tuple[tuple[int, int, QuotationRelation, float], ...]
"""Pairs of sentences by their places in a list, with how they hang together and the agreement of their words."""
_FOUND = codec_of(_Found)


def _pairs_of_speaker(said: Iterable[Quoted], store: Store) -> Iterator[QuotationPair]:
    said = sorted(said, key=_day)
    key = digest_of("quotations", repr([*map(_place, said)]))
    found = store.work_out_once(key, _FOUND, lambda: tuple(_find_pairs(said)))
    return (_pair(said[i], said[j], relation, score) for i, j, relation, score in found)


def _find_pairs(said: Sequence[Quoted]) -> Iterator[tuple[int, int, QuotationRelation, float]]:
    wordings = [read_wording(one.text) for one in said]
    for i, j in _candidates(wordings):
        relation, score = _relate(said[i], said[j], wordings[i], wordings[j])
        if relation:
            yield i, j, relation, score


def _candidates(wordings: Sequence[Wording]) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing among sentences in order of days: those with telling words, or all words, in common."""
    keys = [_keys(wording) for wording in wordings]
    spread = Counter(key for own in keys for key in own)
    rarest = [
        sorted((key for key in own if spread[key] > 1), key=lambda key: (spread[key], key))[:TELLING_WORDS]
        for own in keys
    ]
    holders: dict[str, list[int]] = defaultdict(list)
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, own in enumerate(rarest):
        alike[wordings[i].words].append(i)
        for key in own:
            holders[key].append(i)
    brief = [_is_brief(wording) for wording in wordings]
    for i, own in enumerate(rarest):
        shared: Counter[int] = Counter()
        for key in own:
            shared.update(_next(holders[key], i))
        fitting = [j for j, count in shared.items() if count > 1 or brief[i] or brief[j]]
        found = set(nlargest(CANDIDATES, fitting, key=lambda j: (shared[j], -j)))
        if len(wordings[i].words) >= OTHER_SPEAKER_WORDS:
            found.update(_next(alike[wordings[i].words], i))
        yield from ((i, j) for j in found)


def _next(listed: Sequence[int], i: int) -> Sequence[int]:
    after = bisect_right(listed, i)
    return listed[after : after + NEIGHBOURS]


def _keys(wording: Wording) -> set[str]:
    """Telling words of a sentence, and what it counts ("3 rounds"), twice so that a count alone makes a candidate."""
    telling = {word[: STEM_LETTERS + 1] for word in wording.words if word not in SMALL and len(word) > 2}
    return telling | wording.counted | {f"{count}!" for count in wording.counted}


def _is_brief(wording: Wording) -> bool:
    return sum(word not in SMALL for word in wording.words) <= 2


def _pairs_of_two_speakers(ordered: Sequence[Quoted]) -> Iterator[QuotationPair]:
    """The same words from different mouths, in different documents."""
    alike: dict[tuple[str, ...], list[Quoted]] = defaultdict(list)
    for one in sorted(_maybe_of_two(ordered), key=_day):
        own = spoken_words(one.text)
        if len(own) >= OTHER_SPEAKER_WORDS:
            alike[own].append(one)
    for listed in alike.values():
        for i, one in enumerate(listed):
            for other in listed[i + 1 : i + 1 + NEIGHBOURS]:
                if one.speaker != other.speaker and one.document != other.document:
                    yield _pair(one, other, "other speaker", 1.0)


def _maybe_of_two(ordered: Sequence[Quoted]) -> Iterator[Quoted]:
    """Without most sentences of which it is plain that no other mouth said the same words, before words are cut: the
    same words have the same letters.
    """
    letters = [tuple(map(one.text.casefold().count, COUNTED_LETTERS)) for one in ordered]
    speakers: dict[tuple[int, ...], set[str]] = defaultdict(set)
    for one, own in zip(ordered, letters, strict=True):
        speakers[own].add(one.speaker)
    return (one for one, own in zip(ordered, letters, strict=True) if len(speakers[own]) > 1)


# --- relations --------------------------------------------------------------------------------------------------------


def _relate(one: Quoted, other: Quoted, a: Wording, b: Wording) -> tuple[QuotationRelation | None, float]:
    """How two sentences of one speaker belong together, with the agreement of their words."""
    short = min(len(a.words), len(b.words))
    if one.document == other.document:
        return ("verbatim" if a.words == b.words and short >= CONTAINED_WORDS else None), 1.0
    together = on_one_occasion(one, other)
    score = score_agreement(a, b)
    if together:
        return _relate_on_one_occasion(a, b, score), score
    if together is None:
        return ("perhaps" if score >= SAME and short >= CONTAINED_WORDS else None), score
    recurs = score >= RECURS or not a.counted.isdisjoint(b.counted) or _share_stock_phrase(a, b)
    return ("recurring" if recurs and short > 2 else None), score


def _relate_on_one_occasion(a: Wording, b: Wording, score: float) -> QuotationRelation | None:
    if a.words == b.words:
        return "verbatim"
    brief = min(len(a.telling), len(b.telling)) < TELLING_AT_LEAST
    if score < (RECURS if brief else PERHAPS):
        return None
    if min(len(a.words), len(b.words)) < CONTAINED_WORDS or score < SAME or differ_in_sense(a, b):
        return "perhaps"
    short, long = sorted((a, b), key=lambda wording: len(wording.words))
    if len(short.words) < len(long.words) and stands_in(short, long):
        return "excerpt"
    in_order = 2 * LCSseq.similarity(a.words, b.words) / (len(a.words) + len(b.words))
    return "altered" if in_order >= ALTERED else "other words"


def _share_stock_phrase(a: Wording, b: Wording) -> bool:
    return not a.stock_phrases(STOCK_PHRASE_WORDS).isdisjoint(b.stock_phrases(STOCK_PHRASE_WORDS))


# --- days -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Days:
    """The days that a date may mean, as ordinals."""

    first: int
    last: int
    yearless: Edtf | None
    """The date where its year is unknown: then it has no first and last day."""

    @property
    def vague(self) -> bool:
        """Whether it leaves so many days open that it tells no occasion."""
        return self.last - self.first > VAGUE_DAYS


_FIRST_DAY, _LAST_DAY = date.min.toordinal(), date.max.toordinal()


@lru_cache(8192)
def _days(written: str) -> _Days | None:
    """The days of a date as written; None where it is none. An archive has few dates and asks for them again."""
    try:
        value = parse_edtf(written)
    except ValueError:
        return None
    first, last = earliest(value), latest(value)
    return _Days(
        first.toordinal() if first else _FIRST_DAY,
        last.toordinal() if last else _LAST_DAY,
        None if first or last else value,
    )


def _day(one: Quoted) -> int:
    """By which sentences are ordered: the first day; what tells no occasion comes last."""
    days = _days(one.date)
    return days.first if days and not days.vague else _LAST_DAY


def on_one_occasion(one: Quoted, other: Quoted) -> bool | None:
    """Whether two quotations were said on one occasion; None where their dates do not tell."""
    if not one.events.isdisjoint(other.events):
        return True
    first, second = _days(one.date), _days(other.date)
    if first is None or second is None:
        return None
    if first.yearless or second.yearless:
        return None if overlaps(parse_edtf(one.date), parse_edtf(other.date)) else False
    near = max(second.first - first.last, first.first - second.last) <= NEAR_DAYS
    return None if near and (first.vague or second.vague) else near


def _differences(a: str, b: str) -> tuple[Difference, ...]:
    """Both texts in full, run by run; runs count as the same where only case and punctuation differ."""
    one, other = a.split(), b.split()
    runs = Indel.opcodes([spoken_words(word) for word in one], [spoken_words(word) for word in other])
    return tuple(
        Difference(
            " ".join(one[run.src_start : run.src_end]),
            " ".join(other[run.dest_start : run.dest_end]),
            run.tag == "equal",
        )
        for run in runs
    )
