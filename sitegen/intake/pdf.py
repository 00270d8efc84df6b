"""PDF captures: the text layer, page by page. Pictures of text have none and are reported."""

from __future__ import annotations

import io
import logging
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from sitegen.drafts import Clue
from sitegen.findings import Finding
from sitegen.intake.dating_forms import find_dates
from sitegen.intake.readers import Reading, Record, binary, without_surrogates
from sitegen.intake.sidecar import host_clues

MAX_PAGES = 300
MAX_CHARACTERS = 5_000_000
_EDGE = 4
"""Lines at the start and end of a page's text among which its running heads and feet are, and its number."""
_FEWEST_PAGES, _FEWEST_NUMBERED = 3, 2
"""Pages on which a line must run; fewer suffice where it counts them."""
_FIGURE = re.compile(r"[0-9]{1,6}")
_ADDRESS = re.compile(r"https?://[^\s<>()]{4,2000}")
_PRINTED = re.compile(
    r"[0-9]:[0-9]{2}|\b(?:print|download|retrieve|access|gedruckt|abgerufen|imprim|consult|descarg|stamp|печат)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…:;。！？][\"'”’»)\]]{0,3}$")


def read_pdf(data: bytes, name: str, clues: tuple[Clue, ...], declared: str) -> Reading:
    """The text of a PDF as plain text, its lines as they are set, without what runs at the head and foot of pages."""
    try:
        from pypdf import PdfReader
    except ImportError:
        remedy = "Install it: pip install 'sitegen-archive[pdf]'."
        message = "PDF files are read with the library pypdf, which is not installed."
        return Reading(findings=[Finding(name, 0, "capture-pdf-support", "warning", message, remedy)])
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it would print, we give as findings
    findings: list[Finding] = []
    pages: list[str] = []
    title = ""
    try:
        reader = PdfReader(io.BytesIO(data))
        title = str((reader.metadata.title if reader.metadata else "") or "")
        count = len(reader.pages)
        for number in range(min(count, MAX_PAGES)):
            pages.append(reader.pages[number].extract_text())
            if sum(map(len, pages)) > MAX_CHARACTERS:
                break
        if len(pages) < count:
            message = f"Only the first {len(pages)} of its {count} pages were read."
            findings.append(Finding(name, 0, "capture-record", "warning", message, "Save the article's pages alone."))
    except Exception:  # pypdf raises many kinds on damaged files, RecursionError among them
        findings.append(binary(name))
    lines = [[line for line in page.splitlines() if line.strip()] for page in pages]
    running = _find_running(lines)
    text = without_surrogates(_join(lines, running))
    if not text:
        remedy = "Recognise its text (OCR) first, or save the article as text."
        return Reading(findings=findings or [Finding(name, 0, "capture-empty", "warning", "It has no text.", remedy)])
    own = [Clue("title", without_surrogates(title.strip())[:500], "PDF title")] if _is_printed(title, pages[0]) else []
    return Reading([Record(text, "text", "pdf", (), (*own, *_running_clues(running.values())))], findings)


def _is_printed(title: str, page: str) -> bool:
    """Whether the first page prints the title; programs make up others: `Microsoft Word - draft3.docx`, `untitled`."""
    wanted = re.sub(r"\W+", "", title).casefold()
    return bool(wanted) and wanted in re.sub(r"\W+", "", page).casefold()


# --- running heads and feet -------------------------------------------------------------------------------------------


def _join(pages: Sequence[Sequence[str]], running: Mapping[str, str]) -> str:
    """The lines of the pages as one text, without running heads and feet; on the first page those with figures go.

    A sentence that goes on overleaf is not divided; elsewhere a blank line stands between pages.
    """
    bodies = [_without_running(lines, running, is_first=page == 0) for page, lines in enumerate(pages)]
    bodies = [lines for lines in bodies if lines]
    joints = ["\n\n" if _SENTENCE_END.search(one[-1].rstrip()) else "\n" for one, _ in pairwise(bodies)]
    joined = zip(["", *joints], bodies, strict=bool(bodies))
    return "".join(joint + "\n".join(lines) for joint, lines in joined).strip()


def _find_running(pages: Sequence[Sequence[str]]) -> dict[str, str]:
    """The lines that run at the edges of pages, by their words, as they first stand.

    Figures in them must be the same on all pages or count with them: `Page 2 of 7`, `12 THE COAST OBSERVER`.
    """
    found: defaultdict[str, dict[int, list[int]]] = defaultdict(dict)
    first: dict[str, str] = {}
    for page, lines in enumerate(pages):
        for line in dict.fromkeys((*lines[:_EDGE], *lines[-_EDGE:])):
            first.setdefault(_words_of(line), line)
            found[_words_of(line)].setdefault(page, [int(figure) for figure in _FIGURE.findall(line)])
    running = {}
    for words, figures in found.items():
        columns = list(zip(*figures.values(), strict=True))
        counting = [_is_one(figure - page for page, figure in zip(figures, column, strict=True)) for column in columns]
        steady = all(counts or _is_one(column) for column, counts in zip(columns, counting, strict=True))
        if steady and len(figures) >= (_FEWEST_NUMBERED if any(counting) else _FEWEST_PAGES):
            running[words] = first[words]
    return running


def _is_one(figures: Iterable[int]) -> bool:
    return len(set(figures)) == 1


def _words_of(line: str) -> str:
    return " ".join(_FIGURE.sub("#", line).casefold().split())


def _without_running(lines: Sequence[str], running: Mapping[str, str], *, is_first: bool) -> list[str]:
    edges = {*range(min(_EDGE, len(lines))), *range(max(len(lines) - _EDGE, 0), len(lines))}
    words = [_words_of(line) if at in edges else "" for at, line in enumerate(lines)]
    gone = {known for known in running if not is_first or "#" in known}
    return [line for line, known in zip(lines, words, strict=True) if known not in gone]


def _running_clues(lines: Collection[str]) -> Iterator[Clue]:
    """The address that a browser prints on each page; without one, the day of issue.

    A day beside a time of day, and any on a page with its address, is that on which somebody printed the page.
    """
    addresses = [match[0] for line in lines if (match := _ADDRESS.search(line))]
    yield from (Clue("url", address, "foot of the pages") for address in addresses[:1])
    yield from host_clues(Clue("url", address, "") for address in addresses[:1])
    for line in () if addresses else lines:
        if find_dates(line) and not _PRINTED.search(line):
            yield Clue("date", line.strip(), "head of the pages")
