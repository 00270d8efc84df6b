"""Damage to characters: what copying, decoding and converting did to a text, found and undone.

Only what is beyond doubt is repaired, and nothing that could be the author's: quotation marks, dashes, spelling and
odd wording stay. Every rule yields edits over the raw capture; the first rule that claims a stretch has it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

import ftfy
from ftfy.badness import is_bad

from sitegen.drafts import Edit

Rule = Callable[[str], Iterator[Edit]]


def find_damage(raw: str) -> tuple[Edit, ...]:
    """Damaged characters in `raw` with their repairs, in order, not overlapping."""
    if not _ANY_SIGN.search(raw):
        return ()
    found: list[Edit] = []
    for rule in RULES:
        found.extend(rule(raw))
    found.sort(key=lambda edit: edit.start)  # stable: at one place the earlier rule comes first
    kept: list[Edit] = []
    for edit in found:
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return tuple(kept)


_HIGH_RUN = re.compile(r"[^\x00-\x7f]{1,2000}")
_MOJIBAKE_SIGN = re.compile("[\x80-\x9fÂÃâÐÑØÙåæçèéìïð€™ŒœŠšžŸÅÄÎÏãâ╨╤┬├тАРС]")


def _mojibake(raw: str) -> Iterator[Edit]:
    """UTF-8 read as a single-byte encoding: "donâ€™t" is "don’t", "MÃ¼nchen" is "München".

    Each run of characters above ASCII is judged on its own, so that a repair touches nothing but the damage. ftfy
    knows which sequences cannot be meant.
    """
    if not _MOJIBAKE_SIGN.search(raw):
        return
    for run in _HIGH_RUN.finditer(raw):
        found = run.group()
        if len(found) > 1 and is_bad(found):
            fixed = _plain(ftfy.fix_encoding(found))
            if fixed != found:
                yield Edit(run.start(), run.end(), "damage", "mojibake", fixed)


_ENTITY = re.compile(r"&(?:amp;){0,4}(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});")
_TEXT_ENTITIES = frozenset(
    """
    amp quot apos nbsp rsquo lsquo rdquo ldquo ndash mdash hellip laquo raquo bdquo sbquo euro pound copy reg trade deg
    middot bull eacute egrave ecirc agrave acirc aacute auml ouml uuml Auml Ouml Uuml szlig ccedil iacute oacute ocirc
    uacute ugrave ucirc ntilde iuml shy thinsp ensp emsp
    """.split()
)


def _entities(raw: str) -> Iterator[Edit]:
    """Character references that were never decoded: "Q&amp;A", "It&#8217;s". Not where the text shows tags, too."""
    if "&" not in raw or _TAG.search(raw):
        return
    for found in _ENTITY.finditer(raw):
        name = found.group()[1:-1].split(";")[-1]
        decoded = html.unescape(f"&{name};")
        if name in _TEXT_ENTITIES or (name[0] == "#" and decoded.isprintable() and decoded not in "<>&"):
            yield Edit(found.start(), found.end(), "damage", "entity", _plain(decoded))


_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")

_SPACES = "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
_INVISIBLE = "\xad\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\ufff9\ufffa\ufffb\U000e0001"
_BREAKS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


def _plain(repaired: str) -> str:
    """What a repair brings to light goes through the other rules at once."""
    return "".join(" " if c in _SPACES else "" if c in _INVISIBLE else c for c in repaired)


_SPACE = re.compile(f"[{_SPACES}]")


def _unusual_spaces(raw: str) -> Iterator[Edit]:
    """No-break, thin and other fixed-width spaces: typesetting that a copy keeps by accident."""
    for found in _SPACE.finditer(raw):
        yield Edit(found.start(), found.end(), "damage", "unusual space", " ")


_INVISIBLE_RUN = re.compile(f"[{_INVISIBLE}]+")


def _invisible(raw: str) -> Iterator[Edit]:
    """Soft hyphens, zero-width spaces and byte order marks: they print nothing and break searching."""
    for found in _INVISIBLE_RUN.finditer(raw):
        yield Edit(found.start(), found.end(), "damage", "invisible character")


_BREAK = re.compile(f"\r\n?|[{_BREAKS}]")


def _line_breaks(raw: str) -> Iterator[Edit]:
    """The line ends of other systems, and page and line separators, become line feeds."""
    for found in _BREAK.finditer(raw):
        yield Edit(found.start(), found.end(), "damage", "line break", "\n")


_CONTROL_RUN = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f\x80-\x84\x86-\x9f]+")


def _control_characters(raw: str) -> Iterator[Edit]:
    """Control characters other than tab and line breaks: left over from a conversion."""
    for found in _CONTROL_RUN.finditer(raw):
        yield Edit(found.start(), found.end(), "damage", "control character")


_BIDI_RUN = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def _stray_directions(raw: str) -> Iterator[Edit]:
    """Marks of writing direction in a text without right-to-left letters: they can only mislead."""
    if _BIDI_RUN.search(raw) and not _RIGHT_TO_LEFT.search(raw):
        for found in _BIDI_RUN.finditer(raw):
            yield Edit(found.start(), found.end(), "damage", "stray direction mark")


_ANY_SIGN = re.compile(
    f"{_MOJIBAKE_SIGN.pattern}|[&\r\x00-\x08\x0e-\x1b\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069{_BREAKS}{_SPACES}{_INVISIBLE}]"
)
"""What at least one rule looks for; most texts have none of it."""

RULES: tuple[Rule, ...] = (
    _mojibake,
    _entities,
    _line_breaks,
    _unusual_spaces,
    _invisible,
    _control_characters,
    _stray_directions,
)
"""In order of precedence."""

REASONS = {
    "mojibake": "UTF-8 had been read as another encoding",
    "entity": "a character reference of HTML had not been decoded",
    "line break": "a line end of another system, or a page break",
    "unusual space": "a no-break, thin or other special space",
    "invisible character": "a soft hyphen or another character that prints nothing",
    "control character": "left over from a conversion",
    "stray direction mark": "a mark of writing direction in a text that runs one way",
}
