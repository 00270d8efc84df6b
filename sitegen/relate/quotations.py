"""The same quotation in several documents: identical, altered, shortened, in other words; and claims that recur.

Quotations are cut into sentences and compared sentence by sentence. Two sentences of one speaker are one utterance
where they agree well and were said on one occasion: a shared event, or dates at most two weeks apart. The same words
on another occasion are a recurring claim, and the same words from another mouth are for an editor to look at: a wrong
pairing would invent corroboration, so what is not certain is called `perhaps` or left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, LCSseq

from sitegen.dates import days_between, earliest, latest, overlaps, parse_edtf
from sitegen.links import Attribution, Difference, QuotationPair, QuotationRelation, Quoted
from sitegen.model import DocumentId
from sitegen.relate.function_words import (
    AUXILIARIES,
    CONJUNCTIONS,
    COORDINATORS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    words,
)
from sitegen.relate.function_words import NUMBERS as NUMBER_WORDS

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
CONTAINED = 0.85
"""Share of a sentence's words that stand in another, in order, from which it is a part of it."""
CONTAINED_WORDS = 5
"""Fewest words of which a part counts; shorter ones agree by chance."""
STOCK_PHRASE_WORDS = 5
TELLING_AT_LEAST = 3
"""With fewer telling words in one of them, two sentences must agree very well."""
LIKE_WORDS = 0.75
STEM_LETTERS = 4
WORD_SHARE = 0.65
"""What telling words count for in the score; the rest is how well all letters agree."""
OTHER_SENSE = 0.15
OTHER_COUNT = 0.25
"""Taken off where one sentence denies and the other does not, or where they count or date differently."""
OTHER_SPEAKER_WORDS = 6
COMMON_WORD = 200
"""A word that more sentences of one speaker hold than this finds no candidates."""
TELLING_WORDS = 10
"""The rarest words of a sentence, by which candidates are found."""

EMBEDDED = "embedded"
"""The rule of quotations within quotations."""
IN_OTHER_WORDS: frozenset[QuotationRelation] = frozenset({"altered", "other words", "perhaps"})
ONE_UTTERANCE: frozenset[QuotationRelation] = IN_OTHER_WORDS | {"verbatim", "excerpt"}
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SENTENCE_END = re.compile(r"(?<=[.?!…])[\"”’»)\]]{0,3}\s+(?=[\"“‘«(\[]{0,2}[^\W\d_a-z])")
SMALL = DETERMINERS | PRONOUNS | PREPOSITIONS | COORDINATORS | CONJUNCTIONS | AUXILIARIES
LIGHT = SMALL | words(
    """
    not never no nobody none nothing also too yet now only just even very all any some every each everyone anyone
    someone us me him them themselves ourselves there here more most than then so such so much many
    """
)
"""Words by which no statement is known."""
DENIES = words("not never no nobody none nothing without neither nor cannot impossible unless")
COUNTS = NUMBER_WORDS | words(
    """
    first second third fourth fifth last next eleven twelve thirteen fourteen fifteen sixteen twenty thirty forty fifty
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday spring summer autumn winter yesterday today tomorrow
    """
)
NUMBERS = {"three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10"}
COUNTED_EVERYWHERE = words(
    """
    years year months month weeks week days day hours hour minutes minute times time people percent per million billion
    thousand hundred men women countries sides things points other more
    """
)
"""What anyone counts: "three years" in two speeches makes no recurring claim."""


def cut_quotations(
    document: DocumentId,
    text: str,
    attributions: Iterable[Attribution],
    *,
    date: str = "",
    events: Iterable[str] = (),
) -> tuple[Quoted, ...]:
    """The sentences of a document's quotations and turns whose speaker is known; reported speech has no exact words.

    What somebody quotes within a quotation is no sentence of theirs.
    """
    attributions = tuple(attributions)
    embedded = sorted(span for found in attributions if found.rule == EMBEDDED for span in found.content)
    return tuple(
        Quoted(document, start, end, text[start:end], found.person or found.speaker or "", date, frozenset(events))
        for found in attributions
        if found.kind != "reported" and (found.person or found.speaker) and found.tier != "low"
        for span in found.content
        for start, end in _sentences(text, *span)
        if found.rule == EMBEDDED or not _is_embedded(start, end, embedded)
    )


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


