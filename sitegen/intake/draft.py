"""From a capture to a draft: its clean text, and the fields that can be told from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType

from sitegen.addresses import is_web_address
from sitegen.drafts import Capture, Clue, Draft, Evidence, Value
from sitegen.intake import damage, exports, furniture, headmatter, layout, repeats, spacing, timed_text
from sitegen.intake.bylines import infer_byline
from sitegen.intake.clean import Cleaned, TakenBack, clean
from sitegen.intake.dating import infer_date
from sitegen.intake.describing import infer_language, infer_outlet
from sitegen.intake.furniture import know_lines, line_key
from sitegen.intake.headmatter import HeadLine, HeadMatter, Role
from sitegen.intake.kinds import infer_kind
from sitegen.intake.printed_addresses import infer_archived, infer_url
from sitegen.intake.standfirst import infer_standfirst
from sitegen.model import Outlet

Read = Callable[[HeadLine], tuple[str, ...]]
"""From a line of head matter to the values that it gives."""


@dataclass(frozen=True, slots=True)
class House:
    """What the archive already knows when a capture comes in."""

    outlets: tuple[Outlet, ...] = ()
    recurring: frozenset[str] = frozenset()
    """Lines that stand in several captures, as `furniture.line_key` gives them."""
    taken_back: TakenBack = frozenset()
    """Edits that an editor has taken back: rule and raw text."""


_RECURS_IN = 3
_LONGEST_RECURRING = 300
_LONG_LINE = 60
_REPRINT = 0.3


def know_house(outlets: Iterable[Outlet], captures: Iterable[Capture], taken_back: TakenBack = frozenset()) -> House:
    """What can be learned from the outlets' records and from all captures together, in whatever order they come.

    A line that stands in at least three captures is probably a site's, not an article's. Reprints, which share their
    long lines with others, are left out of the count: there, the article itself recurs.
    """
    pages = [_lines_of(capture) for capture in {capture.sha256: capture for capture in captures}.values()]
    long_lines = Counter(line for page in pages for line in page if len(line) >= _LONG_LINE)
    seen = Counter(line for page in pages if not _is_reprint(page, long_lines) for line in page)
    recurring = frozenset(line for line, times in seen.items() if times >= _RECURS_IN and len(line.split()) >= 2)
    return House(tuple(outlets), recurring, taken_back)


def _lines_of(capture: Capture) -> frozenset[str]:
    lines = (line for line in capture.raw.splitlines() if 3 <= len(line) <= _LONGEST_RECURRING)
    return frozenset(key for line in lines if (key := line_key(line)))


def _is_reprint(page: frozenset[str], long_lines: Counter[str]) -> bool:
    own = [line for line in page if len(line) >= _LONG_LINE]
    return sum(long_lines[line] > 1 for line in own) > _REPRINT * len(own)


def draft_document(capture: Capture, house: House) -> Draft:
    """Clean a capture and infer what its text and head matter say of it; each change and value with its evidence."""
    known = know_lines((line for outlet in house.outlets for line in outlet.furniture), house.recurring)
    cleaned = clean(capture, known, house.taken_back)
    head, text = cleaned.head, cleaned.text
    fields = {
        "title": _title(capture, cleaned),
        "kind": infer_kind(capture.raw, cleaned.blocks, head, text),
        "outlet": infer_outlet(capture, head, text, house.outlets),
        "date": infer_date(capture, head, text),
        "standfirst": infer_standfirst(capture, head, text),
        "byline": infer_byline(capture, head),
        "section": _section(capture, head) or _from_clue(capture.clues, "section"),
        "credit": _from_lines(capture, head, "credit", _credit),
        "language": _from_clue(capture.clues, "language") or infer_language(text),
        "url": _from_clue((clue for clue in capture.clues if is_web_address(clue.value)), "url")
        or _followed(infer_url(capture.raw)),
        "archived": _followed(infer_archived(capture.raw)),
        "rights": _from_clue(capture.clues, "rights"),
    }
    return Draft(
        capture,
        text,
        cleaned.blocks,
        cleaned.marks,
        cleaned.edits,
        {name: value for name, value in fields.items() if value},
        cleaned.doubts,
    )


def rule_reasons() -> Mapping[str, str]:
    """Why each rule changes what it changes, by rule, for readers."""
    return MappingProxyType(
        furniture.reasons()
        | headmatter.REASONS
        | exports.REASONS
        | repeats.REASONS
        | spacing.REASONS
        | damage.REASONS
        | layout.REASONS
        | timed_text.REASONS
    )


# --- fields from head matter ------------------------------------------------------------------------------------------

_LONGEST_TITLE = 90
_SENTENCE = re.compile(r"(?<=[\w”’\"')])[.!?…。！？](?=[\s\"”’)]|$)")


def _title(capture: Capture, cleaned: Cleaned) -> Value:
    """The headline; else the title that the page or its sidecar states; else one derived from the first sentence."""
    for line in cleaned.head.of("headline"):
        return Value(line.text, "stated", (_evidence(capture, line),))
    if stated := _from_clue(capture.clues, "title"):
        return stated
    return Value(_derived_title(capture, cleaned), "inferred", note="Derived: the capture has no headline.")


_FEWEST_TITLE_WORDS, _SMALL_WORD = 4, 3


def _derived_title(capture: Capture, cleaned: Cleaned) -> str:
    prose = [block for block in cleaned.blocks if block.kind in ("paragraph", "turn", "quotation")]
    whole = (block for block in prose if _is_sentence(cleaned.text[block.start : min(block.end, block.start + 1000)]))
    opening = next(chain(whole, prose, cleaned.blocks), None)
    if not opening:
        return capture.path.rsplit("/", 1)[-1].rsplit(".", 1)[0] or "Untitled"
    first = " ".join(cleaned.text[opening.start : min(opening.end, opening.start + 1000)].split())
    end = _SENTENCE.search(first)
    sentence = first[: end.start()] if end and end.start() >= 15 else first
    if len(sentence) <= _LONGEST_TITLE:
        return sentence.rstrip(" .,;:–—-") or "Untitled"
    cut = sentence[:_LONGEST_TITLE]
    words = cut.split(" ")[:-1] or [cut]
    while len(words) > _FEWEST_TITLE_WORDS and len(words[-1]) <= _SMALL_WORD:
        words.pop()  # "… the importance of" hangs in the air
    return " ".join(words).rstrip(" .,;:–—-") + "…"


def _is_sentence(text: str) -> bool:
    """Whether a paragraph is more than a name, a post or a button that was kept."""
    return len(text.split()) >= _FEWEST_TITLE_WORDS and bool(_SENTENCE.search(text))


def _evidence(capture: Capture, line: HeadLine) -> Evidence:
    return Evidence(capture.raw[line.start : line.end], line.start, line.end)


def _from_lines(capture: Capture, head: HeadMatter, role: Role, read: Read) -> Value | None:
    """The values of all lines of a role, each once, with the lines as evidence."""
    lines = [line for line in head.of(role) if read(line)]
    values = dict.fromkeys(value for line in lines for value in read(line))
    return Value(tuple(values), "stated", tuple(_evidence(capture, line) for line in lines)) if values else None


_CREDIT_SIGNS = " ()[]@©.,;:|"
_CREDIT_WORD = re.compile(
    r"(?:photos?|images?|pictures?|photographs?|credits?|courtesy|foto|bild|imagen|фото)(?: credits?| courtesy)?"
    r"(?: by| of)?(?:\s?(?::|\.{3}|…)\s*|\s+)",
    re.IGNORECASE,
)


def _credit(line: HeadLine) -> tuple[str, ...]:
    """Who is credited, without brackets and the word for it: "(Image: Jane Doe)" is "Jane Doe"."""
    printed = line.text.strip(_CREDIT_SIGNS)
    name = _CREDIT_WORD.sub("", printed, count=1).strip(_CREDIT_SIGNS) if _CREDIT_WORD.match(printed) else printed
    return (name,) if name else ()


def _section(capture: Capture, head: HeadMatter) -> Value | None:
    for line in head.of("section"):
        return Value(line.text, "stated", (_evidence(capture, line),))
    return None


def _followed(value: Value | None) -> Value | None:
    """The addresses that a copy prints, unless one leads nowhere: `https://.../page`."""
    printed = (value.value,) if value and isinstance(value.value, str) else value.value if value else ()
    return value if all(map(is_web_address, printed)) else None


# --- fields from clues ------------------------------------------------------------------------------------------------


def _from_clue(clues: Iterable[Clue], name: str) -> Value | None:
    """The first clue of that name: they come in order of trust."""
    clue = next((clue for clue in clues if clue.name == name and clue.value), None)
    return Value(clue.value, "stated", (Evidence(clue.value, where=clue.where),)) if clue else None
