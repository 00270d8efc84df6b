"""How well the text, day and headline are found in copied news pages: whole, as a scraper gives them, and cut out.

    python tests/eval/copies.py [--half]

The pages come from the folder SITEGEN_EVAL (default: ../shared/eval), which is no part of the project and has its own
scorer; without it this is passed over with a word. Printed beside ours: everything kept, and C4's rule for lines (at
least five words and a full stop). `--half` scores only the pages that were held out when the weights were last tried
on the other half; the weights in use were then learned from all of them, so honest figures come from other pages.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sitegen.drafts import Capture, Draft
from sitegen.edits import apply_edits
from sitegen.intake.draft import House, draft_document

PROJECT = Path(__file__).resolve().parents[2]
EVAL = Path(os.environ.get("SITEGEN_EVAL", PROJECT.parent / "shared" / "eval")) / "copies"
FORMS = ("full", "scrape", "container")
HELD_OUT_FROM = 101

Page = dict[str, Any]
Cleaner = Callable[[str], tuple[str, str | None]]
"""From a raw copy to its text and its date."""


def draft_of(raw: str) -> Draft:
    return draft_document(Capture("seeds/copy.txt", "0" * 64, "text", "utf-8", raw), House())


def ours(raw: str) -> tuple[str, str | None]:
    draft = draft_of(raw)
    assert apply_edits(raw, draft.edits) == draft.text, "the edits do not lead from the raw copy to the clean text"
    date = draft.fields.get("date")
    return draft.text, str(date.value) if date else None


def headlines(pages: list[Page], form: str) -> str:
    """How many of the headlines that the copies print are found, and how often another line is taken for one.

    One is right where the label's words stand in it, or it is most of them: labels add the site's name.
    """
    printed = right = wrong = 0
    for page in pages:
        wanted = _words(page["title"])
        title = draft_document(Capture("seeds/copy.txt", "0" * 64, "text", "utf-8", page[form]), House()).fields[
            "title"
        ]
        if wanted and wanted in _words(page[form]):
            given = _words(str(title.value))
            same = wanted in given or (given in wanted and len(given) > len(wanted) / 2)
            printed += 1
            right += same
            wrong += not same and title.basis == "stated"
    return f"headlines {right / printed:.3f}  wrong {wrong / printed:.3f}  of {printed}"


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def everything(raw: str) -> tuple[str, str | None]:
    return raw, None


def c4_lines(raw: str) -> tuple[str, str | None]:
    lines = (line.strip() for line in raw.splitlines())
    return "\n".join(line for line in lines if len(line.split()) >= 5 and line[-1] in '.!?"”'), None


def score(pages: list[Page], form: str, cleaner: Cleaner) -> tuple[str, float]:
    """What the dataset's scorer says of a cleaner, and the seconds it took."""
    started = time.perf_counter()
    results = [{"id": page["id"], **dict(zip(("text", "date"), cleaner(page[form]), strict=True))} for page in pages]
    seconds = time.perf_counter() - started
    with tempfile.TemporaryDirectory() as folder:
        gold, pred = Path(folder, "gold.jsonl"), Path(folder, "pred.jsonl")
        gold.write_text("".join(json.dumps(page) + "\n" for page in pages), "utf-8")
        pred.write_text("".join(json.dumps(result) + "\n" for result in results), "utf-8")
        command = [sys.executable, str(EVAL / "score.py"), str(gold), str(pred), form]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return printed.strip(), seconds


def main() -> None:
    if not (EVAL / "dev.jsonl").exists():
        print(f"copies: passed over, no {EVAL / 'dev.jsonl'} (set SITEGEN_EVAL to the folder that holds the data)")
        return
    pages = [json.loads(line) for line in (EVAL / "dev.jsonl").read_text("utf-8").splitlines()]
    if "--half" in sys.argv:
        order = list(range(len(pages)))
        random.Random(1).shuffle(order)
        pages = [pages[index] for index in order[HELD_OUT_FROM:]]
    for form in FORMS:
        characters = sum(len(page[form]) for page in pages)
        for name, cleaner in (("sitegen", ours), ("C4's lines", c4_lines), ("everything", everything)):
            printed, seconds = score(pages, form, cleaner)
            print(f"{form:10} {name:12} {printed.splitlines()[0]}")
            if cleaner is ours:
                print(f"{'':23} {printed.splitlines()[1]}  {seconds / characters * 5e6:.1f} ms per 5 KB")
                print(f"{'':23} {headlines(pages, form)}")


if __name__ == "__main__":
    main()
