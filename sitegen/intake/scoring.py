"""How much each unit of a capture looks like running text of an article: signals, learned weights, a chain.

No single signal decides. Each unit shows a set of named signals (length, sentence end, share of function words,
wording, indentation, place, neighbours); a linear-chain model (a conditional random field) weighs them together with
what it makes of the units before and after. The weights stand in `weights.tsv`; how they were learned is told there.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from itertools import accumulate, repeat, takewhile
from typing import Literal

from sitegen.intake.layout import Unit
from sitegen.intake.looks import Look

Form = Literal["page", "excerpt"]
"""A whole page with its menus, or a stretch that somebody picked from one."""

_STEPS = ("text > text", "text > other", "other > text", "other > other")


def score_units(units: Sequence[Unit], looks: Sequence[Look], form: Form) -> list[float]:
    """For each unit the probability that it is article text, from its look and its place in a capture of this form."""
    weights = load_weights(form)
    scores = [sum(map(weights.get, signals, repeat(0.0))) for signals in find_signals(units, looks)]
    text_text, text_other, other_text, other_other = (weights[step] for step in _STEPS)
    return _marginals(scores, (text_text, text_other, other_text, other_other))


@cache
def load_weights(form: Form) -> dict[str, float]:
    """Weights by signal, for text and against other; among them those of what follows what (`text > other`)."""
    column = 1 if form == "page" else 2
    rows = resources.files(__package__).joinpath("weights.tsv").read_text("utf-8").splitlines()
    cells = (row.split("\t") for row in rows if row and not row.startswith("#"))
    return {cell[0]: float(cell[column]) for cell in cells}


_PAGE_RULES = ("site navigation", "cookie notice", "account prompt", "rights notice", "newsletter", "web form")


def infer_form(looks: Sequence[Look], *, settled: bool = False) -> Form:
    """A page shows its menus, search, sign-in and legal lines; an excerpt shows few of them.

    One such line is enough among many short ones that are no sentences, above the first sentence and below the last.
    Where a text is `settled`, as one that was cleaned is, some short lines must stand there in any case.
    """
    shown = sum(look.how == "whole" and look.rule in _PAGE_RULES for look in looks)
    if shown >= _SHOWN:
        return "page" if not settled or _count_short(looks) >= _FEWEST_SHORT else "excerpt"
    above = _count_short(takewhile(lambda look: not look.sentence, looks)) if shown else 0
    below = _count_short(takewhile(lambda look: not look.sentence, reversed(looks))) if shown else 0
    return "page" if above >= _FEWEST_ABOVE and above + below >= _FEWEST_AROUND else "excerpt"


_SHOWN, _SHORT, _FEWEST_SHORT, _FEWEST_ABOVE, _FEWEST_AROUND = 3, 5, 5, 3, 10


def _count_short(looks: Iterable[Look]) -> int:
    return sum(0 < look.words < _SHORT and not look.ends for look in looks)


def _marginals(scores: Sequence[float], steps: tuple[float, float, float, float]) -> list[float]:
    """Forward-backward over a chain of two states, in logarithms."""
    text_text, text_other, other_text, other_other = steps
    count = len(scores)
    ahead: list[tuple[float, float]] = []
    for index, score in enumerate(scores):
        if index:
            text, other = ahead[-1]
            into_text = score + _add(text + text_text, other + other_text)
            ahead.append((into_text, _add(text + text_other, other + other_other)))
        else:
            ahead.append((score, 0.0))
    result = [0.0] * count
    text = other = 0.0
    for index in range(count - 1, -1, -1):
        here = ahead[index][1] + other - ahead[index][0] - text
        result[index] = 1 / (1 + math.exp(min(here, 500.0)))
        via_text, via_other = scores[index] + text, other
        text = _add(text_text + via_text, text_other + via_other)
        other = _add(other_text + via_text, other_other + via_other)
    return result


def _add(a: float, b: float) -> float:
    high, low = (a, b) if a > b else (b, a)
    return high + math.log1p(math.exp(low - high))


# --- what a unit shows by itself --------------------------------------------------------------------------------------

_QUOTE = re.compile(r"""["“”«»„]""")
_ADDRESS = re.compile(
    r"\.(?:(?<=www\.)|(?<=\w\.)(?:com|org|net|co\.uk|tv)\b)|:(?:(?<=http:)|(?<=https:))//|@(?<=\S@)\S"
)
_HANDLE = re.compile(r"[@#](?<!\w[@#])\w")
_DIVIDER = re.compile(r"[|»›•·►▶]|>>|/(?<= /)/? ")
_MONEY = re.compile(r"[$€£]\s?\d")
_CLOCK = re.compile(r"\d(?<!\w\d)(?:\d?[:.]\d{2}|(?:(?<=1)9|(?<=2)0)\d\d)\b")
_AGO = re.compile(
    r"\b\d+ ?(?:s|m|h|d|w|y|sec|min|mins|minutes?|hours?|hrs?|days?|weeks?|months?|years?)\.?(?: ago| read)?$",
    re.IGNORECASE,
)
_BY = re.compile(r"^(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|Автор|Text|Words)[:\s]\s*[A-ZА-Я]")
_REPLY = re.compile(r"\b(?:Reply|Report|Flag|Ответить|Répondre|Responder|Antworten|Rispondi)$")
_COMMENT = re.compile(r"^\w{3,20} said:")
_CREDIT = frozenset(
    "photo image picture credit courtesy getty reuters shutterstock afp epa foto fotos imagen bild фото illustration "
    "screenshot istock alamy zuma".split()
)
_LEGAL = frozenset(
    "cookie cookies privacy consent affiliate copyright copyrighted reproduced republished rewritten redistributed "
    "trademark trademarks subscriber subscribers advertisers inbox datenschutz nutzungsbedingungen impressum "
    "privacidad reservados confidentialité réservés riservati privacidade защищены конфиденциальности".split()
)
_SAID = frozenset(
    "said says told added according wrote disse selon dijo sagte declaró "
    "сказал сказала сказали заявил заявила заявили".split()
)
_PERSON = frozenset(
    "i we he she they his her their it my our was were has had is are been will would it’s it's i’m i'm".split()
)


