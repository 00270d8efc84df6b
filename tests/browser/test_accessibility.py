"""axe finds nothing to say about any kind of page: light, dark, zoomed, on a phone; the keyboard reaches everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import ViewportSize, expect

if TYPE_CHECKING:
    from browser.conftest import Reader

KINDS = {
    "home": "index.html",
    "list of documents": "articles.html",
    "list of outlets": "outlets.html",
    "list of people": "people.html",
    "list of events": "events.html",
    "list of topics": "topics.html",
    "timeline": "timeline.html",
    "search": "search.html",
    "about": "about.html",
    "note with a table": "method.html",
    "data": "data.html",
    "left out": "left-out.html",
    "lost": "404.html",
    "article with annotations": "articles/dunmere-council-votes-for-new-alm-bridge.html",
    "transcript": "articles/meeting-of-the-alder-county-council-with-the-towns-on-the-river.html",
    "right to left": "articles/hgshr-shykhlyp-t-hm-bvrt.html",
    "hostile text": "articles/title-script-alert-1-script-7-7-the-bridge-of-dunmere.html",
    "withdrawn": "articles/what-i-saw-at-the-heliotrope-warehouse.html",
    "raw beside clean": "articles/dunmere-council-votes-for-new-alm-bridge.source.html",
    "outlet": "outlets/river-truth.html",
    "person": "people/samira-dehlavi.html",
    "event": "events/alm-bridge-vote-2024-03.html",
    "topic": "topics/alm-bridge.html",
    "comparison": "compare/alm-bridge-vote-2024-03.html",
    "quotations": "quotations.html",
    "stance": "stance.html",
    "list of tags": "tags.html",
}
"""A page of each kind; the toy archive's README says which document shows what."""

SCHEMES: dict[Literal["light", "dark"], list[str]] = {"light": [], "dark": ["color-contrast", "link-in-text-block"]}
"""The rules to run, all where none is named: what does not depend on colours need not be looked at twice."""

WINDOWS = {
    "desktop": ViewportSize(width=1280, height=800),
    "zoomed to 200 %": ViewportSize(width=640, height=400),
    "phone": ViewportSize(width=320, height=640),
}
"""A page that is zoomed to twice its size is laid out as in a window of half the width."""

RUN_AXE = """async rules => {
    const options = rules.length ? {runOnly: {type: 'rule', values: rules}} : {};
    const {violations} = await axe.run(document, {...options, resultTypes: ['violations']});
    const say = (found, node) => `${found.id}: ${found.help}: ${node.html.slice(0, 200)}`;
    return violations.flatMap(found => found.nodes.map(node => say(found, node)));
}"""


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing(examiner: Reader, scheme: Literal["light", "dark"], window: str) -> None:
    examiner.page.emulate_media(color_scheme=scheme)
    examiner.page.set_viewport_size(WINDOWS[window])
    found = []
    for kind, name in KINDS.items():
        page = examiner.open(name)
        found += [f"{kind}, {name}: {violation}" for violation in page.evaluate(RUN_AXE, SCHEMES[scheme])]
    examiner.page.set_viewport_size(WINDOWS["desktop"])
    assert not found, "\n".join(found)
    assert examiner.troubles == []


def test_the_first_tab_stop_skips_to_the_content(web: Reader) -> None:
    for name in ("index.html", KINDS["article with annotations"]):
        page = web.open(name)
        page.keyboard.press("Tab")
        skip = page.locator(":focus")
        assert skip.get_attribute("href") == "#content"
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("Boolean(document.activeElement.closest('main'))")


def test_search_is_reached_by_keyboard_from_every_page(web: Reader) -> None:
    page = web.open(KINDS["person"])
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.pathname || ''").endswith("/search.html"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html")


def test_the_focus_is_always_seen(web: Reader) -> None:
    """Whatever has the focus has an outline."""
    page = web.open("index.html")
    for _ in range(10):
        page.keyboard.press("Tab")
        style = page.locator(":focus").evaluate("one => [getComputedStyle(one).outlineStyle, one.outerHTML]")
        assert style[0] != "none", style[1]


@pytest.mark.parametrize("kind", ["article with annotations", "person", "search"])
def test_the_keyboard_goes_through_a_page_in_its_order_and_leaves_nothing_out(web: Reader, kind: str) -> None:
    page = web.open(KINDS[kind])
    page.evaluate("""() => { window.stops = [...document.querySelectorAll('a[href], button, input, select, summary')]
        .filter(one => one.checkVisibility()) }""")
    for number in range(page.evaluate("window.stops.length")):
        page.keyboard.press("Tab")
        while page.evaluate("document.activeElement === window.last && document.activeElement.type === 'date'"):
            page.keyboard.press("Tab")  # a field for a date has several stops
        place = page.evaluate("stops.indexOf(window.last = document.activeElement)")
        assert place == number, page.evaluate("document.activeElement.outerHTML")


def test_without_colours_of_ours_marks_can_still_be_told_apart(web: Reader) -> None:
    """Forced colours, as in Windows' contrast themes: a certain day stays a filled mark, noted words stay marked."""
    web.page.emulate_media(forced_colors="active")
    page = web.open("timeline.html")
    fill = "name => getComputedStyle(document.querySelector(`.timeline .${name}`), '::before').backgroundColor"
    assert page.evaluate(fill, "day") != page.evaluate(fill, "undated")
    page = web.open(KINDS["article with annotations"])
    behind = "name => getComputedStyle(document.querySelector(name)).backgroundColor"
    assert page.evaluate(behind, ".noted") != page.evaluate(behind, "body")
    web.page.emulate_media(forced_colors="none")


def test_nothing_moves_for_readers_who_want_no_motion(web: Reader) -> None:
    moving = (
        "[...document.querySelectorAll('*')].filter(one => parseFloat(getComputedStyle(one).transitionDuration)).length"
    )
    web.page.emulate_media(reduced_motion="no-preference")
    assert web.open("search.html").evaluate(moving) > 0
    web.page.emulate_media(reduced_motion="reduce")
    assert [kind for kind, name in KINDS.items() if web.open(name).evaluate(moving)] == []
