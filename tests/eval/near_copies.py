"""Near-copies among made-up documents: our clusters beside MinHash LSH of rensa and datasketch where installed.

    python tests/eval/near_copies.py [N]

Of N documents (5 000) about a tenth are copies: up to half of their words changed, scattered or in a stretch, head or
tail cut, an agency's paragraphs put in (see copies_made_up.py). A pair is right where both are of one family; whoever
is in one cluster is a pair. The peers get the best of several thresholds, chosen on these very documents, and of pairs
as found and pairs closed into clusters; ours has the thresholds that it always has. Seconds are of one processor.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from itertools import combinations

from copies_made_up import MadeUp, make_up

from sitegen.relate.duplicates import find_clusters
from sitegen.relate.shingles import cut_words
from sitegen.relate.texts import Texts

Pair = tuple[str, str]
FLOOR = (0.985, 0.98)
"""Precision and F1 that we must reach."""
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6)
PERMUTATIONS = 128


def main() -> int:
    """Print a line a method; 1 where ours is under its floor."""
    made = list(make_up(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000))
    families: dict[int, list[str]] = defaultdict(list)
    for one in made:
        families[one.family].append(one.id)
    true = _pairs(families.values())
    started = time.process_time()
    documents = (one.document for one in made)
    clusters = find_clusters(Texts(documents))
    seconds = time.process_time() - started
    found = _pairs([one.base, *(witness.document for witness in one.witnesses)] for one in clusters)
    precision, f1 = _tell(f"sitegen, {len(made)} documents", found, true, seconds)
    for name, candidates in (("rensa", _rensa), ("datasketch", _datasketch)):
        if find_spec(name) is None:
            print(f"skipped: {name} is not installed")
            continue
        for width in (1, 3, 5):
            _tell_best(f"{name}, shingles of {width}", made, width, candidates, true)
    return 0 if precision >= FLOOR[0] and f1 >= FLOOR[1] else 1


def _tell_best(
    name: str,
    made: Sequence[MadeUp],
    width: int,
    candidates: Callable[[Sequence[set[str]]], dict[tuple[int, int], float]],
    true: set[Pair],
) -> None:
    started = time.process_time()
    words = [cut_words(one.text) for one in made]
    likeness = candidates([{" ".join(w[i : i + width]) for i in range(len(w) - width + 1)} for w in words])
    seconds = time.process_time() - started
    tried = []
    for threshold in THRESHOLDS:
        pairs = {(made[i].id, made[j].id) for (i, j), score in likeness.items() if score >= threshold}
        tried += [pairs, _pairs(_closed(pairs))]
    _tell(name, max(tried, key=lambda pairs: _score(pairs, true)[2]), true, seconds)


def _rensa(shingles: Sequence[set[str]]) -> dict[tuple[int, int], float]:
    """Pairs of which LSH at .3 tells that they may be alike, with the resemblance that their sketches tell."""
    from rensa import RMinHash, RMinHashLSH

    index, sketches, found = RMinHashLSH(THRESHOLDS[0], PERMUTATIONS, PERMUTATIONS // 2), [], {}
    for number, own in enumerate(shingles):
        sketch = RMinHash(PERMUTATIONS, 42)
        sketch.update(list(own))
        for other in index.query(sketch):
            found[other, number] = sketch.jaccard(sketches[other])
        index.insert(number, sketch)
        sketches.append(sketch)
    return found


def _datasketch(shingles: Sequence[set[str]]) -> dict[tuple[int, int], float]:
    """The same with datasketch."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(num_perm=PERMUTATIONS, params=(PERMUTATIONS // 2, 2))
    sketches: list[MinHash] = []
    found = {}
    for number, own in enumerate(shingles):
        sketch = MinHash(PERMUTATIONS)
        sketch.update_batch([one.encode() for one in own])
        for other in index.query(sketch):
            found[other, number] = sketch.jaccard(sketches[other])
        index.insert(number, sketch)
        sketches.append(sketch)
    return found


def _closed(pairs: Iterable[Pair]) -> list[set[str]]:
    groups: dict[str, set[str]] = {}
    for one, other in pairs:
        joined = groups.get(one, {one}) | groups.get(other, {other})
        groups.update(dict.fromkeys(joined, joined))
    return list({id(group): group for group in groups.values()}.values())


def _pairs(groups: Iterable[Iterable[str]]) -> set[Pair]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def _score(found: set[Pair], true: set[Pair]) -> tuple[float, float, float]:
    right = len(found & true)
    return right / max(1, len(found)), right / max(1, len(true)), 2 * right / max(1, len(found) + len(true))


def _tell(name: str, found: set[Pair], true: set[Pair], seconds: float) -> tuple[float, float]:
    precision, recall, f1 = _score(found, true)
    print(f"{name:28} P {precision:.3f} R {recall:.3f} F1 {f1:.3f} {seconds:7.1f} s")
    return precision, f1


if __name__ == "__main__":
    sys.exit(main())