_bucket = bisect_right
"""The number of limits that a value reaches: `_bucket(limits, value)`."""


_LENGTHS = (1, 2, 3, 5, 8, 12, 20, 35, 60, 100)


def _own_signals(unit: Unit, look: Look) -> Iterable[str]:
    text = unit.text
    size = "short" if look.words < 5 else "middle" if look.words < 15 else "long"
    length = _LENGTHS[_bucket(_LENGTHS, look.words) - 1] if look.words else 0
    yield f"words {length}+{' ends' if look.ends else ''}"
    if look.function >= 0:
        yield f"function words {_bucket((0.001, 0.15, 0.25, 0.35, 0.45), look.function)} {size}"
    else:
        yield f"function words ? {size}"
    if look.rule:
        yield f"phrase {look.how} {size}"
        yield f"phrase {look.how} {look.rule}"
    capitals = sum(word[0].isupper() for word in text.split()[:40] if word[0].isalpha())
    share = capitals / max(1, min(40, look.words))
    yield f"capitals {_bucket((0.15, 0.35, 0.65, 0.9), share)} {size}"
    opening, ending, words = text[:300], text[-40:], set(look.key[:300].split())
    yield from (f"{name} {size}" for name, pattern in _SIGNS if pattern.search(opening))
    yield from (f"{name} {size}" for name, pattern in _ENDINGS if pattern.search(ending))
    yield from (f"{name} {size}" for name, known in _WORDS if not known.isdisjoint(words))
    if text.isupper():
        yield f"all capitals {size}"
    if text[0].islower():
        yield f"starts small {size}"
    if text[0] in "\"'“‘«„—–-":
        yield f"starts with quote {size}"
    last = text[-1]
    if last in ":,;?!…" or text.endswith("..."):
        yield f"ends with {'...' if last in '.…' else last} {size}"
    if unit.marker:
        yield f"item {size}{' ends' if look.ends else ''}"
    digits = sum(map(str.isdigit, text[:100]))
    if digits:
        yield f"digits {_bucket((0.1, 0.3, 0.6), digits / min(100, len(text)))} {size}"
    if text.count(",") >= 2:
        yield f"commas {size}"
    if "  " in text or "\t" in text:
        yield f"columns {size}"
    if unit.kind:
        yield f"markup {unit.kind}"


_SIGNS = (
    ("quotes", _QUOTE),
    ("address", _ADDRESS),
    ("handle", _HANDLE),
    ("divider", _DIVIDER),
    ("money", _MONEY),
    ("clock", _CLOCK),
    ("by", _BY),
    ("comment", _COMMENT),
)
_ENDINGS = (("ago", _AGO), ("reply", _REPLY))
_WORDS = (("credit", _CREDIT), ("legal", _LEGAL), ("said", _SAID), ("person", _PERSON))


# --- what its surroundings show ---------------------------------------------------------------------------------------


def find_signals(units: Sequence[Unit], looks: Sequence[Look]) -> list[list[str]]:
    """The named signals of each unit."""
    page = _Page(units, looks)
    own = (_own_signals(unit, look) for unit, look in zip(units, looks, strict=True))
    return [[*signals, *page.signals(index)] for index, signals in enumerate(own)]


_SIGHT = 3
"""How many units to each side are looked at one by one."""
_NOTHING = Look(0, False, -1.0, False, False, "edge", "", "", "")


