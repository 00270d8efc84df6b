"""Search as a reader does it: type, filter, follow a result, go back; on the web, from a disk, by keyboard alone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, urlencode

import pytest
from browser.conftest import open_reader, serve_folder
from command import run_sitegen
from playwright.sync_api import Browser, Page, expect

if TYPE_CHECKING:
    from browser.conftest import Reader

BRIDGE_VOTE = "Dunmere council votes for new Alm bridge"
RUN_AXE = """async () => (await axe.run()).violations.flatMap(found => found.nodes.map(node =>
    `${found.help}: ${node.html.slice(0, 200)} ${node.any.map(one => one.message)}`))"""


@pytest.fixture(params=["web", "disk", "firefox_web", "firefox_disk"])
def reader(request: pytest.FixtureRequest) -> Reader:
    """A reader of the toy site: on the web, then from a disk; in Chromium, then in Firefox."""
    which: Reader = request.getfixturevalue(request.param)
    return which


def arrive(reader: Reader, **state: str) -> Page:
    """The search page as a link to a search opens it, with its results."""
    page = reader.page
    page.goto("about:blank")
    page.goto(f"{reader.home}search.html#{urlencode(state)}")
    expect(page.locator("#results")).to_have_attribute("aria-busy", "false")
    return page


def type_in(reader: Reader, words: str) -> Page:
    """The search page with `words` typed and sent, and what came of it."""
    page = reader.open("search.html")
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator("#results")).to_have_attribute("aria-busy", "false")
    return page


def titles(page: Page) -> list[str]:
    return page.locator("#results .entry-title a").all_inner_texts()


def found(reader: Reader, **state: str) -> set[str]:
    return set(titles(arrive(reader, **state)))


# --- finding ----------------------------------------------------------------------------------------------------------


def test_a_word_is_found_and_its_result_lands_on_the_paragraph(reader: Reader) -> None:
    page = type_in(reader, "instalments")
    result = page.locator("#results .entry", has_text=BRIDGE_VOTE)
    expect(result.locator("mark")).to_have_text(["instalments"])
    result.get_by_role("link", name="Paragraph 4").click()
    page.wait_for_url(re.compile(r"/articles/[a-z-]+\.html#p4"))
    expect(page.get_by_role("heading", level=1)).to_have_text(BRIDGE_VOTE)
    expect(page.locator(":target")).to_contain_text("in three instalments")
    expect(page.locator(":target")).to_be_in_viewport()
    assert reader.troubles == []


def test_the_form_of_the_home_page_searches_and_its_words_can_be_taken_back(reader: Reader) -> None:
    page = reader.open("index.html")
    page.get_by_role("searchbox").fill("instalments")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator("#results mark").first).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_value("instalments")
    page.get_by_role("searchbox").fill("")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator("#results mark")).to_have_count(0)
    page.reload()
    expect(page.locator("#result-count")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_value("")
    assert reader.troubles == []


def test_a_persons_page_leads_to_the_search_of_what_they_said(reader: Reader) -> None:
    page = reader.open("people/samira-dehlavi.html")
    page.get_by_role("link", name="search what was said").click()
    expect(page.get_by_role("checkbox", name="Samira Dehlavi")).to_be_checked()
    expect(page.locator("#result-count")).to_have_text("6 documents")


def test_the_web_and_a_disk_give_the_same_results_in_both_browsers(
    web: Reader, disk: Reader, firefox_web: Reader, firefox_disk: Reader
) -> None:
    readers = (web, disk, firefox_web, firefox_disk)
    searches = [
        {"q": "ferry"},
        {"q": "bridge", "sort": "oldest"},
        {"q": "“Alm bridge” ferry"},
        {"q": "Berestyuk"},
        {"q": "Brücke", "language": "German"},
        {"outlet": "Northern Wire"},
        {"from": "2024-03-20", "to": "2024-04-30"},
        {"q": "zzzunheardof"},
    ]
    for state in searches:
        pages = {arrive(reader, **state).locator(".search-page").inner_html() for reader in readers}
        assert len(pages) == 1, state
    assert [reader.troubles for reader in readers] == [[]] * 4


@pytest.mark.parametrize("which", ["browser", "firefox"])
def test_a_copy_on_a_disk_is_searched_whatever_its_folders_are_called(
    request: pytest.FixtureRequest, which: str, toy_site: Path, tmp_path: Path
) -> None:
    site = shutil.copytree(toy_site, tmp_path / "Мої копії, 100 % #1" / "archive & site")
    browser: Browser = request.getfixturevalue(which)
    for reader in open_reader(browser.new_context(), Path(site).as_uri() + "/"):
        page = type_in(reader, "instalments")
        page.locator("#results .entry", has_text=BRIDGE_VOTE).get_by_role("link", name="Paragraph 4").click()
        page.wait_for_url(re.compile(r"/articles/[a-z-]+\.html#p4"))
        expect(page.locator(":target")).to_contain_text("in three instalments")
        assert reader.troubles == []


def test_a_phrase_is_found_as_it_stands(reader: Reader) -> None:
    assert BRIDGE_VOTE in found(reader, q='"three instalments"')
    assert found(reader, q='"instalments three"') == set()
    assert BRIDGE_VOTE in found(reader, q="instalments three")
    assert found(reader, q="„three instalments“ fog") <= found(reader, q='"three instalments"')


def test_a_headline_is_found_and_marked(reader: Reader) -> None:
    page = arrive(reader, q="votes")
    expect(page.locator("#results .entry-title mark").first).to_have_text(re.compile("votes?", re.IGNORECASE))


def test_every_form_of_a_name_finds_all_of_them(reader: Reader) -> None:
    """Three documents print Oleh Berestiuk, Oleg Berestyuk, Олег Берестюк."""
    forms = [found(reader, q=form) for form in ("Berestiuk", "Berestyuk", "Берестюк", "Oleg Berestyuk")]
    assert all(one == forms[0] for one in forms)
    assert len(forms[0]) == 3
    page = arrive(reader, q="Berestyuk")
    marked = set(page.locator("#results .excerpt mark").all_inner_texts())
    assert {"Berestyuk", "Berestiuk", "Берестюк"} <= marked, "the names are marked as the documents print them"
    expect(page.get_by_text("Found by name: Oleh Berestiuk").first).to_be_visible()


def test_other_scripts_and_their_word_forms_are_found(reader: Reader) -> None:
    for words, title in (
        ("риштування", "вантовий міст"),
        ("Kettenfähre", "Fluss"),
        ("Brücken", "Fluss"),
        ("המעבורת", "הגשר"),
        ("bridges", "bridge"),
    ):
        assert any(title in one for one in found(reader, q=words)), words


def test_only_documents_are_found(reader: Reader) -> None:
    """Lists, source pages and tombstones would only repeat, or bring back, what documents say."""
    for words in ("ferry", "heliotrope", "Thistlewood"):
        page = type_in(reader, words)
        addresses = page.locator("#results .entry-title a").evaluate_all("all => all.map(link => link.href)")
        assert all(re.search(r"/articles/[a-z0-9-]+\.html", address) for address in addresses)
        assert not any("withdrawn" in title.lower() or "heliotrope" in title.lower() for title in titles(page))


# --- narrowing --------------------------------------------------------------------------------------------------------


def test_the_number_of_results_is_announced(reader: Reader) -> None:
    page = type_in(reader, "instalments")
    count = page.locator("[aria-live=polite]")
    expect(count).to_have_text(re.compile(r"^\d+ documents?$"))
    assert int(count.inner_text().split()[0]) == len(titles(page)) >= 1
    page.get_by_role("searchbox").fill("zzzunheardof")
    expect(count).to_have_text("Nothing found")


def test_facets_narrow_and_widen_and_say_beforehand_how_far(reader: Reader) -> None:
    page = arrive(reader, q="ferry")
    count, everything = page.locator("#result-count"), len(titles(page))
    row = page.locator(".facet[data-filter=outlet] li", has_text="Northern Wire")
    promised = int(row.locator(".count").inner_text())
    row.get_by_role("checkbox").check()
    expect(count).to_have_text(re.compile(f"^{promised} document"))
    assert 0 < promised < everything
    facts = page.locator("#results .entry-facts").all_inner_texts()
    assert all("Northern Wire" in fact for fact in facts if "·" in fact)
    other = page.locator(".facet[data-filter=outlet] li", has_text="Dunmere Courier")
    more = int(other.locator(".count").inner_text())
    assert more, "what another outlet would add is still counted"
    other.get_by_role("checkbox").check()
    expect(count).to_have_text(f"{promised + more} documents")


def test_a_date_that_may_lie_in_the_range_counts(reader: Reader) -> None:
    """The note found in the ferry is from March 2024, approximately; another document bears no date."""
    dated = "A note found in the ferry"
    assert dated in found(reader, **{"from": "2024-03-20", "to": "2024-03-21"})
    assert dated not in found(reader, **{"from": "2024-04-01"})
    assert dated not in found(reader, to="2024-02-29")
    page = arrive(reader, **{"from": "2024-01-01", "to": "2024-12-31"})
    assert "Fog is no argument" not in titles(page)
    expect(page.locator("#undated")).to_have_text("Left out, because their dates are not known: 1 document.")


def test_results_are_sorted_by_date(reader: Reader) -> None:
    newest, oldest = (titles(arrive(reader, q="ferry", sort=order)) for order in ("newest", "oldest"))
    assert newest[0] == oldest[-2]
    assert newest[-1] == oldest[-1] == "Fog is no argument", "what bears no date comes last"
    assert len(newest) > 4


def test_a_search_can_be_sent_to_somebody_and_back_works(reader: Reader) -> None:
    page = type_in(reader, "ferry")
    box = page.get_by_role("checkbox", name="Northern Wire")
    box.check()
    page.wait_for_url(re.compile("#q=ferry&outlet=Northern"))
    expect(page.locator("#results .entry-facts").first).to_contain_text("Northern Wire")
    address, listed = page.url, titles(page)
    page.goto("about:blank")
    page.goto(address)
    expect(page.get_by_role("searchbox")).to_have_value("ferry")
    expect(box).to_be_checked()
    expect(page.locator("#results .entry-title a")).to_have_text(listed)
    box.uncheck()
    expect(page.locator("#results .entry-title a")).not_to_have_count(len(listed))
    page.go_back()
    expect(box).to_be_checked()
    expect(page.locator("#results .entry-title a")).to_have_text(listed)
    page.locator("#results .entry-title a").first.click()
    page.wait_for_url("**/articles/*")
    page.go_back()
    expect(page.locator("#results .entry-title a")).to_have_text(listed)


# --- copies -----------------------------------------------------------------------------------------------------------

REPORT = """\
The ferry at Norwell ran aground on Sunday morning with ninety passengers aboard, the harbour office said.

