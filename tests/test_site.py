"""The planned site as a whole: every file, every link, nothing that escapes, nothing that depends on chance."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from invented import make_archive, make_document, make_links
from planned_site import plan_site

from sitegen.links import Cluster, Links, Witness
from sitegen.model import Archive, DocumentId, Permalink
from sitegen.site.check import check_site
from sitegen.site.render import check_theme, load_theme

GOLDEN = Path(__file__).parent / "golden"
UPDATE = "SITEGEN_UPDATE"
ATOM = "{http://www.w3.org/2005/Atom}"


class Page(HTMLParser):
    """The elements of a page, and the text of each kind of element."""

    def __init__(self, source: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(source.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def having(self, tag: str = "", **attributes: str) -> list[dict[str, str | None]]:
        wanted = {name.replace("_", "-").strip("-"): value for name, value in attributes.items()}
        return [found for name, found in self.elements if name == (tag or name) and wanted.items() <= found.items()]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def plan(archive: Archive | None = None, **settings: str) -> dict[str, bytes]:
    archive = archive or make_archive(**settings)
    """The files that are published; what the search index is made from is not among them."""
    return {file.path: file.content for file in plan_site(archive, make_links(archive)) if file.kind != "search"}


@pytest.fixture(scope="module")
def site() -> Mapping[str, bytes]:
    return MappingProxyType(plan())


def pages(site: Mapping[str, bytes]) -> Iterator[tuple[str, Page]]:
    return ((path, Page(content)) for path, content in site.items() if path.endswith(".html"))


def write(site: Mapping[str, bytes], folder: Path) -> Path:
    for path, content in site.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


# --- the whole --------------------------------------------------------------------------------------------------------


def test_every_address_of_the_design_is_there(site: Mapping[str, bytes]) -> None:
    wanted = """
        index.html search.html timeline.html about.html data.html 404.html left-out.html articles.html
        outlets.html people.html events.html topics.html feed.atom.xml sitemap.xml robots.txt .nojekyll
        archive.json archive.csv archive.bib archive.ris archive.csl.json
        articles/fifth-meeting.html articles/fifth-meeting.source.html articles/fifth-meeting.md
        articles/fifth-meeting.txt articles/fifth-meeting.json articles/fifth-meeting.bib articles/fifth-meeting.ris
        articles/fifth-meeting.csl.json outlets/merrow-herald.html outlets/merrow-herald.atom.xml
        outlets/merrow-herald.csl.json people/ana-reis.html people/ana-reis.atom.xml events/unseen.html
        topics/night-work.csl.json
    """.split()  # fmt: skip
    assert [path for path in wanted if path not in site] == []


@pytest.mark.parametrize("base_url", ["", "https://archive.example/merrow/"])
def test_every_link_inside_the_site_leads_somewhere(base_url: str, tmp_path: Path) -> None:
    assert [str(finding) for finding in check_site(write(plan(base_url=base_url), tmp_path))] == []


def test_no_path_is_planned_twice() -> None:
    archive = make_archive()
    paths = [file.path for file in plan_site(archive, make_links(archive))]
    assert len(paths) == len(set(paths))


def test_the_same_archive_gives_the_same_bytes_in_any_order() -> None:
    archive = make_archive()
    turned = replace(archive, documents=MappingProxyType(dict(reversed(archive.documents.items()))))
    assert plan(archive) == plan(turned)


def test_a_page_loads_nothing_from_elsewhere_and_runs_the_scripts_that_it_needs(site: Mapping[str, bytes]) -> None:
    """The search page its own; a document's page one that copies citations."""
    for path, page in pages(site):
        loaded = [
            one.get("src") or one.get("href") for name, one in page.elements if name in ("script", "img", "iframe")
        ]
        loaded += [one["href"] for one in page.having("link", rel="stylesheet") + page.having("link", rel="icon")]
        assert not [address for address in loaded if address and urlsplit(address).netloc], path
        scripts = [
            re.sub(r".*/([a-z-]+)-[0-9a-f]{8}[.]js", r"\1", one.get("src") or "") for one in page.having("script")
        ]
        citing = ["cite"] if page.having("section", class_="after cite") else []
        assert path == "search.html" or [name for name in scripts if name] == citing, path


