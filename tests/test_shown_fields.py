"""content/fields.yml: what readers see of front matter, in which order, under which label, and search by."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from invented import make_archive, make_links
from lxml import etree
from planned_site import plan_site

from sitegen.model import Archive
from sitegen.records.shown_fields import read_shown_fields

ARTICLE = "articles/no-wages-before-spring.html"


def plan(fields: str = "") -> Mapping[str, bytes]:
    """The invented archive's site, with this in content/fields.yml."""
    archive: Archive = make_archive()
    shown, findings = read_shown_fields(fields, "content/fields.yml")
    assert not findings
    archive = replace(archive, fields=shown)
    return {file.path: file.content for file in plan_site(archive, make_links(archive)) if file.kind != "search"}


def labels(site: Mapping[str, bytes], path: str = ARTICLE) -> list[str]:
    """What stands beside the text, from above."""
    return [str(name) for name in etree.HTML(site[path]).xpath("//section[@class='card']//dt/text()")]


def facets(site: Mapping[str, bytes]) -> dict[str, str]:
    """The label of each facet by its name in addresses."""
    page = etree.HTML(site["search.html"])
    return {one.get("data-filter"): one.findtext("summary") for one in page.xpath("//details[@data-filter]")}


def catalogue(site: Mapping[str, bytes]) -> list[str]:
    """The facets that the search scripts know."""
    text = next(text for path, text in site.items() if path.startswith("assets/search-catalogue-")).decode()
    return [one["name"] for one in json.loads(text[text.index("{") : text.rindex("}") + 1])["facets"]]


def test_without_the_file_nothing_changes() -> None:
    site = plan()
    assert labels(site)[:4] == ["Outlet", "Date", "Kind", "Speakers"]
    assert labels(site)[-2:] == ["Cleaning", "Status"]
    assert list(facets(site))[:2] == ["outlet", "speaker"]
    assert plan("# nothing is said yet\n") == site


def test_fields_stand_in_the_order_and_under_the_label_that_the_editor_gives_them() -> None:
    site = plan(
        "- {field: date, label: Printed on}\n- {field: byline, label: Correspondent}\n- outlet\n- cleaning\n- kind"
    )
    assert labels(site) == ["Printed on", "Correspondent", "Outlet", "Cleaning", "Kind"]
    assert "Nils van der Berg; Asta Holm" in site[ARTICLE].decode()


def test_what_is_not_listed_is_not_shown_but_what_was_cleaned_always_is() -> None:
    assert labels(plan("- outlet")) == ["Outlet", "Cleaning"]
    assert labels(plan("- {field: outlet, show: no}\n- {field: cleaning, show: no, label: Edits}\n- date")) == [
        "Edits",
        "Date",
    ]


def test_fields_become_facets_and_cease_to_be_some() -> None:
    site = plan("- {field: date, facet: no}\n- {field: byline, label: Correspondent, facet: yes}\n- topics\n- rights")
    assert facets(site) == {"byline": "Correspondent", "topic": "Topic"}
    assert "Asta Holm" in site["search.html"].decode()
    assert {"outlet", "kind"} <= set(catalogue(site)), "results tell them of each document all the same"


def test_a_field_can_be_a_facet_without_being_shown() -> None:
    site = plan("- outlet\n- {field: status, show: no, facet: yes}")
    assert labels(site) == ["Outlet", "Cleaning"]
    assert facets(site) == {"outlet": "Outlet", "status": "Status"}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("- outlet\n- colour", "unknown-value", 2),
        ("- {field: outlet, lable: Paper}", "unknown-key", 1),
        ("- outlet\n- date\n- outlet", "field-twice", 3),
        ("- {field: title, facet: yes}", "no-facet", 1),
        ("- {label: Paper}", "missing-field", 1),
        ("outlet: Paper", "unknown-key", 1),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, code: str, line: int) -> None:
    _, findings = read_shown_fields(text, "content/fields.yml")
    assert (code, line) in {(one.code, one.line) for one in findings}
    assert all(one.remedy for one in findings)