Nobody was hurt. Two tugs from the naval yard pulled the ship free at high water, four hours later, while
passengers waited in the saloon with tea and the crew's own sandwiches, of which there were not enough.

The captain told the harbour office that a buoy had drifted in the storm of the night before. The office has
asked the pilots to look at every buoy between the mole and the second light before the next ferry leaves.
"""


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with one report in two papers."""
    root = tmp_path_factory.mktemp("copies")
    assert run_sitegen("init", ".", "--title", "Norwell", cwd=root).returncode == 0
    (root / "content/authorities/outlets.yml").write_text("mail: {name: Norwell Mail}\npost: {name: Coast Post}\n")
    for paper, day in (("mail", 4), ("post", 5)):
        head = f"---\ntitle: Ferry aground off Norwell\noutlet: {paper}\ndate: 2030-02-0{day}\nlanguage: en\n---\n\n"
        document = root / "content" / "articles" / f"{paper}.md"
        document.parent.mkdir(exist_ok=True)
        document.write_text(head + REPORT)
    built = run_sitegen("build", cwd=root)
    assert "search" not in built.stderr, built.stderr
    return root / "_site"


@pytest.fixture
def copies_page(browser: Browser, copies: Path) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(f"{copies.as_uri()}/search.html#q=sandwiches")
    yield page
    page.close()


