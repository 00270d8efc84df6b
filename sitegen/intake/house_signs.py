"""Whose page a copy is of, by the signs of the house around its text: notice of copyright, own lines, addresses.

Each sign alone misleads: the owner is a company with many papers, a prompt speaks of a programme, an address is an
advertiser's. Of names on which several kinds of signs agree, the one with the most is the outlet's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Literal

from sitegen.drafts import Evidence
from sitegen.intake.dating_stamps import read_lines
from sitegen.intake.months import fold

_Kind = Literal["notice", "own line", "house", "subscription", "address"]

MARGIN, _FOOT = 12_000, 3_000
"""Characters at either end of a capture in which a site speaks of itself, and those at its end where its notice of
copyright stands: those of pictures stand further up."""


@dataclass(frozen=True, slots=True)
class House:
    """A name on which signs agree."""

    name: str
    signs: tuple[Evidence, ...]
    """One of each kind, the one that prints the name best first."""


def find_house(raw: str, owners: Sequence[Evidence]) -> House | None:
    """The outlet that a copied page speaks of as its own; None where signs are too few, or two names have as many.

    `owners`: those that its notices of copyright name, as `find_owners` gives them.
    """
    found: dict[str, dict[_Kind, tuple[str, Evidence]]] = defaultdict(dict)
    for kind, name, evidence in (*(("notice", owner.text, owner) for owner in owners), *_read_addresses(raw)):
        found[_key(name)].setdefault(kind, (name, evidence))
    if not found:
        return None  # as nearly all copies of an article without its page
    for kind, name, evidence in _read_margins(raw, frozenset(key[:1] for key in found)):
        if _key(name) in found:
            found[_key(name)].setdefault(kind, (name, evidence))
    best, second, *_ = [*sorted(found.values(), key=len, reverse=True), {}]
    if len(best) == len(second) or not _agree(best.keys()):
        return None
    told = [best[kind] for kind in _BEST_PRINTED if kind in best]
    if _COMPANY.search(told[0][0]):
        return None
    return House(told[0][0], tuple(evidence for _, evidence in told))


_COMPANY = re.compile(
    r"\b(?:media|group|gruppe|groupe|grupo|gruppo|publishing|publishers|holdings?|communications|enterprises|ventures)$",
    re.IGNORECASE,
)
"""How owners of many papers end, which pages also call upon to contact."""
_BEST_PRINTED: tuple[_Kind, ...] = ("notice", "house", "subscription", "own line", "address")


def _agree(kinds: Iterable[_Kind]) -> bool:
    """Whether signs of these kinds suffice. Companies own the addresses of their names, too."""
    beside = {*kinds} - {"notice", "address"}
    return bool(beside) if "notice" in {*kinds} else "address" in {*kinds} and {"house", "subscription"} <= beside


def _key(name: str) -> str:
    return re.sub(rf"^{_ARTICLE}|[\W_]", "", fold(name))


_ARTICLE = "(?:the|la|le|el|il|o|a|die|der|das|den) "


# --- notices of copyright ---------------------------------------------------------------------------------------------

_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright\b)(?:[^\S\n]|©|\(c\)|copyright\b|by\b){0,6}(?P<before>[12]\d{3}\b[-–—, \d]{0,12})?(?:by )?"
    r"(?P<name>[^\W\d_][^\n.,|©:;()\d]{1,50})(?:, ?)?(?P<after>[12]\d{3})?",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"\s*\b(?:all rights.*|inc|ltd|llc|plc|limited|gmbh|ag|ab|as|bv|nv|oy|s\.?p\.?a|s\.?r\.?l|s\.?a|corporation|corp|"
    r"company|holdings?|reserved.*)?[-–—\s]*$",
    re.IGNORECASE,
)
"""What follows the owner's name."""
_SHORT_LEAD, _LAST_LINES = 40, 1000
_MOST_NOTICES = 20
"""Notices that are looked at; pages have one or two."""


def find_owners(raw: str) -> Iterator[Evidence]:
    """The owners in dated notices of copyright near the end, without what companies add to their names."""
    for match in islice(_COPYRIGHT.finditer(raw, max(0, len(raw) - _FOOT)), _MOST_NOTICES):
        name, start = _RIGHTS.sub("", match["name"], count=1), match.start("name")
        if name and _is_the_page_s_own(raw, match.start()) and (match["before"] or match["after"]):
            yield Evidence(name, start, start + len(name))


