"""Search as a reader does it: type, filter, follow a result, go back; on the web, from a disk, by keyboard alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, Page, expect

if TYPE_CHECKING:
    from browser.conftest import Reader

BRIDGE_VOTE = "Dunmere council votes for new Alm bridge"


def type_in(reader: Reader, words: str) -> Page:
    """The search page with `words` typed and sent."""
    page = reader.open("search.html")
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("searchbox").press("Enter")
    return page


def search(reader: Reader, words: str) -> Page:
    """The search page with its results, in which found words are marked, or with the news that there are none."""
    page = type_in(reader, words)
    expect(page.locator("#results mark").or_(page.get_by_text("Nothing found")).first).to_be_visible()
    return page


def titles(page: Page) -> list[str]:
    return page.locator("#results .entry-title a").all_inner_texts()


def test_a_word_is_found_and_its_result_lands_on_the_document(web: Reader) -> None:
    page = search(web, "instalments")
    expect(page.locator("#results a", has_text=BRIDGE_VOTE)).to_be_visible()
    page.get_by_role("link", name=BRIDGE_VOTE).first.click()
    page.wait_for_url(re.compile(r"/repo/articles/"))
    expect(page.get_by_role("heading", level=1)).to_have_text(BRIDGE_VOTE)
    expect(page.locator("main")).to_contain_text("in three instalments")
    assert web.troubles == []


def test_the_number_of_results_is_announced(web: Reader) -> None:
    page = search(web, "instalments")
    count = page.locator("[aria-live=polite], [role=status]")
    expect(count).to_have_text(re.compile(r"^\d+ documents?$"))
    said = int(count.inner_text().split()[0])
    assert said == len(titles(page)) >= 1
    page.get_by_role("searchbox").fill("zzzunheardof")
    expect(count).to_have_text(re.compile("nothing found", re.IGNORECASE))


def test_facets_narrow_and_widen_the_results(web: Reader) -> None:
    page = search(web, "ferry")
    count = page.locator("#result-count")
    all_found = int(count.inner_text().split()[0])
    box = page.get_by_role("checkbox", name="Northern Wire")
    box.check()
    expect(count).not_to_have_text(f"{all_found} documents")
    narrowed = int(count.inner_text().split()[0])
    assert 0 < narrowed < all_found
    facts = page.locator("#results .entry-facts").all_inner_texts()
    assert facts
    assert all("Northern Wire" in fact for fact in facts)
    box.uncheck()
    expect(count).to_have_text(f"{all_found} documents")


def test_a_search_can_be_sent_to_somebody_and_back_works(web: Reader) -> None:
    page = search(web, "ferry")
    page.get_by_role("checkbox", name="Northern Wire").check()
    page.wait_for_url(re.compile("Northern"))
    expect(page.locator("#results .entry-facts").first).to_contain_text("Northern Wire")
    address, found = page.url, titles(page)
    page.goto("about:blank")
    page.goto(address)
    expect(page.get_by_role("searchbox")).to_have_value("ferry")
    expect(page.get_by_role("checkbox", name="Northern Wire")).to_be_checked()
    expect(page.locator("#results .entry-title a")).to_have_text(found)
    page.get_by_role("checkbox", name="Northern Wire").uncheck()
    expect(page.locator("#results .entry-title a")).not_to_have_count(len(found))
    page.go_back()
    expect(page.get_by_role("checkbox", name="Northern Wire")).to_be_checked()
    expect(page.locator("#results .entry-title a")).to_have_text(found)


def test_other_scripts_are_found(web: Reader) -> None:
    for words, title in (("риштування", "вантовий міст"), ("Kettenfähre", "Fluss"), ("המעבורת", "הגשר")):
        page = search(web, words)
        expect(page.locator("#results .entry-title a", has_text=title).first).to_be_visible()


def test_only_documents_are_found(web: Reader) -> None:
    """Lists, source pages and tombstones would only repeat, or bring back, what documents say."""
    for words in ("ferry", "heliotrope", "Thistlewood"):
        page = search(web, words)
        found = page.locator("#results .entry-title a").evaluate_all("all => all.map(link => link.href)")
        assert all(re.search(r"/repo/articles/[a-z0-9-]+\.html", address) for address in found)
        assert not any("withdrawn" in title.lower() or "heliotrope" in title.lower() for title in titles(page))


def test_what_a_reader_types_is_only_ever_text(web: Reader) -> None:
    for words in ("<script>alert(1)</script>", "<img src=x onerror=alert(2)>", "{{ 7*7 }}", "]]>", '"', "%"):
        page = type_in(web, words)
        expect(page).to_have_url(re.compile(r"\?q="))
        expect(page.locator("#result-count")).to_have_text(re.compile("document|nothing", re.IGNORECASE))
    page = web.open("search.html?q=<script>alert(3)</script>&outlet=<img src=x onerror=alert(4)>")
    expect(page.get_by_role("searchbox")).to_have_value("<script>alert(3)</script>")
    assert web.troubles == []


def test_from_a_disk_the_page_says_plainly_that_search_does_not_run(disk: Reader) -> None:
    page = disk.open("search.html")
    note = page.locator("#search-note")
    expect(note).to_be_visible()
    expect(note).to_contain_text(re.compile("disk|web", re.IGNORECASE))
    expect(page.get_by_role("searchbox")).to_be_hidden()
    assert len(titles(page)) > 5, "the plain list stands in for search"
    assert disk.troubles == []


def test_without_javascript_every_document_is_listed(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "search.html")
    expect(page.locator("#search-note")).to_be_visible()
    assert BRIDGE_VOTE in titles(page)
    context.close()


def test_the_keyboard_alone_finds_and_opens_a_document(web: Reader) -> None:
    page = web.open("search.html")
    expect(page.get_by_role("searchbox")).to_be_visible()
    tab_to(page, "document.activeElement.type === 'search'")
    page.keyboard.type("instalments")
    page.keyboard.press("Enter")
    expect(page.locator("#result-count")).to_have_text(re.compile(r"^\d+ documents?$"))
    tab_to(page, "document.activeElement.closest('#facets input')")
    tab_to(page, "document.activeElement.closest('#results a')")
    wanted = page.evaluate("document.activeElement.href")
    page.keyboard.press("Enter")
    page.wait_for_url(wanted)


def tab_to(page: Page, where: str) -> None:
    """Press Tab until the focus is `where` (a JavaScript expression), and see it all the way."""
    for _ in range(80):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement !== document.body"), "the focus was lost"
        if page.evaluate(f"Boolean({where})"):
            return
    raise AssertionError(f"Tab never reached {where}")