def test_every_page_has_a_policy_a_title_that_fits_and_one_headline(site: Mapping[str, bytes]) -> None:
    for path, content in site.items():
        if path.endswith(".html"):
            page, source = Page(content), content.decode()
            policy = page.having("meta", http_equiv="Content-Security-Policy")[0]["content"] or ""
            assert policy.startswith("default-src 'none'; "), path
            title = re.search("<title>(.*)</title>", source)
            assert title and 0 < len(title[1]) <= 70, path
            assert len(page.having("h1")) == 1, path


def test_text_of_documents_never_becomes_markup(site: Mapping[str, bytes]) -> None:
    for path, page in pages(site):
        assert not page.having("img"), path
        assert not page.having("b") or path.endswith(".source.html"), path
        own = [one for one in page.having("script") if not (one.get("src") or one.get("type"))]
        assert bool(own) == bool(page.having("meta", http_equiv="refresh")), (
            f"{path}: only redirects have a script in them"
        )
    hostile = Page(site["articles/hostile.html"])
    assert "<script>alert(1)</script>" in hostile.text
    assert "<img src=x onerror=alert(1)>" in hostile.text


def files_of(id: str) -> list[str]:
    """The page of a document and all that can be had beside it."""
    endings = (".bib", ".csl.json", ".html", ".json", ".md", ".ris", ".source.html", ".txt")
    return [f"articles/{id}{ending}" for ending in endings]


def test_an_older_address_has_all_that_the_new_one_has() -> None:
    """Redirects for pages, and for programs the same data."""
    archive, old = make_archive(), "no-wages"
    new, document = next(iter(archive.documents.items()))
    renamed = {**archive.documents, new: replace(document, aliases=(DocumentId(old),))}
    site = plan(replace(archive, documents=MappingProxyType(renamed)))
    assert set(files_of(old)) <= site.keys()
    for path in sorted(path for path in site if path.startswith(f"articles/{new}.")):
        older = path.replace(new, old)
        if path.endswith(".html"):
            assert Page(site[older]).having("meta", http_equiv="refresh")[0]["content"] == f"0; url=../{path}"
        else:
            assert site[older] == site[path]


def test_a_record_that_was_split_leaves_a_page_that_offers_both() -> None:
    archive = make_archive()
    people = {id: replace(person, aliases=("the-two",)) for id, person in list(archive.people.items())[:2]}
    site = plan(replace(archive, people=MappingProxyType({**archive.people, **people})))
    page = Page(site["people/the-two.html"])
    assert not page.having("meta", http_equiv="refresh")
    links = {one["href"] for one in page.having("a")}
    assert {f"../people/{id}.html" for id in people} <= links
    both = [json.loads(site[f"people/{id}.csl.json"]) for id in people]
    joined = json.loads(site["people/the-two.csl.json"])
    assert {item["id"] for item in joined} == {item["id"] for items in both for item in items}
    assert b"<feed" in site["people/the-two.atom.xml"]


def test_withdrawn_documents_leave_a_tombstone_with_the_reason_and_nothing_else(site: Mapping[str, bytes]) -> None:
    assert sorted(path for path in site if "withdrawn-letter" in path) == files_of("withdrawn-letter")
    said = {path: content.decode() for path, content in site.items() if "withdrawn-letter" in path}
    assert [path for path, text in said.items() if "Its writer asked for it." not in text] == [
        "articles/withdrawn-letter.bib", "articles/withdrawn-letter.ris", "articles/withdrawn-letter.csl.json"
    ]  # fmt: skip
    assert all("[Withdrawn]" in text or path.endswith((".html", ".json")) for path, text in said.items())
    stone = Page(site["articles/withdrawn-letter.html"])
    assert "Its writer asked for it." in stone.text
    assert "Not to be read any more" not in b"".join(site.values()).decode(errors="replace")


