"""The toy site in every language of the interface, and from right to left: axe finds nothing, nothing is too wide."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.conftest import Reader, open_reader, serve_folder
from browser.test_accessibility import KINDS, RUN_AXE
from command import CHECKOUT, copy_toy_archive, missing, node_program, run_sitegen
from playwright.sync_api import Browser, expect

ARABIC = {"Documents": "الوثائق", "Outlets": "وسائل الإعلام", "Search": "بحث", "Newest documents": "أحدث الوثائق"}
"""A catalogue that an archive has begun."""
LOOKED_AT = (
    "home", "search", "list of people", "article with annotations", "right to left", "raw beside clean", "event",
    "comparison", "person", "stance",
)  # fmt: skip
WIDTH = "document.documentElement.scrollWidth"


def build(folder: Path, language: str, *options: str) -> Path:
    root = copy_toy_archive(folder / language)
    settings = root / "content" / "site.yml"
    written = settings.read_text(encoding="utf-8").replace("language: en", f"language: {language}")
    settings.write_text(written, encoding="utf-8")
    if language == "ar":
        catalogue = root / "themes" / "default" / "locale" / "ar.po"
        catalogue.parent.mkdir(parents=True)
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        rows = "\n".join(f'msgid "{one}"\nmsgstr "{other}"\n' for one, other in ARABIC.items())
        catalogue.write_text(head + rows, encoding="utf-8")
    built = run_sitegen("--root", root, "build", *options, cwd=root)
    assert built.returncode == 0, built.stderr
    return root / "_site"


@pytest.fixture(scope="module", params=["de", "fr", "ru", "uk", "ar", "fa"])
def reader(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Reader]:
    """A reader of the toy site in one language: Arabic has words of its own, Persian has none."""
    axe = CHECKOUT / "node_modules" / "axe-core" / "axe.min.js"
    context = browser.new_context(bypass_csp=True, viewport={"width": 320, "height": 700})
    context.add_init_script(path=axe if axe.exists() else missing("axe-core (run `npm ci`)"))
    with serve_folder(build(tmp_path_factory.mktemp("languages"), request.param, "--no-search")) as address:
        yield from open_reader(context, address)


def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(reader: Reader) -> None:
    found = []
    for kind in LOOKED_AT:
        page = reader.open(KINDS[kind])
        found += [f"{kind}: {violation}" for violation in page.evaluate(RUN_AXE, [])]
        found += [f"{kind}: {wide} px wide"] if (wide := page.evaluate(WIDTH)) > 320 else []
    assert not found, "\n".join(found)


def test_a_page_runs_as_its_words_do(reader: Reader) -> None:
    page = reader.open("index.html")
    site, direction = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
    assert direction == ("rtl" if site in ("ar", "fa") else "")
    words = page.evaluate("document.body.lang || document.documentElement.lang")
    running = page.evaluate("getComputedStyle(document.body).direction")
    assert (words, running) == {"ar": ("ar", "rtl"), "fa": ("en", "ltr")}.get(site, (site, "ltr"))


def test_the_search_page_and_the_buttons_speak_ukrainian(browser: Browser, tmp_path: Path) -> None:
    node_program("pagefind")
    home = build(tmp_path, "uk").as_uri() + "/"
    for reader in open_reader(browser.new_context(), home):
        page = reader.page
        page.goto(home + "search.html#q=bridge")
        expect(page.locator("#result-count")).to_have_text("9 документів")
        expect(page.locator("#results")).to_contain_text("Той самий текст у")
        page.goto(home + "search.html#q=zzzz")
        expect(page.locator("#result-count")).to_have_text("Нічого не знайдено")
        page.goto(home + KINDS["article with annotations"])
        expect(page.get_by_role("button", name="Копіювати APA")).to_be_visible()
        assert page.locator("button.copy").first.get_attribute("lang") == "uk"
        assert reader.troubles == []
