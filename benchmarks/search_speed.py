"""How long a reader waits for the first results, on the web and from a disk, and what the index costs to make.

The site is made of search alone: its page, its scripts and an index of N made-up documents. As a yardstick the same
documents are indexed by Pagefind as it comes, and searched on the web in turn with ours: on its own result page, and
through its module alone, without style, form or facets.
"""

from __future__ import annotations

import functools
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any

from corpus import capture
from playwright.sync_api import Browser, sync_playwright

from sitegen.links import Links
from sitegen.model import Archive, Document, DocumentId, Outlet, OutletId, SiteSettings
from sitegen.records.body import parse_body
from sitegen.site.render import load_theme
from sitegen.site.search import find_pagefind, make_index
from sitegen.site.search_page import plan_search
from sitegen.site.search_records import plan_search_pages
from sitegen.site.view import gather_site

CHECKOUT = Path(__file__).parent.parent
WORDS = "bridge"
ROUNDS = 15
RESULT = "#results[aria-busy=false] li, .pagefind-ui__result-title"
OWN_CALLS = """<!DOCTYPE html><html lang="en"><title>Pagefind</title><ol id="results"></ol><script type="module">
import * as pagefind from "./own/pagefind.js";
const { results } = await pagefind.search("WORDS");
for (const one of await Promise.all(results.slice(0, 10).map(one => one.data()))) {
  document.getElementById("results").insertAdjacentHTML("beforeend", `<li>${one.meta.title} ${one.excerpt}</li>`);
}
document.getElementById("results").setAttribute("aria-busy", "false");
</script></html>""".replace("WORDS", WORDS)
"""Ten lines around Pagefind's module: no style, no form, no facets, no links to paragraphs."""
OWN_PAGE = """<!DOCTYPE html><html lang="en"><title>Pagefind</title><link rel="stylesheet" href="own/pagefind-ui.css">
<script src="own/pagefind-ui.js"></script><div id="search"></div><script>
new PagefindUI({ element: "#search", bundlePath: "/own/", pageSize: 10, debounceTimeoutMs: 0 }).triggerSearch("WORDS");
</script></html>""".replace("WORDS", WORDS)
"""The result page that comes with Pagefind, which is told not to wait for more keys."""

TELL_PAINTED = """window.painted = new Promise(tell => {
  const look = () => {
    if (!document.querySelector(RESULT)) return;
    watcher.disconnect();
    requestAnimationFrame(() => setTimeout(() => tell(performance.now())));
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document, { subtree: true, childList: true, attributes: true });
})""".replace("RESULT", repr(RESULT))
"""Runs in every page before its own scripts: milliseconds from the navigation until the first results are painted."""


def documents(count: int) -> Iterator[Document]:
    for number in range(count):
        title, _, body = capture(number).partition("\n\n")
        id, outlet = DocumentId(f"document-{number}"), OutletId(f"outlet-{number % 12}")
        date = f"{2015 + number % 10}-0{1 + number % 9}"
        yield Document(id, title, f"{id}.md", outlet=outlet, date=date, language="en", passages=parse_body(body))


def make_site(folder: Path, count: int) -> None:
    """Search over `count` documents into `folder`; prints what that took."""
    outlets = {OutletId(f"outlet-{one}"): Outlet(OutletId(f"outlet-{one}"), f"Paper {one}") for one in range(12)}
    nothing: MappingProxyType[Any, Any] = MappingProxyType({})
    archive = Archive(
        SiteSettings("Benchmark"), MappingProxyType({one.id: one for one in documents(count)}),
        MappingProxyType(outlets), nothing, nothing, nothing, nothing, (),
    )  # fmt: skip
    site = gather_site(archive, Links(nothing, nothing), load_theme())
    pages = {file.path: file.content for file in plan_search_pages(site)}
    assets = [(site.theme.addresses[name], content) for name, content in site.theme.assets.items()]
    for path, content in [*((file.path, file.content) for file in plan_search(site)), *assets]:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    start = time.perf_counter()
    assert make_index(folder, pages, CHECKOUT) == []
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    size = sum(path.stat().st_size for path in (folder / "pagefind").rglob("*") if path.is_file()) / 1e6
    catalogue = sum(path.stat().st_size for path in folder.glob("assets/search-catalogue*")) / 1e3
    print(f"index: {seconds:.1f} s, Pagefind's peak {peak:.0f} MB, {size:.1f} MB on disk; catalogue {catalogue:.0f} KB")
    make_own(folder, pages)


def make_own(folder: Path, pages: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as name:
        for path, content in pages.items():
            (Path(name) / path).parent.mkdir(exist_ok=True)
            (Path(name) / path).write_bytes(content)
        command = [str(find_pagefind(CHECKOUT)), "--silent", "--site", name, "--output-path", str(folder / "own")]
        subprocess.run(command, check=True)
    (folder / "calls.html").write_text(OWN_CALLS)
    (folder / "page.html").write_text(OWN_PAGE)


def time_first_results(browser: Browser, address: str) -> float:
    """Seconds from opening the page in a fresh profile until its first results are painted."""
    context = browser.new_context()
    context.add_init_script(TELL_PAINTED)
    page = context.new_page()
    page.goto(address, wait_until="commit")
    milliseconds: float = page.evaluate("window.painted")
    assert page.locator(RESULT).count() == 10
    context.close()
    return milliseconds / 1000


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def measure(count: int) -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        make_site(folder, count)
        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=name))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        web = f"http://127.0.0.1:{server.server_address[1]}/"
        addresses = {
            "from a disk": f"{folder.as_uri()}/search.html#q={WORDS}",
            "on the web": f"{web}search.html#q={WORDS}",
            "Pagefind's own page, on the web": f"{web}page.html",
            "Pagefind's module without a page, on the web": f"{web}calls.html",
        }
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        times: dict[str, list[float]] = {name: [] for name in addresses}
        for _ in range(ROUNDS):
            for name, address in addresses.items():
                times[name].append(time_first_results(browser, address))
        for name, seconds in times.items():
            middle, worst = statistics.median(seconds), max(seconds)
            print(f"{count} documents, first results {name}: {middle:.2f} s (worst {worst:.2f})")
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
