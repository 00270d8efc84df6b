"""How fast near-copies and shared passages are found among N documents, how much memory it takes, and what is found."""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from pathlib import Path

from sitegen.relate.duplicates import find_clusters
from sitegen.relate.passages import find_shared_passages
from sitegen.relate.texts import Texts

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "eval"))
from copies_made_up import make_up


def main(count: int) -> None:
    """Print seconds of one processor, documents a second, and peak memory beyond that of the documents."""
    families: dict[str, int] = {}
    documents = []
    for one in make_up(count):
        families[one.id] = one.family
        documents.append(one.document)
    words = sum(len(document.text.split()) for document in documents) / count
    print(f"{count} documents of {words:.0f} words, {_peak():.0f} MB")
    started = time.process_time()
    texts = Texts(documents)
    clusters = find_clusters(texts)
    seconds = time.process_time() - started
    print(f"near-copies: {seconds:.1f} s, {count / seconds:.0f} documents a second, {_peak():.0f} MB")
    started = time.process_time()
    passages = find_shared_passages(texts, clusters)
    print(f"shared passages: {time.process_time() - started:.1f} s, {len(passages)} found, {_peak():.0f} MB")
    sizes = Counter(families.values())
    groups = [Counter(families[id] for id in (c.base, *(w.document for w in c.witnesses))) for c in clusters]
    right = sum(_pairs(size) for group in groups for size in group.values())
    found, true = sum(_pairs(group.total()) for group in groups), sum(map(_pairs, sizes.values()))
    print(f"pairs: precision {right / found:.4f}, recall {right / true:.4f}, F1 {2 * right / (found + true):.4f}")


def _pairs(size: int) -> int:
    return size * (size - 1) // 2


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
