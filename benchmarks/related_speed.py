"""How long it takes to find what each of N documents is related to, and in how much memory: ours, and peers beside it.

Each is measured in a process of its own, on documents that are held in memory. Without a file of news articles (one a
line: title, text, date) they are made up; with one they come again, years later, until there are enough.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, islice
from multiprocessing import get_context
from pathlib import Path

from articles import make_article

from sitegen.cli import OBJECTS_BETWEEN_COLLECTIONS
from sitegen.model import Document

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "eval"))
from related import LONG, PEERS, as_document, rank_ours

SIZES = (10_000, 100_000)
PEERS_UP_TO = 10_000
"""Documents from which on only ours is measured: the peers compare all with all."""
YEAR = timedelta(365)


def main() -> None:
    """Read the command line and measure one after another."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--news", type=Path, help="articles, one JSON object a line")
    options.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="N")
    given = options.parse_args()
    for size in given.sizes:
        for name in ("sitegen", *(PEERS if size <= PEERS_UP_TO else ())):
            process = get_context("spawn").Process(target=measure, args=(name, size, given.news))
            process.start()
            process.join()


def measure(name: str, size: int, news: Path | None) -> None:
    """Print one program's seconds of the processor and the peak of memory, with and without the documents."""
    documents = list(islice(come_again(news) if news else make_up(), size))
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    before, started = peak(), time.process_time()
    ranked = {"sitegen": rank_ours, **PEERS}[name](documents)
    seconds, listed = time.process_time() - started, sum(len(others) > 0 for others in ranked.values())
    print(f"{name}: {size} documents ({before:.0f} MB): {seconds:.1f} s CPU, {peak():.0f} MB, {listed} with a list")


def make_up() -> Iterator[Document]:
    """Articles of `benchmarks/articles.py`."""
    for article in map(make_article, count()):
        yield as_document(f"article-{article.number:06}", article.title, article.body, article.date)


def come_again(news: Path) -> Iterator[Document]:
    """The longer articles of a file, and again a year later, and so on."""
    read = map(json.loads, news.read_text(encoding="utf-8").splitlines())
    articles = [one for one in read if len(one["text"].split()) >= LONG]
    for year in count():
        for number, one in enumerate(articles):
            day = date.fromisoformat(one["date"]) + year * YEAR
            yield as_document(f"article-{year:03}-{number:06}", one["title"], one["text"], day.isoformat())


def peak() -> float:
    """MB of this process."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
