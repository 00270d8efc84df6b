"""How long it takes to relate N documents, stage by stage, and how that grows with their number.

The press is made up from a seed: a vocabulary by Zipf's law, speakers of whom one says a tenth of everything and half
have no record, events that several documents report in other words, slogans that are repeated for years, reprints, an
agency's paragraphs.
"""

from __future__ import annotations

import math
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate, islice
from types import MappingProxyType
from typing import Any

from sitegen import pipeline
from sitegen.model import EMPTY_ARCHIVE, Archive, Document, DocumentId, OutletId, Passage, Person, PersonId

SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu bran crel drin fost glan prem stol".split()
SMALL = "the of to and in a that is for on we with it not will be by this have are they from at as our".split()
SAID = "said added told reporters warned".split()
VOCABULARY, OUTLETS = 20_000, 40
FIRST_DAY, DAYS = date(2015, 1, 1), 3650
STAGES = ("attribute_documents", "find_same_quotations", "find_likenesses", "find_clusters", "find_shared_passages")


class Press:
    """Sentences, speakers and events, always the same ones."""

    def __init__(self, people: int) -> None:
        self.rng = random.Random(5)
        words = dict.fromkeys(self.word() for _ in range(VOCABULARY * 2))
        self.words = list(islice(words, VOCABULARY))
        self.weights = list(accumulate(1 / (rank + 20) for rank in range(len(self.words))))
        names = dict.fromkeys(f"{self.word().title()} {self.word().title()}" for _ in range(3 * people + 50))
        self.speakers = list(islice(names, 2 * people + 10))
        self.heard = list(accumulate(1 / (rank + 2) for rank in range(len(self.speakers))))
        self.slogans = [self.sentence() for _ in range(50)]
        self.agency = [self.prose(4) for _ in range(200)]

    def word(self) -> str:
        return "".join(self.rng.choices(SYLLABLES, k=self.rng.choice((2, 2, 3, 3, 4))))

    def sentence(self) -> str:
        own = self.rng.choices(self.words, cum_weights=self.weights, k=self.rng.randint(5, 12))
        return " ".join(word for one in own for word in (one, *self.rng.sample(SMALL, self.rng.randint(0, 2))))

    def prose(self, count: int) -> str:
        return " ".join(f"{self.sentence().capitalize()}." for _ in range(count))

    def speaker(self) -> str:
        return self.rng.choices(self.speakers, cum_weights=self.heard)[0]

    def in_other_words(self, sentence: str) -> str:
        rng = self.rng
        return " ".join(rng.choice(self.words) if rng.random() < 0.15 else word for word in sentence.split())

    def event(self) -> tuple[date, list[tuple[str, str]]]:
        """A day, and who said what on it."""
        day, speakers = FIRST_DAY + timedelta(self.rng.randrange(DAYS)), [self.speaker() for _ in range(2)]
        said = [self.rng.choice(self.slogans) if self.rng.random() < 0.05 else self.sentence() for _ in range(12)]
        return day, [(self.rng.choice(speakers), sentence) for sentence in said]

    def report(self, said: list[tuple[str, str]]) -> str:
        """Half of what was said at an event, and much else."""
        parts = [self.prose(2)]
        for speaker, sentence in self.rng.sample(said, len(said) // 2):
            parts.append(f"“{self.in_other_words(sentence).capitalize()},” {self.rng.choice(SAID)} {speaker}.")
            parts.append(self.prose(self.rng.randint(2, 5)))
        if self.rng.random() < 0.2:
            parts.append(self.rng.choice(self.agency))
        return "\n".join(parts)


def make_up(count: int, people: int) -> Iterator[Document]:
    """`count` documents; three of each event, one in thirty a reprint."""
    press, number, text = Press(people), 0, ""
    while number < count:
        day, said = press.event()
        for _ in range(min(3, count - number)):
            text = text if text and press.rng.random() < 0.03 else press.report(said)
            outlet = OutletId(f"outlet-{press.rng.randrange(OUTLETS)}")
            written = (day + timedelta(press.rng.randrange(2))).isoformat() if press.rng.random() < 0.95 else ""
            id = DocumentId(f"d{number:06d}")
            yield Document(
                id,
                press.sentence(),
                "",
                outlet=outlet,
                date=written,
                language="en",
                passages=(Passage("paragraph", text),),
            )
            number += 1


def archive_of(count: int, people: int) -> Archive:
    """An archive of `count` documents and records of `people` persons, every other one of those who speak."""
    documents = {one.id: one for one in make_up(count, people)}
    known = Press(people).speakers[: 2 * people : 2]
    records = {id: Person(id, name) for id, name in ((PersonId(f"person-{n}"), name) for n, name in enumerate(known))}
    return replace(EMPTY_ARCHIVE, documents=MappingProxyType(documents), people=MappingProxyType(records))


def timed(work: Callable[..., Any], spent: dict[str, float], name: str) -> Callable[..., Any]:
    """`work`, adding the processor's seconds that it takes to `spent`."""

    def run(*args: Any, **options: Any) -> Any:
        start = time.process_time()
        try:
            return work(*args, **options)
        finally:
            spent[name] += time.process_time() - start

    return run


def measure(count: int, people: int) -> dict[str, float]:
    """Relate `count` documents in one process; prints and returns the processor's seconds by stage."""
    archive = archive_of(count, people)
    spent = dict.fromkeys((*STAGES, "all"), 0.0)
    kept = {name: getattr(pipeline, name) for name in STAGES}
    for name, work in kept.items():
        setattr(pipeline, name, timed(work, spent, name))
    links = timed(pipeline.relate, spent, "all")(archive)
    for name, work in kept.items():
        setattr(pipeline, name, work)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = ", ".join(f"{name.removeprefix('find_')} {seconds:.1f}" for name, seconds in spent.items())
    print(f"{count} documents, {people} people: {told} s; {len(links.quotations)} pairs of quotations, {peak:.0f} MB")
    return spent


if __name__ == "__main__":
    sizes = [int(given) for given in sys.argv[1:]] or [500, 2000, 8000]
    known = 400
    seconds = [measure(size, known) for size in sizes]
    for name in seconds[0] if len(sizes) > 1 else ():
        growth = math.log(seconds[-1][name] / seconds[0][name]) / math.log(sizes[-1] / sizes[0])
        print(f"{name.removeprefix('find_')}: grows by the power {growth:.2f} of the number of documents")
