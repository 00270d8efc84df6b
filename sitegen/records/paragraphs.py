"""Paragraph addresses that last: after an edit each number stays with its own text, or says that the text is gone.

Old and new paragraphs are aligned from the certain to the likely: the same words in the same order, the same words
elsewhere, nearly the same words in the same order, nearly the same words elsewhere. What finds no partner is new, and
gets a number that was never used, or gone, and keeps its line in the record for ever.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, pairwise

from rapidfuzz.distance import Indel, LCSseq

from sitegen.model import Address

NEAR = 0.6
"""Words in common, in order, as a share of all words of both: from here on a paragraph in its old place is the same
one, reworded. Of 973 pairs of different paragraphs of one document, in 19 documents, two that open with the same
quotation reach 0.55, and all others stay below 0.46."""
PART = 0.5
"""The same where one text holds the other whole: at least a third of a paragraph that was split, or of a merged one."""
SAME = 0.9
"""The share of letters (for what is too short to count words) or of words (for what stands elsewhere) that makes a
paragraph the same but for a slip of the pen."""
FEWEST_WORDS = 4
"""Words in common that NEAR and PART need: fewer are a phrase that any paragraph may have."""
EXACT_LETTERS = 24
"""Letters that a removed text must have before its words, found elsewhere, are called its own."""
_REACH, _MOST_COMPARED = 50, 400_000
"""Places by which two paragraphs may differ, in a stretch that changed, to be compared, fewer where that would be more
than so many pairs: bounds the work on a hostile document."""
_MOST_CELLS = 500_000_000
"""Pairs up to which the longest common order of two lists is looked for: in bits, what that takes of memory."""
_MOST_LETTERS = 1_000_000_000
"""Letters of a document, times its removed paragraphs, up to which these are looked for in it: a second's work."""
_MOST_STRAYS = 200
"""Paragraphs without a partner up to which they are looked for elsewhere in nearly the same words."""

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
"""Scripts that put no space between words: Thai to Khmer, kana, Chinese characters. A letter counts as a word."""
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")

Pairs = dict[int, int]
"""Places of old lines and of the new paragraphs that they have become."""


def fold(text: str) -> str:
    """`text` with every run of white space as one space, as the record holds it."""
    if text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]:  # no other white space is printable
        return text
    folded = " ".join(text.split())
    return text if folded == text else folded  # one text in memory, not two


def align_paragraphs(recorded: Sequence[Address], texts: Sequence[str]) -> tuple[Address, ...]:
    """The addresses of a document whose numbered paragraphs now have the folded `texts`, in their order.

    `recorded` is every address given so far. A paragraph keeps its number where its text stands unchanged, reworded
    in its place (`NEAR`), moved (exact or `SAME`, and nothing else like it), or as the largest part of a split or
    merged one (`PART`). One that was removed and comes back word for word gets its number back. All others get
    numbers above every number ever given; addresses without a paragraph stay, no longer live, where they stood.
    """
    if not recorded:
        return tuple(Address(number, True, text) for number, text in enumerate(texts, 1))
    if [address.text for address in recorded if address.live] == list(texts):
        return tuple(recorded)
    alignment = _Alignment(recorded, texts)
    for step in (_match_in_order, _match_returned, _match_moved, _match_reworded, _match_moved_and_reworded):
        step(alignment)
    return _numbered(alignment)


def find_successors(addresses: Iterable[Address]) -> dict[int, int]:
    """By the number of a removed paragraph that of the one live paragraph that holds its words, letter for letter.

    Short texts have no successor: their words may stand anywhere. Nor has any in a document that is so large, and has
    lost so many paragraphs, that nobody would wait for it.
    """
    addresses = tuple(addresses)
    live = [address for address in addresses if address.live]
    gone = [address for address in addresses if not address.live and len(address.text) >= EXACT_LETTERS]
    ends = list(accumulate(len(address.text) + 1 for address in live))
    if not live or len(gone) * ends[-1] > _MOST_LETTERS:
        return {}
    whole = "\n".join(address.text for address in live)  # no folded text holds a line end
    found: dict[int, int] = {}
    for address in gone:
        start = whole.find(address.text)
        place = bisect_right(ends, start)
        if start >= 0 and whole.find(address.text, ends[place]) < 0:
            found[address.number] = live[place].number
    return found


