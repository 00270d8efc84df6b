"""News articles made up from a seed, and an archive of them; `peers` makes the same site for other programs.

About 600 words each; words are as frequent as in a language (Zipf), one paragraph in four quotes somebody, and three
articles in a hundred are another outlet's version of an earlier one.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, product
from pathlib import Path

OUTLETS, PEOPLE, WORDS = 40, 200, 20_000
LENGTH = 600
_COPY_EVERY = 33
_FUNCTION_WORDS = (
    "the of to and in a that for on is was with by as it at from be has his an were are which had not he will have "
    "this its but their they after would been who more than or about one when also new said its into before over"
).split()
_SYLLABLES = [
    "".join(pair) for pair in product("b c d f g l m n p r s t v st tr".split(), "a e i o u en or an".split())
]
_FIRST = "Anna Tomas Irina Paul Mei Carlos Fatima Jan Ella Omar Vera Hugo Nadia Luis Priya Erik Sara Ivan Rosa Dan"
_LAST = "Bauer Reed Sokol Okafor Lin Ruiz Nasser Novak Strand Aziz"
NAMES = [f"{first} {last}" for first, last in product(_FIRST.split(), _LAST.split())]
OUTLET_NAMES = [f"Paper {one}" for one in range(OUTLETS)]
_SAID = "said added warned explained told reporters".split()


def _vocabulary() -> list[str]:
    rng = random.Random(0)
    made = ("".join(rng.choices(_SYLLABLES, k=rng.randint(1, 4))) for _ in range(WORDS))
    return list(dict.fromkeys([*_FUNCTION_WORDS, *made]))


_VOCABULARY = _vocabulary()
_WEIGHTS = list(accumulate(1 / (rank + 2.7) for rank in range(len(_VOCABULARY))))
_PEOPLE_WEIGHTS = list(accumulate(1 / (rank + 1) for rank in range(PEOPLE)))


def _sentence(rng: random.Random) -> str:
    words = rng.choices(_VOCABULARY, cum_weights=_WEIGHTS, k=rng.randint(8, 25))
    return " ".join(words).capitalize()


def _paragraph(rng: random.Random, speakers: list[int]) -> str:
    if speakers and rng.random() < 0.25:
        return f"“{_sentence(rng)},” {rng.choice(_SAID)} {NAMES[rng.choice(speakers)]}. {_sentence(rng)}."
    text = " ".join(f"{_sentence(rng)}." for _ in range(rng.randint(2, 4)))
    return f"*{text[:-1]}*." if rng.random() < 0.03 else text


@dataclass(frozen=True)
class Article:
    number: int
    title: str
    date: str
    """YYYY-MM-DD."""
    outlet: str
    speakers: tuple[str, ...]
    body: str
    """Markdown."""

    @property
    def file_name(self) -> str:
        """The same for every program."""
        return article_name(self.number)


def article_name(number: int) -> str:
    return f"article-{number:06}.md"


def make_article(number: int) -> Article:
    """The article with this number, the same one every time."""
    own, source = random.Random(number), number
    if number % _COPY_EVERY == _COPY_EVERY - 1:
        source = own.randrange(number - number % _COPY_EVERY, number)
    rng = random.Random(f"text {source}")
    speakers = sorted(set(rng.choices(range(PEOPLE), cum_weights=_PEOPLE_WEIGHTS, k=rng.randint(0, 3))))
    title = " ".join(rng.choices(_VOCABULARY[20:], k=rng.randint(5, 9))).capitalize()
    date = f"{rng.randint(2015, 2024)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    paragraphs: list[str] = []
    while sum(len(one.split()) for one in paragraphs) < LENGTH:
        if len(paragraphs) % 7 == 6:
            paragraphs.append(f"## {' '.join(rng.choices(_VOCABULARY[20:2000], k=4)).capitalize()}")
        paragraphs.append(_paragraph(rng, speakers))
    if source != number:
        del paragraphs[own.randrange(1, len(paragraphs))]
    names = tuple(NAMES[one] for one in speakers)
    return Article(number, title, date, OUTLET_NAMES[own.randrange(OUTLETS)], names, "\n\n".join(paragraphs) + "\n")


def record_id(name: str) -> str:
    """An outlet's or speaker's, from its name."""
    return name.lower().replace(" ", "-")


def write_archive(root: Path, articles: Sequence[Article]) -> None:
    """An archive of documents written by hand, with its authorities."""
    for folder in ("content/articles", "content/authorities", "seeds"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "content/site.yml").write_text("title: Benchmark\nbase_url: https://example.org/\nlanguage: en\n")
    for kind, names in (("outlets", OUTLET_NAMES), ("people", NAMES)):
        records = "".join(f"{record_id(name)}:\n  name: {name}\n" for name in names)
        (root / "content/authorities" / f"{kind}.yml").write_text(records)
    for one in articles:
        who = ", ".join(map(record_id, one.speakers))
        front = f"title: {json.dumps(one.title)}\noutlet: {record_id(one.outlet)}\ndate: {one.date}\n"
        front += f"language: en\nspeakers: [{who}]\n"
        (root / "content/articles" / one.file_name).write_text(f"---\n{front}---\n\n{one.body}")