def test_a_moved_address_leads_on_without_script(site: Mapping[str, bytes]) -> None:
    page = Page(site["articles/harbour-shut.html"])
    assert page.having("meta", http_equiv="refresh", content="0; url=../articles/no-wages-before-spring.html")
    assert page.having("a", href="../articles/no-wages-before-spring.html")
    assert page.having(
        "link", rel="canonical", href="https://archive.example/merrow/articles/no-wages-before-spring.html"
    )


def test_an_alias_leads_on_even_before_the_ledger_knows_it() -> None:
    archive = make_archive()
    renamed = make_document("new-name", "Renamed", "Text.\n", aliases=("old-name",))
    site = plan(replace(archive, documents=MappingProxyType({**archive.documents, renamed.id: renamed})))
    assert "../articles/new-name.html" in site["articles/old-name.html"].decode()


def test_a_page_that_stands_is_not_buried_by_an_old_line_of_the_ledger() -> None:
    archive = make_archive()
    old = Permalink("people/tomas-varga.html", "person", "tomas-varga", "withdrawn", "", "2031-01-01")
    assert "Tomas Varga" in Page(plan(replace(archive, ledger=(old,)))["people/tomas-varga.html"]).text


def test_an_empty_archive_still_has_a_site(tmp_path: Path) -> None:
    archive = make_archive(base_url="")
    nothing: Mapping[str, object] = MappingProxyType({})
    records = dict.fromkeys(("documents", "outlets", "people", "events", "topics", "notes"), nothing)
    empty = replace(archive, **records, ledger=())  # type: ignore[arg-type]
    site = {file.path: file.content for file in plan_site(empty, Links(nothing, nothing))}  # type: ignore[arg-type]
    assert list(check_site(write(site, tmp_path))) == []
    assert "0 documents" in Page(site["index.html"]).text


def test_the_page_of_unknown_addresses_carries_its_style_and_links_from_the_root(site: Mapping[str, bytes]) -> None:
    page = Page(site["404.html"])
    assert not page.having("link", rel="stylesheet") and page.having("style")
    assert {one["href"] for one in page.having("a")} > {"/merrow/index.html", "/merrow/articles.html"}


