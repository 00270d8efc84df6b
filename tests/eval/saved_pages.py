"""Saved pages: our text and day beside trafilatura's and htmldate's, by the article extraction benchmark's measure.

    python tests/eval/saved_pages.py [--pages DIR] [--each]

Without a folder the cases in tests/cases/html are measured, as extracted. `--pages` (or SITEGEN_PAGES) names a folder
of real pages, which are no part of the project: `<name>.html`, saved as received, and beside it `<name>.json` with what
a person found in it: `{"text": the article's text, "date": "2024-08-16"}`, either may be missing. `--each` prints the
pages that are not got right.

Texts are compared as bags of shingles of four words (scrapinghub/article-extraction-benchmark): precision and recall
are means over the pages, F1 is theirs; furniture is the share of a text's shingles that the article does not have.
Ours is measured as extracted, as cleaned, and without the captions that we keep where others drop them.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sitegen.dates import covers, parse_edtf
from sitegen.drafts import Capture, Draft
from sitegen.intake.decoding import decode
from sitegen.intake.draft import House, draft_document
from sitegen.intake.extract import extract_html
from sitegen.model import join_passages
from sitegen.records.body import parse_body

CASES = Path(__file__).parent.parent / "cases" / "html"
_WORD = re.compile(r"\w+|[\u3040-\u30ff\u4e00-\u9fff]")


class Page(NamedTuple):
    """A saved page with what a person found in it."""

    name: str
    source: str
    text: str
    date: str


class Found(NamedTuple):
    """What a program found in it; `date` is None where it was not asked for one."""

    text: str
    date: str | None = None


# --- the pages --------------------------------------------------------------------------------------------------------


def read_cases(folder: Path) -> Iterator[Page]:
    for path in sorted(folder.glob("*/source.html")):
        expected = parse_body((path.parent / "expected.md").read_text("utf-8"))
        yield Page(path.parent.name, _decoded(path), join_passages(expected), "")


def read_pages(folder: Path) -> Iterator[Page]:
    for path in sorted(folder.glob("*.html")):
        beside = path.with_suffix(".json")
        if beside.exists():
            gold = json.loads(beside.read_text("utf-8"))
            yield Page(path.stem, _decoded(path), gold.get("text", ""), gold.get("date", ""))


def _decoded(path: Path) -> str:
    decoded = decode(path.read_bytes(), is_html=True)
    return decoded.text if decoded else ""


# --- the programs -----------------------------------------------------------------------------------------------------


def _draft(source: str) -> Draft:
    extracted = extract_html(source)
    capture = Capture("seeds/p.html", "0" * 64, "html", "utf-8", extracted.raw, extracted.marks, extracted.clues)
    return draft_document(capture, House())


def extracted(source: str) -> Found:
    return Found(extract_html(source).raw)


def cleaned(source: str) -> Found:
    draft = _draft(source)
    stated = draft.fields.get("date")
    return Found(draft.text, str(stated.value) if stated else "")


def without_captions(source: str) -> Found:
    draft = _draft(source)
    return Found("\n\n".join(draft.text[b.start : b.end] for b in draft.blocks if b.kind != "caption"))


def peers(source: str) -> Found:
    from htmldate import find_date
    from trafilatura import extract

    try:
        day = find_date(source, original_date=True) or ""
    except ValueError:  # it reads no tree out of an empty page
        day = ""
    return Found(extract(source, include_comments=False) or "", day)


Programs = dict[str, Callable[[str], Found]]
ON_CASES: Programs = {"extracted": extracted, "trafilatura": peers}
ON_PAGES: Programs = {
    "extracted": extracted,
    "cleaned": cleaned,
    "without captions": without_captions,
    "trafilatura, htmldate": peers,
}


# --- the measure ------------------------------------------------------------------------------------------------------


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    found = _WORD.findall(text.casefold())
    return Counter(tuple(found[start : start + size]) for start in range(max(len(found) - size + 1, 1)))


def score(expected: str, got: str) -> tuple[float, float]:
    """Precision and recall over shingles."""
    wanted, found = shingles(expected), shingles(got)
    common = (wanted & found).total() if got.strip() else 0
    return common / found.total(), common / wanted.total()


def judge(written: str, day: str) -> str:
    """Whether a date is the day exactly (about that day counts), covers it as a month or range does, or is wrong."""
    if not written:
        return "none"
    if written.rstrip("~?") == day:
        return "exact"
    return "covers" if covers(parse_edtf(written), date.fromisoformat(day)) else "wrong"


def compare(pages: list[Page], programs: Programs, *, each: bool) -> None:
    """Print the figures of each program, and with `each` those of every page that it did not get right."""
    peers("<html><body><p>warm</p></body></html>")
    print(f"saved pages: {sum(1 for p in pages if p.text)} with a text, {sum(1 for p in pages if p.date)} with a day")
    for name, program in programs.items():
        began = time.perf_counter()
        found = [(page, program(page.source)) for page in pages]
        took = 1000 * (time.perf_counter() - began) / max(len(pages), 1)
        texts = [(page, *score(page.text, got.text)) for page, got in found if page.text]
        days = [
            (page, got.date, judge(got.date, page.date)) for page, got in found if page.date and got.date is not None
        ]
        print(f"  {name:22} {_text_figures(texts)}{_day_figures(days)}  {took:.0f} ms a page")
        for page, precision, recall in texts if each else []:
            if precision * recall < 1:
                print(f"    {page.name:40} precision {precision:.3f} recall {recall:.3f}")
        for page, written, kind in days if each else []:
            if kind != "exact":
                print(f"    {page.name:40} {page.date}: {kind} {written}")


def _text_figures(rows: list[tuple[Page, float, float]]) -> str:
    if not rows:
        return ""
    precision = sum(precision for _, precision, _ in rows) / len(rows)
    recall = sum(recall for *_, recall in rows) / len(rows)
    f1 = 2 * precision * recall / ((precision + recall) or 1)
    return f"F1 {f1:.3f}  precision {precision:.3f}  recall {recall:.3f}  furniture {1 - precision:.3f}"


def _day_figures(rows: list[tuple[Page, str, str]]) -> str:
    kinds = [kind for *_, kind in rows]
    shares = ((kind, kinds.count(kind) / len(kinds)) for kind in ("exact", "covers", "wrong", "none") if kinds)
    return "".join(f"  {kind} {share:.3f}" for kind, share in shares)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, default=os.environ.get("SITEGEN_PAGES"))
    parser.add_argument("--each", action="store_true")
    options = parser.parse_args()
    if options.pages:
        compare(list(read_pages(Path(options.pages))), ON_PAGES, each=options.each)
    else:
        compare(list(read_cases(CASES)), ON_CASES, each=options.each)


if __name__ == "__main__":
    main()