def test_copies_of_one_text_are_one_result(copies_page: Page) -> None:
    expect(copies_page.locator("#result-count")).to_have_text("1 document")
    expect(copies_page.locator("#results .entry-facts").nth(1)).to_have_text("Same text in Coast Post")
    copies_page.get_by_role("checkbox", name="Coast Post").check()
    expect(copies_page.locator("#results .entry-facts")).to_have_text(["Coast Post · Article"])


@pytest.mark.parametrize("asked", ["", "#q=ferry"])
def test_the_index_may_be_missing(copies: Path, browser: Browser, asked: str) -> None:
    page = browser.new_page()
    uncaught: list[str] = []
    page.on("pageerror", lambda error: uncaught.append(str(error)))
    (copies / "pagefind").rename(copies / "gone")
    page.goto(f"{copies.as_uri()}/search.html{asked}")
    expect(page.locator("#search-note")).to_contain_text("could not be loaded")
    expect(page.get_by_role("searchbox")).to_be_hidden()
    expect(page.locator("#results")).to_be_visible()
    assert titles(page) == ["Ferry aground off Norwell"], "the plain list stands in for search"
    assert uncaught == []
    (copies / "gone").rename(copies / "pagefind")
    page.close()


# --- languages --------------------------------------------------------------------------------------------------------

