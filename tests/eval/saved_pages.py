"""Saved pages: our text beside trafilatura's own, by the article extraction benchmark's measure.

Run: python tests/eval/saved_pages.py [FOLDER…]. Each folder holds cases, `<slug>/source.html` and
`<slug>/expected.md`; the default is tests/cases/html. Texts are compared as bags of shingles of four words
(scrapinghub/article-extraction-benchmark): F1, precision and recall; and in words that are too many or lost.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sitegen.intake.decoding import decode
from sitegen.intake.extract import extract_html
from sitegen.records.body import parse_body

CASES = Path(__file__).parent.parent / "cases" / "html"
_WORD = re.compile(r"\w+|[\u3040-\u30ff\u4e00-\u9fff]")


def words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    found = words(text)
    size = min(size, len(found)) or 1
    return Counter(tuple(found[start : start + size]) for start in range(len(found) - size + 1))


def score(expected: str, got: str) -> tuple[float, float, float, int, int]:
    """F1, precision and recall over shingles; words too many (furniture) and words lost."""
    wanted, found = shingles(expected), shingles(got)
    common = (wanted & found).total()
    precision = common / found.total() if found else 1.0
    recall = common / wanted.total() if wanted else 1.0
    f1 = 2 * precision * recall / (precision + recall) if common else 0.0
    wanted_words, found_words = Counter(words(expected)), Counter(words(got))
    return f1, precision, recall, (found_words - wanted_words).total(), (wanted_words - found_words).total()


def trafilatura_text(page: str) -> str:
    from trafilatura import extract

    return extract(page, include_comments=False) or ""


def compare(folders: Sequence[Path]) -> None:
    """Print a line a case and the means."""
    totals = {"sitegen": [0.0] * 6, "trafilatura": [0.0] * 6}
    cases = sorted(path.parent for folder in folders for path in folder.glob("*/source.html"))
    print(f"{'case':24} {'':12} {'F1':>6} {'prec':>6} {'rec':>6} {'extra':>6} {'lost':>6} {'ms':>7}")
    trafilatura_text("<html><body><p>warm</p></body></html>")
    for case in cases:
        decoded = decode((case / "source.html").read_bytes(), is_html=True)
        assert decoded is not None
        expected = parse_body((case / "expected.md").read_text("utf-8"))[1]
        for name, reader in (("sitegen", lambda page: extract_html(page).raw), ("trafilatura", trafilatura_text)):
            started = time.perf_counter()
            got = reader(decoded.text)
            row = [*score(expected, got), (time.perf_counter() - started) * 1000]
            totals[name] = [total + value for total, value in zip(totals[name], row, strict=True)]
            print(f"{case.name:24} {name:12} " + line(row))
    for name, row in totals.items():
        print(f"{'mean':24} {name:12} " + line([value / max(len(cases), 1) for value in row]))


def line(row: Sequence[float]) -> str:
    return " ".join(f"{value:6.3f}" for value in row[:3]) + " " + " ".join(f"{value:6.1f}" for value in row[3:])


if __name__ == "__main__":
    compare([Path(argument) for argument in sys.argv[1:]] or [CASES])