def test_without_a_public_address_a_script_of_its_own_finds_the_root() -> None:
    page = plan(base_url="")["404.html"].decode()
    script = page.split("<script>")[1].split("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src &#39;sha256-{digest}&#39;" in page
    assert "/\\/(articles|outlets|people|events|topics|tags)\\/[^\\/]*$/" in script


# --- one document -----------------------------------------------------------------------------------------------------


def test_a_date_says_what_it_rests_on(site: Mapping[str, bytes]) -> None:
    assert (
        "11 March 2031 stated in the source: Tuesday, 11 March 2031"
        in Page(site["articles/no-wages-before-spring.html"]).text
    )
    briefing = Page(site["articles/briefing-of-the-board.html"]).text
    assert "between 10 and 12 March 2031 set by the editor: The transcript names no day" in briefing
    assert (
        "inferred: on Thursday ; From the days before and after it." in Page(site["articles/fifth-meeting.html"]).text
    )


def test_paragraphs_have_addresses_and_quotations_their_speakers(site: Mapping[str, bytes]) -> None:
    source = site["articles/no-wages-before-spring.html"].decode()
    page = Page(source.encode())
    assert [f"p{number}" for number in range(1, 10)] == [
        one["id"] for one in page.having() if re.fullmatch(r"p\d+", one.get("id") or "")
    ]
    assert '<span class="said">“Then let her read ours,”</span> he said' in source
    margin = source[source.index('id="p4"') : source.index('id="p5"')]
    assert '<a href="../people/tomas-varga.html">Tomas Varga</a>' in margin
    assert "said" not in source[source.index('id="p2"') : source.index('id="p3"')].replace("Solheim said", "")


def test_annotations_stand_at_their_words_and_orphans_are_not_dropped(site: Mapping[str, bytes]) -> None:
    source = site["articles/no-wages-before-spring.html"].decode()
    assert '<mark class="noted">three per cent</mark>' in source
    assert "<em>written</em> demand was <strong>four</strong>" in source
    page = Page(source.encode())
    ids = [one["id"] for one in page.having("div", _class="note")]
    assert len(ids) == 3
    for id in ids[:2]:
        assert id and page.having("a", href=f"#{id}", id=id.replace("note-", "noted-"))
    assert "Notes without a place" in page.text and "This note has lost its place." in page.text


def test_the_source_page_shows_every_edit_with_its_rule_and_reason(site: Mapping[str, bytes]) -> None:
    source = site["articles/fifth-meeting.source.html"].decode()
    page = Page(source.encode())
    assert source.count("<del") == 5 and source.count("<ins") == 1
    assert all(page.having("a", href=f"#edit-{number}") and page.having(id=f"edit-{number}") for number in range(1, 6))
    assert "repeated passage : a passage that stands elsewhere in the same copy" in page.text
    assert "What an editor changed since" not in page.text


def test_the_link_to_the_source_page_says_what_stands_there_and_the_page_stands_in_any_case() -> None:
    """Its address was published, be the capture gone since; of a text that an editor entered it has nothing to show."""
    archive = make_archive()

    def links(archive: Archive, id: str) -> list[str]:
        pages = {file.path: file.content for file in plan_site(archive, make_links(archive))}
        assert f"articles/{id}.source.html" in pages
        return re.findall(f'href="{id}.source.html">([^<]*)<', pages[f"articles/{id}.html"].decode())

    assert links(archive, "fifth-meeting") == ["Raw beside clean"]
    without = replace(archive, captures=MappingProxyType({}))
    assert links(without, "fifth-meeting") == ["What is recorded of the capture"]
    assert links(archive, "briefing-of-the-board") == []


def test_the_page_of_a_capture_states_the_rights_of_its_text() -> None:
    archive, id = make_archive(), DocumentId("fifth-meeting")
    owned = replace(archive.documents[id], rights="© 2031 <Merrow> Herald")
    archive = replace(archive, documents=MappingProxyType({**archive.documents, id: owned}))
    pages = {file.path: file.content for file in plan_site(archive, make_links(archive))}
    assert "<dd>© 2031 &lt;Merrow&gt; Herald</dd>" in pages[f"articles/{id}.source.html"].decode()


def test_reasons_of_the_rules_take_the_place_of_the_kinds() -> None:
    archive = make_archive()
    files = plan_site(archive, make_links(archive))
    source = next(file.content for file in files if file.path == "articles/fifth-meeting.source.html")
    assert "appeal : asks readers for money" in Page(source).text


def test_zotero_reads_a_press_item(site: Mapping[str, bytes]) -> None:
    page = Page(site["articles/no-wages-before-spring.html"])
    named = [(one["name"], one["content"]) for one in page.having("meta") if "name" in one]
    assert ("DC.creator", "van der Berg, Nils") in named and ("DC.creator", "Holm, Asta") in named
    assert ("DC.type", "newsItem") in named and ("prism.publicationName", "The Merrow Herald") in named
    assert ("DC.date", "2031-03-11") in named and ("DC.language", "en") in named
    assert not [name for name, _ in named if (name or "").startswith("citation_") or name == "author"]


def test_json_ld_is_data_even_with_a_hostile_title(site: Mapping[str, bytes]) -> None:
    source = site["articles/hostile.html"].decode()
    data = json.loads(source.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert data["headline"] == '<script>alert(1)</script> & "quotes" </title>'
    assert data["@type"] == "OpinionNewsArticle" and data["isBasedOn"] == 'https://example.org/?a=1&b="2"'


def test_reference_objects_stand_on_lists_and_not_on_documents(site: Mapping[str, bytes]) -> None:
    with_objects = {path for path, page in pages(site) if page.having("span", **{"class": "Z3988"})}
    assert {"articles.html", "outlets/merrow-herald.html", "events/second-week.html"} <= with_objects
    assert not [path for path in with_objects if path.startswith("articles/")]


# --- data and feeds ---------------------------------------------------------------------------------------------------


def test_the_archive_as_data_holds_what_the_site_shows(site: Mapping[str, bytes]) -> None:
    data = json.loads(site["archive.json"])
    documents = {one["id"]: one for one in data["documents"]}
    document = documents["no-wages-before-spring"]
    assert document["related"][0] == {
        "id": "briefing-of-the-board", "score": 0.8, "reason": "same event: Second week of the strike",
        "because": {"kind": "event", "names": ["Second week of the strike"]},
    }  # fmt: skip
    assert document["basis"]["date"] == "stated"
    assert document["evidence"]["date"]["words"] == ["Tuesday, 11 March 2031"]
    first = document["attributions"][0]
    assert (first["person"], first["paragraph"], first["kind"]) == ("ingrid-solheim", 3, "direct")
    assert data["withdrawn"] == [
        {"id": "withdrawn-letter", "page": "articles/withdrawn-letter.html", "because": "Its writer asked for it."}
    ]
    assert documents["fifth-meeting"] == json.loads(site["articles/fifth-meeting.json"])


def test_the_table_has_a_row_for_each_document_and_no_formulas() -> None:
    archive = make_archive()
    formula = make_document("formula", "=HYPERLINK(1)", "Text.\n", date="2031-02-28/2031-03-02")
    site = plan(replace(archive, documents=MappingProxyType({**archive.documents, formula.id: formula})))
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(site["archive.csv"].decode("utf-8-sig")))}
    assert len(rows) == 6 and "withdrawn-letter" not in rows
    assert rows["formula"]["title"] == "'=HYPERLINK(1)"
    assert (rows["formula"]["date_earliest"], rows["formula"]["date_latest"]) == ("2031-02-28", "2031-03-02")


