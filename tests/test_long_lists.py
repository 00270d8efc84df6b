"""Lists that are too long for one page: divided by year, month and day, for ever, and short ones as they were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import make_document
from lxml import etree
from planned_site import plan_site

from sitegen.links import Attribution, Cluster, Difference, Links, QuotationPair, Quoted, Witness
from sitegen.model import (
    Annotation,
    Archive,
    Document,
    Event,
    EventId,
    Outlet,
    OutletId,
    Person,
    PersonId,
    SiteSettings,
    Stance,
    Topic,
    TopicId,
)
from sitegen.records.list_parts import LONG, group_by_part, part_path, places_of, plan_parts, read_part
from sitegen.records.permalinks import format_ledger, plan_ledger, read_ledger
from sitegen.site.check import check_site
from sitegen.site.long_lists import find_list_pages


def made(number: int, date: str) -> Document:
    return make_document(
        f"report-{number}", f"Report {number}", f"The bridge was painted {number} times.\n", date=date, outlet="times",
        speakers=("ada-voss",),
    )  # fmt: skip


def archive_of(documents: list[Document]) -> Archive:
    times, voss = Outlet(OutletId("times"), "The Times of Alm"), Person(PersonId("ada-voss"), "Ada Voss")
    return Archive(
        settings=SiteSettings("Papers", base_url="https://archive.example/"),
        documents=MappingProxyType({document.id: document for document in documents}),
        outlets=MappingProxyType({times.id: times}),
        people=MappingProxyType({voss.id: voss}),
        events=MappingProxyType({}),
        topics=MappingProxyType({}),
        notes=MappingProxyType({}),
        ledger=(),
    )


def links_of(archive: Archive) -> Links:
    """Every document quotes Ada Voss."""
    said = {
        id: (Attribution(((0, 10),), None, None, "Ada Voss", PersonId("ada-voss"), "direct", "high", "cue"),)
        for id in archive.documents
    }
    return Links(related=MappingProxyType({}), attributions=MappingProxyType(said))


def published(archive: Archive, links: Links | None = None) -> Archive:
    """With the ledger as a build leaves it."""
    added, findings = plan_ledger(archive, "2031-05-01", find_list_pages(archive, links or links_of(archive)))
    assert findings == []
    return replace(archive, ledger=(*archive.ledger, *added))


def plan(archive: Archive, links: Links | None = None) -> Mapping[str, bytes]:
    files = plan_site(archive, links or links_of(archive))
    return {file.path: file.content for file in files if file.kind != "search"}


def listed(site: Mapping[str, bytes], path: str) -> list[str]:
    """The documents that a page lists."""
    found = etree.HTML(site[path]).xpath("//main//p[@class='entry-title']/a/@href | //main//h3/a/@href")
    return [str(one).rpartition("/")[2].removesuffix(".html") for one in found]


def parts(site: Mapping[str, bytes], page: str) -> list[str]:
    stem = page.removesuffix(".html") + "."
    return sorted(
        path.removeprefix(stem).removesuffix(".html") for path in site if read_part(path) and path.startswith(stem)
    )


MANY = [
    *(made(number, f"2030-{number % 12 + 1:02}-{number % 28 + 1:02}") for number in range(LONG + 40)),
    *(made(number, "2031-02-03") for number in range(1000, 1000 + LONG + 5)),
    made(5000, "2030"), made(5001, ""), made(5002, "1999-06-07/1999-06-20"), made(5003, "XXXX-08-01"),
]  # fmt: skip


@pytest.fixture(scope="module")
def archive() -> Archive:
    return published(archive_of(MANY))


@pytest.fixture(scope="module")
def site(archive: Archive) -> Mapping[str, bytes]:
    return plan(archive)


def test_a_short_list_is_one_page_and_has_no_line_in_the_ledger() -> None:
    archive = published(archive_of(MANY[:LONG]))
    assert {link.kind for link in archive.ledger} == {"document", "outlet", "person"}
    site = plan(archive)
    assert not [path for path in site if read_part(path)]
    assert len(listed(site, "articles.html")) == len(listed(site, "people/ada-voss.html")) == LONG


@pytest.mark.parametrize("page", ["articles.html", "timeline.html", "outlets/times.html", "people/ada-voss.html"])
def test_a_long_list_has_a_page_a_year_and_of_long_years_and_months_smaller_ones(
    page: str, site: Mapping[str, bytes]
) -> None:
    assert parts(site, page) == [
        "1999", "2030", *(f"2030-{month:02}" for month in range(1, 13)), "2031", "2031-02", "2031-02-03", "undated"
    ]  # fmt: skip
    everywhere = [id for part in parts(site, page) for id in listed(site, part_path(page, part))]
    assert sorted(everywhere) == sorted(document.id for document in MANY), "each once"
    assert listed(site, part_path(page, "2030")) == ["report-5000"]
    assert sorted(listed(site, part_path(page, "undated"))) == ["report-5001", "report-5003"]
    assert len(site[page]) < 150_000


def test_the_page_of_a_long_list_leads_to_its_parts_and_shows_the_newest(site: Mapping[str, bytes]) -> None:
    page = etree.HTML(site["articles.html"])
    rows = page.xpath("//main//ul[@class='index-list']/li")
    assert [(row.get("id"), row.findtext("a"), row.findtext("span")) for row in rows] == [
        ("y2031", "2031", "305"), ("y2030", "2030", "341"), ("y1999", "1999", "1"), ("undated", "No certain year", "2")
    ]  # fmt: skip
    assert listed(site, "articles.html")[0].startswith("report-1")
    assert 0 < len(listed(site, "articles.html")) <= 50
    assert "Search" in site["articles.html"].decode()


def test_every_link_of_divided_lists_leads_somewhere(site: Mapping[str, bytes], tmp_path: Path) -> None:
    for path, content in site.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    assert [str(finding) for finding in check_site(tmp_path)] == []
    assert b"<loc>https://archive.example/articles.2030-04.html</loc>" in site["sitemap.xml"]


def test_addresses_stay_when_an_archive_shrinks(archive: Archive, site: Mapping[str, bytes]) -> None:
    smaller = replace(archive, documents=MappingProxyType({one.id: one for one in MANY[:3]}))
    left = plan(smaller)
    assert {path for path in site if read_part(path)} <= left.keys()
    everywhere = [id for part in parts(left, "articles.html") for id in listed(left, part_path("articles.html", part))]
    assert sorted(everywhere) == ["report-0", "report-1", "report-2"]
    assert find_list_pages(smaller, links_of(smaller)) == find_list_pages(archive, links_of(archive))


LARGEST = 300_000
"""Bytes that no page of a list may exceed."""
SAID = "We shall paint the bridge again, and again after that, " * 4


def archive_that_grew(number: int) -> tuple[Archive, Links]:
    """Everything that a list can be of, in proportion to the number of documents."""
    people = {PersonId(f"{'abcdefghijk'[n % 11]}{'aeiou'[n % 5]}-{n}"): f"Person {n}" for n in range(number // 2)}
    names = list(people)
    documents = [
        make_document(
            f"d-{n}", f"Report {n}", f"“{SAID}” said one.\n\nThe bridge was painted {n} times.\n",
            date=f"{2020 + n % 6}-{n % 12 + 1:02}-{n % 28 + 1:02}" if n % 9 else "",
            outlet=f"outlet-{n % (number // 20)}", events=(EventId("e-0"), EventId(f"e-{n % (number // 2)}")),
            stance=(Stance("painting", "critical", "author", ("painted",), "AB", "2031-01-01", "confirmed"),) * (n % 2),
            annotations=(Annotation("painted", "Of this there is no other account.", tags=("paint",) * (n % 2)),),
        )
        for n in range(number)
    ]  # fmt: skip
    said = {
        one.id: (Attribution(((0, len(SAID)),), None, None, "one", names[n % 4], "direct", "high", "cue"),) * 3
        for n, one in enumerate(documents)
    }
    quoted = [Quoted(one.id, 0, len(SAID), SAID, names[n % 4]) for n, one in enumerate(documents)]
    pairs = tuple(
        QuotationPair(one, other, "verbatim", 1.0, (Difference(SAID, SAID, True),)) for one, other in pairwise(quoted)
    )
    archive = replace(
        archive_of(documents),
        outlets=MappingProxyType({OutletId(f"outlet-{n}"): Outlet(OutletId(f"outlet-{n}"), f"Outlet {n}")
                                  for n in range(number // 20)}),
        people=MappingProxyType({id: Person(id, name) for id, name in people.items()}),
        events=MappingProxyType({EventId(f"e-{n}"): Event(EventId(f"e-{n}"), f"Event {n}", f"{2020 + n % 6}")
                                 for n in range(number // 2)}),
        topics=MappingProxyType({TopicId("painting"): Topic(TopicId("painting"), "Painting")}),
    )  # fmt: skip
    return archive, Links(MappingProxyType({}), MappingProxyType(said), quotations=pairs)


@pytest.fixture(scope="module")
def grown() -> Mapping[str, bytes]:
    archive, links = archive_that_grew(700)
    return plan(published(archive, links), links)


def test_no_list_outgrows_its_page(grown: Mapping[str, bytes], tmp_path: Path) -> None:
    divided = {read[0] for path in grown if (read := read_part(path))}
    assert divided >= {
        "articles.html", "timeline.html", "left-out.html", "quotations.html", "stance.html", "tags.html", "people.html",
        "events.html", "tags/paint.html", "people/aa-0.html",
    }  # fmt: skip
    lists = [path for path in grown if path.endswith(".html") and not path.startswith("articles/")]
    assert {path: len(grown[path]) for path in lists if len(grown[path]) > LARGEST} == {}
    for path, content in grown.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    assert [str(finding) for finding in check_site(tmp_path)] == []


@pytest.mark.parametrize(
    ("page", "inside", "number"),
    [
        ("left-out.html", "//main//p[@class='entry-title']", 700),
        ("quotations.html", "//main//div[@class='pair']", 699),
        ("stance.html", "//main//dl[@class='record']/div", 350),
        ("tags.html", "//main//div[@class='noted-row']", 350),
        ("tags/paint.html", "//main//div[@class='noted-row']", 350),
        ("people.html", "//main//tbody/tr", 350),
        ("events.html", "//main//tbody/tr", 350),
    ],
)
def test_everything_stands_on_one_page_of_a_divided_list(
    page: str, inside: str, number: int, grown: Mapping[str, bytes]
) -> None:
    found = [len(etree.HTML(grown[part_path(page, part)]).xpath(inside)) for part in parts(grown, page)]
    assert sum(found) == number
    assert len(etree.HTML(grown[page]).xpath("//main//ul[@class='index-list']/li")) > 1


def test_the_page_of_who_says_much_shows_the_newest_lines_not_the_newest_documents(grown: Mapping[str, bytes]) -> None:
    """Three quotations a document: fifty lines are those of seventeen."""
    assert len(listed(grown, "people/aa-0.html")) == 17
    assert len(listed(grown, "outlets/outlet-0.html")) == 20, "a short list is shown whole"


def test_a_person_who_speaks_a_thousand_times_in_a_transcript_is_read_there(archive: Archive) -> None:
    turns = make_document("sitting", "Sitting", "\n\n".join(f"Turn {n}." for n in range(1000)), speakers=("ada-voss",))
    places = [turns.text.index(f"Turn {n}.") for n in range(1000)]
    said = tuple(
        Attribution(((at, at + 5),), None, None, "Voss", PersonId("ada-voss"), "turn", "high", "label") for at in places
    )
    grown = replace(archive, documents=MappingProxyType({turns.id: turns}), ledger=())
    links = Links(MappingProxyType({}), MappingProxyType({turns.id: said}))
    page = etree.HTML(plan(grown, links)["people/ada-voss.html"])
    assert len(page.xpath("//ul[@class='sayings']/li")) == 50
    (rest,) = page.xpath("//p[@class='onward']/a")
    assert (rest.get("href"), rest.text) == ("../articles/sitting.html#p51", "and 950 more")


def test_of_a_text_that_dozens_printed_lists_name_the_first_witnesses_and_lead_to_the_others(archive: Archive) -> None:
    copies = [made(number, f"2030-05-{number + 1:02}") for number in range(9)]
    few = replace(archive, documents=MappingProxyType({one.id: one for one in copies}), ledger=())
    cluster = Cluster(copies[0].id, tuple(Witness(one.id, "reprint", 1.0, 0, 0, 1.0, 1.0) for one in copies[1:]))
    site = plan(few, replace(links_of(few), clusters=(cluster,)))
    named = etree.HTML(site["articles.html"]).xpath("//p[@class='entry-facts'][contains(., 'Same text in')]/a")
    assert [one.get("href") for one in named[:-1]] == [f"articles/report-{number}.html" for number in range(1, 6)]
    assert (named[-1].get("href"), named[-1].text) == ("articles/report-0.html#versions", "and 3 more")
    assert etree.HTML(site["articles/report-0.html"]).xpath("//*[@id='versions']")


def test_a_comparison_of_hundreds_of_documents_shows_the_first_of_them_and_says_so(grown: Mapping[str, bytes]) -> None:
    page = etree.HTML(grown["compare/e-0.html"])
    assert page.xpath("string(//h2)") == "700 documents"
    assert len(page.xpath("//dl[@class='record']")) == 40
    assert len(page.xpath("//section[@class='compared']//figure")) == 30
    assert page.xpath("//p[@class='reason']/text()") == ["and 670 more"]
    assert page.xpath("string(//p[@class='notice'])").startswith("So many documents report this event")


def test_what_was_published_is_not_published_anew(archive: Archive) -> None:
    added, _ = plan_ledger(archive, "2032-01-01", find_list_pages(archive, links_of(archive)))
    assert added == ()
    assert read_ledger(format_ledger(archive.ledger, head=True)) == (archive.ledger, [])


def test_a_renamed_record_takes_the_addresses_of_its_parts_along(archive: Archive) -> None:
    renamed = Outlet(OutletId("alm-times"), "The Times of Alm", aliases=("times",))
    moved = {id: replace(one, outlet=renamed.id) for id, one in archive.documents.items()}
    archive = published(
        replace(archive, outlets=MappingProxyType({renamed.id: renamed}), documents=MappingProxyType(moved))
    )
    site = plan(archive)
    assert parts(site, "outlets/alm-times.html") == parts(site, "outlets/times.html") != []
    assert b"url=../outlets/alm-times.2030.html" in site["outlets/times.2030.html"]


def test_the_parts_of_a_record_that_was_split_lead_to_the_page_that_offers_both(archive: Archive) -> None:
    two = [Outlet(OutletId(id), id, aliases=("times",)) for id in ("alm-times", "dun-times")]
    moved = {id: replace(one, outlet=two[0].id) for id, one in archive.documents.items()}
    archive = published(
        replace(archive, outlets=MappingProxyType({one.id: one for one in two}), documents=MappingProxyType(moved))
    )
    assert b"url=../outlets/times.html" in plan(archive)["outlets/times.1999.html"]


@pytest.mark.parametrize(
    ("date", "places"),
    [
        ("2031-02-03", ("2031", "2031-02", "2031-02-03")),
        ("2031-02", ("2031", "2031-02")),
        ("2031-02-03/2031-02-09", ("2031", "2031-02")),
        ("2031-02-27/2031-03-02", ("2031",)),
        ("2031~", ("2031",)),
        ("2030-12-31/2031-01-01", ("undated", "undated-r")),
        ("", ("undated", "undated-r")),
    ],
)
def test_a_document_belongs_where_its_date_is_certain(date: str, places: tuple[str, ...]) -> None:
    assert places_of(made(1, date)) == places


DATES = st.one_of(
    st.just(""),
    st.dates().map(str),
    st.integers(1990, 1993).map(str),
    st.builds("{}-{:02}".format, st.integers(1990, 1993), st.integers(1, 12)),
)


@given(
    st.lists(DATES, max_size=60), st.sets(st.sampled_from(["1990", "1991-03", "undated", "undated-r", "1992-04-05"]))
)
def test_each_document_has_one_place_and_what_was_recorded_stays(dates: list[str], recorded: set[str]) -> None:
    documents = [made(number, date) for number, date in enumerate(dates)]
    planned = plan_parts(documents, recorded)
    assert set(recorded) <= set(planned)
    assert plan_parts(documents, planned) == planned, "what a build records the next one leaves as it is"
    if planned:
        groups = group_by_part(documents, planned)
        assert sorted(one.id for members in groups.values() for one in members) == sorted(one.id for one in documents)


@pytest.mark.parametrize(
    "line", ["articles/x.2024.html", "../x.2024.html", "outlets/a/b.2024.html", "articles.20244.html"]
)
def test_a_line_of_the_ledger_that_is_no_list_page_is_refused(line: str) -> None:
    links, findings = read_ledger(f"{line},list,{line.removesuffix('.html')},live,,2031-01-01\n")
    assert links == ()
    assert [one.code for one in findings] == ["ledger-line"]
