"""Every page of the toy site in a real browser: it opens, stays inside the site, fits a phone, is valid."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from command import CHECKOUT, node_program
from playwright.sync_api import Browser, Page, ViewportSize

from sitegen.site.check import check_site

if TYPE_CHECKING:
    from browser.conftest import Reader

NARROWEST = ViewportSize(width=320, height=640)
HARMLESS = {"http:", "https:", "mailto:"}
DESKTOP = ViewportSize(width=1280, height=800)


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def test_every_page_opens_on_the_web_fits_a_phone_and_has_harmless_links(web: Reader, pages: list[str]) -> None:
    too_wide, harmful = [], []
    web.page.set_viewport_size(NARROWEST)
    for name in pages:
        page = web.open(name)
        if (by := overflow(page)) > 0:
            too_wide.append(f"{name} by {by} px")
        schemes = page.eval_on_selector_all("[href], [src], [action]", "all => all.map(one => one.protocol)")
        harmful += [f"{name}: {scheme}" for scheme in schemes if scheme and scheme not in HARMLESS]
    web.page.set_viewport_size(DESKTOP)
    assert not web.troubles, "\n".join(web.troubles)
    assert not too_wide, "\n".join(too_wide)
    assert not harmful, "\n".join(harmful)


@pytest.mark.parametrize("which", ["disk", "firefox_web", "firefox_disk"])
def test_every_page_opens_elsewhere_too(request: pytest.FixtureRequest, which: str, pages: list[str]) -> None:
    reader: Reader = request.getfixturevalue(which)
    for name in pages:
        reader.open(name)
    assert not reader.troubles, "\n".join(reader.troubles)


def test_every_internal_link_and_fragment_leads_somewhere(toy_site: Path) -> None:
    assert [str(finding) for finding in check_site(toy_site)] == []


def test_every_page_is_valid_html(toy_site: Path, pages: list[str]) -> None:
    config = CHECKOUT / ".htmlvalidate.json"
    run = subprocess.run(
        [node_program("html-validate"), "--config", config, "--formatter", "json", *pages],
        cwd=toy_site, capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert run.returncode in (0, 1), run.stderr
    faults = [
        f"{Path(file['filePath']).relative_to(toy_site)}:{fault['line']}: {fault['ruleId']}: {fault['message']}"
        for file in json.loads(run.stdout)
        for fault in file["messages"]
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.skipif(shutil.which("java") is None, reason="the Nu checker runs where Java is")
def test_the_nu_checker_finds_no_error(toy_site: Path, pages: list[str]) -> None:
    checker = CHECKOUT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    run = subprocess.run(
        ["java", "-jar", checker, "--errors-only", "--format", "json", *pages],
        cwd=toy_site, capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    faults = [
        f"{fault['url']}:{fault.get('lastLine')}: {fault['message']}" for fault in json.loads(run.stderr)["messages"]
    ]
    assert not faults, "\n".join(faults)


def test_an_old_address_leads_to_the_new_one(
    web: Reader, disk: Reader, firefox_web: Reader, firefox_disk: Reader
) -> None:
    for reader in (web, disk, firefox_web, firefox_disk):
        page = reader.open("articles/first-pier-of-the-alm-bridge-stands.html")
        page.wait_for_url("**/articles/first-of-four-piers-stands.html")
        assert reader.troubles == []


def test_the_page_for_unknown_addresses_leads_back_from_any_depth(browser: Browser, address: str) -> None:
    page = browser.new_page()
    for unknown in ("nowhere", "articles/nowhere.html", "some/where/deep/down/"):
        answer = page.goto(address + unknown)
        assert answer
        assert answer.status == 404
        links = page.eval_on_selector_all("a[href]", "all => all.map(link => link.href.split('#')[0])")
        assert address + "index.html" in links
        broken = [link for link in set(links) - {page.url} if page.request.get(link).status != 200]
        assert broken == []
    page.close()


def test_notes_that_are_longer_than_their_paragraph_do_not_hold_up_the_text(web: Reader) -> None:
    page = web.open("articles/dunmere-council-votes-for-new-alm-bridge.html")
    text = [page.locator(f"#p{number}").bounding_box() for number in (4, 5)]
    notes = [page.locator(f".para:has(#p{number}) .margin").bounding_box() for number in (4, 5)]
    (above, below), (longer, next_one) = [(one, other) for one, other in (text, notes) if one and other]
    assert longer["height"] > above["height"]
    assert 0 < below["y"] - above["y"] - above["height"] < 25
    assert longer["y"] == pytest.approx(above["y"], abs=1)
    assert next_one["y"] >= longer["y"] + longer["height"]


def test_a_page_prints_without_what_only_a_screen_needs(web: Reader) -> None:
    web.open("articles.html")
    web.page.emulate_media(media="print")
    shown = web.page.eval_on_selector_all(
        "nav, .skip, button, [role=search]",
        "all => all.filter(one => one.getClientRects().length).map(one => one.outerHTML)",
    )
    web.page.emulate_media(media="screen")
    assert shown == []