def test_feeds_are_dated_by_documents_and_ledger(site: Mapping[str, bytes]) -> None:
    feed = ElementTree.fromstring(site["feed.atom.xml"])
    dates = {one.findtext(f"{ATOM}title"): one.findtext(f"{ATOM}updated") for one in feed.iter(f"{ATOM}entry")}
    assert dates["No Wages before Spring, Says Harbour Board"] == "2031-03-11T00:00:00Z"
    assert dates["Листівка докерів: «Ніч — це ніч»"] == "2031-04-03T00:00:00Z"
    assert feed.findtext(f"{ATOM}updated") == max(dates.values())
    assert len(list(ElementTree.fromstring(site["people/tomas-varga.atom.xml"]).iter(f"{ATOM}entry"))) == 1


def test_signs_that_xml_cannot_hold_do_not_break_the_feed() -> None:
    archive = make_archive()
    odd = make_document("odd", "Bell \x07 and \ufffe", "Text with \x0b in it.\n")
    site = plan(replace(archive, documents=MappingProxyType({**archive.documents, odd.id: odd})))
    assert "Bell  and " in [one.text for one in ElementTree.fromstring(site["feed.atom.xml"]).iter(f"{ATOM}title")]


def test_sitemap_and_robots_follow_the_settings() -> None:
    assert b"<loc>https://archive.example/merrow/articles/fifth-meeting.html</loc>" in plan()["sitemap.xml"]
    closed = plan(base_url="", robots="noindex")
    assert "sitemap.xml" not in closed and b"Disallow: /" in closed["robots.txt"]
    assert Page(closed["index.html"]).having("meta", name="robots", content="noindex")


# --- themes -----------------------------------------------------------------------------------------------------------


