"""PDF captures: text layer, running heads and feet, page numbers, what runs on overleaf, clues."""

from __future__ import annotations

import time
import zlib

import pytest

from sitegen.drafts import Capture, Clue
from sitegen.intake.draft import House, draft_document
from sitegen.intake.pdf import read_pdf
from sitegen.intake.readers import Record

BODY = (
    "The mayor of Portville opened the new bridge over the har-",
    "bour, twelve years after the old one was closed to lorries.",
    "Traffic starts next week, and the ferry will run until then.",
    "A second lane for bicycles will follow, the council said, once",
    "the northern ramp has been built and the tolls are settled.",
    "Engineers had warned in spring that the piers were not yet dry;",
    "they were tested again, and stood, a spokesman told the Post.",
    "The old bridge is to be taken down before the winter, piece by",
    "piece, and its iron sold; two arches stay as a monument.",
)


def pdf(*pages: tuple[str, ...], title: str = "") -> bytes:
    """The smallest PDF with these pages of lines."""
    font = "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        f"<< /Title ({title}) >>",
    ]
    for number, lines in enumerate(pages):
        content = "BT /F1 12 Tf 50 700 Td 14 TL " + " T* ".join(f"({line}) Tj" for line in lines) + " ET"
        box = f"/MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R /Resources {font}"
        objects += [
            f"<< /Type /Page /Parent 2 0 R {box} >>",
            stream(content),
        ]
    return pdf_of(objects)


def stream(content: str, entries: str = "") -> str:
    return f"<< {entries} /Length {len(content)} >>\nstream\n{content}\nendstream"


def pdf_of(objects: list[str]) -> bytes:
    """A PDF of these objects; the first is its catalogue, the third says its title."""
    body, table = "%PDF-1.4\n", "0000000000 65535 f \n"
    for number, text in enumerate(objects, 1):
        table += f"{len(body):010} 00000 n \n"
        body += f"{number} 0 obj\n{text}\nendobj\n"
    size = len(objects) + 1
    end = f"xref\n0 {size}\n{table}trailer\n<< /Root 1 0 R /Info 3 0 R /Size {size} >>\nstartxref\n{len(body)}\n%%EOF\n"
    return (body + end).encode()


def read(*pages: tuple[str, ...], title: str = "") -> Record:
    (record,) = read_pdf(pdf(*pages, title=title), "seeds/a.pdf", (), "").records
    return record


def codes(data: bytes) -> list[str]:
    return [finding.code for finding in read_pdf(data, "seeds/a.pdf", (), "").findings]


def test_a_pdf_gives_its_text_layer() -> None:
    record = read(("The talks ended on Friday", "without a deal."))
    assert (record.raw, record.format, record.clues) == ("The talks ended on Friday\nwithout a deal.", "text", ())


def test_without_a_text_layer_or_damaged_it_is_a_finding() -> None:
    assert codes(pdf(())) == ["capture-empty"]
    assert codes(b"%PDF-1.4 and no more") == ["capture-binary"]


PACKED = zlib.compress(zlib.compress(b"(a) Tj " * 40_000_000, 1)).hex()
PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 5 0 R /Resources << /XObject << /X 6 0 R >> >> >>"
FORM = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"


@pytest.mark.parametrize(
    ("kids", "content"),
    [
        ("4 0 R", stream(f"{PACKED}>", "/Filter [/ASCIIHexDecode /FlateDecode /FlateDecode]")),
        ("2 0 R 2 0 R", stream("BT (a) Tj ET")),
        ("4 0 R " * 100_000, stream("BT ET")),
        ("4 0 R", stream("/X Do " * 50)),
    ],
    ids=["a page of 280 MB", "pages within themselves", "100 000 pages", "a form drawn by itself"],
)
def test_what_would_never_end_is_a_finding(kids: str, content: str) -> None:
    pages = f"<< /Type /Pages /Kids [{kids}] /Count {len(kids) // 6 + 1} >>"
    data = pdf_of(["<< /Type /Catalog /Pages 2 0 R >>", pages, "<< >>", PAGE, content, stream("/X Do /X Do", FORM)])
    start = time.process_time()
    assert codes(data)
    assert time.process_time() - start < 20


def test_a_title_counts_where_the_first_page_prints_it() -> None:
    page = ("Bridge opens: what", "comes next", "The mayor opened the bridge.")
    assert read(page, title="Bridge Opens: What Comes Next").clues == (
        Clue("title", "Bridge Opens: What Comes Next", "PDF title"),
    )
    assert read(page, title="Microsoft Word - draft3.docx").clues == ()
    assert read(page, title="anonymous").clues == ()


def test_running_heads_and_page_numbers_go_and_the_first_head_stays() -> None:
    pages = [("THE COAST OBSERVER", *BODY[3 * n : 3 * n + 3], f"Page {n + 1} of 3") for n in range(3)]
    assert read(*pages).raw.split("\n") == [
        "THE COAST OBSERVER", *BODY[:3], "", *BODY[3:6], "", *BODY[6:],
    ]  # fmt: skip


def test_heads_of_left_and_right_pages_that_count_them_go() -> None:
    heads = ("Bridge papers 11", "12 The Coast Observer", "Bridge papers 13", "14 The Coast Observer")
    pages = [(head, *BODY[2 * n : 2 * n + 2]) for n, head in enumerate(heads)]
    assert "Bridge papers" not in read(*pages).raw
    assert "Observer" not in read(*pages).raw


def test_lines_that_look_alike_but_do_not_count_pages_stay() -> None:
    scores = ("Portville 3, Southport 1", "Portville 0, Southport 4", "Portville 2, Southport 2")
    pages = [(score, *BODY[3 * n : 3 * n + 3]) for n, score in enumerate(scores)]
    assert all(score in read(*pages).raw for score in scores)
    twice = [("Refrain", *BODY[3 * n : 3 * n + 3]) for n in range(2)]
    assert read(*twice).raw.count("Refrain") == 2


def test_a_sentence_that_goes_on_overleaf_is_not_divided() -> None:
    """So the cleaning finds lines that are wrapped and a word that is divided, and accounts for what it undoes."""
    raw = read((*BODY[:1], "1"), (*BODY[1:3], "2"), (*BODY[3:], "3")).raw
    assert raw.startswith("\n".join(BODY[:3]) + "\n\n" + BODY[3])


def test_the_day_of_issue_on_every_page_is_the_date() -> None:
    pages = [(f"The Coast Observer  Friday, 16 August 2024  {n + 1}", *BODY[3 * n : 3 * n + 3]) for n in range(3)]
    record = read(*pages)
    capture = Capture("seeds/a.pdf", "0" * 64, "text", "pdf", record.raw, clues=record.clues)
    date = draft_document(capture, House()).fields["date"]
    assert (date.value, date.evidence[0].where) == ("2024-08-16", "head of the pages")


def test_what_a_browser_prints_on_pages_is_the_address_and_no_date() -> None:
    foot = "https://www.portvillepost.example/2019/bridge"
    pages = [("8/16/24, 10:12 AM", *BODY[3 * n : 3 * n + 3], f"{foot} {n + 1}/3") for n in range(3)]
    record = read(*pages)
    assert record.clues == (
        Clue("url", foot, "foot of the pages"),
        Clue("outlet", "portvillepost.example", "host of the address"),
    )
    assert record.raw.split("\n")[0] == BODY[0]
    printed = [("16.08.2024 10:12", *BODY[3 * n : 3 * n + 3]) for n in range(3)]
    assert read(*printed).clues == ()
