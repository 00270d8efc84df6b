"""Problems: one record for every kind, and the table of codes that explains them.

A finding says what is wrong, where, and what to do. Stages collect findings and go on with the rest; only the
command line prints them and turns them into an exit code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

_UNSEEN = {code: f"\\x{code:02x}" for code in (*range(0x09), *range(0x0A, 0x20), *range(0x7F, 0xA0))} | {
    code: f"\\u{code:04x}"
    for code in (0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000))
}
"""Signs that would steer a terminal, begin a line or turn one around, or are none: a file's words must not pass for
ours. The marks that Hebrew and Arabic are written with turn nothing but the signs beside them, and stay.
"""
_LEFT_OUT = dict.fromkeys(_UNSEEN)
_SHOWN = 60
"""Characters of a text that a message shows. Rulings name edited passages so: with another number, none would fit."""

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A located problem. Errors stop publishing; warnings and infos do not."""

    file: str
    """Relative to the archive; empty where the problem lies in no file."""
    line: int
    """Counted from 1; 0 where the whole file is meant."""
    code: str
    """A stable name, such as `unknown-id`; tests/cases/findings has a folder for each."""
    severity: Severity
    message: str
    """What is wrong, with the offending value."""
    remedy: str = ""
    """What to do about it, as an instruction."""

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.file, self.line or "") if part)
        head = f"{where}: " if where else ""
        tail = f" {self.remedy}" if self.remedy else ""
        return unsteered(f"{head}{self.severity} [{self.code}] {self.message}{tail}")


def unsteered(text: str) -> str:
    """A text with codes for the signs that would steer a terminal, and for its line ends."""
    return text.translate(_UNSEEN)


def unmarked(text: str) -> str:
    """A text on one line without the signs that would steer a terminal, which mean nothing to a reader."""
    line = " ".join(text.split())
    if line.isprintable():  # as nearly all are: none of those signs is
        return line
    return " ".join(line.translate(_LEFT_OUT).split())


class FindingError(Exception):
    """What a run cannot go on with, as a finding."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding)


def short(text: str, most: int = _SHOWN) -> str:
    """A text as a message shows it: on one line, cut where it is long."""
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1] + "…"
