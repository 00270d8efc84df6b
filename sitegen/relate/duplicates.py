"""Witnesses of one text: reprints, revisions, excerpts, found among any number of documents and gathered in clusters.

Candidates come from an index of rare shingles and are then compared exactly. Two texts are copies where stretches that
run beside each other cover enough of the shorter one: much of it where they are about as long, nearly all of it where
one may be a part of the other. An agency's paragraph in two articles covers little of either; an article that quotes a
speech is not contained in it. What editors ruled wins over the measure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations

from rapidfuzz.distance import LCSseq

from sitegen.codec import codec_of
from sitegen.dates import earliest, parse_edtf
from sitegen.links import Cluster, Witness, WitnessRelation
from sitegen.model import Decision, Document, DocumentId
from sitegen.relate.overlap import (
    SPANNED,
    Overlap,
    Shingled,
    find_common_runs,
    find_run_words,
    find_seeds,
    find_stretches,
    measure_coverage,
    measure_overlap,
)
from sitegen.relate.texts import Texts, may_share_house

FEWEST_WORDS = 10
"""Texts with fewer are compared with nothing: they say too little to be anybody's copy."""
HALF = 0.5
"""Of two texts, one with fewer words than this share of the other's may be a part of it."""
COVERED = 0.4
"""Share of the shorter text that runs beside the longer one, from which they are copies."""
ONE_BLOCK = 0.5
"""The same where nearly all of that is a single unchanged block, and in texts of fewer than `SHORT` words: less may be
an agency's paragraph, furniture, or what somebody said to both."""
SHORT = 100
MANY = 0.6
"""Share of a short text's words that its copy has in the same order; any two texts have about a third of them."""
NEARLY_ALL = 0.9
COVERED_PART = 0.8
"""The same where the one may be a part of the other."""
REPRINT = 0.95
"""Share of words in common, in order, from which a text is printed again and not a changed one."""
FULL = 0.75
"""A witness with fewer words than this share of the base's, nearly all in it, is an excerpt."""
AFTER = 8
"""Words behind those with which a text closes, at most."""
LONG = 400_000_000
"""Words times words above which two texts are not aligned word by word."""

Pair = tuple[DocumentId, DocumentId]
_OVERLAP, _BESIDE = codec_of(tuple[Overlap | None]), codec_of(tuple[tuple[int, int, int, int, int]])


def find_clusters(texts: Texts, decisions: Iterable[Decision] = ()) -> tuple[Cluster, ...]:
    """Clusters of two and more witnesses, in the order of their base witnesses' ids; each document is in one at most.

    The base witness is the earliest by date, of equally early ones the one most like its copies, then the longest, then
    the first by id; undated ones are taken for late.
    """
    documents = {one.id: one for one in texts.documents}
    same, apart = _ruled(decisions, documents)
    copies = _find_copies(texts)
    found = _without_compilations(copies, documents)
    ordered = [*sorted(same), *sorted(found, key=lambda pair: (-copies[pair].coverage, pair))]
    groups = _gather(ordered, apart)
    alike: dict[DocumentId, float] = defaultdict(float)
    for pair, overlap in copies.items():
        for id in pair:
            alike[id] += overlap.resemblance
    return tuple(sorted((_cluster(texts, group, copies, alike) for group in groups), key=lambda one: one.base))


def _ruled(decisions: Iterable[Decision], known: Collection[DocumentId]) -> tuple[set[Pair], set[Pair]]:
    """Pairs that editors ruled to be one text, and those that are not to be clustered: different, or unsure."""
    same: set[Pair] = set()
    apart: set[Pair] = set()
    for ruling in decisions:
        if ruling.ruling in ("same", "different", "unsure") and len(ruling.documents) > 1 and not ruling.event:
            kept = same if ruling.ruling == "same" else apart
            kept.update(combinations(sorted({id for id in ruling.documents if id in known}), 2))
    return same - apart, apart


def _find_copies(texts: Texts) -> Mapping[Pair, Overlap]:
    """Pairs of copies and how they overlap."""
    found = {}
    for i, j in sorted(texts.copy_index.find_pairs()):
        one, other = texts.documents[i], texts.documents[j]
        one_house = may_share_house(one, other)
        compare = partial(_overlap_of_copies, one_house=one_house)
        overlap = texts.compare_once(f"overlap {one_house}", i, j, _OVERLAP, compare)
        if overlap:
            found[one.id, other.id] = overlap
    return found


def _overlap_of_copies(one: Shingled, other: Shingled, *, one_house: bool) -> Overlap | None:
    """How two texts, which one house may have printed, overlap; None where they are no copies."""
    short, long = sorted((len(one.words), len(other.words)))
    if short < FEWEST_WORDS:
        return None
    if one.words == other.words:
        return replace(measure_overlap(one, other), coverage=1.0)
    least = COVERED_PART if short < HALF * long else ONE_BLOCK if short < SHORT else COVERED
    seeds = find_seeds(one, other)
    if len(seeds) * SPANNED < least * short:
        return None
    coverage = measure_coverage(seeds, len(one.words), len(other.words))
    if least <= coverage < ONE_BLOCK:
        block = max((length for *_, length in find_common_runs(one, other)), default=0)
        least = ONE_BLOCK if block >= NEARLY_ALL * coverage * short else least
    if coverage < least or (short < SHORT and _is_too_little(one, other, seeds, one_house)):
        return None
    return measure_overlap(one, other)


