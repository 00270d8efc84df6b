"""The seeds line by line: whether each line of each seed went where a person says that it belongs.

    python tests/eval/seeds_cleaning.py

The gold comes from the folder SITEGEN_EVAL (default: ../shared/eval), which is no part of the project; without it this
is passed over with a word. Fails on any difference that is not listed as agreed.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sitegen.drafts import Capture, Draft
from sitegen.edits import Offsets, apply_edits
from sitegen.intake.draft import House, draft_document

PROJECT = Path(__file__).resolve().parents[2]
GOLD = Path(os.environ.get("SITEGEN_EVAL", PROJECT.parent / "shared" / "eval")) / "seeds" / "cleaning.json"

FATES = {
    "body": {"paragraph", "turn", "quotation", "item"},
    "deck": {"standfirst"},
    "subhead": {"heading"},
    "caption": {"caption"},
    "ornament": {"separator"},
    "headline": {"metadata: headline"},
    "dateline": {"metadata: dateline"},
    "sectionline": {"metadata: section line"},
    "repeat": {"repeat"},
    "boilerplate": {"furniture"},
}
"""For each label of the gold, what may become of such a line: a block of these kinds, or an edit of this kind."""


def fate_of(start: int, end: int, draft: Draft) -> str:
    """The kind of block that holds a line of the raw text, or the kind (and rule) of the edit that removed it."""
    for edit in draft.edits:
        if edit.start <= start and end <= edit.end and edit.kind != "layout":
            return f"metadata: {edit.rule}" if edit.kind == "metadata" else edit.kind
    offsets = Offsets(draft.edits)
    middle = offsets.to_new((start + end) // 2)
    return next((block.kind for block in draft.blocks if block.start <= middle < block.end), "nowhere")


def differences(name: str, gold: dict[str, Any]) -> Iterator[str]:
    raw = (PROJECT / "seeds" / name).read_bytes().decode("utf-8")
    draft = draft_document(Capture(f"seeds/{name}", "0" * 64, "text", "utf-8", raw), House())
    assert apply_edits(raw, draft.edits) == draft.text
    start = 0
    for number, line in enumerate(raw.split("\n"), 1):
        begin = start + len(line) - len(line.lstrip())
        end = start + len(line.rstrip())
        start += len(line) + 1
        label = gold["lines"].get(str(number), "blank")
        if label == "blank":
            continue
        fate = fate_of(begin, end, draft)
        if fate not in FATES[label]:
            yield f"{name}:{number}: {label} became {fate}: {line.strip()[:60]}"
    wanted = gold["body_text"]
    for damage in gold["damage"]:
        if damage.get("fix"):
            wanted = wanted.replace(damage["text"], damage["fix"])
    kinds = FATES["body"] | ({"heading"} if any(v == "subhead" for v in gold["lines"].values()) else set())
    got = "\n\n".join(draft.text[b.start : b.end] for b in draft.blocks if b.kind in kinds)
    if got != wanted:
        yield f"{name}: the body differs from the gold's"


def main() -> int:
    if not GOLD.exists():
        print(f"seeds_cleaning: passed over, no {GOLD} (set SITEGEN_EVAL to the folder that holds the data)")
        return 0
    golds = json.loads(GOLD.read_text("utf-8"))
    found = [line for name, gold in sorted(golds.items()) for line in differences(name, gold)]
    lines = sum(label != "blank" for gold in golds.values() for label in gold["lines"].values())
    print(*found, f"seeds: {lines - len(found)} of {lines} lines as in the gold", sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
