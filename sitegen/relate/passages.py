"""Passages that documents share without being copies: an agency's paragraph, a block of background, a quotation.

A passage is a run of the same words, as long as it goes. What one outlet alone prints in document after document is its
own furniture and no passage; and neither are the words with which two documents close that may well be one outlet's,
who wrote it, what to read next, how to subscribe, unless they speak of what both documents speak of.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from sitegen.codec import codec_of
from sitegen.links import Attribution, Cluster, SharedPassage
from sitegen.model import Document, DocumentId
from sitegen.relate.overlap import FEWEST_WORDS, Run, Shingled, find_common_runs
from sitegen.relate.shingles import cut_words
from sitegen.relate.texts import Span, Texts, find_names, house_of, may_share_house

FURNITURE_FROM = 3
"""Documents of one outlet from which words that no other outlet prints are its furniture."""
FEW = 8
"""Documents with the same words of which every pair is looked at; of more each is compared with the first `LEADERS`."""
LEADERS = 3
_AFTER = 40
"""Characters behind a passage with which a document closes, at most: a last link or a name."""
_SLIVER = 30
"""Characters at most that a passage does not take along from the paragraph before it or behind it: `she said.`"""
_RUNS = codec_of(tuple[tuple[Run, ...]])
_NAMES = 2
"""Words of names that a passage has in common with what stands before it, from which it speaks of the same."""


def find_shared_passages(
    texts: Texts,
    clusters: Iterable[Cluster] = (),
    attributions: Mapping[DocumentId, Sequence[Attribution]] | None = None,
) -> tuple[SharedPassage, ...]:
    """Passages of at least `FEWEST_WORDS` words in documents of different clusters, in order of document and place."""
    text_of = {id: cluster.base for cluster in clusters for id in cluster.documents}
    quoted = {id: _quoted_spans(said) for id, said in (attributions or {}).items()}
    found = []
    for i, j in sorted(_candidates(texts)):
        one, other = texts.documents[i].id, texts.documents[j].id
        if text_of.get(one, one) == text_of.get(other, other):
            continue
        one_house = may_share_house(texts.documents[i], texts.documents[j])
        for run in texts.compare_once("runs", i, j, _RUNS, _common_runs):
            span, other_span, length = _place(texts, i, j, *run)
            if one_house and _close_both(texts.documents[i], span, texts.documents[j], other_span):
                continue
            said = _mostly_in(span, quoted.get(one, ())) or _mostly_in(other_span, quoted.get(other, ()))
            found.append(SharedPassage(one, *span, other, *other_span, length, said))
    return tuple(found)


def _common_runs(one: Shingled, other: Shingled) -> tuple[Run, ...]:
    return tuple(find_common_runs(one, other))


def _place(texts: Texts, i: int, j: int, start: int, other_start: int, length: int) -> tuple[Span, Span, int]:
    """Where a run of words stands in two texts, and its length, without the few words that stand in another paragraph
    than the rest in either.
    """
    span, other_span = texts.span(i, start, length), texts.span(j, other_start, length)
    slivers = _count_slivers(texts.documents[i], span), _count_slivers(texts.documents[j], other_span)
    head, tail = map(max, zip(*slivers, strict=True))
    within = length - head - tail
    if within == length or within < FEWEST_WORDS:
        return span, other_span, length
    return texts.span(i, start + head, within), texts.span(j, other_start + head, within), within


def _count_slivers(document: Document, span: Span) -> tuple[int, int]:
    """The words at a passage's beginning and end that stand in another paragraph than the rest, where they are few."""
    paragraphs = document.passages
    first, last = (bisect_right(paragraphs, place, key=lambda one: one.offset) - 1 for place in (span[0], span[1] - 1))
    if first == last:
        return 0, 0
    head = paragraphs[first].text[span[0] - paragraphs[first].offset :]
    tail = paragraphs[last].text[: span[1] - paragraphs[last].offset]
    return len(cut_words(head)) if len(head) <= _SLIVER else 0, len(cut_words(tail)) if len(tail) <= _SLIVER else 0


def _candidates(texts: Texts) -> set[tuple[int, int]]:
    """Pairs with a long shingle in common that is not the furniture of one outlet."""
    pairs: set[tuple[int, int]] = set()
    for holders in texts.passage_index.holders():
        houses = {house_of(texts.documents[number]) for number in holders}
        if len(holders) >= FURNITURE_FROM and len(houses) == 1 and "" not in houses:
            continue
        if len(holders) <= FEW:
            pairs.update(combinations(holders, 2))
        else:
            pairs.update((leader, number) for leader in holders[:LEADERS] for number in holders if leader < number)
    return pairs


def _close_both(one: Document, span: Span, other: Document, other_span: Span) -> bool:
    """Whether a passage is the last thing in two documents, and names hardly anything that both have named before."""
    for document, (_, end) in ((one, span), (other, other_span)):
        last = document.passages[-1]
        if end < last.offset + len(last.text) - _AFTER:
            return False
    text, other_text = one.text, other.text
    names = find_names(text[slice(*span)]) & find_names(text[: span[0]]) & find_names(other_text[: other_span[0]])
    return len(names) < _NAMES


def _quoted_spans(attributions: Iterable[Attribution]) -> tuple[Span, ...]:
    return tuple(sorted(span for one in attributions if one.kind != "reported" for span in one.content))


def _mostly_in(span: Span, within: Iterable[Span]) -> bool:
    """Whether more than half of a span lies in others that do not overlap."""
    inside = sum(max(0, min(span[1], end) - max(span[0], start)) for start, end in within)
    return 2 * inside > span[1] - span[0]