# --- the steps --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Alignment:
    """What has been found so far: which old line is which new paragraph."""

    old: Sequence[Address]
    new: Sequence[str]
    in_order: Pairs = field(default_factory=dict)
    """Pairs none of which crosses another."""
    moved: Pairs = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    """The new paragraphs that have a partner."""

    def keep(self, pairs: Pairs) -> None:
        """Take over pairs that cross none of those in order."""
        self.in_order |= pairs
        self.taken.update(pairs.values())

    def move(self, pairs: Pairs) -> None:
        """Take over pairs that stand wherever they stand."""
        self.moved |= pairs
        self.taken.update(pairs.values())

    def open_old(self, start: int = 0, stop: int | None = None, *, live: bool = True) -> list[int]:
        """Old lines in a range that have no partner yet."""
        return [
            at
            for at in range(start, len(self.old) if stop is None else stop)
            if self.old[at].live == live and at not in self.in_order and at not in self.moved
        ]

    def open_new(self, start: int = 0, stop: int | None = None) -> list[int]:
        """New paragraphs in a range that have no partner yet."""
        return [at for at in range(start, len(self.new) if stop is None else stop) if at not in self.taken]

    def gaps(self) -> Iterator[tuple[int, int, int, int]]:
        """The stretches between pairs in order: start and stop among the old lines, start and stop among the new."""
        fixed = [(-1, -1), *sorted(self.in_order.items()), (len(self.old), len(self.new))]
        for (old_before, new_before), (old_after, new_after) in pairwise(fixed):
            if new_after - new_before > 1 and old_after - old_before > 1:
                yield old_before + 1, old_after, new_before + 1, new_after


def _match_in_order(alignment: _Alignment) -> None:
    """As many paragraphs as can be, word for word and in their old order; those first whose words stand only once."""
    old, new = alignment.open_old(), alignment.open_new()
    before = Counter(alignment.old[at].text for at in old)
    after = Counter(alignment.new)
    once = {text for text, count in before.items() if count == after[text] == 1}
    only_old = [at for at in old if alignment.old[at].text in once]
    alignment.keep(_same_in_order(alignment, only_old, [at for at in new if alignment.new[at] in once]))
    for old_start, old_stop, new_start, new_stop in list(alignment.gaps()):
        old, new = alignment.open_old(old_start, old_stop), alignment.open_new(new_start, new_stop)
        alignment.keep(_same_in_order(alignment, old, new))


def _match_returned(alignment: _Alignment) -> None:
    """Removed paragraphs that stand where they stood again, word for word: an edit was taken back."""
    for old_start, old_stop, new_start, new_stop in list(alignment.gaps()):
        gone = [at for at in alignment.open_old(old_start, old_stop, live=False) if alignment.old[at].text]
        alignment.keep(_same_in_order(alignment, gone, alignment.open_new(new_start, new_stop)))


def _same_in_order(alignment: _Alignment, old: Sequence[int], new: Sequence[int]) -> Pairs:
    if not old or not new:
        return {}
    if len(old) * len(new) > _MOST_CELLS:
        return _same_by_turns(alignment, old, new)
    blocks = LCSseq.opcodes([alignment.old[at].text for at in old], [alignment.new[at] for at in new])
    return {
        old[block.src_start + step]: new[block.dest_start + step]
        for block in blocks
        if block.tag == "equal"
        for step in range(block.src_end - block.src_start)
    }


def _same_by_turns(alignment: _Alignment, old: Sequence[int], new: Sequence[int]) -> Pairs:
    """The same of lists so long that looking for the best would take gigabytes: of each text the first with the first,
    the second with the second, and of these pairs the most that do not cross. Best where each text stands once.
    """
    places: dict[str, list[int]] = {}
    for at in reversed(new):
        places.setdefault(alignment.new[at], []).append(at)
    pairs = [(at, of_text.pop(), 1.0) for at in old if (of_text := places.get(alignment.old[at].text))]
    return _heaviest_chain(pairs)


def _match_moved(alignment: _Alignment) -> None:
    """Word for word elsewhere, live ones before removed ones; only where no other paragraph has these words."""
    counts = Counter(alignment.new)
    for live in (True, False):
        texts = Counter(address.text for address in alignment.old if address.live == live)
        places = {alignment.new[at]: at for at in alignment.open_new()}
        left = {at: alignment.old[at].text for at in alignment.open_old(live=live)}
        alignment.move(
            {at: places[text] for at, text in left.items() if text in places and counts[text] == texts[text] == 1}
        )