def _is_the_page_s_own(raw: str, start: int) -> bool:
    """Whether a notice opens its line or stands at the very end; in a sentence it is that of a book or a picture."""
    return start - raw.rfind("\n", 0, start) <= _SHORT_LEAD or len(raw) - start <= _LAST_LINES


# --- addresses --------------------------------------------------------------------------------------------------------

PRINTED_HOST = re.compile(r"(?<![\w@.-])(?:[a-z0-9-]{1,40}\.){1,3}[a-z]{2,10}(?![\w-])", re.IGNORECASE)
_DOT_IN_WORD = re.compile(r"\.[A-Za-z]{2}")
"""Looked for first, because prose has none and the pattern above takes its time."""
_MOST_ADDRESSES = 200


def _read_addresses(raw: str) -> Iterator[tuple[_Kind, str, Evidence]]:
    """The name in an address: "example-times" of www.example-times.co.uk; the longest part that is no ending."""
    places = [(0, MARGIN), (max(MARGIN, len(raw) - MARGIN), len(raw))]
    margins = (PRINTED_HOST.finditer(raw, *place) for place in places if _DOT_IN_WORD.search(raw, *place))
    for match in islice(chain(*margins), _MOST_ADDRESSES):
        name = max(match[0].removeprefix("www.").split(".")[:-1], key=len, default="")
        yield "address", name, Evidence(match[0], match.start(), match.end())


# --- lines of the house -----------------------------------------------------------------------------------------------

_NAME = rf"(?:{_ARTICLE})?[«„“\"]?(?P<name>(?-i:[^\W_a-zа-яёіїєґ])[^\n,.:;|!?]{{1,40}}?)"
_HOUSE_LINES: tuple[tuple[_Kind, re.Pattern[str]], ...] = (
    (
        "house",
        re.compile(
            r"(?:about|contact|advertise (?:with|in|on)|follow|more from|the latest from|work (?:for|at)|careers at|"
            r"write (?:for|to)|über|kontakt zu|mehr von|à propos d[eu]|contacter|acerca de|sobre|contacta con|más de|"
            rf"om|over|о|про) {_NAME}(?: (?:on|auf|sur|en) [A-Z]\w+)?",
            re.IGNORECASE,
        ),
    ),
    (
        "subscription",
        re.compile(
            r"(?:subscribe to|sign up (?:for|to)|support|join|donate to|abonnez-vous (?:à|au)|s['’]abonner (?:à|au)|"
            r"suscríbete a|suscribirse a|assine|abbonati a|prenumerera på|подписаться на|підписатися на) "
            rf"{_NAME}(?:['’]s)?(?: (?:daily |weekly )?(?:newsletters?|today|now))?",
            re.IGNORECASE,
        ),
    ),
    (
        "subscription",
        re.compile(rf"{_NAME}(?:['’]s)? (?:(?:daily |weekly )?newsletters?|abonnieren|app|-newsletter)", re.IGNORECASE),
    ),
)
_LONGEST = 80


def _read_margins(raw: str, initials: frozenset[str]) -> Iterator[tuple[_Kind, str, Evidence]]:
    """What short lines at either end of a capture say of the house; a line may be nothing but its name.

    `initials`: those of the names that are looked for; that of an article may stand before them.
    """
    opening, ending = (0, min(MARGIN, len(raw))), (max(MARGIN, len(raw) - MARGIN), len(raw))
    for line in (*read_lines(raw, *opening), *read_lines(raw, *ending)):
        words = line.text.strip(_AROUND) if len(line.text) <= _LONGEST else ""
        evidence = Evidence(line.text, line.start, line.end)
        if words and (words[0].lower() in initials or _ARTICLED.match(words)):
            yield "own line", words, evidence
        for kind, pattern in _HOUSE_LINES if words else ():
            if match := pattern.fullmatch(words):
                yield kind, match["name"], evidence


_AROUND = ' \t*•+|-–·«»"“”'
_ARTICLED = re.compile(_ARTICLE, re.IGNORECASE)