class _Page:
    """What is known of the whole capture when its units are judged."""

    def __init__(self, units: Sequence[Unit], looks: Sequence[Look]) -> None:
        self.units, self.looks = units, looks
        self.total = max(1, sum(look.words for look in looks))
        good = [look.words if look.good else 0 for look in looks]
        self.cleanness = _bucket((0.3, 0.5, 0.7, 0.85, 0.95), sum(good) / self.total)
        self.times = Counter(look.key for look in looks)
        self.start, self.end = _main_stretch(looks)
        main = range(self.start, self.end)
        indents = Counter[int]()
        for index in main:
            indents[units[index].indent] += good[index]
        self.indent = indents.most_common(1)[0][0] if indents else 0
        self.indented = len({unit.indent for unit in units}) > 1
        self.spaced = sum(units[index].blank_before > 0 for index in main) > 0.5 * len(main)
        self.vocabulary = Counter(
            word for index in main if looks[index].good for word in set(looks[index].key.split()) if len(word) > 4
        )
        marked = [look.rule if look.how in ("whole", "opening") else "" for look in looks]
        self.since = {name: _distances([rule in rules for rule in marked]) for name, rules in _CUES.items()}
        self.good = [0, *accumulate(look.good for look in looks)]
        self.phrases = [0, *accumulate(map(bool, marked))]
        self.since_good = _distances([look.good for look in looks])
        self.until_good = _distances([look.good for look in reversed(looks)])[::-1]
        self.wide = [*[_NOTHING] * _SIGHT, *looks, *[_NOTHING] * _SIGHT]

    def _count(self, sums: Sequence[int], index: int, reach: int) -> int:
        """How many of the units within `reach` of a place, itself left out, are counted in running sums."""
        low, high = max(0, index - reach), min(len(self.looks), index + reach + 1)
        return sums[high] - sums[low] - (sums[index + 1] - sums[index])

    def signals(self, index: int) -> Iterable[str]:
        unit, look = self.units[index], self.looks[index]
        size = "good" if look.good else "short" if look.words < 5 else "middle" if look.words < 15 else "long"
        yield f"page {self.cleanness} {size}"
        place = "inside" if self.start <= index < self.end else "before" if index < self.start else "after"
        apart = 0 if place == "inside" else self.start - index if place == "before" else index - self.end + 1
        yield f"{place} {_bucket((2, 4, 8, 16), apart)} {size}"
        yield f"{place} page {self.cleanness}"
        if self.indented:
            deeper = _bucket((-5, -2, 0, 1, 3, 7), unit.indent - self.indent)
            yield f"indent {deeper} {size}"
            yield f"indent {deeper} {place}"
        if self.spaced:
            yield f"blank lines {min(2, unit.blank_before)} {size}"
        for step in (-2, -1, 1, 2):
            near = self.wide[index + step + _SIGHT]
            phrase = near.how in ("whole", "opening")
            kind = "good" if near.good else f"phrase {near.how}" if phrase else near.shape
            yield f"at {step:+d} {kind} {size}"
            if phrase and step in (-1, 1):
                yield f"at {step:+d} {near.rule} {size}"
        around = self._count(self.good, index, 5)
        yield f"good around {_bucket((1, 3, 5, 8), around)} {size}"
        phrases = self._count(self.phrases, index, 4)
        yield f"phrases around {_bucket((1, 2, 4), phrases)} {size}"
        if not look.good:
            near_shapes = [near.shape for near in self.wide[index : index + 2 * _SIGHT + 1]]
            alike = near_shapes.count(look.shape) - 1
            yield f"alike around {_bucket((1, 2, 4), alike)} {look.shape}"
        if self.times[look.key] > 1 and not look.good:
            yield f"stands {min(3, self.times[look.key])} times {size}"
        for name, distances in self.since.items():
            since = f"since {name} {_bucket((2, 3, 5, 9, 20, 60), distances[index])}"
            yield f"{since} {place}"
            yield f"{since} {size}"
        gap = (_bucket((2, 3, 5, 9, 17), self.since_good[index]), _bucket((2, 3, 5, 9, 17), self.until_good[index]))
        yield f"gap {gap[0]} {gap[1]} {size}"
        content = {word for word in look.key.split() if len(word) > 4}
        if content:
            own = 1 if look.good and place == "inside" else 0
            shared = sum(self.vocabulary.get(word, 0) > own for word in content) / len(content)
            yield f"shared words {_bucket((0.01, 0.3, 0.6, 0.9), shared)} {size}"
        if index < 3 or index >= len(self.units) - 3:
            yield f"{'first' if index < 3 else 'last'} {size}"


_CUES = {
    "links": ("related links", "site plug"),
    "comments": ("comments",),
    "end": ("rights notice", "newsletter", "tags", "follow us", "account prompt", "cookie notice"),
    "menu": ("site navigation", "share buttons"),
}
"""What often stands around an article, and what follows on it."""


def _distances(marked: Sequence[bool]) -> list[int]:
    """For each place, how far back the last marked place is; 99 where there is none near."""
    result, distance = [], 99
    for mark in marked:
        result.append(distance)
        distance = 1 if mark else min(99, distance + 1)
    return result


def _main_stretch(looks: Sequence[Look]) -> tuple[int, int]:
    """The stretch of units with the most running text and the least else: the densest block of the page."""
    best = (0.0, 0, 0)
    total, start = 0.0, 0
    for index, look in enumerate(looks):
        total += look.words if look.good else -8.0 - (8.0 if look.how in ("whole", "opening") else 0.0)
        if total <= 0:
            total, start = 0.0, index + 1
        elif total > best[0]:
            best = (total, start, index + 1)
    return best[1], best[2]
