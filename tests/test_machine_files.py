"""Files for programs, read by the programs and grammars that they are made for: feeds, sitemaps, the data package."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from xml.etree import ElementTree
from xml.sax import saxutils

import pytest
from frictionless import Package, validate
from hypothesis import given
from hypothesis import strategies as st
from invented import make_archive, make_document, make_links
from lxml import etree
from markupsafe import Markup
from planned_site import plan_site

from sitegen.model import Archive, DocumentId
from sitegen.site.feeds import escape_xml, plan_sitemaps, quote_xml
from sitegen.site.json_text import format_json, format_large_json, indented_json
from sitegen.site.render import load_theme
from sitegen.site.view import Site, gather_site

SCHEMAS = Path(__file__).parent / "schemas"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def odd_archive(**settings: str) -> Archive:
    """The invented archive with documents whose dates, names and signs programs may stumble over."""
    archive = make_archive(**settings)
    odd = [
        make_document("before-christ", "A date long gone", "Text.\n", date="-0044-03-15"),
        make_document("no-year", "A day of an unknown year", "Text.\n", date="XXXX-08-01"),
        make_document("open", "Since then", "Text.\n", date="2031-03-01/.."),
        make_document("signs", 'A & B <c> "d" \x07', "A \x0b.\n", byline=(" ", "O’Hara & Söhne"), language="sr-Latn"),
    ]  # fmt: skip
    return replace(archive, documents=MappingProxyType({**archive.documents, **{one.id: one for one in odd}}))


def plan(archive: Archive) -> Mapping[str, bytes]:
    return {file.path: file.content for file in plan_site(archive, make_links(archive)) if file.kind != "search"}


def site_of(archive: Archive) -> Site:
    return gather_site(archive, make_links(archive), load_theme())


# --- feeds ------------------------------------------------------------------------------------------------------------


@given(st.one_of(st.text("&<>'\"\n\r\t a"), st.text()))
def test_xml_is_written_as_the_standard_library_writes_it(text: str) -> None:
    assert escape_xml(text) == saxutils.escape(text)
    assert quote_xml(text) == saxutils.quoteattr(text)


@pytest.mark.parametrize("base_url", ["", "https://archive.example/merrow/"])
def test_every_feed_follows_the_grammar_of_atom(base_url: str) -> None:
    grammar = etree.RelaxNG(file=SCHEMAS / "atom.rng")
    feeds = {path: text for path, text in plan(odd_archive(base_url=base_url)).items() if path.endswith(".atom.xml")}
    assert {path.partition("/")[0] for path in feeds} == {"feed.atom.xml", "outlets", "people", "events", "topics"}
    for path, text in feeds.items():
        assert grammar.validate(etree.fromstring(text)), (path, grammar.error_log.last_error)


@pytest.mark.parametrize("base_url", ["", "https://archive.example/merrow/"])
def test_feeds_keep_what_the_grammar_cannot_say(base_url: str) -> None:
    for path, text in plan(odd_archive(base_url=base_url)).items():
        if path.endswith(".atom.xml"):
            feed = ElementTree.fromstring(text)
            links = [(one.get("rel"), one.get("href")) for one in feed.findall(f"{ATOM}link")]
            root = base_url or "../" * path.count("/")
            assert links[0] == ("self", root + path)
            assert [rel for rel, _ in links] == ["self", "alternate"]
            ids = [one.text for one in feed.iter(f"{ATOM}id")]
            assert len(ids) == len(set(ids))
            entries = feed.findall(f"{ATOM}entry")
            assert all(len(one.findall(f"{ATOM}link[@rel='alternate']")) == 1 for one in entries)
            assert all(one.findtext(f"{ATOM}title") for one in [feed, *entries])


def test_an_entry_says_its_language() -> None:
    feed = ElementTree.fromstring(plan(odd_archive())["feed.atom.xml"])
    said = {
        one.findtext(f"{ATOM}title"): one.get("{http://www.w3.org/XML/1998/namespace}lang")
        for one in feed.iter(f"{ATOM}entry")
    }
    assert said["Листівка докерів: «Ніч — це ніч»"] == "uk"
    assert said["No Wages before Spring, Says Harbour Board"] == "en"


def test_a_feed_states_the_archive_s_rights_and_an_entry_those_of_its_text() -> None:
    archive = make_archive(rights="Texts © their publishers")
    id = DocumentId("no-wages-before-spring")
    owned = replace(archive.documents[id], rights="© 2031 <Merrow> Herald")
    archive = replace(archive, documents=MappingProxyType({**archive.documents, id: owned}))
    stated = {document.title: document.rights or None for document in archive.documents.values()}
    for path in ("feed.atom.xml", "outlets/merrow-herald.atom.xml"):
        feed = ElementTree.fromstring(plan(archive)[path])
        assert feed.findtext(f"{ATOM}rights") == "Texts © their publishers"
        said = {one.findtext(f"{ATOM}title"): one.findtext(f"{ATOM}rights") for one in feed.iter(f"{ATOM}entry")}
        assert said[owned.title] == "© 2031 <Merrow> Herald"
        assert said.items() <= stated.items()
    assert ElementTree.fromstring(plan(make_archive(rights=""))["feed.atom.xml"]).find(f"{ATOM}rights") is None


def test_a_plain_text_states_the_rights_of_the_text_or_else_of_the_archive() -> None:
    """Whoever passes the file on has nothing else: in the head, which words of the text cannot be taken for."""
    id = DocumentId("no-wages-before-spring")
    for own, archives, line in (
        ("© 2031\n Merrow Herald", "CC BY 4.0", "Rights: © 2031 Merrow Herald"),
        ("", "CC BY 4.0", "Rights: CC BY 4.0"),
        ("", "", ""),
    ):
        archive = make_archive(rights=archives)
        document = replace(archive.documents[id], rights=own)
        archive = replace(archive, documents=MappingProxyType({**archive.documents, id: document}))
        head, _, text = plan(archive)[f"articles/{id}.txt"].decode().partition("\n\n")
        assert head.split("\n")[2:] == ([line] if line else [])
        assert text == f"{document.text.strip()}\n"


@pytest.mark.parametrize("stem", ["outlets/merrow-herald", "people/ana-reis", "events/unseen", "topics/night-work"])
def test_the_page_of_a_record_tells_browsers_of_its_feed(stem: str) -> None:
    page = etree.HTML(plan(make_archive())[f"{stem}.html"])
    feeds = page.xpath("//link[@rel='alternate'][@type='application/atom+xml']/@href")
    assert feeds == ["../feed.atom.xml", f"{stem.partition('/')[2]}.atom.xml"]


# --- sitemaps ---------------------------------------------------------------------------------------------------------


def test_the_sitemap_follows_its_schema_and_names_pages_that_are_there() -> None:
    schema = etree.XMLSchema(file=SCHEMAS / "sitemap.xsd")
    planned = plan(odd_archive())
    sitemap = etree.fromstring(planned["sitemap.xml"])
    assert schema.validate(sitemap), schema.error_log.last_error
    base = "https://archive.example/merrow/"
    assert {place.text.removeprefix(base) for place in sitemap.iter(f"{SITEMAP}loc")} <= planned.keys()


def test_more_pages_than_a_sitemap_may_hold_stand_in_several() -> None:
    schema = etree.XMLSchema(file=SCHEMAS / "sitemap.xsd")
    pages = [f"articles/{number}.html" for number in range(120_000)]
    files = {file.path: etree.fromstring(file.content) for file in plan_sitemaps(site_of(make_archive()), pages)}
    assert list(files) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    assert all(schema.validate(one) for one in files.values()), schema.error_log.last_error
    listed = [place.text for name in list(files)[1:] for place in files[name].iter(f"{SITEMAP}loc")]
    assert listed == [f"https://archive.example/merrow/{page}" for page in pages]
    leads = [place.text for place in files["sitemap.xml"].iter(f"{SITEMAP}loc")]
    assert leads == [f"https://archive.example/merrow/sitemap-{number}.xml" for number in (1, 2, 3)]


# --- the data package -------------------------------------------------------------------------------------------------


def write_package(archive: Archive, folder: Path) -> Path:
    for path, content in plan(archive).items():
        if path == "datapackage.json" or path.startswith("archive."):
            (folder / path).write_bytes(content)
    return folder / "datapackage.json"


def test_the_data_package_is_valid_with_every_cell_of_its_table(tmp_path: Path) -> None:
    report = validate(write_package(odd_archive(), tmp_path))
    assert report.valid, report.flatten(["title", "message"])
    assert {task.place for task in report.tasks} == {
        "archive.csv", "archive.json", "archive.bib", "archive.ris", "archive.csl.json"
    }  # fmt: skip


def test_a_changed_file_or_a_wrong_cell_is_found_by_it(tmp_path: Path) -> None:
    package = write_package(make_archive(), tmp_path)
    table = tmp_path / "archive.csv"
    table.write_bytes(table.read_bytes().replace(b",2031-03-11,2031-03-11,", b",2031-03-11,soon,"))
    assert {type for (type,) in validate(package).flatten(["type"])} >= {"type-error", "hash-count"}


def test_its_readers_get_lists_days_and_numbers(tmp_path: Path) -> None:
    rows = {row["id"]: row for row in Package(write_package(odd_archive(), tmp_path)).get_resource("table").read_rows()}
    article = rows["no-wages-before-spring"]
    assert article["speakers"] == ["ingrid-solheim", "tomas-varga"]
    assert str(article["date_earliest"]) == "2031-03-11"
    assert isinstance(article["words"], int)
    assert rows["no-year"]["date_earliest"] is None


@pytest.mark.parametrize(
    ("rights", "licences"),
    [
        ("CC BY-SA 4.0", [{"name": "CC-BY-SA-4.0", "path": "https://creativecommons.org/licenses/by-sa/4.0/"}]),
        ("CC0-1.0", [{"name": "CC0-1.0", "path": "https://creativecommons.org/publicdomain/zero/1.0/"}]),
        ("https://archive.example/terms.html", [{"path": "https://archive.example/terms.html"}]),
        ("Texts: their publishers. Metadata: CC0 1.0.", [{"name": "other"}]),
        ("CC BY 3.0", [{"name": "other"}]),
        ("", None),
    ],
)
def test_only_a_licence_is_called_one(rights: str, licences: list[dict[str, str]] | None, tmp_path: Path) -> None:
    package = json.loads(write_package(make_archive(rights=rights), tmp_path).read_bytes())
    said = [{name: value for name, value in one.items() if name != "title"} for one in package.get("licenses", [])]
    assert said == (licences or [])
    assert all(one["title"] == rights for one in package.get("licenses", []) if "title" in one)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.text().map(Markup),
        lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    )
)
def test_json_is_written_as_python_writes_it(data: object) -> None:
    assert indented_json(data) == json.dumps(data, ensure_ascii=False, indent=1)


@given(st.dictionaries(st.text(), st.lists(st.lists(st.text()) | st.integers()), min_size=1))
def test_large_json_is_the_same_put_together_in_pieces(data: dict[str, list[object]]) -> None:
    assert b"".join(format_large_json(data)) == format_json(data)
    large = format_large_json({key: map(format_json, value) for key, value in data.items()})
    assert b"".join(large) == format_json(data)
