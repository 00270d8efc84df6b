"""Copying citations and quotations from a document's page, on the web and from a disk, in both browsers."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page

if TYPE_CHECKING:
    from browser.conftest import Reader

PAGE = "articles/fog-is-no-argument.html"
OFFER = "Copy quotation with reference"


@pytest.fixture(params=["web", "disk", "firefox_web", "firefox_disk"])
def page(request: pytest.FixtureRequest) -> Iterator[Page]:
    reader: Reader = request.getfixturevalue(request.param)
    if not request.param.startswith("firefox"):  # there a setting lets tests read what was copied
        reader.page.context.grant_permissions(["clipboard-read"])
    yield reader.open(PAGE)
    assert not reader.troubles, "\n".join(reader.troubles)


def pasted(page: Page, flavour: str = "text/plain") -> str:
    """What a reader gets who pastes now."""
    return page.evaluate(
        """async flavour => {
            const [item] = await navigator.clipboard.read();
            return (await item.getType(flavour)).text();
        }""",
        flavour,
    )


def select(page: Page, first: str, last: str) -> None:
    """Select from within the first text of one paragraph to within the last of another, as a reader with a mouse."""
    page.evaluate(
        """([first, last]) => {
            const textsOf = id => {
                const walker = document.createTreeWalker(document.getElementById(id), NodeFilter.SHOW_TEXT);
                const found = [];
                while (walker.nextNode()) found.push(walker.currentNode);
                return found.filter(text => text.data.trim().includes(' '));
            };
            const [start, end] = [textsOf(first)[0], textsOf(last).at(-1)];
            getSelection().setBaseAndExtent(start, start.data.indexOf(' ', 1) + 1, end, end.data.lastIndexOf(' '));
        }""",
        [first, last],
    )


def test_each_citation_has_a_button_that_copies_it_with_its_italics(page: Page) -> None:
    shown = page.locator(".cite dd").nth(0).evaluate("one => one.firstChild.textContent")
    page.get_by_role("button", name="Copy APA").click()
    assert pasted(page).startswith(shown) and "Copy" not in pasted(page)
    assert "<i>" in pasted(page, "text/html") and "<button" not in pasted(page, "text/html")
    assert page.get_by_role("status").text_content() == "Copied"
    assert page.locator(".cite .copy").count() == 3


def test_selected_words_are_copied_with_their_reference_and_paragraph(page: Page) -> None:
    select(page, "p2", "p2")
    page.get_by_role("button", name=OFFER).click()
    copied = pasted(page)
    assert copied.startswith("“")
    words = copied[1:].partition("” (")[0]
    text = page.locator("#p2").text_content() or ""
    assert words.replace("‘", "“").replace("’", "”") in " ".join(text.split()).replace("’", "”")
    assert "Hester Quillane, “Fog Is No Argument,” n.d., para. 2, https://" in copied and copied.endswith("#p2)")


def test_words_from_several_paragraphs_name_the_first_and_the_last_and_nothing_of_the_margin(page: Page) -> None:
    select(page, "p1", "p3")
    page.get_by_role("button", name=OFFER).click()
    copied = pasted(page)
    assert ", para. 1–3" in copied
    for margin in page.locator(".para .margin").all_text_contents():
        assert " ".join(margin.split()) not in copied


def test_the_keyboard_reaches_the_button_and_it_goes_with_the_selection(page: Page) -> None:
    select(page, "p1", "p1")
    page.get_by_role("button", name=OFFER).focus()
    page.keyboard.press("Enter")
    assert ", para. 1" in pasted(page)
    page.locator("h1").click()
    page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges()")
    page.wait_for_function("!document.querySelector('.offer')")


def test_a_paragraph_s_number_selects_the_paragraph_for_a_pin_cite(page: Page) -> None:
    page.locator("#p2 > .pn").click()
    page.get_by_role("button", name=OFFER).click()
    assert ", para. 2" in pasted(page) and page.url.endswith("#p2")


def test_without_scripts_the_citations_are_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PAGE)
    assert page.locator(".cite dd").count() == 3 and page.locator(".cite button").count() == 0
    context.close()


def test_a_document_s_page_takes_three_requests_and_15_kilobytes(
    browser: Browser, address: str, toy_site: Path
) -> None:
    """The page, its style and its script as a host would send them; what a tab shows as its icon comes after."""
    context = browser.new_context()
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + PAGE, wait_until="networkidle")
    needed = [url for url in asked if not url.endswith((".svg", ".ico"))]
    sent = sum(len(gzip.compress((toy_site / url.removeprefix(address)).read_bytes(), 9)) for url in needed)
    assert len(needed) == 3, needed
    assert sent < 15_000, sent
    context.close()
