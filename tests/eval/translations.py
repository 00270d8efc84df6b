"""The same utterance in two translations: recall and precision of pairs, among statements of one speaker on one day.

Run: `python tests/eval/translations.py`. The utterances are invented (tests/cases/translations/utterances.txt).
"""

from __future__ import annotations

import sys
from pathlib import Path

from rapidfuzz import fuzz

from sitegen.links import Quoted
from sitegen.model import DocumentId
from sitegen.relate.quotations import find_same_quotations

UTTERANCES = Path(__file__).resolve().parents[1] / "cases" / "translations" / "utterances.txt"
CERTAIN = ("verbatim", "altered", "excerpt", "other words")


def read_blocks() -> list[list[tuple[str, str]]]:
    """The utterances of each speaker and day, as pairs of translations; the first is empty where there is but one."""
    blocks = UTTERANCES.read_text(encoding="utf-8").split("\n\n")[1:]
    return [[_read_line(line) for line in block.splitlines()] for block in blocks]


def _read_line(line: str) -> tuple[str, str]:
    one, _, other = line.partition("|")
    return ("", line[2:].strip()) if line.startswith("- ") else (one.strip(), other.strip())


def count_pairs(blocks: list[list[tuple[str, str]]], relations: tuple[str, ...] = CERTAIN) -> tuple[int, int]:
    """Right and wrong pairs among those with one of the given relations."""
    right = wrong = 0
    for number, block in enumerate(blocks):
        quoted = [
            Quoted(DocumentId(document), 1000 * i, 1000 * i + len(text), text, f"speaker {number}", "2024-05-03")
            for i, texts in enumerate(block)
            for document, text in zip(("one", "other"), texts, strict=True)
            if text
        ]
        for pair in find_same_quotations(quoted):
            if pair.one.document != pair.other.document and pair.relation in relations:
                right += pair.one.start == pair.other.start
                wrong += pair.one.start != pair.other.start
    return right, wrong


def main() -> int:
    """Print recall and precision of certain pairs, of those with doubtful ones, and of a plain token-sort ratio."""
    blocks = read_blocks()
    total = sum(bool(one) for block in blocks for one, _ in block)
    for name, relations in (("certain", CERTAIN), ("with perhaps", (*CERTAIN, "perhaps"))):
        right, wrong = count_pairs(blocks, relations)
        print(f"{name:13} recall {right / total:.3f} precision {right / max(1, right + wrong):.3f} of {total}")
    scored = sorted(
        (
            (fuzz.token_sort_ratio(a[0].lower(), b[1].lower()), a is b)
            for block in blocks
            for a in block
            for b in block
            if a[0]
        ),
        reverse=True,
    )
    best, right = 0.0, 0
    for number, (_, is_same) in enumerate(scored, 1):
        right += is_same
        best = right / total if right / number >= 0.95 else best
    print(f"token sort    recall {best:.3f} at precision .95")
    return 0


if __name__ == "__main__":
    sys.exit(main())