def _match_reworded(alignment: _Alignment) -> None:
    """Between two paragraphs that stayed: those pairs, none crossing another, that are most alike in all."""
    for old_start, old_stop, new_start, new_stop in list(alignment.gaps()):
        old, new = alignment.open_old(old_start, old_stop), alignment.open_new(new_start, new_stop)
        reach = min(_REACH, max(_MOST_COMPARED // (2 * max(len(old), 1)), 1))
        alike = [
            (one, other, likeness)
            for place, one in enumerate(old)
            for other in _opposite(new, place * len(new) // len(old), reach)
            if (likeness := _likeness(alignment.old[one].text, alignment.new[other]))
        ]
        alignment.keep(_heaviest_chain(alike))


def _opposite(new: Sequence[int], middle: int, reach: int) -> Sequence[int]:
    return new[max(middle - reach, 0) : middle + reach]


def _match_moved_and_reworded(alignment: _Alignment) -> None:
    """Nearly word for word elsewhere, where old and new are like each other and like no other paragraph."""
    old, new = alignment.open_old(), alignment.open_new()
    if max(len(old), len(new)) > _MOST_STRAYS:
        return
    alike = [
        (one, other)
        for one in old
        for other in new
        if _common_words(alignment.old[one].text, alignment.new[other], SAME) >= FEWEST_WORDS
    ]
    olds, news = Counter(one for one, _ in alike), Counter(other for _, other in alike)
    alignment.move({one: other for one, other in alike if olds[one] == news[other] == 1})


# --- likeness ---------------------------------------------------------------------------------------------------------


def _likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1; 0 where they are not the same paragraph."""
    shorter, longer = sorted((one, other), key=len)
    common = _common_words(one, other, PART if shorter in longer else NEAR)
    if common >= FEWEST_WORDS:
        return 2 * common / (len(_words(one)) + len(_words(other)))
    return Indel.normalized_similarity(one, other, score_cutoff=SAME)


def _common_words(one: str, other: str, least: float) -> int:
    """The number of words that both have in one order; 0 where that is a smaller share of all words than `least`."""
    words, others = _words(one), _words(other)
    likeness = Indel.normalized_similarity(words, others, score_cutoff=least)
    return round(likeness * (len(words) + len(others)) / 2)


@lru_cache(maxsize=4 * _MOST_STRAYS)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


_Chain = tuple[float, "tuple[int, int, _Chain] | None"]


def _heaviest_chain(alike: Iterable[tuple[int, int, float]]) -> Pairs:
    """Of `(old, new, likeness)` those that do not cross and whose likeness adds up to the most."""
    ends: list[int] = []
    chains: list[_Chain] = []  # the best chain that ends at or before each of `ends`; both only ever rise
    for one, other, likeness in sorted(alike, key=lambda pair: (pair[0], -pair[1])):
        at = bisect_left(ends, other)
        before: _Chain = chains[at - 1] if at else (0.0, None)
        chain: _Chain = (before[0] + likeness, (one, other, before))
        if at < len(ends) and ends[at] == other and chains[at][0] >= chain[0]:
            continue
        stop = at
        while stop < len(ends) and chains[stop][0] <= chain[0]:
            stop += 1
        ends[at:stop] = [other]
        chains[at:stop] = [chain]
    pairs: Pairs = {}
    last = chains[-1][1] if chains else None
    while last:
        pairs[last[0]] = last[1]
        last = last[2][1]
    return pairs


# --- numbers ----------------------------------------------------------------------------------------------------------


def _numbered(alignment: _Alignment) -> tuple[Address, ...]:
    """The addresses in the order of the text; what is gone stands behind what stood before it and has not moved."""
    numbers = {new: alignment.old[old].number for old, new in (alignment.in_order | alignment.moved).items()}
    gone_after: dict[int, list[Address]] = {}
    place = -1
    for at, address in enumerate(alignment.old):
        if at in alignment.in_order:
            place = alignment.in_order[at]
        elif at not in alignment.moved:
            gone_after.setdefault(place, []).append(Address(address.number, live=False, text=address.text))
    unused = max((address.number for address in alignment.old), default=0)
    addresses = gone_after.get(-1, [])
    for at, text in enumerate(alignment.new):
        if at not in numbers:
            unused += 1
        addresses.append(Address(numbers.get(at, unused), live=True, text=text))
        addresses += gone_after.get(at, ())
    return tuple(addresses)
