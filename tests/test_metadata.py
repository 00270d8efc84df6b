"""What a page tells machines, read by extruct, a library that harvests pages, and by the keys that Zotero knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import extruct
import pytest
from invented import make_archive, make_links
from rdflib import Graph

from sitegen.model import Document, DocumentId
from sitegen.site.pages import plan_document
from sitegen.site.reference_files import References
from sitegen.site.render import load_theme
from sitegen.site.view import gather_site

ARCHIVE = make_archive()
STRIKE = ARCHIVE.documents[DocumentId("no-wages-before-spring")]
BARE = ARCHIVE.documents[DocumentId("undated-leaflet")]
ADDRESS = "https://archive.example/merrow/articles/"


def harvest(document: Document) -> Mapping[str, Any]:
    """What extruct finds in the document's page, by syntax."""
    archive = replace(ARCHIVE, documents={**ARCHIVE.documents, document.id: document})
    site = gather_site(archive, make_links(ARCHIVE), load_theme())
    page = next(iter(plan_document(site, document)))
    return extruct.extract(page.content.decode(), base_url=ADDRESS, syntaxes=["json-ld", "opengraph", "dublincore"])


def dublin_core(found: Mapping[str, Any]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for one in (*found["dublincore"][0]["elements"], *found["dublincore"][0]["terms"]):
        values.setdefault(one["name"].lower(), []).append(one["content"])
    return values


def test_dublin_core_is_the_text_s_own() -> None:
    found = dublin_core(harvest(STRIKE))
    assert found["dc.title"] == [STRIKE.title] and found["dc.date"] == ["2031-03-11"]
    assert found["dc.creator"] == ["van der Berg, Nils", "Holm, Asta"]
    assert found["dc.publisher"] == ["The Merrow Herald"] and found["dc.language"] == ["en"]
    assert found["dc.identifier"] == [f"{ADDRESS}no-wages-before-spring.html"]


@pytest.mark.parametrize("kind", ["article", "analysis", "opinion", "interview", "transcript", "statement"])
def test_every_kind_keeps_its_outlet_and_its_byline_in_zotero(kind: Any) -> None:
    """Zotero keeps both for a newspaper article alone, and `newsItem` is its name for one in Dublin Core."""
    found = harvest(replace(STRIKE, kind=kind))
    assert dublin_core(found)["dc.type"] == ["newsItem"] and len(dublin_core(found)["dc.creator"]) == 2


@pytest.mark.parametrize(
    ("kind", "type", "genre"),
    [
        ("article", "NewsArticle", None),
        ("analysis", "AnalysisNewsArticle", None),
        ("opinion", "OpinionNewsArticle", "Opinion"),
        ("transcript", "NewsArticle", "Transcript"),
        ("interview", "NewsArticle", "Interview"),
    ],
)
def test_json_ld_says_what_the_text_is_based_on(kind: Any, type: str, genre: str | None) -> None:
    (data,) = harvest(replace(STRIKE, kind=kind))["json-ld"]
    assert data["@type"] == type and data.get("genre") == genre
    assert data["isBasedOn"] == STRIKE.url and data["url"] == f"{ADDRESS}no-wages-before-spring.html"
    assert [one["name"] for one in data["author"]] == ["Nils van der Berg", "Asta Holm"]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_json_ld_is_linked_data() -> None:
    """Read by a JSON-LD processor, every name is a term of schema.org and nothing is dropped."""
    (data,) = harvest(STRIKE)["json-ld"]
    graph = Graph().parse(data={**data, "@context": {"@vocab": "https://schema.org/"}}, format="json-ld")
    predicates = {str(predicate).removeprefix("https://schema.org/") for predicate in graph.predicates()}
    assert {"headline", "author", "datePublished", "isBasedOn", "isPartOf", "publisher", "inLanguage"} <= predicates
    assert set(data) - {"@context", "@type"} <= predicates


def test_open_graph_is_an_article() -> None:
    properties = dict(harvest(STRIKE)["opengraph"][0]["properties"])
    assert properties["og:type"] == "article" and properties["og:title"] == STRIKE.title
    assert properties["article:published_time"] == "2031-03-11" and properties["article:section"] == "News / Harbour"


def test_what_is_unknown_is_left_out() -> None:
    found = harvest(BARE)
    assert not {"dc.date", "dc.creator", "dc.publisher"} & dublin_core(found).keys()
    (data,) = found["json-ld"]
    assert not {"author", "datePublished", "publisher", "isBasedOn"} & data.keys()
    assert "article:published_time" not in dict(found["opengraph"][0]["properties"])


def test_lists_give_reference_managers_a_newspaper_s_articles() -> None:
    """By the keys that Zotero's OpenURL parser reads: a comma tells given from family name, `aucorp` an institution."""
    given = parse_qs(
        References(ARCHIVE).format_coins(replace(STRIKE, byline=("Nils van der Berg", "Merrow News Agency")))
    )
    assert given["rft.type"] == ["newspaperArticle"] and given["rft.source"] == ["The Merrow Herald"]
    assert given["rft.creator"] == ["van der Berg, Nils"] and given["rft.aucorp"] == ["Merrow News Agency"]
    assert given["rft.identifier"] == [STRIKE.url] and given["rft.date"] == ["2031-03-11"]