def test_three_lines_in_the_archive_change_the_accent_and_nothing_else(tmp_path: Path) -> None:
    """The example of the theme's README."""
    manual = (Path(__file__).parent.parent / "themes" / "default" / "README.md").read_text(encoding="utf-8")
    lines = manual.split("```css\n")[1].split("```")[0]
    assert len(lines.splitlines()) == 3
    own = tmp_path / "themes" / "default" / "assets"
    own.mkdir(parents=True)
    (own / "overrides.css").write_text(lines, encoding="utf-8")
    archive, theme, packaged = make_archive(), load_theme("default", tmp_path), load_theme()
    site = {file.path: file.content for file in plan_site(archive, make_links(archive), theme)}
    was, now = (one.addresses["style.css"].encode() for one in (packaged, theme))
    for path, content in plan().items():
        assert not path.endswith(".html") or path == "404.html" or site[path].replace(now, was) == content, path
    assert site[theme.addresses["style.css"]] == packaged.assets["style.css"] + lines.encode()
    assert list(check_theme(archive.settings, tmp_path)) == []


def test_an_archive_overrides_single_files_of_a_theme(tmp_path: Path) -> None:
    own = tmp_path / "themes" / "review"
    (own / "templates").mkdir(parents=True)
    (own / "assets").mkdir()
    (own / "templates" / "note.html").write_text("<!DOCTYPE html><title>{{ title }}</title>Our own note page.")
    (own / "assets" / "overrides.css").write_text(":root { --rubric: teal; }")
    theme, packaged = load_theme("review", tmp_path), load_theme()
    archive = make_archive()
    site = {file.path: file.content for file in plan_site(archive, make_links(archive), theme)}
    assert b"Our own note page." in site["about.html"]
    assert site[theme.addresses["style.css"]].endswith(b":root { --rubric: teal; }")
    assert theme.addresses["style.css"] != packaged.addresses["style.css"]


def test_an_event_counts_every_document_known_outlets_only_and_each_text_once() -> None:
    """Three documents: two copies of one text, one of them without an outlet, and a third."""
    archive = make_archive()
    base, copy = DocumentId("no-wages-before-spring"), DocumentId("briefing-of-the-board")
    documents = {**archive.documents, copy: replace(archive.documents[copy], outlet="")}
    cluster = Cluster(base, (Witness(copy, "reprint", 1.0, 0, 0, 1.0, 1.0),))
    links = replace(make_links(archive), clusters=(cluster,))
    planned = plan_site(replace(archive, documents=MappingProxyType(documents)), links)
    (page,) = (file.content for file in planned if file.path == "events/second-week.html")
    assert "3 documents of 1 outlet and of unknown ones: 2 independent texts" in page.decode()


def test_a_long_headline_is_set_smaller() -> None:
    long = "The board answers the men of quay four, the pilots and the ministry, " * 2
    archive = make_archive()
    id = DocumentId("no-wages-before-spring")
    pages = plan(
        replace(
            archive, documents=MappingProxyType({**archive.documents, id: replace(archive.documents[id], title=long)})
        )
    )
    assert [attributes.get("class") for attributes in Page(pages[f"articles/{id}.html"]).having("h1")] == ["long"]
    assert b'<h1 class="long"' not in pages["articles/briefing-of-the-board.html"]


def test_the_style_sheet_stays_small() -> None:
    assert len(load_theme().assets["style.css"]) < 20_000


def test_the_script_of_a_document_s_page_stays_small() -> None:
    assert len(load_theme().assets["cite.js"]) < 3.5 * 1024


# --- goldens ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "index.html", "articles/no-wages-before-spring.html", "articles/briefing-of-the-board.html",
        "articles/fifth-meeting.source.html", "people/ingrid-solheim.html", "events/second-week.html",
        "archive.bib", "feed.atom.xml",
    ],
)  # fmt: skip
def test_golden(path: str, site: Mapping[str, bytes]) -> None:
    """A change of what readers get is looked at before it is accepted."""
    planned = re.sub(rb"(assets/[a-z]+)-[0-9a-f]{8}\.", rb"\1-HASH.", site[path])
    golden = GOLDEN / path
    if os.environ.get(UPDATE):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_bytes(planned)
    assert golden.read_bytes().decode() == planned.decode(), (
        f"{path} has changed. If that is meant: {UPDATE}=1 .venv/bin/pytest tests/test_site.py -k golden"
    )