TEXTS = {
    "en": "The café on the quay of Zürich closed its doors. Elena Shevchuk’s harbour reopened on Monday.",
    "de": "Die Häuser am Fluss wurden geräumt. Der Bürgermeister sagte, die Straße nach Köln bleibe gesperrt.",
    "fr": "Les élèves ont été évacués pendant la tempête. La mairie rouvre le marché près de l’église dès samedi.",
    "ru": "Жители города жаловались на закрытие моста. Ёлки упали на дорогу, и губернатор приехал на место.",
    "uk": "Мешканці повернулися додому після повені. Олена Шевчук оглянула їхні будинки разом з інженерами.",
    "pl": "Port w Łodzi stoi, a burmistrz Łukaszenka rozmawiał z załogą promu. Zu dalej stoi wolna łódź na rzece.",
    "es": "Los vecinos pidieron que el ayuntamiento reparase el puente. La niña llegó a las ocho de la mañana.",
    "tr": "İstanbul’un valisi köprünün kapandığını açıkladı. Işıklar söndü ve öğrenciler okula gidemedi.",
    "ar": "أغلقت المدينة الطريق والجسر القديم يوم الاثنين بعد العاصفة. قال أَحْمَد إن الوزير سافر.",
    "he": "המעבורת עצרה ביום שני אחרי הסערה. הַיֶּלֶד חזר הביתה.",
    "zh": "周一暴风雨过后，跨海大桥关闭。市长表示，渡轮服务将于明天恢复。",
    "ja": "月曜日の嵐の後、大橋は閉鎖された。市長は、フェリーの運航は明日再開されると述べた。",
}
LONG = "\n\n".join(f"Statement {number} of the inquiry. " + "The witness did not know. " * 11 for number in range(1000))


