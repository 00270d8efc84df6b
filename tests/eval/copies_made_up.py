"""Documents made up from a seed, with known near-copies among them: what tests, the evaluation and the benchmark use.

Words follow Zipf's law and come in set phrases too, as in the press, so that unrelated texts share wordings. A third
of the documents carry paragraphs of an agency, all of one outlet's its furniture. A copy has up to half of its words
changed (scattered or in a stretch), its head or tail cut, agency paragraphs put in, or all of these.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from sitegen.model import Document, DocumentId, OutletId, Passage

SYLLABLES = (
    "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu bran crel drin fost glan prem stol trin".split()
)
VOCABULARY = 30_000
PHRASES = 4_000
AGENCY_PARAGRAPHS = 300
OUTLETS = 40


@dataclass(frozen=True)
class MadeUp:
    """One document; those of one family are copies of one text."""

    id: str
    family: int
    outlet: str
    date: str
    text: str

    @property
    def document(self) -> Document:
        id, outlet = DocumentId(self.id), OutletId(self.outlet)
        return Document(id, "", "", outlet=outlet, date=self.date, passages=(Passage("paragraph", self.text),))


class _Press:
    """What the made-up press has in common: words, phrases, agency paragraphs, furniture."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        words = dict.fromkeys(SYLLABLES)
        while len(words) < VOCABULARY:
            words["".join(self.rng.choices(SYLLABLES, k=self.rng.randint(2, 4)))] = None
        self.words = list(words)
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))
        self.phrases = [self.some(self.rng.randint(3, 6)) for _ in range(PHRASES)]
        self.agency = [self.sentences(self.rng.randint(30, 70)) for _ in range(AGENCY_PARAGRAPHS)]
        self.furniture = {f"outlet-{n}": self.sentences(22) for n in range(OUTLETS)}

    def some(self, count: int) -> list[str]:
        return self.rng.choices(self.words, cum_weights=self.weights, k=count)

    def sentences(self, count: int) -> list[str]:
        """About `count` words in sentences, with set phrases among them."""
        words: list[str] = []
        while len(words) < count:
            sentence = self.some(self.rng.randint(6, 22))
            if self.rng.random() < 0.4:
                at = self.rng.randrange(len(sentence))
                sentence[at:at] = self.rng.choice(self.phrases)
            words += [*sentence[:-1], sentence[-1] + "."]
        return words

    def article(self) -> list[str]:
        words = self.sentences(int(self.rng.triangular(60, 900, 250)))
        if self.rng.random() < 0.33:
            self.insert(words)
        return words

    def insert(self, words: list[str]) -> None:
        """One or two agency paragraphs, never more than the text has itself."""
        for paragraph in self.rng.sample(self.agency, self.rng.randint(1, 2)):
            if len(paragraph) * 2 < len(words):
                at = self.rng.randrange(len(words) + 1)
                words[at:at] = paragraph

    def copy(self, words: list[str]) -> list[str]:
        rng, copied = self.rng, list(words)
        if rng.random() < 0.4:
            copied = copied[int(len(copied) * rng.uniform(0, 0.3)) :]
        if rng.random() < 0.4:
            copied = copied[: len(copied) - int(len(copied) * rng.uniform(0, 0.3))]
        share = rng.uniform(0, 0.5)
        if rng.random() < 0.5:
            return self.scatter(copied, share)
        length = int(len(copied) * share)
        at = rng.randrange(len(copied) - length + 1)
        copied[at : at + length] = self.sentences(length)
        if rng.random() < 0.3:
            self.insert(copied)
        return copied

    def scatter(self, words: list[str], share: float) -> list[str]:
        """A share of the words replaced, left out or joined by others."""
        out: list[str] = []
        for word in words:
            if self.rng.random() >= share:
                out.append(word)
                continue
            kind = self.rng.random()
            if kind < 0.6:
                out += self.some(1)
            elif kind < 0.8:
                out += [word, *self.some(1)]
        return out


def make_up(count: int, seed: int = 6, copied: float = 0.2) -> Iterator[MadeUp]:
    """`count` documents; about the share `copied` of them are copies of others, one to three of a text."""
    press, number, family = _Press(seed), 0, 0
    rng = press.rng
    while number < count:
        family += 1
        words = press.article()
        texts = [words]
        if rng.random() < copied / 2:
            texts += [press.copy(words) for _ in range(rng.randint(1, 3))]
        for text in texts[: count - number]:
            outlet = f"outlet-{rng.randrange(OUTLETS)}"
            day = f"2024-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
            yield MadeUp(f"d{number:06d}", family, outlet, day, " ".join([*text, *press.furniture[outlet]]))
            number += 1
