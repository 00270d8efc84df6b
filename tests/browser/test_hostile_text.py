"""Captures and records that try to break out of their page: all stays text, nothing runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from browser.conftest import Reader

POEM = "articles/title-script-alert-1-script-7-7-the-bridge-of-dunmere.html"
BAND = "articles/prize-poem-script-alert-7-script-set-to-music.html"


def test_hostile_text_is_shown_as_it_was_written(web: Reader) -> None:
    page = web.open(POEM)
    expect(page.get_by_role("heading", level=1)).to_contain_text("<script>alert(1)</script> {{ 7*7 }} & the")
    for words in ('<script>alert("bridge")</script>', "<img src=x onerror=alert(2)>", "{{ 7*7 }}", "{% raw %}", "]]>",
                  "<!-- and &lt;script&gt; and &amp;amp;", "</script></style></textarea></title>"):  # fmt: skip
        expect(page.locator("main")).to_contain_text(words)
    assert page.locator("main img, main b").count() == 0
    assert web.troubles == []


def test_markup_of_a_saved_page_does_not_reach_ours(web: Reader) -> None:
    page = web.open(BAND)
    expect(page.get_by_role("heading", level=1)).to_contain_text("<script>alert(7)</script>")
    assert page.locator("main iframe, main svg, main [onclick], main [style], .cover, form[action*=evil]").count() == 0
    assert page.evaluate("document.baseURI").startswith(web.home)
    assert web.troubles == []


def test_signs_that_turn_the_direction_of_writing_are_taken_out_and_said(web: Reader) -> None:
    page = web.open(POEM)
    assert "\u202e" not in page.content()
    page = web.open(POEM.replace(".html", ".source.html"))
    expect(page.locator("main")).to_contain_text("direction mark")


def test_a_right_to_left_document_reads_from_the_right(web: Reader) -> None:
    page = web.open("articles.html")
    page.get_by_role("link", name="הגשר שיחליף את המעבורת").first.click()
    text = page.locator("main p", has_text="מועצת העיירה").first
    assert text.evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert text.evaluate("one => one.closest('[lang]').lang") == "he"
