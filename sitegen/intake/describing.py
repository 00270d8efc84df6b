"""What a capture is: its language and its outlet, each with what it rests on, or nothing when in doubt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from sitegen.drafts import Capture, Clue, Evidence, Value
from sitegen.intake.dating_datelines import find_dateline
from sitegen.intake.dating_stamps import FIRST_EASTERN, read_lines
from sitegen.intake.headmatter import HeadMatter
from sitegen.intake.house_signs import MARGIN, PRINTED_HOST, find_house, find_owners
from sitegen.intake.months import fold
from sitegen.model import Outlet

# --- language ---------------------------------------------------------------------------------------------------------

_LEAST_LETTERS = 24
"""Shorter texts are too easily taken for a neighbouring language."""
_SAMPLE = 1000
"""Characters that suffice to know a language; the middle of a long text is as good as all of it."""
_SURE, _SURE_IF_LONG, _LONG = 0.9, 0.6, 600
"""Of the detector's probability; under it, we do not say. A long text leaves less room for chance."""
_NOT_OF_THE_PRESS = frozenset("an eo la sa vo wa".split())
"""Besides those without a two-letter code: as likely as a press language by mistake, hardly ever by right."""


def infer_language(text: str) -> Value | None:
    """The language of `text` as an ISO 639 code (`en`), by py3langid; None for short, mixed or doubtful texts."""
    middle = max(0, (len(text) - _SAMPLE) // 2)
    sample = text[middle : middle + _SAMPLE]
    letters = sum(map(str.isalpha, sample))
    if max(sample, default="") >= FIRST_EASTERN:
        letters += 3 * sum(sign >= FIRST_EASTERN for sign in sample if sign.isalpha())
    if letters < _LEAST_LETTERS or _is_in_two_scripts(sample):
        return None
    language = _language_of(sample, _SURE_IF_LONG if letters > _LONG else _SURE)
    return Value(language, "inferred", note="Detected from the text.") if language else None


def _language_of(sample: str, least: float) -> str:
    """The language that a sample has with at least this probability, where no half of it is surely in another.

    A text in two languages is mostly one after the other: the whole then looks surely like one of them. The whole need
    not be looked at where both halves are surely in one.
    """
    middle = sample.find(" ", len(sample) // 2)
    halves = (sample[:middle], sample[middle:]) if middle > 0 else (sample,)
    sure = [language for language, probability in map(_classify, halves) if probability >= _SURE]
    if len(sure) == len(halves) and len({*sure}) == 1:
        return sure[0]
    language, probability = _classify(sample)
    return language if probability >= least and {*sure} <= {language} else ""


_ENGLISH = frozenset("and for from of said that the they this was were which with".split())
"""Words that no other language of the press has, but one or two."""
_PLAIN_WORDS, _PLAIN_SHARE, _PLAIN_KINDS = 40, 0.12, 3
"""Words from which a text in plain English is known without the detector, which looks at each of its bytes; the least
share of the words above among them, and how many different ones."""


def _classify(sample: str) -> tuple[str, float]:
    """The language that a sample has most probably, and the probability."""
    words = sample.lower().split()
    english = [word for word in words if word in _ENGLISH]
    if len(words) >= _PLAIN_WORDS and len(english) >= _PLAIN_SHARE * len(words) and len({*english}) >= _PLAIN_KINDS:
        return "en", 1.0
    language, probability = _identifier().classify(sample)
    return language, probability


def _is_in_two_scripts(sample: str) -> bool:
    """Whether over a quarter of the letters are of another alphabet than most; Japanese and Korean mix by nature."""
    if sample.isascii():
        return False
    latin = len(re.findall(r"[A-Za-zÀ-ɏ]", sample))
    others = sum(map(str.isalpha, sample)) - latin
    eastern = re.search(rf"[{FIRST_EASTERN}-\U0003ffff]", sample)
    return not eastern and min(latin, others) * 4 > latin + others


@cache
def _identifier() -> Any:
    """The detector with the model that its package carries, for the languages of the press; loaded when first asked."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if len(code) == 2 and code not in _NOT_OF_THE_PRESS])
    return identifier


# --- outlet -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Named:
    """A name that may be the outlet's, as printed, and where."""

    name: str
    evidence: Evidence
    stated: bool = True
    sure: bool = True
    """False where it counts only if it is an outlet that the archive knows."""
    others: tuple[Evidence, ...] = ()
    """What else speaks for it."""


def infer_outlet(capture: Capture, head: HeadMatter, text: str, outlets: Iterable[Outlet]) -> Value | None:
    """Who published the text: the authorised name where an authority record fits, else the name as printed; or None.

    The first name in the order of the rules that is an outlet of the archive wins over the first that is none. A name
    that fits two records is no name.
    """
    known = _index(outlets)
    named = [candidate for rule in _OUTLET_RULES for candidate in rule(capture, head, text)]
    for candidate in named:
        if authorised := known.get(_key(candidate.name)):
            return Value(
                authorised, "stated" if candidate.stated else "inferred", (candidate.evidence, *candidate.others)
            )
    first = next((candidate for candidate in named if candidate.sure), None)
    return (
        Value(first.name, "stated" if first.stated else "inferred", (first.evidence, *first.others)) if first else None
    )


def _index(outlets: Iterable[Outlet]) -> dict[str, str]:
    """Authorised names by every name and host name of theirs that means one outlet only."""
    owners: dict[str, set[str]] = {}
    for outlet in outlets:
        for name in (outlet.name, *outlet.variants, *outlet.hostnames):
            owners.setdefault(_key(name), set()).add(outlet.name)
    return {key: names.pop() for key, names in owners.items() if len(names) == 1 and key}


def _key(name: str) -> str:
    return re.sub(r"[^\w.]+", " ", fold(name)).strip(" .").removeprefix("the ").removeprefix("www.")


def _from_clues(capture: Capture, head: HeadMatter, text: str) -> Iterator[_Named]:
    """A sidecar, JSON-LD's publisher, `og:site_name`."""
    for clue in capture.clues:
        if clue.name == "outlet" and not _is_host(clue):
            yield _Named(clue.value, Evidence(clue.value, where=clue.where))


def _from_host(capture: Capture, head: HeadMatter, text: str) -> Iterator[_Named]:
    """The host of the address: whose page it is, though not by name; the agency that wrote the text may be another."""
    for clue in capture.clues:
        if clue.name == "outlet" and _is_host(clue):
            yield _Named(clue.value, Evidence(clue.value, where=clue.where), stated=False)


def _is_host(clue: Clue) -> bool:
    return clue.where == "host of the address"


_AGENCY_IN_BRACKETS = re.compile(r"[(（/\[]\s?([^()（）/\[\];,|]{2,40}?)\s?[)）/\];,|]")


_EASTERN_AGENCY = re.compile(
    r"([\u4e00-\u9fff]{1,6}[社网網])(?=[^\W_]{1,12}[电電])|(?<=[日일])\s?([^\W\d_]{2,20})(?=[】\]］])"
)
"""`新华社北京8月1日电`, `【ワシントン8月1日メリディアン】`"""


def _from_dateline(capture: Capture, head: HeadMatter, text: str) -> Iterator[_Named]:
    """The agency of the dateline, `MINSK, 1 August (Agency) -`, or an institution in the place of the place."""
    dateline = find_dateline(capture.raw, head)
    if dateline is None:
        return
    for match in (
        *_AGENCY_IN_BRACKETS.finditer(capture.raw, dateline.start, dateline.end),
        *_EASTERN_AGENCY.finditer(capture.raw, dateline.start, dateline.end),
    ):
        name = match.span(match.lastindex or 0)
        if capture.raw[name[0]].isalpha() and not any(sign.isdigit() for sign in capture.raw[slice(*name)]):
            yield _named(capture, *name)
    place = re.compile(r"[^\W\d_][^,.:(|/–—-]{1,60}").match(capture.raw, dateline.start, dateline.date.start)
    if place:
        yield _named(capture, place.start(), place.start() + len(place[0].rstrip()), sure=False)


_UNDATED_OPENING = re.compile(
    r"([^\W\d_][^\n():;!?]{1,40}?)\s?[(/]([^\W\d_][^()\n/\d]{1,30})[)/]\s{0,2}(?:--?|–|—|\.-)\s"
)


def _from_undated_opening(capture: Capture, head: HeadMatter, text: str) -> Iterator[_Named]:
    """The agency of a dateline without a day, `PORTVILLE (AGENCY) — `, `Berlin (dpa) - `; others only if known."""
    match = _UNDATED_OPENING.match(capture.raw, capture.raw.rfind("\n", 0, head.body_start) + 1)
    if match:
        sure = match[1].isupper() or (match[2].islower() and match[2].isalpha())
        yield _named(capture, *match.span(2), sure=sure)


def _from_site_name(capture: Capture, head: HeadMatter, text: str) -> Iterator[_Named]:
    """A line that names the site, and the name over a self-description: "We are an independent media outlet …"."""
    for line in head.of("sitename"):
        yield _Named(line.text, Evidence(capture.raw[line.start : line.end], line.start, line.end))
    lines = read_lines(capture.raw, max(head.body_start, len(capture.raw) - MARGIN), len(capture.raw))
    for name, description in pairwise(lines):
        if _SELF_DESCRIPTION.match(description.text) and len(name.text) <= 40 and name.text[-1].isalnum():
            yield _named(capture, name.start, name.end)


_SELF_DESCRIPTION = re.compile(
    r"We are (?:an? |the )?[^.!?\n]{0,80}\b(?:media|news|newspaper|magazine|publication|outlet|agency|newsroom)\b",
    re.IGNORECASE,
)


def _from_house_signs(capture: Capture, head: HeadMatter, text: str) -> Iterator[_Named]:
    """The name on which signs of the house agree; else the owners in notices of copyright, if they are known.

    Owners are often companies whose name no reader of the paper knows.
    """
    owners = tuple(find_owners(capture.raw))
    if house := find_house(capture.raw, owners):
        yield _Named(house.name, house.signs[0], stated=False, others=house.signs[1:])
    for owner in owners:
        yield _Named(owner.text, owner, stated=False, sure=False)


_HOUSE_PHRASE = re.compile(
    r"(?<=[,.] )((?:[Tt]he )?[A-Z][\w’'.-]{1,20}(?: [A-Z][\w’'.-]{1,20}){0,3}) ha(?:s|ve) learn(?:ed|t)(?=[.\n]|$)",
    re.MULTILINE,
)


def _from_house_phrase(capture: Capture, head: HeadMatter, text: str) -> Iterator[_Named]:
    """How a house speaks of itself at the end of a sentence: "…, the Example Times has learned"."""
    if not any(words in capture.raw for words in ("has learn", "have learn")):
        return  # as nearly all do; the pattern takes its time
    for match in _HOUSE_PHRASE.finditer(capture.raw, 0, _HOUSE_PHRASE_REACH):
        yield _named(capture, *match.span(1))


_HOUSE_PHRASE_REACH = 50_000


def _from_printed_host(capture: Capture, head: HeadMatter, text: str) -> Iterator[_Named]:
    """An address printed around the text, of an outlet that the archive knows."""
    raw = capture.raw
    start = max(head.body_end, len(raw) - MARGIN) if head.body_end else len(raw)
    for match in (*PRINTED_HOST.finditer(raw, 0, min(head.body_start, MARGIN)), *PRINTED_HOST.finditer(raw, start)):
        yield _Named(match[0], Evidence(match[0], match.start(), match.end()), stated=False, sure=False)


def _named(capture: Capture, start: int, end: int, *, sure: bool = True) -> _Named:
    words = capture.raw[start:end]
    return _Named(words, Evidence(words, start, end), sure=sure)


_OutletRule = Callable[[Capture, HeadMatter, str], Iterator[_Named]]

_OUTLET_RULES: tuple[_OutletRule, ...] = (
    _from_clues,
    _from_site_name,
    _from_house_signs,
    _from_host,
    _from_dateline,
    _from_undated_opening,
    _from_house_phrase,
    _from_printed_host,
)
