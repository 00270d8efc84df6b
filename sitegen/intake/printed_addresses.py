"""Addresses that a pasted copy prints over or under its text: the original's, and a web archive's that holds it.

A copy is full of addresses, of which few are its own: counted are lines that say nothing else, at either end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from sitegen.drafts import Evidence, Value
from sitegen.intake.dating_stamps import read_lines

_MARGIN = 6
"""Lines at either end of a copy."""
_LONGEST = 2000
_ADDRESS = re.compile(r"(?:(?P<label>[^\n]{1,40}?)\s?[-–—:：]\s*)?(?P<address>https?://[^\s<>\"]+)", re.IGNORECASE)
_OF_ARCHIVES = re.compile(
    r"https?://(?:web\.)?archive\.org/(?:web/)?\d{4,14}(?:[a-z]{2}_)?/(?P<original>https?://.+)|"
    r"https?://archive\.(?:ph|today|is|md|vn|li|fo)/\w.*|https?://perma\.cc/[\w-]+",
    re.IGNORECASE,
)
_WITH_PATH = re.compile(r"https?://[\w.-]+(?::\d{1,5})?/[^?#]", re.IGNORECASE)
_PORT = re.compile(r"^(http://[^/:]+):80(?=/)", re.IGNORECASE)
"""The port that every such address has, as the Wayback Machine prints it."""
_LABELS = frozenset(
    """
    url link source original permalink address quelle originalartikel adresse lien fuente enlace fonte źródło zdroj
    источник ссылка джерело посилання kaynak bron 来源 原文 出典 출처
    """.split()
)


def infer_url(raw: str) -> Value | None:
    """The original's address: what a web archive's address holds, or a line that names it so; a bare one where the copy
    begins with it.
    """
    for label, found in _addresses(raw):
        archived = _OF_ARCHIVES.fullmatch(found.text)
        if archived and archived["original"] and _WITH_PATH.match(archived["original"]):
            return Value(_PORT.sub(r"\1", archived["original"]), "stated", (found,))
        own = label.lower() in _LABELS or not (label or raw[: found.start].strip())
        if own and not archived and _WITH_PATH.match(found.text):
            return Value(found.text, "stated", (found,))
    return None


def infer_archived(raw: str) -> Value | None:
    """The addresses of copies in web archives: the Wayback Machine, archive.today, perma.cc."""
    found = [address for _, address in _addresses(raw) if _OF_ARCHIVES.fullmatch(address.text)]
    return Value(tuple(dict.fromkeys(one.text for one in found)), "stated", tuple(found)) if found else None


def _addresses(raw: str) -> Iterator[tuple[str, Evidence]]:
    """The addresses that stand alone, or behind a label, on a line at either end of a copy, each with its label."""
    lines = read_lines(raw, 0, len(raw)) if "://" in raw else []
    for line in chain(lines[:_MARGIN], lines[max(_MARGIN, len(lines) - _MARGIN) :]):
        if len(line.text) <= _LONGEST and (match := _ADDRESS.fullmatch(line.text)):
            start = line.start + line.text.index(match["address"])
            address = match["address"].rstrip(".,;)")
            yield match["label"] or "", Evidence(address, start, start + len(address))
