"""Who wrote an article: its own byline, of all those that a page prints, and the names without what stands around."""

from __future__ import annotations

import pytest

from sitegen.drafts import Capture, Clue
from sitegen.intake.bylines import read_names
from sitegen.intake.draft import House, draft_document

STORY = """The ferry to Holm Island will run again from Monday, the harbour board said.

It had been laid up since a fire in its engine room in March, and islanders have crossed in fishing boats since then.

"We know how long this has been," said the board's chairwoman, Asta Holm. She thanked the islanders for their patience.
"""


def authors(raw: str, *clues: Clue) -> tuple[str, ...]:
    byline = draft_document(Capture("seeds/case.txt", "0" * 64, "text", "utf-8", raw, clues=clues), House()).fields.get(
        "byline"
    )
    return tuple(byline.value) if byline else ()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("By Jane Doe and John Roe", ("Jane Doe", "John Roe")),
        ("By Jane Doe, John Roe and Ada Marsh", ("Jane Doe", "John Roe", "Ada Marsh")),
        ("By Jane DoePublished: Mar 11, 2031 10:55 AM", ("Jane Doe",)),
        ("By Jane Doe, Contributing Editor, Computerweek |", ("Jane Doe",)),
        ("By Jane Doe Staff Writer", ("Jane Doe",)),
        ("By Jane Doe Data and Graphics Journalist", ("Jane Doe",)),
        ("Von Jana Dohm, Redakteurin", ("Jana Dohm",)),
        ("Kommentar von Jana Dohm, Redakteurin", ("Jana Dohm",)),
        ("Haber: Elif Taş", ("Elif Taş",)),
        ("By Jane Doe, Local Democracy Reporter", ("Jane Doe",)),
        ("By Jane Doe, Editor in Chief", ("Jane Doe",)),
        ("Senior Harbour Correspondent", ()),
        ("By Jane Doe MS, RDN, LD", ("Jane Doe",)),
        ("By Jane Doe, Portville", ("Jane Doe",)),
        ("By Jane Doe, courier.example", ("Jane Doe",)),
        ("Jane Doe | Portville Courier For Courier.example", ("Jane Doe",)),
        ("Jane Doe@janedoe", ("Jane Doe",)),
        ("By Jane Doe in Berlin and John Roe in Kyiv", ("Jane Doe", "John Roe")),
        ("By Jane Doe in New Portville", ("Jane Doe",)),
        ("Jane Doe in Kyiv", ("Jane Doe",)),
        ("By Jane Doe, Harbour Press", ("Jane Doe",)),
        ("By Jane Doe with agencies", ("Jane Doe",)),
        ("Von Jana Dohm und dpa", ("Jana Dohm",)),
        ("Par Jeanne Dumont avec AFP", ("Jeanne Dumont",)),
        ("Von Jana Dohm, Berlin", ("Jana Dohm",)),
        ("By Prince", ("Prince",)),
        ("By Anna and Ben", ("Anna", "Ben")),
        ("By Harbour News Agency", ("Harbour News Agency",)),
        ("By Courier Staff", ("Courier Staff",)),
        ("By Courier Editorial Board", ("Courier Editorial Board",)),
        ("记者：王小明、李华", ("王小明", "李华")),
        ("Автор: Іван Коваль, кореспондент", ("Іван Коваль",)),
        ("Jane Doe/Harbour Images", ()),
        ("Senior Editor", ()),
        ("The Portville Courier", ()),
        ("Privacy Settings", ()),
        ("Read Full Bio", ()),
        ("By Glenn Close", ("Glenn Close",)),
        ("By Social Links for Jane Doe", ()),
        ("Author Interviews", ()),
    ],
)
def test_names_without_what_stands_around(line: str, names: tuple[str, ...]) -> None:
    raw = f"{line}\n\n{STORY}\n\nMore interviews with authors. Settings of your privacy."
    assert read_names(line, raw) == names


def test_a_paper_behind_the_name_is_known_where_the_copy_names_it_elsewhere() -> None:
    line = "By Jane Doe Harbour News"
    assert read_names(line, f"Harbour News\n\n{line}\n\n{STORY}") == ("Jane Doe",)
    assert read_names(line, f"{line}\n\n{STORY}") == ("Jane Doe Harbour News",)


def test_of_many_bylines_the_one_under_the_headline_is_the_article_s() -> None:
    others = "\n\n".join(
        f"Another story from the island number {day}\n\nBy {name} {day} March 2031"
        for day, name in enumerate(("Rolf Berg", "Mia Strand", "Ole Sund"), 3)
    )
    head = "Holm Island ferry to run again from Monday\n\nBy Jane Doe\n\nMarch 11, 2031\n\n"
    assert authors(f"{head}{STORY}\n\nMore from Portville\n\n{others}") == ("Jane Doe",)
    two = head.replace("By Jane Doe", "By Jane Doe\n\nJohn Roe")
    assert authors(f"{two}{STORY}") == ("Jane Doe", "John Roe")


def test_a_list_of_other_stories_names_no_author() -> None:
    row = "\n".join(
        f"By {name}{day} March 2031" for day, name in ((3, "Rolf Berg"), (4, "Mia Strand"), (5, "Ole Sund"))
    )
    assert authors(f"Holm Island ferry to run again from Monday\n\n{STORY}\n\n{row}") == ()


def test_what_a_page_states_stands_in_for_a_missing_byline_without_its_post() -> None:
    raw = f"Holm Island ferry to run again from Monday\n\n{STORY}"
    assert authors(raw, Clue("byline", "Jane Doe, Senior Reporter", "meta author")) == ("Jane Doe",)
    assert authors(raw, Clue("byline", "harbour desk", "meta author")) == ("harbour desk",)


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("Joost van der Wal\n27 September 2017", ("Joost van der Wal",)),
        ("Lucia Barro\nTomas Echaga\nPortville - 2 Nov 2018 - 11:40", ("Lucia Barro", "Tomas Echaga")),
        ("Published 30 January 2020 at 05.00\nEmma Lind\nemma.lind@example.com", ("Emma Lind",)),
        ("17.08.2022 15:02\nSerkan Polat / PORTVILLE", ("Serkan Polat",)),
        ("Jane Doe\nBDA Human Resources Historian\n17 August 2022", ("Jane Doe",)),
    ],
)
def test_names_beside_a_stamp_need_no_word_for_by(lines: str, names: tuple[str, ...]) -> None:
    assert authors(f"Ferry to Holm Island runs again from Monday\n{lines}\n{STORY}") == names


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("May 30, 2014 by Carla Dempster", ("Carla Dempster",)),
        ("Ingrid Solberg\nJournalist\nPublished 14 June 2017 at 09:12", ("Ingrid Solberg",)),
    ],
)
def test_a_stamp_may_stand_before_by_or_below_a_post(lines: str, names: tuple[str, ...]) -> None:
    assert authors(f"Ferry to Holm Island runs again from Monday\n{lines}\n{STORY}") == names
