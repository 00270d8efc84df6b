"""What search is made from: bare pages with names in all their forms, a catalogue, Pagefind's bundle as scripts."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import make_archive, make_links
from planned_site import plan_site

from sitegen.links import Cluster, Links, Witness
from sitegen.model import Archive, DocumentId, Passage, Person, PersonId
from sitegen.records.body import parse_body
from sitegen.site.render import load_theme
from sitegen.site.search_page import format_catalogue, gather_facets
from sitegen.site.search_records import plan_search_pages
from sitegen.site.search_scripts import BundleError, classic_script, format_fragment, read_chunks
from sitegen.site.search_spellings import fold, other_spellings
from sitegen.site.view import Site, gather_site


def site_of(archive: Archive | None = None, *clusters: Cluster) -> Site:
    archive = archive or make_archive()
    return gather_site(archive, replace(make_links(archive), clusters=clusters), load_theme())


def search_pages(site: Site) -> dict[str, str]:
    return {Path(file.path).stem: file.content.decode() for file in plan_search_pages(site)}


def test_the_search_page_may_load_scripts_of_the_site_and_run_webassembly_and_nothing_else() -> None:
    archive = make_archive()
    (page,) = (file for file in plan_site(archive, make_links(archive)) if file.path == "search.html")
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page.content.decode())
    assert found
    policy = dict(rule.strip().split(" ", 1) for rule in unescape(found[1]).split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert {name for name in policy if name.endswith("-src")} == {"default-src", "script-src", "style-src", "img-src"}


# --- what the index is made from --------------------------------------------------------------------------------------


def test_every_published_document_is_found_by_its_headline_text_and_notes() -> None:
    archive = make_archive()
    pages = search_pages(site_of(archive))
    assert pages.keys() == archive.documents.keys() - {"withdrawn-letter"}
    page = pages["no-wages-before-spring"]
    document = archive.documents[DocumentId("no-wages-before-spring")]
    assert f"<h1>{document.title}</h1>" in page
    ids = re.findall(r'<p id="p(\d+)">', page)
    assert ids == [str(one.number) for one in document.passages if one.number]
    assert "Editor’s note:" in page and 'id="note-' in page


def test_pages_for_the_index_are_not_published_ones() -> None:
    archive = make_archive()
    files = list(plan_site(archive, make_links(archive)))
    searched = {file.path for file in files if file.kind == "search"}
    assert searched and all(path.startswith("search/") for path in searched)
    published = b"".join(file.content for file in files if file.kind == "page")
    assert b"data-pagefind" not in published


def test_a_hostile_title_stays_text() -> None:
    page = search_pages(site_of())["hostile"]
    assert "<script>" not in page and "&lt;script&gt;" in page


def with_people(text: str, *people: Person) -> list[str]:
    """The names under which a document with `text` is found, a line each."""
    archive = make_archive()
    id = DocumentId("no-wages-before-spring")
    document = replace(
        archive.documents[id],
        passages=(Passage("paragraph", text),),
        speakers=(),
        outlet=None,
        published_in="",
        byline=(),
    )
    archive = replace(
        archive,
        documents=MappingProxyType({id: document}),
        people=MappingProxyType({one.id: one for one in people}),
    )
    page = search_pages(gather_site(archive, Links({}, {}), load_theme()))[id]
    return re.findall(r'<p id="name-\d+"[^>]*>(.*?)</p>', page)


SHEVCHUK = Person(PersonId("olena-shevchuk"), "Olena Shevchuk", ("Elena Shevchuk", "Олена Шевчук"))
OTHER = Person(PersonId("petro-shevchuk"), "Petro Shevchuk")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Olena Shevchuk signed.", True),
        ("ELENA SHEVCHUK signed.", True),
        ("It was Shevchuk’s turn.", True),
        ("Заяву підписала Олена Шевчук.", True),
        ("Nobody signed.", False),
        ("Olena signed.", False),
        ("Shevchukov signed.", False),
    ],
)
def test_a_name_printed_in_one_form_is_found_in_all(text: str, found: bool) -> None:
    names = ["Olena Shevchuk; Elena Shevchuk; Олена Шевчук; Shevchuk; Шевчук"]
    assert with_people(text, SHEVCHUK) == (names if found else [])


def test_a_family_name_that_two_share_is_nobodys() -> None:
    assert with_people("Shevchuk signed.", SHEVCHUK, OTHER) == []
    assert with_people("Petro Shevchuk signed.", SHEVCHUK, OTHER) == ["Petro Shevchuk"]


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("bridge", []),
        ("café", []),
        ("l’église", ["eglise"]),
        ("dell'acqua", ["acqua"]),
        ("Shevchuk’s", []),
        ("комп’ютер", []),
        ("והמעבורת", ["מעבורת", "המעבורת"]),
        ("המעבורת", ["מעבורת"]),
        ("ירושלים", []),
        ("والجسر", ["جسر", "الجسر"]),
        ("الوزير", ["وزير"]),
        ("للمدينة", ["مدينة", "المدينة"]),
        ("جسر", []),
        ("大桥", []),
    ],
)
def test_a_word_is_found_in_spellings_that_the_engine_takes_for_other_words(printed: str, found: list[str]) -> None:
    assert other_spellings(fold(f"{printed}, {printed}.")) == (((fold(printed), *found),) if found else ())


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("Łódź, Łukaszenka", "Lodz, Lukaszenka"),
        ("İstanbul ışık", "Istanbul isik"),
        ("Straße nach Köln", "Strasse nach Koln"),
        ("Đà Nẵng", "Da Nang"),
        ("Άλφα", "Αλφα"),
        ("ёлка у за́мка", "елка у замка"),
        ("йод, їжак", "йод, їжак"),
        ("أَحْمَد", "احمد"),
        ("הַיֶּלֶד", "הילד"),
        ("大桥, 東京タワー", "大桥, 東京タワー"),
    ],
)
def test_accents_and_vowel_signs_go_and_other_letters_stay(printed: str, plain: str) -> None:
    assert fold(printed) == plain


@given(st.text())
def test_no_word_is_lost_or_won_without_accents(text: str) -> None:
    assert len(fold(text).split(" ")) == len(text.split(" "))
    assert fold(fold(text)) == fold(text)


def test_a_paragraph_with_accents_is_found_without_them() -> None:
    archive = make_archive()
    id = DocumentId("no-wages-before-spring")
    passages = parse_body("The café closed.\n\nNobody said why.")
    document = replace(archive.documents[id], passages=passages)
    archive = replace(archive, documents=MappingProxyType({id: document}))
    page = search_pages(gather_site(archive, Links({}, {}), load_theme()))[id]
    assert re.findall(r'<p id="plain-([^"]*)"[^>]*>(.*?)</p>', page) == [("p1", "The cafe closed.")]


# --- the catalogue ----------------------------------------------------------------------------------------------------


def read_catalogue(site: Site) -> dict[str, Any]:
    """By document: its row as names and values, its facets in words."""
    script = format_catalogue(site, gather_facets(site)).decode()
    content = json.loads(script.removeprefix('archiveSearch.take("catalogue",').removesuffix(");\n"))
    names = ("id", "language", "text", "witness", "date", "numbers")
    rows = [dict(zip(names, row, strict=True)) for row in content["documents"]]
    for row in rows:
        row["first"], row["last"], row["date"] = content["dates"][row["date"]]
        for facet, numbers in zip(content["facets"], row.pop("numbers"), strict=True):
            row[facet["name"]] = [facet["values"][number] for number in numbers]
    return {row["id"]: row for row in rows}


def test_a_row_has_what_readers_narrow_by() -> None:
    row = read_catalogue(site_of())["no-wages-before-spring"]
    assert (row["outlet"], row["year"], row["kind"]) == (["The Merrow Herald"], ["2031"], ["Article"])
    assert (row["first"], row["last"], row["date"]) == ("2031-03-11", "2031-03-11", "11 March 2031")
    assert "supportive: Night work" in row["stance"]
    assert "critical: Ingrid Solheim" not in row["stance"], "what a speaker says is no stance of the document"
    assert "claim" in row["tag"]


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2031-03", "2031-03-01", "2031-03-31"),
        ("2031-03-11/2031-04-02", "2031-03-11", "2031-04-02"),
        ("2031/..", "2031-01-01", ""),
        ("../2031", "", "2031-12-31"),
        ("XXXX-03-11", "", ""),
        ("", "", ""),
    ],
)
def test_a_date_that_is_not_certain_is_a_range_of_days(date: str, first: str, last: str) -> None:
    archive = make_archive()
    id = DocumentId("no-wages-before-spring")
    documents = {**archive.documents, id: replace(archive.documents[id], date=date)}
    row = read_catalogue(site_of(replace(archive, documents=MappingProxyType(documents))))[id]
    assert (row["first"], row["last"]) == (first, last)


def test_copies_of_one_text_share_a_number_and_count_once() -> None:
    base, copy = DocumentId("no-wages-before-spring"), DocumentId("briefing-of-the-board")
    cluster = Cluster(base, (Witness(copy, "reprint", 1.0, 0, 0, 1.0, 1.0),))
    site = site_of(make_archive(), cluster)
    rows = read_catalogue(site)
    assert rows[base]["text"] == rows[copy]["text"]
    assert (rows[base]["witness"], rows[copy]["witness"]) == (0, 1)
    assert len({row["text"] for row in rows.values()}) == len(rows) - 1
    assert count_by_year(site) == count_by_year(site_of()) - 1


def count_by_year(site: Site) -> int:
    """Texts under all values of the facet under which each document stands once."""
    (years,) = (facet for facet in gather_facets(site) if facet.name == "year")
    return sum(value.count for value in years.values)


def test_a_year_of_which_there_are_but_copies_leads_nowhere() -> None:
    """They stand in the list of documents with the text that they are copies of, under its year."""
    base, *copies = (DocumentId(id) for id in ("no-wages-before-spring", "briefing-of-the-board", "fifth-meeting"))
    archive = make_archive()
    dated = zip((base, *copies), ("2031-03-04", "2032-06-01", ""), strict=True)
    few = {id: replace(archive.documents[id], date=date) for id, date in dated}
    witnesses = tuple(Witness(copy, "reprint", 1.0, 0, 0, 1.0, 1.0) for copy in copies)
    site = site_of(replace(archive, documents=few), Cluster(base, witnesses))
    (years,) = (facet for facet in gather_facets(site) if facet.name == "year")
    led = {value.link.text: value.link.href for value in years.values}
    assert led == {"2032": "", "2031": "articles.html#y2031", "year unknown": ""}


# --- Pagefind's program as a classic script ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "module",
    [
        "const search=1;",
        "const search=1;export{search};",
        'import x from "y";const search=1,options=2;export{options,search};',
        'const search=()=>import("./more.js"),options=2;export{options,search};',
        "const search=()=>import.meta.env,options=2;export{options,search};",
        'const search=new Worker("w.js"),options=2;export{options,search};',
        "export const search=1;const options=2;export{options,search};",
        "const search=1,options=2;export{search as find,options};",
        "const search=1,options=2;export default search;",
    ],
)
def test_a_module_of_another_shape_is_refused(module: str) -> None:
    with pytest.raises(BundleError, match=r"pagefind\.js"):
        classic_script(module)


def test_only_exports_and_address_of_a_module_change() -> None:
    module = 'let a=typeof import.meta.url;var search=()=>"the import path",options=1;export{options,search};\n'
    assert classic_script(module) == (
        'function(fetch,setTimeout){"use strict";let a=typeof undefined;var search=()=>"the import path",options=1;'
        "return{options,search}}"
    )


def test_of_a_page_in_the_index_results_need_its_text_and_where_each_stretch_begins() -> None:
    """Pagefind put full stops behind the headline and the first paragraph; other forms of names are told apart."""
    fragment = {
        "content": "Fog. No ferry today. “It is fog.” Oleg; Олег. Kafe.",
        "meta": {"title": "Fog"},
        "anchors": [
            {"id": "p1", "location": 1, "text": "No ferry today"},
            {"id": "intro", "location": 2, "text": "ferry"},
            {"id": "p2", "location": 4, "text": "“It is fog.”"},
            {"id": "name-0", "location": 7, "text": "Oleg; Олег"},
            {"id": "plain-p2", "location": 9, "text": "Kafe"},
        ],
    }
    assert format_fragment(fragment) == {
        "text": "Fog No ferry today “It is fog.”",
        "zones": [["", 0], ["p1", 1], ["p2", 4], ["name-0", 7, ["Oleg", "Олег"]], ["plain-p2", 9]],
        "end": 10,
    }


def test_the_chunk_of_a_word_is_known_without_pagefind() -> None:
    """The metadata in CBOR: version, one page with 840 words, two chunks, no filters, no orders."""
    meta = (
        b"\x85e1.4.0\x81\x82ede_12\x19\x03H\x82\x83aacbowdde_1\x83d\xd0\xb1\xd0\xbebzz\x78\x21"
        + b"x" * 33
        + b"\x80\x80"
    )
    assert read_chunks(meta) == [("a", "de_1"), ("бо", "x" * 33)]


@pytest.mark.parametrize("meta", [b"", b"\x80", b"\x83\x00\x00\x81\x81aa", b"\x83\x00\x00\xa0", b"\x85aaaaaa"])
def test_metadata_of_another_shape_are_refused(meta: bytes) -> None:
    with pytest.raises(BundleError, match="metadata"):
        read_chunks(meta)
