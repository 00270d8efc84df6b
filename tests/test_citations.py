"""Citations of press items in words and as data, with everything that can be missing missing."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import make_archive, make_document

from sitegen.dates import parse_edtf
from sitegen.model import Archive, Document, OutletId
from sitegen.site.citations import STYLES, as_printed, format_citation, render_citations
from sitegen.site.reference import Author, refer_to, split_name
from sitegen.site.reference_files import REFERENCE_FILES, References

BARE = "https://archive.example/merrow/articles/strike.html"


def cited(**fields: Any) -> tuple[Document, Archive]:
    base_url = fields.pop("base_url", "https://archive.example/merrow/")
    title = fields.pop("title", "Cranes Stand Still")
    document = make_document("strike", title, "Text.\n", **fields)
    archive = make_archive(base_url=base_url)
    return document, replace(archive, documents=MappingProxyType({document.id: document}))


def reference_file(ending: str, **fields: Any) -> str:
    document, archive = cited(**fields)
    return References(archive).format_file(ending, [document])


FULL: dict[str, Any] = {
    "outlet": OutletId("merrow-herald"), "date": "2031-03-11", "byline": ("By Nils van der Berg", "Asta Holm"),
    "url": "https://herald.example/7",
}  # fmt: skip


@pytest.mark.parametrize(
    ("style", "citation"),
    [
        ("apa", "van der Berg, N., & Holm, A. (2031, March 11). Cranes Stand Still. The Merrow Herald. "
                f"https://herald.example/7. Archived in The Merrow papers, {BARE}"),
        ("mla", "van der Berg, Nils, and Asta Holm. “Cranes Stand Still.” The Merrow Herald, 11 Mar. 2031, "
                f"https://herald.example/7. The Merrow papers, {BARE}."),
        ("chicago", "Berg, Nils van der, and Asta Holm. “Cranes Stand Still.” The Merrow Herald, March 11, 2031. "
                    f"https://herald.example/7. Archived in The Merrow papers, {BARE}."),
    ],
)  # fmt: skip
def test_a_press_item_of_which_all_is_known(style: Any, citation: str) -> None:
    assert format_citation(*cited(**FULL), style) == citation


@pytest.mark.parametrize(
    ("style", "citation"),
    [
        ("apa", "Cranes Stand Still. (n.d.). Archived in The Merrow papers."),
        ("mla", "“Cranes Stand Still.” The Merrow papers."),
        ("chicago", "“Cranes Stand Still.” n.d. Archived in The Merrow papers."),
    ],
)
def test_a_text_of_which_only_the_title_is_known(style: Any, citation: str) -> None:
    assert format_citation(*cited(base_url=""), style) == citation


@pytest.mark.parametrize(
    ("date", "apa", "mla", "chicago"),
    [
        ("2031-03", "2031, March", "Mar. 2031", "March 2031"),
        ("2031", "2031", "2031", "2031"),
        ("2031~", "ca. 2031", "circa 2031", "[2031?]"),
        ("2031-03-11?", "2031, March 11?", "11 Mar. 2031?", "[March 11, 2031?]"),
        ("203X", "2030s", "2030s", "2030s"),
        ("2031-22", "2031, Summer", "Summer 2031", "Summer 2031"),
        ("2031-03-10/2031-03-12", "ca. 2031, March 10–12", "circa 10–12 Mar. 2031", "[March 10–12, 2031?]"),
        ("2031-03-30/2031-04-02", "ca. 2031, March 30–April 2", "circa 30 Mar.–2 Apr. 2031",
         "[March 30–April 2, 2031?]"),
        ("2031-12-30/2032-01-02", "ca. 2031–2032, December 30–January 2", "circa 30 Dec. 2031–2 Jan. 2032",
         "[December 30, 2031–January 2, 2032?]"),
        ("2031-03-10/..", "not before 2031, March 10", "not before 10 Mar. 2031", "not before March 10, 2031"),
        ("../2031", "not after 2031", "not after 2031", "not after 2031"),
        ("XXXX-08-01", "n.d.", "", "n.d."),
    ],
)  # fmt: skip
def test_dates_are_cited_no_more_exactly_than_they_are_known(date: str, apa: str, mla: str, chicago: str) -> None:
    document, archive = cited(**{**FULL, "byline": (), "date": date})
    assert format_citation(document, archive, "apa").startswith(f"Cranes Stand Still. ({apa}). The")
    between = f", {mla}, https" if mla else ", https"
    assert f"The Merrow Herald{between}" in format_citation(document, archive, "mla")
    end = "" if chicago.endswith(".") else "."
    assert f"The Merrow Herald. “Cranes Stand Still.” {chicago}{end} https" in format_citation(
        document, archive, "chicago"
    )


@pytest.mark.parametrize(
    ("printed", "author"),
    [
        ("Jane Doe", Author("Doe", "Jane")),
        ("by Jean-Paul  M. de la Tour", Author("Tour", "Jean-Paul M.", "de la")),
        ("Martin Luther King Jr.", Author("King", "Martin Luther", suffix="Jr.")),
        ("Doe, Jane", Author("Doe", "Jane")),
        ("Samir al-Hakim", Author("Hakim", "Samir", "al-")),
        ("Robert De Niro", Author("De Niro", "Robert")),
        ("Von Anna Muster", Author("Muster", "Anna")),
        ("Di Orr", Author("Orr", "Di")),
        ("Merrow News Agency", Author("Merrow News Agency")),
        ("The Merrow Herald", Author("The Merrow Herald")),
        ("Reuters", Author("Reuters")),
        ("Олена Коваль", Author("Коваль", "Олена")),
        ("山田太郎", Author("山田太郎")),
    ],
)
def test_names_as_printed_are_taken_apart_or_left_whole(printed: str, author: Author) -> None:
    assert split_name(printed, "The Merrow Herald") == author


def test_initials_and_many_authors() -> None:
    names = ("Jean-Paul M. Tour", "Ann Li", "Bo Ek", "Cy Ash")
    document, archive = cited(**{**FULL, "byline": names})
    assert format_citation(document, archive, "apa").startswith("Tour, J.-P. M., Li, A., Ek, B., & Ash, C. (2031")
    assert format_citation(document, archive, "mla").startswith("Tour, Jean-Paul M., et al. “Cranes")
    assert format_citation(document, archive, "chicago").startswith("Tour, Jean-Paul M., Ann Li, Bo Ek, and Cy Ash. “")


def test_kinds_that_are_no_articles_are_named() -> None:
    document, archive = cited(**{**FULL, "byline": (), "kind": "transcript"})
    assert format_citation(document, archive, "apa").startswith("Cranes Stand Still [Transcript]. (2031, March 11).")
    assert "/7. Transcript. The Merrow papers" in format_citation(document, archive, "mla")
    assert "The Merrow Herald. “Cranes Stand Still.” Transcript. March" in format_citation(document, archive, "chicago")


def test_titles_with_quotation_marks_and_ends_of_their_own() -> None:
    document, archive = cited(**{**FULL, "byline": (), "title": 'Who Said “Strike”? "Not I"'})
    assert format_citation(document, archive, "mla").startswith("“Who Said ‘Strike’? ‘Not I.’” The Merrow")
    document, archive = cited(**{**FULL, "byline": (), "title": "Who Said It?"})
    assert format_citation(document, archive, "chicago").startswith("The Merrow Herald. “Who Said It?” March")


def test_a_title_that_we_supplied_stands_in_brackets() -> None:
    document, archive = cited(**{**FULL, "byline": (), "basis": {"title": "inferred"}})
    assert format_citation(document, archive, "apa").startswith("[Cranes Stand Still]. (2031, March 11). The")
    assert format_citation(document, archive, "mla").startswith("[Cranes Stand Still]. The Merrow Herald, 11 Mar.")
    assert format_citation(document, archive, "chicago").startswith("The Merrow Herald. [Cranes Stand Still]. March")


def test_citations_on_a_page_are_escaped_and_the_publication_is_in_italics() -> None:
    document, archive = cited(**{**FULL, "title": "<b>Bold</b> & free"})
    html = render_citations(as_printed(refer_to(document, archive)))["apa"]
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; free" in html and "<cite>The Merrow Herald</cite>" in html
    assert '<a rel="external" href="https://herald.example/7">' in html


@pytest.mark.parametrize("style", STYLES)
def test_only_the_document_s_own_addresses_are_links(style: Any) -> None:
    """Not a headline, an author, an outlet or an archive that is called like one."""
    bait = "https://bait.example/x"
    document, archive = cited(**{**FULL, "title": bait, "byline": (bait, f"{bait}2"), "published_in": bait})
    outlets = {id: replace(outlet, name=bait) for id, outlet in archive.outlets.items()}
    named = replace(archive, outlets=MappingProxyType(outlets), settings=replace(archive.settings, title=bait))
    html = str(render_citations(as_printed(refer_to(document, named)))[style])
    assert bait in html
    assert re.findall('href="([^"]*)"', html) == ["https://herald.example/7", BARE]


@pytest.mark.parametrize("style", STYLES)
def test_names_and_titles_from_right_to_left_are_kept_apart(style: Any) -> None:
    """Or the year and the signs beside them would stand on the wrong side; in plain text nothing is put in."""
    document, archive = cited(title="הגשר נפתח!", byline=("דנה לוי",), date="2031-03-11", language="he")
    page = str(render_citations(as_printed(refer_to(document, archive)))[style])
    assert "<bdi>הגשר נפתח!</bdi>" in page
    assert page.count("<bdi>") == page.count("</bdi>") == 2, "the title and the name"
    plain = format_citation(document, archive, style)
    assert plain.isprintable()
    assert re.sub("<[^>]+>", "", page) == plain
    half, archive = cited(title="A sign \u2068without its other half")
    assert "bdi" not in str(render_citations(as_printed(refer_to(half, archive)))[style])


def test_biblatex_keeps_institutions_whole_and_signs_harmless() -> None:
    title = "50% of {all} R&D_costs: $5 #1 ~ \\end"
    entry = reference_file("bib", **{**FULL, "byline": ("Harbour & Sea Desk",), "title": title})
    assert "author = {{Harbour \\& Sea Desk}}," in entry
    signs = r"50\% of \textbraceleft{}all\textbraceright{} R\&D\_costs: \$5 \#1 \textasciitilde{} \textbackslash{}end"
    assert f"title = {{{{{signs}}}}}," in entry
    assert entry.count("{") == entry.count("}"), "biber counts braces, escaped or not"


def test_a_date_that_biblatex_cannot_read_goes_into_the_note() -> None:
    entry = reference_file("bib", **{**FULL, "date": "XXXX-08-01"})
    assert "date = " not in entry and "dated 1 August, year unknown" in entry
    assert "date = {2031-03-10/2031-03-12}," in reference_file("bib", **{**FULL, "date": "2031-03-10/2031-03-12"})


def test_ris_has_one_tag_a_line_and_no_line_breaks_in_values() -> None:
    record = reference_file("ris", **{**FULL, "title": "Two\r\nER  - lines"})
    lines = record.split("\r\n")
    assert lines[0] == "TY  - NEWS" and lines[-2] == "ER  - " and lines[-1] == ""
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert "TI  - Two ER - lines" in lines and "DA  - 2031/03/11/" in lines and "AU  - van der Berg, Nils" in lines


@pytest.mark.parametrize(
    ("date", "issued"),
    [
        ("2031-03-11", {"date-parts": [[2031, 3, 11]]}),
        ("2031-03", {"date-parts": [[2031, 3]]}),
        ("2031~", {"date-parts": [[2031]], "circa": True}),
        ("2031-03-10/2031-03-12", {"date-parts": [[2031, 3, 10], [2031, 3, 12]], "circa": True}),
        ("XXXX-08-01", {"literal": "1 August, year unknown"}),
        ("2031-22", {"date-parts": [[2031]], "season": 2}),
        ("2031-03-10/..", {"literal": "10 March 2031 or later"}),
        ("", None),
    ],
)
def test_csl_dates(date: str, issued: object) -> None:
    (item,) = json.loads(reference_file("csl.json", **{**FULL, "date": date}))
    assert item.get("issued") == issued
    assert item["type"] == "article-newspaper" and item["container-title"] == "The Merrow Herald"


def test_every_form_copes_with_every_date_that_can_be_written() -> None:
    for date in (
        "2031-0X",
        "2031-03-1X",
        "20XX",
        "XXXX-12-20/XXXX-01-05",
        "2031-03-11T10:12:00Z",
        "/2031",
        "2031/",
        "2031%",
    ):
        assert parse_edtf(date)
        document, archive = cited(**{**FULL, "date": date})
        for style in ("apa", "mla", "chicago"):
            assert "Cranes" in format_citation(document, archive, style)
        for ending in REFERENCE_FILES:
            assert "Cranes" in reference_file(ending, **{**FULL, "date": date})


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
DATES = st.sampled_from(
    ["", "2031-03-11", "2031-03~", "203X", "2031-22", "2031-03-10/2031-04-02", "../2031", "XXXX-08-01"]
)


@given(
    title=ANY_TEXT, names=st.lists(ANY_TEXT, max_size=4), date=DATES, kind=st.sampled_from(["article", "transcript"])
)
def test_whatever_a_text_is_called_its_references_keep_their_form(
    title: str, names: list[str], date: str, kind: Any
) -> None:
    fields = {**FULL, "title": title, "byline": tuple(names), "date": date, "kind": kind, "language": "en"}
    entry, record = reference_file("bib", **fields), reference_file("ris", **fields)
    assert entry.count("{") == entry.count("}")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in record.removesuffix("\r\n").split("\r\n"))
    assert record.count("ER  - ") - record.count(" ER - ") >= 1 and record.endswith("ER  - \r\n")
    (item,) = json.loads(reference_file("csl.json", **fields))
    signs = re.sub("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]", "", title)
    assert item["title"] == " ".join(signs.split()) if signs.split() else "title" not in item
    for style in STYLES:
        assert "The Merrow Herald" in format_citation(*cited(**fields), style)


@given(title=ANY_TEXT)
def test_a_headline_s_capitals_change_no_word(title: str) -> None:
    document, archive = cited(**{**FULL, "byline": (), "title": title, "language": "en"})
    printed, plain = (format_citation(replace(document, language=code), archive, "mla") for code in ("en", ""))
    assert printed.casefold() == plain.casefold()
