"""The optional service worker: what a reader has opened once on the web is read and searched without a connection."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.conftest import Reader, open_reader, serve_folder
from command import CHECKOUT, copy_toy_archive, run_sitegen
from playwright.sync_api import Browser

PAGE = "articles/dunmere-council-votes-for-new-alm-bridge.html"
WORKER = "themes/default/{}/service-worker.js"
IS_KEPT = """async manifest => {
  const isKept = async () => await (await caches.match('../manifest-sha256.txt')).text() === manifest;
  for (let tries = 0; tries < 1000 && !await isKept(); tries++) await new Promise(go => setTimeout(go, 20));
  return isKept();
}"""  # Playwright's `wait_for_function` takes a promise for the answer yes


def build(root: Path) -> Path:
    built = run_sitegen("--root", root, "build", cwd=root)
    assert built.returncode == 0, built.stderr
    return root / "_site"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy archive, with the service worker among its theme's assets."""
    root = copy_toy_archive(tmp_path_factory.mktemp("offline") / "toy")
    target = root / WORKER.format("assets")
    target.parent.mkdir(parents=True)
    shutil.copy(CHECKOUT / WORKER.format("optional"), target)
    build(root)
    return root


@pytest.fixture(scope="module")
def reader(browser: Browser, root: Path) -> Iterator[Reader]:
    with serve_folder(root / "_site") as address:
        yield from open_reader(browser.new_context(), address)


def test_after_one_document_the_whole_site_is_there_without_a_connection(reader: Reader) -> None:
    page = reader.open(PAGE)
    page.evaluate("navigator.serviceWorker.ready.then(() => {})")
    page.context.set_offline(True)
    headline = page.locator("h1").inner_text()
    page.goto("about:blank")
    assert reader.open(PAGE).locator("h1").inner_text() == headline
    assert page.evaluate("getComputedStyle(document.querySelector('.text')).display") == "flow-root"
    assert reader.open("").locator(".front h1").is_visible(), "the folder itself is the home page"
    reader.open("search.html?q=bridge")
    page.locator("#results[aria-busy=false] .excerpt mark").first.wait_for()
    page.context.set_offline(False)


def test_what_changed_on_the_site_is_kept_in_its_place(reader: Reader, root: Path) -> None:
    document = root / "content" / "articles" / Path(PAGE).with_suffix(".md").name
    written = document.read_text(encoding="utf-8")
    title = next(line for line in written.splitlines() if line.startswith("title:"))
    document.write_text(written.replace(title, "title: The council has voted"), encoding="utf-8")
    manifest = (build(root) / "manifest-sha256.txt").read_text(encoding="utf-8")
    page = reader.open(PAGE)
    assert page.locator("h1").inner_text() == "The council has voted", "who is online sees no old page"
    assert page.evaluate(IS_KEPT, manifest)
    page.context.set_offline(True)
    page.goto("about:blank")
    assert reader.open(PAGE).locator("h1").inner_text() == "The council has voted"
    page.context.set_offline(False)
    assert not reader.troubles


def test_without_it_nothing_is_kept(toy_site: Path, web: Reader) -> None:
    assert not (toy_site / "service-worker.js").exists()
    web.open(PAGE)
    assert web.page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
