"""PDF captures: the text layer, page by page. Pictures of text have none and are reported."""

from __future__ import annotations

import io
import logging

from sitegen.drafts import Clue
from sitegen.findings import Finding
from sitegen.intake.readers import Reading, Record, binary, without_surrogates

MAX_PAGES = 300
MAX_CHARACTERS = 5_000_000


def read_pdf(data: bytes, name: str, clues: tuple[Clue, ...], declared: str) -> Reading:
    """The text of a PDF as plain text, a blank line between pages, its lines as they are set."""
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
    text = without_surrogates("\n\n".join(page.strip() for page in pages if page.strip()))
    if not text:
        remedy = "Recognise its text (OCR) first, or save the article as text."
        return Reading(findings=findings or [Finding(name, 0, "capture-empty", "warning", "It has no text.", remedy)])
    own = (Clue("title", without_surrogates(title.strip())[:500], "PDF title"),) if title.strip() else ()
    return Reading([Record(text, "text", "pdf", (), own)], findings)