def _is_too_little(one: Shingled, other: Shingled, seeds: Sequence[tuple[int, int]], one_house: bool) -> bool:
    """Of short texts: whether they have little more in common than names and phrases, which lie near each other in any
    two reports of one thing; or than words that close both, which may be their house's.
    """
    ends = len(one.words) - AFTER, len(other.words) - AFTER
    closing = one_house and all(run.end >= ends[0] and run.other_end >= ends[1] for run in find_stretches(seeds))
    common = max(LCSseq.similarity(one.words, other.words), *map(len, find_run_words(one, other)))
    return bool(common < (COVERED_PART if closing else MANY) * min(len(one.words), len(other.words)))


def _without_compilations(found: Collection[Pair], texts: Mapping[DocumentId, Document]) -> set[Pair]:
    """`found` without what links different texts: a later round-up that holds two of them copies neither."""
    parts: dict[DocumentId, list[DocumentId]] = defaultdict(list)
    for pair in found:
        part, whole = sorted(pair, key=lambda id: len(texts[id].text))
        if len(texts[part].text) < HALF * len(texts[whole].text):
            parts[whole].append(part)
    compilations = {
        whole
        for whole, held in parts.items()
        if all(_day(texts[part]) < _day(texts[whole]) < _UNDATED for part in held)
        and any(tuple(sorted(pair)) not in found for pair in combinations(held, 2))
    }
    return {
        pair
        for pair in found
        if not any(whole in compilations and part in parts[whole] for part, whole in (pair, pair[::-1]))
    }


def _gather(pairs: Iterable[Pair], apart: set[Pair]) -> Iterator[list[DocumentId]]:
    """Documents that hang together by `pairs`, taken in order; a pair that would bring together two that are to be kept
    apart is left out.
    """
    members: dict[DocumentId, set[DocumentId]] = {}
    for pair in pairs:
        one, other = (members.setdefault(id, {id}) for id in pair)
        if one is other or any((a in one and b in other) or (a in other and b in one) for a, b in apart):
            continue
        few, many = sorted((one, other), key=len)
        many |= few
        members.update(dict.fromkeys(few, many))
    groups = {id(group): group for group in members.values() if len(group) > 1}
    return (sorted(group) for group in groups.values())


# --- one cluster ------------------------------------------------------------------------------------------------------

_UNDATED = "9999-99-99"


def _day(document: Document) -> str:
    """The first day it may be from, in a form that sorts; undated documents come last."""
    try:
        first = earliest(parse_edtf(document.date)) if document.date else None
    except ValueError:
        first = None
    return str(first) if first else _UNDATED


def _cluster(
    texts: Texts, group: Iterable[DocumentId], copies: Mapping[Pair, Overlap], alike: Mapping[DocumentId, float]
) -> Cluster:
    numbers = [texts.number(id) for id in group]
    base, *others = sorted(numbers, key=lambda number: _precedence(texts.documents[number], alike))
    return Cluster(texts.documents[base].id, tuple(_witness(texts, base, other, copies) for other in others))


def _precedence(document: Document, alike: Mapping[DocumentId, float]) -> tuple[str, float, int, DocumentId]:
    """`alike`: how much each resembles its copies. What an outlet put in makes a text longer, but no base."""
    return _day(document), -round(alike.get(document.id, 0.0), 6), -len(document.text), document.id


def _witness(texts: Texts, base: int, number: int, copies: Mapping[Pair, Overlap]) -> Witness:
    original, document = texts.documents[base], texts.documents[number]
    pair = (original.id, document.id) if base < number else (document.id, original.id)
    theirs, ours, common, missing, added = texts.compare_once("beside", base, number, _BESIDE, _set_beside)
    overlap = copies.get(pair) or measure_overlap(texts.shingled(base), texts.shingled(number))
    return Witness(
        document=document.id,
        relation=_relation(original, document, common, theirs, ours),
        same=round(2 * common / (ours + theirs), 3) if ours + theirs else 1.0,
        added=added,
        missing=missing,
        resemblance=round(overlap.resemblance, 3),
        containment=round(overlap.containment, 3),
    )


def _set_beside(one: Shingled, other: Shingled) -> tuple[int, int, int, int, int]:
    """How many words two texts have; how many both, in one order; how many each has that the other has not."""
    common = _common_words(one, other)
    return len(one.words), len(other.words), common, *_count_alone(one, other, common)


def _common_words(one: Shingled, other: Shingled) -> int:
    """Words that both have in the same order; of very long texts those in shared shingles."""
    if len(one.words) * len(other.words) > LONG:
        return len(find_seeds(one, other))
    return LCSseq.similarity(one.words, other.words)


def _count_alone(one: Shingled, other: Shingled, common: int) -> tuple[int, int]:
    """How many words each of two texts has that the other has not; what was only moved, the other has."""
    alone = len(one.words) - common, len(other.words) - common
    if not all(alone) or len(one.words) * len(other.words) > LONG:
        return alone
    both, other_both = find_run_words(one, other)
    changed = [op for op in LCSseq.opcodes(one.words, other.words) if op.tag != "equal"]
    missing = sum(number not in both for op in changed for number in range(op.src_start, op.src_end))
    return missing, sum(number not in other_both for op in changed for number in range(op.dest_start, op.dest_end))


def _relation(base: Document, document: Document, common: int, theirs: int, ours: int) -> WitnessRelation:
    """How a witness with `ours` words stands to a base with `theirs`; the first that fits.

    reprint: at least 95 % the same words, whoever prints it. excerpt: less than three quarters as long, with at least
    80 % of its words from the base. expansion: the same the other way round. revision: changed, by the same outlet.
    adaptation: changed, by another outlet or an unknown one.
    """
    if 2 * common >= REPRINT * (theirs + ours):
        return "reprint"
    if ours < FULL * theirs and common >= COVERED_PART * ours:
        return "excerpt"
    if theirs < FULL * ours and common >= COVERED_PART * theirs:
        return "expansion"
    return "revision" if document.outlet and document.outlet == base.outlet else "adaptation"