def find_same_quotations(quoted: Sequence[Quoted]) -> tuple[QuotationPair, ...]:
    """All pairs that belong together, in order of document and place; within one document only repeated words."""
    ordered = sorted(
        set(quoted), key=lambda q: (q.document, q.start, q.end, q.speaker, q.text, q.date, sorted(q.events))
    )
    heard = [spoken_words(q.text) for q in ordered]
    pairs = []
    for i, j in sorted(_candidates(ordered, heard)):
        relation, score = _relate(ordered[i], ordered[j], heard[i], heard[j])
        if relation:
            pairs.append(_pair(ordered[i], ordered[j], relation, score))
    return _best_partners(pairs)


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
    a, b = spoken_words(one.text), spoken_words(other.text)
    score = score_quotations(a, b)
    relation = _on_one_occasion(a, b, max(score, SAME))
    return _pair(one, other, "other words" if relation in (None, "perhaps") else relation, score)


def _pair(one: Quoted, other: Quoted, relation: QuotationRelation, score: float) -> QuotationPair:
    return QuotationPair(one, other, relation, round(score, 3), _differences(one.text, other.text))


def spoken_words(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, without punctuation."""
    return tuple(word.replace("’", "'") for word in WORD.findall(text.casefold()))


def _candidates(quoted: Sequence[Quoted], heard: Sequence[tuple[str, ...]]) -> set[tuple[int, int]]:
    """Pairs worth comparing: of one speaker with telling words in common, or of two with the same words."""
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    keys = [_keys(own) for own in heard]
    spread = Counter((q.speaker, key) for q, own in zip(quoted, keys, strict=True) for key in own)
    for i, (q, own) in enumerate(zip(quoted, keys, strict=True)):
        alike[heard[i]].append(i)
        telling = [key for key in own if 1 < spread[q.speaker, key] <= COMMON_WORD]
        for key in sorted(telling, key=lambda key: (spread[q.speaker, key], key))[:TELLING_WORDS]:
            holders[q.speaker, key].append(i)
    shared: Counter[tuple[int, int]] = Counter()
    for listed in holders.values():
        shared.update(combinations(listed, 2))
    found = {pair for pair, count in shared.items() if count > 1 or _brief(heard[pair[0]]) or _brief(heard[pair[1]])}
    for same, listed in alike.items():
        if len(same) >= OTHER_SPEAKER_WORDS:
            found.update(combinations(listed[:COMMON_WORD], 2))
    return found


def _keys(own: Sequence[str]) -> set[str]:
    """Telling words of a sentence, and what it counts ("3 rounds"), twice so that a count alone makes a candidate."""
    telling = {word[: STEM_LETTERS + 1] for word in own if word not in SMALL and len(word) > 2}
    counted = _counted(own)
    return telling | counted | {f"{count}!" for count in counted}


def _counted(own: Sequence[str]) -> set[str]:
    return {
        f"{NUMBERS.get(number, number)} {noun}"
        for number, noun in pairwise(own)
        if (number in NUMBERS or (number.isdigit() and len(number) < 4 and int(number) > 2))
        and noun.isalpha()
        and noun not in COUNTED_EVERYWHERE | SMALL
    }


def _brief(own: Sequence[str]) -> bool:
    return sum(word not in SMALL for word in own) <= 2


def _relate(one: Quoted, other: Quoted, a: Sequence[str], b: Sequence[str]) -> tuple[QuotationRelation | None, float]:
    """How two sentences belong together, with the agreement of their words."""
    score = 1.0 if a == b else score_quotations(a, b)
    if one.document == other.document:
        return (
            ("verbatim", 1.0)
            if a == b and one.speaker == other.speaker and len(a) >= CONTAINED_WORDS
            else (None, score)
        )
    if one.speaker != other.speaker:
        return ("other speaker", score) if a == b else (None, score)
    together = on_one_occasion(one, other)
    if together:
        return _on_one_occasion(a, b, score), score
    if together is None:
        return ("perhaps" if score >= SAME and min(len(a), len(b)) >= CONTAINED_WORDS else None), score
    recurs = score >= RECURS or _longest_run(a, b) >= STOCK_PHRASE_WORDS or _counted(a) & _counted(b)
    return ("recurring" if recurs and min(len(a), len(b)) > 2 else None), score


def _on_one_occasion(a: Sequence[str], b: Sequence[str], score: float) -> QuotationRelation | None:
    if a == b:
        return "verbatim"
    brief = min(len(_telling_words(a)), len(_telling_words(b))) < TELLING_AT_LEAST
    if score < (RECURS if brief else PERHAPS):
        return None
    if min(len(a), len(b)) < CONTAINED_WORDS or score < SAME or _differs_in_sense(a, b):
        return "perhaps"
    short, long = sorted((a, b), key=len)
    if len(short) < len(long) and _longest_run(a, b) == len(short):
        return "excerpt"
    in_order = 2 * LCSseq.similarity(a, b) / (len(a) + len(b))
    return "altered" if in_order >= ALTERED else "other words"


def score_quotations(a: Sequence[str], b: Sequence[str]) -> float:
    """Agreement of two sentences, given as words, 0 to 1.

    The better of two views: telling words that both have (F1 over the best match of each, so that "decided" is like
    "decision"), with the token-sort ratio of all words; and the share of the shorter that stands in the longer, in
    order. Less where one denies what the other says, or counts differently.
    """
    if not a or not b:
        return 0.0
    letters = fuzz.ratio(" ".join(sorted(a)), " ".join(sorted(b))) / 100
    one, other = _telling_words(a), _telling_words(b)
    shared = _share(one, other), _share(other, one)
    agreement = 2 * shared[0] * shared[1] / sum(shared) if sum(shared) else 0.0 if one and other else letters
    score = WORD_SHARE * agreement + (1 - WORD_SHARE) * letters
    short = min(len(a), len(b))
    contained = LCSseq.similarity(a, b) / short if short >= CONTAINED_WORDS else 0.0
    score = max(score, contained if contained >= CONTAINED else 0.0)
    return max(0.0, score - OTHER_SENSE * _denies_otherwise(a, b) - OTHER_COUNT * _counts_otherwise(a, b))


def _telling_words(own: Sequence[str]) -> list[str]:
    return [word for word in own if word not in LIGHT and len(word) > 2]


def _share(one: Sequence[str], other: Sequence[str]) -> float:
    """How much of one stands in the other, word by word."""
    return sum(max((_alike(word, candidate) for candidate in other), default=0.0) for word in one) / max(1, len(one))


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if min(len(one), len(other)) >= STEM_LETTERS and one[:STEM_LETTERS] == other[:STEM_LETTERS]:
        return 0.9
    return Indel.normalized_similarity(one, other, score_cutoff=LIKE_WORDS)


def _differs_in_sense(a: Sequence[str], b: Sequence[str]) -> bool:
    return _denies_otherwise(a, b) or _counts_otherwise(a, b)


def _denies_otherwise(a: Sequence[str], b: Sequence[str]) -> bool:
    one, other = (sum(word in DENIES or word.endswith("n't") for word in own) for own in (a, b))
    return one % 2 != other % 2


def _counts_otherwise(a: Sequence[str], b: Sequence[str]) -> bool:
    one, other = ({NUMBERS.get(word, word) for word in own if word in COUNTS or word.isdigit()} for own in (a, b))
    return bool(one - other and other - one)


def _longest_run(a: Sequence[str], b: Sequence[str]) -> int:
    """The most words that stand in both, in a row."""
    best, before = 0, [0] * (len(b) + 1)
    for word in a:
        row = [0] * (len(b) + 1)
        for j, other in enumerate(b):
            if word == other:
                row[j + 1] = before[j] + 1
        best, before = max(best, *row), row
    return best


def on_one_occasion(one: Quoted, other: Quoted) -> bool | None:
    """Whether two quotations were said on one occasion; None where their dates do not tell."""
    if one.events & other.events:
        return True
    if not one.date or not other.date:
        return None
    try:
        first, second = parse_edtf(one.date), parse_edtf(other.date)
    except ValueError:
        return None
    if not overlaps(first, second) and days_between(first, second) is None:
        return False
    limits = [(earliest(date), latest(date)) for date in (first, second)]
    if any(low is None or high is None or (high - low).days > VAGUE_DAYS for low, high in limits):
        days = days_between(first, second)
        return False if days is not None and days > NEAR_DAYS else None
    days = days_between(first, second)
    return days is not None and days <= NEAR_DAYS


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
