"""What is fed any bytes at all: each function must end without an error of its own, and what it says must hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date

from sitegen.date_words import format_words
from sitegen.dates import earliest, format_edtf, latest, parse_edtf, sort_key
from sitegen.drafts import Capture, Clue
from sitegen.edits import apply_edits
from sitegen.intake.clean import clean
from sitegen.intake.dating_clues import choose_address, choose_stated
from sitegen.intake.dating_forms import find_dates
from sitegen.intake.draft import draft_document, know_house
from sitegen.intake.markdown import format_body
from sitegen.intake.readers import READERS
from sitegen.intake.sidecar import read_clues
from sitegen.model import Annotation
from sitegen.records.anchors import anchor_annotations, anchor_key, find_anchors
from sitegen.records.articles import body_digest, read_document, split_front_matter
from sitegen.records.document_patches import PatchRefusedError, replace_field
from sitegen.records.text_files import plain
from sitegen.relate.speakers import find_attributions

HOUSE = know_house((), ())
ENDINGS = tuple(READERS)
FIELDS = ("title", "date", "byline", "language", "section")


def fuzz_captures(data: bytes) -> None:
    """A file of any form, the form named by the first byte; then all that intake makes of each of its texts."""
    ending = ENDINGS[data[0] % len(ENDINGS)] if data else ".txt"
    reading = READERS[ending](data[1:], f"seeds/a{ending}", (), "")
    for record in reading.records:
        record.raw.encode()  # no half of a surrogate pair
        assert all(0 <= mark.start <= mark.end <= len(record.raw) for mark in record.marks)
        "".join(clue.value for clue in record.clues).encode()
    for finding in reading.findings:
        assert finding.file
        assert finding.message
    for record in reading.records[:3]:
        draft_document(
            Capture("seeds/a", "0" * 64, record.format, record.encoding, record.raw, record.marks, record.clues), HOUSE
        )


def fuzz_cleaning(data: bytes) -> None:
    """A text; its edits lead from the raw to the clean one, and what is clean stays as it is."""
    raw = data.decode("utf-8", "replace")
    capture = Capture("seeds/a.txt", "0" * 64, "text", "utf-8", raw)
    draft = draft_document(capture, HOUSE)
    assert apply_edits(raw, draft.edits) == draft.text
    format_body(draft.text, draft.blocks, draft.marks)
    again = clean(Capture("seeds/a.txt", "0" * 64, "text", "utf-8", draft.text))
    assert (again.text, again.edits) == (draft.text, ())
    for found in find_attributions(draft.text):
        assert all(0 <= start < end <= len(draft.text) for start, end in found.content)


def fuzz_dates(data: bytes) -> None:
    """A wording, read as EDTF, as dates in a text, as what a page or an address says."""
    text = data.decode("utf-8", "replace")
    with suppress(ValueError):
        value = parse_edtf(text)
        assert parse_edtf(format_edtf(value)) == value
        assert format_words(value)
        sort_key(value)
        low, high = earliest(value), latest(value)
        assert low is None or high is None or low <= high
    for lenient in (False, True):
        ends = 0
        for found in find_dates(text, lenient=lenient):
            assert ends <= found.start < found.end <= len(text)
            ends = found.end
            for reading in found.readings:
                date(reading.year or 2000, reading.month or 1, 1)  # 0 where the wording leaves the year open
    clues = tuple(Clue(name, text, "fuzz") for name in ("date", "published", "url", "modified"))
    choose_stated(clues)
    choose_address(clues)


def fuzz_front_matter(data: bytes) -> None:
    """A document's file: read, and each field of it set, which changes nothing else."""
    text = data.decode("utf-8", "replace")
    read_clues(text, "seeds/a.meta.yml", "sidecar")
    document, findings = read_document(text, "content/articles/a.md", None)
    assert document or findings
    if document is None:
        return
    body = (split_front_matter(plain(text)) or ("", "", 0))[1]
    for name in FIELDS:
        with suppress(PatchRefusedError):
            patched = replace_field(text, name, ["A: b", "#c"] if name == "byline" else "2019-03")
            after = split_front_matter(plain(patched))
            assert after
            assert body_digest(after[1]) == body_digest(body)
            assert read_document(patched, "content/articles/a.md", None)[0]


def fuzz_anchors(data: bytes) -> None:
    """A text, a quote, what stands before and behind it, with NUL between them; each place holds the quote's words."""
    body, quote, prefix, suffix = (data.decode("utf-8", "replace").split("\0") + [""] * 3)[:4]
    note = Annotation(quote, "A note.", prefix=prefix, suffix=suffix)
    for start, end in find_anchors(body, note):
        assert " ".join(body[start:end].split()) == anchor_key(note)[0]
    document, _ = read_document(f"---\ntitle: T\n---\n\n{body}\n", "content/articles/a.md", None)
    assert document
    for passage in document.passages:
        assert document.text[passage.offset : passage.offset + len(passage.text)] == passage.text
    if passages := document.passages:
        half = Annotation(passages[-1].text[:80], "A note.")
        assert not half.quote.strip() or find_anchors(document.text, half)
    anchor_annotations(document)


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "captures": fuzz_captures,
    "cleaning": fuzz_cleaning,
    "dates": fuzz_dates,
    "front-matter": fuzz_front_matter,
    "anchors": fuzz_anchors,
}