@pytest.fixture(scope="module")
def many_languages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a text in each of twelve languages, and one of 60 000 words."""
    root = tmp_path_factory.mktemp("languages")
    assert run_sitegen("init", ".", "--title", "Languages", cwd=root).returncode == 0
    (root / "content" / "articles").mkdir(exist_ok=True)
    for id, text in {**TEXTS, "long": LONG}.items():
        language = "en" if id == "long" else id
        head = f"---\ntitle: Text {id}\ndate: 2030-02-04\nlanguage: {language}\n---\n\n"
        (root / "content" / "articles" / f"{id}.md").write_text(f"{head}{text}\n", encoding="utf-8")
    person = "shevchuk: {name: Olena Shevchuk, variants: [Elena Shevchuk, Олена Шевчук]}\n"
    (root / "content" / "authorities" / "people.yml").write_text(person, encoding="utf-8")
    built = run_sitegen("build", cwd=root)
    assert "search" not in built.stderr, built.stderr
    return root / "_site"


@pytest.fixture(scope="module", params=["Chromium, on the web", "Firefox, from a disk"])
def linguist(request: pytest.FixtureRequest, many_languages: Path) -> Iterator[Reader]:
    """A reader of the site in twelve languages."""
    if request.param == "Firefox, from a disk":
        yield from open_reader(request.getfixturevalue("firefox").new_context(), many_languages.as_uri() + "/")
        return
    with serve_folder(many_languages) as home:
        yield from open_reader(request.getfixturevalue("browser").new_context(), home)


@pytest.mark.parametrize(
    ("typed", "language", "printed"),
    [
        ("Zurich", "en", ["Zürich"]),
        ("cafe", "en", ["café"]),
        ("harbours", "en", ["harbour"]),
        ("Haus", "de", ["Häuser"]),
        ("Strasse", "de", ["Straße"]),
        ("Koln", "de", ["Köln"]),
        ("eleve", "fr", ["élèves"]),
        ("église", "fr", ["l’église"]),
        ('"la tempete"', "fr", ["la", "tempête"]),
        ("мост", "ru", ["моста"]),
        ("елка", "ru", ["Ёлки"]),
        ("будинки", "uk", ["будинки"]),
        ("Lukaszenka", "pl", ["Łukaszenka"]),
        ('"wolna łódź"', "pl", ["wolna", "łódź"]),
        ('"wolna lodz"', "pl", ["wolna", "łódź"]),
        ("vecino", "es", ["vecinos"]),
        ("nina", "es", ["niña"]),
        ("istanbul", "tr", ["İstanbul’un"]),
        ("köprü", "tr", ["köprünün"]),
        ("الجسر", "ar", ["والجسر"]),
        ("أحمد", "ar", ["أَحْمَد"]),
        ("מעבורת", "he", ["המעבורת"]),
        ("הילד", "he", ["הַיֶּלֶד"]),
        ("跨海大桥", "zh", ["跨海", "大桥"]),
        ("暴风雨", "zh", ["暴风", "雨"]),
        ("大橋", "ja", ["大橋"]),
        ("閉鎖", "ja", ["閉鎖"]),
    ],
)
def test_a_word_is_found_however_it_is_typed_and_marked_as_it_is_printed(
    linguist: Reader, typed: str, language: str, printed: list[str]
) -> None:
    page = arrive(linguist, q=typed)
    assert titles(page) == [f"Text {language}"]
    assert page.locator("#results .excerpt mark").all_inner_texts() == printed
    assert linguist.troubles == []


def test_names_are_found_in_every_language_in_which_they_are_printed(linguist: Reader) -> None:
    for form in ("Olena Shevchuk", "Шевчук", "Elena Shevchuk"):
        assert found(linguist, q=form) == {"Text en", "Text uk"}


def test_what_no_text_holds_finds_nothing(linguist: Reader) -> None:
    """Pagefind passes over a word that it does not know, or takes the longest one with which it begins: `Zu`."""
    for words in ("Zuoz", "harbour zzzunheardof", "桥大", '"lodz wolna"'):
        assert found(linguist, q=words) == set(), words
    assert found(linguist, q="harb") == {"Text en"}, "what is not typed to its end finds what begins with it"


def test_a_hit_in_a_text_of_sixty_thousand_words_leads_to_its_paragraph(linguist: Reader) -> None:
    page = arrive(linguist, q="987")
    page.locator("#results").get_by_role("link", name="Paragraph 988").click()
    page.wait_for_url(re.compile(r"/articles/long\.html#p988"))
    expect(page.locator(":target")).to_contain_text("Statement 987 of the inquiry")
    expect(page.locator(":target")).to_be_in_viewport()


# --- for everybody ----------------------------------------------------------------------------------------------------


def test_what_a_reader_types_is_only_ever_text(reader: Reader) -> None:
    for words in ("<script>alert(1)</script>", "<img src=x onerror=alert(2)>", "{{ 7*7 }}", "]]>", '"', "%", "¶"):
        page = type_in(reader, words)
        expect(page.locator("#result-count")).to_have_text(re.compile("document|nothing", re.IGNORECASE))
    page = arrive(reader, q="<script>alert(3)</script>", outlet="<img src=x onerror=alert(4)>", sort="<b>", to="x")
    expect(page.get_by_role("searchbox")).to_have_value("<script>alert(3)</script>")
    assert reader.troubles == []


def test_an_address_that_is_no_search_is_none(reader: Reader) -> None:
    page = reader.page
    for fragment in ("content", "q=", quote("привіт"), "%", "sort=relevance"):
        page.goto("about:blank")
        page.goto(f"{reader.home}search.html#{fragment}")
        expect(page.get_by_role("searchbox")).to_be_visible()
        assert BRIDGE_VOTE in titles(page)
    assert reader.troubles == []


def test_without_javascript_every_document_is_listed(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "search.html")
    expect(page.locator("#search-note")).to_be_visible()
    assert BRIDGE_VOTE in titles(page)
    context.close()


def test_the_keyboard_alone_finds_narrows_and_opens_a_document(reader: Reader) -> None:
    page = reader.open("search.html")
    expect(page.get_by_role("searchbox")).to_be_visible()
    tab_to(page, "document.activeElement.type === 'search'")
    page.keyboard.type("instalments")
    page.keyboard.press("Enter")
    expect(page.locator("#result-count")).to_have_text(re.compile(r"^\d+ documents?$"))
    tab_to(page, "document.activeElement.id === 'to'")
    tab_to(page, "document.activeElement.closest('#facets input')")
    page.keyboard.press("Space")
    expect(page.locator("#results")).to_have_attribute("aria-busy", "false")
    tab_to(page, "document.activeElement.closest('#results a')")
    wanted = page.evaluate("document.activeElement.href")
    page.keyboard.press("Enter")
    page.wait_for_url(wanted)


def test_axe_finds_nothing_in_results(examiner: Reader) -> None:
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        examiner.page.emulate_media(color_scheme=scheme)
        assert arrive(examiner, q="Berestyuk").evaluate(RUN_AXE) == []


def test_results_fit_a_phone(reader: Reader) -> None:
    page = arrive(reader, q="bridge")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.locator("html").evaluate("html => html.scrollWidth - html.clientWidth") <= 0
    page.set_viewport_size({"width": 1280, "height": 800})


def tab_to(page: Page, where: str) -> None:
    """Press Tab until the focus is `where` (a JavaScript expression), and see it all the way."""
    for _ in range(80):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement !== document.body"), "the focus was lost"
        if page.evaluate(f"Boolean({where})"):
            return
    raise AssertionError(f"Tab never reached {where}")
